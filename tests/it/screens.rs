//! The screens' behaviour, key by key.

use std::sync::Arc;

use permea::{
    app::{Command, Event, Overlay, Screen, triage::Pane},
    model::{About, Kind, Member, MemberId, Network},
};

use crate::session::Session;

/// Three invented schools.
fn schools() -> Network {
    let school = |id: &str, name: &str| Member::new(MemberId::new(id).unwrap(), Kind::School, name).into();
    let records = vec![school("urn:900001", "Ash High"), school("urn:900002", "Birch Primary"), school("urn:900003", "Ysgol Gŵyr")];
    Network::from_records(About { name: "Invented".into(), uid: "0".into() }, records).unwrap()
}

#[test]
fn a_member_is_found_without_its_accents() {
    let session = Session::on(schools()).press("/").type_in("gwyr").press("enter");
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900003"));
}

#[test]
fn help_lists_every_command() {
    let session = Session::on(schools()).press("?");
    let Some(Overlay::Palette(palette)) = &session.app.overlay else { panic!("no palette") };
    assert_eq!(palette.found, Command::ALL);
}

#[test]
fn a_command_is_found_and_run_from_help() {
    let session = Session::on(schools()).press("?").type_in("needs attention").press("enter");
    assert_eq!(session.app.screen, Screen::Triage);
}

#[test]
fn nothing_is_asked_when_nothing_is_lost() {
    assert!(Session::on(schools()).press("q").has_quit);
}

#[test]
fn no_size_of_screen_is_refused() {
    for (columns, rows) in [(0, 0), (1, 1), (2, 2), (5, 3), (20, 4), (79, 9), (80, 24), (400, 120)] {
        let mut session = Session::sized(columns, rows).with(schools());
        for keys in ["", "t", "?", "esc", "/", "esc", "m", "o"] {
            session = session.press(keys);
            let _drawn = session.screen();
        }
    }
}

#[test]
fn a_click_selects_and_a_second_click_opens() {
    let session = Session::on_demo().press("t").click(5, 4);
    let second = session.app.triage_lines().get(1).map(|line| line.member.clone());
    assert_eq!(session.app.selection.member, second);
    assert_eq!(session.click(5, 4).app.triage.pane, Pane::Reasons);
}

#[test]
fn a_click_on_a_name_of_the_map_selects_it() {
    let mut session = Session::on_demo();
    let screen = session.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("Oakmantle")).unwrap();
    let column = line.chars().position(|letter| letter == 'O').unwrap();
    let cell = (column as u16, row as u16);
    let session = session.click(cell.0, cell.1);
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900002"));
    let moved = session.drag(cell, (cell.0 + 4, cell.1 + 1));
    assert_eq!(moved.app.screen, Screen::Map);
    let opened = moved.press("0").click(cell.0, cell.1);
    assert_eq!(opened.app.screen, Screen::Member);
}

#[test]
fn what_is_selected_on_the_map_is_selected_in_the_list() {
    let session = Session::on_demo().press("/").type_in("saltmoor").press("enter t");
    assert_eq!(session.app.triage_line().unwrap().member.as_str(), "urn:900004");
}

#[test]
fn the_reasons_of_a_member_without_findings_do_not_praise_it() {
    let mut session = Session::on_demo().press("/").type_in("oakmantle").press("enter t");
    assert!(session.app.triage_line().is_none());
    assert!(session.screen().contains("No flag does not mean"));
}

#[test]
fn a_late_analysis_is_dropped() {
    let mut session = Session::on_demo();
    let old = session.app.analysis.clone().unwrap();
    session = session.by("Priya").press("t r 3");
    let new = session.app.analysis.clone().unwrap();
    session.send(Event::Analysed { generation: 1, analysis: old });
    assert!(Arc::ptr_eq(&new, session.app.analysis.as_ref().unwrap()));
}

#[test]
fn another_map_is_not_opened_over_unsaved_steps() {
    let mut session = rated_and_opening_another();
    assert!(session.screen().contains("Before you leave this map for another"));
    let session = session.press("3");
    assert!(session.app.document.as_ref().unwrap().is_unsaved());
    assert_eq!(session.network().about.name, "Invented network");
}

#[test]
fn another_map_is_opened_once_the_steps_are_saved_or_given_up() {
    let given_up = rated_and_opening_another().press("2");
    assert_eq!(given_up.network().about.name, "Invented");
    let saved = rated_and_opening_another().press("1");
    assert_eq!(saved.network().about.name, "Invented");
    let file = &saved.files[std::path::Path::new("map.permea.ron")];
    assert_eq!(file.ratings().iter().count(), Session::on_demo().network().ratings().iter().count() + 1);
}

/// The demo with a rating that is not saved, and another map asked for.
fn rated_and_opening_another() -> Session {
    let mut session = Session::on_demo().by("Priya").press("t r 3");
    session.files.insert("other.permea.ron".into(), schools());
    session.press("o").type_in("other.permea.ron").press("enter")
}

