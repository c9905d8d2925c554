//! Whether two passwords are alike: whoever knows one finds the other with a few tries.
//!
//! Both are first read without case, accents, replaced letters and without the digits and signs at their ends. They
//! are alike if then
//!
//! - they are equal, or one stands in the other (from four characters on), or
//! - no more than a third of the characters of the longer one have to be changed, added or left out, or
//! - they share a stretch of five characters or more that is at least half of the shorter one.
//!
//! Also alike are those that are equal but for case and accents as they were typed.

use zeroize::Zeroizing;

use super::strength::{letter_of, plain};

/// The shortest stem that says something by standing in another.
const STEM: usize = 4;
/// The shortest stretch that two share and that says something.
const STRETCH: usize = 5;

type Characters = Zeroizing<Vec<char>>;

/// Whether two passwords are alike.
#[must_use]
pub fn are_alike(one: &[char], other: &[char]) -> bool {
    let (one_plain, other_plain) = (lowered(one), lowered(other));
    if one_plain == other_plain || close(&one_plain, &other_plain) {
        return true;
    }
    let (one, other) = (stem(&one_plain), stem(&other_plain));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < STEM {
        return false;
    }
    let contained = long.windows(short.len()).any(|window| window == short.as_slice());
    let stretch = common_stretch(short, long);
    contained || close(short, long) || stretch >= STRETCH && stretch * 2 >= short.len()
}

fn lowered(typed: &[char]) -> Characters {
    Zeroizing::new(typed.iter().map(|&each| plain(each)).collect())
}

/// What is left without the digits and signs at both ends, with letters in the place of what replaces them.
fn stem(plain: &[char]) -> Characters {
    let is_letter = |each: &char| each.is_alphabetic();
    let first = plain.iter().position(is_letter).unwrap_or(plain.len());
    let last = plain.iter().rposition(is_letter).map_or(first, |last| last + 1);
    Zeroizing::new(plain[first..last].iter().map(|&each| letter_of(each)).collect())
}

/// Whether at most a third of the longer one has to be changed (Levenshtein's distance).
fn close(one: &[char], other: &[char]) -> bool {
    let longer = one.len().max(other.len());
    distance(one, other) * 3 <= longer
}

fn distance(one: &[char], other: &[char]) -> usize {
    let mut row = Zeroizing::new((0..=other.len()).collect::<Vec<usize>>());
    for (index, from) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in other.iter().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

/// The length of the longest stretch that stands in both.
fn common_stretch(one: &[char], other: &[char]) -> usize {
    let mut longest = 0;
    let mut row = Zeroizing::new(vec![0_usize; other.len() + 1]);
    for from in one {
        let mut diagonal = 0;
        for (column, to) in other.iter().enumerate() {
            let shared = if from == to { diagonal + 1 } else { 0 };
            diagonal = row[column + 1];
            row[column + 1] = shared;
            longest = longest.max(shared);
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        let (one, other) = (characters(one), characters(other));
        assert_eq!(are_alike(&one, &other), are_alike(&other, &one));
        are_alike(&one, &other)
    }

    #[test]
    fn what_follows_from_another_is_alike() {
        for (one, other) in [
            ("Ventisca.Tornasol.7", "Ventisca.Tornasol.7"),
            ("Ventisca2025!", "Ventisca2026!"),
            ("Ventisca2025!", "ventisca"),
            ("Ventisca2025!", "V3nt1sc4#99"),
            ("Ventisca", "Vestisca"),
            ("MiClaveFacebook", "MiClaveTwitter"),
            ("tornasol-abedul", "xx tornasol-abedul yy"),
            ("contraseña77", "Contrasena88"),
            ("12345678", "12345679"),
            ("prensa", "prensaFiscalia"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_has_nothing_in_common_is_not_alike() {
        for (one, other) in [
            ("xK7#qZj2W!mb", "Vj9$wLq2&nXp"),
            ("zanahoria-lejana-tornillo", "ventisca tornasol abedul"),
            ("d41d8cd98f00b204", "9e107d9d372bb682"),
            ("a1!b2", "zq%9k"),
            ("84619273", "50938127"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn any_two_are_compared_to_an_end_and_each_is_like_itself(one in "\\PC{0,64}", other in "\\PC{0,64}") {
            alike(&one, &other);
            prop_assert!(alike(&one, &one));
        }
    }
}
