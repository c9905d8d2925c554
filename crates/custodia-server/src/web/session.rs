//! Sessions: a random id in a cookie, its digest in the database.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use custodia::clock;

use super::frame::Visitor;
use super::{PageError, redirect};
use crate::app::App;
use crate::secret::{self, Secret};
use crate::store::accounts::{Administrator, SESSION_LIFETIME};
use crate::store::audit::Action;
use custodia_core::value::Digest;

/// The cookie's name; the prefix binds it to this host and to TLS.
pub const COOKIE: &str = "__Host-custodia-session";

/// Who is signed in, and the digest of their session.
#[derive(Clone, Debug)]
pub(super) struct SignedIn {
    pub(super) administrator: Administrator,
    pub(super) session: Digest,
}

/// Lets requests with a session pass and sends all others to the sign-in page.
pub(super) async fn require(
    State(app): State<App>,
    visitor: Visitor,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(id) = cookie(request.headers(), COOKIE) else { return redirect("/sign-in") };
    let session = secret::digest(id);
    match app.store.use_session(session, clock::now()).await {
        Ok(Some(administrator)) => {
            request.extensions_mut().insert(SignedIn { administrator, session });
            next.run(request).await
        }
        Ok(None) => redirect("/sign-in"),
        Err(error) => PageError::store(visitor, &error).into_response(),
    }
}

/// Begins a session under a new id and sends the browser to the first page.
pub(super) async fn begin(
    app: &App,
    visitor: Visitor,
    administrator: &Administrator,
    how: Action,
) -> Response {
    let id = match Secret::for_session() {
        Ok(id) => id,
        Err(error) => return PageError::internal(visitor, &error).into_response(),
    };
    if let Err(error) = app.store.begin_session(administrator, id.digest(), how, clock::now()).await {
        return PageError::store(visitor, &error).into_response();
    }
    with_cookie(redirect("/"), id.reveal(), SESSION_LIFETIME.as_secs())
}

/// Sends the browser to the sign-in page without its cookie.
pub(super) fn ended() -> Response {
    with_cookie(redirect("/sign-in"), "", 0)
}

fn with_cookie(mut response: Response, id: &str, max_age: i64) -> Response {
    let cookie = format!("{COOKIE}={id}; Path=/; Max-Age={max_age}; Secure; HttpOnly; SameSite=Strict");
    if let Ok(mut value) = HeaderValue::from_str(&cookie) {
        value.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
