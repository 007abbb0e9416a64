//! Ends all of one's own sessions and tokens.

use super::administrator::ending_all;
use crate::domain::Action;
use crate::gate::{Context, Operation, OperationError, Outcome};

/// Ends every session and token of the caller, this one too.
#[derive(Clone, Copy, Debug)]
pub struct SignOutEverywhere;

impl Operation for SignOutEverywhere {
    const ACTION: Action = Action::SignOutEverywhere;
    type Output = ();

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let user = cx.person()?.user.clone().signed_out_everywhere();
        Ok(Outcome::of(()).about_user(&user).saving_all(ending_all(&user)))
    }
}
