//! The hash chain over a device's reports: each names the digest of the one before.

use crate::value::Digest;

/// Where a device's chain stands: what the next report has to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The sequence number of the last report; 0 before the first.
    pub sequence: u64,
    /// The digest of the last report's signed bytes; absent before the first.
    pub digest: Option<Digest>,
}

impl Head {
    /// Before the first report.
    pub const START: Self = Self { sequence: 0, digest: None };

    /// The sequence number that the next report carries.
    #[must_use]
    pub const fn next_sequence(self) -> u64 {
        self.sequence + 1
    }

    /// Where the chain stands once these signed bytes are its last report.
    #[must_use]
    pub fn advanced(self, signed: &str) -> Self {
        Self { sequence: self.next_sequence(), digest: Some(Digest::of(signed.as_bytes())) }
    }
}

/// How a report continues a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is the next one and names the last one's digest.
    Continues,
    /// It carries a later number than the next: reports between are missing so far.
    Gap {
        /// How many are missing.
        missing: u64,
    },
    /// It carries a number at or before the last one's.
    Earlier,
    /// It is the next one, but names another digest than the last one's.
    Broken,
}

/// Tells how a report with this number and previous digest continues the chain.
#[must_use]
pub fn link(head: Head, sequence: u64, previous: Option<Digest>) -> Link {
    if sequence <= head.sequence {
        Link::Earlier
    } else if sequence > head.next_sequence() {
        Link::Gap { missing: sequence - head.next_sequence() }
    } else if previous == head.digest {
        Link::Continues
    } else {
        Link::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_tells_gaps_repeats_and_breaks() {
        let head = Head::START.advanced("one").advanced("two");

        assert_eq!(head.sequence, 2);
        assert_eq!(link(head, 3, head.digest), Link::Continues);
        assert_eq!(link(head, 3, Some(Digest::of(b"other"))), Link::Broken);
        assert_eq!(link(head, 5, head.digest), Link::Gap { missing: 2 });
        assert_eq!(link(head, 2, None), Link::Earlier);
        assert_eq!(link(Head::START, 1, None), Link::Continues);
        assert_eq!(link(Head::START, 1, Some(Digest::of(b"x"))), Link::Broken);
    }
}
