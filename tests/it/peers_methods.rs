//! Families by each method: golden values that `benches/peers/families.py` computed apart, with numpy, and what a method means.

use std::{collections::BTreeMap, fs, path::Path};

use permea::{
    analysis::Analysis,
    finding::Pattern,
    model::{Record, RecordKind},
    peers::{Formula, Method, NoFamily},
};
use serde_json::Value;

use crate::{
    school::{Map, coaster},
    session::Session,
    shell::Place,
};

fn golden(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden").join(name)).unwrap()
}

/// The invented members of the golden values: twins, blanks, special schools and primaries.
fn members() -> Map {
    let mut map = Map::default();
    let text = golden("families.csv");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let headings = lines.next().unwrap();
    for cells in lines {
        let row: BTreeMap<&str, &str> = headings.iter().copied().zip(cells).collect();
        let fields: Vec<(&str, &str)> = row.iter().map(|(field, text)| (*field, *text)).filter(|(field, _)| *field != "progress").collect();
        let fields: Vec<(&str, &str)> = fields.into_iter().chain([("kind", "school")]).collect();
        map = map.with(RecordKind::Member, &fields);
        if !row["progress"].is_empty() {
            map = map.figure(row["id"], ("Progress 8", 2019), row["progress"], 100);
        }
    }
    map
}

fn by(method: &str) -> Analysis {
    members().analysis_under(&format!("(families: (method: {method}))"))
}

#[test]
fn every_family_is_the_one_computed_apart() {
    let expected: Value = serde_json::from_str(&golden("families.json")).unwrap();
    for method in ["weighted", "fbit", "prior_attainment"] {
        let analysis = by(method);
        for (member, family) in expected[method].as_object().unwrap() {
            let found = analysis.peers(member, None).map(|page| page.peers).unwrap_or_default();
            let ids: Vec<&str> = found.iter().map(|peer| peer.member.as_str()).collect();
            let peers: Vec<&str> = family["peers"].as_array().unwrap().iter().map(|peer| peer.as_str().unwrap()).collect();
            assert_eq!(ids, peers, "{method} of {member}");
            for (peer, distance) in found.iter().zip(family["distances"].as_array().unwrap()) {
                assert!((peer.distance.unwrap() - distance.as_f64().unwrap()).abs() < 1e-9, "{method}: {member} to {}", peer.member);
            }
        }
    }
}

#[test]
fn every_median_and_its_interval_are_those_computed_apart() {
    let expected: Value = serde_json::from_str(&golden("families.json")).unwrap();
    let analysis = by("weighted");
    for (member, spread) in expected["progress"].as_object().unwrap() {
        let page = analysis.peers(member, None).unwrap();
        let row = &page.measures[0];
        let number = |field: &str| spread[field].as_f64().unwrap();
        assert!((row.family_median - number("median")).abs() < 1e-12, "{member}");
        assert!((row.family_low - number("low")).abs() < 1e-12 && (row.family_high - number("high")).abs() < 1e-12, "{member}");
        assert_eq!(row.n as u64, spread["n"].as_u64().unwrap());
        let sure = row.expected.map(|interval| vec![interval.low, interval.high]);
        let told: Option<Vec<f64>> = spread["expected"].as_array().map(|ends| ends.iter().map(|end| end.as_f64().unwrap()).collect());
        assert_eq!(sure, told, "{member}");
    }
}

#[test]
fn twins_stand_side_by_side_by_id() {
    let page = by("weighted").peers("urn:005", None).unwrap();
    let twins: Vec<(&str, f64)> = page.peers.iter().take(2).map(|peer| (peer.member.as_str(), peer.distance.unwrap())).collect();
    assert_eq!(twins, [("urn:004", 0.0), ("urn:006", 0.0)]);
}

#[test]
fn a_school_without_what_a_method_compares_has_no_family_by_it() {
    let reason = |method: &str, member: &str| by(method).peers(member, None).map(|_| ()).unwrap_err();
    assert!(matches!(reason("weighted", "urn:011"), NoFamily::Context(_)));
    assert!(matches!(reason("prior_attainment", "urn:011"), NoFamily::Context(_)));
    // One value is enough where what is missing is filled; none would make a family of the median.
    assert!(by("fbit").peers("urn:011", None).is_ok());
    assert!(matches!(reason("fbit", "urn:013"), NoFamily::Context(_)));
    assert_eq!(reason("official", "urn:001"), NoFamily::NoList);
}

#[test]
fn lists_go_before_distances_only_where_that_is_the_method() {
    let listed = [("id", "y:1"), ("member", "urn:001"), ("peer", "urn:002"), ("rank", "1"), ("list", "Invented"), ("year", "2025")];
    let map = members().with(RecordKind::Family, &listed);
    let family = |method: &str| map.analysis_under(&format!("(families: (method: {method}))")).peers("urn:001", None).unwrap();
    for method in ["preferred", "official"] {
        let page = family(method);
        assert!(matches!(page.method, Method::Official { .. }) && page.peers.len() == 1, "{method}");
        // How far the peer is by context is told all the same.
        assert!(page.peers[0].distance.is_some());
    }
    assert_eq!(family("weighted").method, Method::Computed(Formula::Weighted));
    assert_eq!(family("weighted").peers.len(), 8);
}

#[test]
fn own_weights_make_another_family() {
    let prior = by("prior_attainment").peers("urn:001", None).unwrap();
    let own = members().analysis_under("(families: (weights: [(prior_attainment, 7.0)]))").peers("urn:001", None).unwrap();
    let ids = |page: &permea::peers::FamilyPage| page.peers.iter().map(|peer| peer.member.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&own), ids(&prior));
    assert_ne!(ids(&own), ids(&by("weighted").peers("urn:001", None).unwrap()));
}

