//! Bad sheets of text, by their numbers in `safekeeping.md`: each is read as well as it can be, or refused in one sentence.

use permea::{
    exchange::{Options, Proposal},
    model::Reading,
};

use crate::import::{empty, import, member, messages, try_import};

fn read(bytes: &[u8]) -> Proposal {
    import(&empty(), &[("names.csv", bytes)])
}

/// The sentence of a refusal, and whether a limit was the reason.
fn refused(bytes: &[u8]) -> (String, bool) {
    let error = try_import(&empty(), &[("names.csv", bytes)], Options::default()).unwrap_err();
    (error.to_string(), error.is_limit())
}

fn utf_16(text: &str, of: fn(u16) -> [u8; 2], mark: &[u16]) -> Vec<u8> {
    mark.iter().copied().chain(text.encode_utf16()).flat_map(of).collect()
}

#[test]
fn b47_windows_1252_is_read_and_the_first_such_word_is_named() {
    let proposal = read(b"URN,name\n900001,Ash\n900002,FIERT\xc9\n");
    assert_eq!(member(&proposal.network, "urn:900002").name, "FIERTÉ");
    assert_eq!(proposal.notes, ["names.csv: read as Windows-1252 (not UTF-8; first such word in line 3: \"FIERTÉ\"). Check the names."]);
    assert!(read("URN,name\n900002,FIERTÉ\n".as_bytes()).notes.is_empty());
}

type InBytes = fn(u16) -> [u8; 2];

#[test]
fn b48_utf_16_is_read_with_its_mark_and_without() {
    let text = "URN\tname\r\n900001\tInvented Šárka\r\n";
    let orders: [(InBytes, &str); 2] = [(u16::to_le_bytes, "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")];
    for (of, name) in orders {
        let proposal = read(&utf_16(text, of, &[0xfeff]));
        assert_eq!(member(&proposal.network, "urn:900001").name, "Invented Šárka");
        assert_eq!(proposal.notes[0], format!("names.csv: read as {name}."));
        let unmarked = read(&utf_16(text, of, &[]));
        assert_eq!(member(&unmarked.network, "urn:900001").name, "Invented Šárka");
        assert_eq!(unmarked.notes[0], format!("names.csv: read as {name}, although no mark at its start says so. Check the names."));
    }
}

#[test]
fn b49_semicolons_and_tabs_are_seen_and_told() {
    let proposal = read(b"URN;name;town\n900001;Ash, Upper;North\n");
    assert_eq!(
        (member(&proposal.network, "urn:900001").name.as_str(), proposal.notes[0].as_str()),
        ("Ash, Upper", "names.csv: read with `;` between columns (1 column with commas).")
    );
    assert_eq!(proposal.doubts, proposal.notes, "a person should say yes to it");
    let tabs = read(b"URN\tname\n900001\tAsh\n");
    assert_eq!((tabs.notes[0].as_str(), tabs.doubts.len()), ("names.csv: read with tabs between columns (1 column with commas).", 0));
    assert_eq!(
        read(b"URN|name|town, or part\n900001|Ash|North\n").notes[0],
        "names.csv: read with `|` between columns (2 columns with commas)."
    );
}

#[test]
fn b50_a_needed_column_that_is_missing_is_named_with_those_that_are_there() {
    let wants = crate::mapper::mapping("School kind,Town\nPrimary,North\nPrimary,South\n").wants();
    assert_eq!(wants, ["names.csv: no column is the member's number or name. Found \"School kind\", \"Town\". Choose which one is."]);
}

#[test]
fn b51_two_columns_of_one_name_are_refused() {
    let expected = "names.csv: two columns are called `URN` (1 and 3). Nothing was imported. Rename one of them, or choose with --columns (see `permea columns`).";
    assert_eq!(refused(b"URN,name,URN\n900001,Ash,900002\n"), (expected.to_owned(), false));
}

#[test]
fn b52_long_rows_are_set_aside_and_short_ones_have_blank_cells() {
    let proposal = read(b"URN,name,town\n900001,Ash,North,more\n900002,Elm\n900003,Oak,South,,\n");
    assert_eq!(messages(&proposal), ["names.csv:2 the row has 4 cells under 3 headings; set aside"]);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (2, 1));
    assert_eq!(member(&proposal.network, "urn:900002").town, None);
}

#[test]
fn b53_a_quote_that_is_never_closed_is_refused_with_its_line() {
    let expected = "names.csv: line 3 opens a quote that is never closed; the rest of the file would be one cell. Nothing was imported.";
    assert_eq!(refused(b"URN,name\n900001,Ash\n900002,\"Elm\n900003,Oak\n"), (expected.to_owned(), true));
}

#[test]
fn b54_nothing_and_headings_alone_are_told_apart() {
    assert_eq!(refused(b""), ("names.csv is empty (0 bytes). Nothing was imported.".to_owned(), false));
    assert_eq!(refused(b"URN,name\n"), ("names.csv has headings but no rows. Nothing to import.".to_owned(), false));
}

#[test]
fn b55_more_than_a_million_rows_are_counted_and_refused() {
    let mut text = String::from("URN,name\n");
    text.push_str(&"1,a\n".repeat(1_200_000));
    let expected = "names.csv has 1,200,000 rows; the limit is 1,000,000. Nothing was imported. Split it into several files.";
    assert_eq!(refused(text.as_bytes()), (expected.to_owned(), true));
}

#[test]
fn b56_a_cell_that_looks_like_a_formula_is_text() {
    let proposal = read(b"URN,name\n900001,=cmd|'/c calc'!A1\n900002,@SUM(1+1)\n");
    assert_eq!(member(&proposal.network, "urn:900001").name, "=cmd|'/c calc'!A1");
    assert_eq!(member(&proposal.network, "urn:900002").name, "@SUM(1+1)");
    assert!(proposal.problems.is_empty());
}

