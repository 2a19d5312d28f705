//! The patterns on real schools, where the shared data is there. Expected numbers were computed apart, with numpy.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use permea::{
    analysis::Analysis,
    exchange::{Columns, Options, Source, propose},
    finding::{Pattern, Strength},
    framework::Rules,
    model::Network,
};

use crate::school::TODAY;

/// The network of these files of the shared data; `None`, said aloud, without it.
fn imported(files: &[&str]) -> Option<Network> {
    let folder = std::env::var_os("PERMEA_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    if !folder.is_dir() {
        say_skipped(&folder);
        return None;
    }
    let read: Vec<(&str, Vec<u8>)> = files.iter().map(|file| (*file, std::fs::read(folder.join(file)).unwrap())).collect();
    let sources: Vec<Source<'_>> =
        read.iter().map(|(file, bytes)| Source { name: file.rsplit('/').next().unwrap().into(), bytes, kind: None }).collect();
    let columns = Columns::built_in().unwrap();
    let empty = Network::new("Invented", "0");
    Some(propose(&empty, &sources, &columns, Options::default(), &mut |_progress| ControlFlow::Continue(())).unwrap().network)
}

fn secondaries(rules: &str) -> Option<Analysis> {
    let rules = Rules::built_in().overlay(rules, "test").unwrap();
    let network = imported(&["england/secondary-2017-2019.csv", "england/national-2017-2019.csv"])?;
    Analysis::new(&network, TODAY, &rules, &|| false)
}

fn strengths(analysis: &Analysis) -> BTreeMap<Strength, usize> {
    let mut strengths = BTreeMap::new();
    for finding in analysis.findings.iter().filter(|finding| finding.pattern == Pattern::Coasting) {
        *strengths.entry(finding.strength.unwrap()).or_default() += 1;
    }
    strengths
}

#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn say_skipped(folder: &Path) {
    println!("skipped: {} is not there", folder.display());
}

#[test]
fn thirty_three_schools_are_above_national_and_below_zero_in_all_three_years() {
    let Some(analysis) = secondaries("(coasting: (basis: published))") else { return };
    assert_eq!(strengths(&analysis).get(&Strength::Persistent), Some(&33));
}

#[test]
fn the_tests_of_2017_find_the_schools_that_an_independent_count_finds() {
    let Some(analysis) = secondaries("(coasting: (basis: statutory_2017))") else { return };
    let counts = analysis.counts[&Pattern::Coasting];
    assert_eq!((counts.met, counts.not_met, counts.cannot_say), (296, 2_032, 118));
}

#[test]
fn families_find_what_an_independent_count_finds() {
    let Some(analysis) = secondaries("()") else { return };
    let expected = [(Strength::Signal, 151), (Strength::ThisYear, 60), (Strength::Persistent, 116)];
    assert_eq!(strengths(&analysis), BTreeMap::from(expected));
    let counts = analysis.counts[&Pattern::Coasting];
    assert_eq!((counts.met, counts.not_met, counts.cannot_say), (327, 2_026, 93));
}

#[test]
fn a_family_and_its_medians_are_those_of_an_independent_computation() {
    let Some(analysis) = secondaries("()") else { return };
    for (school, nearest, medians) in [
        ("urn:100050", [("urn:138449", 0.188_371), ("urn:135531", 0.213_205), ("urn:131752", 0.247_459)], [0.18, 0.095, 0.17]),
        ("urn:136455", [("urn:137793", 0.308_984), ("urn:136368", 0.486_203), ("urn:118790", 0.497_895)], [0.495, 0.565, 0.58]),
    ] {
        let page = analysis.peers(school, None).unwrap();
        assert_eq!(page.peers.len(), 30);
        for ((id, distance), peer) in nearest.into_iter().zip(&page.peers) {
            assert_eq!(peer.member.as_str(), id);
            assert!((peer.distance.unwrap() - distance).abs() < 1e-6, "{id}: {:?}", peer.distance);
        }
        for (year, median) in (2017..=2019).zip(medians) {
            let row = page.measures.iter().find(|row| row.measure == "Progress 8" && row.year.get() == year).unwrap();
            assert!((row.family_median - median).abs() < 1e-9, "{year}: {row:?}");
        }
    }
}

#[test]
fn in_wholly_unrated_surrey_nobody_is_said_to_condone_failure() {
    let files = [
        "gias-2021.csv",
        "ks4final-2016-2017.csv",
        "ks4final-2017-2018.csv",
        "ks4final-2018-2019.csv",
        "ks2final-2016-2017.csv",
        "ks2final-2017-2018.csv",
        "ks2final-2018-2019.csv",
    ];
    let files: Vec<String> = files.iter().map(|file| format!("surrey/{file}")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let Some(network) = imported(&files) else { return };
    let analysis = Analysis::new(&network, TODAY, &Rules::built_in(), &|| false).unwrap();
    let condoned = analysis.counts[&Pattern::CondonedFailure];
    assert_eq!((condoned.met, condoned.not_met), (0, 0));
    assert!(condoned.cannot_say > 500, "{condoned:?}");
    let missing = analysis.cannot_say.iter().filter(|cannot| cannot.pattern == Pattern::CondonedFailure);
    assert!(missing.flat_map(|cannot| &cannot.missing).all(|missing| missing.starts_with("not rated")));
}
