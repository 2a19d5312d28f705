//! What the screen says of the disk, and what becomes of steps that another session left.

use permea::{
    app::{Attempt, Event, Left, Opened, ReadOnly, start::Unsaved},
    model::{Change, Kind, Member, MemberId, Network, Step},
};

use crate::session::{Disk, Session};

fn add(id: &str) -> Step {
    let member = Member::new(MemberId::new(id).unwrap(), Kind::School, format!("School {id}"));
    Step::new(format!("Add {id}"), vec![Change::add(member)]).signed(Some("Priya".into()), Some("2026-11-20T14:02:00Z".parse().unwrap()))
}

fn left(steps: Vec<Step>) -> Left {
    Left { journals: vec!["1.journal".into()], steps, base: None, ours: None, damage: String::new() }
}

/// A session that opens a map of which another session left these steps.
fn session(left: Vec<Left>) -> Session {
    let mut session = Session::start();
    session.left = left;
    session.with(Network::new("Ash network", "0123456789abcdef0123456789abcdef").apply(&add("urn:0")).unwrap())
}

fn members(session: &Session) -> Vec<String> {
    session.network().members().iter().map(|member| member.id.to_string()).collect()
}

#[test]
fn steps_that_were_left_are_offered_and_taken_in_one_by_one() {
    let mut session = session(vec![left(vec![add("urn:1"), add("urn:2")])]);
    let screen = session.screen();
    assert!(screen.contains("Unsaved steps from last time"), "{screen}");
    assert!(screen.contains("2 steps on “Ash network” were done here on Fri 20 Nov, 14:02"), "{screen}");
    assert!(screen.contains("Add urn:1 · Add urn:2"), "{screen}");
    let mut session = session.press("1");
    assert_eq!(members(&session), ["urn:0", "urn:1", "urn:2"]);
    assert_eq!(session.taken_in, [std::path::PathBuf::from("1.journal")]);
    assert!(session.screen().contains("(kept, not saved)"), "{}", session.screen());
    let session = session.press("u");
    assert_eq!(members(&session), ["urn:0", "urn:1"]);
}

#[test]
fn steps_that_are_kept_for_later_stay_where_they_are() {
    let session = session(vec![left(vec![add("urn:1")])]).press("3");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 0));
    let session = self::session(vec![left(vec![add("urn:1")])]).press("esc");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 0));
}

#[test]
fn no_single_key_throws_steps_away() {
    let mut session = session(vec![left(vec![add("urn:1")])]).press("2");
    let screen = session.screen();
    assert!(screen.contains("Add urn:1") && screen.contains("20 Nov 14:02, Priya"), "{screen}");
    let session = session.type_in("throw").press("enter").type_in("yes").press("enter");
    assert_eq!(session.retired.len(), 0);
    let session = session.type_in("throw").press("enter").type_in("discard").press("enter");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned()], 1));
}

#[test]
fn a_step_that_does_not_fit_any_more_stays_kept() {
    let mut session = session(vec![left(vec![add("urn:0"), add("urn:2")])]).press("1");
    assert_eq!((members(&session), session.retired.len()), (vec!["urn:0".to_owned(), "urn:2".to_owned()], 0));
    let screen = session.screen();
    assert!(screen.contains("1 step does not fit"), "{screen}");
}

fn rename(network: &Network, id: &str, name: &str) -> Step {
    let member = network.members().get(id).unwrap().clone();
    let after = Member { name: name.into(), ..member.clone() };
    Step::new(format!("Rename {id}"), vec![Change::edit(member, after)])
        .signed(Some("Priya".into()), Some("2026-11-20T14:05:00Z".parse().unwrap()))
}

fn at(step: Step, time: &str) -> Step {
    Step { at: Some(time.parse().unwrap()), ..step }
}

/// The network every session begins with.
fn ash() -> Network {
    Network::new("Ash network", "0123456789abcdef0123456789abcdef").apply(&add("urn:0")).unwrap()
}

/// What a session left that did these steps to `base`.
fn left_of(base: &Network, steps: Vec<Step>) -> Left {
    let ours = base.apply(&Step::joined("", &steps).unwrap()).unwrap();
    Left { base: Some(base.clone()), ours: Some(ours), ..left(steps) }
}

/// The words of the box on the screen, without its frame.
fn asked(mut session: Session) -> String {
    let screen = session.screen();
    let inside = |line: &str| Some(line.split_once('│')?.1.rsplit_once('│')?.0.trim_end().to_owned());
    let from = screen.lines().position(|line| line.contains('╭')).unwrap_or(usize::MAX);
    screen.lines().skip(from).take_while(|line| !line.contains('╰')).filter_map(inside).collect::<Vec<_>>().join("\n")
}

