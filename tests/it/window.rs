//! The real program in a window of our own, which can be closed at any moment, or stop taking what the program shows.

use std::{
    fs::{self, File, OpenOptions},
    os::{fd::OwnedFd, unix::fs::OpenOptionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{OFlags, fcntl_setfl},
    io::Errno,
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

/// Longer than any machine takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Ticks of the clock by which Linux counts the work of a process.
const TICKS_A_SECOND: u64 = 100;

/// How much of the hang-up the program is told by a signal.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told {
    /// As in a window that is closed.
    BySignal,
    /// As under `nohup`: it is started with the signal ignored.
    SignalIgnored,
    /// No signal comes at all: the terminal is not its controlling terminal.
    NoSignal,
}

/// A terminal whose other end we hold, and the program in it.
pub(crate) struct Window {
    master: OwnedFd,
    child: Child,
    seen: vt100::Parser,
}

impl Window {
    pub(crate) fn open(told: Told, folder: &Path, arguments: &[&str], fault: &str) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        fcntl_setfl(&master, OFlags::RDWR | OFlags::NONBLOCK).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let end = || -> File {
            OpenOptions::new().read(true).write(true).custom_flags(OFlags::NOCTTY.bits().try_into().unwrap()).open(&name).unwrap()
        };
        let (before, session) = match told {
            Told::BySignal => ("", "setsid -c"),
            Told::SignalIgnored => ("trap '' HUP;", "setsid -c"),
            Told::NoSignal => ("", "setsid"),
        };
        let child = Command::new("sh")
            .args(["-c", &format!("umask 0; {before} exec {session} \"$0\" \"$@\""), env!("CARGO_BIN_EXE_permea")])
            .args(arguments)
            .current_dir(folder)
            .env("PERMEA_HOME", folder.join("home"))
            .env("PERMEA_FAULT", fault)
            .env("TERM", "xterm-256color")
            .env("COLORFGBG", "15;0")
            .stdin(Stdio::from(end()))
            .stdout(Stdio::from(end()))
            .stderr(Stdio::from(end()))
            .spawn()
            .unwrap();
        Self { master, child, seen: vt100::Parser::new(24, 80, 0) }
    }

    /// Presses keys; they wait where the program is behind, and are lost where it has ended.
    pub(crate) fn press(&self, keys: &str) {
        let mut rest = keys.as_bytes();
        while !rest.is_empty() {
            match rustix::io::write(&self.master, rest) {
                Ok(taken) => rest = &rest[taken..],
                Err(Errno::AGAIN) if self.has_ended() => return,
                Err(Errno::AGAIN) => {
                    let mut asked = [PollFd::new(&self.master, PollFlags::OUT)];
                    poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 50_000_000 })).unwrap();
                }
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn has_ended(&self) -> bool {
        work(&PathBuf::from(format!("/proc/{}/stat", self.child.id()))).0 == 'Z'
    }

    /// Reads what the program shows until these words are on the screen.
    pub(crate) fn wait_for(&mut self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.seen.screen().contents().contains(words) {
            assert!(Instant::now() < deadline, "`{words}` does not come:\n{}", self.seen.screen().contents());
            self.read();
        }
    }

    /// Reads what the program shows now, if it shows anything soon; how many bytes that were.
    pub(crate) fn read(&mut self) -> usize {
        let mut asked = [PollFd::new(&self.master, PollFlags::IN)];
        if poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 50_000_000 })).unwrap() == 0 {
            return 0;
        }
        let mut bytes = [0; 8192];
        // The other end is closed once the program has ended.
        let count = rustix::io::read(&self.master, &mut bytes).unwrap_or(0);
        self.seen.process(&bytes[..count]);
        count
    }

    /// Makes the window another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.seen.screen_mut().set_size(rows, columns);
        tcsetwinsize(&self.master, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    }

    /// Looks whether the terminal was left as a shell wants it.
    pub(crate) fn is_given_back(&self) {
        let screen = self.seen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "it was not given back");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    /// Whether these words are on the screen.
    pub(crate) fn shows(&self, words: &str) -> bool {
        self.seen.screen().contents().contains(words)
    }

    /// How it has ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// The memory the program holds.
    pub(crate) fn memory_kilobytes(&self) -> usize {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    }

    /// Sends a signal and waits, without taking anything the program shows, until it has ended.
    pub(crate) fn end_by(&mut self, signal: &str) -> (Duration, ExitStatus) {
        let began = Instant::now();
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (began.elapsed(), status);
            }
            assert!(began.elapsed() < PATIENCE, "it does not end");
            thread::yield_now();
        }
    }

    /// Closes the window; how long the program takes to end, and how much work it does.
    pub(crate) fn hang_up(self) -> (Duration, Duration) {
        let Self { master, mut child, .. } = self;
        let process = PathBuf::from(format!("/proc/{}/stat", child.id()));
        let before = work(&process).1;
        let began = Instant::now();
        drop(master);
        loop {
            let (state, after) = work(&process);
            if state == 'Z' {
                let took = began.elapsed();
                child.wait().unwrap();
                return (took, after.saturating_sub(before));
            }
            assert!(began.elapsed() < PATIENCE, "it does not end");
            thread::yield_now();
        }
    }
}

/// The state of a process, and how long it has worked.
fn work(process: &Path) -> (char, Duration) {
    let text = fs::read_to_string(process).unwrap();
    let fields: Vec<&str> = text.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().map(|at| fields[*at].parse::<u64>().unwrap()).sum();
    (fields[0].chars().next().unwrap(), Duration::from_millis(ticks * 1000 / TICKS_A_SECOND))
}
