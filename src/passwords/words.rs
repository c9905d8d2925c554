//! What is tried first: common passwords and words in Spanish and English, and which letters follow each other.

/// Common passwords and words in lower case without accents, the commonest first: those at the top of published lists
/// of leaked passwords, names, months, places, and words of the office.
pub(super) fn common() -> impl Iterator<Item = &'static str> {
    include_str!("common.txt").split_ascii_whitespace()
}

/// For each letter, those that follow it within words: pairs that stand in at least three words of this project's own
/// Spanish and English texts.
pub(super) const FOLLOWERS: [&str; 26] = [
    "abcdfgijklmnopqrstuvwxyz",
    "abcefijklorstuvwy",
    "acdefhiklmnoprstuy",
    "abcdefghiklmnopqrstuvwy",
    "abcdefghijklmnopqrstuvwxy",
    "acdefgiloprstuy",
    "adeghilmnoprstuv",
    "abdeilmnorstuy",
    "abcdefgijklmnopqrstuvxz",
    "aeiosu",
    "acdefgilnoprstuw",
    "abcdefgiklmnopstuvxyz",
    "abcdefilmnopstu",
    "acdefghijklmnopqrstuvwyz",
    "abcdefgijklmnopqrstuvwxyz",
    "abcdefghiklmnoprstuwy",
    "lu",
    "abcdefgiklmnopqrstuvwy",
    "abcdefghiklmnopqrstuvwy",
    "abcdefghiklmnoprstuvwy",
    "abcdefgilmnoprstxy",
    "aeiopu",
    "acdehilnoprs",
    "acdefilprsty",
    "abcdefgilmnoprstuwyz",
    "aeiou",
];

/// The rows and slanted columns of the keyboard that fingers run along.
pub(super) const KEYBOARD: &[&str] = &[
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "147258369",
    "159753",
];
