# The pages about plans that wait for a decision.

approvals-intro = Keys that somebody wants destroyed. Nothing is destroyed before a person who did not ask for it has approved.
approvals-intro-none-needed = Keys that somebody wants destroyed. Your operator set this domain so that nobody else is asked; a plan can still be refused here.
nothing-waits = Nothing waits for you
    .more = When somebody else plans a deletion, it appears here with what it would break. You also see your own plans here, for another person to decide.
plans = Deletion plans
waiting-for-you = Waiting for you
waiting-for-others = Waiting for others
asked-by-you = Asked by you
all-plans = All plans
entry-due = Due { $day }, { $away }
entry-was-due = Was due { $day }, { $ago }

destroy-key = Destroy { $alias }
open-key = Open the key
you-asked = You asked
you-decide = You decide
approvals-so-far = { $given } of { $needed } approvals so far
changed-since = This changed after the plan was made.
changed-calls = { $n ->
    [one] { $n } call was refused, by { $who }, on { $when }.
   *[other] { $n } calls were refused, by { $who }, the last on { $when }.
}
changed-advice = Ask { $name } before you approve.
changed-advice-own = Something may still need the key.
decide-impact = As it is now, { $time }. What you see is kept with your decision.
shown-impact = As it is now, { $time }.
clock-held = The server’s clock leapt, so nothing is destroyed until your operator accepts the time.
    .more = You can approve and refuse as usual.

your-decision = Your decision
if-approved = If you approve
if-refused = If you refuse
if-undecided = If nobody decides
then-destroyed = Destroyed on { $when }
    .more = Until then it can still be cancelled.
then-at-once = Destroyed at once
    .more = It was due on { $when }. What it encrypted can never be read again.
then-waits-on = { $n ->
    [one] It waits for { $n } more approval
   *[other] It waits for { $n } more approvals
}
    .more = With all of them it is destroyed on { $when }.
then-disabled = The key becomes disabled
    .more = { $name } reads your reason and may ask again.
then-waits-for-material = The key waits for key material again
then-pending = It stays pending
    .more = Overdue from { $day }, unusable, not destroyed.
then-overdue = It stays overdue
    .more = Unusable, not destroyed.
then-approved-already = It has the approvals that it needs.
decide-reason-hint = Needed for both. { $name } and the audit trail see it.
approve-typed = To approve, type
refuse = Refuse
refuse-and-disable = Refuse and disable the key
approve = Approve destruction
approve-for = Approve destruction on { $day }
approve-at-once = Approve destruction at once
not-approved = { $n ->
    [one] The deletion was not approved: { $n } problem
   *[other] The deletion was not approved: { $n } problems
}
not-refused = { $n ->
    [one] The deletion was not refused: { $n } problem
   *[other] The deletion was not refused: { $n } problems
}

deletion-approved = You approved the deletion of { $alias }.
    .more = It is destroyed on { $day }. Until then it can still be cancelled.
deletion-approved-late = You approved the deletion of { $alias }.
    .more = Its date has passed, so it is destroyed now.
deletion-approved-in-part = You approved the deletion of { $alias }.
    .more = It has { $given } of { $needed } approvals and waits for the others.
deletion-refused = You refused the deletion of { $alias }.
    .more = The key is not to be destroyed. It opens nothing until it is put back to use.
