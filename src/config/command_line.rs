//! The command line: what is asked, and the flags that may go with it. Values are judged in `settings.rs`.

use super::Setting;
use crate::domain::{Name, Role};
use clap::{Args, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

/// What stands on the command line and in the environment, as it was given.
#[derive(Clone, Debug, Parser)]
#[command(name = "claviger", version, about = "A self-hosted key management service", disable_help_subcommand = true)]
pub struct CommandLine {
    /// The settings.
    #[command(flatten)]
    pub(super) flags: Flags,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What is asked of the program.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serves console and API; this is what happens without a command
    Serve,
    /// Serves a throwaway installation, filled with people and keys
    Demo(DemoArguments),
    /// Tenants
    #[command(subcommand)]
    Domain(DomainCommand),
    /// People and programs of a tenant
    #[command(subcommand)]
    User(UserCommand),
    /// The clock
    #[command(subcommand)]
    Clock(ClockCommand),
}

/// What may be asked about tenants.
#[derive(Clone, Debug, Subcommand)]
pub enum DomainCommand {
    /// Makes a tenant with its default project, and prints their ids
    Create(DomainArguments),
}

/// What may be asked about people.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Makes a person or program, and prints the password once if it was generated
    Create(UserArguments),
}

/// What may be asked about the clock.
#[derive(Clone, Debug, Subcommand)]
pub enum ClockCommand {
    /// Says that the clock is right after a leap: what was held goes on
    Accept,
}

/// How a demonstration is shown.
#[derive(Args, Clone, Debug)]
pub struct DemoArguments {
    /// Prints one JSON object and nothing else
    #[arg(long)]
    pub json: bool,
    /// Leaves the data directory where it is at the end
    #[arg(long)]
    pub keep: bool,
}

/// A tenant to be made.
#[derive(Args, Clone, Debug)]
pub struct DomainArguments {
    /// The tenant's name
    #[arg(long)]
    pub name: Name,
    /// How many people must approve the deletion of a key
    #[arg(long, default_value_t = 1, value_name = "COUNT")]
    pub deletion_approvals: u8,
    /// Prints one JSON object and nothing else
    #[arg(long)]
    pub json: bool,
}

/// A person or program to be made.
#[derive(Args, Clone, Debug)]
pub struct UserArguments {
    /// The name of the person's domain
    #[arg(long)]
    pub domain: Name,
    /// The person's name
    #[arg(long)]
    pub name: Name,
    /// What the person may do; give it several times, or several roles at once
    #[arg(long = "role", required = true, num_args = 1.., value_name = "ROLE")]
    pub roles: Vec<Role>,
    /// A file with the password; one is generated and printed if there is none
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Prints one JSON object and nothing else
    #[arg(long)]
    pub json: bool,
}

/// The flags of the settings. A flag wins over its variable in the environment.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Flags {
    /// Folder of database and root keys, made with mode 0700 [default: ./claviger-data]
    #[arg(long, env = Setting::DataDir.variable(), value_name = "DIR", global = true, hide_env = true)]
    pub data_dir: Option<OsString>,
    /// Where records live [default: a file in the data directory]
    #[arg(long, env = Setting::DatabaseUrl.variable(), value_name = "URL", global = true, hide_env = true)]
    pub database_url: Option<OsString>,
    /// Address of console and API [default: 127.0.0.1:8480]
    #[arg(long, env = Setting::Listen.variable(), value_name = "ADDRESS", global = true, hide_env = true)]
    pub listen: Option<OsString>,
    /// Address of /healthz, /readyz and /metrics [default: 127.0.0.1:8481]
    #[arg(long, env = Setting::AdminListen.variable(), value_name = "ADDRESS", global = true, hide_env = true)]
    pub admin_listen: Option<OsString>,
    /// Address that browsers and programs use [default: http:// and the address of --listen]
    #[arg(long, env = Setting::PublicUrl.variable(), value_name = "URL", global = true, hide_env = true)]
    pub public_url: Option<OsString>,
    /// Region that default projects are named after [default: eu-west-0]
    #[arg(long, env = Setting::Region.variable(), value_name = "NAME", global = true, hide_env = true)]
    pub region: Option<OsString>,
    /// Allows other addresses than loopback, since a proxy speaks TLS for this server
    #[arg(long, env = Setting::BehindProxy.variable(), value_name = "true|false", global = true, hide_env = true,
          num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub behind_proxy: Option<OsString>,
    /// Root of trust: software [default: software]
    #[arg(long, env = Setting::Root.variable(), value_name = "KIND", global = true, hide_env = true)]
    pub root: Option<OsString>,
    /// Folder of the software root's keys; best on another disk [default: root/ in the data directory]
    #[arg(long, env = Setting::RootDir.variable(), value_name = "DIR", global = true, hide_env = true)]
    pub root_dir: Option<OsString>,
    /// What is logged, as in info,claviger=debug [default: info]
    #[arg(long, env = Setting::Log.variable(), value_name = "FILTER", global = true, hide_env = true)]
    pub log: Option<OsString>,
    /// Logs JSON, one object a line
    #[arg(long, env = Setting::LogJson.variable(), value_name = "true|false", global = true, hide_env = true,
          num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub log_json: Option<OsString>,
}

