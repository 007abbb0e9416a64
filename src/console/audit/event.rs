//! One event of the trail: the row, and why it was refused.

use crate::console::{Badge, BadgeView, Dates};
use crate::domain::{Action, ActorKind, AuditEvent, EventOutcome, Face, Person, SubjectKind, policy};
use crate::web::Words;

/// What a reader of events may follow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reader {
    /// Whether they may look at keys.
    pub sees_keys: bool,
    /// Whether they may look at people.
    pub sees_people: bool,
}

/// One event, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EventRow {
    /// When, to the second.
    pub exact: String,
    /// When, for programs.
    pub machine: String,
    /// What was asked for.
    pub act: String,
    /// What it was about, if anything.
    pub about: Option<About>,
    /// Who asked.
    pub who: String,
    /// How it ended.
    pub badge: BadgeView,
    /// The address it came from, or the door.
    pub from: String,
    /// How often the same was refused, when more than once.
    pub times: Option<String>,
    /// Why it was refused.
    pub why: Option<Why>,
}

/// What an event was about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct About {
    /// Its name then.
    pub text: String,
    /// Its page, where the reader may follow.
    pub href: Option<String>,
}

/// Why something was refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Why {
    /// In words.
    pub words: String,
    /// The code that the caller saw.
    pub code: String,
    /// The request that met it.
    pub request: String,
}

impl Reader {
    /// What this person may follow.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let may = |action| policy::roles_that_may(action).iter().any(|role| person.roles().contains(*role));
        Self { sees_keys: may(Action::DescribeKey), sees_people: may(Action::DescribeUser) }
    }
}

impl EventRow {
    /// The event as this reader sees it.
    #[must_use]
    pub fn of(event: &AuditEvent, reader: Reader, t: Words, dates: Dates) -> Self {
        let count = u64::from(event.count);
        let (badge, why) = match &event.outcome {
            EventOutcome::Done => (Badge::Allowed, None),
            EventOutcome::Refused { code } => (Badge::Refused, Some(Why::of(event, code, t))),
        };
        Self {
            exact: dates.to_the_second(event.at).trim_end_matches(" UTC").to_owned(),
            machine: dates.machine(event.at),
            act: t.with("act", "act", event.action.name()),
            about: About::of(event, reader),
            who: who(event.actor.kind, &event.actor.name, t),
            badge: badge.view(t),
            from: event.address.map_or_else(|| door(event.face, t), |address| address.to_string()),
            times: (count > 1).then(|| t.with("event-times", "n", count)),
            why,
        }
    }
}

impl About {
    fn of(event: &AuditEvent, reader: Reader) -> Option<Self> {
        let subject = &event.subject;
        let (id, href) = match (subject.key_id, subject.other) {
            (Some(key), _) => (key.to_string(), reader.sees_keys.then(|| format!("/console/keys/{key}"))),
            (None, Some((SubjectKind::User, id))) => {
                let id = id.simple().to_string();
                let href = reader.sees_people.then(|| format!("/console/people/{id}"));
                (id, href)
            }
            (None, Some((_, id))) => (id.simple().to_string(), None),
            (None, None) => (String::new(), None),
        };
        let text = if subject.label.is_empty() { id } else { subject.label.clone() };
        (!text.is_empty()).then_some(Self { text, href })
    }
}

impl Why {
    fn of(event: &AuditEvent, code: &str, t: Words) -> Self {
        let role = |role: &crate::domain::Role| t.with("role", "role", role.as_str());
        let needed: Vec<String> = policy::roles_that_may(event.action).iter().map(role).collect();
        let needed = if needed.is_empty() { t.say("why-no-role") } else { t.list("list-or", &needed) };
        // Names of variants in texts have no dots.
        let words = t.with2("why", "code", code.replace('.', "-"), "needed", needed);
        Self { words, code: code.to_owned(), request: event.request_id.to_string() }
    }
}

/// Who acted, in words.
pub(in crate::console) fn who(kind: ActorKind, name: &str, t: Words) -> String {
    match kind {
        ActorKind::Service => t.with("service", "service", name),
        ActorKind::Operator => t.say("who-operator"),
        ActorKind::Worker => "Claviger".to_owned(),
        ActorKind::Stranger if name.is_empty() => t.say("who-stranger"),
        ActorKind::User | ActorKind::Stranger => name.to_owned(),
    }
}

