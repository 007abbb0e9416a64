//! The languages of the console, and how one is chosen for a request.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::str::FromStr;

/// A language that every text of the console exists in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Language {
    /// English, for whoever asks for nothing else.
    #[default]
    English,
    /// French.
    French,
}

/// A text that names no language of ours.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no such language; languages are en and fr")]
pub struct UnknownLanguage;

impl Language {
    /// The cookie that remembers a choice.
    pub const COOKIE: &'static str = "claviger-language";

    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The code of the `lang` attribute and of the folder of its texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// Its name in itself, as the switch shows it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language that the switch leads to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::French,
            Self::French => Self::English,
        }
    }

    /// Chooses by the cookie, else by what the browser prefers (RFC 9110, 12.5.4), else English.
    #[must_use]
    pub fn choose(cookies: &str, accepted: &str) -> Self {
        let remembered = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        remembered
            .filter(|(name, _)| *name == Self::COOKIE)
            .find_map(|(_, value)| value.parse().ok())
            .or_else(|| Self::preferred(accepted))
            .unwrap_or_default()
    }

    fn preferred(accepted: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in accepted.split(',') {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0);
            let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            if let Ok(language) = primary.parse()
                && weight > best.map_or(0.0, |(weight, _)| weight)
            {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == text).ok_or(UnknownLanguage)
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self::choose(header(COOKIE), header(ACCEPT_LANGUAGE)))
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, French};

    #[test]
    fn a_cookie_wins_over_the_browser_and_english_over_nothing() {
        let table = [
            ("", "", English),
            ("", "fr-FR,fr;q=0.9,en;q=0.8", French),
            ("", "en-GB,en;q=0.9,fr;q=0.8", English),
            ("", "de, fr;q=0.4, en;q=0.7", English),
            ("", "de;q=1, FR-ca;q=0.4", French),
            ("", "fr;q=0, en;q=nonsense", English),
            ("", "*", English),
            ("claviger-language=fr", "en", French),
            ("claviger=1; claviger-language=en", "fr", English),
            ("claviger-language=xx; other", "fr", French),
            ("xclaviger-language=fr", "", English),
        ];
        for (cookies, accepted, expected) in table {
            assert_eq!(Language::choose(cookies, accepted), expected, "{cookies:?} {accepted:?}");
        }
    }
}
