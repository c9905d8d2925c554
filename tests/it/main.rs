//! The agent's integration tests: one binary, one module per subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accuracy;
mod cli;
mod device_reset;
mod home;
mod house;
mod lightness;
mod network;
mod registry;
mod screen_lock;
mod seeds;
mod snapshots;
mod support;
mod user;
mod vocabulary;
mod whatsapp_web;
