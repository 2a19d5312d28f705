//! Coasting: fires, just does not, missing data.

use permea::{
    finding::{Finding, Pattern, Strength, Verdict},
    model::Year,
};

use crate::school::{Map, coaster};

const PUBLISHED: &str = "(coasting: (basis: published))";

fn coasting(map: &Map) -> Finding {
    map.analysis().why("urn:1", Pattern::Coasting).unwrap()
}

fn check(map: &Map, verdict: Verdict, strength: Option<Strength>) {
    let found = coasting(map);
    assert_eq!((found.verdict, found.strength), (verdict, strength), "{found:#?}");
}

fn check_published(map: &Map, verdict: Verdict, strength: Option<Strength>) {
    let found = map.analysis_under(PUBLISHED).why("urn:1", Pattern::Coasting).unwrap();
    assert_eq!((found.verdict, found.strength), (verdict, strength), "{found:#?}");
}

fn check_missing(map: &Map, phrase: &str) {
    let found = coasting(map);
    assert!(found.missing.iter().any(|missing| missing.contains(phrase)), "{:?}", found.missing);
}

#[test]
fn three_years_below_the_family_beyond_noise_are_persistent() {
    check(&coaster(10, ["0", "0", "0"]), Verdict::Met, Some(Strength::Persistent));
}

#[test]
fn three_years_inside_the_noise_of_each_are_persistent_if_the_pooled_gap_is_beyond_it() {
    // 1.96 · 1.282479 / √150 is 0.205; pooled over 450 pupils it is 0.118.
    check(&coaster(10, ["0.35", "0.35", "0.35"]), Verdict::Met, Some(Strength::Persistent));
    check(&coaster(10, ["0.4", "0.4", "0.4"]), Verdict::Met, Some(Strength::Signal));
}

#[test]
fn one_earlier_year_at_the_median_leaves_this_year() {
    check(&coaster(10, ["0", "0.5", "0"]), Verdict::Met, Some(Strength::ThisYear));
}

#[test]
fn a_figure_at_the_median_is_not_below_it() {
    check(&coaster(10, ["0", "0", "0.5"]), Verdict::NotMet, None);
}

#[test]
fn attainment_at_the_national_figure_is_not_above_it() {
    let map = coaster(10, ["0", "0", "0"]).national("Attainment 8", 2022, "50").figure("urn:1", ("Attainment 8", 2022), "50", 150);
    check(&map, Verdict::NotMet, None);
}

#[test]
fn a_missing_earlier_year_is_at_most_this_year_and_is_named() {
    let map = coaster(10, ["", "0", "0"]);
    check(&map, Verdict::Met, Some(Strength::ThisYear));
    check_missing(&map, "Progress 8 for 2017");
}

#[test]
fn a_missing_figure_of_the_latest_year_is_cannot_say_and_is_named() {
    let map = coaster(10, ["0", "0", ""]);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "Progress 8 for 2019");
}

#[test]
fn a_mark_of_the_publisher_is_told() {
    let map = coaster(10, ["0", "0", "LOWCOV"]);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "LOWCOV");
}

#[test]
fn years_without_examinations_are_no_gap() {
    let mut map = coaster(10, ["0.5", "0", "0"]);
    for (year, national) in [(2020, "49"), (2021, "60"), (2022, "46")] {
        map = map.national("Attainment 8", year, national).figure("urn:1", ("Attainment 8", year), "50", 150);
    }
    map = map.figure("urn:1", ("Progress 8", 2022), "0", 150);
    for number in 2..12 {
        map = map.figure(&format!("urn:{number}"), ("Progress 8", 2022), "0.5", 150);
    }
    check(&map, Verdict::Met, Some(Strength::Persistent));
}

