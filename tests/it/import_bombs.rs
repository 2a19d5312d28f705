//! Files made to fill the memory: each is refused, or read as the little it is, in a sentence, within 2 seconds and 256 MB.
//!
//! `PERMEA_BOMBS=20 cargo test --release --test it import_bombs -- --nocapture` makes the growing ones twenty times as large,
//! prints what each took and holds them to the 2 seconds, which a busy machine and a debug build need not keep.

use std::{
    fs::{self, File},
    io::Read,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    import_shell::{Folder, text},
    workbooks::{Page, archive, page, workbook, workbook_with},
};

/// The most memory that reading may take, in kB.
const MOST: u64 = 256 << 10;
/// The longest that reading may take.
const LONGEST: Duration = Duration::from_secs(2);

/// A file, the exit code it ends with, and words of what is said of it.
struct Bomb {
    name: &'static str,
    bytes: Vec<u8>,
    code: i32,
    said: &'static str,
}

fn bomb(name: &'static str, bytes: impl Into<Vec<u8>>, code: i32, said: &'static str) -> Bomb {
    Bomb { name, bytes: bytes.into(), code, said }
}

const MEMBERS: &str = "URN,name\n900001,Ash\n";

fn sheet(name: &'static str, xml: &str) -> Vec<u8> {
    workbook(&[Page { name, state: "visible", xml: xml.to_owned() }])
}

fn open_sheet(rows: &str) -> Vec<u8> {
    let table = format!("<table:table table:name=\"S\">{rows}</table:table>");
    let xml = format!(
        "<office:document-content xmlns:office=\"urn:o\" xmlns:table=\"urn:t\" xmlns:text=\"urn:x\"><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".to_vec();
    archive(&[("mimetype".to_owned(), kind), ("content.xml".to_owned(), xml.into_bytes())])
}

/// A row of an open sheet, so often, with one cell, so often.
fn repeated(rows: u64, cells: u64) -> String {
    format!(
        "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{cells}\"><text:p>900001</text:p></table:table-cell></table:table-row>"
    )
}

fn open_headings() -> &'static str {
    "<table:table-row><table:table-cell><text:p>URN</text:p></table:table-cell><table:table-cell><text:p>name</text:p></table:table-cell></table:table-row>"
}

/// Ten entities, each ten times the one before.
fn laughs() -> String {
    let more =
        (1..10).map(|level| format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10))).collect::<Vec<_>>().concat();
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE graphml [<!ENTITY a0 \"laughing\">{more}]>\n<graphml><graph><node id=\"&a9;\"/></graph></graphml>"
    )
}

