//! Which stage ties and sharing inside show, clause by clause: it is met, it just is not, something is not recorded.

use permea::{
    framework::{Claim, Rules, Standing, standings},
    model::{About, Network, RecordKind},
    report::claim_words,
};

use crate::invented::{record, today};

const MEMBERS: [&str; 10] = [
    "id=urn:1|kind=school|name=Ash",
    "id=urn:2|kind=school|name=Birch",
    "id=urn:3|kind=school|name=Cedar",
    "id=m:r|kind=source|name=Research|source=research",
    "id=m:p|kind=source|name=Practice|source=practice",
    "id=m:i|kind=source|name=Innovation|source=innovation",
    "id=ukprn:10000001|kind=university|name=Univ",
    "id=m:h|kind=hub|name=Hub",
    "id=urn:8|kind=school|name=Dell",
    "id=urn:9|kind=school|name=Elm",
];

/// Ties that show stage 3 of Ash together with systematic sharing inside.
const THREE: [&str; 2] = ["from=urn:1|to=urn:2|phase=2|mutual=yes", "from=urn:3|to=urn:1|phase=2"];
/// Those that show stage 4 with them.
const FOUR: [&str; 6] = [
    "from=urn:1|to=urn:3|phase=3",
    "from=m:r|to=urn:1|phase=1",
    "from=m:p|to=urn:1|phase=1",
    "from=m:i|to=urn:1|phase=1",
    "from=ukprn:10000001|to=urn:1|phase=1",
    "from=urn:1|to=m:h|phase=1",
];

/// Where Ash stands, rated so, with these ties of January 2026.
fn standing(rating: &str, ties: &[&str]) -> Standing {
    let dated: Vec<String> = ties.iter().map(|tie| format!("{tie}|last_active=2026-01-10")).collect();
    let ties: Vec<&str> = dated.iter().map(String::as_str).collect();
    standing_of(rating, &ties)
}

fn standing_of(rating: &str, ties: &[&str]) -> Standing {
    let mut records: Vec<_> = MEMBERS.iter().map(|fields| record(RecordKind::Member, fields)).collect();
    records.push(record(RecordKind::Rating, &format!("id=r:1|member=urn:1|on=2026-02-01|by=Priya|{rating}")));
    // A tie of others, so that the map has ties.
    records.push(record(RecordKind::Tie, "id=t:other|from=urn:8|to=urn:9|phase=1|last_active=2026-01-10"));
    records.extend(ties.iter().enumerate().map(|(at, tie)| record(RecordKind::Tie, &format!("id=t:{at}|{tie}"))));
    let network = Network::from_records(About::default(), records).unwrap();
    standings(&network, today(), &Rules::built_in()).remove("urn:1").unwrap()
}

fn check(rating: &str, ties: &[&str], claim: Claim, shown: u8) {
    let supported = standing(rating, ties).supported.unwrap();
    assert_eq!((supported.claim, supported.stage.number()), (claim, shown), "{rating} with {ties:?}: {supported:?}");
}

fn without(left_out: &str) -> Vec<&'static str> {
    THREE.iter().chain(&FOUR).copied().filter(|tie| *tie != left_out).collect()
}

#[test]
fn one_tie_or_sharing_inside_shows_stage_2() {
    check("stage=2", &["from=urn:2|to=urn:1|phase=1"], Claim::Shown, 2);
    check("stage=2|inside=some", &[], Claim::Shown, 2);
    check("stage=2", &[], Claim::Over, 1);
    check("stage=2|inside=none", &[], Claim::Over, 1);
}

#[test]
fn stage_3_asks_for_each_of_its_clauses() {
    check("stage=3|inside=systematic", &THREE, Claim::Shown, 3);
    check("stage=3|inside=some", &THREE, Claim::Over, 2);
    check("stage=3|inside=systematic", &["from=urn:1|to=urn:2|phase=2|mutual=yes"], Claim::Over, 2);
    let one_is_told_only = ["from=urn:1|to=urn:2|phase=2|mutual=yes", "from=urn:3|to=urn:1|phase=1"];
    check("stage=3|inside=systematic", &one_is_told_only, Claim::Over, 2);
    let none_goes_both_ways = ["from=urn:1|to=urn:2|phase=2", "from=urn:3|to=urn:1|phase=2"];
    check("stage=3|inside=systematic", &none_goes_both_ways, Claim::Over, 2);
}