#[test]
fn four_peers_give_no_verdict_and_five_an_indicative_one() {
    check(&coaster(4, ["0.2", "0.2", "0.2"]), Verdict::CannotSay, None);
    let five = coaster(5, ["0", "0", "0"]);
    check(&five, Verdict::Met, Some(Strength::Persistent));
    assert!(coasting(&five).title.contains("indicative, 5 peers"));
    assert!(!coasting(&coaster(10, ["0", "0", "0"])).title.contains("indicative"));
}

#[test]
fn without_a_family_it_cannot_be_told_from_strength() {
    let map = coaster(0, ["0.2", "0.2", "0.2"]);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "no family given, so coasting cannot be told from strength");
}

#[test]
fn without_a_family_progress_clearly_below_zero_is_a_signal_that_is_not_context_adjusted() {
    let map = coaster(0, ["-0.5", "-0.5", "-0.5"]);
    check(&map, Verdict::Met, Some(Strength::Signal));
    assert!(coasting(&map).title.contains("not context-adjusted"));
    check(&coaster(0, ["-0.5", "-0.5", "-0.2"]), Verdict::CannotSay, None);
}

#[test]
fn without_a_national_figure_its_name_is_asked_for() {
    let map = Map::default().school("urn:1", &[]).figure("urn:1", ("Attainment 8", 2019), "50", 150);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "cannot compare with national; enter the figure for Attainment 8, 2019");
}

#[test]
fn a_gap_without_pupils_is_shown_without_uncertainty() {
    let mut map = coaster(10, ["0", "0", ""]);
    map = map.figure("urn:1", ("Progress 8", 2019), "0", 0);
    check(&map, Verdict::Met, Some(Strength::Signal));
    check_missing(&map, "gap shown without uncertainty");
}

#[test]
fn a_published_interval_goes_before_the_computed_one() {
    let fields = [("id", "urn:1/Progress 8/2019"), ("value", "0"), ("low", "-1.2"), ("high", "0.6"), ("pupils", "150")];
    let map = coaster(10, ["0.5", "0", ""]).with(permea::model::RecordKind::Measure, &fields);
    check(&map, Verdict::Met, Some(Strength::Signal));
}

#[test]
fn five_pupils_are_too_few_and_six_are_enough() {
    let with = |pupils| coaster(10, ["0", "0", ""]).figure("urn:1", ("Progress 8", 2019), "-2", pupils);
    check(&with(5), Verdict::CannotSay, None);
    check_missing(&with(5), "cohort too small");
    check(&with(6), Verdict::Met, Some(Strength::Persistent));
}

#[test]
fn too_few_pupils_say_nothing_of_attainment_either() {
    let map = coaster(10, ["0", "0", ""]).national("Attainment 8", 2022, "60").figure("urn:1", ("Attainment 8", 2022), "50", 5);
    check(&map, Verdict::CannotSay, None);
}

#[test]
fn attainment_not_above_national_is_not_met_whatever_is_withheld_of_progress() {
    let fields = [("id", "urn:1/Progress 8/2019"), ("value", "SUPP"), ("pupils", "5")];
    let below = |attainment| {
        let mut map = coaster(10, ["0", "0", ""]).with(permea::model::RecordKind::Measure, &fields);
        for record in &mut map.records {
            if record.key() == "urn:1/Attainment 8/2019" {
                record.set_text("value", attainment).unwrap();
            }
        }
        map
    };
    check(&below("6.3"), Verdict::NotMet, None);
    check(&below("90"), Verdict::CannotSay, None);
}

#[test]
fn a_school_listed_with_marks_alone_is_told_the_mark_and_not_asked_for_its_phase() {
    let map = ["Attainment 8", "Progress 8"].into_iter().fold(
        coaster(10, ["0", "0", "0"]).school("urn:99", &[("education", "other")]),
        |map, measure| {
            let id = format!("urn:99/{measure}/2019");
            map.with(permea::model::RecordKind::Measure, &[("id", &id), ("value", "NE")])
        },
    );
    let found = map.analysis().why("urn:99", Pattern::Coasting).unwrap();
    assert_eq!(found.verdict, Verdict::CannotSay);
    assert_eq!(found.missing.first().map(ecow::EcoString::as_str), Some("Attainment 8 for 2019: the publisher printed NE in its place"));
}

