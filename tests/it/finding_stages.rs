//! Patterns of ratings: over-claimed, under-claimed, stalled, regressed, stale. Each fires, just does not, and cannot say.

use permea::{
    analysis::Analysis,
    finding::{Pattern, Strength, Verdict},
    framework::Rules,
    model::{About, Network, RecordKind},
};

use crate::invented::{record, today};

const MEMBERS: [&str; 4] = [
    "id=urn:1|kind=school|name=Ash",
    "id=urn:2|kind=school|name=Birch",
    "id=urn:3|kind=school|name=Cedar",
    "id=m:r|kind=source|name=Research desk|source=research",
];

/// What a pattern says of Ash with these ratings and ties.
fn check(pattern: Pattern, ratings: &[&str], ties: &[&str], expected: (Verdict, Option<Strength>)) {
    let members = MEMBERS.iter().map(|fields| record(RecordKind::Member, fields));
    let ratings_of = ratings.iter().enumerate().map(|(at, fields)| record(RecordKind::Rating, &format!("id=r:{at}|member=urn:1|{fields}")));
    let other = ["from=urn:2|to=urn:3|phase=1|started=2020-01-01|last_active=2026-01-10"];
    let ties_of = ties.iter().chain(&other).enumerate();
    let ties_of = ties_of.map(|(at, fields)| {
        let (kind, fields) = fields.strip_prefix("support ").map_or((RecordKind::Tie, *fields), |fields| (RecordKind::Support, fields));
        record(kind, &format!("id=t:{at}|{fields}"))
    });
    let records = members.chain(ratings_of).chain(ties_of).collect();
    let network = Network::from_records(About::default(), records).unwrap();
    let found = Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap().why("urn:1", pattern).unwrap();
    assert_eq!((found.verdict, found.strength), expected, "{ratings:?} {ties:?}: {found:#?}");
    assert!(!found.title.is_empty() && !found.would_change.is_empty(), "{found:#?}");
}

const WEAK: (Verdict, Option<Strength>) = (Verdict::Met, Some(Strength::Weak));
const CLEAR: (Verdict, Option<Strength>) = (Verdict::Met, Some(Strength::Clear));
const NOT: (Verdict, Option<Strength>) = (Verdict::NotMet, None);
const SILENT: (Verdict, Option<Strength>) = (Verdict::CannotSay, None);

#[test]
fn a_stage_that_ties_do_not_show_is_overclaimed() {
    let over = Pattern::StageOverclaimed;
    let tie = "from=urn:2|to=urn:1|phase=1|last_active=2026-01-10";
    check(over, &["on=2026-01-10|stage=2|inside=none"], &[], WEAK);
    check(over, &["on=2026-01-10|stage=3|inside=none"], &[], CLEAR);
    check(over, &["on=2026-01-10|stage=2"], &[tie], NOT);
    check(over, &["on=2026-01-10|stage=1"], &[tie], NOT);
    check(over, &["on=2026-01-10|stage=3"], &[tie], SILENT);
    check(over, &[], &[tie], SILENT);
}

#[test]
fn a_stage_below_what_ties_show_is_underclaimed() {
    let under = Pattern::StageUnderclaimed;
    let tie = "from=urn:2|to=urn:1|phase=1|last_active=2026-01-10";
    check(under, &["on=2026-01-10|stage=1"], &[tie], WEAK);
    check(under, &["on=2026-01-10|stage=2"], &[tie], NOT);
    check(under, &["on=2026-01-10|stage=1"], &[], NOT);
    check(under, &[], &[tie], SILENT);
}

#[test]
fn the_same_stage_for_a_year_without_deeper_ties_is_stalled() {
    let stalled = Pattern::Stalled;
    let year = ["on=2025-01-10|stage=2", "on=2026-01-10|stage=2"];
    check(stalled, &year, &[], WEAK);
    check(stalled, &["on=2024-01-10|stage=2", "on=2026-01-10|stage=2"], &[], CLEAR);
    check(stalled, &["on=2025-01-11|stage=2", "on=2026-01-10|stage=2"], &[], NOT);
    check(stalled, &["on=2024-01-10|stage=1", "on=2025-06-10|stage=2", "on=2026-01-10|stage=2"], &[], NOT);
    check(stalled, &["on=2024-01-10|stage=4", "on=2026-01-10|stage=4"], &[], NOT);
    check(stalled, &["on=2026-01-10|stage=2"], &[], SILENT);
    check(stalled, &[], &[], SILENT);
}

