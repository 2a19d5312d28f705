//! What is said where there is no screen to draw on, where files may not go, and who may read what is made.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::{
    full_disk::Disk,
    hangups::place,
    pty::Run,
    shell::Place,
    window::{Told, Window},
};

fn without_a_terminal(session: &str, words: &[&str], term: Option<&str>) -> Output {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", &format!("exec {session} \"$0\" \"$@\""), env!("CARGO_BIN_EXE_permea")]).args(words);
    command.current_dir(folder.path()).env("PERMEA_HOME", folder.path()).stdin(Stdio::null()).env_remove("TERM");
    if let Some(term) = term {
        command.env("TERM", term);
    }
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_pipe_gets_no_screen_but_is_told_what_there_is_for_scripts() {
    for words in [&["demo"][..], &["nowhere.ron"], &[]] {
        let output = without_a_terminal("setsid -w", words, Some("xterm"));
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(output.stdout.is_empty());
        let said = said(&output);
        assert_eq!(said, "The screen needs a terminal. For scripts use: check, export, import, merge (see permea --help).\n");
    }
}

#[test]
fn a_terminal_that_is_none_of_ours_is_not_taken_unasked() {
    // Without any terminal, asking for it does not help.
    let output = without_a_terminal("setsid -w", &["demo", "--tty"], Some("xterm"));
    assert_eq!(output.status.code(), Some(2));
    // Input from elsewhere, and a terminal to be had: only if that is said.
    let folder = tempfile::TempDir::new().unwrap();
    let script = |rest: &str| format!("{} demo {rest} < /dev/null", env!("CARGO_BIN_EXE_permea"));
    let mut refused = Run::start_program(folder.path(), "sh", &["-c", &script("")], &[]);
    assert_eq!(refused.ends_clean().exit_code(), 2);
    assert!(refused.parser.screen().contents().contains("--tty takes the one"), "{}", refused.parser.screen().contents());
    let mut taken = Run::start_program(folder.path(), "sh", &["-c", &script("--tty")], &[]);
    taken.wait_for("Invented network");
    taken.press("q");
    assert!(taken.ends_clean().success());
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    for (term, words) in [("dumb", "TERM is \"dumb\""), ("", "TERM is not set")] {
        let mut run = Run::start_in(folder.path(), &["demo"], &[("TERM", term)]);
        assert_eq!(run.ends_clean().exit_code(), 2);
        let said = run.parser.screen().contents();
        assert!(said.contains(words) && said.contains("For scripts use"), "{said}");
    }
}

#[test]
fn a_plain_locale_gets_plain_letters_and_the_file_stays_as_it_is() {
    let place = place();
    let before = fs::read(place.path().join("map.ron")).unwrap();
    let mut run = Run::start_in(place.path(), &["map.ron"], &[("LC_ALL", "C")]);
    run.wait_for("condoned");
    assert!(run.parser.screen().contents().is_ascii(), "{}", run.parser.screen().contents());
    run.press("q");
    assert!(run.ends_clean().success());
    let mut list = Run::start_in(place.path(), &["list", "map.ron"], &[("LC_ALL", "C")]);
    list.ends_clean();
    assert!(list.bytes.is_ascii());
    assert_eq!(fs::read(place.path().join("map.ron")).unwrap(), before);
}

