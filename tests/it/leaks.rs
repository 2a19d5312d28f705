//! No name does more than be read: what reaches the terminal holds no escape but ours, whatever stands in whichever field.
//!
//! The suite draws some thousands of hostile names. `PERMEA_NAMES=1000000 cargo test --release --test it leaks -- --nocapture`
//! draws so many.

use std::{cell::RefCell, env, fs, io, path::Path, process::Command, rc::Rc};

use permea::{
    model::{Network, Shown},
    report::words,
    store,
    view::{self, Look},
};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, buffer::Buffer, layout::Rect, style::Style};

use crate::{crowd::Dice, hostile::shown::is_clean, pty::Run, session::Session};

/// What somebody may put into a name: titles, clipboards, colours, cursors, answers, direction, marks, nothing at all.
const PIECES: [&str; 34] = [
    "\u{1b}]0;pwned\u{7}",
    "\u{1b}]52;c;eHh4\u{7}",
    "\u{1b}[31m",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[6n",
    "\u{1b}c",
    "\u{1b}P$q\u{1b}\\",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "\u{7}",
    "\u{8}",
    "\r\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{2028}",
    "\u{feff}",
    "\u{ad}",
    "\u{3164}",
    "\u{e0041}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{301}",
    "👩\u{200d}🚀",
    "❤\u{fe0f}",
    "👋🏽",
    "\u{fdfd}",
    "日本",
    "ŵ",
];

fn names(usual: usize) -> usize {
    env::var("PERMEA_NAMES").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

fn hostile(dice: &mut Dice) -> String {
    (0..=dice.roll(4)).map(|_| [PIECES[dice.roll(PIECES.len())], "Ash ", "x"][dice.roll(3)]).collect()
}

/// The text as a file holds it, each letter by its number.
pub(crate) fn in_the_file(text: &str) -> String {
    text.chars().flat_map(char::escape_unicode).collect()
}

/// The demo with something hostile in every field that holds free text; how many names that are.
fn hostile_demo(dice: &mut Dice) -> (String, usize) {
    const FIELDS: [&str; 16] = [
        "name",
        "authority",
        "region",
        "town",
        "type",
        "note",
        "by",
        "role",
        "by_role",
        "purpose",
        "need",
        "topic",
        "why",
        "outcome",
        "follow_up",
        "measure",
    ];
    let demo = include_str!("../../assets/demo.permea.ron");
    let mut out = String::new();
    let (mut rest, mut count) = (demo, 0);
    while let Some(at) = rest.find(": \"") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let field = before[..at].rsplit([' ', '(', ',']).next().unwrap();
        if FIELDS.contains(&field) && !(field == "measure" && before.contains("(id: \"urn:")) {
            out.push_str(&in_the_file(&hostile(dice)));
            count += 1;
        }
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

/// Everything of the terminal's output that is not ours: the escapes allowed are places, looks, clearing, modes, and the line of progress.
fn only_our_escapes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut rest = text.as_str();
    while let Some((plain, after)) = rest.split_once('\u{1b}') {
        is_clean(plain.trim_matches(['\r', '\n']));
        let sequence = after.strip_prefix('[').unwrap_or_else(|| panic!("ESC {:?} is not ours", after.chars().next()));
        let end = sequence.find(|sign: char| !(sign.is_ascii_digit() || sign == ';' || sign == '?')).unwrap();
        let last = sequence[end..].chars().next().unwrap();
        assert!("HmhlJK".contains(last), "ESC [ … {last:?} is not ours: {:?}", &sequence[..end]);
        rest = &sequence[end + last.len_utf8()..];
    }
}

/// What a terminal gets of a screen.
fn bytes_of(session: &Session, look: &Look) -> Vec<u8> {
    #[derive(Clone, Default)]
    struct Kept(Rc<RefCell<Vec<u8>>>);
    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let kept = Kept::default();
    let size = session.app.setup.size;
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.columns, size.rows));
    let mut terminal = Terminal::with_options(CrosstermBackend::new(kept.clone()), TerminalOptions { viewport }).unwrap();
    terminal.draw(|frame| view::draw(&session.app, look, frame)).unwrap();
    drop(terminal);
    kept.0.take()
}

/// Keys that lead through every screen and overlay.
const JOURNEY: [&str; 24] = [
    "", "down", "v", "v", "v", "v", "L", "esc", "t", "enter", "esc", "t", "f1", "esc", "l", "down", "right", "g", "enter", "esc", "/",
    "esc", "r", "esc",
];