#[test]
fn a_deeper_phase_a_tie_both_ways_or_a_new_source_is_no_standstill() {
    let stalled = Pattern::Stalled;
    let year = ["on=2025-01-10|stage=2", "on=2026-01-10|stage=2"];
    let old = "from=urn:2|to=urn:1|phase=1|started=2024-01-10|last_active=2026-01-10";
    check(stalled, &year, &[old], WEAK);
    check(stalled, &year, &[old, "from=urn:3|to=urn:1|phase=1|started=2025-06-10|last_active=2026-01-10"], WEAK);
    check(stalled, &year, &[old, "from=urn:3|to=urn:1|phase=2|started=2025-06-10|last_active=2026-01-10"], NOT);
    check(stalled, &year, &[old, "from=urn:1|to=urn:2|phase=1|started=2025-06-10|last_active=2026-01-10"], NOT);
    check(stalled, &year, &[old, "from=m:r|to=urn:1|phase=1|started=2025-06-10|last_active=2026-01-10"], NOT);
    check(stalled, &year, &[old, "from=urn:3|to=urn:1|phase=2|last_active=2026-01-10"], SILENT);
}

#[test]
fn an_executive_head_is_given_two_years() {
    let stalled = Pattern::Stalled;
    let heavy = "support supporter=urn:2|supported=urn:1|approach=executive_headship|started=2024-01-05";
    check(stalled, &["on=2024-06-10|stage=2", "on=2026-01-10|stage=2"], &[heavy], NOT);
    check(stalled, &["on=2024-01-10|stage=2", "on=2026-01-10|stage=2"], &[heavy], WEAK);
    let old = "support supporter=urn:2|supported=urn:1|approach=executive_headship|started=2022-01-05";
    check(stalled, &["on=2022-01-10|stage=2", "on=2026-01-10|stage=2"], &[old], CLEAR);
    // It is counted from the day the help came, not from a rating years before.
    let late = "support supporter=urn:2|supported=urn:1|approach=executive_headship|started=2024-01-11";
    check(stalled, &["on=2022-01-10|stage=2", "on=2026-01-10|stage=2"], &[late], NOT);
}

#[test]
fn a_lower_stage_than_before_is_regressed() {
    let regressed = Pattern::Regressed;
    check(regressed, &["on=2025-01-10|stage=3|role=broker", "on=2026-01-10|stage=2|role=broker"], &[], CLEAR);
    check(regressed, &["on=2025-01-10|stage=3|role=head", "on=2026-01-10|stage=2|role=broker"], &[], WEAK);
    check(regressed, &["on=2025-01-10|stage=2", "on=2026-01-10|stage=2"], &[], NOT);
    check(regressed, &["on=2024-01-10|stage=3", "on=2025-01-10|stage=2", "on=2026-01-10|stage=2"], &[], WEAK);
    check(regressed, &["on=2024-01-10|stage=3", "on=2025-01-10|stage=1", "on=2026-01-10|stage=2"], &[], NOT);
    check(regressed, &["on=2026-01-10|stage=3|by=Ines", "on=2026-01-10|stage=2|by=Priya"], &[], SILENT);
    check(regressed, &["on=2026-01-10|stage=3"], &[], SILENT);
    check(regressed, &[], &[], SILENT);
}

#[test]
fn a_stage_that_ties_no_longer_support_is_regressed_weakly() {
    let regressed = Pattern::Regressed;
    let quiet = "from=urn:2|to=urn:1|phase=1|started=2024-01-10|last_active=2025-02-10";
    check(regressed, &["on=2026-01-10|stage=1"], &[quiet], WEAK);
    check(regressed, &["on=2025-01-10|stage=2|role=broker", "on=2026-01-10|stage=2|role=broker"], &[quiet], WEAK);
    let alive = "from=urn:2|to=urn:1|phase=1|started=2024-01-10|last_active=2025-03-03";
    check(regressed, &["on=2025-01-10|stage=2", "on=2026-01-10|stage=2"], &[alive], NOT);
}

#[test]
fn a_rating_of_more_than_a_year_ago_is_stale() {
    let stale = Pattern::StaleRating;
    check(stale, &["on=2025-03-01|stage=2"], &[], WEAK);
    check(stale, &["on=2025-03-02|stage=2"], &[], NOT);
    check(stale, &["on=2024-03-01|stage=2"], &[], CLEAR);
    check(stale, &["on=2024-03-01|stage=2", "on=2026-01-10|phase=1"], &[], NOT);
    check(stale, &[], &[], SILENT);
}
