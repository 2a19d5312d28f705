//! The real program in a pseudo-terminal: whatever ends it, the terminal is as it was.

use std::{
    io::{Read, Write},
    process::Command,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// Longer than any machine takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal of its own.
struct Run {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's modes before the program began.
    before: String,
    home: TempDir,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Run {
    fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let home = TempDir::new().unwrap();
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let before = modes(&*pair.master);
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_permea"));
        command.args(arguments);
        command.cwd(home.path());
        command.env("PERMEA_HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("COLORFGBG", "15;0");
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, output) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if tell.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        Self { parser: vt100::Parser::new(24, 80, 0), output, input, master: pair.master, child, before, home }
    }

    fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    fn resize(&mut self, cols: u16, rows: u16) {
        self.parser.screen_mut().set_size(rows, cols);
        self.master.resize(size(cols, rows)).unwrap();
    }

    fn send(&mut self, signal: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    }

    /// Waits until the program stands still, as after a stop.
    fn wait_stopped(&mut self) {
        let process = self.child.process_id().unwrap().to_string();
        let deadline = Instant::now() + PATIENCE;
        let state = || Command::new("ps").args(["-o", "stat=", "-p", &process]).output().unwrap().stdout;
        while !state().starts_with(b"T") {
            assert!(Instant::now() < deadline, "it does not stop");
            thread::yield_now();
        }
    }

    /// Waits until the screen says this.
    fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.contains(words));
    }

    /// Waits until the screen says this no longer.
    fn wait_gone(&mut self, words: &str) {
        self.wait_until(words, |screen| !screen.contains(words));
    }

    fn wait_until(&mut self, what: &str, came: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !came(&self.parser.screen().contents()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(error) => panic!("`{what}` ({error}) on this screen:\n{}", self.parser.screen().contents()),
            }
        }
    }

    /// Waits for the end, takes in what was still written, and looks whether the terminal is as it was.
    fn ends_clean(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.parser.screen().contents()),
            }
        }
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "still in the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(modes(&*self.master), self.before);
        self.child.wait().unwrap()
    }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

#[test]
fn the_terminal_is_as_it_was_after_quitting() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("Invented network");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_terminal_that_draws_signs_two_cells_wide_gets_ascii() {
    let mut run = Run::start(&["demo"], &[("LC_ALL", "ja_JP.UTF-8")]);
    run.wait_for("▣");
    run.press("\u{1b}[1;3R");
    run.wait_for("[Gorsehollow High]");
    assert!(run.parser.screen().contents().is_ascii(), "{}", run.parser.screen().contents());
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_terminal_that_draws_signs_in_one_cell_keeps_them() {
    let mut run = Run::start(&["demo"], &[("LC_ALL", "ja_JP.UTF-8")]);
    run.wait_for("▣");
    run.press("\u{1b}[1;2R");
    run.wait_for("▐Gorsehollow High▌");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn the_terminal_is_as_it_was_after_sigterm() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("Invented network");
    run.send("-TERM");
    assert!(!run.ends_clean().success());
}

#[test]
fn a_signal_says_how_many_steps_are_lost_by_it() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.send("-TERM");
    run.wait_for("One step was not saved");
    assert!(!run.ends_clean().success());
}

#[test]
fn a_stopped_program_comes_back_with_its_screen_and_its_steps() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.send("-TSTP");
    run.wait_gone("takes it back");
    run.wait_stopped();
    run.send("-CONT");
    run.wait_for("Juniper High");
    run.press("q");
    run.wait_for("Before you leave");
    run.press("2");
    assert!(run.ends_clean().success());
}

#[test]
fn the_terminal_is_as_it_was_after_sighup() {
    let mut run = Run::start(&[], &[]);
    run.wait_for("New map");
    run.send("-HUP");
    assert!(!run.ends_clean().success());
}

#[test]
#[cfg(debug_assertions)]
fn the_terminal_is_as_it_was_after_a_panic() {
    let mut run = Run::start(&["demo"], &[("PERMEA_PANIC", "1")]);
    run.wait_for("Invented network");
    run.press("\u{1b}[24~");
    assert_eq!(run.ends_clean().exit_code(), 1);
    assert!(run.parser.screen().contents().contains("permea made a mistake"), "{}", run.parser.screen().contents());
}

#[test]
fn another_size_is_another_picture() {
    let mut run = Run::start(&[], &[]);
    run.wait_for("New map");
    run.resize(40, 12);
    run.press("?");
    run.wait_for("Every command");
    run.press("\u{1b}");
    run.wait_gone("Every command");
    run.resize(100, 30);
    run.press("d");
    run.wait_for("Invented network");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_file_that_is_not_there_is_told_on_the_screen() {
    let mut run = Run::start(&["nowhere.permea.ron"], &[]);
    run.wait_for("nowhere.permea.ron");
    run.wait_for("New map");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_rating_is_in_the_file_once_it_is_saved() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("t");
    run.wait_for("confirmed");
    run.press("r");
    run.wait_for("name");
    run.press("Priya\r");
    run.wait_for("stage");
    run.press("2");
    run.wait_for("takes it back");
    run.press("\u{13}");
    run.wait_for("Save under a name");
    run.press("mine\r");
    run.wait_for("mine.permea.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    let file = std::fs::read_to_string(run.home.path().join("mine.permea.ron")).unwrap();
    assert!(file.contains("by: \"Priya\", stage: 2"));
}

#[test]
fn a_piped_output_gets_no_screen() {
    let output = Command::new(env!("CARGO_BIN_EXE_permea")).arg("demo").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
