//! The program itself, as operators run it.

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What an operator was promised for a stop.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// The program in a folder, with nothing of this process's environment.
fn claviger(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claviger"));
    command.args(words).current_dir(folder).env_clear().env("TMPDIR", folder);
    command
}

fn run(folder: &Path, words: &[&str]) -> Output {
    claviger(folder, words).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// What was printed is one JSON object and a line's end.
fn object(bytes: &[u8]) -> Value {
    let printed = text(bytes);
    assert!(printed.ends_with("}\n") && printed.matches('\n').count() == 1, "{printed}");
    serde_json::from_str(printed).unwrap()
}

/// A server that runs in a folder, with all that it logs.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    folder: TempDir,
}

impl Server {
    fn start(folder: TempDir, words: &[&str]) -> Self {
        let log = File::options().append(true).create(true).open(folder.path().join("log")).unwrap();
        let mut command = claviger(folder.path(), words);
        command.args(["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--log", "trace"]);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output, folder }
    }

    /// Every line up to the one that begins so.
    fn lines_until(&mut self, start: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended before it said {start}: {}", self.log());
            lines.push(line.trim_end().to_owned());
            if line.starts_with(start) {
                return lines;
            }
        }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// The address that its log says after this name.
    fn address(&self, name: &str) -> String {
        let log = self.log();
        let (_, rest) = log.split_once(&format!(" {name}=")).unwrap_or_else(|| panic!("no {name} in {log}"));
        rest.split_whitespace().next().unwrap().to_owned()
    }

    fn stop(mut self, signal: Signal) -> (ExitStatus, TempDir, Duration) {
        let since = Instant::now();
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        (self.child.wait().unwrap(), self.folder, since.elapsed())
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_sentence_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    for (words, names) in [
        (&["--listen", "0.0.0.0:8480"][..], "CLAVIGER_LISTEN (--listen) is 0.0.0.0:8480"),
        (&["--database-url", "postgres://h/d"], "CLAVIGER_DATABASE_URL (--database-url) asks for PostgreSQL"),
        (&["serve", "--root", "pkcs11"], "CLAVIGER_ROOT (--root) is pkcs11"),
        (&["demo", "--root-dir", "elsewhere"], "CLAVIGER_ROOT_DIR (--root-dir) is not for a demonstration"),
        (
            &["demo", "--data-dir", ".", "--listen", "127.0.0.1:0"],
            "CLAVIGER_DATA_DIR (--data-dir) is ., which is not an empty folder",
        ),
        (
            &["--data-dir", "letter", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"],
            "CLAVIGER_DATA_DIR (--data-dir) is letter, which is not a folder",
        ),
        (&["clock", "accept", "--log", "loud=x"], "CLAVIGER_LOG (--log) is 'loud=x'"),
    ] {
        fs::write(folder.path().join("letter"), "").unwrap();
        let done = run(folder.path(), words);
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.starts_with(&format!("claviger: {names}")) && said.matches('\n').count() == 1, "{said}");
        assert!(done.stdout.is_empty(), "{words:?}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["letter"], "{words:?}");
    }
}

#[test]
fn a_flag_wins_over_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let said = |words: &[&str]| {
        let mut command = claviger(folder.path(), words);
        let done = command.env("CLAVIGER_LISTEN", "of the environment").env("CLAVIGER_BEHIND_PROXY", "true").output().unwrap();
        text(&done.stderr).to_owned()
    };
    assert!(said(&[]).starts_with("claviger: CLAVIGER_LISTEN (--listen) is 'of the environment'"));
    for words in [&["--listen", "of the flag"][..], &["serve", "--listen", "of the flag"], &["--listen", "of the flag", "serve"]]
    {
        assert!(said(words).starts_with("claviger: CLAVIGER_LISTEN (--listen) is 'of the flag'"), "{words:?}");
    }
    // The environment's proxy allows the address, so that the next fault is named; the flag takes the permission back.
    assert!(said(&["--listen", "0.0.0.0:1"]).contains("CLAVIGER_PUBLIC_URL"));
    assert!(said(&["--listen", "0.0.0.0:1", "--behind-proxy=false"]).contains("CLAVIGER_LISTEN"));
}

