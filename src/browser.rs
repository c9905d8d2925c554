//! Readers of browsers' own stores, the same on every platform: bytes of files in, states out.
//!
//! No store is opened in place by a database library, because every one of them locks, recovers or writes.
//! These readers read whole files, bounded, and answer a [`Cause`] where a store cannot be understood: what
//! is damaged says nothing, neither "linked" nor "not linked".

use custodia_core::fact::Cause;

pub mod authorities;
pub mod chromium;
pub mod extensions;
pub mod file;
pub mod firefox;
pub mod leveldb;
pub mod sqlite;
pub mod webkit;
pub mod whatsapp;
pub mod wiped;

/// How often a store is read again that changed, or seemed damaged, while it was read.
const TRIES: usize = 5;
/// The pause between two tries.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(60);

/// Reads something that its owner may be changing: again, a few times, while it is incomplete or damaged.
fn steadily<T>(mut read: impl FnMut() -> Result<T, Cause>) -> Result<T, Cause> {
    for _ in 1..TRIES {
        match read() {
            Err(Cause::Missing | Cause::Malformed | Cause::Failed) => std::thread::sleep(PAUSE),
            done @ (Ok(_) | Err(Cause::Denied | Cause::Unsupported | Cause::TooLarge)) => return done,
        }
    }
    // A file that the store itself names and that stays away is damage of the store.
    read().map_err(|cause| if cause == Cause::Missing { Cause::Malformed } else { cause })
}
