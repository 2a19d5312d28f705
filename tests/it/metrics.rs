//! Laws of the measures of a network, and cases worked out by hand.

use proptest::prelude::*;

use permea::{
    analysis::{Analysis, Belonging, Counted, Scope},
    framework::Rules,
    graph::{Measures, Metric, Wall},
    model::{About, Network, Record, RecordKind},
};

use crate::invented::{record, today};

/// A network of these records.
pub(crate) fn network(records: Vec<Record>) -> Network {
    Network::from_records(About { name: "Invented".into(), uid: String::new().into() }, records).unwrap()
}

fn school(place: usize) -> Record {
    record(RecordKind::Member, &format!("id=m:{place:04}|kind=school|name=School {place}"))
}

fn tie(at: usize, (from, to): (usize, usize), rest: &str) -> Record {
    record(RecordKind::Tie, &format!("id=t:{at:05}|from=m:{from:04}|to=m:{to:04}{rest}"))
}

/// The measures of so many schools with these ties, in their order.
pub(crate) fn measured(members: usize, ties: &[(usize, usize)], scope: Scope) -> Measures {
    let ties = ties.iter().enumerate().map(|(at, ends)| tie(at, *ends, ""));
    measure(&network((0..members).map(school).chain(ties).collect()), scope)
}

fn measure(network: &Network, scope: Scope) -> Measures {
    analysed(network).measures(scope, &|| false).unwrap()
}

fn analysed(network: &Network) -> Analysis {
    Analysis::new(network, today(), &Rules::built_in(), &|| false).unwrap()
}

/// Up to twelve members and ties among them.
fn graphs() -> impl Strategy<Value = (usize, Vec<(usize, usize)>)> {
    (2_usize..12).prop_flat_map(|members| {
        let ends = (0..members, 0..members).prop_filter("nobody has a tie with itself", |(from, to)| from != to);
        (Just(members), prop::collection::vec(ends, 0..30))
    })
}

/// The members whom one can learn from, by walking one tie after another.
fn learnt_from(members: usize, ties: &[(usize, usize)], learner: usize) -> Vec<Option<usize>> {
    let mut steps = vec![None; members];
    steps[learner] = Some(0);
    for round in 0..members {
        for (from, to) in ties {
            if steps[*to] == Some(round) && steps[*from].is_none() {
                steps[*from] = Some(round + 1);
            }
        }
    }
    steps
}

