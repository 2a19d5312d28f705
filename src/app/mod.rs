//! What the program shows and does: [`Event`] in, [`Command`] meant, [`Effect`] out; screens as plain fields.
//!
//! [`App::update`] is the only door. A key goes through the keymap to a command, one exhaustive match in `act` hands it
//! to the screen or overlay in front, and what has to be done outside comes back as effects. Nothing here draws, reads a
//! file or asks the clock.

mod act;
pub mod areas;
mod arrival;
mod arrivals;
mod change;
pub mod choice;
mod cleared;
pub mod columns;
mod command;
mod company;
mod cursor;
mod document;
mod effect;
mod event;
mod file;
mod file_state;
mod explain;
pub mod family;
pub mod fields;
mod filter_line;
pub mod form;
mod forms;
mod fuzzy;
pub mod grid;
mod hints;
mod history;
pub mod importing;
pub mod jump;
mod keeping;
mod key;
mod keymap;
mod line;
pub mod map;
pub mod member;
pub mod metrics;
mod mouse;
mod notice;
mod overlay;
mod page;
pub mod palette;
mod paste;
pub mod prompt;
pub mod question;
pub mod rating;
mod read_only;
mod recovery;
mod screen;
mod selection;
pub mod settling;
mod signing;
pub mod start;
mod sync;
pub mod table;
pub mod triage;
mod versions;
mod unjoined;

use std::{path::PathBuf, sync::Arc};

use ecow::EcoString;
use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

pub use arrival::{Arrival, Copy, FileVersion, From, Next};
pub use arrivals::Reply;
pub use command::{
    ChangeCommand, ChoosingCommand, Command, Context, FamilyCommand, FormCommand, General, HoldCommand, ImportCommand, LineCommand,
    MapCommand, MemberCommand, MetricsCommand, Move, PointCommand, QuestionCommand, RatingCommand, SettlingCommand, StartCommand,
    TableCommand, TriageCommand,
};
pub use company::Other;
pub use cursor::Cursor;
pub use document::Document;
pub use effect::{AdoptOrder, AnalysisOrder, Effect, KeepOrder, LayoutOrder, Remembered, SaveOrder, SavePlace, Source, Standing};
pub use event::{Attempt, Button, Event, Keeps, Moment, Mouse, MouseAct, Opened, Size, wrong_date};
pub use explain::{Asked, Explanation};
pub use file_state::FileState;
pub use filter_line::FilterLine;
pub use hints::{Hint, PlacedHint};
pub use history::History;
pub use importing::{AsideOrder, Asks, ImportChoices, ImportNews, ImportOrder, ImportWish};
pub use keeping::{Assurance, Keeping};
pub use key::{Code, Held, Key, NoKey};
pub use keymap::{Keymap, KeymapError};
pub use line::Line;
pub use metrics::MeasureOrder;
pub use notice::{Notice, Tone};
pub use overlay::Overlay;
pub use page::phase_dots;
pub use read_only::{ReadOnly, Unwritable};
pub use recovery::Left;
pub use screen::Screen;
pub use selection::Selection;
pub use sync::{Arrived, CourierNews, Errand, GitKnows, Sharing, SyncReport};
pub use unjoined::{JoinAnswer, Unjoined};
pub use versions::KeptVersion;

use crate::{
    analysis::Analysis,
    compare::rebase,
    framework::{Framework, Rules},
    model::{Deed, MemberId, Mint, Step},
};
use areas::Areas;
use prompt::Then;

/// What the program starts with: settings, what it remembers, and everything that chance and the clock give.
#[derive(Clone, Debug)]
pub struct Setup {
    pub keymap: Keymap,
    pub rules: Rules,
    pub framework: Framework,
    pub remembered: Remembered,
    /// Stands in for today if it is given.
    pub as_of: Option<Date>,
    pub moment: Moment,
    /// What clocks show here.
    pub zone: TimeZone,
    pub mint: Mint,
    pub size: Size,
    /// Whether members of the map glide to their new places.
    pub motion: map::Motion,
}

