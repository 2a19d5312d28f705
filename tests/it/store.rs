//! The map's file: reading, writing and saving.

use std::fs;

use permea::{
    model::{Change, Kind, Member, MemberId, Network, RecordKind, Step},
    store::{self, Guard, MapFile, SaveError, Saved, format},
};

use crate::shell::Place;

const DEMO: &str = include_str!("../../assets/demo.permea.ron");

/// The numbers of the lines that differ.
fn differing_lines(one: &str, other: &str) -> Vec<usize> {
    let pairs = one.lines().zip(other.lines()).enumerate();
    pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at + 1).collect()
}

fn with_a_member(network: &Network) -> Network {
    let member = Member::new(MemberId::new("urn:1").unwrap(), Kind::School, "St Mary's");
    network.apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
}

fn guard(digits: &str) -> Guard {
    Guard::new(digits)
}

#[test]
fn a_map_that_was_read_is_written_as_it_stood() {
    let parsed = format::read(DEMO.as_bytes()).unwrap();
    let written = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(differing_lines(DEMO, &written), [0_usize; 0]);
    assert!(written == DEMO);
}

#[test]
fn every_field_of_every_kind_is_written_as_it_was_read() {
    let golden = include_str!("golden/every_field.permea.ron");
    let parsed = format::read(golden.as_bytes()).unwrap();
    for &kind in RecordKind::ALL {
        for field in kind.field_names() {
            let is_filled = parsed.network.records(kind).iter().any(|record| record.text_of(field).is_some_and(|text| !text.is_empty()));
            assert!(is_filled, "the golden file has no {field} of a {kind}");
        }
    }
    let written = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(differing_lines(golden, &written), [0_usize; 0]);
    assert!(written == golden);
}

#[test]
fn every_record_comes_back_from_its_fields_as_text() {
    let parsed = format::read(include_bytes!("golden/every_field.permea.ron")).unwrap();
    for record in RecordKind::ALL.iter().flat_map(|&kind| parsed.network.records(kind)) {
        let again = record.kind().from_texts(&|field| record.text_of(field)).unwrap();
        let typed: Vec<Option<String>> = record.kind().field_names().into_iter().map(|field| again.text_of(field)).collect();
        let held: Vec<Option<String>> = record.kind().field_names().into_iter().map(|field| record.text_of(field)).collect();
        if record.key() != "urn:900001" {
            assert_eq!(typed, held);
        }
        assert_eq!(record.key(), again.key());
    }
}

#[test]
fn an_empty_map_has_its_head_and_every_section() {
    let network = Network::new("St Mary's network", "0123456789abcdef0123456789abcdef");
    let text = format::write(&network, &guard("9f31c0a7d2e4")).unwrap();
    let expected = "(permea: 1, uid: \"0123456789abcdef0123456789abcdef\", name: \"St Mary's network\",\nsave: \"9f31c0a7d2e4\",\nmembers: [\n],\n\
        memberships: [\n],\nties: [\n],\nvisits: [\n],\nratings: [\n],\nmeasures: [\n],\nnationals: [\n],\nfamilies: [\n],\nresponses: [\n],\n\
        remarks: [\n],\ncapacities: [\n],\nsupports: [\n],\ndefinitions: [\n],\nviews: [\n],\npins: [\n],\nconflicts: [\n],\n)\n";
    assert_eq!(text, expected);
}

#[test]
fn a_record_stands_on_its_line_as_the_format_shows_it() {
    let line = r#"(id: "urn:900001", kind: school, name: "Invented High", aliases: ["urn:900000"], education: secondary, group: mainstream, authority: "Northshire", fsm_percent: 12.4, own: {"Diocese": "None"}),"#;
    let text = format!("(permea: 1, uid: \"u\", name: \"n\", save: \"s\", members: [\n{line}\n])");
    let parsed = format::read(text.as_bytes()).unwrap();
    let written = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(written.lines().nth(3), Some(line));
}

#[test]
fn only_the_guard_differs_between_two_saves_of_one_network() {
    let parsed = format::read(DEMO.as_bytes()).unwrap();
    let other = format::write(&parsed.network, &guard("ffffffffffff")).unwrap();
    let own = format::write(&parsed.network, &parsed.guard).unwrap();
    assert_eq!(differing_lines(&own, &other), [2]);
}

#[test]
fn a_small_edit_changes_its_line_and_the_guard() {
    let place = Place::with_demo();
    let answer = place.permea(&["edit", "map.ron", "urn:900001", "pupils=1300"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(differing_lines(DEMO, &place.text("map.ron")), [2, 14]);
}

#[test]
fn a_network_that_did_not_change_is_not_saved() {
    let place = Place::with_demo();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    let network = opened.network.clone();
    assert_eq!(opened.file.save(&network, guard("ffffffffffff")).unwrap(), Saved::Unchanged);
    assert_eq!(place.text("map.ron"), DEMO);
}

#[test]
fn two_saves_after_one_another_both_hold() {
    let place = Place::with_demo();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    let network = with_a_member(&opened.network);
    assert_eq!(opened.file.save(&network, guard("aaaaaaaaaaaa")).unwrap(), Saved::Written);
    assert_eq!(opened.file.save(&opened.network, guard("bbbbbbbbbbbb")).unwrap(), Saved::Written);
    assert_eq!(place.text("map.ron"), DEMO.replace("000000000001", "bbbbbbbbbbbb"));
}

#[test]
fn a_file_that_somebody_else_saved_is_left_alone() {
    let place = Place::with_demo();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    let theirs = DEMO.replace("Invented network", "Their network");
    fs::write(place.path("map.ron"), &theirs).unwrap();
    let error = opened.file.save(&with_a_member(&opened.network), guard("ffffffffffff")).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }), "{error}");
    assert_eq!(place.text("map.ron"), theirs);
    assert_eq!(place.files(), ["home", "map.ron"]);
}

