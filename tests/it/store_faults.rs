//! Files that are no whole map: each is told in plain words, and none is ever written over.

use permea::store::{self, Severity, format};

use crate::shell::Place;

/// A small sound map that each case breaks in one way.
const SOUND: &str = r#"(permea: 1, uid: "6f0c6f0c6f0c6f0c6f0c6f0c6f0c6f0c", name: "Invented network",
save: "9f31c0a7d2e4",
members: [
(id: "trust:9001", kind: trust, name: "Invented Trust"),
(id: "urn:900001", kind: school, name: "St Mary's", pupils: 100),
(id: "urn:900002", kind: school, name: "Invented High"),
],
ties: [
(id: "t:1", from: "urn:900001", to: "urn:900002", phase: 2),
],
ratings: [
(id: "r:1", member: "urn:900001", on: "2026-03-02", by: "Priya", stage: 2, basis: visit),
],
measures: [
(id: "urn:900001/Attainment 8/2019", value: Known(52.3), pupils: 151),
],
)
"#;

/// A broken file: its name, its bytes, what the sentence must say, and how bad it is.
struct Case(&'static str, Vec<u8>, &'static [&'static str], Severity);

fn with(from: &str, to: &str) -> Vec<u8> {
    assert!(SOUND.contains(from), "{from} is not in the sound map");
    SOUND.replacen(from, to, 1).into_bytes()
}

fn until(end: &str) -> Vec<u8> {
    SOUND.as_bytes()[..SOUND.find(end).unwrap() + end.len()].to_vec()
}

fn files() -> Vec<Case> {
    use Severity::{File, Limit, Records};
    let bytes = || SOUND.as_bytes().to_vec();
    let utf16 = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    let latin = SOUND.bytes().flat_map(|byte| if byte == b'\'' { vec![0xff] } else { vec![byte] }).collect();
    vec![
        Case("empty", Vec::new(), &["is empty (0 bytes)", "nothing will be written over it"], File),
        Case("zeroes", vec![0; 4096], &["only zero bytes", "power cut"], File),
        Case("zeroes after the map", [bytes(), vec![0; 99]].concat(), &["99 zero bytes", "after line 18", "power cut"], File),
        Case("cut off in a record", until("Mary"), &["stops in the middle of line 5", "\"St Mary\"", "half copied"], File),
        Case("cut off between records", until("High\"),\n"), &["stops at line 6", "half copied"], File),
        Case("cut off before the end", until("151),\n],"), &["stops at line 16"], File),
        Case("more text", [bytes(), b"hello\n".to_vec()].concat(), &["extra text", "at line 18", "nothing there is lost"], File),
        Case("UTF-16", utf16(SOUND), &["is in UTF-16", "iconv -f UTF-16"], File),
        Case("not UTF-8", latin, &["Line 5", "not UTF-8 (FF)", "St Mary?s", "Windows-1252"], File),
        Case("git markers", with("(id: \"t:1\"", "<<<<<<< HEAD\n(id: \"t:1\""), &["git conflict markers (line 9)"], File),
        Case(
            "an own heading twice",
            with("pupils: 100", "own: {\"Ward\": \"Ash\", \"Ward\": \"Elm\"}"),
            &["Line 5", "\"St Mary's\"", "`Ward` stands twice"],
            Records,
        ),
        Case(
            "an id twice",
            with("urn:900002\", kind", "urn:900001\", kind"),
            &["Line 6", "urn:900001 is used twice", "line 5", "\"St Mary's\"", "\"Invented High\""],
            File,
        ),
        Case("a required field missing", with("name: \"Invented High\"", "pupils: 3"), &["Line 6", "urn:900002 has no `name`"], File),
        Case("a field twice", with("pupils: 100", "pupils: 100, pupils: 101"), &["Line 5", "`pupils` twice"], File),
        Case("a quote that is never closed", with("\"St Mary's\"", "\"St Mary's"), &["Line 5", "never closed"], File),
        Case("a bracket that is never closed", with("pupils: 100),", "pupils: 100"), &["Line 5", "\"St Mary's\"", "never closed"], File),
        Case("an unknown section", with("ties: [", "knots: ["), &["Line 8", "section knots"], Records),
        Case("a sheet", b"URN,LA\n1,2\n".to_vec(), &["Line 1", "is not written as a map is", "permea import"], File),
        Case("no uid", with("uid: \"6f0c6f0c6f0c6f0c6f0c6f0c6f0c6f0c\", ", ""), &["`uid`"], File),
        Case("200 nested lists", with("100", &"[".repeat(200)), &["Line 5", "more than 64 deep", "not a map"], Limit),
        Case("a million brackets", vec![b'['; 1_000_000], &["more than 64 deep"], Limit),
    ]
}

fn records() -> Vec<Case> {
    let case = |name, from, to, said| Case(name, with(from, to), said, Severity::Records);
    vec![
        case("an unknown field", "pupils: 100", "ethos: \"kind\"", &["Line 5", "the field ethos of a member"]),
        case("a newer format", "permea: 1", "permea: 9", &["newer version", "format 9; this one knows 1", "Update"]),
        case("no number", "52.3", "NaN", &["Line 15", "`value` = Known(NaN)", "no finite number"]),
        case("an infinite number", "pupils: 100", "easting: inf", &["Line 5", "\"St Mary's\"", "`easting` = inf", "no place"]),
        case("a number too large", "pupils: 100", "easting: 1e999", &["`easting` = 1e999", "no place"]),
        case("a share over 100", "pupils: 100", "fsm_percent: 130", &["Line 5", "`fsm_percent` = 130", "from 0 to 100"]),
        case("stage 300", "stage: 2", "stage: 300", &["Line 12", "`stage` = 300", "from 1 (isolation) to 4"]),
        case("stage -1", "stage: 2", "stage: -1", &["Line 12", "`stage` = -1"]),
        case("stage 2.5", "stage: 2", "stage: 2.5", &["Line 12", "`stage` = 2.5"]),
        case("30 February", "2026-03-02", "2026-02-30", &["Line 12", "2026-02-30", "not a date"]),
        case("no such word", "basis: visit", "basis: guess", &["Line 12", "`basis` = guess", "visit, survey, data or hearsay"]),
        case("no id", "trust:9001", "TRUST 9001", &["Line 4", "`id`", "not an id like"]),
        case("a loose tie", "to: \"urn:900002\"", "to: \"urn:999\"", &["Line 9", "t:1 speaks of urn:999", "not in the map"]),
        case("a tie to itself", "to: \"urn:900002\"", "to: \"urn:900001\"", &["Line 9", "t:1 joins urn:900001 to itself"]),
        case("a shared number", "pupils: 100", "aliases: [\"urn:900002\"]", &["share the number urn:900002"]),
    ]
}

#[test]
fn the_map_the_cases_break_is_sound() {
    assert_eq!(format::read(SOUND.as_bytes()).unwrap().network.members().len(), 3);
}

#[test]
fn every_fault_is_told_in_plain_words() {
    let place = Place::new();
    for Case(name, bytes, said, severity) in files().into_iter().chain(records()) {
        let place = place.path("map.ron");
        std::fs::write(&place, &bytes).unwrap();
        let error = store::open(&place).expect_err(name);
        let sentence = error.to_string();
        for part in said {
            assert!(sentence.contains(part), "{name}: {part} is missing in: {sentence}");
        }
        let done = if severity == Severity::Records { "nothing was changed" } else { "not opened" };
        assert!(sentence.to_lowercase().contains(done), "{name}: {sentence}");
        assert!(sentence.lines().count() <= 3 && !sentence.contains("xpected"), "{name}: {sentence}");
        assert_eq!(error.severity(), severity, "{name}");
    }
}

#[test]
fn a_map_that_was_not_read_whole_is_never_written_over() {
    for Case(name, bytes, _, severity) in files().into_iter().chain(records()) {
        let place = Place::new().holding("map.ron", &bytes);
        let rate = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "3", "--by", "Priya"]);
        let refused = if severity == Severity::Limit { 4 } else { 1 };
        assert_eq!((rate.code, rate.out.as_str()), (refused, ""), "{name}: {}", rate.err);
        assert!(!rate.err.is_empty(), "{name}");
        assert_eq!(std::fs::read(place.path("map.ron")).unwrap(), bytes, "{name}");
        assert_eq!(place.files(), ["home", "map.ron"], "{name}");
    }
}

