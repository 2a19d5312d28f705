//! The work of a session, part by part: import, opening, analysis, triage, layout, a frame of each screen, a step.
//!
//! Aims: opening and triage of the 2,446 schools under 300 ms; a frame under 16 ms at 30,000 members.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    dead_code,
    reason = "a bench may stop"
)]

mod networks;
#[path = "../tests/it/desk.rs"]
mod desk;
#[path = "../tests/it/session.rs"]
mod session;

use std::sync::Arc;

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use networks::{Given, import, sheets};
use permea::{
    analysis::Analysis,
    app::{App, Event, Key},
    framework::Rules,
    map::{Chart, Layout},
    model::Network,
    report::{PAGE_COLUMNS, Triage, TriageQuestion},
    store::{self, format},
    view::{self, Look},
};
use ratatui::{Terminal, backend::TestBackend};
use session::Session;

const DAY: Date = date(2026, 11, 21);
const COLUMNS: u16 = 160;
const ROWS: u16 = 50;

fn main() {
    divan::main();
}

fn analysis(network: &Network) -> Analysis {
    Analysis::new(network, DAY, &Rules::built_in(), &|| false).unwrap()
}

#[divan::bench(args = Given::imported())]
fn a_import(bencher: Bencher<'_, '_>, given: Given) {
    let sheets = sheets(given.files()).unwrap();
    bencher.bench_local(|| import(black_box(&sheets)));
}

#[divan::bench(args = Given::all())]
fn b_open(bencher: Bencher<'_, '_>, given: Given) {
    let text = format::write(given.network(), &store::new_guard()).unwrap();
    bencher.bench_local(|| store::open_bytes("measured", black_box(text.as_bytes())).unwrap());
}

#[divan::bench(args = Given::all())]
fn c_analysis(bencher: Bencher<'_, '_>, given: Given) {
    bencher.bench_local(|| analysis(black_box(given.network())));
}

#[divan::bench(args = Given::all())]
fn d_triage(bencher: Bencher<'_, '_>, given: Given) {
    let analysis = analysis(given.network());
    bencher.bench_local(|| Triage::new(black_box(&analysis), &TriageQuestion::default()).text(PAGE_COLUMNS));
}

#[divan::bench(args = Given::all())]
fn e_layout(bencher: Bencher<'_, '_>, given: Given) {
    let analysis = Arc::new(analysis(given.network()));
    bencher.bench_local(|| Chart::new(black_box(&analysis), Layout::Rings));
}

/// The program with the map open, its first analysis there, and one member selected.
fn opened(given: Given, keys: &str) -> App {
    let session = Session::sized(COLUMNS, ROWS).by("Priya").with(given.network().clone());
    session.press("/").type_in("9").press("enter").press(keys).app
}

fn screen() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(COLUMNS, ROWS)).unwrap()
}

fn frame(bencher: Bencher<'_, '_>, app: &App) {
    let (mut screen, look) = (screen(), Look::default());
    bencher.bench_local(|| {
        screen.draw(|frame| view::draw(black_box(app), &look, frame)).unwrap();
    });
}

#[divan::bench(args = Given::all())]
fn f_frame_of_the_map(bencher: Bencher<'_, '_>, given: Given) {
    frame(bencher, &opened(given, "m"));
}

#[divan::bench(args = Given::all())]
fn g_frame_of_the_triage(bencher: Bencher<'_, '_>, given: Given) {
    frame(bencher, &opened(given, "t"));
}

#[divan::bench(args = Given::all())]
fn h_frame_of_the_table(bencher: Bencher<'_, '_>, given: Given) {
    frame(bencher, &opened(given, "l"));
}

#[divan::bench(args = Given::all())]
fn i_frame_of_a_member(bencher: Bencher<'_, '_>, given: Given) {
    frame(bencher, &opened(given, "p"));
}

/// From a key to its frame.
fn key(bencher: Bencher<'_, '_>, app: &App, key: &str) {
    let (mut screen, look) = (screen(), Look::default());
    let key = Key::parse(key).unwrap();
    bencher.with_inputs(|| app.clone()).bench_local_values(|mut app| {
        let effects = app.update(Event::Key(key));
        screen.draw(|frame| view::draw(&app, &look, frame)).unwrap();
        (app, effects)
    });
}

#[divan::bench(args = Given::all())]
fn j_step_on_the_map(bencher: Bencher<'_, '_>, given: Given) {
    key(bencher, &opened(given, "m"), "down");
}

#[divan::bench(args = Given::all())]
fn k_step_in_the_triage(bencher: Bencher<'_, '_>, given: Given) {
    key(bencher, &opened(given, "t"), "down");
}

#[divan::bench(args = Given::all())]
fn l_step_in_the_table(bencher: Bencher<'_, '_>, given: Given) {
    key(bencher, &opened(given, "l"), "down");
}

#[divan::bench(args = Given::all())]
fn m_sort_of_the_table(bencher: Bencher<'_, '_>, given: Given) {
    key(bencher, &opened(given, "l"), "s");
}

#[divan::bench(args = Given::all())]
fn n_rating_until_its_frame(bencher: Bencher<'_, '_>, given: Given) {
    key(bencher, &opened(given, "m r"), "2");
}

#[divan::bench(args = Given::all())]
fn o_rating_until_its_analysis(bencher: Bencher<'_, '_>, given: Given) {
    let before = analysis(given.network());
    let after = Session::sized(COLUMNS, ROWS).by("Priya").with(given.network().clone()).press("/").type_in("9").press("enter r 2");
    assert!(after.network().ratings().len() > given.network().ratings().len(), "nothing was rated");
    bencher.bench_local(|| before.following(black_box(after.network()), DAY, &Rules::built_in(), &|| false));
}
