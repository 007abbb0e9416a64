# Son propre compte.

account-roles = { $roles } dans { $domain }
password-rule = Au moins 15 caractères, et pas facile à deviner. Plusieurs mots à la suite se retiennent bien.
password-old = Mot de passe actuel
password-new = Nouveau mot de passe
password-ends = Le changer met fin à toute autre session et à tous les jetons.
password-change = Changer le mot de passe
password-not-changed = { $n ->
    [one] Le mot de passe n’a pas changé : { $n } problème
   *[other] Le mot de passe n’a pas changé : { $n } problèmes
}
password-changed = Votre mot de passe a changé.
    .more = Toute autre session et tous les jetons ont pris fin.
sessions = Sessions
sessions-end = Une session prend fin après 30 minutes sans clic, et dans tous les cas après 12 heures.
sessions-yours = Vos sessions
session-browser = Navigateur
session-seen = Dernier clic
session-this = celle-ci
session-from = { $address }, depuis le { $since }
session-since = Depuis le { $since }
agent = { $browser } sur { $system }
agent-unknown = Un autre navigateur
everywhere = { $n ->
    [0] Met fin à toutes ces sessions, celle-ci comprise. Vous n’avez aucun jeton.
    [one] Met fin à toutes ces sessions, celle-ci comprise, et à votre { $n } jeton.
   *[other] Met fin à toutes ces sessions, celle-ci comprise, et à vos { $n } jetons.
}
sign-out-everywhere = Se déconnecter partout
language = Langue
language-of = Langue de la console
language-save = Enregistrer la langue
theme = Le thème clair ou sombre suit votre appareil.
