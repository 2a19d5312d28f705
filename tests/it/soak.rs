//! Keys, clicks and sizes that chance makes up: nothing falls, what is selected is there, and undo leads back to the first byte.
//!
//! The suite presses a few hundred keys. `PERMEA_SOAK=60000 cargo test --test it soak -- --nocapture` presses so many on each
//! map and prints the slowest; `PERMEA_SOAK_MAP=FILE` does it on a map of one's own and `PERMEA_SOAK_SEED` with other dice.

use std::{
    collections::VecDeque,
    env, thread,
    time::{Duration, Instant},
};

use permea::{
    app::{Button, Code, Command, Context, Event, Held, Key, Mouse, MouseAct, Overlay, Size},
    model::{About, Network},
    store::{self, Guard, format},
};

use crate::{
    crowd::{self, Dice, Rated},
    session::Session,
};

/// The sizes a screen may have while it is soaked.
const SIZES: [(u16, u16); 8] = [(80, 24), (120, 36), (200, 55), (20, 6), (40, 12), (1, 1), (300, 3), (9, 70)];

/// After so many keys everything is taken back.
const BETWEEN_UNDOS: usize = 150;

/// What was done last, printed if something falls.
struct Trail {
    of: String,
    steps: usize,
    last: VecDeque<String>,
    slowest: Vec<(Duration, String)>,
}

impl Trail {
    fn begin(of: String) -> Self {
        Self { of, steps: 0, last: VecDeque::new(), slowest: Vec::new() }
    }

    fn note(&mut self, event: &Event) {
        let word = if let Event::Key(key) = event { key.to_string() } else { format!("{event:?}") };
        self.steps += 1;
        self.last.push_back(word);
        if self.last.len() > 80 {
            self.last.pop_front();
        }
    }

    fn took(&mut self, time: Duration, session: &Session) {
        let context =
            format!("{:?} {:?} {:?}", session.app.screen, session.app.setup.size, self.last.iter().rev().take(4).collect::<Vec<_>>());
        self.slowest.push((time, context));
        self.slowest.sort_by(|one, other| other.cmp(one));
        self.slowest.truncate(6);
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("{}, after {} events, the last of them: {:?}", self.of, self.steps, self.last);
        }
    }
}

fn bytes(network: &Network) -> String {
    format::write(network, &Guard::new("0")).unwrap()
}

/// The next thing that happens: mostly a key of the keymap, some letters, the mouse, another size, a moment later.
fn next(dice: &mut Dice, session: &Session, now: &mut u64) -> Event {
    let Size { columns, rows } = session.app.setup.size;
    match dice.roll(100) {
        0..=54 => {
            // Half of them where they mean something, on the map, and few that end the program.
            let is_of_the_map = |context| matches!(context, Context::Map | Context::Pointing | Context::Holding);
            let is_harmless = |command: &Command| command.context() == Context::General && !["quit", "open"].contains(&command.name());
            let likely = |command: &Command| is_of_the_map(command.context()) || is_harmless(command);
            let commands: Vec<Command> = Command::ALL.iter().copied().filter(likely).collect();
            let commands = if dice.roll(3) == 0 { Command::ALL } else { &commands };
            let command = commands[dice.roll(commands.len())];
            let keys = session.app.setup.keymap.keys(command);
            Event::Key(keys.get(dice.roll(keys.len())).copied().unwrap_or(Key::plain(Code::Esc)))
        }
        55..=69 => Event::Key(Key::plain([Code::Enter, Code::Down, Code::Right, Code::Left, Code::Up][dice.roll(5)])),
        70..=81 => {
            let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyz0123456789 =~.>é中🏫\u{202e}".chars().collect();
            Event::Key(Key::plain(Code::Char(letters[dice.roll(letters.len())])))
        }
        82..=94 => {
            let what = [MouseAct::Press, MouseAct::Release, MouseAct::Drag, MouseAct::WheelUp, MouseAct::WheelDown][dice.roll(5)];
            let button = [Button::Left, Button::Left, Button::Right, Button::Middle][dice.roll(4)];
            let held = [Held::Nothing, Held::Nothing, Held::Shift, Held::Ctrl, Held::Alt][dice.roll(5)];
            let (column, row) = (dice.roll(usize::from(columns) + 2) as u16, dice.roll(usize::from(rows) + 2) as u16);
            Event::Mouse(Mouse { what, button, held, column, row })
        }
        95 => Event::Paste(["stage = 1", "", "a\nb\tc\u{7}", "Ashdown"][dice.roll(4)].into()),
        _ => {
            *now += [40, 400, 5_000][dice.roll(3)];
            let moment = permea::app::Moment { running: Duration::from_millis(*now), ..session.app.setup.moment };
            Event::Tick(moment)
        }
    }
}

fn is_sound(session: &Session) {
    let app = &session.app;
    let Some(document) = &app.document else { return };
    for member in app.selection.member.iter().chain(&app.selection.marked) {
        assert!(document.network.members().get(member).is_some(), "{member} is selected and not in the map");
    }
}

