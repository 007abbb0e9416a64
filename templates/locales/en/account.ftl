# One’s own account.

account-roles = { $roles } in { $domain }
password-rule = At least 15 characters and not easy to guess. Several words in a row are easy to keep.
password-old = Present password
password-new = New password
password-ends = Changing it ends every other session and all tokens.
password-change = Change password
password-not-changed = { $n ->
    [one] The password was not changed: { $n } problem
   *[other] The password was not changed: { $n } problems
}
password-changed = Your password is changed.
    .more = Every other session and all tokens are ended.
sessions = Sessions
sessions-end = A session ends after 30 minutes without a click, and after 12 hours in any case.
sessions-yours = Your sessions
session-browser = Browser
session-seen = Last click
session-this = this one
session-from = { $address }, since { $since }
session-since = Since { $since }
agent = { $browser } on { $system }
agent-unknown = Another browser
everywhere = { $n ->
    [0] Ends all these sessions, this one too. You have no tokens.
    [one] Ends all these sessions, this one too, and your { $n } token.
   *[other] Ends all these sessions, this one too, and your { $n } tokens.
}
sign-out-everywhere = Sign out everywhere
language = Language
language-of = Language of the console
language-save = Save language
theme = Light or dark follows your device.
