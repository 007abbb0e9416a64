# L’entrée.

sign-in = Se connecter
sign-in-where = Gestion de clés, région { $region }
sign-in-domain = Domaine
sign-in-user = Nom d’utilisateur
sign-in-password = Mot de passe
sign-in-forgotten = Oublié ? Un administrateur de votre domaine peut définir un nouveau mot de passe.
sign-in-wrong = Le domaine, le nom d’utilisateur ou le mot de passe est faux.
sign-in-too-many = Il y a eu trop de tentatives ; celle-ci n’a pas été examinée.
sign-in-again = Réessayez.
sign-in-again-seconds = { $n ->
    [one] Réessayez dans { $n } seconde.
   *[other] Réessayez dans { $n } secondes.
}
sign-in-again-minutes = { $n ->
    [one] Réessayez dans { $n } minute.
   *[other] Réessayez dans { $n } minutes.
}
expired = Vous avez été déconnecté
expired-why = Après { $n } minutes sans clic. Connectez-vous pour reprendre où vous étiez ; rien de ce que vous avez saisi n’a été envoyé.
expired-other = Se connecter sous un autre nom
