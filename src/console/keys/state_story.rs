//! What became of a key: a band over its whole life, and the story behind it, newest first.

use crate::console::Dates;
use crate::console::audit::who;
use crate::domain::{Action, AuditEvent, KeyState, PendingDays};
use crate::web::Words;
use time::OffsetDateTime;

const BAND: i64 = 1000;
const NARROWEST: i64 = 6;

/// Something that happened to a key's state.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoryEvent {
    /// When.
    pub at: OffsetDateTime,
    /// What.
    pub kind: StoryKind,
    /// By whom, as pages name them.
    pub by: String,
}

/// What can happen to a key's state.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StoryKind {
    /// Made, and in use.
    Created,
    /// Made, and waiting for material.
    CreatedWithoutMaterial,
    /// Made usable again.
    Enabled,
    /// Suspended.
    Disabled,
    /// To be destroyed.
    DeletionPlanned {
        /// When.
        deletion_at: OffsetDateTime,
    },
    /// Somebody approved the plan.
    DeletionApproved,
    /// The plan's date came without enough approvals.
    DeletionOverdue,
    /// Somebody refused the plan.
    DeletionRefused {
        /// Where the key came back to.
        state: KeyState,
    },
    /// The tenant gave the plan up.
    DeletionCancelled {
        /// Where the key came back to.
        state: KeyState,
    },
}

/// The card about state, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StateView {
    /// What its state means.
    pub sentence: String,
    /// The band in a sentence.
    pub label: String,
    /// The parts of the band.
    pub band: Vec<Segment>,
    /// When it begins.
    pub from: String,
    /// The story, newest first.
    pub story: Vec<StoryLine>,
}

/// A part of the band.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Segment {
    /// What the style sheet colours by.
    pub state: &'static str,
    /// From the left.
    pub x: i64,
    /// How wide it is.
    pub width: i64,
}

/// A line of the story.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoryLine {
    /// What the style sheet colours by.
    pub state: &'static str,
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// What happened.
    pub title: String,
    /// Who did it.
    pub by: String,
    /// When, exactly.
    pub exact: String,
    /// When, for programs.
    pub machine: String,
}

impl StateView {
    /// The card in the reader's language, of a key in `state`; `events` are oldest first.
    #[must_use]
    pub fn of(state: KeyState, events: &[StoryEvent], t: Words, dates: Dates) -> Self {
        let turns: Vec<(OffsetDateTime, KeyState)> =
            events.iter().filter_map(|event| Some((event.at, event.kind.leads_to()?))).collect();
        let since = turns.last().map_or(dates.now(), |(at, _)| *at);
        let from = turns.first().map_or(dates.now(), |(at, _)| *at);
        Self {
            sentence: sentence(state, since, t, dates),
            label: label(&turns, t, dates),
            band: band(&turns, from, dates.now()),
            from: dates.day(from),
            story: events.iter().rev().map(|event| event.line(t, dates)).collect(),
        }
    }
}

impl StoryKind {
    /// What an event of the trail did to its key's state, if anything.
    fn told(event: &AuditEvent) -> Option<Self> {
        let detail = |name| event.details.get(name).map_or("", String::as_str);
        let state = if detail("state") == "PendingImport" { KeyState::PendingImport } else { KeyState::Disabled };
        let kind = match event.action {
            Action::CreateKey | Action::CreateDefaultKey if state == KeyState::PendingImport => Self::CreatedWithoutMaterial,
            Action::CreateKey | Action::CreateDefaultKey => Self::Created,
            Action::EnableKey => Self::Enabled,
            Action::DisableKey => Self::Disabled,
            Action::ScheduleKeyDeletion => {
                let days = PendingDays::new(detail("days").parse().ok()?).ok()?;
                Self::DeletionPlanned { deletion_at: days.after(event.at) }
            }
            Action::ApproveKeyDeletion => Self::DeletionApproved,
            Action::MarkDeletionOverdue => Self::DeletionOverdue,
            Action::RefuseKeyDeletion => Self::DeletionRefused { state },
            Action::CancelKeyDeletion => Self::DeletionCancelled { state },
            Action::ListKeys
            | Action::DescribeKey
            | Action::ListDeletionPlans
            | Action::DescribeDeletionPlan
            | Action::DestroyKey
            | Action::CreateDatakey
            | Action::CreateDatakeyWithoutPlaintext
            | Action::EncryptDatakey
            | Action::DecryptDatakey
            | Action::EncryptData
            | Action::DecryptData
            | Action::UpdateKeyAlias
            | Action::UpdateKeyDescription
            | Action::ShowInstances
            | Action::GenRandom
            | Action::SignIn
            | Action::SignOut
            | Action::SignOutEverywhere
            | Action::ConfirmPassword
            | Action::ShowAccount
            | Action::ChangePassword
            | Action::ChooseProject
            | Action::CreateToken
            | Action::ValidateToken
            | Action::RevokeToken
            | Action::CreateDomain
            | Action::ListUsers
            | Action::DescribeUser
            | Action::CreateUser
            | Action::SetRoles
            | Action::ResetPassword
            | Action::DeactivateUser
            | Action::ActivateUser
            | Action::EndSessions
            | Action::ListEvents
            | Action::ListKeyEvents
            | Action::ForgedRequest
            | Action::AcceptClock => return None,
        };
        Some(kind)
    }

