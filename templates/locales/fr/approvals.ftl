# Les pages sur les plans qui attendent une décision.

approvals-intro = Des clés que quelqu’un veut détruire. Rien n’est détruit avant qu’une personne qui ne l’a pas demandé n’ait approuvé.
approvals-intro-none-needed = Des clés que quelqu’un veut détruire. Votre opérateur a voulu que personne d’autre ne soit consulté dans ce domaine ; un plan peut encore être refusé ici.
nothing-waits = Rien ne vous attend
    .more = Quand quelqu’un d’autre prévoit une suppression, elle apparaît ici avec ce qui casserait. Vous voyez aussi ici vos propres plans, qu’une autre personne doit décider.
plans = Plans de suppression
waiting-for-you = En attente de votre décision
waiting-for-others = En attente d’autres personnes
asked-by-you = Demandés par vous
all-plans = Tous les plans
entry-due = Prévue le { $day }, { $away }
entry-was-due = Était prévue le { $day }, { $ago }

destroy-key = Détruire { $alias }
open-key = Ouvrir la clé
you-asked = Vous l’avez demandée
you-decide = Vous décidez
approvals-so-far = { $given } sur { $needed } approbations pour l’instant
changed-since = Ceci a changé depuis le plan.
changed-calls = { $n ->
    [one] { $n } appel a été refusé, de { $who }, le { $when }.
   *[other] { $n } appels ont été refusés, de { $who }, le dernier le { $when }.
}
changed-advice = Demandez à { $name } avant d’approuver.
changed-advice-own = Quelque chose a peut-être encore besoin de la clé.
decide-impact = En ce moment, à { $time }. Ce que vous voyez est conservé avec votre décision.
shown-impact = En ce moment, à { $time }.
clock-held = L’horloge du serveur a sauté ; rien n’est détruit tant que votre opérateur n’accepte pas l’heure.
    .more = Vous pouvez approuver et refuser comme d’habitude.

your-decision = Votre décision
if-approved = Si vous approuvez
if-refused = Si vous refusez
if-undecided = Si personne ne décide
then-destroyed = Détruite le { $when }
    .more = Jusque-là, la suppression peut encore être annulée.
then-at-once = Détruite aussitôt
    .more = Elle était prévue le { $when }. Ce qu’elle a chiffré ne peut plus jamais être lu.
then-waits-on = { $n ->
    [one] Elle attend encore { $n } approbation
   *[other] Elle attend encore { $n } approbations
}
    .more = Avec toutes, elle est détruite le { $when }.
then-disabled = La clé devient désactivée
    .more = { $name } lit votre motif et peut redemander.
then-waits-for-material = La clé attend de nouveau son matériel
then-pending = Elle reste en attente
    .more = En retard à partir du { $day }, inutilisable, non détruite.
then-overdue = Elle reste en retard
    .more = Inutilisable, non détruite.
then-approved-already = Elle a les approbations qu’il lui faut.
decide-reason-hint = Nécessaire dans les deux cas. { $name } et la piste d’audit le voient.
approve-typed = Pour approuver, saisissez
refuse = Refuser
refuse-and-disable = Refuser et désactiver la clé
approve = Approuver la destruction
approve-for = Approuver la destruction le { $day }
approve-at-once = Approuver la destruction immédiate
not-approved = { $n ->
    [one] La suppression n’a pas été approuvée : { $n } problème
   *[other] La suppression n’a pas été approuvée : { $n } problèmes
}
not-refused = { $n ->
    [one] La suppression n’a pas été refusée : { $n } problème
   *[other] La suppression n’a pas été refusée : { $n } problèmes
}

deletion-approved = Vous avez approuvé la suppression de { $alias }.
    .more = La clé est détruite le { $day }. Jusque-là, la suppression peut encore être annulée.
deletion-approved-late = Vous avez approuvé la suppression de { $alias }.
    .more = Sa date est passée ; elle est donc détruite maintenant.
deletion-approved-in-part = Vous avez approuvé la suppression de { $alias }.
    .more = Elle a { $given } sur { $needed } approbations et attend les autres.
deletion-refused = Vous avez refusé la suppression de { $alias }.
    .more = La clé ne doit plus être détruite. Elle n’ouvre rien tant qu’elle n’est pas remise en service.
