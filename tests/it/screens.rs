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
    let session = session.click(column as u16, row as u16);
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900002"));
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
    let session = Session::on_demo().by("Priya").press("t r 3 o").type_in("other.permea.ron").press("enter");
    assert!(session.app.document.as_ref().unwrap().is_unsaved());
    assert_eq!(session.network().about.name, "Invented network");
}
