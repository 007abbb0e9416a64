//! What a decision leaves to say.

use crate::console::Notice;
use crate::domain::Alias;
use crate::kms::PlanReport;
use time::OffsetDateTime;

/// What an approval leaves to say of a plan, as it is now.
#[must_use]
pub fn of_approval(report: &PlanReport, now: OffsetDateTime) -> Notice {
    let (alias, due) = (&report.key.alias, report.plan.deletion_at);
    let given = u64::try_from(report.approvers_that_count().len()).unwrap_or(u64::MAX);
    match (report.is_approved, due <= now) {
        (true, true) => approved_late(alias),
        (true, false) => approved(alias, due),
        (false, _) => approved_in_part(alias, given, u64::from(report.plan.approvals_needed)),
    }
}

/// A plan has an approval, and all that it needs.
#[must_use]
pub fn approved(alias: &Alias, due: OffsetDateTime) -> Notice {
    Notice::ok("deletion-approved").naming("alias", alias.as_str()).dating("day", due)
}

/// A plan has an approval and all that it needs, and its date has passed.
#[must_use]
pub fn approved_late(alias: &Alias) -> Notice {
    Notice::ok("deletion-approved-late").naming("alias", alias.as_str())
}

/// A plan has an approval and needs more.
#[must_use]
pub fn approved_in_part(alias: &Alias, given: u64, needed: u64) -> Notice {
    Notice::ok("deletion-approved-in-part").naming("alias", alias.as_str()).counting("given", given).counting("needed", needed)
}

/// A plan is refused.
#[must_use]
pub fn refused(alias: &Alias) -> Notice {
    Notice::ok("deletion-refused").naming("alias", alias.as_str())
}
