//! What a repair promises of any damage: the map opens whole afterwards, what could be read is as it was, nothing is lost.

use std::{fs, path::Path, sync::Arc, thread};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Layout},
    model::{About, Change, Field, Id, Kind, Member, MemberId, Network, Record, RecordKind, Tie},
    store::{
        Names, Repair,
        format::{self, Guard, Looked},
    },
};
use proptest::{collection::vec, prelude::*};

use crate::shell::Place;

/// A map with a record of every kind and every field in use.
const MAP: &str = include_str!("golden/every_field.permea.ron");

/// Something that happens to one line of a file.
#[derive(Clone, Debug)]
enum Damage {
    Twice,
    TwiceWith(usize, &'static str),
    Value(usize, &'static str),
    FieldGone(usize),
    FieldTwice(usize),
    FieldOf(&'static str),
    Gone,
    Letter(usize),
}

const VALUES: [&str; 9] = ["NaN", "1e999", "-1", "\"2026-02-30\"", "300", "[1]", "\"\"", "\"urn:nobody\"", "Known(inf)"];

fn damage() -> impl Strategy<Value = (usize, Damage)> {
    let value = || prop::sample::select(VALUES.to_vec());
    let field = 0..12_usize;
    let kind = prop_oneof![
        Just(Damage::Twice),
        (field.clone(), value()).prop_map(|(at, value)| Damage::TwiceWith(at, value)),
        (field.clone(), value()).prop_map(|(at, value)| Damage::Value(at, value)),
        field.clone().prop_map(Damage::FieldGone),
        field.prop_map(Damage::FieldTwice),
        prop::sample::select(vec!["ethos: 1", "mood: \"fine\""]).prop_map(Damage::FieldOf),
        Just(Damage::Gone),
        (1..200_usize).prop_map(Damage::Letter),
    ];
    (0..200_usize, kind)
}

/// The fields of a record's line, as far as they can be told by commas.
fn with_fields(line: &str, change: impl FnOnce(&mut Vec<String>)) -> String {
    let inside = line.trim_start_matches('(').trim_end_matches("),");
    let mut fields: Vec<String> = inside.split(", ").map(str::to_owned).collect();
    change(&mut fields);
    format!("({}),", fields.join(", "))
}

fn with_value(line: &str, at: usize, value: &str) -> String {
    with_fields(line, |fields| {
        let at = at % fields.len();
        if let Some((name, _)) = fields[at].clone().split_once(": ") {
            fields[at] = format!("{name}: {value}");
        }
    })
}

fn damaged(text: &str, damages: &[(usize, Damage)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (place, damage) in damages {
        let records: Vec<usize> = (2..lines.len()).filter(|&at| lines[at].starts_with('(') && lines[at].len() > 2).collect();
        let Some(&at) = records.get(place % records.len().max(1)) else { continue };
        let line = lines[at].clone();
        match damage {
            Damage::Twice => lines.insert(at + 1, line),
            Damage::TwiceWith(field, value) => lines.insert(at + 1, with_value(&line, 1 + field, value)),
            Damage::Value(field, value) => lines[at] = with_value(&line, *field, value),
            Damage::FieldGone(field) => lines[at] = with_fields(&line, |fields| drop(fields.remove(field % fields.len()))),
            Damage::FieldTwice(field) => lines[at] = with_fields(&line, |fields| fields.push(fields[field % fields.len()].clone())),
            Damage::FieldOf(text) => lines[at] = with_fields(&line, |fields| fields.push((*text).to_owned())),
            Damage::Gone => drop(lines.remove(at)),
            Damage::Letter(letter) => lines[at] = line.chars().enumerate().map(|(at, c)| if at == *letter { '~' } else { c }).collect(),
        }
    }
    lines.join("\n") + "\n"
}

/// Every record of a file in which nothing is wrong, with its line.
fn lines_of(text: &str) -> Vec<(String, Record)> {
    let network = format::read(text.as_bytes()).unwrap().network;
    let mut lines = text.lines().filter(|line| line.starts_with('(') && !line.starts_with("(permea"));
    let records = RecordKind::ALL.iter().flat_map(|&kind| network.records(kind));
    records.map(|record| (lines.next().unwrap().trim_end_matches(',').to_owned(), record)).collect()
}

/// What holds of any file: it is refused with a reason, or what is left is a whole map in which nothing readable changed.
fn keeps_the_law(text: &str) {
    let mended = match format::look(text.as_bytes()) {
        Err(faults) => return assert!(!faults.is_empty()),
        Ok(Looked::Whole(_)) => return,
        Ok(Looked::Mended(mended)) => mended,
    };
    assert!(!mended.cures.is_empty());
    let written = format::write(&mended.network, &Guard::new("0")).unwrap();
    assert_eq!(format::read(written.as_bytes()).unwrap().network, mended.network);
    for (line, record) in lines_of(MAP).into_iter().filter(|(line, _)| text.contains(line)) {
        let is_there = mended.network.record(record.kind(), record.key()).is_some_and(|kept| kept == record);
        let is_told = mended.cures.iter().any(|cure| cure.was.contains(&line) || cure.fault.told("map").contains(record.key()));
        assert!(is_there || is_told, "{line}\nis lost from\n{text}\n{:#?}", mended.cures);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_map_is_whole_after_its_repair_and_nothing_readable_changed(damages in vec(damage(), 1..6)) {
        keeps_the_law(&damaged(MAP, &damages));
    }
}

#[test]
fn a_bit_that_flipped_is_an_error_or_a_difference_that_can_be_seen() {
    let original = format::read(MAP.as_bytes()).unwrap().network;
    let bits = MAP.len() * 8;
    let mut told = [0; 3];
    for at in (0..1000).map(|at| (at * 7919 + at * at * 31) % bits) {
        let mut bytes = MAP.as_bytes().to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        let outcome = match format::look(&bytes) {
            Err(_) | Ok(Looked::Mended(_)) => 0,
            Ok(Looked::Whole(parsed)) if parsed.network != original => 1,
            Ok(Looked::Whole(_)) => {
                let line = bytes[..at / 8].split(|&byte| byte == b'\n').count();
                let is_between = MAP.as_bytes()[at / 8].is_ascii_whitespace() || bytes[at / 8].is_ascii_whitespace();
                assert!(line == 2 || is_between, "line {line}, byte {}: {:?}", at / 8, bytes[at / 8] as char);
                2
            }
        };
        told[outcome] += 1;
    }
    assert!(told[0] > 300 && told[1] > 100, "{told:?}");
}

#[test]
fn a_repair_keeps_the_file_as_it_was_and_what_was_taken_out() {
    let place = Place::new().holding("map.permea.ron", MAP.replacen("(id: ", "// about the first one\n(ethos: 7, id: ", 1));
    let before = fs::read(place.path("map.permea.ron")).unwrap();
    let shown = place.permea(&["repair", "map.permea.ron", "--no-input", "--format", "json"]);
    assert_eq!((shown.code, shown.json()["written"].as_bool(), shown.json()["cures"].as_array().unwrap().len()), (3, Some(false), 1));
    assert_eq!(fs::read(place.path("map.permea.ron")).unwrap(), before);
    let written = place.permea(&["repair", "map.permea.ron", "--yes"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert!(written.out.contains("1 comment written by hand is kept as notes"), "{}", written.out);
    assert!(place.text("map.set-aside.txt").contains("ethos: 7"));
    assert!(place.text("map.permea.ron").contains("about the first one"));
    assert!(place.permea(&["check", "map.permea.ron", "--as-of", "2030-01-01"]).out.lines().next().unwrap().contains("No problems"));
    assert_eq!(place.permea(&["repair", "map.permea.ron"]).code, 0);
}

#[test]
fn a_file_that_changed_after_the_repair_was_planned_is_left_alone() {
    let place = Place::new().holding("map.ron", MAP.replacen("(id: ", "(ethos: 7, id: ", 1));
    let repair = Repair::plan(&place.path("map.ron"), Names::AsTheyAre).unwrap();
    let newer = MAP.replacen("save: \"", "save: \"f", 1);
    fs::write(place.path("map.ron"), &newer).unwrap();
    assert!(repair.write().is_err());
    assert_eq!(place.text("map.ron"), newer);
    assert!(!Path::new(&place.path("map.set-aside.txt")).exists());
}

#[test]
fn comments_by_hand_are_notes_after_the_first_change_from_the_shell() {
    let text = include_str!("../../assets/demo.permea.ron").replacen("(id: \"urn:900001\"", "// rings on Tuesdays\n(id: \"urn:900001\"", 1);
    let place = Place::new().holding("map.ron", text);
    let rate = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya"]);
    assert_eq!(rate.code, 0, "{}", rate.err);
    assert!(rate.err.contains("The comments written by hand are notes now"), "{}", rate.err);
    assert!(place.text("map.ron").contains("rings on Tuesdays"));
    assert!(place.permea(&["check", "map.ron"]).out.contains("No problems"));
    let undo = place.permea(&["undo", "map.ron"]);
    assert!(undo.out.contains("Rate"), "{}", undo.out);
}

/// A chain as long as a map can have members, through everything that is worked out of it, on a stack that recursion would fill.
///
/// `PERMEA_CHAIN=50000 cargo test --release --test it chain` runs the long one.
#[test]
fn a_long_chain_needs_no_deep_stack() {
    let length = std::env::var("PERMEA_CHAIN").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
    let worker = thread::Builder::new().stack_size(512 << 10).spawn(move || {
        let member = |at: usize| MemberId::new(&format!("urn:{at}")).unwrap();
        let members = (0..length).map(|at| Change::add(Member::new(member(at), Kind::School, format!("School {at}"))).after.unwrap());
        let tie = |at: usize| {
            let text = |name: &str| match name {
                "id" => Some(format!("t:{at}")),
                "from" => Some(member(at).to_string()),
                "to" => Some(member(at + 1).to_string()),
                "phase" => Some("2".to_owned()),
                "started" => Some("2026-01-01".to_owned()),
                _ => None,
            };
            Record::from(Tie::from_texts(&text).unwrap())
        };
        let records = members.chain((0..length - 1).map(tie)).collect();
        let about = About { name: "Chain".into(), uid: "0".repeat(32).into() };
        let network = Network::from_records(about, records).unwrap();
        let text = format::write(&network, &Guard::new("0")).unwrap();
        assert_eq!(format::read(text.as_bytes()).unwrap().network.members().len(), length);
        let day = Field::parse("2026-03-02").unwrap();
        let analysis = Arc::new(Analysis::new(&network, day, &Rules::built_in(), &|| false).unwrap());
        for layout in [Layout::Rings, Layout::Journey, Layout::Geographic] {
            assert_eq!(Chart::new(&analysis, layout).roster.members.len(), length, "{layout:?}");
        }
        let _id = Id::new("r:1").unwrap();
    });
    worker.unwrap().join().unwrap();
}
