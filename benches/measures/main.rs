//! Each measure of the network by itself, and all of them, on real and on invented networks.
//!
//! `cargo bench --bench measures` prints medians; with `-- write FOLDER` it writes the ties and the times for `speed.py`, which times
//! `NetworkX`, python-igraph and rustworkx on the same graphs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::print_stderr, reason = "a bench prints and may stop")]

#[path = "../networks/mod.rs"]
#[allow(dead_code, reason = "each bench uses some of the networks")]
mod networks;

use std::{fmt::Write as _, fs, hint::black_box, path::Path, time::Instant};

use permea::{
    analysis::{Analysis, Scope},
    framework::Rules,
    graph::{
        Bond, Cuts, Precision, TieGraph, Wiring, betweenness, communities, components, cores, density, eigenvector, holes, pagerank, reach,
        reciprocity,
    },
    model::{Change, Network, Record, RecordKind, Step},
};

const TRAINED: [&str; 6] = [
    "england/secondary-2017-2019.csv",
    "england/national-2017-2019.csv",
    "england/gias-links-2021.csv",
    "england/gias-grouplinks-2019-06-01.csv",
    "england/teacher-training-providers.csv",
    "england/teacher-training-ties.csv",
];
const RUNS: usize = 5;
/// Milliseconds above which a part is run once.
const LONG: f64 = 3_000.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = match arguments.as_slice() {
        [word, folder] if word == "write" => Some(Path::new(folder)),
        _ => None,
    };
    println!("load average {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    if let Some(sheets) = networks::sheets(&TRAINED) {
        measure("2446-schools", &networks::import(&sheets), folder);
    }
    measure("30000-invented", &networks::tied(30_000, 100_000), folder);
}

/// The median of some runs in milliseconds.
fn median(mut work: impl FnMut()) -> f64 {
    let mut times = Vec::new();
    while times.len() < RUNS && times.first().is_none_or(|first| *first < LONG) {
        let start = Instant::now();
        work();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn measure(name: &str, network: &Network, folder: Option<&Path>) {
    let graph = TieGraph::of(network, |tie| tie.ended.is_none());
    let wiring = graph.wiring();
    println!("\n{name}: {} members, {} directed ties", graph.members(), graph.ties());
    let mut times: Vec<(&str, f64)> = Vec::new();
    let mut add = |name: &'static str, milliseconds: f64| {
        println!("{name:<26}{milliseconds:>12.2} ms");
        times.push((name, milliseconds));
    };
    let everybody: Vec<usize> = (0..graph.members()).collect();
    let go_on = || false;
    add("betweenness (exact)", median(|| drop(black_box(betweenness(&wiring, Precision::Exact, &go_on)))));
    add("betweenness (as shown)", median(|| drop(black_box(betweenness(&wiring, Precision::SampledIfLarge, &go_on)))));
    add("closeness", median(|| drop(black_box(reach(&wiring, &everybody, &go_on)))));
    add("eigenvector", median(|| drop(black_box(eigenvector(&wiring)))));
    add("pagerank", median(|| drop(black_box(pagerank(&wiring)))));
    add("cores", median(|| drop(black_box(cores(&wiring)))));
    add("components", median(|| drop(black_box(components(&wiring)))));
    add("cut points and bridges", median(|| drop(black_box(Cuts::of(&wiring)))));
    add("constraint", median(|| drop(black_box(holes(&wiring)))));
    let bonds = bonds(network);
    add("communities (Leiden)", median(|| drop(black_box(communities(graph.members(), &bonds)))));
    add(
        "density and reciprocity",
        median(|| {
            black_box((density(&wiring), reciprocity(&wiring)));
        }),
    );
    whole(network, &mut add);
    if let Some(folder) = folder {
        write(folder, name, (&graph, &wiring), network, &times);
    }
}

fn bonds(network: &Network) -> Vec<Bond> {
    let place = |id: &str| network.members().binary_search_by(|member| (*member.id).cmp(id)).unwrap();
    let ends = network.ties().iter().filter(|tie| tie.ended.is_none()).map(|tie| (place(&tie.from), place(&tie.to)));
    let mut pairs: Vec<(usize, usize)> = ends.map(|(from, to)| (from.min(to), from.max(to))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|between| Bond { between, weight: 1.0 }).collect()
}

/// All measures together, the whole analysis, and both again after one rating.
fn whole(network: &Network, add: &mut impl FnMut(&'static str, f64)) {
    let (rules, day) = (Rules::built_in(), "2026-11-20".parse().unwrap());
    let analysis = Analysis::new(network, day, &rules, &|| false).unwrap();
    add("all measures", median(|| drop(black_box(analysis.measures(Scope::default(), &|| false)))));
    add("patterns and peers", median(|| drop(black_box(Analysis::new(network, day, &rules, &|| false)))));
    add(
        "full analysis",
        median(|| {
            let analysis = Analysis::new(network, day, &rules, &|| false).unwrap();
            drop(black_box(analysis.measures(Scope::default(), &|| false)));
        }),
    );
    let school = network.members().iter().find(|member| member.kind == permea::model::Kind::School).unwrap();
    let given = [("id", "r:bench"), ("member", school.id.as_str()), ("on", "2026-11-01"), ("by", "Priya"), ("stage", "2")];
    let text_of = |name: &str| given.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
    let rating: Record = RecordKind::Rating.from_texts(&text_of).unwrap();
    let rated = network.apply(&Step::new("Rated", vec![Change { before: None, after: Some(rating) }])).unwrap();
    add(
        "one rating changed",
        median(|| {
            let after = analysis.following(&rated, day, &rules, &|| false).unwrap();
            assert!(analysis.measures_alike(&after), "the measures are the same");
            drop(black_box(after));
        }),
    );
}

fn write(folder: &Path, name: &str, (graph, wiring): (&TieGraph, &Wiring), network: &Network, times: &[(&str, f64)]) {
    fs::create_dir_all(folder).unwrap();
    let place = |id: &str| network.members().binary_search_by(|member| (*member.id).cmp(id)).unwrap();
    let mut ties: Vec<(usize, usize)> = Vec::new();
    for tie in network.ties().iter().filter(|tie| tie.ended.is_none()) {
        ties.push((place(&tie.from), place(&tie.to)));
        ties.extend(tie.mutual.then(|| (place(&tie.to), place(&tie.from))));
    }
    ties.sort_unstable();
    ties.dedup();
    assert_eq!(ties.len(), wiring.ties());
    let mut text = format!("{},{}\n", graph.members(), ties.len());
    for (from, to) in &ties {
        writeln!(text, "{from},{to}").unwrap();
    }
    fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    let times: Vec<String> = times.iter().map(|(measure, time)| format!("{measure},{time}\n")).collect();
    fs::write(folder.join(format!("{name}.times.csv")), times.concat()).unwrap();
}
