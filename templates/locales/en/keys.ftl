# The pages about keys.

## The list

keys-title = Keys
keys-intro = Master keys of project { $project }. Data keys are made under them and are never stored here.
keys-count = { $n ->
    [one] { $shown } key
   *[other] { $shown } keys
}
keys-count-of = { $n ->
    [one] { $matching } of { $all } key
   *[other] { $matching } of { $all } keys
}
keys-quota = { $counted } of { $quota } in quota
keys-range = { $from }–{ $to } of { $all }
keys-caption = Keys, sorted by { $column }, { $range }
keys-pages = Pages of keys
more-than = more than { $number }
create-key = Create key
create-first-key = Create your first key
pending-count = { $n ->
    [one] { $n } key is pending deletion.
   *[other] { $n } keys are pending deletion.
}
pending-next = The next is due on { $day }.
pending-overdue = { $n ->
    [one] One is overdue and waits for approval.
   *[other] { $n } are overdue and wait for approval.
}
pending-overdue-and-next = { $n ->
    [one] One is overdue and waits for approval; the next is due on { $day }.
   *[other] { $n } are overdue and wait for approval; the next is due on { $day }.
}
pending-show = Show them
filter-keys = Filter keys
filter = Filter
filter-hint = Alias, ID or description
state = State
any-state = Any state
origin = Origin
any-origin = Any origin
origin-kms = KMS
origin-external = External
created-by = Created by
anyone = Anyone
made-by-me = Me
made-by-people = People of { $domain }
made-by-services = Cloud services
column-created = Created
column-used = Last used
actions = Actions
bulk = Selected keys
bulk-picked = # selected
bulk-picked-some = Selected
bulk-clear = Clear
bulk-no-deletion = Deletion is planned one key at a time.
no-key = No key yet
    .more = A master key protects the data keys that your programs use. It costs nothing to make one, and you can disable it at any time. Services add their default key here the first time you turn on encryption.
    .ask = A Key Manager or an administrator of your domain can create keys.
nothing-matches = No key matches “{ $text }”
nothing-chosen = No key matches these filters
nothing-where = The search looks at the beginning of the alias, at the whole ID and at words of the description, in project { $project }.
clear-filters = Clear filters

row-select = Select { $alias }
row-actions = Actions for { $alias }
row-managed = Made and managed by { $service }
row-waits-for-material = Waits for key material
row-due = Due { $day }, awaiting approval
row-due-approved = Due { $day }, approved
row-overdue = Overdue since { $day }, not approved
never-used = Never used

enable = Enable
disable = Disable
disable-next = Disable…
see-plan = See the plan
cancel-deletion = Cancel deletion
schedule-deletion = Schedule deletion
schedule-deletion-next = Schedule deletion…
schedule-deletion-for = Schedule deletion for { $day }

## One key

key = Key
tab-overview = Overview
tab-audit = Audit trail
about-key = About this key
head-type = { $spec }, { $usage }
usage-encrypt = encrypt and decrypt
head-origin = Origin { $origin }
head-created-on = Created { $day }
head-created = Created { $day } by { $name }
disable-consequence = Calls fail from the moment you disable it.
disable-used = It was used { $when } by { $who }.
disable-unused = No use of it is known.
disable-undo = You can enable it again at any time; nothing is lost.
disable-key = Disable { $alias }
enable-key = Enable { $alias }
deletion-consequence = The key stops working at once. After 7 to 1096 days, and only with another person’s approval, it is destroyed, and what it encrypted can never be read again.
danger = Danger zone

use = Use
use-period = Last 30 days
use-answered = { $n ->
    [one] call answered
   *[other] calls answered
}
use-refused = refused
use-last = last used by { $who }: { $act }
use-last-never = no use is known
use-chart-none = No call from { $from } to { $to }.
use-chart = Calls per day from { $from } to { $to }: between { $least } and { $most }. { $refused ->
    [0] None was refused.
    [one] { $refused } was refused.
   *[other] { $refused } were refused.
}
use-by-operation = Calls in the last 30 days by operation
use-operation = Operation
use-calls = Calls
use-by = By
today = Today
now = Now
calls = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}

