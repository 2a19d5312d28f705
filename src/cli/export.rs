//! `permea export`: the map as a file for others, drawn or in the formats of other programs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueEnum};

use super::{
    drawing::Drawing,
    exit::{Exit, Failure},
    globals::Format,
    map::{Size, size},
    scene::Scene,
};
use crate::{
    exchange::Columns,
    map::{Chart, Layout, Level, Picture, View},
    model::{Field, Network, RecordKind},
    report::{ExportFormat, ExportSubject, Files, Paper, Poster, export, unsettled_words, words::counted},
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

/// Write the map for other programs: as a picture, a network or sheets
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,

    /// The file or folder to make; its ending says what it holds. In a folder a file is called as the map is
    out: PathBuf,

    /// What to write, where the ending does not say it: xlsx (a workbook for people), csv (a folder of sheets, of which an
    /// equal map can be made again), nodexl, gexf, graphml, json (Kumu), kumu and gephi (folders of sheets), pajek, vna, dot, svg
    #[arg(long = "as", value_name = "KIND", value_parser = format)]
    kind: Option<ExportFormat>,

    /// Who may see it; so far only the internal audience
    #[arg(long, value_enum, default_value_t)]
    audience: Audience,

    /// Write over a file that exists; the map itself is never written over
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    drawing: Drawing,

    /// Columns and rows of a picture, as on a screen; else 120x36, and more for many members
    #[arg(long, value_name = "COLUMNSxROWS", value_parser = size)]
    size: Option<Size>,

    /// Colours for a dark ground, for a screen instead of a printer
    #[arg(long)]
    dark: bool,
}

/// Who may see an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Audience {
    /// Those who work with the map
    #[default]
    Internal,
    Partners,
    Public,
}

impl Audience {
    /// What others may not see is taken out by reports, not by exports.
    fn must_be_internal(self) -> Result<(), Failure> {
        match self {
            Self::Internal => Ok(()),
            Self::Partners | Self::Public => Err(Failure::usage(
                "An export is for the internal audience only: what partners or the public may not see is not taken out of it. Nothing was written. Leave out --audience, and take out of the file what they may not see before you pass it on.",
            )),
        }
    }
}

/// A format by its word, as `gexf`.
fn format(text: &str) -> Result<ExportFormat, String> {
    ExportFormat::parse(text).map_err(|_unknown| format!("write one of: {}", ExportFormat::words().join(", ")))
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text])?;
    arguments.audience.must_be_internal()?;
    let format = format_of(arguments)?;
    let network = scene.read(&arguments.map)?;
    refuse_unsettled_meanings(&network)?;
    let analysis = Arc::new(scene.derive(&network)?);
    let (chart, view) = arguments.drawing.of(scene, &analysis)?;
    if format == ExportFormat::Svg {
        draw(scene, arguments, &chart, &view)?;
    } else {
        let columns = scene.settings.columns.clone().map_or_else(Columns::built_in, Ok)?;
        let subject = ExportSubject { network: &network, analysis: &analysis, chart: &chart, paper: paper(arguments), columns: &columns };
        write(scene, arguments, format, &subject)?;
    }
    Ok(Exit::Done)
}

fn paper(arguments: &Arguments) -> Paper {
    if arguments.dark { Paper::Dark } else { Paper::Light }
}

/// The format asked for, else that of the file's ending.
fn format_of(arguments: &Arguments) -> Result<ExportFormat, Failure> {
    let name = arguments.out.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let by_ending = || if arguments.out.is_dir() { Some(ExportFormat::Svg) } else { ExportFormat::of_ending(&name) };
    arguments.kind.or_else(by_ending).ok_or_else(|| {
        let endings: Vec<String> =
            ExportFormat::ALL.iter().filter_map(|format| format.ending()).map(|ending| format!(".{ending}")).collect();
        Failure::usage(format!(
            "Nothing was written: the name {} does not say what to write. End it in {}, or say --as KIND.",
            store::shown(&name),
            endings.join(", ")
        ))
    })
}

