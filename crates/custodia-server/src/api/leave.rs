//! `POST /api/v1/leave`: a device says good-bye.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use custodia::clock;
use custodia_core::jws::Purpose;
use custodia_core::report::{Envelope, FORMAT, Leave};
use serde::Serialize;
use uuid::Uuid;

use super::problem::{Kind, Problem, of_body};
use super::{JOSE, media_type};
use crate::app::App;

/// The answer: the device that left.
#[derive(Serialize)]
pub(super) struct Left {
    device: Uuid,
}

pub(super) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Left>, Problem> {
    if media_type(&headers) != Some(JOSE) {
        return Err(Problem::new(Kind::MediaTypeUnsupported));
    }
    let malformed = Problem::new(Kind::LeaveMalformed);
    let body = body.map_err(|rejection| of_body(&rejection, Kind::LeaveMalformed))?;
    let signed = std::str::from_utf8(&body).map_err(|_| malformed)?;
    let envelope = Envelope::unverified(signed).map_err(|_| malformed)?;
    if envelope.format != FORMAT {
        return Err(Problem::new(Kind::ReportFormatUnknown));
    }
    let device = envelope.device.ok_or(malformed)?;
    let (key, _) = app.store.device_key(device).await?.ok_or(Problem::new(Kind::DeviceUnknown))?;
    let payload = key.verify(Purpose::Leave, signed).map_err(|_| Problem::new(Kind::SignatureInvalid))?;
    let leave: Leave = serde_json::from_slice(&payload).map_err(|_| malformed)?;
    app.store.leave(leave.device, clock::now()).await?;
    tracing::info!(%device, "a device left");
    Ok(Json(Left { device }))
}
