//! Who may sign in, and how often one may try.

pub mod limit;
pub mod password;
