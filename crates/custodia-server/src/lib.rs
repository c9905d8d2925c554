//! Custodia's endpoint: takes signed reports, keeps the evidence and shows the fleet.
//!
//! A request goes from [`serve`] (connections and limits) through the router of [`server`] to [`api`] (devices)
//! or [`web`] (administrators); both read and write through [`store`] alone. [`records`] judges what the institution
//! writes down.

pub mod agent;
pub mod api;
pub mod app;
pub mod auth;
pub mod cli;
pub mod messages;
pub mod records;
pub mod secret;
pub mod serve;
pub mod server;
pub mod store;
pub mod tls;
pub mod told;
pub mod web;
