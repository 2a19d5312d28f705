//! The force layout beside others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    dead_code,
    reason = "a bench may stop"
)]

#[path = "../networks/mod.rs"]
mod networks;

use networks::{
    SCHOOLS, SURREY,
    crowd::{Rated, crowd},
    import, sheets,
};
use permea::{
    map::{Chart, Layout},
    model::Network,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

fn by_groups(network: &Network) -> (usize, BTreeSet<(usize, usize)>) {
    let ids: BTreeMap<&str, usize> = network.members().iter().enumerate().map(|(at, m)| (m.id.as_str(), at)).collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for m in network.memberships() {
        if m.until.is_some() {
            continue;
        }
        if let Some(&at) = ids.get(m.id.member()) {
            groups.entry(m.id.group()).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for g in groups.values() {
        for &a in g {
            for &b in g {
                if a < b {
                    pairs.insert((a, b));
                }
            }
        }
    }
    (network.members().len(), pairs)
}

fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let mut put = |name: &str, n: usize, pairs: Vec<(usize, usize, u8, bool)>| {
        let mut text = format!("{n} {}\n", pairs.len());
        for (a, b, w, s) in pairs {
            writeln!(text, "{a} {b} {w} {}", u8::from(s)).unwrap();
        }
        std::fs::write(format!("{folder}/{name}.edges"), text).unwrap();
    };
    if let Some(s) = sheets(&[SCHOOLS[0], SCHOOLS[1], "england/gias-grouplinks-2019-06-01.csv"]) {
        let network = import(&s);
        eprintln!("{} members {} memberships", network.members().len(), network.memberships().len());
        let (n, p) = by_groups(&network);
        put("schools", n, p.into_iter().map(|(a, b)| (a, b, 1, true)).collect());
    }
    if let Some(s) = sheets(&SURREY) {
        let network = import(&s);
        let (n, p) = by_groups(&network);
        put("surrey", n, p.into_iter().map(|(a, b)| (a, b, 1, true)).collect());
    }
    for n in [40, 300, 3000, 30000] {
        let chart = Chart::new(&crowd(n, Rated::Most), Layout::Rings);
        let area = |at: usize| chart.roster.members[at].area;
        put(
            &format!("crowd{n}"),
            n,
            chart.roster.ties.iter().map(|t| (t.from, t.to, t.phase.number(), area(t.from) == area(t.to))).collect(),
        );
    }
}
