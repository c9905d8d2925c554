//! The one place that asks what time it is; everything else takes the time as a parameter.

use jiff::Timestamp;

/// The present moment.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is told to ask")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// A time without its fraction of a second, as documents and reports carry it.
#[must_use]
pub fn to_the_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
