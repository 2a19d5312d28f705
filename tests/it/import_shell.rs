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

const THREE: &str = "URN,name,town\n900001,Ash High School,Northtown\n900002,Elm Primary,Easton\n";

#[test]
fn rows_set_aside_are_written_to_a_sheet_beside_the_map_that_can_be_mended_and_is_never_overwritten() {
    let folder = Folder::new();
    let file = folder.write("new.csv", "URN,name\n900003,Fern High\n12O345,=cmd()\n").to_string_lossy().into_owned();
    let (code, dry) = folder.answer(&[&file, "--dry-run", "--as-of", "2026-11-22"]);
    assert_eq!((code, &dry["set_aside"], &dry["set_aside_in"]), (3, &1.into(), &Value::Array(Vec::new())));
    assert_eq!(folder.bytes("map-set-aside-2026-11-22.csv"), None, "a dry run writes nothing");
    let (code, answer) = folder.answer(&[&file, "--as-of", "2026-11-22"]);
    let path = folder.path("map-set-aside-2026-11-22.csv");
    assert_eq!((code, answer["set_aside_in"][0].as_str()), (3, path.to_str()));
    let sheet = text(&folder.bytes("map-set-aside-2026-11-22.csv").unwrap());
    assert_eq!(
        sheet,
        "\u{feff}permea: line,permea: reason,URN,name\n3,\"`12O345` is no school number (URN); the row was set aside\",12O345,'=cmd()\n"
    );
    folder.answer(&[&file, "--as-of", "2026-11-22"]);
    assert_eq!(folder.bytes("map-set-aside-2026-11-22-2.csv"), None, "the same rows are there already");
    let other = folder.write("other.csv", "URN,name\n99,Oak High\n").to_string_lossy().into_owned();
    folder.answer(&[&other, "--as-of", "2026-11-22"]);
    assert!(folder.bytes("map-set-aside-2026-11-22-2.csv").is_some());
    assert_eq!(text(&folder.bytes("map-set-aside-2026-11-22.csv").unwrap()), sheet, "what is there is never written over");
    std::fs::write(&path, sheet.replace("12O345", "900004")).unwrap();
    let (code, mended) = folder.answer(&[path.to_str().unwrap()]);
    assert_eq!((code, &mended["new"], &mended["members"]), (0, &1.into(), &2.into()));
}

#[test]
fn a_name_is_joined_by_an_answer_in_a_sheet_or_by_saying_so_for_all_that_are_the_same() {
    let folder = Folder::new();
    let map = folder.write("three.csv", THREE).to_string_lossy().into_owned();
    folder.answer(&[&map]);
    let names = "name,kind,town,Roll\nAsh High School,school,Northtown,900\nElm Primery,school,,100\n";
    let names = folder.write("names.csv", names).to_string_lossy().into_owned();
    let (code, asked) = folder.answer(&[&names, "--dry-run"]);
    assert_eq!((code, &asked["set_aside"], &asked["names"][1]["candidates"][0]["likeness"]), (3, &2.into(), &"similar name".into()));
    let (code, same) = folder.answer(&[&names, "--dry-run", "--same-names"]);
    assert_eq!((code, &same["changed"], &same["set_aside"]), (3, &1.into(), &1.into()));
    let answers = folder.write("answers.csv", "name,place,member\nAsh High School,Northtown,urn:900001\nElm Primery,,new\n");
    let (code, joined) = folder.answer(&[&names, "--match", answers.to_str().unwrap()]);
    assert_eq!((code, &joined["changed"], &joined["new"], &joined["members"]), (0, &1.into(), &1.into(), &3.into()));
    let (code, again) = folder.answer(&[&names]);
    assert_eq!((code, &again["same"]), (0, &2.into()), "nobody is asked twice");
}

#[test]
fn the_shell_takes_a_policy_for_every_field_or_one_and_lists_what_waits() {
    let folder = Folder::new();
    let map = folder.write("three.csv", THREE).to_string_lossy().into_owned();
    folder.answer(&[&map]);
    let new = folder.write("new.csv", "URN,name,town\n900001,Ash Academy,Southtown\n").to_string_lossy().into_owned();
    let (code, kept) = folder.answer(&[&new, "--dry-run", "--policy", "keep,name=replace"]);
    assert_eq!((code, &kept["changed"], kept["differences"].as_array().unwrap().len()), (0, &1.into(), 2));
    let (code, asked) = folder.answer(&[&new, "--policy", "ask"]);
    assert_eq!((code, &asked["same"], &asked["differences"][0]["taken"]), (3, &1.into(), &"open".into()));
    let (code, output) = folder.import(&[&new, "--policy", "ask"]);
    assert_eq!(code, 3);
    assert!(
        text(&output.stdout).contains("urn:900001 town: the map says \"Northtown\", the source says \"Southtown\""),
        "{}",
        text(&output.stdout)
    );
    let (code, output) = folder.import(&[&new, "--policy", "hue=keep"]);
    assert_eq!(code, 2);
    assert!(text(&output.stderr).contains("no record has a field `hue`"), "{}", text(&output.stderr));
    let (code, output) = folder.import(&[&new, "--policy", "name=perhaps"]);
    assert_eq!(code, 2, "{}", text(&output.stderr));
    let (code, prefer) = folder.answer(&[&new, "--prefer", "map"]);
    assert_eq!((code, &prefer["same"]), (0, &1.into()));
}
