//! Keeping, as the real program does it in a terminal: steps go on while a save hangs or fails, and nothing that was kept is lost.

use std::{fs, path::Path, process::Command};

use crate::{pty::Run, shell::Place};

fn add(run: &mut Run, name: &str) {
    run.press("A");
    run.wait_for("Add a member");
    run.press(&format!("{name}\r"));
    run.wait_for(&format!("Add {}", name.split(" High").next().unwrap()));
}

fn start(place: &Place, fault: &str) -> Run {
    let mut run = Run::start_in(&place.path("."), &["map.ron"], &[("PERMEA_FAULT", fault)]);
    run.wait_for("#2");
    run
}

#[test]
fn steps_are_kept_while_a_save_hangs_and_the_screen_says_so() {
    let place = Place::with_demo();
    let mut run = start(&place, "hang-in-saver");
    add(&mut run, "Juniper High");
    run.press("\u{13}");
    run.wait_for("(kept, saving…)");
    add(&mut run, "Rowan High");
    run.wait_for("The disk of the map does not answer");
    run.wait_until("kept", |screen| screen.contains("(kept, saving…)") && screen.contains("Rowan High"));
    run.kill();
    let mut run = start(&place, "");
    run.wait_for("Unsaved steps from last time");
    run.press("1");
    run.wait_for("2 steps are taken in");
    run.kill();
}

#[test]
fn a_mistake_in_the_saver_is_told_and_steps_go_on_being_kept() {
    let place = Place::with_demo();
    let mut run = start(&place, "panic-in-saver");
    add(&mut run, "Juniper High");
    run.press("\u{13}");
    run.wait_for("The map was not saved: permea made a mistake there");
    add(&mut run, "Rowan High");
    run.wait_for("(kept, not saved)");
    run.kill();
    let mut run = start(&place, "");
    run.wait_for("Add Juniper High · Add Rowan High");
    run.kill();
}

#[test]
fn a_mistake_in_the_journal_is_told_and_a_save_still_works() {
    let place = Place::with_demo();
    let mut run = start(&place, "panic-in-journal");
    add(&mut run, "Juniper High");
    run.wait_for("NOT KEPT since");
    run.wait_for("permea made a mistake there");
    run.press("\u{13}");
    run.wait_for("map.ron is saved");
    run.press("q");
    assert!(run.ends_clean().success());
    assert!(place.text("map.ron").contains("Juniper High"));
}

#[test]
fn a_map_that_was_never_saved_outlives_kill_nine() {
    let place = Place::with_demo();
    let mut run = Run::start_in(&place.path("."), &[], &[]);
    run.wait_for("New map");
    run.press("n");
    run.wait_for("A new map");
    run.press("North network\r");
    run.wait_for("North network");
    add(&mut run, "Juniper High");
    run.wait_for("(kept, not saved)");
    run.kill();
    // Twice in a row: what is restored is kept again before it is saved.
    for _ in 0..2 {
        let mut run = Run::start_in(&place.path("."), &[], &[]);
        run.wait_for("unsaved map: 1 step of");
        run.press("\r");
        run.wait_for("1 step is taken in");
        run.wait_for("(kept, not saved)");
        run.kill();
    }
    let mut run = Run::start_in(&place.path("."), &[], &[]);
    run.wait_for("unsaved map: 1 step of");
    run.press("\r");
    run.wait_for("1 step is taken in");
    run.press("S");
    run.wait_for("Save under a name");
    run.press("north\r");
    run.wait_for("north.permea.ron is saved");
    run.press("u");
    run.wait_for("Taken back: Add Juniper High");
    run.kill();
    assert!(place.text("north.permea.ron").contains("Juniper High"));
    let mut run = Run::start_in(&place.path("."), &[], &[]);
    run.wait_for("north.permea.ron");
    assert!(!run.parser.screen().contents().contains("unsaved map"), "{}", run.parser.screen().contents());
    run.kill();
}

#[test]
fn steps_that_cannot_be_kept_go_to_another_place_and_are_found_there() {
    let Some(disk) = SmallDisk::mount() else { return };
    let place = Place::with_demo();
    let home = disk.path();
    let variables = [("PERMEA_HOME", home)];
    let mut run = Run::start_in(&place.path("."), &["map.ron"], &variables);
    run.wait_for("#2");
    add(&mut run, "Juniper High");
    run.wait_for("(kept, not saved)");
    // A full disk takes nothing; settings that are there can still be replaced once there is room for them.
    disk.fill();
    let full = (0..60).find(|number| {
        add(&mut run, &format!("Rowan {number} {}", "High ".repeat(40)));
        run.wait_until("kept or not", |screen| screen.contains("NOT KEPT since") || screen.contains("(kept, not saved)"));
        run.parser.screen().contents().contains("NOT KEPT since")
    });
    assert!(full.is_some(), "the disk is never full: {}", run.parser.screen().contents());
    run.wait_for("(the disk is full)");
    let elsewhere = place.path("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    run.press("\u{1b}[19~");
    run.wait_for("Another place to keep steps");
    run.press(&format!("{}\r", elsewhere.display()));
    run.wait_for("(kept, not saved)");
    run.kill();
    let moved = elsewhere.join("permea");
    let mut run = Run::start_in(&place.path("."), &["map.ron"], &[("PERMEA_HOME", moved.to_str().unwrap())]);
    let steps = full.unwrap() + 2;
    run.wait_for(&format!("{steps} steps on"));
    run.press("1");
    run.wait_for(&format!("{steps} steps are taken in"));
    run.kill();
}

/// A disk of one megabyte, which only an administrator may mount.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::TempDir::new().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "permea-test"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { folder });
        }
        println!("skipped: no disk can be mounted here");
        None
    }

    fn path(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    fn fill(&self) {
        let path = Path::new(self.path()).join("filler");
        let mut size = 1 << 20;
        while size > 0 {
            let old = fs::read(&path).unwrap_or_default().len();
            if fs::write(&path, vec![b'x'; old + size]).is_err() {
                fs::write(&path, vec![b'x'; old]).unwrap();
                size /= 2;
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(self.folder.path()).status();
    }
}
