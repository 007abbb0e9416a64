//! Every text of the console, in every language, by its id (Project Fluent).

use super::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use std::sync::LazyLock;

static TEXTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/locales");
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::French));

type Bundle = FluentBundle<FluentResource>;

/// The texts of one language. Templates call it `t`.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Words {
    language: Language,
}

/// Something that a text may have in it: a name, or a number that decides singular or plural.
pub trait Term {
    /// The value as Fluent takes it.
    fn term(&self) -> FluentValue<'_>;
}

impl Words {
    /// The texts of `language`.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        Self { language }
    }

    /// The language.
    #[must_use]
    pub const fn language(self) -> Language {
        self.language
    }

    /// The text of this id.
    #[must_use]
    pub fn say(self, id: &str) -> String {
        self.format(id, None)
    }

    /// The text of this id with one value in it.
    #[must_use]
    pub fn with(self, id: &str, name: &str, value: impl Term) -> String {
        self.all(id, &[(name, &value)])
    }

    /// The text of this id with two values in it.
    #[must_use]
    pub fn with2(self, id: &str, name: &str, value: impl Term, second: &str, other: impl Term) -> String {
        self.all(id, &[(name, &value), (second, &other)])
    }

    /// The text of this id with any number of values in it.
    #[must_use]
    pub fn all(self, id: &str, values: &[(&str, &dyn Term)]) -> String {
        let args = values.iter().map(|(name, value)| (*name, value.term())).collect::<FluentArgs>();
        self.format(id, Some(&args))
    }

    /// Whether there is a text of this id; `id.attribute` asks for a part of one.
    #[must_use]
    pub fn knows(self, id: &str) -> bool {
        let (name, part) = parts(id);
        self.bundle().get_message(name).is_some_and(|message| part.is_none_or(|part| message.get_attribute(part).is_some()))
    }

    /// A number with its digits grouped.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        group(&number.to_string(), self.separator())
    }

    /// Things in a row, as the language writes them: "a, b and c".
    #[must_use]
    pub fn list(self, id: &str, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => self.with2(id, "first", first.join(", "), "last", last),
        }
    }

    fn format(self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let (name, part) = parts(id);
        let message = self.bundle().get_message(name);
        let pattern = message.and_then(|message| match part {
            Some(part) => message.get_attribute(part).map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else { return id.to_owned() };
        let mut errors = Vec::new();
        let text = self.bundle().format_pattern(pattern, args, &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text
    }

    fn bundle(self) -> &'static Bundle {
        match self.language {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
        }
    }

    const fn separator(self) -> char {
        match self.language {
            Language::English => ',',
            Language::French => '\u{202f}',
        }
    }
}

impl Term for str {
    fn term(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl Term for String {
    fn term(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl Term for u64 {
    fn term(&self) -> FluentValue<'_> {
        self.into()
    }
}

impl<T: Term + ?Sized> Term for &T {
    fn term(&self) -> FluentValue<'_> {
        (**self).term()
    }
}

/// Splits `id.attribute`.
fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('.').map_or((id, None), |(id, part)| (id, Some(part)))
}

fn bundle(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    // The console's texts go into HTML as they are: marks of direction around names would be copied along with them.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| digits(value, Language::English),
        Language::French => |value, _| digits(value, Language::French),
    }));
    let files = TEXTS.get_dir(language.code()).into_iter().flat_map(Dir::files);
    for text in files.filter_map(|file| file.contents_utf8()) {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn digits(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group(&number.as_string(), Words::of(language).separator())),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

fn group(digits: &str, separator: char) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_as_the_language_groups_them() {
        let table = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1,000", "1\u{202f}000"),
            (1_284_302, "1,284,302", "1\u{202f}284\u{202f}302"),
        ];
        for (number, english, french) in table {
            assert_eq!(Words::of(Language::English).number(number), english);
            assert_eq!(Words::of(Language::French).number(number), french);
        }
    }

    #[test]
    fn plurals_follow_the_language() {
        let keys = |language, n: u64| Words::of(language).with("calls", "n", n);
        assert_eq!(keys(Language::English, 0), "0 calls");
        assert_eq!(keys(Language::English, 1), "1 call");
        assert_eq!(keys(Language::French, 0), "0 appel");
        assert_eq!(keys(Language::French, 1200), "1\u{202f}200 appels");
    }

    #[test]
    fn a_text_that_is_not_there_shows_its_id() {
        assert_eq!(Words::default().say("no-such-text"), "no-such-text");
        assert!(!Words::default().knows("no-such-text"));
    }
}
