//! The import screen: files chosen or dropped, what they would change, what a person decides, and one step.

use permea::app::{Event, ImportNews};

use crate::session::{Disk, Session};

const MAP: &str = "URN,name,town\n900001,Ash High School,Northtown\n900002,Elm Primary,Easton\n900003,Fern High,Norton\n";

/// A map of three invented schools, in a file.
fn session() -> Session {
    let network = crate::import::import_text(&crate::import::empty(), "map.csv", MAP).network;
    Session::on(network).resize(100, 30)
}

const NEW: &str =
    "URN,name,town\n900001,Ash High School,Southtown\n900002,Elm Primary,Easton\n900009,Oak High,Norton\n12O345,Bad Number,Weston\n";

fn notice(session: &Session) -> String {
    session.app.notice.as_ref().map(|notice| notice.sentence.clone()).unwrap_or_default()
}

#[test]
fn a_dropped_file_is_shown_as_what_it_would_change_and_enter_takes_it_as_one_step() {
    let mut session = session().with_source("new.csv", NEW).drop("'/home/ann/new.csv' ");
    let screen = session.screen();
    assert!(screen.contains("new.csv: read as members") && screen.contains("4 rows: 1 new, 1 changed, 1 same, 1 set aside"), "{screen}");
    assert_eq!(session.network().members().len(), 3, "nothing is changed before Enter");
    let mut session = session.press("enter");
    assert_eq!(session.network().members().len(), 4);
    assert!(notice(&session).contains("1 new, 1 changed, 1 same, 1 set aside. u takes it back."), "{}", notice(&session));
    assert_eq!((session.aside.len(), session.aside[0].sheets[0].rows), (1, 1));
    assert_eq!(session.aside[0].beside.to_string_lossy(), "map.permea.ron");
    session = session.press("u");
    assert_eq!(session.network().members().len(), 3);
    assert_eq!(session.network().member("urn:900001").unwrap().town.as_deref(), Some("Northtown"), "one undo takes all of it back");
}

#[test]
fn a_path_that_is_typed_is_read_and_the_screen_says_so() {
    let session = session().with_source("new.csv", NEW).press("i").type_in("/home/ann/new");
    assert!(session.clone().screen().contains("Enter reads the file at this path."), "{}", session.clone().screen());
    let session = session.type_in(".csv").press("enter");
    assert!(session.clone().screen().contains("new.csv: read as members"), "{}", session.clone().screen());
}

#[test]
fn esc_leaves_everything_as_it_was() {
    let before = session();
    let after = before.clone().with_source("new.csv", NEW).drop("/home/ann/new.csv").press("esc");
    assert_eq!(after.network(), before.network());
    assert!(after.app.importing().is_none() && after.aside.is_empty());
    assert_eq!(notice(&after), "Nothing was imported.");
}

#[test]
fn every_class_is_shown_with_its_rows_in_words() {
    let mut session = session().with_source("new.csv", NEW).drop("/home/ann/new.csv");
    let mut shown = |key: &str| {
        session = session.clone().press(key);
        session.screen()
    };
    let new = shown("down");
    assert!(new.contains("Oak High, school, Norton (urn:900009)") && new.contains("new.csv, line 4"), "{new}");
    let changed = shown("down");
    assert!(changed.contains("Ash High School: town Southtown (was Northtown)"), "{changed}");
    assert!(shown("down").contains("900002 · Elm Primary · Easton"));
    let aside = shown("down");
    assert!(aside.contains("is no school number (URN); the row was set aside") && aside.contains("new.csv, line 5"), "{aside}");
}

#[test]
fn reading_can_be_stopped_and_what_comes_late_is_dropped() {
    let mut session = session().with_source("new.csv", NEW);
    session.reading = Disk::Silent;
    let mut session = session.drop("/home/ann/new.csv");
    assert!(session.screen().contains("Esc stops it"));
    let order = session.waiting[0].clone();
    let generation = order.generation;
    let progress = permea::exchange::Progress { rows_read: 2, rows: 4 };
    session.send(Event::Import(Box::new(ImportNews::Progress { generation, progress })));
    assert!(session.screen().contains("2 of 4 rows"), "{}", session.screen());
    let late = session.read_sources(&order);
    let mut session = session.press("esc");
    assert!(session.waiting.is_empty() && notice(&session).contains("Nothing was changed"));
    session.send(Event::Import(Box::new(late)));
    assert!(session.app.importing().is_none());
}

