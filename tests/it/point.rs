//! Pointing at members by two letters, and ties begun by pointing.

use std::collections::BTreeSet;

use permea::{
    app::{Button, Held, Overlay},
    map::{Chart, Emphasis, Layout, Picture, Pointer, Tag, View},
    model::Tie,
};

use crate::{
    crowd::{Rated, crowd},
    session::Session,
};

/// A picture with tags, and nobody reached yet.
fn tagged(members: usize, layout: Layout, (width, height): (u16, u16)) -> Picture {
    let view = View { pointer: Some(Pointer::default()), ..View::default() };
    Chart::new(&crowd(members, Rated::Most), layout).picture(&view, width, height)
}

fn letters(tag: &Tag) -> String {
    tag.letters.iter().collect()
}

/// The letters of a member by a part of its name.
fn letters_of(session: &Session, name: &str) -> String {
    let document = session.app.document.as_ref().unwrap();
    let picture = session.app.map_picture().unwrap();
    let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Rings);
    let member = document.network.members().iter().find(|member| member.name.contains(name)).unwrap();
    let place = chart.roster.index(&member.id).unwrap();
    letters(picture.tags.iter().find(|tag| tag.member == place).unwrap())
}

fn press_letters(session: Session, letters: &str) -> Session {
    session.type_in(&letters.to_lowercase())
}

fn selected(session: &Session) -> String {
    session.app.selection.member.as_ref().map(|member| session.app.name_of(member).to_string()).unwrap_or_default()
}

fn newest_tie(session: &Session) -> Tie {
    let before: BTreeSet<String> = crate::session::demo().ties().iter().map(|tie| tie.id.to_string()).collect();
    session.network().ties().iter().find(|tie| !before.contains(tie.id.as_str())).unwrap().clone()
}

#[test]
fn every_visible_member_has_two_letters_of_its_own() {
    for (members, size) in [(40, (120, 36)), (40, (80, 24)), (300, (120, 36)), (300, (200, 55))] {
        for layout in [Layout::Rings, Layout::Geographic, Layout::Journey, Layout::Ego] {
            let picture = tagged(members, layout, size);
            let all: BTreeSet<String> = picture.tags.iter().map(letters).collect();
            assert_eq!(all.len(), picture.tags.len(), "{members} {layout:?}");
            // In a clump of towns one of three hundred is shut in by others on all sides, and counted.
            let shut_in = usize::from(members == 300 && layout == Layout::Geographic && size.0 == 120);
            assert_eq!(picture.placements.len() - picture.tags.len(), shut_in, "{members} {layout:?} {size:?}");
            assert_eq!(picture.untagged, shut_in + picture.hidden, "{members} {layout:?} {size:?}");
        }
    }
}

#[test]
fn most_tags_stand_on_their_member() {
    for (members, layout, elsewhere) in [(40, Layout::Rings, 0), (300, Layout::Rings, 6), (300, Layout::Journey, 0), (40, Layout::Ego, 0)] {
        let picture = tagged(members, layout, (120, 36));
        let is_off = |tag: &&Tag| picture.placement(tag.member).is_some_and(|placement| !placement.area.meets(tag.area()));
        assert!(picture.tags.iter().filter(is_off).count() <= elsewhere, "{members} {layout:?}");
    }
}

#[test]
fn tags_never_lie_on_each_other_and_stay_on_the_map() {
    for (members, layout) in [(300, Layout::Rings), (3_000, Layout::Rings), (3_000, Layout::Geographic), (300, Layout::Journey)] {
        let picture = tagged(members, layout, (120, 36));
        for (at, tag) in picture.tags.iter().enumerate() {
            assert!(picture.tags.iter().skip(at + 1).all(|other| !tag.area().meets(other.area())), "{layout:?} {tag:?}");
            assert!(picture.map.contains(tag.x, tag.y) && picture.map.contains(tag.x + 1, tag.y), "{layout:?} {tag:?}");
        }
    }
}

