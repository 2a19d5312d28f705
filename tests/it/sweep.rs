//! Every file call of opening, keeping, saving and recovering, one after the other: killed there, or refused by the disk.
//!
//! The suite tries a part of the calls. `PERMEA_ROUNDS=1 cargo test --release --test it sweep -- --nocapture --test-threads 1`
//! tries all, with every error, and prints a table; 1 is the distance from one tried call to the next. Needs strace.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Instant,
};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Step},
    store::{self, Keeper, Safe, new_guard},
};
use tempfile::TempDir;

use crate::{
    forgetful::{Forgets, Library},
    journal::rounds,
};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// What a disk refuses with.
const ERRORS: [&str; 7] = ["ENOSPC", "EIO", "EROFS", "EDQUOT", "EMFILE", "EACCES", "EINTR"];

/// Names the folder in which the work is to be done, in the process that is swept.
const FOLDER: &str = "PERMEA_SWEPT";

/// The work that is swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// A command that rates a member.
    Shell,
    /// A session: what an earlier one left is taken in, steps are kept, the map is saved, twice.
    Session,
    /// The same with a map that has two names, so that it is written in place.
    InPlace,
}

impl Work {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Shell => "permea rate",
            Self::Session => "a session",
            Self::InPlace => "a session, in place",
        }
    }
}

fn add(name: &str) -> Step {
    let id = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())).collect::<String>();
    let member = Member::new(MemberId::new(&format!("m:{id}")).unwrap(), Kind::School, name);
    Step::new(format!("Add {name}"), vec![Change::add(member)])
}

/// A map, and a session before that kept two steps and did not save them.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new(work: Work) -> Self {
        let memory = Path::new("/dev/shm");
        Self::within(if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap(), work)
    }

    /// The same in a folder of its own.
    pub(crate) fn within(folder: TempDir, work: Work) -> Self {
        let desk = Self { folder };
        fs::create_dir(desk.path("home")).unwrap();
        fs::write(desk.map(), DEMO).unwrap();
        if work == Work::InPlace {
            fs::hard_link(desk.map(), desk.path("other.ron")).unwrap();
        }
        let opened = store::open(&desk.map()).unwrap();
        let safe = Safe::within(&desk.path("home/state"), &opened.network.about.uid, &desk.map());
        let mut keeper = Keeper::with(opened, safe);
        for name in ["Earlier 1.", "Earlier 2."] {
            keeper.note(Deed::Done(add(name)));
            keeper.sync().unwrap();
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn map(&self) -> PathBuf {
        self.path("map.ron")
    }

    /// Does the work under a program that is given with its arguments, with these variables.
    pub(crate) fn run(&self, work: Work, under: &[&str], variables: &[(String, String)]) -> Output {
        self.command(work, under, variables).output().unwrap()
    }

    /// The command that does the work.
    pub(crate) fn command(&self, work: Work, under: &[&str], variables: &[(String, String)]) -> Command {
        let mut command = Command::new(under[0]);
        command.args(&under[1..]);
        match work {
            Work::Shell => {
                command.arg(env!("CARGO_BIN_EXE_permea"));
                command.args(["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya", "--note", "Swept 0."]);
            }
            Work::Session | Work::InPlace => {
                command.arg(env::current_exe().unwrap()).args(["--exact", "sweep::the_work_that_is_swept", "--nocapture", "--quiet"]);
            }
        }
        command.envs(variables.iter().map(|(name, value)| (name, value))).env(FOLDER, self.folder.path()).env("RUST_BACKTRACE", "0");
        command.env("PERMEA_HOME", self.path("home")).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// What is lost or broken of what was acknowledged and of what was there before.
    pub(crate) fn harm(&self, acknowledged: &BTreeSet<String>) -> Vec<String> {
        let state = self.path("home/state");
        let opened =
            store::open(&self.map()).or_else(|error| store::put_together(&self.map(), &Safe::within_of_place(&state, &self.map()), error));
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => return vec![format!("the map is not whole: {error}")],
        };
        let before = store::open_bytes("the demo", DEMO.as_bytes()).unwrap();
        let gone = before.members().iter().filter(|member| opened.network.members().get(&member.id).is_none());
        let mut harm: Vec<String> = gone.map(|member| format!("{} is gone", member.name)).collect();
        let keeper = Keeper::with(opened.clone(), None);
        let safe = Safe::within(&state, &opened.network.about.uid, &self.map()).unwrap();
        let left = safe.left(&opened.network, &keeper.hash());
        let found = format!("{left:?}{}", fs::read_to_string(self.map()).unwrap());
        let expected = acknowledged.iter().map(String::as_str).chain(["Earlier 1.", "Earlier 2."]);
        harm.extend(expected.filter(|name| !found.contains(name)).map(|name| format!("lost: {name}")));
        harm
    }
}

/// What the work said is kept or saved.
pub(crate) fn acknowledged(work: Work, output: &Output) -> BTreeSet<String> {
    match work {
        Work::Shell => output.status.success().then(|| "Swept 0.".to_owned()).into_iter().collect(),
        Work::Session | Work::InPlace => {
            let through = String::from_utf8_lossy(&output.stdout).lines().rev().find_map(|line| line.strip_prefix("kept ")?.parse().ok());
            (0..through.unwrap_or(0)).map(|at: usize| format!("Swept {at}.")).collect()
        }
    }
}

/// Not a test by itself: the session that is swept, in a process of its own.
#[test]
fn the_work_that_is_swept() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let say = |through: usize| {
        // An acknowledgement that does not arrive is none.
        let _said = writeln!(io::stdout(), "\nkept {through}").and_then(|()| io::stdout().flush());
    };
    let Ok(kept) = Keeper::open(&folder.join("map.ron"), &[]) else { return };
    let (mut network, mut keeper) = (kept.network, kept.keeper);
    for left in kept.found.left {
        for step in left.steps {
            network = network.apply(&step).unwrap();
            keeper.note(Deed::Done(step));
        }
        if keeper.sync().is_ok() {
            for journal in &left.journals {
                let _moved = store::discard(journal);
            }
        }
    }
    for at in 0..5 {
        let step = add(&format!("Swept {at}."));
        network = network.apply(&step).unwrap();
        keeper.note(Deed::Done(step));
        if keeper.sync().is_ok() {
            say(at + 1);
        }
        if at % 2 == 1 && keeper.save(&network, new_guard()).is_ok() {
            say(at + 1);
        }
    }
}

