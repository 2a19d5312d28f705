//! Laws of joining, tried on work that chance made up.
//!
//! `cargo bench --bench merge` tries them on a million triples and prints a table.

pub(crate) mod edits;
pub(crate) mod laws;

use rayon::prelude::*;

/// How many triples are tried here.
const TRIPLES: u64 = 50_000;

#[test]
fn every_law_holds_on_fifty_thousand_triples() {
    let tried: Vec<(u64, Result<laws::Shown, String>)> = (0..TRIPLES).into_par_iter().map(|seed| (seed, laws::try_laws(seed))).collect();
    let broken: Vec<String> =
        tried.iter().filter_map(|(seed, result)| result.as_ref().err().map(|broken| format!("seed {seed}: {broken}"))).take(3).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    let shown: Vec<laws::Shown> = tried.into_iter().filter_map(|(_, result)| result.ok()).collect();
    let clashing = shown.iter().filter(|shown| shown.conflicts > 0).count();
    let on_conflicts = shown.iter().filter(|shown| shown.base_in_conflict).count();
    println!("{clashing} of {TRIPLES} triples clash; {on_conflicts} begin with conflicts");
    // Laws that are tried on peaceful work alone would prove nothing.
    assert!(clashing > TRIPLES as usize / 10 && on_conflicts > TRIPLES as usize / 50);
}
