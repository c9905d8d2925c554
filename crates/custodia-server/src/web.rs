//! The pages for administrators: plain HTML and one style sheet, no scripts.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use custodia::clock;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::store::StoreError;
use frame::{Frame, Visitor};

mod device;
mod devices;
mod enrol;
mod fleet;
pub mod frame;
mod records;
pub mod session;
mod sign_in;

/// The largest form, in bytes.
const MAX_FORM: usize = 16 * 1024;

const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Pages together with the list of their paths, so that tests can go over all of them.
#[derive(Default)]
pub struct Pages {
    router: Router<App>,
    paths: Vec<&'static str>,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Pages({:?})", self.paths)
    }
}

impl Pages {
    fn page(mut self, path: &'static str, methods: MethodRouter<App>) -> Self {
        self.router = self.router.route(path, methods);
        self.paths.push(path);
        self
    }

    /// The paths.
    #[must_use]
    pub fn paths(&self) -> &[&'static str] {
        &self.paths
    }
}

/// The pages that nobody sees without a session.
#[must_use]
pub fn private_pages() -> Pages {
    Pages::default()
        .page("/", get(fleet::show))
        .page("/devices", get(devices::show))
        .page("/devices/{device}", get(device::show))
        .page("/enrol", get(enrol::show).post(enrol::create))
        .page("/enrol/{token}/revoke", post(enrol::revoke))
        .page("/records", get(records::overview))
        .page("/records/{kind}", get(records::register).post(records::create))
        .page("/records/{kind}/{record}", get(records::show).post(records::change))
        .page("/records/{kind}/{record}/close", post(records::close))
        .page("/records/{kind}/{record}/ask", post(records::ask_dns))
        .page("/sign-out", post(sign_in::sign_out))
}

/// The pages that lead to a session.
#[must_use]
pub fn public_pages() -> Pages {
    Pages::default()
        .page("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .page("/sign-in/link/{token}", get(sign_in::link_form).post(sign_in::sign_in_by_link))
}

/// All pages with their protections.
pub fn routes(app: &App) -> Router<App> {
    let private =
        private_pages().router.route_layer(middleware::from_fn_with_state(app.clone(), session::require));
    private
        .merge(public_pages().router)
        .layer(middleware::from_fn(frame::keep_language))
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(CsrfLayer::new())
        .route("/static/{file}", get(asset))
        .fallback(not_found)
}

/// Sets the headers that every answer carries.
pub async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

async fn asset(Path(file): Path<String>) -> Response {
    let (media_type, text) = match file.as_str() {
        "custodia.css" => ("text/css; charset=utf-8", include_str!("../static/custodia.css")),
        "custodia.svg" => ("image/svg+xml", include_str!("../static/custodia.svg")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "private, max-age=300")];
    (headers, text).into_response()
}

async fn not_found(visitor: Visitor) -> PageError {
    PageError::not_found(visitor)
}

/// A page that could not be shown, and why.
#[derive(Debug)]
pub struct PageError {
    visitor: Visitor,
    status: StatusCode,
    message: &'static str,
}

impl PageError {
    const fn not_found(visitor: Visitor) -> Self {
        Self { visitor, status: StatusCode::NOT_FOUND, message: "page-error-not-found" }
    }

    const fn bad_request(visitor: Visitor) -> Self {
        Self { visitor, status: StatusCode::BAD_REQUEST, message: "page-error-bad-request" }
    }

    fn internal(visitor: Visitor, error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a page could not be made");
        Self { visitor, status: StatusCode::INTERNAL_SERVER_ERROR, message: "page-error-internal" }
    }

    fn store(visitor: Visitor, error: &StoreError) -> Self {
        tracing::error!(error = error as &dyn std::error::Error, "a page could not be made");
        Self { visitor, status: StatusCode::SERVICE_UNAVAILABLE, message: "page-error-storage" }
    }
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    title: String,
    hint: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let frame = Frame::new(self.visitor, None, clock::now());
        let title = frame.text(self.message);
        let hint = frame.text(&format!("{}-hint", self.message));
        let mut response = (self.status, render(&ErrorPage { frame, title, hint })).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        response
    }
}

/// The page that a template makes.
fn render(template: &impl askama::Template) -> Response {
    match template.render() {
        Ok(html) => axum::response::Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Sends the browser elsewhere with a GET.
fn redirect(to: &str) -> Response {
    axum::response::Redirect::to(to).into_response()
}
