//! What devices talk to: `/api/v1`, and what watches the server: `/healthz`, `/readyz`.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use custodia_core::report::FORMAT;
use serde_json::json;

use crate::app::App;
use problem::{Kind, Problem};

mod enrolments;
mod leave;
pub mod problem;
mod reports;

/// The largest single signed object, in bytes.
pub const MAX_SIGNED: usize = custodia_core::jws::MAX_LENGTH;
/// The largest request, in bytes.
pub const MAX_REQUEST: usize = 4 * 1024 * 1024;
/// The most reports in one request.
pub const MAX_REPORTS: usize = 100;

/// The media type of one signed object.
const JOSE: &str = "application/jose";
/// The media type of several.
const JSON: &str = "application/json";

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/enrolments", post(enrolments::create).layer(DefaultBodyLimit::max(MAX_SIGNED)))
        .route("/api/v1/reports", post(reports::create).layer(DefaultBodyLimit::max(MAX_REQUEST)))
        .route("/api/v1/leave", post(leave::create).layer(DefaultBodyLimit::max(MAX_SIGNED)))
        .route("/api/v1/version", get(version))
        .route("/api/{*rest}", axum::routing::any(no_such_address))
        .route("/problems/{name}", get(problem::describe))
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .method_not_allowed_fallback(|| async { Problem::new(Kind::MethodNotAllowed) })
}

async fn version() -> axum::Json<serde_json::Value> {
    axum::Json(json!({ "version": env!("CARGO_PKG_VERSION"), "formats": [FORMAT] }))
}

async fn no_such_address() -> Problem {
    Problem::new(Kind::NotFound)
}

async fn healthy() -> &'static str {
    "ok\n"
}

async fn ready(State(app): State<App>) -> Response {
    match app.store.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// The media type that a request declares, without parameters.
fn media_type(headers: &HeaderMap) -> Option<&str> {
    let mut declared = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(only), None) = (declared.next(), declared.next()) else { return None };
    only.to_str().ok()?.split(';').next().map(str::trim)
}