#[test]
fn a_finding_says_how_its_family_was_found_and_how_sure_the_median_is() {
    let finding = coaster(10, ["0.1", "0.1", "0.1"]).analysis().why("urn:1", Pattern::Coasting).unwrap();
    let fact = finding.facts().find(|fact| fact.family.is_some()).unwrap();
    assert_eq!(fact.family.as_deref(), Some("official"));
    // All peers are at 0.5.
    assert_eq!(fact.other_interval.map(|interval| (interval.low, interval.high)), Some((0.5, 0.5)));
}

#[test]
fn a_gap_inside_the_uncertainty_of_the_median_counts_only_if_the_rules_say_so() {
    // Ten peers from 0.1 to 1.0: their median is 0.55, 95% from 0.2 to 0.9. The school is at 0.3 ± 0.205.
    let mut map = coaster(10, ["0.3", "0.3", "0.3"]);
    let is_of_a_peer =
        |record: &Record| matches!(record, Record::Measure(figure) if figure.id.measure() == "Progress 8" && figure.id.member() != "urn:1");
    map.records.retain(|record| !is_of_a_peer(record));
    for number in 2..12 {
        for year in 2017..=2019 {
            map = map.figure(&format!("urn:{number}"), ("Progress 8", year), &format!("{}", f64::from(number - 1) / 10.0), 150);
        }
    }
    let strength =
        |rules: &str| map.analysis_under(rules).why("urn:1", Pattern::Coasting).unwrap().strength.map(permea::finding::Strength::word);
    assert_eq!(strength("()"), Some("persistent"));
    assert_eq!(strength("(noise: (family: counted))"), Some("signal"));
}

#[test]
fn the_command_takes_a_method_and_weights_and_prints_a_sheet() {
    let place = Place::with_demo();
    let peers = |more: &[&str]| place.permea(&[&["peers", "map.ron", "urn:900003", "--count=5"], more].concat());
    assert_eq!(peers(&["--format=json"]).json()["method"], "weighted");
    let fbit = peers(&["--method", "fbit", "--format=json"]).json();
    assert_eq!((&fbit["method"], &fbit["rules"][0]), (&"fbit".into(), &"families.method".into()));
    assert!(fbit["measures"][0]["expected_low"].is_null() && fbit["measures"][0]["gap"].is_number(), "five peers have no interval");
    let sheet = peers(&["--format=csv"]);
    assert!(sheet.out.starts_with("rank,member,name,distance,km,tied,") && sheet.out.lines().count() == 6, "{}", sheet.out);
    let own = peers(&["--weights", "fsm 2, size 1", "--format=json"]).json();
    assert_eq!(own["variables"].as_array().unwrap().len(), 2);
    assert_eq!(peers(&["--weights", "fsm"]).code, 2);
    assert_eq!(peers(&["--weights", "fsm 1", "--method", "fbit"]).code, 2);
    let none = peers(&["--method", "official"]);
    assert!(none.code == 1 && none.err.contains("no official list"), "{}", none.err);
}

#[test]
fn the_method_chosen_on_the_screen_is_that_of_every_finding() {
    let session = Session::on_demo().press("t down H M").type_in("prior").press("enter");
    let analysis = session.app.analysis.clone().unwrap();
    let family = |member: &str| analysis.peers(member, None).map(|page| page.method);
    assert_eq!(family("urn:900003"), Ok(Method::Computed(Formula::PriorAttainment)));
    let by_family = |finding: &permea::finding::Finding| {
        finding.facts().all(|fact| fact.family.as_deref().is_none_or(|family| family == "prior_attainment"))
    };
    assert!(analysis.findings.iter().all(by_family));
}

#[test]
fn weights_typed_on_the_screen_are_taken_or_told() {
    let session = Session::on_demo().press("t down H W ctrl-u").type_in("fsm 1").press("enter");
    let page = session.app.analysis.clone().unwrap().peers("urn:900003", None).unwrap();
    assert_eq!(page.variables.len(), 1);
    let mut wrong = Session::on_demo().press("t down H W ctrl-u").type_in("sex 1").press("enter");
    assert!(wrong.screen().contains("there is no `sex`"), "{}", wrong.screen());
}

#[test]
fn a_peers_page_leads_back_to_the_family_it_was_opened_from() {
    let session = Session::on_demo().press("/").type_in("900003").press("enter H down enter");
    assert_ne!(session.app.selection.member.as_deref(), Some("urn:900003"));
    let session = session.press("esc");
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900003"));
    assert_eq!(session.app.screen, permea::app::Screen::Family);
}

#[test]
fn who_does_better_is_listed_the_nearest_first() {
    let session = Session::on_demo().press("/").type_in("900003").press("enter H f");
    let Some(Ok(page)) = session.app.family.page() else { panic!("a family") };
    let listed = session.app.family.listed();
    assert!(!listed.is_empty() && listed.len() < page.peers.len());
    let km: Vec<f64> = listed.iter().map(|at| page.peers[*at].km.unwrap_or(f64::INFINITY)).collect();
    assert!(km.is_sorted(), "{km:?}");
}

#[test]
fn where_a_number_of_the_family_is_from_is_told() {
    let mut session = Session::on_demo().resize(120, 40).press("/").type_in("900003").press("enter H f1");
    let told = session.screen();
    for part in ["Distance", "weighted z-scores", "Expected of a school like it", "invented-ks4-2024.csv:4"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}
