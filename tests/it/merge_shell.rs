//! `permea merge`, the merge driver and `permea conflicts` as a shell runs them.

use permea::{model::RecordKind, store};

use crate::shell::Place;

const HEAD: &str = "(permea: 1, uid: \"0123456789abcdef0123456789abcdef\", name: \"Invented\",\n";

/// A map's text with these lines of records in its sections.
fn map(guard: &str, sections: &[(&str, &str)]) -> String {
    let body: Vec<String> = sections.iter().map(|(section, lines)| format!("{section}: [\n{lines}],\n")).collect();
    format!("{HEAD}save: \"{guard}\",\n{})\n", body.concat())
}

fn member(name: &str, more: &str) -> String {
    format!("(id: \"urn:1\", kind: school, name: \"{name}\"{more}),\n")
}

/// A place with three versions, in each of which the one school has another name, or says more.
fn place(base: &str, ours: &str, theirs: &str) -> Place {
    Place::new()
        .holding("base.ron", map("aaaaaaaaaaaa", &[("members", base)]))
        .holding("ours.ron", map("bbbbbbbbbbbb", &[("members", ours)]))
        .holding("theirs.ron", map("cccccccccccc", &[("members", theirs)]))
}

const JOIN: [&str; 6] = ["merge", "base.ron", "ours.ron", "theirs.ron", "--out", "out.ron"];

fn clash() -> Place {
    place(&member("Ash", ""), &member("Ash High", ""), &member("Ash School", ", pupils: 300"))
}

#[test]
fn work_that_does_not_clash_is_joined() {
    let place = place(&member("Ash", ""), &member("Ash High", ""), &member("Ash", ", pupils: 300"));
    let answer = place.permea(&JOIN);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(answer.out, "Joined into out.ron; from the other side came 1 member changed. Nothing clashes.\n");
    let member = store::open(&place.path("out.ron")).unwrap().network.member("urn:1").cloned().unwrap();
    assert_eq!((member.name.as_str(), member.pupils), ("Ash High", Some(300)));
}

#[test]
fn a_clash_is_kept_in_the_map_and_the_exit_code_says_so() {
    let place = clash();
    let answer = place.permea(&[&JOIN[..], &["--format", "json"]].concat());
    assert_eq!(answer.code, 3);
    let json = answer.json();
    assert_eq!((json["kind"].as_str(), json["conflicts"].as_u64()), (Some("merge"), Some(1)));
    assert_eq!(json["came"]["members"]["changed"], 1);
    let network = store::open(&place.path("out.ron")).unwrap().network;
    let conflict = &network.conflicts()[0];
    assert_eq!((conflict.fields[0].as_str(), conflict.before[0].as_str()), ("name", "Ash"));
    assert_eq!(conflict.versions.iter().map(|version| version.values[0].as_str()).collect::<Vec<_>>(), ["Ash High", "Ash School"]);
}

#[test]
fn whoever_joins_the_same_gets_the_same_bytes() {
    let place = clash();
    place.permea(&JOIN);
    place.permea(&["merge", "base.ron", "ours.ron", "theirs.ron", "--out", "again.ron"]);
    assert_eq!(place.text("out.ron"), place.text("again.ron"));
    assert_eq!(place.permea(&JOIN).code, 3);
    place.permea(&["merge", "base.ron", "base.ron", "theirs.ron", "--out", "same.ron"]);
    assert!(place.text("same.ron").contains("save: \"cccccccccccc\""));
}

