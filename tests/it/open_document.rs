//! `OpenDocument` sheets (ODS), within the budgets of workbooks: their cells, what is repeated, hidden or not there at all.

use permea::exchange::{Options, Proposal, SheetKind};

use crate::{
    import::{empty, member, messages, try_import},
    workbooks::archive,
};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook of these pages, each the text of its rows.
fn workbook(pages: &[(&str, &str)]) -> Vec<u8> {
    let tables: Vec<String> = pages.iter().map(|(name, rows)| format!("<table:table table:name=\"{name}\">{rows}</table:table>")).collect();
    content(&format!("<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>", tables.concat()))
}

fn content(inner: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:o\" xmlns:table=\"urn:t\" xmlns:text=\"urn:x\" xmlns:style=\"urn:s\" xmlns:calcext=\"urn:c\">{inner}</office:document-content>"
    );
    archive(&[("mimetype".to_owned(), TYPE.as_bytes().to_vec()), ("content.xml".to_owned(), xml.into_bytes())])
}

fn row(cells: &[&str]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

fn text(words: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>")
}

/// A row of texts.
fn texts(words: &[&str]) -> String {
    let cells: Vec<String> = words.iter().map(|word| text(word)).collect();
    row(&cells.iter().map(String::as_str).collect::<Vec<_>>())
}

fn number(value: &str) -> String {
    format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>shown</text:p></table:table-cell>")
}

fn read(bytes: &[u8]) -> Proposal {
    try_import(&empty(), &[("names.ods", bytes)], Options::default()).unwrap()
}

fn refused(bytes: &[u8]) -> (String, bool) {
    let error = try_import(&empty(), &[("names.ods", bytes)], Options::default()).unwrap_err();
    (error.to_string(), error.is_limit())
}

#[test]
fn cells_are_read_by_what_they_hold_and_not_by_how_they_are_shown() {
    let day =
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2001-09-01T00:00:00\"><text:p>1 Sep</text:p></table:table-cell>";
    let share = "<table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12.5%</text:p></table:table-cell>";
    let rows = [
        texts(&["URN", "name", "opened", "fsm_percent", "Remark"]),
        row(&[
            &number("900001"),
            &text("Ash<text:s/>&amp; Elm"),
            day,
            share,
            &text("two</text:p><text:p>lines<office:annotation><text:p>unseen</text:p></office:annotation>"),
        ]),
    ];
    let proposal = read(&workbook(&[("Members", &rows.concat())]));
    let ash = member(&proposal.network, "urn:900001");
    assert_eq!((ash.name.as_str(), ash.opened.map(|day| day.to_string()).as_deref()), ("Ash & Elm", Some("2001-09-01")));
    assert_eq!(
        (ash.fsm_percent.map(permea::model::Percent::get), ash.own.get("Remark").map(ecow::EcoString::as_str)),
        (Some(12.5), Some("two lines"))
    );
    assert_eq!(messages(&proposal), [] as [&str; 0]);
}

#[test]
fn what_is_repeated_stands_as_often_and_empty_space_is_none() {
    let blank = "<table:table-cell table:number-columns-repeated=\"16380\"/>";
    let twice =
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"2\"><text:p>North</text:p></table:table-cell>";
    let rows = [
        row(&[&text("URN"), &text("name"), &text("town"), &text("region"), blank]),
        row(&[&number("900001"), &text("Ash"), twice, blank]),
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
        row(&[&number("9000021"), &text("Elm")]),
        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let proposal = read(&workbook(&[("Members", &rows.concat())]));
    assert_eq!(proposal.tally.rows, 2);
    let ash = member(&proposal.network, "urn:900001");
    assert_eq!((ash.town.as_deref(), ash.region.as_deref()), (Some("North"), Some("North")));
    assert_eq!(member(&proposal.network, "urn:9000021").name, "Elm");
}

#[test]
fn a_few_letters_that_announce_a_flood_of_cells_are_refused() {
    let cell =
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>";
    let flood = format!("{}<table:table-row table:number-rows-repeated=\"400\">{cell}</table:table-row>", texts(&["URN", "name"]));
    let expected = "names.ods has more than 5,000,000 cells with something in them, or too much text, which is the limit. Not read.";
    assert_eq!(refused(&workbook(&[("Members", &flood)])), (expected.to_owned(), true));
    let rows =
        format!("{}<table:table-row table:number-rows-repeated=\"2000000000\">{}</table:table-row>", texts(&["URN", "name"]), text("x"));
    let expected = "names.ods has 2,000,000,000 rows; the limit is 1,000,000. Nothing was imported. Split it into several files.";
    assert_eq!(refused(&workbook(&[("Members", &rows)])), (expected.to_owned(), true));
    // Fewer, and still nothing but repetition; what stands in many rows may be repeated in each.
    let again =
        |rows: usize| format!("{}<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>", texts(&["URN", "name"]));
    let expected = "names.ods says a few cells again and again, 655,319 times in all. Not read. Save it as .xlsx or .csv.";
    assert_eq!(refused(&workbook(&[("Members", &again(40).replace("16384", "16383"))])), (expected.to_owned(), true));
    assert_eq!(read(&workbook(&[("Members", &again(30))])).tally.set_aside, 30);
    // Formulas without a value are cells as well.
    let formula = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:formula=\"of:=A1\" table:number-columns-repeated=\"4294967295\"/></table:table-row>";
    let read = try_import(&empty(), &[("names.ods", &workbook(&[("Members", &formula.repeat(6))]))], Options::default());
    assert!(read.is_err());
}

#[test]
fn entities_depth_and_a_cut_are_refused_as_in_any_xml() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]><office:document-content>&a;</office:document-content>";
    let of = |xml: &str| archive(&[("mimetype".to_owned(), TYPE.as_bytes().to_vec()), ("content.xml".to_owned(), xml.as_bytes().to_vec())]);
    assert_eq!(refused(&of(bomb)), ("names.ods defines its own entities (line 1). Such files are not read.".to_owned(), true));
    assert!(refused(&of(&"<a>".repeat(100))).0.contains("elements more than 64 deep"));
    assert!(refused(&of("<office:document-content><office:body>")).0.contains("ends before it is complete"));
    let none = archive(&[("mimetype".to_owned(), TYPE.as_bytes().to_vec())]);
    assert_eq!(refused(&none).0, "names.ods is damaged or not fully downloaded (it has no cells). Nothing was imported.");
}

