//! The one way in: sources and a network to a proposed step, with every row counted.

use std::ops::ControlFlow;

use ecow::{EcoString, eco_format};

use super::{
    ahead::{let_go, side_by_side},
    aside::{self, AsideSheet},
    columns::Columns,
    content::{self, Content},
    draft::{Draft, Finished},
    england::{census, links, register, tables, training, trusts},
    examples::{Example, examples},
    graphs::{self, Landing, Switch},
    import::{Import, Loaded},
    kind::SheetKind,
    ledger::{Ledger, Problem, ProblemKind, RowTally, SourceTally},
    matching::{NameAnswers, NameQuestion},
    members::{self, Rows},
    policy::{Difference, Policies},
    records,
    sheet::Sheet,
    unreadable::Unreadable,
    year::year_in,
};
use crate::model::{Member, Network, Step, Year, counted};

/// Bytes somebody else wrote, under the name people know them by.
#[derive(Clone, Debug)]
pub struct Source<'b> {
    /// The file's name without its folder.
    pub name: EcoString,
    pub bytes: &'b [u8],
    /// What it holds, where a person says so; found from the content otherwise.
    pub kind: Option<SheetKind>,
}

/// What a person asks of an import.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// The year of tables, where it is not in their names.
    pub year: Option<Year>,
    /// Whose value counts where map and source differ; the source's where nothing is said.
    pub policies: Option<&'a Policies>,
    /// What a person said of names that stand without a number.
    pub answers: Option<&'a NameAnswers>,
    /// Members that do not pass are not added; their rows are outside.
    pub only: Option<&'a dyn Fn(&Member) -> bool>,
    /// The sheet of a workbook to read, where there are several.
    pub sheet: Option<&'a str>,
    /// How matrices of who goes to whom are read.
    pub matrix: &'a [Switch],
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub rows_read: usize,
    pub rows: usize,
}

/// What an import would do. Nothing is changed until somebody applies the step.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub step: Step,
    /// The network with the step applied.
    pub network: Network,
    pub tally: RowTally,
    /// Each source, in the order given.
    pub sources: Vec<SourceTally>,
    /// What is wrong, by file, line and column.
    pub problems: Vec<Problem>,
    /// What a person should know about how the files were read.
    pub notes: Vec<EcoString>,
    /// Rows to look at, the first of each class.
    pub examples: Vec<Example>,
    /// Where the map and the sources fill a field differently.
    pub differences: Vec<Difference>,
    /// Names that stand without a number and may be those of members.
    pub questions: Vec<NameQuestion>,
    /// What was set aside, as a sheet for each source, and what was taken out.
    pub aside: Vec<AsideSheet>,
    /// What was read in a way that a person should say yes to first.
    pub doubts: Vec<EcoString>,
    /// Files whose columns were read as somebody chose before.
    pub remembered: Vec<EcoString>,
}

impl Proposal {
    /// Whether rows were set aside or cells could not be used.
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty() || self.open_differences() > 0
    }

    /// How many values a person was asked about who has not decided yet.
    pub fn open_differences(&self) -> usize {
        self.differences.iter().filter(|difference| difference.is_open).count()
    }
}