state-enabled = Enabled since { $day }. Programs can use this key.
state-disabled = Disabled since { $day }. Every call with it is refused; nothing is lost.
state-pending-deletion = Pending deletion since { $day }. It opens nothing.
state-pending-import = Waiting for key material since { $day }. It opens nothing until it has some.
band-part = { $state ->
    [enabled] enabled
    [disabled] disabled
    [pending-deletion] pending deletion
   *[pending-import] pending import
} from { $day }
story-created = Created, enabled
story-created-waiting = Created, waits for key material
story-enabled = Enabled
story-disabled = Disabled
story-planned = Deletion planned for { $day }
story-approved = Deletion approved
story-overdue = Due, and not approved
story-refused = Deletion refused
story-cancelled = Deletion cancelled

plan = Deletion plan
plan-until = until
plan-was-due = Was due
plan-overdue = Overdue
plan-ends-awaiting = It is destroyed then only if another person has approved; if not, it stays pending and is marked overdue.
plan-ends-approved = It is destroyed then, and what it encrypted can never be read again.
plan-ends-overdue = Not approved, so not destroyed.
plan-hours = { $passed } of { $all } hours have passed
plan-asked-at = Asked { $when }
plan-due-at = Due { $when }
plan-asked = { $name } asked
plan-asked-for = { $days ->
    [one] { $when }, for { $days } day
   *[other] { $when }, for { $days } days
}
plan-another-decides = Another person decides
plan-who-decides = a KMS or Tenant Administrator, not { $name }
plan-nobody-decides = Nobody else is asked
plan-operator-chose = your operator set this domain so
plan-approved-by = { $name } approved
plan-approvals = { $given } of { $needed } approvals
plan-refused = { $n ->
    [one] { $n } call was refused since the plan was made.
   *[other] { $n } calls were refused since the plan was made.
}
plan-refused-by = { $who } still tries to use this key, last on { $when }. Something may still need it.
plan-refused-see = See the calls
cancel-consequence = Cancelling leaves the key disabled. You can then enable it.
while-pending = While deletion is pending
    .more = The key opens nothing. Its alias and description cannot be changed, so this page shows no controls for them. Cancel the deletion first.

details = Details
detail-alias = Alias
detail-description = Description
detail-service = Service
detail-type = Type
detail-project = Project
detail-created = Created
detail-data-keys = Data keys
detail-issued = { $n } issued
detail-quota = Quota
detail-quota-free = Does not count
protected-by = Protected by
chain-root-software = Root key, a key file on the server
chain-epoch = Epoch { $epoch }
chain-system = System key, then a bucket key
    .more = Kept encrypted by the root key
chain-key = This key, version { $version }
chain-key-kept = { $spec }, kept encrypted
chain-key-waits = This key
    .more = Has no key material yet

default-made = { $service } made this key for you and manages it
default-why = { $service ->
    [obs] Objects that you store encrypted without naming a key are protected by it. Disabling or deleting it would lock every one of them, so nobody can: not you, not an administrator, not through the API. That is why this page has no buttons that change the key.
    [evs] Volumes that you encrypt without naming a key are protected by it. Disabling or deleting it would lock every one of them, so nobody can: not you, not an administrator, not through the API. That is why this page has no buttons that change the key.
   *[other] What you encrypt there without naming a key is protected by it. Disabling or deleting it would lock all of that, so nobody can: not you, not an administrator, not through the API. That is why this page has no buttons that change the key.
}
default-own-before = To decide yourself who may use a key and when it ends,
default-own-link = create your own key
default-own-after = and name it when you encrypt.
who-may = Who may do what
who-may-caption = A default key compared with a key of your own
who-may-act = Act
who-may-this = This default key
who-may-own = A key of your own
default-see = See it and its trail
default-use = Encrypt and decrypt
default-state = Disable, enable, delete
default-edit = Choose its alias and description
default-you = You
default-you-and = You and { $service }
default-nobody = Nobody
own-use = You, and who has the role for it
own-state = Key Manager; deletion needs a second person
own-edit = Key Manager

tombstone-sentence = Destroyed on { $day }
    .more = Its material is gone from the database and from every server, and what it encrypted can never be read again. Its ID is never used again; its alias may be.
tombstone-left = What is left
tombstone-destroyed = Destroyed
tombstone-asked = Asked by
tombstone-approved = Approved by
tombstone-reason = Reason
tombstone-trail = What happened to it stays in the audit trail.

## Create key

