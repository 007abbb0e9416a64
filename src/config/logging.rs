//! The log: to standard error, as text or JSON. What may stand in it is decided where it is written.

use super::{Setting, WrongSetting};
use tracing_subscriber::EnvFilter;

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: one object a line.
    Json,
}

/// What is logged, and how.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogSettings {
    /// Which events, in the language of `EnvFilter`; it was read once already.
    filter: String,
    /// How they look.
    pub format: LogFormat,
}

const FILTER: &str = "info";

impl LogSettings {
    /// Judges a filter.
    pub fn read(filter: Option<&str>, format: LogFormat) -> Result<Self, WrongSetting> {
        let filter = filter.unwrap_or(FILTER);
        match parse(filter) {
            Some(_) => Ok(Self { filter: filter.to_owned(), format }),
            None => Err(Setting::Log.wrong(format!("is '{filter}'; write it like info or info,claviger=debug"))),
        }
    }

    /// Logs from now on. Where somebody else took over the log already, as a test does, theirs stays.
    pub fn start(&self) {
        let lines =
            tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(parse(&self.filter).unwrap_or_default());
        let started = match self.format {
            LogFormat::Text => lines.try_init(),
            LogFormat::Json => lines.json().flatten_event(true).try_init(),
        };
        if started.is_err() {
            tracing::debug!("the log was started before");
        }
    }
}

/// A filter that is empty, or names no level, would log nothing: it is no filter.
fn parse(filter: &str) -> Option<EnvFilter> {
    let is_given = !filter.trim().is_empty();
    EnvFilter::builder().parse(filter).ok().filter(|_| is_given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_judged_before_the_log_starts() {
        for (filter, good) in
            [("info", true), ("warn,claviger=debug", true), ("off", true), ("", false), ("claviger=loud", false)]
        {
            assert_eq!(LogSettings::read(Some(filter), LogFormat::Text).is_ok(), good, "{filter}");
        }
        assert_eq!(LogSettings::read(None, LogFormat::Json).unwrap().filter, "info");
    }
}
