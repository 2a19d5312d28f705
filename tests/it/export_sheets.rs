//! The folder of CSV sheets: the same map comes back, and no cell of it is computed where it is opened.

use std::sync::{Arc, LazyLock};

use ecow::EcoString;
use jiff::civil::date;
use permea::{
    analysis::Analysis,
    exchange::{Columns, Proposal, is_risky},
    framework::Rules,
    map::{Chart, Layout},
    model::{Change, Kind, Member, MemberId, Network, Prose, RecordKind, Step},
    report::{ExportFormat, ExportSubject, Exported, Files, NotExported, Paper, export},
    store,
};
use proptest::prelude::*;

use super::{any_map::any_map, crowd, crowd::Rated, import, shell::Place};

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Columns::built_in().unwrap());

/// The map in a format.
pub(super) fn exported(format: ExportFormat, network: &Network) -> Result<Exported, NotExported> {
    let analysis = Arc::new(Analysis::new(network, date(2026, 3, 2), &Rules::built_in(), &|| false).unwrap());
    let chart = Chart::new(&analysis, Layout::Rings);
    export(format, &ExportSubject { network, analysis: &analysis, chart: &chart, paper: Paper::Light, columns: &COLUMNS })
}

fn sheets(network: &Network) -> (Vec<(EcoString, Vec<u8>)>, Vec<String>) {
    let exported = exported(ExportFormat::Csv, network).unwrap();
    let lines = exported.lossy.lines().collect();
    match exported.files {
        Files::Folder(files) => (files, lines),
        Files::One(_) | Files::SameName(_) => panic!("sheets are a folder"),
    }
}

fn read(files: &[(EcoString, Vec<u8>)]) -> Proposal {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    import::import(&import::empty(), &files)
}

/// Every record of both, kind by kind.
pub(super) fn assert_equal(read: &Network, network: &Network) {
    for &kind in RecordKind::ALL {
        assert_eq!(read.records(kind), network.records(kind), "{kind}");
    }
}

/// The map comes back from its sheets, which are the answer.
fn assert_comes_back(network: &Network) -> Vec<(EcoString, Vec<u8>)> {
    let (files, lossy) = sheets(network);
    let again = read(&files);
    assert_eq!(again.problems, []);
    assert_equal(&again.network, network);
    assert_eq!(lossy, [""; 0]);
    let second = import::import(&again.network, &files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>());
    assert!(second.step.is_empty(), "{:?}", second.step.changes);
    files
}

fn text(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_map_comes_back_equal_and_no_cell_is_computed(seed in any::<u64>()) {
        let network = any_map(seed);
        for cell in assert_comes_back(&network).iter().flat_map(|(_, bytes)| text(bytes)).flatten() {
            prop_assert!(!is_risky(&cell) || cell.parse::<f64>().is_ok(), "{cell:?}");
        }
    }
}

fn demo() -> Network {
    store::format::read(include_bytes!("../../assets/demo.permea.ron")).unwrap().network
}

#[test]
fn the_demo_and_a_crowd_come_back_equal() {
    assert_comes_back(&demo());
    assert_comes_back(&crowd::network(300, Rated::Most).0);
}

#[test]
fn a_map_with_every_field_comes_back_and_says_what_a_sheet_does_not_keep() {
    let network = store::format::read(include_bytes!("golden/every_field.permea.ron")).unwrap().network;
    let (files, lossy) = sheets(&network);
    assert_eq!(files.len(), RecordKind::ALL.len());
    assert_eq!(
        lossy,
        ["lossy: 1 text under `note` of members has signs that cannot be seen, or spaces too many; it comes back without them"]
    );
    let again = read(&files).network;
    let mut expected = network.members().get("urn:900001").unwrap().clone();
    expected.note = Some(Prose::from("C:\\old [31m e\u{301}"));
    assert_eq!(again.members().get("urn:900001"), Some(&expected));
    for &kind in RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::Member) {
        assert_eq!(again.records(kind), network.records(kind), "{kind}");
    }
}

/// A map of one member with this note.
fn noted(note: &str) -> Network {
    let mut member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, "Ash");
    member.note = Some(Prose::from(note));
    Network::new("n", "0").apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
}

#[test]
fn a_text_longer_than_a_cell_is_an_error_and_the_longest_is_not() {
    assert_comes_back(&noted(&"x".repeat(32_767)));
    let error = exported(ExportFormat::Csv, &noted(&"x".repeat(32_768))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "In the sheet members.csv, row 2, a text has 32,768 characters; a cell holds 32,767. Nothing was written. Shorten it in the map."
    );
}

#[test]
fn a_row_added_to_a_whole_sheet_by_hand_is_read_as_any_other() {
    let (files, _) = sheets(&demo());
    let ties = files.iter().find(|(name, _)| name == "ties.csv").unwrap();
    let mut bytes = ties.1.clone();
    bytes.extend_from_slice(b",urn:900005,urn:900006,2\n");
    let again = import::import(&demo(), &[("ties.csv", &bytes)]);
    assert_eq!((again.tally.new, again.tally.changed, again.problems.len()), (1, 0, 0), "{:?}", again.problems);
    assert!(again.step.changes[0].after.as_ref().unwrap().text_of("imported").unwrap().starts_with("ties.csv:"));
}

#[test]
fn the_shell_writes_a_folder_and_reads_it_back_to_the_same_records() {
    let place = Place::with_demo();
    let answer = place.permea(&["export", "map.ron", "sheets", "--as", "csv"]);
    assert_eq!(
        (answer.code, answer.out.as_str()),
        (0, "Wrote 45 members and 61 ties in 12 sheets in the folder sheets.\n"),
        "{}",
        answer.err
    );
    assert_eq!(place.permea(&["import", "new.ron", "sheets"]).code, 0);
    let records = |name: &str| place.text(name).split_once("\nmembers: [").unwrap().1.to_owned();
    assert!(records("new.ron") == records("map.ron"));
    let again = place.permea(&["import", "new.ron", "sheets"]);
    assert!(again.out.contains("Nothing changed."), "{}", again.out);
}

#[test]
fn a_folder_that_ends_in_csv_says_what_it_is() {
    let place = Place::with_demo();
    assert_eq!(place.permea(&["export", "map.ron", "map.csv"]).code, 0);
    assert!(place.text("map.csv/members.csv").starts_with("id,kind,name,aliases,"));
}

#[test]
fn sheets_that_stand_are_replaced_only_if_that_is_said_and_others_not_at_all() {
    let place = Place::with_demo();
    let export = |rest: &[&str]| place.permea(&[&["export", "map.ron", "sheets", "--as", "csv", "--no-input"], rest].concat());
    assert_eq!(export(&[]).code, 0);
    let answer = export(&[]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("exists already"), "{}", answer.err);
    assert_eq!(export(&["--force"]).code, 0);
    std::fs::write(place.path("sheets/families.csv"), "member,peer\n").unwrap();
    let answer = export(&["--force"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("families.csv stands in the folder already"), "{}", answer.err);
}

#[test]
fn a_folder_without_sheets_is_named() {
    let place = Place::with_demo();
    std::fs::create_dir(place.path("empty")).unwrap();
    let answer = place.permea(&["import", "map.ron", "empty"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("The folder empty holds no sheets"), "{}", answer.err);
}
