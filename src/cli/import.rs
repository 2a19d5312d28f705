//! `permea import`: other people's files into a map, as one step, with every row counted.

use std::{
    collections::BTreeSet,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use ecow::EcoString;
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    exit::{Exit, Failure},
    globals::Format,
    import_answer::{Meant, body, sentences},
    import_choices::{self, Choices},
    import_columns::{Said, accept, keep, known_columns},
    new::name_of_map,
    rate::typed,
    scene::Scene,
};
use crate::{
    exchange::{
        Columns, Mapping, NameAnswers, Options, Policies, Policy, Progress, Proposal, SheetKind, Source, Switch, Unreadable, propose,
    },
    model::{Deed, Field, Member, Network, Year},
    report::Filter,
    store::{self, Display, Keeper, MapFile, Opened, SourceError},
    terminal::Interrupt,
    view::map::GlyphSet,
};

/// Read registers, tables, sheets and files of other network tools into a map; it is made if there is none
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file
    map: PathBuf,
    /// The files to read, in any order; of a folder its sheets (.csv, .tsv, .txt, .xlsx, .ods); `-` is standard input
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// What the sources hold, if their headings do not tell
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    kind: Option<SheetKind>,
    /// The year of tables whose names hold none: 2019 is 2018/19
    #[arg(long, value_parser = typed::<Year>)]
    year: Option<Year>,
    /// Names of columns to use before the built-in ones, and what the columns of other sheets hold; `guess` accepts what
    /// `permea columns SOURCE` says
    #[arg(long, value_name = "FILE")]
    columns: Option<Said>,
    /// Add only members that pass, as `authority = Surrey and education = secondary`
    #[arg(long, value_name = "EXPR")]
    only: Option<String>,
    /// Whose value counts where the map and a source differ: `map` is the policy `add`, `source` the policy `replace`
    #[arg(long, value_enum, default_value_t = Preferred::Source)]
    prefer: Preferred,
    #[command(flatten)]
    choices: Choices,
    /// The sheet of a workbook to read, where there are several
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// How a matrix of who goes to whom is read; without it, both ways if it is the same across its diagonal, else row to
    /// column, without the diagonal, zeros and blanks
    #[arg(long, value_enum, value_delimiter = ',', value_name = "SWITCH")]
    matrix: Vec<MatrixSwitch>,
    /// Say what would change and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Preferred {
    Map,
    Source,
}

/// The switches of a matrix, as Kumu names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MatrixSwitch {
    /// Row to column, whatever the other half says
    Directed,
    /// Both ways
    Undirected,
    /// Both halves of a matrix that is read both ways
    Duplicates,
    /// Also the diagonal, which is set aside and named
    SelfTies,
    /// A cell of 0 is a tie
    Zero,
    /// A blank cell is a tie
    Blank,
}

impl From<MatrixSwitch> for Switch {
    fn from(switch: MatrixSwitch) -> Self {
        match switch {
            MatrixSwitch::Directed => Self::Directed,
            MatrixSwitch::Undirected => Self::Undirected,
            MatrixSwitch::Duplicates => Self::Duplicates,
            MatrixSwitch::SelfTies => Self::SelfTies,
            MatrixSwitch::Zero => Self::Zero,
            MatrixSwitch::Blank => Self::Blank,
        }
    }
}

impl Arguments {
    fn meant(&self) -> Meant {
        if self.dry_run { Meant::AsDryRun } else { Meant::InEarnest }
    }
}

fn kind(word: &str) -> Result<SheetKind, String> {
    let known = || SheetKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    SheetKind::parse(word).map_err(|_no_kind| format!("the kinds that can be read are {}", known()))
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        let exit = if error.is_limit() { Exit::Refused } else { Exit::CouldNot };
        let sentence = error.to_string();
        let mut letters = sentence.chars();
        // A file's name begins the sentence as it is; our own words begin it with a capital.
        let begins_with_ours = matches!(error, Unreadable::Columns { .. } | Unreadable::Stopped | Unreadable::Refused { .. });
        let sentence = match letters.next() {
            Some(first) if begins_with_ours => first.to_uppercase().chain(letters).collect(),
            Some(_) | None => sentence,
        };
        Self::Said { exit, sentence }
    }
}

impl From<SourceError> for Failure {
    fn from(error: SourceError) -> Self {
        let exit = if error.is_limit() { Exit::Refused } else { Exit::CouldNot };
        Self::Said { exit, sentence: error.to_string() }
    }
}

/// The map that an import goes into.
enum Target {
    Standing(Box<Opened>),
    New(Box<Network>),
}

impl Target {
    fn network(&self) -> &Network {
        match self {
            Self::Standing(opened) => &opened.network,
            Self::New(network) => network,
        }
    }

    /// Writes the network; nothing where nothing changed.
    fn keep(self, scene: &Scene, map: &Path, proposal: &Proposal) -> Result<(), Failure> {
        match self {
            Self::Standing(opened) => drop(scene.keep_deed(Keeper::of(*opened), Deed::Done(proposal.step.clone()), &proposal.network)?),
            Self::New(_) => drop(MapFile::create(map, &proposal.network, store::new_guard())?),
        }
        Ok(())
    }
}

