//! `permea import` as it is run: exit codes, the answer's shape, and a map that is never half written.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::shell::Place;

pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.path(name)).ok()
    }

    /// `permea import MAP …` with its exit code.
    pub(super) fn import(&self, arguments: &[&str]) -> (i32, Output) {
        self.permea(&[&["import", &self.path("map.permea.ron").to_string_lossy()], arguments].concat())
    }

    /// `permea …` with its exit code.
    pub(super) fn permea(&self, arguments: &[&str]) -> (i32, Output) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
        command.env("PERMEA_HOME", self.path("home")).args(arguments);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), output)
    }

    pub(super) fn answer(&self, arguments: &[&str]) -> (i32, Value) {
        let (code, output) = self.import(&[arguments, &["--format", "json"]].concat());
        (code, serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr))))
    }
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures").join(name).to_string_lossy().into_owned()
}

#[test]
fn files_of_other_tools_end_with_the_exit_code_of_what_became_of_them() {
    let folder = Folder::new();
    let gexf = |nodes: &str| format!("<gexf><graph><nodes>{nodes}</nodes><edges><edge source=\"a\" target=\"b\"/></edges></graph></gexf>");
    let cases = [
        ("whole.gexf", gexf("<node id=\"a\"/><node id=\"b\"/>"), 0),
        ("missing.gexf", gexf("<node id=\"a\"/>"), 3),
        ("twice.gexf", gexf("<node id=\"a\"/><node id=\"a\"/>"), 1),
        ("cut.gexf", "<gexf><graph>".to_owned(), 1),
        ("deep.gexf", "<gexf>".repeat(100), 4),
        ("entity.graphml", "<!DOCTYPE graphml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><graphml/>".to_owned(), 4),
        ("none.json", "{}".to_owned(), 1),
    ];
    for (name, text, expected) in cases {
        let path = folder.write(name, text).to_string_lossy().into_owned();
        let (code, output) = folder.import(&[&path, "--dry-run"]);
        assert_eq!(code, expected, "{name}: {}{}", self::text(&output.stdout), self::text(&output.stderr));
    }
    let matrix = folder.write("matrix.csv", ",Ash,Elm\nAsh,0,1\nElm,2,0\n").to_string_lossy().into_owned();
    let ties = |switches: &[&str]| folder.answer(&[&[matrix.as_str(), "--dry-run"], switches].concat()).1["ties"].as_u64();
    assert_eq!((ties(&[]), ties(&["--matrix", "undirected"]), ties(&["--matrix", "undirected,duplicates"])), (Some(2), Some(1), Some(2)));
    let (_, answer) = folder.answer(&[&matrix, "--as", "matrix"]);
    assert_eq!((answer["members"].as_u64(), answer["sources"][0]["kind"].as_str()), (Some(2), Some("matrix")));
}

#[test]
fn a_map_is_made_and_the_answer_has_its_shape() {
    let folder = Folder::new();
    let (code, answer) = folder.answer(&[&fixture("sheet.csv"), &fixture("national.csv")]);
    assert_eq!(code, 0);
    assert_eq!((answer["kind"].as_str(), answer["map"].as_str()), (Some("import"), Some("map")));
    for (field, count) in
        [("rows", 4), ("new", 4), ("changed", 0), ("same", 0), ("set_aside", 0), ("members", 2), ("ties", 0), ("measures", 3)]
    {
        assert_eq!(answer[field].as_u64(), Some(count), "{field}");
    }
    assert_eq!((answer["problems"].as_array().map(Vec::len), answer["sources"].as_array().map(Vec::len)), (Some(0), Some(2)));
    assert!(folder.bytes("map.permea.ron").is_some());
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let folder = Folder::new();
    let (_, dry) = folder.answer(&[&fixture("sheet.csv"), "--dry-run"]);
    assert!(folder.bytes("map.permea.ron").is_none());
    let (_, real) = folder.answer(&[&fixture("sheet.csv")]);
    assert_eq!(dry, real);
}

#[test]
fn a_second_import_leaves_the_bytes_alone() {
    let folder = Folder::new();
    folder.import(&[&fixture("sheet.csv"), &fixture("ties.csv")]);
    let before = folder.bytes("map.permea.ron");
    let (code, answer) = folder.answer(&[&fixture("sheet.csv"), &fixture("ties.csv")]);
    assert_eq!((code, answer["same"].as_u64(), folder.bytes("map.permea.ron") == before), (0, Some(4), true));
}

#[test]
fn rows_that_are_set_aside_are_named_and_the_good_ones_are_in() {
    let folder = Folder::new();
    let sheet = folder.write("names.csv", "URN,name\n900001,Invented Ash\n12O345,Invented Birch\n");
    let (code, output) = folder.import(&[&sheet.to_string_lossy()]);
    assert_eq!(code, 3);
    assert!(text(&output.stdout).contains("names.csv:3: `12O345` is no school number"), "{}", text(&output.stdout));
    assert!(text(&folder.bytes("map.permea.ron").unwrap()).contains("Invented Ash"));
}

