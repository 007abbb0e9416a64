//! The operator's listener: whether the server lives, whether it can serve, and how it does.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;

/// The format of Prometheus, as its servers ask for it.
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Routes for operators and their programs. `readiness` says in one line why requests would fail now.
pub fn admin<Check, Ready>(readiness: Check, metrics: PrometheusHandle) -> Router
where
    Check: Fn() -> Ready + Clone + Send + Sync + 'static,
    Ready: Future<Output = Result<(), String>> + Send + 'static,
{
    let ready = move || async move {
        match readiness().await {
            Ok(()) => (StatusCode::OK, line("ready")),
            Err(reason) => (StatusCode::SERVICE_UNAVAILABLE, line(&reason)),
        }
    };
    let show = move || async move { ([(CONTENT_TYPE, EXPOSITION), (CACHE_CONTROL, "no-store")], metrics.render()) };
    Router::new().route("/healthz", get(async || line("alive"))).route("/readyz", get(ready)).route("/metrics", get(show))
}

/// One line of text, whatever was in it, that nobody keeps.
fn line(text: &str) -> impl IntoResponse + use<> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    ([(CACHE_CONTROL, "no-store")], format!("{text}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;
    use http_body_util::BodyExt;
    use metrics_exporter_prometheus::PrometheusBuilder;
    use tower::ServiceExt;

    async fn answer(readiness: Result<(), String>, path: &str) -> (StatusCode, String) {
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, || metrics::counter!("claviger_seen_total").increment(3));
        let router = admin(move || std::future::ready(readiness.clone()), recorder.handle());
        let answer = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status();
        (status, String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_server_that_lives_may_still_say_that_it_is_not_ready() {
        let trouble = || Err("the database\ndid not answer".to_owned());
        assert_eq!(answer(trouble(), "/healthz").await, (StatusCode::OK, "alive\n".to_owned()));
        assert_eq!(answer(Ok(()), "/readyz").await, (StatusCode::OK, "ready\n".to_owned()));
        let said = (StatusCode::SERVICE_UNAVAILABLE, "the database did not answer\n".to_owned());
        assert_eq!(answer(trouble(), "/readyz").await, said);
    }

    #[tokio::test]
    async fn metrics_are_shown_and_nothing_else_is_there() {
        let (status, text) = answer(Ok(()), "/metrics").await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("claviger_seen_total 3"), "{text}");
        assert_eq!(answer(Ok(()), "/console").await.0, StatusCode::NOT_FOUND);
    }
}
