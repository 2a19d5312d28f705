//! "Where from?": every number of every screen answers with its rule, its source, its year, its file and its row; what a person
//! entered answers with the person and the day, and what nobody noted says so.

use permea::{
    app::{Asked, Overlay, Screen},
    model::{About, Network, Record, RecordKind},
};

use super::{
    import::{ENGLAND, empty, import, import_text, member},
    invented::record,
    session::Session,
};

/// Three schools with the same kinds of facts: Ash's were read from files, Birch's entered by a person, of Cedar's nothing is noted.
fn network() -> Network {
    let facts = [
        (
            RecordKind::Member,
            "id=urn:900001|kind=school|name=Ash High|education=secondary|group=mainstream|authority=Northshire|pupils=900|fsm6_percent=9|context_year=2019|own=Ward = 12|imported=register.csv:12; tables-2019.csv:57 (fsm6_percent, context_year)",
        ),
        (
            RecordKind::Member,
            "id=urn:900002|kind=school|name=Birch High|education=secondary|group=mainstream|authority=Northshire|pupils=210|fsm6_percent=30|own=Ward = 7|imported=entered by Priya on 2026-03-02",
        ),
        (
            RecordKind::Member,
            "id=urn:900003|kind=school|name=Cedar High|education=secondary|group=mainstream|authority=Southshire|pupils=95|fsm6_percent=5|own=Ward = 3",
        ),
        (RecordKind::Member, "id=m:research|kind=source|name=Research|source=research"),
        (
            RecordKind::Tie,
            "id=t:1|from=m:research|to=urn:900001|phase=3|trust=4|started=2024-09-01|last_active=2026-10-01|imported=ties.csv:4",
        ),
        (
            RecordKind::Tie,
            "id=t:2|from=m:research|to=urn:900002|phase=2|started=2025-09-01|last_active=2026-10-01|imported=entered by Priya on 2026-03-02",
        ),
        (RecordKind::Tie, "id=t:3|from=m:research|to=urn:900003|source=Survey of 2025"),
        (RecordKind::Rating, "id=r:1|member=urn:900001|on=2026-05-06|by=Ines|role=broker|stage=2|imported=ratings.csv:3"),
        (RecordKind::Rating, "id=r:2|member=urn:900002|on=2026-05-07|at=2026-05-08T10:00:00Z|by=Priya|stage=2"),
        (RecordKind::Rating, "id=r:3|member=urn:900003|on=2026-05-09|stage=2"),
        (RecordKind::Measure, "id=urn:900001/Attainment 8/2019|value=52.3|pupils=151|from=ks4-2019.csv:57"),
        (RecordKind::Measure, "id=urn:900002/Attainment 8/2019|value=41|pupils=88|from=entered by Priya on 2026-03-02"),
        (RecordKind::Measure, "id=urn:900003/Attainment 8/2019|value=SUPP"),
        (RecordKind::NationalFigure, "id=Attainment 8/2019|value=46.7|from=national.csv:2"),
        (
            RecordKind::Response,
            "id=s:1|member=urn:900001|shared_on=2026-03-10|answered_on=2026-03-12|by_role=head|response=rejected|imported=responses.csv:2",
        ),
    ];
    let records: Vec<Record> = facts.iter().map(|(kind, fields)| record(*kind, fields)).collect();
    Network::from_records(About { name: "Invented".into(), uid: String::new().into() }, records).unwrap()
}

const ASH: &str = "Ash";
const BIRCH: &str = "Birch";
const CEDAR: &str = "Cedar";

/// The program on that map with a school selected.
fn on(school: &str) -> Session {
    Session::on(network()).resize(120, 36).press("/").type_in(school).press("enter")
}

/// What is told, title and source with it.
fn told(session: &Session) -> String {
    let Some(Overlay::Explain(explanation)) = &session.app.overlay else { panic!("nothing is explained: {:?}", session.app.notice) };
    format!("{}\n{}\nSource: {}", explanation.title, explanation.text, explanation.source)
}

#[track_caller]
fn check(session: Session, keys: &str, parts: &[&str]) {
    let told = told(&session.press(keys));
    for part in parts {
        assert!(told.contains(part), "no `{part}` in:\n{told}");
    }
}

#[test]
fn a_measure_of_the_network_tells_its_ties_with_their_rows() {
    check(
        on(ASH),
        "I f1",
        &[
            "Ash High: 0.",
            "Research (ties.csv, row 4)",
            "3 ties of the map: 1 of coaching, 1 of experience",
            "begun 2024 to 2025, 1 without a beginning",
            "Berwick",
            "openings",
        ],
    );
    check(on(BIRCH), "I f1", &["Research (entered here by Priya on 2 March 2026)"]);
    check(on(CEDAR), "I f1", &["Research (entered by hand)", "21 November 2026"]);
}

