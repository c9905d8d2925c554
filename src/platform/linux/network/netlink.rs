//! Asking the kernel over netlink sockets, with bounds and short limits.
//!
//! Reads what a dump of `rtnetlink` or of a generic netlink family answers. Needs no permission: nothing is
//! asked for that the kernel keeps to administrators. Sends requests for reading only. Cannot see another
//! network namespace than the agent's own.

use std::os::fd::{AsRawFd, OwnedFd};

use custodia_core::fact::Cause;
use nix::errno::Errno;
use nix::sys::socket::sockopt::ReceiveTimeout;
use nix::sys::socket::{
    AddressFamily, MsgFlags, SockFlag, SockProtocol, SockType, recv, send, setsockopt, socket,
};
use nix::sys::time::{TimeVal, TimeValLike};

/// How long the kernel may take for the next part of an answer, in seconds.
const LIMIT: i64 = 1;

/// Room for one datagram, in bytes; the kernel makes them no larger than 32 KiB.
const DATAGRAM: usize = 64 * 1024;

/// More datagrams than this are not read for one answer.
const MAX_DATAGRAMS: usize = 1024;

/// How often a dump is asked again that changed while it was read.
const TRIES: usize = 3;

/// From `linux/netlink.h`.
const NLM_F_REQUEST: u16 = 0x1;
const NLM_F_DUMP_INTR: u16 = 0x10;
const NLM_F_DUMP: u16 = 0x300;
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const NLMSG_OVERRUN: u16 = 4;
/// `NLA_TYPE_MASK`: the flags for nested attributes and byte order stand above it.
const NLA_TYPE_MASK: u16 = 0x3fff;

/// The lengths of `nlmsghdr` and `nlattr`, in bytes.
const MESSAGE_HEADER: usize = 16;
const ATTRIBUTE_HEADER: usize = 4;

/// A part of the kernel that can be asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Protocol {
    /// Interfaces, addresses, routes and rules.
    Route,
    /// Families that have names, such as `nl80211`.
    Generic,
}

/// One message of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Message<'a> {
    /// `nlmsg_type`.
    pub(super) kind: u16,
    /// What stands after the header: a struct that the type tells, then attributes.
    pub(super) body: &'a [u8],
}

/// A netlink socket.
#[derive(Debug)]
pub(super) struct Netlink {
    socket: OwnedFd,
    sequence: u32,
}

impl Netlink {
    /// Opens a socket for one protocol.
    pub(super) fn open(protocol: Protocol) -> Result<Self, Cause> {
        let protocol = match protocol {
            Protocol::Route => SockProtocol::NetlinkRoute,
            Protocol::Generic => SockProtocol::NetlinkGeneric,
        };
        let socket =
            socket(AddressFamily::Netlink, SockType::Raw, SockFlag::SOCK_CLOEXEC, protocol).map_err(cause)?;
        setsockopt(&socket, ReceiveTimeout, &TimeVal::seconds(LIMIT)).map_err(cause)?;
        Ok(Self { socket, sequence: 0 })
    }

