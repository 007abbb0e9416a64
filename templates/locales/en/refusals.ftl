# What the rules do not allow, and the mend.

refused-enable = This key cannot be enabled, because it is { $found ->
    [enabled] enabled already.
    [pending-deletion] pending deletion.
    [pending-import] waiting for key material.
   *[disabled] disabled.
}
    .more = Only a disabled key can be enabled. Nothing was changed.
refused-disable = This key cannot be disabled, because it is { $found ->
    [disabled] disabled already.
    [pending-deletion] pending deletion.
    [pending-import] waiting for key material.
   *[enabled] enabled.
}
    .more = Only an enabled key can be disabled. Nothing was changed.
refused-schedule-deletion = The deletion of this key is planned already.
    .more = Cancel that plan to make another.
refused-cancel-deletion = No deletion of this key is planned; it is { $found ->
    [enabled] enabled.
    [disabled] disabled.
   *[pending-import] waiting for key material.
}
    .more = Nothing was changed.
refused-import = This key does not wait for key material.
    .more = Nothing was changed.
refused-delete-material = This key has no key material that could be deleted now.
    .more = Nothing was changed.
refused-key-disabled = This key is disabled and opens nothing.
    .more = Enable it to use it.
refused-key-pending-deletion = This key is pending deletion and opens nothing.
    .more = Cancel the deletion to use it.
refused-key-pending-import = This key waits for key material and opens nothing.
    .more = It can be used once its material is there.
refused-default-key = This is a default key, and nobody can change it.
    .more = Nothing was changed.
refused-not-external = The material of this key was made here, so it cannot be imported or deleted.
    .more = Nothing was changed.
refused-alias = This alias cannot be used.
    .more = Use 1 to 255 letters, digits and : / _ -
refused-alias-reserved = Names ending in /default belong to cloud services.
    .more = Choose an alias that ends otherwise.
refused-alias-taken = A key of this project has this alias already.
    .more = Choose another.
refused-description = This description is too long, or has signs that cannot be shown.
    .more = Use at most 255 characters.
refused-reason = A reason is needed.
    .more = Use 1 to 512 characters.
refused-name = This name cannot be used.
    .more = Use 1 to 64 characters, with no space at either end.
refused-name-taken = This name is taken already.
    .more = Choose another.
refused-quota = This project may have { $quota } keys and has them all.
    .more = Your operator can raise the quota. A key that is destroyed makes room too.
refused-window = This wait cannot be chosen.
    .more = Enter a whole number from 7 to 1096.
refused-alias-mismatch = This is not the alias of the key.
    .more = Type it exactly as it stands here.
refused-plan-changed = This plan changed while you read it.
    .more = Your decision was not taken. A plan that is not listed any more was decided or cancelled by somebody else.
cannot-decide-asked = You cannot approve or refuse this plan, because you asked for it.
    .more = A key is destroyed only when two people agree. This holds in the console, through the API and for your tokens alike. You can cancel the plan.
cannot-decide-vouched = You cannot approve or refuse this plan, because your account, your role or your password came from the person who asked.
    .more = Another administrator or your operator can give you the role or a password again; then you can decide.
cannot-decide-twice = You approved this plan already.
    .more = Each person counts once. If it needs more approvals, others give them.
cannot-decide-inactive = You cannot approve or refuse this plan, because your account is not active here.
    .more = An administrator of your domain can activate it.
cannot-decide-no-right = You cannot approve or refuse this plan, because your role does not allow it.
    .more = A KMS Administrator or Tenant Administrator decides.
refused-not-due = This plan is not due, or not approved.
    .more = Nothing was destroyed.
refused-clock-held = The server’s clock leapt, so what cannot be undone waits.
    .more = It goes on when your operator accepts the time.
refused-own-roles = Nobody adds to their own roles.
    .more = Another administrator can give you the role.
refused-oneself = This cannot be done to your own account here.
    .more = Another administrator can do it; your own password is changed under Account.
refused-password-short = This password is too short.
    .more = Use at least 15 characters; several words in a row are easy to keep.
refused-password-long = This password is too long.
    .more = Use at most 128 characters.
refused-password-guessable = This password is easy to guess.
    .more = Use more words, or words that do not belong together.
refused-password-wrong = This is not your password.
    .more = Type it again. Nothing was changed.
refused-password-needed = Your password is needed for this.
    .more = It was last given more than 5 minutes ago. Nothing was changed.
refused-attempts = There were too many attempts, so this one was not looked at.
    .more = { $n ->
    [one] Try again in { $n } second.
   *[other] Try again in { $n } seconds.
}
refused-attempts-long = There were too many attempts, so this one was not looked at.
    .more = { $n ->
    [one] Try again in { $n } minute.
   *[other] Try again in { $n } minutes.
}
refused-ciphertext = This key and context did not make that ciphertext.
    .more = Look whether key, context and text are those of the same call.
refused-no-role = A person has one role at least.
    .more = Nothing was changed. Choose a role; to take everything away, deactivate the person.
refused-parameter = Something in this request has no meaning here.
    .more = Nothing was changed. Open the page again and fill it in anew.

your-password = Your password
password-given = (last given { $ago })
not-changed = { $n ->
    [one] The key was not changed: { $n } problem
   *[other] The key was not changed: { $n } problems
}
not-created = { $n ->
    [one] The key was not created: { $n } problem
   *[other] The key was not created: { $n } problems
}
not-scheduled = { $n ->
    [one] The deletion was not scheduled: { $n } problem
   *[other] The deletion was not scheduled: { $n } problems
}
