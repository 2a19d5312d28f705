//! Rating, forms, the table, the grid and a member's page, key by key; each change is taken back to the start.

use permea::{
    app::{Overlay, Screen},
    framework::Framework,
    model::{Kind, RecordKind, Stage},
};

use crate::{invented, session::Session};

fn session() -> Session {
    Session::on(invented::network())
}

fn on_ash_high() -> Session {
    session().press("/").type_in("ash high").press("enter")
}

/// What a session says at the foot of the screen.
fn notice(session: &Session) -> String {
    session.app.notice.as_ref().map(|notice| notice.sentence.clone()).unwrap_or_default()
}

#[test]
fn the_first_rating_asks_for_a_name_and_then_needs_one_key() {
    let session = on_ash_high().press("r").type_in("Priya").press("enter 2");
    let ratings = session.network().ratings();
    let new = ratings.iter().find(|rating| rating.by.as_deref() == Some("Priya") && rating.on == session.app.day()).unwrap();
    assert_eq!(new.stage, Some(Stage::Initiation));
    assert_eq!(session.remembered.as_ref().unwrap().rater.as_deref(), Some("Priya"));
    assert!(notice(&session).starts_with("Rate Ash High stage 2. u takes it back"), "{}", notice(&session));
}

#[test]
fn two_keys_rate_once_the_name_is_known() {
    let before = invented::network().ratings().len();
    let session = on_ash_high().by("Priya").press("r 3");
    assert_eq!(session.network().ratings().len(), before + 1);
    assert!(session.app.overlay.is_none());
}

#[test]
fn a_quick_rating_is_taken_back_to_the_start() {
    let session = on_ash_high().by("Priya").press("r 3 u");
    assert_eq!(*session.network(), invented::network());
}

#[test]
fn the_last_basis_is_used_again() {
    let session = on_ash_high().by("Priya").press("r right down down right enter").press("r 4");
    assert_eq!(session.remembered.as_ref().unwrap().basis.unwrap().word(), "visit");
    let last = session.network().ratings().iter().find(|rating| rating.stage == Some(Stage::Integration) && rating.stands()).unwrap();
    assert_eq!(last.basis.unwrap().word(), "visit");
}

#[test]
fn marked_members_are_rated_in_one_step() {
    let session = session().by("Priya").press("l home").press("space space space space space r 2");
    let new = session.network().ratings().iter().filter(|rating| rating.on == session.app.day()).count();
    assert_eq!(new, 5);
    assert_eq!(*session.press("u").network(), invented::network());
}

#[test]
fn a_knowledge_source_is_not_rated() {
    let session = session().by("Priya").press("/").type_in("m:research").press("enter r");
    assert!(session.app.overlay.is_none());
    assert!(notice(&session).contains("not rated"), "{}", notice(&session));
}

#[test]
fn a_rating_in_the_future_is_told_at_its_field() {
    let session = on_ash_high().by("Priya").press("r right down down down down down down ctrl-u").type_in("2030-01-01").press("enter");
    let Some(Overlay::Rating(card)) = &session.app.overlay else { panic!("the card is gone") };
    assert!(card.fields.field("on").unwrap().problem.is_some());
}

#[test]
fn a_wrong_rating_is_withdrawn_for_a_reason_and_made_anew() {
    let mut session = on_ash_high().by("Priya").press("p");
    while !session.screen().lines().any(|line| line.starts_with('›') && line.contains("2025-11-03") && !line.contains("rated on")) {
        session = session.press("down");
    }
    let session = session.press("W").type_in("another school was meant").press("enter 1");
    let old = session.network().ratings().get("r:1").unwrap().withdrawn.clone().unwrap();
    assert_eq!((old.by.as_str(), old.why.as_str()), ("Priya", "another school was meant"));
    assert_eq!(session.app.analysis.as_ref().unwrap().standing("urn:900001").unwrap().stage(), Some(Stage::Isolation));
    assert_eq!(*session.press("u u").network(), invented::network());
}

#[test]
fn a_school_is_added_and_tied() {
    let session = session().press("A").type_in("Juniper High").press("enter");
    let juniper = session.app.selection.member.clone().unwrap();
    assert_eq!(session.network().members().get(&juniper).unwrap().kind, Kind::School);
    let session = session.press("a").type_in("cedar").press("enter enter");
    let tie = session.network().ties().iter().find(|tie| tie.from == juniper).unwrap();
    assert_eq!((&*tie.to, tie.started), ("urn:900003", Some(session.app.day())));
    assert_eq!(*session.press("u u").network(), invented::network());
}

#[test]
fn what_is_wrong_is_said_at_the_field() {
    let session = on_ash_high().press("a").type_in("cedar").press("enter tab tab tab ctrl-u").type_in("yesterday").press("enter");
    let Some(Overlay::Form(form)) = &session.app.overlay else { panic!("the form is gone") };
    let field = form.fields.current().unwrap();
    assert_eq!((field.name, field.problem.as_deref()), ("started", Some("`yesterday` is not a date like 2026-03-02.")));
}