#[test]
fn check_lists_every_problem_with_its_line() {
    let text = SOUND.replace("stage: 2", "stage: 9").replace("pupils: 100", "ethos: 1").replace("52.3", "inf");
    let place = Place::new().holding("map.ron", text);
    let answer = place.permea(&["check", "map.ron", "--format", "json"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    let problems = answer.json()["problems"].as_array().unwrap().clone();
    let lines: Vec<(u64, &str)> = problems.iter().map(|one| (one["line"].as_u64().unwrap(), one["kind"].as_str().unwrap())).collect();
    assert_eq!(lines, [(5, "unknown_field"), (12, "bad_value"), (15, "not_finite")]);
}

#[test]
fn check_ends_by_how_bad_it_is() {
    for Case(name, bytes, said, severity) in files().into_iter().chain(records()) {
        let answer = Place::new().holding("map.ron", &bytes).permea(&["check", "map.ron"]);
        let code = match severity {
            Severity::Records => 3,
            Severity::File => 1,
            Severity::Limit => 4,
        };
        assert_eq!(answer.code, code, "{name}: {}{}", answer.out, answer.err);
        assert!(said.iter().all(|part| answer.out.contains(part)), "{name}: {}", answer.out);
    }
}

#[test]
fn a_byte_order_mark_cr_lf_and_comments_are_read_and_noted() {
    let marked =
        [b"\xef\xbb\xbf".to_vec(), SOUND.replace('\n', "\r\n").replace("ties: [", "// by hand\r\n\r\nties: [").into_bytes()].concat();
    let parsed = format::read(&marked).unwrap();
    assert_eq!(parsed.network, format::read(SOUND.as_bytes()).unwrap().network);
    let notes: Vec<String> = parsed.notes.iter().map(store::Note::sentence).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    let answer = Place::new().holding("map.ron", &marked).permea(&["check", "map.ron"]);
    assert_eq!(answer.code, 0);
    assert!(notes.iter().all(|note| answer.out.contains(note)), "{}", answer.out);
}

#[test]
fn sections_and_records_may_stand_as_a_hand_left_them() {
    let tie = "(id: \"t:1\", from: \"urn:900001\", to: \"urn:900002\", phase: 2)";
    let moved = SOUND
        .replace(&format!("ties: [\n{tie},\n],\n"), "")
        .replace("members: [", &format!("ties: [{}],\n\nmembers: [", tie.replace(", ", ",\n  ")));
    assert_eq!(format::read(moved.as_bytes()).unwrap().network, format::read(SOUND.as_bytes()).unwrap().network);
}

#[test]
fn a_name_with_escapes_is_opened_noted_and_shown_harmless() {
    let place = Place::new().holding("map.ron", with("St Mary's", "St Mary\\u{1b}]52;c;x\\u{7}"));
    let check = place.permea(&["check", "map.ron"]);
    assert_eq!(check.code, 0);
    assert!(check.out.contains("1 name has control characters (line 5). `permea repair map.ron --names` takes them out."), "{}", check.out);
    let rate = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "2", "--by", "Priya"]);
    assert!(rate.out.contains("St Mary␛]52;c;x␇"), "{:?}", rate.out);
}

