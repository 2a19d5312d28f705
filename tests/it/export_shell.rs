//! `permea export` and `permea map --plain` as a shell runs them.

use crate::shell::Place;

const DAY: [&str; 2] = ["--as-of", "2026-03-02"];

fn export(place: &Place, rest: &[&str]) -> crate::shell::Answer {
    let arguments: Vec<&str> = ["export", "map.ron"].iter().chain(rest).chain(&DAY).copied().collect();
    place.permea(&arguments)
}

#[test]
fn the_demo_becomes_a_picture_that_says_it_is_internal() {
    let place = Place::with_demo();
    let answer = export(&place, &["rings.svg"]);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("internal"), "{}", answer.err);
    assert_eq!(answer.out, "Drew 43 members in rings.svg.\n");
    let drawing = place.text("rings.svg");
    assert!(drawing.starts_with("<?xml") && drawing.ends_with("</svg>\n") && drawing.contains("2 March 2026"));
}

#[test]
fn the_same_map_and_day_give_the_same_bytes() {
    let place = Place::with_demo();
    for name in ["one.svg", "two.SVG"] {
        assert_eq!(export(&place, &[name, "--layout", "journey", "--size", "140x40", "--dark"]).code, 0);
    }
    assert_eq!(place.text("one.svg"), place.text("two.SVG"));
}

#[test]
fn what_exists_is_left_alone() {
    let place = Place::with_demo().holding("taken.svg", "mine");
    let answer = export(&place, &["taken.svg"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("taken.svg exists already"), "{}", answer.err);
    assert_eq!(place.text("taken.svg"), "mine");
    assert_eq!(place.files(), ["home", "map.ron", "taken.svg"]);
}

#[test]
fn a_map_is_never_written_over() {
    let text = include_str!("../../assets/demo.permea.ron");
    let place = Place::with_demo().holding("map.svg", text);
    assert_eq!(place.permea(&["export", "map.svg", "map.svg"]).code, 1);
    assert_eq!(place.text("map.svg"), text);
}

#[test]
fn another_ending_is_wrong_usage_and_says_what_there_is() {
    for out in ["map.doc", "picture", "map.ron"] {
        let place = Place::with_demo();
        let answer = export(&place, &[out]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{out}");
        assert!(answer.err.contains(".svg"), "{}", answer.err);
        assert_eq!(place.files(), ["home", "map.ron"]);
    }
}

#[test]
fn what_a_format_has_no_place_for_is_said_before_it_is_written() {
    let place = Place::with_demo();
    let answer = export(&place, &["map.dot"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, "Wrote 45 members and 61 ties in map.dot.\n"));
    let lines: Vec<&str> = answer.err.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("lossy: ") && line.ends_with("ratings are left out")), "{}", answer.err);
    assert!(lines.last().is_some_and(|last| last.starts_with("This file is internal")), "{}", answer.err);
    assert!(place.text("map.dot").starts_with("digraph {\n"));
}

#[test]
fn only_the_internal_audience_is_exported() {
    for audience in ["partners", "public"] {
        let place = Place::with_demo();
        let answer = export(&place, &["map.dot", "--audience", audience]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""));
        assert!(answer.err.contains("internal audience only"), "{}", answer.err);
        assert_eq!(place.files(), ["home", "map.ron"]);
    }
}

#[test]
fn a_format_that_is_named_counts_more_than_the_ending() {
    let place = Place::with_demo();
    assert_eq!(export(&place, &["map.txt", "--as", "dot"]).code, 0);
    assert!(place.text("map.txt").starts_with("digraph"));
    assert_eq!(export(&place, &["map.txt", "--as", "nothing"]).code, 2);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let answer = export(&Place::with_demo(), &["nowhere/rings.svg"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("no folder nowhere"), "{}", answer.err);
}

#[test]
fn an_unknown_member_stops_before_anything_is_written() {
    let place = Place::with_demo();
    let answer = export(&place, &["rings.svg", "--focus", "Nowhere School"]);
    assert_eq!(answer.code, 1);
    assert_eq!(place.files(), ["home", "map.ron"]);
}

#[test]
fn a_quiet_export_says_nothing() {
    let answer = export(&Place::with_demo(), &["rings.svg", "--quiet"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
}

#[test]
fn the_bundled_picture_is_the_demo_drawn() {
    let place = Place::with_demo();
    assert_eq!(export(&place, &["rings.svg"]).code, 0);
    assert!(place.text("rings.svg") == include_str!("../../assets/pictures/rings.svg"), "draw assets/pictures/rings.svg again");
}

#[test]
fn the_map_is_said_in_sentences() {
    let place = Place::with_demo();
    let answer = place.permea(&["map", "map.ron", "--plain", "--as-of", "2026-03-02"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.starts_with("Invented network on 2 March 2026: 43 members, 50 ties.\n"), "{}", answer.out);
    assert!(answer.out.contains("Stage 1 Isolation (a hard wall): 2 members."));
}

#[test]
fn a_focus_says_only_the_ties_of_its_member() {
    let place = Place::with_demo();
    let answer = place.permea(&["map", "map.ron", "--plain", "--focus", "Thistledown Academy", "--as-of", "2026-03-02"]);
    let ties: Vec<&str> = answer.out.lines().filter(|line| line.contains(", trust ")).collect();
    assert_eq!(ties.len(), 6);
    assert!(ties.iter().all(|line| line.contains("Thistledown Academy")));
}

#[test]
fn sentences_have_no_theme() {
    assert_eq!(Place::with_demo().permea(&["map", "map.ron", "--plain", "--theme", "dark"]).code, 2);
}
