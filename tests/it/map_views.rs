//! Views of the map: another layout keeps the place, back and forward, and views kept by name.

use permea::{
    app::Overlay,
    map::{Grouping, Layout, Missing, Outlook, Ties, Topic, View, Way},
    model::{Field, RecordKind},
};

use crate::{session::Session, shell::Place};

fn demo() -> Session {
    Session::on_demo().by("Priya").resize(120, 36)
}

fn on(session: Session, name: &str) -> Session {
    session.press("/").type_in(name).press("enter")
}

fn notice(session: &Session) -> String {
    session.app.notice.as_ref().map(|notice| notice.sentence.clone()).unwrap_or_default()
}

/// Whether the map is enlarged so much.
fn zooms(session: &Session, zoom: f64) -> bool {
    (session.app.map.view.camera.zoom - zoom).abs() < 1e-9
}

/// The screen without its header and its row of keys.
fn picture_of(screen: &str) -> Vec<&str> {
    screen.lines().skip(1).take(34).collect()
}

/// Keeps how the map is looked at under a name.
fn keep(session: Session, name: &str, note: &str) -> Session {
    session.press("V enter").type_in(name).press("tab").type_in(note).press("ctrl-s")
}

fn open(session: Session, name: &str) -> Session {
    session.press("V").type_in(name).press("enter")
}

#[test]
fn another_layout_keeps_the_selection_and_the_zoom_on_it() {
    let mut session = on(demo(), "Thistledown").press("+ +");
    let selected = session.app.selection.member.clone().unwrap();
    for keys in ["4", "1", "5", "2 1", "3 4"] {
        session = session.press(keys);
        assert_eq!(session.app.selection.member.as_ref(), Some(&selected), "{keys}");
        assert!(zooms(&session, 2.25), "{keys}");
        let picture = session.app.map_picture().unwrap();
        let placement = picture.placements.iter().find(|one| one.emphasis == permea::map::Emphasis::Selected);
        let area = placement.unwrap_or_else(|| panic!("{keys}: it is not in view")).area;
        assert!((area.x + area.width / 2 - 60).abs() < 25 && (area.y - 18).abs() < 12, "{keys}: {area:?}");
    }
}

#[test]
fn a_window_on_nobody_selected_stays_on_who_is_in_its_middle() {
    let session = demo().press("4 + + + shift-left shift-left");
    let middle = |session: &Session| session.app.map_picture().unwrap().from_the_middle();
    let before = middle(&session)[0];
    let session = session.press("1");
    assert!(zooms(&session, 3.375));
    assert!(middle(&session).iter().take(3).any(|member| *member == before), "names are pushed apart, so another may be a cell nearer");
}

#[test]
fn the_whole_map_stays_whole_in_another_layout() {
    let session = on(demo(), "Thistledown").press("4");
    assert!(zooms(&session, 1.0));
}

#[test]
fn back_and_forward_go_through_layouts_topics_and_jumps() {
    let mut session = on(demo().press("2"), "Thistledown").press("1 f");
    let at = |session: &Session| (session.app.map.layout, session.app.selection.member.is_some(), session.app.map.view.topic.is_some());
    let seen =
        [(Layout::Rings, true, false), (Layout::Journey, true, false), (Layout::Journey, false, false), (Layout::Rings, false, false)];
    assert_eq!(at(&session), (Layout::Rings, true, true));
    for expected in seen {
        session = session.press(",");
        assert_eq!(at(&session), expected);
    }
    session = session.press("alt-left");
    assert_eq!((notice(&session).as_str(), at(&session)), ("There is no view before this one.", (Layout::Rings, false, false)));
    session = session.press(". alt-right . .");
    assert_eq!(at(&session), (Layout::Rings, true, true));
    session = session.press(".");
    assert_eq!(notice(&session), "There is no view after this one.");
}

#[test]
fn a_run_of_zooms_and_pans_is_one_view() {
    let session = demo().press("+ + shift-left + shift-up -").press("2").press(",");
    assert_eq!(session.app.map.layout, Layout::Rings);
    assert!(zooms(&session, 2.25));
    assert!(zooms(&session.press(","), 1.0));
}

#[test]
fn the_whole_map_is_a_view_of_its_own() {
    let session = demo().press("+ + 0 ,");
    assert!(zooms(&session, 2.25));
}

#[test]
fn walking_from_member_to_member_leaves_no_trail() {
    let session = demo().press("2").press("right down down left").press(",");
    assert_eq!(session.app.map.layout, Layout::Rings);
    let session = session.press(".");
    assert_eq!(session.app.map.layout, Layout::Journey);
    assert!(session.app.selection.member.is_some(), "the view comes back as it was left");
}

#[test]
fn another_choice_forgets_the_way_forward() {
    let session = demo().press("2 4 , , 3 .");
    assert_eq!((session.app.map.layout, notice(&session).as_str()), (Layout::Ego, "There is no view after this one."));
}

