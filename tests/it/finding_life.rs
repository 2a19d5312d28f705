//! The life of a finding: what people say of it, what keeps it quiet, which help was tried, and that what is cleared is told once.

use permea::{
    finding::{Finding, HelpStanding, Pattern, Quiet, Strength, Verdict},
    framework::{Rules, Side, standings},
    model::{Approach, Network, RecordKind},
};

use crate::{
    school::{Map, TODAY, coaster},
    session::Session,
    shell::Place,
};

fn find(map: &Map, pattern: Pattern) -> Finding {
    map.analysis().why("urn:1", pattern).unwrap()
}

/// A word on the coasting of `urn:1`, with more fields as texts.
fn said(map: Map, id: &str, word: &str, on: &str, more: &[(&str, &str)]) -> Map {
    let given = [("id", id), ("member", "urn:1"), ("pattern", "coasting"), ("word", word), ("on", on), ("by", "Priya")];
    map.with(RecordKind::Remark, &[&given[..], more].concat())
}

fn persistent() -> Map {
    coaster(10, ["0", "0", "0"])
}

/// A support of `urn:1` by `urn:2`.
fn support(map: Map, id: &str, approach: &str, days: [&str; 2], outcome: &str) -> Map {
    let fields = [("id", id), ("supporter", "urn:2"), ("supported", "urn:1"), ("approach", approach), ("outcome", outcome)];
    map.with(RecordKind::Support, &[&fields[..], &[("started", days[0]), ("ended", days[1])]].concat())
}

#[test]
fn a_snooze_is_quiet_until_its_day() {
    let until = |day| find(&said(persistent(), "k:1", "snooze", "2026-02-01", &[("until", day)]), Pattern::Coasting).quiet;
    assert_eq!(until("2026-03-03"), Some(Quiet::Snoozed(jiff::civil::date(2026, 3, 3))));
    assert_eq!(until("2026-03-02"), None);
    assert_eq!(until(""), None);
}

#[test]
fn what_a_support_handles_is_quiet_until_that_support_ends() {
    let handled = |ended, id: &str| {
        let map = support(persistent(), "s:1", "peer_review", ["2026-01-10", ended], "");
        find(&said(map, "k:1", "handled", "2026-02-01", &[("support", id)]), Pattern::Coasting)
    };
    assert!(matches!(handled("", "s:1").quiet, Some(Quiet::Handled(Some(_)))));
    assert_eq!(handled("2026-03-01", "s:1").quiet, None);
    assert_eq!(handled("", "s:gone").quiet, None);
    assert_eq!(handled("", "").quiet, Some(Quiet::Handled(None)));
    assert_eq!(handled("", "s:1").verdict, Verdict::Met, "quiet is not cleared");
}

#[test]
fn an_objection_after_it_speaks_again_and_an_agreement_does_not() {
    let after = |word| {
        let map = said(persistent(), "k:1", "handled", "2026-02-01", &[]);
        find(&said(map, "k:2", word, "2026-02-10", &[("note", "The figures are another school's.")]), Pattern::Coasting)
    };
    assert_eq!(after("object").quiet, None);
    assert_eq!(after("agree").quiet, Some(Quiet::Handled(None)));
    assert_eq!(after("object").said.len(), 2);
}

#[test]
fn a_remark_of_another_pattern_or_member_is_no_word_on_it() {
    let fields = [("id", "k:1"), ("member", "urn:1"), ("pattern", "isolated"), ("word", "snooze"), ("on", "2026-02-01"), ("by", "Priya")];
    let found = find(&persistent().with(RecordKind::Remark, &[&fields[..], &[("until", "2027-01-01")]].concat()), Pattern::Coasting);
    assert_eq!((found.quiet, found.said.len()), (None, 0));
}

fn helps(found: &Finding) -> Vec<(Approach, HelpStanding)> {
    found.help.iter().map(|help| (help.approach, help.standing)).collect()
}

#[test]
fn the_lightest_help_that_was_not_tried_comes_first() {
    let found = find(&persistent(), Pattern::Coasting);
    let untried = HelpStanding::Untried;
    assert_eq!(helps(&found), [(Approach::Visits, untried), (Approach::PeerReview, untried), (Approach::PartnerSchool, untried)]);
    assert!(
        found.next.iter().any(|next| next.contains("the lightest that suits: a family of schools") && next.contains("For it:")),
        "{:?}",
        found.next
    );
    assert!(found.help.iter().all(|help| !help.evidence.is_empty()));
}