create-intro = A key can be disabled at any time, and is destroyed only after a wait and with a second person’s approval.
create-material = The key is AES-256, encrypts and decrypts, and is made here. It never leaves in the clear.
alias = Alias
alias-hint = Letters, digits and : / _ - up to 255. Names ending in /default belong to cloud services.
description = Description
description-hint = What it protects and whom to ask. It helps whoever must one day decide whether it may go.
back-to-keys = Back to keys
back-to-key = Back to the key
change-details = Change alias and description
change-details-intro = Programs name keys by their IDs, so a new alias breaks none of them. The audit trail keeps the old one.
save-details = Save

## Schedule deletion

schedule-title = Schedule deletion of { $alias }
schedule-unsure = If you are not sure,
    .link = disable the key instead
    .after = : that stops every call too, and can be undone at any time.
nobody-approves = Nobody in { $domain } can approve this plan now.
    .more = The key would stop working and stay pending. Ask a Tenant Administrator or your operator to give a second person the role KMS Administrator.
schedule-when = How long to wait
    .more = From 7 to 1096 days. Longer is safer: a yearly job shows itself only in a year.
days = Days
days-slider = Days, as a slider
days-wrong = Enter a whole number from 7 to 1096
presets = Common choices
preset-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
schedule-why = Why, and which key
reason = Reason
reason-hint = Whoever approves reads this. It stays in the audit trail.
typed-before = Type the alias
typed-after = to confirm
keep-key = Keep the key
fate-now = At once
fate-stops = It stops working
    .more = Every call with it is refused, on every server.
fate-until = Until { $day }
fate-waits = It waits
fate-nobody-asked = Nobody else is asked: your operator set this domain so. Cancelling leaves the key disabled.
fate-waits-approval = It waits for approval
fate-nobody-can = By nobody, at present. Cancelling leaves the key disabled.
fate-by = By { $names }; not by you, who ask. Cancelling leaves the key disabled.
fate-by-several = By { $n } of { $names }; not by you, who ask. Cancelling leaves the key disabled.
fate-others = { $n ->
    [one] { $n } other
   *[other] { $n } others
}
fate-destroyed = It is destroyed
    .more = In { $days } days. What it encrypted can never be read again.
fate-destroyed-if = It is destroyed, if approved
    .more = In { $days } days. Not approved, it stays pending.
fate-local = # where you are.
fate-announced = It would be destroyed on { $date }.

## What would break

impact = What would break
impact-source = From the audit trail, at { $time }.
impact-last-use = Last use
impact-last-use-by = { $when }, by { $who }: { $act }
impact-no-use = No use found
impact-refused = Refused since the plan
impact-none = None
impact-last-at = last on { $when }
impact-used-by = Used by, in 90 days
impact-callers = { $n ->
    [one] { $n } caller
   *[other] { $n } callers
}
impact-nobody = Nobody found
impact-data-keys = Data keys issued
impact-data-keys-unknown = How many are still needed is unknown: data keys are never kept here
unseen = What cannot be seen from here
unseen-elsewhere = Files, backups and disks kept elsewhere whose data keys were made under this key
unseen-in-memory = Data keys that programs hold in memory and use without asking
unseen-unregistered = Services and programs that use the key but never registered it

## What was done

key-changed = { $alias } is changed.
key-created = { $alias } is created.
    .more = Programs can use it now.
key-enabled = { $alias } is enabled.
    .more = Programs can use it again.
disable-again = Disable again
key-disabled = { $alias } is disabled.
    .more = Every call with it is refused; nothing is lost.
enable-again = Enable again
deletion-planned = Deletion is planned for { $day }.
    .more = { $alias } opens nothing from now on. Until that day the plan can be cancelled.
deletion-cancelled = Deletion of { $alias } is cancelled.
    .more = The key still opens nothing until it is put back to use.
keys-enabled = { $n ->
    [one] { $n } key is enabled.
   *[other] { $n } keys are enabled.
}
keys-enabled-some = { $n ->
    [0] No key was enabled.
    [one] { $n } key is enabled.
   *[other] { $n } keys are enabled.
}
    .more = { $left ->
    [one] { $left } was not, because its state does not allow it: { $names }.
   *[other] { $left } were not, because their state does not allow it: { $names }.
}
keys-disabled = { $n ->
    [one] { $n } key is disabled.
   *[other] { $n } keys are disabled.
}
keys-disabled-some = { $n ->
    [0] No key was disabled.
    [one] { $n } key is disabled.
   *[other] { $n } keys are disabled.
}
    .more = { $left ->
    [one] { $left } was not, because its state does not allow it: { $names }.
   *[other] { $left } were not, because their state does not allow it: { $names }.
}
