//! The laws of joining on a million triples of made-up work, as a table: `cargo bench --bench merge -- [TRIPLES]`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "it shares the laws with the tests, and prints what came of them"
)]

#[path = "../tests/it/merge_laws/edits.rs"]
mod edits;
#[path = "../tests/it/merge_laws/laws.rs"]
mod laws;
#[path = "../tests/it/merge_laws/samples.rs"]
mod samples;

use std::{process::ExitCode, time::Instant};

use rayon::prelude::*;

/// How many triples are tried, if the command does not say.
const TRIPLES: u64 = 1_000_000;

/// The work of three people has three triples of a base and two sides in it.
const TRIPLES_OF_THREE: u64 = 3;

/// What a number of triples showed.
#[derive(Default)]
struct Table {
    /// How many times three people's work was made up.
    tried: usize,
    clashing: usize,
    conflicts: usize,
    on_conflicts: usize,
    broken: Vec<String>,
}

impl Table {
    fn with(mut self, seed: u64) -> Self {
        self.tried += 1;
        match laws::try_laws(seed, laws::Trial::of(seed)) {
            Ok(shown) => {
                self.clashing += usize::from(shown.conflicts > 0);
                self.conflicts += shown.conflicts;
                self.on_conflicts += usize::from(shown.base_in_conflict);
            }
            Err(broken) => self.broken.push(format!("seed {seed}: {broken}")),
        }
        self
    }

    fn and(mut self, other: Self) -> Self {
        self.tried += other.tried;
        self.clashing += other.clashing;
        self.conflicts += other.conflicts;
        self.on_conflicts += other.on_conflicts;
        self.broken.extend(other.broken);
        self
    }
}

fn main() -> ExitCode {
    let triples = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(TRIPLES);
    let begun = Instant::now();
    let table =
        (0..triples.div_ceil(TRIPLES_OF_THREE)).into_par_iter().fold(Table::default, Table::with).reduce(Table::default, Table::and);
    println!("triples tried        {:>9}", table.tried * TRIPLES_OF_THREE as usize);
    println!("threes in conflict   {:>9}", table.clashing);
    println!("new conflicts        {:>9}", table.conflicts);
    println!("begun in conflict    {:>9}", table.on_conflicts);
    println!("laws broken          {:>9}", table.broken.len());
    println!("seconds              {:>9.1}", begun.elapsed().as_secs_f64());
    table.broken.iter().take(3).for_each(|broken| println!("{broken}"));
    if table.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
