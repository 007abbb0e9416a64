# Le journal, et la piste d’une clé.

audit-intro = Chaque appel et chaque changement dans { $domain }, y compris ceux qui ont été refusés. Ici, aucun événement ne peut être modifié ni retiré.
audit-intro-keys = Chaque appel et chaque changement sur les clés de { $domain }, y compris ceux qui ont été refusés. Ici, aucun événement ne peut être modifié ni retiré.
events-filter = Filtrer les événements
events-hint = Personne, clé ou adresse
events-hint-key = Personne, programme ou adresse
events-from = Du, UTC
events-to = Au, UTC
events-count = { $n ->
    [one] { $n } événement affiché
   *[other] { $n } événements affichés
}
events-order = Du plus récent au plus ancien. Heures en UTC.
events-caption = Événements de { $whose }, du plus récent au plus ancien
events-pages = Pages d’événements
events-none-yet = Rien trouvé pour le moment
    .more = La recherche a parcouru la partie la plus récente de la piste et s’est arrêtée là. Ce que vous cherchez est peut-être plus ancien.
events-further = Chercher plus loin
events-none-match = Aucun événement ne correspond à ces filtres
    .more = La recherche a parcouru toute la piste que vous pouvez voir.
events-none = Aucun événement pour le moment
    .more = Chaque appel et chaque changement figurera ici, y compris ceux qui sont refusés.
events-end = Aucun événement plus ancien
    .more = C’est la fin de la piste.
events-all = Afficher tous les événements
any-act = Toutes
any-outcome = Tous
acts-change = Changements de clés
acts-use = Usage des clés
acts-see = Consultation des clés
acts-people = Personnes et connexion
acts-other = Piste et exploitation

event-time = Heure
event-act = Action
event-about = Objet
event-who = Qui
event-outcome = Résultat
event-from = Depuis
event-times = { $n ->
    [one] { $n } fois en une minute
   *[other] { $n } fois en une minute
}
who-operator = Opérateur
who-stranger = Non connecté
face-console = console
face-api = API
face-command-line = ligne de commande
face-worker = tâche de fond

why-refused = Motif du refus
why-code = Code { $code }.
why-no-role = un rôle que personne n’a
why = { $code ->
    [CLV-0403] La requête ne venait pas d’une page de cette session.
    [CLV-0404] Il n’y a rien de tel, ou rien que cette personne puisse connaître.
    [KMS-0104] Quelque chose dont Claviger a besoin n’a pas répondu.
    [KMS-0207] Il n’y a pas de telle clé, ou aucune que cet appelant puisse connaître.
    [KMS-0209] La clé est désactivée ; elle n’ouvre donc rien. Activez-la d’abord.
    [KMS-0210] La suppression de la clé est prévue ; elle n’ouvre donc rien. Annulez la suppression, puis activez la clé.
    [KMS-0211] Personne ne peut changer une clé par défaut.
    [KMS-0301] L’appel ne disait pas qui demande.
    [KMS-0302] La session ou le jeton n’est pas connu, ou a pris fin.
    [KMS-0303] La session ou le jeton avait expiré.
    [KMS-0305] Le jeton n’est pour aucun projet, et les clés appartiennent à des projets.
    [KMS-0306] Le rôle ne le permettait pas pour cette clé. Il faut le rôle { $needed }.
    [KMS-0307] Le rôle ne le permettait pas. Il faut le rôle { $needed }.
    [KMS-0308] La clé attend son matériel ; elle n’ouvre donc rien encore.
    [KMS-0309] Le matériel de la clé a été créé ici, pas importé.
    [KMS-0310] Le matériel ne s’importe que dans une clé qui l’attend.
    [KMS-0321] Le jeton est pour un autre projet.
    [KMS-1101] Un alias a de 1 à 255 lettres, chiffres, deux-points, barres obliques, soulignés et tirets, et ne finit pas par /default.
    [KMS-1103] Une description a au plus 255 caractères.
    [KMS-1104] Une autre clé du projet a cet alias.
    [KMS-1105] Le quota de clés du projet était épuisé.
    [KMS-1201] Seule une clé désactivée peut être activée.
    [KMS-1301] Seule une clé activée peut être désactivée.
    [KMS-1401] Une suppression se planifie de 7 à 1096 jours à l’avance.
    [KMS-1402] La suppression de la clé était déjà prévue.
    [KMS-1501] La suppression de la clé n’était pas prévue.
    [KMS-2201] Cette clé et ce contexte de chiffrement n’ont pas produit ce texte chiffré.
    [KMS-2203] Cette clé et ce contexte de chiffrement n’ont pas produit cette clé de données chiffrée.
    [KMS-2701] Le matériel ne se supprime que d’une clé dont le matériel a été importé.
    [CLV-1001] Un motif a de 1 à 512 caractères.
    [CLV-1002] Un nom a de 1 à 64 caractères, sans caractère de contrôle.
    [CLV-1003] Quelqu’un d’autre a ce nom.
    [CLV-1004] L’alias saisi pour confirmer était un autre.
    [CLV-1101] Le plan avait changé depuis son affichage.
    [CLV-1102] Cette personne ne peut pas décider de ce plan.
    [CLV-1103] Le plan n’était pas échu, ou pas approuvé.
    [CLV-1104] L’horloge a sauté ; ce qui est irréversible attend donc l’opérateur.
    [CLV-1201] Personne n’ajoute à ses propres rôles.
    [CLV-1202] Personne ne peut se faire cela à soi-même.
    [CLV-1203] Le nouveau mot de passe était trop court, trop long ou facile à deviner.
    [CLV-1204] Le mot de passe était faux.
    [CLV-1205] Le mot de passe avait été donné plus de 5 minutes avant.
    [CLV-1206] Il y a eu trop de tentatives ; celle-ci n’a pas été examinée.
    [CLV-1207] Une personne a au moins un rôle.
   *[other] Une valeur de l’appel ne respecte pas une règle.
}