/// The whole program but the world.
#[derive(Clone, Debug)]
pub struct App {
    pub setup: Setup,
    /// The open map; `None` on the start page and while the first file is read.
    pub document: Option<Document>,
    /// The newest analysis that has come back; it may lag behind the network by the steps just done.
    pub analysis: Option<Arc<Analysis>>,
    /// The number of the newest analysis asked for.
    generation: u64,
    pub selection: Selection,
    /// The screen in front, and those before it.
    pub screen: Screen,
    before: Vec<Screen>,
    pub overlay: Option<Overlay>,
    /// What lies under the overlay and comes back when it closes: a form behind a question or an explanation.
    behind: Option<Overlay>,
    pub notice: Option<Notice>,
    /// The file being read.
    pub opening: Option<PathBuf>,
    then: Then,
    /// How many deeds were done since the program began.
    deeds: u64,
    /// What other sessions left of the open map, as long as it is not decided what becomes of it.
    left: Vec<Left>,
    /// Versions of the open map that others made.
    arrivals: arrivals::Arrivals,
    /// What git left of a merge of the file in front, until it is decided what becomes of it.
    unjoined: Option<Unjoined>,
    /// Who else has it open.
    company: Vec<Other>,
    /// How many times files were read for an import since the program began.
    imports: u64,
    sharing: Sharing,
    /// What was found when the map was last looked at; none if nobody knows.
    seen: Option<cleared::Seen>,
    pub start: start::StartPage,
    pub map: map::MapScreen,
    pub triage: triage::Triage,
    pub table: table::TableScreen,
    pub grid: grid::GridScreen,
    pub metrics: metrics::MetricsScreen,
    pub member: member::MemberScreen,
    pub family: family::FamilyScreen,
}

impl App {
    /// The program on its start page.
    pub fn new(setup: Setup) -> Self {
        Self {
            setup,
            document: None,
            analysis: None,
            generation: 0,
            selection: Selection::default(),
            screen: Screen::Start,
            before: Vec::new(),
            overlay: None,
            behind: None,
            notice: None,
            opening: None,
            then: Then::Stay,
            deeds: 0,
            left: Vec::new(),
            arrivals: arrivals::Arrivals::default(),
            unjoined: None,
            company: Vec::new(),
            imports: 0,
            sharing: Sharing::default(),
            seen: None,
            start: start::StartPage::default(),
            map: map::MapScreen::default(),
            triage: triage::Triage::default(),
            table: table::TableScreen::default(),
            grid: grid::GridScreen::default(),
            metrics: metrics::MetricsScreen::default(),
            member: member::MemberScreen::default(),
            family: family::FamilyScreen::default(),
        }
    }

