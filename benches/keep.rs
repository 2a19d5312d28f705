//! What keeping costs with 50,000 members, as a table: `cargo bench --bench keep -- [MEMBERS]`.
//!
//! How long a step takes until it is kept, alone and while a save of the whole map runs; how long such a save takes; how long it
//! takes until 10,000 steps of a session that died are back. Everything is on the disk of the temporary folder, synced.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "it shares the crowd with the tests, and prints"
)]

#[path = "../tests/it/crowd.rs"]
mod crowd;

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use permea::{
    model::{Change, Deed, Member, Network, Step},
    store::{self, Chronicle, Guard, Safe, Saver, format},
};
use tempfile::TempDir;

/// How many steps are timed.
const STEPS: usize = 500;

/// How many steps are brought back.
const RECOVERED: usize = 10_000;

/// A step on one member, as a person would do it.
fn rename(network: &Network, number: usize) -> Step {
    let before = network.members()[number * 7 % network.members().len()].clone();
    let after = Member { name: format!("{} {number}", before.name).into(), ..before.clone() };
    Step::new(format!("Rename {}", before.name), vec![Change::edit(before, after)])
}

fn print(what: &str, mut times: Vec<Duration>, limit: &str) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!("{what:<46} {:>9.1} {:>9.1} {:>9.1}   {limit}", at(0.5), at(0.99), at(1.0));
}

/// Does steps one after the other, and times each from the person's key to the moment it is kept.
fn work(chronicle: &mut Chronicle, network: &mut Network, count: usize) -> (Vec<Duration>, Vec<Duration>) {
    let (mut applied, mut kept) = (Vec::new(), Vec::new());
    for number in 0..count {
        let step = rename(network, number);
        let begun = Instant::now();
        *network = network.apply(&step).unwrap();
        applied.push(begun.elapsed());
        chronicle.note(Deed::Done(step));
        chronicle.sync().unwrap();
        kept.push(begun.elapsed());
    }
    (applied, kept)
}

fn main() {
    let members = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(50_000);
    let folder = TempDir::new().unwrap();
    let map = folder.path().join("map.ron");
    let mut network = crowd::network(members, crowd::Rated::Most).0;
    network.about.uid = "0123456789abcdef0123456789abcdef".into();
    fs::write(&map, format::write(&network, &Guard::new("000000000000")).unwrap()).unwrap();
    let safe = Safe::within(&folder.path().join("state"), &network.about.uid, &map).unwrap();
    let bytes = fs::metadata(&map).unwrap().len();
    println!("{members} members, {} ties, {} MB; times in ms\n", network.ties().len(), bytes / 1_000_000);
    println!("{:<46} {:>9} {:>9} {:>9}   limit", "", "median", "p99", "largest");
    let opened = store::open(&map).unwrap();
    let hash = Saver::new(opened.clone(), None).hash();
    let (mut saver, mut chronicle) = (Saver::new(opened, Some(safe.clone())), Chronicle::new(Some(safe.clone()), &hash));
    let mut now = network.clone();
    let (applied, kept) = work(&mut chronicle, &mut now, STEPS);
    print("a step taken by the network", applied, "");
    print("a step until it is kept", kept, "p99 250");
    let stop = Arc::new(AtomicBool::new(false));
    let (stopped, mut snapshot) = (Arc::clone(&stop), now.clone());
    let saves = thread::spawn(move || {
        let mut times = Vec::new();
        while times.len() < 3 || !stopped.load(Ordering::Relaxed) {
            snapshot = snapshot.apply(&rename(&snapshot, times.len() + 1_000)).unwrap();
            let begun = Instant::now();
            let _written = saver.save((&snapshot, store::new_guard()), &[], &mut |_saving| Ok(())).unwrap();
            times.push(begun.elapsed());
        }
        times
    });
    let (_, kept) = work(&mut chronicle, &mut now, STEPS);
    stop.store(true, Ordering::Relaxed);
    print("a step until it is kept, while saves run", kept, "p99 250");
    print("a save of the whole map", saves.join().unwrap(), "1500");
    drop(chronicle);
    recovery(&network, members);
    if let Some(peak) =
        fs::read_to_string("/proc/self/status").ok().and_then(|text| text.lines().find(|line| line.starts_with("VmHWM")).map(str::to_owned))
    {
        println!("\nmost memory: {} MB", peak.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1000);
    }
}

/// A session does ten thousand steps and dies; the next one finds them and has them back.
fn recovery(network: &Network, members: usize) {
    let folder = TempDir::new().unwrap();
    let map = folder.path().join("map.ron");
    fs::write(&map, format::write(network, &Guard::new("000000000000")).unwrap()).unwrap();
    let safe = Safe::within(&folder.path().join("state"), &network.about.uid, &map).unwrap();
    let opened = store::open(&map).unwrap();
    let hash = Saver::new(opened, None).hash();
    let mut chronicle = Chronicle::new(Some(safe.clone()), &hash);
    for number in 0..RECOVERED.min(members) {
        // Every step is about another member, so that all of them are missing.
        let before = network.members()[number].clone();
        let after = Member { name: format!("{} {number}", before.name).into(), ..before.clone() };
        chronicle.note(Deed::Done(Step::new(format!("Rename {}", before.name), vec![Change::edit(before, after)])));
    }
    chronicle.sync().unwrap();
    drop(chronicle);
    let times = (0..5).map(|_| {
        let begun = Instant::now();
        let found = safe.left(network, &hash);
        let steps = &found.left[0].steps;
        let back = network.apply(&Step::joined("", steps).unwrap()).unwrap();
        assert_eq!((steps.len(), back.members().len()), (RECOVERED.min(members), network.members().len()));
        begun.elapsed()
    });
    print("10,000 steps of a dead session back", times.collect(), "2000");
}