#[test]
fn files_are_found_by_a_few_letters_and_several_are_marked() {
    let session = session().with_source("one.csv", "URN,name\n900011,One\n").with_source("two.csv", "URN,name\n900012,Two\n");
    let session = session.with_source("Downloads/three.csv", "URN,name\n900013,Three\n");
    let mut listed = session.clone().press("i");
    let screen = listed.screen();
    assert!(screen.contains("one.csv") && screen.contains("Downloads/") && screen.contains("2 files of other kinds"), "{screen}");
    let found = listed.type_in("tw").press("enter enter");
    assert_eq!(found.network().members().len(), 4);
    assert!(found.network().member("urn:900012").is_some());
    let both = session.clone().press("i").type_in("csv").press("tab tab enter");
    assert_eq!(both.app.importing().unwrap().files.len(), 2);
    let below = session.press("i").press("enter").type_in("three").press("enter enter");
    assert!(below.network().member("urn:900013").is_some(), "the folder under the cursor was opened first");
}

#[test]
fn the_folder_above_is_to_the_left_and_behind_backspace() {
    let session = session().with_source("Downloads/three.csv", "URN,name\n900013,Three\n").press("i enter");
    for key in ["left", "backspace"] {
        let above = session.clone().press(key);
        assert_eq!(above.app.importing().unwrap().chooser.folder.as_ref().unwrap().path.to_string_lossy(), "/home/ann", "{key}");
    }
    let mut typed = session.type_in("zz").press("esc");
    assert!(typed.screen().contains("three.csv"), "Esc empties the line first");
    assert!(typed.press("esc").app.importing().is_none());
}

#[test]
fn a_policy_is_chosen_by_field_and_the_counts_follow() {
    let mut session = session().with_source("new.csv", NEW).drop("/home/ann/new.csv").press("end enter");
    let screen = session.screen();
    assert!(screen.contains("town") && screen.contains("‹ take the source's ›"), "{screen}");
    // The order is keep, replace, add, ask.
    let mut session = session.press("down left");
    assert!(session.screen().contains("‹ keep the map's ›"));
    let mut session = session.press("enter home");
    assert!(session.screen().contains("1 new, 0 changed, 2 same"), "{}", session.screen());
    let done = session.press("enter");
    assert_eq!(done.network().member("urn:900001").unwrap().town.as_deref(), Some("Northtown"));
}

#[test]
fn where_it_is_asked_each_value_is_decided_by_a_key() {
    let session = session().with_source("new.csv", NEW).drop("/home/ann/new.csv").press("end enter down right right");
    let mut asked = session.press("esc");
    assert!(asked.screen().contains("? Values that differ"), "{}", asked.screen());
    let mut waits = asked.clone().press("home");
    assert!(waits.screen().contains("1 value waits for you"), "{}", waits.screen());
    let taken = |key: &str| {
        let done = asked.clone().press("enter down down").press(key).press("esc home enter");
        done.network().member("urn:900001").unwrap().town.clone().unwrap()
    };
    assert_eq!((taken("y").as_str(), taken("n").as_str()), ("Southtown", "Northtown"));
}

const NAMES: &str = "name,kind,town,Roll\nAsh High School,school,Northtown,900\nElm Primery,school,,100\nYew High,school,,50\n";

#[test]
fn names_without_a_number_wait_for_a_yes() {
    let session = session().resize(140, 30).with_source("names.csv", NAMES).drop("/home/ann/names.csv");
    let left = session.clone().press("enter");
    assert_eq!((left.network().members().len(), left.aside[0].sheets[0].rows), (4, 2), "the two that may be members are set aside");
    let mut asked = session.press("end enter");
    let screen = asked.screen();
    assert!(screen.contains("perhaps Ash High School, Northtown (urn:900001): same name and place"), "{screen}");
    assert!(screen.contains("perhaps Elm Primary, Easton (urn:900002): similar name"), "{screen}");
    let joined = asked.clone().press("y y enter home enter");
    assert_eq!(joined.network().members().len(), 4);
    assert_eq!(joined.network().member("urn:900002").unwrap().own.get("Roll").map(ecow::EcoString::as_str), Some("100"));
    let new = asked.clone().press("n x enter home enter");
    assert_eq!((new.network().members().len(), new.aside[0].sheets[0].rows), (5, 1));
    let same = asked.press("Y enter home enter");
    assert_eq!(same.aside[0].sheets[0].rows, 1, "only the one that is the same");
}

const UNKNOWN: &str = "School,Place,Type of place,Pupils here\nOak High,Norton,Secondary,700\nYew Primary,Weston,Primary,200\n";

