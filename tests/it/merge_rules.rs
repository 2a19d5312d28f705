//! How each kind of fact is joined: one case a rule.

use permea::{
    compare::{Author, Authors, Merged, Take, merge, settle},
    model::{Change, Clash, Conflict, Network, Step},
    store::format,
};

const TWO: &str = "(id: \"urn:1\", kind: school, name: \"Ash\"), (id: \"urn:2\", kind: school, name: \"Birch\")";

/// A network of two schools with these records in its sections.
fn network(sections: &[(&str, &str)]) -> Network {
    let has_members = sections.iter().any(|(section, _)| *section == "members");
    let two = [("members", TWO)];
    let all = two.iter().filter(|_| !has_members).chain(sections);
    let body: Vec<String> = all.map(|(section, records)| format!("{section}: [{records}],\n")).collect();
    let text = format!("(permea: 1, uid: \"0123456789abcdef0123456789abcdef\", name: \"n\", save: \"s\",\n{})\n", body.concat());
    format::read(text.as_bytes()).unwrap().network
}

fn with(section: &str, record: &str) -> Network {
    network(&[(section, record)])
}

fn join(base: &Network, ours: &Network, theirs: &Network) -> Merged {
    let author = |name: &str| Author { by: Some(name.into()), at: None };
    merge(Some(base), ours, theirs, &Authors { ours: author("Sam"), theirs: author("Priya") }).unwrap()
}

/// What three versions of one record make.
fn joined(section: &str, base: &str, ours: &str, theirs: &str) -> Merged {
    join(&with(section, base), &with(section, ours), &with(section, theirs))
}

fn only_conflict(merged: &Merged) -> &Conflict {
    assert_eq!(merged.network.conflicts().len(), 1, "{:?}", merged.network.conflicts());
    &merged.network.conflicts()[0]
}

fn settled(network: &Network, take: &Take) -> Network {
    let conflict = network.conflicts().first().unwrap();
    network.apply(&settle(network, conflict, take).unwrap()).unwrap()
}

fn school(more: &str) -> String {
    format!("(id: \"urn:1\", kind: school, name: \"Ash\"{more})")
}

fn rating(more: &str) -> String {
    format!("(id: \"r:1\", member: \"urn:1\", on: \"2026-03-02\"{more})")
}

#[test]
fn what_both_added_to_a_list_is_in_it_and_what_either_took_out_is_not() {
    let capacity = |strengths: &str| format!("(id: \"urn:1\", member: \"urn:1\", strengths: [{strengths}])");
    let merged = joined("capacities", &capacity("\"a\", \"b\""), &capacity("\"a\", \"b\", \"z\""), &capacity("\"b\", \"c\""));
    assert_eq!(merged.network.capacities()[0].strengths, ["b", "c", "z"]);
    assert!(merged.fresh.is_empty());
}

#[test]
fn a_heading_that_two_settled_in_two_ways_is_settled_by_neither() {
    let own = |own: &str| school(&format!(", own: {{{own}}}"));
    let base = joined("members", &own(""), &own("\"A\": \"1\""), &own("\"A\": \"2\"")).network;
    let (shown, other) = (settled(&base, &Take::Shown), settled(&base, &Take::Other));
    assert_eq!(only_conflict(&join(&base, &shown, &other)).versions.len(), 2);
}

#[test]
fn each_heading_of_ones_own_is_joined_by_itself() {
    let own = |own: &str| school(&format!(", own: {{{own}}}"));
    let merged = joined("members", &own("\"A\": \"1\""), &own("\"A\": \"2\", \"B\": \"1\""), &own("\"A\": \"3\", \"C\": \"1\""));
    let texts = merged.network.members()[0].own.iter().map(|(heading, value)| format!("{heading}{value}")).collect::<Vec<_>>();
    assert_eq!(texts, ["A2", "B1", "C1"]);
    assert_eq!(only_conflict(&merged).fields, ["own: A"]);
    assert_eq!(settled(&merged.network, &Take::Other).members()[0].own["A"], "3");
}

#[test]
fn work_on_different_lines_of_a_note_is_one_note_and_work_on_one_line_leaves_both_whole() {
    let note = |text: &str| school(&format!(", note: \"{text}\""));
    let merged = joined("members", &note("a\\nb\\nc"), &note("A\\nb\\nc"), &note("a\\nb\\nc\\nd"));
    assert_eq!(merged.network.members()[0].note.as_deref(), Some("A\nb\nc\nd"));
    assert!(merged.fresh.is_empty());
    let clash = joined("members", &note("a\\nb"), &note("a\\nours"), &note("a\\ntheirs"));
    let values: Vec<&str> = only_conflict(&clash).versions.iter().map(|version| version.values[0].as_str()).collect();
    assert_eq!(values, ["a\nours", "a\ntheirs"]);
    assert_eq!(settled(&clash.network, &Take::Both).members()[0].note.as_deref(), Some("a\nours\na\ntheirs"));
    // Without a base nobody knows which lines are whose.
    let network = merge(None, &with("members", &note("a\\nb")), &with("members", &note("a")), &Authors::default()).unwrap().network;
    assert_eq!(network.conflicts().len(), 1);
}

