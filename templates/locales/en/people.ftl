# The pages about people.

people-intro = People and programs that may sign in to { $domain }, and what for. A role taken away is gone with their next click or call.
people-filter = Search people
people-hint = Beginning of a name
people-count = { $n ->
    [one] { $n } person shown
   *[other] { $n } people shown
}
people-caption = People and programs of { $domain }, by name
people-pages = Pages of people
people-none = Nobody’s name begins with “{ $text }”
people-end = Nobody else
people-where = The search looks at the beginning of names, capital letters as they are.
people-all = Show everybody
person-name = Name
person-you = you
roles = Roles
last-sign-in = Last sign-in
back-to-people = Back to people

role-may = { $role ->
    [te_admin] Everything in { $domain }, people included
    [kms_adm] Everything about keys, approving deletions included
    [secu_admin] People and their roles; nothing about keys
    [kms_cmk_full] Everything about keys except approving deletions
    [kms_crypto] Sees keys; creates, encrypts and decrypts data keys; draws random bytes
    [kms_auditor] Sees keys and the whole trail; changes nothing
   *[kms_readonly] Sees keys
}

add-person = Add person
add-person-intro = Their first password is made here and shown to you once.
person-name-hint = 1 to 64 characters. It cannot be changed later.
person-vouch = A deletion that you ask for cannot be approved by somebody whose account, role or password came from you.
not-added = { $n ->
    [one] Nobody was added: { $n } problem
   *[other] Nobody was added: { $n } problems
}

person-added-on = Added { $day }
person-added-operator = Added { $day } by the operator
person-signed-in = Last sign-in { $when }
person-never = Never signed in
roles-of = What { $name } may do
roles-own = What you may do
    .more = Nobody adds to their own roles, so only those that you have stand here. Another administrator can give you more.
roles-effect = Takes effect with the next click or call.
roles-not-set = { $n ->
    [one] The roles were not changed: { $n } problem
   *[other] The roles were not changed: { $n } problems
}
save-roles = Save roles
person-own = This is your own account
    .more = Nobody resets their own password here or deactivates themselves. Another administrator can.
    .account = Your password and your sessions are under Account.
person-access = Access
reset-password = Reset password
    .more = Makes a new one, shows it to you once, and ends all their sessions and tokens.
password-not-reset = { $n ->
    [one] The password was not reset: { $n } problem
   *[other] The password was not reset: { $n } problems
}
end-sessions = Sign out everywhere
    .more = Ends all their sessions and tokens. They can sign in again at once.
activate = Activate { $name }
    .more = They can sign in again with the password that they had, and do what their roles allow. Sessions and tokens of before stay ended.
deactivate = Deactivate { $name }
    .more = No sign-in, no session, no token from then on. What they did stays in the audit trail. You can activate them again.

secret-once = Copy the password now. It is not shown again.
    .more = Hand it over in a way that nobody else reads. It can be changed under Account.
copy-password = Copy password

person-added = { $name } is added.
    .more = They can sign in with the password below.
person-roles-set = The roles of { $name } are changed.
    .more = This takes effect with their next click or call.
person-password-reset = { $name } has a new password.
    .more = All their sessions and tokens are ended.
person-signed-out = { $name } is signed out everywhere.
    .more = All their sessions and tokens are ended.
person-deactivated = { $name } is deactivated.
    .more = They cannot sign in, and all their sessions and tokens are ended.
activate-again = Activate again
person-activated = { $name } is active.
    .more = They can sign in again.
deactivate-again = Deactivate again