#[test]
fn what_was_typed_is_not_thrown_away_unasked() {
    let session = session().press("A").type_in("Juniper High").press("esc");
    assert!(matches!(session.app.overlay, Some(Overlay::Question(_))));
    let session = session.press("1");
    let Some(Overlay::Form(form)) = &session.app.overlay else { panic!("the form is gone") };
    assert_eq!(form.fields.text_of("name"), "Juniper High");
}

#[test]
fn an_untouched_form_closes_unasked() {
    assert!(session().press("A esc").app.overlay.is_none());
}

#[test]
fn a_response_to_evidence_is_recorded() {
    let session = on_ash_high().press("R down down down right enter");
    let new = session.network().responses().iter().find(|response| &*response.member == "urn:900001").unwrap();
    assert_eq!(new.shared_on, session.app.day());
    assert_eq!(new.response.unwrap().word(), "accepted");
}

#[test]
fn a_note_sets_the_last_contact_to_today() {
    let session = on_ash_high().press("n").type_in("New head in May").press("enter");
    let ash = session.network().member("urn:900001").unwrap();
    assert_eq!((ash.note.as_deref(), ash.last_contact), (Some("New head in May"), Some(session.app.day())));
    assert_eq!(*session.press("u").network(), invented::network());
}

#[test]
fn a_national_figure_is_set_and_set_again() {
    let set = |session: Session, value: &str| {
        session.press("N ctrl-u").type_in("Attainment 8").press("tab ctrl-u").type_in("2019").press("tab").type_in(value).press("enter")
    };
    let session = set(set(session(), "46.5"), "46.6");
    let figures: Vec<f64> = session.network().nationals().iter().map(|figure| figure.value.get()).collect();
    assert_eq!(figures, [46.6]);
}

#[test]
fn capacity_is_one_record_a_member() {
    let session = on_ash_high().press("K").type_in("0.5").press("enter K ctrl-u").type_in("1").press("enter");
    assert_eq!(session.network().count(RecordKind::Capacity), 1);
    assert_eq!(session.network().capacities().get("urn:900001").unwrap().days_per_week.unwrap().get().to_string(), "1");
}

#[test]
fn a_member_goes_with_what_speaks_of_it_after_a_question() {
    let session = on_ash_high().press("x");
    let Some(Overlay::Question(question)) = &session.app.overlay else { panic!("nothing is asked") };
    assert!(question.sentence.contains("Ash High is removed with"), "{}", question.sentence);
    assert!(question.sentence.contains("2 ties and 2 ratings") || question.sentence.contains("2 ties, 2 ratings"), "{}", question.sentence);
    let session = session.press("1");
    assert!(session.network().member("urn:900001").is_none());
    assert_eq!(*session.press("u").network(), invented::network());
}

#[test]
fn a_wrong_filter_has_a_caret_under_its_place() {
    let mut session = session().press("l f").type_in("stag = 1");
    let screen = session.screen();
    assert!(screen.contains("│stag = 1") && screen.contains("│^^^^ "), "{screen}");
    assert!(session.press("enter").app.overlay.is_some());
}

#[test]
fn a_filter_lists_only_those_that_meet_it() {
    let session = session().press("l f").type_in("stage = 2").press("enter");
    let listed: Vec<&str> = session.app.table.listed().iter().map(|member| &**member).collect();
    assert_eq!(listed, ["urn:900001"]);
    assert_eq!(session.press("F").app.table.listed().len(), invented::network().members().len());
}

#[test]
fn giving_a_filter_up_brings_the_one_before_back() {
    let session = session().press("l f").type_in("stage = 2").press("enter f ctrl-u").type_in("stage = 1").press("esc");
    assert_eq!(session.app.selection.filter, "stage = 2");
}

#[test]
fn the_table_is_sorted_by_the_column_under_the_cursor() {
    let session = session().press("l");
    let first = |session: &Session| session.app.name_of(session.app.table.listed().first().unwrap()).to_string();
    assert_eq!(first(&session), "Ash High");
    assert_eq!(first(&session.press("s")), "St. Mary’s, Birch");
}

#[test]
fn a_place_of_the_grid_lists_its_members() {
    let session = session().press("b right right up up up enter");
    assert_eq!(session.app.screen, Screen::Table);
    let listed: Vec<&str> = session.app.table.listed().iter().map(|member| &**member).collect();
    assert_eq!(listed, ["urn:900001"], "{}", session.app.selection.filter);
}

