//! The graphs that are laid out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Layout, Roster},
    model::{Change, Network, Phase, Record, Step, Tie},
};

use super::networks::{
    SCHOOLS, SURREY,
    crowd::{Dice, Rated, crowd},
    import, sheets,
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

/// The network of these sheets with a tie between any two schools of the same trust or sponsor.
fn grouped(files: &[&str]) -> Option<Network> {
    let network = import(&sheets(files)?);
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for membership in network.memberships().iter().filter(|membership| membership.until.is_none()) {
        groups.entry(membership.id.group()).or_default().push(membership.id.member());
    }
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for members in groups.values() {
        pairs.extend(members.iter().flat_map(|a| members.iter().map(move |b| (*a, *b))).filter(|(a, b)| a < b));
    }
    Some(with_ties(&network, pairs.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned(), 1))))
}

/// The crowd with so many ties: those it has, and more within areas between members that have some already.
fn tied(members: usize, ties: usize) -> Network {
    let analysis = crowd(members, Rated::Most);
    let roster = Chart::new(&analysis, Layout::Rings).roster;
    let mut areas: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let town = |at: usize| analysis.network.member(&roster.members[at].id).and_then(|member| member.authority.as_deref()).unwrap_or("");
    let open: Vec<usize> = (0..roster.members.len()).filter(|at| roster.members[*at].degree > 0).collect();
    for at in &open {
        areas.entry(town(*at)).or_default().push(*at);
    }
    let mut dice = Dice(60_000);
    let more = (roster.ties.len()..ties).map(|_| {
        loop {
            let from = open[dice.roll(open.len())];
            let near = &areas[town(from)];
            let to = near[dice.roll(near.len())];
            if from != to {
                let id = |at: usize| roster.members[at].id.to_string();
                break (id(from), id(to), 1 + dice.roll(3) as u8);
            }
        }
    });
    with_ties(&analysis.network, more)
}

fn with_ties(network: &Network, ties: impl Iterator<Item = (String, String, u8)>) -> Network {
    let tie = |(number, (from, to, phase)): (usize, (String, String, u8))| {
        let texts = [("id", format!("t:x{number:06}")), ("from", from), ("to", to)];
        let mut tie = Tie::from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap();
        tie.phase = Phase::from_number(phase);
        tie.last_active = Some(jiff::civil::date(2026, 1, 10));
        Change::add(Record::from(tie))
    };
    let changes = ties.enumerate().map(tie).collect();
    network.apply(&Step::new("Draw ties", changes)).unwrap()
}