/// A file call of the work: its name, and the how many-th of that name it is in its thread.
type Call = (String, usize);

/// The calls that name something in the folder, in their order.
fn calls(work: Work) -> Option<Vec<Call>> {
    let desk = Desk::new(work);
    let log = TempDir::new().unwrap();
    let log = log.path().join("log");
    if !Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no strace here");
        return None;
    }
    let output = desk.run(work, &["strace", "-f", "-y", "-s", "4096", "-o", &log.to_string_lossy()], &[]);
    if !output.status.success() {
        println!("skipped: strace does not run here: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    assert_eq!(desk.harm(&acknowledged(work, &output)), Vec::<String>::new());
    let folder = desk.folder.path().to_string_lossy().into_owned();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, arguments)) = rest.trim_start().split_once('(') else { continue };
        let count = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *count += 1;
        let is_ours = arguments.contains(&folder) || arguments.contains("\"map.ron\"");
        if is_ours && !["execve", "chdir"].contains(&name) {
            calls.push((name.to_owned(), *count));
        }
    }
    assert!(calls.len() > 20, "{calls:?}");
    Some(calls)
}

/// What the runs at one kind of call came to.
#[derive(Debug, Default)]
struct Row {
    calls: usize,
    runs: usize,
    /// Runs in which not everything was acknowledged.
    refused: usize,
    harmed: usize,
    fallen: usize,
}

/// Whether the work ended by a mistake of its own.
///
/// Where closing a folder is refused, which no disk does, it is the standard library that stops; where the harness of the tests may
/// not write, it is the harness; where a library cannot be loaded, the program has not begun. All three are let pass.
pub(crate) fn has_fallen(output: &Output) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    let others = ["unexpected error during closedir", "io error when listing tests", "error while loading shared libraries"];
    let is_not_ours = others.iter().any(|words| said.contains(words));
    output.status.code().is_none_or(|code| code > 100) && !is_not_ours
}

