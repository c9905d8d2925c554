//! Who can read what is in a folder: by the permissions and access lists of it and of every folder around it.
//!
//! Reads modes, the attribute `system.posix_acl_access` (acl(5)), `/etc/passwd` and `/etc/group`. Needs no permission.
//! Cannot see groups and accounts that a directory service keeps: then what a group may do is unknown. The administrator
//! can read everything and is not counted.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::download_folders as words;
use rustix::io::Errno;

use crate::host::Host;
use crate::platform::linux::account::Account;
use crate::platform::linux::files::{self, cause};

/// The largest list of groups that is read, in bytes.
const GROUPS_LIMIT: u64 = 4 << 20;
/// Longer than any access list that people make: 8,191 bytes are a thousand entries.
const LIST_LIMIT: usize = 8 << 10;

/// Permission to read, and to look for names that are known.
const READ: u32 = 4;
const SEARCH: u32 = 1;

/// An account that no list has.
const STRANGER: u32 = u32::MAX;

/// The accounts and groups of the machine.
pub(super) struct People {
    user: u32,
    accounts: Result<Vec<Account>, Cause>,
    groups: Result<Vec<Group>, Cause>,
}

struct Group {
    id: u32,
    members: Vec<String>,
}

impl People {
    pub(super) fn of(host: &Host) -> Self {
        let groups = files::read(&host.path("/etc/group"), GROUPS_LIMIT);
        let groups = groups.map(|list| String::from_utf8_lossy(&list).lines().filter_map(group).collect());
        Self { user: host.user(), accounts: Account::all(host), groups }
    }

    fn members(&self, group: u32) -> Result<BTreeSet<u32>, Cause> {
        let accounts = self.accounts.as_ref().map_err(|cause| *cause)?;
        let groups = self.groups.as_ref().map_err(|cause| *cause)?;
        let mut members: BTreeSet<u32> =
            accounts.iter().filter(|account| account.group == group).map(|account| account.user).collect();
        let mut is_listed = group == 0;
        for listed in groups.iter().filter(|listed| listed.id == group) {
            is_listed = true;
            members.extend(listed.members.iter().map(|name| {
                accounts.iter().find(|account| account.name == *name).map_or(STRANGER, |account| account.user)
            }));
        }
        if is_listed { Ok(members) } else { Err(Cause::Missing) }
    }
}

fn group(line: &str) -> Option<Group> {
    let mut fields = line.split(':');
    let (_name, _password, id) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
    let members = fields.next()?.split(',').map(str::trim).filter(|name| !name.is_empty());
    Some(Group { id, members: members.map(str::to_owned).collect() })
}

/// Who gets through.
#[derive(Debug, PartialEq, Eq)]
enum Readers {
    Everyone,
    Only(BTreeSet<u32>),
}

impl Readers {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everyone, other) | (other, Self::Everyone) => other,
            (Self::Only(one), Self::Only(other)) => Self::Only(one.intersection(&other).copied().collect()),
        }
    }

    fn is_nobody(&self) -> bool {
        matches!(self, Self::Only(readers) if readers.is_empty())
    }
}

/// Who can read what is in the folder, whose path is real; one that does not exist is as open as what is around it.
pub(super) fn readable_by(host: &Host, path: &Path, people: &People) -> Result<Word, Cause> {
    let root = fs_err::canonicalize(host.path("/")).map_err(|error| cause(error.kind()))?;
    let start = if path.starts_with(&root) { root } else { PathBuf::from("/") };
    let inner = path.strip_prefix(&start).map_err(|_| Cause::Malformed)?;
    let mut readers = Readers::Everyone;
    let mut current = start;
    let mut parts = inner.components().peekable();
    while let Some(part) = parts.next() {
        current.push(part);
        let wanted = if parts.peek().is_some() { SEARCH } else { READ | SEARCH };
        readers = readers.and(through(&current, wanted, people)?);
        if readers.is_nobody() {
            return Ok(words::ONLY_THE_PERSON);
        }
    }
    Ok(match readers {
        Readers::Everyone => words::EVERYONE,
        Readers::Only(_) => words::SOME_OTHERS,
    })
}

