//! Settling what two people changed apart on the screen: cards, keys, clicks, undo, and what is left of it afterwards.

use permea::{
    app::{Event, Overlay, Screen, Size},
    model::{Change, Network, RecordKind, Step},
    store::{Guard, format},
};

use crate::{
    clash::{EDGE, POINT, about, clashing, id_of, joined, member_of, set},
    session::{Session, demo},
    shell::Place,
};

fn session() -> Session {
    Session::on(clashing()).by("Sam")
}

fn edge(network: &Network) -> permea::model::Member {
    member_of(network, &id_of(EDGE))
}

/// The row and column, from 0, at which a text stands on the screen.
fn cell_of(session: &mut Session, text: &str) -> (u16, u16) {
    let screen = session.screen();
    let found = screen.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count() as u16, row as u16))
    });
    found.unwrap_or_else(|| panic!("`{text}` is not on\n{screen}"))
}

fn is_open(session: &Session) -> bool {
    matches!(session.app.overlay, Some(Overlay::Settling(_)))
}

#[test]
fn what_is_to_be_settled_stands_in_the_header_of_every_screen() {
    for keys in ["m", "t", "l", "b", "p"] {
        let mut session = session().press(keys);
        assert!(session.screen().lines().next().unwrap().contains("4 to settle"), "{keys}");
    }
    assert!(!Session::on_demo().screen().contains("to settle"));
}

#[test]
fn mine_is_what_i_wrote_whichever_version_the_map_shows() {
    let sam = session().press("X m");
    assert_eq!(edge(sam.network()).name, "Marlfell Edge Church of England School");
    let priya = Session::on(clashing()).by("Priya").press("X m");
    assert_eq!(edge(priya.network()).name, "Marlfell Edge C of E School");
    let mut third = Session::on(clashing()).by("Alex").press("X");
    assert!(third.screen().contains("m shown") && third.screen().contains("t other"), "{}", third.screen());
}

#[test]
fn every_answer_is_a_step_that_undo_takes_back() {
    let before = clashing();
    for (keys, name) in [("m", "Marlfell Edge Church of England School"), ("t", "Marlfell Edge C of E School"), ("up enter", EDGE)] {
        let session = session().press("X").press(keys);
        assert_eq!((edge(session.network()).name.as_str(), session.network().conflicts().len()), (name, 3), "{keys}");
        let session = session.press("z");
        assert_eq!(session.network(), &before, "{keys}");
        assert!(is_open(&session));
    }
}

#[test]
fn a_conflict_taken_back_is_settled_otherwise() {
    let mut session = session().press("X m z");
    assert!(session.screen().contains("1 of 4"), "{}", session.screen());
    let session = session.press("t");
    assert_eq!(edge(session.network()).name, "Marlfell Edge C of E School");
}

#[test]
fn both_texts_stand_one_under_the_other() {
    let session = session().press("X n b");
    assert_eq!(edge(session.network()).note.as_deref(), Some("Called twice.\nThe chair will call back.\nCalled twice.\nTry the deputy."));
    assert!(about(session.network(), "note").is_none());
    let mut name = session.press("p b");
    assert!(name.screen().contains("Only a text can be both"), "{}", name.screen());
}

#[test]
fn another_value_is_typed_and_a_wrong_one_is_told_at_once() {
    let session = session().press("X e ctrl-u").type_in("Marlfell Edge Academy").press("enter");
    assert_eq!((edge(session.network()).name.as_str(), session.network().conflicts().len()), ("Marlfell Edge Academy", 3));
    let mut wrong = session.press("n e ctrl-u").type_in("soon").press("enter");
    assert!(wrong.screen().contains("`soon` is not a date"), "{}", wrong.screen());
    let left = wrong.press("esc");
    assert!(is_open(&left) && left.network().conflicts().len() == 3);
}

