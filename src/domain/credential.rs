//! What people show to be known: console sessions and tokens, and how long each of them holds.

use super::{DomainId, ProjectId, SecretHash, User, UserId, WitnessedTime};
use std::net::IpAddr;
use time::{Duration, OffsetDateTime};

/// Somebody signed in to the console.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Session {
    /// The hash of its id.
    pub id: SecretHash,
    /// Who signed in.
    pub user_id: UserId,
    /// The user's epoch at that time: when it moves on, the session is over.
    pub user_epoch: u32,
    /// The project worked in.
    pub project_id: ProjectId,
    /// When they signed in.
    pub signed_in_at: OffsetDateTime,
    /// When the password was last given.
    pub password_given_at: OffsetDateTime,
    /// When a request last came, to the minute.
    pub seen_at: OffsetDateTime,
    /// Where from, at sign-in.
    pub address: Option<IpAddr>,
    /// What the browser called itself, at sign-in.
    pub agent: String,
}

impl Session {
    /// Ends after so long without a request.
    pub const IDLE: Duration = Duration::minutes(30);
    /// Ends so long after sign-in, whatever happens.
    pub const ABSOLUTE: Duration = Duration::hours(12);
    /// How exactly `seen_at` is kept.
    pub const SEEN_EVERY: Duration = Duration::MINUTE;
    /// How long a password that was given counts as just given.
    pub const PASSWORD_FRESH: Duration = Duration::minutes(5);
    /// The most characters kept of what a browser calls itself.
    pub const AGENT_LENGTH: usize = 200;

    /// Whether it holds for `user` at `now`. What is dated in the future does not: it was made under a wrong clock.
    #[must_use]
    pub fn holds(&self, user: &User, now: OffsetDateTime) -> bool {
        self.user_epoch == user.epoch
            && user.is_active()
            && now < self.seen_at.saturating_add(Self::IDLE + Self::SEEN_EVERY)
            && now < self.signed_in_at.saturating_add(Self::ABSOLUTE)
            && WitnessedTime::believes(now, self.signed_in_at)
            && WitnessedTime::believes(now, self.seen_at)
    }
}

/// A token, as the database keeps it: its text is known to its holder alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    /// The hash of its text.
    pub id: SecretHash,
    /// Whose it is.
    pub user_id: UserId,
    /// The user's epoch when it was issued: when it moves on, the token is over.
    pub user_epoch: u32,
    /// The project that it works in; a token for a domain has none.
    pub project_id: Option<ProjectId>,
    /// By what it was had: `password` or `token`.
    pub method: TokenMethodName,
    /// When it was issued.
    pub issued_at: OffsetDateTime,
    /// When it ends.
    pub expires_at: OffsetDateTime,
}

/// By what a token was had.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TokenMethodName {
    /// By name and password.
    Password,
    /// By another token.
    Token,
}

impl TokenMethodName {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Token => "token",
        }
    }
}

impl Token {
    /// How long a token lives.
    pub const LIFETIME: Duration = Duration::hours(24);

    /// Whether it holds for `user` at `now`.
    #[must_use]
    pub fn holds(&self, user: &User, now: OffsetDateTime) -> bool {
        self.user_epoch == user.epoch && user.is_active() && now < self.expires_at && WitnessedTime::believes(now, self.issued_at)
    }
}

/// Attempts to sign in that failed, for one account, or for one account from one address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Attempts {
    /// How many failed, or are still being looked at.
    pub failures: u32,
    /// When the last of them came.
    pub last_at: OffsetDateTime,
}

impl Attempts {
    /// The longest wait for an account from one address.
    pub const LONGEST_FROM_ADDRESS: Duration = Duration::minutes(15);
    /// The longest wait for an account from anywhere: nobody can lock somebody else out.
    pub const LONGEST_FOR_ACCOUNT: Duration = Duration::seconds(30);
    /// So many mistakes are free.
    const FREE: u32 = 4;

