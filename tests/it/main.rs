//! Integration tests: the real checks over prepared homes and recorded facts.

mod whatsapp_web;
