//! How Wi-Fi links are secured as the kernel tells it, whoever manages them.
//!
//! Asks `nl80211` for the wireless interfaces and for the access points that they are associated with, which
//! needs no permission; the lists of the last scan are read, no new scan is started. Cannot see which of the
//! ways that an access point announces is in use, nor what the connection is held to.

use custodia_core::fact::Cause;

use super::ies;
use super::netlink::{Netlink, Protocol, attribute, u16_at, u32_at, value_of};
use super::wifi::Announced;

/// From `linux/genetlink.h`.
const GENL_ID_CTRL: u16 = 16;
const CTRL_CMD_GETFAMILY: u8 = 3;
const CTRL_ATTR_FAMILY_ID: u16 = 1;
const CTRL_ATTR_FAMILY_NAME: u16 = 2;
/// The length of `genlmsghdr`, in bytes.
const GENERIC_HEADER: usize = 4;

/// From `linux/nl80211.h`.
const NL80211_CMD_GET_INTERFACE: u8 = 5;
const NL80211_CMD_GET_SCAN: u8 = 32;
const NL80211_ATTR_IFINDEX: u16 = 3;
const NL80211_ATTR_IFNAME: u16 = 4;
const NL80211_ATTR_IFTYPE: u16 = 5;
const NL80211_ATTR_BSS: u16 = 47;
const NL80211_IFTYPE_STATION: u32 = 2;
const NL80211_BSS_CAPABILITY: u16 = 5;
const NL80211_BSS_INFORMATION_ELEMENTS: u16 = 6;
const NL80211_BSS_STATUS: u16 = 9;
const NL80211_BSS_BEACON_IES: u16 = 11;
const NL80211_BSS_STATUS_ASSOCIATED: u32 = 1;

/// One wireless interface.
#[derive(Debug)]
pub(super) struct Radio {
    /// Its name, which never leaves this module's callers.
    pub(super) name: String,
    /// What the access point announces that it is associated with.
    pub(super) announced: Result<Announced, Cause>,
}

/// The wireless interfaces.
pub(super) fn radios() -> Result<Vec<Radio>, Cause> {
    let mut kernel = Netlink::open(Protocol::Generic)?;
    // The whole list, because asking for one name would have the kernel load a module of it.
    let family = kernel.dump(GENL_ID_CTRL, &[CTRL_CMD_GETFAMILY, 1, 0, 0], &mut |found, message| {
        let body = message.body.get(GENERIC_HEADER..).unwrap_or_default();
        if value_of(body, CTRL_ATTR_FAMILY_NAME) == Some(b"nl80211\0") {
            *found = value_of(body, CTRL_ATTR_FAMILY_ID).and_then(|id| u16_at(id, 0));
        }
    })?;
    let family = family.ok_or(Cause::Missing)?;
    let interfaces: Vec<Interface> =
        kernel.dump(family, &[NL80211_CMD_GET_INTERFACE, 0, 0, 0], &mut |found: &mut Vec<_>, message| {
            found.extend(interface(message.body));
        })?;
    let radio = |Interface { index, name, kind }| {
        let announced = match kind {
            NL80211_IFTYPE_STATION => associated(&mut kernel, family, index),
            _ => Err(Cause::Unsupported),
        };
        Radio { name, announced }
    };
    Ok(interfaces.into_iter().map(radio).collect())
}

struct Interface {
    index: u32,
    name: String,
    kind: u32,
}

fn interface(body: &[u8]) -> Option<Interface> {
    let body = body.get(GENERIC_HEADER..)?;
    let name = value_of(body, NL80211_ATTR_IFNAME)?;
    Some(Interface {
        index: u32_at(value_of(body, NL80211_ATTR_IFINDEX)?, 0)?,
        name: std::str::from_utf8(name.strip_suffix(b"\0")?).ok()?.to_owned(),
        kind: u32_at(value_of(body, NL80211_ATTR_IFTYPE)?, 0)?,
    })
}

fn associated(kernel: &mut Netlink, family: u16, index: u32) -> Result<Announced, Cause> {
    let mut request = vec![NL80211_CMD_GET_SCAN, 0, 0, 0];
    request.extend(attribute(NL80211_ATTR_IFINDEX, &index.to_ne_bytes()));
    let access_points: Vec<_> = kernel.dump(family, &request, &mut |found: &mut Vec<_>, message| {
        found.extend(access_point(message.body));
    })?;
    together(access_points)
}

/// What the access point of one answer announces; nothing for one that is only heard.
pub(super) fn access_point(body: &[u8]) -> Option<Result<Announced, Cause>> {
    let bss = value_of(body.get(GENERIC_HEADER..)?, NL80211_ATTR_BSS)?;
    let status = value_of(bss, NL80211_BSS_STATUS).and_then(|status| u32_at(status, 0));
    (status == Some(NL80211_BSS_STATUS_ASSOCIATED)).then(|| {
        let capability = value_of(bss, NL80211_BSS_CAPABILITY).ok_or(Cause::Malformed)?;
        let capability = u16_at(capability, 0).ok_or(Cause::Malformed)?;
        let elements = value_of(bss, NL80211_BSS_INFORMATION_ELEMENTS)
            .or_else(|| value_of(bss, NL80211_BSS_BEACON_IES))
            .ok_or(Cause::Malformed)?;
        ies::announced(capability, elements)
    })
}

/// A client of Wi-Fi 7 is associated with several access points of one network: everything they accept.
fn together(access_points: Vec<Result<Announced, Cause>>) -> Result<Announced, Cause> {
    let mut all = access_points.into_iter();
    let first = all.next().ok_or(Cause::Missing)??;
    all.try_fold(first, |sum, next| {
        let next = next?;
        Ok(Announced { flags: sum.flags | next.flags, wpa: sum.wpa | next.wpa, rsn: sum.rsn | next.rsn })
    })
}
