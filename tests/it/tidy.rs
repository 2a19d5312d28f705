//! Rules about the code: the order of the rooms, who may name which crate, and how a file begins.

use std::{fs, path::Path};

/// The rooms, from the model to the shell. A room uses only rooms above it.
const ROOMS: [&str; 19] = [
    "model",
    "compare",
    "framework",
    "exchange",
    "graph",
    "peers",
    "survey",
    "support",
    "finding",
    "broker",
    "analysis",
    "map",
    "report",
    "app",
    "view",
    "settings",
    "store",
    "terminal",
    "cli",
];

/// What only these rooms may name.
const KEPT: [(&str, &[&str]); 20] = [
    ("calamine", &["exchange"]),
    ("quick_xml", &["exchange"]),
    ("zip::", &["exchange"]),
    ("csv::", &["exchange"]),
    ("rust_xlsxwriter", &["report"]),
    ("encoding_rs", &["exchange"]),
    ("petgraph", &["graph"]),
    ("leiden_rs", &["graph"]),
    ("diffy", &["model"]),
    // Large sheets are read in several pieces at once, a step of half a million changes is checked on every core, and measures of
    // large networks are worked out there.
    ("rayon", &["analysis", "store", "exchange", "model", "graph"]),
    ("ratatui", &["view", "terminal"]),
    ("crossterm", &["terminal"]),
    ("signal_hook", &["terminal"]),
    ("std::thread", &["terminal"]),
    ("std::fs", &["store"]),
    ("std::env", &["store"]),
    // Git, and no other program, is run, and where files are kept knows it.
    ("process::Command", &["store"]),
    ("Command::new", &["store"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
];

struct Source {
    room: String,
    name: String,
    text: String,
}

/// The files of the program.
fn sources() -> Vec<Source> {
    files_in("src")
}

/// The files of the program, its tests and its benches.
fn all_files() -> Vec<Source> {
    ["src", "tests", "benches"].into_iter().flat_map(files_in).collect()
}

fn files_in(folder: &str) -> Vec<Source> {
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn walk(folder: &Path, files: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
            continue;
        }
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().replace('\\', "/");
        let Some(bare) = name.strip_suffix(".rs") else { continue };
        let room = bare.split('/').nth(1).unwrap_or_default().to_owned();
        files.push(Source { room, text: fs::read_to_string(&path).unwrap(), name });
    }
}

/// The text of a file beside the program's own.
fn text_of(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The code without comments and without the tests at its end: what the rules speak of.
fn code(text: &str) -> String {
    let production = text.split("#[cfg(test)]").next().unwrap_or_default();
    production.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms a file names: `crate::ROOM` anywhere, and `use crate::{a::…, b}` over several lines.
fn rooms_named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut at_start = true;
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        named.push(std::mem::take(&mut word));
                        at_start = true;
                    }
                    c if at_start && depth == 0 && (c.is_alphanumeric() || c == '_') => word.push(c),
                    c if !c.is_whitespace() => at_start = false,
                    _ => {}
                }
            }
            named.push(word);
        } else {
            named.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    named
}

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|name| *name == room)
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    for source in sources().iter().filter(|source| source.room != "lib" && source.room != "main") {
        let own = place(&source.room).unwrap_or_else(|| panic!("{} is in no room of the table", source.name));
        for named in rooms_named(&code(&source.text)) {
            if let Some(other) = place(&named) {
                assert!(other <= own, "{} (room {}) uses {named}, which stands below it", source.name, source.room);
            }
        }
    }
}

#[test]
fn the_order_is_read_from_every_form_of_use() {
    let code = "use crate::{\n    model::{Member, Network},\n    view,\n};\nlet a = crate::app::App::new();";
    assert_eq!(rooms_named(code), ["model", "view", "", "app"]);
}

#[test]
fn crates_are_named_only_in_their_rooms() {
    for source in sources() {
        let code = code(&source.text);
        for (name, rooms) in KEPT {
            let named = code.rsplit(name).skip(1).any(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            assert!(!named || rooms.contains(&source.room.as_str()), "{} names {name}, which belongs to {rooms:?}", source.name);
        }
    }
}

#[test]
fn every_file_begins_by_saying_what_lives_in_it() {
    for source in all_files() {
        assert!(source.text.starts_with("//! "), "{} does not begin with `//! `", source.name);
    }
}

#[test]
fn the_file_of_a_folder_is_its_mod() {
    let files = sources();
    for source in &files {
        let folder = format!("{}/", source.name.trim_end_matches(".rs"));
        assert!(!files.iter().any(|other| other.name.starts_with(&folder)), "{} belongs into {folder} as mod.rs", source.name);
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    for source in all_files() {
        for mark in marks {
            assert!(!source.text.contains(mark), "{} holds {mark}", source.name);
        }
    }
}

#[test]
fn files_fit_a_sitting() {
    for source in all_files() {
        let lines = source.text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines: split it by noun", source.name);
    }
}

#[test]
fn every_room_of_the_library_stands_in_its_order() {
    let library = text_of("src/lib.rs");
    let places: Vec<usize> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).filter_map(place).collect();
    assert!(places.is_sorted() && !places.is_empty(), "the rooms of lib.rs are out of order");
}

/// The dependencies of `Cargo.toml`, each with the line before it.
fn dependencies(manifest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let (mut before, mut is_listed) = ("", false);
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_listed = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (is_listed, line.split_once(" = ")) {
            found.push((name, before));
        }
        before = line;
    }
    found
}

#[test]
fn every_dependency_is_used_and_says_what_it_saves() {
    let manifest = text_of("Cargo.toml");
    let files = all_files();
    for (name, before) in dependencies(&manifest) {
        assert!(before.starts_with("# "), "{name} has no line before it that says what it saves");
        let path = format!("{}::", name.replace('-', "_"));
        assert!(files.iter().any(|file| file.text.contains(&path)), "nothing names {path}");
    }
}

#[test]
fn the_name_of_a_test_is_a_sentence() {
    for source in all_files() {
        let mut lines = source.text.lines().map(str::trim);
        while lines.any(|line| line == "#[test]") {
            let name = lines.find_map(|line| line.strip_prefix("fn ")).unwrap_or_default();
            let words = name.split(['(', '<']).next().unwrap_or_default().split('_').count();
            assert!(words >= 3, "{}: `{name}` says too little", source.name);
        }
    }
}

#[test]
fn no_test_sleeps_or_is_ignored() {
    for source in all_files() {
        for mark in [concat!("#[", "ignore"), concat!("thread::", "sleep")] {
            assert!(!source.text.contains(mark), "{} holds {mark}", source.name);
        }
    }
}

#[test]
fn comments_keep_to_one_spelling() {
    let others = ["behavior", "neighbor", "analyz", "organiz", "recogniz", "normaliz", "labeled", "modeling", "center", "colors"];
    for source in all_files() {
        for line in source.text.lines().map(str::trim).filter(|line| line.starts_with("//")) {
            let line = line.to_lowercase();
            assert!(others.iter().all(|other| !line.contains(other)), "{}: {line}", source.name);
        }
    }
}