fn read(text: &str) -> Network {
    store::open_bytes("the hostile demo", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn no_field_of_the_map_reaches_the_terminal_as_anything_but_text() {
    let mut dice = Dice(3);
    let mut drawn = 0;
    while drawn < names(1_500) {
        let (text, count) = hostile_demo(&mut dice);
        let mut session = Session::sized(120, 36).by("Priya").with(read(&text));
        for keys in JOURNEY {
            session = session.press(keys);
            only_our_escapes(&bytes_of(&session, &Look::default()));
        }
        let mut small = session.resize(30, 8);
        drop(small.screen());
        only_our_escapes(&bytes_of(&small, &Look::default()));
        drawn += count;
    }
    println!("{drawn} hostile names drawn");
}

#[test]
fn the_real_terminal_gets_no_escape_but_ours() {
    let (text, _) = hostile_demo(&mut Dice(5));
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("map.ron"), text).unwrap();
    let mut run = Run::start_in(folder.path(), &["map.ron"], &[]);
    run.wait_for("condoned");
    for keys in ["t", "l", "g", "m", "v", "/", "\u{1b}"] {
        run.press(keys);
        run.pause(std::time::Duration::from_millis(60));
    }
    run.press("q");
    run.ends_clean();
    only_our_escapes(&run.bytes);
}

#[test]
fn what_a_command_prints_on_a_terminal_is_text() {
    let (text, _) = hostile_demo(&mut Dice(9));
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("map.ron"), &text).unwrap();
    let commands =
        ["list map.ron", "list map.ron --format csv", "list map.ron --format json", "triage map.ron", "check map.ron", "map map.ron"];
    for command in commands {
        let words: Vec<&str> = command.split(' ').collect();
        let mut run = Run::start_in(folder.path(), &words, &[]);
        run.ends_clean();
        assert!(run.bytes.len() > 200, "{command} prints nothing");
        only_our_escapes(&run.bytes);
    }
}

#[test]
fn an_argument_with_escapes_is_shown_and_not_obeyed() {
    let folder = tempfile::TempDir::new().unwrap();
    let hostile = "\u{1b}]0;pwn\u{7}\u{202e}";
    for words in [
        vec!["show", hostile, "x"],
        vec![hostile],
        vec!["rate", "--stage", hostile, "x", "y"],
        vec!["--format", hostile],
        vec!["list", hostile, hostile],
    ] {
        let mut run = Run::start_in(folder.path(), &words, &[("TERM", "dumb")]);
        assert!(!run.ends_clean().success());
        only_our_escapes(&run.bytes);
    }
    let said = told(folder.path(), &["show", hostile, "x"]);
    assert!(said.contains("␛]0;pwn␇⟨RLO⟩") && said.contains("no file"), "{said}");
}

/// What a command says on standard error.
fn told(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_permea")).args(words).current_dir(folder).env("PERMEA_HOME", folder).output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_pipe_gets_the_data_as_it_is_stored() {
    let name = "St Mary\u{1b}[31m\u{202e}\u{200b}";
    let escaped = in_the_file(name);
    let text = include_str!("../../assets/demo.permea.ron").replace("Gorsehollow High", &escaped);
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("map.ron"), &text).unwrap();
    let out = |format: &str| {
        let words = ["list", "map.ron", "--format", format];
        let output =
            Command::new(env!("CARGO_BIN_EXE_permea")).args(words).current_dir(folder.path()).env("PERMEA_HOME", folder.path()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(out("csv").contains(name));
    let answer: serde_json::Value = serde_json::from_str(&out("json")).unwrap();
    assert!(answer.to_string().contains(&serde_json::to_string(name).unwrap().trim_matches('"').to_owned()));
    assert_eq!(fs::read_to_string(folder.path().join("map.ron")).unwrap(), text, "showing changes nothing");
}

#[test]
fn columns_stay_in_line_whatever_stands_in_them() {
    let mut dice = Dice(11);
    let mut terminal = vt100::Parser::new(2, 60, 0);
    for _ in 0..names(10_000).min(1_000_000) {
        let name = hostile(&mut dice);
        let row = format!("\r{}|", words::fit(&name, 30));
        terminal.process(b"\x1b[2J\x1b[H");
        terminal.process(row.as_bytes());
        let sign = terminal.screen().cell(0, 30).unwrap().contents();
        assert_eq!(sign, "|", "{name:?} is shown as {}", terminal.screen().contents());
        assert_eq!(Shown::of(&row[1..]).columns(), 31, "{name:?}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the screen's own measure is what ours is compared with")]
fn a_text_takes_as_many_columns_as_the_screen_gives_it() {
    for text in ["Abbey", "日本語学校", "Gw\u{302}yr", "ｶﾞｯｺｳ", "ﾊﾟ"] {
        let mut screen = Buffer::empty(Rect::new(0, 0, 30, 1));
        let (end, _) = screen.set_stringn(0, 0, text, 30, Style::default());
        assert_eq!(Shown::of(text).columns(), usize::from(end), "{text}");
    }
}
