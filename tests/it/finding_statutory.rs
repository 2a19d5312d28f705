//! The tests of the 2017 regulations on invented schools: every clause met, just not met, and with something missing.

use permea::{
    finding::{Finding, Pattern, Strength, Verdict},
    model::RecordKind,
};

use crate::school::Map;

const BASIS: &str = "(coasting: (basis: statutory_2017))";
const MET: (Verdict, Option<Strength>) = (Verdict::Met, Some(Strength::Persistent));
const NOT: (Verdict, Option<Strength>) = (Verdict::NotMet, None);
const SILENT: (Verdict, Option<Strength>) = (Verdict::CannotSay, None);

fn find(map: &Map) -> Finding {
    map.analysis_under(BASIS).why("urn:1", Pattern::Coasting).unwrap()
}

fn check(map: &Map, expected: (Verdict, Option<Strength>)) {
    let found = find(map);
    assert_eq!((found.verdict, found.strength), expected, "{found:#?}");
    assert!(!found.title.is_empty() && !found.would_change.is_empty(), "{found:#?}");
}

fn missing(map: &Map, phrase: &str) {
    check(map, SILENT);
    let found = find(map);
    assert!(found.missing.iter().any(|missing| missing.contains(phrase)), "{:?}", found.missing);
}

/// A figure of `urn:1` with its pupils and its upper confidence limit; blank texts are left out.
fn figure(map: Map, measure: &str, year: u16, [value, high, pupils]: [&str; 3]) -> Map {
    let id = format!("urn:1/{measure}/{year}");
    let low = if high.is_empty() { "" } else { "-9" };
    map.with(RecordKind::Measure, &[("id", &id), ("value", value), ("low", low), ("high", high), ("pupils", pupils)])
}

/// A secondary school with this Progress 8 in 2017, 2018 and 2019.
fn secondary(years: [[&str; 3]; 3]) -> Map {
    (2017..).zip(years).fold(Map::default().school("urn:1", &[]), |map, (year, cells)| figure(map, "Progress 8", year, cells))
}

const LOW: [&str; 3] = ["-0.3", "-0.01", "120"];

#[test]
fn progress_8_below_a_quarter_with_its_limit_below_zero_in_three_years_is_within() {
    check(&secondary([LOW, LOW, LOW]), MET);
    check(&secondary([LOW, LOW, ["-0.25", "-0.01", "120"]]), NOT);
    check(&secondary([LOW, ["-0.26", "0", "120"], LOW]), NOT);
    check(&secondary([["-0.26", "-0.001", "120"], LOW, LOW]), MET);
    check(&secondary([["0.4", "0.6", "120"], LOW, LOW]), NOT);
}

#[test]
fn attainment_and_family_play_no_part() {
    let map = secondary([LOW, LOW, LOW]).national("Attainment 8", 2019, "46");
    check(&figure(map, "Attainment 8", 2019, ["80", "", "120"]), MET);
}

#[test]
fn the_limit_is_computed_from_pupils_where_it_is_not_published() {
    // 1.96 · 1.282479 / √100 is 0.251, √105 gives 0.245.
    check(&secondary([LOW, LOW, ["-0.251", "", "100"]]), NOT);
    check(&secondary([LOW, LOW, ["-0.251", "", "105"]]), MET);
    missing(&secondary([LOW, LOW, ["-0.3", "", ""]]), "upper confidence limit of Progress 8 for 2019");
}

#[test]
fn a_year_without_a_figure_is_asked_for_and_a_mark_is_never_a_figure() {
    let two = [LOW, LOW];
    let map = (2018..).zip(two).fold(Map::default().school("urn:1", &[]), |map, (year, cells)| figure(map, "Progress 8", year, cells));
    missing(&map, "Progress 8 for 2017");
    missing(&secondary([LOW, ["SUPP", "", "120"], LOW]), "the publisher printed SUPP");
    missing(&Map::default().school("urn:1", &[]), "figures of 2014 to 2019");
    check(&secondary([LOW, ["SUPP", "", "120"], ["0.1", "0.3", "120"]]), NOT);
}

#[test]
fn six_pupils_are_enough_at_key_stage_4_and_five_are_left_out() {
    let six = ["-2", "-0.9", "6"];
    check(&secondary([LOW, LOW, six]), MET);
    check(&secondary([LOW, LOW, ["-2", "-0.9", "5"]]), NOT);
    assert!(find(&secondary([LOW, LOW, ["-2", "-0.9", "5"]])).title.contains("leave it out: 5 pupils"));
    missing(&secondary([LOW, LOW, ["-2", "-0.9", ""]]), "the pupils at the end of the key stage in 2019");
}

#[test]
fn low_coverage_special_schools_and_others_of_regulation_3_are_left_out() {
    let covered = secondary([LOW, ["LOWCOV", "", "120"], LOW]);
    check(&covered, NOT);
    assert!(find(&covered).title.contains("LOWCOV"));
    for (field, value) in [("group", "special"), ("group", "alternative"), ("group", "independent")] {
        let years = (2017..=2019).fold(Map::default().school("urn:1", &[(field, value)]), |map, year| figure(map, "Progress 8", year, LOW));
        check(&years, NOT);
        assert!(find(&years).title.contains("leave it out"), "{value}");
    }
}

