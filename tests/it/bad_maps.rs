//! The corpus of bad map files: what the program says of each, how it ends, and that no byte of the file is changed.
//!
//! `B01` to `B37` are the rows of the table in the design; the snapshot beside this file is what people read.

use std::{fmt::Write, fs, process::Command};

use crate::shell::{Answer, Place, command};

/// A small sound map that each row breaks in one way.
const SOUND: &str = r#"(permea: 1, uid: "6f0c6f0c6f0c6f0c6f0c6f0c6f0c6f0c", name: "Invented network",
save: "9f31c0a7d2e4",
members: [
(id: "trust:9001", kind: trust, name: "Invented Trust"),
(id: "urn:900001", kind: school, name: "St Mary's", pupils: 100, easting: 1),
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

/// A row of the table: its number, what the file is, and its bytes.
struct Row(&'static str, &'static str, Vec<u8>);

fn with(id: &'static str, what: &'static str, from: &str, to: &str) -> Row {
    assert!(SOUND.contains(from), "{from} is not in the sound map");
    Row(id, what, SOUND.replacen(from, to, 1).into_bytes())
}

fn until(end: &str) -> Vec<u8> {
    SOUND.as_bytes()[..SOUND.find(end).unwrap() + end.len()].to_vec()
}

fn rows() -> Vec<Row> {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(SOUND.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin = SOUND.bytes().map(|byte| if byte == b'\'' { 0xff } else { byte }).collect();
    let twice = "(id: \"r:1\", member: \"urn:900002\", on: \"2026-03-03\", by: \"Sam\", stage: 3),\n],\nmeasures";
    vec![
        Row("B00", "the sound map", SOUND.into()),
        Row("B01", "empty", Vec::new()),
        Row("B02", "zero bytes", vec![0; 4096]),
        Row("B03", "cut off inside a record", until("Mary")),
        Row("B04", "more text after the map", [SOUND.as_bytes(), b"hello\n"].concat()),
        Row("B05", "byte-order mark", [b"\xef\xbb\xbf", SOUND.as_bytes()].concat()),
        Row("B06", "UTF-16", utf16),
        Row("B07", "CR LF", SOUND.replace('\n', "\r\n").into()),
        Row("B08", "a byte that is not UTF-8", latin),
        with("B09", "git conflict markers", "(id: \"t:1\"", "<<<<<<< HEAD\n(id: \"t:1\""),
        with(
            "B11",
            "an id twice",
            "urn:900002\", kind: school, name: \"Invented High\"",
            "urn:900001\", kind: school, name: \"St Mary's CE\"",
        ),
        with("B12", "an unknown field", "pupils: 100", "ethos: \"kind\""),
        with("B12b", "an unknown section", "measures: [", "knots: [\n],\nmeasures: ["),
        with("B13", "a newer format", "permea: 1", "permea: 9"),
        with("B13b", "a newer format with parts unknown here", "permea: 1, ", "permea: 9, mood: (7), "),
        with("B15", "a name missing", "name: \"Invented High\"", "pupils: 3"),
        with("B16", "an infinite place", "easting: 1", "easting: inf"),
        with("B16b", "a number that is none", "52.3", "NaN"),
        with("B16c", "a number too large to be one", "easting: 1", "easting: 1e999"),
        with("B17", "a place outside the map", "easting: 1", "easting: 1e300"),
        with("B18", "200 nested lists", "100", &"[".repeat(200)),
        Row("B19", "a million brackets", vec![b'['; 1_000_000]),
        with("B20", "a tie to a missing member", "to: \"urn:900002\"", "to: \"urn:999\""),
        with("B21", "a tie of a member to itself", "to: \"urn:900002\"", "to: \"urn:900001\""),
        with("B22", "stage 300", "stage: 2", "stage: 300"),
        with("B22b", "stage -1", "stage: 2", "stage: -1"),
        with("B22c", "stage 2.5", "stage: 2", "stage: 2.5"),
        with("B23", "30 February", "2026-03-02", "2026-02-30"),
        with("B23b", "a day to come", "2026-03-02", "2027-01-01"),
        with("B24", "escapes in a name", "St Mary's", "St Mary\\u{1b}]52;c;x\\u{7}"),
        with("B25", "a name turned round", "St Mary's", "St \\u{202e}Mary's"),
        with("B26", "two names that look alike", "Invented High\"", "St M\u{430}ry's\""),
        with("B27", "a name of a million letters", "St Mary's", &"x".repeat(1_000_000)),
        with("B28", "a letter under 500 marks", "St Mary's", &format!("Ma{}ry", "\u{301}".repeat(500))),
        with("B29", "a zero in a name", "St Mary's", "St Mary\\u{0}s"),
        with("B30", "comments by hand", "(id: \"urn:900002\"", "// closes in July\n(id: \"urn:900002\""),
        with("B36", "a rating's id twice", "],\nmeasures", twice),
        with("B37", "a rating without author", "by: \"Priya\", ", ""),
        with(
            "I1",
            "a record twice, word for word",
            "(id: \"t:1\"",
            "(id: \"t:1\", from: \"urn:900001\", to: \"urn:900002\", phase: 2),\n(id: \"t:1\"",
        ),
        with(
            "I4",
            "a field of 200,000 names",
            "pupils: 100",
            (0..200_000).fold(String::new(), |all, at| all + &format!("f{at}: 1, ")).trim_end_matches(", "),
        ),
    ]
}

/// Runs the program with half a gigabyte of address space, where the machine can limit it.
fn within_limits(place: &Place, arguments: &[&str]) -> Answer {
    let plain = command(place.path("").as_path());
    let mut limited = Command::new("prlimit");
    limited.args(["--as=536870912", env!("CARGO_BIN_EXE_permea")]).args(arguments).env("RAYON_NUM_THREADS", "2");
    limited.current_dir(place.path("")).stdin(std::process::Stdio::null());
    limited.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Ok(output) = limited.output() else { return place.permea(arguments) };
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a command said, its long lines cut and times left out.
fn said(arguments: &[&str], answer: &Answer) -> String {
    let cut = |line: &str| {
        let line: String = line.chars().take(400).collect();
        line.split(' ').map(|word| if word.starts_with("20") && word.contains('T') { "{t}" } else { word }).collect::<Vec<_>>().join(" ")
    };
    let lines: Vec<String> = answer.out.lines().chain(answer.err.lines()).take(8).map(cut).collect();
    format!("$ permea {} ends with {}\n{}\n", arguments.join(" "), answer.code, lines.join("\n"))
}

#[test]
fn every_bad_map_is_told_in_plain_words_and_left_as_it_is() {
    let mut told = String::new();
    for Row(id, what, bytes) in rows() {
        let place = Place::new().holding("map.ron", &bytes);
        writeln!(told, "=== {id}: {what}").unwrap();
        let check = ["check", "map.ron", "--as-of", "2026-11-20"];
        told += &said(&check[..2], &within_limits(&place, &check));
        let list = within_limits(&place, &["list", "map.ron", "--columns", "id", "--format", "csv"]);
        writeln!(
            told,
            "$ permea list map.ron ends with {} and {} lines\n{}",
            list.code,
            list.out.lines().count(),
            said(&["list"], &Answer { out: String::new(), ..list }).lines().skip(1).collect::<Vec<_>>().join("\n")
        )
        .unwrap();
        assert_eq!(fs::read(place.path("map.ron")).unwrap(), bytes, "{id}");
        assert_eq!(place.files(), ["home", "map.ron"], "{id}");
    }
    insta::assert_snapshot!(told);
}

/// Which rows a repair mends; the others say what to do instead.
#[test]
fn repair_mends_what_it_can_and_says_what_to_do_about_the_rest() {
    let mut told = String::new();
    for Row(id, what, bytes) in rows() {
        let place = Place::new().holding("map.ron", &bytes);
        let repair = within_limits(&place, &["repair", "map.ron", "--names", "--yes"]);
        writeln!(told, "=== {id}: {what}").unwrap();
        told += &said(&["repair"], &repair);
        let after = fs::read(place.path("map.ron")).unwrap();
        match repair.code {
            0 if after == bytes => assert_eq!(place.files(), ["home", "map.ron"], "{id}"),
            0 => {
                let check = place.permea(&["check", "map.ron", "--as-of", "2027-11-20"]);
                assert_eq!(check.code, 0, "{id}: {}", check.out);
                assert_eq!(place.files(), ["home", "map.ron", "map.set-aside.txt"], "{id}");
                let safe = fs::read_dir(place.path("home/state/maps")).unwrap().next().unwrap().unwrap().path();
                let mut versions = fs::read_dir(safe.join("base")).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
                assert!(versions.any(|version| version == bytes), "{id}: the file as it was is kept");
            }
            _ => assert_eq!(after, bytes, "{id}"),
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_last_good_copy_is_named_and_comes_back() {
    let place = Place::with_demo();
    assert_eq!(place.permea(&["rate", "map.ron", "urn:900001", "--stage", "3", "--by", "Priya"]).code, 0);
    let good = fs::read(place.path("map.ron")).unwrap();
    for damaged in [Vec::new(), vec![0; 100], good[..good.len() / 2].to_vec()] {
        fs::write(place.path("map.ron"), &damaged).unwrap();
        let answer = place.permea(&["list", "map.ron"]);
        assert_eq!(answer.code, 1);
        assert!(answer.err.contains("The last good copy is from 20"), "{}", answer.err);
        let command = answer.err.split('`').find(|part| part.starts_with("permea restore")).unwrap().to_owned();
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        assert_eq!(fs::read(place.path("map.ron")).unwrap(), damaged);
        let restored = place.permea(&arguments);
        assert_eq!(restored.code, 0, "{}", restored.err);
        assert_eq!(place.permea(&["check", "map.ron"]).code, 0);
    }
}

#[test]
fn a_map_over_the_limit_opens_when_the_limit_is_lifted() {
    let padded = SOUND.replacen("members: [", &format!("members: [{}", "\n".repeat(2_000_000)), 1);
    let place = Place::new().holding("map.ron", padded);
    assert_eq!(place.permea(&["check", "map.ron", "--max-size", "1M"]).code, 4);
    assert_eq!(place.permea(&["check", "map.ron", "--max-size", "3M"]).code, 0);
    assert_eq!(place.permea(&["check", "map.ron", "--max-size", "much"]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let place = Place::new();
    let made = Command::new("mkfifo").arg(place.path("map.ron")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let answer = place.permea(&["check", "map.ron"]);
    assert_eq!((answer.code, answer.err.as_str()), (1, "map.ron is not an ordinary file. Not opened.\n"));
}

#[cfg(unix)]
#[test]
fn whoever_may_not_read_a_map_is_told_whose_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_demo();
    fs::set_permissions(place.path("map.ron"), fs::Permissions::from_mode(0o600)).unwrap();
    for folder in ["", "home"] {
        fs::set_permissions(place.path(folder), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_permea"), "check", "map.ron"])
        .current_dir(place.path(""))
        .env("PERMEA_HOME", place.path("home"))
        .output();
    // Only an administrator can become somebody else, and only where the program itself can be reached.
    let Some(output) = output.ok().filter(|output| output.status.code() == Some(1)) else { return };
    let told = String::from_utf8(output.stderr).unwrap();
    if told.contains("setpriv") {
        return;
    }
    assert!(told.starts_with("You may not read map.ron (owner ") && told.contains("mode 0600). Nothing was changed."), "{told}");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_opens_and_is_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_demo();
    let before = fs::read(place.path("map.ron")).unwrap();
    fs::set_permissions(place.path("map.ron"), fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(place.permea(&["list", "map.ron"]).code, 0);
    let rate = place.permea(&["rate", "map.ron", "urn:900001", "--stage", "3", "--by", "Priya"]);
    assert_eq!(rate.code, 5, "{}", rate.err);
    assert!(rate.err.contains("cannot be saved here (read-only file)"), "{}", rate.err);
    assert_eq!(fs::read(place.path("map.ron")).unwrap(), before);
}
