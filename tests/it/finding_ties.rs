//! Patterns of ties: isolated, information only, one way, missing source, fragile bridge, visits, overload. Each fires, just does
//! not, and cannot say.

use permea::{
    analysis::Analysis,
    finding::{Finding, Pattern, Strength, Verdict},
    framework::Rules,
    model::{About, Network, RecordKind},
};

use crate::invented::{record, today};

const MEMBERS: [&str; 11] = [
    "id=urn:1|kind=school|name=Ash",
    "id=urn:2|kind=school|name=Birch",
    "id=urn:3|kind=school|name=Cedar",
    "id=urn:4|kind=school|name=Dell",
    "id=urn:5|kind=school|name=Elm",
    "id=urn:6|kind=school|name=Fern",
    "id=m:h|kind=hub|name=Hub",
    "id=m:r|kind=source|name=Research desk|source=research",
    "id=m:p|kind=source|name=Lesson library|source=practice",
    "id=m:i|kind=source|name=Lab|source=innovation",
    "id=m:k|kind=source|name=Some source",
];

/// A tie of others that is alive, so that the map has one.
const OF_OTHERS: &str = "tie id=t:o|from=urn:5|to=urn:6|phase=1|last_active=2026-01-10";

/// The analysis of the members with these records, each begun with its kind.
fn analysis(records: &[&str]) -> Analysis {
    let members = MEMBERS.iter().map(|fields| record(RecordKind::Member, fields));
    let others = records.iter().enumerate().map(|(at, line)| {
        let (kind, fields) = line.split_once(' ').unwrap();
        let kind = RecordKind::ALL.iter().copied().find(|known| known.word() == kind).unwrap();
        // A member's capacity has the member's own id.
        let id = if fields.contains("id=") || kind == RecordKind::Capacity { String::new() } else { format!("id=x:{at}|") };
        record(kind, &format!("{id}{fields}"))
    });
    let network = Network::from_records(About::default(), members.chain(others).collect()).unwrap();
    Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()
}

fn find(pattern: Pattern, member: &str, records: &[&str]) -> Finding {
    analysis(records).why(member, pattern).unwrap()
}

/// What a pattern says of Ash.
fn check(pattern: Pattern, records: &[&str], verdict: Verdict, strength: Option<Strength>) {
    let found = find(pattern, "urn:1", records);
    assert_eq!((found.verdict, found.strength), (verdict, strength), "{records:?}: {found:#?}");
    let words = found.title.len() * found.would_change.len();
    assert!(words > 0 && (found.verdict != Verdict::CannotSay || !found.missing.is_empty()), "{found:#?}");
    assert!(found.verdict != Verdict::Met || !found.next.is_empty(), "{found:#?}");
}

const WEAK: Option<Strength> = Some(Strength::Weak);
const CLEAR: Option<Strength> = Some(Strength::Clear);

#[test]
fn a_school_without_a_living_tie_is_isolated_where_others_have_some() {
    let isolated = Pattern::Isolated;
    check(isolated, &[OF_OTHERS], Verdict::Met, CLEAR);
    check(isolated, &[OF_OTHERS, "tie from=urn:1|to=urn:2|last_active=2025-03-01"], Verdict::Met, WEAK);
    check(isolated, &[OF_OTHERS, "tie from=urn:1|to=urn:2|last_active=2026-01-10|ended=2026-02-01"], Verdict::Met, CLEAR);
    check(isolated, &[OF_OTHERS, "tie from=urn:1|to=urn:2|last_active=2025-03-02"], Verdict::NotMet, None);
    check(isolated, &[OF_OTHERS, "tie from=urn:1|to=urn:2"], Verdict::CannotSay, None);
    check(isolated, &[], Verdict::CannotSay, None);
}

/// Three ties of Ash for information that began two years ago.
fn informed(since: &str) -> Vec<String> {
    let tie = |other: u8| format!("tie from=urn:{other}|to=urn:1|phase=1|started={since}|last_active=2026-01-10");
    (2..5).map(tie).collect()
}

