//! Settings: judged once, before anything is opened.

use super::command_line::Flags;
use super::{CommandLine, LogFormat, LogSettings, PublicUrl, Setting, WrongSetting};
use crate::domain::Name;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How this installation runs. Every value is fit for use.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Settings {
    /// The folder of everything that is not placed elsewhere.
    pub data_dir: PathBuf,
    /// The database's file.
    pub database_file: PathBuf,
    /// The folder of the software root's keys.
    pub root_dir: PathBuf,
    /// The address of console and API; its port may be 0, for any that is free.
    pub listen: SocketAddr,
    /// The address of health and metrics.
    pub admin_listen: SocketAddr,
    /// The address that browsers and programs use; that of the listener if there is none.
    pub public_url: Option<PublicUrl>,
    /// The region that default projects are named after.
    pub region: Name,
    /// Whether a proxy on the way speaks TLS, and its word on the client's address counts.
    pub is_behind_proxy: bool,
    /// What is logged, and how.
    pub log: LogSettings,
}

const DATA_DIR: &str = "claviger-data";
const DATABASE_FILE: &str = "claviger.db";
const ROOT_DIR: &str = "root";
const LISTEN: &str = "127.0.0.1:8480";
const ADMIN_LISTEN: &str = "127.0.0.1:8481";
const REGION: &str = "eu-west-0";

impl Settings {
    /// Judges what was given for an installation that stays.
    pub fn read(line: &CommandLine) -> Result<Self, WrongSetting> {
        let data_dir = path(Setting::DataDir, line.flags.data_dir.as_ref())?.unwrap_or_else(|| DATA_DIR.into());
        Self::judge(&line.flags, data_dir)
    }

    /// Judges what was given for a demonstration: a data directory is named or `throwaway`, and all is inside it.
    pub fn read_for_demo(
        line: &CommandLine,
        throwaway: impl FnOnce() -> Result<PathBuf, WrongSetting>,
    ) -> Result<Self, WrongSetting> {
        let elsewhere = [(Setting::DatabaseUrl, &line.flags.database_url), (Setting::RootDir, &line.flags.root_dir)];
        if let Some((setting, _)) = elsewhere.into_iter().find(|(_, given)| given.is_some()) {
            return Err(setting.wrong("is not for a demonstration, which is thrown away; leave it out"));
        }
        let data_dir = path(Setting::DataDir, line.flags.data_dir.as_ref())?;
        let judged = Self::judge(&line.flags, data_dir.clone().unwrap_or_default())?;
        let data_dir = data_dir.map_or_else(throwaway, Ok)?;
        Ok(Self { database_file: data_dir.join(DATABASE_FILE), root_dir: data_dir.join(ROOT_DIR), data_dir, ..judged })
    }

    fn judge(flags: &Flags, data_dir: PathBuf) -> Result<Self, WrongSetting> {
        let is_behind_proxy = switch(Setting::BehindProxy, flags.behind_proxy.as_ref())?;
        let listen = address(Setting::Listen, flags.listen.as_ref(), LISTEN, is_behind_proxy)?;
        let admin_listen = address(Setting::AdminListen, flags.admin_listen.as_ref(), ADMIN_LISTEN, is_behind_proxy)?;
        if listen == admin_listen && listen.port() != 0 {
            return Err(Setting::AdminListen.wrong(format!("is {admin_listen}, as --listen is; give it another port")));
        }
        let public_url = text(Setting::PublicUrl, flags.public_url.as_ref())?.map(PublicUrl::read).transpose()?;
        if public_url.is_none() && !listen.ip().is_loopback() {
            return Err(
                Setting::PublicUrl.wrong("is not given; behind a proxy, set it to the https:// address that browsers use")
            );
        }
        let region = text(Setting::Region, flags.region.as_ref())?.unwrap_or(REGION);
        let region = region.parse().map_err(|_| Setting::Region.wrong(format!("is '{region}'; give 1 to 64 characters")))?;
        check_root(text(Setting::Root, flags.root.as_ref())?)?;
        Ok(Self {
            database_file: database_file(text(Setting::DatabaseUrl, flags.database_url.as_ref())?)?
                .unwrap_or_else(|| data_dir.join(DATABASE_FILE)),
            root_dir: path(Setting::RootDir, flags.root_dir.as_ref())?.unwrap_or_else(|| data_dir.join(ROOT_DIR)),
            data_dir,
            listen,
            admin_listen,
            public_url,
            region,
            is_behind_proxy,
            log: LogSettings::read(text(Setting::Log, flags.log.as_ref())?, log_format(flags)?)?,
        })
    }
}