pub(super) fn run(scene: &Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json])?;
    let target = target(scene, &arguments.map)?;
    let file = if let Some(Said::File(path)) = &arguments.columns { Some(path.as_path()) } else { None };
    let mut columns = known_columns(scene, file)?;
    let (proposal, accepted) = read_as_decided(scene, arguments, target.network(), &mut columns)?;
    let mut aside = Vec::new();
    if arguments.meant() == Meant::InEarnest {
        import_choices::settle_doubts(scene, &proposal)?;
        if !proposal.step.is_empty() {
            target.keep(scene, &arguments.map, &proposal)?;
        }
        keep(scene, &accepted, file, &columns);
        aside = import_choices::write_aside(scene, &arguments.map, &proposal);
    }
    for note in &proposal.notes {
        scene.tell(note);
    }
    if scene.globals.format == Format::Json {
        scene.answer("import", &proposal.network.about.name, &body(&proposal, &aside))?;
    } else {
        Scene::print(&sentences(&proposal, &arguments.map, arguments.meant()))?;
        Scene::print(&import_choices::sentences(&proposal, &aside, arguments.meant()))?;
    }
    Ok(if proposal.has_problems() || scene.has_clashed.get() { Exit::Remains } else { Exit::Done })
}

fn target(scene: &Scene, map: &Path) -> Result<Target, Failure> {
    if map == Path::new("-") || store::exists(map) {
        return Ok(Target::Standing(Box::new(scene.open(map)?)));
    }
    let name = EcoString::parse(&name_of_map(map))?;
    Ok(Target::New(Box::new(Network::new(name, store::new_uid()))))
}

/// A proposal, and what the columns of sheets of unknown headings were accepted to mean.
type Read = (Proposal, Vec<Mapping>);

/// The proposal; where a policy is to ask and somebody is there, as they decided.
fn read_as_decided(scene: &Scene, arguments: &Arguments, network: &Network, columns: &mut Columns) -> Result<Read, Failure> {
    let prefer = match arguments.prefer {
        Preferred::Map => Policy::Add,
        Preferred::Source => Policy::Replace,
    };
    let mut policies = arguments.choices.policies(prefer)?;
    let answers = arguments.choices.answers()?;
    let (proposal, accepted) = read(scene, arguments, (network, columns), (&policies, &answers))?;
    import_choices::check(&policies, &proposal.network)?;
    if arguments.meant() == Meant::InEarnest && import_choices::decide(scene, &proposal, &mut policies) {
        let (decided, _) = read(scene, arguments, (network, columns), (&policies, &answers))?;
        return Ok((decided, accepted));
    }
    Ok((proposal, accepted))
}

fn read(
    scene: &Scene,
    arguments: &Arguments,
    (network, columns): (&Network, &mut Columns),
    (policies, answers): (&Policies, &NameAnswers),
) -> Result<Read, Failure> {
    let filter = match &arguments.only {
        Some(expression) => Some(Filter::for_records(expression, network).map_err(|error| Failure::usage(error.to_string()))?),
        None => None,
    };
    let passes = |member: &Member| filter.as_ref().is_none_or(|filter| filter.passes_record(member));
    let only: Option<&dyn Fn(&Member) -> bool> = if filter.is_some() { Some(&passes) } else { None };
    let mut paths = Vec::new();
    for source in &arguments.sources {
        paths.append(&mut store::files_of_source(source)?);
    }
    let files = paths.iter().map(|path| store::read_source(path)).collect::<Result<Vec<Vec<u8>>, SourceError>>()?;
    let names = names_of(&paths);
    let sources: Vec<Source<'_>> =
        names.into_iter().zip(&files).map(|(name, bytes)| Source { name, bytes, kind: arguments.kind }).collect();
    let bar = if scene.globals.quiet { ProgressBar::hidden() } else { bar() };
    let interrupt = Interrupt::watch()?;
    let mut watch = |progress: Progress| {
        bar.set_length(progress.rows as u64);
        bar.set_position(progress.rows_read as u64);
        if interrupt.is_pressed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let matrix: Vec<Switch> = arguments.matrix.iter().copied().map(Switch::from).collect();
    let options = Options {
        year: arguments.year,
        policies: Some(policies),
        answers: Some(answers),
        only,
        sheet: arguments.sheet.as_deref(),
        matrix: &matrix,
    };
    let mut accepted = Vec::new();
    loop {
        let proposal = propose(network, &sources, columns, options, &mut watch);
        bar.finish_and_clear();
        let unknown = match &proposal {
            Err(Unreadable::UnknownKind { file, .. }) => sources.iter().zip(&arguments.sources).find(|(source, _)| source.name == *file),
            Ok(_) | Err(_) => None,
        };
        // A sheet that was accepted is known, so no source comes here twice.
        let Some((source, path)) = unknown.filter(|_| accepted.len() < sources.len()) else { return Ok((proposal?, accepted)) };
        accepted.push(accept(scene, arguments.columns.as_ref(), (source, path), options.sheet, columns)?);
    }
}

/// Rows read, the share, and the time left; seen only where standard error is a terminal.
fn bar() -> ProgressBar {
    let style = ProgressStyle::with_template("Reading {wide_bar} {pos} of {len} rows, {percent}%, {eta} left");
    let style = style.map(|style| match Display::of_environment().glyphs() {
        GlyphSet::Unicode => style,
        GlyphSet::Ascii => style.progress_chars("#-"),
    });
    let bar = ProgressBar::new(0);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_template) => bar,
    }
}

/// The names of files without their folders; with them where two files have one name.
fn names_of(sources: &[PathBuf]) -> Vec<EcoString> {
    let short = |path: &Path| path.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy).into_owned();
    let different: BTreeSet<String> = sources.iter().map(|path| short(path)).collect();
    let is_clear = different.len() == sources.len();
    sources.iter().map(|path| if is_clear { short(path).into() } else { path.to_string_lossy().into() }).collect()
}
