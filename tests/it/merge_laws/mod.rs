//! Laws of joining, tried on work that chance made up.
//!
//! `cargo bench --bench merge` tries them on a million triples and prints a table.

pub(crate) mod edits;
pub(crate) mod laws;
pub(crate) mod samples;

use laws::{Shown, Trial};
use rayon::prelude::*;

/// How many people's work is made up here, three of a base at a time.
const SEEDS: u64 = 17_000;

/// How many triples of a base and two sides that makes.
const TRIPLES: u64 = 50_000;

#[test]
fn the_laws_hold_on_fifty_thousand_triples() {
    // Whoever joins three people's work in every order joins more than three pairs of it.
    const { assert!(SEEDS * 3 >= TRIPLES) };
    let tried: Vec<(u64, Result<Shown, String>)> =
        (0..SEEDS).into_par_iter().map(|seed| (seed, laws::try_laws(seed, Trial::of(seed)))).collect();
    let broken: Vec<String> =
        tried.iter().filter_map(|(seed, result)| result.as_ref().err().map(|broken| format!("seed {seed}: {broken}"))).take(3).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let shown: Vec<Shown> = tried.into_iter().filter_map(|(_, result)| result.ok()).collect();
    let clashing = shown.iter().filter(|shown| shown.conflicts > 0).count();
    let on_conflicts = shown.iter().filter(|shown| shown.base_in_conflict).count();
    println!("{clashing} of {SEEDS} clash; {on_conflicts} begin with conflicts");
    // Laws that are tried on peaceful work alone would prove nothing.
    assert!(clashing > SEEDS as usize / 10 && on_conflicts > SEEDS as usize / 50);
}

#[test]
fn what_chance_once_broke_holds() {
    for seed in [2_940, 98_548, 333_120, 758_282] {
        assert_eq!(laws::try_laws(seed, Trial::Every).err(), None, "seed {seed}");
    }
}