fn log_format(flags: &Flags) -> Result<LogFormat, WrongSetting> {
    Ok(if switch(Setting::LogJson, flags.log_json.as_ref())? { LogFormat::Json } else { LogFormat::Text })
}

fn text(setting: Setting, given: Option<&OsString>) -> Result<Option<&str>, WrongSetting> {
    let Some(given) = given else { return Ok(None) };
    given.to_str().map(Some).ok_or_else(|| setting.wrong("is not UTF-8; write it in UTF-8"))
}

fn path(setting: Setting, given: Option<&OsString>) -> Result<Option<PathBuf>, WrongSetting> {
    if given.is_some_and(|given| given.is_empty()) {
        return Err(setting.wrong("is empty; name a folder, or leave it out"));
    }
    Ok(given.map(PathBuf::from))
}

fn switch(setting: Setting, given: Option<&OsString>) -> Result<bool, WrongSetting> {
    match text(setting, given)? {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(other) => Err(setting.wrong(format!("is '{other}'; write true or false"))),
    }
}

fn address(setting: Setting, given: Option<&OsString>, usual: &str, is_behind_proxy: bool) -> Result<SocketAddr, WrongSetting> {
    let given = text(setting, given)?.unwrap_or(usual);
    let address: SocketAddr =
        given.parse().map_err(|_| setting.wrong(format!("is '{given}'; give an IP address and a port, such as {usual}")))?;
    if address.ip().is_loopback() || is_behind_proxy {
        Ok(address)
    } else {
        Err(setting.wrong(format!(
            "is {address}, which others reach without TLS; use a loopback address, or give --behind-proxy if a proxy speaks TLS"
        )))
    }
}

fn check_root(given: Option<&str>) -> Result<(), WrongSetting> {
    match given {
        None | Some("software") => Ok(()),
        Some("pkcs11") => Err(Setting::Root.wrong("is pkcs11, which is not there yet; use software")),
        Some(other) => Err(Setting::Root.wrong(format!("is '{other}'; use software"))),
    }
}

