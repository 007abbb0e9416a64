# Les pages sur les personnes.

people-intro = Les personnes et les programmes qui peuvent se connecter à { $domain }, et pour quoi. Un rôle retiré ne vaut plus dès leur prochain clic ou appel.
people-filter = Chercher des personnes
people-hint = Début d’un nom
people-count = { $n ->
    [one] { $n } personne affichée
   *[other] { $n } personnes affichées
}
people-caption = Personnes et programmes de { $domain }, par nom
people-pages = Pages de personnes
people-none = Aucun nom ne commence par « { $text } »
people-end = Personne d’autre
people-where = La recherche porte sur le début des noms, majuscules telles quelles.
people-all = Afficher tout le monde
person-name = Nom
person-you = vous
roles = Rôles
last-sign-in = Dernière connexion
back-to-people = Retour aux personnes

role-may = { $role ->
    [te_admin] Tout dans { $domain }, personnes comprises
    [kms_adm] Tout sur les clés, y compris approuver les suppressions
    [secu_admin] Les personnes et leurs rôles ; rien sur les clés
    [kms_cmk_full] Tout sur les clés, sauf approuver les suppressions
    [kms_crypto] Voit les clés ; crée, chiffre et déchiffre des clés de données ; tire des octets aléatoires
    [kms_auditor] Voit les clés et toute la piste ; ne change rien
   *[kms_readonly] Voit les clés
}

add-person = Ajouter une personne
add-person-intro = Son premier mot de passe est créé ici et ne vous est montré qu’une fois.
person-name-hint = De 1 à 64 caractères. Il ne peut plus changer ensuite.
person-vouch = Une suppression que vous demandez ne peut pas être approuvée par quelqu’un dont le compte, le rôle ou le mot de passe vient de vous.
not-added = { $n ->
    [one] Personne n’a été ajouté : { $n } problème
   *[other] Personne n’a été ajouté : { $n } problèmes
}

person-added-on = Ajout le { $day }
person-added-operator = Ajout le { $day } par l’opérateur
person-signed-in = Dernière connexion { $when }
person-never = Jamais connecté
roles-of = Ce que { $name } peut faire
roles-own = Ce que vous pouvez faire
    .more = Personne n’ajoute à ses propres rôles ; seuls ceux que vous avez figurent donc ici. Un autre administrateur peut vous en donner d’autres.
roles-effect = Prend effet au prochain clic ou appel.
roles-not-set = { $n ->
    [one] Les rôles n’ont pas changé : { $n } problème
   *[other] Les rôles n’ont pas changé : { $n } problèmes
}
save-roles = Enregistrer les rôles
person-own = C’est votre propre compte
    .more = Personne ne réinitialise ici son propre mot de passe ni ne se désactive. Un autre administrateur le peut.
    .account = Votre mot de passe et vos sessions se trouvent sous Mon compte.
person-access = Accès
reset-password = Réinitialiser le mot de passe
    .more = En crée un nouveau, vous le montre une fois, et met fin à toutes ses sessions et à tous ses jetons.
password-not-reset = { $n ->
    [one] Le mot de passe n’a pas été réinitialisé : { $n } problème
   *[other] Le mot de passe n’a pas été réinitialisé : { $n } problèmes
}
end-sessions = Déconnecter partout
    .more = Met fin à toutes ses sessions et à tous ses jetons. Cette personne peut se reconnecter aussitôt.
activate = Activer { $name }
    .more = Cette personne peut de nouveau se connecter avec son ancien mot de passe, et faire ce que ses rôles permettent. Les sessions et jetons d’avant restent terminés.
deactivate = Désactiver { $name }
    .more = Plus de connexion, de session ni de jeton dès cet instant. Ses actes restent dans la piste d’audit. Vous pouvez réactiver cette personne.

secret-once = Copiez le mot de passe maintenant. Il ne sera plus montré.
    .more = Remettez-le sans que personne d’autre ne le lise. Il se change sous Mon compte.
copy-password = Copier le mot de passe

person-added = { $name } a été ajouté.
    .more = La connexion se fait avec le mot de passe ci-dessous.
person-roles-set = Les rôles de { $name } ont changé.
    .more = Cela prend effet dès le prochain clic ou appel.
person-password-reset = { $name } a un nouveau mot de passe.
    .more = Toutes ses sessions et tous ses jetons ont pris fin.
person-signed-out = { $name } est déconnecté partout.
    .more = Toutes ses sessions et tous ses jetons ont pris fin.
person-deactivated = { $name } est désactivé.
    .more = La connexion est fermée, et toutes ses sessions et tous ses jetons ont pris fin.
activate-again = Activer de nouveau
person-activated = { $name } est activé.
    .more = La connexion est de nouveau possible.
deactivate-again = Désactiver de nouveau