#[test]
fn two_ties_there_and_back_go_both_ways() {
    let there_and_back = ["from=urn:1|to=urn:2|phase=2", "from=urn:2|to=urn:1|phase=2", "from=urn:3|to=urn:1|phase=2"];
    check("stage=3|inside=systematic", &there_and_back, Claim::Shown, 3);
}

#[test]
fn stage_4_asks_for_each_of_its_clauses() {
    check("stage=4|inside=systematic", &without(""), Claim::Shown, 4);
    for tie in FOUR {
        check("stage=4|inside=systematic", &without(tie), Claim::Over, 3);
    }
}

#[test]
fn a_source_that_is_only_told_something_is_not_reached() {
    let mut ties = without("from=m:r|to=urn:1|phase=1");
    ties.push("from=urn:1|to=m:r|phase=1");
    check("stage=4|inside=systematic", &ties, Claim::Over, 3);
}

#[test]
fn without_a_record_of_sharing_inside_stage_3_cannot_be_shown() {
    check("stage=3", &THREE, Claim::CannotSay, 2);
    check("stage=4", &without(""), Claim::CannotSay, 2);
    let words = claim_words(&standing("stage=3", &THREE)).unwrap();
    assert_eq!(words, "stage 3 cannot be shown from ties alone: how far sharing goes inside is not recorded");
}

#[test]
fn more_shown_than_claimed_is_said_too() {
    check("stage=1|inside=none", &["from=urn:2|to=urn:1|phase=1"], Claim::Under, 2);
    let words = claim_words(&standing("stage=1", &["from=urn:2|to=urn:1|phase=1"])).unwrap();
    assert_eq!(words, "claimed 1, ties support 2");
}

#[test]
fn what_a_claim_lacks_is_named() {
    let words = claim_words(&standing("stage=3|inside=some", &["from=urn:2|to=urn:1|phase=2"])).unwrap();
    let lacks = "systematic sharing inside, two schools at experience or deeper (1 now), a tie that goes both ways";
    assert_eq!(words, format!("claimed 3, ties support 2: needs {lacks}"));
}

#[test]
fn a_tie_that_sleeps_or_has_ended_shows_nothing() {
    let asleep = standing_of("stage=2", &["from=urn:2|to=urn:1|phase=2|last_active=2024-01-10"]);
    assert_eq!(asleep.supported.unwrap().claim, Claim::Over);
    let ended = standing_of("stage=2", &["from=urn:2|to=urn:1|phase=2|last_active=2026-01-10|ended=2026-02-01"]);
    assert_eq!(ended.supported.unwrap().claim, Claim::Over);
}

#[test]
fn a_tie_without_a_date_or_a_phase_leaves_it_open() {
    let undated = standing_of("stage=2", &["from=urn:2|to=urn:1|phase=2"]);
    assert_eq!(
        claim_words(&undated).unwrap(),
        "stage 2 cannot be shown: 1 tie has no date or no phase; not seen: an active tie or sharing inside"
    );
    let phaseless = ["from=urn:1|to=urn:2|mutual=yes", "from=urn:3|to=urn:1|phase=2"];
    check("stage=3|inside=systematic", &phaseless, Claim::CannotSay, 2);
}

#[test]
fn a_map_without_ties_is_no_evidence() {
    let members = record(RecordKind::Member, "id=urn:1|kind=school|name=Ash");
    let rating = record(RecordKind::Rating, "id=r:1|member=urn:1|on=2026-02-01|by=Priya|stage=2");
    let network = Network::from_records(About::default(), vec![members, rating]).unwrap();
    let standing = standings(&network, today(), &Rules::built_in()).remove("urn:1").unwrap();
    assert_eq!(standing.supported.unwrap().claim, Claim::CannotSay);
}

#[test]
fn nobody_rated_is_measured_against_nothing_and_the_stage_shown_is_told_all_the_same() {
    let unrated = standing("phase=2", &THREE);
    let supported = unrated.supported.as_ref().unwrap();
    assert_eq!((supported.claim, supported.stage.number()), (Claim::Unrated, 2));
    let words = claim_words(&unrated).unwrap();
    assert_eq!(words, "ties support 2, not rated; whether stage 3 is shown, nobody can say: how far sharing goes inside is not recorded");
    let systematic = claim_words(&standing("phase=2|inside=systematic", &THREE)).unwrap();
    assert!(systematic.starts_with("ties support 3, not rated; stage 4 needs a tie of coaching"), "{systematic}");
}