#[test]
fn what_was_tried_with_trust_goes_behind_and_without_trust_it_may_be_tried_again() {
    let tried = support(persistent(), "s:1", "visits", ["2024-01-10", "2025-01-10"], "Some ideas, no change.");
    let found = find(&tried, Pattern::Coasting);
    assert_eq!(helps(&found)[0], (Approach::Visits, HelpStanding::WithoutTrust));
    assert!(
        found.next.iter().any(|next| next.contains("Tried without a record of trust") && next.contains("no change")),
        "{:?}",
        found.next
    );
    let tie = [("id", "t:1"), ("from", "urn:2"), ("to", "urn:1"), ("trust", "3"), ("started", "2024-01-10")];
    let trusted = find(&tried.with(RecordKind::Tie, &tie), Pattern::Coasting);
    assert_eq!(helps(&trusted).last(), Some(&(Approach::Visits, HelpStanding::Tried)));
    assert_eq!(helps(&trusted)[0].0, Approach::PeerReview);
}

#[test]
fn what_runs_now_is_told_before_anything_else_is_begun() {
    let running = support(persistent(), "s:1", "partner_school", ["2026-01-10", ""], "");
    assert_eq!(helps(&find(&running, Pattern::Coasting))[0], (Approach::PartnerSchool, HelpStanding::Running));
    let proposed = [("id", "s:1"), ("supporter", "urn:2"), ("supported", "urn:1"), ("approach", "visits"), ("proposed_on", "2026-01-10")];
    let found = find(&persistent().with(RecordKind::Support, &proposed), Pattern::Coasting);
    assert_eq!(helps(&found)[0], (Approach::Visits, HelpStanding::Untried), "a proposal was not tried");
}

#[test]
fn a_signal_inside_the_noise_asks_for_no_help() {
    let found = find(&coaster(10, ["0.4", "0.4", "0.4"]), Pattern::Coasting);
    assert_eq!((found.strength, found.help.len()), (Some(Strength::Signal), 0));
}

fn rejecting() -> Map {
    let map = persistent().stage("1");
    map.response("e:1", ["2025-09-01", "2025-10-01"], "head", "rejected").response(
        "e:2",
        ["2025-11-01", "2025-12-01"],
        "governors",
        "rejected",
    )
}

#[test]
fn executive_responsibility_is_named_for_a_confirmed_case_alone() {
    let heavy = |found: &Finding| found.help.iter().any(|help| help.approach >= Approach::KeyStaff);
    let words = |found: &Finding| found.next.join(" ");
    for pattern in Pattern::ALL {
        let suspected = find(&rejecting(), pattern);
        assert!(!heavy(&suspected) && !words(&suspected).contains("xecutive"), "{pattern}: {:?}", suspected.next);
    }
    let confirmed = find(&rejecting().remark("confirm", "2026-02-01"), Pattern::CondonedFailure);
    assert_eq!(confirmed.strength, Some(Strength::Confirmed));
    assert!(heavy(&confirmed) && words(&confirmed).contains("executive responsibility in other hands"), "{:?}", confirmed.next);
    assert_eq!(confirmed.help.last().map(|help| help.approach), Some(Approach::ExecutiveHeadship));
}

#[test]
fn change_fatigue_is_told_apart_and_no_programme_is_offered() {
    let note = [
        ("id", "r:9"),
        ("member", "urn:1"),
        ("on", "2026-01-11"),
        ("stage", "1"),
        ("note", "Four heads in three years: turnover everywhere."),
    ];
    let tired = find(&rejecting().with(RecordKind::Rating, &note), Pattern::CondonedFailure);
    assert!(tired.title.starts_with("Looks like change-fatigue (Type A), not condoned failure"), "{}", tired.title);
    assert!(tired.help.is_empty() && tired.next.iter().any(|next| next.contains("Stability and fewer initiatives")), "{:?}", tired.next);
    let busy = (0..4).fold(rejecting(), |map, at| support(map, &format!("s:{at}"), "programme", ["2025-06-01", ""], ""));
    assert!(find(&busy, Pattern::CondonedFailure).title.contains("Type A"));
    let three = (0..3).fold(rejecting(), |map, at| support(map, &format!("s:{at}"), "programme", ["2025-06-01", ""], ""));
    assert!(find(&three, Pattern::CondonedFailure).title.starts_with("Condoned failure suspected"));
    let old = (0..4).fold(rejecting(), |map, at| support(map, &format!("s:{at}"), "programme", ["2020-06-01", "2021-06-01"], ""));
    assert!(find(&old, Pattern::CondonedFailure).title.starts_with("Condoned failure suspected"));
}

