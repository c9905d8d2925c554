//! Writing Xfce's settings by its own service on the session bus.
//!
//! Reads the files of the channels as the checks do. Needs the session bus of the person, on which the bus itself
//! starts the service. The service writes to disk some seconds later, which is waited for. Cannot write where no
//! session bus is there: a file that was written beside a running service would be written over.

use std::thread;
use std::time::Duration;

use custodia_core::fact::Cause;
use zbus::Variant;

use super::service;
use crate::harden::{Measure, Reading, Setting, Stored, Trouble, Typed};
use crate::host::Host;
use crate::platform::linux::xfconf::Channel;

/// The service's name on the bus.
pub(super) const SERVICE: &str = "org.xfce.Xfconf";
const OBJECT: &str = "/org/xfce/Xfconf";

/// How often and how many times the file is looked at; the service writes it after five seconds.
const PAUSE: Duration = Duration::from_millis(100);
const LOOKS: u32 = 150;

pub(super) fn read(host: &Host, setting: &Setting, channel: &str, property: &str) -> Reading {
    let channel = Channel::open(host, channel);
    // Xfce's screen saver takes the least for ten minutes, and no more than eight hours.
    let of_number = |minutes: i32| {
        let is_idle = setting.measure == Measure::Idle;
        setting.amount(Typed::Signed(if is_idle && minutes < 1 { 10 } else { minutes.min(480) }))
    };
    let amount = match setting.default {
        Typed::Boolean(default) => {
            channel.boolean(property, default).map(|value| setting.amount(Typed::Boolean(value)))
        }
        Typed::Signed(default) => channel.number(property, default).map(of_number),
        Typed::Unsigned(default) => {
            channel.number(property, i32::try_from(default).unwrap_or(i32::MAX)).map(of_number)
        }
    };
    Reading { amount, stored: own(&channel, property) }
}

fn own(channel: &Channel, property: &str) -> Result<Stored, Trouble> {
    match channel.own(property) {
        Ok(value) => Ok(value.map_or(Stored::Absent, Stored::Value)),
        Err(cause) => Err(Trouble::Unread(cause)),
    }
}

pub(super) fn write(host: &Host, channel: &str, property: &str, stored: &Stored) -> Result<(), Trouble> {
    let bus = service(host, SERVICE)?;
    let set = |value: Variant<'_>| -> Result<(), Cause> {
        bus.request(SERVICE, OBJECT, SERVICE, "SetProperty", &(channel, property, value))
    };
    let answer = match stored {
        Stored::Absent | Stored::WithoutGroup | Stored::WithoutFile => {
            let there = bus.request(SERVICE, OBJECT, SERVICE, "PropertyExists", &(channel, property));
            match there {
                // It refuses to reset what is not there.
                Ok(false) => Ok(()),
                Ok(true) => {
                    bus.request(SERVICE, OBJECT, SERVICE, "ResetProperty", &(channel, property, false))
                }
                Err(cause) => Err(cause),
            }
        }
        Stored::Value(Typed::Boolean(value)) => set(Variant::new(*value)),
        Stored::Value(Typed::Signed(value)) => set(Variant::new(*value)),
        Stored::Value(Typed::Unsigned(value)) => set(Variant::new(*value)),
        Stored::Line(_) | Stored::Serialized { .. } => return Err(Trouble::Failed),
    };
    match answer {
        Ok(()) => {}
        Err(Cause::Denied) => return Err(Trouble::Enforced),
        Err(_) => return Err(Trouble::Failed),
    }
    for _ in 0..LOOKS {
        if own(&Channel::open(host, channel), property).is_ok_and(|now| now.is_same(stored)) {
            return Ok(());
        }
        thread::sleep(PAUSE);
    }
    Err(Trouble::Failed)
}
