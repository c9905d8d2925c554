//! How often one may try to sign in: a token bucket for each account and each address.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

/// How many tries fit into a bucket.
pub const TRIES: u32 = 10;
/// In what time an empty bucket fills.
pub const PERIOD: SignedDuration = SignedDuration::from_mins(5);
/// How many buckets are kept at most; full ones are forgotten first.
const MAX_BUCKETS: usize = 20_000;

/// Who tries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Account(String),
    Address(IpAddr),
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// Tries that are left, in thousandths.
    left: i64,
    at: Timestamp,
}

/// Counts tries.
#[derive(Debug, Default)]
pub struct TryLimit(Mutex<BTreeMap<Key, Bucket>>);

impl TryLimit {
    /// Takes one try from the account's and the address's bucket; tells whether both had one left.
    pub fn allows(&self, account: &str, address: IpAddr, now: Timestamp) -> bool {
        let mut buckets = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if buckets.len() >= MAX_BUCKETS {
            buckets.retain(|_, bucket| refilled(*bucket, now) < full());
        }
        if buckets.len() >= MAX_BUCKETS {
            return false;
        }
        let account = take(&mut buckets, Key::Account(account.to_lowercase()), now);
        let address = take(&mut buckets, Key::Address(network(address)), now);
        account && address
    }
}

fn take(buckets: &mut BTreeMap<Key, Bucket>, key: Key, now: Timestamp) -> bool {
    let bucket = buckets.entry(key).or_insert(Bucket { left: full(), at: now });
    let left = refilled(*bucket, now);
    let allowed = left >= 1000;
    *bucket = Bucket { left: if allowed { left - 1000 } else { left }, at: now };
    allowed
}

fn refilled(bucket: Bucket, now: Timestamp) -> i64 {
    let elapsed = now.duration_since(bucket.at).as_secs().clamp(0, PERIOD.as_secs());
    (bucket.left + elapsed * full() / PERIOD.as_secs()).min(full())
}

fn full() -> i64 {
    i64::from(TRIES) * 1000
}

/// One person can have a whole IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & (u128::MAX << 64)).into()),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_in_five_minutes_for_account_and_address() {
        let limit = TryLimit::default();
        let start = Timestamp::UNIX_EPOCH;
        let address: IpAddr = "192.0.2.1".parse().unwrap();

        for _ in 0..TRIES {
            assert!(limit.allows("ana", address, start));
        }
        assert!(!limit.allows("ana", "192.0.2.2".parse().unwrap(), start), "the account's bucket is empty");
        assert!(!limit.allows("eva", address, start), "the address's bucket is empty");
        assert!(limit.allows("eva", "192.0.2.2".parse().unwrap(), start));
        assert!(limit.allows("ana", address, start + SignedDuration::from_secs(31)), "one try came back");
        assert!(!limit.allows("ana", address, start + SignedDuration::from_secs(31)));
    }

    #[test]
    fn neighbours_in_one_ipv6_network_share_a_bucket() {
        let limit = TryLimit::default();

        for host in 0..TRIES {
            let address = format!("2001:db8::{host:x}").parse().unwrap();
            assert!(limit.allows(&host.to_string(), address, Timestamp::UNIX_EPOCH));
        }
        assert!(!limit.allows("other", "2001:db8::ffff".parse().unwrap(), Timestamp::UNIX_EPOCH));
    }
}
