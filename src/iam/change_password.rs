//! Changes one's own password.

use super::administrator::ending_all;
use crate::domain::{Action, Password, Refusal, SecretHash, Session, Via};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource, Unknown};
use crate::store::Change;

/// Changes the caller's password. All that was had by the old one ends: sessions, tokens, and the id of this session, which
/// goes on under a new one. Who set the password last stays as it was: whoever knew it before may know it still.
#[derive(Debug)]
pub struct ChangePassword {
    /// The password as it is.
    pub old: Password,
    /// The password as it is to be.
    pub new: Password,
    /// A session that is nobody's yet, freshly made: the caller moves into it.
    pub session: SecretHash,
}

impl Operation for ChangePassword {
    const ACTION: Action = Action::ChangePassword;
    type Output = ();

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let person = cx.person()?;
        let Via::Session { session: present, .. } = person.via else {
            return Err(OperationError::Denied { action: Self::ACTION, resource: Resource::None });
        };
        // The new one first: it says nothing of the old one, and a slip in it counts as no failed attempt.
        let about = [person.domain.name.as_str(), person.user.name.as_str()];
        self.new.check_as_new(&about).map_err(Refusal::from)?;
        let given = cx.give_password(&self.old).await?;
        let held = cx.store().find_session(present).await?.ok_or(Unknown::NotKnown)?.credential;
        let user = person.user.clone().signed_out_everywhere();
        let hash = cx.hash_password(user.id, &self.new).await?;
        let now = cx.now();
        let session = Session {
            id: self.session,
            user_epoch: user.epoch,
            signed_in_at: now,
            password_given_at: now,
            seen_at: now,
            address: cx.origin().address,
            ..held
        };
        // The present session is noted in `given`, and ends after it.
        let outcome = Outcome::of(()).about_user(&user).saving_all(given).saving_all(ending_all(&user));
        Ok(outcome.saving(Change::SetPassword(user.id, hash)).saving(Change::StartSession(session)))
    }
}
