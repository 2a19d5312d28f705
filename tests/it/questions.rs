//! Questions about a map as a shell asks them: answers, exit codes, streams.

use serde_json::Value;

use crate::shell::Place;

const DAY: &str = "--as-of=2026-09-20";

fn names(value: &Value, field: &str) -> Vec<String> {
    value.as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
}

#[test]
fn triage_answers_in_the_shape_of_the_commands() {
    let answer = Place::with_demo().permea(&["triage", "map.ron", DAY, "--format", "json"]).json();
    assert_eq!((&answer["permea"], &answer["kind"], &answer["as_of"]), (&1.into(), &"triage".into(), &"2026-09-20".into()));
    let finding = &answer["findings"][0];
    for field in ["member", "name", "pattern", "strength", "severity", "title", "facts", "missing", "next"] {
        assert!(!finding[field].is_null(), "{field} in {finding:#}");
    }
    assert_eq!(finding["verdict"], "met");
    assert!(!answer["cannot_say"][0]["missing"].as_array().unwrap().is_empty());
}

#[test]
fn the_worst_finding_comes_first() {
    let answer = Place::with_demo().permea(&["triage", "map.ron", DAY, "--format", "json"]).json();
    let severities: Vec<u64> = answer["findings"].as_array().unwrap().iter().map(|finding| finding["severity"].as_u64().unwrap()).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b), "{severities:?}");
}

#[test]
fn counts_add_up_to_the_open_members_that_are_asked_about() {
    let place = Place::with_demo();
    for (filter, limit) in [("kind = school", "1000"), ("authority = Northshire", "1"), ("stage = ?", "0")] {
        let answer = place.permea(&["triage", "map.ron", DAY, "--format=json", "--where", filter, "--limit", limit]).json();
        let rows = place
            .permea(&[
                "list",
                "map.ron",
                DAY,
                "--format=json",
                "--where",
                &format!("({filter}) and kind != source and status in (open, closing)"),
            ])
            .json();
        let rows = rows["rows"].as_array().unwrap();
        let schools = rows.iter().filter(|row| row["kind"] == "school").count() as u64;
        for (pattern, counts) in answer["counts"].as_object().unwrap() {
            let sum: u64 = ["met", "not_met", "cannot_say"].iter().map(|verdict| counts[verdict].as_u64().unwrap()).sum();
            let is_of_bodies = ["broker_overload", "fragile_bridge"].contains(&pattern.as_str());
            assert_eq!(sum, if is_of_bodies { rows.len() as u64 } else { schools }, "{pattern} where {filter}");
        }
        assert!(answer["findings"].as_array().unwrap().len() as u64 <= limit.parse().unwrap());
    }
}

#[test]
fn the_limit_cuts_findings_and_nothing_else() {
    let place = Place::with_demo();
    let whole = place.permea(&["triage", "map.ron", DAY, "--format=json"]).json();
    let cut = place.permea(&["triage", "map.ron", DAY, "--format=json", "--limit=1"]).json();
    assert_eq!(cut["findings"].as_array().unwrap().len(), 1);
    assert_eq!((&cut["cannot_say"], &cut["counts"]), (&whole["cannot_say"], &whole["counts"]));
}

#[test]
fn a_pattern_can_be_asked_for_alone() {
    let answer = Place::with_demo().permea(&["triage", "map.ron", DAY, "--format=json", "--pattern", "condoned-failure"]).json();
    assert!(names(&answer["findings"], "pattern").iter().all(|pattern| pattern == "condoned_failure"));
    assert_eq!(answer["counts"].as_object().unwrap().keys().collect::<Vec<_>>(), ["condoned_failure"]);
}

#[test]
fn the_text_says_that_no_flag_is_no_praise() {
    for command in [["triage", "map.ron"], ["list", "map.ron"]] {
        let answer = Place::with_demo().permea(&command);
        assert!(answer.out.contains("No flag does not mean that all is well"), "{}", answer.out);
    }
}

#[test]
fn no_line_of_text_is_wider_than_the_narrowest_terminal() {
    let place = Place::with_demo();
    let questions: [&[&str]; 4] = [
        &["triage", "map.ron", DAY],
        &["why", "map.ron", "urn:900001", "condoned_failure", DAY],
        &["show", "map.ron", "urn:900001", DAY],
        &["peers", "map.ron", "urn:900003", DAY],
    ];
    for question in questions {
        let answer = place.permea(question);
        assert_eq!(answer.code, 0, "{}", answer.err);
        for line in answer.out.lines() {
            assert!(line.chars().count() <= 80, "{question:?}: {line}");
        }
    }
}