fn parts(members: usize, ties: &[(usize, usize)]) -> usize {
    let both: Vec<(usize, usize)> = ties.iter().flat_map(|(from, to)| [(*from, *to), (*to, *from)]).collect();
    let reached = |start: usize| learnt_from(members, &both, start).iter().position(Option::is_some).unwrap();
    let mut firsts: Vec<usize> = (0..members).map(reached).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_is_in_its_range((members, ties) in graphs()) {
        let measures = measured(members, &ties, Scope::default());
        for own in &measures.members {
            for metric in [Metric::Permeability, Metric::Betweenness, Metric::Closeness, Metric::Pagerank] {
                let value = own.value(metric).unwrap();
                prop_assert!((0.0..=1.0).contains(&value), "{metric:?} {value}");
            }
            prop_assert!(own.value(Metric::Constraint).is_none_or(|value| value > 0.0 && value < 1.6));
            prop_assert_eq!(own.holes.is_none(), own.in_degree + own.out_degree == 0);
            prop_assert!(own.holes.is_none_or(|holes| holes.effective_size >= 1.0 - 1e-9));
        }
        let sum: f64 = measures.members.iter().map(|own| own.pagerank).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        for metric in [Metric::Density, Metric::Reciprocity, Metric::Reachable, Metric::InCentralisation, Metric::OutCentralisation] {
            prop_assert!(measures.whole.value(metric).is_none_or(|value| (0.0..=1.0).contains(&value)), "{:?}", metric);
        }
        prop_assert!(measures.whole.modularity.is_none_or(|value| (-0.5..=1.0).contains(&value)));
    }

    #[test]
    fn neither_names_nor_the_order_of_ties_matter((members, ties) in graphs(), turn in 1_usize..11) {
        let turned = |place: usize| (place + turn) % members;
        let mut others: Vec<(usize, usize)> = ties.iter().map(|(from, to)| (turned(*from), turned(*to))).collect();
        others.reverse();
        let (one, other) = (measured(members, &ties, Scope::default()), measured(members, &others, Scope::default()));
        for place in 0..members {
            let (own, theirs) = (&one.members[place], &other.members[turned(place)]);
            for metric in Metric::of_members().filter(|metric| *metric != Metric::Community) {
                let (a, b) = (own.value(metric), theirs.value(metric));
                prop_assert!(a.zip(b).map_or(a == b, |(a, b)| (a - b).abs() < 1e-9), "{:?} {:?} {:?}", metric, a, b);
            }
        }
    }

    #[test]
    fn reach_and_parts_are_those_of_a_walk((members, ties) in graphs()) {
        let measures = measured(members, &ties, Scope::default());
        for (place, own) in measures.members.iter().enumerate() {
            let steps: Vec<usize> = learnt_from(members, &ties, place).into_iter().flatten().filter(|steps| *steps > 0).collect();
            prop_assert_eq!(own.reach.members as usize, steps.len());
            prop_assert_eq!(own.reach.steps as usize, steps.iter().sum::<usize>());
            prop_assert_eq!(own.reach.near[1] as usize, steps.iter().filter(|steps| **steps <= 2).count());
        }
        prop_assert_eq!(measures.whole.components, parts(members, &ties));
    }

    #[test]
    fn what_falls_apart_is_what_a_walk_without_the_member_finds((members, ties) in graphs(), gone in 0_usize..12) {
        let gone = gone % members;
        let names: Vec<Record> = (0..members).map(school).chain(ties.iter().enumerate().map(|(at, ends)| tie(at, *ends, ""))).collect();
        let network = network(names);
        let measures = measure(&network, Scope::default());
        let leaving = measures.leaving(&network, gone);
        let left: Vec<(usize, usize)> = ties.iter().copied().filter(|(from, to)| *from != gone && *to != gone).collect();
        prop_assert_eq!(leaving.parted.len(), measures.members[gone].parted);
        // In this walk the member that left is a part of its own, as it was before if it had no tie.
        prop_assert_eq!(parts(members, &left), measures.whole.components + leaving.pieces.len());
        prop_assert_eq!(measures.members[gone].is_articulation, leaving.pieces.len() > 1);
    }

    #[test]
    fn a_bridge_is_a_tie_without_which_there_is_one_part_more((members, ties) in graphs()) {
        let measures = measured(members, &ties, Scope::default());
        for (from, to) in &ties {
            let left: Vec<(usize, usize)> = ties.iter().copied().filter(|tie| *tie != (*from, *to) && *tie != (*to, *from)).collect();
            let is_bridge = measures.whole.bridges.iter().any(|(one, other)| {
                let ends = [format!("m:{from:04}"), format!("m:{to:04}")];
                ends.contains(&one.to_string()) && ends.contains(&other.to_string())
            });
            prop_assert_eq!(is_bridge, parts(members, &left) > measures.whole.components);
        }
    }
}

#[test]
fn a_network_without_members_has_no_measures_and_does_no_harm() {
    let measures = measured(0, &[], Scope::default());
    assert_eq!((measures.members.len(), measures.whole.density, measures.whole.permeability), (0, None, None));
    let alone = measured(1, &[], Scope::default());
    assert_eq!((alone.whole.components, alone.members[0].holes, alone.members[0].closeness.to_bits()), (1, None, 0));
}

/// Three schools of two authorities: 0 and 1 in the north, 2 in the south, 3 nobody knows where.
fn of_authorities(ties: &[(usize, usize)]) -> Measures {
    let member = |place: usize, rest: &str| record(RecordKind::Member, &format!("id=m:{place:04}|kind=school|name=S{place}{rest}"));
    let members = [(0, "|authority=North"), (1, "|authority=north "), (2, "|authority=South"), (3, "")];
    let members = members.into_iter().map(|(place, rest)| member(place, rest));
    measure(&network(members.chain(ties.iter().enumerate().map(|(at, ends)| tie(at, *ends, ""))).collect()), Scope::default())
}