fn corner() -> String {
    let heading = "<c r=\"A1\" t=\"inlineStr\"><is><t>name</t></is></c>";
    format!("<sheetData><row r=\"1\">{heading}</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
}

fn sheets_of_text(size: usize) -> Vec<Bomb> {
    let mega = 1 << 20;
    vec![
        bomb(
            "quote.csv",
            format!("{MEMBERS}900002,\"Elm\n{}", "900003,Oak\n".repeat(size * mega / 11)),
            4,
            "line 3 opens a quote that is never closed",
        ),
        bomb("cell.csv", format!("{MEMBERS}900002,{}\n", "x".repeat(size * mega)), 4, "a cell that starts in line 3 is longer than"),
        bomb("columns.csv", ",".repeat(size * mega), 4, "columns; the limit is 16,384"),
        bomb("row.csv", format!("{MEMBERS}900002{}\n", ",1".repeat(size * mega / 2)), 4, "columns; the limit is 16,384"),
        bomb("rows.csv", format!("URN,name\n{}", "1,a\n".repeat(1_200_000)), 4, "1,200,000 rows; the limit is 1,000,000"),
    ]
}

fn workbooks(size: usize) -> Vec<Bomb> {
    let grown = workbook_with(&[page("S", MEMBERS)], &[("xl/worksheets/sheet9.xml", vec![b' '; size * (3 << 20)])]);
    vec![
        bomb("grown.xlsx", grown, 4, "would unpack to more than"),
        bomb("corner.xlsx", sheet("S", &corner()), 3, "says it has 17,179,869,184 cells but holds 2"),
        bomb("tags.xlsx", sheet("S", &format!("<sheetData>{}", "<a>".repeat(1_000_000))), 1, "is damaged or not fully downloaded"),
        bomb("rows.ods", open_sheet(&format!("{}{}", open_headings(), repeated(2_000_000_000, 1))), 4, "2,000,000,000 rows; the limit is"),
        bomb("cells.ods", open_sheet(&format!("{}{}", open_headings(), repeated(1_000, 16_384))), 4, "more than 5,000,000 cells"),
        bomb("under.ods", open_sheet(&format!("{}{}", open_headings(), repeated(999_990, 2))), 4, "says a few cells again and again"),
        bomb("columns.ods", open_sheet(&format!("{}{}", open_headings(), repeated(1, 2_000_000_000))), 3, "16384 cells under 2 headings"),
        bomb("tags.ods", open_sheet(&"<a>".repeat(1_000_000)), 4, "elements more than 64 deep"),
    ]
}

fn networks() -> Vec<Bomb> {
    let file = "<!DOCTYPE gexf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<gexf><graph><nodes><node id=\"&x;\"/></nodes></graph></gexf>";
    let attributes = (0..200_000).map(|at| format!(" a{at}=\"1\"")).collect::<Vec<_>>().concat();
    vec![
        bomb("laughs.graphml", laughs(), 4, "defines its own entities (line 2)"),
        bomb("file.gexf", file, 4, "defines its own entities (line 1)"),
        bomb("tags.gexf", format!("<gexf>{}", "<a>".repeat(1_000_000)), 4, "elements more than 64 deep"),
        bomb("tags.graphml", format!("<graphml>{}", "<graph>".repeat(1_000_000)), 4, "elements more than 64 deep"),
        bomb("attributes.gexf", format!("<gexf><graph><nodes><node{attributes}/></nodes></graph></gexf>"), 4, "more than 256 attributes"),
        bomb("deep.json", format!("{{\"elements\":{}", "[".repeat(1_000_000)), 1, "ends before it is complete"),
        bomb("vertices.net", "*Vertices 2000000000\n1 \"a\"\n", 4, "2,000,000,000 rows; the limit is"),
        bomb("arcs.net", format!("*Vertices 2\n*Arcslist\n1 {}", "2 ".repeat(3_000_000)), 4, "more than 1,000,000 members and ties"),
        bomb("nodes.dl", "dl n=2000000000 format=fullmatrix\ndata:\n0 1\n", 4, "2,000,000,000 rows; the limit is"),
    ]
}

/// What became of an import.
struct Ended {
    code: i32,
    said: String,
    took: Duration,
    /// The most memory it was seen to have, in kB.
    peak: u64,
}

/// Imports a file with the real program and watches its memory until it ends.
fn import(folder: &Folder, name: &str) -> Ended {
    let (out, begun) = (folder.path("said.txt"), Instant::now());
    let said = File::create(&out).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
    command.env("PERMEA_HOME", folder.path("home")).args(["--no-input", "import", "--columns", "guess"]);
    command.arg(folder.path("map.permea.ron")).arg(folder.path(name));
    let mut child = command.stdin(Stdio::null()).stdout(said.try_clone().unwrap()).stderr(said).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let mut now = String::new();
        let _gone = File::open(&status).and_then(|mut file| file.read_to_string(&mut now));
        let kilobytes = now.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().unwrap();
        }
        thread::yield_now();
    };
    Ended { code, said: text(&fs::read(out).unwrap()), took: begun.elapsed(), peak }
}

#[test]
fn bombs_are_refused_within_their_bounds() {
    let size = std::env::var("PERMEA_BOMBS").ok().and_then(|size| size.parse().ok());
    let bombs = sheets_of_text(size.unwrap_or(4)).into_iter().chain(workbooks(size.unwrap_or(4))).chain(networks());
    for Bomb { name, bytes, code, said } in bombs {
        let folder = Folder::new();
        folder.write(name, &bytes);
        let ended = import(&folder, name);
        println!("{name}: {} bytes, {:?}, {} MB, exit {}", bytes.len(), ended.took, ended.peak >> 10, ended.code);
        assert_eq!(ended.code, code, "{name}: {}", ended.said);
        assert!(ended.said.contains(said), "{name}: {}", ended.said);
        assert!(ended.peak < MOST, "{name} took {} MB", ended.peak >> 10);
        assert!(size.is_none() || ended.took < LONGEST, "{name} took {:?}", ended.took);
        assert!(folder.bytes("map.permea.ron").is_none(), "{name} was imported");
    }
}