#[test]
fn a_step_taken_back_takes_no_view_along() {
    let session = on(demo(), "Rookswater").press("2 r 4 u ,");
    assert_eq!(session.app.map.layout, Layout::Rings);
}

#[test]
fn a_view_is_kept_by_name_and_opened_as_it_was() {
    let session = on(demo(), "Thistledown").press("4 + + f d");
    let mut session = session;
    session.app.notice = None;
    let kept = session.screen();
    let session = keep(session, "Round Thistledown", "Who works with the hub");
    assert_eq!(session.network().count(RecordKind::NamedView), session.network().views().len());
    let view = session.network().find_view("round thistledown").unwrap().clone();
    assert_eq!((view.layout.as_deref(), view.by.as_deref()), (Some("geographic"), Some("Priya")));
    let mut session = open(session.press("0 1 esc"), "Round Thistledown");
    assert_eq!(notice(&session), "Round Thistledown: Who works with the hub");
    session.app.notice = None;
    assert_eq!(picture_of(&session.screen()), picture_of(&kept));
    let session = session.press(",");
    assert_eq!(session.app.map.layout, Layout::Rings, "opening is a view of the past as any other");
}

#[test]
fn keeping_and_removing_a_view_are_steps_that_undo_takes_back() {
    let before = demo().network().views().len();
    let session = keep(demo(), "Mine", "");
    assert_eq!(session.network().views().len(), before + 1);
    let session = session.press("V").type_in("remove").press("enter").type_in("Mine").press("enter");
    assert_eq!((session.network().views().len(), notice(&session).starts_with("Remove the view Mine.")), (before, true));
    let session = session.press("u");
    assert_eq!(session.network().views().len(), before + 1);
    assert_eq!(session.press("u").network().views().len(), before);
}

#[test]
fn a_view_is_renamed_and_kept_again_under_its_id() {
    let session = keep(demo(), "Mine", "");
    let id = session.network().find_view("Mine").unwrap().id.clone();
    let session = session.press("V").type_in("rename").press("enter").type_in("Mine").press("enter");
    assert!(matches!(session.app.overlay, Some(Overlay::Form(_))));
    let session = open(session.press("ctrl-u").type_in("Ours").press("ctrl-s"), "Ours").press("2");
    let session = session.press("V").type_in("keep this view as Ours").press("enter");
    let view = session.network().find_view("Ours").unwrap();
    assert_eq!((&view.id, view.layout.as_deref()), (&id, Some("journey")));
}

#[test]
fn a_view_outlives_the_member_it_names_and_says_whom_it_misses() {
    let session = keep(on(demo(), "Rookswater").press("f"), "Round Rookswater", "");
    let id = session.app.selection.member.clone().unwrap();
    let session = session.press("x enter");
    assert!(session.network().member(&id).is_none());
    let session = open(session, "Round Rookswater");
    assert_eq!(notice(&session), format!("Round Rookswater is not whole: {id} is not in the map any more."));
    assert_eq!(session.app.selection.member, None);
}

#[test]
fn a_part_that_means_nothing_here_is_told_and_the_rest_is_shown() {
    let mut session = keep(demo().press("4"), "Mine", "");
    let view = permea::model::NamedView {
        topic: Some("weather tomorrow".into()),
        colour: Some("Rainfall".into()),
        ..session.network().find_view("Mine").unwrap().clone()
    };
    let (outlook, missing) = Outlook::of(&view, session.network());
    assert_eq!(outlook.layout, Layout::Geographic);
    assert!(matches!(missing.as_slice(), [Missing::Meaning { field: "topic", .. }]), "{missing:?}");
    session = session.press("1");
    assert_eq!(session.app.map.layout, Layout::Rings);
}

#[test]
fn every_part_of_a_view_comes_back_from_its_text() {
    let session = on(demo(), "Thistledown").press("+ + + shift-left f d D D");
    let view = session.app.map.view.clone();
    let kept = keep(session, "Mine", "");
    let (outlook, missing) = Outlook::of(kept.network().find_view("Mine").unwrap(), kept.network());
    assert_eq!(missing, []);
    assert_eq!((outlook.view.topic, outlook.view.names, outlook.view.selected), (view.topic, view.names, view.selected));
    assert_eq!(outlook.view.ties, Ties::Coaching);
    assert!(
        (outlook.view.camera.middle.x - view.camera.middle.x).abs() < 1e-4 && (outlook.view.camera.zoom - view.camera.zoom).abs() < 1e-9
    );
    for way in [Way::Both, Way::In, Way::Out] {
        let topic = Topic::Focus { way, steps: 3 };
        assert_eq!(Topic::parse(&topic.text()), Ok(topic));
    }
    assert_eq!(Topic::parse("focus"), Ok(View::FOCUS));
    assert!(Layout::ALL.into_iter().all(|layout| Layout::parse(&layout.text()) == Ok(layout)));
}

