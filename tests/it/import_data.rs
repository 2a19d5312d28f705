//! Imports of the real files, when the folder in `PERMEA_DATA` is there. A test says aloud when it is not.

use std::{ops::ControlFlow, path::PathBuf};

use permea::{
    exchange::{Columns, Options, Proposal, Source, propose},
    model::{Network, RecordKind},
};

const SURREY: [&str; 9] = [
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

/// The bytes of real files, or nothing where the folder is not there.
fn real(names: &[&str]) -> Option<Vec<(String, Vec<u8>)>> {
    let folder = std::env::var_os("PERMEA_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let read = |name: &&str| std::fs::read(folder.join(name)).map(|bytes| (name.rsplit('/').next().unwrap_or(name).to_owned(), bytes));
    let files: Result<Vec<_>, _> = names.iter().map(read).collect();
    if let Err(error) = &files {
        println!("skipped: {} in {}: {error}", names.join(", "), folder.display());
    }
    files.ok()
}

fn import(network: &Network, files: &[(String, Vec<u8>)]) -> Proposal {
    let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name: name.as_str().into(), bytes, kind: None }).collect();
    let columns = Columns::built_in().unwrap();
    let proposal = propose(network, &sources, &columns, Options::default(), &mut |_| ControlFlow::Continue(())).unwrap();
    let tally = proposal.tally;
    assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside, "{tally:?}");
    proposal
}

/// Schools above the national Attainment 8 and below zero in Progress 8 in each of the three years, by bare numbers.
fn published_coasters(network: &Network) -> Vec<&str> {
    let value = |member: &str, measure: &str, year: u16| {
        network.measures().get(&format!("{member}/{measure}/{year}")).and_then(|measure| measure.value.known())
    };
    let national = |year: u16| network.nationals().get(&format!("Attainment 8/{year}")).map(|figure| figure.value.get());
    let coasts = |member: &str| {
        (2017..=2019).all(|year| {
            let attainment = value(member, "Attainment 8", year).zip(national(year));
            attainment.is_some_and(|(school, nation)| school > nation) && value(member, "Progress 8", year).is_some_and(|value| value < 0.0)
        })
    };
    let schools = network.members().iter().filter(|member| member.kind == permea::model::Kind::School);
    schools.map(|member| member.id.as_str()).filter(|id| coasts(id)).collect()
}

#[test]
fn surrey_is_read_whole_and_a_second_time_changes_nothing() {
    let Some(files) = real(&SURREY) else { return };
    let first = import(&Network::new("Surrey", "0"), &files);
    assert_eq!(first.problems, []);
    assert_eq!(first.tally.rows, 590 + 29_817 + 14_621 + 130 + 130 + 133 + 235 + 238 + 242);
    let second = import(&first.network, &files);
    assert!(second.step.is_empty(), "{:?}", second.step.changes.first());
    assert_eq!((second.tally.new, second.tally.changed, second.tally.set_aside), (0, 0, 0));
}

#[test]
fn a_figure_of_the_ashcombe_school_follows_it_to_its_new_number() {
    let Some(files) = real(&SURREY) else { return };
    let network = import(&Network::new("Surrey", "0"), &files).network;
    assert_eq!(network.member("urn:125264").map(|member| member.id.as_str()), Some("urn:143901"));
    let measure = network.measures().get("urn:143901/Attainment 8/2017").unwrap();
    assert_eq!((measure.value.known(), measure.number.as_deref()), (Some(50.4), Some("urn:125264")));
    assert_eq!(published_coasters(&network), ["urn:143901"]);
    let unlinked: Vec<_> = files.into_iter().filter(|(name, _)| !name.contains("links-2021")).collect();
    assert_eq!(published_coasters(&import(&Network::new("Surrey", "0"), &unlinked).network), [] as [&str; 0]);
}

#[test]
fn the_sheet_of_2446_schools_has_33_above_national_and_below_zero_in_every_year() {
    let Some(files) = real(&["england/secondary-2017-2019.csv", "england/national-2017-2019.csv"]) else { return };
    let first = import(&Network::new("England", "0"), &files);
    assert_eq!(first.problems, []);
    assert_eq!((first.network.count(RecordKind::Member), first.tally.rows, first.tally.new), (2_446, 2_452, 2_452));
    assert_eq!(published_coasters(&first.network).len(), 33);
    assert!(import(&first.network, &files).step.is_empty());
}

#[test]
fn columns_about_persons_leave_no_trace() {
    let Some(files) = real(&SURREY) else { return };
    let network = import(&Network::new("Surrey", "0"), &files).network;
    assert!(network.members().iter().all(|member| member.own.keys().all(|heading| heading == "Merged numbers")));
}