#[test]
fn the_numbers_of_the_network_tell_definition_value_and_files() {
    check(
        on(ASH),
        "I f1 f1",
        &[
            "4 members and 3 directed ties",
            "Density 0.25",
            "m/(n(n−1))",
            "ties.csv (1)",
            "entered by hand (2)",
            "mean over its open schools",
        ],
    );
}

#[test]
fn a_count_of_the_grid_tells_who_is_counted_by_whose_rating() {
    let mut session = on(ASH).press("b");
    session.app.grid.at = session.app.grid_selected().unwrap();
    check(
        session,
        "f1",
        &[
            "1 member at stage 2, phase 3",
            "rated 6 May 2026 by Ines as broker, read from ratings.csv, row 3",
            "phase from its active ties",
            "not withdrawn",
        ],
    );
    let mut session = on(BIRCH).press("b");
    session.app.grid.at = session.app.grid_selected().unwrap();
    check(session, "f1", &["rated 7 May 2026 by Priya, entered here on 8 May 2026"]);
    let mut session = on(CEDAR).press("b");
    session.app.grid.at = session.app.grid_selected().unwrap();
    check(session, "f1", &["rated 9 May 2026 by nobody noted, with neither a file nor a day of entry noted"]);
}

#[test]
fn the_whole_grid_tells_its_rows_and_columns() {
    check(
        on(ASH),
        "b f1 f1",
        &["3 members are counted on 21 November 2026", "stage 2 3", "phase of 2 is the highest", "Priya (1), ratings.csv (1)"],
    );
}

#[test]
fn a_member_on_the_map_tells_stage_phase_and_ties() {
    check(on(ASH), "m f1", &["ratings.csv, row 3", "ties.csv, row 4", "1 active"]);
    check(on(BIRCH), "m f1", &["entered here on 8 May 2026"]);
    check(on(CEDAR), "m f1", &["1 without a date", "entered by hand"]);
}

#[test]
fn the_map_tells_every_count_it_shows() {
    check(
        on(ASH),
        "m f1 f1",
        &["4 members are drawn of 4", "stage 2 3", "knowledge sources 1", "3 ties", "1 of these without a phase", "ties.csv (1)"],
    );
}

#[test]
fn a_map_coloured_by_a_measure_tells_the_files_of_its_classes() {
    let mut session = on(ASH).press("m C").type_in("pupils").press("enter");
    assert!(session.app.map.painted.colour.is_some(), "{}", session.screen());
    check(session, "f1 f1", &["Coloured by", "register.csv (1)", "entered by Priya (1)", "no file noted (1)"]);
}

#[test]
fn the_first_row_tells_members_and_findings() {
    check(
        on(ASH),
        "t f1 f1 f1",
        &["The first row", "4 members", "register.csv (1)", "coasting 0", "nobody can say", "under the rules for coasting"],
    );
    check(on(ASH).press("space"), "f1 f1 f1", &["1 marked, by you, in this session: Ash High"]);
}

#[test]
fn every_line_of_a_page_is_explained_and_its_numbers_tell_their_rows() {
    let whole = |school: &str| {
        let mut session = on(school).press("p");
        let mut all = String::new();
        for at in 0..session.app.member.lines().len() {
            session.app.member.cursor.at = at;
            session = session.press("f1");
            all.push_str(&told(&session));
            session = session.press("esc");
        }
        all
    };
    let ash = whole(ASH);
    for part in [
        "Attainment 8 of Ash High: 52.3. Of 2019, 151 pupils, read from ks4-2019.csv, row 57.",
        "National: 46.7, read from national.csv, row 2.",
        "Pupils. Ash High: 900. As its record holds it, read from register.csv, row 12.",
        "of 2019, read from tables-2019.csv, row 57.",
        "It stands under “Ward” in a sheet of your own, read from register.csv, row 12.",
        "Read from ratings.csv, row 3.",
        "Read from responses.csv, row 2.",
        "Read from ties.csv, row 4.",
        "its last sign of life is 1 October 2026, within 12 months",
    ] {
        assert!(ash.contains(part), "no `{part}` in:\n{ash}");
    }
    let birch = whole(BIRCH);
    for part in [
        "Of 2019, 88 pupils, entered here by Priya on 2 March 2026.",
        "Pupils. Birch High: 210. As its record holds it, entered here by Priya on 2 March 2026.",
        "Entered here by Priya on 8 May 2026.",
    ] {
        assert!(birch.contains(part), "no `{part}` in:\n{birch}");
    }
    let cedar = whole(CEDAR);
    for part in [
        "a mark the publisher printed in its place, entered by hand or before files were noted",
        "Survey of 2025 says so; entered by hand or before",
        "of a year nobody noted",
    ] {
        assert!(cedar.contains(part), "no `{part}` in:\n{cedar}");
    }
}

