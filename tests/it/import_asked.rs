//! What an import asks at a terminal: values that differ one by one, and what was read in a way that may be wrong.

use std::path::Path;

use crate::pty::Run;

const MAP: &str = "URN,name,town\n900001,Ash High School,Northtown\n900002,Elm Primary,Easton\n";

/// A folder with a map of two invented schools.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("first.csv"), MAP).unwrap();
    let mut run = Run::start_in(folder.path(), &["import", "map.permea.ron", "first.csv"], &[]);
    assert!(run.ends_clean().success());
    folder
}

fn write(folder: &Path, text: &str) {
    std::fs::write(folder.join("new.csv"), text).unwrap();
}

fn map(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("map.permea.ron")).unwrap()
}

#[test]
fn each_value_that_differs_is_asked_about_and_a_no_keeps_the_maps() {
    let folder = folder();
    write(folder.path(), "URN,name,town\n900001,Ash Academy,Southtown\n900002,Elm Primary,Easton\n");
    let mut run = Run::start_in(folder.path(), &["import", "map.permea.ron", "new.csv", "--policy", "ask"], &[]);
    run.wait_for("name: the map says \"Ash High School\", the source says");
    run.press("y\r");
    run.wait_for("town: the map says \"Northtown\", the source says");
    run.press("\r");
    assert_eq!(run.ends_clean().exit_code(), 0, "nothing waits any more");
    let map = map(folder.path());
    assert!(map.contains("Ash Academy") && map.contains("Northtown") && !map.contains("Southtown"), "{map}");
}

#[test]
fn b49_semicolons_are_asked_about_and_a_no_imports_nothing() {
    let folder = folder();
    let before = map(folder.path());
    write(folder.path(), "URN;name;town\n900001;Ash Academy;Southtown\n");
    let arguments = ["import", "map.permea.ron", "new.csv"];
    let mut run = Run::start_in(folder.path(), &arguments, &[]);
    run.wait_for("read with `;` between columns (1 column with commas). Is that right? [Y/n]");
    run.press("n\r");
    run.wait_for("Nothing was imported.");
    assert_eq!((run.ends_clean().exit_code(), map(folder.path())), (1, before));
    let mut run = Run::start_in(folder.path(), &arguments, &[]);
    run.wait_for("[Y/n]");
    run.press("\r");
    assert_eq!(run.ends_clean().exit_code(), 0);
    assert!(map(folder.path()).contains("Ash Academy"));
}

#[test]
fn b57_numbers_that_a_spreadsheet_changed_are_asked_about_once() {
    let folder = folder();
    write(folder.path(), "URN,name\n1.42857E+05,Oak\n142858.0,Fir\n");
    let mut run = Run::start_in(folder.path(), &["import", "map.permea.ron", "new.csv"], &[]);
    run.wait_for("read as 142857, and 1 number like it. Is that right?");
    run.press("y\r");
    assert_eq!(run.ends_clean().exit_code(), 3, "the numbers are named as problems");
    assert!(map(folder.path()).contains("urn:142858"));
}
