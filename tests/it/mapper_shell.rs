//! Sheets of unknown headings in the shell: shown before anything is read, accepted, remembered by their headings.

use crate::import_shell::{Folder, text};

const SHEET: &str = "School ID,School Name,Level,Decile\n7,Invented Ash,Full Primary,3\n8,Invented Elm,Secondary,4\n9,Invented Oak,Full Primary,5\n10,Invented Fir,Full Primary,5\n";

/// The files of columns that are remembered.
fn kept(folder: &Folder) -> Vec<String> {
    let files = std::fs::read_dir(folder.path("home/columns")).into_iter().flatten();
    files.map(|file| file.unwrap().path().to_string_lossy().into_owned()).collect()
}

fn map(folder: &Folder) -> String {
    folder.bytes("map.permea.ron").map(|bytes| text(&bytes)).unwrap_or_default()
}

#[test]
fn without_a_terminal_the_guess_is_shown_and_nothing_is_imported() {
    let folder = Folder::new();
    let path = folder.write("directory.csv", SHEET).to_string_lossy().into_owned();
    let (code, output) = folder.import(&[&path]);
    let said = text(&output.stderr);
    assert_eq!((code, output.stdout.len()), (1, 0), "{said}");
    for part in [
        "directory.csv: 4 rows, each a member; 3 of 4 columns say something known",
        "School ID    number of the member, as school:…",
        "Full Primary: primary",
        "The first 4 rows:",
        "Invented Elm",
        "Nothing was imported. If that is right, add: --columns guess",
        &format!("permea columns {path} --out columns.ron"),
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(map(&folder).is_empty() && kept(&folder).is_empty());
}

#[test]
fn what_was_accepted_is_remembered_for_exactly_these_headings() {
    let folder = Folder::new();
    let path = folder.write("directory.csv", SHEET).to_string_lossy().into_owned();
    let (code, output) = folder.import(&[&path, "--columns", "guess", "--dry-run"]);
    assert_eq!((code, kept(&folder).len()), (0, 0), "{}", text(&output.stderr));
    let (code, output) = folder.import(&[&path, "--columns", "guess"]);
    assert_eq!((code, kept(&folder).len()), (0, 1), "{}", text(&output.stderr));
    assert!(map(&folder).contains("(id: \"school:7\", kind: school, name: \"Invented Ash\", education: primary, "), "{}", map(&folder));
    assert!(text(&output.stderr).contains(&format!("{} says how", kept(&folder)[0])));
    // The next sheet of the same headings, in another order, is read without a question, and it is said why.
    let next = folder.write("next.csv", "Decile,Level,School ID,School Name\n9,Secondary,11,Invented Gum\n").to_string_lossy().into_owned();
    let (code, output) = folder.import(&[&next]);
    let said = text(&output.stderr);
    assert_eq!(
        (code, said.trim()),
        (0, format!("next.csv: its columns are read as {} says for these headings.", kept(&folder)[0]).as_str())
    );
    assert!(map(&folder).contains("school:11"));
    // Another heading is another sheet.
    let other = folder.write("other.csv", "Decile,Level,School ID,Full Name\n9,Secondary,12,Invented Yew\n").to_string_lossy().into_owned();
    assert_eq!(folder.import(&[&other]).0, 1);
}

#[test]
fn a_columns_file_is_written_corrected_and_read() {
    let folder = Folder::new();
    let path = folder.write("directory.csv", SHEET).to_string_lossy().into_owned();
    let file = folder.path("columns.ron").to_string_lossy().into_owned();
    let (code, output) = folder.permea(&["columns", &path, "--out", &file]);
    assert_eq!(code, 0, "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("School Name  name"), "{}", text(&output.stdout));
    assert_eq!(folder.permea(&["columns", &path, "--out", &file]).0, 1);
    let corrected = text(&folder.bytes("columns.ron").unwrap())
        .replace("id(\"school\")", "id(\"nz\")")
        .replace("\"Decile\", holds: own", "\"Decile\", holds: left_out");
    folder.write("columns.ron", &corrected);
    let (code, output) = folder.import(&[&path, "--columns", &file]);
    assert_eq!(code, 0, "{}", text(&output.stderr));
    assert!(map(&folder).contains("nz:7") && !map(&folder).contains("Decile"), "{}", map(&folder));
    assert!(text(&output.stdout).contains("1 column was not read."), "{}", text(&output.stdout));
    // It is remembered as well.
    assert_eq!(kept(&folder).len(), 1);
    assert_eq!(folder.import(&[&path]).0, 0);
    // A file that is wrong is told with its line, and nothing happens.
    folder.write("columns.ron", corrected.replace("holds: left_out", "holds: forgotten"));
    let (code, output) = folder.import(&[&path, "--columns", &file]);
    assert_eq!(code, 1);
    assert!(text(&output.stderr).contains("`forgotten` is not one of"), "{}", text(&output.stderr));
}

#[test]
fn a_remembered_file_that_is_damaged_is_named_and_in_nobodys_way() {
    let folder = Folder::new();
    let path = folder.write("directory.csv", SHEET).to_string_lossy().into_owned();
    folder.import(&[&path, "--columns", "guess"]);
    std::fs::write(&kept(&folder)[0], "(sheets: [").unwrap();
    let (code, output) = folder.import(&[&path]);
    assert_eq!(code, 1);
    let said = text(&output.stderr);
    assert!(said.starts_with(&format!("{}, line 1: ", kept(&folder)[0])) && said.contains("--columns guess"), "{said}");
}

#[test]
fn a_sheet_that_cannot_be_accepted_says_what_it_lacks() {
    let folder = Folder::new();
    let path = folder.write("unknown.csv", "a,b\n1,2\n").to_string_lossy().into_owned();
    for arguments in [vec![path.as_str()], vec![path.as_str(), "--columns", "guess"]] {
        let (code, output) = folder.import(&arguments);
        let said = text(&output.stderr);
        assert!(
            said.contains(
                "unknown.csv: no column is the member's number or name. Found \"a\", \"b\". Choose which one is. Nothing was imported."
            ),
            "{said}"
        );
        assert_eq!((code, map(&folder)), (1, String::new()));
    }
}

#[test]
fn the_guess_is_an_answer_for_programs() {
    let folder = Folder::new();
    let path = folder.write("directory.csv", SHEET).to_string_lossy().into_owned();
    let (code, output) = folder.permea(&["columns", &path, "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (code, answer["kind"].as_str(), answer["rows"].as_u64(), answer["rows_are"].as_str()),
        (0, Some("columns"), Some(4), Some("members"))
    );
    assert_eq!((answer["columns"][1]["field"].as_str(), answer["columns"][1]["because"].as_str()), (Some("name"), Some("by its heading")));
    assert_eq!(answer["first_rows"][0][1].as_str(), Some("Invented Ash"));
    assert_eq!(answer["wants"].as_array().map(Vec::len), Some(0));
}
