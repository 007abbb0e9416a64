# Les pages sur les clés.

## La liste

keys-title = Clés
keys-intro = Clés maîtresses du projet { $project }. Les clés de données sont créées sous elles et ne sont jamais conservées ici.
keys-count = { $n ->
    [one] { $shown } clé
   *[other] { $shown } clés
}
keys-count-of = { $n ->
    [one] { $matching } sur { $all } clé
   *[other] { $matching } sur { $all } clés
}
keys-quota = { $counted } sur { $quota } du quota
keys-range = { $from } à { $to } sur { $all }
keys-caption = Clés triées selon « { $column } », { $range }
keys-pages = Pages de clés
more-than = plus de { $number }
create-key = Créer une clé
create-first-key = Créer votre première clé
pending-count = { $n ->
    [one] La suppression de { $n } clé est prévue.
   *[other] La suppression de { $n } clés est prévue.
}
pending-next = La prochaine est prévue le { $day }.
pending-overdue = { $n ->
    [one] L’une est en retard et attend une approbation.
   *[other] { $n } sont en retard et attendent une approbation.
}
pending-overdue-and-next = { $n ->
    [one] L’une est en retard et attend une approbation ; la suivante est prévue le { $day }.
   *[other] { $n } sont en retard et attendent une approbation ; la suivante est prévue le { $day }.
}
pending-show = Les afficher
filter-keys = Filtrer les clés
filter = Filtrer
filter-hint = Alias, ID ou description
state = État
any-state = Tous
origin = Origine
any-origin = Toutes
origin-kms = KMS
origin-external = Externe
created-by = Créée par
anyone = Tous
made-by-me = Moi
made-by-people = Personnes de { $domain }
made-by-services = Services cloud
column-created = Création
column-used = Dernier usage
actions = Actions
bulk = Clés sélectionnées
bulk-picked = # sélectionnées
bulk-picked-some = Sélection
bulk-clear = Effacer
bulk-no-deletion = Une suppression se planifie clé par clé.
no-key = Aucune clé pour le moment
    .more = Une clé maîtresse protège les clés de données de vos programmes. En créer une ne coûte rien, et vous pouvez la désactiver à tout moment. Les services ajoutent ici leur clé par défaut la première fois que vous activez le chiffrement.
    .ask = Un Key Manager ou un administrateur de votre domaine peut créer des clés.
nothing-matches = Aucune clé ne correspond à « { $text } »
nothing-chosen = Aucune clé ne correspond à ces filtres
nothing-where = La recherche porte sur le début de l’alias, l’ID entier et les mots de la description, dans le projet { $project }.
clear-filters = Effacer les filtres

row-select = Sélectionner { $alias }
row-actions = Actions pour { $alias }
row-managed = Créée et gérée par { $service }
row-waits-for-material = Attend son matériel de clé
row-due = Prévue le { $day }, en attente d’approbation
row-due-approved = Prévue le { $day }, approuvée
row-overdue = En retard depuis le { $day }, non approuvée
never-used = Jamais utilisée

enable = Activer
disable = Désactiver
disable-next = Désactiver…
see-plan = Voir le plan
cancel-deletion = Annuler la suppression
schedule-deletion = Planifier la suppression
schedule-deletion-next = Planifier la suppression…
schedule-deletion-for = Planifier la suppression pour le { $day }

## Une clé

key = Clé
tab-overview = Vue d’ensemble
tab-audit = Piste d’audit
about-key = À propos de cette clé
head-type = { $spec }, { $usage }
usage-encrypt = chiffrer et déchiffrer
head-origin = Origine { $origin }
head-created-on = Créée le { $day }
head-created = Créée le { $day } par { $name }
disable-consequence = Les appels échouent dès que vous la désactivez.
disable-used = Elle a été utilisée { $when } par { $who }.
disable-unused = Aucun usage n’en est connu.
disable-undo = Vous pouvez la réactiver à tout moment ; rien n’est perdu.
disable-key = Désactiver { $alias }
enable-key = Activer { $alias }
deletion-consequence = La clé cesse aussitôt de fonctionner. Après 7 à 1096 jours, et seulement avec l’approbation d’une autre personne, elle est détruite, et ce qu’elle a chiffré ne peut plus jamais être lu.
danger = Zone de danger

