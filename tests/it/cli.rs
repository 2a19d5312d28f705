//! Commands as a shell runs them: their answers, streams and exit codes.

use std::{io::Read, process::Stdio};

use crate::shell::{Place, command};

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

#[test]
fn new_makes_an_empty_map_and_never_another_one_over_it() {
    let place = Place::new();
    let made = place.permea(&["new", "map.ron", "--name", "St Mary's network"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert!(place.text("map.ron").contains("name: \"St Mary's network\""));
    let before = place.text("map.ron");
    let again = place.permea(&["new", "map.ron", "--name", "Other"]);
    assert_eq!(again.code, 1);
    assert_eq!(place.text("map.ron"), before);
    assert_eq!(place.permea(&["check", "map.ron"]).code, 0);
}

#[test]
fn a_rating_is_in_the_file_when_the_command_ends() {
    let place = Place::with_demo();
    let answer = place.permea(&[
        "rate",
        "map.ron",
        "urn:900001",
        "--stage",
        "2",
        "--phase",
        "1",
        "--by",
        "Priya",
        "--on",
        "2026-11-02",
        "--role",
        "broker",
        "--basis",
        "visit",
        "--note",
        "Doors stay shut.",
        "--format",
        "json",
    ]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let json = answer.json();
    assert_eq!((json["permea"].as_u64(), json["kind"].as_str(), json["map"].as_str()), (Some(1), Some("rate"), Some("Invented network")));
    let rating = &json["rating"];
    assert_eq!(rating["stage"], 2);
    assert_eq!(rating["basis"], "visit");
    let id = rating["id"].as_str().unwrap();
    let line = place.text("map.ron").lines().find(|line| line.contains(id)).unwrap().to_owned();
    assert!(line.contains("on: \"2026-11-02\"") && line.contains("note: \"Doors stay shut.\""), "{line}");
}

#[test]
fn as_of_stands_in_for_today() {
    let place = Place::with_demo();
    let answer =
        place.permea(&["rate", "map.ron", "900001", "--stage", "2", "--by", "P", "--as-of", "2026-05-01", "--format", "json"]).json();
    assert_eq!((answer["as_of"].as_str(), answer["rating"]["on"].as_str()), (Some("2026-05-01"), Some("2026-05-01")));
}

#[test]
fn a_rating_needs_a_stage_or_a_phase_and_somebody() {
    let place = Place::with_demo();
    for wrong in [
        &["--by", "P"][..],
        &["--stage", "2"],
        &["--stage", "5", "--by", "P"],
        &["--phase", "4", "--by", "P"],
        &["--stage", "2", "--by", " "],
    ] {
        let answer = place.permea(&[&["rate", "map.ron", "urn:900001"], wrong].concat());
        assert_eq!(answer.code, 2, "{wrong:?}: {}", answer.err);
    }
    assert_eq!(place.text("map.ron"), DEMO);
}

#[test]
fn the_raters_name_is_taken_from_the_settings() {
    let place = Place::with_demo().setting("settings.ron", "(rater: \"Priya\")");
    let answer = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--format", "json"]);
    assert_eq!(answer.json()["rating"]["by"], "Priya");
}

#[test]
fn a_member_is_found_by_id_number_alias_or_name() {
    for typed in ["urn:900007", "urn:900101", "Copperbeck High", "copperbeck high", "copperbeck"] {
        let place = Place::with_demo();
        let answer = place.permea(&["rate", "map.ron", typed, "--stage", "2", "--by", "P", "--format", "json"]);
        assert_eq!(answer.json()["rating"]["member"], "urn:900007", "{typed}");
    }
}

#[test]
fn an_ambiguous_name_lists_who_could_be_meant() {
    let place = Place::with_demo();
    let answer = place.permea(&["rate", "map.ron", "Lantern", "--stage", "2", "--by", "P"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("trust:9001") && answer.err.contains("urn:900012"), "{}", answer.err);
    assert_eq!(place.text("map.ron"), DEMO);
}

#[test]
fn add_makes_a_record_of_any_kind_from_its_fields() {
    let place = Place::with_demo();
    let add = |fields: &[&str]| {
        let answer = place.permea(&[&["add", "map.ron"], fields, &["--format", "json"]].concat());
        assert_eq!(answer.code, 0, "{fields:?}: {}", answer.err);
        answer.json()["record"].clone()
    };
    let member = add(&["member", "name=Invented Primary", "kind=school", "education=primary", "fsm_percent=12.5%"]);
    assert!(member["id"].as_str().unwrap().starts_with("m:"));
    assert_eq!(member["fsm_percent"], 12.5);
    let tie = add(&["tie", "from=Invented Primary", "to=urn:900007", "phase=coaching", "trust=3", "mutual=yes"]);
    assert_eq!((tie["from"].as_str(), tie["phase"].as_u64()), (member["id"].as_str(), Some(3)));
    let measure = add(&["measure", "member=urn:900007", "measure=Attainment 8", "year=2030", "value=SUPP"]);
    assert_eq!(measure["id"], "urn:900007/Attainment 8/2030");
    assert_eq!(add(&["national", "measure=Attainment 8", "year=2030", "value=46.1"])["id"], "Attainment 8/2030");
    assert_eq!(add(&["membership", "member=urn:900001", "group=trust:9001"])["id"], "urn:900001/trust:9001");
    assert_eq!(add(&["capacity", "member=urn:900001", "days_per_week=1.5", "avoid=urn:900002"])["avoid"][0], "urn:900002");
    assert_eq!(add(&["response", "member=urn:900001", "shared_on=2026-01-02", "response=rejected"])["response"], "rejected");
    assert_eq!(add(&["visit", "from=urn:900001", "to=urn:900002", "on=2026-01-02"])["on"], "2026-01-02");
    assert_eq!(add(&["family", "member=urn:900001", "peer=urn:900002", "rank=1"])["rank"], 1);
    assert_eq!(add(&["definition", "measure=Own measure", "role=attainment"])["id"], "Own_measure");
    assert_eq!(add(&["rating", "member=urn:900001", "stage=1", "by=Priya", "on=2026-01-02"])["stage"], 1);
    assert_eq!(add(&["remark", "member=urn:900001", "pattern=coasting", "word=agree", "by=Priya"])["word"], "agree");
    assert_eq!(place.permea(&["check", "map.ron"]).code, 0);
}

#[test]
fn add_refuses_what_is_no_record_and_changes_nothing() {
    let place = Place::with_demo();
    for (code, wrong, said) in [
        (2, &["knot", "a=b"][..], "kinds are"),
        (2, &["member", "name"], "field=value"),
        (2, &["member", "name=A"], "kind=…"),
        (2, &["member", "name=A", "kind=castle"], "a kind: school"),
        (2, &["member", "name=A", "kind=school", "colour=red"], "no field `colour`"),
        (2, &["member", "name=A", "name=B", "kind=school"], "twice"),
        (2, &["tie", "from=urn:900001"], "to=…"),
        (1, &["tie", "from=urn:900001", "to=nobody at all"], "nobody at all"),
        (1, &["tie", "from=urn:900001", "to=urn:900001"], "to itself"),
        (1, &["member", "id=urn:900001", "name=A", "kind=school"], "already"),
        (1, &["member", "id=urn:900101", "name=A", "kind=school"], "Copperbeck High"),
        (1, &["rating", "member=m:research", "stage=1"], "knowledge source"),
        (2, &["rating", "member=urn:900001", "by=Priya"], "stage=1-4 or phase=1-3"),
        (2, &["family", "member=urn:900001", "peer=urn:900001"], "without the school itself"),
    ] {
        let answer = place.permea(&[&["add", "map.ron"], wrong].concat());
        assert_eq!(answer.code, code, "{wrong:?}: {}", answer.err);
        assert!(answer.err.contains(said), "{wrong:?}: {}", answer.err);
    }
    assert_eq!(place.text("map.ron"), DEMO);
}

#[test]
fn edit_changes_and_blanks_fields_and_keeps_the_id() {
    let place = Place::with_demo();
    let answer = place.permea(&["edit", "map.ron", "Harrowfen High", "pupils=1300", "town=", "--format", "json"]).json();
    assert_eq!((answer["record"]["pupils"].as_u64(), answer["record"].get("town")), (Some(1300), None));
    let before = place.text("map.ron");
    assert_eq!(place.permea(&["edit", "map.ron", "urn:900001", "id=urn:5"]).code, 2);
    assert_eq!(place.permea(&["edit", "map.ron", "urn:900001", "pupils=many"]).code, 2);
    assert_eq!(place.permea(&["edit", "map.ron", "urn:900001", "pupils=1300"]).code, 0);
    assert_eq!(place.text("map.ron"), before);
}

#[test]
fn a_rating_is_never_overwritten_by_edit_or_remove() {
    let place = Place::with_demo();
    let id = "r:2e37aa2ew7ey44b7";
    assert_eq!(place.permea(&["edit", "map.ron", id, "stage=2"]).code, 2);
    assert_eq!(place.text("map.ron"), DEMO);
    assert_eq!(place.permea(&["edit", "map.ron", id, "stage=2", "--by", "Ines"]).code, 0);
    let text = place.text("map.ron");
    let old = text.lines().find(|line| line.contains(id)).unwrap();
    assert!(old.contains("stage: 1") && old.contains("withdrawn: (by: \"Ines\""), "{old}");
    assert_eq!(text.lines().count(), DEMO.lines().count() + 1);
    let removed = place.permea(&["remove", "map.ron", "r:355y3dxbxefdw375", "--by", "Ines"]);
    assert!(removed.out.contains("withdrawn"), "{}", removed.out);
    assert!(place.text("map.ron").contains("r:355y3dxbxefdw375"));
}

#[test]
fn what_speaks_of_a_member_goes_with_it() {
    let place = Place::with_demo();
    let answer = place.permea(&["remove", "map.ron", "urn:900003", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.json()["said"].as_str().unwrap().contains("ratings") || answer.json()["said"].as_str().unwrap().contains("rating"));
    assert!(!place.text("map.ron").contains("urn:900003"));
    assert_eq!(place.permea(&["check", "map.ron"]).code, 0);
}

#[test]
fn a_confirmation_that_does_not_confirm_says_where_the_case_stands() {
    let place = Place::with_demo();
    let words = |member: &str| {
        place.permea(&["remark", "map.ron", member, "condoned_failure", "--confirm", "--by", "Ines", "--as-of", "2026-09-20"])
    };
    let alone = words("urn:900004");
    assert!(alone.code == 0 && alone.out.contains("Recorded from Ines: confirm condoned failure of Saltmoor High"), "{}", alone.out);
    assert!(alone.err.contains("now stands as: condoned failure, suspected"), "{}", alone.err);
    assert_eq!(words("urn:900001").err, "");
}

#[test]
fn a_remark_is_one_word_of_one_person() {
    let place = Place::with_demo();
    let answer =
        place.permea(&["remark", "map.ron", "urn:900010", "condoned-failure", "--confirm", "--by", "Priya", "--format", "json"]).json();
    assert_eq!((answer["remark"]["pattern"].as_str(), answer["remark"]["word"].as_str()), (Some("condoned_failure"), Some("confirm")));
    let snooze =
        place.permea(&["remark", "map.ron", "urn:900010", "coasting", "--snooze", "2027-01-01", "--by", "Priya", "--format", "json"]);
    assert_eq!(snooze.json()["remark"]["until"], "2027-01-01");
    let before = place.text("map.ron");
    for wrong in
        [&["coasting", "--by", "P"][..], &["coasting", "--confirm", "--object", "--by", "P"], &["drifting", "--confirm", "--by", "P"]]
    {
        assert_eq!(place.permea(&[&["remark", "map.ron", "urn:900010"], wrong].concat()).code, 2, "{wrong:?}");
    }
    assert_eq!(place.text("map.ron"), before);
}

#[test]
fn a_rules_file_is_told_in_the_answer_and_a_wrong_one_with_its_line() {
    let place =
        Place::with_demo().holding("mine.ron", "(coasting: (basis: published))").holding("wrong.ron", "(\ncoasting: (\nbases: published))");
    let answer = place.permea(&["check", "map.ron", "--format", "json", "--rules", "mine.ron"]).json();
    assert_eq!(answer["rules"][0], "coasting.basis");
    let wrong = place.permea(&["check", "map.ron", "--rules", "wrong.ron"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("wrong.ron, line 3") && wrong.err.contains("`bases`"), "{}", wrong.err);
    assert_eq!(place.permea(&["check", "map.ron", "--rules", "none.ron"]).code, 2);
}

#[test]
fn a_rules_file_in_the_settings_folder_counts_too() {
    let place = Place::with_demo().setting("rules.ron", "(coasting: (basis: published))");
    assert_eq!(place.permea(&["check", "map.ron", "--format", "json"]).json()["rules"][0], "coasting.basis");
    let place = Place::with_demo().setting("rules.ron", "(coasting: 1)");
    let wrong = place.permea(&["check", "map.ron"]);
    assert_eq!((wrong.code, wrong.err.contains("line 1")), (2, true), "{}", wrong.err);
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let place = Place::with_demo();
    for wrong in [
        &["rate"][..],
        &["check", "map.ron", "--format", "xml"],
        &["check", "map.ron", "--as-of", "yesterday"],
        &["map.ron", "check", "map.ron"],
    ] {
        let answer = place.permea(wrong);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{wrong:?}: {}", answer.err);
        assert!(!answer.err.is_empty());
    }
    for right in [&["--help"][..], &["--version"], &["rate", "--help"]] {
        let answer = place.permea(right);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{right:?}");
    }
}

#[test]
fn escapes_in_an_argument_are_not_echoed() {
    let answer = Place::new().permea(&["check", "\u{1b}]0;pwn\u{7}"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("␛]0;pwn␇") && !answer.err.contains('\u{1b}'), "{:?}", answer.err);
}

#[test]
fn quiet_leaves_out_what_was_done() {
    let answer = Place::with_demo().permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "P", "--quiet"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
}

#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let place = Place::new();
    let mut child = command(place.path("home").parent().unwrap()).arg("man").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn completions_and_the_man_page_name_the_commands() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let answer = place.permea(&["completions", shell]);
        assert!(answer.code == 0 && answer.out.contains("remark"), "{shell}");
    }
    let man = place.permea(&["man"]).out;
    assert!(man.contains(".TH permea 1") && man.contains("PERMEA RATE") && man.contains("snooze"), "{man}");
}

#[test]
fn the_screen_is_not_opened_without_a_terminal() {
    let place = Place::with_demo();
    for screen in [&[][..], &["map.ron"], &["open", "map.ron"], &["demo"]] {
        let answer = place.permea(screen);
        assert_eq!(answer.code, 2, "{screen:?}: {}", answer.err);
        assert!(answer.err.contains("needs a terminal"), "{}", answer.err);
    }
}

#[test]
fn keys_prints_the_keymap_as_the_user_bound_it() {
    let bound = |place: &Place| {
        let keys = place.permea(&["keys", "--format", "json"]).json()["keys"].as_array().unwrap().clone();
        keys.iter().find(|row| row["command"] == "save").unwrap()["keys"].clone()
    };
    assert_eq!(bound(&Place::new()), serde_json::json!(["ctrl-s"]));
    assert_eq!(bound(&Place::new().setting("keymap.ron", "{\"general\": {\"save\": \"f9\"}}")), serde_json::json!(["f9"]));
    assert!(Place::new().permea(&["keys"]).out.contains("ctrl-s"));
}

#[test]
fn a_wrong_file_in_the_settings_folder_is_told_with_its_line() {
    for (file, text, line, said) in [
        ("rules.ron", "(\ncoasting: (bases: family))", 2, "`bases`"),
        ("keymap.ron", "{\n\"general\": {\n\"fly\": \"f9\"}}", 3, "`fly`"),
        ("themes.ron", "{\"dark\": (roles: {\nshoe: (foreground: \"red\")})}", 2, "shoe"),
        ("columns.ron", "(\nheadings: [])", 2, "`headings`"),
        ("settings.ron", "(\nrater: \"A\",\nname: \"B\")", 3, "`name`"),
    ] {
        let answer = Place::with_demo().setting(file, text).permea(&["check", "map.ron"]);
        assert_eq!(answer.code, 2, "{file}: {}", answer.err);
        let told = answer.err.contains(&format!("{file}, line {line}: ")) && answer.err.contains(said);
        assert!(told && answer.err.lines().count() == 1, "{file}: {}", answer.err);
    }
}

#[test]
fn a_question_can_read_the_map_from_standard_input_and_a_change_cannot() {
    let place = Place::with_demo();
    let map = std::fs::File::open(place.path("map.ron")).unwrap();
    let output = command(&place.path("home")).args(["check", "-"]).stdin(map).output().unwrap();
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains("45 members"));
    assert_eq!(place.permea(&["rate", "-", "urn:900001", "--stage", "2", "--by", "P"]).code, 2);
}

#[test]
fn the_users_own_headings_are_read_like_the_built_in_ones() {
    let columns = "(kinds: [(kind: members, needs: [[\"id\"], [\"Schule\"]])], members: [(field: \"name\", from: [\"Schule\"])])";
    let place = Place::new().setting("columns.ron", columns).holding("schools.csv", "id,Schule,kind\nx:1,Invented High,school\n");
    let answer = place.permea(&["import", "map.ron", "schools.csv"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(place.text("map.ron").contains("name: \"Invented High\""), "{}", place.text("map.ron"));
}

#[test]
fn check_names_places_that_are_none_and_ratings_of_the_future() {
    let place =
        Place::new().holding("sheet.csv", "id,name,kind,latitude,longitude\nm:a,Ash,school,5128571,0\nm:b,Beech,school,51.2,-0.5\n");
    place.permea(&["import", "map.ron", "sheet.csv"]);
    place.permea(&["rate", "map.ron", "m:b", "--stage", "2", "--by", "Priya", "--on", "2027-01-01", "--as-of", "2026-09-20"]);
    let answer = place.permea(&["check", "map.ron", "--as-of", "2026-09-20"]);
    assert!(answer.out.contains("1 member is at no place on Earth (line 4)"), "{}", answer.out);
    assert!(answer.out.contains("1 rating is in the future") && answer.out.contains("2027-01-01"), "{}", answer.out);
    assert!(answer.out.contains("2 members, 1 rating."), "{}", answer.out);
}

#[test]
fn a_wrong_date_is_told_in_plain_words() {
    let place = Place::with_demo();
    for arguments in [["triage", "map.ron", "--as-of", "2019-13-01"], ["triage", "map.ron", "--as-of", "soon"]] {
        let answer = place.permea(&arguments);
        assert!(answer.code == 2 && answer.err.contains("is not a date like 2026-03-02"), "{}", answer.err);
    }
}
