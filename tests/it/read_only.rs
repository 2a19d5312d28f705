//! A map that may be looked at and not changed: every key that would change it says at once why not.

use permea::app::{Command, Effect, Event, Opened, ReadOnly};

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
