//! A large GEXF file beside `NetworkX`: 100,000 nodes and 500,000 links, from bytes to a proposal.
//!
//! `PERMEA_PYTHON=/tmp/peers/bin/python cargo bench --bench graphs` prints both times and their ratio; `count.py` says how
//! to make that Python. Without it only permea is measured. Aims: under 4 s, and ten times faster than the peer.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints and may stop")]

use std::{fmt::Write as _, fs, ops::ControlFlow, process::Command, time::Instant};

use permea::{
    exchange::{Columns, Options, Source, propose},
    model::{Network, RecordKind},
};
use tempfile::TempDir;

const NODES: u64 = 100_000;
const LINKS: u64 = 500_000;
const RUNS: usize = 3;

fn main() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.gexf");
    let text = gexf();
    fs::write(&path, &text).unwrap();
    println!("load average {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!("{NODES} nodes, {LINKS} links, {} MB", text.len() >> 20);
    let ours = (0..RUNS).map(|_| permea(text.as_bytes())).min_by(f64::total_cmp).unwrap();
    println!("permea     {ours:>7.2} s to a proposal, peak {}", peak());
    let Some(python) = std::env::var_os("PERMEA_PYTHON") else {
        println!("NetworkX was not measured: PERMEA_PYTHON names no Python that has it");
        return;
    };
    let script = "import sys, time, networkx as nx\nt = time.perf_counter()\ng = nx.read_gexf(sys.argv[1])\nprint(time.perf_counter() - t, g.number_of_nodes(), g.number_of_edges())";
    let answer = Command::new(python).args(["-c", script]).arg(&path).output().unwrap();
    let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
    let theirs: f64 = answer.split_whitespace().next().unwrap().parse().unwrap();
    println!("NetworkX   {theirs:>7.2} s ({})", answer.trim());
    println!("ratio      {:>7.1}", theirs / ours);
}

/// Seconds from bytes to a proposal.
fn permea(bytes: &[u8]) -> f64 {
    let network = Network::new("Large", "0");
    let columns = Columns::built_in().unwrap();
    let sources = [Source { name: "large.gexf".into(), bytes, kind: None }];
    let start = Instant::now();
    let proposal = propose(&network, &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap();
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(proposal.network.count(RecordKind::Member) as u64, NODES);
    assert_eq!(proposal.network.count(RecordKind::Tie) as u64, LINKS);
    seconds
}

/// A file as Gephi writes it: labels, two attributes and a position of each node, a weight of each link.
fn gexf() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n<graph defaultedgetype=\"directed\">\n<attributes class=\"node\"><attribute id=\"0\" title=\"pupils\" type=\"integer\"/><attribute id=\"1\" title=\"diocese\" type=\"string\"/></attributes>\n<nodes>\n",
    );
    for node in 0..NODES {
        writeln!(text, "<node id=\"n{node}\" label=\"School {node}\">\n<attvalues><attvalue for=\"0\" value=\"{}\"/><attvalue for=\"1\" value=\"Diocese {}\"/></attvalues>\n<viz:position x=\"{}.5\" y=\"-{}.25\"/>\n</node>", 50 + node % 1500, node % 40, node % 977, node % 631).unwrap();
    }
    text.push_str("</nodes>\n<edges>\n");
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % NODES
    };
    for link in 0..LINKS {
        let (from, step) = (next(), next());
        let to = (from + 1 + step % (NODES - 1)) % NODES;
        writeln!(text, "<edge id=\"{link}\" source=\"n{from}\" target=\"n{to}\" weight=\"{}.0\"/>", 1 + link % 4).unwrap();
    }
    text.push_str("</edges>\n</graph>\n</gexf>\n");
    text
}

/// The most memory the process has held.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}