#[test]
fn what_is_no_ordinary_file_is_not_opened() {
    let place = Place::new();
    std::fs::create_dir(place.path("folder.ron")).unwrap();
    let folder = place.permea(&["check", "folder.ron"]);
    assert_eq!((folder.code, folder.err.as_str()), (1, "folder.ron is not an ordinary file. Not opened.\n"));
    let missing = place.permea(&["rate", "none.ron", "x", "--stage", "1", "--by", "P"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("There is no file none.ron"), "{}", missing.err);
    assert_eq!(place.files(), ["folder.ron", "home"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_itself_is_told() {
    let place = Place::new();
    std::os::unix::fs::symlink("loop.ron", place.path("loop.ron")).unwrap();
    std::os::unix::fs::symlink("gone", place.path("dangling.ron")).unwrap();
    assert!(place.permea(&["check", "loop.ron"]).err.contains("a link that leads back to itself"));
    assert!(place.permea(&["check", "dangling.ron"]).err.contains("a link to a file that is not there"));
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let answer = Place::new().permea(&["check", "/dev/zero"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, "/dev/zero is not an ordinary file. Not opened.\n"));
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let place = Place::new();
    std::fs::File::create(place.path("map.ron")).unwrap().set_len(300_000_000).unwrap();
    let answer = place.permea(&["check", "map.ron"]);
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (4, "map.ron is 300 MB; the limit is 256 MB. Not opened. (`--max-size 300M` lifts it.)\n")
    );
}

#[test]
fn a_file_that_may_not_be_read_is_neither_new_nor_empty() {
    let error = store::OpenError::new("map.ron", store::Reason::Denied { mode: Some(0o600), owner: Some("priya".to_owned()) });
    assert_eq!(error.to_string(), "You may not read map.ron (owner priya, mode 0600). Nothing was changed. Ask its owner, or copy it.");
}

#[test]
fn a_broken_law_in_every_record_is_told_for_each() {
    let loose: Vec<String> = (0..500).map(|at| format!("(id: \"t:{at}x\", from: \"urn:900001\", to: \"urn:{at}\"),\n")).collect();
    let loose = loose.concat();
    let text = SOUND.replace("ties: [\n", &format!("ties: [\n{loose}"));
    let faults = format::read(text.as_bytes()).unwrap_err();
    assert_eq!((faults.len(), faults[0].line, faults[499].line), (500, Some(9), Some(508)));
}