fn database_file(given: Option<&str>) -> Result<Option<PathBuf>, WrongSetting> {
    let Some(given) = given else { return Ok(None) };
    match given.split_once(':') {
        Some(("postgres" | "postgresql", _)) => {
            // Not shown: it may hold a password.
            Err(Setting::DatabaseUrl.wrong("asks for PostgreSQL, which is not there yet; give sqlite: and a file"))
        }
        Some(("sqlite", file)) if !file.contains('?') && !matches!(file, "" | "//" | ":memory:" | "//:memory:") => {
            Ok(Some(file.strip_prefix("//").unwrap_or(file).into()))
        }
        Some(_) | None => Err(Setting::DatabaseUrl.wrong("names no file; write it like sqlite:/var/lib/claviger/claviger.db")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(words: &[&str]) -> Result<Settings, WrongSetting> {
        let words = ["claviger"].iter().chain(words).map(OsString::from);
        Settings::read(&CommandLine::read(words).unwrap())
    }

    #[test]
    fn without_any_setting_everything_has_its_place_in_one_folder_and_on_loopback() {
        let found = settings(&[]).unwrap();
        assert_eq!(found.data_dir, PathBuf::from("claviger-data"));
        assert_eq!(found.database_file, PathBuf::from("claviger-data/claviger.db"));
        assert_eq!(found.root_dir, PathBuf::from("claviger-data/root"));
        assert_eq!((found.listen.to_string(), found.admin_listen.to_string()), (LISTEN.to_owned(), ADMIN_LISTEN.to_owned()));
        assert_eq!((found.public_url, found.region.as_str(), found.is_behind_proxy), (None, "eu-west-0", false));
        assert_eq!(found.log.format, LogFormat::Text);
    }

    #[test]
    fn what_is_given_is_taken() {
        let found = settings(&[
            "--data-dir=/d",
            "--root-dir=/elsewhere/root",
            "--listen=0.0.0.0:80",
            "--behind-proxy",
            "--public-url=https://kms.example.org/",
            "--region=eu-west-1",
            "--root=software",
            "--log=debug",
            "--log-json",
        ])
        .unwrap();
        assert_eq!(found.database_file, PathBuf::from("/d/claviger.db"));
        assert_eq!(found.root_dir, PathBuf::from("/elsewhere/root"));
        assert_eq!(found.public_url.map(|url| url.to_string()).as_deref(), Some("https://kms.example.org"));
        assert_eq!((found.listen.port(), found.region.as_str(), found.is_behind_proxy), (80, "eu-west-1", true));
        assert_eq!(found.log.format, LogFormat::Json);
        for url in ["sqlite:/x/y.db", "sqlite:///x/y.db"] {
            assert_eq!(settings(&["--database-url", url]).unwrap().database_file, PathBuf::from("/x/y.db"));
        }
    }

    #[test]
    fn a_wrong_setting_is_one_sentence_that_names_it_and_the_mend() {
        for (words, sentence) in [
            (vec!["--data-dir="], "CLAVIGER_DATA_DIR (--data-dir) is empty; name a folder, or leave it out"),
            (vec!["--root-dir="], "CLAVIGER_ROOT_DIR (--root-dir) is empty; name a folder, or leave it out"),
            (
                vec!["--database-url=postgres://u:hunter2@h/d"],
                "CLAVIGER_DATABASE_URL (--database-url) asks for PostgreSQL, which is not there yet; give sqlite: and a file",
            ),
            (
                vec!["--database-url=sqlite::memory:"],
                "CLAVIGER_DATABASE_URL (--database-url) names no file; write it like sqlite:/var/lib/claviger/claviger.db",
            ),
            (
                vec!["--database-url=mysql://x"],
                "CLAVIGER_DATABASE_URL (--database-url) names no file; write it like sqlite:/var/lib/claviger/claviger.db",
            ),
            (
                vec!["--listen=localhost:8480"],
                "CLAVIGER_LISTEN (--listen) is 'localhost:8480'; give an IP address and a port, such as 127.0.0.1:8480",
            ),
            (
                vec!["--listen=0.0.0.0:8480"],
                "CLAVIGER_LISTEN (--listen) is 0.0.0.0:8480, which others reach without TLS; use a loopback address, \
                 or give --behind-proxy if a proxy speaks TLS",
            ),
            (
                vec!["--admin-listen=[::]:8481"],
                "CLAVIGER_ADMIN_LISTEN (--admin-listen) is [::]:8481, which others reach without TLS; use a loopback address, \
                 or give --behind-proxy if a proxy speaks TLS",
            ),
            (
                vec!["--admin-listen=127.0.0.1:8480"],
                "CLAVIGER_ADMIN_LISTEN (--admin-listen) is 127.0.0.1:8480, as --listen is; give it another port",
            ),
            (
                vec!["--listen=0.0.0.0:8480", "--behind-proxy"],
                "CLAVIGER_PUBLIC_URL (--public-url) is not given; behind a proxy, set it to the https:// address that browsers use",
            ),
            (vec!["--behind-proxy=maybe"], "CLAVIGER_BEHIND_PROXY (--behind-proxy) is 'maybe'; write true or false"),
            (vec!["--log-json=maybe"], "CLAVIGER_LOG_JSON (--log-json) is 'maybe'; write true or false"),
            (vec!["--region= "], "CLAVIGER_REGION (--region) is ' '; give 1 to 64 characters"),
            (vec!["--root=pkcs11"], "CLAVIGER_ROOT (--root) is pkcs11, which is not there yet; use software"),
            (vec!["--root=cloud"], "CLAVIGER_ROOT (--root) is 'cloud'; use software"),
            (vec!["--log=claviger=loud"], "CLAVIGER_LOG (--log) is 'claviger=loud'; write it like info or info,claviger=debug"),
        ] {
            assert_eq!(settings(&words).unwrap_err().to_string(), sentence);
        }
    }

    #[test]
    fn a_demonstration_is_all_in_one_folder() {
        let read = |words: &[&str]| {
            let words = ["claviger"].iter().chain(words).map(OsString::from);
            Settings::read_for_demo(&CommandLine::read(words).unwrap(), || Ok("/throwaway".into()))
        };
        let found = read(&["demo"]).unwrap();
        assert_eq!(found.database_file, PathBuf::from("/throwaway/claviger.db"));
        assert_eq!(read(&["demo", "--data-dir=/named"]).unwrap().root_dir, PathBuf::from("/named/root"));
        for word in ["--database-url=sqlite:/x.db", "--root-dir=/x"] {
            assert!(read(&["demo", word]).is_err(), "{word}");
        }
    }
}