/// The file as somebody else has changed it meanwhile: another name for the school, and one more.
fn changed_by_someone_else() -> Network {
    let network = ash();
    network.apply(&rename(&network, "urn:0", "Ash Grove")).unwrap().apply(&add("urn:8")).unwrap()
}

fn session_on(network: Network, left: Vec<Left>) -> Session {
    let mut session = Session::sized(100, 30);
    session.left = left;
    session.with(network)
}

#[test]
fn every_state_of_what_was_left_is_told_in_its_own_words() {
    let ash = ash();
    let days = vec![at(add("urn:1"), "2026-05-05T14:02:00Z"), at(add("urn:2"), "2026-05-05T14:09:00Z")];
    let nights = vec![at(add("urn:1"), "2026-05-05T23:58:00Z"), at(add("urn:2"), "2026-05-06T00:03:00Z")];
    let many: Vec<Step> = (1..6).map(|number| add(&format!("urn:{number}"))).collect();
    let undated = vec![Step { at: None, ..add("urn:1") }];
    let clash = vec![rename(&ash, "urn:0", "Ash High"), add("urn:1")];
    let torn = "The 2 steps are complete. The last record was cut short (37 bytes). It is set aside as /home/sam/1.rest.".to_owned();
    let damaged =
        "2 steps are sound. After them the journal is damaged (812 bytes). The damaged part is kept as /home/sam/1.rest.".to_owned();
    let misfit = vec![rename(&ash, "urn:0", "Ash High")];
    let states = [
        ("one step", ash.clone(), vec![left_of(&ash, vec![add("urn:1")])]),
        ("steps of one day", ash.clone(), vec![left_of(&ash, days.clone())]),
        ("steps of two days", ash.clone(), vec![left_of(&ash, nights.clone())]),
        ("many steps", ash.clone(), vec![left_of(&ash, many)]),
        ("steps of no date", ash.clone(), vec![left_of(&ash, undated)]),
        ("two sessions", ash.clone(), vec![left_of(&ash, days.clone()), left_of(&ash, vec![at(add("urn:3"), "2026-05-07T09:00:00Z")])]),
        ("changed by someone else, all fit", changed_by_someone_else(), vec![left_of(&ash, days.clone())]),
        ("changed by someone else, one clashes", changed_by_someone_else(), vec![left_of(&ash, clash)]),
        ("the version is gone, all fit", changed_by_someone_else(), vec![left(days.clone())]),
        ("the version is gone, one does not fit", changed_by_someone_else(), vec![left(misfit)]),
        ("the end is torn", ash.clone(), vec![Left { damage: torn, ..left_of(&ash, days.clone()) }]),
        ("the middle is damaged", ash.clone(), vec![Left { damage: damaged, ..left_of(&ash, days) }]),
        ("nothing was left", ash.clone(), Vec::new()),
    ];
    let told: Vec<String> =
        states.into_iter().map(|(state, network, left)| format!("== {state}\n{}\n", asked(session_on(network, left)))).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn no_key_pressed_once_destroys_anything_and_enter_does_nothing() {
    let question = || session_on(ash(), vec![left_of(&ash(), vec![add("urn:1"), add("urn:2")])]);
    let mut waiting = question().press("enter");
    assert!(waiting.screen().contains("Unsaved steps from last time"), "{}", waiting.screen());
    let letters = ('!'..='~').map(|letter| letter.to_string());
    let named = ["enter", "esc", "space", "tab", "delete", "backspace", "insert", "home", "end", "ctrl-c", "ctrl-s", "ctrl-d", "f8", "f10"];
    for key in letters.chain(named.map(str::to_owned)) {
        let session = question().press(&key);
        assert!(session.retired.is_empty(), "{key} throws steps away");
        assert!(session.taken_in.is_empty() || members(&session).len() == 3, "{key} takes steps as done again that are not");
    }
}

#[test]
fn what_clashes_with_the_file_is_restored_as_one_step_with_both_names_to_settle() {
    let ash = ash();
    let steps = vec![rename(&ash, "urn:0", "Ash High"), add("urn:1")];
    let session = session_on(changed_by_someone_else(), vec![left_of(&ash, steps)]).press("1");
    assert_eq!(members(&session), ["urn:0", "urn:1", "urn:8"]);
    assert_eq!(session.network().conflicts().len(), 1);
    assert_eq!(session.taken_in.len(), 1);
    let conflict = format!("{:?}", session.network().conflicts().iter().next().unwrap());
    assert!(conflict.contains("Ash High") && conflict.contains("Ash Grove"), "{conflict}");
    let session = session.press("u");
    assert_eq!(session.network(), &changed_by_someone_else());
}

#[test]
fn many_steps_come_back_at_once_each_to_be_undone_by_itself() {
    let steps: Vec<Step> = (1..=500).map(|number| add(&format!("urn:{number}"))).collect();
    let session = session_on(ash(), vec![left_of(&ash(), steps)]).press("1");
    assert_eq!(session.network().members().len(), 501);
    assert_eq!(session.press("u u").network().members().len(), 499);
}

#[test]
fn each_step_can_be_looked_at_and_taken_in_by_itself() {
    let session = session(vec![left(vec![add("urn:1"), add("urn:2")])]).press("2").type_in("urn:2").press("enter");
    assert_eq!((members(&session), session.taken_in.len()), (vec!["urn:0".to_owned(), "urn:2".to_owned()], 0));
    let session = session.type_in("urn:1").press("enter");
    assert_eq!((members(&session).len(), session.taken_in.len()), (3, 1));
}

#[test]
fn a_map_that_may_not_be_changed_asks_nothing_and_leaves_what_was_left() {
    let opened = Opened {
        path: Some("map.permea.ron".into()),
        left: vec![left(vec![add("urn:1")])],
        read_only: Some(ReadOnly::NewerFile { format: 9, known: 1 }),
        ..Opened::without_file(ash())
    };
    let mut session = Session::start();
    session.send(Event::Opened(Box::new(opened)));
    assert!(!session.screen().contains("Unsaved steps"), "{}", session.screen());
    assert_eq!((session.taken_in.len(), session.retired.len()), (0, 0));
}

#[test]
fn a_map_that_was_never_saved_is_offered_on_the_start_page_and_comes_back_whole() {
    let mut session = Session::start();
    let unsaved = Unsaved { uid: "0".into(), name: "North network".into(), steps: 2, at: Some("2026-05-05T14:02:00Z".parse().unwrap()) };
    session.send(Event::FoundUnsaved(vec![unsaved]));
    let screen = session.screen();
    assert!(screen.contains("North network") && screen.contains("unsaved map: 2 steps of 5 May 2026"), "{screen}");
    session.left = vec![left(vec![add("urn:1"), add("urn:2")])];
    let mut session = session.press("enter");
    assert_eq!(members(&session), ["urn:1", "urn:2"]);
    assert_eq!(session.taken_in.len(), 1);
    assert!(session.screen().contains("(kept, not saved)"), "{}", session.screen());
    let mut session = session.press("q");
    assert!(session.screen().contains("they stay kept, and are offered on the start page"), "{}", session.screen());
}

#[test]
fn a_new_map_is_kept_before_it_has_a_file_and_the_demo_is_not() {
    let mut session = Session::start().press("n").type_in("North network").press("enter A").type_in("Birch").press("ctrl-s");
    assert!(session.screen().contains("(kept, not saved)"), "{}", session.screen());
    let mut session = Session::start().with_demo().press("A").type_in("Birch").press("ctrl-s q");
    assert!(session.screen().contains("Without a save they are lost."), "{}", session.screen());
}

#[test]
fn another_place_is_asked_for_only_while_nothing_is_kept() {
    let mut session = session(Vec::new()).press("f8");
    assert!(session.screen().contains("Everything is kept"), "{}", session.screen());
    session.disk = Disk::Silent;
    let mut session = session.press("A").type_in("Birch").press("ctrl-s");
    session.send(Event::NotKept { through: 1, why: "the disk is full".to_owned() });
    let mut session = session.press("f8");
    assert!(session.screen().contains("Type a folder on another disk"), "{}", session.screen());
    let session = session.type_in("/mnt/stick").press("enter");
    assert_eq!(session.remembered.unwrap().places, [std::path::PathBuf::from("/mnt/stick")]);
}

#[test]
fn a_save_that_does_not_end_is_told_and_steps_are_kept_meanwhile() {
    let mut session = session(Vec::new()).press("A").type_in("Birch").press("ctrl-s");
    session.saves = Disk::Silent;
    let mut session = session.at(1000).press("ctrl-s");
    assert!(session.screen().contains("(kept, not saved)"), "{}", session.screen());
    let mut session = session.at(1300);
    assert!(session.screen().contains("(kept, saving…)"), "{}", session.screen());
    let mut session = session.at(3100).press("A").type_in("Cedar").press("ctrl-s");
    let screen = session.screen();
    assert!(screen.contains("The disk of the map does not answer") && screen.contains("you do is kept meanwhile"), "{screen}");
}

/// A session of a map in a file whose disk has not ended a save of Birch, when Cedar was added and saved too.
fn with_two_saves() -> Session {
    let mut session = session(Vec::new()).press("A").type_in("Birch").press("ctrl-s");
    session.saves = Disk::Silent;
    let session = session.press("ctrl-s").press("A").type_in("Cedar").press("ctrl-s");
    session.press("ctrl-s").press("ctrl-s").press("ctrl-s")
}

#[test]
fn saves_that_are_asked_for_during_a_save_are_one_after_it() {
    let mut session = with_two_saves();
    assert_eq!(session.orders.iter().map(|order| order.network.members().len()).collect::<Vec<_>>(), [2]);
    session.send(Event::Saved { path: "map.ron".into() });
    assert!(session.screen().contains("(kept, not saved)"), "what came later is not saved yet: {}", session.screen());
    assert_eq!(session.orders.iter().map(|order| order.network.members().len()).collect::<Vec<_>>(), [2, 3]);
    session.send(Event::Saved { path: "map.ron".into() });
    assert!(!session.screen().contains("not saved"), "{}", session.screen());
    assert_eq!(session.orders.len(), 2);
}

#[test]
fn a_save_after_one_that_failed_is_tried() {
    let mut session = with_two_saves();
    session.send(Event::Failed { what: Attempt::Save, sentence: "The disk is full.".into() });
    assert_eq!(session.orders.len(), 2);
    session.send(Event::Failed { what: Attempt::Save, sentence: "The disk is full.".into() });
    assert_eq!(session.orders.len(), 2);
    assert!(session.screen().contains("The disk is full.") && session.screen().contains("not saved"), "{}", session.screen());
}

#[test]
fn leaving_waits_for_the_save_that_follows_another() {
    let mut session = with_two_saves().press("q");
    session = session.press("enter");
    session.send(Event::Saved { path: "map.ron".into() });
    assert!(!session.has_quit);
    session.send(Event::Saved { path: "map.ron".into() });
    assert!(session.has_quit, "{}", session.screen());
}

#[test]
fn a_step_counts_as_kept_only_when_the_disk_has_answered() {
    let mut session = session(Vec::new());
    session.disk = Disk::Silent;
    let mut session = session.at(1000).press("A").type_in("Birch").press("ctrl-s");
    assert!(session.screen().contains("(not saved)"), "{}", session.screen());
    let mut session = session.at(1250);
    assert!(session.screen().contains("(keeping…)"), "{}", session.screen());
    let mut session = session.at(3000);
    assert!(session.screen().contains("The disk does not answer"), "{}", session.screen());
    session.send(Event::NotKept { through: 1, why: "the disk is full".to_owned() });
    let screen = session.screen();
    assert!(
        screen.contains("NOT KEPT since 10:00 (the disk is full). f8 chooses another place.") && screen.contains("(NOT KEPT)"),
        "{screen}"
    );
    session.send(Event::Kept { through: 1 });
    let screen = session.screen();
    assert!(screen.contains("(kept, not saved)") && !screen.contains("NOT KEPT"), "{screen}");
}

#[test]
fn a_map_without_a_file_is_never_said_to_be_kept() {
    let mut session = Session::start().with_demo().press("A").type_in("Birch").press("ctrl-s");
    let screen = session.screen();
    assert!(screen.contains("(not saved)") && !screen.contains("kept"), "{screen}");
}

#[test]
fn an_older_version_is_chosen_from_a_list_and_comes_back_as_one_step() {
    let mut session = session(Vec::new());
    let before = session.network().clone();
    session.versions = vec![before.apply(&add("urn:5")).unwrap(), Network::new("Another", "1")];
    let mut session = session.press("ctrl-r");
    assert!(session.screen().contains("Bring back a version") && session.screen().contains("2 members"), "{}", session.screen());
    let session = session.press("enter");
    assert_eq!(members(&session), ["urn:0", "urn:5"]);
    let session = session.press("u");
    assert_eq!(session.network(), &before);
    let other = session.press("ctrl-r down enter");
    assert_eq!(other.network(), &before, "a version of another map is not taken");
}

#[test]
fn where_no_version_is_kept_that_is_said() {
    let mut session = session(Vec::new()).press("ctrl-r");
    assert!(session.screen().contains("keeps no versions of this map yet"), "{}", session.screen());
}
