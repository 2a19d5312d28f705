//! The journal against everything that can befall a file: cut anywhere, any bit changed, lines moved, bytes of nobody.
//!
//! `PERMEA_ROUNDS=100 cargo test --release --test it journal` tries a journal of 100 entries; its cost grows with the square.

use std::{env, fs, path::Path};

use permea::{
    model::{Change, Deed, Kind, Member, MemberId, Step},
    store::{
        FORMAT,
        journal::{self, Ending, Entry, Header, Journal, Manner, Unreadable},
    },
};
use proptest::prelude::*;
use tempfile::TempDir;

/// How often something is tried: few times here, often by the command above.
pub(crate) fn rounds(few: usize) -> usize {
    env::var("PERMEA_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(few)
}

pub(crate) fn header() -> Header {
    Header {
        map: "0123456789abcdef0123456789abcdef".into(),
        base: "00".repeat(32).into(),
        file: "00".repeat(32).into(),
        host: "laptop-7".into(),
        boot: "1".into(),
        pid: 4312,
        user: "sam".into(),
        start: "2026-05-01T14:02:11Z".parse().unwrap(),
        app: "0.1.0".into(),
        format: 1,
    }
}

fn add(name: &str) -> Step {
    let member = Member::new(MemberId::new("urn:900001").unwrap(), Kind::School, name);
    Step::new(format!("Add {name}"), vec![Change::add(member)]).signed(Some("Priya".into()), Some("2026-05-01T14:02:11Z".parse().unwrap()))
}

/// Entries of every kind, so many in all.
fn entries(count: usize) -> Vec<Entry> {
    let hash = "ab".repeat(32);
    let entry = |at: usize| match at % 5 {
        0 => Entry::Deed(Deed::Done(add(&format!("St \"Mary's\" \\ line\n{at}")))),
        1 => Entry::Deed(Deed::Undone(add("Ash").inverse())),
        2 => Entry::Deed(Deed::Redone(add("Ash"))),
        3 => Entry::Saving { hash: hash.as_str().into(), manner: Manner::InPlace, through: 3 },
        _ => Entry::Saved { hash: hash.as_str().into(), through: 3 },
    };
    (0..count).map(entry).collect()
}

/// The bytes of a journal with these entries, and where each of its lines ends.
fn written(folder: &Path, entries: &[Entry]) -> (Vec<u8>, Vec<usize>) {
    let path = folder.join("0.journal");
    let mut journal = Journal::begin(&path, &header()).unwrap();
    for some in entries.chunks(3) {
        journal.append(some).unwrap();
    }
    let bytes = fs::read(path).unwrap();
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    (bytes, ends)
}

#[test]
fn a_journal_says_what_was_appended() {
    let folder = TempDir::new().unwrap();
    let entries = entries(7);
    let (bytes, ends) = written(folder.path(), &entries);
    let reading = journal::read(&bytes).unwrap();
    assert_eq!((reading.header, &reading.entries, reading.ending), (header(), &entries, Ending::Whole));
    assert_eq!(ends.len(), 8);
    assert!(bytes.starts_with(b"SMJ1 "));
}

#[test]
fn a_journal_cut_at_any_byte_gives_its_whole_records_and_no_more() {
    let folder = TempDir::new().unwrap();
    let entries = entries(rounds(10));
    let (bytes, ends) = written(folder.path(), &entries);
    for cut in 0..bytes.len() {
        let whole = ends.iter().filter(|end| **end <= cut).count();
        match journal::read(&bytes[..cut]) {
            Err(error) => assert_eq!((error, whole), (Unreadable::NoHeader, 0), "cut at {cut}"),
            Ok(reading) => {
                assert!(reading.entries == entries[..whole - 1], "cut at {cut}");
                let rest = cut - ends[whole - 1];
                assert_eq!(reading.ending, if rest == 0 { Ending::Whole } else { Ending::Torn { bytes: rest } });
            }
        }
    }
}

#[test]
fn every_changed_bit_is_noticed_and_what_stands_before_it_is_read() {
    let folder = TempDir::new().unwrap();
    let entries = entries(rounds(5));
    let (bytes, ends) = written(folder.path(), &entries);
    let mut changed = bytes.clone();
    for at in 0..bytes.len() {
        let line = ends.iter().filter(|end| **end <= at).count();
        for bit in 0..8 {
            changed[at] ^= 1 << bit;
            match journal::read(&changed) {
                Err(_) => assert_eq!(line, 0, "byte {at}, bit {bit}"),
                Ok(reading) => assert!(line > 0 && reading.entries == entries[..line - 1], "byte {at}, bit {bit}"),
            }
            changed[at] = bytes[at];
        }
    }
}

#[test]
fn damage_in_the_middle_is_told_from_an_end_that_was_cut() {
    let folder = TempDir::new().unwrap();
    let (mut bytes, ends) = written(folder.path(), &entries(6));
    bytes[ends[2] + 30] ^= 1;
    let reading = journal::read(&bytes).unwrap();
    assert_eq!((reading.entries.len(), reading.sound_bytes), (2, ends[2]));
    assert_eq!(reading.ending, Ending::Damaged { bytes: bytes.len() - ends[2] });
}

#[test]
fn a_line_fits_its_own_place_only() {
    let folder = TempDir::new().unwrap();
    let (bytes, ends) = written(folder.path(), &entries(4));
    let line = |number: usize| &bytes[ends[number - 1]..ends[number]];
    for order in [vec![2, 1], vec![1, 1], vec![1, 3], vec![2]] {
        let moved: Vec<u8> = bytes[..ends[0]].iter().chain(order.iter().flat_map(|number| line(*number))).copied().collect();
        let sound = usize::from(order[0] == 1);
        assert_eq!(journal::read(&moved).unwrap().entries.len(), sound, "{order:?}");
    }
}

#[test]
fn a_long_step_counts_only_when_its_last_part_is_there() {
    let folder = TempDir::new().unwrap();
    let long = "Gŵyr ".repeat(500_000);
    let entries = [Entry::Deed(Deed::Done(add("Ash"))), Entry::Deed(Deed::Done(add(&long))), Entry::Deed(Deed::Done(add("Birch")))];
    let (bytes, ends) = written(folder.path(), &entries);
    assert!(ends.len() > 5, "{} lines", ends.len());
    assert!(journal::read(&bytes).unwrap().entries == entries);
    let without_the_last_part = &bytes[..ends[ends.len() - 3]];
    let reading = journal::read(without_the_last_part).unwrap();
    assert_eq!((reading.entries.len(), reading.sound_bytes), (1, ends[1]));
    assert!(matches!(reading.ending, Ending::Damaged { .. } | Ending::Torn { .. }));
}

#[test]
fn a_journal_knows_which_version_of_somebody_elses_joined_its_work_last() {
    let folder = TempDir::new().unwrap();
    let (deed, joined) = (|name| Entry::Deed(Deed::Done(add(name))), |hash: &str| Entry::Joined { hash: hash.into() });
    let (bytes, _) = written(folder.path(), &[joined("a"), deed("Ash"), joined("b"), deed("Birch"), joined("c"), deed("Cedar")]);
    let reading = journal::read(&bytes).unwrap();
    let after = |deeds: usize| reading.joined_from(deeds).map(ToString::to_string);
    assert_eq!([0, 1, 2].map(after), [Some("c".to_owned()), Some("c".to_owned()), None]);
    fs::remove_file(folder.path().join("0.journal")).unwrap();
    let (bytes, _) = written(folder.path(), &[joined("a")]);
    assert_eq!(journal::read(&bytes).unwrap().joined_from(0).unwrap(), "a");
}

#[test]
fn a_journal_takes_no_name_that_is_taken_and_is_private() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("1.journal");
    fs::write(&path, "somebody's").unwrap();
    assert!(Journal::begin(&path, &header()).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "somebody's");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink(&path, folder.path().join("2.journal")).unwrap();
        assert!(Journal::begin(&folder.path().join("2.journal"), &header()).is_err());
        let journal = Journal::begin(&folder.path().join("3.journal"), &header()).unwrap();
        assert_eq!(fs::metadata(journal.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_length_beyond_the_file_is_no_record() {
    let folder = TempDir::new().unwrap();
    let (bytes, ends) = written(folder.path(), &[]);
    let long = [&bytes[..ends[0]], b"00000001 ffffffff 00000000 Deed\n".as_slice()].concat();
    assert_eq!(journal::read(&long).unwrap().entries, []);
}

#[test]
fn a_journal_of_a_newer_version_says_so_and_one_of_this_version_does_not() {
    let folder = TempDir::new().unwrap();
    for (format, newer) in [(FORMAT - 1, false), (FORMAT, false), (FORMAT + 1, true)] {
        let path = folder.path().join(format!("{format}.journal"));
        drop(Journal::begin(&path, &Header { format, ..header() }).unwrap());
        let reading = journal::read(&fs::read(path).unwrap());
        assert_eq!(reading.err(), newer.then_some(Unreadable::Newer), "format {format}");
    }
}

#[test]
fn a_part_that_another_record_follows_ends_the_sound_part() {
    let folder = TempDir::new().unwrap();
    let (bytes, ends) = written(folder.path(), &[]);
    let header = String::from_utf8(bytes[14..ends[0] - 1].to_vec()).unwrap();
    let saved = format!("Saved(hash: \"{}\", through: 0)", "ab".repeat(32));
    let whole = crate::hostile::sealed(format!("{header}\n{saved}").as_bytes());
    assert_eq!(journal::read(&whole).unwrap().entries.len(), 1);
    let mixed = crate::hostile::sealed(format!("{header}\n+{saved}\n{saved}").as_bytes());
    let reading = journal::read(&mixed).unwrap();
    assert_eq!((reading.entries.len(), reading.sound_bytes), (0, ends[0]));
}

proptest! {
    #[test]
    fn bytes_of_nobody_are_no_journal(bytes: Vec<u8>, text in "SMJ1 [0-9a-f]{8} .*") {
        prop_assert!(journal::read(&bytes).is_err());
        prop_assert!(journal::read(text.as_bytes()).is_err());
    }
}
