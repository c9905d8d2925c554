//! Writing to dconf by its own service on the session bus.
//!
//! Reads the databases as the checks do. Needs the session bus of the person, on which the bus itself starts the
//! service. Cannot write to a database that is not the person's, nor where the profile names none of theirs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::fact::Cause;

use super::service;
use crate::harden::{Amount, Place, Reading, Setting, Stored, Trouble, Typed};
use crate::host::Host;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::{Scalar, Serialized};

/// The service's name on the bus.
pub(super) const SERVICE: &str = "ca.desrt.dconf";

/// The longest value that is kept to be put back, in bytes.
const LONGEST_VALUE: usize = 4096;

pub(super) fn read(host: &Host, desktops: &[String], setting: &Setting) -> Option<Reading> {
    let settings = Settings::open(host, desktops);
    let key = key(setting)?;
    let optional = matches!(setting.place, Place::Dconf { optional: true, .. });
    let amount = match setting.default {
        Typed::Boolean(_) if optional => settings.optional_boolean(key)?.map(Amount::Switch),
        Typed::Boolean(_) => settings.boolean(key).map(Amount::Switch),
        // The reader counts what is below zero as zero.
        Typed::Unsigned(_) => settings
            .number(key)
            .map(|value| setting.amount(Typed::Unsigned(u32::try_from(value).unwrap_or(u32::MAX)))),
        Typed::Signed(_) => settings
            .number(key)
            .map(|value| setting.amount(Typed::Signed(i32::try_from(value).unwrap_or(i32::MAX)))),
    };
    let stored = match settings.own(key) {
        Ok(None) => Ok(Stored::Absent),
        Ok(Some(value)) => to_the_letter(value).ok_or(Trouble::Unread(Cause::Unsupported)),
        Err(cause) => Err(Trouble::Unread(cause)),
    };
    Some(Reading { amount, stored })
}

fn key(setting: &Setting) -> Option<Key> {
    let Place::Dconf { schema, path, key, .. } = setting.place else { return None };
    let documented = match setting.default {
        Typed::Boolean(value) => Scalar::Boolean(value),
        Typed::Unsigned(value) => Scalar::Number(value),
        Typed::Signed(value) => Scalar::Signed(value),
    };
    let key = Key::new(schema, key, documented);
    Some(path.map_or(key, |path| key.at(path)))
}

/// A value so that it can be put back as it was; nothing for one that is too long or of another machine's byte order.
fn to_the_letter(value: Serialized<'_>) -> Option<Stored> {
    match value.scalar().ok()? {
        Scalar::Boolean(value) => return Some(Stored::Value(Typed::Boolean(value))),
        Scalar::Number(value) => return Some(Stored::Value(Typed::Unsigned(value))),
        Scalar::Signed(value) => return Some(Stored::Value(Typed::Signed(value))),
        Scalar::Other => {}
    }
    let (kind, bytes) = value.native()?;
    (bytes.len() <= LONGEST_VALUE)
        .then(|| Stored::Serialized { kind: kind.to_owned(), bytes: STANDARD.encode(bytes) })
}

pub(super) fn write(host: &Host, setting: &Setting, stored: &Stored) -> Result<(), Trouble> {
    let value = match stored {
        Stored::Absent | Stored::WithoutGroup | Stored::WithoutFile => None,
        Stored::Value(Typed::Boolean(value)) => Some(("b", vec![u8::from(*value)])),
        Stored::Value(Typed::Unsigned(value)) => Some(("u", value.to_ne_bytes().to_vec())),
        Stored::Value(Typed::Signed(value)) => Some(("i", value.to_ne_bytes().to_vec())),
        Stored::Serialized { kind, bytes } => {
            Some((kind.as_str(), STANDARD.decode(bytes).map_err(|_| Trouble::Failed)?))
        }
        Stored::Line(_) => return Err(Trouble::Failed),
    };
    let settings = Settings::open(host, &[]);
    let database = settings.own_database().ok_or(Trouble::Unread(Cause::Missing))?;
    let change = change(&setting.place.key(), value.as_ref().map(|(kind, bytes)| (*kind, &bytes[..])));
    let path = format!("/ca/desrt/dconf/Writer/{database}");
    let answer: Result<String, Cause> =
        service(host, SERVICE)?.request(SERVICE, &path, "ca.desrt.dconf.Writer", "Change", &(change,));
    match answer {
        Ok(_) => Ok(()),
        Err(Cause::Denied) => Err(Trouble::Enforced),
        Err(_) => Err(Trouble::Failed),
    }
}

/// The change of one key as dconf's service takes it: a GVariant of type `a{smv}` with one entry, serialized.
///
/// The entry is the path with its zero byte, filled up to a multiple of 8; the value, a zero byte, its type and
/// the byte that says there is one, or nothing to reset the key; and where the path ends. The array adds where the
/// entry ends.
fn change(path: &str, value: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut bytes = path.as_bytes().to_vec();
    bytes.push(0);
    let end_of_path = bytes.len();
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    if let Some((kind, data)) = value {
        bytes.extend(data);
        bytes.push(0);
        bytes.extend(kind.as_bytes());
        bytes.push(0);
    }
    push_offset(&mut bytes, end_of_path);
    let end_of_entry = bytes.len();
    push_offset(&mut bytes, end_of_entry);
    bytes
}

/// Adds a framing offset, in as few bytes as the container with it needs.
fn push_offset(container: &mut Vec<u8>, offset: usize) {
    let width = [(1, 0xff), (2, 0xffff)]
        .into_iter()
        .find(|(width, most)| container.len() + width <= *most)
        .map_or(4, |(width, _)| width);
    container.extend(&offset.to_le_bytes()[..width]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_what_the_tools_of_dconf_send() {
        // As a monitor of the bus sees them when `gsettings` and `dconf` write.
        let path = "/org/gnome/desktop/session/idle-delay";
        let mut set = [path.as_bytes(), &[0, 0, 0]].concat();
        let mut reset = set.clone();
        set.extend(601_u32.to_ne_bytes());
        set.extend([0x00, 0x75, 0x00, 0x26, 0x30]);
        reset.extend([0x26, 0x29]);
        let mut short = b"/org/gnome/a/b\0\0".to_vec();
        short.extend([0x01, 0x00, 0x62, 0x00, 0x0f, 0x15]);

        assert_eq!(change(path, Some(("u", &601_u32.to_ne_bytes()))), set);
        assert_eq!(change(path, None), reset);
        assert_eq!(change("/org/gnome/a/b", Some(("b", &[1]))), short);
    }

    #[test]
    fn long_values_have_longer_offsets() {
        let value = [7_u8; 300];

        let change = change("/a/b", Some(("ay", &value)));

        assert_eq!(change[change.len() - 4..], [5, 0, 0x3a, 0x01]);
    }
}