#[test]
fn the_e_i_index_counts_directed_ties_whose_groups_are_known() {
    // Inside: 0 to 1. Outside: 0 to 2 and 2 to 0. Unknown: 0 to 3.
    let measures = of_authorities(&[(0, 1), (0, 2), (2, 0), (0, 3)]);
    let crossing = measures.whole.crossings[Wall::Authority as usize];
    assert_eq!((crossing.internal, crossing.external, crossing.unknown), (1, 2, 1));
    assert!((measures.whole.value(Metric::EiAuthority).unwrap() - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(measures.members[3].value(Metric::EiAuthority), None);
    assert_eq!(measures.whole.value(Metric::EiTrust), None);
}

#[test]
fn who_lets_in_from_outside_is_a_gatekeeper_unless_the_two_have_a_tie() {
    // 2 (south) gives to 0 (north), who gives to 1 (north).
    let open = of_authorities(&[(2, 0), (0, 1)]);
    assert_eq!(open.members[0].roles[Wall::Authority as usize].counts(), [0, 1, 0, 0, 0]);
    let closed = of_authorities(&[(2, 0), (0, 1), (2, 1)]);
    assert_eq!(closed.members[0].roles[Wall::Authority as usize].counts(), [0; 5]);
    let back = of_authorities(&[(1, 0), (0, 2)]);
    assert_eq!(back.members[0].roles[Wall::Authority as usize].counts(), [0, 0, 1, 0, 0]);
    let between = of_authorities(&[(0, 2), (2, 1)]);
    assert_eq!(between.members[2].roles[Wall::Authority as usize].counts(), [0, 0, 0, 1, 0]);
    let unknown = of_authorities(&[(3, 0), (0, 1)]);
    assert_eq!(unknown.members[0].roles[Wall::Authority as usize].counts(), [0; 5]);
}

#[test]
fn ended_ties_never_count_and_quiet_ones_only_where_all_that_run_do() {
    let ties = [
        tie(0, (0, 1), "|started=2024-01-01|ended=2025-01-01"),
        tie(1, (1, 2), "|started=2020-01-01"),
        tie(2, (2, 0), "|started=2026-01-01"),
        tie(3, (0, 2), ""),
    ];
    let network = network((0..3).map(school).chain(ties).collect());
    let count = |counted| measure(&network, Scope { counted, ..Scope::default() }).whole.ties;
    assert_eq!((count(Counted::Running), count(Counted::Alive)), (3, 2));
}

#[test]
fn belonging_to_a_trust_is_a_tie_only_if_that_is_asked_for() {
    let network = crate::invented::network();
    let count = |belonging| measure(&network, Scope { belonging, ..Scope::default() }).whole.ties;
    assert_eq!((count(Belonging::IsNoTie), count(Belonging::IsATie)), (3, 5));
}

#[test]
fn a_survey_that_few_can_have_answered_is_told_of() {
    let warned = |surveyed: usize| {
        let ties = (0..surveyed / 2).map(|at| tie(at, (2 * at, 2 * at + 1), "|source=Survey 2026"));
        measure(&network((0..10).map(school).chain(ties).collect()), Scope::default()).whole.answered
    };
    let rules = Rules::built_in().survey;
    assert_eq!(warned(6).map(|answered| (answered.at_most, answered.asked, answered.is_low(&rules))), Some((6, 10, true)));
    assert_eq!(warned(8).map(|answered| answered.is_low(&rules)), Some(false));
    // Ties of which nobody says where they are from are no survey.
    assert_eq!(measured(4, &[(0, 1)], Scope::default()).whole.answered, None);
}

#[test]
fn measures_stay_when_a_rating_changes_and_not_when_a_tie_does() {
    let before = analysed(&crate::invented::network());
    let with = |added: Record| {
        let step = permea::model::Step::new("Added", vec![permea::model::Change { before: None, after: Some(added) }]);
        before.following(&crate::invented::network().apply(&step).unwrap(), today(), &Rules::built_in(), &|| false).unwrap()
    };
    assert!(!before.measures_alike(&with(record(RecordKind::Tie, "id=t:9|from=urn:900001|to=urn:900004"))));
    let network = before.network.clone();
    let step = permea::model::Step::new(
        "Rated",
        vec![permea::model::Change {
            before: None,
            after: Some(record(RecordKind::Rating, "id=r:9|member=urn:900001|on=2026-01-01|by=Priya|stage=1")),
        }],
    );
    let after = before.following(&network.apply(&step).unwrap(), today(), &Rules::built_in(), &|| false).unwrap();
    assert!(before.measures_alike(&after));
}
