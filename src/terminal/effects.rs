//! What the app asks for is done here; every answer is an event.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    time::Duration,
};

use ecow::EcoString;

use super::{
    News,
    courier::Courier,
    hired::Hired,
    importer::Importer,
    keeper::{KeepersRoom, Order},
    measurer, surveyor, unjoined,
    watcher::{Shown, Watcher},
    worker::{self, DEMO_DAY},
};
use crate::{
    app::{AnalysisOrder, Attempt, Effect, Event, LayoutOrder, Left, MeasureOrder, Opened, ReadOnly, Remembered, Unjoined, Unwritable},
    exchange::Columns,
    model::Network,
    settings::{Habits, Switch},
    store::{self, WindowLock},
};

/// How long the end of the program waits for the disk.
const PATIENCE: Duration = Duration::from_secs(5);

/// Everything that does what the app asks for.
#[derive(Debug)]
pub(super) struct Hands {
    news: Sender<News>,
    analyst: Hired<AnalysisOrder>,
    surveyor: Hired<LayoutOrder>,
    measurer: Hired<MeasureOrder>,
    keepers: KeepersRoom,
    courier: Courier,
    importer: Importer,
    habits: Habits,
    watcher: Watcher,
    /// Held as long as this window works on the map.
    lock: Option<WindowLock>,
}

/// However the screen ends, what was asked of the disk is done first.
impl Drop for Hands {
    fn drop(&mut self) {
        // What is not kept by then was told on the screen.
        let _kept = self.keepers.finish(PATIENCE);
        self.watcher.end();
    }
}

/// Whether the program goes on after an effect.
#[derive(Debug)]
pub(super) enum Done {
    /// It goes on, with this answer if there is one already.
    Answered(Option<Event>),
    Quit,
}

impl Hands {
    pub(super) fn new(news: Sender<News>, habits: Habits, columns: Option<Columns>) -> io::Result<Self> {
        let (analyst, surveyor) = (worker::hire(news.clone())?, surveyor::hire(news.clone())?);
        let measurer = measurer::hire(news.clone())?;
        let (watcher, unhired) = Watcher::new();
        let courier = Courier::hire(news.clone(), watcher.clone())?;
        let importer = Importer::hire(&news, columns)?;
        let keepers = KeepersRoom::open(news.clone(), watcher.clone())?;
        let shown = if habits.presence == Some(Switch::Off) { Shown::Hidden } else { Shown::As(habits.rater.clone()) };
        unhired.begin(keepers.clone(), news.clone(), shown)?;
        Ok(Self { news, analyst, surveyor, measurer, keepers, watcher, courier, importer, habits, lock: None })
    }

    /// Does what an effect asks for.
    pub(super) fn perform(&mut self, effect: Effect) -> Done {
        match effect {
            Effect::Open(source) => begun(&worker::open(source, self.news.clone())),
            Effect::Join(path) => begun(&unjoined::join(path, self.news.clone())),
            Effect::BringBack(path) => begun(&worker::bring_back(path, self.news.clone())),
            Effect::NoteFindings(text) => self.order(Order::Note(text)),
            Effect::Keep(order) => self.order(Order::Keep(order)),
            Effect::TookIn(journals) => self.order(Order::TookIn(journals)),
            Effect::Adopt(order) => self.order(Order::Adopt(order)),
            Effect::PutAway(copy) => self.order(Order::PutAway(copy)),
            Effect::Retire(journals) => self.order(Order::Retire(journals)),
            Effect::Begin(network) => self.order(Order::Begin(network)),
            Effect::ListVersions(network) => self.order(Order::Versions(network)),
            Effect::ReadVersion(hash) => self.order(Order::ReadVersion(hash)),
            Effect::KeepIn(folder) => self.order(Order::KeepIn(store::with_home(&folder))),
            Effect::Save(order) => self.order(Order::Save(Box::new(order))),
            Effect::Analyse(order) => {
                self.analyst.order(order.generation, *order);
                Done::Answered(None)
            }
            Effect::LayOut(order) => {
                self.surveyor.order(order.generation, *order);
                Done::Answered(None)
            }
            Effect::Measure(order) => {
                self.measurer.order(order.generation, *order);
                Done::Answered(None)
            }
            Effect::Import(wish) => {
                self.importer.does(wish);
                Done::Answered(None)
            }
            Effect::Errand(errand) => {
                self.courier.send(errand, self.habits.rater.as_ref().map(ToString::to_string));
                Done::Answered(None)
            }
            Effect::Remember(remembered) => match self.remember(remembered) {
                Ok(()) => Done::Answered(None),
                Err(error) => failed(Attempt::Remember, format!("The settings could not be kept. {error}")),
            },
            Effect::Quit => Done::Quit,
        }
    }

