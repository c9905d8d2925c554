//! Enrolment links: made here, shown once, listed until they are used, revoked.

use askama::Template;
use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use custodia::clock;
use serde::Deserialize;

use super::frame::{Frame, Visitor};
use super::session::SignedIn;
use super::{PageError, redirect, render};
use crate::app::App;
use crate::secret::Secret;
use crate::store::enrolment::{MAX_LABEL, OutstandingToken};

#[derive(Template)]
#[template(path = "enrol.html")]
struct EnrolPage {
    frame: Frame,
    /// The link that was just made; shown this once.
    link: Option<String>,
    outstanding: Vec<OutstandingToken>,
}

#[derive(Deserialize)]
pub(super) struct NewLink {
    #[serde(default)]
    label: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    page(&app, signed_in, visitor, None).await
}

pub(super) async fn create(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Form(new): Form<NewLink>,
) -> Result<Response, PageError> {
    let label = new.label.trim();
    if label.chars().count() > MAX_LABEL || label.chars().any(char::is_control) {
        return Err(PageError::bad_request(visitor));
    }
    let token = Secret::for_link().map_err(|error| PageError::internal(visitor.clone(), &error))?;
    app.store
        .keep_enrolment_token(token.digest(), label, &signed_in.administrator.name, clock::now())
        .await
        .map_err(|error| PageError::store(visitor.clone(), &error))?;
    let link = app.site.enrolment_link(&token);
    page(&app, signed_in, visitor, Some(link)).await
}

pub(super) async fn revoke(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path(token): Path<i64>,
) -> Result<Response, PageError> {
    app.store
        .revoke_enrolment_token(token, &signed_in.administrator.name, clock::now())
        .await
        .map_err(|error| PageError::store(visitor, &error))?;
    Ok(redirect("/enrol"))
}

async fn page(
    app: &App,
    signed_in: SignedIn,
    visitor: Visitor,
    link: Option<String>,
) -> Result<Response, PageError> {
    let now = clock::now();
    let outstanding =
        app.store.outstanding_tokens(now).await.map_err(|error| PageError::store(visitor.clone(), &error))?;
    let frame = Frame::new(visitor, Some(signed_in.administrator), now);
    Ok(render(&EnrolPage { frame, link, outstanding }))
}
