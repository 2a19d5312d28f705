//! Power cuts: a disk in a file loses everything that was not synced, at any moment, and is mounted again.
//!
//! `PERMEA_ROUNDS=300 cargo test --release --test it power -- --nocapture --test-threads 1` is the long run; XFS has a fifth of
//! the rounds. Only an administrator may mount, with `xfs_io` for the cut; elsewhere the test says so and ends.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use permea::store::{self, Safe};
use tempfile::TempDir;

use crate::{
    forgetful::{Forgets, Library},
    journal::rounds,
    kill::wait,
    pty::Run,
};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// The longest the disk has power, in milliseconds.
const LONGEST_MS: usize = 600;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileSystem {
    Ext4,
    Xfs,
}

impl FileSystem {
    fn name(self) -> &'static str {
        match self {
            Self::Ext4 => "ext4",
            Self::Xfs => "xfs",
        }
    }

    /// The command that makes it in a file, and the least that file must hold.
    fn making(self) -> (&'static str, &'static [&'static str], u64) {
        match self {
            Self::Ext4 => ("mkfs.ext4", &["-q", "-F"], 64 << 20),
            Self::Xfs => ("mkfs.xfs", &["-q", "-f"], 320 << 20),
        }
    }
}

fn done(program: &str, arguments: &[&str], path: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A disk in a file, mounted.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn new(file_system: FileSystem) -> Option<Self> {
        let disk = Self { folder: TempDir::new().unwrap() };
        let (maker, arguments, bytes) = file_system.making();
        fs::File::create(disk.image()).unwrap().set_len(bytes).unwrap();
        fs::create_dir(disk.folder.path().join("disk")).unwrap();
        let is_ready = done("which", &[], Path::new("xfs_io"));
        if is_ready && done(maker, arguments, &disk.image()) && disk.mount() {
            return Some(disk);
        }
        println!("skipped: no {} can be made, mounted and cut off here", file_system.name());
        None
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("disk").join(name)
    }

    fn mount(&self) -> bool {
        let image = self.image();
        done("mount", &["-o", "loop", &image.to_string_lossy()], &self.path("."))
    }

    /// The map and nothing else, on the disk for good.
    fn prepare(&self) {
        for name in ["map.ron", "home"] {
            let path = self.path(name);
            drop(fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)));
        }
        fs::create_dir(self.path("home")).unwrap();
        fs::write(self.path("map.ron"), DEMO).unwrap();
        assert!(done("sync", &["-f"], &self.path(".")), "the disk takes the map");
    }

    /// Power again: what the disk holds is what was synced, and whatever else got there.
    fn come_back(&self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !done("umount", &[], &self.path(".")) {
            assert!(Instant::now() < deadline, "the disk is in use");
            wait(Duration::from_millis(20));
        }
        assert!(self.mount(), "the disk comes back");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _unmounted = done("umount", &["-l"], &self.path("."));
    }
}

/// Somebody at work until the power goes, and what was acknowledged before: a part of the map's text each.
///
/// What is acknowledged later does not count. The program goes on here after the cut, and a sync that is under way then may be
/// said to be done by the system and is not; where the power really goes, nobody is left to see that.
type Work = fn(&Disk, &Library, (usize, &Power)) -> BTreeSet<String>;

/// The power of a round: whether it is cut, and how it is told that something was acknowledged.
struct Power {
    is_cut: Arc<AtomicBool>,
    acknowledged: Sender<()>,
}

impl Power {
    fn is_cut(&self) -> bool {
        self.is_cut.load(Ordering::SeqCst)
    }

    /// Somebody has seen an acknowledgement.
    fn tell(&self) {
        // After the cut nobody listens.
        let _told = self.acknowledged.send(());
    }

    /// Power that is cut so many milliseconds after the first acknowledgement, in every fifth round after the beginning.
    fn of_round(round: usize, place: PathBuf) -> (Self, JoinHandle<()>) {
        let milliseconds = (round * 389) % LONGEST_MS;
        let (acknowledged, told) = mpsc::channel();
        let power = Self { is_cut: Arc::new(AtomicBool::new(false)), acknowledged };
        let is_cut = Arc::clone(&power.is_cut);
        let cutter = thread::spawn(move || {
            if round % 5 != 4 {
                let _first = told.recv_timeout(Duration::from_secs(20));
            }
            wait(Duration::from_millis(milliseconds as u64));
            is_cut.store(true, Ordering::SeqCst);
            assert!(done("xfs_io", &["-x", "-c", "shutdown"], &place), "the power is cut");
        });
        (power, cutter)
    }
}

/// Commands one after the other; one that ends well says that the rating is in the map.
fn at_the_shell(disk: &Disk, library: &Library, (round, power): (usize, &Power)) -> BTreeSet<String> {
    let mut acknowledged = BTreeSet::new();
    for edit in 0.. {
        let note = format!("round {round} edit {edit}.");
        let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
        command.envs(library.variables()).current_dir("/").env("PERMEA_HOME", disk.path("home")).stdin(Stdio::null());
        command.arg("rate").arg(disk.path("map.ron")).args(["urn:900001", "--stage", "2", "--by", "Priya", "--quiet", "--note", &note]);
        if !command.output().unwrap().status.success() || power.is_cut() {
            return acknowledged;
        }
        acknowledged.insert(note);
        power.tell();
    }
    acknowledged
}

