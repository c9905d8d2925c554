//! The shared core of Custodia: the closed vocabulary, facts, verdicts, policies, reports and their signatures.
//!
//! Nothing here reads a file, opens a socket or looks at the clock: what a platform says comes in as
//! [`fact::Facts`], what is decided goes out as [`verdict::Verdict`] and [`report::Report`].

pub mod catalog;
pub mod chain;
pub mod fact;
pub mod jws;
pub mod network_id;
pub mod platform;
pub mod policy;
pub mod report;
pub mod value;
pub mod verdict;
pub mod vocabulary;
