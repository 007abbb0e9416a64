# L’ossature, et ce que toute page dit.

skip = Aller au contenu
nav = Navigation principale
nav-keys = Clés
nav-approvals = Approbations
nav-audit = Journal
nav-people = Personnes
nav-waiting = en attente de votre décision
crumbs = Fil d’Ariane
place = Projet { $project } du domaine { $domain }. Changer de projet
place-projects = Projets du domaine { $domain }
find = Chercher une clé
find-hint = Chercher une clé par alias ou ID
you = Votre menu : { $name }
account = Mon compte
sign-out = Se déconnecter
trust = Racine de confiance
trust-software = Fichier de clé sur le serveur
installation = Claviger, { $region }

copied = Copié
copy-key-id = Copier l’ID de la clé
copy-request-id = Copier l’ID de la requête
request = requête
apply = Appliquer
optional = (facultatif)
never = Jamais
problem-title = Problème : { $title }
pager-first = Première page
pager-next = Suivant
no-answer = Claviger n’a pas répondu.
    .more = Vérifiez si l’action a eu lieu avant de recommencer.
reload = Recharger

role = { $role ->
    [te_admin] Tenant Administrator
    [kms_adm] KMS Administrator
    [secu_admin] Security Administrator
    [kms_cmk_full] Key Manager
    [kms_crypto] Key User
    [kms_auditor] Auditor
   *[kms_readonly] Viewer
}
role-none = Aucun rôle
service = { $service ->
    [obs] Object Storage
    [evs] Volume Service
    [ims] Image Service
    [sfs] File Service
    [rds] Relational Database Service
    [dds] Document Database Service
   *[other] { $service }
}
list-and = { $first } et { $last }
list-or = { $first } ou { $last }

badge-enabled = Activée
badge-disabled = Désactivée
badge-pending-deletion = Suppression prévue
badge-pending-import = En attente d’import
badge-destroyed = Détruite
badge-default = Clé par défaut
badge-awaiting = En attente d’approbation
badge-approved = Approuvée
badge-overdue = En retard
badge-in-use = Utilisée
badge-still-called = Encore appelée
badge-used-recently = Utilisée récemment
badge-no-use = Aucun usage trouvé
badge-allowed = Autorisé
badge-refused = Refusé
badge-active = Active
badge-deactivated = Désactivée

act = { $act ->
    [CreateKey] Créer une clé
    [CreateDefaultKey] Créer une clé par défaut
    [ListKeys] Lister les clés
    [ShowInstances] Compter les clés
    [DescribeKey] Décrire une clé
    [EnableKey] Activer une clé
    [DisableKey] Désactiver une clé
    [UpdateKeyAlias] Changer l’alias
    [UpdateKeyDescription] Changer la description
    [ScheduleKeyDeletion] Planifier la suppression
    [CancelKeyDeletion] Annuler la suppression
    [ListDeletionPlans] Lister les plans de suppression
    [DescribeDeletionPlan] Afficher un plan de suppression
    [ApproveKeyDeletion] Approuver la suppression
    [RefuseKeyDeletion] Refuser la suppression
    [MarkDeletionOverdue] Marquer la suppression en retard
    [DestroyKey] Détruire la clé
    [CreateDatakey] Créer une clé de données
    [CreateDatakeyWithoutPlaintext] Créer une clé de données sans texte en clair
    [EncryptDatakey] Chiffrer une clé de données
    [DecryptDatakey] Déchiffrer une clé de données
    [EncryptData] Chiffrer des données
    [DecryptData] Déchiffrer des données
    [GenRandom] Tirer des octets aléatoires
    [SignIn] Se connecter
    [SignOut] Se déconnecter
    [SignOutEverywhere] Se déconnecter partout
    [ConfirmPassword] Confirmer le mot de passe
    [ShowAccount] Afficher le compte
    [ChangePassword] Changer le mot de passe
    [ChooseProject] Choisir un projet
    [CreateToken] Créer un jeton
    [ValidateToken] Valider un jeton
    [RevokeToken] Révoquer un jeton
    [CreateDomain] Créer un domaine
    [ListUsers] Lister les personnes
    [DescribeUser] Afficher une personne
    [CreateUser] Ajouter une personne
    [SetRoles] Définir les rôles
    [ResetPassword] Réinitialiser le mot de passe
    [DeactivateUser] Désactiver une personne
    [ActivateUser] Activer une personne
    [EndSessions] Déconnecter une personne partout
    [ListEvents] Lister les événements
    [ListKeyEvents] Lister les événements des clés
    [AcceptClock] Accepter l’horloge
    [ForgedRequest] Requête forgée
   *[other] { $act }
}

to-act = { $act ->
    [CreateKey] créer des clés
    [ListKeys] voir les clés
    [DescribeKey] voir cette clé
    [EnableKey] activer des clés
    [DisableKey] désactiver des clés
    [ScheduleKeyDeletion] planifier la suppression de clés
    [CancelKeyDeletion] annuler la suppression de clés
    [ListDeletionPlans] voir les suppressions prévues
    [DescribeDeletionPlan] voir cette suppression prévue
    [ApproveKeyDeletion] approuver la suppression de clés
    [RefuseKeyDeletion] refuser la suppression de clés
    [ListUsers] voir les personnes
    [DescribeUser] voir cette personne
    [CreateUser] ajouter des personnes
    [SetRoles] changer les rôles
    [ResetPassword] réinitialiser des mots de passe
    [DeactivateUser] désactiver des personnes
    [ActivateUser] activer des personnes
    [EndSessions] déconnecter des personnes
    [ListEvents] voir le journal d’audit
    [ListKeyEvents] voir la piste des clés
   *[other] faire cela
}

date-month = { $n ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
date-month-short = { $n ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
date-weekday = { $n ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-full-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
date-short-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month }
date-seconds-ago = { $n ->
    [0] à l’instant
   *[other] il y a { $n } s
}
date-minutes-ago = il y a { $n } min
date-hours-ago = il y a { $n } h
date-days-ago = { $n ->
    [one] il y a { $n } jour
   *[other] il y a { $n } jours
}
date-in-minutes = dans { $n } min
date-in-hours = dans { $n } h
date-in-days = { $n ->
    [one] dans { $n } jour
   *[other] dans { $n } jours
}
date-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
date-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
date-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