/// Members added on the screen, saved now and then; what it shows as kept is acknowledged.
fn on_the_screen(disk: &Disk, library: &Library, (round, power): (usize, &Power)) -> BTreeSet<String> {
    let (map, home) = (disk.path("map.ron"), disk.path("home"));
    let mut variables: Vec<(String, String)> = library.variables();
    variables.push(("PERMEA_HOME".to_owned(), home.to_string_lossy().into_owned()));
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut run = Run::start_in(Path::new("/"), &[&map.to_string_lossy()], &variables);
    let mut acknowledged = BTreeSet::new();
    let is_refused = |screen: &str| screen.contains("NOT KEPT") || screen.contains("could not be") || screen.contains("Input/output");
    if !run.comes("#2", &is_refused) {
        run.kill();
        return acknowledged;
    }
    for edit in 0.. {
        let name = format!("Round {round} Edit {edit}.");
        // The name alone stands on the screen as soon as it is typed.
        let notice = format!("Add {name}. ");
        let is_kept = |screen: &str| screen.contains(&notice) && screen.contains("takes it back") && screen.contains("(kept, not saved)");
        run.press("A");
        run.wait_until("a form", |screen| screen.contains("Add a member") || is_refused(screen));
        run.press(&format!("{name}\r"));
        run.wait_until("kept or not", |screen| is_kept(screen) || is_refused(screen));
        if !is_kept(&run.parser.screen().contents()) || power.is_cut() {
            break;
        }
        acknowledged.insert(name);
        power.tell();
        if edit % 4 == 3 {
            run.press("\u{13}");
            if !run.comes("map.ron is saved", &is_refused) {
                break;
            }
        }
    }
    run.kill();
    acknowledged
}

/// What many rounds came to.
#[derive(Debug, Default)]
struct Table {
    rounds: usize,
    /// Rounds in which something was acknowledged before the cut.
    telling: usize,
    acknowledged: usize,
    lost: usize,
    /// Rounds in which something was lost, or the map was not whole.
    harmed: usize,
    torn: usize,
    empty: usize,
    last_lost: Option<String>,
}

impl Table {
    fn take(&mut self, disk: &Disk, acknowledged: &BTreeSet<String>) {
        self.rounds += 1;
        self.telling += usize::from(!acknowledged.is_empty());
        self.acknowledged += acknowledged.len();
        let map = disk.path("map.ron");
        let bytes = fs::read(&map).unwrap_or_default();
        let opened = store::open(&map);
        let (empty, torn) = (bytes.iter().all(|&byte| byte == 0), opened.is_err());
        self.empty += usize::from(empty);
        self.torn += usize::from(torn && !empty);
        let left = opened.map(|opened| {
            let keeper = store::Keeper::with(opened.clone(), None);
            let safe = Safe::within(&disk.path("home/state"), &opened.network.about.uid, &map);
            safe.map_or_else(Vec::new, |safe| safe.left(&opened.network, &keeper.hash()).left)
        });
        let found = format!("{}{left:?}", String::from_utf8_lossy(&bytes));
        let lost: Vec<&String> = acknowledged.iter().filter(|edit| !found.contains(edit.as_str())).collect();
        self.lost += lost.len();
        if let Some(lost) = lost.last() {
            self.last_lost = Some((*lost).clone());
        }
        self.harmed += usize::from(!lost.is_empty() || torn || empty);
    }

    fn print(&self, what: &str, begun: Instant) {
        println!(
            "{what:<28} {:>4} cuts, {:>4} after an acknowledgement; {:>5} acknowledged, {:>5} lost, {} torn, {} empty; {:.0} s",
            self.rounds,
            self.telling,
            self.acknowledged,
            self.lost,
            self.torn,
            self.empty,
            begun.elapsed().as_secs_f64()
        );
    }
}

/// Cuts the power in the middle of so many rounds of work, the shell's and the screen's by turns.
fn cut(file_system: FileSystem, forgets: Forgets, count: usize) -> Option<Table> {
    let (disk, library) = (Disk::new(file_system)?, Library::built(forgets)?);
    let (begun, mut table) = (Instant::now(), Table::default());
    for round in 0..count {
        disk.prepare();
        let work: Work = if round % 2 == 0 { at_the_shell } else { on_the_screen };
        let (power, cutter) = Power::of_round(round, disk.path("."));
        let acknowledged = work(&disk, &library, (round, &power));
        cutter.join().unwrap();
        disk.come_back();
        table.take(&disk, &acknowledged);
    }
    table.print(&format!("{} {}", file_system.name(), forgets.words()), begun);
    Some(table)
}

fn nothing_is_lost(file_system: FileSystem, count: usize) {
    let Some(table) = cut(file_system, Forgets::Nothing, count) else { return };
    assert_eq!((table.lost, table.torn, table.empty), (0, 0, 0), "{table:?}");
    assert!(table.acknowledged > 0, "{table:?}");
}

/// The control: a disk that syncs nothing must lose in nine rounds of ten, or the cuts prove nothing.
fn a_disk_that_syncs_nothing_is_noticed(file_system: FileSystem, count: usize) {
    let Some(table) = cut(file_system, Forgets::Syncs, count) else { return };
    assert!(table.harmed * 10 >= table.telling * 9 && table.telling > 0, "{table:?}");
}

#[test]
fn a_power_cut_on_ext4_loses_nothing_that_was_acknowledged() {
    nothing_is_lost(FileSystem::Ext4, rounds(4));
}

#[test]
fn a_power_cut_on_xfs_loses_nothing_that_was_acknowledged() {
    nothing_is_lost(FileSystem::Xfs, rounds(10).div_ceil(5));
}

#[test]
fn a_power_cut_on_ext4_is_noticed_where_nothing_is_synced() {
    a_disk_that_syncs_nothing_is_noticed(FileSystem::Ext4, rounds(10).div_ceil(5));
}

#[test]
fn a_power_cut_on_xfs_is_noticed_where_nothing_is_synced() {
    a_disk_that_syncs_nothing_is_noticed(FileSystem::Xfs, rounds(10).div_ceil(5));
}