#[test]
fn the_shell_draws_a_kept_view_as_the_screen_does() {
    let place = Place::with_demo();
    let add = ["add", "map.ron", "view", "name=Round Thistledown", "layout=journey", "member=Thistledown Academy", "topic=focus"];
    assert_eq!(place.permea(&add).code, 0);
    let listed = place.permea(&["map", "map.ron", "--views"]);
    assert!(listed.out.contains("Round Thistledown  journey, Thistledown Academy"), "{}", listed.out);
    let kept = place.permea(&["map", "map.ron", "--view", "round thistledown", "--as-of", "2026-03-02"]);
    let asked = ["map", "map.ron", "--layout", "journey", "--focus", "Thistledown Academy", "--as-of", "2026-03-02"];
    assert_eq!((kept.code, kept.out), (0, place.permea(&asked).out));
    let json = place.permea(&["map", "map.ron", "--views", "--format", "json"]);
    assert!(json.out.contains("\"kind\": \"views\"") && json.out.contains("Round Thistledown"), "{}", json.out);
    let drawn = place.permea(&["export", "map.ron", "out.svg", "--view", "Round Thistledown"]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    assert!(place.text("out.svg").contains("Thistledown"));
}

#[test]
fn an_unknown_view_names_those_there_are_and_one_that_means_nothing_is_not_kept() {
    let place = Place::with_demo();
    assert_eq!(place.permea(&["add", "map.ron", "view", "name=Mine"]).code, 0);
    let unknown = place.permea(&["map", "map.ron", "--view", "Yours"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("Yours") && unknown.err.contains("Mine"), "{}", unknown.err);
    let senseless = place.permea(&["add", "map.ron", "view", "name=Odd", "layout=spiral"]);
    assert_eq!(senseless.code, 2);
    assert!(senseless.err.contains("spiral") && senseless.err.contains("geographic"), "{}", senseless.err);
}

#[test]
fn groups_and_measures_are_kept_and_come_back() {
    let session = on(demo(), "Thistledown").press("G").type_in("authority").press("enter");
    let session = session.press("C").type_in("attainment 8").press("enter").press("z");
    let mut session = keep(session, "By authority", "");
    let view = session.network().find_view("By authority").unwrap().clone();
    assert_eq!((view.grouping.as_deref(), view.closed.len() + view.opened.len()), (Some("authority"), 1));
    assert!(view.colour.is_some_and(|colour| colour.starts_with("Attainment 8")));
    session.app.notice = None;
    let kept = session.screen();
    let session = session.press("0").press("G").type_in("nothing").press("enter").press("C enter");
    let mut session = open(session, "By authority");
    session.app.notice = None;
    assert_eq!(picture_of(&session.screen()), picture_of(&kept));
    let mut session = session.press(", .");
    session.app.notice = None;
    assert_eq!(picture_of(&session.screen()), picture_of(&kept));
}

#[test]
fn every_grouping_comes_back_from_its_text() {
    assert!(Grouping::ALL.into_iter().all(|grouping| Grouping::parse(&grouping.text()) == Ok(grouping)));
}

#[test]
fn a_filter_is_kept_and_worked_out_again_on_the_screen_and_in_the_shell() {
    let mut session = demo().press("s").type_in("stage = 1").press("enter");
    let kept = session.screen();
    let session = keep(session, "Stage one", "");
    assert_eq!(session.network().find_view("Stage one").unwrap().only.as_deref(), Some("stage = 1"));
    let session = session.press("2").press("s ctrl-u enter");
    assert!(session.app.map.view.only.is_none());
    let mut session = open(session, "Stage one");
    assert_eq!(session.app.map.view.only.as_ref().map(permea::map::Only::count), Some(8));
    session.app.notice = None;
    assert_eq!(picture_of(&session.screen()), picture_of(&kept));
    let place = Place::with_demo();
    assert_eq!(place.permea(&["add", "map.ron", "view", "name=Stage one", "only=stage = 1"]).code, 0);
    assert_eq!(place.permea(&["add", "map.ron", "view", "name=Odd", "only=weather = 1"]).code, 0);
    let asked = place.permea(&["map", "map.ron", "--where", "stage = 1", "--as-of", "2026-03-02"]);
    assert_eq!(place.permea(&["map", "map.ron", "--view", "Stage one", "--as-of", "2026-03-02"]).out, asked.out);
    let odd = place.permea(&["map", "map.ron", "--view", "Odd"]);
    assert_eq!((odd.code, odd.err.as_str()), (0, "Odd is not whole: its filter `weather = 1` means nothing here.\n"));
}

#[test]
fn a_path_to_somebody_who_has_gone_is_not_asked_for() {
    let network = demo().network().clone();
    let view =
        permea::model::NamedView { topic: Some("path m:fellhub urn:999999".into()), ..network.find_view("Round the hub").unwrap().clone() };
    let (outlook, missing) = Outlook::of(&view, &network);
    assert_eq!(outlook.view.topic, None);
    assert_eq!(missing.iter().map(Missing::to_string).collect::<Vec<_>>(), ["urn:999999 is not in the map any more"]);
}
