//! Signing in with a password or a one-time link, and signing out.

use askama::Template;
use axum::extract::{ConnectInfo, Extension, Form, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use custodia::clock;
use serde::Deserialize;
use std::net::SocketAddr;

use super::frame::{Frame, Visitor};
use super::session::{self, SignedIn};
use super::{PageError, render};
use crate::app::App;
use crate::auth::password;
use crate::secret;
use crate::store::audit::Action;

#[derive(Template)]
#[template(path = "sign-in.html")]
struct SignInPage {
    frame: Frame,
    error: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "sign-in-link.html")]
struct SignInLinkPage {
    frame: Frame,
}

#[derive(Deserialize)]
pub(super) struct Credentials {
    name: String,
    password: String,
}

pub(super) async fn form(visitor: Visitor) -> Response {
    render(&SignInPage { frame: Frame::new(visitor, None, clock::now()), error: None })
}

pub(super) async fn sign_in(
    State(app): State<App>,
    Extension(ConnectInfo(peer)): Extension<ConnectInfo<SocketAddr>>,
    visitor: Visitor,
    Form(credentials): Form<Credentials>,
) -> Response {
    let Credentials { name, password } = credentials;
    let now = clock::now();
    if name.len() > 64 || password.len() > password::MAX_LENGTH {
        return refused(visitor, StatusCode::UNAUTHORIZED, "sign-in-wrong");
    }
    if !app.tries.allows(&name, peer.ip(), now) {
        let mut response = refused(visitor, StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        return response;
    }
    let known = match app.store.administrator(&name).await {
        Ok(known) => known,
        Err(error) => return PageError::store(visitor, &error).into_response(),
    };
    let (administrator, hashed) =
        known.map_or((None, None), |(administrator, hashed)| (Some(administrator), hashed));
    if app.passwords.matches(password, hashed).await
        && let Some(administrator) = administrator
    {
        return session::begin(&app, visitor, &administrator, Action::SignedIn).await;
    }
    // The name that was typed may be a password that slipped into the wrong field: only known ones are written down.
    let actor = administrator.map_or_else(|| "?".to_owned(), |administrator| administrator.name);
    if let Err(error) = app.store.record(now, &actor, Action::SignInRefused, "").await {
        return PageError::store(visitor, &error).into_response();
    }
    refused(visitor, StatusCode::UNAUTHORIZED, "sign-in-wrong")
}

pub(super) async fn link_form(visitor: Visitor) -> Response {
    render(&SignInLinkPage { frame: Frame::new(visitor, None, clock::now()) })
}

pub(super) async fn sign_in_by_link(
    State(app): State<App>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Response {
    match app.store.redeem_sign_in_link(secret::digest(&token), clock::now()).await {
        Ok(Some(administrator)) => {
            session::begin(&app, visitor, &administrator, Action::SignedInByLink).await
        }
        Ok(None) => refused(visitor, StatusCode::FORBIDDEN, "sign-in-link-invalid"),
        Err(error) => PageError::store(visitor, &error).into_response(),
    }
}

pub(super) async fn sign_out(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
) -> Response {
    let ended = app.store.end_session(signed_in.session, &signed_in.administrator.name, clock::now()).await;
    match ended {
        Ok(()) => session::ended(),
        Err(error) => PageError::store(visitor, &error).into_response(),
    }
}

fn refused(visitor: Visitor, status: StatusCode, error: &'static str) -> Response {
    let page = SignInPage { frame: Frame::new(visitor, None, clock::now()), error: Some(error) };
    (status, render(&page)).into_response()
}