    /// The state that it leads to, if it changes it.
    const fn leads_to(self) -> Option<KeyState> {
        match self {
            Self::Created | Self::Enabled => Some(KeyState::Enabled),
            Self::CreatedWithoutMaterial => Some(KeyState::PendingImport),
            Self::Disabled => Some(KeyState::Disabled),
            Self::DeletionPlanned { deletion_at } => Some(KeyState::PendingDeletion { deletion_at }),
            Self::DeletionRefused { state } | Self::DeletionCancelled { state } => Some(state),
            Self::DeletionApproved | Self::DeletionOverdue => None,
        }
    }
}

impl StoryEvent {
    /// What an event of the trail tells of its key's state, if anything.
    #[must_use]
    pub fn told(event: &AuditEvent, t: Words) -> Option<Self> {
        let kind = StoryKind::told(event)?;
        Some(Self { at: event.at, kind, by: who(event.actor.kind, &event.actor.name, t) })
    }

    fn line(&self, t: Words, dates: Dates) -> StoryLine {
        let (state, icon, title) = match self.kind {
            StoryKind::Created => ("enabled", "s-enabled", t.say("story-created")),
            StoryKind::CreatedWithoutMaterial => ("pending-import", "s-import", t.say("story-created-waiting")),
            StoryKind::Enabled => ("enabled", "s-enabled", t.say("story-enabled")),
            StoryKind::Disabled => ("disabled", "s-disabled", t.say("story-disabled")),
            StoryKind::DeletionPlanned { deletion_at } => {
                ("pending-deletion", "s-pending", t.with("story-planned", "day", dates.day(deletion_at)))
            }
            StoryKind::DeletionApproved => ("pending-deletion", "s-check", t.say("story-approved")),
            StoryKind::DeletionOverdue => ("pending-deletion", "s-await", t.say("story-overdue")),
            StoryKind::DeletionRefused { .. } => ("disabled", "s-x", t.say("story-refused")),
            StoryKind::DeletionCancelled { .. } => ("disabled", "s-disabled", t.say("story-cancelled")),
        };
        StoryLine { state, icon, title, by: self.by.clone(), exact: dates.exact(self.at), machine: dates.machine(self.at) }
    }
}

fn sentence(state: KeyState, since: OffsetDateTime, t: Words, dates: Dates) -> String {
    let day = dates.full_day(since);
    match state {
        KeyState::Enabled => t.with("state-enabled", "day", day),
        KeyState::Disabled => t.with("state-disabled", "day", day),
        KeyState::PendingDeletion { .. } => t.with("state-pending-deletion", "day", day),
        KeyState::PendingImport => t.with("state-pending-import", "day", day),
    }
}

fn label(turns: &[(OffsetDateTime, KeyState)], t: Words, dates: Dates) -> String {
    let part = |(at, state): &(OffsetDateTime, KeyState)| t.with2("band-part", "state", name(*state), "day", dates.day(*at));
    turns.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// Cuts the band into its states. What was short is still wide enough to be seen.
fn band(turns: &[(OffsetDateTime, KeyState)], from: OffsetDateTime, now: OffsetDateTime) -> Vec<Segment> {
    let life = (now - from).whole_seconds().max(1);
    let place = |at: OffsetDateTime| (at - from).whole_seconds().clamp(0, life) * BAND / life;
    let mut segments: Vec<Segment> = Vec::new();
    for (at, state) in turns.iter().rev() {
        let end = segments.last().map_or(BAND, |later| later.x);
        let x = place(*at).min(end - NARROWEST).max(0);
        segments.push(Segment { state: name(*state), x, width: end - x });
    }
    segments.reverse();
    segments.retain(|segment| segment.width > 0);
    segments
}

const fn name(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "enabled",
        KeyState::Disabled => "disabled",
        KeyState::PendingDeletion { .. } => "pending-deletion",
        KeyState::PendingImport => "pending-import",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    #[test]
    fn the_band_covers_the_whole_life_and_hides_no_state() {
        let from = OffsetDateTime::UNIX_EPOCH;
        let at = |days| from + Duration::days(days);
        let turns = [
            (at(0), KeyState::Enabled),
            (at(500), KeyState::Disabled),
            (at(500) + Duration::HOUR, KeyState::Enabled),
            (at(1000), KeyState::PendingDeletion { deletion_at: at(1030) }),
        ];
        let band = band(&turns, from, at(1000));
        assert_eq!(band.iter().map(|part| part.width).sum::<i64>(), BAND);
        assert_eq!(
            band.iter().map(|part| part.state).collect::<Vec<_>>(),
            ["enabled", "disabled", "enabled", "pending-deletion"]
        );
        assert!(band.iter().all(|part| part.width >= NARROWEST), "{band:?}");
    }
}
