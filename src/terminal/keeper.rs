//! The keeper's thread: journal and saves in the order they were asked for, so that the screen never waits for the disk.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use super::{News, effects::whole_path, watcher::Watcher};
use crate::{
    app::{AdoptOrder, Arrival, Attempt, Copy, Event, FileVersion, From, KeepOrder, Next, SaveOrder, SavePlace, Standing},
    compare::Author,
    model::Network,
    store::{self, Found, Keeper, MapFile, SaveError, Sighting},
};

/// How long to wait before the first new attempt at a disk that refused, and the longest wait.
const WAITS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// Another map is open, or one without a file.
    Work(Option<Box<Keeper>>),
    Keep(Box<KeepOrder>),
    Adopt(Box<AdoptOrder>),
    PutAway(Copy),
    /// The watcher found this version in the map's file.
    Seen(Box<Sighting>),
    Retire(Vec<PathBuf>),
    Save(Box<SaveOrder>),
    /// The program ends; answered once everything before is done, with whether all of it is kept.
    End(Sender<bool>),
}

/// The thread that keeps, and how it is told what.
#[derive(Clone, Debug)]
pub(super) struct KeepersRoom {
    orders: Sender<Order>,
}

impl KeepersRoom {
    pub(super) fn open(news: Sender<News>, watcher: Watcher) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel();
        thread::Builder::new().name("keeper".to_owned()).stack_size(super::worker::STACK_BYTES).spawn(move || {
            let mut room = Room { news, watcher, keeper: None, unkept: None, wait: WAITS.0, found: None };
            room.work(&waiting);
        })?;
        Ok(Self { orders })
    }

    pub(super) fn work_on(&self, keeper: Option<Keeper>) {
        self.tell(Order::Work(keeper.map(Box::new)));
    }

    pub(super) fn keep(&self, order: Box<KeepOrder>) {
        self.tell(Order::Keep(order));
    }

    pub(super) fn adopt(&self, order: Box<AdoptOrder>) {
        self.tell(Order::Adopt(order));
    }

    pub(super) fn put_away(&self, copy: Copy) {
        self.tell(Order::PutAway(copy));
    }

    pub(super) fn seen(&self, sighting: Box<Sighting>) {
        self.tell(Order::Seen(sighting));
    }

    pub(super) fn retire(&self, journals: Vec<PathBuf>) {
        self.tell(Order::Retire(journals));
    }

    pub(super) fn save(&self, order: SaveOrder) {
        self.tell(Order::Save(Box::new(order)));
    }

    /// Waits until everything that was asked for is done, but no longer than this. Whether all of it is kept.
    pub(super) fn finish(&self, patience: Duration) -> bool {
        let (done, end) = mpsc::channel();
        self.tell(Order::End(done));
        end.recv_timeout(patience).unwrap_or(false)
    }

    fn tell(&self, order: Order) {
        // The thread catches its own panics, so it is there as long as the program.
        let _told = self.orders.send(order);
    }
}

/// What the thread works with.
struct Room {
    news: Sender<News>,
    watcher: Watcher,
    keeper: Option<Keeper>,
    /// The last deed that is handed over and not kept yet.
    unkept: Option<u64>,
    /// How long to wait before the next attempt.
    wait: Duration,
    /// The version that was last found in the map's file and told, until the open map has taken it in.
    found: Option<Sighting>,
}