#[test]
fn every_place_of_the_grid_lists_as_many_as_it_counts() {
    let session = session().press("b");
    let counts = session.app.grid_counts();
    assert!(!counts.is_empty());
    for (place, count) in counts {
        let mut session = Session::on(invented::network()).press("b");
        session.app.grid.at = place;
        let session = session.press("enter");
        assert_eq!(session.app.table.listed().len(), count.members, "{place:?} {}", session.app.selection.filter);
    }
}

#[test]
fn f1_explains_the_field_and_gives_the_form_back() {
    let mut session = on_ash_high().press("a").type_in("ce").press("f1");
    assert!(session.screen().contains("Source:"));
    let session = session.press("esc");
    let Some(Overlay::Form(form)) = &session.app.overlay else { panic!("the form is gone") };
    assert_eq!(form.fields.text_of("to"), "ce");
}

#[test]
fn every_field_of_every_record_is_explained_with_its_source() {
    let framework = Framework::built_in();
    for &kind in RecordKind::ALL {
        for field in kind.field_names() {
            let entry = framework.explain_of(kind, field);
            assert!(entry.is_some_and(|entry| !entry.source.is_empty() && entry.text.len() > 15), "{kind} {field}");
        }
    }
    for pattern in permea::finding::Pattern::ALL {
        assert!(framework.explain(pattern.name()).is_some(), "{pattern}");
    }
}

#[test]
fn every_column_of_the_table_is_explained() {
    let mut session = session().press("l");
    for at in 0..session.app.table.columns.len() {
        session.app.table.column = at;
        session = session.press("f1");
        assert!(matches!(session.app.overlay, Some(Overlay::Explain(_))), "{:?}", session.app.table.columns[at]);
        session = session.press("esc");
    }
}

#[test]
fn a_word_on_a_finding_needs_a_finding_under_the_cursor() {
    let session = on_ash_high().by("Priya").press("w");
    assert!(session.app.overlay.is_none());
    assert!(notice(&session).contains("finding"), "{}", notice(&session));
}

#[test]
fn no_size_of_screen_is_refused_by_cards_and_forms() {
    for (columns, rows) in [(0, 0), (1, 1), (3, 2), (12, 4), (40, 9), (80, 24), (200, 60)] {
        let mut session = Session::sized(columns, rows).with(invented::network()).by("Priya");
        for keys in [
            "l",
            "f",
            "esc",
            "right right right right right right right",
            "enter",
            "end",
            "r",
            "down",
            "f1",
            "esc",
            "esc",
            "1",
            "esc",
            "b",
            "A",
            "tab",
            "esc",
            "a",
            "x",
            "esc",
        ] {
            session = session.press(keys);
            let _drawn = session.screen();
        }
    }
}

/// A network of so many invented schools.
fn crowd(schools: u32) -> permea::model::Network {
    let school = |at: u32| {
        let id = format!(
            "id=urn:{}|kind=school|name=Invented {} School|education=secondary|group=mainstream",
            900_000 + at,
            (at * 7919) % schools
        );
        invented::record(RecordKind::Member, &id)
    };
    let about = permea::model::About { name: "Crowd".into(), uid: "0".into() };
    permea::model::Network::from_records(about, (0..schools).map(school).collect()).unwrap()
}

#[test]
fn a_long_table_is_gone_through_to_its_end() {
    let mut session = Session::on(crowd(3_000)).press("l end");
    assert!(session.screen().contains("Invented 999 School"), "{}", session.screen());
    let session = session.press("home pagedown");
    assert_eq!(session.app.table.cursor.at, 19);
}

#[test]
fn a_word_on_a_finding_is_recorded_with_its_author() {
    let session = Session::start().with_demo().by("Priya").press("t w");
    let Some(Overlay::Form(form)) = &session.app.overlay else { panic!("no form") };
    let before = session.network().count(RecordKind::Remark);
    assert_eq!(form.fields.text_of("word"), "confirm");
    let session = session.press("enter");
    assert_eq!(session.network().count(RecordKind::Remark), before + 1);
    let new = session.network().remarks().iter().find(|remark| remark.on == session.app.day()).unwrap();
    assert_eq!((new.by.as_str(), new.pattern.as_str()), ("Priya", "condoned_failure"));
}

#[test]
fn a_command_is_never_about_a_member_that_the_filter_hides() {
    let session = on_ash_high().press("l f").type_in("stage = 1").press("enter");
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900003"));
}

#[test]
fn going_to_a_hidden_member_lists_every_member_again() {
    let session = session().press("l f").type_in("stage = 1").press("enter /").type_in("fern grammar").press("enter");
    assert_eq!(session.app.selection.member.as_deref(), Some("urn:900006"));
    assert!(session.app.selection.filter.is_empty());
}

#[test]
fn marks_are_used_once() {
    let session = session().by("Priya").press("l home space space r 2");
    assert!(session.app.selection.marked.is_empty());
}

