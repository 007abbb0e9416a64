# The shell, and what every page says.

skip = Skip to content
nav = Main
nav-keys = Keys
nav-approvals = Approvals
nav-audit = Audit log
nav-people = People
nav-waiting = waiting for you
crumbs = Breadcrumb
place = Project { $project } of domain { $domain }. Change project
place-projects = Projects of { $domain }
find = Find a key
find-hint = Find a key by alias or ID
you = Your menu: { $name }
account = Account
sign-out = Sign out
trust = Root of trust
trust-software = Key file on the server
installation = Claviger, { $region }

copied = Copied
copy-key-id = Copy key ID
copy-request-id = Copy request ID
request = request
apply = Apply
optional = (optional)
never = Never
problem-title = Problem: { $title }
pager-first = First page
pager-next = Next
no-answer = Claviger did not answer.
    .more = Look whether it happened before you try again.
reload = Reload

role = { $role ->
    [te_admin] Tenant Administrator
    [kms_adm] KMS Administrator
    [secu_admin] Security Administrator
    [kms_cmk_full] Key Manager
    [kms_crypto] Key User
    [kms_auditor] Auditor
   *[kms_readonly] Viewer
}
role-none = No role
service = { $service ->
    [obs] Object Storage
    [evs] Volume Service
    [ims] Image Service
    [sfs] File Service
    [rds] Relational Database Service
    [dds] Document Database Service
   *[other] { $service }
}
list-and = { $first } and { $last }
list-or = { $first } or { $last }

badge-enabled = Enabled
badge-disabled = Disabled
badge-pending-deletion = Pending deletion
badge-pending-import = Pending import
badge-destroyed = Destroyed
badge-default = Default key
badge-awaiting = Awaiting approval
badge-approved = Approved
badge-overdue = Overdue
badge-in-use = In use
badge-still-called = Still called
badge-used-recently = Used recently
badge-no-use = No use found
badge-allowed = Allowed
badge-refused = Refused
badge-active = Active
badge-deactivated = Deactivated

act = { $act ->
    [CreateKey] Create key
    [CreateDefaultKey] Create default key
    [ListKeys] List keys
    [ShowInstances] Count keys
    [DescribeKey] Describe key
    [EnableKey] Enable key
    [DisableKey] Disable key
    [UpdateKeyAlias] Change alias
    [UpdateKeyDescription] Change description
    [ScheduleKeyDeletion] Schedule deletion
    [CancelKeyDeletion] Cancel deletion
    [ListDeletionPlans] List deletion plans
    [DescribeDeletionPlan] Show deletion plan
    [ApproveKeyDeletion] Approve deletion
    [RefuseKeyDeletion] Refuse deletion
    [MarkDeletionOverdue] Mark deletion overdue
    [DestroyKey] Destroy key
    [CreateDatakey] Create data key
    [CreateDatakeyWithoutPlaintext] Create data key without plaintext
    [EncryptDatakey] Encrypt data key
    [DecryptDatakey] Decrypt data key
    [EncryptData] Encrypt data
    [DecryptData] Decrypt data
    [GenRandom] Draw random bytes
    [SignIn] Sign in
    [SignOut] Sign out
    [SignOutEverywhere] Sign out everywhere
    [ConfirmPassword] Confirm password
    [ShowAccount] Show account
    [ChangePassword] Change password
    [ChooseProject] Choose project
    [CreateToken] Create token
    [ValidateToken] Validate token
    [RevokeToken] Revoke token
    [CreateDomain] Create domain
    [ListUsers] List people
    [DescribeUser] Show person
    [CreateUser] Add person
    [SetRoles] Set roles
    [ResetPassword] Reset password
    [DeactivateUser] Deactivate person
    [ActivateUser] Activate person
    [EndSessions] Sign person out everywhere
    [ListEvents] List events
    [ListKeyEvents] List events about keys
    [AcceptClock] Accept clock
    [ForgedRequest] Forged request
   *[other] { $act }
}

to-act = { $act ->
    [CreateKey] create keys
    [ListKeys] see keys
    [DescribeKey] see this key
    [EnableKey] enable keys
    [DisableKey] disable keys
    [ScheduleKeyDeletion] schedule the deletion of keys
    [CancelKeyDeletion] cancel the deletion of keys
    [ListDeletionPlans] see planned deletions
    [DescribeDeletionPlan] see this planned deletion
    [ApproveKeyDeletion] approve the deletion of keys
    [RefuseKeyDeletion] refuse the deletion of keys
    [ListUsers] see people
    [DescribeUser] see this person
    [CreateUser] add people
    [SetRoles] change roles
    [ResetPassword] reset passwords
    [DeactivateUser] deactivate people
    [ActivateUser] activate people
    [EndSessions] sign people out
    [ListEvents] see the audit log
    [ListKeyEvents] see the trail of keys
   *[other] do this
}

date-month = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-month-short = { $n ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date-weekday = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-day = { $day } { $month } { $year }
date-full-day = { $day } { $month } { $year }
date-short-day = { $day } { $month }
date-seconds-ago = { $n ->
    [0] now
   *[other] { $n } s ago
}
date-minutes-ago = { $n } min ago
date-hours-ago = { $n } h ago
date-days-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
date-in-minutes = in { $n } min
date-in-hours = in { $n } h
date-in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
date-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
date-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
date-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
