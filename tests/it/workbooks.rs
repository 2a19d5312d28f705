//! Workbooks as bytes, for tests: pages of cells, whatever is wrong with them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A page: its name, its state, and the text of its `sheetData` with whatever stands before it.
pub(super) struct Page<'p> {
    pub(super) name: &'p str,
    pub(super) state: &'p str,
    pub(super) xml: String,
}

/// The letters of a column: 0 is A.
fn letters(column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number).unwrap());
    if column < 26 { letter(column).to_string() } else { format!("{}{}", letter(column / 26 - 1), letter(column % 26)) }
}

/// Rows of cells from line 1 on: numbers as numbers, the rest as texts; an empty cell is left out.
pub(super) fn rows(rows: &[Vec<&str>]) -> String {
    let mut xml = String::from("<sheetData>");
    for (index, row) in rows.iter().enumerate() {
        let line = index + 1;
        write!(xml, "<row r=\"{line}\">").unwrap();
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = format!("{}{line}", letters(column));
            let text = cell.replace('&', "&amp;").replace('<', "&lt;");
            match cell.parse::<f64>() {
                Ok(_) => write!(xml, "<c r=\"{at}\"><v>{text}</v></c>").unwrap(),
                Err(_) => write!(xml, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>").unwrap(),
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    xml
}

/// Text as it stands in a sheet of commas, as rows.
pub(super) fn table(text: &str) -> String {
    rows(&text.lines().map(|line| line.split(',').collect()).collect::<Vec<_>>())
}

/// A page that is seen.
pub(super) fn page<'p>(name: &'p str, text: &str) -> Page<'p> {
    Page { name, state: "visible", xml: table(text) }
}

/// A workbook of these pages.
pub(super) fn workbook(pages: &[Page<'_>]) -> Vec<u8> {
    workbook_with(pages, &[])
}

/// A workbook of these pages and more parts.
pub(super) fn workbook_with(pages: &[Page<'_>], more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let number = |at: usize| at + 1;
    let list =
        |make: &dyn Fn(usize, &Page<'_>) -> String| pages.iter().enumerate().map(|(at, page)| make(number(at), page)).collect::<String>();
    let sheets = list(&|at, page| format!("<sheet name=\"{}\" sheetId=\"{at}\" state=\"{}\" r:id=\"rId{at}\"/>", page.name, page.state));
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let targets = list(&|at, _| format!("<Relationship Id=\"rId{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"));
    let properties = if more.iter().any(|(name, _)| *name == "1904") { "<workbookPr date1904=\"1\"/>" } else { "" };
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
                .into_bytes(),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{properties}<sheets>{sheets}</sheets></workbook>").into_bytes(),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{package}\">{targets}</Relationships>").into_bytes()),
    ];
    for (at, page) in pages.iter().enumerate() {
        let xml = format!("<worksheet xmlns=\"{main}\">{}</worksheet>", page.xml);
        parts.push((format!("xl/worksheets/sheet{}.xml", number(at)), xml.into_bytes()));
    }
    parts.extend(more.iter().filter(|(name, _)| *name != "1904").map(|(name, bytes)| ((*name).to_owned(), bytes.clone())));
    archive(&parts)
}

/// An archive of these parts.
pub(super) fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
