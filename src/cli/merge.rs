//! `permea merge` and the merge driver that git calls: two versions of a map joined record by record.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;

use super::{
    copies,
    exit::{Exit, Failure},
    globals::Format,
    scene::{Scene, say},
};
use crate::{
    compare::{Authors, Merged, Tally, tally},
    model::{Network, RecordKind},
    report::words,
    store::{self, NotJoined, Unjoined, Version, shown},
};

/// Join two versions of a map, record by record; what clashes is kept in the map as conflicts (exit 3)
#[derive(Args, Debug)]
#[command(
    override_usage = "permea merge BASE OURS THEIRS --out OUT\n       permea merge MAP COPY   (a conflict copy beside the map, which goes to the trash)\n       permea merge MAP   (a map that git could not join by itself)"
)]
pub(super) struct Arguments {
    /// The version both began with; an empty file stands for none. Alone: a map that git left unfinished
    base: PathBuf,
    /// One of the two versions; after a map alone, a conflict copy of it
    ours: Option<PathBuf>,
    /// The other version
    theirs: Option<PathBuf>,
    /// Where to write what both make together: a new file, or one of the two versions
    #[arg(long, value_name = "OUT")]
    out: Option<PathBuf>,
}

/// Join a map for git, which calls this with its %O %A %B %L %P (see git-setup)
#[derive(Args, Debug)]
pub(super) struct DriverArguments {
    /// The version both began with (empty if there was none), ours (written over with the result), theirs, the length of
    /// git's markers (a map has none) and the path of the map
    #[arg(value_name = "%O %A %B %L %P", allow_hyphen_values = true, trailing_var_arg = true)]
    given: Vec<OsString>,
}

/// The versions in three files.
fn three(base: &Path, ours: &Path, theirs: &Path) -> Result<Unjoined, Failure> {
    let authors = Authors::default();
    Ok(Unjoined { base: Version::open_base(base)?, ours: Version::open(ours)?, theirs: Version::open(theirs)?, authors })
}

/// The versions that git keeps of a map it could not join.
fn three_of_git(map: &Path) -> Result<Unjoined, Failure> {
    let nothing = || {
        Failure::usage(format!(
            "Git has left nothing unfinished of {}. Two versions are joined with: permea merge BASE OURS THEIRS --out OUT",
            shown(&map.to_string_lossy())
        ))
    };
    Unjoined::of(map)?.ok_or_else(nothing)
}

fn join(three: &Unjoined) -> Result<Merged, Failure> {
    Ok(three.join().map_err(NotJoined::from)?)
}

/// What came from the other side, counted by kind; conflicts are told apart.
fn came(three: &Unjoined, merged: &Merged) -> BTreeMap<RecordKind, Tally> {
    let mut came = tally(&merged.step("Join", &three.ours.network));
    came.remove(&RecordKind::Conflict);
    came
}

/// `2 members added, 1 tie removed`.
fn in_words(came: &BTreeMap<RecordKind, Tally>) -> String {
    let mut said = Vec::new();
    for (kind, tally) in came {
        let counted = [(tally.added, "added"), (tally.changed, "changed"), (tally.removed, "removed")];
        let of_kind = counted.into_iter().filter(|(count, _)| *count > 0);
        said.extend(of_kind.map(|(count, done)| format!("{} {done}", words::of_kind_counted(*kind, count))));
    }
    if said.is_empty() { "nothing that was not there".to_owned() } else { said.join(", ") }
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let (three, out) = match (&arguments.ours, &arguments.theirs, &arguments.out) {
        (Some(ours), Some(theirs), Some(out)) => (three(&arguments.base, ours, theirs)?, out),
        (None, None, None) => (three_of_git(&arguments.base)?, &arguments.base),
        (Some(copy), None, None) => return copies::take_in(scene, &arguments.base, copy),
        _ => return Err(Failure::usage("Say what is joined and where it goes: permea merge BASE OURS THEIRS --out OUT")),
    };
    let merged = join(&three)?;
    store::keep_joined(out, &merged.network, &three.ours, &three.theirs)?;
    tell_of(scene, &merged);
    answer(scene, &three, &merged, out)?;
    if arguments.out.is_none() {
        scene.tell(&format!("Git takes it from here: git add {path}, then git commit.", path = shown(&out.to_string_lossy())));
    }
    Ok(exit_of(&merged.network))
}