#[test]
fn half_of_one_place_and_half_of_another_is_no_place() {
    let at = |east: u32, north: u32| school(&format!(", easting: {east}.0, northing: {north}.0"));
    let merged = joined("members", &at(1, 1), &at(2, 1), &at(1, 3));
    let member = &merged.network.members()[0];
    assert_eq!((member.easting.unwrap().get(), member.northing.unwrap().get()), (2.0, 1.0));
    assert_eq!(only_conflict(&merged).fields, ["easting", "northing", "latitude", "longitude"]);
    let member = &settled(&merged.network, &Take::Other).members()[0].clone();
    assert_eq!((member.easting.unwrap().get(), member.northing.unwrap().get()), (1.0, 3.0));
}

#[test]
fn a_figure_keeps_its_own_pupils() {
    let figure = |value: &str, pupils: u32| format!("(id: \"urn:1/Attainment 8/2019\", value: Known({value}), pupils: {pupils})");
    let merged = joined("measures", &figure("50.0", 100), &figure("51.0", 100), &figure("50.0", 90));
    assert_eq!(only_conflict(&merged).clash, Clash::Fields);
    assert_eq!((merged.network.measures()[0].value.known(), merged.network.measures()[0].pupils), (Some(51.0), Some(100)));
}

#[test]
fn where_a_figure_came_from_is_no_part_of_it() {
    let figure = |from: &str| format!("(id: \"urn:1/Attainment 8/2019\", value: Known(50.0), from: \"{from}\")");
    assert!(joined("measures", &figure("a:1"), &figure("b:1"), &figure("c:1")).network.conflicts().is_empty());
}

#[test]
fn where_each_field_is_from_goes_with_the_field() {
    let made = school(", town: \"Skell\", pupils: 100, imported: \"register.csv:7\"");
    let ours = school(", town: \"Marrow\", pupils: 100, imported: \"register.csv:7; changed by Ann on 2026-03-02 (town)\"");
    let theirs = school(", town: \"Skell\", pupils: 333, imported: \"register.csv:7; changed by Ben on 2026-03-01 (pupils)\"");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = joined("members", &made, one, other);
        let member = merged.network.members().iter().next().unwrap();
        assert_eq!((member.town.as_deref(), member.pupils), (Some("Marrow"), Some(333)));
        assert_eq!(member.origin_of("town").as_deref(), Some("changed by Ann on 2026-03-02"));
        assert_eq!(member.origin_of("pupils").as_deref(), Some("changed by Ben on 2026-03-01"));
        assert_eq!(member.origin_of("name").as_deref(), Some("register.csv:7"));
        assert!(merged.fresh.is_empty());
    }
}

#[test]
fn a_tie_that_one_ended_and_the_other_visited_is_both() {
    let tie = |more: &str| format!("(id: \"t:1\", from: \"urn:1\", to: \"urn:2\"{more})");
    let merged = joined("ties", &tie(""), &tie(", ended: \"2026-03-01\""), &tie(", visits: 3"));
    let joined_tie = &merged.network.ties()[0];
    assert_eq!((joined_tie.ended.map(|day| day.to_string()).as_deref(), joined_tie.visits), (Some("2026-03-01"), Some(3)));
    assert!(merged.fresh.is_empty());
    let twice = joined("ties", &tie(""), &tie(", ended: \"2026-03-01\""), &tie(", ended: \"2026-04-01\""));
    assert_eq!(only_conflict(&twice).fields, ["ended"]);
}

#[test]
fn two_judgements_of_one_id_both_stay() {
    let merged = joined("ratings", &rating(", stage: 1"), &rating(", stage: 2"), &rating(", stage: 3"));
    let stages: Vec<u8> = merged.network.ratings().iter().filter_map(|rating| rating.stage).map(permea::model::Stage::number).collect();
    assert_eq!(stages, [2, 3]);
    assert_eq!(only_conflict(&merged).clash, Clash::Twice);
    assert!(settle(&merged.network, only_conflict(&merged), &Take::Other).is_err());
    assert_eq!(settled(&merged.network, &Take::Shown).ratings().len(), 2);
}

