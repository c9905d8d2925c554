//! `storage-encryption`: what is stored on the device is encrypted.
//!
//! A place counts as encrypted if every way from it down to a disk crosses something that encrypts.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::storage_encryption::{ACCEPTED, PLACES};
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::{Reason, Verdict};
use custodia_core::vocabulary::storage_encryption as words;
use custodia_core::vocabulary::{RemedyId, Word, common, device_reset};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct StorageEncryption;

impl Check for StorageEncryption {
    fn id(&self) -> CheckId {
        CheckId::StorageEncryption
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::storage_encryption(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let is_virtual = match facts.value(words::ENVIRONMENT) {
            None => return Verdict::unknown(words::ENVIRONMENT_UNCLEAR.reason()),
            Some(device_reset::CONTAINER) => return Verdict::unknown(words::IN_CONTAINER.reason()),
            Some(device_reset::LIVE_SYSTEM) => return Verdict::unknown(words::IN_LIVE_SYSTEM.reason()),
            Some(environment) => environment == device_reset::VIRTUAL_MACHINE,
        };
        let places = PLACES.of(rule);
        let areas = asked(facts, &places);
        let of = |state: fn(&Area) -> bool| areas.iter().filter(move |area| state(area));
        let bare: Vec<Word> = distinct(of(Area::is_bare).map(|area| area.place));
        if let [first, others @ ..] = &bare[..]
            && !is_virtual
        {
            let findings = others.iter().map(|place| words::ALSO_NOT_ENCRYPTED.with([(*place).into()]));
            return findings.fold(not_encrypted(*first), Verdict::finding);
        }
        let accepted = ACCEPTED.of(rule);
        let refused = of(Area::is_encrypted).find_map(|area| {
            let layer = area.layer?;
            (layer != words::MEMORY_ONLY && !accepted.contains(&layer)).then_some((area.place, layer))
        });
        if let Some((place, layer)) = refused {
            let reason = words::NOT_ACCEPTED.with([place.into(), layer.into()]);
            return Verdict::fail(reason, words::ENCRYPT_DEVICE);
        }
        if let Some(area) = areas.iter().find(|area| !area.is_encrypted()) {
            return Verdict::unknown(area.why_unclear()).remedy(words::ASK_ADMINISTRATOR);
        }
        if let Some(reason) = what_is_missing(facts, &places) {
            return Verdict::unknown(reason).remedy(words::ASK_ADMINISTRATOR);
        }
        if areas.is_empty() {
            return Verdict::not_applicable(words::NOTHING_ASKED.reason());
        }
        Verdict::pass(words::ALL_ENCRYPTED.reason())
    }
}

/// One way from a place down to where it is stored.
struct Area {
    place: Word,
    layer: Option<Word>,
    encrypted: Option<bool>,
}

impl Area {
    fn is_bare(&self) -> bool {
        self.encrypted == Some(false)
    }

    fn is_encrypted(&self) -> bool {
        self.encrypted == Some(true) && self.layer.is_some()
    }

