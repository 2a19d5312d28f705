//! Every row of help is true: each command is listed, bound, and does something where it says it does.

use permea::{
    app::{Command, Context, Event, Overlay, Screen},
    model::Network,
};

use crate::{clash, session::Session};

/// A session in which the command has something to do.
fn session_for(command: Command) -> Session {
    let session = Session::on_demo().by("Priya");
    let prepared = match command.name() {
        "undo" | "save" => session.press("t r 2"),
        "look" => {
            let theirs = Network::new("Theirs", session.network().about.uid.clone());
            session.somebody_saves(&theirs)
        }
        "redo" => session.press("t r 2 u"),
        "settle" => Session::on(clash::clashing()),
        "clear-marks" => session.press("t down space"),
        "map" | "back" => session.press("t"),
        "up" | "page-up" | "first" => session.press("t end"),
        "left" => session.press("/").type_in("ash"),
        "right" => session.press("/").type_in("ash").press("left"),
        "mark" | "member" | "explain" => session.press("t down"),
        "pan-left" | "pan-right" | "pan-up" | "pan-down" | "whole-map" | "zoom-out" | "focus" => session.press("m right + +"),
        "view-forward" => session.press("m 2 ,"),
        "clear-filter" => session.press("l f").type_in("stage = 1").press("enter"),
        "rings" => session.press("m 2"),
        "focus-wider" | "focus-way" => session.press("m right f"),
        "focus-narrower" => session.press("m right f >"),
        "path" => session.press("m right"),
        "import-choose" => session.with_source("list.csv", LIST).drop("/home/ann/list.csv"),
        "withdraw" => session.press("l down p"),
        _ => session,
    };
    in_context(prepared, command.context())
}

/// A sheet of headings that nothing knows.
const LIST: &str = "Establishment,Place,Colour\nOak High,Norton,red\n";

/// A sheet with a name that is that of a member of the demo, and no number.
const NAMES: &str = "name,kind,town\nAshenvale School,school,\n";

fn in_context(session: Session, context: Context) -> Session {
    match context {
        Context::Start => Session::start(),
        Context::Triage => session.press("t"),
        Context::Map => session.press("m"),
        Context::Table => session.press("l"),
        Context::Metrics => session.press("I"),
        Context::Family => session.press("t down H"),
        Context::Member | Context::Change => session.press("t down p"),
        Context::Line => session.press("/").type_in("ash hill").press("left"),
        Context::Form => session.press("A tab"),
        Context::Rating => session.press("t r"),
        Context::Question => session.press("t r 2 q"),
        Context::Pointing => session.press("m h"),
        Context::Holding => session.press("m right W"),
        // With a difference of a note in front, for which there is every answer, one settled and one before it.
        Context::Settling => Session::on(clash::clashing()).by("Sam").press("X end m home n"),
        Context::Choosing => session.with_source("list.csv", LIST).press("i down"),
        Context::Import if session.app.importing().is_some() => session,
        // With a name in front that may be a member's.
        Context::Import => session.with_source("names.csv", NAMES).drop("/home/ann/names.csv").press("end enter"),
        Context::General | Context::Move => session,
    }
}

/// What can be seen of a session.
fn seen(session: &mut Session) -> String {
    let screen = session.screen();
    format!("{screen}\n{:?} {:?} {}", session.app.selection, session.app.overlay, session.has_quit)
}

#[test]
fn every_command_does_something_by_its_key() {
    for &command in Command::ALL {
        for &key in session_for(command).app.setup.keymap.keys(command) {
            let mut session = session_for(command);
            let before = seen(&mut session);
            session.send(Event::Key(key));
            assert_ne!(before, seen(&mut session), "{} on {key}", command.name());
        }
    }
}

#[test]
fn every_command_can_be_run_from_help() {
    for &command in Command::ALL {
        let session = session_for(command).press("?");
        let Some(Overlay::Palette(palette)) = &session.app.overlay else { continue };
        let down = palette.found.iter().position(|found| *found == command).unwrap();
        let mut session = (0..down).fold(session, |session, _| session.press("down"));
        let listed = session.screen();
        let begins = command.sentence().chars().take(20).collect::<String>();
        assert!(listed.contains(begins.trim_end_matches('.')), "{}", command.name());
        let session = session.press("enter");
        let is_help = command.name() == "help";
        assert_eq!(matches!(session.app.overlay, Some(Overlay::Palette(_))), is_help, "{}", command.name());
    }
}

#[test]
fn the_footer_shows_live_keys_only() {
    for keys in ["m", "t", "l", "b", "t p", "t r", "A", "/", "?", "S"] {
        let session = Session::on_demo().press(keys);
        let context = session.app.context();
        for hint in session.app.hints() {
            assert_eq!(session.app.setup.keymap.command(context, hint.key), Some(hint.command), "{keys}");
            assert!(!hint.words.is_empty(), "{keys}");
        }
    }
}

#[test]
fn tab_goes_through_every_screen_of_a_map() {
    let mut session = Session::on_demo();
    let mut visited = vec![session.app.screen];
    for _ in Screen::OF_A_MAP {
        session = session.press("tab");
        visited.push(session.app.screen);
    }
    assert_eq!(visited.first(), visited.last());
    assert!(Screen::OF_A_MAP.iter().all(|screen| visited.contains(screen)));
}

#[test]
fn no_screen_hides_a_key_that_works_everywhere() {
    let keymap = permea::app::Keymap::built_in();
    let everywhere = |command: &&Command| matches!(command.context(), Context::General | Context::Change | Context::Move);
    for shared in Command::ALL.iter().filter(everywhere) {
        for key in keymap.keys(*shared).iter().filter(|key| key.typed().is_some()) {
            for screen in Screen::OF_A_MAP {
                let given = keymap.command(screen.context(), *key);
                assert_eq!(given, Some(*shared), "{key} on {}", screen.title());
            }
        }
    }
}
