//! The other side of the ratio: an axum handler that takes and gives JSON of the same sizes, and does nothing else.

use super::server::DECRYPT;
use axum::extract::DefaultBodyLimit;
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// The form of decrypt-datakey, with owned texts.
#[derive(Deserialize)]
struct Sealed {
    key_id: String,
    cipher_text: String,
    datakey_cipher_length: String,
}

/// The answer of decrypt-datakey, with owned texts.
#[derive(Serialize)]
struct Opened {
    data_key: String,
    datakey_length: String,
    datakey_dgst: String,
}

/// Answers at this port of the loopback address until the process ends.
pub async fn serve(port: u16) {
    let routes = Router::new().route(&DECRYPT.replace("{}", "{project_id}"), post(open)).layer(DefaultBodyLimit::max(128 * 1024));
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.unwrap();
    axum::serve(listener, routes).await.unwrap();
}

async fn open(Json(sealed): Json<Sealed>) -> Json<Opened> {
    let data_key = sealed.cipher_text.get(..64).unwrap_or(&sealed.key_id).to_owned();
    Json(Opened { datakey_dgst: data_key.clone(), data_key, datakey_length: sealed.datakey_cipher_length })
}
