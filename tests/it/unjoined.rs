//! A merge that git has not finished, on the screen: it is asked about at once, looked at, joined, or left for later.

use permea::{
    app::{Event, Overlay, Unjoined},
    model::{Network, RecordKind},
    store,
};

use crate::{
    clash::{EDGE, id_of, member_of, set},
    copies::{Copy, Ground, MAP, has_git},
    pty::Run,
    session::{Session, demo},
};

const SENTENCE: &str = "Git has not finished a merge of map.permea.ron. What you see is only your side.";

fn left() -> Unjoined {
    Unjoined {
        path: "map.permea.ron".into(),
        sentence: SENTENCE.to_owned(),
        lines: vec!["Marlfell Edge School: name is now Ash".to_owned()],
    }
}

fn other_side() -> Network {
    set(&demo(), RecordKind::Member, &id_of(EDGE), ("name", "Ash"))
}

fn session() -> Session {
    let mut session = Session::start();
    session.unjoined = Some((left(), other_side()));
    session.with(demo())
}

#[test]
fn an_unfinished_merge_is_asked_about_at_once_and_enter_answers_nothing() {
    let mut session = session();
    let screen = session.screen();
    for words in ["Git has not finished a merge", "Join both sides", "Look at the other side first", "Not now"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let session = session.press("enter");
    assert!(matches!(session.app.overlay, Some(Overlay::Question(_))) && session.unjoined.is_some());
}

#[test]
fn joining_shows_what_both_sides_make() {
    let session = session().press("1");
    assert_eq!(member_of(session.network(), &id_of(EDGE)).name, "Ash");
    assert!(session.app.overlay.is_none() && session.unjoined.is_none());
}

#[test]
fn the_other_side_is_looked_at_before_it_is_joined() {
    let mut session = session().press("2");
    assert!(session.screen().contains("Marlfell Edge School: name is now Ash"), "{}", session.screen());
    let mut still = session.press("end enter");
    assert!(still.screen().contains("name is now Ash"), "{}", still.screen());
    assert_eq!(member_of(still.press("home enter").network(), &id_of(EDGE)).name, "Ash");
}

#[test]
fn not_now_leaves_the_file_and_says_what_to_do_later() {
    let mut session = session().press("3");
    assert!(session.screen().contains("joins both sides later"), "{}", session.screen());
    assert_eq!(session.network(), &demo());
}

#[test]
fn a_file_with_both_sides_in_it_is_joined_from_the_start_page() {
    let mut session = Session::start();
    session.unjoined = Some((left(), other_side()));
    session.send(Event::Unjoined(Box::new(left())));
    assert!(session.screen().contains("Join both sides"), "{}", session.screen());
    let session = session.press("1");
    assert_eq!(member_of(session.network(), &id_of(EDGE)).name, "Ash");
}

/// A repository in which two branches changed the map, and the one who joins them has no driver, or one that is not there.
fn stopped(driver: Option<&str>) -> Option<(Ground, Copy)> {
    if !has_git() {
        return None;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let edge = id_of(EDGE);
    match driver {
        Some(driver) => drop(sam.git(&["config", "merge.permea.driver", driver])),
        None => drop(sam.git(&["config", "--remove-section", "merge.permea"])),
    }
    sam.git(&["checkout", "-q", "-b", "theirs"]);
    sam.does(&["edit", MAP, &edge, "town=Upper Ash"]);
    sam.commit("There");
    sam.git(&["checkout", "-q", "main"]);
    sam.rename(&edge, "Ours");
    assert!(!sam.try_git(&["merge", "-q", "--no-edit", "theirs"]).status.success());
    Some((ground, sam))
}

#[test]
fn the_program_joins_what_a_missing_driver_left_and_asks_no_more() {
    let Some((_ground, sam)) = stopped(Some("no-such-program %O %A %B %L %P")) else { return };
    let mut run = Run::start_in(&sam.folder, &[MAP], &[]);
    run.wait_for("Git has not finished a merge");
    run.press("1");
    run.wait_for("from the other side came 1 member changed");
    run.press("q");
    assert!(run.ends_clean().success());
    let member = member_of(&store::open(&sam.map()).unwrap().network, &id_of(EDGE));
    assert_eq!((member.name.as_str(), member.town.as_deref()), ("Ours", Some("Upper Ash")));
    let told = sam.permea(&["check", MAP]).out;
    assert!(told.contains("Both sides are joined in it"), "{told}");
    let mut again = Run::start_in(&sam.folder, &[MAP], &[]);
    again.wait_for("condoned");
    assert!(!again.parser.screen().contents().contains("only your side"));
    again.press("q");
    assert!(again.ends_clean().success());
}

#[test]
fn the_program_joins_what_git_wrote_into_the_file_with_markers() {
    let Some((_ground, sam)) = stopped(None) else { return };
    assert!(sam.permea(&["check", MAP]).out.contains("git conflict markers"));
    let mut run = Run::start_in(&sam.folder, &[MAP], &[]);
    run.wait_for("holds git conflict markers");
    run.press("1");
    run.wait_for("from the other side came 1 member changed");
    run.press("q");
    assert!(run.ends_clean().success());
    let member = member_of(&store::open(&sam.map()).unwrap().network, &id_of(EDGE));
    assert_eq!((member.name.as_str(), member.town.as_deref()), ("Ours", Some("Upper Ash")));
}