#[test]
fn a_withdrawal_stays_and_two_are_both_told() {
    let gone =
        |by: &str, day: u8| rating(&format!(", stage: 2, withdrawn: (by: \"{by}\", at: \"2026-03-0{day}T10:00:00Z\", why: \"undone\")"));
    let one = joined("ratings", &rating(", stage: 2"), &gone("Sam", 3), &rating(", stage: 2"));
    assert!(one.network.ratings()[0].withdrawn.is_some());
    let both = joined("ratings", &rating(", stage: 2"), &gone("Sam", 4), &gone("Priya", 3));
    let withdrawn = both.network.ratings()[0].withdrawn.clone().unwrap();
    assert_eq!((withdrawn.by.as_str(), withdrawn.why.as_str()), ("Priya", "undone; also by Sam at 2026-03-04T10:00:00Z: undone"));
    assert!(both.fresh.is_empty());
}

#[test]
fn what_one_withdrawal_tells_of_the_other_is_not_told_twice() {
    let gone = |(by, day, why): (&str, u8, &str)| {
        rating(&format!(", stage: 2, withdrawn: (by: \"{by}\", at: \"2026-03-0{day}T10:00:00Z\", why: \"{why}\")"))
    };
    let both = "undone; also by Sam at 2026-03-04T10:00:00Z: undone";
    for (one, other, told) in [
        (("Priya", 3, both), ("Sam", 4, "undone"), both),
        (("Priya", 3, both), ("Priya", 3, "undone"), both),
        (("Priya", 4, "undone"), ("Sam", 4, "undone by me"), "undone; also by Sam at 2026-03-04T10:00:00Z: undone by me"),
        (("Sam", 3, "undone"), ("Sam", 4, "undone"), both),
    ] {
        for (ours, theirs) in [(one, other), (other, one)] {
            let merged = joined("ratings", &rating(", stage: 2"), &gone(ours), &gone(theirs)).network;
            assert_eq!(merged.ratings()[0].withdrawn.as_ref().unwrap().why, told, "{ours:?} and {theirs:?}");
        }
    }
}

#[test]
fn of_two_pinned_places_the_newer_is_taken_and_nobody_is_asked() {
    let pin = |x: &str, day: u8| format!("(id: \"rings/urn:1\", x: {x}, y: 0.5, at: \"2026-03-0{day}T10:00:00Z\")");
    let merged = joined("pins", &pin("0.1", 1), &pin("0.2", 3), &pin("0.3", 2));
    assert_eq!((merged.network.pins()[0].x.get(), merged.quiet, merged.fresh.len()), (0.2, 1, 0));
}

#[test]
fn a_pinned_place_that_one_gave_up_and_the_other_moved_stays_and_nobody_is_asked() {
    let pin = |x: &str| format!("(id: \"rings/urn:1\", x: {x}, y: 0.5, at: \"2026-03-01T10:00:00Z\")");
    for (ours, theirs) in [(network(&[]), with("pins", &pin("0.2"))), (with("pins", &pin("0.2")), network(&[]))] {
        let merged = join(&with("pins", &pin("0.1")), &ours, &theirs);
        assert_eq!((merged.network.pins()[0].x.get(), merged.quiet, merged.network.conflicts().len()), (0.2, 1, 0));
    }
}

#[test]
fn with_a_member_that_is_kept_comes_back_what_went_with_it_and_can_stand() {
    let member = |id: u8, name: &str| format!("(id: \"urn:{id}\", kind: school, name: \"{name}\"), ");
    let tie = |id: u8, from: u8, to: u8| format!("(id: \"t:{id}\", from: \"urn:{from}\", to: \"urn:{to}\"), ");
    let ties = [tie(1, 1, 2), tie(2, 1, 3), tie(3, 2, 4)].concat();
    let others = [member(2, "Birch"), member(4, "Elm")].concat();
    let all = |name: &str| network(&[("members", &[member(1, name), member(3, "Cedar"), others.clone()].concat()), ("ties", &ties)]);
    let (base, removed, renamed) = (all("Ash"), with("members", &others), all("Ash High"));
    for merged in [join(&base, &removed, &renamed), join(&base, &renamed, &removed)] {
        let names: Vec<&str> = merged.network.members().iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Ash High", "Birch", "Elm"]);
        let ties: Vec<&str> = merged.network.ties().iter().map(|tie| tie.id.as_str()).collect();
        assert_eq!(ties, ["t:1"], "t:2 led to a member that is gone, t:3 was taken out by itself");
        assert_eq!(only_conflict(&merged).clash, Clash::Removed);
    }
}

#[test]
fn a_member_that_one_rated_does_not_become_a_source() {
    let base = network(&[]);
    let source = TWO.replacen("kind: school", "kind: source", 1);
    let merged = join(&base, &with("members", &source), &with("ratings", &rating(", stage: 2")));
    assert_eq!(merged.network.members()[0].kind, permea::model::Kind::School);
    assert_eq!(only_conflict(&merged).fields, ["kind", "source"]);
}