use = Usage
use-period = 30 derniers jours
use-answered = { $n ->
    [one] appel traité
   *[other] appels traités
}
use-refused = refusés
use-last = utilisée en dernier par { $who } : { $act }
use-last-never = aucun usage connu
use-chart-none = Aucun appel du { $from } au { $to }.
use-chart = Appels par jour du { $from } au { $to } : entre { $least } et { $most }. { $refused ->
    [0] Aucun n’a été refusé.
    [one] { $refused } a été refusé.
   *[other] { $refused } ont été refusés.
}
use-by-operation = Appels des 30 derniers jours par opération
use-operation = Opération
use-calls = Appels
use-by = Par
today = Aujourd’hui
now = Maintenant
calls = { $n ->
    [one] { $n } appel
   *[other] { $n } appels
}

state-enabled = Activée depuis le { $day }. Les programmes peuvent utiliser cette clé.
state-disabled = Désactivée depuis le { $day }. Tout appel est refusé ; rien n’est perdu.
state-pending-deletion = Suppression prévue depuis le { $day }. Elle n’ouvre rien.
state-pending-import = En attente de matériel de clé depuis le { $day }. Elle n’ouvre rien tant qu’elle n’en a pas.
band-part = { $state ->
    [enabled] activée
    [disabled] désactivée
    [pending-deletion] suppression prévue
   *[pending-import] en attente d’import
} à partir du { $day }
story-created = Créée, activée
story-created-waiting = Créée, attend son matériel de clé
story-enabled = Activée
story-disabled = Désactivée
story-planned = Suppression prévue pour le { $day }
story-approved = Suppression approuvée
story-overdue = Échue, et non approuvée
story-refused = Suppression refusée
story-cancelled = Suppression annulée

plan = Plan de suppression
plan-until = jusqu’au
plan-was-due = Prévue le
plan-overdue = En retard
plan-ends-awaiting = Elle n’est détruite à cette date que si une autre personne a approuvé ; sinon, elle reste en attente et est marquée en retard.
plan-ends-approved = Elle est alors détruite, et ce qu’elle a chiffré ne peut plus jamais être lu.
plan-ends-overdue = Non approuvée, donc non détruite.
plan-hours = { $passed } heures sur { $all } sont passées
plan-asked-at = Demandée le { $when }
plan-due-at = Échéance le { $when }
plan-asked = { $name } l’a demandée
plan-asked-for = { $days ->
    [one] { $when }, pour { $days } jour
   *[other] { $when }, pour { $days } jours
}
plan-another-decides = Une autre personne décide
plan-who-decides = un KMS Administrator ou Tenant Administrator, pas { $name }
plan-nobody-decides = Personne d’autre n’est consulté
plan-operator-chose = votre opérateur l’a voulu ainsi pour ce domaine
plan-approved-by = Approuvée par { $name }
plan-approvals = { $given } sur { $needed } approbations
plan-refused = { $n ->
    [one] { $n } appel a été refusé depuis le plan.
   *[other] { $n } appels ont été refusés depuis le plan.
}
plan-refused-by = { $who } essaie encore d’utiliser cette clé, la dernière fois le { $when }. Quelque chose en a peut-être encore besoin.
plan-refused-see = Voir les appels
cancel-consequence = L’annulation laisse la clé désactivée. Vous pouvez ensuite l’activer.
while-pending = Tant que la suppression est prévue
    .more = La clé n’ouvre rien. Son alias et sa description ne peuvent pas changer ; cette page n’a donc aucune commande pour eux. Annulez d’abord la suppression.

details = Détails
detail-alias = Alias
detail-description = Description
detail-service = Service
detail-type = Type
detail-project = Projet
detail-created = Création
detail-data-keys = Clés de données
detail-issued = { $n ->
    [one] { $n } émise
   *[other] { $n } émises
}
detail-quota = Quota
detail-quota-free = Ne compte pas
protected-by = Protégée par
chain-root-software = Clé racine, un fichier de clé sur le serveur
chain-epoch = Époque { $epoch }
chain-system = Clé système, puis clé de groupe
    .more = Conservées chiffrées par la clé racine
