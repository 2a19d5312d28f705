//! Workbooks: Kumu's, Gephi's and NodeXL's pages, matrices, our own sheets, and everything that can be wrong with the file.

use ecow::EcoString;
use permea::{
    exchange::{Options, Proposal, Unreadable},
    model::RecordKind,
};

use super::{
    graphs::{named, size, tie},
    import::{empty, messages, try_import},
    workbooks::{Page, archive, page, rows, table, workbook, workbook_with},
};

fn attempt(name: &str, bytes: &[u8]) -> Result<Proposal, Unreadable> {
    try_import(&empty(), &[(name, bytes)], Options::default())
}

fn read(bytes: &[u8]) -> Proposal {
    attempt("visits.xlsx", bytes).unwrap()
}

/// The sentence, and whether a limit was the reason (exit code 4, else 1).
fn refused(bytes: &[u8]) -> (String, bool) {
    let error = attempt("visits.xlsx", bytes).unwrap_err();
    (error.to_string(), error.is_limit())
}

fn kinds(proposal: &Proposal) -> Vec<&str> {
    proposal.sources.iter().map(|source| source.kind.word()).collect()
}

const MEMBERS: &str = "id,name,kind,pupils\nurn:900001,Ash Primary,school,210\nurn:900002,Birch High,school,905\n";

#[test]
fn a_sheet_of_our_own_in_a_workbook_is_read_as_its_text_would_be() {
    let proposal = read(&workbook(&[page("Sheet1", MEMBERS)]));
    assert_eq!((kinds(&proposal), size(&proposal)), (vec!["members"], (2, 0)));
    assert_eq!(named(&proposal.network, "Birch High").pupils, Some(905));
}

#[test]
fn every_page_whose_headings_tell_its_kind_is_read() {
    let notes = page("Notes", "Remember\nto call\n");
    let proposal = read(&workbook(&[page("Ties", "from,to,phase\nAsh Primary,Birch High,2\n"), page("Members", MEMBERS), notes]));
    assert_eq!((kinds(&proposal), size(&proposal)), (vec!["ties", "members"], (2, 1)));
    assert_eq!(proposal.sources[1].file, "visits.xlsx, Members");
    assert_eq!(proposal.notes, ["visits.xlsx: not read, as their headings are not known: \"Notes\"."]);
}

#[test]
fn kumus_pages_are_read_also_where_one_page_holds_both() {
    let elements = "Label,Type\nAsh Primary,School\nVale Trust,Trust\n";
    let connections = "From,To,Type\nAsh Primary,Vale Trust,coaching\n";
    let old = page("Old (ignore)", "Label,Type\nCedar,School\n");
    let hidden = Page { name: "Connections", state: "hidden", xml: table(connections) };
    let two = read(&workbook(&[page("Elements", elements), hidden, old]));
    assert_eq!((kinds(&two), size(&two)), (vec!["kumu"], (2, 1)));
    let one = read(&workbook(&[page("Both", &format!("{elements}\n\n{connections}"))]));
    assert_eq!((kinds(&one), size(&one)), (vec!["kumu"], (2, 1)));
    assert_eq!(tie(&one.network, "Ash Primary", "Vale Trust").id, tie(&two.network, "Ash Primary", "Vale Trust").id);
}

#[test]
fn gephis_pages_are_read_together() {
    let proposal = read(&workbook(&[page("Nodes", "Id,Label\n1,Ash\n2,Birch\n"), page("Edges", "Source,Target,Type\n1,2,Undirected\n")]));
    assert_eq!((kinds(&proposal), size(&proposal)), (vec!["gephi"], (2, 1)));
    assert!(tie(&proposal.network, "Ash", "Birch").mutual);
}

#[test]
fn a_workbook_of_nodexl_is_read_below_its_banners() {
    let edges = ",Visual Properties,Labels\nVertex 1,Vertex 2,Color,Edge Weight,Reciprocated?\nAsh,Birch,Blue,3,No\nBirch,Cedar,,1,Yes\n";
    let vertices = ",Visual Properties\nVertex,Color,Label,X,Diocese\nAsh,,Ash Primary,10,None\nBirch,,,20,\n";
    let pages = [
        page("Edges", edges),
        page("Vertices", vertices),
        page("Group Vertices", "Group,Vertex,Vertex ID\nG1,Ash,1\n"),
        page("Overall Metrics", "Graph Metric,Value\nVertices,3\n"),
    ];
    let proposal = read(&workbook(&pages));
    assert_eq!((kinds(&proposal), size(&proposal)), (vec!["nodexl"], (3, 2)));
    let own = |heading: &str| named(&proposal.network, "Ash Primary").own.get(heading).map(EcoString::as_str);
    assert_eq!((own("Diocese"), own("Group"), own("X")), (Some("None"), Some("G1"), Some("10")));
    assert!(!tie(&proposal.network, "Ash Primary", "Birch").mutual);
}

