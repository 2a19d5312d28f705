//! The window is closed, the line is cut: the program ends within two seconds, what was kept is kept, and nothing spins.
//!
//! The suite hangs up a few times in every way. `PERMEA_HANGUPS=200 cargo test --release --test it hangups -- --nocapture` does
//! it so often and prints how long it took and what it cost.

use std::{
    env,
    fs::{self, File, OpenOptions},
    io::Write,
    os::{fd::OwnedFd, unix::fs::OpenOptionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::OFlags,
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};
use tempfile::TempDir;

/// Longer than any machine takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long the program may take to end.
const LIMIT: Duration = Duration::from_secs(2);

/// Ticks of the clock by which Linux counts the work of a process.
const TICKS_A_SECOND: u64 = 100;

/// How much of the hang-up the program is told by a signal.
#[derive(Clone, Copy, Debug)]
enum Told {
    /// As in a window that is closed.
    BySignal,
    /// As under `nohup`: it is started with the signal ignored.
    SignalIgnored,
    /// No signal comes at all: the terminal is not its controlling terminal.
    NoSignal,
}

/// A terminal whose other end we hold, and the program in it.
struct Window {
    master: OwnedFd,
    child: Child,
    seen: vt100::Parser,
}

impl Window {
    fn open(told: Told, folder: &Path, arguments: &[&str], fault: &str) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let end = || -> File { OpenOptions::new().read(true).write(true).custom_flags(OFlags::NOCTTY.bits() as i32).open(&name).unwrap() };
        let (before, session) = match told {
            Told::BySignal => ("", "setsid -c"),
            Told::SignalIgnored => ("trap '' HUP;", "setsid -c"),
            Told::NoSignal => ("", "setsid"),
        };
        let child = Command::new("sh")
            .args(["-c", &format!("{before} exec {session} \"$0\" \"$@\""), env!("CARGO_BIN_EXE_permea")])
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

    fn press(&self, keys: &str) {
        let mut rest = keys.as_bytes();
        while !rest.is_empty() {
            rest = &rest[rustix::io::write(&self.master, rest).unwrap()..];
        }
    }

    /// Reads what the program shows until these words were among it.
    fn wait_for(&mut self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut bytes = [0; 8192];
        while !self.seen.screen().contents().contains(words) {
            assert!(Instant::now() < deadline, "`{words}` does not come:\n{}", self.seen.screen().contents());
            let mut asked = [PollFd::new(&self.master, PollFlags::IN)];
            if poll(&mut asked, Some(&Timespec { tv_sec: 0, tv_nsec: 50_000_000 })).unwrap() > 0 {
                let count = rustix::io::read(&self.master, &mut bytes).unwrap();
                self.seen.process(&bytes[..count]);
            }
        }
    }

    /// Closes the window; how long the program takes to end, and how much work it does.
    fn hang_up(self) -> (Duration, Duration) {
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

fn hang_ups(usual: usize) -> usize {
    env::var("PERMEA_HANGUPS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A folder with a map of one member.
fn place() -> TempDir {
    let place = TempDir::new().unwrap();
    fs::create_dir(place.path().join("home")).unwrap();
    let mut map = File::create(place.path().join("map.ron")).unwrap();
    map.write_all(include_bytes!("../../assets/demo.permea.ron")).unwrap();
    place
}

fn hang_up_often(told: Told, fault: &str, keys: &str) {
    let (mut slowest, mut most) = (Duration::ZERO, Duration::ZERO);
    let count = hang_ups(2);
    for at in 0..count {
        let place = place();
        let mut window = Window::open(told, place.path(), &["map.ron"], fault);
        window.wait_for("Invented network");
        window.wait_for("condoned");
        window.press("A");
        window.wait_for("Add a member");
        window.press("Juniper High\r");
        window.wait_for("kept");
        window.press(keys);
        let (took, work) = window.hang_up();
        assert!(took < LIMIT, "{told:?} {fault}: it took {took:?}");
        assert!(work < Duration::from_secs(1), "{told:?} {fault}: it worked for {work:?}");
        (slowest, most) = (slowest.max(took), most.max(work));
        if at == 0 {
            let left = Command::new(env!("CARGO_BIN_EXE_permea"))
                .args(["undo", "map.ron"])
                .current_dir(place.path())
                .env("PERMEA_HOME", place.path().join("home"))
                .output()
                .unwrap();
            let words = format!("{}{}", String::from_utf8_lossy(&left.stdout), String::from_utf8_lossy(&left.stderr));
            assert!(words.contains("1 step waits"), "{told:?} {fault}: the step is not kept: {words}");
        }
    }
    println!("{count} hang-ups, {told:?} {fault}: at most {} ms, {} ms of work", slowest.as_millis(), most.as_millis());
}

#[test]
fn a_closed_window_ends_the_program() {
    hang_up_often(Told::BySignal, "", "");
}

#[test]
fn a_closed_window_ends_the_program_although_the_signal_is_ignored() {
    hang_up_often(Told::SignalIgnored, "", "");
}

#[test]
fn a_line_that_is_cut_without_a_signal_ends_the_program() {
    hang_up_often(Told::NoSignal, "", "");
}

#[test]
#[cfg(debug_assertions)]
fn a_closed_window_ends_a_program_whose_screen_hangs() {
    hang_up_often(Told::NoSignal, "hang", "\u{1b}[24~");
}
