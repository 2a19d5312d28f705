//! Every way to end, on three kinds of terminal: its modes are as they were, the first screen is back, the mouse and pastes are plain,
//! and the cursor is seen.

use crate::pty::Run;

/// How a run comes to its end, and how that looks from outside.
struct Exit {
    name: &'static str,
    /// What is to go wrong on F12.
    fault: &'static str,
    ends: fn(&mut Run),
    /// The exit code; none for the end by a signal.
    code: Option<u32>,
    /// What stands on the terminal afterwards.
    says: &'static str,
}

/// The key on which a fault happens.
const F12: &str = "\u{1b}[24~";

fn change_something(run: &mut Run) {
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
}

const fn exit(name: &'static str, fault: &'static str, ends: fn(&mut Run), code: Option<u32>, says: &'static str) -> Exit {
    Exit { name, fault, ends, code, says }
}

const EXITS: [Exit; 18] = [
    exit("leaving", "", |run| run.press("q"), Some(0), ""),
    exit(
        "leaving without saving",
        "",
        |run| {
            change_something(run);
            run.press("q");
            run.wait_for("Before you leave");
            run.press("2");
        },
        Some(0),
        "",
    ),
    exit("an error that ends the program", "error", |run| run.press(F12), Some(1), "asked to end with an error"),
    exit("a panic", "panic", |run| run.press(F12), Some(1), "A report for the makers"),
    exit("two panics", "panic-twice", |run| run.press(F12), None, ""),
    exit(
        "a panic of the analysis",
        "panic-in-analysis",
        |run| {
            run.wait_for("made a mistake there");
            run.press("q");
        },
        Some(0),
        "",
    ),
    exit("SIGTERM", "", |run| run.send("-TERM"), None, ""),
    exit("SIGHUP", "", |run| run.send("-HUP"), None, ""),
    exit("SIGINT", "", |run| run.send("-INT"), None, ""),
    exit("SIGQUIT", "", |run| run.send("-QUIT"), None, ""),
    exit(
        "SIGTERM with work that is not saved",
        "",
        |run| {
            change_something(run);
            run.send("-TERM");
        },
        None,
        "One step was not saved",
    ),
    exit(
        "SIGTSTP and back",
        "",
        |run| {
            run.send("-TSTP");
            run.wait_stopped();
            run.send("-CONT");
            run.wait_for("Invented network");
            run.press("q");
        },
        Some(0),
        "",
    ),
    exit(
        "SIGSTOP and back",
        "",
        |run| {
            run.send("-STOP");
            run.wait_stopped();
            run.send("-CONT");
            run.press("q");
        },
        Some(0),
        "",
    ),
    exit(
        "SIGTERM while it is stopped",
        "",
        |run| {
            run.send("-TSTP");
            run.wait_stopped();
            run.send("-TERM");
            run.send("-CONT");
        },
        None,
        "",
    ),
    exit(
        "SIGPIPE, which is nothing to it",
        "",
        |run| {
            run.send("-PIPE");
            run.press("q");
        },
        Some(0),
        "",
    ),
    exit(
        "SIGTERM while the screen hangs",
        "hang",
        |run| {
            run.press(F12);
            run.send("-TERM");
        },
        None,
        "",
    ),
    exit(
        "leaving a terminal without any room",
        "",
        |run| {
            run.resize(0, 0);
            run.press("q");
        },
        Some(0),
        "",
    ),
    exit(
        "two signals at once",
        "",
        |run| {
            run.send("-HUP");
            run.send_if_there("-TERM");
        },
        None,
        "",
    ),
];

fn try_all_on(terminal: &str) {
    for exit in &EXITS {
        if !exit.fault.is_empty() && !cfg!(debug_assertions) {
            continue;
        }
        println!("{} on {terminal}", exit.name);
        let mut run = Run::start(&["demo"], &[("TERM", terminal), ("PERMEA_FAULT", exit.fault)]);
        run.wait_for("Invented network");
        (exit.ends)(&mut run);
        let status = run.ends_clean();
        match exit.code {
            Some(code) => assert_eq!(status.exit_code(), code, "{}", exit.name),
            None => assert!(!status.success(), "{}", exit.name),
        }
        let left = run.parser.screen().contents();
        assert!(left.contains(exit.says), "{}: {left}", exit.name);
    }
}

#[test]
fn a_terminal_like_xterm_is_as_it_was_however_the_program_ends() {
    try_all_on("xterm-256color");
}

#[test]
fn the_linux_console_is_as_it_was_however_the_program_ends() {
    try_all_on("linux");
}

#[test]
fn a_terminal_within_screen_or_tmux_is_as_it_was_however_the_program_ends() {
    try_all_on("screen-256color");
}

#[test]
#[cfg(debug_assertions)]
fn a_report_of_a_mistake_is_private_and_holds_nothing_of_the_map() {
    use std::os::unix::fs::PermissionsExt;
    let mut run = Run::start(&["demo"], &[("PERMEA_FAULT", "panic")]);
    run.wait_for("Invented network");
    run.press(F12);
    run.ends_clean();
    let folder = run.folder.join("state/reports");
    let report = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!(report.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    let text = std::fs::read_to_string(&report).unwrap();
    assert!(text.contains("src/terminal/fault_points.rs:") && text.contains("asked to fail"), "{text}");
    assert!(!text.contains("Gorsehollow") && !text.contains("Invented"), "{text}");
}

#[test]
fn after_a_kill_the_next_start_in_the_same_terminal_says_how_to_set_it_right() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = env!("CARGO_BIN_EXE_permea");
    let script = format!("{program} demo; stty sane; {program} keys > /dev/null; echo; echo then; {program} keys > /dev/null; echo done");
    let mut run = Run::start_program(folder.path(), "sh", &["-c", &script], &[]);
    run.wait_for("Invented network");
    // The shell's child is the one to be killed.
    run.kill_the_child();
    run.wait_until("done", |screen| screen.lines().any(|line| line.trim() == "done"));
    let said = String::from_utf8_lossy(&run.bytes).into_owned();
    assert_eq!(said.matches("enter: reset").count(), 1, "{said}");
}
