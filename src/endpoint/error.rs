//! What can go wrong between the agent and its endpoint.

use std::path::PathBuf;

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
    /// Somebody else owns the state directory or a file in it, or may read or change it.
    #[error("others could read or change {}", path.display())]
    Permissions {
        /// The directory or file.
        path: PathBuf,
    },
    /// A file of the state cannot be understood.
    #[error("{file} is damaged")]
    Damaged {
        /// The file's name.
        file: &'static str,
    },
    /// A file of the state could not be read or written.
    #[error("{file} could not be read or written")]
    State {
        /// The file's name.
        file: &'static str,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// Another process of the agent holds the state.
    #[error("another process is reporting")]
    Busy,
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
