//! Every operation of the service, by the one name that it has everywhere.

use std::fmt;
use std::str::FromStr;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $effect:ident;)+) => {
        /// An operation that somebody may ask for.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum Action {
            $($(#[$doc])* $name,)+
        }

        impl Action {
            /// Every action, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in policies and in the trail.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The name without the service that it belongs to.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// What the action does to the world.
            #[must_use]
            pub const fn effect(self) -> Effect {
                match self { $(Self::$name => Effect::$effect,)+ }
            }
        }
    };
}

/// What an action does to the world.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Effect {
    /// Changes a record.
    Change,
    /// Uses a key.
    Use,
    /// Looks, and leaves all as it was.
    Read,
}

actions! {
    /// Makes a customer master key.
    CreateKey = "kms:CreateKey", Change;
    /// Makes the default key of a cloud service for a tenant.
    CreateDefaultKey = "kms:CreateDefaultKey", Change;
    /// Lists the keys of a project.
    ListKeys = "kms:ListKeys", Read;
    /// Counts the keys of a project.
    ShowInstances = "kms:ShowInstances", Read;
    /// Shows one key.
    DescribeKey = "kms:DescribeKey", Read;
    /// Makes a disabled key usable again.
    EnableKey = "kms:EnableKey", Change;
    /// Suspends a key.
    DisableKey = "kms:DisableKey", Change;
    /// Gives a key another alias.
    UpdateKeyAlias = "kms:UpdateKeyAlias", Change;
    /// Says anew what a key is for.
    UpdateKeyDescription = "kms:UpdateKeyDescription", Change;
    /// Plans the destruction of a key.
    ScheduleKeyDeletion = "kms:ScheduleKeyDeletion", Change;
    /// Gives up the plan to destroy a key.
    CancelKeyDeletion = "kms:CancelKeyDeletion", Change;
    /// Lists the plans that somebody decides.
    ListDeletionPlans = "kms:ListDeletionPlans", Read;
    /// Shows one plan to destroy a key to who decides it.
    DescribeDeletionPlan = "kms:DescribeDeletionPlan", Read;
    /// Approves the destruction of a key.
    ApproveKeyDeletion = "kms:ApproveKeyDeletion", Change;
    /// Refuses the destruction of a key.
    RefuseKeyDeletion = "kms:RefuseKeyDeletion", Change;
    /// Marks a plan that is due and not approved.
    MarkDeletionOverdue = "kms:MarkDeletionOverdue", Change;
    /// Destroys a key's material, as planned and approved.
    DestroyKey = "kms:DestroyKey", Change;
    /// Makes a data key and shows it once.
    CreateDatakey = "kms:CreateDatakey", Use;
    /// Makes a data key that nobody sees.
    CreateDatakeyWithoutPlaintext = "kms:CreateDatakeyWithoutPlaintext", Use;
    /// Wraps a data key that the caller made.
    EncryptDatakey = "kms:EncryptDatakey", Use;
    /// Opens a data key.
    DecryptDatakey = "kms:DecryptDatakey", Use;
    /// Seals data.
    EncryptData = "kms:EncryptData", Use;
    /// Opens data.
    DecryptData = "kms:DecryptData", Use;
    /// Draws random bytes.
    GenRandom = "kms:GenRandom", Read;
    /// Signs a person in.
    SignIn = "iam:SignIn", Change;
    /// Ends one's own session.
    SignOut = "iam:SignOut", Change;
    /// Ends all of one's own sessions and tokens.
    SignOutEverywhere = "iam:SignOutEverywhere", Change;
    /// Proves again who is there, before an act that asks for it.
    ConfirmPassword = "iam:ConfirmPassword", Change;
    /// Shows one's own account and sessions.
    ShowAccount = "iam:ShowAccount", Read;
    /// Changes one's own password.
    ChangePassword = "iam:ChangePassword", Change;
    /// Works in another project of one's domain.
    ChooseProject = "iam:ChooseProject", Change;
    /// Issues a token.
    CreateToken = "iam:CreateToken", Change;
    /// Looks what a token is.
    ValidateToken = "iam:ValidateToken", Read;
    /// Ends a token.
    RevokeToken = "iam:RevokeToken", Change;
    /// Makes a tenant.
    CreateDomain = "iam:CreateDomain", Change;
    /// Lists the people of a domain.
    ListUsers = "iam:ListUsers", Read;
    /// Shows one person.
    DescribeUser = "iam:DescribeUser", Read;
    /// Adds a person.
    CreateUser = "iam:CreateUser", Change;
    /// Sets a person's roles.
    SetRoles = "iam:SetRoles", Change;
    /// Gives a person a new password.
    ResetPassword = "iam:ResetPassword", Change;
    /// Takes away all that a person may do.
    DeactivateUser = "iam:DeactivateUser", Change;
    /// Lets a person sign in again.
    ActivateUser = "iam:ActivateUser", Change;
    /// Ends all sessions and tokens of a person.
    EndSessions = "iam:EndSessions", Change;
    /// Shows the whole trail of a domain.
    ListEvents = "audit:ListEvents", Read;
    /// Shows the trail of the domain's keys.
    ListKeyEvents = "audit:ListKeyEvents", Read;
    /// Lets what a leap of the clock held go on.
    AcceptClock = "operator:AcceptClock", Change;
    /// A request that another site made, or that lacks the session's token; it is only ever refused.
    ForgedRequest = "web:ForgedRequest", Read;
}

/// A text that names no action.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no such action")]
pub struct UnknownAction;

impl FromStr for Action {
    type Err = UnknownAction;

    fn from_str(text: &str) -> Result<Self, UnknownAction> {
        Self::ALL.iter().copied().find(|action| action.as_str() == text).ok_or(UnknownAction)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
