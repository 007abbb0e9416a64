# Trouble.

request-id = Request
denied = You may not { $act }
refused-denied = You may not { $act }.
    .more = Your role does not allow it. Nothing was changed, and the attempt is in the audit trail.
denied-page = You may not see this page
denied-why = Your role in { $domain } is { $role }. This needs the role { $needed }. Nothing was changed, and the attempt is in the audit trail.
denied-who = A Tenant Administrator or Security Administrator of { $domain } can change your role.
trouble-back = Back to { $name }
to-the-start = Go to the console
not-found = There is no such page or key here
    .more = The address may be mistyped, the key may have been destroyed, or it belongs to another project or domain. From here these look the same.
unavailable = Claviger cannot answer right now
    .why = The root of trust or the database does not answer, so it refuses rather than guess. If you were changing something, look whether it happened before you try again.
    .then = Try again in 30 seconds. If it goes on, give your operator the request below.
try-again = Try again
not-accepted = This form is not accepted
    .more = It did not come from this session’s pages, or it is too old. Nothing was changed. Open the page again and fill it in anew.
open-again = Open the page again
