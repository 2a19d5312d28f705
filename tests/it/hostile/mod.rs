//! Bytes of anybody: for a map, for a journal, for people's work, for files of other programs, for text and for keys. Nothing falls and nothing is lost.
//!
//! Each file has one function that takes any bytes; the fuzz targets in `fuzz/` hand theirs to the same functions. Here they
//! get the seeds, what once fell, what the fuzz targets found (`fuzz/corpus`, where there is one), and some thousand variations of
//! these. `PERMEA_ROUNDS=10000000 cargo test --release --test it hostile -- --nocapture --test-threads 1` makes ten million of each,
//! and says after each million how far it is; `PERMEA_FROM=3000000` begins there, as a run that was ended goes on.

mod import;
mod journal;
mod keys;
mod map;
mod merge;
pub(crate) mod shown;

use std::{
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use crate::crowd::Dice;

pub(crate) use journal::sealed;

/// What takes longer is shown.
const MEANT: Duration = Duration::from_secs(1);

/// No input takes as long, unoptimised on a busy machine.
const LONGEST: Duration = Duration::from_mins(1);

/// How many variations of the seeds are tried in the suite.
const VARIATIONS: usize = 3_000;

/// After so many variations it is said how far it is.
const SAID_AFTER: usize = 1_000_000;

/// The inputs in a folder of `fuzz/`.
fn inputs(folder: &str, target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// The bytes with a few changes: bytes replaced, taken out, put in, doubled, or taken from another input.
fn varied(dice: &mut Dice, inputs: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = inputs[dice.roll(inputs.len())].clone();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len());
        let until = (at + 1 + dice.roll(32)).min(bytes.len());
        match dice.roll(6) {
            0 if !bytes.is_empty() => bytes[at] = dice.roll(256) as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.roll(8),
            2 => drop(bytes.drain(at..until)),
            3 => bytes.insert(at, dice.roll(256) as u8),
            4 => bytes.extend_from_within(at..until),
            _ => {
                let other = &inputs[dice.roll(inputs.len())];
                let from = dice.roll(other.len());
                let to = (from + dice.roll(64)).min(other.len());
                bytes.splice(at..until, other[from..to].iter().copied());
            }
        }
    }
    bytes
}

/// Tries the seeds, what once fell, and variations of them, and shows the bytes of what falls or takes too long.
fn try_out(target: &str, take: fn(&[u8])) {
    let seeds: Vec<Vec<u8>> = ["seeds", "fallen", "corpus"].into_iter().flat_map(|folder| inputs(folder, target)).collect();
    assert!(!seeds.is_empty(), "there are no seeds");
    // A run at the screen takes as long as a few others.
    let variations = crate::journal::rounds(if target == "keys" { VARIATIONS / 4 } else { VARIATIONS });
    let from: usize = env::var("PERMEA_FROM").ok().and_then(|from| from.parse().ok()).unwrap_or(0);
    let begun = Instant::now();
    let one = |bytes: &[u8]| {
        let begun = Instant::now();
        let fell = panic::catch_unwind(AssertUnwindSafe(|| take(bytes)));
        let took = begun.elapsed();
        let is_good = fell.is_ok() && took < LONGEST;
        if !is_good || took > MEANT {
            println!("{target} took {took:?}{}, on:\n{}", if fell.is_ok() { "" } else { " and fell" }, bytes.escape_ascii());
        }
        is_good.then_some(took)
    };
    // The first that falls ends the run, so that its bytes are not lost among others.
    let of_seeds = seeds.par_iter().map(|bytes| one(bytes)).try_reduce(Duration::default, |a, b| Some(a.max(b)));
    let mut longest = of_seeds.unwrap_or_else(|| panic!("{target} fell"));
    for begin in (from..from + variations).step_by(SAID_AFTER) {
        let end = (begin + SAID_AFTER).min(from + variations);
        let varied = (begin..end).into_par_iter().map(|number| one(&varied(&mut Dice(number as u64), &seeds)));
        longest = varied.try_reduce(|| longest, |a, b| Some(a.max(b))).unwrap_or_else(|| panic!("{target} fell"));
        let (inputs, took, memory) = (seeds.len(), begun.elapsed(), most_megabytes());
        println!("{target}: variations {from} to {end} of {inputs} inputs, the longest {longest:?}, in {took:?}; {memory} MB");
    }
}

/// The most memory this process had at once, in MB; 0 where the system does not say.
fn most_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1_000
}

#[test]
fn the_seeds_are_whole_and_lead_all_the_way() {
    for seed in inputs("seeds", "map") {
        assert!(permea::store::open_bytes("a seed", &seed).is_ok(), "{}", seed.escape_ascii());
    }
    for seed in inputs("seeds", "journal") {
        let bytes = if seed.starts_with(b"SMJ1") { seed } else { sealed(&seed) };
        let reading = permea::store::journal::read(&bytes).unwrap_or_else(|_| panic!("{}", bytes.escape_ascii()));
        assert_eq!(reading.ending, permea::store::journal::Ending::Whole, "{}", bytes.escape_ascii());
        assert!(reading.entries.len() >= 3);
    }
}

#[test]
fn bytes_of_anybody_are_a_map_or_a_sentence() {
    try_out("map", map::take);
}

#[test]
fn bytes_of_anybody_are_a_journal_as_far_as_it_is_sound() {
    try_out("journal", journal::take);
}

#[test]
fn whatever_people_made_of_a_map_is_joined_by_the_laws() {
    try_out("merge", merge::take);
}

#[test]
fn whatever_a_text_holds_the_terminal_is_not_moved() {
    try_out("shown", shown::take);
}

#[test]
fn whatever_is_pressed_the_network_stays_sound() {
    try_out("keys", keys::take);
}

#[test]
fn bytes_of_anybody_are_a_sheet_or_a_sentence() {
    try_out("csv", import::take_csv);
    try_out("xlsx", import::take_xlsx);
}

#[test]
fn bytes_of_anybody_are_a_network_file_or_a_sentence() {
    try_out("graphml", import::take_graphml);
    try_out("gexf", import::take_gexf);
    try_out("kumu", import::take_kumu);
    try_out("pajek", import::take_pajek);
}
