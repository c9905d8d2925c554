//! Integration tests: the real checks over prepared homes and recorded facts.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod whatsapp_web;
