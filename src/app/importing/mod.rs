//! Importing: files chosen or dropped, read on a thread of their own, shown as what they would change, and accepted as one step.
//!
//! Nothing is changed before Enter, and Esc leaves everything as it was. What a person decides on the way (whose value counts,
//! whose a name without a number is, what a column means) is sent along and the files are read again, so that what is shown is
//! always what would happen.

mod chooser;
mod columns;
mod decide;
mod dropped;
mod keys;
mod manner;
mod news;
mod pane;
mod proposed;
mod reading;

use std::path::PathBuf;

pub use chooser::{Chooser, Folder, FolderEntry, Listed};
pub use columns::MappingPage;
pub use news::{AsideOrder, Asks, ImportChoices, ImportNews, ImportOrder, ImportWish};
pub use pane::{ImportInk, PaneRow};
pub use proposed::{Focus, Part, Proposed};

use super::{
    App, Effect, Notice, Overlay, Source,
    areas::Area,
    command::{ChoosingCommand, General, ImportCommand, LineCommand, Move},
    line::Line,
    prompt::{Prompt, Purpose, Then},
};
use crate::{
    exchange::Progress,
    model::{Field, Network, Year},
    report::import_counted,
};
use chooser::Chosen;
use decide::Item;

/// An import on its way.
#[derive(Clone, Debug, Default)]
pub struct Importing {
    pub stage: Stage,
    pub chooser: Chooser,
    pub files: Vec<PathBuf>,
    choices: ImportChoices,
    /// The choices with which the files could be read the last time.
    worked: Option<ImportChoices>,
    generation: u64,
    /// Where somebody was when the files were read again.
    stood: Option<(Part, usize)>,
}

/// How far it is.
#[derive(Clone, Debug, Default)]
pub enum Stage {
    #[default]
    Choosing,
    /// The files are being read.
    Reading(Option<Progress>),
    /// They could not be read.
    Refused(Refused),
    /// A sheet of unknown headings waits for what its columns mean.
    Columns(Box<MappingPage>),
    Proposed(Box<Proposed>),
}

/// Why files could not be read, and the line to say more in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub sentence: String,
    pub asks: Asks,
    pub line: Line,
}

impl Importing {
    /// Whether letters are text now.
    pub(super) fn takes_text(&self) -> bool {
        match &self.stage {
            Stage::Choosing => true,
            Stage::Refused(refused) => refused.asks != Asks::Nothing,
            Stage::Reading(_) | Stage::Columns(_) | Stage::Proposed(_) => false,
        }
    }

    /// The line that is being typed, to be read.
    pub fn shown_line(&self) -> Option<&Line> {
        match &self.stage {
            Stage::Choosing => Some(&self.chooser.line),
            Stage::Refused(refused) if refused.asks != Asks::Nothing => Some(&refused.line),
            Stage::Refused(_) | Stage::Reading(_) | Stage::Columns(_) | Stage::Proposed(_) => None,
        }
    }

    /// The line that is being typed.
    pub(super) fn line(&mut self) -> Option<&mut Line> {
        match &mut self.stage {
            Stage::Choosing => Some(&mut self.chooser.line),
            Stage::Refused(refused) if refused.asks != Asks::Nothing => Some(&mut refused.line),
            Stage::Refused(_) | Stage::Reading(_) | Stage::Columns(_) | Stage::Proposed(_) => None,
        }
    }

    /// The names of the files, as a sentence has them.
    pub fn names(&self) -> String {
        let mut names = self.files.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let first = names.next().unwrap_or_default();
        match names.count() {
            0 => first,
            more => format!("{first} and {more} more"),
        }
    }
}

impl App {
    /// The import in front, if there is one.
    pub fn importing(&self) -> Option<&Importing> {
        if let Some(Overlay::Importing(importing)) = &self.overlay { Some(importing) } else { None }
    }

    fn importing_mut(&mut self) -> Option<&mut Importing> {
        if let Some(Overlay::Importing(importing)) = &mut self.overlay { Some(importing) } else { None }
    }

    /// Asks for files to import.
    pub(super) fn import_begin(&mut self) -> Vec<Effect> {
        if self.refuses_change() {
            return Vec::new();
        }
        self.lay(Overlay::Importing(Box::default()));
        vec![Effect::Import(ImportWish::List(None))]
    }

    /// Takes a pasted text for files dropped on the window; nothing if it is none, or something else is in front.
    pub(super) fn dropped(&mut self, text: &str) -> Option<Vec<Effect>> {
        let is_asked = self.importing().is_some_and(|importing| matches!(importing.stage, Stage::Choosing));
        if self.overlay.is_some() && !is_asked {
            return None;
        }
        let readings = dropped::readings(text);
        (!readings.is_empty()).then(|| vec![Effect::Import(ImportWish::Dropped(readings))])
    }

