//! Families: who is near, who is never compared, what is said where nothing can be.

use permea::{
    analysis::Analysis,
    model::{Change, MemberId, RecordKind, Step},
    peers::{Method, NoFamily},
};

use crate::school::{Map, TODAY};

/// So many secondary schools in a row: prior attainment 1, 2, 3 … and as many pupils each.
fn row(schools: usize) -> Map {
    (1..=schools).fold(Map::default(), |map, number| {
        map.school(&format!("urn:{number:03}"), &[("prior_attainment", &number.to_string()), ("fsm_percent", "20"), ("pupils", "900")])
    })
}

fn ids(map: &Map, member: &str) -> Vec<String> {
    let page = map.analysis().peers(member, None).unwrap();
    page.peers.iter().map(|peer| peer.member.to_string()).collect()
}

#[test]
fn a_family_is_at_most_a_third_of_the_pool_and_never_the_school_itself() {
    assert_eq!(ids(&row(30), "urn:015").len(), 10);
    assert_eq!(ids(&row(29), "urn:015").len(), 9);
    assert_eq!(ids(&row(120), "urn:060").len(), 30);
    assert!(!ids(&row(30), "urn:015").contains(&"urn:015".to_owned()));
}

#[test]
fn the_nearest_come_first_and_equal_ones_by_id() {
    assert_eq!(ids(&row(12), "urn:006"), ["urn:005", "urn:007", "urn:004", "urn:008"]);
}

#[test]
fn a_distance_is_in_standard_deviations_of_the_pool() {
    // 1 … 12 has a population standard deviation of √(143/12); nothing else has spread.
    let page = row(12).analysis().peers("urn:006", None).unwrap();
    assert_eq!(page.variables.iter().map(|variable| variable.name).collect::<Vec<_>>(), ["prior_attainment"]);
    assert!((page.peers[0].distance.unwrap() - 1.0 / (143.0_f64 / 12.0).sqrt()).abs() < 1e-12);
    assert_eq!(page.peers[0].used, ["prior_attainment"]);
}

#[test]
fn groups_and_key_stages_are_never_mixed_and_closed_schools_are_out() {
    let map = row(12)
        .school("urn:a", &[("prior_attainment", "6"), ("group", "selective")])
        .school("urn:b", &[("prior_attainment", "6"), ("education", "primary")])
        .school("urn:c", &[("prior_attainment", "6"), ("status", "closed")])
        .school("urn:d", &[("prior_attainment", "6"), ("education", "all_through"), ("group", "mainstream")]);
    let family = ids(&map, "urn:006");
    assert_eq!(family[0], "urn:d");
    assert!(!family.iter().any(|id| ["urn:a", "urn:b", "urn:c"].contains(&id.as_str())), "{family:?}");
}

#[test]
fn a_school_without_half_of_the_weight_is_told_what_to_enter() {
    let mut map = row(12);
    for number in 1..=12 {
        map.records[number - 1].set_text("fsm_percent", &(number * 2).to_string()).unwrap();
    }
    // Prior attainment 0.40 and free school meals 0.30 remain: either alone is more or less than half.
    let map = map.school("urn:x", &[("fsm_percent", "10")]).school("urn:y", &[("prior_attainment", "6")]);
    let analysis = map.analysis();
    let reason = analysis.peers("urn:x", None).unwrap_err();
    assert!(matches!(reason, NoFamily::Context(_)) && reason.phrase().contains("prior attainment"), "{}", reason.phrase());
    assert_eq!(analysis.peers("urn:y", None).unwrap().peers[0].member.as_str(), "urn:006");
}

#[test]
fn free_school_meals_in_six_years_stand_if_half_of_the_pool_has_them() {
    let with = |having: usize| {
        let mut map = row(12);
        for number in 1..=12 {
            map.records[number - 1].set_text("fsm_percent", &number.to_string()).unwrap();
            if number <= having {
                map.records[number - 1].set_text("fsm6_percent", &(number * 2).to_string()).unwrap();
            }
        }
        let page = map.analysis().peers("urn:001", None).unwrap();
        page.variables.iter().map(|variable| variable.name).collect::<Vec<_>>()
    };
    assert_eq!(with(6), ["prior_attainment", "fsm6_percent"]);
    assert_eq!(with(5), ["prior_attainment", "fsm_percent"]);
}

