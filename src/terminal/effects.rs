//! What the app asks for is done here; every answer is an event.

use std::{
    io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

use ecow::EcoString;

use super::{
    News,
    hired::Hired,
    surveyor,
    worker::{self, DEMO_DAY},
};
use crate::{
    app::{AnalysisOrder, Attempt, Effect, Event, LayoutOrder, Opened, Remembered, SaveOrder, SavePlace},
    model::Network,
    settings::Habits,
    store::{self, MapFile},
};

/// Everything that does what the app asks for.
#[derive(Debug)]
pub(super) struct Hands {
    news: Sender<News>,
    analyst: Hired<AnalysisOrder>,
    surveyor: Hired<LayoutOrder>,
    /// The file of the open map.
    file: Option<MapFile>,
    habits: Habits,
}

/// Whether the program goes on after an effect.
#[derive(Debug)]
pub(super) enum Done {
    /// It goes on, with this answer if there is one already.
    Answered(Option<Event>),
    Quit,
}

impl Hands {
    pub(super) fn new(news: Sender<News>, habits: Habits) -> io::Result<Self> {
        Ok(Self { analyst: worker::hire(news.clone())?, surveyor: surveyor::hire(news.clone())?, news, file: None, habits })
    }

    /// Does what an effect asks for.
    ///
    /// A save is done at once and here, so that no key can come between it and leaving.
    pub(super) fn perform(&mut self, effect: Effect) -> Done {
        let failed = |what, sentence| Done::Answered(Some(Event::Failed { what, sentence }));
        match effect {
            Effect::Open(source) => match worker::open(source, self.news.clone()) {
                Ok(()) => Done::Answered(None),
                Err(error) => failed(Attempt::Open, format!("The map could not be read ({error}).")),
            },
            Effect::Save(order) => Done::Answered(Some(self.save(&order))),
            Effect::Analyse(order) => {
                self.analyst.order(order.generation, *order);
                Done::Answered(None)
            }
            Effect::LayOut(order) => {
                self.surveyor.order(order.generation, *order);
                Done::Answered(None)
            }
            Effect::Remember(remembered) => match self.remember(remembered) {
                Ok(()) => Done::Answered(None),
                Err(error) => failed(Attempt::Remember, format!("The settings could not be kept. {error}")),
            },
            Effect::Quit => Done::Quit,
        }
    }

    /// A map was read: its file is ours, its network is the app's, and what is odd about the file is told.
    pub(super) fn opened(&mut self, opened: store::Opened) -> Vec<Event> {
        let path = Some(whole_path(opened.file.path()));
        let notes: Vec<String> = opened.file.notes.iter().map(|note| note.sentence()).collect();
        self.file = Some(opened.file);
        let opened = Event::Opened(Opened { network: opened.network, path, day: None });
        if notes.is_empty() { vec![opened] } else { vec![opened, Event::Told(notes.join(" "))] }
    }

    /// The demo was read; it has no file.
    pub(super) fn opened_demo(&mut self, network: Network) -> Event {
        self.file = None;
        Event::Opened(Opened { network, path: None, day: Some(DEMO_DAY) })
    }

    fn save(&mut self, order: &SaveOrder) -> Event {
        let guard = store::new_guard();
        let path = store::with_home(&order.path);
        let result = match (order.place, &mut self.file) {
            (SavePlace::Own, Some(file)) => file.save(&order.network, guard).map(|_written| ()),
            (SavePlace::Own, None) | (SavePlace::New, _) => {
                MapFile::create(&path, &order.network, guard).map(|file| self.file = Some(file))
            }
        };
        match result {
            Ok(()) => Event::Saved { path: whole_path(&path) },
            Err(error) => Event::Failed { what: Attempt::Save, sentence: error.to_string() },
        }
    }

    fn remember(&mut self, remembered: Remembered) -> Result<(), store::SaveError> {
        self.habits.rater = remembered.rater;
        self.habits.role = remembered.role;
        self.habits.basis = remembered.basis;
        self.habits.recent = remembered.recent.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        store::remember(&self.habits)
    }
}

/// The path from the root, so that a map opened lately is found again from another folder.
fn whole_path(path: &Path) -> PathBuf {
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
    }
}
