//! What the sound cards record, as the kernel tells everybody.
//!
//! Reads `/proc/asound/cards` and `/proc/asound/cardN/pcmMc/subK/status`, which every person may, whoever records.
//! Cannot see microphones that the kernel has no sound card for, such as that of a Bluetooth headset.

use std::path::Path;

use custodia_core::fact::Cause;

use crate::host::Host;
use crate::platform::linux::files;

/// The largest list of cards, in bytes: there are 32 at most.
const LARGEST_LIST: u64 = 64 * 1024;

/// The longest status of a stream that is read, in bytes.
const LONGEST_STATUS: u64 = 4096;

/// The most entries of a card's folder that are looked at.
const MOST_ENTRIES: usize = 256;

/// What the sound cards can record and what they do.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Microphones {
    /// The number of cards that can record.
    pub(super) count: u64,
    /// The tasks for which they record at the moment.
    pub(super) owners: Vec<u32>,
}

/// What the sound cards can record and what they do.
pub(super) fn microphones(host: &Host) -> Result<Microphones, Cause> {
    let list = match files::read_text(&host.path("/proc/asound/cards"), LARGEST_LIST) {
        Ok(list) => list,
        Err(Cause::Missing) => return without_list(host),
        Err(cause) => return Err(cause),
    };
    let mut found = Microphones::default();
    for (number, driver) in cards(&list) {
        // What this driver gives is what another program plays.
        if driver == "Loopback" {
            continue;
        }
        let card = host.path(&format!("/proc/asound/card{number}"));
        let mut records = false;
        for stream in entries(&card)?.iter().filter(|name| is_capture(name)) {
            records = true;
            for sub in entries(&card.join(stream))?.iter().filter(|name| name.starts_with("sub")) {
                let status = card.join(stream).join(sub).join("status");
                found.owners.extend(owner(&files::read_text(&status, LONGEST_STATUS)?)?);
            }
        }
        found.count += u64::from(records);
    }
    Ok(found)
}

/// A container may hide what the kernel says: then only that there is no card at all can be told.
fn without_list(host: &Host) -> Result<Microphones, Cause> {
    let classes = host.path("/sys/class");
    if !classes.is_dir() {
        return Err(Cause::Missing);
    }
    match entries(&classes.join("sound")) {
        Ok(names) if names.iter().any(|name| name.starts_with("card")) => Err(Cause::Missing),
        Ok(_) | Err(Cause::Missing) => Ok(Microphones::default()),
        Err(cause) => Err(cause),
    }
}

/// The numbers of the cards with their drivers, from lines such as ` 0 [PCH ]: HDA-Intel - HDA Intel PCH`.
fn cards(list: &str) -> Vec<(u8, &str)> {
    let card = |line: &'_ str| -> Option<(u8, usize)> {
        let (number, _) = line.split_once('[')?;
        Some((number.trim().parse().ok()?, line.find("]: ")? + 3))
    };
    list.lines()
        .filter_map(|line| {
            let (number, driver) = card(line)?;
            Some((number, line[driver..].split(" - ").next()?.trim()))
        })
        .collect()
}

fn is_capture(name: &str) -> bool {
    let number = name.strip_prefix("pcm").and_then(|rest| rest.strip_suffix('c'));
    number.is_some_and(|number| number.parse::<u16>().is_ok())
}

/// The task for which a stream records, from its status.
fn owner(status: &str) -> Result<Option<u32>, Cause> {
    let mut lines = status.lines().map(str::trim);
    match lines.next() {
        Some("closed") => Ok(None),
        Some("state: RUNNING") => {
            let owner = lines.find_map(|line| {
                let (name, value) = line.split_once(':')?;
                (name.trim() == "owner_pid").then(|| value.trim().parse().ok())?
            });
            owner.map(Some).ok_or(Cause::Malformed)
        }
        // Opened, stopped, out of step or suspended: nothing is recorded.
        Some(state) if state.starts_with("state: ") => Ok(None),
        Some(_) | None => Err(Cause::Malformed),
    }
}

fn entries(folder: &Path) -> Result<Vec<String>, Cause> {
    let list = fs_err::read_dir(folder).map_err(|error| files::cause(error.kind()))?;
    let names = list.take(MOST_ENTRIES + 1).map(|entry| {
        let entry = entry.map_err(|error| files::cause(error.kind()))?;
        Ok(entry.file_name().to_string_lossy().into_owned())
    });
    let names: Vec<String> = names.collect::<Result<_, Cause>>()?;
    if names.len() > MOST_ENTRIES { Err(Cause::TooLarge) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_running_stream_has_an_owner() {
        assert_eq!(owner("closed\n"), Ok(None));
        assert_eq!(owner("state: RUNNING\nowner_pid   : 324\ntrigger_time: 64.6\n"), Ok(Some(324)));
        assert_eq!(owner("state: RUNNING\n"), Err(Cause::Malformed));
        for state in ["OPEN", "SETUP", "PREPARED", "XRUN", "DRAINING", "PAUSED", "SUSPENDED", "DISCONNECTED"]
        {
            assert_eq!(owner(&format!("state: {state}\nowner_pid   : 324\n")), Ok(None), "{state}");
        }
        assert_eq!(owner("no setup\n"), Err(Cause::Malformed));
        assert_eq!(owner(""), Err(Cause::Malformed));
    }

    #[test]
    fn cards_have_numbers_and_drivers() {
        let list = " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xa1 irq 3\n\
                    31 [Loopback       ]: Loopback - Loopback\n--- no soundcards ---\n";
        assert_eq!(cards(list), [(0, "HDA-Intel"), (31, "Loopback")]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(state: |owner_pid: |RUNNING|closed|\\[|\\]: |\n|.){0,60}") {
            let _ = (owner(&text), cards(&text));
        }
    }
}
