//! The real program in a pseudo-terminal: whatever ends it, the terminal is as it was.

use std::{process::Command, time::Duration};

use crate::pty::Run;

#[test]
fn the_terminal_is_as_it_was_after_quitting() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("Invented network");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_terminal_that_draws_signs_two_cells_wide_gets_ascii() {
    let mut run = Run::start(&["demo"], &[("LC_ALL", "ja_JP.UTF-8")]);
    run.wait_for("▣");
    run.press("\u{1b}[1;3R");
    run.wait_for("[Gorsehollow High]");
    assert!(run.parser.screen().contents().is_ascii(), "{}", run.parser.screen().contents());
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_terminal_that_draws_signs_in_one_cell_keeps_them() {
    let mut run = Run::start(&["demo"], &[("LC_ALL", "ja_JP.UTF-8")]);
    run.wait_for("▣");
    run.press("\u{1b}[1;2R");
    run.wait_for("▐Gorsehollow High▌");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn the_terminal_is_as_it_was_after_sigterm() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("Invented network");
    run.send("-TERM");
    assert!(!run.ends_clean().success());
}

#[test]
fn a_signal_says_how_many_steps_are_lost_by_it() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.send("-TERM");
    run.wait_for("One step was not saved");
    assert!(!run.ends_clean().success());
}

#[test]
fn a_stopped_program_comes_back_with_its_screen_and_its_steps() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("A");
    run.wait_for("Add a member");
    run.press("Juniper High\r");
    run.wait_for("takes it back");
    run.send("-TSTP");
    run.wait_gone("takes it back");
    run.wait_stopped();
    run.send("-CONT");
    run.wait_for("Juniper High");
    run.press("q");
    run.wait_for("Before you leave");
    run.press("2");
    assert!(run.ends_clean().success());
}

#[test]
fn the_terminal_is_as_it_was_after_sighup() {
    let mut run = Run::start(&[], &[]);
    run.wait_for("New map");
    run.send("-HUP");
    assert!(!run.ends_clean().success());
}

#[test]
#[cfg(debug_assertions)]
fn the_terminal_is_as_it_was_after_a_panic() {
    let mut run = Run::start(&["demo"], &[("PERMEA_FAULT", "panic")]);
    run.wait_for("Invented network");
    run.press("\u{1b}[24~");
    assert_eq!(run.ends_clean().exit_code(), 1);
    assert!(run.parser.screen().contents().contains("permea made a mistake"), "{}", run.parser.screen().contents());
}

#[test]
fn answers_of_the_terminal_that_come_late_are_no_keys() {
    let mut run = Run::start(&["demo"], &[("COLORFGBG", "")]);
    run.wait_for("condoned");
    // What the background is, which device this is, where the cursor is: asked before the first frame, answered after it.
    run.press("\u{1b}]11;rgb:1e1e/2f2f/3030\u{1b}\\\u{1b}[?62;22c\u{1b}[3;1R\u{1b}P>|xterm(390)\u{1b}\\\u{1b}]11;rgb:0/0/0\u{7}");
    run.pause(Duration::from_millis(120));
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn what_stands_behind_a_paste_gives_no_commands() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("\u{1b}[200~a paste\u{1b}[201~qxq\r\u{1b}[201~");
    run.wait_for("not put in");
    run.pause(Duration::from_millis(120));
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_paste_of_four_megabytes_is_refused_in_words() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("o");
    run.wait_for("Open a map");
    run.press(&format!("\u{1b}[200~{}\u{1b}[201~", "x\u{7}".repeat(2_000_000)));
    run.wait_for("Pasted text is 4 MB; the longest line is 4 KB. Not put in.");
    run.pause(Duration::from_millis(120));
    run.press("\u{1b}");
    run.wait_gone("Pasted text");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn another_size_is_another_picture() {
    let mut run = Run::start(&[], &[]);
    run.wait_for("New map");
    run.resize(40, 12);
    run.press("?");
    run.wait_for("Every command");
    run.press("\u{1b}");
    run.wait_gone("Every command");
    run.resize(100, 30);
    run.press("d");
    run.wait_for("Invented network");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_file_that_is_not_there_is_told_on_the_screen() {
    let mut run = Run::start(&["nowhere.permea.ron"], &[]);
    run.wait_for("nowhere.permea.ron");
    run.wait_for("New map");
    run.press("q");
    assert!(run.ends_clean().success());
}

#[test]
fn a_rating_is_in_the_file_once_it_is_saved() {
    let mut run = Run::start(&["demo"], &[]);
    run.wait_for("condoned");
    run.press("t");
    run.wait_for("confirmed");
    run.press("r");
    run.wait_for("name");
    run.press("Priya\r");
    run.wait_for("stage");
    run.press("2");
    run.wait_for("takes it back");
    run.press("\u{13}");
    run.wait_for("Save under a name");
    run.press("mine\r");
    run.wait_for("mine.permea.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    let file = std::fs::read_to_string(run.folder.join("mine.permea.ron")).unwrap();
    assert!(file.contains("by: \"Priya\", stage: 2"));
}

#[test]
fn a_piped_output_gets_no_screen() {
    let output = Command::new(env!("CARGO_BIN_EXE_permea")).arg("demo").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}
