//! Settings: read and validated once, at the start, and handed out by `app.rs`.

mod command_line;
mod data_dir;
mod logging;
mod process;
mod public_url;
mod setting;
mod settings;

pub use command_line::{
    ClockCommand, Command, CommandLine, DemoArguments, DomainArguments, DomainCommand, NotACommand, UserArguments, UserCommand,
};
pub use data_dir::{check_throwaway, prepare_data_dir, prepare_database_file, throwaway_data_dir};
pub use logging::{LogFormat, LogSettings};
pub use process::{bind, harden, told_to_stop};
pub use public_url::PublicUrl;
pub use setting::{Setting, WrongSetting};
pub use settings::Settings;
