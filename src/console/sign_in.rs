//! The way in: the sign-in form, the form as it comes back, and the form for who was signed out meanwhile.

use crate::console::Plain;
use askama::Template;

/// `GET /console/sign-in`, and the form as it comes back.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// What stands around.
    pub plain: Plain,
    /// The token against forged requests.
    pub csrf: String,
    /// Where to go afterwards.
    pub next: String,
    /// The language to remember, when one was chosen here.
    pub language: Option<&'static str>,
    /// The domain, as typed or as known.
    pub domain: String,
    /// The user name, as typed.
    pub user: String,
    /// Why it did not work.
    pub problem: Option<SignInProblem>,
}

/// Why signing in did not work, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignInProblem {
    /// What is wrong; it never says which part.
    pub title: String,
    /// When to try again.
    pub text: String,
}

impl SignInProblem {
    /// Something of the three is wrong; with how long to wait before another attempt, if at all.
    #[must_use]
    pub fn wrong(wait_seconds: u32, plain: &Plain) -> Self {
        let title = plain.t.say("sign-in-wrong");
        Self { title, text: Self::again(wait_seconds, plain) }
    }

    /// There were too many attempts; this one was not looked at.
    #[must_use]
    pub fn too_many(wait_seconds: u32, plain: &Plain) -> Self {
        let title = plain.t.say("sign-in-too-many");
        Self { title, text: Self::again(wait_seconds, plain) }
    }

    fn again(seconds: u32, plain: &Plain) -> String {
        match seconds {
            0 => plain.t.say("sign-in-again"),
            1..60 => plain.t.with("sign-in-again-seconds", "n", u64::from(seconds)),
            _ => plain.t.with("sign-in-again-minutes", "n", u64::from(seconds.div_ceil(60))),
        }
    }
}

/// `GET /console/sign-in?next=…` of who was signed out meanwhile: the name stands, the password is asked.
#[derive(Clone, Debug, Template)]
#[template(path = "sign_in_expired.html")]
pub struct SessionExpiredPage {
    /// What stands around.
    pub plain: Plain,
    /// The token against forged requests.
    pub csrf: String,
    /// The page to go back to.
    pub next: String,
    /// The domain.
    pub domain: String,
    /// The user name.
    pub user: String,
    /// How many minutes a session lives without a click.
    pub idle_minutes: u64,
    /// Why it did not work.
    pub problem: Option<SignInProblem>,
}