    /// Tells those who keep; they answer by news.
    fn order(&self, order: Order) -> Done {
        self.keepers.tell(order);
        Done::Answered(None)
    }

    /// A map was read: its file is ours, its network is the app's, and what is odd about the file is told.
    pub(super) fn opened(&mut self, kept: store::Kept, unjoined: Option<Unjoined>) -> Vec<Event> {
        let file = kept.keeper.file();
        let path = Some(whole_path(file.path()));
        let (comments, unwritable) = (file.comments().to_vec(), file.unwritable());
        let notes: Vec<String> = file.notes.iter().map(store::Note::sentence).chain(kept.found.told).collect();
        let notes: Vec<String> = notes.into_iter().chain(unwritable.map(Unwritable::sentence)).collect();
        self.keepers.work_on(Some(kept.keeper));
        // The lock of the map before is freed by this.
        let (lock, read_only) = match kept.window {
            store::Window::First(lock) => (Some(lock), None),
            store::Window::Second => (None, Some(ReadOnly::OtherWindow)),
            store::Window::Unknown => (None, None),
        };
        self.lock = lock;
        let left = kept.found.left.into_iter().map(left_behind).collect();
        let opened = Event::Opened(Box::new(Opened {
            path,
            past: kept.past,
            seen: kept.seen,
            left,
            unjoined,
            comments,
            unwritable,
            read_only,
            ..Opened::without_file(kept.network)
        }));
        if notes.is_empty() { vec![opened] } else { vec![opened, Event::Told(notes.join(" "))] }
    }

    /// A map was read that was never saved: its steps are done again, and kept anew.
    pub(super) fn begun(&mut self, network: Network, found: store::Found) -> Vec<Event> {
        self.lock = None;
        self.keepers.tell(Order::Begin(Box::new(network.clone())));
        let left = found.left.into_iter().map(left_behind).collect();
        let opened = Event::Opened(Box::new(Opened { left, ..Opened::begun(network) }));
        if found.told.is_empty() { vec![opened] } else { vec![opened, Event::Told(found.told.join(" "))] }
    }

    /// Looks for maps that were never saved; what is found comes as news.
    pub(super) fn look_for_unsaved(&self) -> Vec<Effect> {
        // Without a thread for it they are not offered this time.
        let _looks = worker::look_for_unsaved(self.news.clone());
        Vec::new()
    }

    /// A map was read in part: nobody keeps it, so nothing of it can be written.
    pub(super) fn opened_in_part(&mut self, part: store::InPart) -> Event {
        self.keepers.work_on(None);
        self.lock = None;
        let read_only = Some(part.read_only());
        Event::Opened(Box::new(Opened { path: Some(whole_path(&part.path)), read_only, ..Opened::without_file(part.network) }))
    }

    /// The demo was read; it has no file.
    pub(super) fn opened_demo(&mut self, network: Network) -> Event {
        self.keepers.work_on(None);
        self.lock = None;
        Event::Opened(Box::new(Opened { day: Some(DEMO_DAY), ..Opened::without_file(network) }))
    }

    /// Those who keep, for whoever ends the program from outside.
    pub(super) fn keepers(&self) -> KeepersRoom {
        self.keepers.clone()
    }

    fn remember(&mut self, remembered: Remembered) -> Result<(), store::SaveError> {
        self.habits.rater = remembered.rater;
        self.habits.role = remembered.role;
        self.habits.basis = remembered.basis;
        self.habits.recent = remembered.recent.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        self.habits.places = remembered.places.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        store::remember(&self.habits)
    }
}

fn failed(what: Attempt, sentence: String) -> Done {
    Done::Answered(Some(Event::Failed { what, sentence }))
}

/// A map is being read on a thread of its own, if there could be one.
fn begun(thread: &io::Result<()>) -> Done {
    match thread {
        Ok(()) => Done::Answered(None),
        Err(error) => failed(Attempt::Open, format!("The map could not be read ({error}).")),
    }
}

/// What another session left, as the app asks about it.
fn left_behind(left: store::Left) -> Left {
    let damage = left.damage();
    Left { journals: left.journals, steps: left.steps, base: left.base, ours: left.ours, damage }
}

/// The path from the root, so that a map opened lately is found again from another folder.
pub(super) fn whole_path(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_no_folder| path.to_owned())
}

/// What the app starts with of what was remembered.
pub(super) fn remembered(habits: &Habits) -> Remembered {
    let kept = |text: &Option<EcoString>| text.clone().filter(|text| !text.is_empty());
    Remembered {
        rater: kept(&habits.rater),
        role: kept(&habits.role),
        basis: habits.basis,
        recent: habits.recent.iter().map(Into::into).collect(),
        places: habits.places.iter().map(Into::into).collect(),
    }
}