impl Room {
    fn work(&mut self, orders: &Receiver<Order>) {
        loop {
            let first = if self.unkept.is_some() { orders.recv_timeout(self.wait) } else { orders.recv().map_err(Into::into) };
            match first {
                Ok(order) => {
                    // What waits is kept with one sync.
                    for order in std::iter::once(order).chain(orders.try_iter().take(4096)) {
                        self.take(order);
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.wait = (self.wait * 2).min(WAITS.1),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.sync();
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Keep(order) => {
                self.unkept = Some(order.number);
                if let Some(keeper) = &mut self.keeper {
                    keeper.note(order.deed);
                }
            }
            Order::Work(keeper) => {
                self.sync();
                (self.keeper, self.unkept, self.found) = (keeper.map(|keeper| *keeper), None, None);
                self.watcher.watch(self.keeper.as_ref().map(Keeper::file));
            }
            Order::Adopt(order) => self.adopt(*order),
            Order::Seen(sighting) => {
                if let Some(found) = self.keeper.as_ref().and_then(|keeper| keeper.found(*sighting)) {
                    let event = self.arrival(found, Next::GoOn);
                    self.answer(event);
                }
            }
            Order::PutAway(copy) => {
                self.sync();
                if let (None, Some(safe)) = (self.unkept, self.keeper.as_ref().and_then(Keeper::safe)) {
                    // A copy that stays is looked at again, and found to hold nothing new.
                    let _moved = store::put_away(&copy.path, &copy.hash, safe);
                }
            }
            Order::Retire(journals) => {
                self.sync();
                if self.unkept.is_none() {
                    self.put_away(&journals);
                }
            }
            Order::Save(order) => {
                self.sync();
                let saved = catch_unwind(AssertUnwindSafe(|| self.save(&order)));
                let event = saved.unwrap_or_else(|_panic| {
                    let sentence =
                        "The map was not saved: permea made a mistake there. Your changes are still here; save under another name.";
                    Event::Failed { what: Attempt::Save, sentence: sentence.to_owned() }
                });
                self.answer(event);
            }
            Order::End(done) => {
                self.sync();
                // Whoever asked may have given up waiting.
                let _told = done.send(self.unkept.is_none());
            }
        }
    }

    /// The open map has taken in what the file holds now.
    fn adopt(&mut self, order: AdoptOrder) {
        self.unkept = order.deed.as_ref().map(|deed| deed.number).or(self.unkept);
        let deed = order.deed.map(|deed| deed.deed);
        let found = self.found.take().filter(|found| found.hash() == order.hash);
        match (&mut self.keeper, found, deed) {
            (Some(keeper), Some(found), deed) => match order.standing {
                Standing::AsTheFile => keeper.adopt_whole(found, deed),
                Standing::Unsaved => keeper.adopt(found, deed),
            },
            // The file was found to hold yet another version meanwhile, which is on its way to the open map.
            (Some(keeper), None, Some(deed)) => keeper.note(deed),
            (Some(_), None, None) | (None, _, _) => {}
        }
    }

    /// The event that another version is in the file; it is adopted once the open map has taken it in.
    fn arrival(&mut self, found: Found, next: Next) -> Event {
        let Found { sighting, older_from } = found;
        let version = FileVersion { hash: sighting.hash(), older_from, next };
        let author = Author { by: None, at: sighting.at };
        let theirs: Network = sighting.network().clone();
        self.found = Some(sighting);
        Event::Arrived(Box::new(Arrival { base: None, theirs, author, from: From::File(version) }))
    }

    /// Keeps what waits, and says so.
    fn sync(&mut self) {
        let (Some(through), Some(keeper)) = (self.unkept, &mut self.keeper) else { return };
        let kept = catch_unwind(AssertUnwindSafe(|| keeper.sync().map_err(|error| error.to_string())));
        match kept.unwrap_or_else(|_panic| Err("permea made a mistake there".to_owned())) {
            Ok(()) => {
                (self.unkept, self.wait) = (None, WAITS.0);
                self.answer(Event::Kept { through });
            }
            Err(why) => self.answer(Event::NotKept { through, why }),
        }
    }

    fn save(&mut self, order: &SaveOrder) -> Event {
        let path = store::with_home(&order.path);
        let base = self.keeper.as_ref().map(|keeper| keeper.saved().clone());
        let saved = match (order.place, &mut self.keeper) {
            (SavePlace::Own, Some(keeper)) => keeper.save(&order.network, store::new_guard()).map(|_written| ()),
            (SavePlace::Own, None) | (SavePlace::New, _) => self.save_new(&path, order),
        };
        match saved {
            Ok(()) => {
                if let Some(through) = self.unkept.take() {
                    self.answer(Event::Kept { through });
                }
                let path = whole_path(&path);
                if let Some(keeper) = &self.keeper {
                    self.watcher.knows(keeper.file());
                }
                match self.keeper.as_mut().and_then(Keeper::take_displaced) {
                    None => Event::Saved { path },
                    Some(theirs) => {
                        let author = Author { by: None, at: theirs.at };
                        let theirs = theirs.network().clone();
                        Event::Arrived(Box::new(Arrival { base, theirs, author, from: From::Displaced(path) }))
                    }
                }
            }
            Err(error @ SaveError::ChangedOnDisk { .. }) => {
                self.watcher.look_now();
                match self.keeper.as_ref().map(Keeper::look) {
                    Some(Ok(Some(found))) => self.arrival(found, Next::SaveAgain),
                    Some(Err(_not_whole)) => Event::Failed {
                        what: Attempt::Save,
                        sentence: "The file on disk is not a complete map at the moment, as while it is being copied. Yours is safe; save again in a moment.".to_owned(),
                    },
                    Some(Ok(None)) | None => Event::Failed { what: Attempt::Save, sentence: error.to_string() },
                }
            }
            Err(error) => Event::Failed { what: Attempt::Save, sentence: error.to_string() },
        }
    }

    /// The map has a new file from now on; what was done to the old one is in the new one.
    fn save_new(&mut self, path: &Path, order: &SaveOrder) -> Result<(), SaveError> {
        let file = MapFile::create(path, &order.network, store::new_guard())?;
        if let Some(before) = self.keeper.take() {
            before.parts().1.abandon();
        }
        self.watcher.watch(Some(&file));
        self.keeper = Some(Keeper::of(store::Opened { network: order.network.clone(), file }));
        Ok(())
    }

    fn put_away(&self, journals: &[PathBuf]) {
        let Some(safe) = self.keeper.as_ref().and_then(Keeper::safe) else { return };
        for journal in journals {
            // What stays is offered again, and found to be in the file or not.
            let _moved = safe.discard(journal);
        }
    }

    fn answer(&self, event: Event) {
        // If the screen is gone, nobody is left to be told.
        let _told = self.news.send(News::Event(event));
    }
}
