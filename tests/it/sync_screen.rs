//! Sharing the open map on the screen: one key, one question, and what came in words.

use permea::{
    app::{Arrived, CourierNews, Errand, Event, GitKnows, SyncReport},
    model::{Change, Kind, Member, MemberId, Network, Step},
};

use crate::session::{Session, demo};

const FILE: &str = "map.permea.ron";

fn synced(sentence: &str, arrived: Arrived, waiting: usize) -> CourierNews {
    CourierNews::Synced(SyncReport { path: FILE.into(), sentence: sentence.to_owned(), arrived, waiting, to_settle: 0 })
}

/// A session whose courier has not come back from looking how the map stands.
fn on_demo() -> Session {
    let mut session = Session::on_demo().by("Sam");
    session.errands.clear();
    session
}

fn header(session: &mut Session) -> String {
    session.screen().lines().next().unwrap_or_default().to_owned()
}

fn comes_back(session: &mut Session, news: CourierNews) {
    session.send(Event::Courier(news));
}

#[test]
fn the_key_saves_and_syncs_and_tells_what_came() {
    let mut session = on_demo().press("t r 2 Y");
    assert_eq!((session.saved, session.errands.as_slice()), (1, &[Errand::Sync { path: FILE.into(), with: None }][..]));
    assert!(header(&mut session).contains("syncing…"));
    // The map can be worked on meanwhile.
    let mut session = session.press("l");
    comes_back(&mut session, synced("Sent 1 change: 1 rating by Sam. Came from Priya: 1 tie added.", Arrived::Something, 0));
    let screen = session.screen();
    assert!(screen.contains("Came from Priya: 1 tie added.") && !screen.contains("syncing…"), "{screen}");
}

#[test]
fn nothing_to_save_is_no_reason_not_to_sync() {
    let session = on_demo().press("Y");
    assert_eq!((session.saved, session.errands.len()), (0, 1));
}

#[test]
fn a_second_press_waits_for_the_first() {
    let mut session = on_demo().press("Y Y");
    assert_eq!(session.errands.len(), 1);
    assert!(session.screen().contains("The map is being synced"));
}

#[test]
fn the_one_question_is_where_the_map_is_kept_together() {
    let mut session = on_demo();
    session.courier.push_back(CourierNews::NoPlace { path: FILE.into() });
    let mut session = session.press("Y");
    let screen = session.screen();
    assert!(screen.contains("Where do you keep it together?") && screen.contains("Dropbox"), "{screen}");
    let session = session.type_in("/mnt/team").press("enter");
    assert_eq!(session.errands.last(), Some(&Errand::Sync { path: FILE.into(), with: Some("/mnt/team".to_owned()) }));
    // Whoever changes their mind has shared nothing.
    let mut session = on_demo();
    session.courier.push_back(CourierNews::NoPlace { path: FILE.into() });
    let session = session.press("Y esc");
    assert_eq!(session.errands.len(), 1);
}

#[test]
fn a_map_without_a_file_is_given_one_first() {
    let session = Session::start().with_demo().press("Y").type_in("north").press("enter");
    assert_eq!(session.saved, 1);
    assert_eq!(session.errands.last(), Some(&Errand::Sync { path: "north.permea.ron".into(), with: None }));
}

#[test]
fn what_waits_to_go_out_stands_in_the_first_row() {
    let mut session = on_demo();
    comes_back(&mut session, CourierNews::Standing { path: FILE.into(), waiting: 3, git: GitKnows::Enough });
    assert!(header(&mut session).contains("3 to send"));
    comes_back(&mut session, synced("Sent 3 changes.", Arrived::Nothing, 0));
    assert!(!header(&mut session).contains("to send"));
    // Every save is a reason to look again.
    session.errands.clear();
    let session = session.press("t r 2 ctrl-s");
    assert_eq!(session.errands, [Errand::Look { path: FILE.into() }]);
}

#[test]
fn what_is_about_another_map_changes_nothing_here() {
    let mut session = on_demo();
    let other = || "other.permea.ron".into();
    comes_back(&mut session, CourierNews::Standing { path: other(), waiting: 3, git: GitKnows::Nothing });
    comes_back(&mut session, CourierNews::NoPlace { path: other() });
    assert!(session.app.overlay.is_none() && session.app.notice.is_none());
    assert!(!header(&mut session).contains("to send"));
}

#[test]
fn a_sync_that_fails_says_what_to_do_and_can_be_tried_again() {
    let mut session = on_demo();
    session.courier.push_back(CourierNews::NotSynced { sentence: "The disk is full. Make room and sync again.".to_owned() });
    let mut session = session.press("Y");
    assert!(session.screen().contains("The disk is full."));
    assert_eq!(session.press("Y").errands.len(), 2);
}

#[test]
fn git_is_offered_once_and_told_by_one_key() {
    let mut session = on_demo();
    comes_back(&mut session, CourierNews::Standing { path: FILE.into(), waiting: 0, git: GitKnows::Nothing });
    assert!(session.screen().contains("ctrl-g tells it"), "{}", session.screen());
    assert_eq!(session.errands, [Errand::Offered { path: FILE.into() }]);
    let session = session.press("ctrl-g");
    assert_eq!(session.errands.last(), Some(&Errand::TellGit { path: FILE.into() }));
    let mut told = on_demo();
    comes_back(&mut told, CourierNews::Standing { path: FILE.into(), waiting: 0, git: GitKnows::Enough });
    assert!(!told.screen().contains("ctrl-g"));
}

/// The demo with one school more.
fn theirs(id: &str) -> Network {
    let school = Member::new(MemberId::new(id).unwrap(), Kind::School, "New High");
    demo().apply(&Step::new("Add", vec![Change::add(school)])).unwrap()
}

#[test]
fn what_the_sync_brought_is_told_once_and_by_name() {
    let told = "Came from Priya: 1 member added.";
    let mut session = on_demo().press("Y");
    comes_back(&mut session, synced(told, Arrived::Something, 0));
    let mut session = session.somebody_saves(&theirs("urn:1"));
    assert!(session.screen().contains(told), "{}", session.screen());
    // A version that comes after it is somebody else's doing.
    let mut session = session.press("m").somebody_saves(&theirs("urn:2"));
    assert!(!session.screen().contains(told) && session.screen().contains("Reloaded"), "{}", session.screen());
    // The file may be looked at before the sync tells.
    let mut session = on_demo().press("Y").somebody_saves(&theirs("urn:1"));
    comes_back(&mut session, synced(told, Arrived::Something, 0));
    assert!(session.screen().contains(told));
    let mut session = session.press("m").somebody_saves(&theirs("urn:2"));
    assert!(!session.screen().contains(told), "{}", session.screen());
}

#[test]
fn what_is_to_settle_is_told_with_its_key() {
    let mut session = on_demo().press("Y");
    let sentence = "Clashes: Ash High · name.".to_owned();
    let report = SyncReport { path: FILE.into(), sentence, arrived: Arrived::Nothing, waiting: 0, to_settle: 2 };
    comes_back(&mut session, CourierNews::Synced(report));
    assert!(session.screen().contains("2 conflicts to settle. X settles them."), "{}", session.screen());
}