#[test]
fn each_side_that_rated_is_kept_apart_with_the_gap_between_them() {
    let rating = |map: Map, id: &str, role: &str, stage: &str, on: &str| {
        map.with(RecordKind::Rating, &[("id", id), ("member", "urn:1"), ("on", on), ("stage", stage), ("role", role)])
    };
    let map = rating(persistent(), "r:a", "headteacher", "3", "2026-01-10");
    let map = rating(map, "r:b", "head of partner school", "2", "2026-01-11");
    let map = rating(map, "r:c", "school improvement adviser", "1", "2026-01-12");
    let one = standings(&map.network(), TODAY, &Rules::built_in()).remove("urn:1").unwrap();
    let stages: Vec<Option<u8>> = Side::ALL.into_iter().map(|side| one.sides.of(side).map(|judged| judged.value.number())).collect();
    assert_eq!((stages, one.sides.gap()), (vec![Some(3), Some(2), Some(1)], Some(2)));
    let alone = rating(persistent(), "r:a", "headteacher", "3", "2026-01-10");
    assert_eq!(standings(&alone.network(), TODAY, &Rules::built_in()).remove("urn:1").unwrap().sides.gap(), None);
}

#[test]
fn the_stage_that_ties_support_is_there_for_whoever_nobody_rated() {
    let tie = [("id", "t:1"), ("from", "urn:2"), ("to", "urn:1"), ("phase", "1"), ("last_active", "2026-01-10")];
    let all = standings(&persistent().with(RecordKind::Tie, &tie).network(), TODAY, &Rules::built_in());
    let shown = |id: &str| all[id].supported.as_ref().map(|supported| supported.stage.number());
    assert_eq!((shown("urn:1"), shown("urn:3")), (Some(2), Some(1)));
}

/// A map whose only school is isolated until it is tied to the hub.
fn lonely() -> Network {
    let map = Map::default().school("urn:1", &[]).school("urn:2", &[]).school("urn:3", &[]);
    let map = map.with(RecordKind::Tie, &[("id", "t:1"), ("from", "urn:2"), ("to", "urn:3"), ("last_active", "2026-11-01")]);
    map.network()
}

fn tied(network: &Network) -> Network {
    let map = Map { records: RecordKind::ALL.iter().flat_map(|kind| network.records(*kind)).collect() };
    map.with(RecordKind::Tie, &[("id", "t:2"), ("from", "urn:1"), ("to", "urn:2"), ("last_active", "2026-11-02")]).network()
}

fn told(session: &Session) -> String {
    session.app.notice.as_ref().map_or_else(String::new, |notice| notice.sentence.clone())
}

#[test]
fn what_is_cleared_is_told_once_and_not_again_after_a_restart() {
    let first = Session::on(lonely());
    assert_eq!(told(&first), "");
    let noted = first.seen.clone().unwrap();
    assert!(noted.contains("isolated urn:1"), "{noted}");
    let second = Session::start().remembering(&noted).with(tied(&lonely()));
    assert!(told(&second).contains("Cleared: isolated at Invented 1 (1 tie is alive)"), "{}", told(&second));
    let noted = second.seen.clone().unwrap();
    let third = Session::start().remembering(&noted).with(tied(&lonely()));
    assert!(!told(&third).contains("Cleared"), "{}", told(&third));
}

#[test]
fn what_nobody_can_say_any_more_is_not_cleared_until_something_can_be_said() {
    let noted = Session::on(lonely()).seen.unwrap();
    let undated = |day: &str| {
        let map = Map { records: RecordKind::ALL.iter().flat_map(|kind| lonely().records(*kind)).collect() };
        map.with(RecordKind::Tie, &[("id", "t:2"), ("from", "urn:1"), ("to", "urn:2"), ("last_active", day)]).network()
    };
    let silent = Session::start().remembering(&noted).with(undated(""));
    assert!(!told(&silent).contains("Cleared"), "{}", told(&silent));
    let noted = silent.seen.clone().unwrap();
    let dated = Session::start().remembering(&noted).with(undated("2026-11-02"));
    assert!(told(&dated).contains("Cleared: isolated"), "{}", told(&dated));
}