    /// Takes one event in and says what has to be done outside. The only door.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let (before, stir) = (self.map_before(), self.stir_of(&event));
        let mut effects = self.take_in(event);
        self.ask_about_next();
        effects.extend(self.settle_map());
        effects.extend(self.settle_metrics());
        self.map_stirred(before, stir);
        effects
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => self.press(key),
            Event::Mouse(mouse) => self.point(mouse),
            Event::Paste(text) => self.paste(&text),
            Event::PastedKey(key) => self.pasted_key(key),
            Event::Resize(size) => {
                self.setup.size = size;
                self.map_land();
                self.keep_in_view();
                Vec::new()
            }
            Event::Tick(moment) => {
                self.setup.moment = moment;
                self.map_tick();
                Vec::new()
            }
            Event::Lagged => {
                self.map_lagged();
                Vec::new()
            }
            Event::Opened(opened) => self.opened(*opened),
            Event::FoundUnsaved(unsaved) => self.found_unsaved(unsaved),
            Event::Unreadable { path, sentence } => self.offer_copy(path, &sentence),
            Event::Analysed { generation, analysis } => self.analysed(generation, analysis),
            Event::Measured { generation, measures } => {
                self.measured(generation, measures);
                Vec::new()
            }
            Event::LaidOut { generation, force, progress } => {
                self.laid_out(generation, &force, progress);
                self.keep_in_view();
                Vec::new()
            }
            Event::Kept { through } => {
                self.kept(through);
                Vec::new()
            }
            Event::NotKept { through, why } => {
                self.not_kept(through, why);
                Vec::new()
            }
            Event::Arrived(arrival) => self.arrived(*arrival),
            Event::Company(others) => {
                self.meets(others);
                Vec::new()
            }
            Event::FileIs(state) => {
                self.file_is(state);
                Vec::new()
            }
            Event::Versions(versions) => self.versions_listed(versions),
            Event::VersionRead { at, network } => self.version_read(at, &network),
            Event::KeptIn { folder } => self.kept_in(folder),
            Event::Unjoined(unjoined) => self.ask_about_unjoined(*unjoined),
            Event::Saved { path } => self.saved(path),
            Event::Failed { what, sentence } => {
                self.tell(Notice::problem(sentence));
                self.failed(what)
            }
            Event::Courier(news) => self.courier_came(news),
            Event::Import(news) => self.import_news(*news),
            Event::Told(sentence) => {
                self.tell(Notice::done(sentence));
                Vec::new()
            }
        }
    }

    /// The analysis of this generation has come; one that is late is nobody's any more.
    fn analysed(&mut self, generation: u64, analysis: Arc<Analysis>) -> Vec<Effect> {
        if generation != self.generation {
            return Vec::new();
        }
        self.map.lay_out(&analysis);
        let effects = self.tell_cleared(&analysis);
        self.analysis = Some(analysis);
        self.keep_in_view();
        effects
    }

    /// The rectangles of the screen.
    pub fn areas(&self) -> Areas {
        Areas::of(self.setup.size)
    }

    /// Where keys are looked up now.
    pub fn context(&self) -> Context {
        self.overlay.as_ref().map_or(self.screen.context(), Overlay::context)
    }

    /// The day that stands for today: findings are worked out for it, and what is recorded now is dated by it.
    pub fn day(&self) -> Date {
        let own = self.document.as_ref().and_then(|document| document.day);
        self.setup.as_of.or(own).unwrap_or(self.setup.moment.today)
    }

    /// A moment as clocks show it here.
    pub(crate) fn here(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.setup.zone.clone())
    }

    /// The name of a member, or its id if it has none.
    pub fn name_of(&self, member: &str) -> EcoString {
        let found = self.document.as_ref().and_then(|document| document.network.member(member));
        found.map_or_else(|| member.into(), |member| member.name.clone())
    }

    /// Selects a member on every screen.
    pub fn select(&mut self, member: MemberId) {
        self.table_unhide(&member);
        self.selection.select(member);
        self.keep_in_view();
    }

    /// Does a step: the network takes it, it can be undone, and the analysis is asked for anew.
    ///
    /// A step the network refuses, or any on a map that is read-only, leaves everything as it was and is told as a notice.
    pub(crate) fn take(&mut self, step: Step) -> Vec<Effect> {
        if self.refuses_change() {
            return Vec::new();
        }
        let signed = step.signed(self.setup.remembered.rater.clone(), Some(self.setup.moment.now));
        let Some(document) = &mut self.document else { return Vec::new() };
        if signed.is_empty() {
            self.tell(Notice::done("Nothing was changed."));
            return Vec::new();
        }
        let title = signed.title.clone();
        // What was written down before somebody else's version came is joined with it.
        let before = document.network.conflicts().len();
        let fitting = rebase(&signed, &document.network).map(|rebased| rebased.step);
        match fitting.and_then(|step| document.take(step)) {
            Ok(deed) => {
                let settle = self.newly_unsettled(before);
                self.tell(Notice::done(format!("{title}. {settle}{}", self.key_hint(General::Undo, "takes it back"))));
                self.changed_by(deed)
            }
            Err(refusal) => {
                self.tell(Notice::problem(format!("{title}: not done, because {refusal}.")));
                Vec::new()
            }
        }
    }

    /// Which key does what next, as a sentence; nothing if it is bound to none.
    fn key_hint(&self, command: General, what: &str) -> String {
        let key = self.setup.keymap.key(Command::General(command));
        key.map_or_else(String::new, |key| format!("{key} {what}."))
    }

    /// The network is another one by this: it is kept, and what hangs on the network is brought in line.
    fn changed_by(&mut self, deed: Deed) -> Vec<Effect> {
        let mut effects = self.keep(deed);
        effects.extend(self.changed());
        effects
    }

    /// The network is another one: what hangs on it is brought in line and the analysis is asked for.
    fn changed(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        self.selection.keep_to(&document.network);
        self.generation += 1;
        let order = AnalysisOrder {
            generation: self.generation,
            network: document.network.clone(),
            day: self.day(),
            rules: self.setup.rules.clone(),
        };
        self.keep_in_view();
        vec![Effect::Analyse(Box::new(order))]
    }

    pub(crate) fn tell(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// Puts a screen in front; `back` leads to the one before.
    pub(crate) fn show(&mut self, screen: Screen) {
        self.overlay = None;
        self.behind = None;
        if self.screen != screen {
            self.before.retain(|before| *before != screen);
            self.before.push(self.screen);
            self.screen = screen;
        }
        self.keep_in_view();
    }

    /// Brings every cursor to the selection and into view, after anything that may have moved one.
    fn keep_in_view(&mut self) {
        self.start_in_view();
        self.map_in_view();
        self.map_only_in_view();
        self.triage_in_view();
        self.table_in_view();
        self.metrics_in_view();
        self.member_in_view();
        self.family_in_view();
        self.overlay_in_view();
        // A screen lists a member that was just removed until the analysis without it has come.
        if let Some(document) = &self.document {
            self.selection.keep_to(&document.network);
        }
    }
}