#[test]
fn the_years_before_progress_8_have_tests_of_their_own() {
    let school = |a: &str, e: &str, m: &str| {
        let map = figure(Map::default().school("urn:1", &[]), "Progress 8", 2016, LOW);
        (2014..=2015).fold(map, |map, year| {
            let map = figure(map, "5 A*-C with English and maths", year, [a, "", "100"]);
            figure(figure(map, "KS4 English expected progress", year, [e, "", "100"]), "KS4 maths expected progress", year, [m, "", "100"])
        })
    };
    check(&school("59", "72", "66"), MET);
    check(&school("60", "72", "66"), NOT);
    // 73 is below the 74 of 2014 and not below the 73 of 2015.
    check(&school("59", "73", "66"), NOT);
    check(&school("59", "72", "67"), NOT);
    missing(&figure(Map::default().school("urn:1", &[]), "Progress 8", 2016, LOW), "5 A*-C with English and maths for 2014");
    // A school that opted in to Progress 8 early must be below there too.
    check(&figure(school("59", "72", "66"), "Progress 8", 2015, LOW), MET);
    check(&figure(school("59", "72", "66"), "Progress 8", 2015, ["-0.2", "-0.01", "100"]), NOT);
}

#[test]
fn eleven_pupils_were_needed_until_2015() {
    let school = |pupils: &str| {
        let map = figure(Map::default().school("urn:1", &[]), "Progress 8", 2016, ["-2", "-0.9", "6"]);
        (2014..=2015).fold(map, |map, year| {
            let map = figure(map, "5 A*-C with English and maths", year, ["10", "", pupils]);
            figure(
                figure(map, "KS4 English expected progress", year, ["10", "", pupils]),
                "KS4 maths expected progress",
                year,
                ["10", "", pupils],
            )
        })
    };
    check(&school("11"), MET);
    check(&school("10"), NOT);
}

/// A primary school with this attainment and these three progress scores, each with its limit, in 2017 to 2019.
fn primary(attainment: &str, scores: [[&str; 2]; 3], pupils: &str) -> Map {
    (2017..=2019).fold(Map::default().school("urn:1", &[("education", "primary")]), |map, year| {
        let map = figure(map, "RWM expected", year, [attainment, "", pupils]);
        let named = ["Reading progress", "Writing progress", "Maths progress"].into_iter().zip(scores);
        named.fold(map, |map, (measure, [value, high])| figure(map, measure, year, [value, high, ""]))
    })
}

#[test]
fn at_key_stage_2_any_one_score_with_its_limit_is_enough_beside_low_attainment() {
    let (low, fine) = (["-2.6", "-0.1"], ["1", "2"]);
    check(&primary("84", [low, fine, fine], "30"), MET);
    check(&primary("85", [low, fine, fine], "30"), NOT);
    check(&primary("84", [["-2.5", "-0.1"], fine, fine], "30"), NOT);
    // Writing has a bar of its own.
    check(&primary("84", [fine, ["-2.6", "-0.1"], fine], "30"), NOT);
    check(&primary("84", [fine, ["-3.6", "-0.1"], fine], "30"), MET);
    // The limit must belong to the score that is below.
    check(&primary("84", [["-2.6", "0.4"], fine, ["-2.4", "-0.1"]], "30"), NOT);
    check(&primary("84", [["-2.6", "0.4"], fine, ["-2.6", "-0.1"]], "30"), MET);
    missing(&primary("84", [["SUPP", ""], fine, fine], "30"), "Reading progress for 2019: the publisher printed SUPP");
    check(&primary("84", [["SUPP", ""], fine, low], "30"), MET);
}

#[test]
fn eleven_pupils_are_enough_at_key_stage_2_and_ten_are_left_out() {
    let scores = [["-9", "-1"], ["1", "2"], ["1", "2"]];
    check(&primary("10", scores, "11"), MET);
    check(&primary("10", scores, "10"), NOT);
}

#[test]
fn the_years_before_scaled_scores_ask_for_all_three_at_key_stage_2() {
    let school = |writing_2015: &str| {
        let map = figure(Map::default().school("urn:1", &[("education", "primary")]), "RWM expected", 2016, ["84", "", "30"]);
        let map = figure(map, "Reading progress", 2016, ["-2.6", "-0.1", ""]);
        [(2014, "95"), (2015, writing_2015)].into_iter().fold(map, |map, (year, writing)| {
            let map = figure(map, "RWM level 4", year, ["84", "", "30"]);
            let map = figure(map, "Reading expected progress", year, ["93", "", "30"]);
            let map = figure(map, "Writing expected progress", year, [writing, "", "30"]);
            figure(map, "Maths expected progress", year, ["92", "", "30"])
        })
    };
    check(&school("96"), MET);
    check(&school("97"), NOT);
}

#[test]
fn years_after_the_tests_were_last_applied_play_no_part() {
    let later = (2022..=2024).fold(secondary([LOW, LOW, LOW]), |map, year| figure(map, "Progress 8", year, ["0.5", "0.9", "120"]));
    check(&later, MET);
}

#[test]
fn the_words_name_the_basis_and_that_the_label_has_changed_its_meaning() {
    let found = find(&secondary([LOW, LOW, LOW]));
    assert!(found.title.contains("basis statutory_2017") && found.title.contains("since 2022"), "{}", found.title);
    assert!(found.rule.iter().any(|line| line.text.contains("SI 2022/720") && line.text.contains("SI 2025/1120")), "{:#?}", found.rule);
    let fact = found.facts().find(|fact| fact.what == "Progress 8").unwrap();
    assert_eq!((fact.other, fact.other_source.as_deref()), (Some(-0.25), Some("SI 2017/9")));
}
