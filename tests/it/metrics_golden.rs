//! The measures of small graphs beside those of NetworkX.
//!
//! `fixtures/metrics.json` is the answer of `benches/measures/golden.py`, which says how to make it again;
//! `benches/measures/compare.py` compares whole files with NetworkX and python-igraph.

use serde_json::Value;

use permea::{
    analysis::Scope,
    graph::{Measures, Metric, Own},
};

use crate::metrics::measured;

/// Iterated values may differ by this.
const LIMIT: f64 = 1e-9;

fn number(value: &Value) -> Option<f64> {
    value.as_bool().map(|is| f64::from(u8::from(is))).or_else(|| value.as_f64())
}

fn is_equal(ours: Option<f64>, theirs: Option<f64>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() <= LIMIT,
        (ours, theirs) => ours == theirs,
    }
}

fn value(own: &Own, name: &str) -> Option<f64> {
    match Metric::from_name(name) {
        Some(metric) => own.value(metric),
        None if name == "reach" => Some(f64::from(own.reach.members)),
        None => panic!("{name}"),
    }
}

fn of_network(measures: &Measures, name: &str) -> Option<f64> {
    let whole = &measures.whole;
    match name {
        "members" => Some(whole.members as f64),
        "ties" => Some(whole.ties as f64),
        "articulation_points" => Some(whole.articulation_points as f64),
        _ => whole.value(Metric::from_name(name).unwrap()),
    }
}

#[test]
fn every_measure_of_small_graphs_is_that_of_networkx() {
    let golden: Value = serde_json::from_str(include_str!("fixtures/metrics.json")).unwrap();
    let mut compared = 0;
    for graph in golden.as_array().unwrap() {
        let ties: Vec<(usize, usize)> = graph["ties"]
            .as_array()
            .unwrap()
            .iter()
            .map(|tie| (tie[0].as_u64().unwrap() as usize, tie[1].as_u64().unwrap() as usize))
            .collect();
        let measures = measured(graph["members"].as_u64().unwrap() as usize, &ties, Scope::default());
        for (name, expected) in graph["network"].as_object().unwrap() {
            let (ours, theirs) = (of_network(&measures, name), number(expected));
            assert!(is_equal(ours, theirs), "{name} of {}: {ours:?}, NetworkX {theirs:?}", graph["name"]);
        }
        for (name, values) in graph["values"].as_object().unwrap() {
            for (place, (own, expected)) in measures.members.iter().zip(values.as_array().unwrap()).enumerate() {
                let (ours, theirs) = (value(own, name), number(expected));
                assert!(is_equal(ours, theirs), "{name} of {place} in {}: {ours:?}, NetworkX {theirs:?}", graph["name"]);
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "only {compared} values were compared");
}
