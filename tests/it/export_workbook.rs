//! The workbook for people: what a coordinator opens in Excel, and what our own reader takes back from it.

use jiff::civil::date;
use permea::{
    exchange::{Options, Proposal},
    model::{Change, Field, Kind, Measure, Member, MemberId, Network, Prose, Record, RecordKind, Step},
    report::{ExportFormat, Exported, Files},
    store,
};
use proptest::prelude::*;

use super::{
    any_map::{HOSTILE, any_map},
    crowd::{self, Rated},
    export_sheets::{assert_equal, exported},
    import::{empty, try_import},
};

pub(super) fn bytes_of(exported: &Exported) -> &[u8] {
    match &exported.files {
        Files::One(bytes) => bytes,
        Files::SameName(_) | Files::Folder(_) => panic!("a workbook is one file"),
    }
}

pub(super) fn read(bytes: &[u8]) -> Proposal {
    try_import(&empty(), &[("map.xlsx", bytes)], Options::default()).unwrap()
}

fn demo() -> Network {
    store::format::read(include_bytes!("../../assets/demo.permea.ron")).unwrap().network
}

/// The map without what the workbook says it leaves out.
fn held(network: &Network) -> Network {
    let held = |record: Record| match record {
        // A name that would be read as that of pupils has no column.
        Record::Measure(measure) if measure.id.measure().ends_with(" pupils") => None,
        Record::Measure(measure) => Some(Record::from(Measure { low: None, high: None, number: None, provenance: None, ..*measure })),
        Record::Member(_) | Record::Tie(_) | Record::Rating(_) | Record::Support(_) => Some(record),
        Record::Membership(_)
        | Record::Visit(_)
        | Record::NationalFigure(_)
        | Record::Family(_)
        | Record::Response(_)
        | Record::Remark(_)
        | Record::Capacity(_)
        | Record::Definition(_)
        | Record::NamedView(_)
        | Record::Pin(_)
        | Record::Conflict(_) => None,
    };
    let records = RecordKind::ALL.iter().flat_map(|kind| network.records(*kind)).filter_map(held).collect();
    Network::from_records(network.about.clone(), records).unwrap()
}

fn assert_comes_back(network: &Network) {
    let exported = exported(ExportFormat::Xlsx, network).unwrap();
    let again = read(bytes_of(&exported));
    assert_eq!(again.problems, []);
    assert_equal(&held(&again.network), &held(network));
}

/// A workbook's parts as text.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_map_comes_back_equal_in_what_the_workbook_holds(seed in any::<u64>()) {
        assert_comes_back(&any_map(seed));
    }
}

#[test]
fn the_demo_and_a_crowd_come_back() {
    assert_comes_back(&demo());
    assert_comes_back(&crowd::network(300, Rated::Most).0);
}

#[test]
fn the_same_map_and_day_give_the_same_bytes() {
    let network = demo();
    let [one, two] = [(), ()].map(|()| exported(ExportFormat::Xlsx, &network).unwrap());
    assert!(bytes_of(&one) == bytes_of(&two));
}

/// A map of members with these names, each in a note and a field of its own too.
pub(super) fn named(names: &[&str]) -> Network {
    let mut changes = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let mut member = Member::new(MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap(), Kind::School, *name);
        member.note = Some(Prose::from(*name));
        member.own.insert("Own".into(), (*name).into());
        changes.push(Change::add(member));
    }
    Network::new("=1+1", "0").apply(&Step::new("Add", changes)).unwrap()
}

#[test]
fn no_text_is_a_formula_and_a_risky_one_has_the_quote_of_spreadsheets() {
    let network = named(&HOSTILE);
    let exported = exported(ExportFormat::Xlsx, &network).unwrap();
    let bytes = bytes_of(&exported);
    for sheet in 1..=5 {
        let xml = part(bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "sheet {sheet} has a formula");
    }
    assert!(part(bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    assert_comes_back(&network);
}

#[test]
fn a_character_that_xml_has_not_is_replaced_and_counted() {
    let network = named(&["a\u{0}b\u{1b}[31m", "\u{fffe}", "\u{9}tab"]);
    let exported = exported(ExportFormat::Xlsx, &network).unwrap();
    let lines: Vec<String> = exported.lossy.lines().collect();
    // Each name stands in three cells.
    assert_eq!(lines, ["lossy: 9 characters that XML forbids are replaced by �"]);
    let again = read(bytes_of(&exported)).network;
    assert_eq!(again.members().get("urn:900000").unwrap().name, "a\u{fffd}b\u{fffd}[31m");
}

#[test]
fn a_text_longer_than_a_cell_of_excel_is_an_error() {
    let longest = "x".repeat(32_767);
    assert_comes_back(&named(&["Ash"]));
    let noted = |note: &str| {
        let mut member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, "Ash");
        member.note = Some(Prose::from(note));
        Network::new("n", "0").apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
    };
    assert_comes_back(&noted(&longest));
    // Excel counts a letter outside the first plane twice.
    for note in [format!("{longest}x"), "𝔸".repeat(16_384)] {
        let error = exported(ExportFormat::Xlsx, &noted(&note)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "In the sheet Members, row 2, a text has 32,768 characters; a cell holds 32,767. Nothing was written. Shorten it in the map."
        );
    }
}

#[test]
fn more_columns_than_excel_has_are_an_error() {
    let mut member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, "Ash");
    member.own = (0..16_384).map(|at| (format!("f{at}").into(), "x".into())).collect();
    let network = Network::new("n", "0").apply(&Step::new("Add", vec![Change::add(member)])).unwrap();
    for format in [ExportFormat::Xlsx, ExportFormat::Csv] {
        let error = exported(format, &network).unwrap_err().to_string();
        assert!(error.contains("columns; the most is 16,384. Nothing was written."), "{error}");
    }
}

#[test]
fn days_are_days_numbers_are_numbers_and_marks_are_marks() {
    let exported = exported(ExportFormat::Xlsx, &demo()).unwrap();
    let bytes = bytes_of(&exported);
    let ratings = part(bytes, "xl/worksheets/sheet4.xml");
    // 2 March 2026 is day 46083 of Excel.
    assert_eq!(date(2026, 3, 2).text(), "2026-03-02");
    assert!(ratings.contains("<pane ") && ratings.contains("<autoFilter "), "headings stay in sight and filter");
    assert!(part(bytes, "xl/styles.xml").contains("d mmm yyyy"));
    let texts = part(bytes, "xl/sharedStrings.xml");
    assert!(texts.contains(">SUPP<") || !demo().measures().iter().any(|measure| measure.value.known().is_none()));
    assert!(!texts.contains(">2026-01-"), "no day stands as a text");
}
