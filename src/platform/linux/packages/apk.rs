//! apk: the paragraphs of its database.
//!
//! Reads `/lib/apk/db/installed`, or the same below `/usr`, which everybody may. Format: apk-package(5), "V2 index".

use custodia_core::fact::Cause;

use super::{Manager, Origin, Package, lines, paragraphs, text};
use crate::host::Host;
use crate::platform::linux::files;

/// The largest database that is read, in bytes: it names every installed file.
const LARGEST: u64 = 64 << 20;

pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    let bytes = match files::read(&host.path("/lib/apk/db/installed"), LARGEST) {
        Err(Cause::Missing) => files::read(&host.path("/usr/lib/apk/db/installed"), LARGEST)?,
        read => read?,
    };
    read(&bytes, names)
}

fn read(bytes: &[u8], names: &[&str]) -> Result<Vec<Package>, Cause> {
    let mut found = Vec::new();
    for paragraph in paragraphs(bytes) {
        let name = field(paragraph, b'P').ok_or(Cause::Malformed)?;
        if names.contains(&name) {
            found.push(Package {
                version: Some(field(paragraph, b'V').ok_or(Cause::Malformed)?.to_owned()),
                architecture: field(paragraph, b'A').map(str::to_owned),
                origin: field(paragraph, b'm')
                    .map_or(Origin::Untold, |maker| Origin::Maker(maker.to_owned())),
                ..Package::new(Manager::Apk, name)
            });
        }
    }
    Ok(found)
}

/// The value of a field, whose name is one letter.
fn field(paragraph: &[u8], letter: u8) -> Option<&str> {
    lines(paragraph).find(|line| line.starts_with(&[letter, b':'])).and_then(|line| text(&line[2..]))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn packages_are_those_of_the_paragraphs() {
        let database =
            b"C:Q1abc=\nP:busybox\nV:1.36.1-r29\nA:x86_64\nm:Ann <a@b.example>\nF:bin\nR:busybox\n\n\
            C:Q1abd=\nP:clamav\nV:1.2.2-r0\nA:x86_64\n\n";

        let found = read(database, &["clamav", "busy"]).unwrap();

        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name.as_str(), found[0].version.as_deref()), ("clamav", Some("1.2.2-r0")));
        assert_eq!(read(b"V:1\n", &["a"]), Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in vec(prop::sample::select(b"PVAm:a\n".to_vec()), 0..80)) {
            let _ = read(&bytes, &["a"]);
        }
    }
}
