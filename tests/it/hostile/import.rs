//! Bytes taken for a file of another program: it is told why it is none, or what it comes to is a sound network in which every
//! row is counted.

use std::{
    io::{Cursor, Write},
    ops::ControlFlow,
    sync::LazyLock,
};

use permea::{
    exchange::{Columns, Options, Source, guess, propose},
    model::Network,
    store::{Guard, format, open_bytes},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const SMALL: &[u8] = include_bytes!("../../../fuzz/seeds/map/small.ron");

/// No sentence about a file quotes more of it than a person reads.
const LONGEST_SENTENCE: usize = 2_000;

static MAP: LazyLock<Network> = LazyLock::new(|| open_bytes("small.ron", SMALL).expect("the small map is whole"));

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| Columns::built_in().expect("the built-in columns are read"));

/// A sheet of text, whatever it is a sheet of; also as the column mapper looks at it.
pub(crate) fn take_csv(bytes: &[u8]) {
    let source = Source { name: "sheet-2019.csv".into(), bytes, kind: None };
    if let Ok(mapping) = guess(&source, &COLUMNS, None) {
        assert!(Columns::with(&mapping.document()).is_ok(), "a guess cannot be read again:\n{}", mapping.document());
    }
    take("sheet-2019.csv", bytes);
}

/// A workbook, or the inside of its one sheet.
pub(crate) fn take_xlsx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") { take("book-2019.xlsx", bytes) } else { take("book-2019.xlsx", &workbook(bytes)) }
}

pub(crate) fn take_graphml(bytes: &[u8]) {
    take("network.graphml", bytes);
}

pub(crate) fn take_gexf(bytes: &[u8]) {
    take("network.gexf", bytes);
}

pub(crate) fn take_kumu(bytes: &[u8]) {
    take("network.json", bytes);
}

pub(crate) fn take_pajek(bytes: &[u8]) {
    take("network.net", bytes);
}

fn take(name: &str, bytes: &[u8]) {
    let source = Source { name: name.into(), bytes, kind: None };
    let proposal = match propose(&MAP, &[source], &COLUMNS, Options::default(), &mut |_| ControlFlow::Continue(())) {
        Ok(proposal) => proposal,
        Err(error) => {
            let sentence = error.to_string();
            return assert!((1..=LONGEST_SENTENCE).contains(&sentence.len()), "{sentence}");
        }
    };
    let tally = proposal.tally;
    assert_eq!(tally.rows, tally.new + tally.changed + tally.same + tally.set_aside, "{tally:?}");
    assert_eq!(MAP.apply(&proposal.step).as_ref(), Ok(&proposal.network), "the step leads elsewhere");
    // Writing and reading take as long as all the rest, so that not every run ends with them.
    if !bytes.len().is_multiple_of(4) {
        return;
    }
    let text = format::write(&proposal.network, &Guard::new("0123456789ab")).expect("what was imported can be written");
    assert!(open_bytes("map.ron", text.as_bytes()).is_ok_and(|again| again == proposal.network), "what was imported does not read back");
}

/// A workbook of one sheet with this in it.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let parts: [(&str, Vec<u8>); 4] = [
        (
            "_rels/.rels",
            format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").into_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>").into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>").into_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", [format!("<worksheet xmlns=\"{main}\">").as_bytes(), sheet, b"</worksheet>"].concat()),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &parts {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a part begins");
        writer.write_all(bytes).expect("a part is written");
    }
    writer.finish().expect("the archive is written").into_inner()
}
