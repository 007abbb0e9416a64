//! The loop that takes connections: bounded in number, in time to send a head and in its size, and drained at the end.

use super::{MOST_HEAD, TIME_TO_SEND};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::Service;

/// How many connections are open at once; more wait in the machine's queue.
const CONNECTIONS: usize = 1_024;
/// How much of a head is read at all. Twice what is allowed, so that who sends a little too much is told.
const HEAD_READ: usize = 2 * MOST_HEAD;
/// How long to wait when the machine has no file or memory for another connection.
const RECOVER: Duration = Duration::from_millis(100);
/// What is left of the ten seconds that an operator was promised when requests are waited for.
const DRAIN_WITHIN: Duration = Duration::from_secs(8);

/// Answers with `router` until told to stop, or until who tells is gone. Requests under way are then answered, and
/// connections that wait for the next one closed.
pub async fn listen(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = async { (Arc::clone(&places).acquire_owned().await, listener.accept().await) } => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            (Ok(place), Ok((stream, peer))) => {
                let (router, stop) = (router.clone(), stop.clone());
                connections.spawn(async move {
                    converse(stream, peer, router, stop).await;
                    drop(place);
                });
            }
            (_, Err(error)) => {
                tracing::warn!(%error, "a connection could not be taken");
                sleep(RECOVER).await;
            }
            (Err(_), Ok(_)) => break,
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let all_gone = async { while connections.join_next().await.is_some() {} };
    if timeout(DRAIN_WITHIN, all_gone).await.is_err() {
        tracing::warn!("some requests did not end in time and were dropped");
    }
}

async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, mut stop: watch::Receiver<bool>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection sends late");
    }
    let service = service_fn(|request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(TIME_TO_SEND).max_buf_size(HEAD_READ);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

/// Waits until told to stop, or until nobody can tell any more.
async fn told(stop: &mut watch::Receiver<bool>) {
    drop(stop.wait_for(|stop| *stop).await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;
    use tokio::task::JoinHandle;

    struct Running {
        address: SocketAddr,
        entered: Arc<Notify>,
        go_on: Arc<Notify>,
        stop: watch::Sender<bool>,
        ended: JoinHandle<()>,
    }

    async fn running() -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (entered, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (inside, wait) = (Arc::clone(&entered), Arc::clone(&go_on));
        let slow = get(move || async move {
            inside.notify_one();
            wait.notified().await;
            "late"
        });
        let peer = get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.to_string());
        let router = Router::new().route("/slow", slow).route("/peer", peer);
        let (stop, stopped) = watch::channel(false);
        Running { address, entered, go_on, stop, ended: tokio::spawn(listen(listener, router, stopped)) }
    }

    async fn ask(stream: &mut TcpStream, path: &str) {
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).await.unwrap();
    }

    async fn read_all(mut stream: TcpStream) -> String {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn at_the_end_a_request_under_way_is_answered_and_idle_connections_are_closed() {
        let here = running().await;
        let mut idle = TcpStream::connect(here.address).await.unwrap();
        ask(&mut idle, "/peer").await;
        let mut start = [0; 15];
        idle.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
        let silent = TcpStream::connect(here.address).await.unwrap();
        let mut busy = TcpStream::connect(here.address).await.unwrap();
        ask(&mut busy, "/slow").await;
        here.entered.notified().await;
        here.stop.send(true).unwrap();
        assert_eq!(read_all(silent).await, "");
        assert!(read_all(idle).await.contains("127.0.0.1:"));
        here.go_on.notify_one();
        assert!(read_all(busy).await.ends_with("\r\n\r\nlate"));
        here.ended.await.unwrap();
        assert!(TcpStream::connect(here.address).await.is_err());
    }

    #[tokio::test]
    async fn a_head_that_is_too_large_is_refused() {
        let here = running().await;
        let mut stream = TcpStream::connect(here.address).await.unwrap();
        let head = format!("GET /peer HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "a".repeat(4 * HEAD_READ));
        let mut start = [0; 12];
        // Who is still writing may find the connection reset instead of the answer.
        if stream.write_all(head.as_bytes()).await.is_ok() && stream.read_exact(&mut start).await.is_ok() {
            assert_eq!(&start, b"HTTP/1.1 431");
        }
    }
}
