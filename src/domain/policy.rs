//! The policy: one pure function from who, what and on which key to yes or no.

use super::Action::{
    AcceptClock, ActivateUser, ApproveKeyDeletion, CancelKeyDeletion, ChangePassword, ChooseProject, ConfirmPassword,
    CreateDatakey, CreateDatakeyWithoutPlaintext, CreateDefaultKey, CreateDomain, CreateKey, CreateToken, CreateUser,
    DeactivateUser, DecryptData, DecryptDatakey, DescribeDeletionPlan, DescribeKey, DescribeUser, DestroyKey, DisableKey,
    EnableKey, EncryptData, EncryptDatakey, EndSessions, ForgedRequest, GenRandom, ListDeletionPlans, ListEvents, ListKeyEvents,
    ListKeys, ListUsers, MarkDeletionOverdue, RefuseKeyDeletion, ResetPassword, RevokeToken, ScheduleKeyDeletion, SetRoles,
    ShowAccount, ShowInstances, SignIn, SignOut, SignOutEverywhere, UpdateKeyAlias, UpdateKeyDescription, ValidateToken,
};
use super::Role::{KmsAdm, KmsAuditor, KmsCmkFull, KmsCrypto, KmsReadonly, SecuAdmin, TeAdmin};
use super::{Action, Key, Maker, Principal, Role, Via};

/// What the policy says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decision {
    /// Go on.
    Allow,
    /// Stop, and say so.
    Deny,
}

/// Who may ask for an action at all.
enum Rule {
    /// People with one of these roles, by any credential.
    Roles(&'static [Role]),
    /// People with one of these roles, and the operator.
    RolesOrOperator(&'static [Role]),
    /// People with one of these roles, in the console alone: no token can.
    RolesInConsole(&'static [Role]),
    /// Everybody who is signed in, about themselves.
    Oneself,
    /// Everybody, signed in or not.
    Everybody,
    /// A cloud service.
    Service,
    /// The operator.
    Operator,
    /// This service, when time asks.
    Worker,
    /// Nobody, ever.
    Nobody,
}

const SEES_KEYS: &[Role] = &[TeAdmin, KmsAdm, KmsCmkFull, KmsCrypto, KmsAuditor, KmsReadonly];
const MANAGES_KEYS: &[Role] = &[TeAdmin, KmsAdm, KmsCmkFull];
const USES_KEYS: &[Role] = &[TeAdmin, KmsAdm, KmsCmkFull, KmsCrypto];
const APPROVES: &[Role] = &[TeAdmin, KmsAdm];
const MANAGES_PEOPLE: &[Role] = &[TeAdmin, SecuAdmin];
const SEES_TRAIL: &[Role] = &[TeAdmin, KmsAuditor];
const SEES_KEY_TRAIL: &[Role] = &[TeAdmin, KmsAuditor, KmsAdm, KmsCmkFull];

const fn rule(action: Action) -> Rule {
    match action {
        ListKeys | DescribeKey | ShowInstances => Rule::Roles(SEES_KEYS),
        CreateKey | EnableKey | DisableKey | UpdateKeyAlias | UpdateKeyDescription | ScheduleKeyDeletion | CancelKeyDeletion => {
            Rule::Roles(MANAGES_KEYS)
        }
        CreateDatakey
        | CreateDatakeyWithoutPlaintext
        | EncryptDatakey
        | DecryptDatakey
        | EncryptData
        | DecryptData
        | GenRandom => Rule::Roles(USES_KEYS),
        ListDeletionPlans | DescribeDeletionPlan | ApproveKeyDeletion | RefuseKeyDeletion => Rule::RolesInConsole(APPROVES),
        ListEvents => Rule::Roles(SEES_TRAIL),
        ListKeyEvents => Rule::Roles(SEES_KEY_TRAIL),
        ListUsers | DescribeUser => Rule::Roles(MANAGES_PEOPLE),
        CreateUser | SetRoles | ResetPassword | DeactivateUser | ActivateUser | EndSessions => {
            Rule::RolesOrOperator(MANAGES_PEOPLE)
        }
        SignOut | SignOutEverywhere | ConfirmPassword | ShowAccount | ChangePassword | ChooseProject | ValidateToken
        | RevokeToken => Rule::Oneself,
        SignIn | CreateToken => Rule::Everybody,
        CreateDefaultKey => Rule::Service,
        CreateDomain | AcceptClock => Rule::Operator,
        MarkDeletionOverdue | DestroyKey => Rule::Worker,
        ForgedRequest => Rule::Nobody,
    }
}

/// Says whether `principal` may do `action`, on `key` when the action names one.
///
/// The key is one that the principal can see; whether its state allows the action is the domain type's question.
#[must_use]
pub fn decide(principal: &Principal, action: Action, key: Option<&Key>) -> Decision {
    let allowed = match (principal, rule(action)) {
        (Principal::Person(person), Rule::Roles(roles) | Rule::RolesOrOperator(roles)) => {
            roles.iter().any(|role| person.roles().contains(*role))
        }
        (Principal::Person(person), Rule::RolesInConsole(roles)) => {
            matches!(person.via, Via::Session { .. }) && roles.iter().any(|role| person.roles().contains(*role))
        }
        (Principal::Operator, Rule::RolesOrOperator(_) | Rule::Operator)
        | (Principal::Worker, Rule::Worker)
        | (Principal::Person(_), Rule::Oneself | Rule::Everybody)
        | (Principal::Service { .. }, Rule::Service)
        | (Principal::Stranger, Rule::Everybody) => true,
        (Principal::Service { name, .. }, Rule::Roles(roles)) => {
            roles == USES_KEYS && key.is_some_and(|key| matches!(&key.made_by, Maker::Service(maker) if maker == name))
        }
        (
            Principal::Person(_) | Principal::Service { .. } | Principal::Operator | Principal::Worker | Principal::Stranger,
            Rule::Nobody,
        )
        | (Principal::Person(_), Rule::Service | Rule::Operator | Rule::Worker)
        | (
            Principal::Service { .. },
            Rule::RolesOrOperator(_) | Rule::RolesInConsole(_) | Rule::Oneself | Rule::Everybody | Rule::Operator | Rule::Worker,
        )
        | (
            Principal::Operator,
            Rule::Roles(_) | Rule::RolesInConsole(_) | Rule::Oneself | Rule::Everybody | Rule::Service | Rule::Worker,
        )
        | (
            Principal::Worker,
            Rule::Roles(_)
            | Rule::RolesOrOperator(_)
            | Rule::RolesInConsole(_)
            | Rule::Oneself
            | Rule::Everybody
            | Rule::Service
            | Rule::Operator,
        )
        | (
            Principal::Stranger,
            Rule::Roles(_)
            | Rule::RolesOrOperator(_)
            | Rule::RolesInConsole(_)
            | Rule::Oneself
            | Rule::Service
            | Rule::Operator
            | Rule::Worker,
        ) => false,
    };
    if allowed { Decision::Allow } else { Decision::Deny }
}

/// The roles by which a person may do `action`; empty when no role is enough or none is needed.
///
/// A page asks this to say who could do what its reader cannot.
#[must_use]
pub const fn roles_that_may(action: Action) -> &'static [Role] {
    match rule(action) {
        Rule::Roles(roles) | Rule::RolesOrOperator(roles) | Rule::RolesInConsole(roles) => roles,
        Rule::Oneself | Rule::Everybody | Rule::Service | Rule::Operator | Rule::Worker | Rule::Nobody => &[],
    }
}
