//! Limits: a disk with any amount of room left, files of any largest size, names that run out, little memory, any clock.
//!
//! `PERMEA_ROUNDS=256 cargo test --release --test it limits -- --nocapture --test-threads 1` tries 256 sizes of each. Only an
//! administrator may mount a small disk; elsewhere those tests say so and end.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    forgetful::{Forgets, Library},
    journal::rounds,
    pty::Run,
    shell::Place,
    sweep::{Desk, Work, acknowledged, has_fallen},
};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

const WORKS: [Work; 3] = [Work::Shell, Work::Session, Work::InPlace];

/// A small disk in memory that goes away again.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn mount(options: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "permea-test"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        println!("skipped: no disk can be mounted here");
        None
    }

    /// Work to be done on this disk.
    fn desk(&self, work: Work) -> Desk {
        Desk::within(TempDir::new_in(self.folder.path()).unwrap(), work)
    }

    /// Makes the disk another one.
    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        assert!(Command::new("mount").args(["-o", &options]).arg(self.folder.path()).status().unwrap().success());
    }

    /// How many bytes the files take.
    fn used(&self) -> usize {
        let answer = Command::new("df").args(["--output=used", "-B1"]).arg(self.folder.path()).output().unwrap();
        String::from_utf8(answer.stdout).unwrap().lines().last().unwrap().trim().parse().unwrap()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(self.folder.path()).status();
    }
}

/// What many runs came to.
#[derive(Default)]
struct Table {
    runs: usize,
    whole: usize,
    harm: Vec<String>,
}

impl Table {
    /// Does the work under a program and looks what is lost; `ends` says whether it may be ended by the limit.
    fn take(&mut self, (work, desk): (Work, &Desk), under: &[&str], ends: Ends) {
        let output = desk.run(work, under, &[]);
        let said = acknowledged(work, &output);
        self.runs += 1;
        self.whole += usize::from(said.len() == if work == Work::Shell { 1 } else { 5 });
        let mut harm = desk.harm(&said);
        if ends == Ends::Itself && has_fallen(&output) {
            harm.push(format!("it fell: {}", String::from_utf8_lossy(&output.stderr)));
        }
        self.harm.extend(harm.into_iter().map(|harm| format!("{} under {under:?}: {harm}", work.words())));
    }

    fn print(&self, what: &str) {
        println!("{what:<30} {:>5} runs, {:>5} with everything kept, {:>3} harmed", self.runs, self.whole, self.harm.len());
        assert!(self.harm.is_empty(), "{}", self.harm.join("\n"));
        assert!(self.whole > 0 && self.whole < self.runs, "it makes no difference");
    }
}

/// What may end a run.
#[derive(Clone, Copy, PartialEq)]
enum Ends {
    Itself,
    /// The system, with a signal.
    Limit,
}

#[test]
fn whatever_room_is_left_on_the_disk_nothing_is_lost() {
    let (sizes, mut table) = (rounds(4), Table::default());
    for work in WORKS {
        for size in 0..sizes {
            let Some(disk) = SmallDisk::mount("size=8m") else { return };
            let desk = disk.desk(work);
            // The new file, two copies of versions and a journal take about four times the map.
            let room = size * 5 * DEMO.len() / sizes;
            disk.remount(&format!("size={}", disk.used() + room));
            table.take((work, &desk), &["env"], Ends::Itself);
        }
    }
    table.print("room on the disk");
}

#[test]
fn whatever_number_of_files_the_disk_still_takes_nothing_is_lost() {
    let mut table = Table::default();
    for work in WORKS {
        for files in (0..12).step_by(if rounds(0) == 0 { 3 } else { 1 }) {
            let Some(disk) = SmallDisk::mount("nr_inodes=100") else { return };
            let desk = disk.desk(work);
            let taken = Command::new("df").args(["--output=iused"]).arg(desk.path(".")).output().unwrap();
            let taken: usize = String::from_utf8(taken.stdout).unwrap().lines().last().unwrap().trim().parse().unwrap();
            disk.remount(&format!("nr_inodes={}", taken + files));
            table.take((work, &desk), &["env"], Ends::Itself);
        }
    }
    table.print("files on the disk");
}

