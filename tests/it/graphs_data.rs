//! Every file of the folder `graphs` in `PERMEA_DATA` beside what other libraries count in it. A test says aloud when it
//! is not there.
//!
//! `fixtures/graphs/peers.csv` is the answer of `benches/graphs/count.py`, which says how to make it again.

use std::{ops::ControlFlow, path::PathBuf};

use permea::{
    exchange::{Columns, Options, Proposal, Source, Unreadable, propose},
    model::{Network, RecordKind},
};

const PEERS: &str = include_str!("fixtures/graphs/peers.csv");

/// Files that the libraries read otherwise, and why permea does not.
const OTHERWISE: [(&str, &str); 2] = [
    ("graphology/missing_nodes.gexf", "the libraries make up the nodes that are not in the file; their ties are set aside here"),
    ("graphology/missing_nodes.graphml", "the libraries make up the nodes that are not in the file; their ties are set aside here"),
];

/// What a library counts in a file.
struct Peer {
    file: String,
    library: String,
    counts: Option<(usize, usize, usize)>,
}

fn peers() -> Vec<Peer> {
    let rows = PEERS.lines().skip(1).map(|line| line.splitn(7, ',').collect::<Vec<_>>());
    rows.map(|cells| {
        let number = |at: usize| cells[at].parse::<usize>().ok();
        let counts = number(2).zip(number(3)).zip(number(4)).map(|((members, ties), to_itself)| (members, ties, to_itself));
        Peer { file: cells[0].to_owned(), library: cells[1].to_owned(), counts }
    })
    .collect()
}

fn folder(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("PERMEA_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from).join(name);
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
    }
    folder.is_dir().then_some(folder)
}

fn read(folder: &std::path::Path, file: &str) -> Result<Proposal, Unreadable> {
    let bytes = std::fs::read(folder.join(file)).unwrap();
    let name = file.rsplit('/').next().unwrap_or(file);
    let sources = [Source { name: name.into(), bytes: &bytes, kind: None }];
    let columns = Columns::built_in().unwrap();
    let proposal = propose(&Network::new("Invented", "0"), &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(()))?;
    let tally = proposal.tally;
    assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside, "{file}: {tally:?}");
    Ok(proposal)
}

/// Members, ties, and ties of a member to itself, which a map does not keep.
fn counts(proposal: &Proposal) -> (usize, usize, usize) {
    let to_itself = proposal.problems.iter().filter(|problem| problem.message.contains("to itself")).count();
    let ties = proposal.network.count(RecordKind::Tie);
    (proposal.network.count(RecordKind::Member), ties + to_itself, to_itself)
}

#[test]
fn every_graph_file_has_the_members_and_ties_that_other_libraries_count() {
    let Some(folder) = folder("graphs") else { return };
    let mut compared = 0;
    for peer in peers() {
        if OTHERWISE.iter().any(|(file, _)| *file == peer.file) {
            continue;
        }
        match (read(&folder, &peer.file), peer.counts) {
            (Ok(proposal), Some(expected)) => {
                assert_eq!(counts(&proposal), expected, "{} beside {}", peer.file, peer.library);
                compared += 1;
            }
            // What they refuse is read here, or refused in a sentence.
            (Ok(_), None) => {}
            (Err(error), None) => assert!(error.to_string().ends_with("Nothing was imported."), "{error}"),
            (Err(error), Some(_)) => panic!("{} reads {}, and permea says: {error}", peer.library, peer.file),
        }
    }
    assert!(compared >= 35, "only {compared} files were compared");
}

#[test]
fn ties_to_nodes_that_are_not_in_the_file_are_set_aside_and_counted() {
    let Some(folder) = folder("graphs") else { return };
    for (file, members, ties, aside) in [("graphology/missing_nodes.gexf", 2, 1, 3), ("graphology/missing_nodes.graphml", 15, 0, 37)] {
        let proposal = read(&folder, file).unwrap();
        assert_eq!((counts(&proposal), proposal.tally.set_aside), ((members, ties, 0), aside), "{file}");
    }
}

#[test]
fn gephis_own_sample_has_the_size_that_gephi_shows() {
    let Some(folder) = folder("graphs") else { return };
    assert_eq!(counts(&read(&folder, "gephi-java.gexf").unwrap()), (1538, 8032, 0));
    assert_eq!(counts(&read(&folder, "gephi-les-miserables.gexf").unwrap()), (77, 254, 0));
}
