//! Condoned failure and entrenched: fires, just does not, missing data; and that only a person confirms.

use permea::{
    finding::{Finding, Pattern, Strength, Verdict},
    model::RecordKind,
};

use crate::school::{Map, coaster};

/// A school below its family with peers clearly above it, not rated, with no evidence put to it.
fn below() -> Map {
    coaster(10, ["0", "0", "0"])
}

fn rejected(map: Map) -> Map {
    map.response("e:1", ["2025-09-01", "2025-10-01"], "head", "rejected")
}

fn twice_rejected(map: Map) -> Map {
    rejected(map).response("e:2", ["2025-11-01", "2025-12-01"], "governors", "explained_away")
}

fn find(map: &Map, pattern: Pattern) -> Finding {
    map.analysis().why("urn:1", pattern).unwrap()
}

fn check(map: &Map, verdict: Verdict, strength: Option<Strength>) {
    let found = find(map, Pattern::CondonedFailure);
    assert_eq!((found.verdict, found.strength), (verdict, strength), "{found:#?}");
}

fn check_missing(map: &Map, phrase: &str) {
    let found = find(map, Pattern::CondonedFailure);
    assert!(found.missing.iter().any(|missing| missing.contains(phrase)), "{:?}", found.missing);
}

#[test]
fn rejected_evidence_at_stage_1_is_suspected() {
    check(&rejected(below().stage("1")), Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn stage_2_is_not() {
    check(&rejected(below().stage("2")), Verdict::NotMet, None);
}

#[test]
fn an_unrated_school_is_cannot_say() {
    check(&rejected(below()), Verdict::CannotSay, None);
    check_missing(&rejected(below()), "not rated");
}

#[test]
fn a_withdrawn_rating_is_none() {
    let fields = [
        ("id", "r:9"),
        ("member", "urn:1"),
        ("on", "2026-02-01"),
        ("stage", "1"),
        ("withdrawn", "Priya; 2026-02-02T10:00:00Z; wrong school"),
    ];
    check(&rejected(below()).with(RecordKind::Rating, &fields), Verdict::CannotSay, None);
}

#[test]
fn evidence_never_shared_is_no_case() {
    check(&below().stage("1"), Verdict::CannotSay, None);
    check_missing(&below().stage("1"), "evidence not yet put to them; not a case of condoned failure");
}

#[test]
fn without_a_family_it_is_not_contextualised() {
    let map = rejected(coaster(0, ["0", "0", "0"]).stage("1"));
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "not contextualised; Berwick's test needs it");
}

#[test]
fn at_the_family_median_it_is_not() {
    check(&rejected(coaster(10, ["0", "0", "0.5"]).stage("1")), Verdict::NotMet, None);
}

#[test]
fn a_peer_above_within_noise_shows_nothing() {
    // √2 · 0.205 is 0.290: a peer ahead by 0.29 is inside, by 0.3 beyond.
    check(&rejected(coaster(10, ["0", "0", "0.21"]).stage("1")), Verdict::NotMet, None);
    check(&rejected(coaster(10, ["0", "0", "0.2"]).stage("1")), Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn a_better_peer_is_named() {
    let found = find(&rejected(below().stage("1")), Pattern::CondonedFailure);
    assert!(found.facts().any(|fact| fact.text.as_deref() == Some("Invented 2 (urn:2)")), "{found:#?}");
}

#[test]
fn explained_away_counts() {
    check(
        &below().stage("1").response("e:1", ["2025-09-01", "2025-10-01"], "head", "explained_away"),
        Verdict::Met,
        Some(Strength::Suspected),
    );
}

#[test]
fn questions_leave_the_case_open() {
    let asked = below().stage("1").response("e:0", ["2025-01-01", "2025-02-01"], "head", "questioned");
    check(&asked, Verdict::CannotSay, None);
    check(&rejected(asked), Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn silence_counts_after_six_months() {
    for response in ["", "none"] {
        check(&below().stage("1").response("e:1", ["2025-09-02", ""], "", response), Verdict::Met, Some(Strength::Suspected));
        let waiting = below().stage("1").response("e:1", ["2025-09-03", ""], "", response);
        check(&waiting, Verdict::CannotSay, None);
        check_missing(&waiting, "silence counts from 2026-03-03");
    }
}

#[test]
fn an_answer_that_comes_later_than_the_day_is_not_known_yet() {
    check(&below().stage("1").response("e:1", ["2026-01-01", "2026-04-01"], "head", "rejected"), Verdict::CannotSay, None);
}

#[test]
fn accepted_evidence_is_no_case() {
    check(&below().stage("1").response("e:1", ["2025-09-01", "2025-10-01"], "head", "accepted"), Verdict::NotMet, None);
}

#[test]
fn acceptance_clears_once_a_tie_at_phase_2_has_started() {
    let accepted = rejected(below().stage("1")).response("e:2", ["2025-11-01", "2025-12-01"], "head", "accepted");
    check(&accepted, Verdict::Met, Some(Strength::Suspected));
    let with_tie = |phase, started| {
        accepted.clone().with(RecordKind::Tie, &[("id", "t:1"), ("from", "urn:2"), ("to", "urn:1"), ("phase", phase), ("started", started)])
    };
    check(&with_tie("1", "2026-01-01"), Verdict::Met, Some(Strength::Suspected));
    check(&with_tie("2", "2025-01-01"), Verdict::Met, Some(Strength::Suspected));
    check(&with_tie("2", "2026-01-01"), Verdict::NotMet, None);
}

#[test]
fn two_days_two_roles_and_a_person_confirm() {
    check(&twice_rejected(below().stage("1")).remark("confirm", "2026-02-01"), Verdict::Met, Some(Strength::Confirmed));
}

#[test]
fn nothing_is_confirmed_without_a_person() {
    check(&twice_rejected(below().stage("1")), Verdict::Met, Some(Strength::Suspected));
    check(&twice_rejected(below().stage("1")).remark("agree", "2026-02-01"), Verdict::Met, Some(Strength::Suspected));
    let found = find(&twice_rejected(below().stage("1")), Pattern::CondonedFailure);
    assert!(!found.title.contains("confirmed"), "{}", found.title);
}

#[test]
fn what_would_confirm_it_is_only_what_is_still_lacking() {
    let words = |map: &Map| find(map, Pattern::CondonedFailure).would_change.join(" ");
    assert!(words(&rejected(below().stage("1"))).contains("once rejections are recorded on 2 days by 2 roles (now 1 day by 1 role)"));
    let ripe = words(&twice_rejected(below().stage("1")));
    assert!(
        ripe.contains("confirmed by a person's word: rejections are recorded on 2 days by 2 roles") && !ripe.contains("once"),
        "{ripe}"
    );
}

#[test]
fn a_person_alone_confirms_nothing() {
    check(&rejected(below().stage("1")).remark("confirm", "2026-02-01"), Verdict::Met, Some(Strength::Suspected));
    let one_role = rejected(below().stage("1")).response("e:2", ["2025-11-01", "2025-12-01"], "Head ", "rejected");
    check(&one_role.remark("confirm", "2026-02-01"), Verdict::Met, Some(Strength::Suspected));
    let one_day = rejected(below().stage("1")).response("e:2", ["2025-09-01", "2025-10-01"], "governors", "rejected");
    check(&one_day.remark("confirm", "2026-02-01"), Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn a_word_spoken_too_early_is_not_said_to_confirm() {
    let found = find(&rejected(below().stage("1")).remark("confirm", "2026-02-01"), Pattern::CondonedFailure);
    let said: Vec<&str> = found.facts().map(|fact| fact.what.as_str()).collect();
    assert!(said.contains(&"a person's word, too early to confirm") && !said.contains(&"confirmed"), "{said:?}");
}

#[test]
fn silence_has_no_role_and_confirms_nothing() {
    let silent = rejected(below().stage("1")).response("e:2", ["2025-01-01", ""], "governors", "none");
    check(&silent.remark("confirm", "2026-02-01"), Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn who_objects_afterwards_takes_the_confirmation_back() {
    let fields =
        [("id", "k:2"), ("member", "urn:1"), ("pattern", "condoned_failure"), ("word", "object"), ("on", "2026-02-20"), ("by", "Priya")];
    let map = twice_rejected(below().stage("1")).remark("confirm", "2026-02-01").with(RecordKind::Remark, &fields);
    check(&map, Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn of_two_words_at_the_same_moment_the_objection_counts() {
    let fields =
        [("id", "k:0"), ("member", "urn:1"), ("pattern", "condoned_failure"), ("word", "object"), ("on", "2026-02-01"), ("by", "Priya")];
    let map = twice_rejected(below().stage("1")).remark("confirm", "2026-02-01").with(RecordKind::Remark, &fields);
    check(&map, Verdict::Met, Some(Strength::Suspected));
}

#[test]
fn notes_of_turnover_speak_of_change_fatigue() {
    let fields = [
        ("id", "r:2"),
        ("member", "urn:1"),
        ("on", "2026-02-01"),
        ("stage", "1"),
        ("note", "Much staff turnover, third head in two years"),
    ];
    let found = find(&rejected(below()).with(RecordKind::Rating, &fields), Pattern::CondonedFailure);
    assert!(found.next.first().unwrap().contains("looks like change-fatigue (Type A), not condoned failure"), "{:?}", found.next);
}

#[test]
fn both_patterns_together_are_entrenched() {
    for (map, strength) in [
        (rejected(coaster(10, ["0.5", "0", "0"]).stage("1")), Strength::Possible),
        (rejected(below().stage("1")), Strength::Likely),
        (twice_rejected(below().stage("1")).remark("confirm", "2026-02-01"), Strength::Confirmed),
    ] {
        let found = find(&map, Pattern::Entrenched);
        assert_eq!((found.verdict, found.strength), (Verdict::Met, Some(strength)), "{found:#?}");
        assert!(found.next.iter().any(|next| next.contains("less well researched")));
    }
}

#[test]
fn entrenched_needs_both() {
    assert_eq!(find(&rejected(coaster(10, ["0", "0", "0.9"]).stage("1")), Pattern::Entrenched).verdict, Verdict::NotMet);
    assert_eq!(find(&rejected(below().stage("3")), Pattern::Entrenched).verdict, Verdict::NotMet);
    assert_eq!(find(&below(), Pattern::Entrenched).verdict, Verdict::CannotSay);
}

#[test]
fn every_open_member_is_counted_once_for_every_pattern_asked_of_it() {
    let analysis = rejected(below().stage("1")).with(RecordKind::Member, &[("id", "m:hub"), ("kind", "hub"), ("name", "Hub")]).analysis();
    for (pattern, counts) in &analysis.counts {
        let asked = analysis.network.members().iter().filter(|member| pattern.applies_to(member)).count();
        assert_eq!(counts.met + counts.not_met + counts.cannot_say, asked, "{pattern}");
    }
    let severities: Vec<u8> = analysis.findings.iter().map(|finding| finding.severity).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b), "{severities:?}");
    assert_eq!(analysis.flags_of("urn:1"), [Pattern::Coasting, Pattern::CondonedFailure, Pattern::Entrenched]);
}

#[test]
fn a_snoozed_finding_stays_and_says_until_when() {
    let fields = [
        ("id", "k:3"),
        ("member", "urn:1"),
        ("pattern", "coasting"),
        ("word", "snooze"),
        ("on", "2026-02-20"),
        ("by", "Priya"),
        ("until", "2026-05-01"),
    ];
    let analysis = below().with(RecordKind::Remark, &fields).analysis();
    let found = analysis.findings_of("urn:1").find(|finding| finding.pattern == Pattern::Coasting).unwrap();
    assert_eq!(found.snoozed_until(), Some(jiff::civil::date(2026, 5, 1)));
}