fn exit_of(network: &Network) -> Exit {
    if network.conflicts().is_empty() { Exit::Done } else { Exit::Remains }
}

fn answer(scene: &Scene, three: &Unjoined, merged: &Merged, out: &Path) -> Result<(), Failure> {
    let conflicts = merged.network.conflicts().len();
    if scene.globals.format == Format::Json {
        let came: serde_json::Map<_, _> = came(three, merged)
            .into_iter()
            .map(|(kind, tally)| {
                (kind.section().to_owned(), json!({"added": tally.added, "changed": tally.changed, "removed": tally.removed}))
            })
            .collect();
        let body = json!({"out": out.to_string_lossy(), "came": came, "conflicts": conflicts, "new_conflicts": merged.fresh, "quiet": merged.quiet, "has_base": three.base.is_some()});
        return scene.answer("merge", &merged.network.about.name, &body);
    }
    let path = shown(&out.to_string_lossy());
    let settle = match conflicts {
        0 => "Nothing clashes.".to_owned(),
        count => format!("{} to settle: permea conflicts {path}", words::counted(count, "conflict", "conflicts")),
    };
    scene.confirm(&format!("Joined into {path}; from the other side came {}. {settle}", in_words(&came(three, merged))))
}

/// What is worth knowing beside the answer.
fn tell_of(scene: &Scene, merged: &Merged) {
    if let Some(name) = &merged.other_name {
        scene.tell(&format!("Both sides renamed the map. It is called {} now, not {name}.", merged.network.about.name));
    }
    if merged.quiet > 0 {
        let places = words::counted(merged.quiet, "pinned place or view", "pinned places and views");
        scene.tell(&format!("Of {places} that both sides changed the newer was taken."));
    }
}

/// Joins for git: 0 joined, 1 joined with conflicts in the map, 129 nothing was written.
///
/// Git takes any answer below 129 for a map that was joined, even that of a program that fell: so a fall is 129 too.
pub(super) fn drive(arguments: &DriverArguments) -> Exit {
    let [base, ours, theirs, marker_length, path] = arguments.given.as_slice() else {
        say("permea: git calls this with %O %A %B %L %P; `permea git-setup` tells it to. Nothing was written.");
        return Exit::NotJoined;
    };
    let joined = catch_unwind(|| {
        let three = three(Path::new(base), Path::new(ours), Path::new(theirs))?;
        // Longer marks are for what two bases make together, which is nobody's work.
        let authors = if marker_length == "7" { store::authors(Path::new("."), &path.to_string_lossy()) } else { Authors::default() };
        join_in_place(&Unjoined { authors, ..three }, Path::new(ours))
    });
    let path = shown(&path.to_string_lossy());
    match joined {
        Ok(Ok(0)) => Exit::Done,
        Ok(Ok(count)) => {
            say(&format!("permea: {path} has {} to settle: permea conflicts {path}", words::counted(count, "conflict", "conflicts")));
            Exit::CouldNot
        }
        Ok(Err(Failure::Said { sentence, .. })) => {
            say(&format!("permea: {path} was not joined. {sentence}"));
            Exit::NotJoined
        }
        Ok(Err(Failure::PipeClosed)) | Err(_) => Exit::NotJoined,
    }
}

/// Writes what the three make over ours. How many conflicts the joined map holds.
fn join_in_place(three: &Unjoined, ours: &Path) -> Result<usize, Failure> {
    let merged = join(three)?;
    store::write_joined(ours, &merged.network, &three.ours, &three.theirs)?;
    Ok(merged.network.conflicts().len())
}
