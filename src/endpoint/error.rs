//! What can go wrong between the agent and its endpoint.

use crate::state::StateError;

/// Why something with the endpoint could not be done.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// The enrolment link is not `https://host:port/#TOKEN.FINGERPRINT`.
    #[error("the enrolment link is malformed")]
    Link,
    /// The device is enrolled already.
    #[error("already enrolled")]
    AlreadyEnrolled,
    /// The device is not enrolled.
    #[error("not enrolled")]
    NotEnrolled,
    /// What the agent keeps could not be read or stored.
    #[error(transparent)]
    Kept(#[from] StateError),
    /// No connection, or it broke.
    #[error("the endpoint could not be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The endpoint did not show a certificate of the expected authority.
    #[error("the endpoint's certificate is not the expected one")]
    Untrusted,
    /// The endpoint refused, with the name of its problem type.
    #[error("refused: {problem}")]
    Refused {
        /// The last part of the problem's type URI, if it is one that this agent knows.
        problem: &'static str,
    },
    /// The answer is not one that an endpoint gives.
    #[error("the answer is not that of an endpoint")]
    Answer,
    /// TLS or the random generator of the system cannot be used.
    #[error("cryptography cannot be used")]
    Cryptography,
}