#[test]
fn a_school_removed_by_one_and_rated_by_the_other_is_kept_or_removed() {
    let mut session = session().press("X end");
    let screen = session.screen();
    for words in ["keep it", "remove it", "One removed it", "it was removed, with", "Priya, 20 November 2026"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // Sam removed it: his is the removal.
    let removed = session.press("m");
    assert!(removed.network().members().get(id_of(POINT).as_str()).is_none());
    let kept = removed.press("z t");
    assert!(kept.network().members().get(id_of(POINT).as_str()).is_some());
    assert_eq!(kept.network().conflicts().len(), 3);
}

#[test]
fn after_the_last_one_is_where_one_was() {
    let mut session = session().press("t X m m m m");
    let screen = session.screen();
    assert!(screen.contains("4 differences are settled and none is left."), "{screen}");
    assert_eq!((session.app.screen, session.app.overlay.is_none()), (Screen::Triage, true));
    assert!(session.network().conflicts().is_empty() && !screen.contains("to settle"));
    let mut none = session.press("X");
    assert!(none.screen().contains("Nothing is to be settled"), "{}", none.screen());
}

#[test]
fn what_was_settled_is_kept_and_saved() {
    let session = session().press("X m t esc ctrl-s");
    let saved = session.files.values().next().unwrap();
    assert_eq!((saved, saved.conflicts().len()), (session.network(), 2));
}

#[test]
fn a_click_takes_an_answer_and_one_in_the_list_or_the_header_shows_a_card() {
    let mut session = session();
    let (column, row) = cell_of(&mut session, "4 to settle");
    let mut session = session.click(column, row);
    assert!(is_open(&session));
    let (column, row) = cell_of(&mut session, "removed or not");
    let mut session = session.click(column, row);
    assert!(session.screen().contains("keep it"), "{}", session.screen());
    let (column, row) = cell_of(&mut session, "Marlfell Edge");
    let mut session = session.click(column, row);
    let (column, row) = cell_of(&mut session, "Marlfell Edge C of E School");
    let session = session.click(column, row);
    assert_eq!(edge(session.network()).name, "Marlfell Edge C of E School");
}

#[test]
fn the_selected_members_difference_comes_first() {
    let mut session = session().press("/").type_in("zephyr point").press("enter X");
    assert!(session.screen().contains("4 of 4") && session.screen().contains("keep it"), "{}", session.screen());
}

#[test]
fn members_with_something_to_settle_are_marked_in_lists_and_on_their_page() {
    let mut table = session().press("l");
    let row = table.screen().lines().find(|line| line.contains("Marlfell Edge")).unwrap().to_owned();
    assert!(row.starts_with('≠'), "{row}");
    let mut page = session().press("/").type_in("marlfell edge").press("enter p").resize(120, 36);
    assert!(page.screen().contains("≠ 2 to settle"), "{}", page.screen());
    let (base, found) = (demo(), id_of("Saltmoor High"));
    let town = |town: &str| set(&base, RecordKind::Member, &found, ("town", town));
    let mut triage = Session::on(joined(&base, &town("Upper Ash"), &town("Lower Ash"))).press("t").resize(120, 36);
    let marked: Vec<String> = triage.screen().lines().filter(|line| line.starts_with('≠')).map(str::to_owned).collect();
    assert!(!marked.is_empty() && marked.iter().all(|line| line.contains("Saltmoor High")), "{}", triage.screen());
}

#[test]
fn a_record_that_clashes_as_a_whole_shows_the_fields_that_differ() {
    let measure = demo().measures().iter().find(|measure| measure.pupils.is_some()).unwrap().id.to_string();
    let base = demo();
    let (sam, priya) =
        (set(&base, RecordKind::Measure, &measure, ("value", "12.5")), set(&base, RecordKind::Measure, &measure, ("pupils", "77")));
    let mut session = Session::on(joined(&base, &sam, &priya)).by("Sam").resize(120, 36).press("X");
    let screen = session.screen();
    assert!(screen.contains("value: 12.5") && screen.contains("pupils: 77") && !screen.contains("low:"), "{screen}");
    let mut edit = session.press("e");
    assert!(edit.screen().contains("more than one value"), "{}", edit.screen());
}

#[test]
fn what_nobody_has_settled_is_told_first_by_every_answer() {
    let text = format::write(&clashing(), &Guard::new("9f31c0a7d2e4")).unwrap();
    let place = Place::new().holding("map.ron", text);
    let edge = id_of(EDGE);
    let questions: [&[&str]; 5] = [
        &["triage", "map.ron"],
        &["why", "map.ron", &edge, "coasting"],
        &["show", "map.ron", &edge],
        &["list", "map.ron"],
        &["map", "map.ron", "--plain"],
    ];
    for question in questions {
        let answer = place.permea(question);
        assert_eq!((answer.code, answer.out.lines().next()), (0, Some("4 unsettled differences")), "{question:?}");
        if question[0] != "map" {
            let json = place.permea(&[question, &["--format", "json"]].concat()).json();
            assert_eq!(json["conflicts"], 4, "{question:?}");
        }
    }
    let sheet = place.permea(&["list", "map.ron", "--format", "csv"]);
    assert!(sheet.out.starts_with("id,") && sheet.err.contains("4 unsettled differences"), "{}", sheet.err);
    assert!(place.permea(&["map", "map.ron"]).err.contains("4 unsettled differences"));
    assert_eq!(place.permea(&["export", "map.ron", "map.svg"]).code, 0);
    let drawing = place.text("map.svg");
    assert!(
        drawing.contains("4 unsettled differences: one side of each is shown.") && drawing.contains("· 4 unsettled differences</text>")
    );
    let settled = Place::with_demo();
    assert!(!settled.permea(&["triage", "map.ron"]).out.contains("unsettled"));
    assert!(settled.permea(&["triage", "map.ron", "--format", "json"]).json().get("conflicts").is_none());
}

#[test]
fn a_record_that_is_gone_leaves_nothing_to_choose() {
    let network = clashing();
    let tie = about(&network, "ended").unwrap().record.to_string();
    let gone = network.record(RecordKind::Tie, &tie).unwrap();
    let network = network.apply(&Step::new("Remove", vec![Change::remove(gone)])).unwrap();
    let mut session = Session::on(network).by("Sam").press("X end");
    assert!(session.screen().contains("no longer in the map"), "{}", session.screen());
    assert_eq!(session.press("m").network().conflicts().len(), 3);
}

#[test]
fn a_card_is_drawn_and_answered_at_every_size() {
    for columns in [0, 1, 8, 20, 40, 60, 74, 80, 200] {
        for rows in [0, 1, 3, 5, 12, 24, 60] {
            let mut session = session().press("X n");
            session.send(Event::Resize(Size { columns, rows }));
            let mut session = session.resize(columns.max(1), rows.max(1));
            session.screen();
            assert!(about(session.press("t").network(), "note").is_none(), "{columns}x{rows}");
        }
    }
}

#[test]
fn in_little_room_the_card_stands_alone_and_the_answer_under_the_cursor_is_in_view() {
    let mut session = session().resize(40, 12).press("X n");
    assert!(session.screen().contains("2 of 4"), "{}", session.screen());
    for _ in 0..5 {
        session = session.press("down");
        assert!(session.screen().contains('›'), "{}", session.screen());
    }
    insta::assert_snapshot!("a_note_to_settle_at_40x12", session.screen());
}

#[test]
fn two_who_rated_one_school_on_one_day_both_stand_on_its_page() {
    let mut session = session().press("/").type_in("marlfell edge").press("enter p").resize(120, 60);
    let screen = session.screen();
    let said: Vec<&str> = screen.lines().filter(|line| line.contains("2026-11-20")).collect();
    assert!(said.iter().any(|line| line.contains("by Sam")) && said.iter().any(|line| line.contains("by Priya")), "{screen}");
    // Of the two one counts; the other stands beside it wherever the stage is told.
    let words = "on the same day 3 Engagement by Priya";
    assert!(screen.contains(words), "{screen}");
    let mut card = session.press("r");
    assert!(card.screen().contains(words), "{}", card.screen());
    let text = format::write(&clashing(), &Guard::new("9f31c0a7d2e4")).unwrap();
    let shown = Place::new().holding("map.ron", text).permea(&["show", "map.ron", &id_of(EDGE)]).out;
    assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{shown}");
}
