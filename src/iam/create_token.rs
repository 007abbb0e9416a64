//! Issues a token.

use super::proof::Proven;
use super::{TokenScope, UserRef};
use crate::domain::{Action, Actor, Domain, Password, Project, Refusal, SecretHash, Token, TokenMethodName, User};
use crate::gate::{Context, Operation, OperationError, Outcome, Unknown};
use crate::store::{Change, Reliance};
use sha2::{Digest, Sha256};
use std::fmt;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// Issues a token to who proves who they are. Its scope is fixed; what its holder may do is read anew with each request.
#[derive(Debug)]
pub struct CreateToken {
    /// How they prove it.
    pub method: TokenMethod,
    /// What the token is for.
    pub scope: TokenScope,
}

/// How somebody proves who they are.
#[derive(Debug)]
pub enum TokenMethod {
    /// By name and password.
    Password {
        /// Who.
        user: UserRef,
        /// The password.
        password: Password,
    },
    /// By a token that they hold; the new one ends no later.
    Token {
        /// The hash of its text.
        token: SecretHash,
    },
}

/// A token, as it is answered once.
#[derive(Debug)]
pub struct IssuedToken {
    /// The text that its holder shows.
    pub secret: TokenText,
    /// The record.
    pub token: Token,
    /// Whose it is.
    pub user: User,
    /// Their domain.
    pub domain: Domain,
    /// The project that it works in, if any.
    pub project: Option<Project>,
}

/// The text of a token. Wiped when dropped, printed by nobody, kept nowhere.
pub struct TokenText(Zeroizing<String>);

/// How many tokens a person can hold at once.
const MOST: u64 = 500;
/// How long to wait when they hold so many, in seconds.
const WAIT: u32 = 60;

impl Operation for CreateToken {
    const ACTION: Action = Action::CreateToken;
    type Output = IssuedToken;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<IssuedToken>, OperationError> {
        let Shown { user, domain, method, ends_at, relied_on, changes } = self.method.prove(cx).await?;
        let project = self.scope.resolve(cx, &domain).await?;
        if cx.store().count_tokens(user.id, user.epoch).await? >= MOST {
            return Err(Refusal::TooManyAttempts { seconds: WAIT }.into());
        }
        let secret = TokenText(Zeroizing::new(hex::encode(&*cx.keyring().random().draw()?)));
        let token = Token {
            id: SecretHash(Sha256::digest(secret.expose().as_bytes()).into()),
            user_id: user.id,
            user_epoch: user.epoch,
            project_id: project.as_ref().map(|project| project.id),
            method,
            issued_at: cx.now(),
            expires_at: ends_at,
        };
        let mut outcome = Outcome::of(()).about_user(&user).done_by(Actor::from(&user)).in_log_of(domain.id);
        outcome = outcome.noting("method", method.as_str()).relying_on(Reliance::User(user.id, user.revision));
        if let Some(project) = &project {
            outcome = outcome.noting("project", project.id);
        }
        if let Some(shown) = relied_on {
            outcome = outcome.relying_on(shown);
        }
        let outcome = outcome.saving_all(changes).saving(Change::InsertToken(token.clone()));
        Ok(outcome.answering(IssuedToken { secret, token, user, domain, project }))
    }
}

/// Who somebody is, and by what.
struct Shown {
    user: User,
    domain: Domain,
    method: TokenMethodName,
    ends_at: OffsetDateTime,
    relied_on: Option<Reliance>,
    changes: Vec<Change>,
}

impl TokenMethod {
    /// Programs try again with other credentials when they are told that nobody knows these, so that is what they are told.
    async fn prove(&self, cx: &Context<'_>) -> Result<Shown, OperationError> {
        let latest = cx.now().saturating_add(Token::LIFETIME);
        match self {
            Self::Password { user, password } => {
                let proven = user.prove(cx, password).await.map_err(|error| match error {
                    OperationError::Refused(Refusal::WrongPassword) => Unknown::NotKnown.into(),
                    other => other,
                });
                let Proven { user, domain, changes } = proven?;
                Ok(Shown { user, domain, method: TokenMethodName::Password, ends_at: latest, relied_on: None, changes })
            }
            Self::Token { token } => {
                let found = cx.store().find_token(*token).await?.ok_or(Unknown::NotKnown)?;
                if !found.credential.holds(&found.user, cx.now()) {
                    let is_over = cx.now() >= found.credential.expires_at;
                    return Err(if is_over { Unknown::Expired } else { Unknown::NotKnown }.into());
                }
                Ok(Shown {
                    user: found.user,
                    domain: found.domain,
                    method: TokenMethodName::Token,
                    ends_at: latest.min(found.credential.expires_at),
                    relied_on: Some(Reliance::Token(*token)),
                    changes: Vec::new(),
                })
            }
        }
    }
}

impl TokenText {
    /// The text, to be shown to its holder once.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenText(..)")
    }
}
