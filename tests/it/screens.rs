//! The screens' behaviour, key by key.

use permea::{
    app::{Command, Overlay, Screen},
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