/// The first lines in which two files differ.
fn difference(one: &str, other: &str) -> String {
    let lines = one.lines().filter(|line| !other.contains(line)).map(|line| format!("- {line}"));
    let others = other.lines().filter(|line| !one.contains(line)).map(|line| format!("+ {line}"));
    lines.take(3).chain(others.take(3)).collect::<Vec<_>>().join("\n")
}

/// Takes everything back and does it again; the network is the one that was opened, then the one that was made of it.
fn undo_all_and_redo(session: &mut Session, first: &str) {
    for _ in 0..12 {
        let code = match &session.app.overlay {
            None => break,
            Some(Overlay::Question(question)) if question.answers.len() == 2 => Code::Char('2'),
            Some(_) => Code::Esc,
        };
        session.send(Event::Key(Key::plain(code)));
    }
    let Some(document) = &session.app.document else { return };
    let (made, steps) = (bytes(&document.network), document.history.len());
    let press = |session: &mut Session, key: &str| session.send(Event::Key(Key::parse(key).unwrap()));
    for _ in 0..steps {
        press(session, "ctrl-z");
    }
    let document = session.app.document.as_ref().unwrap();
    assert_eq!(document.history.len(), 0, "not everything is taken back\n{}", session.screen());
    let back = bytes(session.network());
    assert!(back == first, "undo does not bring back the first network\n{}", difference(first, &back));
    for _ in 0..steps {
        press(session, "ctrl-y");
    }
    assert!(bytes(session.network()) == made, "redo does not bring back what was made");
}

fn soak(name: &str, network: &Network, keys: usize, seed: u64) {
    let mut trail = Trail::begin(format!("{name} with seed {seed}"));
    let mut dice = Dice(seed);
    let mut now = 0;
    let fresh = |dice: &mut Dice| {
        let (columns, rows) = SIZES[dice.roll(5)];
        let session = Session::sized(columns, rows).by("Priya").with(network.clone()).with_file("other.permea.ron");
        if dice.roll(2) == 0 { session.gliding() } else { session }
    };
    let mut session = fresh(&mut dice);
    let mut first = bytes(session.network());
    let mut opened = session.opened;
    for at in 1..=keys {
        let began = Instant::now();
        if dice.roll(60) == 0 {
            let (columns, rows) = SIZES[dice.roll(SIZES.len())];
            trail.note(&Event::Resize(Size { columns, rows }));
            session = session.resize(columns, rows);
        } else {
            let event = next(&mut dice, &session, &mut now);
            trail.note(&event);
            session.send(event);
        }
        drop(session.screen());
        trail.took(began.elapsed(), &session);
        is_sound(&session);
        if session.opened != opened && session.app.document.is_some() {
            opened = session.opened;
            first = bytes(session.network());
        }
        if at % BETWEEN_UNDOS == 0 && session.saved == 0 {
            undo_all_and_redo(&mut session, &first);
        }
        if session.has_quit || (at % BETWEEN_UNDOS == 0 && dice.roll(3) == 0) || session.saved > 0 && dice.roll(50) == 0 {
            session = fresh(&mut dice);
            first = bytes(session.network());
            opened = session.opened;
            trail.last.push_back("(begun anew)".into());
        }
    }
    println!("{}: {keys} events, the slowest:", trail.of);
    for (time, context) in &trail.slowest {
        println!("  {} ms  {context}", time.as_millis());
    }
}

fn wish(variable: &str) -> Option<String> {
    env::var(variable).ok()
}

fn keys(usual: usize) -> usize {
    wish("PERMEA_SOAK").and_then(|keys| keys.parse().ok()).unwrap_or(usual)
}

fn seed() -> u64 {
    wish("PERMEA_SOAK_SEED").and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

#[test]
fn random_keys_on_the_demo_do_no_harm() {
    let network = Session::on_demo().network().clone();
    for run in 0..3 {
        soak("the demo", &network, keys(400), seed() + run);
    }
}

#[test]
fn random_keys_on_an_empty_map_do_no_harm() {
    let network = Network::from_records(About { name: "Empty".into(), uid: "1".into() }, Vec::new()).unwrap();
    soak("an empty map", &network, keys(400), seed());
}

#[test]
fn random_keys_on_three_hundred_members_do_no_harm() {
    soak("300 members", &crowd::crowd(300, Rated::Most).network, keys(200), seed());
}

#[test]
fn random_keys_on_a_map_of_ones_own_do_no_harm() {
    let Some(file) = wish("PERMEA_SOAK_MAP") else {
        println!("not run: PERMEA_SOAK_MAP names no map");
        return;
    };
    let network = match file.parse() {
        Ok(members) => crowd::crowd(members, Rated::Most).network.clone(),
        Err(_) => store::open(file.as_ref()).unwrap().network,
    };
    soak(&file, &network, keys(400), seed());
}

#[test]
fn a_member_removed_from_the_table_is_no_longer_selected() {
    let session = Session::on_demo().press("l down down");
    let gone = session.app.selection.member.clone().unwrap();
    let session = session.press("x enter");
    assert!(session.network().members().get(&gone).is_none());
    let selected = session.app.selection.member.clone().expect("the row under the cursor is selected");
    assert!(session.network().members().get(&selected).is_some());
}