#[test]
fn a_step_that_clears_a_finding_says_so_beside_what_was_done_and_undo_brings_it_back() {
    let rating = [("id", "r:1"), ("member", "urn:1"), ("on", "2024-01-10"), ("stage", "1"), ("by", "Priya")];
    let map = Map { records: RecordKind::ALL.iter().flat_map(|kind| lonely().records(*kind)).collect() };
    let session = Session::on(map.with(RecordKind::Rating, &rating).network()).by("Priya");
    let session = session.press("l /").type_in("invented 1").press("enter r 1");
    assert!(told(&session).contains("Cleared: stale rating at Invented 1"), "{}", told(&session));
    let session = session.press("u");
    let session = session.press("U");
    assert!(told(&session).contains("Cleared: stale rating"), "what came back and went again is news again: {}", told(&session));
}

#[test]
fn a_snoozed_finding_goes_to_the_end_of_the_list_and_undo_takes_the_word_back() {
    let session = Session::start().with_demo().by("Priya").press("t");
    let first = session.app.triage_lines()[0].clone();
    // From confirm on: object, agree, snooze; then the day.
    let session = session.press("w right right right tab").type_in("2027-01-01").press("enter");
    let lines = session.app.triage_lines();
    let last = lines.last().unwrap();
    assert_eq!((&last.member, last.pattern, last.strength.as_str()), (&first.member, first.pattern, "snoozed"));
    assert_eq!(lines.iter().filter(|line| line.is_quiet).count(), 1);
    let session = session.press("u");
    assert_eq!(session.app.triage_lines()[0], first);
}

#[test]
fn the_shell_records_every_word_and_why_shows_who_said_it() {
    let place = Place::with_demo();
    let say = |rest: &[&str]| {
        place.permea(&[&["remark", "map.ron", "urn:900003", "coasting", "--by", "Ines", "--as-of", "2026-11-20"], rest].concat())
    };
    assert_eq!(say(&["--object", "--note", "Another cohort."]).code, 0);
    assert_eq!(say(&["--handled"]).code, 0);
    let wrong = say(&["--handled", "s:nothing"]);
    assert!(wrong.code == 1 && wrong.err.contains("is no support of urn:900003"), "{}", wrong.err);
    let why = place.permea(&["why", "map.ron", "urn:900003", "coasting", "--as-of", "2026-11-20"]);
    assert!(why.out.contains("Objected to by Ines on 20 November 2026: Another cohort."), "{}", why.out);
    assert!(why.out.contains("Persistent means in each of 3 years (three successive years"), "{}", why.out);
    let json = place.permea(&["why", "map.ron", "urn:900003", "coasting", "--as-of", "2026-11-20", "--format", "json"]).json();
    assert_eq!((json["quiet"].as_str(), json["remarks"].as_array().map(Vec::len)), (Some("handled"), Some(2)));
    assert!(json["thresholds"].as_array().unwrap().iter().any(|told| told["name"] == "noise.z" && told["value"] == 1.96));
    assert!(json["help"].as_array().unwrap().iter().all(|help| help["evidence"].is_string()));
    let triage = place.permea(&["triage", "map.ron", "--as-of", "2026-11-20"]);
    assert!(triage.out.contains("Quiet for now"), "{}", triage.out);
}

#[test]
fn triage_and_why_answer_as_sheets() {
    let place = Place::with_demo();
    let sheet = place.permea(&["triage", "map.ron", "--as-of", "2026-11-20", "--format", "csv"]);
    let json = place.permea(&["triage", "map.ron", "--as-of", "2026-11-20", "--format", "json"]).json();
    let rows = csv::Reader::from_reader(sheet.out.as_bytes()).into_records().map(Result::unwrap).collect::<Vec<_>>();
    let count = |name: &str| json[name].as_array().unwrap().len();
    assert_eq!(rows.len(), count("findings") + count("cannot_say"));
    assert_eq!(rows.iter().filter(|row| &row[3] == "cannot_say").count(), count("cannot_say"));
    let why = place.permea(&["why", "map.ron", "urn:900003", "coasting", "--as-of", "2026-11-20", "--format", "csv"]);
    let rows = csv::Reader::from_reader(why.out.as_bytes()).into_records().map(Result::unwrap).collect::<Vec<_>>();
    assert!(
        rows.iter().any(|row| &row[7] == "Attainment 8" && &row[8] == "2024" && row[16].starts_with("invented-ks4-2024.csv:")),
        "{}",
        why.out
    );
    assert_eq!(place.permea(&["triage", "map.ron", "--format", "md"]).code, 2);
}