#[test]
fn a_click_on_a_place_of_the_grid_goes_there() {
    let session = session().press("b").click(33, 4);
    assert_eq!(session.app.grid.at, (Some(Stage::Isolation), Some(permea::model::Phase::Coaching)));
}

#[test]
fn no_key_takes_a_form_away_that_was_typed_into() {
    for key in ["f2", "ctrl-f", "ctrl-q", "ctrl-o", "ctrl-z"] {
        let session = session().press("A").type_in("Juniper High").press(key);
        assert!(matches!(session.app.overlay, Some(Overlay::Question(_))) && !session.has_quit, "{key}");
        let session = session.press("1");
        assert!(matches!(session.app.overlay, Some(Overlay::Form(_))), "{key}");
    }
}

#[test]
fn a_click_on_a_heading_sorts_by_its_column() {
    let mut session = session().press("l");
    let screen = session.screen();
    let column = screen.lines().nth(2).unwrap().find("ties").unwrap();
    let session = session.click(u16::try_from(column).unwrap(), 2);
    assert_eq!(session.app.table.sort.as_ref().unwrap().column.name(), "ties");
}

#[test]
fn no_order_of_keys_stops_the_program() {
    let keymap = permea::app::Keymap::built_in();
    let bound = permea::app::Command::ALL.iter().flat_map(|command| keymap.keys(*command)).map(ToString::to_string);
    // Leaving is no fun, and typed letters find their way everywhere.
    let keys: Vec<String> =
        bound.filter(|key| !key.ends_with('q') && key != "ctrl-c").chain(["z".into(), "5".into(), "é".into()]).collect();
    for (seed, columns, rows) in [(1_u64, 80, 24), (2, 41, 11), (3, 12, 5), (4, 130, 40)] {
        let mut session = Session::sized(columns, rows).with(invented::network()).by("Priya");
        let mut chance = seed;
        for _ in 0..400 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let key = &keys[(chance >> 33) as usize % keys.len()];
            session = session.press(key);
            let _drawn = session.screen();
        }
    }
}

/// The cell in which a text begins on the screen.
fn place_of(session: &mut Session, words: &str) -> (u16, u16) {
    let screen = session.screen();
    let found = screen.lines().enumerate().find_map(|(row, line)| Some((line.find(words)?, line, row)));
    let (at, line, row) = found.unwrap_or_else(|| panic!("{words} is not shown:\n{screen}"));
    (line[..at].chars().count() as u16, row as u16)
}

#[test]
fn a_click_on_a_stage_of_the_card_rates_at_once() {
    let mut session = on_ash_high().by("Priya").press("r");
    let (column, row) = place_of(&mut session, "Engagement");
    let session = session.click(column, row);
    assert!(session.app.overlay.is_none());
    assert!(notice(&session).contains("Rate Ash High stage 3"), "{}", notice(&session));
}

#[test]
fn a_click_on_a_choice_of_a_card_being_filled_in_only_chooses() {
    let mut session = on_ash_high().by("Priya").press("r down");
    let (column, row) = place_of(&mut session, "coaching");
    let mut session = session.click(column, row);
    let Some(Overlay::Rating(card)) = &session.app.overlay else { panic!("the card is gone") };
    assert_eq!(card.fields.text_of("phase"), "3");
    let (column, row) = place_of(&mut session, "Rater ");
    let session = session.click(column, row).press("enter");
    assert!(notice(&session).contains("phase 3"), "{}", notice(&session));
}

#[test]
fn what_is_typed_takes_the_place_of_what_was_only_proposed() {
    let session = session().press("N").type_in("Progress 8").press("tab").type_in("2018").press("tab").type_in("0.1").press("enter");
    assert_eq!(session.network().nationals().get("Progress 8/2018").map(|figure| figure.value.get()), Some(0.1));
}

#[test]
fn what_a_record_says_is_added_to() {
    let session = on_ash_high().press("e down home").type_in("Old ").press("enter");
    assert_eq!(session.network().member("urn:900001").unwrap().name, "Old Ash High");
}

#[test]
fn a_note_that_nothing_was_typed_into_closes_unasked() {
    assert!(on_ash_high().press("n esc").app.overlay.is_none());
}

#[test]
fn the_field_being_typed_into_is_in_view_on_the_lowest_screen() {
    for (columns, rows) in [(40, 10), (20, 6), (30, 5)] {
        let mut session = session().resize(columns, rows).press("A").type_in("Zed");
        let screen = session.screen();
        assert!(screen.contains("Zed"), "{columns}x{rows}\n{screen}");
    }
}

#[test]
fn the_field_being_typed_into_stays_in_view_when_the_screen_becomes_lower() {
    let mut session = session().resize(80, 40).press("A").type_in("Zed").resize(40, 10);
    assert!(session.screen().contains("Zed"));
}