#[test]
fn a_third_version_joins_the_conflict_and_is_chosen_by_its_number() {
    let note = |text: &str| school(&format!(", note: \"{text}\""));
    let base = with("members", &note("a"));
    let two = join(&base, &with("members", &note("b")), &with("members", &note("c"))).network;
    let three = join(&base, &two, &with("members", &note("d")));
    let values: Vec<&str> = only_conflict(&three).versions.iter().map(|version| version.values[0].as_str()).collect();
    assert_eq!(values, ["b", "c", "d"]);
    assert!(three.fresh.is_empty(), "one side knows of it already");
    assert_eq!(only_conflict(&three).versions[1].by.as_deref(), Some("Priya"));
    assert!(settle(&three.network, only_conflict(&three), &Take::Other).is_err());
    assert_eq!(settled(&three.network, &Take::Version(3)).members()[0].note.as_deref(), Some("d"));
    assert_eq!(settled(&three.network, &Take::Both).members()[0].note.as_deref(), Some("b\nc\nd"));
}

#[test]
fn what_stood_before_a_conflict_is_told_by_whoever_knows_it_and_by_one_of_two() {
    let note = |text: &str| with("members", &school(&format!(", note: \"{text}\"")));
    let authors = Authors::default();
    let clash = |base: Option<&str>| merge(base.map(note).as_ref(), &note("x"), &note("y"), &authors).unwrap().network;
    for (one, other, before) in [(None, Some("a"), "a"), (Some("a"), Some("b"), "a"), (None, None, "")] {
        for (ours, theirs) in [(one, other), (other, one)] {
            let merged = merge(None, &clash(ours), &clash(theirs), &authors).unwrap();
            assert_eq!(only_conflict(&merged).before.concat(), before, "{ours:?} and {theirs:?}");
        }
    }
}

#[test]
fn a_conflict_that_both_know_stays_as_a_hand_left_it() {
    let base = joined("members", &school(""), &school(", town: \"A\""), &school(", town: \"B\"")).network;
    let before = base.conflicts()[0].clone();
    let after = Conflict { versions: before.versions.iter().rev().cloned().collect(), ..before.clone() };
    let turned = base.apply(&Step::new("Turn round", vec![Change::edit(before, after)])).unwrap();
    assert_eq!(join(&base, &turned, &turned).network, turned);
}

#[test]
fn a_member_whose_removal_is_contested_anew_is_kept_though_it_is_as_it_was() {
    let (base, removed) = (network(&[]), with("members", TWO.split_once("), ").unwrap().1));
    let renamed = with("members", &TWO.replace("Ash", "Ash High"));
    let contested = join(&base, &removed, &renamed).network;
    let (before, after) = (contested.members()[0].clone(), base.members()[0].clone());
    let back = contested.apply(&Step::new("Rename", vec![Change::edit(before, after)])).unwrap();
    for (ours, theirs) in [(&removed, &back), (&back, &removed)] {
        let merged = join(&base, ours, theirs);
        assert_eq!(merged.network.members().len(), 2);
        assert_eq!(only_conflict(&merged).clash, Clash::Removed);
    }
}

#[test]
fn what_one_side_settled_is_settled_and_what_both_settled_apart_is_not() {
    let base = joined("members", &school(""), &school(", town: \"A\""), &school(", town: \"B\"")).network;
    let (shown, other) = (settled(&base, &Take::Shown), settled(&base, &Take::Other));
    for (choice, town) in [(&shown, "A"), (&other, "B")] {
        let merged = join(&base, choice, &base).network;
        assert_eq!((merged.conflicts().len(), merged.members()[0].town.as_deref()), (0, Some(town)));
    }
    assert_eq!(only_conflict(&join(&base, &shown, &other)).versions.len(), 2);
    assert!(join(&base, &shown, &shown).network.conflicts().is_empty());
}

#[test]
fn both_who_renamed_the_map_are_told_which_name_it_has() {
    let named = |name: &str| {
        let mut network = network(&[]);
        network.about.name = name.into();
        network
    };
    let merged = join(&named("n"), &named("South"), &named("North"));
    assert_eq!((merged.network.about.name.as_str(), merged.other_name.as_deref()), ("North", Some("South")));
    for (ours, theirs) in [("South", "n"), ("n", "South"), ("South", "South")] {
        let merged = join(&named("n"), &named(ours), &named(theirs));
        assert_eq!((merged.network.about.name.as_str(), merged.other_name), ("South", None), "{ours} and {theirs}");
    }
}

#[test]
fn joining_is_a_step_that_leads_from_one_side_to_the_result() {
    let (base, ours) = (network(&[]), with("members", &TWO.replace("Ash", "Ash High")));
    let merged = join(&base, &ours, &with("ratings", &rating(", stage: 2")));
    assert_eq!(ours.apply(&merged.step("Join", &ours)).unwrap(), merged.network);
}
