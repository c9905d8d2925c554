//! Custodia's endpoint: takes signed reports, keeps the evidence and shows the fleet.

pub mod api;
pub mod app;
pub mod auth;
pub mod secret;
pub mod serve;
pub mod store;
pub mod tls;