fn with<'a>(ties: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    ties.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

#[test]
fn three_ties_for_information_for_a_year_and_nothing_deeper_are_information_only() {
    let only = Pattern::InformationOnly;
    check(only, &with(&informed("2025-03-02"), &[]), Verdict::Met, WEAK);
    check(only, &with(&informed("2024-03-02"), &[]), Verdict::Met, CLEAR);
    check(only, &with(&informed("2025-03-03"), &[]), Verdict::NotMet, None);
    check(only, &with(&informed("2024-01-10")[..2], &[]), Verdict::NotMet, None);
    let ended = "tie from=urn:1|to=urn:6|phase=2|started=2020-01-01|ended=2021-01-01";
    check(only, &with(&informed("2024-01-10"), &[ended]), Verdict::NotMet, None);
    check(only, &with(&informed("2024-01-10"), &["rating member=urn:1|on=2026-01-10|phase=2"]), Verdict::NotMet, None);
    check(only, &with(&informed("2024-01-10"), &["visit from=urn:1|to=urn:2|on=2026-01-10|shared=yes"]), Verdict::NotMet, None);
    check(only, &with(&informed("2024-01-10"), &["visit from=urn:1|to=urn:2|on=2026-01-10"]), Verdict::Met, CLEAR);
    check(only, &with(&informed("2024-01-10"), &["tie from=urn:1|to=urn:6|last_active=2026-01-10"]), Verdict::CannotSay, None);
    check(only, &with(&informed("2024-01-10")[..2], &["tie from=urn:1|to=urn:6|phase=1"]), Verdict::CannotSay, None);
    check(only, &[], Verdict::CannotSay, None);
}

#[test]
fn a_tie_without_a_beginning_leaves_open_how_long_it_has_been_information() {
    let ties: Vec<String> = (2..5).map(|other| format!("tie from=urn:{other}|to=urn:1|phase=1|last_active=2026-01-10")).collect();
    check(Pattern::InformationOnly, &with(&ties, &[]), Verdict::CannotSay, None);
}

#[test]
fn three_ties_that_all_give_or_all_take_go_one_way() {
    let one_way = Pattern::OneWay;
    let takes = informed("2024-01-10");
    check(one_way, &with(&takes, &[]), Verdict::Met, WEAK);
    let five: Vec<String> = (2..7).map(|other| format!("tie from=urn:1|to=urn:{other}|last_active=2026-01-10")).collect();
    check(one_way, &with(&five, &[]), Verdict::Met, CLEAR);
    check(one_way, &with(&takes[..2], &[]), Verdict::NotMet, None);
    check(one_way, &with(&takes, &["tie from=urn:1|to=urn:6|last_active=2026-01-10"]), Verdict::NotMet, None);
    check(one_way, &with(&takes, &["tie from=urn:5|to=urn:1|mutual=yes|last_active=2026-01-10"]), Verdict::NotMet, None);
    check(one_way, &with(&takes, &["tie from=urn:1|to=urn:6"]), Verdict::CannotSay, None);
    check(one_way, &with(&takes[..2], &["tie from=urn:6|to=urn:1"]), Verdict::CannotSay, None);
    check(one_way, &[], Verdict::CannotSay, None);
}

#[test]
fn a_source_cannot_take_and_counts_for_no_way() {
    let sources = ["m:r", "m:p", "m:i"].map(|source| format!("tie from={source}|to=urn:1|phase=1|last_active=2026-01-10"));
    check(Pattern::OneWay, &with(&sources, &[]), Verdict::NotMet, None);
}

