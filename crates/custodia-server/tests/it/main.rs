//! The real server on a free port of this machine, with TLS and a database, and clients as devices and browsers.

mod enrolment;
mod faults;
mod pages;
mod reports;
mod sign_in;
mod support;
