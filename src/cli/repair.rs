//! `permea repair`: the step that mends a map's file, shown line by line before it is written.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::{
    check::exit_of,
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    report::words::{capitalised, count, counted},
    store::{Names, NoRepair, Repair, format::Cure},
};

/// Show the step that mends a map file, line by line, and write it if that is wanted
///
/// Nobody's words are guessed. A value that cannot be read is taken out of its record, a record that cannot stand is set aside,
/// the second of two records of one id gets an id of its own, and a missing name is filled in with "(no name)". What was taken
/// out is written to a file beside the map, and the file as it was stays in the backups of this computer.
#[derive(Args, Debug)]
#[command(after_help = "\
JSON: {\"kind\":\"repair\",\"file\",\"written\":true|false,\"set_aside\":PATH,\"cures\":[{\"line\",\"kind\",\"message\",
\"deed\":\"taken_out|set_aside|filled|changed|in_part|renamed|once_only\",\"done\",\"was\"}]}; `kind` is that of `permea check`.
Exit codes: 0 nothing to mend, or mended; 3 shown and not written; 1 or 4 what repair cannot mend, with what to do instead.")]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// Write the repair without asking
    #[arg(long)]
    yes: bool,
    /// Take control and invisible characters out of names, too
    #[arg(long)]
    names: bool,
}

/// More would tell nobody anything on a screen.
const LISTED: usize = 1000;

#[derive(Serialize)]
struct Line<'a> {
    line: Option<usize>,
    kind: &'static str,
    message: String,
    deed: &'static str,
    done: String,
    was: &'a str,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let names = if arguments.names { Names::Cleaned } else { Names::AsTheyAre };
    let repair = match Repair::plan(&arguments.map, names) {
        Ok(repair) => repair,
        Err(no_repair) => return Err(refusal(no_repair)),
    };
    let file = arguments.map.display().to_string();
    if repair.cures.is_empty() {
        answer(scene, &file, &repair, None)?;
        scene.confirm_text(&format!("{file} is a whole map. There is nothing to mend."))?;
        return Ok(Exit::Done);
    }
    let things = counted(repair.cures.len(), "thing", "things");
    if scene.globals.format == Format::Text {
        Scene::print(&in_words(&repair, &file))?;
    }
    let kept = "What is taken out goes to a file beside the map, and the file as it is stays in the backups.";
    if !arguments.yes && !scene.asks(&format!("{} to mend. {kept} Write it?", capitalised(&things))) {
        answer(scene, &file, &repair, None)?;
        scene.tell(&format!("{} to mend. Nothing was changed. `permea repair {file} --yes` writes it. {kept}", capitalised(&things)));
        return Ok(Exit::Remains);
    }
    let side = repair.write()?.to_string_lossy().into_owned();
    answer(scene, &file, &repair, Some(&side))?;
    scene
        .confirm_text(&format!("{file} is mended: {things}. What was taken out stands in {side}; the file as it was is in the backups."))?;
    Ok(Exit::Done)
}

/// What repair cannot mend, and what to do instead.
fn refusal(no_repair: NoRepair) -> Failure {
    match no_repair {
        NoRepair::Newer { .. } => Failure::could_not(no_repair.to_string()),
        NoRepair::Unreadable(error) if error.faults().is_empty() => error.into(),
        NoRepair::Unreadable(error) => {
            Failure::Said { exit: exit_of(&error), sentence: format!("Repair cannot mend this, and nothing was changed. {error}") }
        }
    }
}

/// Every cure in two lines: what is wrong, and what is done about it.
fn in_words(repair: &Repair, file: &str) -> String {
    let more = repair.cures.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("{} more; `--format json` lists all.\n", count(more as u64)));
    let lines = repair.cures.iter().take(LISTED).map(|cure| format!("{}\n    {}.\n", cure.fault.told(file), capitalised(&cure.words())));
    let noted = (repair.comments > 0).then(|| {
        format!(
            "{} written by hand {} kept as notes.\n",
            capitalised(&counted(repair.comments, "comment", "comments")),
            if repair.comments == 1 { "is" } else { "are" }
        )
    });
    lines.chain(more).chain(noted).collect()
}

fn answer(scene: &Scene, file: &str, repair: &Repair, side: Option<&str>) -> Result<(), Failure> {
    if scene.globals.format != Format::Json {
        return Ok(());
    }
    let line = |cure: &Cure| {
        json!(Line {
            line: cure.fault.line,
            kind: cure.fault.word(),
            message: cure.fault.told(file),
            deed: cure.word(),
            done: cure.words(),
            was: &cure.was,
        })
    };
    let cures: Vec<_> = repair.cures.iter().map(line).collect();
    let body = json!({"file": file, "written": side.is_some(), "set_aside": side, "cures": cures});
    scene.answer("repair", &repair.network.about.name, &body)
}
