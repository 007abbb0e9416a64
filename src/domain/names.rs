//! Names that people and programs give to things, checked once, where they enter.

use super::Refusal;
use std::fmt;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// The name of a key, unique in its project: 1 to 255 of `A-Z a-z 0-9 : / _ -`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Alias(String);

/// The end of every default key's alias, and of no other's.
const DEFAULT_SUFFIX: &str = "/default";

impl Alias {
    /// The longest alias, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// Reads an alias that a tenant chose. Refuses the names that belong to default keys.
    pub fn chosen(text: &str) -> Result<Self, Refusal> {
        let alias: Self = text.parse()?;
        if alias.0.ends_with(DEFAULT_SUFFIX) { Err(Refusal::ReservedAlias) } else { Ok(alias) }
    }

    /// The alias of the default key that `service` makes.
    #[must_use]
    pub fn of_default_key(service: &ServiceName) -> Self {
        Self(format!("{service}{DEFAULT_SUFFIX}"))
    }

    /// The alias as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Alias {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b":/_-".contains(&byte);
        if (1..=Self::MAX_LENGTH).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::InvalidAlias)
        }
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a key is for, in its owner's words: 0 to 255 characters without control characters.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Description(String);

impl Description {
    /// The longest description, in characters.
    pub const MAX_LENGTH: usize = 255;

    /// The description as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words that a search finds the key by, in lower case, each once.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let lower = self.0.to_lowercase();
        let mut words: Vec<String> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl FromStr for Description {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let normal: String = text.replace("\r\n", "\n").nfc().collect();
        let control = normal.chars().any(|c| c.is_control() && c != '\n');
        if control || normal.chars().count() > Self::MAX_LENGTH { Err(Refusal::InvalidDescription) } else { Ok(Self(normal)) }
    }
}

/// Why a deletion is asked for, approved or refused: 1 to 512 characters.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reason(String);

impl Reason {
    /// The longest reason, in characters.
    pub const MAX_LENGTH: usize = 512;

    /// The reason as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Reason {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let normal: String = text.trim().replace("\r\n", "\n").nfc().collect();
        let control = normal.chars().any(|c| c.is_control() && c != '\n');
        let length = normal.chars().count();
        if control || length == 0 || length > Self::MAX_LENGTH { Err(Refusal::InvalidReason) } else { Ok(Self(normal)) }
    }
}

/// The short name of a cloud service (`obs`, `evs`): 1 to 32 of `a-z 0-9 -`, a letter first.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ServiceName(String);

impl ServiceName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ServiceName {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if letters && text.len() <= 32 && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::InvalidName)
        }
    }
}

impl fmt::Display for ServiceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a domain, a project or a person: 1 to 64 characters, no control characters, no space at an end.
///
/// Names are compared after Unicode normalisation (NFC) and exactly otherwise.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Name(String);

impl Name {
    /// The longest name, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let normal: String = text.nfc().collect();
        let length = normal.chars().count();
        let fits = (1..=Self::MAX_LENGTH).contains(&length);
        if fits && normal.trim() == normal && !normal.chars().any(char::is_control) {
            Ok(Self(normal))
        } else {
            Err(Refusal::InvalidName)
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_has_the_letters_of_the_wire_and_no_others() {
        let longest = "a".repeat(255);
        for good in ["a", "payments-ledger", "A:b/c_d-9", longest.as_str()] {
            assert_eq!(Alias::chosen(good).unwrap().as_str(), good);
        }
        let too_long = "a".repeat(256);
        for bad in ["", " ", "a b", "é", "a\0", "<b>", "a'--", too_long.as_str()] {
            assert_eq!(Alias::chosen(bad), Err(Refusal::InvalidAlias), "{bad}");
        }
    }

    #[test]
    fn only_services_make_aliases_that_end_in_default() {
        assert_eq!(Alias::chosen("obs/default"), Err(Refusal::ReservedAlias));
        assert_eq!(Alias::chosen("a/b/default"), Err(Refusal::ReservedAlias));
        assert!(Alias::chosen("default").is_ok());
        assert_eq!(Alias::of_default_key(&"obs".parse().unwrap()).as_str(), "obs/default");
    }

    #[test]
    fn a_description_is_searched_by_its_words() {
        let description: Description = "Data keys of the Payments ledger, data!".parse().unwrap();
        assert_eq!(description.words(), ["data", "keys", "ledger", "of", "payments", "the"]);
        assert!("x\0".parse::<Description>().is_err());
        assert!("é".repeat(256).parse::<Description>().is_err());
    }

    #[test]
    fn a_name_is_compared_in_its_normal_form() {
        assert_eq!("Ame\u{301}lie".parse::<Name>().unwrap(), "Amélie".parse::<Name>().unwrap());
        for bad in ["", " a", "a ", "a\n", &"x".repeat(65)] {
            assert!(bad.parse::<Name>().is_err(), "{bad:?}");
        }
    }
}
