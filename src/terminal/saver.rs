//! The saver's thread: the map to its file, and versions to the safe, so that neither the screen nor the journal waits for it.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

use super::{News, effects::whole_path, keeper::Order};
use crate::{
    app::{Attempt, Event, SaveOrder, SavePlace},
    model::{Network, Step},
    store::{self, MapFile, NotKept, Opened, Place, Safe, SaveError, Saver},
};

/// How long a save waits for the journal. A new file takes the place of the old one also without its word.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the thread is told, with the number of the map it is about.
#[derive(Debug)]
pub(super) enum Job {
    /// Another map is open, or one that has no file.
    Work(u64, Option<Box<Saver>>),
    Save {
        number: u64,
        order: Box<SaveOrder>,
        place: Place,
        steps: Vec<Step>,
    },
    /// Put this network in the safe, for a new journal to start from.
    Version {
        number: u64,
        network: Box<Network>,
        place: Place,
        safe: Option<Safe>,
    },
    /// Versions are kept here from now on.
    Safe(u64, Safe),
}

/// Hires the thread; what becomes of a save goes back to the room, and to the screen as news.
pub(super) fn hire(news: Sender<News>, room: Sender<Order>) -> io::Result<Sender<Job>> {
    let (jobs, waiting) = mpsc::channel();
    thread::Builder::new().name("saver".to_owned()).stack_size(super::worker::STACK_BYTES).spawn(move || {
        let mut desk = Desk { news, room, number: 0, saver: None };
        desk.work(&waiting);
    })?;
    Ok(jobs)
}

/// What the thread works with.
struct Desk {
    news: Sender<News>,
    room: Sender<Order>,
    number: u64,
    /// None for a map that has no file.
    saver: Option<Box<Saver>>,
}

impl Desk {
    fn work(&mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            match job {
                Job::Work(number, saver) => (self.number, self.saver) = (number, saver),
                Job::Safe(number, safe) => {
                    if let Some(saver) = self.saver.as_mut().filter(|_| number == self.number) {
                        saver.move_to(safe);
                    }
                }
                Job::Save { number, order, place, steps } => {
                    let saved = catch_unwind(AssertUnwindSafe(|| self.save(number, &order, place, &steps)));
                    self.answer(saved.unwrap_or_else(|_panic| {
                        let sentence =
                            "The map was not saved: permea made a mistake there. Your changes are still here; save under another name.";
                        Event::Failed { what: Attempt::Save, sentence: sentence.to_owned() }
                    }));
                }
                Job::Version { number, network, place, safe } => {
                    let kept = catch_unwind(AssertUnwindSafe(|| safe.and_then(|safe| safe.keep_network(&network).ok())));
                    if let Ok(Some(hash)) = kept {
                        self.say(Order::Turned(number, hash, place));
                    }
                }
            }
        }
    }

    fn save(&mut self, number: u64, order: &SaveOrder, place: Place, steps: &[Step]) -> Event {
        let path = store::with_home(&order.path);
        let saved = match (order.place, &mut self.saver) {
            (SavePlace::Own, Some(saver)) => {
                let room = &self.room;
                let written = saver.save((&order.network, store::new_guard()), steps, &mut |saving| {
                    let (answer, said) = mpsc::channel();
                    let _told = room.send(Order::Saving(number, saving, place, answer));
                    said.recv_timeout(PATIENCE).unwrap_or(Err(NotKept::Silent))
                });
                written.map(|written| {
                    self.say(Order::Saved(number, written.hash, place));
                })
            }
            (SavePlace::Own, None) | (SavePlace::New, _) => self.save_new(number, &path, order, place),
        };
        match saved {
            Ok(()) => Event::Saved { path: whole_path(&path) },
            Err(error) => Event::Failed { what: Attempt::Save, sentence: error.to_string() },
        }
    }

    /// The map has a new file from now on; what was done to the old one is in the new one.
    fn save_new(&mut self, number: u64, path: &Path, order: &SaveOrder, place: Place) -> Result<(), SaveError> {
        let file = MapFile::create(path, &order.network, store::new_guard())?;
        let safe = Safe::of(&order.network.about.uid, path);
        let saver = Saver::new(Opened { network: order.network.clone(), file }, safe.clone());
        self.say(Order::Settled(number, safe, saver.hash(), place));
        saver.keep_present();
        self.saver = Some(Box::new(saver));
        Ok(())
    }

    fn say(&self, order: Order) {
        // The room is there as long as the program.
        let _said = self.room.send(order);
    }

    fn answer(&self, event: Event) {
        // If the screen is gone, nobody is left to be told.
        let _told = self.news.send(News::Event(event));
    }
}
