//! The networks that are measured: Surrey and the 2,446 schools of the shared data, and 30,000 invented members.

#[path = "../../tests/it/crowd.rs"]
pub(crate) mod crowd;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::ControlFlow,
    path::PathBuf,
    sync::OnceLock,
};

use crowd::{Dice, Rated, crowd};
use permea::{
    exchange::{Columns, Options, Source, propose},
    map::{Chart, Layout},
    model::{Change, Education, Kind, Network, Number, Percent, Phase, Record, RecordKind, Step, Tie},
};

pub(crate) const SURREY: [&str; 9] = [
    "surrey/gias-2021.csv",
    "england/gias-links-2021.csv",
    "england/gias-grouplinks-2019-06-01.csv",
    "surrey/ks4final-2016-2017.csv",
    "surrey/ks4final-2017-2018.csv",
    "surrey/ks4final-2018-2019.csv",
    "surrey/ks2final-2016-2017.csv",
    "surrey/ks2final-2017-2018.csv",
    "surrey/ks2final-2018-2019.csv",
];

pub(crate) const SCHOOLS: [&str; 2] = ["england/secondary-2017-2019.csv", "england/national-2017-2019.csv"];

/// A file's name and what it holds.
pub(crate) type Sheet = (String, Vec<u8>);

/// The folder of the shared data.
pub(crate) fn shared_data() -> PathBuf {
    std::env::var_os("PERMEA_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from)
}

/// The shared files, or nothing, said aloud, where the folder is not there.
pub(crate) fn sheets(files: &[&str]) -> Option<Vec<Sheet>> {
    let folder = shared_data();
    let read = |file: &&str| Ok((file.rsplit('/').next().unwrap_or(file).to_owned(), std::fs::read(folder.join(file))?));
    let sheets: std::io::Result<Vec<Sheet>> = files.iter().map(read).collect();
    if let Err(error) = &sheets {
        eprintln!("skipped: {} … in {}: {error}", files[0], folder.display());
    }
    sheets.ok()
}

/// What the sheets make of an empty network.
pub(crate) fn import(sheets: &[Sheet]) -> Network {
    let sources: Vec<Source<'_>> = sheets.iter().map(|(name, bytes)| Source { name: name.as_str().into(), bytes, kind: None }).collect();
    let columns = Columns::built_in().unwrap();
    propose(&Network::new("Measured", "0"), &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap().network
}

/// Invented members, most of them rated and tied, and every school in one pool: the worst that families can meet.
///
/// One in eight has Attainment 8 and Progress 8 of three years, as many as in England.
pub(crate) fn invented(members: usize) -> Network {
    let network = crowd(members, Rated::Most).network.clone();
    let mut dice = Dice(30_000);
    let mut changes = Vec::new();
    for (at, before) in network.members().iter().enumerate().filter(|(_, member)| member.kind == Kind::School) {
        let mut member = before.clone();
        let fsm = bell(&mut dice, 0.0, 60.0);
        member.education = Some(Education::Secondary);
        member.pupils = Some(400 + dice.roll(1_200) as u32);
        member.fsm6_percent = Percent::new(fsm);
        member.eal_percent = Percent::new(bell(&mut dice, 0.0, 40.0));
        member.sen_percent = Percent::new(bell(&mut dice, 2.0, 30.0));
        member.prior_attainment = Number::new(30.0 - fsm / 20.0 + bell(&mut dice, -2.0, 4.0));
        changes.push(Change::edit(before.clone(), member));
        if at % 8 == 0 {
            changes.extend((2017..=2019).flat_map(|year| {
                let attainment = format!("{:.1}", bell(&mut dice, 25.0, 45.0));
                let progress = format!("{:.2}", bell(&mut dice, -1.5, 3.0));
                [("Attainment 8", attainment), ("Progress 8", progress)]
                    .map(|(measure, value)| Change::add(figure(&format!("{}/{measure}/{year}", before.id), &value)))
            }));
        }
    }
    changes.extend((2017..=2019).map(|year| {
        let texts = [("id", format!("Attainment 8/{year}")), ("value", "46.5".to_owned())];
        Change::add(record(RecordKind::NationalFigure, &texts))
    }));
    network.apply(&Step::new("Add figures", changes)).unwrap()
}

/// Between a least value and so much more; the middle is likelier than the ends.
fn bell(dice: &mut Dice, least: f64, width: f64) -> f64 {
    let sum = (0..3).map(|_| dice.roll(1_001)).sum::<usize>();
    ((least + width * sum as f64 / 3_000.0) * 100.0).round() / 100.0
}

fn figure(id: &str, value: &str) -> Record {
    record(RecordKind::Measure, &[("id", id.to_owned()), ("value", value.to_owned()), ("pupils", "150".to_owned())])
}

fn record(kind: RecordKind, texts: &[(&str, String)]) -> Record {
    kind.from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap()
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Surrey,
    Schools2446,
    Invented30000,
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Surrey => "Surrey",
            Self::Schools2446 => "2,446 schools",
            Self::Invented30000 => "30,000 invented",
        })
    }
}

impl Given {
    /// Those of which there is something here; made once.
    pub(crate) fn all() -> Vec<Self> {
        [Self::Surrey, Self::Schools2446, Self::Invented30000].into_iter().filter(|given| given.found().is_some()).collect()
    }

    /// Those that are read from sheets.
    pub(crate) fn imported() -> Vec<Self> {
        Self::all().into_iter().filter(|given| *given != Self::Invented30000).collect()
    }

    pub(crate) fn network(self) -> &'static Network {
        self.found().unwrap()
    }

    pub(crate) fn files(self) -> &'static [&'static str] {
        match self {
            Self::Surrey => &SURREY,
            Self::Schools2446 => &SCHOOLS,
            Self::Invented30000 => &[],
        }
    }

    fn found(self) -> Option<&'static Network> {
        static SURREY: OnceLock<Option<Network>> = OnceLock::new();
        static SCHOOLS: OnceLock<Option<Network>> = OnceLock::new();
        static INVENTED: OnceLock<Option<Network>> = OnceLock::new();
        let (once, make): (_, &dyn Fn() -> Option<Network>) = match self {
            Self::Surrey => (&SURREY, &|| sheets(self.files()).map(|sheets| import(&sheets))),
            Self::Schools2446 => (&SCHOOLS, &|| sheets(self.files()).map(|sheets| import(&sheets))),
            Self::Invented30000 => (&INVENTED, &|| Some(invented(30_000))),
        };
        once.get_or_init(make).as_ref()
    }
}

/// The network of these sheets with a tie between any two schools of the same trust or sponsor.
pub(crate) fn grouped(files: &[&str]) -> Option<Network> {
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
pub(crate) fn tied(members: usize, ties: usize) -> Network {
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
