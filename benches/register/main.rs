//! A register of England's size beside pandas and polars: 52,000 rows of 140 columns with their links and groups, from
//! the files to a proposal before anything is saved.
//!
//! `PERMEA_PYTHON=/tmp/peers/bin/python cargo bench --bench register` measures all three in turn, each run a process of its
//! own; `benches/README.md` says how to make that Python. Aims: under 3 s and 500 MB, faster than pandas, within twice polars.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a bench prints and may stop")]

mod england;

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use permea::{
    exchange::{Columns, Options, Source, propose},
    model::{Network, RecordKind},
};
use tempfile::TempDir;

const RUNS: usize = 5;
/// The folder of the files; set for a process that is one run.
const ONE_RUN: &str = "PERMEA_BENCH_REGISTER";
const NAMES: [&str; 3] = ["edubasealldata.csv", "links_edubasealldata.csv", "grouplinks.csv"];

fn main() {
    if let Some(folder) = std::env::var_os(ONE_RUN) {
        println!("{}", permea(Path::new(&folder)));
        return;
    }
    let folder = TempDir::new().unwrap();
    let files = england::files();
    for (name, bytes) in NAMES.iter().zip([&files.register, &files.links, &files.groups]) {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    println!("load average {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let columns = england::HEADINGS.trim_end().split(',').count();
    println!(
        "{} rows, {columns} columns, {} MB; {} MB of links and groups",
        england::ROWS,
        files.register.len() / 1_000_000,
        (files.links.len() + files.groups.len()) / 1_000_000
    );
    if let Ok(kept) = std::env::var("PERMEA_BENCH_KEEP") {
        for name in NAMES {
            fs::copy(folder.path().join(name), Path::new(&kept).join(name)).unwrap();
        }
    }
    let peers: &[&str] = if std::env::var_os("PERMEA_PYTHON").is_some() { &["pandas", "polars"] } else { &[] };
    if peers.is_empty() {
        println!("pandas and polars were not measured: PERMEA_PYTHON names no Python that has them");
    }
    let mut runs: Vec<(&str, Vec<Run>)> = ["permea"].iter().chain(peers).map(|who| (*who, Vec::new())).collect();
    for _ in 0..RUNS {
        for (who, runs) in &mut runs {
            runs.push(run(who, folder.path()));
        }
    }
    println!("{:<8} {:>9} {:>9} {:>11} {:>9}  rows, and what was joined", "", "median", "fastest", "processor", "peak");
    for (who, runs) in &mut runs {
        runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let (median, first) = (&runs[RUNS / 2], &runs[0]);
        let peak = runs.iter().map(|run| run.megabytes).fold(0.0, f64::max);
        println!(
            "{who:<8} {:>7.2} s {:>7.2} s {:>9.2} s {peak:>6.0} MB  {}",
            median.seconds, first.seconds, median.processor, median.found
        );
    }
    for (who, theirs) in runs.iter().skip(1) {
        println!("{who} takes {:.2} times as long as permea", theirs[RUNS / 2].seconds / runs[0].1[RUNS / 2].seconds);
    }
}

/// One run of one of the three.
struct Run {
    seconds: f64,
    processor: f64,
    megabytes: f64,
    found: String,
}

fn run(who: &str, folder: &Path) -> Run {
    let output = if who == "permea" {
        Command::new(std::env::current_exe().unwrap()).env(ONE_RUN, folder).output().unwrap()
    } else {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/register/peers.py");
        let paths = NAMES.iter().map(|name| folder.join(name));
        Command::new(std::env::var_os("PERMEA_PYTHON").unwrap()).arg(script).arg(who).args(paths).output().unwrap()
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = answer.split_whitespace();
    let mut number = || words.next().unwrap().parse().unwrap();
    let (seconds, processor, megabytes) = (number(), number(), number());
    Run { seconds, processor, megabytes, found: words.collect::<Vec<_>>().join(" ") }
}

/// Seconds, processor seconds and megabytes from the files to a proposal, and what it holds.
fn permea(folder: &Path) -> String {
    let network = Network::new("England", "0");
    let columns = Columns::built_in().unwrap();
    let (start, processor) = (Instant::now(), processor_seconds());
    let paths: Vec<PathBuf> = NAMES.iter().map(|name| folder.join(name)).collect();
    let bytes: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let sources: Vec<Source<'_>> =
        NAMES.iter().zip(&bytes).map(|(name, bytes)| Source { name: (*name).into(), bytes, kind: None }).collect();
    let proposal = propose(&network, &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap();
    let (seconds, used) = (start.elapsed().as_secs_f64(), processor_seconds() - processor);
    assert_eq!(proposal.problems, []);
    let counts = [RecordKind::Member, RecordKind::Membership].map(|kind| proposal.network.count(kind));
    format!("{seconds:.3} {used:.3} {:.0} {} {} {}", peak_megabytes(), proposal.tally.rows, counts[0], counts[1])
}

/// Processor seconds of this process, all its threads together, in hundredths.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The most memory this process has held.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}