#[test]
fn a_file_that_went_away_is_written_again() {
    let place = Place::with_demo();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    fs::remove_file(place.path("map.ron")).unwrap();
    let network = with_a_member(&opened.network);
    opened.file.save(&network, guard("ffffffffffff")).unwrap();
    assert_eq!(store::open(&place.path("map.ron")).unwrap().network, network);
    // What nothing changed is written again too, once the file is gone.
    fs::remove_file(place.path("map.ron")).unwrap();
    opened.file.save(&network, guard("ffffffffffff")).unwrap();
    assert_eq!(store::open(&place.path("map.ron")).unwrap().network, network);
}

#[test]
fn a_new_map_never_takes_the_place_of_a_file() {
    let place = Place::new().holding("notes.txt", "mine");
    let error = MapFile::create(&place.path("notes.txt"), &Network::default(), guard("ffffffffffff")).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error}");
    assert_eq!(place.text("notes.txt"), "mine");
    let error = MapFile::create(&place.path("no/such/map.ron"), &Network::default(), guard("ffffffffffff")).unwrap_err();
    assert!(matches!(error, SaveError::NoFolder { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_save_keeps_the_mode_and_a_new_map_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |place: &Place, name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    let place = Place::with_demo();
    fs::set_permissions(place.path("map.ron"), fs::Permissions::from_mode(0o664)).unwrap();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    opened.file.save(&with_a_member(&opened.network), guard("ffffffffffff")).unwrap();
    assert_eq!(mode(&place, "map.ron"), 0o664);
    MapFile::create(&place.path("new.ron"), &opened.network, guard("ffffffffffff")).unwrap();
    assert_eq!(mode(&place, "new.ron"), 0o600);
}

#[cfg(unix)]
#[test]
fn a_save_through_a_link_keeps_the_link() {
    let place = Place::with_demo();
    std::os::unix::fs::symlink("map.ron", place.path("link.ron")).unwrap();
    let mut opened = store::open(&place.path("link.ron")).unwrap();
    opened.file.save(&with_a_member(&opened.network), guard("ffffffffffff")).unwrap();
    assert!(fs::symlink_metadata(place.path("link.ron")).unwrap().is_symlink());
    assert!(place.text("map.ron").contains("St Mary's"));
}

#[cfg(unix)]
#[test]
fn a_read_only_map_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_demo();
    fs::set_permissions(place.path("map.ron"), fs::Permissions::from_mode(0o444)).unwrap();
    let answer = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya"]);
    assert_eq!(answer.code, 5, "{}", answer.err);
    assert!(answer.err.contains("read-only"), "{}", answer.err);
    assert_eq!(place.text("map.ron"), DEMO);
}

#[cfg(unix)]
#[test]
fn a_map_whose_name_leads_nowhere_by_a_ring_of_links_is_not_taken_for_gone() {
    let place = Place::with_demo();
    let mut opened = store::open(&place.path("map.ron")).unwrap();
    fs::remove_file(place.path("map.ron")).unwrap();
    std::os::unix::fs::symlink("map.ron", place.path("map.ron")).unwrap();
    let error = opened.file.save(&with_a_member(&opened.network), guard("ffffffffffff")).unwrap_err();
    assert!(matches!(error, SaveError::Disk { .. }), "{error}");
    assert_eq!(place.files(), ["home", "map.ron"]);
}

#[test]
fn a_save_that_fails_on_a_disk_with_room_does_not_say_that_it_is_full() {
    // The map's own name is as long as a name may be; a new file beside it would have a longer one.
    let name = "m".repeat(255);
    let place = Place::new().holding(&name, DEMO);
    let mut opened = store::open(&place.path(&name)).unwrap();
    let error = opened.file.save(&with_a_member(&opened.network), guard("ffffffffffff")).unwrap_err();
    assert!(matches!(error, SaveError::Disk { .. }), "{error}");
    assert_eq!(place.text(&name), DEMO);
}

#[test]
fn two_who_join_the_same_have_the_same_bytes() {
    let later = DEMO.replace("000000000001", "000000000002");
    for (ours, theirs) in [(DEMO, later.as_str()), (&later, DEMO)] {
        let place = Place::new().holding("ours.ron", ours).holding("theirs.ron", theirs);
        let sides = ["ours.ron", "theirs.ron"].map(|name| store::Version::open(&place.path(name)).unwrap());
        store::keep_joined(&place.path("ours.ron"), &sides[0].network, &sides[0], &sides[1]).unwrap();
        assert_eq!(place.text("ours.ron"), DEMO);
    }
}

#[test]
fn a_disk_that_refuses_is_told_in_words() {
    let full = SaveError::Disk { file: "map.ron".to_owned(), source: std::io::ErrorKind::StorageFull.into() };
    let said = "map.ron could not be saved: the disk is full. The file is as it was. Save under another name or on another disk.";
    assert_eq!(full.to_string(), said);
}
