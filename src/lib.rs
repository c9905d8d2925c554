//! The Custodia agent: reads facts on the device, judges them by policies, shows and reports the results.
//!
//! Data flows one way: [`host`] says which machine, `platform` reads its facts, a check in [`checks`] decides
//! from the facts and a rule, [`evaluation`] applies all rules, [`ui`] shows the outcomes and [`endpoint`]
//! reports them.

pub mod attestations;
pub mod browser;
pub mod checks;
pub mod cli;
pub mod clock;
pub mod endpoint;
pub mod evaluation;
pub mod exit;
pub mod harden;
pub mod host;
pub mod messages;
mod opener;
#[doc(hidden)]
pub use opener::fuzzing as opener_fuzzing;
mod page_file;
pub mod passwords;
mod platform;
#[doc(hidden)]
pub use platform::fuzzing;
pub mod policies;
mod process;
pub mod recorded;
pub mod state;
pub mod ui;
pub mod unwanted;