/// Runs the work once for each of these actions at every so many-th of its calls, and prints what came of it.
fn sweep(work: Work, what: &str, actions: &[&str], step: usize) {
    let Some(calls) = calls(work) else { return };
    let (begun, mut table, mut harm): (_, BTreeMap<String, Row>, _) = (Instant::now(), BTreeMap::new(), Vec::new());
    let whole = if work == Work::Shell { 1 } else { 5 };
    for (place, (name, when)) in calls.iter().enumerate().filter(|(place, _)| place % step == 0) {
        let row = table.entry(name.clone()).or_default();
        row.calls += 1;
        // Where only some calls are tried, each is tried with one of the errors.
        let some = if step == 1 { actions } else { std::slice::from_ref(&actions[place / step % actions.len()]) };
        for action in some {
            let desk = Desk::new(work);
            let (trace, inject) = (format!("trace={name}"), format!("inject={name}:{action}:when={when}"));
            let output = desk.run(work, &["strace", "-f", "-qqq", "-o", "/dev/null", "-e", &trace, "-e", &inject], &[]);
            let said = acknowledged(work, &output);
            row.runs += 1;
            row.refused += usize::from(said.len() < whole);
            let fell = has_fallen(&output) && !action.contains("KILL");
            row.fallen += usize::from(fell);
            let mut found = desk.harm(&said);
            if fell {
                found.push(format!("it fell: {}", String::from_utf8_lossy(&output.stderr)));
            }
            row.harmed += usize::from(!found.is_empty());
            harm.extend(found.into_iter().map(|found| format!("{action} at {name} {when}: {found}")));
        }
    }
    println!("{}, {what}: {} of {} file calls", work.words(), calls.len().div_ceil(step), calls.len());
    for (name, row) in &table {
        println!(
            "  {name:<12} {:>4} calls {:>5} runs {:>5} not acknowledged whole {:>3} harmed {:>3} fell",
            row.calls, row.runs, row.refused, row.harmed, row.fallen
        );
    }
    println!("  {} runs, {} harmed, {:.0} s", table.values().map(|row| row.runs).sum::<usize>(), harm.len(), begun.elapsed().as_secs_f64());
    assert!(harm.is_empty(), "{}", harm.join("\n"));
}

fn killed(work: Work) {
    sweep(work, "killed", &["signal=SIGKILL"], rounds(31));
}

fn refused(work: Work) {
    let errors = ERRORS.map(|error| format!("error={error}"));
    sweep(work, "refused", &errors.each_ref().map(String::as_str), rounds(31));
}

#[test]
fn a_command_killed_at_any_file_call_loses_nothing() {
    killed(Work::Shell);
}

#[test]
fn a_session_killed_at_any_file_call_loses_nothing() {
    killed(Work::Session);
}

#[test]
fn a_save_in_place_killed_at_any_file_call_loses_nothing() {
    killed(Work::InPlace);
}

#[test]
fn a_command_refused_any_file_call_loses_nothing_and_says_nothing_false() {
    refused(Work::Shell);
}

#[test]
fn a_session_refused_any_file_call_loses_nothing_and_says_nothing_false() {
    refused(Work::Session);
}

#[test]
fn a_save_in_place_refused_any_file_call_loses_nothing_and_says_nothing_false() {
    refused(Work::InPlace);
}

/// The control: without a journal, what was said to be kept is gone after the first crash.
#[test]
fn a_journal_that_is_not_written_is_noticed() {
    let Some(library) = Library::built(Forgets::Journals) else { return };
    let desk = Desk::new(Work::Session);
    let said = acknowledged(Work::Session, &desk.run(Work::Session, &["env"], &library.variables()));
    let harm = desk.harm(&said);
    println!("a session, {}: {} acknowledged, {harm:?}", Forgets::Journals.words(), said.len());
    assert!(harm.iter().any(|harm| harm == "lost: Swept 4."), "{harm:?}");
}

