//! The laws of permeability.

use proptest::prelude::*;

use permea::{
    analysis::{Analysis, Scope},
    framework::Rules,
    graph::Measures,
    model::{Network, Record, RecordKind},
};

use crate::{
    invented::{record, today},
    metrics::network,
};

/// Whom the school in question can have ties with.
const OTHERS: [(&str, &str); 9] = [
    ("peer1", "kind=school"),
    ("peer2", "kind=school"),
    ("peer3", "kind=school"),
    ("university", "kind=university"),
    ("hub", "kind=hub"),
    ("research", "kind=source|source=research"),
    ("practice", "kind=source|source=practice"),
    ("innovation", "kind=source|source=innovation"),
    ("unknown", "kind=source"),
];

fn members() -> Vec<Record> {
    let own = record(RecordKind::Member, "id=m:a|kind=school|name=A");
    let others = OTHERS.iter().map(|(name, kind)| record(RecordKind::Member, &format!("id=m:{name}|{kind}|name={name}")));
    [own].into_iter().chain(others).collect()
}

fn with(ties: &[Record]) -> Network {
    network(members().into_iter().chain(ties.iter().cloned()).collect())
}

fn measures(network: &Network) -> Measures {
    let analysis = Analysis::new(network, today(), &Rules::built_in(), &|| false).unwrap();
    analysis.measures(Scope::default(), &|| false).unwrap()
}

/// How open the school is.
fn open(ties: &[Record]) -> f64 {
    measures(&with(ties)).members[0].permeability.unwrap().value
}

fn tie(at: usize, other: &str, rest: &str) -> Record {
    record(RecordKind::Tie, &format!("id=t:{at:04}|from=m:{other}|to=m:a|{rest}"))
}

/// Any tie of the school with anybody.
fn ties() -> impl Strategy<Value = Vec<Record>> {
    let one = (0..OTHERS.len(), 1_u8..=3, prop::option::of(1_u8..=4), any::<bool>(), any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|drawn| {
        let record = |(at, (other, phase, trust, gives, mutual)): (usize, (usize, u8, Option<u8>, bool, bool))| {
            let other = OTHERS[other].0;
            let (from, to) = if gives { ("a", other) } else { (other, "a") };
            let trust = trust.map(|trust| format!("|trust={trust}")).unwrap_or_default();
            let mutual = if mutual { "yes" } else { "no" };
            record(RecordKind::Tie, &format!("id=t:{at:04}|from=m:{from}|to=m:{to}|phase={phase}|mutual={mutual}{trust}"))
        };
        drawn.into_iter().enumerate().map(record).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_tie_never_lowers_it_anywhere(ties in ties()) {
        let mut before = measures(&with(&[]));
        for count in 1..=ties.len() {
            let after = measures(&with(&ties[..count]));
            for (one, other) in before.members.iter().zip(&after.members) {
                let values = [one, other].map(|own| own.permeability.map_or(0.0, |open| open.value));
                prop_assert!(values[0] <= values[1] + 1e-12 && (0.0..=1.0).contains(&values[1]), "{values:?}");
            }
            prop_assert!(before.whole.permeability <= after.whole.permeability.map(|value| value + 1e-12));
            before = after;
        }
    }

    #[test]
    fn the_order_of_ties_does_not_matter(ties in ties()) {
        let renumbered = ties.iter().rev().cloned().enumerate().map(|(at, mut record)| {
            if let Record::Tie(tie) = &mut record {
                tie.id = permea::model::Id::new(&format!("t:{at:04}")).unwrap();
            }
            record
        });
        prop_assert!((open(&ties) - open(&renumbered.collect::<Vec<_>>())).abs() < 1e-12);
    }
}

#[test]
fn an_isolated_school_is_closed_and_a_source_has_none() {
    let measures = measures(&with(&[]));
    assert!(measures.members[0].permeability.unwrap().value.abs() < f64::EPSILON);
    let research = with(&[]).members().iter().position(|member| member.id.as_str() == "m:research").unwrap();
    assert_eq!(measures.members[research].permeability, None);
}

#[test]
fn coaching_both_ways_with_peers_a_university_and_all_three_sources_opens_a_school_wholly() {
    let partners = ["peer1", "university", "research", "practice", "innovation", "peer2"];
    let ties: Vec<Record> = partners.iter().enumerate().map(|(at, other)| tie(at, other, "phase=3|mutual=yes")).collect();
    let values: Vec<f64> = (0..=ties.len()).map(|count| open(&ties[..count])).collect();
    assert!(values.is_sorted() && (values[6] - 1.0).abs() < 1e-12 && values[5] < 1.0, "{values:?}");
}

#[test]
fn what_is_shallow_distrusted_or_one_way_opens_less() {
    let one = |rest: &str| open(&[tie(0, "peer1", rest)]);
    let whole = one("phase=3|mutual=yes|trust=4");
    assert!(one("phase=2|mutual=yes|trust=4") < whole);
    assert!(one("phase=3|mutual=yes|trust=2") < whole);
    assert!((one("phase=3|trust=4") - whole / 2.0).abs() < 1e-12);
    // Of a trust that nobody recorded nothing bad is assumed; a phase that nobody recorded is the first.
    assert!((one("phase=3|mutual=yes") - whole).abs() < 1e-12);
    assert!((one("mutual=yes") - one("phase=1|mutual=yes")).abs() < 1e-12);
}

#[test]
fn many_shallow_ties_do_not_add_up_to_a_deep_one() {
    let shallow: Vec<Record> = ["peer1", "peer2", "peer3"].iter().enumerate().map(|(at, other)| tie(at, other, "phase=1")).collect();
    assert!(open(&shallow) < open(&[tie(0, "peer1", "phase=3")]));
}

#[test]
fn a_source_of_no_known_kind_opens_nothing() {
    assert!(open(&[tie(0, "unknown", "phase=3")]).abs() < f64::EPSILON);
}

#[test]
fn the_network_is_the_mean_of_its_open_schools() {
    let measures = measures(&with(&[tie(0, "peer1", "phase=3|mutual=yes")]));
    let sum: f64 = measures
        .members
        .iter()
        .zip(with(&[]).members().iter())
        .filter(|(_, member)| member.kind == permea::model::Kind::School)
        .filter_map(|(own, _)| own.permeability)
        .map(|open| open.value)
        .sum();
    assert!((measures.whole.permeability.unwrap() - sum / 4.0).abs() < 1e-12 && sum > 0.0);
}
