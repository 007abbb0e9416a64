//! Notices: what happened, or what to know. They travel in the session as ids and values, and become words when shown.

use super::Dates;
use crate::web::{Term, Words};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Kind {
    /// It was done.
    Ok,
    /// Something to look at.
    Warn,
    /// It was not done.
    Bad,
    /// Something to know.
    Info,
}

/// A notice, in no language yet. The text of its id is the sentence that is also announced; the text's `.more` follows it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Notice {
    kind: Kind,
    id: String,
    texts: Vec<(String, String)>,
    numbers: Vec<(String, u64)>,
    moments: Vec<(String, i64)>,
    way: Option<(String, String)>,
    code: Option<String>,
    request: Option<String>,
}

/// What can be done about a notice.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Way {
    /// Look at something.
    Open {
        /// The words on it.
        text: String,
        /// Where it leads.
        href: String,
    },
    /// Do something, as the way back.
    Do {
        /// The words on the button.
        text: String,
        /// Where the form is sent.
        action: String,
    },
}

/// A notice, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NoticeView {
    /// What the style sheet colours by; empty for a grey one.
    pub kind: &'static str,
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// The sentence that matters.
    pub title: String,
    /// What follows it.
    pub text: Option<String>,
    /// The code of a refusal.
    pub code: Option<String>,
    /// The request's id, with a refusal.
    pub request: Option<String>,
    /// What can be done about it.
    pub way: Option<Way>,
    /// Whether it answers what the reader just did and takes the focus.
    pub is_new: bool,
}

impl Notice {
    /// Says that something was done.
    #[must_use]
    pub fn ok(id: &str) -> Self {
        Self::new(Kind::Ok, id)
    }

    /// Says that something deserves a look.
    #[must_use]
    pub fn warn(id: &str) -> Self {
        Self::new(Kind::Warn, id)
    }

    /// Says that something was not done.
    #[must_use]
    pub fn bad(id: &str) -> Self {
        Self::new(Kind::Bad, id)
    }

    /// Says something to know.
    #[must_use]
    pub fn info(id: &str) -> Self {
        Self::new(Kind::Info, id)
    }

    /// Names something in the text.
    #[must_use]
    pub fn naming(mut self, name: &str, value: impl Into<String>) -> Self {
        self.texts.push((name.to_owned(), value.into()));
        self
    }

    /// Puts a number into the text.
    #[must_use]
    pub fn counting(mut self, name: &str, value: u64) -> Self {
        self.numbers.push((name.to_owned(), value));
        self
    }

    /// Puts the day of a moment into the text.
    #[must_use]
    pub fn dating(mut self, name: &str, at: OffsetDateTime) -> Self {
        self.moments.push((name.to_owned(), at.unix_timestamp()));
        self
    }

    /// Adds a button that undoes it: the id of its words, and where its form is sent.
    #[must_use]
    pub fn way_back(mut self, words: &str, action: impl Into<String>) -> Self {
        self.way = Some((words.to_owned(), action.into()));
        self
    }

    /// Adds the code of a refusal and the request that met it.
    #[must_use]
    pub fn coded(mut self, code: impl Into<String>, request: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self.request = Some(request.into());
        self
    }

    /// The notice in the reader's language.
    #[must_use]
    pub fn view(&self, t: Words) -> NoticeView {
        let texts = self.texts.iter().map(|(name, value)| (name.as_str(), value as &dyn Term));
        let numbers = self.numbers.iter().map(|(name, value)| (name.as_str(), value as &dyn Term));
        let days: Vec<(&str, String)> = self.moments.iter().map(|(name, at)| (name.as_str(), day(*at, t))).collect();
        let moments = days.iter().map(|(name, day)| (*name, day as &dyn Term));
        let values: Vec<(&str, &dyn Term)> = texts.chain(numbers).chain(moments).collect();
        let (kind, icon) = match self.kind {
            Kind::Ok => ("ok", "check"),
            Kind::Warn => ("warn", "clock"),
            Kind::Bad => ("bad", "alert"),
            Kind::Info => ("info", "info"),
        };
        let more = format!("{}.more", self.id);
        NoticeView {
            kind,
            icon,
            title: t.all(&self.id, &values),
            text: t.knows(&more).then(|| t.all(&more, &values)),
            code: self.code.clone(),
            request: self.request.clone(),
            way: self.way.as_ref().map(|(words, action)| Way::Do { text: t.say(words), action: action.clone() }),
            is_new: true,
        }
    }

    fn new(kind: Kind, id: &str) -> Self {
        Self {
            kind,
            id: id.to_owned(),
            texts: Vec::new(),
            numbers: Vec::new(),
            moments: Vec::new(),
            way: None,
            code: None,
            request: None,
        }
    }
}

fn day(timestamp: i64, t: Words) -> String {
    let at = OffsetDateTime::from_unix_timestamp(timestamp).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    Dates::of(t, at).full_day(at)
}