#[test]
fn columns_of_unknown_headings_are_shown_with_rows_changed_by_keys_and_remembered() {
    let mut session = session().with_source("list.csv", UNKNOWN).drop("/home/ann/list.csv");
    let screen = session.screen();
    assert!(screen.contains("each row is  ‹ members ›") && screen.contains("the first 2 rows of 2"), "{screen}");
    assert!(screen.contains("Oak High") && screen.contains("Yew Primary"), "{screen}");
    let mut left_out = session.clone().press("end x");
    assert!(left_out.screen().contains("left out"), "{}", left_out.screen());
    let mut listed = session.clone().press("space");
    assert!(listed.screen().contains("What the column means"));
    let mut back = listed.press("esc");
    assert!(back.screen().contains("each row is"), "{}", back.screen());
    let read = left_out.press("enter");
    assert_eq!(read.columns.len(), 0, "nothing is remembered before it is taken");
    let done = read.press("enter");
    assert_eq!((done.network().members().len(), done.columns.len()), (5, 1), "{}", notice(&done));
}

#[test]
fn columns_can_be_changed_again_after_the_counts_are_seen() {
    let session = session().with_source("list.csv", UNKNOWN).drop("/home/ann/list.csv").press("enter end");
    let mut again = session.press("enter");
    assert!(again.screen().contains("each row is"), "{}", again.screen());
}

#[test]
fn a_table_without_a_year_asks_for_it() {
    let text = std::fs::read_to_string("tests/it/fixtures/ks4final-2018-2019.csv").unwrap();
    let mut session = session().with_source("table.csv", &text).drop("/home/ann/table.csv");
    assert!(session.screen().contains("which year is this table of"), "{}", session.screen());
    let mut read = session.type_in("2019").press("enter");
    assert!(read.screen().contains("read as tables"), "{}", read.screen());
}

#[test]
fn what_cannot_be_read_is_one_sentence_and_esc_goes_back_to_the_files() {
    let mut session = session().with_source("page.csv", "<!DOCTYPE html><html>").press("i").type_in("page").press("enter");
    assert!(session.screen().contains("web page"), "{}", session.screen());
    let mut back = session.press("esc");
    assert!(back.screen().contains("choose files"), "{}", back.screen());
}

#[test]
fn an_import_on_the_start_page_begins_a_map_under_a_name() {
    let session = Session::start().with_source("Register.csv", MAP).drop("file:///home/ann/Register.csv").press("enter");
    let mut left = session.clone().press("esc");
    assert!(left.screen().contains("what would change"), "Esc goes back to what would change");
    let begun = session.press("ctrl-u").type_in("My network").press("enter");
    assert_eq!((begun.network().about.name.as_str(), begun.network().members().len()), ("My network", 3));
    assert!(begun.press("u").network().members().is_empty());
}

#[test]
fn a_dropped_map_is_opened_and_other_texts_are_no_files() {
    let session = Session::start().with_file("/home/ann/other.permea.ron");
    let mut session = session;
    session.sources.insert("/home/ann/other.permea.ron".into(), Vec::new());
    let opened = session.drop("/home/ann/other.permea.ron");
    assert_eq!(opened.network().about.name, "Another network");
    let told = opened.clone().drop("some words");
    assert_eq!(notice(&told), "Nothing is typed here, so the pasted text was not put in.");
    let missing = opened.drop("/home/ann/missing.csv");
    assert!(notice(&missing).contains("There is no such file"));
}

#[test]
fn a_file_dropped_while_something_is_asked_is_not_taken() {
    let session = session().with_source("new.csv", NEW).press("S").drop("/home/ann/new.csv");
    assert!(session.app.importing().is_none(), "a path pasted where a path is typed is typed");
}

#[test]
fn every_size_shows_an_import() {
    let texts = [("new.csv", NEW), ("names.csv", NAMES), ("list.csv", UNKNOWN)];
    for (columns, rows) in [(200, 55), (120, 36), (80, 24), (50, 16), (40, 10), (30, 6), (12, 2), (1, 1)] {
        for (name, text) in texts {
            let session = session().with_source(name, text).resize(columns, rows);
            session.clone().press("i").screen();
            let mut shown = session.drop(&format!("/home/ann/{name}"));
            for key in ["down", "end", "enter", "right", "down", "pagedown", "home"] {
                shown = shown.press(key);
                shown.screen();
            }
        }
    }
}

