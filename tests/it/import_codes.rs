//! The exit code and the first words of every bad input of `safekeeping.md`, B47 to B84, as the shell answers them.

use crate::{
    import_shell::{Folder, text},
    workbooks::{page, workbook, workbook_with},
};

/// Number, file, bytes, exit code, words of what is said.
type Case = (&'static str, &'static str, Vec<u8>, i32, &'static str);

fn sheets_of_text() -> Vec<Case> {
    let wide: Vec<u8> = "\u{feff}URN,name\n900001,Ash\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marks = "URN,name,\"Attainment 8, 2019\"\n900001,Ash,SUPP\n900002,Elm,*\n";
    let cases: Vec<(&str, Vec<u8>, i32, &str)> = vec![
        ("B47", b"URN,name\n900001,FIERT\xc9\n".to_vec(), 0, "read as Windows-1252 (not UTF-8; first such word in line 2: \"FIERTÉ\")"),
        ("B48", wide, 0, "read as UTF-16LE."),
        ("B49", b"URN;name\n900001;Ash\n".to_vec(), 0, "read with `;` between columns (1 column with commas)."),
        (
            "B50",
            b"School kind,Town\nPrimary,North\n".to_vec(),
            1,
            "no column is the member's number or name. Found \"School kind\", \"Town\".",
        ),
        ("B51", b"URN,name,URN\n900001,Ash,900002\n".to_vec(), 1, "two columns are called `URN` (1 and 3). Nothing was imported. Rename"),
        ("B52", b"URN,name\n900001,Ash,x\n900002,Elm\n".to_vec(), 3, "names.csv:2: the row has 3 cells under 2 headings; set aside"),
        (
            "B53",
            b"URN,name\n900001,\"Ash\n".to_vec(),
            4,
            "line 2 opens a quote that is never closed; the rest of the file would be one cell.",
        ),
        ("B54", b"URN,name\n".to_vec(), 1, "names.csv has headings but no rows. Nothing to import."),
        (
            "B55",
            format!("URN,name\n{}", "1,a\n".repeat(1_000_001)).into_bytes(),
            4,
            "names.csv has 1,000,001 rows; the limit is 1,000,000.",
        ),
        ("B56", b"URN,name\n900001,=cmd|'/c calc'!A1\n".to_vec(), 0, "holds 1 member"),
        ("B57", b"URN,name\n1.42857E+05,Ash\n14x,Elm\n".to_vec(), 3, "`1.42857E+05` is a number a spreadsheet has changed; read as 142857"),
        (
            "B58",
            b"URN,name\n142857,Ash\n142857,Elm\n".to_vec(),
            3,
            "urn:142857 is in lines 2 and 3 with different values; the first is used",
        ),
        ("B59", b"URN,name\n900001,A\x1b[31msh\n".to_vec(), 0, "What was taken out of names.csv is listed in "),
        ("B60", marks.into(), 0, "2 values are suppressed by the publisher"),
        ("B61", b"URN,name,opened\n900001,Ash,04/31/2026\n".to_vec(), 3, "`04/31/2026` is not a date"),
        ("B62", b"<!DOCTYPE html>\n<html>404</html>".to_vec(), 1, "names.csv is a web page (it starts with `<!DOCTYPE html>`)"),
        ("B63", b"URN,name\r900001,Ash\r".to_vec(), 0, "holds 1 member"),
    ];
    cases.into_iter().map(|(number, bytes, code, said)| (number, "names.csv", bytes, code, said)).collect()
}

fn workbooks() -> Vec<Case> {
    let members = "URN,name\n900001,Ash\n";
    let visits = "from,to,on\na,b,2026-01-02\n";
    let old =
        |what: &str| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), what.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let grown = workbook_with(&[page("S", members)], &[("xl/worksheets/sheet9.xml", vec![b' '; 12 << 20])]);
    let corner = workbook(&[page("S", members)]);
    let formula = page("S", "URN,name,town\n900001,Ash,x\n");
    let formula = crate::workbooks::Page { xml: formula.xml.replace("t=\"inlineStr\"><is><t>x</t></is>", "><f>B2</f>"), ..formula };
    let mut cut = corner.clone();
    cut.truncate(corner.len() / 2);
    vec![
        ("B64", "visits.xlsx", grown, 4, "visits.xlsx would unpack to more than 200 times its size (sheet9.xml). Not read."),
        (
            "B66",
            "visits.xlsx",
            old("EncryptedPackage"),
            1,
            "visits.xlsx is locked with a password. Open it in Excel, take the password off",
        ),
        ("B67", "visits.xlsx", old("Workbook"), 1, "visits.xlsx is really an old .xls file. Save it as .xlsx or .csv."),
        ("B68", "visits.xlsx", cut, 1, "visits.xlsx is damaged or not fully downloaded (no directory at the end)."),
        ("B69", "visits.xlsx", workbook(&[formula]), 3, "1 cell is a formula without a stored value (first: C2)."),
        (
            "B70",
            "visits.xlsm",
            workbook_with(&[page("S", members)], &[("xl/vbaProject.bin", vec![1])]),
            0,
            "visits.xlsm has macros; they are not run.",
        ),
        (
            "B71",
            "visits.xlsx",
            workbook(&[page("Visits", visits), page("Old", visits)]),
            1,
            "visits.xlsx has 2 sheets: \"Visits\" (1 row), \"Old\" (1 row). Choose one",
        ),
    ]
}

