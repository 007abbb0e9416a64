//! What is measured, and the table of it.

use super::browser::Browser;
use super::client::rate;
use super::seed::{self, FEW, MANY, PASSWORD, USER};
use super::server::{PROGRAM, Server};
use std::path::Path;
use std::time::{Duration, Instant};

/// The folder for the installation: on the disk of the build, as syncing to memory would cost nothing.
const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");
const STARTS: usize = 5;
const CONNECTIONS: usize = 64;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(4);
const WARM_UP: Duration = Duration::from_secs(1);
/// How often each view of a list is loaded, in both tenants by turns.
const VIEWS: usize = 60;

/// The views of the list, by what they show.
const LISTS: [(&str, &str); 8] = [
    ("first page", "/console/keys"),
    ("in one state", "/console/keys?state=disabled"),
    ("sorted by last use", "/console/keys?sort=-used"),
    ("in one state, sorted by last use", "/console/keys?state=disabled&sort=-used"),
    ("by one alias", "/console/keys?q=ledger-000009"),
    ("by a number that 1,111 keys begin with, or 1", "/console/keys?q=42"),
    ("by a word of every eighth key", "/console/keys?q=claims"),
    ("by a word of every key", "/console/keys?q=protects"),
];

/// Measures everything, and prints the table.
pub async fn print() {
    let folder = tempfile::tempdir_in(FOLDER).unwrap();
    let data = &folder.path().join("data");
    eprintln!("filling an installation");
    let busy = seed::fill(data).await.to_string();
    println!("| What | Measured | Limit |\n|---|---|---|");
    row("release binary", &megabytes(std::fs::metadata(PROGRAM).unwrap().len()), "30 MB");
    eprintln!("starting");
    row("start to ready", &milliseconds(median(starts(data).await)), "1 s");
    let server = Server::start(data).await;
    row("resident memory after the start", &megabytes(server.resident()), "100 MB");
    eprintln!("loading pages");
    pages(&server).await;
    eprintln!("listing keys");
    lists(&server).await;
    row("resident memory after the lists", &megabytes(server.resident()), "100 MB");
    eprintln!("opening data keys");
    data_keys(&server, &busy).await;
    row("resident memory after the load", &megabytes(server.resident()), "100 MB");
}

fn row(what: &str, measured: &str, limit: &str) {
    println!("| {what} | {measured} | {limit} |");
}

async fn starts(data: &Path) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..STARTS {
        took.push(Server::start(data).await.ready_in);
    }
    took
}

async fn pages(server: &Server) {
    let mut browser = Browser::open(server.address).await;
    let (answers, bytes) = browser.load("/console/sign-in").await;
    row("first load of the sign-in page, gzip", &format!("{bytes} bytes in {answers} answers"), "60 KB");
    browser.sign_in("few").await;
    let (answers, bytes) = browser.load("/console/keys").await;
    row("first load of the key list, gzip", &format!("{bytes} bytes in {answers} answers"), "60 KB");
}

async fn lists(server: &Server) {
    let (mut few, mut many) = (Browser::open(server.address).await, Browser::open(server.address).await);
    few.sign_in("few").await;
    many.sign_in("many").await;
    for (what, path) in LISTS {
        let (mut of_few, mut of_many) = (Vec::new(), Vec::new());
        for _ in 0..VIEWS {
            of_few.push(timed(&mut few, path).await);
            of_many.push(timed(&mut many, path).await);
        }
        let (of_few, of_many) = (median(of_few), median(of_many));
        let ratio = of_many.as_secs_f64() / of_few.as_secs_f64();
        let measured = format!("{} with {MANY}, {} with {FEW}: {ratio:.2} times", milliseconds(of_many), milliseconds(of_few));
        row(&format!("key list, {what}"), &measured, "2 times");
    }
}

async fn timed(browser: &mut Browser, path: &str) -> Duration {
    let begun = Instant::now();
    browser.get(path).await;
    begun.elapsed()
}

/// Opens one data key over and over, next to the bare handler in turns.
async fn data_keys(server: &Server, project_id: &str) {
    let bare = Server::start_bare().await;
    let asked = server.decrypt_datakey("busy", USER, PASSWORD, project_id).await;
    let sides = [server, &bare];
    for side in sides {
        rate(side.address, &asked, CONNECTIONS, WARM_UP).await;
    }
    let used = sides.map(Server::used);
    let mut rates = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (side, rates) in sides.into_iter().zip(&mut rates) {
            rates.push(rate(side.address, &asked, CONNECTIONS, ROUND).await);
        }
    }
    let spent = [0, 1].map(|side| {
        let answered: f64 = rates[side].iter().sum::<f64>() * ROUND.as_secs_f64();
        (sides[side].used().as_secs_f64() - used[side].as_secs_f64()) * 1e6 / answered
    });
    let [ours, others] = rates.map(|mut rates| {
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    });
    let figure = |rate: f64, spent: f64| format!("{rate:.0} a second, {spent:.0} µs of processor each");
    row(&format!("decrypt-datakey, {CONNECTIONS} connections"), &figure(ours, spent[0]), "");
    row("bare axum handler of the same sizes", &figure(others, spent[1]), "");
    row("decrypt-datakey of bare", &format!("{:.2}", ours / others), "");
}

fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

fn milliseconds(took: Duration) -> String {
    format!("{:.1} ms", took.as_secs_f64() * 1e3)
}

fn megabytes(bytes: u64) -> String {
    // A u32 is exact in an f64.
    format!("{:.1} MB", f64::from(u32::try_from(bytes / 1_000).unwrap()) / 1e3)
}
