//! The words for every refusal: what the rules do not allow, and the mend.

use super::Notice;
use crate::domain::{CannotDecide, KeyState, Refusal, Transition, WeakPassword};
use crate::web::Words;
use uuid::Uuid;

/// The field of a form that a refusal is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FieldName {
    /// A key's alias.
    Alias,
    /// A key's description.
    Description,
    /// How many days a deletion waits.
    Days,
    /// Why.
    Reason,
    /// The alias typed to confirm.
    Typed,
    /// The password given as proof.
    Password,
    /// A new password.
    NewPassword,
    /// The name of a person or domain.
    Name,
}

impl FieldName {
    /// The `id` that the field has on every page.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Alias => "alias",
            Self::Description => "description",
            Self::Days => "days",
            Self::Reason => "reason",
            Self::Typed => "typed",
            Self::Password => "password",
            Self::NewPassword => "new-password",
            Self::Name => "name",
        }
    }
}

/// The refusal as a red notice, with its code and the request that met it.
#[must_use]
pub fn refused(refusal: &Refusal, request_id: Uuid) -> Notice {
    words(refusal).coded(refusal.code(), request_id.to_string())
}

/// The red notice of the first refusal that is about no field of a form.
#[must_use]
pub fn about_no_field(refusals: &[Refusal], request_id: Uuid) -> Option<Notice> {
    refusals.iter().find(|refusal| field(refusal).is_none()).map(|refusal| refused(refusal, request_id))
}

/// The refusal above the field that it is about: what is wrong, and the mend.
#[must_use]
pub fn in_field(refusal: &Refusal, t: Words) -> String {
    let view = words(refusal).view(t);
    view.text.map_or_else(|| view.title.clone(), |mend| format!("{} {mend}", view.title))
}

/// The refusal in the summary above a form.
#[must_use]
pub fn in_summary(refusal: &Refusal, t: Words) -> String {
    words(refusal).view(t).title
}

/// The field that a refusal is about; a refusal about something else is a notice.
#[must_use]
pub const fn field(refusal: &Refusal) -> Option<FieldName> {
    match refusal {
        Refusal::InvalidAlias | Refusal::ReservedAlias | Refusal::AliasTaken => Some(FieldName::Alias),
        Refusal::InvalidDescription => Some(FieldName::Description),
        Refusal::InvalidWindow => Some(FieldName::Days),
        Refusal::InvalidReason => Some(FieldName::Reason),
        Refusal::AliasMismatch => Some(FieldName::Typed),
        Refusal::WrongPassword | Refusal::PasswordNeeded | Refusal::TooManyAttempts { .. } => Some(FieldName::Password),
        Refusal::WeakPassword(_) => Some(FieldName::NewPassword),
        Refusal::InvalidName | Refusal::NameTaken => Some(FieldName::Name),
        Refusal::WrongState { .. }
        | Refusal::KeyDisabled
        | Refusal::KeyPendingDeletion
        | Refusal::KeyPendingImport
        | Refusal::DefaultKey
        | Refusal::NotExternal
        | Refusal::QuotaReached { .. }
        | Refusal::PlanChanged
        | Refusal::CannotDecide(_)
        | Refusal::NotDue
        | Refusal::ClockHeld
        | Refusal::OwnRoles
        | Refusal::Oneself
        | Refusal::InvalidCiphertext { .. }
        | Refusal::InvalidParameter { .. } => None,
    }
}

/// The text of a refusal to decide, for the page that has no form because of it.
#[must_use]
pub fn cannot_decide(why: CannotDecide) -> Notice {
    match why {
        CannotDecide::Asked => Notice::bad("cannot-decide-asked"),
        CannotDecide::VouchedByAsker => Notice::bad("cannot-decide-vouched"),
        CannotDecide::ApprovedAlready => Notice::bad("cannot-decide-twice"),
        CannotDecide::NotActive => Notice::bad("cannot-decide-inactive"),
        CannotDecide::NoRight => Notice::bad("cannot-decide-no-right"),
    }
}

fn words(refusal: &Refusal) -> Notice {
    match refusal {
        Refusal::WrongState { found, attempted } => wrong_state(*found, *attempted),
        Refusal::KeyDisabled => Notice::bad("refused-key-disabled"),
        Refusal::KeyPendingDeletion => Notice::bad("refused-key-pending-deletion"),
        Refusal::KeyPendingImport => Notice::bad("refused-key-pending-import"),
        Refusal::DefaultKey => Notice::bad("refused-default-key"),
        Refusal::NotExternal => Notice::bad("refused-not-external"),
        Refusal::InvalidAlias => Notice::bad("refused-alias"),
        Refusal::ReservedAlias => Notice::bad("refused-alias-reserved"),
        Refusal::AliasTaken => Notice::bad("refused-alias-taken"),
        Refusal::InvalidDescription => Notice::bad("refused-description"),
        Refusal::InvalidReason => Notice::bad("refused-reason"),
        Refusal::InvalidName => Notice::bad("refused-name"),
        Refusal::NameTaken => Notice::bad("refused-name-taken"),
        Refusal::QuotaReached { quota } => Notice::bad("refused-quota").counting("quota", u64::from(*quota)),
        Refusal::InvalidWindow => Notice::bad("refused-window"),
        Refusal::AliasMismatch => Notice::bad("refused-alias-mismatch"),
        Refusal::PlanChanged => Notice::bad("refused-plan-changed"),
        Refusal::CannotDecide(why) => cannot_decide(*why),
        Refusal::NotDue => Notice::bad("refused-not-due"),
        Refusal::ClockHeld => Notice::bad("refused-clock-held"),
        Refusal::OwnRoles => Notice::bad("refused-own-roles"),
        Refusal::Oneself => Notice::bad("refused-oneself"),
        Refusal::WeakPassword(WeakPassword::TooShort) => Notice::bad("refused-password-short"),
        Refusal::WeakPassword(WeakPassword::TooLong) => Notice::bad("refused-password-long"),
        Refusal::WeakPassword(WeakPassword::Guessable) => Notice::bad("refused-password-guessable"),
        Refusal::WrongPassword => Notice::bad("refused-password-wrong"),
        Refusal::PasswordNeeded => Notice::bad("refused-password-needed"),
        Refusal::TooManyAttempts { seconds: seconds @ 0..60 } => {
            Notice::bad("refused-attempts").counting("n", u64::from(*seconds).max(1))
        }
        Refusal::TooManyAttempts { seconds } => {
            Notice::bad("refused-attempts-long").counting("n", u64::from(seconds.div_ceil(60)))
        }
        Refusal::InvalidCiphertext { .. } => Notice::bad("refused-ciphertext"),
        Refusal::InvalidParameter { code: "CLV.1207", .. } => Notice::bad("refused-no-role"),
        Refusal::InvalidParameter { .. } => Notice::bad("refused-parameter"),
    }
}

fn wrong_state(found: KeyState, attempted: Transition) -> Notice {
    let notice = match attempted {
        Transition::Enable => Notice::bad("refused-enable"),
        Transition::Disable => Notice::bad("refused-disable"),
        Transition::ScheduleDeletion => Notice::bad("refused-schedule-deletion"),
        Transition::CancelDeletion => Notice::bad("refused-cancel-deletion"),
        Transition::ImportMaterial => Notice::bad("refused-import"),
        Transition::DeleteMaterial => Notice::bad("refused-delete-material"),
    };
    notice.naming(
        "found",
        match found {
            KeyState::Enabled => "enabled",
            KeyState::Disabled => "disabled",
            KeyState::PendingDeletion { .. } => "pending-deletion",
            KeyState::PendingImport => "pending-import",
        },
    )
}