#[test]
fn what_cannot_be_read_ends_with_one_sentence_and_the_map_as_it_was() {
    let folder = Folder::new();
    folder.import(&[&fixture("sheet.csv")]);
    let before = folder.bytes("map.permea.ron");
    let cases: [(&str, &[u8], i32); 4] = [
        ("empty.csv", b"", 1),
        ("picture.csv", b"\x89PNG\r\n\x1a\n", 1),
        ("headings.csv", b"URN,name\n", 1),
        ("quote.csv", b"URN,name\n900009,\"Invented\n900010,Invented\n", 4),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.write(name, bytes);
        let (code, output) = folder.import(&[&fixture("national.csv"), &path.to_string_lossy()]);
        let said = text(&output.stderr);
        assert_eq!((code, said.lines().count()), (expected, 1), "{name}: {said}");
        assert!(said.contains(name), "{said}");
        assert!(output.stdout.is_empty());
        assert_eq!(folder.bytes("map.permea.ron"), before);
    }
    let (code, output) = folder.import(&["nowhere.csv"]);
    assert_eq!((code, text(&output.stderr).trim()), (1, "nowhere.csv could not be read (there is no such file). Nothing was imported."));
}

#[test]
fn a_wrong_kind_names_the_column_that_is_missing() {
    let folder = Folder::new();
    let (code, output) = folder.import(&[&fixture("sheet.csv"), "--as", "ties"]);
    assert_eq!(code, 1);
    assert!(text(&output.stderr).starts_with("sheet.csv has no column from, which a sheet of ties needs."), "{}", text(&output.stderr));
    assert_eq!(folder.import(&[&fixture("sheet.csv"), "--as", "nonsense"]).0, 2);
}

#[test]
fn only_some_members_can_be_added() {
    let folder = Folder::new();
    let (code, answer) = folder.answer(&[&fixture("register.csv"), "--only", "education = secondary"]);
    assert_eq!((code, answer["members"].as_u64(), answer["outside"].as_u64()), (0, Some(2), Some(5)));
    assert_eq!(folder.import(&[&fixture("register.csv"), "--only", "education ="]).0, 2);
}

#[test]
fn a_users_column_names_are_read() {
    let folder = Folder::new();
    let columns = folder.write("columns.ron", r#"(members: [(field: "town", from: ["Ort"])])"#);
    let sheet = folder.write("names.csv", "URN,name,Ort\n900001,Invented Ash,Ashtown\n");
    let (code, _) = folder.import(&[&sheet.to_string_lossy(), "--columns", &columns.to_string_lossy()]);
    assert_eq!(code, 0);
    assert!(text(&folder.bytes("map.permea.ron").unwrap()).contains("town: \"Ashtown\""));
}

#[test]
fn a_sheet_whose_name_and_number_have_a_users_own_headings_is_known() {
    let folder = Folder::new();
    let columns = folder.write("columns.ron", r#"(members: [(field: "id", from: ["Nummer"]), (field: "name", from: ["Schule"])])"#);
    let sheet = folder.write("namen.csv", "Nummer,Schule\nx:1,Invented Ash\n");
    assert_eq!(folder.import(&[&sheet.to_string_lossy()]).0, 1, "without the list nobody knows the headings");
    assert_eq!(folder.import(&[&sheet.to_string_lossy(), "--columns", &columns.to_string_lossy()]).0, 0);
    assert!(text(&folder.bytes("map.permea.ron").unwrap()).contains("name: \"Invented Ash\""));
}

#[test]
fn providers_of_teacher_training_go_by_their_school_or_their_code() {
    let sheet = "code,name,type,urn,ukprn,accredited\n\
        A1,Ash School,lead_school,100101,10000001,False\n\
        B2,Beech SCITT,scitt,,10000002,True\n\
        C3,Cedar Partnership,lead_school,,10000002,False\n\
        D4,University of Dale,hei,,10000003,True\n\
        E5,University of Elm,hei,100105,10000004,True\n";
    let place = Place::new().holding("providers.csv", sheet);
    assert_eq!(place.permea(&["import", "map.ron", "providers.csv"]).code, 0);
    let list = place.permea(&["list", "map.ron", "--format", "json"]).json();
    let kinds: Vec<(&str, &str)> =
        list["rows"].as_array().unwrap().iter().map(|row| (row["id"].as_str().unwrap(), row["kind"].as_str().unwrap())).collect();
    let wanted = [
        ("itt:B2", "organisation"),
        ("itt:C3", "organisation"),
        ("ukprn:10000003", "university"),
        ("ukprn:10000004", "university"),
        ("urn:100101", "school"),
    ];
    assert_eq!(kinds, wanted);
    let found = |number: &str| place.permea(&["show", "map.ron", number, "--format", "json"]);
    assert_eq!(found("ukprn:10000001").json()["member"]["id"], "urn:100101");
    assert_eq!(found("itt:D4").json()["member"]["id"], "ukprn:10000003");
    assert_eq!(found("ukprn:10000002").code, 1, "two rows have it");
    let again = place.permea(&["import", "map.ron", "providers.csv", "--format", "json"]).json();
    assert_eq!((again["same"].as_u64(), again["changed"].as_u64()), (Some(5), Some(0)));
}
