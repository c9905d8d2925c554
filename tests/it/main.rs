//! The agent's integration tests: one binary, one module per subject.

mod cli;
mod house;
mod lightness;
mod registry;
mod support;
mod vocabulary;
