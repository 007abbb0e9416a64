# The way in.

sign-in = Sign in
sign-in-where = Key management, region { $region }
sign-in-domain = Domain
sign-in-user = User name
sign-in-password = Password
sign-in-forgotten = Forgotten? An administrator of your domain can set a new password.
sign-in-wrong = Domain, user name or password is wrong.
sign-in-too-many = There were too many attempts, so this one was not looked at.
sign-in-again = Try again.
sign-in-again-seconds = { $n ->
    [one] Try again in { $n } second.
   *[other] Try again in { $n } seconds.
}
sign-in-again-minutes = { $n ->
    [one] Try again in { $n } minute.
   *[other] Try again in { $n } minutes.
}
expired = You were signed out
expired-why = After { $n } minutes without a click. Sign in to go on where you were; nothing you typed was sent.
expired-other = Sign in as somebody else