#[test]
fn conflicts_are_listed_in_words_and_settled_by_a_step() {
    let place = clash();
    place.permea(&JOIN);
    let listed = place.permea(&["conflicts", "out.ron"]);
    assert_eq!(listed.code, 3);
    let words = ["Ash High · name", "before  Ash", "1       Ash High  <- the map shows this", "2       Ash School"];
    assert!(words.iter().all(|word| listed.out.contains(word)), "{}", listed.out);
    let json = place.permea(&["conflicts", "out.ron", "--format", "json"]).json();
    let id = json["conflicts"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(json["conflicts"][0]["shown"][0], "Ash High");
    for (take, name) in [("shown", "Ash High"), ("other", "Ash School"), ("2", "Ash School"), ("before", "Ash")] {
        let text = place.text("out.ron");
        let settled = place.permea(&["conflicts", "out.ron", "--settle", &id, "--take", take, "--by", "Sam"]);
        assert_eq!(settled.code, 0, "{}", settled.err);
        let network = store::open(&place.path("out.ron")).unwrap().network;
        assert_eq!((network.member("urn:1").unwrap().name.as_str(), network.count(RecordKind::Conflict)), (name, 0));
        std::fs::write(place.path("out.ron"), text).unwrap();
    }
    assert_eq!(place.permea(&["conflicts", "out.ron", "--settle", &id, "--value", "Ash Academy"]).code, 0);
    assert_eq!(store::open(&place.path("out.ron")).unwrap().network.member("urn:1").unwrap().name, "Ash Academy");
    assert_eq!(place.permea(&["conflicts", "out.ron"]).code, 0);
}

#[test]
fn a_conflict_that_is_settled_wrongly_stays() {
    let place = clash();
    place.permea(&JOIN);
    let before = place.text("out.ron");
    for (arguments, word) in
        [(["--take", "7"], "there is no such version"), (["--take", "both"], "only a text"), (["--value", " "], "name")]
    {
        let answer = place.permea(&[&["conflicts", "out.ron", "--settle", "all"][..], &arguments].concat());
        assert!([1, 2].contains(&answer.code) && answer.err.contains(word), "{arguments:?}: {}", answer.err);
    }
    assert_eq!(place.permea(&["conflicts", "out.ron", "--settle", "x:none", "--take", "shown"]).code, 1);
    assert_eq!(place.permea(&["edit", "out.ron", "x:none", "fields=name"]).code, 1);
    assert_eq!(place.permea(&["add", "out.ron", "conflict", "of=member"]).code, 2);
    assert_eq!(place.text("out.ron"), before);
}

#[test]
fn a_member_that_one_removed_and_the_other_rated_is_kept() {
    let rating = "(id: \"r:1\", member: \"urn:1\", on: \"2026-03-02\", stage: 2),\n";
    let tie = "(id: \"t:1\", from: \"urn:1\", to: \"urn:2\"),\n";
    let two = format!("{}(id: \"urn:2\", kind: school, name: \"Birch\"),\n", member("Ash", ""));
    let place = Place::new()
        .holding("base.ron", map("aaaaaaaaaaaa", &[("members", &two), ("ties", tie)]))
        .holding("ours.ron", map("bbbbbbbbbbbb", &[("members", "(id: \"urn:2\", kind: school, name: \"Birch\"),\n")]))
        .holding("theirs.ron", map("cccccccccccc", &[("members", &two), ("ties", tie), ("ratings", rating)]));
    assert_eq!(place.permea(&JOIN).code, 3);
    let network = store::open(&place.path("out.ron")).unwrap().network;
    assert_eq!((network.ratings().len(), network.ties().len(), network.conflicts().len()), (1, 1, 1));
    let listed = place.permea(&["conflicts", "out.ron"]).out;
    assert!(listed.contains("It is kept."), "{listed}");
    assert_eq!(place.permea(&["conflicts", "out.ron", "--settle", "all", "--take", "other"]).code, 0);
    let network = store::open(&place.path("out.ron")).unwrap().network;
    assert_eq!((network.members().len(), network.ratings().len(), network.ties().len()), (1, 0, 0));
}

#[test]
fn two_members_found_to_have_one_number_are_never_joined() {
    let both = |one: &str, two: &str| format!("{}(id: \"urn:2\", kind: school, name: \"Birch\"{two}),\n", member("Ash", one));
    let place = place(&both("", ""), &both(", aliases: [\"urn:9\"]", ""), &both("", ", aliases: [\"urn:9\"]"));
    assert_eq!(place.permea(&JOIN).code, 3);
    let listed = place.permea(&["conflicts", "out.ron"]).out;
    assert!(listed.contains("urn:9") && listed.contains("Ash has it"), "{listed}");
    assert_eq!(place.permea(&["conflicts", "out.ron", "--settle", "all", "--take", "other"]).code, 0);
    let network = store::open(&place.path("out.ron")).unwrap().network;
    assert_eq!(network.member("urn:9").unwrap().name, "Birch");
}

#[test]
fn without_a_base_differing_fields_are_conflicts_and_nothing_is_removed() {
    let more = format!("{}(id: \"urn:2\", kind: school, name: \"Only here\"),\n", member("Ash High", ""));
    let place = place("", &more, &member("Ash School", "")).holding("empty.ron", "");
    assert_eq!(place.permea(&["merge", "empty.ron", "ours.ron", "theirs.ron", "--out", "out.ron"]).code, 3);
    let network = store::open(&place.path("out.ron")).unwrap().network;
    assert_eq!((network.members().len(), network.conflicts().len()), (2, 1));
}

#[test]
fn different_maps_and_unreadable_ones_are_not_joined() {
    let place = clash();
    let other = place.text("theirs.ron").replace("0123456789abcdef0123456789abcdef", "ffffffffffffffffffffffffffffffff");
    let place = place.holding("theirs.ron", other);
    let answer = place.permea(&JOIN);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("two different maps"), "{}", answer.err);
    let place = place.holding("theirs.ron", "nonsense");
    assert_eq!(place.permea(&JOIN).code, 1);
    assert!(!place.path("out.ron").exists());
}