#[test]
fn what_would_end_a_signal_without_a_family_names_zero_and_not_a_family() {
    let found = coasting(&coaster(0, ["-0.5", "-0.5", "-0.5"]));
    let said = format!("{} {}", found.would_change.join(" "), found.next.join(" "));
    assert!(said.contains("Progress 8 at or above zero"), "{said}");
    assert!(!said.contains("below family"), "{said}");
}

#[test]
fn what_would_end_it_is_told_apart_from_the_figure_itself() {
    let found = coasting(&coaster(10, ["0", "0", "0.496"]));
    assert!(found.would_change.join(" ").contains("Progress 8 at or above the family median of +0.500"), "{:?}", found.would_change);
}

#[test]
fn a_figure_of_a_predecessor_says_under_which_number_it_was_published() {
    let fields = [("id", "urn:1/Progress 8/2019"), ("value", "0"), ("number", "urn:5"), ("pupils", "150")];
    let found = coasting(&coaster(10, ["0", "0", ""]).with(permea::model::RecordKind::Measure, &fields));
    let fact = found.facts().find(|fact| fact.what == "Progress 8").unwrap();
    assert_eq!(fact.source.as_deref(), Some("published under the former number urn:5"));
}

#[test]
fn without_a_family_in_a_year_without_progress_there_is_no_verdict_either() {
    let map = coaster(0, ["0", "0", "0"]).national("Attainment 8", 2025, "46").figure("urn:1", ("Attainment 8", 2025), "50", 150);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "no family given");
}

#[test]
fn where_progress_is_not_published_attainment_is_held_against_the_family() {
    let mut map = coaster(10, ["0", "0", "0"]).national("Attainment 8", 2025, "46").figure("urn:1", ("Attainment 8", 2025), "50", 150);
    for number in 2..12 {
        map = map.figure(&format!("urn:{number}"), ("Attainment 8", 2025), "55", 150);
    }
    let found = coasting(&map);
    assert_eq!(found.verdict, Verdict::Met, "{found:#?}");
    check_missing(&map, "Progress 8 not published for 2025; used Attainment 8 against family");
}

#[test]
fn key_stage_2_needs_all_three_progress_scores_below() {
    let scores = ["Reading progress", "Writing progress", "Maths progress"];
    let map = |own: [&str; 3]| {
        let ids: Vec<String> = (2..12).map(|number| format!("urn:{number}")).collect();
        let mut map = Map::default().school("urn:1", &[("education", "primary")]).family(&ids);
        map = map.national("RWM expected", 2019, "65").figure("urn:1", ("RWM expected", 2019), "72", 60);
        for (score, value) in scores.into_iter().zip(own) {
            let id = format!("urn:1/{score}/2019");
            let fields = [("id", id.as_str()), ("value", value), ("low", "-1.5"), ("high", "-0.5")];
            map = map.with(permea::model::RecordKind::Measure, &fields);
        }
        for id in &ids {
            map = map.school(id, &[("education", "primary")]);
            map = scores.into_iter().fold(map, |map, score| map.figure(id, (score, 2019), "0", 60));
        }
        map
    };
    check(&map(["-1", "-1", "-1"]), Verdict::Met, Some(Strength::ThisYear));
    check(&map(["-1", "-1", "0"]), Verdict::NotMet, None);
    check(&map(["-1", "-1", "SUPP"]), Verdict::CannotSay, None);
}

#[test]
fn the_basis_published_takes_bare_numbers_of_three_years() {
    check_published(&coaster(0, ["-0.01", "-0.01", "-0.01"]), Verdict::Met, Some(Strength::Persistent));
    check_published(&coaster(0, ["0", "-0.01", "-0.01"]), Verdict::Met, Some(Strength::ThisYear));
    check_published(&coaster(0, ["-0.01", "-0.01", "0"]), Verdict::NotMet, None);
    check_published(&coaster(0, ["-0.01", "-0.01", ""]), Verdict::CannotSay, None);
}

