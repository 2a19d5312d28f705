//! `permea check`: what is wrong or missing in the file itself.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    map::{Missing, Outlook},
    model::{Member, Network, Rating, RecordKind, clean},
    report::{changes_of, words::counted},
    store::{self, Fault, Note, OpenError, Severity, Unjoined},
};

/// Say what is wrong or missing in the map file itself
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; `-` is standard input
    map: PathBuf,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Report {
    file: String,
    problems: Vec<Problem>,
    /// What the next save will write otherwise, and what looks odd; no reason not to open the map.
    notes: Vec<String>,
    records: Vec<Held>,
}

#[derive(Serialize)]
struct Problem {
    line: Option<usize>,
    kind: &'static str,
    message: String,
}

/// How many records of a kind the map holds.
#[derive(Serialize)]
struct Held {
    kind: &'static str,
    /// The word for one of them.
    #[serde(skip)]
    one: &'static str,
    count: usize,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (file, read) = open(&arguments.map)?;
    match read {
        Ok((network, notes)) => {
            let notes = notes
                .iter()
                .map(|note| note.sentence())
                .chain(odd_names(&network))
                .chain(odd_places(&network))
                .chain(of_the_future(&network, scene.as_of))
                .chain(views_in_part(&network))
                .chain(unsettled(&network, &arguments.map))
                .chain(left_by_git(&arguments.map, &network))
                .collect();
            let report = Report { file, problems: Vec::new(), notes, records: counts(&network) };
            print(scene, &network.about.name, &report)?;
            Ok(if network.conflicts().is_empty() { Exit::Done } else { Exit::Remains })
        }
        Err(error) if error.faults().is_empty() => Err(error.into()),
        Err(error) => {
            let problems = error.faults().iter().map(|fault| problem(fault, &file)).collect();
            let name = opened_name(&arguments.map);
            print(scene, &name, &Report { file, problems, notes: Vec::new(), records: Vec::new() })?;
            Ok(exit_of(&error))
        }
    }
}

type Read = Result<(Network, Vec<Note>), OpenError>;

/// What to call the file, and what it holds; `-` is standard input.
fn open(map: &Path) -> Result<(String, Read), Failure> {
    if map == Path::new("-") {
        let name = "standard input";
        let read = store::open_bytes(name, &Scene::standard_input()?).map(|network| (network, Vec::new()));
        return Ok((name.to_owned(), read));
    }
    let read = store::open(map).map(|opened| (opened.network, opened.file.notes));
    Ok((map.to_string_lossy().into_owned(), read))
}

/// Problems of single records remain to be mended; a file that is no map as a whole could not be opened.
fn exit_of(error: &OpenError) -> Exit {
    match error.severity() {
        Severity::Records => Exit::Remains,
        Severity::File => Exit::CouldNot,
        Severity::Limit => Exit::Refused,
    }
}

fn problem(fault: &Fault, file: &str) -> Problem {
    Problem { line: fault.line, kind: fault.word(), message: fault.sentence(file) }
}

/// What to call a map that cannot be opened: its file.
fn opened_name(map: &Path) -> String {
    map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn counts(network: &Network) -> Vec<Held> {
    let filled = RecordKind::ALL.iter().filter(|kind| network.count(**kind) > 0);
    filled.map(|&kind| Held { kind: kind.section(), one: kind.word(), count: network.count(kind) }).collect()
}

/// Names with characters that cannot be seen, which only a hand-edited file can hold.
fn odd_names(network: &Network) -> Option<String> {
    let odd: Vec<&str> = network.members().iter().filter(|member| clean(&member.name) != member.name).map(|member| &*member.id).collect();
    let first = odd.first()?;
    Some(match odd.len() {
        1 => format!("1 name has control or invisible characters, or spaces too many ({first})."),
        count => format!("{count} names have control or invisible characters, or spaces too many (first {first})."),
    })
}

/// Members whose numbers are no place on Earth; no distance is measured to them.
fn odd_places(network: &Network) -> Option<String> {
    let is_odd = |member: &&Member| member.noted_place().is_some_and(|place| !place.is_on_earth());
    let odd: Vec<&str> = network.members().iter().filter(is_odd).map(|member| member.id.as_str()).collect();
    let first = odd.first()?;
    Some(match odd.len() {
        1 => format!("1 member is at no place on Earth ({first}); it counts as without a place."),
        count => format!("{count} members are at no place on Earth (first {first}); they count as without a place."),
    })
}

/// Ratings whose day has not come.
fn of_the_future(network: &Network, as_of: Date) -> Option<String> {
    let later: Vec<&Rating> = network.ratings().iter().filter(|rating| rating.on > as_of).collect();
    let first = later.first()?;
    let counts = format!("({} is dated {})", first.id, first.on);
    Some(match later.len() {
        1 => format!("1 rating is in the future {counts}; it counts from then."),
        count => format!("{count} ratings are in the future {counts}; they count from then."),
    })
}

/// Kept views that cannot be brought back whole, as those of a member that was removed.
fn views_in_part(network: &Network) -> impl Iterator<Item = String> {
    network.views().iter().filter_map(|view| {
        let (_, missing) = Outlook::of(view, network);
        let lacks: Vec<String> = missing.iter().map(Missing::to_string).collect();
        (!lacks.is_empty()).then(|| Missing::told(&view.name, &lacks))
    })
}

/// What two people changed apart and nobody has settled.
fn unsettled(network: &Network, map: &Path) -> Option<String> {
    let lists = format!("`permea conflicts {}` lists", map.display());
    match network.conflicts().len() {
        0 => None,
        1 => Some(format!("1 conflict is not settled: {lists} it.")),
        count => Some(format!("{count} conflicts are not settled: {lists} them.")),
    }
}

/// What to say of a map that git has not finished joining, for whoever sees this network of it.
pub(super) fn left_by_git(map: &Path, network: &Network) -> Option<String> {
    let file = map.display();
    let begins = format!("Git has not finished a merge of {file}.");
    match Unjoined::of(map) {
        Ok(None) => None,
        Ok(Some(left)) if left.is_one_side(network) => {
            let count = left.join().map_or(0, |merged| changes_of(&merged.step("", network)));
            let lost = counted(count, "change", "changes");
            Some(format!(
                "{begins} What you see is only your side. `permea merge {file}` joins both sides; committing now would lose the other side's {lost}."
            ))
        }
        Ok(Some(_)) => Some(format!("{begins} Both sides are joined in it: git takes it from here, with git add {file}, then git commit.")),
        Err(error) => Some(format!("{begins} {error}")),
    }
}

fn print(scene: &Scene, name: &str, report: &Report) -> Result<(), Failure> {
    if scene.globals.format == Format::Json {
        return scene.answer("check", name, report);
    }
    let mut lines: Vec<String> = report.problems.iter().map(|problem| problem.message.clone()).collect();
    if report.problems.is_empty() {
        let counted: Vec<String> = report
            .records
            .iter()
            .map(|count| format!("{} {}", count.count, if count.count == 1 { count.one } else { count.kind }))
            .collect();
        let holds = if counted.is_empty() { "empty".to_owned() } else { counted.join(", ") };
        lines.push(format!("{} is a whole map: {holds}. No problems.", report.file));
    } else {
        lines.push(match report.problems.len() {
            1 => "1 problem. Nothing was changed.".to_owned(),
            count => format!("{count} problems. Nothing was changed."),
        });
    }
    lines.extend(report.notes.iter().cloned());
    Scene::print(&store::shown(&format!("{}\n", lines.join("\n"))))
}