    fn why_unclear(&self) -> Reason {
        let reason = match (self.encrypted, self.layer) {
            (Some(false), _) => words::IN_VIRTUAL_MACHINE,
            (None, Some(words::ZFS)) => words::ON_ZFS,
            (None, Some(words::NETWORK_STORAGE)) => words::ON_NETWORK,
            (None | Some(true), _) => words::UNCLEAR,
        };
        reason.with([self.place.into()])
    }
}

/// The areas of the places that are asked for.
fn asked(facts: &Facts, places: &[Word]) -> Vec<Area> {
    let area = |item| {
        Some(Area {
            place: facts.value_item(item, words::PLACE)?,
            layer: facts.value_item(item, words::LAYER),
            encrypted: facts.value_item(item, words::ENCRYPTED),
        })
    };
    facts.items().into_iter().filter_map(area).filter(|area| places.contains(&area.place)).collect()
}

/// Why there may be a place that no area stands for.
fn what_is_missing(facts: &Facts, places: &[Word]) -> Option<Reason> {
    let found: Vec<Option<Word>> =
        facts.items().into_iter().map(|item| facts.value_item(item, words::PLACE)).collect();
    let lacks = |place: Word| places.contains(&place) && !found.contains(&Some(place));
    if found.contains(&None) || lacks(words::ROOT) || lacks(words::HOME) {
        return Some(words::PLACES_UNCLEAR.reason());
    }
    match facts.value(words::SWAP_AREAS) {
        None if places.contains(&words::SWAP) => Some(words::UNCLEAR.with([words::SWAP.into()])),
        Some(areas) if areas > 0 && lacks(words::SWAP) => Some(words::UNCLEAR.with([words::SWAP.into()])),
        None | Some(_) => None,
    }
}

fn not_encrypted(place: Word) -> Verdict {
    let in_home = [words::BROWSER_STORES, words::MAIL_STORES];
    let remedy: RemedyId = match place {
        words::SWAP => return Verdict::fail(words::SWAP_NOT_ENCRYPTED.reason(), words::ENCRYPT_SWAP),
        place if in_home.contains(&place) => words::MOVE_STORES,
        _ => words::ENCRYPT_DEVICE,
    };
    Verdict::fail(words::NOT_ENCRYPTED.with([place.into()]), remedy)
}

fn distinct(words: impl Iterator<Item = Word>) -> Vec<Word> {
    let mut distinct = Vec::new();
    for word in words {
        if !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use custodia_core::fact::{Cause, Evidence, Fact};
    use custodia_core::policy::ParameterValue;
    use custodia_core::verdict::Status;

    use super::*;

    fn read<T>(value: T) -> Fact<T> {
        Fact::known(value, Evidence::live(words::BLOCK_DEVICES))
    }

    fn device(environment: Word, areas: &[(Word, Word, Option<bool>)]) -> Facts {
        let mut facts = Facts::new();
        facts.put(words::ENVIRONMENT, read(environment));
        let swap = areas.iter().filter(|(place, ..)| *place == words::SWAP).count();
        facts.put(words::SWAP_AREAS, read(swap as u64));
        for (item, (place, layer, encrypted)) in (0..).zip(areas) {
            facts.put_item(item, words::PLACE, read(*place));
            facts.put_item(item, words::LAYER, read(*layer));
            let unknown = Fact::unknown(Cause::Unsupported, words::BLOCK_DEVICES);
            facts.put_item(item, words::ENCRYPTED, encrypted.map_or(unknown, read));
        }
        facts
    }

    fn outcome(facts: &Facts, parameters: &[(&'static str, &[Word])]) -> (Status, &'static str) {
        let parameters =
            parameters.iter().map(|(name, words)| (*name, ParameterValue::Words(words.to_vec())));
        let rule = Rule::for_check(CheckId::StorageEncryption, parameters);
        let verdict = StorageEncryption.evaluate(facts, &rule);
        (verdict.status, verdict.reason.id())
    }

    const ROOT: (Word, Word, Option<bool>) = (words::ROOT, words::LUKS2, Some(true));
    const HOME: (Word, Word, Option<bool>) = (words::HOME, words::LUKS2, Some(true));
    const BARE: (Word, Word, Option<bool>) = (words::HOME, words::UNENCRYPTED_DISK, Some(false));

    #[test]
    fn one_way_to_a_disk_that_crosses_nothing_fails() {
        let laptop = |areas: &[_]| outcome(&device(device_reset::BARE_METAL, areas), &[]);

        assert_eq!(laptop(&[ROOT, HOME]), (Status::Pass, "storage-encryption-all-encrypted"));
        assert_eq!(laptop(&[ROOT, HOME, BARE]), (Status::Fail, "storage-encryption-not-encrypted"));
        let swap = (words::SWAP, words::UNENCRYPTED_DISK, Some(false));
        assert_eq!(laptop(&[ROOT, HOME, swap]), (Status::Fail, "storage-encryption-swap-not-encrypted"));
    }

    #[test]
    fn what_is_not_told_is_unknown_and_never_outweighs_what_fails() {
        let laptop = |areas: &[_]| outcome(&device(device_reset::BARE_METAL, areas), &[]);
        let mail = |layer| (words::MAIL_STORES, layer, None);

        assert_eq!(laptop(&[ROOT, HOME, mail(words::ZFS)]), (Status::Unknown, "storage-encryption-on-zfs"));
        let network = laptop(&[ROOT, HOME, mail(words::NETWORK_STORAGE)]);
        assert_eq!(network, (Status::Unknown, "storage-encryption-on-network"));
        assert_eq!(laptop(&[ROOT]), (Status::Unknown, "storage-encryption-places-unclear"));
        assert_eq!(laptop(&[ROOT, BARE, mail(words::ZFS)]).0, Status::Fail);
    }

    #[test]
    fn the_disk_of_a_virtual_machine_may_be_encrypted_below_it() {
        let machine = |areas: &[_]| outcome(&device(device_reset::VIRTUAL_MACHINE, areas), &[]);

        assert_eq!(machine(&[ROOT, BARE]), (Status::Unknown, "storage-encryption-in-virtual-machine"));
        assert_eq!(machine(&[ROOT, HOME]).0, Status::Pass);
    }

    #[test]
    fn a_rule_names_places_and_what_may_encrypt_them() {
        let laptop = device(device_reset::BARE_METAL, &[ROOT, BARE]);
        let places = |places| outcome(&laptop, &[("places", places)]);
        let opal = (words::HOME, words::LUKS2_OPAL, Some(true));
        let opal = device(device_reset::BARE_METAL, &[ROOT, opal]);

        assert_eq!(places(&[words::ROOT]).0, Status::Pass);
        assert_eq!(places(&[words::SWAP]), (Status::NotApplicable, "storage-encryption-nothing-asked"));
        assert_eq!(outcome(&opal, &[]), (Status::Fail, "storage-encryption-not-accepted"));
        assert_eq!(outcome(&opal, &[("accepted", &[words::LUKS2, words::LUKS2_OPAL])]).0, Status::Pass);
    }
}