/// Who other than the person has one of the wanted permissions.
fn through(path: &Path, wanted: u32, people: &People) -> Result<Readers, Cause> {
    let metadata = fs_err::symlink_metadata(path).map_err(|error| cause(error.kind()))?;
    let mode = metadata.mode();
    if mode & wanted != 0 {
        return Ok(Readers::Everyone);
    }
    let mut readers = BTreeSet::new();
    if (mode >> 6) & wanted != 0 {
        readers.insert(metadata.uid());
    }
    // With an access list, the bits of the group are the most that anybody in the list gets.
    let most = (mode >> 3) & 7;
    if most & wanted != 0 {
        match access_list(path)? {
            None => readers.extend(people.members(metadata.gid())?),
            Some(list) => {
                for entry in list.iter().filter(|entry| entry.permissions & most & wanted != 0) {
                    match entry.who {
                        Who::User(user) => _ = readers.insert(user),
                        Who::OwningGroup => readers.extend(people.members(metadata.gid())?),
                        Who::Group(group) => readers.extend(people.members(group)?),
                    }
                }
            }
        }
    }
    readers.remove(&people.user);
    readers.remove(&0);
    Ok(Readers::Only(readers))
}

/// What an access list gives to others than the owner and everyone.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    who: Who,
    permissions: u32,
}

#[derive(Debug, PartialEq, Eq)]
enum Who {
    User(u32),
    OwningGroup,
    Group(u32),
}

fn access_list(path: &Path) -> Result<Option<Vec<Entry>>, Cause> {
    let mut bytes = [0; LIST_LIMIT];
    match rustix::fs::getxattr(path, "system.posix_acl_access", &mut bytes) {
        Ok(length) => entries(bytes.get(..length).unwrap_or_default()).map(Some).ok_or(Cause::Malformed),
        Err(Errno::NODATA | Errno::OPNOTSUPP) => Ok(None),
        Err(Errno::RANGE) => Err(Cause::TooLarge),
        Err(Errno::ACCESS | Errno::PERM) => Err(Cause::Denied),
        Err(_) => Err(Cause::Failed),
    }
}

/// An access list as the kernel gives it: the version 2, then tag, permissions and number of each entry.
fn entries(list: &[u8]) -> Option<Vec<Entry>> {
    let (version, rest) = list.split_first_chunk::<4>()?;
    let (entries, []) = rest.as_chunks::<8>() else { return None };
    if u32::from_le_bytes(*version) != 2 {
        return None;
    }
    let mut found = Vec::new();
    for [tag_low, tag_high, low, high, number @ ..] in entries {
        let who = match u16::from_le_bytes([*tag_low, *tag_high]) {
            0x02 => Who::User(u32::from_le_bytes(*number)),
            0x04 => Who::OwningGroup,
            0x08 => Who::Group(u32::from_le_bytes(*number)),
            // The owner, the most that the others get, and everyone: the mode says these.
            0x01 | 0x10 | 0x20 => continue,
            _ => return None,
        };
        found.push(Entry { who, permissions: u32::from(u16::from_le_bytes([*low, *high])) });
    }
    Some(found)
}

pub(super) fn fuzz(bytes: &[u8]) {
    let _ = entries(bytes);
    let _ = String::from_utf8_lossy(bytes).lines().filter_map(group).count();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_access_list_is_read_as_the_kernel_gives_it() {
        let entry = |tag: u16, permissions: u16, id: u32| {
            [tag.to_le_bytes().as_slice(), &permissions.to_le_bytes(), &id.to_le_bytes()].concat()
        };
        let list = [
            2_u32.to_le_bytes().to_vec(),
            entry(1, 7, STRANGER),
            entry(2, 5, 1001),
            entry(4, 5, STRANGER),
            entry(8, 4, 100),
            entry(16, 5, STRANGER),
            entry(32, 0, STRANGER),
        ]
        .concat();
        let expected = [(Who::User(1001), 5), (Who::OwningGroup, 5), (Who::Group(100), 4)];
        let expected = expected.map(|(who, permissions)| Entry { who, permissions });

        assert_eq!(entries(&list), Some(expected.into()));
        assert_eq!(entries(&list[..list.len() - 1]), None);
        assert_eq!(entries(&[1, 0, 0, 0]), None);
        assert_eq!(entries(b""), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            fuzz(&bytes);
            fuzz(&[[2, 0, 0, 0].as_slice(), &bytes].concat());
        }
    }
}
