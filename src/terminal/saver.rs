//! The saver's thread: the map to its file, and versions to the safe, so that neither the screen nor the journal waits for it.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

use ecow::EcoString;

use super::{News, effects::whole_path, fault_points, keeper::Order, watcher::Watcher};
use crate::{
    app::{Arrival, Attempt, Copy, Event, FileVersion, From, Next, SaveOrder, SavePlace},
    compare::Author,
    model::{Network, Step},
    store::{self, MapFile, NotKept, Opened, Place, Safe, SaveError, Saver, Sighted, Sighting},
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
    /// The watcher found this version in the map's file.
    Seen(Box<Sighting>),
    /// The open map has taken in the version of this hash that the file holds.
    Adopt(u64, EcoString),
    /// Move this copy to the trash of this safe.
    PutAway(Copy, Safe),
}

/// Hires the thread; what becomes of a save goes back to the room, and to the screen as news.
pub(super) fn hire(news: Sender<News>, room: Sender<Order>, watcher: Watcher) -> io::Result<Sender<Job>> {
    let (jobs, waiting) = mpsc::channel();
    thread::Builder::new().name("saver".to_owned()).stack_size(super::worker::STACK_BYTES).spawn(move || {
        let mut desk = Desk { news, room, watcher, number: 0, saver: None, found: None };
        desk.work(&waiting);
    })?;
    Ok(jobs)
}

/// What the thread works with.
struct Desk {
    news: Sender<News>,
    room: Sender<Order>,
    watcher: Watcher,
    number: u64,
    /// None for a map that has no file.
    saver: Option<Box<Saver>>,
    /// The version that was last found in the map's file and told, until the open map has taken it in.
    found: Option<Sighting>,
}

impl Desk {
    fn work(&mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            match job {
                Job::Work(number, saver) => {
                    (self.number, self.saver, self.found) = (number, saver, None);
                    self.watcher.watch(self.saver.as_deref());
                }
                Job::Seen(sighting) => {
                    if let Some(sighted) = self.saver.as_ref().and_then(|saver| saver.sighted(*sighting)) {
                        let event = self.arrival(sighted, Next::GoOn);
                        self.answer(event);
                    }
                }
                Job::Adopt(number, hash) => {
                    // If the file was found to hold yet another version meanwhile, that one is on its way to the open map.
                    let found = self.found.take_if(|found| found.hash() == hash);
                    if let (Some(saver), Some(found)) = (self.saver.as_mut().filter(|_| number == self.number), found) {
                        saver.adopt(found);
                    }
                }
                Job::PutAway(copy, safe) => {
                    // A copy that stays is looked at again, and found to hold nothing new.
                    let _moved = store::put_away(&copy.path, &copy.hash, &safe);
                }
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
        fault_points::fail_in(fault_points::Place::Saver);
        let path = store::with_home(&order.path);
        let base = self.saver.as_ref().map(|saver| saver.saved().clone());
        let saved = match (order.place, &mut self.saver) {
            (SavePlace::Own, Some(saver)) => {
                let room = &self.room;
                let written = saver.save((&order.network, store::new_guard()), steps, &mut |saving| {
                    let (answer, said) = mpsc::channel();
                    let _told = room.send(Order::Saving(number, saving, place, answer));
                    said.recv_timeout(PATIENCE).unwrap_or(Err(NotKept::Silent))
                });
                written.map(|written| {
                    let _said = room.send(Order::Saved(number, written.hash, place));
                    saver.tidy();
                    written.told
                })
            }
            (SavePlace::Own, None) | (SavePlace::New, _) => self.save_new(number, &path, order, place).map(|()| Vec::new()),
        };
        match saved {
            Ok(told) => {
                let saved = self.saved(whole_path(&path), base);
                if told.is_empty() {
                    return saved;
                }
                self.answer(saved);
                Event::Told(told.join(" "))
            }
            // In a command nothing would be left of the change; here it is in the journal.
            Err(SaveError::ReadOnly { place, .. }) => Event::Failed { what: Attempt::Save, sentence: place.sentence() },
            Err(error @ SaveError::ChangedOnDisk { .. }) => self.met(&error),
            Err(error) => Event::Failed { what: Attempt::Save, sentence: error.to_string() },
        }
    }

    /// The map is in its file. What somebody saved in the same moment is on its way to the open map.
    fn saved(&mut self, path: PathBuf, base: Option<Network>) -> Event {
        let Some(saver) = &mut self.saver else { return Event::Saved { path } };
        self.watcher.knows(saver.file());
        let Some(theirs) = saver.take_displaced() else { return Event::Saved { path } };
        let author = Author { by: None, at: theirs.at };
        let theirs = theirs.network().clone();
        Event::Arrived(Box::new(Arrival { base, theirs, author, from: From::Displaced(path) }))
    }

    /// A save met another version in the file.
    fn met(&mut self, error: &SaveError) -> Event {
        const NOT_WHOLE: &str =
            "The file on disk is not a complete map at the moment, as while it is being copied. Yours is safe; save again in a moment.";
        self.watcher.look_now();
        let sentence = match self.saver.as_ref().map(|saver| saver.look()) {
            Some(Ok(Some(sighted))) => return self.arrival(sighted, Next::SaveAgain),
            Some(Err(_not_whole)) => NOT_WHOLE.to_owned(),
            Some(Ok(None)) | None => error.to_string(),
        };
        Event::Failed { what: Attempt::Save, sentence }
    }

    /// The event that another version is in the file; it is adopted once the open map has taken it in.
    fn arrival(&mut self, sighted: Sighted, next: Next) -> Event {
        let Sighted { sighting, older_from } = sighted;
        let version = FileVersion { hash: sighting.hash(), older_from, next };
        let author = Author { by: None, at: sighting.at };
        let theirs = sighting.network().clone();
        self.found = Some(sighting);
        Event::Arrived(Box::new(Arrival { base: None, theirs, author, from: From::File(version) }))
    }

    /// The map has a new file from now on; what was done to the old one is in the new one.
    fn save_new(&mut self, number: u64, path: &Path, order: &SaveOrder, place: Place) -> Result<(), SaveError> {
        let file = MapFile::create(path, &order.network, store::new_guard())?;
        let safe = Safe::of(&order.network.about.uid, path);
        let saver = Saver::new(Opened { network: order.network.clone(), file }, safe.clone());
        self.say(Order::Settled(number, safe, saver.hash(), place));
        saver.keep_present();
        self.watcher.watch(Some(&saver));
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