    /// How long to wait at `now`: doubles with each failure, up to `longest`. Failures dated in the future were counted under a
    /// wrong clock, and would keep everybody waiting until it is right.
    #[must_use]
    pub fn wait(&self, longest: Duration, now: OffsetDateTime) -> Duration {
        if !WitnessedTime::believes(now, self.last_at) {
            return Duration::ZERO;
        }
        let Some(doublings) = self.failures.checked_sub(Self::FREE) else { return Duration::ZERO };
        let delay = Duration::seconds(1_i64 << doublings.min(20)).min(longest);
        (self.last_at.saturating_add(delay) - now).clamp(Duration::ZERO, longest)
    }
}

/// What an attempt to sign in is counted under.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AttemptOn {
    /// The account, whether it exists or not.
    pub account: SecretHash,
    /// The account from this address.
    pub from_address: SecretHash,
}

/// The log that what belongs to no domain stands in: strangers' and operators' acts.
pub const OPERATORS_LOG: DomainId = DomainId::from_uuid(uuid::Uuid::nil());

#[cfg(test)]
mod tests {
    use super::super::{Giver, UserStatus};
    use super::*;
    use uuid::Uuid;

    const T: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn user() -> User {
        User {
            id: UserId::from_uuid(Uuid::from_u128(1)),
            domain_id: DomainId::from_uuid(Uuid::from_u128(2)),
            name: "a".parse().unwrap(),
            status: UserStatus::Active,
            roles: Vec::new(),
            vouched_by: Giver::Operator,
            password_set_by: Giver::Operator,
            epoch: 3,
            created_at: T,
            revision: 0,
        }
    }

    fn session() -> Session {
        Session {
            id: SecretHash([0; 32]),
            user_id: user().id,
            user_epoch: 3,
            project_id: ProjectId::from_uuid(Uuid::from_u128(4)),
            signed_in_at: T,
            password_given_at: T,
            seen_at: T,
            address: None,
            agent: String::new(),
        }
    }

    #[test]
    fn a_session_ends_idle_late_signed_out_or_from_the_future() {
        let end = Session::IDLE + Session::SEEN_EVERY;
        let fresh = session();
        assert!(fresh.holds(&user(), T) && fresh.holds(&user(), T + end - Duration::SECOND));
        assert!(!fresh.holds(&user(), T + end), "idle");
        let busy = Session { seen_at: T + Session::ABSOLUTE, ..session() };
        assert!(busy.holds(&user(), T + Session::ABSOLUTE - Duration::SECOND));
        assert!(!busy.holds(&user(), T + Session::ABSOLUTE), "12 hours");
        assert!(!fresh.holds(&user().signed_out_everywhere(), T));
        assert!(!fresh.holds(&User { status: UserStatus::Deactivated, ..user() }, T));
        let leapt = Session { signed_in_at: T + Duration::days(1), seen_at: T + Duration::days(1), ..session() };
        assert!(!leapt.holds(&user(), T), "made under a clock that was wrong");
    }

    #[test]
    fn a_token_ends_after_its_day_or_with_the_users_epoch() {
        let token = Token {
            id: SecretHash([0; 32]),
            user_id: user().id,
            user_epoch: 3,
            project_id: None,
            method: TokenMethodName::Password,
            issued_at: T,
            expires_at: T + Token::LIFETIME,
        };
        assert!(token.holds(&user(), T + Token::LIFETIME - Duration::SECOND));
        assert!(!token.holds(&user(), T + Token::LIFETIME));
        assert!(!token.holds(&user().signed_out_everywhere(), T));
        assert!(!token.holds(&user(), T - Duration::hours(1)));
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_a_limit() {
        let wait = |failures, longest| Attempts { failures, last_at: T }.wait(longest, T).whole_seconds();
        let longest = Attempts::LONGEST_FROM_ADDRESS;
        let waits = [0, 3, 4, 5, 6, 13, 14, 40, u32::MAX].map(|failures| wait(failures, longest));
        assert_eq!(waits, [0, 0, 1, 2, 4, 512, 900, 900, 900]);
        assert_eq!(wait(40, Attempts::LONGEST_FOR_ACCOUNT), 30);
        assert_eq!(Attempts { failures: 5, last_at: T }.wait(longest, T + Duration::seconds(2)), Duration::ZERO);
        assert_eq!(Attempts { failures: 40, last_at: T + Duration::days(1096) }.wait(longest, T), Duration::ZERO);
    }
}
