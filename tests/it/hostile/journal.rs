//! Bytes taken for a journal that another session left: what is sound in it is found, and what it says is taken in or not.
//!
//! Chance never meets a right checksum. So bytes that do not begin as a journal are taken for the payloads of its lines, the
//! header first, and are sealed as the program would seal them; the rest of the way is the one every journal goes.

use std::{
    cell::OnceCell,
    fs,
    path::{Path, PathBuf},
};

use crc32c::{crc32c, crc32c_append};
use permea::{
    model::{Deed, Network, Step},
    store::{self, Keeper, Safe, journal},
};
use tempfile::TempDir;

const SMALL: &[u8] = include_bytes!("../../../fuzz/seeds/map/small.ron");

/// The version the safe says the file holds.
const HASH: &str = "abababababababababababababababababababababababababababababababab";

/// The safe of a map, in a folder that goes away.
struct Ground {
    _state: TempDir,
    folder: PathBuf,
    safe: Safe,
    network: Network,
}

thread_local! {
    static GROUND: OnceCell<Ground> = const { OnceCell::new() };
}

/// Reads the journal, and lets the safe of a map find it.
pub(crate) fn take(bytes: &[u8]) {
    let sealed = if bytes.starts_with(b"SMJ1") { bytes.to_vec() } else { sealed(bytes) };
    let Ok(reading) = journal::read(&sealed) else { return };
    assert!(reading.sound_bytes <= sealed.len(), "more is sound than there is");
    let sound = journal::read(&sealed[..reading.sound_bytes]).expect("what is sound is a journal");
    assert!(sound.entries == reading.entries, "the sound part says something else");
    if reading.header.map == "de30de30de30de30de30de30de30de30" {
        GROUND.with(|ground| find(ground.get_or_init(Ground::new), &sealed));
    }
}

/// The lines with the numbers and checks that a journal has.
pub(crate) fn sealed(payloads: &[u8]) -> Vec<u8> {
    let mut lines = payloads.split(|&byte| byte == b'\n');
    let header = lines.next().unwrap_or_default();
    let mut crc = check(0, b"SMJ1", header);
    let mut text = [format!("SMJ1 {crc:08x} ").as_bytes(), header, b"\n"].concat();
    for (before, payload) in lines.enumerate() {
        let front = format!("{:08x} {:08x} ", before + 1, payload.len());
        crc = check(crc, front.as_bytes(), payload);
        text.extend([front.as_bytes(), format!("{crc:08x} ").as_bytes(), payload, b"\n"].concat());
    }
    text
}

fn check(previous: u32, front: &[u8], payload: &[u8]) -> u32 {
    crc32c_append(crc32c_append(crc32c(&previous.to_le_bytes()), front), payload)
}

impl Ground {
    /// A session that kept one step made the safe's folder; its journal is taken away.
    fn new() -> Self {
        let memory = PathBuf::from("/dev/shm");
        let state = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder can be made");
        let map = state.path().join("map.ron");
        fs::write(&map, SMALL).expect("the map can be written");
        let opened = store::open(&map).expect("the small map is whole");
        let network = opened.network.clone();
        let safe = Safe::within(state.path(), &network.about.uid, &map).expect("the uid is one");
        let mut keeper = Keeper::with(opened, Some(safe.clone()));
        keeper.note(Deed::Done(Step::new("Begin", Vec::new())));
        keeper.sync().expect("the step can be kept");
        drop(keeper);
        let folder = names(&state.path().join("maps")).pop().expect("the safe has a folder");
        for journal in names(&folder) {
            fs::remove_file(journal).expect("a journal can be removed");
        }
        Self { _state: state, folder, safe, network }
    }
}

/// The paths in a folder.
fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|found| found.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
}

/// Every question that is asked of a journal at the start of a session.
fn find(ground: &Ground, journal: &[u8]) {
    let Ground { folder, safe, network, .. } = ground;
    let path = folder.join("0123456789abcdef.journal");
    fs::write(&path, journal).expect("the journal can be written");
    let waiting = safe.waiting(network, HASH);
    drop(safe.torn());
    let left = safe.left(network, HASH).left;
    assert_eq!(left.iter().map(|left| left.steps.len()).sum::<usize>(), waiting, "as many steps are offered as wait");
    for left in left {
        left.steps.iter().fold(network.clone(), |network, step| network.apply(step).unwrap_or(network));
    }
    drop(safe.past(HASH));
    for filed in ["trash", "history"].iter().flat_map(|name| names(&folder.join(name))) {
        fs::remove_file(filed).expect("what was filed can be removed");
    }
}