#[test]
fn a_finding_tells_its_rule_its_figures_and_its_thresholds() {
    let session = Session::on_demo().resize(120, 36).press("t");
    check(session.clone(), "f1", &["Olevi and Berwick", "(invented-ks4-2024.csv:", "✓ ", "The rule counts with:"]);
    check(session.clone(), "f1 f1", &["coasting 10", "condoned failure 4", "others 30", "cannot say 13"]);
    check(session, "d f1", &["nobody can say"]);
}

#[test]
fn a_family_tells_each_number_of_its_head_with_its_row() {
    let session = Session::on_demo().resize(120, 40).press("/").type_in("900003").press("enter H");
    check(session.clone(), "f1", &["Distance", "invented-ks4-2024.csv:4", "Context of 2024 of"]);
    check(session, "f1 f1", &["10 peers by likeness in context", "middle half", "Prior attainment", "no file and row are noted"]);
}

#[test]
fn a_cell_of_the_table_tells_its_row() {
    let pupils = |school: &str| {
        let mut session = on(school).press("l");
        session.app.table.column = session.app.table.columns.iter().position(|column| column.name() == "pupils").unwrap();
        session
    };
    check(pupils(ASH), "f1", &["Ash High: 900", "register.csv, row 12"]);
    check(pupils(BIRCH), "f1", &["entered here by Priya on 2 March 2026"]);
    check(pupils(CEDAR), "f1", &["no file and row are noted"]);
    check(on("Research").press("l right right"), "f1", &["Research"]);
    check(pupils(ASH), "f1 f1", &["4 of 4 members", "entered by Priya (1), register.csv (1)"]);
}

#[test]
fn asking_again_goes_from_the_cursor_to_the_screen_to_the_first_row_and_round() {
    for keys in ["m", "t", "l", "b", "I", "p", "H"] {
        let mut session = Session::on_demo().resize(120, 36).press("/").type_in("900003").press("enter").press(keys);
        for asked in [Asked::Cursor, Asked::Screen, Asked::Header, Asked::Cursor] {
            session = session.press("f1");
            let Some(Overlay::Explain(explanation)) = &session.app.overlay else { panic!("{keys} {asked:?}") };
            assert_eq!(explanation.asked, asked, "{keys}");
            assert!(!explanation.text.is_empty() && !explanation.source.is_empty());
        }
        let session = session.press("esc");
        assert!(session.app.overlay.is_none() && session.app.screen != Screen::Start);
    }
}

#[test]
fn a_long_answer_is_read_to_its_end_on_a_small_screen() {
    let mut session = Session::on_demo().resize(80, 24).press("t f1");
    assert!(session.screen().contains("more lines"), "{}", session.screen());
    let mut end = session.press("end");
    assert!(!end.screen().contains("more lines") && end.screen().contains("Source: "), "{}", end.screen());
    assert!(end.press("home").screen().contains("more lines"));
}

#[test]
fn an_import_notes_of_each_member_which_row_told_what() {
    let network = import(&empty(), &ENGLAND).network;
    let school = network.members().iter().find(|member| member.prior_attainment.is_some()).unwrap();
    assert!(school.origin_of("name").unwrap().starts_with("register.csv:"), "{:?}", school.provenance);
    assert!(school.origin_of("prior_attainment").unwrap().contains("final-20"), "{:?}", school.provenance);
    // The same files again change nothing, and neither does another name of the same file.
    assert_eq!(import(&network, &ENGLAND).network, network);
}

#[test]
fn a_row_that_says_something_new_is_named_for_it_alone() {
    let first = import_text(&empty(), "members.csv", "id,name,pupils,town\nurn:900001,Ash High,900,Ashby\n").network;
    let second = import_text(&first, "census.csv", "id,name,pupils\nurn:900001,Ash High,910\n").network;
    let ash = member(&second, "urn:900001");
    assert_eq!(ash.origin_of("pupils").as_deref(), Some("census.csv:2"));
    assert_eq!(ash.origin_of("town").as_deref(), Some("members.csv:2"));
}

#[test]
fn what_is_entered_and_changed_by_hand_is_noted_with_the_day() {
    let session = on(ASH).by("Tom").press("p e");
    let Some(Overlay::Form(form)) = &session.app.overlay else { panic!("no form") };
    let downs = form.fields.list.iter().position(|field| field.name == "pupils").unwrap() - form.fields.cursor.at;
    let session = (0..downs).fold(session, |session, _| session.press("down")).press("backspace backspace backspace");
    let session = session.type_in("905").press("enter");
    let ash = session.app.document.as_ref().unwrap().network.member("urn:900001").unwrap().clone();
    assert_eq!((ash.pupils, ash.origin_of("pupils").as_deref()), (Some(905), Some("changed by Tom on 2026-11-21")));
    assert_eq!(ash.origin_of("fsm6_percent").as_deref(), Some("tables-2019.csv:57"));
}
