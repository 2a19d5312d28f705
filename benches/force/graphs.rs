//! The graphs that are laid out.

use std::sync::Arc;

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Layout, Roster},
    model::Network,
};

use super::networks::{
    SCHOOLS, SURREY,
    crowd::{Rated, crowd},
    grouped, tied,
};

/// Members and ties, as the map draws them.
pub(crate) struct Graph {
    pub(crate) name: String,
    pub(crate) members: usize,
    pub(crate) ties: Vec<(usize, usize)>,
    pub(crate) roster: Arc<Roster>,
}

impl Graph {
    fn of(name: &str, network: &Network) -> Self {
        let day = jiff::civil::date(2026, 11, 21);
        let analysis = Arc::new(Analysis::new(network, day, &Rules::built_in(), &|| false).unwrap());
        let roster = Arc::clone(&Chart::new(&analysis, Layout::Rings).roster);
        let ties = roster.ties.iter().map(|tie| (tie.from, tie.to)).collect();
        Self { name: name.to_owned(), members: roster.members.len(), ties, roster }
    }
}

/// Those of which there is something here.
pub(crate) fn all() -> impl Iterator<Item = Graph> {
    let schools = || Some(Graph::of("schools-2446", &grouped(&[SCHOOLS[0], SCHOOLS[1], "england/gias-grouplinks-2019-06-01.csv"])?));
    let surrey = || Some(Graph::of("surrey", &grouped(&SURREY)?));
    let makers: [Box<dyn Fn() -> Option<Graph>>; 7] = [
        Box::new(schools),
        Box::new(surrey),
        Box::new(|| Some(Graph::of("crowd-40", &crowd(40, Rated::Most).network))),
        Box::new(|| Some(Graph::of("crowd-300", &crowd(300, Rated::Most).network))),
        Box::new(|| Some(Graph::of("crowd-3000", &crowd(3_000, Rated::Most).network))),
        Box::new(|| Some(Graph::of("crowd-30000", &crowd(30_000, Rated::Most).network))),
        Box::new(|| Some(Graph::of("crowd-30000-with-60000-ties", &tied(30_000, 60_000)))),
    ];
    makers.into_iter().filter_map(|make| make())
}
