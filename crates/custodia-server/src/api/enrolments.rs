//! `POST /api/v1/enrolments`: a device brings its key and an administrator's token.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use custodia::clock;
use custodia_core::jws::{self, JwsError, Purpose};
use custodia_core::report::{Enrolled, Enrolment, Envelope, FORMAT};

use super::problem::{Kind, Problem, of_body};
use super::{JOSE, media_type};
use crate::app::App;
use crate::store::enrolment::EnrolmentError;

pub(super) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Enrolled>), Problem> {
    if media_type(&headers) != Some(JOSE) {
        return Err(Problem::new(Kind::MediaTypeUnsupported));
    }
    let body = body.map_err(|rejection| of_body(&rejection, Kind::EnrolmentMalformed))?;
    let enrolment = open(&body)?;
    let device = app.store.enrol(&enrolment, clock::now()).await?;
    tracing::info!(%device, "a device was enrolled");
    Ok((StatusCode::CREATED, Json(Enrolled { device })))
}

/// Reads the request and verifies it with the key in it: whoever sends it holds that key.
fn open(body: &[u8]) -> Result<Enrolment, Problem> {
    let malformed = Problem::new(Kind::EnrolmentMalformed);
    let signed = std::str::from_utf8(body).map_err(|_| malformed)?;
    let payload = jws::unverified_payload(signed).map_err(|_| malformed)?;
    let envelope: Envelope = serde_json::from_slice(&payload).map_err(|_| malformed)?;
    if envelope.format != FORMAT {
        return Err(Problem::new(Kind::ReportFormatUnknown));
    }
    let enrolment: Enrolment = serde_json::from_slice(&payload).map_err(|_| malformed)?;
    enrolment.key.verify(Purpose::Enrolment, signed).map_err(|error| match error {
        JwsError::Malformed | JwsError::TooLong => malformed,
        JwsError::Purpose | JwsError::Signature | JwsError::Key => Problem::new(Kind::SignatureInvalid),
    })?;
    Ok(enrolment)
}

impl From<EnrolmentError> for Problem {
    fn from(error: EnrolmentError) -> Self {
        match error {
            EnrolmentError::Token => Self::new(Kind::EnrolmentTokenInvalid),
            EnrolmentError::KnownKey => Self::new(Kind::KeyAlreadyEnrolled),
            EnrolmentError::Store(error) => error.into(),
        }
    }
}
