//! Journeys: keys, then the screen. Each text file in `journeys/` is one; `PERMEA_JOURNEYS=write` writes the screens anew.
//!
//! A line says `size 80x24`, `demo`, `clash` (the demo as two brokers changed it apart), `by NAME`, `press KEYS`, `type TEXT`, `click COLUMN ROW`,
//! `wheel up|down COLUMN ROW`, `glide` (members glide), `at MILLISECONDS` (after the program began) `file PATH` (another map stands there), `source NAME
//! TEXT` (a file to import in `/home/ann`; a backslash ends a line of it) or `drop TEXT` (onto the window); `screen` shows the screen in the lines behind `|`;
//! `quit` says that the program has ended. Other lines that begin with `#` are for the reader.

use std::{env, fs, path::Path};

use crate::{clash, session::Session};

#[test]
fn every_journey_shows_its_screens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/journeys");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    assert!(!paths.is_empty());
    let writes = env::var_os("PERMEA_JOURNEYS").is_some_and(|wish| wish == "write");
    let mut different = Vec::new();
    for path in paths {
        let told = fs::read_to_string(&path).unwrap();
        let gone = travel(&told);
        if writes {
            fs::write(&path, gone).unwrap();
        } else if gone != told {
            different.push(format!("{}\n{}", path.display(), first_difference(&told, &gone)));
        }
    }
    assert!(different.is_empty(), "{}\nIf this is meant: PERMEA_JOURNEYS=write cargo test journeys", different.join("\n\n"));
}

/// The journey with its screens as they are now.
fn travel(told: &str) -> String {
    let mut session = Session::start();
    let mut gone = String::new();
    for line in told.lines().filter(|line| !line.starts_with('|')) {
        gone.push_str(line);
        gone.push('\n');
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        session = match word {
            "size" => {
                let (columns, rows) = rest.split_once('x').unwrap();
                session.resize(columns.parse().unwrap(), rows.parse().unwrap())
            }
            "demo" => session.with_demo(),
            "clash" => session.with(clash::clashing()),
            "by" => session.by(rest),
            "press" => session.press(rest),
            "type" => session.type_in(rest),
            "click" => {
                let (column, row) = cell(rest);
                session.click(column, row)
            }
            "wheel" => {
                let (way, place) = rest.split_once(' ').unwrap();
                session.wheel(way, cell(place))
            }
            "source" => {
                let (name, text) = rest.split_once(' ').unwrap();
                session.with_source(name, &text.replace('\\', "\n"))
            }
            "drop" => session.drop(rest),
            "glide" => session.gliding(),
            "at" => session.at(rest.parse().unwrap()),
            "file" => session.with_file(rest),
            "screen" => {
                for row in session.screen().lines() {
                    gone.push_str(format!("|{row}").trim_end());
                    gone.push('\n');
                }
                session
            }
            "quit" => {
                assert!(session.has_quit, "the program goes on");
                session
            }
            "" | "#" => session,
            other => panic!("`{other}` is no word of a journey"),
        };
    }
    gone
}

/// A cell as a reader counts, from 1, as the app counts, from 0.
fn cell(text: &str) -> (u16, u16) {
    let (column, row) = text.split_once(' ').unwrap();
    (column.parse::<u16>().unwrap() - 1, row.parse::<u16>().unwrap() - 1)
}

fn first_difference(told: &str, gone: &str) -> String {
    let differing = told.lines().zip(gone.lines()).enumerate().find(|(_, (told, gone))| told != gone);
    differing.map_or_else(
        || format!("{} lines were expected, {} came", told.lines().count(), gone.lines().count()),
        |(at, (told, gone))| format!("line {}\nexpected {told}\ncame     {gone}", at + 1),
    )
}