#[test]
fn letters_go_in_reading_order_from_the_home_row() {
    let picture = tagged(40, Layout::Rings, (120, 36));
    let first: Vec<String> = picture.tags.iter().take(2).map(letters).collect();
    assert_eq!(first, ["AA", "AS"]);
    let places: Vec<(i32, i32)> = picture.tags.iter().map(|tag| (tag.y, tag.x)).collect();
    assert!(places.is_sorted());
    assert!(picture.tags.iter().flat_map(|tag| tag.letters).all(|letter| "ASDFGHJ".contains(letter)));
}

#[test]
fn where_letters_do_not_suffice_the_rest_is_counted_and_the_selected_is_reached() {
    let analysis = crowd(3_000, Rated::Most);
    let chart = Chart::new(&analysis, Layout::Rings);
    let last = chart.roster.members.last().unwrap().id.clone();
    let view = View { pointer: Some(Pointer::default()), selected: Some(last.clone()), ..View::default() };
    let picture = chart.picture(&view, 120, 36);
    assert!(picture.tags.len() <= 676 && picture.tags.len() > 300, "{}", picture.tags.len());
    assert_eq!(picture.tags.len() + picture.untagged, 3_000);
    let place = chart.roster.index(&last).unwrap();
    assert!(picture.tags.iter().any(|tag| tag.member == place));
}

#[test]
fn two_letters_select_a_member() {
    let session = Session::on_demo().press("m h");
    let letters = letters_of(&session, "Millrace School");
    let session = press_letters(session, &letters);
    assert_eq!((selected(&session).as_str(), session.app.overlay.is_none()), ("Millrace School", true));
}

#[test]
fn the_first_letter_narrows_and_a_wrong_one_is_told() {
    let session = Session::on_demo().press("m h a");
    let picture = session.app.map_picture().unwrap();
    assert!(picture.tags.iter().all(|tag| (tag.letters[0] == 'A') != (tag.emphasis == Emphasis::Faded)));
    let mut session = session.press("z");
    assert!(session.screen().contains("No label says AZ."));
    let mut session = session.press("backspace z");
    assert!(session.screen().contains("No label begins with Z."));
    let session = session.press("esc");
    assert!(session.app.overlay.is_none() && session.app.selection.member.is_none());
}

#[test]
fn arrows_a_click_and_a_name_point_as_well() {
    let session = Session::on_demo().press("m h right enter");
    assert!(!selected(&session).is_empty());
    let session = Session::on_demo().press("m h /").type_in("zephyr").press("enter");
    assert_eq!(selected(&session), "Zephyr Point School");
    let session = Session::on_demo().press("m h / esc");
    assert!(matches!(session.app.overlay, Some(Overlay::Pointing(_))));
    let session = Session::on_demo().press("m h");
    let tag = session.app.map_picture().unwrap().tags[3];
    let session = session.click(tag.x as u16, tag.y as u16);
    assert!(session.app.overlay.is_none() && !selected(&session).is_empty());
}

#[test]
fn a_tie_is_added_by_pointing_at_its_other_end() {
    let session = Session::on_demo().press("m /").type_in("zephyr").press("enter T");
    let letters = letters_of(&session, "Millrace School");
    let session = press_letters(session, &letters).press("right right ctrl-s");
    let tie = newest_tie(&session);
    assert_eq!(
        (session.app.name_of(&tie.from).as_str(), session.app.name_of(&tie.to).as_str()),
        ("Zephyr Point School", "Millrace School")
    );
    assert!(tie.phase.is_some());
    let session = session.press("u");
    assert_eq!(session.network().ties(), crate::session::demo().ties());
}

#[test]
fn with_nobody_selected_both_ends_are_asked_for() {
    let mut session = Session::on_demo().press("m T");
    assert!(session.screen().contains("A new tie: who shares?"));
    let first = letters_of(&session, "Millrace School");
    let mut session = press_letters(session, &first);
    assert!(session.screen().contains("who learns from Millrace School?"));
    let second = letters_of(&session, "Zephyr");
    let session = press_letters(session, &second).press("ctrl-s");
    let tie = newest_tie(&session);
    assert_eq!(
        (session.app.name_of(&tie.from).as_str(), session.app.name_of(&tie.to).as_str()),
        ("Millrace School", "Zephyr Point School")
    );
}

