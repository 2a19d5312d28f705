//! Bytes taken for what somebody does at the screen: two bytes an event, on a small network.

use std::{sync::OnceLock, time::Duration};

use permea::{
    app::{Button, Code, Command, Event, Held, Key, Moment, Mouse, MouseAct, Size},
    model::{Network, RecordKind},
    store::open_bytes,
};

use crate::session::Session;

const SMALL: &[u8] = include_bytes!("../../../fuzz/seeds/map/small.ron");

const SIZES: [(u16, u16); 6] = [(80, 24), (120, 36), (40, 10), (20, 6), (1, 1), (0, 0)];

const CODES: [Code; 16] = [
    Code::Enter,
    Code::Esc,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Tab,
    Code::Backspace,
    Code::Delete,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
    Code::Insert,
    Code::Function(1),
    Code::Char(' '),
];

const LETTERS: [char; 16] = ['a', 'e', 's', 't', '1', '2', '3', '4', '=', '~', '.', '>', '"', 'é', '🏫', '\u{202e}'];

const PASTES: [&str; 4] = ["stage = 1", "", "a\nb\tc\u{7}", "2026-05-01"];

/// As many events as one run has; more say nothing new.
const MOST_EVENTS: usize = 48;

/// Lets the events happen one after the other, then looks at the screen and at the network.
pub(crate) fn take(bytes: &[u8]) {
    let mut session = begun();
    let mut milliseconds = 0;
    for pair in bytes.chunks_exact(2).take(MOST_EVENTS) {
        match event(&session, (pair[0], usize::from(pair[1])), &mut milliseconds) {
            Some(Event::Resize(size)) => session = session.resize(size.columns, size.rows),
            Some(event) => session.send(event),
            None => drop(session.screen()),
        }
        if session.has_quit {
            return;
        }
    }
    // Drawing takes as long as all the rest, so that not every run ends with it.
    if bytes.len() % 32 < 2 {
        drop(session.screen());
    }
    let Some(document) = &session.app.document else { return };
    for member in session.app.selection.member.iter().chain(&session.app.selection.marked) {
        assert!(document.network.members().get(member).is_some(), "{member} is selected and not in the map");
    }
    let records = RecordKind::ALL.iter().flat_map(|&kind| document.network.records(kind)).collect();
    assert!(Network::from_records(document.network.about.clone(), records).is_ok(), "the network is not sound any more");
}

/// A session on the small network, begun once and copied.
fn begun() -> Session {
    static BEGUN: OnceLock<Session> = OnceLock::new();
    let begin = || Session::on(open_bytes("small.ron", SMALL).expect("the small map is whole")).by("Priya").resize(60, 18);
    BEGUN.get_or_init(begin).clone()
}

/// What two bytes mean: mostly a key of the keymap; none is a look at the screen.
fn event(session: &Session, (what, which): (u8, usize), milliseconds: &mut u64) -> Option<Event> {
    let key = |code| Some(Event::Key(Key::plain(code)));
    match what {
        0..=127 => {
            let keys = session.app.setup.keymap.keys(Command::ALL[which % Command::ALL.len()]);
            let bound = keys.get(usize::from(what) % keys.len().max(1)).copied();
            bound.map(Event::Key).or_else(|| key(Code::Esc))
        }
        128..=179 => key(CODES[which % CODES.len()]),
        180..=211 => key(Code::Char(LETTERS[which % LETTERS.len()])),
        212..=235 => Some(mouse(session.app.setup.size, (what - 212, which))),
        236..=239 => Some(Event::Paste(PASTES[which % PASTES.len()].into())),
        240..=243 => {
            let (columns, rows) = SIZES[which % SIZES.len()];
            Some(Event::Resize(Size { columns, rows }))
        }
        244..=251 => {
            *milliseconds += [40, 400, 5_000][which % 3];
            Some(Event::Tick(Moment { running: Duration::from_millis(*milliseconds), ..session.app.setup.moment }))
        }
        252..=255 => None,
    }
}

fn mouse(size: Size, (what, which): (u8, usize)) -> Event {
    let what = usize::from(what);
    let acts = [MouseAct::Press, MouseAct::Release, MouseAct::Drag, MouseAct::WheelUp, MouseAct::WheelDown, MouseAct::Press];
    let button = [Button::Left, Button::Right, Button::Left, Button::Middle][what / acts.len()];
    let (columns, rows) = (usize::from(size.columns).max(1), usize::from(size.rows).max(1));
    let (column, row) = ((which * 7 % columns) as u16, (which * 3 % rows) as u16);
    Event::Mouse(Mouse { what: acts[what % acts.len()], button, held: Held::Nothing, column, row })
}
