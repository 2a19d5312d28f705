//! Breaks the program in every way on a list and says which breaks no test notices.
//!
//!     switches TREE LIST OUT [NUMBER,NUMBER…]
//!
//! TREE is a copy of the program that may be changed, LIST what `cargo mutants --list --json` says of it, OUT a folder for the
//! tables. Every mutant stands in one tree behind a switch, so the program is built once and its tests are run once for each.

mod listed;
mod sites;
mod switched;
mod tree;
mod tried;

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
    time::Duration,
};

use listed::Listed;
use tree::{Binary, Tree};
use tried::{Outcome, Round, try_one};

/// So many are tried at a time.
const AT_A_TIME: usize = 2;

fn main() {
    let mut words = env::args().skip(1).map(PathBuf::from);
    let (Some(folder), Some(list), Some(out)) = (words.next(), words.next(), words.next()) else {
        eprintln!("switches TREE LIST OUT [NUMBERS]");
        std::process::exit(2);
    };
    let only: Vec<usize> = words
        .next()
        .map(|numbers| numbers.to_string_lossy().split(',').filter_map(|number| number.parse().ok()).collect())
        .unwrap_or_default();
    fs::create_dir_all(&out).expect("a folder for the tables");
    let mutants: Vec<Listed> = serde_json::from_str(&fs::read_to_string(list).expect("a list")).expect("a list of mutants");
    let mut tree = Tree::new(&folder, &mutants);
    let unknown: Vec<&str> = numbers(&mutants).filter(|id| !tree.known().contains(id)).map(|id| mutants[id - 1].name.as_str()).collect();
    assert!(unknown.is_empty(), "there is no switch for {unknown:#?}");
    eprintln!("{} mutants; switching and compiling", mutants.len());
    tree.write();
    let (elsewhere, constant) = (tree.elsewhere(), tree.constant());
    let tests = tree.tests();
    eprintln!("built");
    let wanted = |id: &usize| (only.is_empty() || only.contains(id)) && !tree.unviable.contains(id) && !elsewhere.contains(id);
    let switched: Vec<usize> = numbers(&mutants).filter(wanted).filter(|id| !constant.contains(id)).collect();
    let mut outcomes = try_all(&switched, &mutants, near, &tests, (&folder, &out));
    write_tables(&mutants, &tree, &outcomes, &out);
    let missed: Vec<usize> = outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Missed).map(|(id, _)| *id).collect();
    println!("{} were missed near by; trying the tests further off, first with none awake", missed.len());
    let rounds: BTreeMap<Vec<String>, Round> =
        missed.iter().flat_map(|id| far(&mutants[id - 1].file, &tests)).map(|round| (round.words.clone(), round)).collect();
    for round in rounds.into_values() {
        let calm = try_one(0, std::slice::from_ref(&round), &folder, &out.join("scratch-calm"));
        assert!(calm == Outcome::Missed, "with no mutant awake {:?}: {calm:?}", round.words);
    }
    outcomes.extend(try_all(&missed, &mutants, far, &tests, (&folder, &out)));
    for id in constant.iter().copied().filter(wanted) {
        tree.build_in(id);
        outcomes.extend(try_all(&[id], &mutants, near, &tree.tests(), (&folder, &out)));
    }
    tree.build_in(0);
    write_tables(&mutants, &tree, &outcomes, &out);
}

fn numbers(mutants: &[Listed]) -> std::ops::RangeInclusive<usize> {
    1..=mutants.len()
}

/// The tests that are made for this file.
fn near(file: &str, tests: &[Binary]) -> Vec<Round> {
    let (lib, it): (&[&str], &[&str]) = match file {
        _ if file.starts_with("src/compare/") => (&["compare::"], &["merge"]),
        _ if file.starts_with("src/store/journal/") => (&["store::"], &["journal::", "chronicle::", "full_disk::", "sweep::a_step"]),
        _ if file.ends_with("/shown.rs") => (&["shown::"], &["hostile::whatever_a_text", "leaks::a_text", "store_faults::"]),
        _ => (
            &["store::"],
            &["store", "keeper::", "likeness::", "full_disk::", "read_only::", "sweep::a_disk", "sweep::a_folder", "sweep::a_step"],
        ),
    };
    vec![round(tests, "permea", lib, 100), round(tests, "it", it, 240)]
}

/// Tests further off that may notice it too: of the screen, the shell, git, refused and killed file calls.
fn far(file: &str, tests: &[Binary]) -> Vec<Round> {
    let it: &[&str] = match file {
        _ if file.starts_with("src/compare/") => &["arrival::", "sync::", "git::"],
        _ if file.ends_with("/shown.rs") => &["leaks::", "cli::", "store", "bad_maps::"],
        _ => &[
            "arrival::",
            "recovery::",
            "outside::",
            "keeping::",
            "repair::",
            "sync",
            "unjoined::",
            "merge_shell::",
            "copies::",
            "journal::",
            "keeper::",
            "chronicle::",
            "limits::whatever_room",
            "sweep::",
            "two_writers::",
        ],
    };
    vec![round(tests, "permea", &[], 240), round(tests, "it", it, 900)]
}

fn round(tests: &[Binary], name: &str, words: &[&str], seconds: u64) -> Round {
    let binary = tests.iter().find(|binary| binary.name == name).expect("cargo built it").clone();
    Round { binary, words: words.iter().map(|&word| word.to_owned()).collect(), limit: Duration::from_secs(seconds) }
}

fn try_all(
    ids: &[usize],
    mutants: &[Listed],
    rounds: fn(&str, &[Binary]) -> Vec<Round>,
    tests: &[Binary],
    (folder, out): (&Path, &Path),
) -> BTreeMap<usize, Outcome> {
    let (queue, outcomes) = (Mutex::new(ids.iter()), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for worker in 0..AT_A_TIME {
            let (queue, outcomes) = (&queue, &outcomes);
            scope.spawn(move || {
                loop {
                    let next = queue.lock().expect("nobody fell").next();
                    let Some(&id) = next else { return };
                    let listed = &mutants[id - 1];
                    let outcome = try_one(id, &rounds(&listed.file, tests), folder, &out.join(format!("scratch-{worker}")));
                    println!("{id}\t{outcome:?}\t{}", listed.name);
                    outcomes.lock().expect("nobody fell").insert(id, outcome);
                }
            });
        }
    });
    outcomes.into_inner().expect("nobody fell")
}

/// Writes `table.txt`, a line for each mutant, and prints the counts.
fn write_tables(mutants: &[Listed], tree: &Tree, outcomes: &BTreeMap<usize, Outcome>, out: &Path) {
    let elsewhere = tree.elsewhere();
    let mut table = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in numbers(mutants) {
        let (word, by) = match outcomes.get(&id) {
            Some(Outcome::Caught(test)) => ("caught", test.as_str()),
            Some(Outcome::TimedOut) => ("timed out", ""),
            Some(Outcome::Missed) => ("missed", ""),
            None if tree.unviable.contains(&id) => ("unviable", ""),
            None if elsewhere.contains(&id) => ("for another system", ""),
            None => ("not tried", ""),
        };
        *counts.entry(word).or_default() += 1;
        table += &format!("{id}\t{word}\t{}\t{by}\n", mutants[id - 1].name);
    }
    fs::write(out.join("table.txt"), table).expect("a folder for the tables");
    println!("{} mutants: {counts:?}", mutants.len());
}