#[test]
fn a_tie_can_be_turned_round_before_it_is_added() {
    let session = Session::on_demo().press("m /").type_in("zephyr").press("enter T /").type_in("millrace school").press("enter");
    let tie = newest_tie(&session.press("ctrl-x ctrl-s"));
    assert_eq!(crate::session::demo().member(&tie.from).unwrap().name, "Millrace School");
    let mut other = Session::on_demo().press("A ctrl-x");
    assert!(other.screen().contains("Only a tie can be turned round."));
}

#[test]
fn a_tie_of_a_member_to_itself_is_not_begun() {
    let session = Session::on_demo().press("m /").type_in("zephyr").press("enter T");
    let own = letters_of(&session, "Zephyr");
    let mut session = press_letters(session, &own);
    assert!(session.screen().contains("A tie joins two members"));
    assert!(matches!(session.app.overlay, Some(Overlay::Pointing(_))));
}

#[test]
fn who_is_not_on_the_map_cannot_be_pointed_from() {
    let demo = crate::session::demo();
    let closed = demo.members().iter().find(|member| !member.is_open()).unwrap();
    let mut session = Session::on_demo().press("m");
    session.app.select(closed.id.clone());
    let mut session = session.press("T");
    assert!(session.screen().contains("it is not open"));
    assert!(session.app.overlay.is_none());
}

#[test]
fn the_right_button_draws_a_tie_from_member_to_member() {
    let session = Session::on_demo().resize(120, 36).press("m");
    let picture = session.app.map_picture().unwrap();
    let [first, second] = [3, 9].map(|at| picture.placements[at].area);
    let cell = |area: permea::map::Rect| (area.x as u16 + 1, area.y as u16);
    for by in [(Button::Right, Held::Nothing), (Button::Left, Held::Ctrl)] {
        let session = Session::on_demo().resize(120, 36).press("m").drag_with(by, cell(first), cell(second)).press("ctrl-s");
        let tie = newest_tie(&session);
        let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Rings);
        let ends = [&tie.from, &tie.to].map(|end| chart.roster.index(end).unwrap());
        assert_eq!(ends, [picture.placements[3].member, picture.placements[9].member]);
    }
    let mut nowhere = session.drag_with((Button::Right, Held::Nothing), cell(first), (0, 35));
    assert!(nowhere.screen().contains("The tie ends at nobody"));
}

#[test]
fn the_wheel_zooms_where_the_mouse_is() {
    let session = Session::on_demo().resize(120, 36).press("m");
    let (column, row) = (80, 12);
    let place = |session: &Session| session.app.map_picture().unwrap().projection.unwrap().place_at(column, row);
    let before = place(&session);
    let session = session.wheel("up", (column, row)).wheel("up", (column, row));
    let after = place(&session);
    assert!(session.app.map.view.camera.zoom > 2.0);
    assert!((before.x - after.x).abs() < 1e-9 && (before.y - after.y).abs() < 1e-9, "{before:?} {after:?}");
    let session = session.wheel("down", (10, 5)).wheel("down", (10, 5));
    assert!((session.app.map.view.camera.zoom - 1.0).abs() < 1e-9);
}

#[test]
fn a_click_in_the_minimap_goes_there() {
    let session = Session::on_demo().resize(120, 36).press("m + + +");
    let area = session.app.map_picture().unwrap().minimap.unwrap().area;
    let (column, row) = (area.x as u16 + 3, area.y as u16 + 2);
    let wanted = session.app.map_picture().unwrap().minimap.unwrap().projection.place_at(column, row);
    let session = session.click(column, row);
    let middle = session.app.map.view.camera.middle;
    assert!((middle.x - wanted.x).abs() < 1e-9 && (middle.y - wanted.y).abs() < 1e-9);
}

#[test]
fn a_click_on_a_key_of_the_footer_gives_its_command() {
    let session = Session::on_demo().press("m");
    let placed = session.app.footer_hints().into_iter().find(|placed| placed.hint.words == "triage").unwrap();
    let session = session.click(placed.column + 2, 23);
    assert_eq!(session.app.screen, permea::app::Screen::Triage);
}
