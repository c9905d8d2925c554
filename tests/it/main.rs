//! The agent's integration tests: one binary, one module per subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accuracy;
mod attestation;
mod capture;
mod cli;
mod controls;
mod device_reset;
mod download_folders;
mod harden;
mod home;
mod house;
mod lightness;
mod mail_accounts;
mod meeting_apps;
mod network;
mod page;
mod passwords;
mod pipeline;
mod policies;
mod pty;
mod registry;
mod screen_lock;
mod security_software;
mod seeds;
mod snapshots;
mod storage_encryption;
mod support;
mod updates;
mod user;
mod vocabulary;
mod whatsapp_web;
