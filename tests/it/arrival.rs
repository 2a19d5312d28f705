//! Another version of the open map: reloaded, merged, asked about; what is unsaved afterwards; what undo makes of it.

use permea::{
    app::{Arrival, Event, FileState, From, Next, Standing},
    compare::Author,
    model::{Change, Kind, Member, MemberId, Network, Record, RecordKind, Step},
};

use crate::session::Session;

fn school(id: &str, name: &str) -> Member {
    Member::new(MemberId::new(id).unwrap(), Kind::School, name)
}

fn map() -> Network {
    let schools = [school("urn:1", "Ash"), school("urn:2", "Birch"), school("urn:3", "Cedar")];
    Network::new("Ash network", "0123456789abcdef0123456789abcdef").apply(&Step::new("Begin", schools.map(Change::add).to_vec())).unwrap()
}

fn with(network: &Network, member: Member) -> Network {
    let before = network.record(RecordKind::Member, &member.id);
    network.apply(&Step::new("Change", vec![Change { before, after: Some(Record::from(member)) }])).unwrap()
}

fn without(network: &Network, id: &str) -> Network {
    let before = network.record(RecordKind::Member, id);
    network.apply(&Step::new("Remove", vec![Change { before, after: None }])).unwrap()
}

/// A session on the map in which a school was added and nothing saved.
fn unsaved() -> Session {
    Session::on(map()).press("A").type_in("Dell").press("ctrl-s")
}

fn is_unsaved(session: &Session) -> bool {
    session.app.document.as_ref().unwrap().is_unsaved()
}

fn name(session: &Session, id: &str) -> Option<String> {
    session.network().member(id).map(|member| member.name.to_string())
}

#[test]
fn without_unsaved_steps_the_new_version_is_taken_and_one_step_leads_back() {
    let theirs = with(&with(&map(), school("urn:1", "Ash High")), school("urn:4", "Elm"));
    let mut session = Session::on(map()).somebody_saves(&theirs);
    assert_eq!(session.network(), &theirs);
    assert!(!is_unsaved(&session));
    assert_eq!(session.adopted, [Standing::AsTheFile]);
    let screen = session.screen();
    assert!(screen.contains("Reloaded: 2 schools changed by someone else. L shows what came."), "{screen}");
    let mut session = session.press("L");
    let screen = session.screen();
    assert!(screen.contains("Ash High: name is now Ash High") && screen.contains("Elm: member added"), "{screen}");
    let session = session.press("esc u 1");
    assert_eq!(session.network(), &map());
    assert!(is_unsaved(&session));
    let session = session.press("U");
    assert_eq!(session.network(), &theirs);
    assert!(!is_unsaved(&session));
}

#[test]
fn unsaved_steps_and_the_new_version_are_merged_and_nothing_is_written() {
    let theirs = with(&with(&map(), school("urn:1", "Ash High")), school("urn:4", "Elm"));
    let mut session = unsaved().somebody_saves(&theirs);
    assert_eq!(name(&session, "urn:1").unwrap(), "Ash High");
    assert_eq!(session.network().members().len(), 5);
    assert_eq!((session.saved, session.adopted.as_slice()), (0, [Standing::Unsaved].as_slice()));
    assert!(is_unsaved(&session));
    let screen = session.screen();
    assert!(screen.contains("Merged 2 changes from disk with your 1."), "{screen}");
    let session = session.press("ctrl-s");
    assert_eq!(session.saved, 1);
    assert!(!is_unsaved(&session));
}

#[test]
fn what_clashes_is_a_conflict_in_the_map_and_told() {
    let ours = Session::on(map()).press("/").type_in("ash").press("enter x 1");
    assert_eq!(name(&ours, "urn:1"), None);
    let mut session = ours.somebody_saves(&with(&map(), school("urn:1", "Ash Academy")));
    assert_eq!(session.network().conflicts().len(), 1);
    assert_eq!(name(&session, "urn:1").unwrap(), "Ash Academy");
    let screen = session.screen();
    assert!(screen.contains("1 to settle."), "{screen}");
}

#[test]
fn a_version_that_holds_just_what_is_here_leaves_nothing_unsaved() {
    let session = unsaved();
    let same = session.network().clone();
    let session = session.somebody_saves(&same);
    assert!(!is_unsaved(&session));
    assert_eq!(session.adopted, [Standing::AsTheFile]);
    assert_eq!(session.network(), &same);
    // The same again is no news at all.
    let mut session = session.somebody_saves(&same);
    assert!(!is_unsaved(&session));
    assert!(!session.screen().contains("Reloaded"));
}

#[test]
fn a_save_that_meets_a_changed_file_joins_and_saves_again() {
    let theirs = with(&map(), school("urn:4", "Elm"));
    let session = unsaved().file_becomes(&theirs, None, Next::SaveAgain);
    assert_eq!(session.saved, 1);
    assert_eq!(session.files.values().next().unwrap().members().len(), 5);
    assert!(!is_unsaved(&session));
}