    /// Reads these files; a map among them is opened instead.
    fn import_files(&mut self, files: Vec<PathBuf>) -> Vec<Effect> {
        let is_map = |path: &PathBuf| path.to_string_lossy().ends_with(".ron");
        if let [only] = files.as_slice()
            && is_map(only)
        {
            self.overlay = None;
            return self.open(Source::File(only.clone()));
        }
        if self.refuses_change() {
            return Vec::new();
        }
        let chooser = self.importing().map(|importing| importing.chooser.clone()).unwrap_or_default();
        self.lay(Overlay::Importing(Box::new(Importing { chooser, files, ..Importing::default() })));
        self.import_read()
    }

    /// Reads the files of the import in front with what was decided so far.
    fn import_read(&mut self) -> Vec<Effect> {
        self.imports += 1;
        let generation = self.imports;
        let network = self.import_network();
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        importing.stage = Stage::Reading(None);
        importing.generation = generation;
        let order = ImportOrder { generation, files: importing.files.clone(), network, choices: importing.choices.clone() };
        vec![Effect::Import(ImportWish::Read(Box::new(order)))]
    }

    /// The network that files would change.
    fn import_network(&self) -> Network {
        self.document.as_ref().map_or_else(|| Network::new("New map", ""), |document| document.network.clone())
    }

    /// Takes in what came back; what is about an import that was left is dropped.
    pub(super) fn import_news(&mut self, news: ImportNews) -> Vec<Effect> {
        match news {
            ImportNews::Dropped(files) => return self.import_files(files),
            ImportNews::Folder(folder) => self.show_folder(folder),
            ImportNews::NoFolder(sentence) => {
                if let Some(importing) = self.importing_mut() {
                    importing.chooser.problem = Some(sentence);
                }
            }
            ImportNews::Progress { generation, progress } => self.import_came(generation, |_| Stage::Reading(Some(progress))),
            ImportNews::Proposed { generation, proposal, remembered } => self.import_came(generation, |importing| {
                importing.worked = Some(importing.choices.clone());
                let mut mappings = importing.choices.mappings.clone();
                mappings.extend(remembered);
                Stage::Proposed(Box::new(Proposed::of(*proposal, (&importing.choices, mappings), importing.stood.take())))
            }),
            ImportNews::Unknown { generation, mapping, problem } => {
                self.import_came(generation, |_| Stage::Columns(Box::new(MappingPage { problem, ..MappingPage::of(*mapping) })));
            }
            ImportNews::Refused { generation, sentence, asks } => {
                self.import_came(generation, |_| Stage::Refused(Refused { sentence, asks, line: Line::default() }));
            }
            ImportNews::Aside(sentence) => {
                let said = self.notice.as_ref().map(|notice| format!("{} ", notice.sentence)).unwrap_or_default();
                self.tell(Notice::done(format!("{said}{sentence}")));
            }
        }
        self.import_in_view();
        Vec::new()
    }

    fn import_came(&mut self, generation: u64, stage: impl FnOnce(&mut Importing) -> Stage) {
        let is_awaited = |importing: &&mut Importing| importing.generation == generation && matches!(importing.stage, Stage::Reading(_));
        if let Some(importing) = self.importing_mut().filter(is_awaited) {
            importing.stage = stage(importing);
        }
    }

    /// A folder was listed; one that was dropped is shown to choose from.
    fn show_folder(&mut self, folder: Folder) {
        if self.overlay.is_none() && !self.refuses_change() {
            self.lay(Overlay::Importing(Box::default()));
        }
        if let Some(importing) = self.importing_mut().filter(|importing| matches!(importing.stage, Stage::Choosing)) {
            importing.chooser.show(folder);
        }
    }

