//! Newer lists of unwanted programs, signed with minisign itself.

use std::path::Path;

use custodia::unwanted::{Offered, choose, choose_signed_with};
use custodia_core::vocabulary::security_software as words;
use fs_err as fs;

use super::{Machine, Status, findings, judge, outcome};
use crate::home::{answer, tool};

const LIST: &str = "format = 1\nversion = 99\ndate = \"2026-12-24\"\n\n[[program]]\nname = \"new-spy\"\n\
    kind = \"stalkerware\"\npackages = [\"new-spy\"]\n";

/// A pair of keys of minisign; gives the public one.
fn keys(place: &Path) -> String {
    let minisign = || tool("minisign", "minisign");
    answer(minisign().args(["-G", "-W", "-p"]).arg(place.join("pub")).arg("-s").arg(place.join("key")));
    fs::read_to_string(place.join("pub")).unwrap().lines().nth(1).unwrap().to_owned()
}

fn sign(place: &Path, list: &str, options: &[&str]) -> Offered {
    fs::write(place.join("list"), list).unwrap();
    let mut minisign = tool("minisign", "minisign");
    answer(
        minisign.arg("-S").args(options).arg("-s").arg(place.join("key")).arg("-m").arg(place.join("list")),
    );
    let signature = fs::read_to_string(place.join("list.minisig")).unwrap();
    Offered { list: Some(list.as_bytes().to_vec()), signature: Some(signature) }
}

#[test]
fn a_newer_list_counts_with_its_signature_alone() {
    let place = tempfile::tempdir().unwrap();
    let key = keys(place.path());
    let good = sign(place.path(), LIST, &[]);
    let older = sign(place.path(), &LIST.replace("99", "0"), &[]);
    let legacy = sign(place.path(), LIST, &["-l"]);
    let malformed = sign(place.path(), "format = 2\n", &[]);
    let changed = Offered { list: Some(LIST.replace("new-spy", "old-spy").into_bytes()), ..good.clone() };
    let unsigned = Offered { signature: None, ..good.clone() };
    let comment = good.signature.clone().unwrap().replace("timestamp", "timestomp");
    let commented = Offered { signature: Some(comment), ..good.clone() };
    let unread = Offered { list: None, ..good.clone() };

    for (offered, state) in [
        (vec![], words::LIST_BUILT_IN),
        (vec![good.clone()], words::LIST_UPDATED),
        (vec![older.clone(), good.clone()], words::LIST_UPDATED),
        (vec![older], words::LIST_BUILT_IN),
        (vec![changed.clone()], words::LIST_REFUSED),
        (vec![unsigned], words::LIST_REFUSED),
        (vec![commented], words::LIST_REFUSED),
        (vec![legacy], words::LIST_REFUSED),
        (vec![malformed], words::LIST_REFUSED),
        (vec![unread], words::LIST_REFUSED),
        (vec![changed, good.clone()], words::LIST_UPDATED),
    ] {
        let chosen = choose_signed_with(&key, &offered);
        assert_eq!(chosen.state, state, "{offered:?}");
        let list = chosen.list.unwrap();
        assert_eq!(list.version == 99, state == words::LIST_UPDATED);
        assert_eq!(list.programs.len() > 20, state != words::LIST_UPDATED);
    }
    assert_eq!(choose(&[good]).state, words::LIST_REFUSED);
}

#[test]
fn a_list_of_another_key_is_told_and_changes_nothing() {
    let place = tempfile::tempdir().unwrap();
    keys(place.path());
    let forged = sign(place.path(), LIST, &[]);
    for folder in ["etc/custodia", "home/ana/.local/state/custodia"] {
        let machine = Machine::in_order()
            .put(&format!("{folder}/unwanted-software.toml"), LIST)
            .put(&format!("{folder}/unwanted-software.toml.minisig"), forged.signature.as_ref().unwrap())
            .install(&["new-spy", "anydesk"]);

        let facts = machine.facts();
        let verdict = judge(&facts);

        assert_eq!(facts.value(words::LIST), Some(words::LIST_REFUSED));
        assert_eq!(outcome(&verdict), (Status::Fail, "security-software-remote-control-found"));
        assert_eq!(findings(&verdict), ["security-software-newer-list-refused"]);
    }
}
