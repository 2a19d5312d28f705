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
/// The same of the invented files.
const OF_FIXTURES: &str = include_str!("fixtures/graphs/peers-of-fixtures.csv");

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

fn peers(table: &str) -> Vec<Peer> {
    let rows = table.lines().skip(1).map(|line| line.splitn(7, ',').collect::<Vec<_>>());
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
    for peer in peers(PEERS) {
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

#[test]
fn every_invented_file_has_the_members_and_ties_that_other_libraries_count() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/graphs");
    // One library does not know lists of arcs and reads the rest.
    let peers: Vec<Peer> = peers(OF_FIXTURES).into_iter().filter(|peer| peer.file != "invented.net").collect();
    for peer in &peers {
        let proposal = read(&folder, &peer.file).unwrap();
        if let Some(expected) = peer.counts {
            assert_eq!(counts(&proposal), expected, "{} beside {}", peer.file, peer.library);
        }
    }
    assert!(peers.iter().filter(|peer| peer.counts.is_some()).count() >= 7);
}

/// The rows of a sheet of edges below its headings.
fn rows(folder: &std::path::Path, file: &str) -> usize {
    std::fs::read_to_string(folder.join(file)).unwrap().trim_end().lines().count() - 1
}

#[test]
fn gephis_own_tests_of_sheets_give_the_edges_that_gephi_expects() {
    let Some(folder) = folder("graphs").map(|folder| folder.join("gephi-test")) else { return };
    for (file, expected) in [
        ("edges_table_repeated_without_ids.csv", "testEdgesTableRepeatedWithoutIds_Merge_Disabled_edges.csv"),
        ("edges_table_types_test.csv", "testEdgesTableTypesTest_edges.csv"),
    ] {
        assert_eq!(counts(&read(&folder, file).unwrap()).1, rows(&folder, expected), "{file}");
    }
    // Gephi keeps what stands on the diagonal: two of them in the matrix.
    assert_eq!(counts(&read(&folder, "matrix.csv").unwrap()), (5, rows(&folder, "testMatrix_CSV_edges.csv") - 2, 0));
    assert_eq!(counts(&read(&folder, "edges_table_with_timeset_intervals.csv").unwrap()), (3, 5, 0));
    assert_eq!(counts(&read(&folder, "nodes_table_types_test.csv").unwrap()).0, rows(&folder, "testNodesTableTypesTest_nodes.csv"));
    assert_eq!(counts(&read(&folder, "test_utf8_chars_with_bom.csv").unwrap()).0, rows(&folder, "testUTF8CharsWithBOM_nodes.csv"));
    // The matrix is the same across its diagonal, so each pair is one tie here and two edges in Gephi.
    let expected = std::fs::read_to_string(folder.join("testComplexMatrix_edges.csv")).unwrap();
    let is_to_itself = |line: &&str| line.split(',').next() == line.split(',').nth(1);
    let pairs = rows(&folder, "testComplexMatrix_edges.csv") - expected.lines().filter(is_to_itself).count();
    assert_eq!(counts(&read(&folder, "complex_matrix.csv").unwrap()).1 * 2, pairs);
}

#[test]
fn the_matrices_of_school_leaders_are_43_members_each_and_their_sheet_of_numbers_finds_them() {
    let Some(folder) = folder("school-leaders") else { return };
    // Cells off the diagonal that are not 0, counted with openpyxl.
    for (file, ties) in [("year-1-collaboration-ties.xlsx", COLLABORATION), ("year-1-confidential-ties.xlsx", CONFIDENTIAL)] {
        let proposal = read(&folder, file).unwrap();
        assert_eq!((counts(&proposal), proposal.sources.first().map(|source| source.kind.word())), ((43, ties, 0), Some("matrix")));
    }
    let names = ["school-leader-nodes.csv", "year-1-collaboration-ties.xlsx", "year-1-confidential-ties.xlsx"];
    let files: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(folder.join(name)).unwrap()).collect();
    let sources: Vec<Source<'_>> =
        names.iter().zip(&files).map(|(name, bytes)| Source { name: (*name).into(), bytes, kind: None }).collect();
    let columns = Columns::built_in().unwrap();
    let proposal =
        propose(&Network::new("Invented", "0"), &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(counts(&proposal), (43, COLLABORATION + CONFIDENTIAL, 0));
    assert!(proposal.network.members().iter().all(|member| member.own.contains_key("efficacy")));
}

const COLLABORATION: usize = 82;
const CONFIDENTIAL: usize = 47;