chain-key = Cette clé, version { $version }
chain-key-kept = { $spec }, conservée chiffrée
chain-key-waits = Cette clé
    .more = N’a pas encore de matériel de clé

default-made = { $service } a créé cette clé pour vous et la gère
default-why = { $service ->
    [obs] Les objets que vous stockez chiffrés sans nommer de clé sont protégés par elle. La désactiver ou la supprimer les verrouillerait tous ; personne ne le peut donc : ni vous, ni un administrateur, ni l’API. C’est pourquoi cette page n’a aucun bouton qui change la clé.
    [evs] Les volumes que vous chiffrez sans nommer de clé sont protégés par elle. La désactiver ou la supprimer les verrouillerait tous ; personne ne le peut donc : ni vous, ni un administrateur, ni l’API. C’est pourquoi cette page n’a aucun bouton qui change la clé.
   *[other] Ce que vous y chiffrez sans nommer de clé est protégé par elle. La désactiver ou la supprimer verrouillerait tout cela ; personne ne le peut donc : ni vous, ni un administrateur, ni l’API. C’est pourquoi cette page n’a aucun bouton qui change la clé.
}
default-own-before = Pour décider vous-même qui peut utiliser une clé et quand elle prend fin,
default-own-link = créez votre propre clé
default-own-after = et nommez-la quand vous chiffrez.
who-may = Qui peut faire quoi
who-may-caption = Une clé par défaut comparée à une clé à vous
who-may-act = Action
who-may-this = Cette clé par défaut
who-may-own = Une clé à vous
default-see = La voir, ainsi que sa piste
default-use = Chiffrer et déchiffrer
default-state = Désactiver, activer, supprimer
default-edit = Choisir son alias et sa description
default-you = Vous
default-you-and = Vous et { $service }
default-nobody = Personne
own-use = Vous, et qui a le rôle pour cela
own-state = Key Manager ; la suppression demande une seconde personne
own-edit = Key Manager

tombstone-sentence = Détruite le { $day }
    .more = Son matériel a disparu de la base de données et de tous les serveurs, et ce qu’elle a chiffré ne peut plus jamais être lu. Son ID ne sert plus jamais ; son alias peut resservir.
tombstone-left = Ce qui reste
tombstone-destroyed = Destruction
tombstone-asked = Demandée par
tombstone-approved = Approuvée par
tombstone-reason = Motif
tombstone-trail = Ce qui lui est arrivé reste dans la piste d’audit.

## Créer une clé

create-intro = Une clé peut être désactivée à tout moment, et n’est détruite qu’après un délai et avec l’approbation d’une seconde personne.
create-material = La clé est de type AES-256, chiffre et déchiffre, et est créée ici. Elle n’en sort jamais en clair.
alias = Alias
alias-hint = Lettres, chiffres et : / _ - jusqu’à 255. Les noms finissant par /default appartiennent aux services cloud.
description = Description
description-hint = Ce qu’elle protège et à qui s’adresser. Cela aide qui devra un jour décider si elle peut disparaître.
back-to-keys = Retour aux clés
back-to-key = Retour à la clé
change-details = Changer l’alias et la description
change-details-intro = Les programmes nomment les clés par leur ID : un nouvel alias n’en gêne aucun. La piste d’audit garde l’ancien.
save-details = Enregistrer

## Planifier la suppression

schedule-title = Planifier la suppression de { $alias }
schedule-unsure = En cas de doute,
    .link = désactivez plutôt la clé
    .after =  : cela arrête aussi tous les appels, et peut être annulé à tout moment.
nobody-approves = Personne dans { $domain } ne peut approuver ce plan pour le moment.
    .more = La clé cesserait de fonctionner et resterait en attente. Demandez à un Tenant Administrator ou à votre opérateur de donner à une seconde personne le rôle KMS Administrator.
schedule-when = Combien de temps attendre
    .more = De 7 à 1096 jours. Plus long est plus sûr : une tâche annuelle ne se montre qu’au bout d’un an.
