//! The filter language: who passes, and how a wrong expression is told.

use permea::{model::Member, report::Filter};
use proptest::prelude::*;

use crate::invented;

/// The numbers of the members that pass, without what all schools share.
fn passing(expression: &str) -> Vec<String> {
    let analysis = invented::analysis();
    let filter = Filter::new(expression, &analysis).unwrap_or_else(|error| panic!("{error}"));
    filter.members(&analysis).map(|member| member.id.as_str().replace("urn:9000", "")).collect()
}

fn check(expression: &str, expected: &[&str]) {
    assert_eq!(passing(expression), expected, "{expression}");
}

fn error(expression: &str) -> String {
    Filter::new(expression, &invented::analysis()).expect_err(expression).to_string()
}

#[test]
fn words_are_equal_without_case_accents_and_apostrophes() {
    check("name = \"st mary's birch\"", &["02"]);
    check("name = ST MARYS BIRCH or name = ash high", &["01", "02"]);
}

#[test]
fn a_closed_word_may_be_written_with_spaces() {
    check("education = all through", &["05"]);
}

#[test]
fn contains_ignores_case() {
    check("name ~ IVY", &["09", "10"]);
    check("name ~ \"&\"", &[]);
}

#[test]
fn numbers_are_compared_as_numbers() {
    check("pupils < 900", &["02", "04"]);
    check("pupils <= 900", &["01", "02", "04"]);
    check("fsm_percent >= 30%", &["02"]);
    check("ward > 9", &["01"]);
}

#[test]
fn a_list_holds_one_of_its_values() {
    check("stage in (1, initiation)", &["01", "03"]);
    check("stage not in (1)", &["01"]);
}

#[test]
fn a_withdrawn_rating_does_not_count() {
    check("stage = 4", &[]);
    check("stage = 2", &["01"]);
}

#[test]
fn a_comparison_with_what_is_missing_is_false() {
    check("kind = school and pupils != 900 and authority = Northshire", &["02"]);
    check("stage < 4 or stage >= 4", &["01", "03"]);
}

#[test]
fn what_is_missing_can_be_asked_for() {
    check("authority = Southshire and stage = ?", &["04", "05"]);
    check("stage != none", &["01", "03"]);
}

#[test]
fn a_heading_that_says_none_is_not_missing() {
    check("Diocese = \"None\"", &["01"]);
    check("Diocese != ?", &["01"]);
}

#[test]
fn and_binds_closer_than_or_and_brackets_closest() {
    check("stage = 1 or stage = 2 and authority = Southshire", &["03"]);
    check("(stage = 1 or stage = 2) and not authority = Southshire", &["01"]);
}

#[test]
fn days_are_compared_with_days_and_years() {
    check("last_contact >= 2026-02-01", &["01"]);
    check("last_contact > 2026-02-01", &[]);
    check("stage_on = 2025", &["01", "03"]);
}

#[test]
fn a_measure_without_a_year_is_the_latest_one() {
    check("attainment 8 > 40", &["01", "09"]);
    check("\"Attainment 8, 2018\" > 40", &["01"]);
    check("Attainment 8, 2018 > 50.1", &[]);
    check("Progress 8 < 0", &["01"]);
}

#[test]
fn a_suppressed_figure_is_missing_and_can_be_found_by_its_mark() {
    check("\"Attainment 8, 2019\" = SUPP", &["03"]);
    check("\"Attainment 8, 2019\" < 1000", &["01", "09"]);
}

#[test]
fn ties_reach_either_way_and_ended_ones_do_not() {
    check("within 0 of urn:900002", &["02"]);
    check("within 1 of urn:800002", &["01", "02", "03"]);
    check("within 2 ties of Ash High", &["01", "02", "03"]);
    check("within 3 of 900001 and kind = source", &["m:research"]);
}

#[test]
fn near_counts_kilometres_on_the_grid() {
    check("near 5 km of urn:900001", &["01", "02"]);
    check("near 4.9km of urn:900001", &["01"]);
}

