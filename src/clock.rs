//! The one place that asks what time it is; everything else takes the time as a parameter.

use std::io::Read as _;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::host::Host;
use crate::platform;

/// The largest file of a time zone that is read, in bytes.
const MAX_LENGTH: u64 = 64 * 1024;

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

/// The day of a time, in UTC, as facts and policies count days.
#[must_use]
pub fn day(time: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(time).date()
}

/// The time zone of the person: what `TZ` names, else the machine's, else UTC.
#[must_use]
pub fn time_zone(host: &Host) -> TimeZone {
    let named = host.variable("TZ").map(|name| name.trim_start_matches(':'));
    let is_plain = |name: &str| !name.starts_with('/') && !name.split('/').any(|part| part == "..");
    let of_name = named.filter(|name| is_plain(name)).and_then(|name| {
        let file = host.path("/usr/share/zoneinfo").join(name);
        read_zone(&file).or_else(|| TimeZone::posix(name).ok())
    });
    of_name.or_else(|| read_zone(&host.path("/etc/localtime"))).unwrap_or(TimeZone::UTC)
}

fn read_zone(path: &std::path::Path) -> Option<TimeZone> {
    let mut bytes = Vec::new();
    platform::open_at_once(path).ok()?.take(MAX_LENGTH).read_to_end(&mut bytes).ok()?;
    TimeZone::tzif("local", &bytes).ok()
}
