//! What happened in the two years before the demonstration.

use time::{Duration, OffsetDateTime, Time};

/// Something that somebody did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    pub when: When,
    pub who: Who,
    pub act: Act,
    /// Whether it is refused: people try what they may not.
    pub is_refused: bool,
}

/// A moment before the demonstration.
#[derive(Clone, Copy, Debug)]
pub(super) enum When {
    /// So many days before, at this hour and minute.
    Day(u16, u8, u8),
    /// So many minutes before.
    Minutes(u16),
}

impl When {
    pub(super) fn before(self, now: OffsetDateTime) -> OffsetDateTime {
        match self {
            Self::Day(days, hour, minute) => {
                let day = now.saturating_sub(Duration::days(i64::from(days)));
                day.replace_time(Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT))
            }
            Self::Minutes(minutes) => now.saturating_sub(Duration::minutes(i64::from(minutes))),
        }
    }
}

/// Who does it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Who {
    /// A person or program, by name.
    Member(&'static str),
    /// A cloud service, in the project of this tenant.
    Service(&'static str, &'static str),
    /// Nobody: time passes.
    Nobody,
}

/// What is done, on the key of an alias.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Create {
        alias: &'static str,
        description: &'static str,
    },
    CreateExternal {
        alias: &'static str,
        description: &'static str,
    },
    CreateDefault,
    Enable(&'static str),
    Disable(&'static str),
    Plan {
        alias: &'static str,
        days: u16,
        reason: &'static str,
    },
    Cancel(&'static str),
    Approve(&'static str, &'static str),
    Refuse(&'static str, &'static str),
    /// Makes data keys and opens some of those made before.
    Use {
        alias: &'static str,
        made: u8,
        opened: u8,
    },
    /// Signs in and looks around.
    Visit,
    /// Time passes.
    Wait,
}

const AMELIE: Who = Who::Member("Amélie Laurent");
const INGRID: Who = Who::Member("Ingrid Solberg");
const JONAS: Who = Who::Member("Jonas Meyer");
const LIN: Who = Who::Member("Lin Okada");
const MARC: Who = Who::Member("Marc Duval");
const NORA: Who = Who::Member("Nora Lindqvist");
const PRIYA: Who = Who::Member("Priya Nair");
const RAVI: Who = Who::Member("Ravi Anand");
const SOFIA: Who = Who::Member("Sofia Varga");
const TOMAS: Who = Who::Member("Tomás Rey");
const CRM: Who = Who::Member("svc-crm-sync");
const LEDGER: Who = Who::Member("svc-ledger-api");
const EMIL: Who = Who::Member("Emil Novak");
const HANA: Who = Who::Member("Hana Sato");
const PAULO: Who = Who::Member("Paulo Reis");
const WANDA: Who = Who::Member("Wanda Fry");
const OBS: Who = Who::Service("obs", "acme");
const EVS: Who = Who::Service("evs", "acme");

const fn scene(when: When, who: Who, act: Act) -> Scene {
    Scene { when, who, act, is_refused: false }
}

const fn refused(when: When, who: Who, act: Act) -> Scene {
    Scene { when, who, act, is_refused: true }
}

/// Alias and description of a key.
type Named = (&'static str, &'static str);

/// Keys made in passing: days ago and by whom. One person makes those of one day.
const KEYS: [(u16, Who, &[Named]); 11] = [
    (
        700,
        AMELIE,
        &[
            ("payments-ledger", "Data keys of the payments ledger"),
            ("ledger-db-volumes", "Volumes of the ledger's database"),
            ("invoices-archive", "Archived invoices, kept ten years"),
        ],
    ),
    (
        660,
        JONAS,
        &[
            ("legacy-crm-export", "Exports of the old CRM"),
            ("customer-exports", "Exports that customers ask for"),
            ("edi-archive-2023", "EDI messages of 2023"),
        ],
    ),
    (600, AMELIE, &[("vpn-gateway-2022", "Configuration of the old VPN gateways"), ("hr-payroll", "Payroll files")]),
    (540, JONAS, &[("backup-tapes", "Tapes in the vault at Lille"), ("qa-fixtures-2025", "Test data of 2025")]),
    (
        430,
        AMELIE,
        &[
            ("mail-gateway", "Queues of the mail gateway"),
            ("manifest-share", "Shipping manifests, shared with partners"),
            ("telemetry-cold", "Telemetry older than 90 days"),
            ("warehouse-scanner-eu", "Hand scanners in the European warehouses"),
        ],
    ),
    (
        310,
        JONAS,
        &[
            ("build-cache", "Caches of the build farm"),
            ("ci-artifacts", "What the build farm keeps"),
            ("contracts-2025", "Signed contracts of 2025"),
            ("fleet-routes", "Routes of the delivery fleet"),
        ],
    ),
    (
        240,
        AMELIE,
        &[
            ("loyalty-cards", "Numbers of loyalty cards"),
            ("call-recordings", "Recordings of the support line"),
            ("incident-reports", "Reports of safety incidents"),
        ],
    ),
    (
        180,
        JONAS,
        &[
            ("qa-fixtures", "Test data"),
            ("staging-sandbox-1", "Sandboxes of the staging area"),
            ("staging-sandbox-2", "Sandboxes of the staging area"),
            ("reports-2022", "Quarterly reports of 2022"),
        ],
    ),
    (
        90,
        AMELIE,
        &[
            ("price-models", "Models that set prices"),
            ("supplier-portal", "Documents of suppliers"),
            ("customs-declarations", "Declarations to customs"),
            ("returns-desk", "Photographs of returned goods"),
        ],
    ),
    (
        30,
        JONAS,
        &[
            ("web-sessions", "Session store of the shop"),
            ("search-index", "Search index of the shop"),
            ("media-masters", "Originals of films"),
        ],
    ),
    (500, EMIL, &[("reactor-logs", "Logs of the reactors"), ("payments-ledger", "Ledger of payments"), ("field-notes", "Notes")]),
];

/// Single acts that pages show: each state of a key, each end of a plan, and what was refused.
const TURNS: &[Scene] = &[
    scene(When::Day(715, 6, 0), OBS, Act::CreateDefault),
    scene(When::Day(715, 7, 0), EVS, Act::CreateDefault),
    scene(When::Day(480, 6, 0), Who::Service("obs", "globex"), Act::CreateDefault),
    // Destroyed: asked for, approved by another person, carried out on its date.
    scene(When::Day(300, 9, 12), JONAS, Act::Plan { alias: "qa-fixtures-2025", days: 30, reason: "The tests of 2025 are done." }),
    scene(When::Day(298, 14, 3), MARC, Act::Approve("qa-fixtures-2025", "Checked with the test team; nobody uses it.")),
    scene(When::Day(270, 10, 0), Who::Nobody, Act::Wait),
    scene(When::Day(120, 11, 20), EMIL, Act::Plan { alias: "field-notes", days: 14, reason: "Notes were printed." }),
    scene(When::Day(119, 9, 5), PAULO, Act::Approve("field-notes", "Seen in print.")),
    scene(When::Day(118, 9, 35), HANA, Act::Approve("field-notes", "Agreed.")),
    scene(When::Day(105, 12, 0), Who::Nobody, Act::Wait),
    // Refused: disabled, and enabled by nobody since.
    scene(When::Day(150, 8, 45), AMELIE, Act::Plan { alias: "backup-tapes", days: 60, reason: "The vault moved." }),
    scene(When::Day(149, 16, 10), PRIYA, Act::Refuse("backup-tapes", "Tapes of 2024 are still in the old vault.")),
    // Cancelled, and enabled again.
    scene(When::Day(77, 9, 0), JONAS, Act::Plan { alias: "customer-exports", days: 90, reason: "Nobody asked in a year." }),
    scene(When::Day(75, 13, 30), JONAS, Act::Cancel("customer-exports")),
    scene(When::Day(75, 13, 34), JONAS, Act::Enable("customer-exports")),
    // Suspended.
    scene(When::Day(12, 17, 40), AMELIE, Act::Disable("hr-payroll")),
    scene(When::Day(40, 10, 25), JONAS, Act::Disable("contracts-2025")),
    // Waits for key material.
    scene(
        When::Day(60, 15, 0),
        AMELIE,
        Act::CreateExternal { alias: "partner-edi", description: "EDI with partners, their key" },
    ),
    scene(When::Day(2, 9, 50), AMELIE, Act::CreateExternal { alias: "vendor-escrow", description: "Source code in escrow" }),
    // Overdue: nobody decided in time.
    scene(When::Day(22, 8, 15), AMELIE, Act::Plan { alias: "vpn-gateway-2022", days: 14, reason: "The gateways are scrapped." }),
    // Approved, and waiting for its date.
    scene(When::Day(10, 9, 30), JONAS, Act::Plan { alias: "reports-2022", days: 30, reason: "Kept long enough." }),
    scene(When::Day(9, 11, 45), PRIYA, Act::Approve("reports-2022", "Legal agrees, ticket LEG-77.")),
    // Waiting for somebody.
    scene(When::Day(3, 16, 20), MARC, Act::Plan { alias: "qa-fixtures", days: 15, reason: "Replaced by generated data." }),
    scene(When::Day(1, 10, 10), AMELIE, Act::Plan { alias: "edi-archive-2023", days: 30, reason: "The archive was moved." }),
    scene(When::Day(1, 11, 0), EMIL, Act::Plan { alias: "reactor-logs", days: 20, reason: "Logs are kept elsewhere." }),
    scene(When::Day(1, 15, 0), WANDA, Act::Approve("reactor-logs", "Seen in the new place.")),
    scene(When::Minutes(400), JONAS, Act::Plan { alias: "staging-sandbox-2", days: 90, reason: "One sandbox is enough." }),
    scene(
        When::Minutes(380),
        JONAS,
        Act::Plan {
            alias: "legacy-crm-export",
            days: 7,
            reason: "CRM was switched off in spring. Exports were encrypted again under invoices-archive, ticket OPS-2291.",
        },
    ),
    // Still called, and refused.
    refused(When::Minutes(300), CRM, Act::Use { alias: "legacy-crm-export", made: 0, opened: 4 }),
    refused(When::Minutes(200), CRM, Act::Use { alias: "legacy-crm-export", made: 0, opened: 6 }),
    refused(When::Minutes(70), CRM, Act::Use { alias: "legacy-crm-export", made: 0, opened: 4 }),
    // What people tried.
    refused(When::Day(8, 9, 12), AMELIE, Act::Disable("obs/default")),
    refused(When::Minutes(160), SOFIA, Act::Disable("mail-gateway")),
    scene(When::Day(30, 8, 5), LIN, Act::Visit),
    scene(When::Day(6, 8, 5), TOMAS, Act::Visit),
    scene(When::Day(2, 8, 40), NORA, Act::Visit),
    scene(When::Minutes(50), INGRID, Act::Visit),
    scene(When::Minutes(20), MARC, Act::Visit),
];

/// How often a key is used: every so many days, from and to so many days ago.
struct Habit {
    who: Who,
    alias: &'static str,
    from: u16,
    to: u16,
    every: u16,
    hour: u8,
    made: u8,
    opened: u8,
}

const HABITS: [Habit; 12] = [
    Habit { who: OBS, alias: "obs/default", from: 710, to: 65, every: 30, hour: 3, made: 2, opened: 2 },
    Habit { who: OBS, alias: "obs/default", from: 60, to: 1, every: 1, hour: 5, made: 2, opened: 3 },
    Habit { who: EVS, alias: "evs/default", from: 700, to: 70, every: 45, hour: 4, made: 1, opened: 0 },
    Habit { who: EVS, alias: "evs/default", from: 60, to: 1, every: 2, hour: 6, made: 1, opened: 2 },
    Habit { who: LEDGER, alias: "payments-ledger", from: 690, to: 50, every: 160, hour: 8, made: 3, opened: 2 },
    Habit { who: LEDGER, alias: "payments-ledger", from: 31, to: 1, every: 3, hour: 9, made: 3, opened: 5 },
    Habit { who: LEDGER, alias: "invoices-archive", from: 28, to: 1, every: 6, hour: 9, made: 1, opened: 2 },
    Habit { who: LEDGER, alias: "ledger-db-volumes", from: 25, to: 1, every: 6, hour: 9, made: 1, opened: 1 },
    Habit { who: CRM, alias: "legacy-crm-export", from: 649, to: 211, every: 146, hour: 6, made: 4, opened: 3 },
    Habit { who: CRM, alias: "customer-exports", from: 27, to: 3, every: 12, hour: 7, made: 1, opened: 1 },
    Habit { who: RAVI, alias: "hr-payroll", from: 163, to: 13, every: 75, hour: 10, made: 1, opened: 2 },
    Habit { who: RAVI, alias: "mail-gateway", from: 26, to: 2, every: 12, hour: 11, made: 2, opened: 1 },
];

/// Every scene, in order of time as seen from `now`.
pub(super) fn scenes(now: OffsetDateTime) -> Vec<Scene> {
    let mut scenes = TURNS.to_vec();
    for (days, who, keys) in KEYS {
        for ((alias, description), minute) in keys.iter().zip(5..) {
            scenes.push(scene(When::Day(days, 9, minute), who, Act::Create { alias, description }));
            // Whoever makes a key tries it.
            scenes.push(scene(When::Day(days, 9, minute), who, Act::Use { alias, made: 1, opened: 1 }));
        }
    }
    for Habit { who, alias, from, to, every, hour, made, opened } in HABITS {
        for days in (to..=from).rev().step_by(usize::from(every)) {
            // Odd minutes, so that a day does not look like the one before.
            let minute = u8::try_from((usize::from(days) * 7 + alias.len()) % 20).unwrap_or(0);
            scenes.push(scene(When::Day(days, hour, minute), who, Act::Use { alias, made, opened }));
        }
    }
    scenes.push(scene(When::Minutes(14), OBS, Act::Use { alias: "obs/default", made: 1, opened: 2 }));
    scenes.push(scene(When::Minutes(6), LEDGER, Act::Use { alias: "payments-ledger", made: 1, opened: 3 }));
    scenes.sort_by_key(|scene| scene.when.before(now));
    scenes
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_story_is_told_in_order_within_two_years_whatever_the_hour() {
        for now in [datetime!(2026-11-24 00:01 UTC), datetime!(2026-11-24 13:32 UTC), datetime!(2028-02-29 23:59 UTC)] {
            let moments: Vec<_> = scenes(now).iter().map(|scene| scene.when.before(now)).collect();
            assert!(moments.is_sorted() && moments.len() > 200, "{now}");
            assert!(moments.iter().all(|at| *at < now && *at > now - Duration::days(720)), "{now}");
        }
    }

    #[test]
    fn a_key_is_made_before_anything_happens_to_it() {
        let now = datetime!(2026-11-24 00:01 UTC);
        let mut made = vec!["obs/default", "evs/default"];
        for scene in scenes(now) {
            match scene.act {
                Act::Create { alias, .. } | Act::CreateExternal { alias, .. } => made.push(alias),
                Act::Enable(alias)
                | Act::Disable(alias)
                | Act::Cancel(alias)
                | Act::Approve(alias, _)
                | Act::Refuse(alias, _)
                | Act::Plan { alias, .. }
                | Act::Use { alias, .. } => assert!(made.contains(&alias), "{scene:?}"),
                Act::CreateDefault | Act::Visit | Act::Wait => {}
            }
        }
    }
}
