//! Laws of every import: no row is lost, the order of rows is irrelevant, a second import changes nothing.

use proptest::prelude::*;

use super::import::{ENGLAND, empty, import};

/// A cell as people and programs leave it, mostly fitting its column.
fn cell(fitting: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        6 => fitting,
        1 => Just(String::new()),
        1 => "[ -~]{0,12}".prop_map(|text| text.replace(['"', ','], "")),
        1 => Just("SUPP".to_owned()),
    ]
}

fn row_of_member() -> impl Strategy<Value = Vec<String>> {
    let cells = (
        cell("9000[0-9]{2}"),
        cell("[A-Z][a-z]{2,8}"),
        cell("[0-9]{1,4}"),
        cell("[0-9]{1,2}(\\.[0-9])?%?"),
        cell("-?[0-9]{1,2}\\.[0-9]{1,2}"),
    );
    cells.prop_map(|(urn, name, pupils, fsm, progress)| vec![urn, name, pupils, fsm, progress])
}

fn row_of_table() -> impl Strategy<Value = Vec<String>> {
    let cells = (cell("[12457]"), cell("9000[0-9]{2}"), cell("[A-Z][a-z]{2,8}"), cell("[0-9]{1,2}\\.[0-9]"), cell("[0-9]{1,2}%"));
    cells.prop_map(|(rectype, urn, name, attainment, fsm)| vec![rectype, "999".to_owned(), urn, name, attainment, fsm])
}

fn row_of_link() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec!["Successor", "Predecessor", "Successor - merged", "Predecessor - Split School", "Other", ""]);
    (cell("9000[0-9]{2}"), cell("9000[0-9]{2}"), word).prop_map(|(urn, linked, word)| vec![urn, linked, word.to_owned()])
}

fn sheet(headings: &str, rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = headings.to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(&row.join(","));
    }
    text.push('\n');
    text.into_bytes()
}

const MEMBERS: &str = "URN,name,pupils,\"FSM6, %\",\"Progress 8, 2019\"";
const TABLE: &str = "RECTYPE,LEA,URN,SCHNAME,ATT8SCR,PTFSM6CLA1A";
const LINKS: &str = "URN,LinkURN,LinkType";

/// The rows without those whose number stands in an earlier one.
fn each_number_once(rows: Vec<Vec<String>>, column: usize) -> Vec<Vec<String>> {
    let mut seen = Vec::new();
    let is_first = |row: &Vec<String>| {
        let number: String = row[column].chars().filter(char::is_ascii_digit).collect();
        let is_new = number.len() == 6 && row[column].len() == 6 && !seen.contains(&number);
        seen.push(number);
        is_new
    };
    rows.into_iter().filter(is_first).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_lost_and_a_second_import_changes_nothing(
        members in prop::collection::vec(row_of_member(), 1..12),
        table in prop::collection::vec(row_of_table(), 1..12),
        links in prop::collection::vec(row_of_link(), 1..12),
    ) {
        let (members, table, links) = (sheet(MEMBERS, &members), sheet(TABLE, &table), sheet(LINKS, &links));
        let files: [(&str, &[u8]); 3] = [("members.csv", &members), ("ks4-2019.csv", &table), ("links.csv", &links)];
        let first = import(&empty(), &files);
        for source in &first.sources {
            let tally = source.tally;
            prop_assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside);
        }
        let named: std::collections::BTreeSet<_> = first.problems.iter().map(|problem| (&problem.file, problem.line)).collect();
        prop_assert!(first.tally.set_aside <= named.len(), "a row that is set aside is named");
        let second = import(&first.network, &files);
        prop_assert!(second.step.is_empty(), "{:?}", second.step.changes);
        prop_assert_eq!((second.tally.new, second.tally.changed), (0, 0));
    }

    #[test]
    fn the_order_of_rows_is_irrelevant_where_no_number_occurs_twice(
        members in prop::collection::vec(row_of_member(), 1..12),
        links in prop::collection::vec(row_of_link(), 1..8),
        table in prop::collection::vec(row_of_table(), 1..12),
    ) {
        let turned = |rows: &[Vec<String>]| rows.iter().rev().cloned().collect::<Vec<_>>();
        let schools = table.into_iter().filter(|row| matches!(row[0].as_str(), "1" | "2")).collect();
        let (members, table) = (each_number_once(members, 0), each_number_once(schools, 2));
        prop_assume!(!members.is_empty() && !table.is_empty());
        let read = |members: &[Vec<String>], links: &[Vec<String>], table: &[Vec<String>]| {
            let (members, links, table) = (sheet(MEMBERS, members), sheet(LINKS, links), sheet(TABLE, table));
            // Members come without links: a chain would make two of their numbers one identity.
            let network = import(&empty(), &[("members.csv", &members)]).network;
            without_provenance(&import(&network, &[("links.csv", &links), ("ks4-2019.csv", &table)]).network)
        };
        prop_assert_eq!(read(&members, &links, &table), read(&turned(&members), &turned(&links), &turned(&table)));
    }

    #[test]
    fn no_bytes_stop_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _outcome = super::import::try_import(&empty(), &[("a.csv", &bytes)], permea::exchange::Options::default());
    }

    #[test]
    fn no_cells_stop_the_program(text in "(URN|name|id|from|to|member|on|stage|RECTYPE|ATT8SCR|[a-z0-9\", \n]{1,6}|,|\n){0,80}") {
        let _outcome = super::import::try_import(&empty(), &[("a-2019.csv", text.as_bytes())], permea::exchange::Options::default());
    }
}

