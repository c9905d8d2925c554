//! The order of versions of Debian packages: deb-version(7), "Sorting algorithm".

use std::cmp::Ordering;

/// Which of two versions is the later one.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (Version::of(one), Version::of(other));
    one.epoch
        .cmp(&other.epoch)
        .then_with(|| compare_parts(one.upstream, other.upstream))
        .then_with(|| compare_parts(one.revision, other.revision))
}

struct Version<'a> {
    epoch: u64,
    upstream: &'a [u8],
    revision: &'a [u8],
}

impl<'a> Version<'a> {
    /// `[epoch:]upstream[-revision]`.
    fn of(text: &'a str) -> Self {
        let (epoch, rest) = text.split_once(':').unwrap_or(("0", text));
        let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, ""));
        Self {
            epoch: epoch.parse().unwrap_or(0),
            upstream: upstream.as_bytes(),
            revision: revision.as_bytes(),
        }
    }
}

/// Takes turns of characters that are no digits and of numbers.
fn compare_parts(mut one: &[u8], mut other: &[u8]) -> Ordering {
    while !(one.is_empty() && other.is_empty()) {
        while starts_with_other(one) || starts_with_other(other) {
            // The end, and a number that begins, weigh nothing.
            let order = weight(one.first()).cmp(&weight(other.first()));
            if order != Ordering::Equal {
                return order;
            }
            // Of equal weight they are the same character.
            one = one.get(1..).unwrap_or_default();
            other = other.get(1..).unwrap_or_default();
        }
        let (first, second) = (number(&mut one), number(&mut other));
        // Without leading zeros the longer number is the larger one.
        let order = first.len().cmp(&second.len()).then_with(|| first.cmp(second));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

fn starts_with_other(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|byte| !byte.is_ascii_digit())
}

/// A tilde sorts before everything, even the end; letters before what is no letter.
fn weight(byte: Option<&u8>) -> i16 {
    match byte {
        Some(b'~') => -1,
        Some(byte) if byte.is_ascii_alphabetic() => i16::from(*byte),
        Some(byte) if !byte.is_ascii_digit() => i16::from(*byte) + 256,
        Some(_) | None => 0,
    }
}

/// Takes the digits at the front, without leading zeros.
fn number<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
    let (digits, rest) = bytes.split_at(end);
    *bytes = rest;
    let start = digits.iter().position(|byte| *byte != b'0').unwrap_or(digits.len());
    &digits[start..]
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "the real dpkg judges")]
    fn judged(one: &str, other: &str) -> Ordering {
        let is = |relation| {
            let arguments = ["--compare-versions", one, relation, other];
            Command::new("dpkg").args(arguments).status().unwrap().success()
        };
        match (is("lt"), is("gt")) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => Ordering::Equal,
        }
    }

    #[test]
    fn known_pairs_are_in_order() {
        for (earlier, later) in [
            ("1.0~rc1-1", "1.0-1"),
            ("1.0-1", "1.0-1+deb12u1"),
            ("1.0-1+deb12u2", "1.0-1+deb12u10"),
            ("9.0", "1:0.1"),
            ("1.2.3-1~bpo12+1", "1.2.3-1"),
            ("2.36-9+deb12u9", "2.36-9+deb12u13"),
        ] {
            assert_eq!(compare(earlier, later), Ordering::Less, "{earlier} {later}");
            assert_eq!(compare(later, earlier), Ordering::Greater, "{earlier} {later}");
        }
        assert_eq!(compare("1.0", "0:1.00"), Ordering::Equal);
        assert_eq!(compare("1.0-0", "1.0"), Ordering::Equal);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_order_is_that_of_the_real_program(
            one in "([0-2]:)?[0-9][0-9a-cZ.+~]{0,6}(-[0-9a-c.+~]{1,4})?",
            other in "([0-2]:)?[0-9][0-9a-cZ.+~]{0,6}(-[0-9a-c.+~]{1,4})?",
        ) {
            prop_assert_eq!(compare(&one, &other), judged(&one, &other), "{} {}", one, other);
        }

        #[test]
        fn any_two_texts_have_an_order(one in ".{0,12}", other in "([0-9a:~-]|.){0,12}") {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one).reverse());
        }
    }
}
