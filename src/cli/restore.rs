//! `permea restore`: the versions of a map that this computer keeps, and bringing one back as a new save.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    compare::diff,
    model::{Network, RecordKind},
    report::{since_version, version_holds},
    store::{self, KeptVersion, Opened, Safe, format},
};

/// List the kept versions of a map, or bring one back; nothing is lost by it
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file, be it damaged or gone
    map: PathBuf,
    /// Bring back the newest version up to this time, as 2026-05-01 or 2026-05-01T14:02:11
    #[arg(long, value_name = "TIME", value_parser = store::moment_of)]
    at: Option<Timestamp>,
}

/// As many versions as are listed with what is in them; each is read for that.
const LISTED: usize = 30;

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let map = arguments.map.as_path();
    let (now, safe) = match store::open(map) {
        Ok(opened) => {
            let safe = Safe::of(&opened.network.about.uid, map);
            (Ok(opened), safe)
        }
        Err(error) => (Err(error), Safe::of_place(map).pop()),
    };
    let versions = safe.as_ref().map(Safe::versions).unwrap_or_default();
    let (Some(safe), false) = (safe, versions.is_empty()) else {
        return Err(Failure::could_not(format!(
            "This computer keeps no versions of {}. It keeps one whenever it saves the map.",
            map.display()
        )));
    };
    let Some(at) = arguments.at else { return list(scene, map, (&safe, &versions), now.ok()) };
    // A version that cannot be read is none to go back to.
    let mut candidates = versions.iter().filter(|version| version.at.as_second() <= at.as_second());
    let found = candidates.find_map(|version| Some((version, network_of(&safe, version)?)));
    let Some((version, network)) = found else {
        return Err(Failure::could_not(format!("No version of {} that old is kept. `permea restore` lists what is.", map.display())));
    };
    let when = store::here(version.at);
    match now {
        Ok(opened) => step_back(scene, opened, &network, &when)?,
        Err(_unreadable) => store::bring_back(map, &safe, &network)?,
    }
    let body = json!({"restored": {"at": version.at, "hash": version.hash}});
    let said = format!("{} is as it was on {when}. `permea undo {}` takes that back.", map.display(), map.display());
    scene.done("restore", &network, &body, &said)
}

/// The version as one step from what the file holds now.
fn step_back(scene: &Scene, opened: Opened, network: &Network, when: &str) -> Result<(), Failure> {
    let step = diff(format!("Restore the version of {when}"), &opened.network, network);
    if step.is_empty() {
        return Ok(());
    }
    let by = scene.habits.rater.clone();
    scene.keep(opened, &step.signed(by, Some(store::now()))).map(drop)
}

fn network_of(safe: &Safe, version: &KeptVersion) -> Option<Network> {
    format::read(&safe.bytes_of(&version.hash)?).ok().map(|parsed| parsed.network)
}

fn list(scene: &Scene, map: &Path, (safe, versions): (&Safe, &[KeptVersion]), now: Option<Opened>) -> Result<Exit, Failure> {
    let now = now.map(|opened| opened.network);
    let rows: Vec<Row<'_>> =
        versions.iter().take(LISTED).map(|version| Row { version, network: network_of(safe, version), now: now.as_ref() }).collect();
    if scene.globals.format == Format::Json {
        let name = rows.iter().find_map(|row| row.network.as_ref()).map(|network| network.about.name.clone()).unwrap_or_default();
        scene.answer("restore", &name, &json!({"versions": rows.iter().map(Row::json).collect::<Vec<_>>()}))?;
        return Ok(Exit::Done);
    }
    let lines: String = rows.iter().map(|row| row.line() + "\n").collect();
    Scene::print(&lines)?;
    scene.tell(&format!("`permea restore {} --at TIME` brings one back; it is a step that undo takes back.", map.display()));
    Ok(Exit::Done)
}

/// A version in the list.
struct Row<'a> {
    version: &'a KeptVersion,
    /// None if it is no whole map.
    network: Option<Network>,
    now: Option<&'a Network>,
}

impl Row<'_> {
    /// `2026-05-01T14:02:11  372 members, 810 ties, 91 ratings; from then to now: 2 ratings added`.
    fn line(&self) -> String {
        let when = store::here(self.version.at);
        let Some(network) = &self.network else { return format!("{when}  not a whole map ({} bytes)", self.version.bytes) };
        let since = self.now.map(|now| format!("; {}", since_version(network, now))).unwrap_or_default();
        format!("{when}  {}{since}", version_holds(network))
    }

    fn json(&self) -> Value {
        let mut row = json!({"at": self.version.at, "hash": self.version.hash, "bytes": self.version.bytes});
        if let (Some(network), Some(fields)) = (&self.network, row.as_object_mut()) {
            for kind in [RecordKind::Member, RecordKind::Tie, RecordKind::Rating] {
                fields.insert(kind.section().to_owned(), network.count(kind).into());
            }
            fields.insert("is_now".to_owned(), (self.now == Some(network)).into());
        }
        row
    }
}
