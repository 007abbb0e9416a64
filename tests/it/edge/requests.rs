//! Names, origins, limits and the log of requests.

use super::house::House;
use super::{ask, look};
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use claviger::domain::Face;
use claviger::web::{MOST_BODY, Origin, RequestId, TurnedAway};
use metrics_exporter_prometheus::PrometheusBuilder;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex};
use tracing::Dispatch;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::MakeWriter;

fn routes() -> Router {
    Router::new()
        .route(
            "/console/keys/{key_id}",
            get(async |Path(_): Path<String>| "a page").post(async |body: Bytes| body.len().to_string()),
        )
        .route("/console/id", get(async |id: RequestId, Origin(origin): Origin| format!("{id} {}", origin.request_id)))
        .route("/console/from", get(async |Origin(origin): Origin| format!("{:?} {:?}", origin.face, origin.address)))
        .route("/console/broken", post(async || StatusCode::INTERNAL_SERVER_ERROR))
}

#[tokio::test]
async fn every_answer_bears_the_name_that_we_gave_its_request() {
    let house = House::new().await;
    let router = house.around(Face::Api, routes());
    let theirs = [("x-request-id", "11111111-1111-7111-8111-111111111111")];
    let mut seen = Vec::new();
    for (method, path) in [("GET", "/console/id"), ("GET", "/nothing"), ("POST", "/console/broken"), ("PUT", "/console/id")] {
        let answer = ask(&router, method, path, &theirs, "").await;
        let id = answer.header("x-request-id").to_owned();
        assert!(id.len() == 36 && id.starts_with("01a20d6d-") && !seen.contains(&id), "{path}: {id}");
        if answer.status == StatusCode::OK {
            assert_eq!(answer.text, format!("{id} {id}"), "the handler knows the same name");
        }
        seen.push(id);
    }
}

#[tokio::test]
async fn a_handler_knows_where_a_request_came_from() {
    let house = House::new().await;
    let peer = ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4000)));
    for (face, expected) in [(Face::Console, "Console Some(192.0.2.1)"), (Face::Api, "Api Some(192.0.2.1)")] {
        let router = house.around(face, routes()).layer(Extension(peer));
        let answer = ask(&router, "GET", "/console/from", &[("x-forwarded-for", "203.0.113.9")], "").await;
        assert_eq!(answer.text, expected);
    }
    let nowhere = look(&routes(), "/console/from").await;
    assert_eq!(nowhere.status, StatusCode::INTERNAL_SERVER_ERROR, "without the layers nothing is guessed");
}

#[tokio::test]
async fn a_request_holds_at_most_what_any_of_ours_holds() {
    let house = House::new().await;
    let router = house.around(Face::Console, routes());
    let fits = ask(&router, "POST", "/console/keys/1", &[], vec![b'a'; MOST_BODY]).await;
    assert_eq!((fits.status, fits.text), (StatusCode::OK, MOST_BODY.to_string()));

    let body = ask(&router, "POST", "/console/keys/1", &[], vec![b'a'; MOST_BODY + 1]).await;
    assert_eq!(body.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(body.text.contains("128 KiB"), "{}", body.text);
    assert!(matches!(body.rest.extensions().get(), Some(TurnedAway::BodyTooLarge)));

    let announced = ask(&router, "POST", "/console/keys/1", &[("content-length", "99999999")], "").await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);

    let head = ask(&router, "GET", "/console/id", &[("x-long", &"a".repeat(32 * 1024))], "").await;
    assert_eq!(head.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert!(head.text.contains("32 KiB"), "{}", head.text);
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// With one listener alone, tracing asks the listener of whichever thread comes first whether a line is wanted, and
/// remembers the answer for all: tests on other threads listen to nothing. With a second one it asks both.
static SECOND_LISTENER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));

fn listen(lines: &Lines) -> DefaultGuard {
    LazyLock::force(&SECOND_LISTENER);
    let to_lines = tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(lines.clone());
    tracing::subscriber::set_default(to_lines.finish())
}

#[tokio::test]
async fn a_request_leaves_one_line_with_its_route_and_nothing_that_it_said() {
    let lines = Lines::default();
    let house = House::new().await;
    let _logging = listen(&lines);
    let recorder = PrometheusBuilder::new().build_recorder();
    let counts = recorder.handle();
    let _counting = metrics::set_default_local_recorder(&recorder);

    let router = house.around(Face::Console, routes());
    let headers = [("cookie", "claviger=s3cret"), ("x-auth-token", "s3cret"), ("user-agent", "s3cret")];
    let page = ask(&router, "GET", "/console/keys/s3cret?q=s3cret", &headers, "").await;
    ask(&router, "POST", "/console/keys/s3cret", &headers, "s3cret").await;
    ask(&router, "S3CRET", "/nothing/s3cret", &headers, "s3cret").await;
    ask(&router, "POST", "/console/broken", &headers, "").await;

    let (text, metrics) = (lines.text(), counts.render());
    let answered: Vec<&str> = text.lines().filter(|line| line.contains("answered")).collect();
    assert_eq!(answered.len(), 4, "{text}");
    for part in
        [page.header("x-request-id"), r#""face":"console""#, r#""method":"GET""#, "/console/keys/{key_id}", r#""status":200"#]
    {
        assert!(answered[0].contains(part), "{part} in {}", answered[0]);
    }
    assert!(answered[2].contains(r#""route":"none""#) && answered[2].contains(r#""method":"other""#), "{}", answered[2]);
    assert!(answered[3].contains("WARN") && answered[3].contains(r#""status":500"#), "{}", answered[3]);
    let counted = r#"claviger_requests_total{face="console",method="GET",route="/console/keys/{key_id}",status="2xx"} 1"#;
    assert!(metrics.contains(counted), "{metrics}");
    assert!(metrics.contains("claviger_request_seconds"), "{metrics}");
    for all in [text, metrics] {
        assert!(!all.to_lowercase().contains("s3cret"), "{all}");
    }
}

#[tokio::test]
async fn a_request_whose_client_left_leaves_its_line_too() {
    let lines = Lines::default();
    let _logging = listen(&lines);
    let slow = Router::new().route("/console/slow", get(async || std::future::pending::<()>().await));
    let house = House::new().await;
    let router = house.around(Face::Console, slow);
    let left = tokio::time::timeout(std::time::Duration::from_millis(1), look(&router, "/console/slow")).await;
    assert!(left.is_err());
    let text = lines.text();
    assert!(text.contains("left before the answer") && text.contains("/console/slow"), "{text}");
}