#[test]
fn help_and_version_are_printed_and_unknown_words_refused() {
    let folder = tempfile::tempdir().unwrap();
    let help = run(folder.path(), &["--help"]);
    assert!(help.status.success() && text(&help.stdout).contains("--data-dir") && help.stderr.is_empty());
    assert_eq!(text(&run(folder.path(), &["--version"]).stdout), concat!("claviger ", env!("CARGO_PKG_VERSION"), "\n"));
    let unknown = run(folder.path(), &["system-key", "rotate"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(unknown.stdout.is_empty());
}

/// The password and the roles in the line of the printed table that is about this person.
fn line_about<'a>(lines: &'a [String], name: &str) -> (&'a str, &'a str) {
    let rows = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let found: Vec<_> = rows.filter(|row| row.starts_with(&["main", name])).collect();
    let [row] = found.as_slice() else { panic!("{name} is not in one line of {lines:?}") };
    (row[2], row[3])
}

#[test]
fn the_first_start_makes_two_people_and_prints_their_passwords_once() {
    let mut first = Server::start(tempfile::tempdir().unwrap(), &[]);
    let lines = first.lines_until("Claviger is at ");
    let url = lines.last().unwrap().strip_prefix("Claviger is at ").unwrap();
    assert_eq!(url, format!("http://{}/console", first.address("address")));
    let (people, roles): (Vec<_>, Vec<_>) =
        ["administrator", "key-administrator"].map(|name| line_about(&lines, name)).into_iter().unzip();
    assert_eq!(roles, ["te_admin", "kms_adm"]);
    assert!(people.iter().all(|password| password.len() >= 15), "{lines:?}");
    let log = first.log();
    assert!(people.iter().all(|password| !log.contains(password)), "a password is in the log");
    for made in ["claviger-data", "claviger-data/claviger.db", "claviger-data/root"] {
        let mode = fs::metadata(first.folder.path().join(made)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{made}");
    }
    let (status, folder, _) = first.stop(Signal::INT);
    assert_eq!(status.code(), Some(0));

    let mut second = Server::start(folder, &["serve"]);
    assert_eq!(second.lines_until("Claviger is at ").len(), 1);
    assert_eq!(second.stop(Signal::TERM).0.code(), Some(0));
}

#[test]
fn tenants_and_people_are_made_beside_a_running_server() {
    let mut server = Server::start(tempfile::tempdir().unwrap(), &[]);
    server.lines_until("Claviger is at ");
    let folder = server.folder.path();
    let domain = run(folder, &["domain", "create", "--name", "initech", "--deletion-approvals", "2", "--json"]);
    let domain = object(&domain.stdout);
    assert_eq!((domain["deletion_approvals"].as_u64(), domain["project_name"].as_str()), (Some(2), Some("eu-west-0")));
    let words = ["user", "create", "--domain", "initech", "--name", "Bill", "--role", "te_admin", "kms_adm", "--json"];
    let bill = run(folder, &words);
    let (log, bill) = (text(&bill.stderr).to_owned(), object(&bill.stdout));
    assert_eq!(bill["domain_id"], domain["domain_id"]);
    assert_eq!(bill["roles"], serde_json::json!(["te_admin", "kms_adm"]));
    let password = bill["password"].as_str().unwrap();
    assert!(password.len() >= 15 && !log.contains(password));

    fs::write(folder.join("password"), "plover tango mixed birch\n").unwrap();
    let words =
        ["user", "create", "--domain", "initech", "--name", "Milton", "--role", "kms_crypto", "--password-file", "password"];
    let milton = run(folder, &[&words[..], &["--json", "--log", "trace"]].concat());
    assert!(object(&milton.stdout).get("password").is_none());
    assert!(!text(&milton.stderr).contains("plover"));
    let again = run(folder, &words);
    assert_eq!((again.status.code(), again.stdout.len()), (Some(1), 0));
    assert_eq!(text(&again.stderr), "claviger: this name is taken\n");

    let nowhere = run(folder, &["user", "create", "--domain", "hooli", "--name", "x", "--role", "kms_adm", "--json"]);
    let said = "claviger: there is no domain hooli; make it with: claviger domain create --name hooli\n";
    assert_eq!((nowhere.status.code(), text(&nowhere.stderr), nowhere.stdout.len()), (Some(1), said, 0));
    assert!(run(folder, &["clock", "accept"]).status.success());
    assert_eq!(server.stop(Signal::TERM).0.code(), Some(0));
}

#[test]
fn a_server_told_to_stop_ends_in_time_whatever_its_clients_hold_open() {
    let mut server = Server::start(tempfile::tempdir().unwrap(), &[]);
    server.lines_until("Claviger is at ");
    let (faces, admin) = (server.address("address"), server.address("admin_address"));
    assert!(get(&admin, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&admin, "/readyz").ends_with("ready\n"));
    let since = Instant::now();
    while !get(&admin, "/metrics").contains("claviger_clock_held 0") {
        assert!(since.elapsed() < STOPS_WITHIN, "time is not witnessed: {}", server.log());
    }
    let silent = TcpStream::connect(&faces).unwrap();
    let mut half = TcpStream::connect(&faces).unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").unwrap();
    let mut idle = TcpStream::connect(&admin).unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut start = [0; 15];
    idle.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    let (status, _folder, took) = server.stop(Signal::TERM);
    assert_eq!(status.code(), Some(0));
    assert!(took < STOPS_WITHIN, "{took:?}");
    drop((silent, half));
}

#[test]
fn a_port_that_is_taken_is_named_before_anything_is_made() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let done = run(folder.path(), &["--listen", &address, "--admin-listen", "127.0.0.1:0"]);
    let said = text(&done.stderr);
    assert!(
        said.starts_with(&format!("claviger: CLAVIGER_LISTEN (--listen) is {address}, which cannot be listened on")),
        "{said}"
    );
    assert_eq!((done.status.code(), fs::read_dir(folder.path()).unwrap().count()), (Some(2), 0));
}

#[test]
fn a_demonstration_prints_one_object_and_leaves_nothing_behind() {
    let mut server = Server::start(tempfile::tempdir().unwrap(), &["demo", "--json"]);
    let printed = server.lines_until("{");
    let [line] = printed.as_slice() else { panic!("{printed:?}") };
    let shown: Value = serde_json::from_str(line).unwrap();
    assert_eq!(shown["url"], format!("http://{}", server.address("address")));
    let people = shown["people"].as_array().unwrap();
    assert_eq!(people[0]["domain"], "acme");
    let log = server.log();
    for role in ["te_admin", "kms_adm", "secu_admin", "kms_cmk_full", "kms_crypto", "kms_auditor", "kms_readonly"] {
        let has = |person: &&Value| person["domain"] == "acme" && person["roles"].as_array().unwrap().contains(&role.into());
        assert!(people.iter().any(|person| has(&person)), "{role}");
    }
    for person in people {
        assert!(!log.contains(person["password"].as_str().unwrap()), "a password is in the log");
    }
    let mut rest = String::new();
    kill_process(Pid::from_child(&server.child), Signal::TERM).unwrap();
    server.output.read_to_string(&mut rest).unwrap();
    assert_eq!((rest.as_str(), server.child.wait().unwrap().code()), ("", Some(0)));
    let left: Vec<_> = fs::read_dir(server.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["log"]);
}
