//! `permea map` as a shell runs it.

use crate::shell::Place;

#[test]
fn the_demo_is_printed_in_the_size_asked_for() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--size", "100x30", "--as-of", "2026-03-02"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(answer.out.lines().count(), 30);
    assert!(answer.out.lines().all(|line| permea::map::width(line) <= 100));
    assert!(answer.out.contains("Rings ·") && answer.out.contains("1 isolation"));
}

#[test]
fn every_member_of_the_demo_has_its_name_in_the_journey() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--layout", "journey", "--size", "160x50", "--as-of", "2026-03-02"]);
    assert!(answer.out.contains("Gorsehollow High") && answer.out.contains("Not yet rated"), "{}", answer.out);
}

#[test]
fn a_pipe_gets_no_colours_unless_they_are_asked_for() {
    let place = Place::with_demo();
    assert!(!place.permea(&["map", "map.ron"]).out.contains('\u{1b}'));
    assert!(place.permea(&["map", "map.ron", "--color", "always"]).out.contains('\u{1b}'));
}

#[test]
fn ascii_alone_is_ascii_alone() {
    let place = Place::with_demo();
    assert!(place.permea(&["map", "map.ron", "--ascii"]).out.is_ascii());
    assert_eq!(place.permea(&["edit", "map.ron", "urn:900001", "name=Ysgol Ŵyn “Gŵyr”"]).code, 0);
    let plain = place.permea(&["map", "map.ron", "--ascii", "--plain"]).out;
    assert!(plain.is_ascii() && plain.contains("\n- Ysgol Wyn \"Gwyr\": "), "{plain}");
}

#[test]
fn a_member_in_focus_is_found_by_its_name() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--focus", "Thistledown Academy", "--as-of", "2026-03-02"]);
    assert_eq!(answer.code, 0);
    assert!(answer.out.lines().next().is_some_and(|header| header.contains("Thistledown Academy")));
}

#[test]
fn an_unknown_member_is_named_and_nothing_is_drawn() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--focus", "Nowhere School"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("Nowhere School"), "{}", answer.err);
}

#[test]
fn a_size_that_is_none_is_wrong_usage() {
    for size in ["0x0", "80", "80x", "-1x5", "5000x5000", "axb"] {
        let answer = Place::with_demo().permea(&["map", "map.ron", &format!("--size={size}")]);
        assert_eq!(answer.code, 2, "{size}: {}", answer.err);
    }
}

#[test]
fn an_unknown_theme_is_wrong_usage_and_the_themes_are_named() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--theme", "pink"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("dark, light, mono, sixteen"), "{}", answer.err);
}

#[test]
fn the_ego_board_is_about_the_member_in_focus() {
    let arguments = ["map", "map.ron", "--layout", "ego", "--focus", "Thistledown Academy", "--as-of", "2026-03-02"];
    let answer = Place::with_demo().permea(&arguments);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("Ego ·") && answer.out.contains("learns from") && answer.out.contains("Thistledown Academy"));
}

#[test]
fn the_geographic_map_lists_who_has_no_place() {
    let answer = Place::with_demo().permea(&["map", "map.ron", "--layout", "geographic", "--as-of", "2026-03-02"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("Geographic ·") && answer.out.contains("Without a place"), "{}", answer.out);
}

#[test]
fn a_zoom_that_is_none_is_refused_in_one_sentence() {
    for zoom in ["nan", "-1", "0", "inf", "1e9", "near"] {
        let answer = Place::with_demo().permea(&["map", "map.ron", "--zoom", zoom]);
        assert_eq!(answer.code, 2, "{zoom}");
        assert!(answer.err.contains("a number from 1, the whole map, to 130"), "{}", answer.err);
    }
}
