//! The force layout beside Graphviz `sfdp` and three layouts of `igraph`, on the same graphs, in the same run.
//!
//! Everybody gets the same members and ties. What is measured is from the graph in memory to its places; `sfdp` is a program
//! that reads and writes files, so its time holds those. Quality is neighbour preservation, by one function for all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    dead_code,
    reason = "a bench may stop, and prints"
)]

#[path = "../networks/mod.rs"]
mod networks;
mod graphs;
mod peers;
mod preservation;

use std::time::{Duration, Instant};

use graphs::Graph;
use permea::map::Force;
use preservation::{Kept, kept};

/// How many times each layout is made; those that take longer than `PATIENCE` only once.
const RUNS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(5);

/// One way to lay out, measured.
pub(crate) struct Result {
    pub(crate) name: String,
    pub(crate) median: Duration,
    /// Peak memory of the process in megabytes, where it is known.
    pub(crate) memory_mb: Option<f64>,
    pub(crate) places: Vec<(f64, f64)>,
}

/// Runs something several times; the last answer and the median time.
pub(crate) fn measured<T>(mut run: impl FnMut() -> (T, Duration)) -> (T, Duration) {
    let (mut answer, first) = run();
    let mut times = vec![first];
    while times.len() < RUNS && first < PATIENCE {
        let (again, time) = run();
        answer = again;
        times.push(time);
    }
    times.sort_unstable();
    (answer, times[times.len() / 2])
}

fn ours(graph: &Graph) -> Result {
    let (force, median) = measured(|| {
        let start = Instant::now();
        let force = Force::of(&graph.roster, None, &mut |_so_far| {}, &|| false).unwrap();
        (force, start.elapsed())
    });
    Result { name: "permea".into(), median, memory_mb: None, places: force.plane() }
}

fn main() {
    // Cargo adds its own words.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    println!("k = 10; load average {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    for graph in graphs::all().filter(|graph| wanted.is_empty() || wanted.iter().any(|word| graph.name.contains(word.as_str()))) {
        println!("\n{}: {} members, {} ties", graph.name, graph.members, graph.ties.len());
        println!("{:<34} {:>10} {:>8} {:>9} {:>12} {:>12}", "", "median", "times", "memory", "preserved", "of possible");
        let mine = ours(&graph);
        let base = mine.median.as_secs_f64();
        for result in std::iter::once(mine).chain(peers::all(&graph)) {
            let Kept { share, of_possible } = kept(graph.members, &graph.ties, &result.places, 10);
            let times = result.median.as_secs_f64() / base;
            let memory = result.memory_mb.map_or_else(String::new, |mb| format!("{mb:.0} MB"));
            let median = format!("{:.1} ms", result.median.as_secs_f64() * 1000.0);
            println!("{:<34} {median:>10} {times:>8.1} {memory:>9} {share:>12.3} {of_possible:>12.3}", result.name);
        }
    }
    let own = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = own.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    println!("\npeak memory of this process, all graphs and permea's layouts: {}", peak.trim_start_matches("VmHWM:").trim());
}
