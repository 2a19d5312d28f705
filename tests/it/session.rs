//! A session without a terminal: the real app, keymap and screens, a screen in memory, and a store that is a list.

use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use jiff::{Timestamp, civil::date};
use permea::{
    analysis::Analysis,
    app::{
        App, Arrival, AsideOrder, Attempt, Button, Copy, CourierNews, Effect, Errand, Event, FileVersion, From, Held, ImportOrder,
        KeptVersion, Key, Keymap, Left, Moment, Mouse, MouseAct, Next, Opened, Remembered, SaveOrder, SavePlace, Setup, Size, Source,
        Standing, Unjoined, map::Motion,
    },
    compare::Author,
    exchange::Mapping,
    framework::{Framework, Rules},
    map::{Force, Progress},
    model::{Mint, Network},
    view::{self, Look},
};
use ratatui::{Terminal, backend::TestBackend};

/// Whether the disk says that something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disk {
    Answers,
    Silent,
}

/// A running program whose keys are pressed and whose screen is read.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) app: App,
    terminal: Terminal<TestBackend>,
    look: Look,
    /// The files there are.
    pub(crate) files: BTreeMap<PathBuf, Network>,
    /// Versions of every map that are kept.
    pub(crate) versions: Vec<Network>,
    /// The journals whose steps were done again.
    pub(crate) taken_in: Vec<PathBuf>,
    /// The journals that were thrown away.
    pub(crate) retired: Vec<PathBuf>,
    /// How the open map stood to each version of its file that it took in.
    pub(crate) adopted: Vec<Standing>,
    /// The conflict copies that were taken in.
    pub(crate) put_away: Vec<PathBuf>,
    /// What other sessions left of every map.
    pub(crate) left: Vec<Left>,
    /// What git left of a merge of a file, and what both sides make.
    pub(crate) unjoined: Option<(Unjoined, Network)>,
    /// What was found when the map was last looked at, as it was noted.
    pub(crate) seen: Option<String>,
    pub(crate) disk: Disk,
    /// The saves that were asked for, also those that did not end.
    pub(crate) orders: Vec<SaveOrder>,
    /// Whether a save ends.
    pub(crate) saves: Disk,
    /// Files of other people, to be imported, by their path.
    pub(crate) sources: BTreeMap<PathBuf, Vec<u8>>,
    /// Whether reading them ever ends; while it does not, the orders wait here.
    pub(crate) reading: Disk,
    pub(crate) waiting: Vec<ImportOrder>,
    /// The sheets of rows set aside that were written, and beside what.
    pub(crate) aside: Vec<AsideOrder>,
    /// What columns were remembered to mean.
    pub(crate) columns: Vec<Mapping>,
    /// What the courier was sent for.
    pub(crate) errands: Vec<Errand>,
    /// What the courier brings back from the next errands, in turn.
    pub(crate) courier: VecDeque<CourierNews>,
    /// What the program remembered last.
    pub(crate) remembered: Option<Remembered>,
    /// Whether it has ended.
    pub(crate) has_quit: bool,
    /// How many maps were opened.
    pub(crate) opened: usize,
    /// How many times a map was saved.
    pub(crate) saved: usize,
}

impl Session {
    /// The program on its start page, 80 columns and 24 rows.
    pub(crate) fn start() -> Self {
        Self::sized(80, 24)
    }

    /// The program on its start page in a screen of this size.
    pub(crate) fn sized(columns: u16, rows: u16) -> Self {
        let setup = Setup {
            keymap: Keymap::built_in(),
            rules: Rules::built_in(),
            framework: Framework::built_in().clone(),
            remembered: Remembered::default(),
            as_of: None,
            moment: Moment { now: "2026-11-21T10:00:00Z".parse().unwrap(), today: date(2026, 11, 21), running: Duration::ZERO },
            zone: jiff::tz::TimeZone::UTC,
            mint: Mint::new("session"),
            size: Size { columns, rows },
            motion: Motion::Jump,
        };
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        Self {
            app: App::new(setup),
            terminal,
            look: Look::default(),
            files: BTreeMap::new(),
            versions: Vec::new(),
            taken_in: Vec::new(),
            retired: Vec::new(),
            adopted: Vec::new(),
            put_away: Vec::new(),
            left: Vec::new(),
            unjoined: None,
            seen: None,
            disk: Disk::Answers,
            orders: Vec::new(),
            saves: Disk::Answers,
            sources: BTreeMap::new(),
            reading: Disk::Answers,
            waiting: Vec::new(),
            aside: Vec::new(),
            columns: Vec::new(),
            errands: Vec::new(),
            courier: VecDeque::new(),
            remembered: None,
            has_quit: false,
            opened: 0,
            saved: 0,
        }
    }

    /// The program with this network open from the file `map.permea.ron`.
    pub(crate) fn on(network: Network) -> Self {
        Self::start().with(network)
    }

    /// The same session with this network open.
    pub(crate) fn with(mut self, network: Network) -> Self {
        self.files.insert("map.permea.ron".into(), network);
        let effects = self.app.open(Source::File("map.permea.ron".into()));
        self.perform(effects);
        self
    }