#[test]
fn the_newest_official_list_goes_before_our_own_distance() {
    let listed = |id: &str, peer: &str, rank: &str, year: &str| {
        [("id", id), ("member", "urn:006"), ("peer", peer), ("rank", rank), ("year", year), ("list", "Similar schools")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let mut map = row(12);
    for fields in [listed("y:1", "urn:012", "2", "2025"), listed("y:2", "urn:011", "1", "2025"), listed("y:3", "urn:001", "1", "2024")] {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        map = map.with(RecordKind::Family, &fields);
    }
    assert_eq!(ids(&map, "urn:006"), ["urn:011", "urn:012"]);
    let page = map.analysis().peers("urn:006", None).unwrap();
    assert!(matches!(page.method, Method::Official { year: Some(year), .. } if year.get() == 2025));
}

#[test]
fn a_family_reaches_a_middle_and_a_middle_half() {
    let mut map = row(12);
    for (id, value) in [("urn:004", "1"), ("urn:005", "2"), ("urn:007", "3"), ("urn:008", "4"), ("urn:001", "99")] {
        map = map.figure(id, ("Attainment 8", 2019), value, 100);
    }
    let page = map.analysis().peers("urn:006", None).unwrap();
    let found = &page.measures[0];
    assert_eq!((found.family_low, found.family_median, found.family_high, found.n, found.value), (1.75, 2.5, 3.25, 4, None));
}

#[test]
fn a_count_stands_in_for_the_size() {
    let analysis = row(120).analysis();
    assert_eq!(analysis.peers("urn:060", Some(3)).unwrap().peers.len(), 3);
    assert_eq!(analysis.peers("urn:060", Some(35)).unwrap().peers.len(), 35);
}

#[test]
fn an_analysis_that_follows_another_is_the_one_made_anew() {
    let map = row(60);
    let before = map.analysis();
    let rating = [("id", "r:1"), ("member", "urn:006"), ("on", "2026-01-01"), ("stage", "1"), ("by", "Priya")];
    let other = [("prior_attainment", "70"), ("pupils", "100")];
    for changed in [row(60).with(RecordKind::Rating, &rating), row(60).school("urn:100", &other)] {
        let changes = changed.records.iter().filter(|record| !map.records.contains(record));
        let step = Step::new("Change", changes.map(|record| Change { before: None, after: Some(record.clone()) }).collect());
        let network = before.network.apply(&step).unwrap();
        let followed = before.following(&network, TODAY, &before.rules, &|| false).unwrap();
        let anew = Analysis::new(&network, TODAY, &before.rules, &|| false).unwrap();
        assert_eq!(format!("{followed:?}"), format!("{anew:?}"));
    }
}

#[test]
fn ties_lead_to_sources_in_steps() {
    let map = row(3)
        .with(RecordKind::Member, &[("id", "m:research"), ("kind", "source"), ("name", "Research"), ("source", "research")])
        .with(RecordKind::Tie, &[("id", "t:1"), ("from", "m:research"), ("to", "urn:002"), ("last_active", "2026-01-01")])
        .with(RecordKind::Tie, &[("id", "t:2"), ("from", "urn:002"), ("to", "urn:001"), ("last_active", "2026-01-01")])
        .with(RecordKind::Tie, &[("id", "t:3"), ("from", "urn:002"), ("to", "urn:001"), ("last_active", "2026-01-01")])
        .with(RecordKind::Tie, &[("id", "t:4"), ("from", "urn:001"), ("to", "urn:003"), ("last_active", "2020-01-01")]);
    let analysis = map.analysis();
    let reached = analysis.graph.sources(&analysis.network, "urn:001", 2);
    assert_eq!(reached.iter().map(|reach| (reach.source.as_str(), reach.steps)).collect::<Vec<_>>(), [("m:research", 2)]);
    assert!(analysis.graph.sources(&analysis.network, "urn:001", 1).is_empty());
    assert_eq!(analysis.graph.degree("urn:001").learning, 1);
    assert_eq!(analysis.graph.within("urn:001", 1).into_keys().collect::<Vec<MemberId>>().len(), 2);
    assert!(TODAY > jiff::civil::date(2021, 1, 1));
}
