//! The real program: from its start to the first frame and to the first picture, open and triage, and peak memory.
//!
//! Beside it a peer: Python with pandas that finds the same families and the same coasting schools of the same sheet
//! (`benches/peer.py`). Aims: first frame under 50 ms whatever the file; opening and triage of 2,446 schools under 300 ms.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    dead_code,
    reason = "a bench prints and may stop"
)]

mod networks;

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use networks::{Given, SCHOOLS, shared_data};
use permea::store::{MapFile, new_guard};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_permea");
const RUNS: usize = 11;

fn main() {
    let home = TempDir::new().unwrap();
    println!("load average {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!("{:<17} {:<32} {:>9} {:>9} {:>10}", "map", "what", "median", "fastest", "peak");
    let empty = home.path().join("none.permea.ron");
    for given in Given::all() {
        let map = home.path().join(format!("{given:?}.permea.ron"));
        drop(MapFile::create(&map, given.network(), new_guard()).unwrap());
        let name = given.to_string();
        let kilobytes = fs::metadata(&map).unwrap().len() / 1_000;
        println!("{name:<17} {:<32} {kilobytes:>6} kB", "the file");
        let shown: Vec<Shown> = (0..RUNS).map(|_| show(&map, home.path())).collect();
        say(&name, "start to first frame", shown.iter().map(|shown| shown.frame).collect(), None);
        let peak = shown.iter().map(|shown| shown.peak_kilobytes).max();
        say(&name, "start to first picture", shown.iter().map(|shown| shown.picture).collect(), peak);
        for question in ["check", "triage"] {
            let runs = (0..RUNS).map(|_| run(Command::new(PROGRAM).arg(question).arg(&map), home.path())).collect();
            say(&name, question, runs, peak_of(&[question.as_ref(), map.as_path()], home.path()));
        }
        if !given.files().is_empty() {
            let sources: Vec<PathBuf> = given.files().iter().map(|file| fs::canonicalize(shared_data().join(file)).unwrap()).collect();
            let runs = (0..RUNS).map(|_| run(Command::new(PROGRAM).args(["import", "--dry-run"]).arg(&empty).args(&sources), home.path()));
            let arguments: Vec<&Path> = ["import", "--dry-run"]
                .iter()
                .map(Path::new)
                .chain([empty.as_path()])
                .chain(sources.iter().map(PathBuf::as_path))
                .collect();
            say(&name, "import, dry run", runs.collect(), peak_of(&arguments, home.path()));
        }
    }
    beside_the_peer(home.path());
}

/// Times of one opening of the screen.
struct Shown {
    /// Until anything was drawn.
    frame: Duration,
    /// Until the map was drawn from its first analysis.
    picture: Duration,
    peak_kilobytes: u64,
}

/// Opens a map on a screen of 160 by 50 that answers questions as terminals do, and leaves it.
fn show(map: &Path, home: &Path) -> Shown {
    let pair = native_pty_system().openpty(PtySize { rows: 50, cols: 160, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.arg(map);
    command.env("PERMEA_HOME", home);
    command.env("TERM", "xterm-256color");
    let (mut output, mut input) = (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
    let mut parser = vt100::Parser::new(50, 160, 0);
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut frame = None;
    let mut bytes = vec![0; 1 << 16];
    loop {
        let count = output.read(&mut bytes).unwrap();
        let now = start.elapsed();
        assert!(count > 0, "the program ended:\n{}", parser.screen().contents());
        parser.process(&bytes[..count]);
        // Is the background dark, and what kind of terminal is it?
        if bytes[..count].windows(3).any(|window| window == b"\x1b[c") {
            input.write_all(b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;c").unwrap();
        }
        let screen = parser.screen();
        if screen.alternate_screen() && !screen.contents().trim().is_empty() {
            frame.get_or_insert(now);
            // The head of the picture says how many members there are.
            if screen.contents().contains("not yet rated") || screen.contents().contains("Isolation") {
                let status = fs::read_to_string(format!("/proc/{}/status", child.process_id().unwrap())).unwrap_or_default();
                let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
                let peak_kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
                input.write_all(b"q").unwrap();
                while matches!(output.read(&mut bytes), Ok(1..)) {}
                child.wait().unwrap();
                return Shown { frame: frame.unwrap(), picture: now, peak_kilobytes };
            }
        }
    }
}

fn run(command: &mut Command, home: &Path) -> Duration {
    let start = Instant::now();
    let ended = command.env("PERMEA_HOME", home).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(ended.code().is_some_and(|code| code <= 3), "{command:?} {ended}");
    start.elapsed()
}

/// The most memory the program held, in kilobytes, as GNU time tells; `None`, said aloud, without it.
fn peak_of(arguments: &[&Path], home: &Path) -> Option<u64> {
    let told = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(PROGRAM).args(arguments).env("PERMEA_HOME", home).output();
    match told {
        Ok(output) => String::from_utf8_lossy(&output.stderr).lines().last()?.trim().parse().ok(),
        Err(error) => {
            eprintln!("skipped: peak memory needs /usr/bin/time ({error})");
            None
        }
    }
}

fn say(map: &str, what: &str, mut times: Vec<Duration>, peak_kilobytes: Option<u64>) {
    times.sort_unstable();
    let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let peak = peak_kilobytes.map_or_else(String::new, |peak| format!("{:.1} MB", peak as f64 / 1e3));
    println!("{map:<17} {what:<32} {:>9} {:>9} {peak:>10}", milliseconds(times[times.len() / 2]), milliseconds(times[0]));
}

/// The same question put to Python with pandas: the sheet read, families found, coasting schools counted.
fn beside_the_peer(home: &Path) {
    let Ok(sheets) = SCHOOLS.iter().map(|file| fs::canonicalize(shared_data().join(file))).collect::<Result<Vec<_>, _>>() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peer.py");
    let has_pandas = Command::new("python3").args(["-c", "import pandas, numpy"]).output().is_ok_and(|output| output.status.success());
    if !has_pandas {
        eprintln!("skipped: the peer needs python3 with pandas and numpy");
        return;
    }
    let map = home.join("beside.permea.ron");
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..5 {
        let _absent = fs::remove_file(&map);
        let read = run(Command::new(PROGRAM).arg("import").arg(&map).args(&sheets), home);
        ours.push(read + run(Command::new(PROGRAM).arg("triage").arg(&map), home));
        theirs.push(run(Command::new("python3").arg(script).args(&sheets), home));
    }
    ours.sort_unstable();
    theirs.sort_unstable();
    let ratio = theirs[2].as_secs_f64() / ours[2].as_secs_f64();
    say("2,446 schools", "import + triage, two commands", ours, None);
    say("2,446 schools", "pandas: read, families, coasting", theirs, None);
    println!("pandas takes {ratio:.1} times as long");
    let Ok(found) = Command::new("python3").arg(script).args(&sheets).output() else { return };
    let answer = String::from_utf8_lossy(&found.stdout);
    println!("pandas finds: {}", answer.trim());
}