/// The words do not ask for anything that can be done, or ask for help.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct NotACommand {
    /// What to print.
    pub text: String,
    /// Whether the text is what was asked for, as with `--help`.
    pub is_help: bool,
}

impl CommandLine {
    /// Reads the words that the program was called with, and the environment.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, NotACommand> {
        Self::try_parse_from(words)
            .map_err(|error| NotACommand { text: error.render().to_string(), is_help: !error.use_stderr() })
    }

    /// What is asked.
    #[must_use]
    pub fn asked(&self) -> Command {
        self.command.clone().unwrap_or(Command::Serve)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn read(words: &str) -> Result<CommandLine, NotACommand> {
        CommandLine::read(["claviger"].into_iter().chain(words.split_whitespace()).map(OsString::from))
    }

    #[test]
    fn every_setting_has_the_flag_and_the_variable_that_its_errors_name() {
        let command = CommandLine::command();
        command.clone().debug_assert();
        let flags: Vec<_> = command.get_arguments().filter(|arg| arg.get_env().is_some()).collect();
        assert_eq!(flags.len(), Setting::ALL.len());
        for (arg, setting) in flags.into_iter().zip(Setting::ALL) {
            assert_eq!(arg.get_long(), Some(setting.flag()));
            assert_eq!(arg.get_env().and_then(|name| name.to_str()), Some(setting.variable()));
        }
    }

    #[test]
    fn a_flag_may_stand_before_or_after_the_command() {
        for words in ["--listen 127.0.0.1:1 demo --json", "demo --json --listen 127.0.0.1:1"] {
            let line = read(words).unwrap();
            assert_eq!(line.flags.listen, Some("127.0.0.1:1".into()), "{words}");
            assert!(matches!(line.asked(), Command::Demo(DemoArguments { json: true, keep: false })), "{words}");
        }
        assert!(matches!(read("").unwrap().asked(), Command::Serve));
        assert!(matches!(read("clock accept").unwrap().asked(), Command::Clock(ClockCommand::Accept)));
    }

    #[test]
    fn a_switch_is_on_when_it_is_named_alone() {
        for (words, value) in [("--behind-proxy serve", "true"), ("serve --behind-proxy=false", "false")] {
            assert_eq!(read(words).unwrap().flags.behind_proxy, Some(value.into()), "{words}");
        }
    }

    #[test]
    fn a_person_may_have_several_roles() {
        let words = "user create --domain acme --name Amélie --role te_admin kms_adm --role kms_auditor";
        let Command::User(UserCommand::Create(person)) = read(words).unwrap().asked() else { panic!("{words}") };
        assert_eq!(person.roles, [Role::TeAdmin, Role::KmsAdm, Role::KmsAuditor]);
        assert_eq!(person.name.as_str(), "Amélie");
    }

    #[test]
    fn what_cannot_be_done_is_refused_and_help_is_given() {
        for words in
            ["system-key rotate", "domain create", "user create --domain d --name n --role king", "domain create --name", "--tls"]
        {
            assert!(!read(words).unwrap_err().is_help, "{words}");
        }
        assert!(read("--help").unwrap_err().is_help);
        assert!(read("--version").unwrap_err().text.starts_with("claviger 0."));
    }
}