    /// Asks for a list and hands each message of a whole answer to `read`, in order.
    ///
    /// `body` is what stands after the header of the request. A list that changed while it was read is asked
    /// for again from the start.
    pub(super) fn dump<T: Default>(
        &mut self,
        kind: u16,
        body: &[u8],
        read: &mut dyn FnMut(&mut T, Message<'_>),
    ) -> Result<T, Cause> {
        for _ in 0..TRIES {
            let mut found = T::default();
            if self.exchange(kind, body, &mut |message| read(&mut found, message))? {
                return Ok(found);
            }
        }
        Err(Cause::Failed)
    }

    /// Whether nothing changed while the answer was made.
    fn exchange(&mut self, kind: u16, body: &[u8], each: &mut dyn FnMut(Message<'_>)) -> Result<bool, Cause> {
        self.sequence += 1;
        let request = request(kind, NLM_F_REQUEST | NLM_F_DUMP, self.sequence, body)?;
        send(self.socket.as_raw_fd(), &request, MsgFlags::empty()).map_err(cause)?;
        let mut datagram = vec![0; DATAGRAM];
        let mut steady = true;
        for _ in 0..MAX_DATAGRAMS {
            let length = recv(self.socket.as_raw_fd(), &mut datagram, MsgFlags::MSG_TRUNC).map_err(cause)?;
            let bytes = datagram.get(..length).ok_or(Cause::TooLarge)?;
            match messages(bytes, self.sequence, each)? {
                Progress::Done { interrupted } => return Ok(steady && !interrupted),
                Progress::More { interrupted } => steady &= !interrupted,
            }
        }
        Err(Cause::TooLarge)
    }
}

/// How far an answer has come after a datagram, and whether what is asked about changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    More { interrupted: bool },
    Done { interrupted: bool },
}

/// Hands the messages of a datagram on that answer a request.
pub(super) fn messages(
    bytes: &[u8],
    sequence: u32,
    each: &mut dyn FnMut(Message<'_>),
) -> Result<Progress, Cause> {
    let mut rest = bytes;
    let mut interrupted = false;
    while !rest.is_empty() {
        let length = u32_at(rest, 0).and_then(|length| usize::try_from(length).ok());
        let (Some(length), Some(kind), Some(flags), Some(answered)) =
            (length, u16_at(rest, 4), u16_at(rest, 6), u32_at(rest, 8))
        else {
            return Err(Cause::Malformed);
        };
        let body = rest.get(MESSAGE_HEADER..length).ok_or(Cause::Malformed)?;
        rest = rest.get(aligned(length)..).unwrap_or_default();
        if answered != sequence {
            continue;
        }
        interrupted |= flags & NLM_F_DUMP_INTR != 0;
        match kind {
            NLMSG_ERROR | NLMSG_DONE => {
                // Both carry a negative error number, or zero.
                let number = u32_at(body, 0).map_or(0, u32::cast_signed);
                return match number {
                    0 => Ok(Progress::Done { interrupted }),
                    number => Err(cause(Errno::from_raw(number.saturating_neg()))),
                };
            }
            NLMSG_OVERRUN => return Err(Cause::Failed),
            // Other numbers below 16 carry nothing.
            ..16 => {}
            kind => each(Message { kind, body }),
        }
    }
    Ok(Progress::More { interrupted })
}

fn request(kind: u16, flags: u16, sequence: u32, body: &[u8]) -> Result<Vec<u8>, Cause> {
    let length = u32::try_from(MESSAGE_HEADER + body.len()).map_err(|_| Cause::TooLarge)?;
    let mut request = Vec::with_capacity(MESSAGE_HEADER + body.len());
    request.extend(length.to_ne_bytes());
    request.extend(kind.to_ne_bytes());
    request.extend(flags.to_ne_bytes());
    request.extend(sequence.to_ne_bytes());
    request.extend([0; 4]);
    request.extend(body);
    Ok(request)
}

/// One attribute as it stands in a request.
pub(super) fn attribute(kind: u16, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(ATTRIBUTE_HEADER + value.len()).unwrap_or(u16::MAX);
    let mut bytes = Vec::from(length.to_ne_bytes());
    bytes.extend(kind.to_ne_bytes());
    bytes.extend(value);
    bytes.resize(aligned(bytes.len()), 0);
    bytes
}

/// The attributes that follow one another in `bytes`, with their types; it ends at the first damaged one.
pub(super) fn attributes(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = usize::from(u16_at(rest, 0)?);
        let kind = u16_at(rest, 2)? & NLA_TYPE_MASK;
        let value = rest.get(ATTRIBUTE_HEADER..length)?;
        rest = rest.get(aligned(length)..).unwrap_or_default();
        Some((kind, value))
    })
}

/// The value of the first attribute of a type.
pub(super) fn value_of(bytes: &[u8], kind: u16) -> Option<&[u8]> {
    attributes(bytes).find(|(own, _)| *own == kind).map(|(_, value)| value)
}

/// A number in the machine's own byte order.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_ne_bytes)
}

/// A number in the machine's own byte order.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_ne_bytes)
}

/// Messages and attributes start at multiples of four bytes.
const fn aligned(length: usize) -> usize {
    length.next_multiple_of(4)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "any other error is a failure")]