/// Draws the picture.
fn draw(scene: &Scene, arguments: &Arguments, chart: &Chart, view: &View) -> Result<(), Failure> {
    let analysis = &chart.analysis;
    let network = &analysis.network;
    let picture = arguments.size.map_or_else(|| fitting(chart, view), |size| chart.picture(view, size.columns, size.rows));
    let picture = picture.noting(unsettled_words(network.conflicts().len()).as_deref());
    let poster = Poster { analysis, chart, picture: &picture, paper: paper(arguments) };
    let out = store::out_path(&arguments.out, &network.about.name, "svg");
    store::write_out(&out, poster.svg().as_bytes(), &arguments.map, existing(scene, arguments, &out))?;
    scene.tell("This picture is internal: it names members with their stages and flags. Share it only with those who may see them.");
    tell_unsettled(scene, arguments, network, "the picture");
    let members = counted(chart.roster.members.len(), "member", "members");
    scene.confirm(&format!("Drew {members} in {}.", out.display()))
}

fn tell_unsettled(scene: &Scene, arguments: &Arguments, network: &Network, what: &str) {
    if let count @ 1.. = network.conflicts().len() {
        let differences = counted(count, "difference is", "differences are");
        scene.tell(&format!("{differences} not settled; {what} shows one side of each: permea conflicts {}", arguments.map.display()));
    }
}

/// Writes the map in another program's format. What that has no place for is said first.
fn write(scene: &Scene, arguments: &Arguments, format: ExportFormat, subject: &ExportSubject<'_>) -> Result<(), Failure> {
    let exported = export(format, subject).map_err(|error| Failure::could_not(error.to_string()))?;
    for line in exported.lossy.lines() {
        scene.tell(&line);
    }
    let name = &subject.network.about.name;
    let out = match format.ending() {
        Some(ending) => store::out_path(&arguments.out, name, ending),
        None => arguments.out.clone(),
    };
    let files: Vec<(PathBuf, &[u8])> = match &exported.files {
        Files::One(bytes) => vec![(out.clone(), bytes)],
        Files::SameName(parts) => parts.iter().map(|(ending, bytes)| (out.with_extension(ending), bytes.as_slice())).collect(),
        Files::Folder(parts) => parts.iter().map(|(name, bytes)| (out.join(name.as_str()), bytes.as_slice())).collect(),
    };
    let place = if let Files::Folder(parts) = &exported.files {
        if format == ExportFormat::Csv {
            refuse_other_sheets(&out, &files)?;
        }
        let existing = files.iter().find(|(path, _)| store::exists(path)).map_or(Existing::Stays, |_| existing(scene, arguments, &out));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        store::write_folder_out(&out, &parts, &arguments.map, existing)?;
        format!("{} in the folder {}", counted(parts.len(), "sheet", "sheets"), store::shown(&out.to_string_lossy()))
    } else {
        let all: Vec<(&Path, &[u8], Existing)> =
            files.iter().map(|(path, bytes)| (path.as_path(), *bytes, existing(scene, arguments, path))).collect();
        store::write_all_out(&all, &arguments.map)?;
        files.iter().map(|(path, _)| store::shown(&path.to_string_lossy())).collect::<Vec<_>>().join(" and ")
    };
    scene.tell("This file is internal: it holds everything that was not said to be left out. Share it only with those who may see it.");
    tell_unsettled(scene, arguments, subject.network, "the file");
    let members = counted(subject.network.members().len(), "member", "members");
    let ties = counted(subject.network.ties().len(), "tie", "ties");
    scene.confirm(&format!("Wrote {members} and {ties} in {place}."))
}

/// A folder of sheets is read as one map again, so no others may stand among them.
fn refuse_other_sheets(folder: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), Failure> {
    let standing = if folder.is_dir() { store::files_of_source(folder).unwrap_or_default() } else { Vec::new() };
    let other = standing.iter().find(|sheet| files.iter().all(|(path, _)| path != *sheet));
    other.map_or(Ok(()), |other| {
        Err(Failure::could_not(format!(
            "{} stands in the folder already and would be read with the sheets of this map. Choose another folder, or take it away. Nothing was written.",
            store::shown(&other.to_string_lossy())
        )))
    })
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