/// Network disks and FUSE do not know how two files change places.
#[test]
fn a_disk_that_cannot_exchange_files_is_saved_to_all_the_same() {
    for error in ["EINVAL", "ENOSYS"] {
        for work in [Work::Shell, Work::Session] {
            let (desk, inject) = (Desk::new(work), format!("inject=renameat2:error={error}"));
            let under = ["strace", "-f", "-qqq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", &inject];
            if !Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success()) {
                println!("skipped: there is no strace here");
                return;
            }
            let said = acknowledged(work, &desk.run(work, &under, &[]));
            assert_eq!(said.len(), if work == Work::Shell { 1 } else { 5 }, "{work:?} and {error}");
            assert_eq!(desk.harm(&said), Vec::<String>::new(), "{work:?} and {error}");
            let text = fs::read_to_string(desk.map()).unwrap();
            assert!(text.contains(if work == Work::Shell { "Swept 0." } else { "Swept 3." }), "{work:?} and {error}");
        }
    }
}

/// What comes of the work if every call of this name that touches this path is refused; none where there is no strace.
fn under_refusal(desk: &Desk, work: Work, (call, error): (&str, &str), path: &Path) -> Option<Output> {
    if !Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no strace here");
        return None;
    }
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:error={error}"));
    let path = path.canonicalize().unwrap();
    Some(desk.run(work, &["strace", "-f", "-qqq", "-o", "/dev/null", "-P", &path.to_string_lossy(), "-e", &trace, "-e", &inject], &[]))
}

/// Only a disk that does not know the exchange is saved to by looking once more and renaming.
#[test]
fn a_disk_that_fails_at_the_exchange_of_files_is_told() {
    let desk = Desk::new(Work::Shell);
    let Some(output) = under_refusal(&desk, Work::Shell, ("renameat2", "EIO"), &desk.map()) else { return };
    assert_eq!(output.status.code(), Some(5), "{output:?}");
    assert_eq!(fs::read_to_string(desk.map()).unwrap(), DEMO);
}

#[test]
fn a_folder_that_cannot_be_synced_is_told_and_one_that_fails_at_it_is_an_error() {
    for (error, code, said) in
        [("EINVAL", 0, "does not promise it across a power cut"), ("EIO", 5, "does not promise that they outlive a power cut")]
    {
        let desk = Desk::new(Work::Shell);
        let Some(output) = under_refusal(&desk, Work::Shell, ("fsync", error), &desk.path(".")) else { return };
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), told.contains(said)), (Some(code), true), "{error}: {told}");
    }
}

/// The name of a new journal is to outlive a power cut too.
#[test]
fn a_step_is_not_kept_where_the_folder_of_its_journal_fails_to_be_synced() {
    let desk = Desk::new(Work::Session);
    let Some(folder) = folder_of_journals(&desk.path("home/state")) else { panic!("an earlier session left a journal") };
    let Some(output) = under_refusal(&desk, Work::Session, ("fsync", "EIO"), &folder) else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // The first step that is said to be kept is in the map's file.
    assert!(said.contains("kept 2\n") && !said.contains("kept 1\n"), "{said}");
    assert_eq!(desk.harm(&acknowledged(Work::Session, &output)), Vec::<String>::new());
}

fn folder_of_journals(folder: &Path) -> Option<PathBuf> {
    let inside: Vec<PathBuf> = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    let is_journal = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "journal");
    if inside.iter().any(|path| is_journal(&path)) {
        Some(folder.to_owned())
    } else {
        inside.iter().find_map(|path| folder_of_journals(path))
    }
}

/// Every write takes half of what it is given, as the system may.
#[test]
fn writes_that_take_only_a_part_lose_nothing() {
    let Some(library) = Library::built(Forgets::Halves) else { return };
    for work in [Work::Shell, Work::Session, Work::InPlace] {
        let desk = Desk::new(work);
        let said = acknowledged(work, &desk.run(work, &["env"], &library.variables()));
        assert_eq!(said.len(), if work == Work::Shell { 1 } else { 5 }, "{work:?}");
        assert_eq!(desk.harm(&said), Vec::<String>::new(), "{work:?}");
    }
}
