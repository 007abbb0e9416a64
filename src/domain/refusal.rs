//! Refusals: what the rules of this service do not allow, whoever asks.

use super::KeyState;

/// A change of state that somebody wants.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Transition {
    /// Make a disabled key usable again.
    Enable,
    /// Suspend an enabled key.
    Disable,
    /// Plan the destruction of a key.
    ScheduleDeletion,
    /// Give up the plan to destroy a key.
    CancelDeletion,
    /// Give material to a key that waits for it.
    ImportMaterial,
    /// Take the imported material away.
    DeleteMaterial,
}

/// What a caller's ciphertext holds. One never opens as the other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// A data key.
    DataKey,
    /// Data.
    Data,
}

/// Why the rules say no. Nothing has changed when one of these is answered.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The key's state does not allow the change.
    #[error("the key's state does not allow this")]
    WrongState {
        /// The state the key is in.
        found: KeyState,
        /// The change that was asked for.
        attempted: Transition,
    },
    /// The key is disabled and opens nothing.
    #[error("the key is disabled")]
    KeyDisabled,
    /// The key is pending deletion and opens nothing.
    #[error("the key is pending deletion")]
    KeyPendingDeletion,
    /// The key has no material yet.
    #[error("the key waits for key material")]
    KeyPendingImport,
    /// Nobody may change a default key.
    #[error("this is a default key; nobody can change it")]
    DefaultKey,
    /// Material is imported into, and deleted from, keys of external origin only.
    #[error("the key's material was not imported")]
    NotExternal,
    /// An alias has letters that aliases do not have, or too many.
    #[error("an alias has 1 to 255 letters, digits and : / _ -")]
    InvalidAlias,
    /// Aliases that end in `/default` belong to default keys.
    #[error("aliases that end in /default belong to default keys")]
    ReservedAlias,
    /// Another key of the project has this alias.
    #[error("another key of this project has this alias")]
    AliasTaken,
    /// A description is too long or has control characters.
    #[error("a description has at most 255 characters, no control characters")]
    InvalidDescription,
    /// A reason is missing, too long or has control characters.
    #[error("a reason has 1 to 512 characters")]
    InvalidReason,
    /// A name is missing, too long or has control characters.
    #[error("a name has 1 to 64 characters, no control characters")]
    InvalidName,
    /// Another person or domain has this name.
    #[error("this name is taken")]
    NameTaken,
    /// The project's quota of keys is used up.
    #[error("the project's quota of {quota} keys is used up")]
    QuotaReached {
        /// How many keys the project may have.
        quota: u32,
    },
    /// A deletion is planned for 7 to 1096 days ahead.
    #[error("a deletion is planned 7 to 1096 days ahead")]
    InvalidWindow,
    /// The alias typed to confirm is another one.
    #[error("the alias typed is not the key's")]
    AliasMismatch,
    /// The plan changed, or was decided, since it was shown.
    #[error("the plan changed since it was shown")]
    PlanChanged,
    /// This person may not decide this plan.
    #[error(transparent)]
    CannotDecide(#[from] CannotDecide),
    /// A plan is not due, or not approved, and so not carried out.
    #[error("the plan is not due or not approved")]
    NotDue,
    /// What cannot be undone waits because the clock leapt.
    #[error("the clock leapt; what cannot be undone waits until an operator accepts the time")]
    ClockHeld,
    /// Nobody adds to their own roles.
    #[error("nobody adds to their own roles")]
    OwnRoles,
    /// Nobody deactivates themselves or resets their own password here.
    #[error("this cannot be done to oneself")]
    Oneself,
    /// A password breaks a rule.
    #[error(transparent)]
    WeakPassword(#[from] WeakPassword),
    /// The password given as proof is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// The act asks for the password, which was given too long ago.
    #[error("the password is needed again")]
    PasswordNeeded,
    /// Too many attempts: wait.
    #[error("too many attempts; try again in {seconds} s")]
    TooManyAttempts {
        /// How long to wait, in seconds.
        seconds: u32,
    },
    /// A ciphertext does not open under this key and context. One refusal for every cause.
    #[error("this key and context did not make that ciphertext")]
    InvalidCiphertext {
        /// What was to be opened.
        purpose: Purpose,
    },
    /// A parameter breaks a rule of the wire that has its own code.
    #[error("{message}")]
    InvalidParameter {
        /// The code of the wire.
        code: &'static str,
        /// What the parameter must be.
        message: &'static str,
    },
}

/// Why somebody may not approve or refuse a plan, although the role allows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CannotDecide {
    /// Whoever asked can never decide, by any route.
    #[error("you asked for this deletion")]
    Asked,
    /// The account, the right or the last password came from whoever asked.
    #[error("your account, your right or your password came from the person who asked")]
    VouchedByAsker,
    /// Each person counts once.
    #[error("you approved this plan already")]
    ApprovedAlready,
    /// The person is deactivated.
    #[error("this account is not active")]
    NotActive,
    /// The person's roles do not include approving.
    #[error("this role does not approve deletions")]
    NoRight,
}

/// Why a new password is not accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than 15 characters (NIST SP 800-63B-4, 3.1.1.2).
    #[error("a password has at least 15 characters")]
    TooShort,
    /// More than 128 characters.
    #[error("a password has at most 128 characters")]
    TooLong,
    /// Easy to guess: zxcvbn scores it under 3.
    #[error("this password is easy to guess")]
    Guessable,
}

impl Refusal {
    /// The code that clients match on. It never changes its meaning.
    ///
    /// `KMS.` codes are those of the public API; `CLV.` codes are ours, for acts that the API does not have.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongState { attempted, .. } => match attempted {
                Transition::Enable => "KMS.1201",
                Transition::Disable => "KMS.1301",
                Transition::ScheduleDeletion => "KMS.1402",
                Transition::CancelDeletion => "KMS.1501",
                Transition::ImportMaterial => "KMS.0310",
                Transition::DeleteMaterial => "KMS.2701",
            },
            Self::KeyDisabled => "KMS.0209",
            Self::KeyPendingDeletion => "KMS.0210",
            Self::KeyPendingImport => "KMS.0308",
            Self::DefaultKey => "KMS.0211",
            Self::NotExternal => "KMS.0309",
            Self::InvalidAlias | Self::ReservedAlias => "KMS.1101",
            Self::AliasTaken => "KMS.1104",
            Self::InvalidDescription => "KMS.1103",
            Self::QuotaReached { .. } => "KMS.1105",
            Self::InvalidWindow => "KMS.1401",
            Self::InvalidCiphertext { purpose: Purpose::DataKey } => "KMS.2203",
            Self::InvalidCiphertext { purpose: Purpose::Data } => "KMS.2201",
            Self::InvalidParameter { code, .. } => code,
            Self::InvalidReason => "CLV.1001",
            Self::InvalidName => "CLV.1002",
            Self::NameTaken => "CLV.1003",
            Self::AliasMismatch => "CLV.1004",
            Self::PlanChanged => "CLV.1101",
            Self::CannotDecide(_) => "CLV.1102",
            Self::NotDue => "CLV.1103",
            Self::ClockHeld => "CLV.1104",
            Self::OwnRoles => "CLV.1201",
            Self::Oneself => "CLV.1202",
            Self::WeakPassword(_) => "CLV.1203",
            Self::WrongPassword => "CLV.1204",
            Self::PasswordNeeded => "CLV.1205",
            Self::TooManyAttempts { .. } => "CLV.1206",
        }
    }
}