days = Jours
days-slider = Jours, en curseur
days-wrong = Saisissez un nombre entier de 7 à 1096
presets = Choix courants
preset-years = { $n ->
    [one] { $n } an
   *[other] { $n } ans
}
schedule-why = Pourquoi, et quelle clé
reason = Motif
reason-hint = La personne qui approuve le lit. Il reste dans la piste d’audit.
typed-before = Saisissez l’alias
typed-after = pour confirmer
keep-key = Garder la clé
fate-now = Aussitôt
fate-stops = Elle cesse de fonctionner
    .more = Tout appel avec elle est refusé, sur tous les serveurs.
fate-until = Jusqu’au { $day }
fate-waits = Elle attend
fate-nobody-asked = Personne d’autre n’est consulté : votre opérateur l’a voulu ainsi. L’annulation laisse la clé désactivée.
fate-waits-approval = Elle attend une approbation
fate-nobody-can = De personne, à présent. L’annulation laisse la clé désactivée.
fate-by = De { $names } ; pas de vous, qui demandez. L’annulation laisse la clé désactivée.
fate-by-several = De { $n } personnes parmi { $names } ; pas de vous, qui demandez. L’annulation laisse la clé désactivée.
fate-others = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
}
fate-destroyed = Elle est détruite
    .more = Dans { $days } jours. Ce qu’elle a chiffré ne peut plus jamais être lu.
fate-destroyed-if = Elle est détruite, si approuvé
    .more = Dans { $days } jours. Non approuvée, elle reste en attente.
fate-local = # chez vous.
fate-announced = Elle serait détruite le { $date }.

## Ce qui casserait

impact = Ce qui casserait
impact-source = D’après la piste d’audit, à { $time }.
impact-last-use = Dernier usage
impact-last-use-by = { $when }, par { $who } : { $act }
impact-no-use = Aucun usage trouvé
impact-refused = Refusés depuis le plan
impact-none = Aucun
impact-last-at = le dernier le { $when }
impact-used-by = Utilisée par, en 90 jours
impact-callers = { $n ->
    [one] { $n } appelant
   *[other] { $n } appelants
}
impact-nobody = Personne trouvé
impact-data-keys = Clés de données émises
impact-data-keys-unknown = Combien servent encore est inconnu : les clés de données ne sont jamais conservées ici
unseen = Ce qui ne se voit pas d’ici
unseen-elsewhere = Les fichiers, sauvegardes et disques gardés ailleurs, dont les clés de données ont été créées sous cette clé
unseen-in-memory = Les clés de données que des programmes gardent en mémoire et utilisent sans demander
unseen-unregistered = Les services et programmes qui utilisent la clé sans s’être déclarés

## Ce qui a été fait

key-changed = { $alias } est modifiée.
key-created = { $alias } est créée.
    .more = Les programmes peuvent désormais l’utiliser.
key-enabled = { $alias } est activée.
    .more = Les programmes peuvent de nouveau l’utiliser.
disable-again = Désactiver de nouveau
key-disabled = { $alias } est désactivée.
    .more = Tout appel avec elle est refusé ; rien n’est perdu.
enable-again = Activer de nouveau
deletion-planned = La suppression est prévue pour le { $day }.
    .more = { $alias } n’ouvre plus rien. Jusqu’à ce jour, le plan peut être annulé.
deletion-cancelled = La suppression de { $alias } est annulée.
    .more = La clé n’ouvre toujours rien tant qu’elle n’est pas remise en service.
keys-enabled = { $n ->
    [one] { $n } clé est activée.
   *[other] { $n } clés sont activées.
}
keys-enabled-some = { $n ->
    [0] Aucune clé n’a été activée.
    [one] { $n } clé est activée.
   *[other] { $n } clés sont activées.
}
    .more = { $left ->
    [one] { $left } ne l’est pas, car son état ne le permet pas : { $names }.
   *[other] { $left } ne le sont pas, car leur état ne le permet pas : { $names }.
}
keys-disabled = { $n ->
    [one] { $n } clé est désactivée.
   *[other] { $n } clés sont désactivées.
}
keys-disabled-some = { $n ->
    [0] Aucune clé n’a été désactivée.
    [one] { $n } clé est désactivée.
   *[other] { $n } clés sont désactivées.
}
    .more = { $left ->
    [one] { $left } ne l’est pas, car son état ne le permet pas : { $names }.
   *[other] { $left } ne le sont pas, car leur état ne le permet pas : { $names }.
}
