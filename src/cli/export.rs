//! `permea export`: the map as a file for others, so far as vectors.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;

use super::{
    drawing::Drawing,
    exit::{Exit, Failure},
    globals::Format,
    map::{Size, size},
    scene::Scene,
};
use crate::{
    map::{Chart, Layout, Level, Picture, View},
    model::{Network, RecordKind},
    report::{Paper, Poster, unsettled_words, words::counted},
    store::{self, Existing},
};

/// The sizes tried until every member has its figure, in columns and rows; on A3 the last has letters of 2 mm.
const SIZES: [Size; 5] = [
    Size { columns: 120, rows: 36 },
    Size { columns: 160, rows: 50 },
    Size { columns: 200, rows: 64 },
    Size { columns: 240, rows: 78 },
    Size { columns: 300, rows: 98 },
];

/// Write the map as a picture for browsers, reports and printers (.svg)
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,

    /// The file to make; its ending says what it holds: .svg. In a folder it is called as the map is
    out: PathBuf,

    /// Write over a file that exists; the map itself is never written over
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    drawing: Drawing,

    /// Columns and rows as on a screen; else 120x36, and more for many members
    #[arg(long, value_name = "COLUMNSxROWS", value_parser = size)]
    size: Option<Size>,

    /// Light lines on a dark ground, for a screen instead of a printer
    #[arg(long)]
    dark: bool,
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text])?;
    if !arguments.out.is_dir() {
        must_be_svg(&arguments.out)?;
    }
    let network = scene.read(&arguments.map)?;
    refuse_unsettled_meanings(&network)?;
    let analysis = Arc::new(scene.derive(&network)?);
    let (chart, view) = arguments.drawing.of(scene, &analysis)?;
    let picture = arguments.size.map_or_else(|| fitting(&chart, &view), |size| chart.picture(&view, size.columns, size.rows));
    let picture = picture.noting(unsettled_words(network.conflicts().len()).as_deref());
    let paper = if arguments.dark { Paper::Dark } else { Paper::Light };
    let poster = Poster { analysis: &analysis, chart: &chart, picture: &picture, paper };
    let out = store::out_path(&arguments.out, &network.about.name, "svg");
    let existing = existing(scene, arguments, &out);
    store::write_out(&out, poster.svg().as_bytes(), &arguments.map, existing)?;
    scene.tell("This picture is internal: it names members with their stages and flags. Share it only with those who may see them.");
    if let count @ 1.. = network.conflicts().len() {
        let differences = counted(count, "difference is", "differences are");
        scene.tell(&format!("{differences} not settled; the picture shows one side of each: permea conflicts {}", arguments.map.display()));
    }
    let members = counted(chart.roster.members.len(), "member", "members");
    scene.confirm(&format!("Drew {members} in {}.", out.display()))?;
    Ok(Exit::Done)
}

/// What becomes of a file that is there already: it is replaced if that was said, or is said now on a terminal.
fn existing(scene: &Scene, arguments: &Arguments, out: &Path) -> Existing {
    let is_meant = || {
        let day = store::day_of(out)?;
        let is_the_map = store::is_same_file(out, &arguments.map);
        (!is_the_map).then(|| scene.asked(&format!("{} exists ({day}). Replace it?", out.display()))).filter(|yes| *yes)
    };
    if arguments.force || is_meant().is_some() { Existing::IsReplaced } else { Existing::Stays }
}

/// Nothing leaves the house while two people mean different things by one measure.
fn refuse_unsettled_meanings(network: &Network) -> Result<(), Failure> {
    let unsettled = network.conflicts().iter().find(|conflict| conflict.of == RecordKind::Definition);
    unsettled.map_or(Ok(()), |conflict| {
        let measure = &conflict.record;
        Err(Failure::could_not(format!(
            "Two people changed what the measure {measure} means. Nothing was written. Settle it first: permea conflicts MAP"
        )))
    })
}

/// The smallest picture in which all but one in fifty have their own figure and many have their names.
fn fitting(chart: &Chart, view: &View) -> Picture {
    // So many cells a member leave room for its figure and for many names.
    const ROOM: usize = 12;
    if chart.layout == Layout::Ego {
        return chart.picture(view, 120, 36);
    }
    if chart.layout == Layout::Matrix {
        let (columns, rows) = chart.matrix_size();
        return chart.picture(view, columns, rows);
    }
    let pictures = SIZES.into_iter().map(|size| chart.picture(view, size.columns, size.rows));
    let mut last = Picture::default();
    for picture in pictures {
        last = picture;
        if last.level != Level::Far
            && (last.hidden + last.counted.saturating_sub(folded(&last))) * 50 <= chart.roster.members.len()
            && last.map.cells() >= ROOM * chart.roster.members.len()
        {
            break;
        }
    }
    last
}

/// Members in groups that somebody closed: a larger picture would not draw them either.
fn folded(picture: &Picture) -> usize {
    picture.clusters.iter().map(|cluster| cluster.members).sum()
}

/// Other endings have no writer yet; a clear sentence is better than a file of the wrong kind.
fn must_be_svg(out: &Path) -> Result<(), Failure> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() == Some("svg") {
        return Ok(());
    }
    let what = ending.map_or_else(|| "a file without an ending".to_owned(), |ending| format!(".{ending}"));
    Err(Failure::usage(format!("Nothing was written: permea cannot write {what} yet. It writes pictures: name a file that ends in .svg.")))
}