const STAGE_2: &str = "rating member=urn:1|on=2026-01-10|stage=2";
const STAGE_4: &str = "rating member=urn:1|on=2026-01-10|stage=4";
const FROM_ALL: [&str; 3] = [
    "tie from=m:r|to=urn:1|last_active=2026-01-10",
    "tie from=m:p|to=urn:1|last_active=2026-01-10",
    "tie from=m:i|to=urn:1|last_active=2026-01-10",
];

#[test]
fn from_stage_2_on_each_kind_of_source_is_asked_for() {
    let missing = Pattern::MissingSource;
    check(missing, &[&FROM_ALL[..], &[STAGE_2]].concat(), Verdict::NotMet, None);
    check(missing, &[FROM_ALL[0], FROM_ALL[1], STAGE_2], Verdict::Met, WEAK);
    check(missing, &[FROM_ALL[0], STAGE_2], Verdict::Met, CLEAR);
    check(missing, &[FROM_ALL[0], "rating member=urn:1|on=2026-01-10|stage=1"], Verdict::NotMet, None);
    check(missing, &[FROM_ALL[0]], Verdict::CannotSay, None);
}

#[test]
fn two_steps_reach_a_source_and_stage_4_needs_it_directly() {
    let through = ["tie from=m:i|to=urn:2|last_active=2026-01-10", "tie from=urn:2|to=urn:1|last_active=2026-01-10"];
    let missing = Pattern::MissingSource;
    check(missing, &[FROM_ALL[0], FROM_ALL[1], through[0], through[1], STAGE_2], Verdict::NotMet, None);
    check(missing, &[FROM_ALL[0], FROM_ALL[1], through[0], through[1], STAGE_4], Verdict::Met, CLEAR);
    check(missing, &[&FROM_ALL[..], &[STAGE_4]].concat(), Verdict::NotMet, None);
    let found = find(missing, "urn:1", &[FROM_ALL[0], FROM_ALL[1], through[0], through[1], STAGE_2]);
    assert!(found.facts().any(|fact| fact.text.as_deref() == Some("through Birch alone; fragile")), "{found:#?}");
}

#[test]
fn who_near_by_has_the_missing_source_is_named() {
    let found = find(
        Pattern::MissingSource,
        "urn:1",
        &[
            FROM_ALL[0],
            FROM_ALL[1],
            "tie from=urn:1|to=urn:2|last_active=2026-01-10",
            "tie from=m:i|to=urn:2|last_active=2026-01-10",
            STAGE_4,
        ],
    );
    assert_eq!(found.next.first().map(ecow::EcoString::as_str), Some("Ask Birch to bring it together with emerging innovation."));
}

#[test]
fn a_source_of_no_kind_or_a_tie_without_a_date_leaves_it_open() {
    let missing = Pattern::MissingSource;
    check(missing, &[FROM_ALL[0], FROM_ALL[1], "tie from=m:k|to=urn:1|last_active=2026-01-10", STAGE_2], Verdict::CannotSay, None);
    check(missing, &[FROM_ALL[0], FROM_ALL[1], "tie from=m:i|to=urn:1", STAGE_2], Verdict::CannotSay, None);
}

#[test]
fn without_a_bridge_two_members_or_more_are_parted() {
    let bridge = Pattern::FragileBridge;
    // 1 stands between 2, 3 and 4, 5, 6; without it two remain on the smaller side.
    let between = [
        "tie from=urn:1|to=urn:2|last_active=2026-01-10",
        "tie from=urn:2|to=urn:3|last_active=2026-01-10",
        "tie from=urn:1|to=urn:4|last_active=2026-01-10",
        "tie from=urn:4|to=urn:5|last_active=2026-01-10",
        "tie from=urn:5|to=urn:6|last_active=2026-01-10",
    ];
    check(bridge, &between, Verdict::Met, WEAK);
    check(bridge, &[&between[..], &["tie from=urn:3|to=urn:6|last_active=2026-01-10"]].concat(), Verdict::NotMet, None);
    let found = find(bridge, "urn:1", &between);
    let named: Vec<&str> = found.facts().filter(|fact| fact.what == "who hangs on it").filter_map(|fact| fact.text.as_deref()).collect();
    assert_eq!(named, ["Birch (urn:2) and Cedar (urn:3)"]);
    check(bridge, &[between[0], between[2], between[3], between[4]], Verdict::NotMet, None);
    check(bridge, &[], Verdict::CannotSay, None);
}

