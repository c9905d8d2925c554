//! `POST /api/v1/reports`: one report or many, stored all together or not at all.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use custodia::clock;
use custodia_core::jws::{JwsError, PublicKey};
use custodia_core::report::{Envelope, FORMAT, Receipts, Report, ReportError};
use custodia_core::value::Digest;
use serde::Deserialize;

use super::problem::{Kind, Problem, of_body};
use super::{JOSE, JSON, MAX_REPORTS, MAX_SIGNED, media_type};
use crate::app::App;
use crate::store::ingest::{IngestError, Refusal, VerifiedReport};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    reports: Vec<String>,
}

pub(super) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipts>, Problem> {
    let body = body.map_err(|rejection| of_body(&rejection, Kind::ReportMalformed))?;
    let signed = read(media_type(&headers), &body)?;
    let mut keyed = Vec::with_capacity(signed.len());
    for (index, signed) in signed.into_iter().enumerate() {
        let key = key_of(&app, &signed).await.map_err(|problem| problem.at(index))?;
        keyed.push((signed, key));
    }
    // A hundred signatures and megabytes of JSON would hold up other requests.
    let verified = tokio::task::spawn_blocking(move || verify(keyed))
        .await
        .map_err(|_| Problem::new(Kind::Internal))??;
    let receipts = app.store.ingest(&verified, clock::now()).await?;
    Ok(Json(Receipts { receipts }))
}

/// The signed reports of a request.
fn read(media_type: Option<&str>, body: &[u8]) -> Result<Vec<String>, Problem> {
    let malformed = Problem::new(Kind::ReportMalformed);
    let reports = match media_type {
        Some(JOSE) => vec![String::from_utf8(body.to_vec()).map_err(|_| malformed)?],
        Some(JSON) => serde_json::from_slice::<Batch>(body).map_err(|_| malformed)?.reports,
        _ => return Err(Problem::new(Kind::MediaTypeUnsupported)),
    };
    if reports.is_empty() {
        return Err(malformed);
    }
    if reports.len() > MAX_REPORTS {
        return Err(Problem::new(Kind::ReportTooLarge));
    }
    match reports.iter().position(|signed| signed.len() > MAX_SIGNED) {
        Some(index) => Err(Problem::new(Kind::ReportTooLarge).at(index)),
        None => Ok(reports),
    }
}

/// The key of the device that a report claims to come from.
async fn key_of(app: &App, signed: &str) -> Result<PublicKey, Problem> {
    let envelope = Envelope::unverified(signed)?;
    if envelope.format != FORMAT {
        return Err(Problem::new(Kind::ReportFormatUnknown));
    }
    let device = envelope.device.ok_or(Problem::new(Kind::ReportMalformed))?;
    let (key, _) = app.store.device_key(device).await?.ok_or(Problem::new(Kind::DeviceUnknown))?;
    Ok(key)
}

fn verify(signed: Vec<(String, PublicKey)>) -> Result<Vec<VerifiedReport>, Problem> {
    signed
        .into_iter()
        .enumerate()
        .map(|(index, (signed, key))| {
            let report = Report::open(&signed, &key).map_err(|error| Problem::from(error).at(index))?;
            let digest = Digest::of(signed.as_bytes());
            Ok(VerifiedReport { report, signed, digest })
        })
        .collect()
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        Self::new(match error {
            ReportError::Signature(JwsError::TooLong) => Kind::ReportTooLarge,
            ReportError::Signature(JwsError::Malformed)
            | ReportError::Content(_)
            | ReportError::Inconsistent(_) => Kind::ReportMalformed,
            ReportError::Signature(JwsError::Purpose | JwsError::Signature | JwsError::Key) => {
                Kind::SignatureInvalid
            }
            ReportError::Format(_) => Kind::ReportFormatUnknown,
        })
    }
}

impl From<IngestError> for Problem {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Refused { index, refusal } => {
                let kind = match refusal {
                    Refusal::DeviceUnknown => Kind::DeviceUnknown,
                    Refusal::DeviceLeft => Kind::DeviceLeft,
                    Refusal::Conflict => Kind::SequenceConflict,
                    Refusal::SequenceTooLarge => Kind::ReportMalformed,
                };
                Self::new(kind).at(index)
            }
            IngestError::Store(error) => error.into(),
        }
    }
}