    /// The program with the demo open as a file; the same one every time, worked out once.
    pub(crate) fn on_demo() -> Self {
        static APP: OnceLock<App> = OnceLock::new();
        let app = APP.get_or_init(|| Self::on(demo()).app).clone();
        let session = Self::start();
        let files = [("map.permea.ron".into(), app.document.as_ref().unwrap().network.clone())];
        Self { app, files: files.into(), ..session }
    }

    /// The same session with the demo open.
    pub(crate) fn with_demo(mut self) -> Self {
        let effects = self.app.open(Source::Demo);
        self.perform(effects);
        self
    }

    /// The same session on a computer that noted this when the map was last looked at.
    pub(crate) fn remembering(mut self, seen: &str) -> Self {
        self.seen = Some(seen.to_owned());
        self
    }

    /// The rater's name, as if it had been asked for before.
    pub(crate) fn by(mut self, name: &str) -> Self {
        self.app.setup.remembered.rater = Some(name.into());
        self
    }

    /// The same session drawn with ASCII characters alone.
    pub(crate) fn in_ascii(mut self) -> Self {
        self.look.glyphs = view::map::GlyphSet::Ascii;
        self
    }

    /// Presses keys as they are written in the keymap, parted by spaces.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for key in keys.split_whitespace() {
            let key = Key::parse(key).unwrap_or_else(|error| panic!("{error}"));
            self.send(Event::Key(key));
        }
        self
    }

    /// Types a text, letter by letter.
    pub(crate) fn type_in(mut self, text: &str) -> Self {
        for letter in text.chars() {
            self.send(Event::Key(Key::plain(permea::app::Code::Char(letter))));
        }
        self
    }

    /// Presses the mouse in a cell and lets go there.
    pub(crate) fn click(self, column: u16, row: u16) -> Self {
        self.drag((column, row), (column, row))
    }

    /// Presses the mouse in a cell, goes to another, and lets go there.
    pub(crate) fn drag(self, from: (u16, u16), to: (u16, u16)) -> Self {
        self.drag_with((Button::Left, Held::Nothing), from, to)
    }

    /// The same with another button, or with a key held.
    pub(crate) fn drag_with(mut self, by: (Button, Held), from: (u16, u16), to: (u16, u16)) -> Self {
        self.mouse(MouseAct::Press, by, from);
        if from != to {
            self.mouse(MouseAct::Drag, by, to);
        }
        self.mouse(MouseAct::Release, by, to);
        self
    }

    /// Turns the wheel `up` or `down` in a cell.
    pub(crate) fn wheel(mut self, way: &str, cell: (u16, u16)) -> Self {
        let what = if way == "up" { MouseAct::WheelUp } else { MouseAct::WheelDown };
        self.mouse(what, (Button::Left, Held::Nothing), cell);
        self
    }

    fn mouse(&mut self, what: MouseAct, (button, held): (Button, Held), (column, row): (u16, u16)) {
        self.send(Event::Mouse(Mouse { what, button, held, column, row }));
    }

    /// The same session with another map in a file.
    pub(crate) fn with_file(mut self, path: &str) -> Self {
        let about = permea::model::About { name: "Another network".into(), uid: "1".into() };
        self.files.insert(path.into(), Network::from_records(about, Vec::new()).unwrap());
        self
    }

    /// Makes the screen another size.
    pub(crate) fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        self.send(Event::Resize(Size { columns, rows }));
        self
    }

    /// The same session with members who glide to their new places.
    pub(crate) fn gliding(mut self) -> Self {
        self.app.setup.motion = Motion::Glide;
        self
    }

    /// So many milliseconds after the program began.
    pub(crate) fn at(mut self, milliseconds: u64) -> Self {
        let moment = Moment { running: Duration::from_millis(milliseconds), ..self.app.setup.moment };
        self.send(Event::Tick(moment));
        self
    }

    /// Sends one event and performs what it asks for, until nothing is asked for any more.
    pub(crate) fn send(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(answer) = self.answer(effect) {
                self.send(answer);
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Open(source) => Some(self.open(&source)),
            Effect::BringBack(path) => Some(self.open(&Source::File(path))),
            Effect::Keep(order) => {
                self.taken_in.extend(order.took_in);
                (self.disk == Disk::Answers).then_some(Event::Kept { through: order.number })
            }
            Effect::Adopt(order) => {
                let kept = order.deed.filter(|_| self.disk == Disk::Answers).map(|deed| Event::Kept { through: deed.number });
                self.adopted.push(order.standing);
                kept
            }
            Effect::PutAway(copy) => {
                self.put_away.push(copy.path);
                None
            }
            Effect::TookIn(journals) => {
                self.taken_in.extend(journals);
                None
            }
            Effect::Retire(journals) => {
                self.retired.extend(journals);
                None
            }
            Effect::Join(path) => {
                let (_, joined) = self.unjoined.take()?;
                self.files.insert(path.clone(), joined);
                Some(self.open(&Source::File(path)))
            }
            Effect::NoteFindings(text) => {
                self.seen = Some(text);
                None
            }
            Effect::Begin(_network) => None,
            Effect::ListVersions(_now) => Some(Event::Versions(self.kept_versions())),
            Effect::ReadVersion(hash) => {
                let network = self.versions[hash.parse::<usize>().unwrap()].clone();
                Some(Event::VersionRead { at: self.app.setup.moment.now, network: Box::new(network) })
            }
            Effect::KeepIn(folder) => Some(Event::KeptIn { folder }),
            Effect::Save(order) => self.save(order),
            Effect::Analyse(order) => {
                let analysis = Analysis::new(&order.network, order.day, &order.rules, &|| false)?;
                Some(Event::Analysed { generation: order.generation, analysis: Arc::new(analysis) })
            }
            Effect::Measure(order) => {
                let measures = order.analysis.measures(order.scope, &|| false)?;
                Some(Event::Measured { generation: order.generation, measures: Arc::new(measures) })
            }
            Effect::LayOut(order) => {
                let force = Force::of(&order.roster, order.former.as_ref(), &mut |_so_far| {}, &|| false)?;
                Some(Event::LaidOut { generation: order.generation, force: Arc::new(force), progress: Progress::Settled })
            }
            Effect::Import(wish) => self.import(wish),
            Effect::Errand(errand) => {
                self.errands.push(errand);
                self.courier.pop_front().map(Event::Courier)
            }
            Effect::Remember(remembered) => {
                self.remembered = Some(remembered);
                None
            }
            Effect::Quit => {
                self.has_quit = true;
                None
            }
        }
    }

    fn save(&mut self, order: SaveOrder) -> Option<Event> {
        if order.place == SavePlace::New && self.files.contains_key(&order.path) {
            return Some(Event::Failed { what: Attempt::Save, sentence: "There is such a file already.".into() });
        }
        self.orders.push(order.clone());
        if self.saves == Disk::Silent {
            return None;
        }
        self.saved += 1;
        self.files.insert(order.path.clone(), order.network);
        Some(Event::Saved { path: order.path })
    }

    fn kept_versions(&self) -> Vec<KeptVersion> {
        let listed = |(number, version): (usize, &Network)| KeptVersion {
            hash: number.to_string().into(),
            at: self.app.setup.moment.now,
            words: format!("{} members", version.members().len()),
        };
        self.versions.iter().enumerate().map(listed).collect()
    }

    fn open(&mut self, source: &Source) -> Event {
        let found = match source {
            Source::File(path) => self.files.get(path).map(|network| (network.clone(), Some(path.clone()))),
            Source::Unsaved(_) => {
                return Event::Opened(Box::new(Opened { left: self.left.clone(), ..Opened::begun(Network::new("New network", "0")) }));
            }
            Source::Demo => Some((demo(), None)),
        };
        match found {
            Some((network, path)) => {
                self.opened += 1;
                let unjoined = self.unjoined.as_ref().map(|(unjoined, _)| unjoined.clone());
                let seen = self.seen.clone();
                Event::Opened(Box::new(Opened { path, left: self.left.clone(), unjoined, seen, ..Opened::without_file(network) }))
            }
            None => Event::Failed { what: Attempt::Open, sentence: "There is no such file.".into() },
        }
    }

    /// Somebody else puts this network in the open map's file.
    pub(crate) fn somebody_saves(self, theirs: &Network) -> Self {
        self.file_becomes(theirs, None, Next::GoOn)
    }

    /// The file holds this network; since when it is known if it is an older version, and what follows.
    pub(crate) fn file_becomes(mut self, theirs: &Network, older_from: Option<Timestamp>, next: Next) -> Self {
        let version = FileVersion { hash: "theirs".into(), older_from, next };
        self.send(Event::Arrived(Box::new(Arrival {
            base: None,
            theirs: theirs.clone(),
            author: Author::default(),
            from: From::File(version),
        })));
        self
    }

    /// A conflict copy with this network is found beside the map.
    pub(crate) fn copy_is_found(mut self, theirs: &Network, name: &str, device: Option<&str>) -> Self {
        let copy =
            Copy { path: name.into(), hash: name.into(), device: device.map(Into::into), when: "20 November 2026, 14:02".to_owned() };
        let author = Author { by: device.map(Into::into), at: None };
        self.send(Event::Arrived(Box::new(Arrival { base: None, theirs: theirs.clone(), author, from: From::Copy(copy) })));
        self
    }

    /// The open network.
    pub(crate) fn network(&self) -> &Network {
        &self.app.document.as_ref().expect("a map is open").network
    }

    /// The screen as text, without the spaces at the ends of lines.
    pub(crate) fn screen(&mut self) -> String {
        let (app, look) = (&self.app, &self.look);
        self.terminal.draw(|frame| view::draw(app, look, frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let rows = buffer.content.chunks(width).map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>());
        rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }
}

/// The bundled invented network.
pub(crate) fn demo() -> Network {
    permea::store::open_bytes("the demo", include_bytes!("../../assets/demo.permea.ron")).unwrap()
}
