# The audit log, and the trail of one key.

audit-intro = Every call and every change in { $domain }, refused ones too. Events cannot be edited or removed here.
audit-intro-keys = Every call and every change about the keys of { $domain }, refused ones too. Events cannot be edited or removed here.
events-filter = Filter events
events-hint = Person, key or address
events-hint-key = Person, program or address
events-from = From, UTC
events-to = To, UTC
events-count = { $n ->
    [one] { $n } event shown
   *[other] { $n } events shown
}
events-order = Newest first. Times are UTC.
events-caption = Audit events of { $whose }, newest first
events-pages = Pages of events
events-none-yet = Nothing found yet
    .more = The search looked through the newest part of the trail and stopped there. What you look for may be older.
events-further = Search further back
events-none-match = No event matches these filters
    .more = The search went through the whole trail that you may see.
events-none = No event yet
    .more = Each call and each change will stand here, refused ones too.
events-end = No older event
    .more = This is the end of the trail.
events-all = Show all events
any-act = Any act
any-outcome = Any outcome
acts-change = Changes of keys
acts-use = Use of keys
acts-see = Looking at keys
acts-people = People and sign-in
acts-other = Trail and operation

event-time = Time
event-act = Act
event-about = About
event-who = Who
event-outcome = Outcome
event-from = From
event-times = { $n ->
    [one] { $n } time within a minute
   *[other] { $n } times within a minute
}
who-operator = Operator
who-stranger = Not signed in
face-console = console
face-api = API
face-command-line = command line
face-worker = worker

why-refused = Why refused
why-code = Code { $code }.
why-no-role = a role that nobody has
why = { $code ->
    [CLV-0403] The request did not come from a page of this session.
    [CLV-0404] There is no such thing, or none that this person may know of.
    [KMS-0104] Something that Claviger needs did not answer.
    [KMS-0207] There is no such key, or none that this caller may know of.
    [KMS-0209] The key is disabled, so it opens nothing. Enable it first.
    [KMS-0210] The key is pending deletion, so it opens nothing. Cancel the deletion, then enable the key.
    [KMS-0211] A default key cannot be changed by anybody.
    [KMS-0301] The call did not say who asks.
    [KMS-0302] The session or token is not known, or was ended.
    [KMS-0303] The session or token had expired.
    [KMS-0305] The token is for no project, and keys belong to projects.
    [KMS-0306] The role did not allow it for this key. It needs { $needed }.
    [KMS-0307] The role did not allow it. It needs { $needed }.
    [KMS-0308] The key waits for key material, so it opens nothing yet.
    [KMS-0309] The key’s material was made here, not imported.
    [KMS-0310] Material is imported only into a key that waits for it.
    [KMS-0321] The token is for another project.
    [KMS-1101] An alias has 1 to 255 letters, digits and : / _ - and does not end in /default.
    [KMS-1103] A description has at most 255 characters.
    [KMS-1104] Another key of the project has this alias.
    [KMS-1105] The project’s quota of keys was used up.
    [KMS-1201] Only a disabled key can be enabled.
    [KMS-1301] Only an enabled key can be disabled.
    [KMS-1401] A deletion is planned 7 to 1096 days ahead.
    [KMS-1402] The key was pending deletion already.
    [KMS-1501] The key was not pending deletion.
    [KMS-2201] This key and this encryption context did not make that ciphertext.
    [KMS-2203] This key and this encryption context did not make that wrapped data key.
    [KMS-2701] Material is deleted only from a key that has imported material.
    [CLV-1001] A reason has 1 to 512 characters.
    [CLV-1002] A name has 1 to 64 characters, none of them a control character.
    [CLV-1003] Somebody else has this name.
    [CLV-1004] The alias typed to confirm was another one.
    [CLV-1101] The plan had changed since it was shown.
    [CLV-1102] This person may not decide this plan.
    [CLV-1103] The plan was not due, or not approved.
    [CLV-1104] The clock leapt, so what cannot be undone waits for the operator.
    [CLV-1201] Nobody adds to their own roles.
    [CLV-1202] Nobody can do this to themselves.
    [CLV-1203] The new password was too short, too long or easy to guess.
    [CLV-1204] The password was wrong.
    [CLV-1205] The password was last given more than 5 minutes before.
    [CLV-1206] There were too many attempts, so this one was not looked at.
    [CLV-1207] A person has one role at least.
   *[other] A value in the call breaks a rule.
}
