//! How well the map can be read, as a table: names of flagged members, overlaps, ties under names, stages without colours.
//!
//! Nothing is timed. The networks are the demo, Surrey and the 2,446 schools with ties within their trusts, and invented ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    dead_code,
    reason = "a bench may stop, and prints"
)]

mod networks;
#[path = "../tests/it/legible.rs"]
mod legible;

use std::sync::Arc;

use jiff::civil::date;
use legible::{LAYOUTS, Legible, legible};
use networks::{
    SCHOOLS, SURREY,
    crowd::{Rated, crowd},
    grouped,
};
use permea::{analysis::Analysis, framework::Rules, map::Chart, model::Network};

const SIZE: (u16, u16) = (120, 36);

/// Makes a network, where there is something to make it of.
type Maker<'a> = &'a dyn Fn() -> Option<Arc<Analysis>>;

fn analysed(network: &Network, day: jiff::civil::Date) -> Arc<Analysis> {
    Arc::new(Analysis::new(network, day, &Rules::built_in(), &|| false).unwrap())
}

fn row(name: &str, layout: &str, measured: &Legible) {
    let Legible { flagged, named, signed, overlaps, ties_hidden_percent, stages, told_apart } = measured;
    let share = if *flagged == 0 { "–".to_owned() } else { format!("{:.0} %", *named as f64 * 100.0 / *flagged as f64) };
    println!(
        "| {name} | {layout} | {named} of {flagged} ({share}) | {signed} | {overlaps} | {ties_hidden_percent:.1} % | {told_apart} of {stages} |"
    );
}

fn main() {
    let day = date(2026, 11, 21);
    let demo = || permea::store::open_bytes("the demo", include_bytes!("../assets/demo.permea.ron")).unwrap();
    let schools = [SCHOOLS[0], SCHOOLS[1], "england/gias-grouplinks-2019-06-01.csv"];
    println!(
        "| network | layout | flagged members named | others with a sign, or counted | overlaps | ties under names | stages told apart |"
    );
    println!("|---|---|---|---|---|---|---|");
    let networks: [(&str, Maker<'_>); 6] = [
        ("demo", &|| Some(analysed(&demo(), date(2026, 11, 20)))),
        ("Surrey", &|| Some(analysed(&grouped(&SURREY)?, day))),
        ("2,446 schools", &|| Some(analysed(&grouped(&schools)?, day))),
        ("40 invented", &|| Some(crowd(40, Rated::Most))),
        ("300 invented", &|| Some(crowd(300, Rated::Most))),
        ("3,000 invented", &|| Some(crowd(3_000, Rated::Most))),
    ];
    for (name, network) in networks {
        let Some(analysis) = network() else { continue };
        let chart = Chart::new(&analysis, LAYOUTS[0]);
        for layout in LAYOUTS {
            row(name, &layout.title().to_lowercase(), &legible(&chart.in_layout(layout), SIZE));
        }
    }
}