fn networks() -> Vec<Case> {
    let gexf = |inner: &str| format!("<gexf><graph>{inner}</graph></gexf>").into_bytes();
    let graphml = |inner: &str| format!("<graphml><graph edgedefault=\"directed\">{inner}</graph></graphml>").into_bytes();
    let entity = b"<!DOCTYPE graphml [<!ENTITY a \"b\">]>\n<graphml><graph/></graphml>".to_vec();
    let position = "<nodes><node id=\"a\"><viz:position x=\"NaN\" y=\"1\"/></node></nodes>";
    let spells = "<nodes><node id=\"a\"><spells><spell start=\"1\" end=\"2\"/></spells></node></nodes>";
    let typed = b"<graphml><key id=\"k\" for=\"node\" attr.name=\"pupils\" attr.type=\"int\"/><graph><node id=\"a\"><data key=\"k\">abc</data></node></graph></graphml>";
    let many = (0..300).map(|at| format!(" a{at}=\"1\"")).collect::<Vec<_>>().concat();
    vec![
        ("B73", "n.graphml", entity, 4, "n.graphml defines its own entities (line 1). Such files are not read."),
        (
            "B74",
            "n.gexf",
            b"<!DOCTYPE gexf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><gexf/>".to_vec(),
            4,
            "n.gexf defines its own entities",
        ),
        (
            "B75",
            "n.gexf",
            format!("<gexf>{}", "<a>".repeat(1_000)).into_bytes(),
            4,
            "n.gexf: elements more than 64 deep (line 1). Not read.",
        ),
        ("B76", "n.graphml", b"<graphml><graph>\n<node id=\"a\">".to_vec(), 1, "ends before it is complete: 3 elements are still open"),
        ("B77", "n.graphml", graphml("<node id=\"n1\"/>\n<node id=\"n1\"/>"), 1, "the node \"n1\" stands twice (lines 1 and 2)."),
        (
            "B78",
            "n.graphml",
            graphml("<node id=\"a\"/><edge source=\"a\" target=\"b\"/>"),
            3,
            "1 link goes to a node that is not in the file; it was set aside.",
        ),
        ("B79", "n.gexf", gexf(position), 0, "1 node has no usable position and will be placed by layout."),
        (
            "B80",
            "n.gexf",
            gexf("<nodes><node id=\"a\" label=\"A&#27;[31m\"/></nodes>"),
            0,
            "1 value had control characters, which were taken out.",
        ),
        (
            "B81",
            "n.gexf",
            b"<?xml version=\"1.0\" encoding=\"x-foo\"?><gexf/>".to_vec(),
            1,
            "n.gexf: the encoding \"x-foo\" is not known. Not read.",
        ),
        ("B82", "n.graphml", typed.to_vec(), 3, "column \"pupils\": \"abc\" is not a whole number; it was set aside"),
        ("B82", "n.graphml", graphml("<node id=\"a\" id=\"b\"/>"), 1, "the attribute \"id\" twice. Not read."),
        ("B83", "n.graphml", graphml("<node id=\"a\"/><hyperedge/>"), 3, "this file uses hyperedges, which maps do not have: 1 left out."),
        ("B83", "n.graphml", graphml("<node id=\"a\"><port name=\"p\"/></node>"), 3, "What was taken out of n.graphml is listed in "),
        (
            "B83",
            "n.gexf",
            gexf(spells),
            3,
            "n.gexf:1: spells of time (1, the first here) were left out, because a map has no place for them",
        ),
        ("B84", "n.gexf", gexf(&format!("<nodes><node id=\"a\"{many}/></nodes>")), 4, "more than 256 attributes on one element. Not read."),
    ]
}

#[test]
fn every_bad_input_ends_with_its_exit_code_and_its_sentence() {
    for (number, name, bytes, code, said) in sheets_of_text().into_iter().chain(workbooks()).chain(networks()) {
        let folder = Folder::new();
        let path = folder.write(name, bytes).to_string_lossy().into_owned();
        let (ended, output) = folder.import(&[&path]);
        let all = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(ended, code, "{number}: {all}");
        assert!(all.contains(said), "{number}: {all}");
        assert!(code != 1 && code != 4 || folder.bytes("map.permea.ron").is_none(), "{number}: something was imported");
    }
}