/// What the sources would change in the network, as one step.
///
/// The sources are read register, links, members, trusts, national figures, tables, files of other network tools, then
/// the rest, however they are named. `watch` is told of the progress and can stop the import.
///
/// Cost: O(bytes + rows · log records).
pub fn propose(
    network: &Network,
    sources: &[Source<'_>],
    columns: &Columns,
    options: Options<'_>,
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Proposal, Unreadable> {
    let mut ledger = Ledger::default();
    let mut notes = Vec::new();
    let (mut loaded, mut landings) = (Vec::new(), Vec::new());
    for content in content::read_all(sources, columns, options) {
        match content? {
            Content::Network(foreign) => landings.push(Landing::new(*foreign, &mut ledger)),
            Content::Sheets(sheets) => {
                for (sheet, kind) in sheets {
                    loaded.push(load(sheet, kind, (columns, options), &mut ledger)?);
                }
            }
        }
        if watch(Progress { rows_read: 0, rows: ledger.rows() }).is_break() {
            return Err(Unreadable::Stopped);
        }
    }
    for source in &mut loaded {
        notes.append(&mut source.sheet.notes);
    }
    notes.extend(personal_notes(&loaded, columns));
    let order = reading_order(&loaded);
    let mut import = Import::new(columns, options, Draft::new(network), ledger, watch);
    notes.append(&mut read_all(&mut import, &order, landings)?);
    notes.append(&mut std::mem::take(&mut import.remarks).sentences());
    let proposal = import.finish(network, &title_of(sources), (&loaded, notes));
    let_go(loaded);
    proposal
}

/// The sources in reading order; equal kinds by name, so that it never matters how they were listed.
fn reading_order(loaded: &[Loaded]) -> Vec<&Loaded> {
    let mut order: Vec<&Loaded> = loaded.iter().collect();
    order.sort_by(|a, b| (a.kind, &a.sheet.file).cmp(&(b.kind, &b.sheet.file)));
    order
}

fn load(sheet: Sheet, kind: SheetKind, (columns, options): (&Columns, Options<'_>), ledger: &mut Ledger) -> Result<Loaded, Unreadable> {
    columns.check_needs(kind, &sheet)?;
    if sheet.rows.is_empty() {
        return Err(Unreadable::NoRows { file: sheet.file });
    }
    let year = options.year.or_else(|| year_in(&sheet.file));
    let first = ledger.open(&sheet.file, kind, sheet.rows.len());
    let loaded = Loaded { sheet, kind, year, first };
    loaded.set_ragged_aside(ledger);
    Ok(loaded)
}

/// The sentences that name the columns about persons, which are never read: one for all files that have the same.
fn personal_notes(loaded: &[Loaded], columns: &Columns) -> Vec<EcoString> {
    let mut files_of: Vec<(String, Vec<&str>)> = Vec::new();
    for sheet in loaded.iter().map(|loaded| &loaded.sheet) {
        let personal: Vec<&str> = sheet.headings.iter().filter(|heading| columns.is_personal(heading)).map(EcoString::as_str).collect();
        let listed = personal.join(", ");
        match files_of.iter_mut().find(|(same, _)| *same == listed) {
            _ if personal.is_empty() => {}
            Some((_, files)) => files.push(&sheet.file),
            None => files_of.push((listed, vec![&sheet.file])),
        }
    }
    let sentence = |(listed, files): (String, Vec<&str>)| {
        let more = if files.len() > 1 { eco_format!(" and {} more", files.len() - 1) } else { EcoString::new() };
        let first = files.first().copied().unwrap_or_default();
        eco_format!("{first}{more}: columns about persons were not read: {listed}.")
    };
    files_of.into_iter().map(sentence).collect()
}

/// One sentence for all numbers that a spreadsheet had changed, as a person has to say whether they were read right.
fn changed_numbers(problems: &[Problem]) -> Option<EcoString> {
    let mut changed = problems.iter().filter(|problem| problem.kind == ProblemKind::Changed);
    let first = changed.next()?;
    let (file, line, message) = (&first.file, first.line, &first.message);
    let more = match changed.count() {
        0 => EcoString::new(),
        more => eco_format!(", and {} like it", counted(more, "number", "numbers")),
    };
    Some(eco_format!("{file}, line {line}: {message}{more}."))
}

fn read_all(import: &mut Import<'_>, order: &[&Loaded], landings: Vec<Landing>) -> Result<Vec<EcoString>, Unreadable> {
    let of = |kind: SheetKind| order.iter().copied().filter(move |loaded| loaded.kind == kind);
    for loaded in of(SheetKind::Links) {
        links::note(import, loaded)?;
    }
    import.book.settle();
    // Members of the map get the numbers they have today, so that a register finds them by those.
    links::give_numbers(import);
    let mut closed = Vec::new();
    for loaded in of(SheetKind::Register) {
        closed.extend(register::read(import, loaded)?);
    }
    register::add_closed(import, closed);
    links::give_numbers(import);
    for loaded in of(SheetKind::Members) {
        members::read(import, loaded, Rows::Named)?;
    }
    links::give_merged_numbers(import);
    for loaded in of(SheetKind::Trusts) {
        trusts::read(import, loaded)?;
    }
    for loaded in of(SheetKind::National) {
        records::read(import, loaded)?;
    }
    let tables: Vec<&Loaded> = of(SheetKind::Tables).collect();
    tables::read_all(import, &tables)?;
    let censuses: Vec<&Loaded> = of(SheetKind::Census).collect();
    census::read_all(import, &censuses)?;
    // Tables make members too; numbers of schools that merged into those are free only now.
    links::give_merged_numbers(import);
    for loaded in of(SheetKind::Members) {
        members::read(import, loaded, Rows::Nameless)?;
    }
    let notes = graphs::land(import, landings)?;
    for loaded in of(SheetKind::Training) {
        training::read(import, loaded)?;
    }
    for loaded in order.iter().copied().filter(|loaded| loaded.kind > SheetKind::Training) {
        records::read(import, loaded)?;
    }
    for loaded in of(SheetKind::Links) {
        links::judge(import, loaded);
    }
    Ok(notes)
}

fn title_of(sources: &[Source<'_>]) -> EcoString {
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    match names.as_slice() {
        [name] => eco_format!("Import {name}"),
        [first, rest @ ..] => eco_format!("Import {first} and {} more", rest.len()),
        [] => "Import nothing".into(),
    }
}

impl Import<'_> {
    fn finish(
        self,
        network: &Network,
        title: &EcoString,
        (loaded, mut notes): (&[Loaded], Vec<EcoString>),
    ) -> Result<Proposal, Unreadable> {
        notes.extend(self.notes);
        let policies = self.options.policies.cloned().unwrap_or_default();
        let Finished { step, touches, differences } = self.draft.finish(title.clone(), &policies);
        let ledger = &self.ledger;
        let told = || {
            let classes = ledger.classes(&touches, &step);
            let examples = examples(loaded, (ledger, &classes), (&touches, &step));
            (classes, examples, aside::sheets(loaded, ledger))
        };
        let (after, (classes, examples, aside)) = side_by_side(touches.len(), || network.apply(&step), told);
        let after = after.map_err(|refusal| Unreadable::Refused { why: eco_format!("{refusal}") })?;
        let counted = self.ledger.close(&classes);
        let separators = loaded.iter().flat_map(|source| source.sheet.doubts.iter().cloned());
        let doubts = separators.chain(changed_numbers(&counted.problems)).collect();
        let is_remembered = |source: &&Loaded| source.sheet.chosen.as_ref().is_some_and(|chosen| !chosen.from().is_empty());
        let remembered = loaded.iter().filter(is_remembered).map(|source| source.sheet.file.clone()).collect();
        Ok(Proposal {
            tally: counted.whole,
            sources: counted.sources,
            problems: counted.problems,
            questions: self.questions.into_list(),
            network: after,
            step,
            notes,
            examples,
            differences,
            aside,
            doubts,
            remembered,
        })
    }
}

impl Loaded {
    /// Blank rows are outside; a row with more cells than headings is set aside, for nobody knows where it broke.
    fn set_ragged_aside(&self, ledger: &mut Ledger) {
        let headings = self.sheet.headings.len();
        for (index, row) in self.sheet.rows.iter().enumerate() {
            let at = self.at(index, row.line);
            let width = row.width();
            if let Some(flaw) = &row.flaw {
                ledger.set_aside(at, ProblemKind::Row, flaw.clone());
            } else if row.is_blank() {
                ledger.outside(at.id);
            } else if width > headings {
                ledger.set_aside(
                    at,
                    ProblemKind::Width,
                    eco_format!("the row has {width} cells under {}; set aside", counted(headings, "heading", "headings")),
                );
            }
        }
    }
}