#[test]
fn the_words_say_which_basis_was_used_and_never_that_it_is_a_legal_label() {
    let family = coasting(&coaster(10, ["0", "0", "0"]));
    assert!(family.title.contains("below family"), "{}", family.title);
    let published = coaster(0, ["-0.1", "-0.1", "-0.1"]).analysis_under(PUBLISHED).why("urn:1", Pattern::Coasting).unwrap();
    assert!(published.title.contains("basis published"), "{}", published.title);
    for finding in [family, published] {
        assert!(!finding.title.to_lowercase().contains("coasting"), "{}", finding.title);
    }
}

#[test]
fn not_met_is_never_called_fine() {
    let found = coasting(&coaster(10, ["0", "0", "0.9"]));
    let said = format!("{} {}", found.title, found.would_change.join(" ")).to_lowercase();
    for word in ["fine", "good", "no concern", "ok"] {
        assert!(!said.split_whitespace().any(|said| said == word), "{said}");
    }
}

#[test]
fn a_school_without_phase_of_education_is_judged_by_the_attainment_it_has() {
    let mut map = coaster(10, ["0", "0", "0"]);
    for record in &mut map.records {
        if record.key() == "urn:1" {
            record.set_text("education", "").unwrap();
        }
    }
    check(&map, Verdict::Met, Some(Strength::Persistent));
}

#[test]
fn a_closed_school_is_not_looked_at() {
    let mut map = coaster(10, ["0", "0", "0"]);
    for record in &mut map.records {
        if record.key() == "urn:1" {
            record.set_text("status", "closed").unwrap();
        }
    }
    assert!(map.analysis().why("urn:1", Pattern::Coasting).is_none());
}

#[test]
fn facts_carry_value_year_unit_bar_interval_pupils_and_source() {
    let found = coasting(&coaster(10, ["0", "0", "0"]));
    let fact = found.facts().find(|fact| fact.what == "Progress 8").unwrap();
    assert_eq!((fact.year.map(Year::get), fact.value, fact.other, fact.pupils), (Some(2019), Some(0.0), Some(0.5), Some(150)));
    assert_eq!((fact.unit.as_deref(), fact.compared_with.as_deref()), (Some("grades"), Some("family median (10 peers)")));
    assert_eq!(fact.source.as_deref(), Some("invented.csv:2"));
    assert!((fact.high.unwrap() - 0.2052).abs() < 1e-3 && (fact.low.unwrap() + 0.2052).abs() < 1e-3);
}

#[test]
fn figures_of_another_year_or_measure_are_refused() {
    // National figures of 2019 beside the school's of 2018: nothing is compared across years.
    let map = Map::default().school("urn:1", &[]).national("Attainment 8", 2019, "46").figure("urn:1", ("Attainment 8", 2018), "50", 150);
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "Attainment 8 for 2019");
    // Peers with figures of another year have no say either.
    let mut map = coaster(0, ["", "", "0"]).family(&(2..12).map(|number| format!("urn:{number}")).collect::<Vec<_>>());
    for number in 2..12 {
        let id = format!("urn:{number}");
        map = map.school(&id, &[]).figure(&id, ("Progress 8", 2018), "0.5", 150);
    }
    check(&map, Verdict::CannotSay, None);
    check_missing(&map, "0 peers of its family with Progress 8 for 2019");
    // A national figure of another measure is none.
    let map = Map::default().school("urn:1", &[]).national("EBacc APS", 2019, "4").figure("urn:1", ("Attainment 8", 2019), "50", 150);
    check_missing(&map, "cannot compare with national; enter the figure for Attainment 8, 2019");
}