#[test]
fn the_same_question_is_answered_with_the_same_bytes() {
    let place = Place::with_demo();
    let question = ["triage", "map.ron", DAY, "--format", "json"];
    assert_eq!(place.permea(&question).out, place.permea(&question).out);
}

#[test]
fn why_shows_the_rule_line_by_line() {
    let answer = Place::with_demo().permea(&["why", "map.ron", "Harrowfen", "condoned_failure", DAY, "--format=json"]).json();
    assert_eq!((&answer["kind"], &answer["member"]), (&"why".into(), &"urn:900001".into()));
    let lines = answer["rule"].as_array().unwrap();
    assert!(!lines.is_empty() && lines.iter().all(|line| line["met"].is_boolean() || line["met"].is_null()), "{lines:?}");
    assert!(answer["would_change"].is_array());
}

#[test]
fn why_before_the_rating_cannot_say_and_names_it() {
    let answer =
        Place::with_demo().permea(&["why", "map.ron", "urn:900001", "condoned_failure", "--as-of=2026-03-02", "--format=json"]).json();
    assert_eq!((&answer["verdict"], &answer["strength"]), (&"cannot_say".into(), &Value::Null));
    assert!(answer["missing"].to_string().contains("not rated"));
}

#[test]
fn what_is_not_known_is_listed_once_on_the_page_and_as_what_would_change_it_in_json() {
    let place = Place::with_demo();
    let question = ["why", "map.ron", "urn:900001", "condoned_failure", "--as-of=2026-03-02"];
    let page = place.permea(&question).out;
    assert!(page.contains("What is not known") && !page.contains("First to settle"), "{page}");
    let answer = place.permea(&[&question[..], &["--format=json"]].concat()).json();
    assert!(answer["would_change"].to_string().contains("First to settle"), "{answer}");
}