#[test]
fn the_english_files_read_from_the_last_row_to_the_first_give_the_same_network() {
    let turned: Vec<(&str, Vec<u8>)> = ENGLAND.iter().map(|&(name, bytes)| (name, from_the_last_row(bytes))).collect();
    let turned: Vec<(&str, &[u8])> = turned.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    assert_eq!(without_provenance(&import(&empty(), &turned).network), without_provenance(&import(&empty(), &ENGLAND).network));
}

/// The headings, then the rows turned round.
fn from_the_last_row(bytes: &[u8]) -> Vec<u8> {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let headings = lines.next().unwrap_or_default();
    let mut rows: Vec<&[u8]> = lines.collect();
    rows.reverse();
    [headings].into_iter().chain(rows).flatten().copied().collect()
}

/// The records as texts, without where they came from.
fn without_provenance(network: &permea::model::Network) -> Vec<String> {
    let kinds = permea::model::RecordKind::ALL;
    let records = kinds.iter().flat_map(|&kind| network.records(kind));
    records
        .map(|record| {
            let names = record.kind().field_names().into_iter().filter(|name| !matches!(*name, "imported"));
            let is_figure = matches!(record.kind(), permea::model::RecordKind::Measure | permea::model::RecordKind::NationalFigure);
            let texts: Vec<String> = names.filter(|name| !(is_figure && *name == "from")).filter_map(|name| record.text_of(name)).collect();
            format!("{:?} {texts:?}", record.kind())
        })
        .collect()
}

#[test]
fn a_table_under_a_former_number_says_the_context_again_and_one_under_the_present_number_counts_before_it() {
    let members: &[u8] = b"URN,name,\"FSM6, %\"\n900098,Ash,0\n";
    let links: &[u8] = b"URN,LinkURN,LinkType\n900000,900098,Predecessor\n";
    let former: &[u8] = b"RECTYPE,LEA,URN,SCHNAME,ATT8SCR,PTFSM6CLA1A\n1,999,900098,Ash,40.0,1%\n";
    let both: &[u8] = b"RECTYPE,LEA,URN,SCHNAME,ATT8SCR,PTFSM6CLA1A\n1,999,900000,Ash,41.0,2%\n1,999,900098,Ash,40.0,1%\n";
    let fsm6 = |network: &permea::model::Network| network.member("urn:900000").and_then(|ash| ash.fsm6_percent).map(f64::from);
    let of = |table| [("members.csv", members), ("links.csv", links), ("ks4-2019.csv", table)];
    let first = import(&empty(), &of(former)).network;
    assert_eq!(fsm6(&first), Some(1.0));
    assert!(import(&first, &of(former)).step.is_empty());
    let second = import(&first, &of(both)).network;
    assert_eq!(fsm6(&second), Some(2.0));
    assert!(import(&second, &of(both)).step.is_empty());
    assert_eq!(fsm6(&import(&second, &[("ks4-2019.csv", former)]).network), Some(2.0));
}