#[test]
fn a_suppressed_figure_is_never_zero() {
    // Were SUPP read as 0, the median of these peers would be 0 and the school level with it.
    let mut map = coaster(5, ["0", "0", "0"]);
    for number in 20..30 {
        let id = format!("urn:{number}");
        map = map.school(&id, &[]).figure(&id, ("Progress 8", 2019), "SUPP", 150);
        let (row, rank) = (format!("y:{number}"), number.to_string());
        let fields = [("id", row.as_str()), ("member", "urn:1"), ("peer", &id), ("rank", &rank), ("list", "Invented"), ("year", "2019")];
        map = map.with(permea::model::RecordKind::Family, &fields);
    }
    let found = coasting(&map);
    let fact = found.facts().find(|fact| fact.what == "Progress 8" && fact.year.map(Year::get) == Some(2019)).unwrap();
    assert_eq!((fact.other, fact.compared_with.as_deref()), (Some(0.5), Some("family median (5 peers)")));
    check(&coaster(10, ["0", "0", "SUPP"]), Verdict::CannotSay, None);
    check_missing(&coaster(10, ["0", "0", "SUPP"]), "SUPP");
}

#[test]
fn an_upper_limit_at_the_median_is_inside_the_noise() {
    let with = |high| {
        let fields = [("id", "urn:1/Progress 8/2019"), ("value", "0"), ("low", "-0.5"), ("high", high), ("pupils", "150")];
        coaster(10, ["0.5", "0", ""]).with(permea::model::RecordKind::Measure, &fields)
    };
    check(&with("0.5"), Verdict::Met, Some(Strength::Signal));
    check(&with("0.499"), Verdict::Met, Some(Strength::ThisYear));
}

#[test]
fn ten_pupils_are_too_few_at_key_stage_2_and_eleven_are_enough() {
    let ids: Vec<String> = (2..12).map(|number| format!("urn:{number}")).collect();
    let of = |pupils| {
        let map = Map::default().school("urn:1", &[("education", "primary")]).family(&ids).national("RWM expected", 2024, "61");
        let map = map.figure("urn:1", ("RWM expected", 2024), "70", pupils);
        ids.iter().fold(map, |map, id| map.school(id, &[("education", "primary")]).figure(id, ("RWM expected", 2024), "99", 60))
    };
    check(&of(10), Verdict::CannotSay, None);
    check_missing(&of(10), "cohort too small, pool years");
    assert_eq!(coasting(&of(11)).verdict, Verdict::Met);
    check_missing(&of(11), "not published for 2024; used RWM expected against family");
}

#[test]
fn a_national_figure_and_a_median_say_where_they_stand() {
    let map = coaster(10, ["0", "0", "0"])
        .with(permea::model::RecordKind::NationalFigure, &[("id", "EBacc APS/2019"), ("value", "4"), ("from", "national.csv:3")]);
    let found = coasting(&map);
    let sources: Vec<Option<&str>> = found.facts().filter(|fact| fact.other.is_some()).map(|fact| fact.other_source.as_deref()).collect();
    assert!(sources.contains(&Some("entered by hand")) && sources.contains(&Some("the median of their own figures")), "{sources:?}");
}

#[test]
fn a_statutory_status_is_told_only_where_it_was_entered_and_plays_no_part() {
    let mut map = coaster(10, ["0", "0", "0"]);
    assert!(!coasting(&map).rule.iter().any(|line| line.text.contains("Statutory status")));
    let before = coasting(&map).strength;
    for record in &mut map.records {
        if let permea::model::Record::Member(member) = record
            && member.id.as_str() == "urn:1"
        {
            member.own.insert("Statutory status".into(), "coasting school, letter of 2026".into());
        }
    }
    let found = coasting(&map);
    assert!(found.rule.iter().any(|line| line.text.contains("inspection grades since 2022")), "{:#?}", found.rule);
    assert_eq!(found.strength, before);
}
