# Ce que les règles ne permettent pas, et le remède.

refused-enable = Cette clé ne peut pas être activée, car elle { $found ->
    [enabled] l’est déjà.
    [pending-deletion] doit être supprimée.
    [pending-import] attend son matériel.
   *[disabled] est désactivée.
}
    .more = Seule une clé désactivée peut être activée. Rien n’a changé.
refused-disable = Cette clé ne peut pas être désactivée, car elle { $found ->
    [disabled] l’est déjà.
    [pending-deletion] doit être supprimée.
    [pending-import] attend son matériel.
   *[enabled] est activée.
}
    .more = Seule une clé activée peut être désactivée. Rien n’a changé.
refused-schedule-deletion = La suppression de cette clé est déjà prévue.
    .more = Annulez ce plan pour en faire un autre.
refused-cancel-deletion = Aucune suppression de cette clé n’est prévue ; elle { $found ->
    [enabled] est activée.
    [disabled] est désactivée.
   *[pending-import] attend son matériel.
}
    .more = Rien n’a changé.
refused-import = Cette clé n’attend pas de matériel.
    .more = Rien n’a changé.
refused-delete-material = Cette clé n’a pas de matériel qui puisse être supprimé à présent.
    .more = Rien n’a changé.
refused-key-disabled = Cette clé est désactivée et n’ouvre rien.
    .more = Activez-la pour l’utiliser.
refused-key-pending-deletion = La suppression de cette clé est prévue, et elle n’ouvre rien.
    .more = Annulez la suppression pour l’utiliser.
refused-key-pending-import = Cette clé attend son matériel et n’ouvre rien.
    .more = Elle pourra servir quand son matériel sera là.
refused-default-key = C’est une clé par défaut, et personne ne peut la changer.
    .more = Rien n’a changé.
refused-not-external = Le matériel de cette clé a été créé ici ; il ne peut être ni importé ni supprimé.
    .more = Rien n’a changé.
refused-alias = Cet alias ne peut pas servir.
    .more = Saisissez de 1 à 255 lettres, chiffres et : / _ -
refused-alias-reserved = Les noms finissant par /default appartiennent aux services cloud.
    .more = Choisissez un alias qui finit autrement.
refused-alias-taken = Une clé de ce projet porte déjà cet alias.
    .more = Choisissez-en un autre.
refused-description = Cette description est trop longue, ou a des signes qui ne peuvent pas être affichés.
    .more = Saisissez au plus 255 caractères.
refused-reason = Il faut un motif.
    .more = Saisissez de 1 à 512 caractères.
refused-name = Ce nom ne peut pas servir.
    .more = Saisissez de 1 à 64 caractères, sans espace au début ni à la fin.
refused-name-taken = Ce nom est déjà pris.
    .more = Choisissez-en un autre.
refused-quota = Ce projet peut avoir { $quota } clés et les a toutes.
    .more = Votre opérateur peut relever le quota. Une clé détruite laisse aussi une place.
refused-window = Cette attente ne peut pas être choisie.
    .more = Saisissez un nombre entier de 7 à 1096.
refused-alias-mismatch = Ce n’est pas l’alias de la clé.
    .more = Saisissez-le exactement comme il est écrit ici.
refused-plan-changed = Ce plan a changé pendant que vous le lisiez.
    .more = Votre décision n’a pas été prise. Un plan qui n’est plus dans la liste a été décidé ou annulé par quelqu’un d’autre.
cannot-decide-asked = Vous ne pouvez ni approuver ni refuser ce plan, car vous l’avez demandé.
    .more = Une clé n’est détruite que si deux personnes sont d’accord. Cela vaut pour la console, pour l’API et pour vos jetons. Vous pouvez annuler le plan.
cannot-decide-vouched = Vous ne pouvez ni approuver ni refuser ce plan, car votre compte, votre rôle ou votre mot de passe vient de la personne qui l’a demandé.
    .more = Un autre administrateur ou votre opérateur peut vous redonner le rôle ou un mot de passe ; vous pourrez alors décider.
cannot-decide-twice = Vous avez déjà approuvé ce plan.
    .more = Chaque personne compte une fois. S’il faut d’autres approbations, d’autres les donnent.
cannot-decide-inactive = Vous ne pouvez ni approuver ni refuser ce plan, car votre compte n’est pas actif ici.
    .more = Un administrateur de votre domaine peut l’activer.
cannot-decide-no-right = Vous ne pouvez ni approuver ni refuser ce plan, car votre rôle ne le permet pas.
    .more = Un KMS Administrator ou Tenant Administrator décide.
refused-not-due = Ce plan n’est pas échu, ou pas approuvé.
    .more = Rien n’a été détruit.
refused-clock-held = L’horloge du serveur a sauté ; ce qui ne peut pas être défait attend.
    .more = Cela reprend quand votre opérateur accepte l’heure.
refused-own-roles = Personne n’ajoute à ses propres rôles.
    .more = Un autre administrateur peut vous donner le rôle.
refused-oneself = Cela ne se fait pas ici sur son propre compte.
    .more = Un autre administrateur peut le faire ; votre mot de passe se change sous Mon compte.
refused-password-short = Ce mot de passe est trop court.
    .more = Saisissez au moins 15 caractères ; plusieurs mots à la suite se retiennent bien.
refused-password-long = Ce mot de passe est trop long.
    .more = Saisissez au plus 128 caractères.
refused-password-guessable = Ce mot de passe est facile à deviner.
    .more = Prenez plus de mots, ou des mots sans rapport entre eux.
refused-password-wrong = Ce n’est pas votre mot de passe.
    .more = Saisissez-le encore une fois. Rien n’a changé.
refused-password-needed = Il faut votre mot de passe pour cela.
    .more = Il a été donné en dernier il y a plus de 5 minutes. Rien n’a changé.
refused-attempts = Il y a eu trop de tentatives ; celle-ci n’a pas été examinée.
    .more = { $n ->
    [one] Réessayez dans { $n } seconde.
   *[other] Réessayez dans { $n } secondes.
}
refused-attempts-long = Il y a eu trop de tentatives ; celle-ci n’a pas été examinée.
    .more = { $n ->
    [one] Réessayez dans { $n } minute.
   *[other] Réessayez dans { $n } minutes.
}
refused-ciphertext = Cette clé et ce contexte n’ont pas fait ce texte chiffré.
    .more = Vérifiez que la clé, le contexte et le texte sont ceux du même appel.
refused-no-role = Une personne a au moins un rôle.
    .more = Rien n’a changé. Choisissez un rôle ; pour tout retirer, désactivez la personne.
refused-parameter = Quelque chose dans cette requête n’a pas de sens ici.
    .more = Rien n’a changé. Ouvrez de nouveau la page et remplissez-la encore une fois.

your-password = Votre mot de passe
password-given = (donné en dernier { $ago })
not-changed = { $n ->
    [one] La clé n’a pas été modifiée : { $n } problème
   *[other] La clé n’a pas été modifiée : { $n } problèmes
}
not-created = { $n ->
    [one] La clé n’a pas été créée : { $n } problème
   *[other] La clé n’a pas été créée : { $n } problèmes
}
not-scheduled = { $n ->
    [one] La suppression n’a pas été planifiée : { $n } problème
   *[other] La suppression n’a pas été planifiée : { $n } problèmes
}