#[test]
fn a_version_displaced_by_our_save_is_joined_and_saved_again() {
    let mut session = unsaved();
    let theirs = with(&map(), school("urn:4", "Elm"));
    session.send(Event::Arrived(Box::new(Arrival {
        base: Some(map()),
        theirs,
        author: Author::default(),
        from: From::Displaced("map.permea.ron".into()),
    })));
    assert_eq!(session.network().members().len(), 5);
    assert_eq!(session.saved, 1);
    assert!(!is_unsaved(&session));
}

#[test]
fn an_older_version_is_asked_about_and_no_answer_is_given_by_itself() {
    let newer = with(&map(), school("urn:4", "Elm"));
    let since = "2026-11-17T09:00:00Z".parse().ok();
    let mut session = Session::on(newer.clone()).file_becomes(&map(), since, Next::GoOn);
    let screen = session.screen();
    assert!(screen.contains("This is the version from Tuesday; yours is newer."), "{screen}");
    assert_eq!((session.network(), session.adopted.len()), (&newer, 0));
    let mine = session.press("1");
    assert_eq!(mine.network(), &newer);
    assert!(is_unsaved(&mine));
    let mine = mine.press("ctrl-s");
    assert_eq!(mine.files.values().next(), Some(&newer));

    let old = Session::on(newer.clone()).file_becomes(&map(), since, Next::GoOn).press("2");
    assert_eq!(old.network(), &map());
    assert!(!is_unsaved(&old));

    let mut looked = Session::on(newer.clone()).file_becomes(&map(), since, Next::GoOn).press("3");
    let screen = looked.screen();
    assert!(screen.contains("Elm: member removed") && screen.contains("Keep mine"), "{screen}");
    let left = looked.press("esc");
    assert_eq!((left.network(), left.adopted.len()), (&newer, 0));
}

#[test]
fn a_file_that_is_gone_is_told_and_saving_writes_it_again() {
    let mut session = Session::on(map());
    session.send(Event::FileIs(FileState::Gone));
    let screen = session.screen();
    assert!(screen.contains("The map file is no longer there. Everything is still here; saving writes it"), "{screen}");
    let mut left = Session::on(map());
    left.send(Event::FileIs(FileState::Gone));
    let mut left = left.press("q");
    assert!(!left.has_quit);
    assert!(left.screen().contains("Before you leave"));
    let mut session = session.press("ctrl-s");
    assert_eq!(session.saved, 1);
    assert!(!session.screen().contains("no longer there"));
}

#[test]
fn saving_is_off_while_the_file_is_half_a_copy() {
    let mut session = unsaved();
    session.send(Event::FileIs(FileState::NotWhole));
    let mut session = session.press("ctrl-s");
    let screen = session.screen();
    assert!(screen.contains("The file on disk is not a complete map at the moment."), "{screen}");
    assert!(screen.contains("1 Wait") && screen.contains("2 Save under another name"), "{screen}");
    assert_eq!(session.saved, 0);
    let mut session = session.press("1");
    session.send(Event::FileIs(FileState::Whole));
    let session = session.press("ctrl-s");
    assert_eq!(session.saved, 1);
    let mut elsewhere = unsaved();
    elsewhere.send(Event::FileIs(FileState::NotWhole));
    let elsewhere = elsewhere.press("ctrl-s 2").type_in("mine").press("enter");
    assert!(elsewhere.files.contains_key(std::path::Path::new("mine.permea.ron")));
}

#[test]
fn another_map_in_the_files_place_is_not_taken_in() {
    let other = Network::new("Other", "ffffffffffffffffffffffffffffffff");
    let mut session = unsaved().somebody_saves(&other);
    assert_eq!(session.network().about.name, "Ash network");
    let screen = session.screen();
    assert!(screen.contains("two different maps"), "{screen}");
    let mut session = Session::on(map()).somebody_saves(&other);
    let screen = session.screen();
    assert_eq!(session.network(), &map(), "{screen}");
}

#[test]
fn a_question_waits_until_a_form_is_done() {
    let newer = with(&map(), school("urn:4", "Elm"));
    let since = "2026-11-17T09:00:00Z".parse().ok();
    let session = Session::on(newer).press("A").type_in("Dell");
    let mut session = session.file_becomes(&map(), since, Next::GoOn);
    assert!(session.screen().contains("Dell"));
    let mut session = session.press("ctrl-s");
    assert!(session.screen().contains("This is the version from Tuesday"), "{}", session.screen());
    assert!(session.network().members().len() == 5);
}

#[test]
fn what_somebody_removed_is_gone_here_too_and_can_be_brought_back() {
    let session = Session::on(map()).somebody_saves(&without(&map(), "urn:3"));
    assert_eq!(session.network().members().len(), 2);
    let session = session.press("u 1");
    assert_eq!(session.network(), &map());
}
