//! A map that may be looked at and not changed: every key that would change it says at once why not.

use permea::{
    app::{Command, Effect, Event, Opened, ReadOnly, Unwritable},
    model::{HandComment, RecordKind},
};

use crate::session::{Session, demo};

fn session(read_only: ReadOnly) -> Session {
    let mut session = Session::sized(140, 30).by("Priya");
    let opened = Opened { path: Some("map.permea.ron".into()), read_only: Some(read_only), ..Opened::without_file(demo()) };
    session.send(Event::Opened(Box::new(opened)));
    session
}

fn faulty() -> ReadOnly {
    ReadOnly::FaultyFile { first: "Line 7 of map.permea.ron: the rating r:1 has `on` = 2026-02-30, which is no date.".into(), count: 2 }
}

#[test]
fn the_header_and_a_notice_say_that_a_map_is_read_only() {
    let mut session = session(faulty());
    let screen = session.screen();
    assert!(screen.contains("[read-only]"), "{screen}");
    assert!(screen.contains("Line 7 of map.permea.ron") && screen.contains("1 more: `permea check map.permea.ron`"), "{screen}");
    assert!(screen.contains("`permea repair map.permea.ron`"), "{screen}");
}

#[test]
fn every_key_that_would_change_a_read_only_map_says_why_not_at_once() {
    let mut tried = 0;
    for command in Command::ALL.iter().filter(|command| command.changes_a_map()) {
        let mut session = session(faulty());
        let Some(key) = session.app.setup.keymap.key(*command) else { continue };
        if session.app.setup.keymap.command(session.app.context(), key) != Some(*command) {
            continue;
        }
        let effects = session.app.update(Event::Key(key));
        let writes = |effect: &Effect| matches!(effect, Effect::Keep(_) | Effect::Save(_));
        assert!(!effects.iter().any(writes), "{command:?}: {effects:?}");
        let screen = session.screen();
        assert!(screen.contains("read-only, because 2 parts of its file could not be read"), "{command:?}: {screen}");
        assert!(session.app.overlay.is_none(), "{command:?}");
        assert_eq!(*session.network(), demo());
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn a_map_another_window_has_may_be_saved_under_another_name_and_is_open_for_work_then() {
    let mut session = session(ReadOnly::OtherWindow);
    assert!(session.screen().contains("[read-only]"));
    session = session.press("S").type_in("copy").press("enter");
    assert_eq!(session.saved, 1);
    let screen = session.screen();
    assert!(!screen.contains("[read-only]"), "{screen}");
}

#[test]
fn a_map_that_is_not_all_there_is_not_saved_under_another_name() {
    for read_only in [faulty(), ReadOnly::NewerFile { format: 9, known: 1 }] {
        let mut session = session(read_only).press("S");
        assert!(session.app.overlay.is_none() && session.saved == 0);
        assert!(session.screen().contains("Nothing was changed: the map is open read-only"), "{}", session.screen());
    }
}

fn opened(opened: Opened) -> Session {
    let mut session = Session::sized(140, 30).by("Priya");
    session.send(Event::Opened(Box::new(opened)));
    session
}

#[test]
fn the_first_save_asks_what_becomes_of_comments_written_by_hand() {
    let member = demo().members()[0].id.to_string();
    let comment = HandComment { line: 5, text: "rings on Tuesdays".into(), about: Some((RecordKind::Member, member.as_str().into())) };
    let map = Opened { path: Some("map.permea.ron".into()), comments: vec![comment], ..Opened::without_file(demo()) };
    let mut session = opened(map).press("j").press("r").press("2").press("ctrl-s");
    let screen = session.screen();
    assert!(screen.contains("1 comment written by hand") && screen.contains("(line 5)"), "{screen}");
    assert_eq!(session.saved, 0);
    let session = session.press("1");
    assert_eq!(session.saved, 1);
    assert_eq!(session.network().member(&member).unwrap().note.as_ref().unwrap().to_string().lines().last(), Some("rings on Tuesdays"));
}

#[test]
fn a_map_on_a_read_only_disk_can_be_changed_and_says_where_changes_are() {
    let map = Opened { path: Some("map.permea.ron".into()), unwritable: Some(Unwritable::Disk), ..Opened::without_file(demo()) };
    let mut session = opened(map).press("j").press("r").press("2");
    let screen = session.screen();
    assert!(screen.contains("[read-only] disk"), "{screen}");
    assert!(screen.contains("This map cannot be saved here (read-only disk). Your changes are kept on this computer"), "{screen}");
}

#[test]
fn a_file_that_is_no_map_any_more_is_brought_back_only_when_somebody_says_so() {
    let mut session = Session::sized(100, 30);
    session.files.insert("map.permea.ron".into(), demo());
    let sentence = "map.permea.ron is empty (0 bytes). The last good copy is from 2026-05-01T14:02:11.".to_owned();
    session.send(Event::Unreadable { path: "map.permea.ron".into(), sentence });
    let mut session = session.press("enter");
    let screen = session.screen();
    assert!(screen.contains("The last good copy is from") && screen.contains("Bring back the last good copy"), "{screen}");
    assert!(session.app.document.is_none());
    let session = session.press("1");
    assert_eq!(*session.network(), demo());
}

#[test]
fn a_clock_that_is_wrong_is_told_as_long_as_it_is() {
    let mut session = Session::sized(120, 30).with_file("map.ron");
    session.app.setup.moment.today = jiff::civil::date(1970, 1, 1);
    let mut session = session.with(demo());
    assert!(session.screen().contains("This computer's date is 1 January 1970. Ratings made now would carry it."), "{}", session.screen());
    session.app.setup.as_of = Some(jiff::civil::date(2026, 11, 20));
    assert!(!session.screen().contains("1 January 1970"));
}