fn cause(error: Errno) -> Cause {
    match error {
        Errno::EPERM | Errno::EACCES => Cause::Denied,
        Errno::ENOENT | Errno::ENODEV => Cause::Missing,
        Errno::EOPNOTSUPP | Errno::EAFNOSUPPORT | Errno::EPROTONOSUPPORT => Cause::Unsupported,
        _ => Cause::Failed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(kind: u16, flags: u16, sequence: u32, body: &[u8]) -> Vec<u8> {
        let mut bytes = request(kind, flags, sequence, body).unwrap();
        bytes.resize(aligned(bytes.len()), 0);
        bytes
    }

    type Read = (Result<Progress, Cause>, Vec<(u16, Vec<u8>)>);

    fn read(bytes: &[u8]) -> Read {
        let mut found = Vec::new();
        let progress = messages(bytes, 7, &mut |message| found.push((message.kind, message.body.to_vec())));
        (progress, found)
    }

    #[test]
    fn messages_of_an_answer_are_read_to_its_end() {
        let done = message(NLMSG_DONE, 0, 7, &[0; 4]);
        let first = message(24, 0, 7, b"abcde");
        let of_another = message(24, 0, 6, b"no");
        let changed = message(25, NLM_F_DUMP_INTR, 7, b"");
        let denied = message(NLMSG_ERROR, 0, 7, &(-1_i32).to_ne_bytes());

        assert_eq!(
            read(&[first.clone(), of_another, done.clone()].concat()),
            (Ok(Progress::Done { interrupted: false }), vec![(24, b"abcde".to_vec())])
        );
        assert_eq!(read(&[changed, done].concat()).0, Ok(Progress::Done { interrupted: true }));
        assert_eq!(read(&first).0, Ok(Progress::More { interrupted: false }));
        assert_eq!(read(&denied).0, Err(Cause::Denied));
        assert_eq!(read(&first[..18]).0, Err(Cause::Malformed));
        assert_eq!(read(&[0; 16]).0, Err(Cause::Malformed));
    }

    #[test]
    fn attributes_come_back_as_they_were_made() {
        let bytes = [attribute(1, b"abc"), attribute(0x8002, b""), attribute(3, b"1234")].concat();

        let found: Vec<_> = attributes(&bytes).collect();

        assert_eq!(found, [(1, &b"abc"[..]), (2, b""), (3, b"1234")]);
        assert_eq!(value_of(&bytes, 3), Some(&b"1234"[..]));
        assert_eq!(value_of(&bytes, 4), None);
    }

    #[test]
    fn the_real_kernel_lists_the_loopback_interface() {
        const RTM_GETLINK: u16 = 18;
        const IFLA_IFNAME: u16 = 3;
        /// The length of `ifinfomsg`.
        const HEADER: usize = 16;

        let mut kernel = Netlink::open(Protocol::Route).unwrap();
        let names: Vec<Vec<u8>> = kernel
            .dump(RTM_GETLINK, &[0; HEADER], &mut |names: &mut Vec<_>, message| {
                names.extend(value_of(&message.body[HEADER..], IFLA_IFNAME).map(<[u8]>::to_vec));
            })
            .unwrap();

        assert!(names.contains(&b"lo\0".to_vec()), "{names:?}");
    }

    #[test]
    fn the_real_kernel_lists_its_generic_families() {
        const CTRL_CMD_GETFAMILY: u8 = 3;
        const CTRL_ATTR_FAMILY_NAME: u16 = 2;
        const GENL_ID_CTRL: u16 = 16;
        const HEADER: usize = 4;

        let mut kernel = Netlink::open(Protocol::Generic).unwrap();
        let names: Vec<Vec<u8>> = kernel
            .dump(GENL_ID_CTRL, &[CTRL_CMD_GETFAMILY, 1, 0, 0], &mut |names: &mut Vec<_>, message| {
                names.extend(value_of(&message.body[HEADER..], CTRL_ATTR_FAMILY_NAME).map(<[u8]>::to_vec));
            })
            .unwrap();

        assert!(names.contains(&b"nlctrl\0".to_vec()), "{names:?}");
    }

    proptest! {
        #[test]
        fn no_bytes_are_read_for_ever(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
            prop_assert!(attributes(&bytes).count() <= bytes.len() / ATTRIBUTE_HEADER);
        }

        #[test]
        fn attributes_survive(values in prop::collection::vec((0..0x3fff_u16, prop::collection::vec(any::<u8>(), 0..40)), 0..8)) {
            let bytes: Vec<u8> = values.iter().flat_map(|(kind, value)| attribute(*kind, value)).collect();

            let found: Vec<_> = attributes(&bytes).map(|(kind, value)| (kind, value.to_vec())).collect();

            prop_assert_eq!(found, values);
        }
    }
}