#[test]
fn whoever_alone_brings_a_source_to_two_others_is_a_bridge() {
    let brings = [
        "tie from=m:r|to=urn:1|last_active=2026-01-10",
        "tie from=urn:1|to=urn:2|last_active=2026-01-10",
        "tie from=urn:2|to=urn:3|last_active=2026-01-10",
        "tie from=urn:3|to=urn:1|last_active=2026-01-10",
    ];
    let found = find(Pattern::FragileBridge, "urn:1", &brings);
    assert_eq!(found.title, "Fragile bridge: without it 2 members would learn nothing from research");
    check(Pattern::FragileBridge, &[&brings[..], &["tie from=m:r|to=urn:2|last_active=2026-01-10"]].concat(), Verdict::NotMet, None);
}

#[test]
fn a_hub_can_be_a_bridge_and_a_source_is_asked_for_nothing() {
    let all = analysis(&[OF_OTHERS]);
    assert!(all.why("m:h", Pattern::FragileBridge).is_some());
    assert!(all.why("m:h", Pattern::Isolated).is_none());
    assert!(all.why("m:r", Pattern::FragileBridge).is_none());
    for (pattern, counts) in &all.counts {
        let asked = all.network.members().iter().filter(|member| pattern.applies_to(member)).count();
        assert_eq!(counts.met + counts.not_met + counts.cannot_say, asked, "{pattern}");
    }
}

const TWO_VISITS: [&str; 2] = ["visit from=urn:1|to=urn:2|on=2025-10-01", "visit from=urn:1|to=urn:2|on=2026-01-20"];