#[test]
fn a_locked_sheet_says_how_to_go_on() {
    let manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>".to_vec();
    let bytes = archive(&[
        ("mimetype".to_owned(), TYPE.as_bytes().to_vec()),
        ("META-INF/manifest.xml".to_owned(), manifest),
        ("content.xml".to_owned(), b"\x01\x02".to_vec()),
    ]);
    assert!(refused(&bytes).0.starts_with("names.ods is locked with a password."));
}

#[test]
fn pages_are_chosen_hidden_ones_named_and_those_to_be_ignored_left() {
    let style = "<office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>";
    let page = |name: &str, of: &str| {
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{of}\">{}{}</table:table>",
            texts(&["name", "kind"]),
            texts(&["Ash", "school"])
        )
    };
    let inner = format!(
        "{style}<office:body><office:spreadsheet>{}{}{}</office:spreadsheet></office:body>",
        page("Now", "ta1"),
        page("Old", "ta2"),
        page("Notes (ignore)", "ta1")
    );
    let expected = "names.ods has 2 sheets: \"Now\" (1 row), \"Old\" (hidden, 1 row). Choose one with --sheet NAME. Nothing was imported.";
    assert_eq!(refused(&content(&inner)).0, expected);
    let chosen = try_import(&empty(), &[("names.ods", &content(&inner))], Options { sheet: Some("old"), ..Options::default() }).unwrap();
    assert_eq!((chosen.sources[0].kind, chosen.tally.new), (SheetKind::Members, 1));
    assert_eq!(chosen.notes, [] as [&str; 0]);
}

#[test]
fn formulas_without_a_value_and_errors_are_named() {
    let formula = "<table:table-cell table:formula=\"of:=[.D2]*4\"/>";
    let error = "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>";
    let rows = [
        texts(&["URN", "name", "pupils"]),
        row(&[&number("900001"), &text("Ash"), formula]),
        row(&[&number("900002"), &text("Elm"), error]),
    ];
    let proposal = read(&workbook(&[("Members", &rows.concat())]));
    assert_eq!(messages(&proposal), ["names.ods:2 C2 is a formula without a stored value; the row was set aside"]);
    assert_eq!(member(&proposal.network, "urn:900002").pupils, None);
    assert!(
        proposal.notes.iter().any(|note| note.contains("errors of the spreadsheet were read as blank (1, the first in C3)")),
        "{:?}",
        proposal.notes
    );
}

#[test]
fn no_change_of_a_byte_stops_the_program() {
    let whole = workbook(&[("Members", &[texts(&["URN", "name"]), row(&[&number("900001"), &text("Ash")])].concat())]);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _outcome = try_import(&empty(), &[("names.ods", &bytes)], Options::default());
    }
}
