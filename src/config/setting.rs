//! The names of the settings, and what is said of a wrong one.

use std::fmt;

/// A setting, named on the command line and in the environment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Setting {
    /// The folder of database and root keys.
    DataDir,
    /// Where records live.
    DatabaseUrl,
    /// The address of console and API.
    Listen,
    /// The address of health and metrics.
    AdminListen,
    /// The address that browsers and programs use.
    PublicUrl,
    /// The region that default projects are named after.
    Region,
    /// Whether a proxy on the way speaks TLS for us.
    BehindProxy,
    /// The sort of root of trust.
    Root,
    /// The folder of root keys.
    RootDir,
    /// What is logged.
    Log,
    /// Whether the log is JSON.
    LogJson,
}

impl Setting {
    /// Every setting, in the order of the help text.
    pub const ALL: [Self; 11] = [
        Self::DataDir,
        Self::DatabaseUrl,
        Self::Listen,
        Self::AdminListen,
        Self::PublicUrl,
        Self::Region,
        Self::BehindProxy,
        Self::Root,
        Self::RootDir,
        Self::Log,
        Self::LogJson,
    ];

    /// The name in the environment.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::DataDir => "CLAVIGER_DATA_DIR",
            Self::DatabaseUrl => "CLAVIGER_DATABASE_URL",
            Self::Listen => "CLAVIGER_LISTEN",
            Self::AdminListen => "CLAVIGER_ADMIN_LISTEN",
            Self::PublicUrl => "CLAVIGER_PUBLIC_URL",
            Self::Region => "CLAVIGER_REGION",
            Self::BehindProxy => "CLAVIGER_BEHIND_PROXY",
            Self::Root => "CLAVIGER_ROOT",
            Self::RootDir => "CLAVIGER_ROOT_DIR",
            Self::Log => "CLAVIGER_LOG",
            Self::LogJson => "CLAVIGER_LOG_JSON",
        }
    }

    /// The name on the command line.
    #[must_use]
    pub const fn flag(self) -> &'static str {
        match self {
            Self::DataDir => "data-dir",
            Self::DatabaseUrl => "database-url",
            Self::Listen => "listen",
            Self::AdminListen => "admin-listen",
            Self::PublicUrl => "public-url",
            Self::Region => "region",
            Self::BehindProxy => "behind-proxy",
            Self::Root => "root",
            Self::RootDir => "root-dir",
            Self::Log => "log",
            Self::LogJson => "log-json",
        }
    }

    /// Says what is wrong with the value of this setting, and the mend.
    #[must_use]
    pub fn wrong(self, fault: impl Into<String>) -> WrongSetting {
        WrongSetting { setting: self, fault: fault.into() }
    }
}

/// The names that a person finds it by.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (--{})", self.variable(), self.flag())
    }
}

/// A setting that stops the start. It prints as one sentence: which setting, what is wrong, and the mend.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{setting} {fault}")]
pub struct WrongSetting {
    /// The setting.
    pub setting: Setting,
    /// What is wrong and how it is mended.
    pub fault: String,
}