    /// Enter.
    pub(super) fn import_choose(&mut self, mut importing: Box<Importing>) -> Vec<Effect> {
        match &mut importing.stage {
            Stage::Choosing => match importing.chooser.chosen() {
                Chosen::Folder(path) => {
                    self.overlay = Some(Overlay::Importing(importing));
                    vec![Effect::Import(ImportWish::List(Some(path)))]
                }
                Chosen::Files(files) => {
                    self.overlay = Some(Overlay::Importing(importing));
                    self.import_files(files)
                }
                Chosen::Nothing => {
                    let typed = dropped::readings(importing.chooser.line.text());
                    self.overlay = Some(Overlay::Importing(importing));
                    if typed.is_empty() { Vec::new() } else { vec![Effect::Import(ImportWish::Dropped(typed))] }
                }
            },
            Stage::Reading(_) => {
                self.overlay = Some(Overlay::Importing(importing));
                Vec::new()
            }
            Stage::Refused(refused) => {
                let said = refused.line.text().trim().to_owned();
                match (refused.asks, Year::parse(&said)) {
                    (Asks::Nothing, _) => return self.import_leave(importing),
                    (Asks::Year, Ok(year)) => importing.choices.year = Some(year),
                    (Asks::Year, Err(error)) => self.tell(Notice::problem(format!("{error}."))),
                    (Asks::Page, _) => importing.choices.page = Some(said.as_str().into()),
                }
                let is_said = importing.choices.year.is_some() || !said.is_empty() && importing.choices.page.is_some();
                self.overlay = Some(Overlay::Importing(importing));
                if is_said { self.import_read() } else { Vec::new() }
            }
            Stage::Columns(_) => self.accept_columns(importing),
            Stage::Proposed(proposed) => match proposed.focus {
                Focus::Pane => {
                    self.overlay = Some(Overlay::Importing(importing));
                    self.import_leave_pane()
                }
                Focus::Parts if let Part::Columns(at) = proposed.part() => {
                    self.overlay = Some(Overlay::Importing(importing));
                    self.columns_again(at);
                    self.import_in_view();
                    Vec::new()
                }
                Focus::Parts if proposed.part().is_decided() => {
                    proposed.focus = Focus::Pane;
                    self.overlay = Some(Overlay::Importing(importing));
                    self.import_in_view();
                    Vec::new()
                }
                Focus::Parts => self.import_accept(importing),
            },
        }
    }

    /// Esc: one place back; out of what is in front nothing is changed.
    pub(super) fn import_leave(&mut self, mut importing: Box<Importing>) -> Vec<Effect> {
        match &mut importing.stage {
            Stage::Choosing if !importing.chooser.line.text().is_empty() => {
                importing.chooser.line = Line::default();
                importing.chooser.search();
                self.overlay = Some(Overlay::Importing(importing));
                Vec::new()
            }
            Stage::Reading(_) => {
                self.tell(Notice::done("Reading was stopped. Nothing was changed."));
                self.back_to_choosing(importing);
                vec![Effect::Import(ImportWish::Stop)]
            }
            Stage::Proposed(proposed) if proposed.focus == Focus::Pane => {
                self.overlay = Some(Overlay::Importing(importing));
                self.import_leave_pane()
            }
            Stage::Refused(_) => {
                let Some(choices) = importing.worked.take() else {
                    self.back_to_choosing(importing);
                    return Vec::new();
                };
                importing.choices = choices;
                self.overlay = Some(Overlay::Importing(importing));
                self.import_read()
            }
            Stage::Choosing => Vec::new(),
            Stage::Columns(_) | Stage::Proposed(_) => {
                self.tell(Notice::done("Nothing was imported."));
                Vec::new()
            }
        }
    }

    /// Files that were chosen in a list are chosen anew; dropped ones are left.
    fn back_to_choosing(&mut self, importing: Box<Importing>) {
        if importing.chooser.folder.is_some() {
            let chooser = importing.chooser;
            self.overlay = Some(Overlay::Importing(Box::new(Importing { chooser, ..Importing::default() })));
        }
    }

    /// Takes the import into the map; one that has no map yet asks for the name of a new one first.
    fn import_accept(&mut self, importing: Box<Importing>) -> Vec<Effect> {
        if self.document.is_some() {
            return self.import_take(&importing);
        }
        let name = importing.files.first().and_then(|path| path.file_stem()).unwrap_or_default().to_string_lossy().into_owned();
        self.overlay = Some(Overlay::Importing(importing));
        let prompt = Prompt { then: Then::Stay, ..Prompt::new(Purpose::ImportedMap, &name) };
        self.lay(Overlay::Prompt(prompt))
    }

    /// Begins a map of this name with what is imported.
    pub(super) fn import_into_new(&mut self, name: &str) -> Vec<Effect> {
        let Some(Overlay::Importing(importing)) = self.behind.take() else { return Vec::new() };
        let mut effects = self.begin(name);
        effects.extend(self.import_take(&importing));
        effects
    }

    fn import_take(&mut self, importing: &Importing) -> Vec<Effect> {
        let Stage::Proposed(proposed) = &importing.stage else { return Vec::new() };
        self.overlay = None;
        let counted = format!("{}: {}.", proposed.proposal.step.title, import_counted(&proposed.proposal));
        let mut effects = self.take(proposed.proposal.step.clone());
        if !effects.is_empty() {
            let back = self.key_hint(General::Undo, "takes it back");
            self.tell(Notice::done(format!("{counted} {back}")));
        }
        let path = self.document.as_ref().and_then(|document| document.path.clone());
        let sheets = proposed.proposal.aside.clone();
        if let (false, Some(beside)) = (sheets.is_empty(), path.or_else(|| importing.files.first().cloned())) {
            effects.push(Effect::Import(ImportWish::KeepAside(AsideOrder { beside, day: self.setup.moment.today, sheets })));
        }
        let columns = importing.choices.mappings.iter().cloned().map(|mapping| ImportWish::KeepColumns(Box::new(mapping)));
        effects.extend(columns.map(Effect::Import));
        effects
    }

