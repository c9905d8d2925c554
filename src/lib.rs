//! The Custodia agent: reads facts on the device, judges them by policies, shows and reports the results.
//!
//! Data flows one way: [`host`] and [`platform`] read facts, a check in [`checks`] decides from the facts and
//! a rule, [`evaluation`] applies all rules, [`ui`] shows the results and [`endpoint`] reports them.

pub mod browser;
pub mod checks;
pub mod clock;
pub mod host;
pub mod messages;
mod platform;
