//! The real program in a pseudo-terminal of its own.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
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
pub(crate) struct Run {
    pub(crate) parser: vt100::Parser,
    /// Everything the program has written.
    pub(crate) bytes: Vec<u8>,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's modes before the program began.
    before: String,
    /// Where it works and keeps its settings.
    pub(crate) folder: PathBuf,
    /// The same if it is this run's own.
    _own: Option<TempDir>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

impl Run {
    /// The program in a folder of its own.
    pub(crate) fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let own = TempDir::new().unwrap();
        let run = Self::start_in(own.path(), arguments, variables);
        Self { _own: Some(own), ..run }
    }

    /// The program in a folder that others use before and after it.
    pub(crate) fn start_in(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::start_program(folder, env!("CARGO_BIN_EXE_permea"), arguments, variables)
    }

    /// Another program that runs ours.
    pub(crate) fn start_program(folder: &Path, program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let before = modes(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        command.env("PERMEA_HOME", folder);
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
        let parser = vt100::Parser::new(24, 80, 0);
        Self { parser, bytes: Vec::new(), output, input, master: pair.master, child, before, folder: folder.to_owned(), _own: None }
    }

    /// Presses keys as the terminal sends them.
    pub(crate) fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Makes the terminal another size.
    pub(crate) fn resize(&mut self, cols: u16, rows: u16) {
        // The parser cannot be without room.
        if rows > 0 && cols > 0 {
            self.parser.screen_mut().set_size(rows, cols);
        }
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Sends a signal.
    pub(crate) fn send(&mut self, signal: &str) {
        let process = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
    }

    /// Sends a signal to a program that may have ended.
    pub(crate) fn send_if_there(&mut self, signal: &str) {
        let process = self.child.process_id().unwrap().to_string();
        let _sent = Command::new("kill").args([signal, &process]).output().unwrap();
    }

    /// Lets a time pass in which nothing is typed, and takes in what is shown.
    pub(crate) fn pause(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Ok(bytes) = self.output.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.take_in(&bytes);
        }
    }

    fn take_in(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.bytes.extend_from_slice(bytes);
    }

    /// Waits until the program stands still, as after a stop.
    pub(crate) fn wait_stopped(&mut self) {
        let process = self.child.process_id().unwrap().to_string();
        let deadline = Instant::now() + PATIENCE;
        let state = || Command::new("ps").args(["-o", "stat=", "-p", &process]).output().unwrap().stdout;
        while !state().starts_with(b"T") {
            assert!(Instant::now() < deadline, "it does not stop");
            thread::yield_now();
        }
    }

    /// Waits until the screen says this.
    pub(crate) fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.contains(words));
    }

    /// Waits until the screen says this no longer.
    pub(crate) fn wait_gone(&mut self, words: &str) {
        self.wait_until(words, |screen| !screen.contains(words));
    }

    /// Waits until the screen says this, which it is told, or something that rules it out.
    pub(crate) fn comes(&mut self, words: &str, is_ruled_out: &impl Fn(&str) -> bool) -> bool {
        self.wait_until(words, |screen| screen.contains(words) || is_ruled_out(screen));
        self.parser.screen().contents().contains(words)
    }

    /// Waits until the screen passes.
    pub(crate) fn wait_until(&mut self, what: &str, came: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !came(&self.parser.screen().contents()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take_in(&bytes),
                Err(error) => panic!("`{what}` ({error}) on this screen:\n{}", self.parser.screen().contents()),
            }
        }
    }

    /// Kills what the program of this run runs.
    pub(crate) fn kill_the_child(&mut self) {
        let process = self.child.process_id().unwrap();
        let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap();
        for child in children.split_whitespace() {
            assert!(Command::new("kill").args(["-KILL", child]).status().unwrap().success());
        }
    }

    /// Ends the program as nothing it can see, and waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.send("-KILL");
        self.child.wait().unwrap();
    }

    /// Waits for the end, takes in what was still written, and looks whether the terminal is as it was.
    pub(crate) fn ends_clean(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take_in(&bytes),
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
