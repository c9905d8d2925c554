//! Problem documents (RFC 9457). They say what is wrong, never what was sent.

use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::store::StoreError;

/// For how long a device should wait when the database cannot be used, in seconds.
const RETRY_AFTER: &str = "30";

macro_rules! kinds {
    ($($kind:ident, $name:literal, $status:ident, $title:literal, $detail:literal;)*) => {
        /// What can go wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $title] $kind,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The last part of the type's address.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The status of the answer.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$kind => StatusCode::$status,)* }
            }

            const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title,)* }
            }

            const fn detail(self) -> &'static str {
                match self { $(Self::$kind => $detail,)* }
            }
        }
    };
}

kinds! {
    ReportMalformed, "report-malformed", BAD_REQUEST,
        "The report is malformed",
        "The body is not a signed report that follows its format";
    ReportTooLarge, "report-too-large", PAYLOAD_TOO_LARGE,
        "The report is too large",
        "A signed object has at most 256 KiB, a request at most 4 MiB and 100 reports";
    ReportFormatUnknown, "report-format-unknown", UNPROCESSABLE_ENTITY,
        "The format is not known here",
        "The formats that are known stand at /api/v1/version";
    SignatureInvalid, "signature-invalid", UNAUTHORIZED,
        "The signature is invalid",
        "The signature does not hold for the device's key and this purpose";
    DeviceUnknown, "device-unknown", UNAUTHORIZED,
        "The device is unknown",
        "No device with this id is enrolled here";
    DeviceLeft, "device-left", FORBIDDEN,
        "The device has left",
        "The device signed a good-bye; it has to be enrolled again to report";
    SequenceConflict, "sequence-conflict", CONFLICT,
        "Another report carries this number",
        "Another report of this device with the same sequence number was stored before; the administrator was told";
    EnrolmentMalformed, "enrolment-malformed", BAD_REQUEST,
        "The enrolment is malformed",
        "The body is not a signed enrolment that follows its format";
    EnrolmentTokenInvalid, "enrolment-token-invalid", FORBIDDEN,
        "The enrolment token is not valid",
        "The token is unknown, used, revoked or expired: ask the administrator for a new enrolment link";
    KeyAlreadyEnrolled, "key-already-enrolled", CONFLICT,
        "The key is enrolled already",
        "A device with this key is enrolled: a new enrolment needs a new key";
    LeaveMalformed, "leave-malformed", BAD_REQUEST,
        "The good-bye is malformed",
        "The body is not a signed good-bye that follows its format";
    MediaTypeUnsupported, "media-type-unsupported", UNSUPPORTED_MEDIA_TYPE,
        "The media type is not supported",
        "One signed object is application/jose; several reports are application/json";
    MethodNotAllowed, "method-not-allowed", METHOD_NOT_ALLOWED,
        "The method is not allowed",
        "This address does not take this method";
    NotFound, "not-found", NOT_FOUND,
        "There is nothing at this address",
        "There is nothing at this address";
    StorageUnavailable, "storage-unavailable", SERVICE_UNAVAILABLE,
        "The database cannot be used at the moment",
        "Nothing was stored: send the same request again later";
    Internal, "internal", INTERNAL_SERVER_ERROR,
        "The server failed",
        "The server's log says why";
}

/// An answer that tells what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct Problem {
    kind: Kind,
    index: Option<usize>,
}

#[derive(Serialize)]
struct Document {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<usize>,
}

impl Problem {
    /// A problem with the request as a whole.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, index: None }
    }

    /// A problem with one report of the request, counted from 0.
    #[must_use]
    pub const fn at(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { kind, index } = self;
        let document = Document {
            r#type: format!("/problems/{}", kind.name()),
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: kind.detail(),
            index,
        };
        let mut response = (kind.status(), axum::Json(document)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if kind == Kind::StorageUnavailable {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a device's request could not be served");
        match error {
            StoreError::Unavailable(_) => Self::new(Kind::StorageUnavailable),
            StoreError::Damaged(_) | StoreError::Migration(_) | StoreError::TooOld(_) => {
                Self::new(Kind::Internal)
            }
        }
    }
}

/// The problem of a body that could not be read: too large, or cut short.
pub(super) fn of_body(rejection: &BytesRejection, malformed: Kind) -> Problem {
    let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
    Problem::new(if too_large { Kind::ReportTooLarge } else { malformed })
}

/// The page behind a problem's type.
pub(super) async fn describe(Path(name): Path<String>) -> Response {
    match Kind::ALL.iter().find(|kind| kind.name() == name) {
        Some(kind) => {
            format!("{} {}\n\n{}.\n", kind.status().as_u16(), kind.title(), kind.detail()).into_response()
        }
        None => Problem::new(Kind::NotFound).into_response(),
    }
}
