//! One mutant awake, and the tests that may notice it.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use crate::{switched::AWAKE, tree::Binary};

/// What the tests said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This test failed first.
    Caught(String),
    TimedOut,
    Missed,
}

/// Tests that are run together.
#[derive(Clone, Debug)]
pub struct Round {
    pub binary: Binary,
    /// What is handed to the test binary.
    pub words: Vec<String>,
    pub limit: Duration,
}

/// Runs the rounds one after another until a test fails.
///
/// `scratch` is a folder of this run's own, emptied afterwards.
pub fn try_one(id: usize, rounds: &[Round], tree: &Path, scratch: &Path) -> Outcome {
    for round in rounds {
        fs::create_dir_all(scratch).expect("a folder for the tests' files");
        let outcome = run(id, round, tree, scratch);
        clear(scratch);
        if outcome != Outcome::Missed {
            return outcome;
        }
    }
    Outcome::Missed
}

fn run(id: usize, round: &Round, tree: &Path, scratch: &Path) -> Outcome {
    // A mutant may never stop asking for memory.
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\""])
        .arg(&round.binary.path)
        .args(&round.words)
        .current_dir(tree)
        .env(AWAKE, id.to_string())
        .env("TMPDIR", scratch)
        .env("INSTA_UPDATE", "no");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
    let mut tests = command.spawn().expect("the test binary is there");
    let lines = BufReader::new(tests.stdout.take().expect("it is piped")).lines();
    let (send, said) = channel();
    thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| send.send(line)));
    let begun = Instant::now();
    let mut failed = None;
    let is_late = loop {
        match said.recv_timeout(round.limit.saturating_sub(begun.elapsed())) {
            Ok(line) => {
                if let Some(test) = line.strip_suffix(" ... FAILED") {
                    failed = Some(test.trim_start_matches("test ").to_owned());
                    break false;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break false,
            Err(RecvTimeoutError::Timeout) => break true,
        }
    };
    if let Some(test) = failed {
        end(&mut tests);
        return Outcome::Caught(test);
    }
    if is_late {
        end(&mut tests);
        return Outcome::TimedOut;
    }
    // Whoever ends otherwise than well without a test's name has fallen as a whole: out of memory, out of stack.
    if tests.wait().is_ok_and(|status| status.success()) { Outcome::Missed } else { Outcome::Caught("all of them".to_owned()) }
}

/// Ends the tests and what they started, but for what began a session of its own: that goes with its terminal.
fn end(tests: &mut Child) {
    let _sent = Command::new("kill").args(["-9", "--", &format!("-{}", tests.id())]).status();
    let _ended = tests.wait();
}

/// Takes away what tests left that were ended, their small disks first.
fn clear(scratch: &Path) {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let left: Vec<PathBuf> = mounts.lines().filter_map(|line| line.split(' ').nth(1)).map(PathBuf::from).collect();
    for mount in left.iter().filter(|mount| mount.starts_with(scratch)) {
        let _unmounted = Command::new("umount").arg("-l").arg(mount).status();
    }
    let _removed = fs::remove_dir_all(scratch);
}