/// The door that an event came through, where no address is known.
fn door(face: Face, t: Words) -> String {
    match face {
        Face::Console => t.say("face-console"),
        Face::Api => t.say("face-api"),
        Face::CommandLine => t.say("face-command-line"),
        Face::Worker => t.say("face-worker"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CannotDecide, KeyState, Principal, Purpose, Refusal, RequestOrigin, Subject, Transition, WeakPassword};
    use crate::web::Language;
    use time::OffsetDateTime;
    use uuid::Uuid;

    fn event(action: Action) -> AuditEvent {
        let origin = RequestOrigin { face: Face::Worker, address: None, request_id: Uuid::nil() };
        let id = crate::domain::EventId::from_uuid(Uuid::nil());
        AuditEvent::begin(id, OffsetDateTime::UNIX_EPOCH, &Principal::Worker, action, &origin)
    }

    #[test]
    fn every_code_of_a_refusal_is_told_in_words() {
        let transitions = [
            Transition::Enable,
            Transition::Disable,
            Transition::ScheduleDeletion,
            Transition::CancelDeletion,
            Transition::ImportMaterial,
            Transition::DeleteMaterial,
        ];
        let refusals = [
            Refusal::KeyDisabled,
            Refusal::KeyPendingDeletion,
            Refusal::KeyPendingImport,
            Refusal::DefaultKey,
            Refusal::NotExternal,
            Refusal::InvalidAlias,
            Refusal::ReservedAlias,
            Refusal::AliasTaken,
            Refusal::InvalidDescription,
            Refusal::InvalidReason,
            Refusal::InvalidName,
            Refusal::NameTaken,
            Refusal::QuotaReached { quota: 1 },
            Refusal::InvalidWindow,
            Refusal::AliasMismatch,
            Refusal::PlanChanged,
            Refusal::CannotDecide(CannotDecide::Asked),
            Refusal::NotDue,
            Refusal::ClockHeld,
            Refusal::OwnRoles,
            Refusal::Oneself,
            Refusal::WeakPassword(WeakPassword::TooShort),
            Refusal::WrongPassword,
            Refusal::PasswordNeeded,
            Refusal::TooManyAttempts { seconds: 1 },
            Refusal::InvalidCiphertext { purpose: Purpose::Data },
            Refusal::InvalidCiphertext { purpose: Purpose::DataKey },
        ];
        let moves = transitions.map(|attempted| Refusal::WrongState { found: KeyState::Enabled, attempted });
        let codes = refusals.iter().chain(&moves).map(Refusal::code);
        let others = [
            "CLV.0403", "CLV.0404", "KMS.0104", "KMS.0207", "KMS.0301", "KMS.0302", "KMS.0303", "KMS.0305", "KMS.0306",
            "KMS.0307", "KMS.0308", "KMS.0321",
        ];
        for language in Language::ALL {
            let t = Words::of(language);
            let words = |code: &str| Why::of(&event(Action::DisableKey), code, t).words;
            for code in codes.clone().chain(others) {
                assert_ne!(words(code), words("KMS.9999"), "{code} in {}", language.code());
            }
        }
    }

    #[test]
    fn only_what_the_reader_may_follow_is_a_link() {
        let mut about_key = event(Action::DisableKey);
        about_key.subject = Subject { key_id: Some(crate::domain::KeyId::from_uuid(Uuid::nil())), ..Subject::default() };
        let mut about_person = event(Action::SetRoles);
        about_person.subject =
            Subject { other: Some((SubjectKind::User, Uuid::nil())), label: "ravi".to_owned(), ..Subject::default() };
        let everything = Reader { sees_keys: true, sees_people: true };
        let nothing = Reader { sees_keys: false, sees_people: false };
        for (event, href, text) in [
            (&about_key, format!("/console/keys/{}", Uuid::nil()), Uuid::nil().to_string()),
            (&about_person, format!("/console/people/{}", Uuid::nil().simple()), "ravi".to_owned()),
        ] {
            assert_eq!(About::of(event, everything), Some(About { text: text.clone(), href: Some(href) }));
            assert_eq!(About::of(event, nothing), Some(About { text, href: None }));
        }
        assert_eq!(About::of(&event(Action::SignOut), everything), None);
    }

    #[test]
    fn who_acted_and_through_which_door_is_said_where_no_name_and_no_address_is_known() {
        let row = EventRow::of(
            &event(Action::DestroyKey),
            Reader { sees_keys: true, sees_people: true },
            Words::default(),
            Dates::of(Words::default(), OffsetDateTime::UNIX_EPOCH),
        );
        assert_eq!((row.who.as_str(), row.from.as_str(), row.exact.as_str()), ("Claviger", "worker", "1 Jan 1970, 00:00:00"));
    }
}