#[test]
fn a_pattern_that_does_not_apply_is_told_and_ends_with_one() {
    let answer = Place::with_demo().permea(&["why", "map.ron", "m:research", "coasting"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("open schools only"), "{}", answer.err);
}

#[test]
fn an_unknown_pattern_is_wrong_usage() {
    let answer = Place::with_demo().permea(&["why", "map.ron", "urn:900001", "costing"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("condoned_failure"), "{}", answer.err);
}

#[test]
fn show_answers_with_everything_about_a_member() {
    let answer = Place::with_demo().permea(&["show", "map.ron", "urn:900001", DAY, "--format=json"]).json();
    for field in ["member", "ratings", "ties", "memberships", "measures", "responses", "findings"] {
        assert!(!answer[field].is_null(), "{field}");
    }
    assert_eq!(answer["member"]["id"], "urn:900001");
    let measure = &answer["measures"][0];
    assert!(measure["year"].is_number() && (measure["value"].is_number() || measure["mark"].is_string()), "{measure}");
}

#[test]
fn a_name_that_several_have_lists_them_and_ends_with_one() {
    let answer = Place::with_demo().permea(&["show", "map.ron", "Academy"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.matches("urn:").count() > 1, "{}", answer.err);
}

#[test]
fn a_name_that_nobody_has_ends_with_one() {
    assert_eq!(Place::with_demo().permea(&["show", "map.ron", "Nowhere"]).code, 1);
}

#[test]
fn a_wrong_filter_is_told_with_a_caret_and_is_wrong_usage() {
    let answer = Place::with_demo().permea(&["list", "map.ron", "--where", "stage = 1 and stge = 2"]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.contains("\n                ^^^^\n"), "{}", answer.err);
}

#[test]
fn the_list_has_the_columns_of_the_commands_first() {
    let answer = Place::with_demo().permea(&["list", "map.ron", DAY, "--format=json"]).json();
    let columns: Vec<&str> = answer["columns"].as_array().unwrap().iter().map(|column| column.as_str().unwrap()).collect();
    let wanted = "id name kind education group authority region trust status stage stage_on phase flags ties";
    assert_eq!(columns[..14].join(" "), wanted);
    assert!(columns.contains(&"Attainment 8, 2024"));
    assert_eq!(answer["rows"][0].as_object().unwrap().len(), columns.len());
}

#[test]
fn a_list_is_sorted_and_what_is_missing_stands_last_both_ways() {
    let place = Place::with_demo();
    for sort in ["stage", "-stage"] {
        let answer = place.permea(&["list", "map.ron", DAY, "--format=json", "--sort", sort]).json();
        let stages: Vec<Option<u64>> = answer["rows"].as_array().unwrap().iter().map(|row| row["stage"].as_u64()).collect();
        let known: Vec<u64> = stages.iter().flatten().copied().collect();
        assert!(if sort == "stage" { known.is_sorted() } else { known.is_sorted_by(|a, b| a >= b) }, "{stages:?}");
        assert!(stages[known.len()..].iter().all(Option::is_none), "{stages:?}");
    }
}

#[test]
fn columns_can_be_chosen_and_a_wrong_one_is_told() {
    let place = Place::with_demo();
    let answer =
        place.permea(&["list", "map.ron", "--format=csv", "--columns", "name,Attainment 8, 2024,pupils", "--where", "id = urn:900001"]);
    assert_eq!(answer.out, "name,\"Attainment 8, 2024\",pupils\nHarrowfen High,40.6,1257\n");
    let wrong = place.permea(&["list", "map.ron", "--columns", "nmae"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `name`?"), "{}", wrong.err);
}

#[test]
fn peers_answer_with_distances_and_values() {
    let answer = Place::with_demo().permea(&["peers", "map.ron", "urn:900003", "--count=5", "--format=json"]).json();
    let peers = answer["peers"].as_array().unwrap();
    assert_eq!(peers.len(), 5);
    let distances: Vec<f64> = peers.iter().map(|peer| peer["distance"].as_f64().unwrap()).collect();
    assert!(distances.is_sorted(), "{distances:?}");
    assert!(answer["measures"][0]["family_median"].is_number() && answer["variables"][0]["weight"].is_number());
}

#[test]
fn a_member_without_a_family_is_told_why() {
    let answer = Place::with_demo().permea(&["peers", "map.ron", "m:research"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("has no family"), "{}", answer.err);
}

#[test]
fn changed_rules_are_named_in_the_answer() {
    let place = Place::with_demo().holding("mine.ron", "(coasting: (basis: published))");
    let answer = place.permea(&["triage", "map.ron", DAY, "--format=json", "--rules", "mine.ron"]).json();
    assert_eq!(answer["rules"], serde_json::json!(["coasting.basis"]));
    let text = place.permea(&["triage", "map.ron", DAY, "--rules", "mine.ron"]).out;
    assert!(text.contains("Rules changed from the built-in ones: coasting.basis."), "{text}");
}

#[test]
fn the_words_to_a_school_speak_of_the_basis_that_was_used() {
    let place = Place::with_demo().holding("mine.ron", "(coasting: (basis: published))");
    let question = ["triage", "map.ron", DAY, "--format=json", "--pattern=coasting", "--rules", "mine.ron"];
    let findings = place.permea(&question).json()["findings"].as_array().unwrap().clone();
    assert!(!findings.is_empty());
    for finding in findings {
        // One kind of help goes by that name on every basis.
        let words = finding.to_string().replace("a family of schools with structured visits", "");
        assert!(words.contains("basis published") && words.contains("progress below zero") && !words.contains("family"), "{words}");
    }
}

#[test]
fn a_map_can_come_from_standard_input_and_a_form_that_is_not_there_is_wrong_usage() {
    let place = Place::with_demo();
    assert_eq!(place.permea(&["peers", "map.ron", "urn:900003", "--format=md"]).code, 2);
    assert_eq!(place.permea(&["triage", "nowhere.ron"]).code, 1);
}

#[test]
fn the_text_of_triage_names_each_school_once_with_the_figures_that_say_why() {
    let text = Place::with_demo().permea(&["triage", "map.ron", DAY]).out;
    let part = text.split("\n\n").find(|part| part.contains("Brindlecombe Academy")).unwrap();
    assert_eq!(text.matches("Brindlecombe Academy (").count(), 1);
    for words in [
        "! Condoned failure, confirmed",
        "# Entrenched: ",
        "~ Coasting: ",
        "national 45.9",
        "family +0.18",
        "gap to family: 2023 −0.78",
        "next ",
    ] {
        assert!(part.contains(words), "{words} is not in\n{part}");
    }
    assert!(part.lines().count() <= 18, "{part}");
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let place = Place::with_demo();
    assert!(!place.permea(&["triage", "map.ron", DAY]).out.contains('\u{1b}'));
    let coloured = place.permea(&["triage", "map.ron", DAY, "--color", "always"]).out;
    assert!(coloured.contains("\u{1b}[1m") && coloured.contains("\u{1b}[31m"), "{coloured}");
}

#[test]
fn what_cannot_be_said_is_told_once() {
    let text = Place::with_demo().permea(&["show", "map.ron", "Kestrelmoor High", DAY]).out;
    assert!(text.contains("Condoned failure: cannot say.") && !text.contains("cannot say: Cannot say"), "{text}");
    assert_eq!(text.matches("Cannot say: not rated").count(), 0, "{text}");
}

#[test]
fn a_list_without_a_column_is_refused() {
    let answer = Place::with_demo().permea(&["list", "map.ron", "--columns", " , "]);
    assert!(answer.code == 2 && answer.out.is_empty() && answer.err.contains("at least one column"), "{}", answer.err);
}
