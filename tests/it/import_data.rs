//! Imports of the real files, when the folder in `PERMEA_DATA` is there. A test says aloud when it is not.

use std::{ops::ControlFlow, path::PathBuf};

use permea::{
    exchange::{Columns, Options, Proposal, Source, propose},
    model::{Kind, Network, Phase, RecordKind},
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
    let schools = network.members().iter().filter(|member| member.kind == Kind::School);
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
fn teacher_training_of_surrey_is_ties_between_providers_and_schools() {
    let names: Vec<&str> =
        SURREY.into_iter().chain(["england/teacher-training-providers.csv", "england/teacher-training-ties.csv"]).collect();
    let Some(files) = real(&names) else { return };
    let first = import(&Network::new("Surrey", "0"), &files);
    let network = &first.network;
    // Three providers are listed twice under one school number.
    assert_eq!(first.problems.iter().filter(|problem| problem.kind.word() == "duplicate").count(), first.problems.len());
    assert_eq!((first.problems.len(), network.count(RecordKind::Tie)), (3, 435));
    assert!(network.ties().iter().all(|tie| tie.phase == Some(Phase::Experience)));
    let placements = network.ties().iter().filter(|tie| tie.purpose.as_deref() == Some("Teacher training: placement"));
    assert_eq!(
        placements.clone().filter(|tie| network.member(&tie.to).is_some_and(|member| member.kind == Kind::School)).count(),
        placements.count()
    );
    assert_eq!(network.member("itt:S84").map(|member| member.kind), Some(Kind::University));
    assert!(import(network, &files).step.is_empty());
}

#[test]
fn every_school_of_the_list_of_groups_gets_its_trust_and_its_sponsor() {
    let Some(mut files) = real(&["england/gias-grouplinks-2019-06-01.csv", "england/gias-links-2021.csv"]) else { return };
    // The list names its schools, so a sheet of its own first column makes all of them.
    let text: String = files[0].1.iter().map(|&byte| char::from(byte)).collect();
    let mut numbers: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    numbers.dedup();
    let mut sheet = String::from("URN,name\n");
    let rows: Vec<String> = numbers.iter().map(|number| format!("{number},School {number}\n")).collect();
    sheet.push_str(&rows.concat());
    let schools = numbers.len();
    files.push(("schools.csv".into(), sheet.into_bytes()));
    let first = import(&Network::new("England", "0"), &files);
    assert_eq!((first.tally.rows, first.tally.set_aside), (14_621 + 29_817 + schools, first.problems.len()));
    let roles = |role: &str| first.network.memberships().iter().filter(|membership| membership.role.as_deref() == Some(role)).count();
    // Two schools stand in the list under an old and a new number, each with the same trust and sponsor.
    assert_eq!((roles("Multi-academy trust"), roles("Single-academy trust"), roles("School sponsor")), (7_257, 1_366, 5_994));
    assert!(import(&first.network, &files).step.is_empty());
}

#[test]
fn the_headings_of_the_full_register_are_those_of_2024() {
    let Some(files) = real(&["england/gias-header-2024.csv"]) else { return };
    let headings = String::from_utf8_lossy(&files[0].1).trim_end().to_owned();
    assert_eq!(headings, include_str!("fixtures/edubasealldata-headings.csv").trim_end());
}

#[test]
fn columns_about_persons_leave_no_trace() {
    let Some(files) = real(&SURREY) else { return };
    let network = import(&Network::new("Surrey", "0"), &files).network;
    assert!(network.members().iter().all(|member| member.own.keys().all(|heading| heading == "Merged numbers")));
}