#[test]
fn b57_a_number_that_a_spreadsheet_changed_is_used_and_told_and_one_that_is_none_is_set_aside() {
    let proposal = read(b"URN,name\n142857.0,Ash\n1.42858E+05,Elm\n0142859,Oak\n14285,Fir\n");
    let expected = [
        "names.csv:2 `142857.0` is a number a spreadsheet has changed; read as 142857",
        "names.csv:3 `1.42858E+05` is a number a spreadsheet has changed; read as 142858",
        "names.csv:4 `0142859` is no school number (URN); the row was set aside",
    ];
    assert_eq!(messages(&proposal), expected);
    assert_eq!((proposal.tally.new, proposal.tally.set_aside), (3, 1));
    let expected = "names.csv, line 2: `142857.0` is a number a spreadsheet has changed; read as 142857, and 1 number like it.";
    assert_eq!(proposal.doubts, [expected]);
}

#[test]
fn b58_one_number_with_two_names_is_used_once() {
    let proposal = read(b"URN,name\n142857,Ash\n142858,Oak\n142857,Elm\n");
    assert_eq!(member(&proposal.network, "urn:142857").name, "Ash");
    assert_eq!(
        messages(&proposal),
        ["names.csv:4 urn:142857 is in lines 2 and 4 with different values; the first is used, the second was set aside"]
    );
}

#[test]
fn b59_control_characters_are_taken_out_and_counted() {
    let proposal = read(b"URN,name\n900001,Ash\x1b[31m\n900002,E\x07lm\n");
    assert_eq!(member(&proposal.network, "urn:900001").name, "Ash [31m");
    assert_eq!(proposal.notes, ["names.csv: 2 cells had control characters, which were taken out."]);
    let [list] = &proposal.aside[..] else { panic!("{:?}", proposal.aside) };
    let text = String::from_utf8(list.bytes.clone()).unwrap();
    assert_eq!((list.holds, list.rows), (permea::exchange::Holds::TakenOut, 2));
    assert_eq!(text, "\u{feff}line,column,taken out,of\n2,name,control characters,Ash␛[31m\n3,name,control characters,E␇lm\n");
}

#[test]
fn b60_suppressed_values_are_marks_and_never_nothing() {
    let proposal = read(b"URN,name,\"Attainment 8, 2019\"\n900001,Ash,SUPP\n900002,Elm,NE\n900003,Oak,44.1\n900004,Fir,c\n900005,Gum,\n");
    let marks: Vec<String> = proposal
        .network
        .measures()
        .iter()
        .map(|measure| match &measure.value {
            Reading::Suppressed(mark) => mark.to_string(),
            other @ Reading::Known(_) => format!("{:?}", other.known()),
        })
        .collect();
    assert_eq!(marks, ["SUPP", "NE", "Some(44.1)", "C"]);
    assert_eq!(proposal.notes, ["names.csv: 3 values are suppressed by the publisher, as SUPP or NE; kept as marks, never as 0."]);
    assert!(proposal.problems.is_empty());
}

#[test]
fn b61_days_come_first_and_those_that_fit_only_otherwise_are_named() {
    let proposal = read(b"URN,name,opened\n900001,Ash,03/04/2026\n900002,Elm,04/31/2026\n900003,Oak,04/13/2026\n900004,Fir,2026-04-13\n");
    assert_eq!(member(&proposal.network, "urn:900001").opened.map(|day| day.to_string()).as_deref(), Some("2026-04-03"));
    let expected = "names.csv: days like 03/04/2026 were read with the day first, as 3 April 2026. 1 day fits only with the month first (line 4) and was not read.";
    assert_eq!(proposal.notes, [expected]);
    let expected = [
        "names.csv:3 `04/31/2026` is not a date like 2026-03-02 or 02/03/2026",
        "names.csv:4 `04/13/2026` fits only with the month first, and days come first here",
    ];
    assert_eq!(messages(&proposal), expected);
    // Nothing is said where no day could be read another way.
    assert!(read(b"URN,name,opened\n900001,Ash,13/04/2026\n").notes.is_empty());
}

#[test]
fn a_map_of_permea_is_no_sheet_and_says_how_maps_are_joined() {
    for text in [include_str!("../../assets/demo.permea.ron"), "\u{feff}\n( permea: 1"] {
        let error = try_import(&empty(), &[("other.permea.ron", text.as_bytes())], Options::default()).unwrap_err();
        assert!(error.to_string().starts_with("other.permea.ron is a permea map, not a sheet"), "{error}");
    }
}

#[test]
fn b62_a_web_page_an_archive_and_a_picture_are_no_sheets() {
    let page =
        "names.csv is a web page (it starts with `<!DOCTYPE html>`), perhaps an error page. Nothing was imported. Download it again.";
    assert_eq!(refused(b"<!DOCTYPE html>\n<html><body>404</body></html>"), (page.to_owned(), false));
    let archive = "names.csv is damaged or not fully downloaded (no directory at the end). Nothing was imported.";
    assert_eq!(refused(b"PK\x03\x04and so on").0, archive);
    assert!(refused(b"\x89PNG\r\n\x1a\n").0.starts_with("names.csv is a PNG picture"));
}

#[test]
fn b63_lines_that_end_with_a_return_alone_are_lines() {
    let proposal = read(b"URN,name\r900001,Ash\r900002,Elm\r");
    assert_eq!((proposal.tally.new, proposal.notes.len()), (2, 0));
}