#[test]
fn whatever_size_a_file_may_have_nothing_is_lost() {
    if !Command::new("prlimit").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no prlimit here");
        return;
    }
    let (sizes, mut table) = (rounds(4), Table::default());
    for work in WORKS {
        for size in 0..sizes {
            let folder = TempDir::new().unwrap();
            let desk = Desk::within(folder, work);
            let limit = format!("--fsize={}", size * 2 * DEMO.len() / sizes);
            table.take((work, &desk), &["prlimit", &limit], Ends::Limit);
        }
    }
    table.print("size of a file");
}

/// The screen goes on while the disk takes seconds for every sync, and says what is not kept meanwhile.
#[test]
fn the_screen_never_waits_for_the_disk() {
    let Some(library) = Library::built(Forgets::Time) else { return };
    let place = Place::with_demo();
    let variables = library.variables();
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut run = Run::start_in(&place.path("."), &["map.ron"], &variables);
    run.wait_for("#2");
    run.press("A");
    run.wait_for("Add a member");
    run.press("Hazelmere\r");
    run.wait_for("Add Hazelmere. ");
    run.press("l");
    run.wait_for("46 of 46 members");
    let screen = run.parser.screen().contents();
    assert!(!screen.contains("(kept"), "it is kept before the disk has answered, or the screen waited for it:\n{screen}");
    run.wait_for("The disk does not answer");
    run.press("m");
    run.wait_gone("46 of 46 members");
    run.wait_for("(kept, not saved)");
    run.kill();
}

/// The files that stand for any input: the seeds of the fuzz targets and what once fell.
fn corpus() -> Vec<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let folders = ["seeds/map", "seeds/journal", "seeds/merge", "seeds/shown", "fallen/map"].map(|folder| fuzz.join(folder));
    let found = folders.into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    found.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn little_memory_is_enough_for_every_input() {
    let place = Place::new();
    let deep = format!("(permea: 1, uid: \"{}\", name: {}", "0".repeat(32), "[".repeat(1_000_000));
    let long = format!("(permea: 1, uid: \"{}\", name: \"{}\"", "0".repeat(32), "x".repeat(5_000_000));
    let mut files = corpus();
    for (name, text) in [("deep.ron", deep), ("long.ron", long), ("quotes.ron", "\"".repeat(5_000_000))] {
        fs::write(place.path(name), text).unwrap();
        files.push(place.path(name));
    }
    for file in files {
        let mut command = Command::new("prlimit");
        command.args(["--as=200000000", env!("CARGO_BIN_EXE_permea"), "check"]).arg(&file).env("PERMEA_HOME", place.path("home"));
        let Ok(output) = command.stdin(Stdio::null()).output() else {
            println!("skipped: there is no prlimit here");
            return;
        };
        let code = output.status.code();
        assert!(code.is_some_and(|code| code < 100), "{}: {code:?} {}", file.display(), String::from_utf8_lossy(&output.stderr));
    }
}

/// A command at another time of the computer's clock; none where the clock cannot be changed for it.
fn at(moment: &str, place: &Place, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("faketime");
    command.arg(moment).arg(env!("CARGO_BIN_EXE_permea")).args(arguments).current_dir(place.path("."));
    let Ok(output) = command.env("PERMEA_HOME", place.path("home")).stdin(Stdio::null()).output() else {
        println!("skipped: there is no faketime here");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
}

#[test]
fn whatever_the_clock_shows_the_last_step_is_the_last_one_done() {
    let place = Place::with_demo();
    for (moment, name) in [("2090-01-01", "Hazelmere"), ("1995-06-01", "Rowan"), ("2026-11-21", "Sorrel")] {
        let fields = [format!("id=m:{}", name.to_lowercase()), format!("name={name}")];
        if at(moment, &place, &["add", "map.ron", "member", "kind=school", &fields[0], &fields[1]]).is_none() {
            return;
        }
    }
    for (moment, name) in [("1980-01-01", "Sorrel"), ("2080-01-01", "Rowan"), ("2026-11-22", "Hazelmere")] {
        let said = at(moment, &place, &["undo", "map.ron"]).unwrap();
        assert!(said.contains(name), "{moment}: {said}");
        assert!(!place.text("map.ron").contains(name), "{moment}");
    }
}
