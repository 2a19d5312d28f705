//! `permea sync`: the map committed, joined with what others sent, and sent to them, in one go.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::PathBuf,
};

use clap::Args;
use serde_json::json;

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::{Scene, say},
};
use crate::{
    report::{change_lines, changes_json, changes_of},
    store::{self, Standing, SyncError, SyncWish, Synced, shown},
};

/// As many members as are listed of what came.
const MOST_LINES: usize = 20;

/// Share a map with others through git: send what you did, take in what they did, joined record by record
///
/// The map is committed, what others sent is fetched and joined with it, and both go out. Only the map is committed; whatever
/// else is in the repository stays as it is. Without a network everything is kept and goes out with the next sync (exit 3).
/// The first time it asks one question: where the map is kept together. Needs git (<https://git-scm.com>).
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; with --with it may be a new name, and the shared map is fetched to it
    map: PathBuf,
    /// Where you keep it together: a folder that all of you see, or an address as https://… or git@…; asked once
    #[arg(long, value_name = "PLACE")]
    with: Option<String>,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let rater = scene.habits.rater.as_deref();
    let sync = |with: Option<&str>| store::sync(&arguments.map, SyncWish { with, rater });
    let synced = match sync(arguments.with.as_deref()) {
        Err(SyncError::NoPlace { .. }) if may_ask(scene) => {
            let Some(place) = ask(&arguments.map)? else { return Err(Failure::could_not("Nothing was shared, and nothing was changed.")) };
            sync(Some(&place))
        }
        result => result,
    };
    let synced = synced.map_err(failure)?;
    answer(scene, arguments, &synced)?;
    scene.tell_of_unsaved(&arguments.map, &synced.network);
    let remains = synced.unreachable.is_some() || !synced.network.conflicts().is_empty();
    Ok(if remains { Exit::Remains } else { Exit::Done })
}

fn failure(error: SyncError) -> Failure {
    match error {
        SyncError::Open(error) => error.into(),
        SyncError::Save(error) => error.into(),
        SyncError::NoPlace { .. } => Failure::usage(error.to_string()),
        other => Failure::could_not(other.to_string()),
    }
}

fn may_ask(scene: &Scene) -> bool {
    !scene.globals.no_input && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The one question of the set-up; no answer is none.
fn ask(map: &std::path::Path) -> Result<Option<String>, Failure> {
    say(&format!("{} is shared with nobody yet. Where do you keep it together?", map.display()));
    say("Type a folder that all of you see (Dropbox, OneDrive, a share, a stick), or the address of a git server (https://… or git@…).");
    let unread = |error: io::Error| Failure::could_not(format!("The answer could not be read ({error}). Nothing was changed."));
    write!(io::stderr().lock(), "> ").map_err(unread)?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(unread)?;
    let place = line.trim().trim_matches(['\'', '"']).to_owned();
    Ok(Some(place).filter(|place| !place.is_empty()))
}

fn answer(scene: &Scene, arguments: &Arguments, synced: &Synced) -> Result<(), Failure> {
    let conflicts = synced.network.conflicts().len();
    if scene.globals.format == Format::Json {
        let body = json!({
            "place": synced.place,
            "sent": changes_json(&synced.sent),
            "came": changes_json(&synced.came),
            "from": synced.from,
            "conflicts": conflicts,
            "new_conflicts": synced.fresh.len(),
            "waiting": changes_of(&synced.waiting),
            "unreachable": synced.unreachable,
        });
        return scene.answer("sync", &synced.network.about.name, &body);
    }
    let mut said = vec![synced.sentence()];
    if synced.standing != Standing::Fetched {
        said.extend(change_lines(&synced.network, &synced.came, MOST_LINES).into_iter().map(|line| format!("  {line}")));
    }
    let file = arguments.map.file_name().unwrap_or_default().to_string_lossy();
    said.extend(synced.invitation(&shown(&file)));
    said.extend(synced.clashes(MOST_LINES));
    said.extend(synced.to_settle(&shown(&arguments.map.to_string_lossy())));
    scene.confirm(&said.join("\n"))
}