#[test]
fn a_file_that_is_none_of_the_versions_is_not_written_over() {
    let place = clash().holding("out.ron", map("dddddddddddd", &[("members", &member("Precious", ""))]));
    let before = place.text("out.ron");
    let answer = place.permea(&JOIN);
    assert_eq!((answer.code, place.text("out.ron")), (1, before));
    assert!(answer.err.contains("exists already"), "{}", answer.err);
    assert_eq!(place.permea(&["merge", "base.ron", "ours.ron", "theirs.ron", "--out", "ours.ron"]).code, 3);
    assert!(place.text("ours.ron").contains("conflicts: [\n(id:"));
}

#[test]
fn joining_into_a_map_is_a_save_like_any_other_and_can_be_taken_back() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let place = clash();
    let ours = place.path("ours.ron");
    std::fs::set_permissions(&ours, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::hard_link(&ours, place.path("second-name.ron")).unwrap();
    let before = place.text("ours.ron");
    assert_eq!(place.permea(&["merge", "base.ron", "ours.ron", "theirs.ron", "--out", "ours.ron"]).code, 3);
    assert_eq!(place.text("second-name.ron"), place.text("ours.ron"));
    assert_eq!(std::fs::metadata(&ours).unwrap().mode() & 0o777, 0o640);
    let kept = place.permea(&["restore", "ours.ron", "--format", "json"]).json();
    assert_eq!(kept["versions"].as_array().unwrap().len(), 2, "{kept}");
    assert!(place.permea(&["undo", "ours.ron"]).err.contains("came from somebody else"));
    let undone = place.permea(&["undo", "ours.ron", "--theirs"]);
    assert_eq!(undone.code, 0, "{}", undone.err);
    let network = |text: &str| store::format::read(text.as_bytes()).unwrap().network;
    assert_eq!(network(&place.text("ours.ron")), network(&before));
    // What git throws away afterwards leaves nothing behind on this computer.
    let place = clash();
    assert_eq!(place.permea(&["merge-driver", "base.ron", "ours.ron", "theirs.ron", "7", "north.ron"]).code, 1);
    assert!(!place.path("home/state").exists() || place.permea(&["restore", "ours.ron"]).code != 0);
    assert!(place.files().iter().all(|name| !name.starts_with('.')), "{:?}", place.files());
}

#[test]
fn the_driver_answers_as_git_needs_it() {
    let place = clash();
    let drive = |place: &Place| place.permea(&["merge-driver", "base.ron", "ours.ron", "theirs.ron", "7", "north.ron"]);
    let answer = drive(&place);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("north.ron has 1 conflict to settle"), "{}", answer.err);
    assert!(place.text("ours.ron").contains("Ash School"));
    let place = clash().holding("theirs.ron", "(permea: 1, uid");
    let before = place.text("ours.ron");
    assert_eq!((drive(&place).code, place.text("ours.ron")), (129, before));
    let place = clash().holding("theirs.ron", clash().text("base.ron"));
    assert_eq!(drive(&place).code, 0);
    for wrong in [&["merge-driver"][..], &["merge-driver", "base.ron", "--out"][..]] {
        assert_eq!(place.permea(wrong).code, 129, "{wrong:?}");
    }
    let place = clash().setting("rules.ron", "nonsense");
    assert_eq!(drive(&place).code, 1);
}

#[test]
fn nothing_is_exported_while_two_people_mean_different_things_by_a_measure() {
    let means = |unit: &str| format!("(id: \"Attainment_8\", measure: \"Attainment 8\", role: attainment, unit: \"{unit}\"),\n");
    let version = |guard: &str, unit: &str| map(guard, &[("members", &member("Ash", "")), ("definitions", &means(unit))]);
    let place = Place::new()
        .holding("base.ron", version("aaaaaaaaaaaa", "points"))
        .holding("ours.ron", version("bbbbbbbbbbbb", "marks"))
        .holding("theirs.ron", version("cccccccccccc", "%"));
    assert_eq!(place.permea(&JOIN).code, 3);
    let refused = place.permea(&["export", "out.ron", "out.svg"]);
    assert_eq!((refused.code, place.path("out.svg").exists()), (1, false));
    assert!(refused.err.contains("Attainment_8 means"), "{}", refused.err);
    assert_eq!(place.permea(&["conflicts", "out.ron", "--settle", "all", "--take", "shown"]).code, 0);
    assert_eq!(place.permea(&["export", "out.ron", "out.svg"]).code, 0);
    let place = clash();
    place.permea(&JOIN);
    let told = place.permea(&["export", "out.ron", "out.svg"]);
    assert!(told.code == 0 && told.err.contains("1 difference is not settled"), "{}", told.err);
}