#[test]
fn a_path_in_quotes_is_the_path_without_them() {
    let mut session = Session::start();
    session.files.insert("my maps/north west.permea.ron".into(), schools());
    let session = session.press("o").type_in("'my maps/north west.permea.ron'").press("enter");
    assert_eq!(session.network().about.name, "Invented");
}

#[test]
fn nobody_is_asked_for_a_name_with_nobody_to_rate() {
    let session = Session::on_demo().press("r");
    assert!(session.app.overlay.is_none());
    assert!(session.app.notice.as_ref().unwrap().sentence.starts_with("No member is selected."));
}

#[test]
fn what_the_map_leaves_out_stands_in_its_first_row() {
    let mut session = Session::sized(120, 36).with_demo();
    let first = session.screen().lines().next().unwrap().to_owned();
    assert!(first.ends_with("not drawn"), "{first}");
}

#[test]
fn a_map_without_members_says_how_it_gets_some() {
    let mut session = Session::start().press("n").type_in("Empty").press("enter");
    assert!(session.screen().contains("permea import MAP REGISTER.csv"));
    let added = Session::on(schools()).screen();
    assert!(!added.contains("has no members yet"));
}

#[test]
fn a_map_without_members_offers_no_keys_about_members() {
    let mut session = Session::start().press("n").type_in("Empty").press("enter");
    for keys in ["m", "t", "l", "b", "p"] {
        session = session.press(keys);
        let screen = session.screen();
        let footer = screen.lines().last().unwrap();
        assert!(footer.starts_with(" ? help   A add member   ctrl-s save"), "{keys}: {footer}");
        assert!(!screen.contains("meets the filter"), "{keys}");
    }
}

#[test]
fn ascii_reaches_every_screen_and_overlay() {
    let mut session = Session::on_demo().in_ascii().by("Priya");
    for keys in ["m", "v", "t", "l", "b", "t p", "t r", "esc A", "esc ?", "esc /", "esc S", "esc t r 2 q", "esc l f", "esc f1"] {
        session = session.press(keys);
        let screen = session.screen();
        assert!(screen.is_ascii(), "{keys}:\n{screen}");
    }
}

#[test]
fn focus_and_zoom_are_offered_only_where_they_do_something() {
    let mut session = Session::sized(120, 36).with_demo().press("down");
    assert!(session.screen().contains("f focus   + zoom in"));
    let mut session = session.press("v");
    let journey = session.screen();
    assert!(journey.contains("f focus") && !journey.contains("zoom in"));
    let mut session = session.press("v");
    let ego = session.screen();
    assert!(!ego.contains("f focus") && !ego.contains("zoom in"));
    assert!(session.press("+").screen().contains("This layout fills the screen as it is."));
}

#[test]
fn keys_about_a_member_are_offered_once_one_is_selected() {
    let mut session = Session::sized(120, 36).with_demo();
    let nobody = session.screen();
    assert!(nobody.contains("down select a member") && !nobody.contains("r rate"));
    let somebody = session.press("down").screen();
    assert!(!somebody.contains("select a member") && somebody.contains("r rate   enter its page"));
}

#[test]
fn undo_is_offered_once_there_is_a_step() {
    let mut session = Session::sized(200, 30).with_demo().by("Ann").press("/").type_in("kestrel").press("enter");
    assert!(!session.screen().contains("u undo"));
    assert!(session.press("r 2").screen().contains("u undo"));
}

#[test]
fn the_page_of_the_middle_opens_when_nobody_is_selected() {
    let session = Session::start().with_demo().press("v v enter");
    assert_eq!(session.app.selection.member, named(&session, "Copperbeck High"));
}

fn named(session: &Session, name: &str) -> Option<MemberId> {
    session.network().members().iter().find(|member| member.name == name).map(|member| member.id.clone())
}

#[test]
fn what_is_asked_stands_in_a_narrow_header_if_only_in_part() {
    let session = || Session::on_demo().press("m right f");
    for (columns, words) in [(120, "members, "), (80, "focus: 1 tie, both ways"), (60, "focus: 1 tie")] {
        let screen = session().resize(columns, 24).screen();
        let header = screen.lines().next().unwrap_or_default();
        assert!(header.contains(words), "{columns}: {header}");
    }
    let mut session = session().press("> >").resize(120, 36);
    assert!(session.screen().lines().next().unwrap().contains("focus: 3 ties"));
}

#[test]
fn which_ties_and_names_are_shown_is_said_on_a_narrow_screen() {
    let mut session = Session::on_demo().press("m 4 right D");
    assert!(session.screen().contains("Shown now: all ties."), "{}", session.screen());
    let mut session = session.press("d");
    assert!(session.screen().contains("Shown now: important names only."));
}