    pub(super) fn import_go(&mut self, movement: Move) -> Vec<Effect> {
        let rows = self.import_list_rows();
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        match &mut importing.stage {
            Stage::Choosing => {
                let folder = importing.chooser.go(movement, rows);
                return folder.map_or_else(Vec::new, |path| vec![Effect::Import(ImportWish::List(Some(path)))]);
            }
            Stage::Refused(refused) => refused.line.go(movement),
            Stage::Reading(_) => {}
            Stage::Columns(page) => page.go(movement),
            Stage::Proposed(proposed) => match (proposed.focus, movement) {
                (Focus::Pane, Move::Left | Move::Right) => {
                    let effects = self.import_change(movement);
                    self.import_in_view();
                    return effects;
                }
                (Focus::Parts, Move::Right) => proposed.focus = Focus::Pane,
                (Focus::Parts, Move::Left) => {}
                (_, Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last) => self.import_move(movement),
            },
        }
        self.import_in_view();
        Vec::new()
    }

    pub(super) fn choosing_act(&mut self, command: ChoosingCommand) -> Vec<Effect> {
        let rows = self.import_list_rows();
        let Some(importing) = self.importing_mut().filter(|importing| matches!(importing.stage, Stage::Choosing)) else {
            return self.only_in(super::Context::Choosing);
        };
        match command {
            ChoosingCommand::Mark => importing.chooser.mark(rows),
        }
        self.import_in_view();
        Vec::new()
    }

    pub(super) fn import_act(&mut self, command: ImportCommand) -> Vec<Effect> {
        let Some(importing) = self.importing_mut() else { return self.only_in(super::Context::Import) };
        match (&mut importing.stage, command) {
            (Stage::Proposed(proposed), ImportCommand::Pane) if proposed.focus == Focus::Parts => proposed.focus = Focus::Pane,
            (Stage::Proposed(_), ImportCommand::Pane) => return self.import_leave_pane(),
            (Stage::Proposed(_), ImportCommand::Choose) => {
                if let Some(Item::Manner(manner)) = self.import_item() {
                    return self.choose_manner(manner);
                }
            }
            (Stage::Proposed(_), _) => self.import_answer(command),
            (Stage::Columns(_), ImportCommand::Choose) => return self.choose_meaning(),
            (Stage::Columns(page), ImportCommand::LeaveOut) => page.leave_out(),
            (Stage::Choosing | Stage::Reading(_) | Stage::Refused(_) | Stage::Columns(_), _) => {}
        }
        self.import_in_view();
        Vec::new()
    }

    /// Deletes before the caret of an empty line: the folder above.
    pub(super) fn import_line_act(&mut self, command: LineCommand) -> Option<Vec<Effect>> {
        let importing = self.importing()?;
        let is_empty = matches!(importing.stage, Stage::Choosing) && importing.chooser.line.text().is_empty();
        let above = importing.chooser.above().filter(|_| is_empty && command == LineCommand::DeleteBefore)?;
        Some(vec![Effect::Import(ImportWish::List(Some(above)))])
    }

    /// The line that is typed was changed.
    pub(super) fn import_write(&mut self, in_line: impl FnOnce(&mut Line)) {
        let Some(importing) = self.importing_mut() else { return };
        let is_choosing = matches!(importing.stage, Stage::Choosing);
        if let Some(line) = importing.line() {
            in_line(line);
        }
        if is_choosing {
            importing.chooser.search();
        }
    }

    /// How many lines of a list or a pane are in view.
    pub fn import_list_rows(&self) -> usize {
        self.import_areas().1.lines()
    }

    /// Where the list of parts is, empty where there is none, and what it shows beside or below it.
    pub fn import_areas(&self) -> (Area, Area) {
        let inside = self.overlay_area().inside();
        let Some(importing) = self.importing() else { return (Area::default(), inside) };
        match &importing.stage {
            Stage::Choosing => (Area { rows: inside.rows.min(2), ..inside }, inside.below(3).above(1)),
            Stage::Reading(_) | Stage::Refused(_) => (Area::default(), inside),
            Stage::Columns(_) => MappingPage::areas(inside),
            Stage::Proposed(proposed) => proposed.areas(inside),
        }
    }
}
