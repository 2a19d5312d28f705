//! `permea check`: what is wrong or missing in the file itself.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;

use super::{
    copies,
    exit::{Exit, Failure},
    globals::Format,
    odd::{Lines, Odd},
    scene::Scene,
};
use crate::{
    map::{Missing, Outlook},
    model::{Network, RecordKind},
    report::{changes_of, words::counted},
    store::{self, Fault, Glance, Note, OpenError, Severity, Unjoined},
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

impl Report {
    /// Where a repair can do something about every problem.
    fn advice(&self) -> String {
        let is_mendable = self.problems.iter().all(|problem| problem.is_mendable);
        if is_mendable { format!(" `permea repair {}` shows what can be done.", self.file) } else { String::new() }
    }
}

/// More would tell nobody anything on a screen.
const LISTED: usize = 1000;

#[derive(Serialize)]
struct Problem {
    line: Option<usize>,
    kind: &'static str,
    message: String,
    #[serde(skip)]
    is_mendable: bool,
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
    let source = Source::of(&arguments.map)?;
    let file = source.name();
    match source.look() {
        Ok(Found { network, faults, notes }) => {
            let lines = Lines::of(&source);
            let notes = notes
                .iter()
                .map(Note::sentence)
                .chain(Odd { network: &network, lines: &lines, file: &file, as_of: scene.as_of }.sentences())
                .chain(views_in_part(&network))
                .chain(unsettled(&network, &arguments.map))
                .chain(left_by_git(&arguments.map, &network))
                .chain(copies::beside(&network, &arguments.map))
                .chain(copy_unknown(&source, &network))
                .collect();
            let problems: Vec<Problem> = faults.iter().map(|fault| problem(fault, &file)).collect();
            let is_sound = problems.is_empty() && network.conflicts().is_empty();
            print(scene, &network.about.name, &Report { file, problems, notes, records: counts(&network) })?;
            Ok(if is_sound { Exit::Done } else { Exit::Remains })
        }
        Err(error) if error.faults().is_empty() => Err(error.into()),
        Err(error) => {
            let mut problems: Vec<Problem> = error.faults().iter().map(|fault| problem(fault, &file)).collect();
            // Beside what keeps the map from being opened, a record that alone would not is only told.
            for (problem, fault) in problems.iter_mut().zip(error.faults()).filter(|(_, fault)| fault.severity() == Severity::Records) {
                problem.message = fault.told(&file);
            }
            if let Some(advice) = error.about_copy() {
                problems.iter_mut().take(1).for_each(|problem| problem.message = format!("{} {advice}", problem.message));
            }
            let name = opened_name(&arguments.map);
            print(scene, &name, &Report { file, problems, notes: Vec::new(), records: Vec::new() })?;
            Ok(exit_of(&error))
        }
    }
}

/// What was found in a file that is a map, whole or in part.
struct Found {
    network: Network,
    faults: Vec<Fault>,
    notes: Vec<Note>,
}

/// The file that is checked; `-` is standard input.
pub(super) enum Source {
    File(PathBuf),
    Stream(Vec<u8>),
}

impl Source {
    fn of(map: &Path) -> Result<Self, Failure> {
        if map == Path::new("-") { Scene::standard_input().map(Self::Stream) } else { Ok(Self::File(map.to_owned())) }
    }

    fn name(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Stream(_) => "standard input".to_owned(),
        }
    }

    fn look(&self) -> Result<Found, OpenError> {
        let look = match self {
            Self::File(path) => store::look(path)?,
            Self::Stream(bytes) => {
                let (network, part) = store::look_at_bytes(&self.name(), bytes)?;
                let (faults, notes) = part.map(|part| (part.faults, part.notes)).unwrap_or_default();
                return Ok(Found { network, faults, notes });
            }
        };
        Ok(match look {
            Glance::Whole(opened) => Found { network: opened.network, faults: Vec::new(), notes: opened.file.notes },
            Glance::InPart(part) => Found { network: part.network, faults: part.faults, notes: part.notes },
        })
    }

    /// The line of each record of a kind, by its id.
    pub(super) fn lines(&self, kind: RecordKind) -> BTreeMap<String, usize> {
        match self {
            Self::File(path) => store::record_lines(path, kind),
            Self::Stream(bytes) => store::record_lines_in(bytes, kind),
        }
    }
}

/// Problems of single records remain to be mended; a file that is no map as a whole could not be opened.
pub(super) fn exit_of(error: &OpenError) -> Exit {
    match error.severity() {
        Severity::Records => Exit::Remains,
        Severity::File => Exit::CouldNot,
        Severity::Limit => Exit::Refused,
    }
}

fn problem(fault: &Fault, file: &str) -> Problem {
    Problem { line: fault.line, kind: fault.word(), message: fault.sentence(file), is_mendable: fault.is_mendable() }
}

/// What to call a map that cannot be opened: its file.
fn opened_name(map: &Path) -> String {
    map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn counts(network: &Network) -> Vec<Held> {
    let filled = RecordKind::ALL.iter().filter(|kind| network.count(**kind) > 0);
    filled.map(|&kind| Held { kind: kind.section(), one: kind.word(), count: network.count(kind) }).collect()
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

/// What this computer keeps of a map is lost with it; of copies elsewhere it knows only through git.
fn copy_unknown(source: &Source, network: &Network) -> Option<String> {
    let Source::File(map) = source else { return None };
    let kept = store::Safe::of(&network.about.uid, map)?.versions().len();
    let is_shared = store::Repository::around(&store::folder_of(map)).is_ok();
    (kept > 0 && !is_shared).then(|| {
        let versions = counted(kept, "version", "versions");
        format!("This computer keeps {versions} of this map; when it was last copied to another computer or disk is not known. Copy the file now and then, or share it with `permea sync`.")
    })
}

fn print(scene: &Scene, name: &str, report: &Report) -> Result<(), Failure> {
    if scene.globals.format == Format::Json {
        return scene.answer("check", name, report);
    }
    let mut lines: Vec<String> = report.problems.iter().take(LISTED).map(|problem| problem.message.clone()).collect();
    let more = report.problems.len().saturating_sub(LISTED);
    lines.extend((more > 0).then(|| format!("{more} more; `--format json` lists all.")));
    let counted: Vec<String> =
        report.records.iter().map(|count| format!("{} {}", count.count, if count.count == 1 { count.one } else { count.kind })).collect();
    let holds = if counted.is_empty() { "empty".to_owned() } else { counted.join(", ") };
    lines.push(match report.problems.len() {
        0 => format!("{} is a whole map: {holds}. No problems.", report.file),
        1 => format!("1 problem. Nothing was changed.{}", report.advice()),
        count => format!("{count} problems. Nothing was changed.{}", report.advice()),
    });
    lines.extend(report.notes.iter().cloned());
    Scene::print(&format!("{}\n", lines.join("\n")))
}