#[test]
fn a_sponsor_or_federation_is_no_trust() {
    check("trust = Invented Trust", &["01"]);
}

#[test]
fn a_phase_that_nobody_rated_comes_from_the_ties() {
    check("phase = experience and phase_from = ties", &["02"]);
    check("phase = 3", &["01"]);
}

#[test]
fn a_mistyped_field_is_told_with_a_caret() {
    assert_eq!(
        error("kind = school and stge = 1"),
        "  kind = school and stge = 1\n                    ^^^^\nthere is no field `stge`; did you mean `stage`?"
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_told_with_a_caret() {
    assert_eq!(error("pupils > many"), "  pupils > many\n           ^^^^\n`pupils` holds numbers, and `many` is none");
    assert!(error("stage = 9").contains("`9` is not a stage from 1"));
    assert!(error("education = kindergarten").contains("nursery, primary"));
}

#[test]
fn what_is_not_finished_is_told_at_its_end() {
    for expression in [
        "",
        "stage",
        "stage =",
        "(stage = 1",
        "stage = 1 and",
        "stage in (1",
        "stage in",
        "within 2",
        "within x of 1",
        "name = \"Ash",
        "near 5 km of",
        "not",
        ")",
        "flag:",
        "and stage = 1",
        "stage = 1)",
    ] {
        let told = error(expression);
        assert_eq!(told.lines().nth(1).map(str::trim_start).map(|caret| caret.starts_with('^')), Some(true), "{expression}: {told}");
    }
}

#[test]
fn a_value_with_a_comma_is_put_in_quotes() {
    check("name = \"St. Mary's, Birch\"", &["02"]);
    assert!(error("name = St. Mary's, Birch").contains("quotes"));
}

#[test]
fn an_unknown_pattern_is_told_the_names_there_are() {
    assert!(error("flag:costing").contains("did you mean `coasting`"));
}

#[test]
fn a_member_that_two_names_fit_is_told_both() {
    let told = error("within 1 of Ivy");
    assert!(told.contains("urn:900009") && told.contains("urn:900010"), "{told}");
}

#[test]
fn brackets_without_end_are_refused_and_do_no_harm() {
    let deep = format!("{}stage = 1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(error(&deep).contains("brackets"));
    check(&format!("{} stage = 1", "not ".repeat(100_000)), &["03"]);
}

#[test]
fn a_record_on_its_way_in_is_asked_by_its_own_fields() {
    let network = permea::model::Network::default();
    let member: Member = invented::network().member("urn:900001").unwrap().clone();
    let passes = |expression: &str| Filter::for_records(expression, &network).unwrap().passes_record(&member);
    assert!(passes("authority = northshire and \"Diocese\" = \"None\""));
    assert!(!passes("stage = 2"));
    assert!(passes("stage = ?"));
}

#[test]
fn a_member_is_found_by_id_number_and_name() {
    let network = invented::network();
    for typed in ["urn:900002", "urn:800002", "800002", "900002", "st marys birch", "St. Mary’s, Birch", "birch"] {
        assert_eq!(network.find_member(typed).map(|member| member.id.as_str()), Ok("urn:900002"), "{typed}");
    }
    assert!(network.find_member("Ivy").is_err());
}

proptest! {
    #[test]
    fn no_expression_stops_the_program(expression in "\\PC{0,60}") {
        if let Err(error) = Filter::new(&expression, &invented::analysis()) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn no_row_of_pieces_stops_the_program(pieces in proptest::collection::vec(
        prop_oneof![Just("stage"), Just("="), Just("1"), Just("and"), Just("or"), Just("not"), Just("("), Just(")"), Just(","), Just("in"),
            Just("within"), Just("near"), Just("km"), Just("of"), Just("flag:any"), Just("\"x\""), Just("\""), Just("~"), Just("urn:900001"), Just("?")], 0..14)) {
        if let Err(error) = Filter::new(&pieces.join(" "), &invented::analysis()) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