#[test]
fn columns_that_were_remembered_can_be_changed_again() {
    let first = session().with_source("list.csv", UNKNOWN).drop("/home/ann/list.csv").press("enter enter");
    assert_eq!(first.network().members().len(), 5);
    // The same headings, another day: nothing is asked, and what is remembered stands last in the list.
    let mut again = first.press("u").drop("/home/ann/list.csv");
    assert!(again.screen().contains("what would change"), "{}", again.screen());
    let mut changed = again.press("end enter");
    assert!(changed.screen().contains("as it was read before"), "{}", changed.screen());
    let done = changed.press("end x enter enter");
    assert!(done.network().members().iter().all(|member| member.pupils.is_none()), "the last column was left out");
    assert_eq!(done.columns.len(), 2, "and is left out from now on");
}

/// The part of an import where how it is read is changed.
fn manner(session: Session) -> Session {
    let mut session = session;
    for _ in 0..12 {
        if session.screen().contains("where you know better") {
            return session.press("enter");
        }
        session = session.press("down");
    }
    panic!("{}", session.screen());
}

#[test]
fn only_members_that_meet_an_expression_are_added() {
    let session = manner(session().with_source("new.csv", NEW).drop("/home/ann/new.csv"));
    let mut asked = session.press("down space");
    assert!(asked.screen().contains("Add only some members"), "{}", asked.screen());
    let mut wrong = asked.clone().type_in("town =").press("enter");
    assert!(wrong.screen().contains("Add only some members") && !notice(&wrong).is_empty(), "{}", wrong.screen());
    let mut only = asked.type_in("town = Southtown").press("enter");
    assert!(only.screen().contains("‹ town = Southtown ›"), "{}", only.screen());
    let mut read = only.press("enter home");
    assert!(read.screen().contains("0 new, 1 changed"), "{}", read.screen());
    let all = manner(read).press("down space ctrl-u enter enter home enter");
    assert_eq!(all.network().members().len(), 4, "nothing typed adds all of them");
}

#[test]
fn files_are_read_as_a_person_says_and_back_again_if_they_cannot_be() {
    let text = "member,name\n900001,Ash High School\n";
    let session = manner(session().with_source("new.csv", NEW).with_source("odd.csv", text).drop("/home/ann/new.csv"));
    let mut next = session.clone().press("right");
    assert!(next.screen().contains("‹ register ›"), "{}", next.screen());
    let mut listed = session.press("space").type_in("ratings").press("enter");
    assert!(listed.screen().contains("‹ ratings ›"), "{}", listed.screen());
    let mut refused = listed.press("enter");
    assert!(refused.screen().contains("no column"), "{}", refused.screen());
    let mut back = refused.press("esc home");
    assert!(back.screen().contains("new.csv: read as members"), "{}", back.screen());
}

#[test]
fn a_matrix_is_read_as_its_switches_say() {
    let matrix = ",urn:900001,urn:900002\nurn:900001,0,1\nurn:900002,0,0\n";
    let session = manner(session().with_source("who.csv", matrix).drop("/home/ann/who.csv"));
    let mut both = session.clone().press("down down right right");
    assert!(both.screen().contains("‹ both ways ›"), "{}", both.screen());
    let both = both.press("enter home enter");
    assert!(both.network().ties().iter().all(|tie| tie.mutual) && both.network().ties().len() == 1);
    let zeros = session.press("down down down down down right enter home enter");
    assert_eq!(zeros.network().ties().len(), 2, "a cell of 0 is a tie where it is said so");
}

#[test]
fn b51_of_two_columns_of_one_name_a_person_chooses_on_the_screen() {
    let text = "URN,name,URN\n900007,Oak High,900008\n";
    let mut asked = session().with_source("two.csv", text).drop("/home/ann/two.csv");
    let screen = asked.screen();
    assert!(screen.contains("two columns are called `URN` (1 and 3)") && screen.contains("each row is"), "{screen}");
    let done = asked.press("end x enter enter");
    assert!(done.network().member("urn:900007").is_some(), "{}", notice(&done));
    assert!(done.network().member("urn:900008").is_none());
}

#[test]
fn b49_what_was_read_in_a_way_that_may_be_wrong_is_asked_before_anything_is_taken() {
    let mut asked = session().resize(160, 30).with_source("new.csv", "URN;name\n900007.0;Oak High\n").drop("/home/ann/new.csv");
    let screen = asked.screen();
    assert!(screen.contains("Is this right? new.csv: read with `;` between columns (1 column with commas)."), "{screen}");
    assert!(screen.contains("Is this right? new.csv, line 2: `900007.0` is a number a spreadsheet has changed"), "{screen}");
}
