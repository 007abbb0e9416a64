//! A client of HTTP/1.1 that keeps its connection, and does no more than that: the same for both sides of every ratio.

use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// One open connection.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// What came back.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// What follows, without its framing.
    pub body: Vec<u8>,
    /// How many bytes all of it was on the wire.
    pub bytes: usize,
}

/// A request as it goes over the wire.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let lines = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{lines}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// How many requests a second are answered with 200, over so many connections.
pub async fn rate(address: SocketAddr, request: &[u8], connections: usize, span: Duration) -> f64 {
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..connections {
        let request = request.to_vec();
        tasks.spawn(async move {
            let mut connection = Connection::open(address).await;
            let mut answered = 0_u32;
            while begun.elapsed() < span {
                let answer = connection.send(&request).await;
                assert_eq!(answer.status, 200, "{} {}", answer.head, String::from_utf8_lossy(&answer.body));
                answered += 1;
            }
            answered
        });
    }
    let answered: u32 = tasks.join_all().await.into_iter().sum();
    f64::from(answered) / begun.elapsed().as_secs_f64()
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, received: Vec::with_capacity(16 * 1024) }
    }

    /// Sends a request, and takes the whole answer in.
    pub async fn send(&mut self, request: &[u8]) -> Answer {
        self.received.clear();
        self.stream.write_all(request).await.unwrap();
        let head = self.until(0, b"\r\n\r\n").await;
        let text = String::from_utf8(self.received[..head].to_vec()).unwrap();
        let status = text[9..12].parse().unwrap();
        let body = match header(&text, "content-length").map(|length| length.parse::<usize>().unwrap()) {
            Some(length) => {
                self.fill(head + length).await;
                self.received[head..head + length].to_vec()
            }
            None if header(&text, "transfer-encoding") == Some("chunked") => self.chunks(head).await,
            None => Vec::new(),
        };
        Answer { status, head: text, body, bytes: self.received.len() }
    }

    async fn chunks(&mut self, mut at: usize) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let line = self.until(at, b"\r\n").await;
            let length = usize::from_str_radix(std::str::from_utf8(&self.received[at..line - 2]).unwrap(), 16).unwrap();
            self.fill(line + length + 2).await;
            body.extend_from_slice(&self.received[line..line + length]);
            at = line + length + 2;
            if length == 0 {
                return body;
            }
        }
    }

    /// Where what ends so has ended, from `at` on.
    async fn until(&mut self, at: usize, end: &[u8]) -> usize {
        loop {
            let from = self.received.get(at..).unwrap_or_default();
            if let Some(found) = from.windows(end.len()).position(|bytes| bytes == end) {
                return at + found + end.len();
            }
            self.receive().await;
        }
    }

    async fn fill(&mut self, length: usize) {
        while self.received.len() < length {
            self.receive().await;
        }
    }

    async fn receive(&mut self) {
        assert!(self.stream.read_buf(&mut self.received).await.unwrap() > 0, "the connection ended");
    }
}

/// The value of a header; names are in lower case on our wire.
pub fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
