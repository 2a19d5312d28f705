//! Families: every member's by each method, and one page of one.
//!
//! With `PERMEA_FAMILIES=MAP` and `PERMEA_METHOD=WORD` nothing is measured: every member's family is printed, a line of JSON
//! each, as `permea peers --format json` prints one. `families.py` beside this file compares them with its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    dead_code,
    reason = "a bench may stop"
)]

#[path = "../networks/mod.rs"]
mod networks;

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use networks::Given;
use permea::{
    analysis::Analysis,
    framework::{Definitions, FamilyMethod, Rules},
    model::{Change, Kind, RecordKind, Step},
    peers::{Families, Figures},
    report::peers_json,
    store,
};

const DAY: Date = date(2026, 11, 22);

fn main() {
    match std::env::var("PERMEA_FAMILIES") {
        Ok(map) => print_all(&map),
        Err(_) => divan::main(),
    }
}

fn print_all(map: &str) {
    let word = std::env::var("PERMEA_METHOD").unwrap_or_else(|_| "preferred".to_owned());
    let method = FamilyMethod::ALL.into_iter().find(|method| method.word() == word).expect("the word of a method");
    let opened = store::open_bytes("measured", &std::fs::read(map).unwrap()).unwrap();
    let rules = Rules::built_in().with_method(method, "asked for");
    let analysis = Analysis::new(&opened, DAY, &rules, &|| false).unwrap();
    for member in analysis.network.members() {
        if let Ok(page) = analysis.peers(&member.id, None) {
            println!("{}", peers_json(&page, &analysis));
        }
    }
}

/// Every family of a network, on one core.
fn all(bencher: Bencher<'_, '_>, given: Given, method: FamilyMethod) {
    let rules = Rules::built_in().with_method(method, "measured").families;
    let network = given.network();
    let (figures, definitions) = (Figures::of(network), Definitions::of(network));
    bencher.bench_local(|| {
        let families = Families::prepare(black_box(network), &figures, &definitions, &rules);
        (0..families.len()).map(|place| families.search(place, rules.size.value, &rules).len()).sum::<usize>()
    });
}

#[divan::bench(args = Given::all())]
fn a_weighted(bencher: Bencher<'_, '_>, given: Given) {
    all(bencher, given, FamilyMethod::Weighted);
}

#[divan::bench(args = Given::all())]
fn b_fbit(bencher: Bencher<'_, '_>, given: Given) {
    all(bencher, given, FamilyMethod::Fbit);
}

#[divan::bench(args = Given::all())]
fn c_prior_attainment(bencher: Bencher<'_, '_>, given: Given) {
    all(bencher, given, FamilyMethod::PriorAttainment);
}

#[divan::bench(args = Given::all())]
fn d_page_of_one(bencher: Bencher<'_, '_>, given: Given) {
    let analysis = Analysis::new(given.network(), DAY, &Rules::built_in(), &|| false).unwrap();
    let member = analysis.network.members().iter().find(|member| analysis.peers(&member.id, None).is_ok()).unwrap().id.clone();
    bencher.bench_local(|| analysis.peers(black_box(&member), None));
}

/// All patterns, families and measures of a network.
#[divan::bench(args = Given::all())]
fn e_whole_analysis(bencher: Bencher<'_, '_>, given: Given) {
    bencher.bench_local(|| Analysis::new(black_box(given.network()), DAY, &Rules::built_in(), &|| false));
}

/// The same after one rating: the families stand as they were found.
#[divan::bench(args = Given::all())]
fn f_one_rating_changed(bencher: Bencher<'_, '_>, given: Given) {
    let before = Analysis::new(given.network(), DAY, &Rules::built_in(), &|| false).unwrap();
    let school = before.network.members().iter().find(|member| member.kind == Kind::School).unwrap().id.to_string();
    let text_of = |field: &str| match field {
        "id" => Some("r:measured".to_owned()),
        "member" => Some(school.clone()),
        "on" => Some("2026-11-20".to_owned()),
        "stage" => Some("2".to_owned()),
        "by" => Some("Priya".to_owned()),
        _ => None,
    };
    let rating = RecordKind::Rating.from_texts(&text_of).unwrap();
    let step = Step::new("Rate", vec![Change { before: None, after: Some(rating) }]);
    let after = given.network().apply(&step).unwrap();
    bencher.bench_local(|| before.following(black_box(&after), DAY, &Rules::built_in(), &|| false));
}
