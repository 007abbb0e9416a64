//! The processes that are measured, each of its own: the program as it is delivered, and the bare handler.

use super::client::{Connection, request};
use serde_json::{Value, json};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_claviger");
/// The path of decrypt-datakey.
pub const DECRYPT: &str = "/v1.0/{}/kms/decrypt-datakey";
/// How long a process may take until it answers.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running process that answers HTTP. It ends when this goes.
pub struct Server {
    /// Where it answers.
    pub address: SocketAddr,
    /// How long it took from its start until it was ready.
    pub ready_in: Duration,
    child: Child,
}

impl Server {
    /// Starts the program on a data directory, with its default settings, and waits until it says that it is ready.
    pub async fn start(data: &Path) -> Self {
        let (address, admin) = (free_address(), free_address());
        let mut command = Command::new(PROGRAM);
        command.arg("serve").arg("--data-dir").arg(data);
        command.args(["--log", "error"]);
        command.args(["--listen", &address.to_string(), "--admin-listen", &admin.to_string()]);
        Self::run(command, address, admin, "/readyz").await
    }

    /// Starts the bare handler.
    pub async fn start_bare() -> Self {
        let address = free_address();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["bare", &address.port().to_string()]);
        Self::run(command, address, address, "/").await
    }

    async fn run(mut command: Command, address: SocketAddr, asked: SocketAddr, path: &str) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().unwrap();
        let mut server = Self { address, ready_in: Duration::ZERO, child };
        while begun.elapsed() < PATIENCE {
            if std::net::TcpStream::connect(asked).is_ok() {
                let answer = Connection::open(asked).await.send(&request("GET", path, &[], "")).await;
                if answer.status != 503 {
                    server.ready_in = begun.elapsed();
                    return server;
                }
            }
            assert!(server.child.try_wait().unwrap().is_none(), "{command:?} ended");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("{command:?} does not answer");
    }

    /// The memory that it has resident, in bytes.
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        kibibytes.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
    }

    /// The processor time that it has used so far.
    pub fn used(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // User and system time, in hundredths of a second: fields 14 and 15 of the whole line.
        Duration::from_millis(10 * [11, 12].map(|at| fields[at].parse::<u64>().unwrap()).iter().sum::<u64>())
    }

    /// A decrypt-datakey of somebody with a token, for a key and a data key that are made for it.
    pub async fn decrypt_datakey(&self, domain: &str, user: &str, password: &str, project_id: &str) -> Vec<u8> {
        let mut connection = Connection::open(self.address).await;
        let user = json!({ "name": user, "password": password, "domain": { "name": domain } });
        let identity = json!({ "methods": ["password"], "password": { "user": user } });
        let auth = json!({ "auth": { "identity": identity, "scope": { "project": { "id": project_id } } } });
        let asked = request("POST", "/v3/auth/tokens", &[("content-type", "application/json")], &auth.to_string());
        let answer = connection.send(&asked).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        let token = super::client::header(&answer.head, "x-subject-token").unwrap().to_owned();
        let call = |verb: &str, body: Value| {
            let headers = [("x-auth-token", token.as_str()), ("content-type", "application/json")];
            request("POST", &format!("/v1.0/{project_id}/kms/{verb}"), &headers, &body.to_string())
        };
        let key = read(&connection.send(&call("create-key", json!({ "key_alias": "measured" }))).await.body);
        let key_id = &key["key_info"]["key_id"];
        let made =
            read(&connection.send(&call("create-datakey", json!({ "key_id": key_id, "datakey_length": "256" }))).await.body);
        let sealed = json!({ "key_id": key_id, "cipher_text": made["cipher_text"], "datakey_cipher_length": "32" });
        call("decrypt-datakey", sealed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended before is as good.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

fn read(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(body)))
}

fn free_address() -> SocketAddr {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap().local_addr().unwrap()
}