#[test]
fn a_matrix_in_a_workbook_names_its_relation_by_its_page() {
    let square = ["0,1,0", "0,0,2", "3,0,0"].join("\n");
    let proposal = read(&workbook(&[page("Confidential talk", &square)]));
    assert_eq!((kinds(&proposal), size(&proposal)), (vec!["matrix"], (3, 3)));
    assert_eq!(tie(&proposal.network, "1", "2").purpose.as_deref(), Some("Confidential talk"));
    assert_eq!(tie(&read(&workbook(&[page("Sheet1", &square)])).network, "1", "2").purpose, None);
}

#[test]
fn b64_an_archive_that_grows_is_not_unpacked() {
    let mut bytes = workbook_with(&[page("Visits", MEMBERS)], &[("xl/worksheets/sheet9.xml", vec![b' '; 12 << 20])]);
    assert!(bytes.len() < 64 << 10);
    assert_eq!(refused(&bytes), ("visits.xlsx would unpack to more than 200 times its size (sheet9.xml). Not read.".to_owned(), true));
    // The same part says of itself that it holds half a gigabyte.
    let directory = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[directory + 24..directory + 28].copy_from_slice(&(512_u32 << 20).to_le_bytes());
    assert_eq!(refused(&bytes), ("visits.xlsx would unpack to more than 256 MB (sheet9.xml). Not read.".to_owned(), true));
    let texts = b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"999999999999\"></sst>".to_vec();
    let (sentence, is_limit) = refused(&workbook_with(&[page("Visits", MEMBERS)], &[("xl/sharedStrings.xml", texts)]));
    assert_eq!((sentence.contains("it announces more texts than it has room for"), is_limit), (true, false));
}

#[test]
fn b65_one_cell_in_the_last_corner_is_one_cell() {
    let xml = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>kind</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let proposal = read(&workbook(&[Page { name: "Visits", state: "visible", xml: xml.to_owned() }]));
    assert_eq!(proposal.notes, ["visits.xlsx: the sheet \"Visits\" says it has 17,179,869,184 cells but holds 3; only those were read."]);
    assert_eq!(messages(&proposal), ["visits.xlsx:1048576 the row has 16384 cells under 2 headings; set aside"]);
}

#[test]
fn b66_a_workbook_with_a_password_says_how_to_go_on() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let expected = "visits.xlsx is locked with a password. Open it in Excel, take the password off, save, and try again.";
    assert_eq!(refused(&bytes), (expected.to_owned(), false));
}

#[test]
fn b67_an_old_workbook_is_named() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&bytes).0, "visits.xlsx is really an old .xls file. Save it as .xlsx or .csv. Nothing was imported.");
    let letter = archive(&[("mimetype".to_owned(), b"application/vnd.oasis.opendocument.text".to_vec())]);
    let expected = "visits.xlsx is really an OpenDocument text or drawing. Save it as .xlsx or .csv. Nothing was imported.";
    assert_eq!(refused(&letter).0, expected);
}

#[test]
fn b68_a_workbook_that_is_cut_off_or_none_at_all_is_damaged() {
    let whole = workbook(&[page("Visits", MEMBERS)]);
    let expected = "visits.xlsx is damaged or not fully downloaded (no directory at the end). Nothing was imported.";
    for length in (4..whole.len()).step_by(7) {
        assert_eq!(refused(&whole[..length]).0, expected, "cut after {length} bytes");
    }
    let other = archive(&[("letter.txt".to_owned(), b"Dear all".to_vec())]);
    assert!(refused(&other).0.starts_with("visits.xlsx is damaged or not fully downloaded ("), "{}", refused(&other).0);
}