#[test]
fn a_name_from_the_map_stays_inside_the_folder() {
    for (name, file) in
        [("../../.ssh/x", "ssh-x.svg"), ("CON.svg", "_CON.svg"), ("a/b", "a-b.svg"), ("ends.", "ends.svg"), ("\u{1b}]0;x\u{7}", "0-x.svg")]
    {
        let escaped: String = name.chars().map(|letter| format!("\\u{{{:x}}}", u32::from(letter))).collect();
        let text = include_str!("../../assets/demo.permea.ron").replacen("Invented network", &escaped, 1);
        let place = Place::new().holding("map.ron", &text);
        fs::create_dir(place.path("out")).unwrap();
        let answer = place.permea(&["export", "map.ron", "out", "--as-of", "2026-11-20"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(place.path("out").join(file).exists(), "{name}: {}", answer.out);
        assert_eq!(fs::read_dir(place.path("out")).unwrap().count(), 1);
        assert_eq!(place.files(), ["home", "map.ron", "out"]);
    }
    let long =
        Place::new().holding("map.ron", include_str!("../../assets/demo.permea.ron").replacen("Invented network", &"n".repeat(300), 1));
    fs::create_dir(long.path("out")).unwrap();
    assert_eq!(long.permea(&["export", "map.ron", "out", "--as-of", "2026-11-20"]).code, 0);
}

#[test]
fn nothing_is_exported_over_the_map_or_unasked_over_another_file() {
    let text = include_str!("../../assets/demo.permea.ron");
    let place = Place::with_demo().holding("map.svg", text).holding("taken.svg", "mine");
    let answer = place.permea(&["export", "map.svg", "map.svg", "--force"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, "map.svg is the map. Choose another name.\n"));
    assert_eq!(place.text("map.svg"), text);
    std::os::unix::fs::symlink("map.svg", place.path("link.svg")).unwrap();
    assert_eq!(place.permea(&["export", "map.svg", "link.svg", "--force"]).code, 1);
    let answer = place.permea(&["export", "map.ron", "taken.svg"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.starts_with("taken.svg exists already (") && answer.err.contains("say --force"), "{}", answer.err);
    assert_eq!(place.text("taken.svg"), "mine");
    assert_eq!(place.permea(&["export", "map.ron", "taken.svg", "--force"]).code, 0);
    assert!(place.text("taken.svg").ends_with("</svg>\n"));
}

#[test]
fn on_a_terminal_it_is_asked_before_a_file_is_replaced() {
    let place = place();
    for (answer, is_replaced) in [("n\r", false), ("\r", false), ("y\r", true)] {
        let out = place.path().join("taken.svg");
        fs::write(&out, "mine").unwrap();
        let mut run = Run::start_in(place.path(), &["export", "map.ron", "taken.svg"], &[]);
        run.wait_for("Replace it? [y/N]");
        run.press(answer);
        run.ends_clean();
        assert_eq!(fs::read_to_string(&out).unwrap() != "mine", is_replaced, "{answer:?}");
    }
}

#[test]
fn a_picture_that_does_not_fit_leaves_no_part_behind() {
    let Some(disk) = Disk::mount(64) else { return };
    let place = place();
    let out = disk.path("picture.svg");
    disk.fill(8_000);
    let before: Vec<PathBuf> = fs::read_dir(out.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let output = Command::new(env!("CARGO_BIN_EXE_permea"))
        .args(["export", "map.ron"])
        .arg(&out)
        .current_dir(place.path())
        .env("PERMEA_HOME", place.path().join("home"))
        .output()
        .unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.starts_with("Not enough room for ") && said.contains("(needed 0.") && said.contains("No part of it was left behind."),
        "{said}"
    );
    let after: Vec<PathBuf> = fs::read_dir(out.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(before, after);
}

/// Everything in a folder that others than its owner may read or write.
fn open_to_others(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = fs::symlink_metadata(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Who shares the map may see who else has it open.
        let is_presence = name.contains(".open.") && about.permissions().mode() & 0o007 == 0;
        if about.permissions().mode() & 0o077 != 0 && !is_presence {
            found.push(format!("{name} {:o}", about.permissions().mode() & 0o777));
        }
        if about.is_dir() {
            open_to_others(&path, found);
        }
    }
}

#[test]
fn whatever_is_made_is_for_its_owner_alone() {
    let place = place();
    let own = |path: &str, mode| fs::set_permissions(place.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    own("map.ron", 0o600);
    own("home", 0o700);
    // The window's shell lets everybody read and write what is made.
    let mut window = Window::open(Told::BySignal, place.path(), &["map.ron"], "panic");
    window.wait_for("condoned");
    window.press("A");
    window.wait_for("Add a member");
    window.press("Juniper High\r");
    window.wait_for("kept");
    window.press("\u{13}");
    window.wait_for("is saved");
    window.press("A");
    window.wait_for("Add a member");
    window.press("Hazel High\r");
    window.wait_for("kept");
    window.press("\u{1b}[24~");
    while window.ended().is_none() {
        window.read();
    }
    for words in [
        "new other.ron --name Other",
        "rate map.ron 'Juniper High' --stage 2 --by Ann",
        "export map.ron picture.svg",
        "undo map.ron",
        "restore map.ron",
    ] {
        let script = format!("umask 0; exec {} {words}", env!("CARGO_BIN_EXE_permea"));
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(place.path())
            .env("PERMEA_HOME", place.path().join("home"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{words}: {}", said(&output));
    }
    let mut found = Vec::new();
    open_to_others(place.path(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}
