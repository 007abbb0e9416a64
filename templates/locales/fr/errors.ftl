# Les ennuis.

request-id = Requête
denied = Vous ne pouvez pas { $act }
refused-denied = Vous ne pouvez pas { $act }.
    .more = Votre rôle ne le permet pas. Rien n’a changé, et la tentative est dans la piste d’audit.
denied-page = Vous ne pouvez pas voir cette page
denied-why = Votre rôle dans { $domain } est { $role }. Il faut le rôle { $needed }. Rien n’a changé, et la tentative est dans la piste d’audit.
denied-who = Un Tenant Administrator ou Security Administrator de { $domain } peut changer votre rôle.
trouble-back = Retour à { $name }
to-the-start = Aller à la console
not-found = Il n’y a pas de telle page ni de telle clé ici
    .more = L’adresse est peut-être mal saisie, la clé a peut-être été détruite, ou elle appartient à un autre projet ou domaine. D’ici, rien ne les distingue.
unavailable = Claviger ne peut pas répondre pour le moment
    .why = La racine de confiance ou la base de données ne répond pas ; Claviger refuse plutôt que de deviner. Si vous changiez quelque chose, vérifiez si cela a eu lieu avant de recommencer.
    .then = Réessayez dans 30 secondes. Si cela dure, donnez la requête ci-dessous à votre opérateur.
try-again = Réessayer
not-accepted = Ce formulaire n’est pas accepté
    .more = Il ne vient pas des pages de cette session, ou il est trop ancien. Rien n’a changé. Ouvrez de nouveau la page et remplissez-la encore une fois.
open-again = Ouvrir de nouveau la page
