//! What people and programs read: the only code that prints.

pub mod diagnostics;
pub mod failure;
pub mod harden;
pub mod help;
pub mod human;
pub mod json;
pub mod junit;
mod outcomes;
pub mod page;
pub mod questions;
pub mod sarif;
pub mod style;
pub mod terminal;
