//! The real server on a free port of this machine, with TLS and a database, and clients as devices and browsers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod agent;
mod command_line;
mod enrolment;
mod faults;
mod pages;
mod readme;
mod records;
mod reports;
mod sign_in;
mod support;
