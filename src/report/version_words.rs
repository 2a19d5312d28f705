//! A version of a map in words: what it holds, and what happened between it and now.

use super::words::{self, of_kind_counted};
use crate::{
    compare::{diff, tally},
    model::{Network, RecordKind},
};

/// `372 members, 810 ties, 91 ratings`.
pub fn version_holds(network: &Network) -> String {
    let count = |kind| words::count(network.count(kind) as u64);
    let [members, ties, ratings] = [RecordKind::Member, RecordKind::Tie, RecordKind::Rating].map(count);
    format!("{members} members, {ties} ties, {ratings} ratings")
}

/// `since then 2 ratings added, 1 tie removed`, or `as it is now`.
pub fn since_version(then: &Network, now: &Network) -> String {
    let tally = tally(&diff("", then, now));
    let mut parts = Vec::new();
    for (kind, tally) in &tally {
        for (count, what) in [(tally.added, "added"), (tally.changed, "changed"), (tally.removed, "removed")] {
            if count > 0 {
                parts.push(format!("{} {what}", of_kind_counted(*kind, count)));
            }
        }
    }
    if parts.is_empty() { "as it is now".to_owned() } else { format!("since then {}", parts.join(", ")) }
}