#[test]
fn b69_a_formula_without_a_stored_value_sets_its_row_aside() {
    let xml = table(MEMBERS).replace("<c r=\"D3\"><v>905</v></c>", "<c r=\"D3\"><f>D2*4</f></c>");
    let proposal = read(&workbook(&[Page { name: "Sheet1", state: "visible", xml }]));
    assert_eq!(messages(&proposal), ["visits.xlsx:3 D3 is a formula without a stored value; the row was set aside"]);
    assert_eq!(
        proposal.notes,
        [
            "visits.xlsx, \"Sheet1\": 1 cell is a formula without a stored value (first: D3). Open and save the file in Excel. Those rows were set aside."
        ]
    );
    let stored = table(MEMBERS).replace("<c r=\"D3\"><v>905</v></c>", "<c r=\"D3\"><f>D2*4</f><v>840</v></c>");
    let proposal = read(&workbook(&[Page { name: "Sheet1", state: "visible", xml: stored }]));
    assert_eq!(named(&proposal.network, "Birch High").pupils, Some(840));
}

#[test]
fn b70_macros_are_named_and_never_run() {
    let proposal = read(&workbook_with(&[page("Sheet1", MEMBERS)], &[("xl/vbaProject.bin", vec![1, 2, 3])]));
    assert_eq!(
        (proposal.notes, proposal.network.count(RecordKind::Member)),
        (vec!["visits.xlsx has macros; they are not run. Data read.".into()], 2)
    );
}

#[test]
fn b71_of_several_sheets_of_one_kind_a_person_chooses() {
    let visits = |count: usize| format!("from,to,on\n{}", "a,b,2026-01-02\n".repeat(count));
    let hidden = Page { name: "Old", state: "hidden", xml: table(&visits(3)) };
    let bytes = workbook(&[page("Visits", &visits(2)), hidden, page("Notes", "Remember\nto call\n")]);
    let expected = "visits.xlsx has 3 sheets: \"Visits\" (2 rows), \"Old\" (hidden, 3 rows), \"Notes\" (1 row). Choose one with --sheet NAME. Nothing was imported.";
    assert_eq!(refused(&bytes), (expected.to_owned(), false));
    let chosen = try_import(&empty(), &[("visits.xlsx", &bytes)], Options { sheet: Some("old"), ..Options::default() }).unwrap();
    assert_eq!((kinds(&chosen), chosen.tally.rows), (vec!["visits"], 3));
    let nobody = try_import(&empty(), &[("visits.xlsx", &bytes)], Options { sheet: Some("New"), ..Options::default() }).unwrap_err();
    assert_eq!(nobody.to_string(), expected);
}

#[test]
fn b72_days_are_read_right_in_both_systems_of_dates() {
    let styles = b"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".to_vec();
    let xml = |number: &str| {
        table(&MEMBERS.replace("pupils", "opened").replace("210", number))
            .replace(&format!("<c r=\"D2\"><v>{number}"), &format!("<c r=\"D2\" s=\"1\"><v>{number}"))
            .replace("<v>905</v>", "")
    };
    let opened = |number: &str, more: &[(&str, Vec<u8>)]| {
        let proposal = read(&workbook_with(&[Page { name: "Sheet1", state: "visible", xml: xml(number) }], more));
        named(&proposal.network, "Ash Primary").opened.map(|day| day.to_string())
    };
    assert_eq!(opened("43952", &[("xl/styles.xml", styles.clone())]).as_deref(), Some("2020-05-01"));
    assert_eq!(opened("42490", &[("xl/styles.xml", styles), ("1904", Vec::new())]).as_deref(), Some("2020-05-01"));
}

#[test]
fn an_empty_workbook_has_nothing_to_import() {
    assert_eq!(refused(&workbook(&[page("Sheet1", "")])).0, "visits.xlsx has no cells with anything in them. Nothing to import.");
}

#[test]
fn no_change_of_a_byte_of_a_workbook_stops_the_program() {
    let whole = workbook(&[page("Elements", "Label,Type\nAsh,School\n"), page("Connections", "From,To\nAsh,Birch\n")]);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _outcome = attempt("visits.xlsx", &bytes);
    }
}

#[test]
fn rows_wider_than_their_headings_are_set_aside() {
    let proposal = read(&workbook(&[Page {
        name: "Edges",
        state: "visible",
        xml: rows(&[vec!["Source", "Target"], vec!["a", "b", "c"], vec!["a", "b"]]),
    }]));
    assert_eq!(
        (messages(&proposal), size(&proposal)),
        (vec!["visits.xlsx:2 the row has 3 cells under 2 headings; set aside".to_owned()], (2, 1))
    );
}
