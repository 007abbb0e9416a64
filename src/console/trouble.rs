//! Pages of trouble: denied, not found, out of order.

use crate::console::{NoticeView, Plain};
use askama::Template;

/// A page of trouble, always with the request's id.
#[derive(Clone, Debug, Template)]
#[template(path = "errors/page.html")]
pub struct TroublePage {
    /// What stands around.
    pub plain: Plain,
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// What is the matter.
    pub title: String,
    /// What it means, and what to do.
    pub lines: Vec<String>,
    /// The way on, first the best.
    pub ways: Vec<TroubleWay>,
    /// The request.
    pub request_id: String,
}

/// A way on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TroubleWay {
    /// The words on it.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// What somebody may not do.
#[derive(Clone, Copy, Debug)]
pub struct Denied<'facts> {
    /// The act and its object, as "disable hr-payroll"; empty for a page.
    pub act: &'facts str,
    /// The reader's domain.
    pub domain: &'facts str,
    /// The reader's roles.
    pub roles: &'facts [String],
    /// The roles that would be enough.
    pub needed: &'facts [String],
    /// The page of the object, with its name.
    pub back: Option<(&'facts str, &'facts str)>,
}

impl TroublePage {
    /// The reader's role does not allow it.
    #[must_use]
    pub fn denied(plain: Plain, denied: &Denied<'_>, request_id: String) -> Self {
        let t = plain.t;
        let role = if denied.roles.is_empty() { t.say("role-none") } else { t.list("list-and", denied.roles) };
        let needed = t.list("list-or", denied.needed);
        let back =
            denied.back.map(|(name, href)| TroubleWay { text: t.with("trouble-back", "name", name), href: href.to_owned() });
        let title = match denied.act {
            "" => t.say("denied-page"),
            act => t.with("denied", "act", act),
        };
        Self {
            icon: "lock",
            title,
            lines: vec![
                t.all("denied-why", &[("role", &role), ("domain", &denied.domain), ("needed", &needed)]),
                t.with("denied-who", "domain", denied.domain),
            ],
            ways: back.into_iter().chain([start(&plain)]).collect(),
            request_id,
            plain,
        }
    }

    /// There is no such thing, or none that the reader may know of.
    #[must_use]
    pub fn not_found(plain: Plain, request_id: String) -> Self {
        let t = plain.t;
        Self {
            icon: "search",
            title: t.say("not-found"),
            lines: vec![t.say("not-found.more")],
            ways: vec![start(&plain)],
            request_id,
            plain,
        }
    }

    /// Something that the service needs does not answer.
    #[must_use]
    pub fn unavailable(plain: Plain, here: String, request_id: String) -> Self {
        let t = plain.t;
        Self {
            icon: "alert",
            title: t.say("unavailable"),
            lines: vec![t.say("unavailable.why"), t.say("unavailable.then")],
            ways: vec![TroubleWay { text: t.say("try-again"), href: here }],
            request_id,
            plain,
        }
    }

    /// The rules say no, and no form is there to say it beside.
    #[must_use]
    pub fn refused(plain: Plain, refusal: NoticeView, here: String, request_id: String) -> Self {
        let t = plain.t;
        let code = refusal.code.map(|code| t.with("why-code", "code", code));
        Self {
            icon: "alert",
            title: refusal.title,
            lines: refusal.text.into_iter().chain(code).collect(),
            ways: vec![TroubleWay { text: t.say("open-again"), href: here }],
            request_id,
            plain,
        }
    }

    /// The request could not be trusted or understood: an old form, a forged one, a broken one.
    #[must_use]
    pub fn not_accepted(plain: Plain, here: String, request_id: String) -> Self {
        let t = plain.t;
        Self {
            icon: "alert",
            title: t.say("not-accepted"),
            lines: vec![t.say("not-accepted.more")],
            ways: vec![TroubleWay { text: t.say("open-again"), href: here }],
            request_id,
            plain,
        }
    }
}

fn start(plain: &Plain) -> TroubleWay {
    TroubleWay { text: plain.t.say("to-the-start"), href: "/console".to_owned() }
}
