//! Setting what the rules ask for, where the person can set it: a plan, changes one by one, and their undoing.
//!
//! A plan follows from the rules in force and the settings as they stand, the strictest rule counting; what meets
//! the rules already is left alone. A change is written down, with what stood there before, in a journal on the disk
//! before it is made; made through the desktop's own interface; read back, and the check run again. What did
//! not come into force is put back at once. The journal undoes in reverse order, also after a stop at any moment.

mod apply;
mod fixable;
mod journal;
mod plan;
mod setting;
mod undo;

pub use apply::{Applied, apply};
pub use fixable::is_fixable;
pub(crate) use journal::FILE;
pub use journal::{Entry, changes};
pub use plan::{CHECKS, Change, Guide, Plan, Refusal, Switch, plan};
pub use setting::{Amount, Measure, Obstacle, Place, Reading, Setting, Stored, Trouble, Typed};
pub use undo::{Undone, setting_of, undo};