#[test]
fn repeated_visits_with_low_trust_and_nothing_after_them_are_found() {
    let visits = Pattern::VisitsWithoutTrust;
    let trusting = |trust: u8| format!("tie from=urn:2|to=urn:1|trust={trust}");
    let (low, high) = (trusting(2), trusting(3));
    let of = |more: &[&'static str], tie: &str| {
        let records: Vec<String> = TWO_VISITS.iter().chain(more).map(|line| (*line).to_owned()).chain([tie.to_owned()]).collect();
        find(visits, "urn:1", &records.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!((of(&[], &low).verdict, of(&[], &low).strength), (Verdict::Met, CLEAR));
    assert_eq!(of(&[], &high).verdict, Verdict::NotMet);
    let shared = ["visit from=urn:1|to=urn:2|on=2026-02-01|shared=yes|purpose=Reading"];
    assert_eq!(of(&shared, &low).verdict, Verdict::NotMet);
    assert_eq!(of(&["visit from=urn:1|to=urn:2|on=2026-02-01|follow_up=Tried it"], &low).verdict, Verdict::NotMet);
    assert_eq!(of(&["visit from=urn:2|to=urn:1|on=2026-02-10"], &low).verdict, Verdict::NotMet);
    assert_eq!(of(&["visit from=urn:2|to=urn:1|on=2025-09-30"], &low).verdict, Verdict::Met);
    assert_eq!(of(&[], "tie from=urn:2|to=urn:1").verdict, Verdict::CannotSay);
}

#[test]
fn a_return_visit_counts_for_a_term_and_no_longer() {
    let visits = Pattern::VisitsWithoutTrust;
    let old = ["visit from=urn:1|to=urn:2|on=2025-04-01", "visit from=urn:1|to=urn:2|on=2025-04-02", "tie from=urn:2|to=urn:1|trust=1"];
    check(visits, &[&old[..], &["visit from=urn:2|to=urn:1|on=2025-07-01"]].concat(), Verdict::NotMet, None);
    check(visits, &[&old[..], &["visit from=urn:2|to=urn:1|on=2025-07-02"]].concat(), Verdict::Met, CLEAR);
}

#[test]
fn one_visit_is_untested_and_half_of_the_hosts_decide() {
    let visits = Pattern::VisitsWithoutTrust;
    check(visits, &["visit from=urn:1|to=urn:2|on=2026-01-20", "tie from=urn:2|to=urn:1|trust=1"], Verdict::NotMet, None);
    check(visits, &[], Verdict::CannotSay, None);
    let to_others =
        ["visit from=urn:1|to=urn:3|on=2025-10-01", "visit from=urn:1|to=urn:3|on=2026-01-20", "tie from=urn:3|to=urn:1|trust=4"];
    let low = "tie from=urn:2|to=urn:1|trust=1";
    check(visits, &[&TWO_VISITS[..], &to_others, &[low]].concat(), Verdict::Met, WEAK);
    let third = ["visit from=urn:1|to=urn:4|on=2025-10-01", "visit from=urn:1|to=urn:4|on=2026-01-20", "tie from=urn:4|to=urn:1|trust=4"];
    check(visits, &[&TWO_VISITS[..], &to_others, &third, &[low]].concat(), Verdict::NotMet, None);
    // One of two hosts is known to be trusted, of the other nothing is: half would be enough.
    check(visits, &[&TWO_VISITS[..], &to_others].concat(), Verdict::CannotSay, None);
}

fn supports(days: &[&str]) -> Vec<String> {
    let support = |(at, days): (usize, &&str)| {
        let days = if days.is_empty() { String::new() } else { format!("|days_per_week={days}") };
        format!("support supporter=urn:1|supported=urn:{}|started=2026-01-10{days}", at + 2)
    };
    days.iter().enumerate().map(support).collect()
}

#[test]
fn more_days_given_than_stated_is_overload() {
    let overload = Pattern::BrokerOverload;
    let one_day = "capacity id=urn:1|member=urn:1|days_per_week=1";
    check(overload, &with(&supports(&["0.5", "1"]), &[one_day]), Verdict::Met, CLEAR);
    check(overload, &with(&supports(&["0.5", "0.5"]), &[one_day]), Verdict::NotMet, None);
    check(overload, &with(&supports(&["", ""]), &[one_day]), Verdict::NotMet, None);
    check(overload, &with(&supports(&["", "", ""]), &[one_day]), Verdict::Met, CLEAR);
    let ended = "support supporter=urn:1|supported=urn:6|started=2025-01-10|ended=2026-01-10|days_per_week=3";
    check(overload, &with(&supports(&["1"]), &[one_day, ended]), Verdict::NotMet, None);
    check(overload, &[], Verdict::CannotSay, None);
}

#[test]
fn without_a_capacity_three_supports_at_once_are_likely_too_many() {
    let overload = Pattern::BrokerOverload;
    check(overload, &with(&supports(&["", "", ""]), &[]), Verdict::Met, WEAK);
    check(overload, &with(&supports(&["", ""]), &[]), Verdict::NotMet, None);
    let coaching = "tie from=urn:1|to=urn:6|phase=3|last_active=2026-01-10";
    check(overload, &with(&supports(&["", ""]), &[coaching]), Verdict::Met, WEAK);
    // The tie is one with the support to the same school.
    check(overload, &with(&supports(&["", ""]), &["tie from=urn:1|to=urn:2|phase=3|last_active=2026-01-10"]), Verdict::NotMet, None);
    check(overload, &with(&supports(&["", ""]), &["tie from=urn:1|to=urn:6|phase=3"]), Verdict::CannotSay, None);
    let past = "capacity id=urn:1|member=urn:1|days_per_week=5|until=2026-02-01";
    check(overload, &with(&supports(&["", "", ""]), &[past]), Verdict::Met, WEAK);
}
