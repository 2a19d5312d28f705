//! The keeper's room: the thread of the journal, which no save holds up, and the saver beside it.
//!
//! Everything is ordered here, so that what was done before a save is in it and what was done after is not. A save goes on to the
//! saver with its place among what was done; what the saver says of it comes back here and into the journal.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use ecow::EcoString;

use super::{
    News, fault_points,
    saver::{self, Job},
    watcher::Watcher,
    worker,
};
use crate::{
    app::{AdoptOrder, Attempt, Copy, Event, KeepOrder, SaveOrder, Standing},
    model::Network,
    store::{self, Chronicle, Keeper, NotKept, Place, Safe, Saving, Sighting},
};

/// How long to wait before the first new attempt at a disk that refused, and the longest wait.
const WAITS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What the thread is told. A map is known by its number here, so that a late word about another one does no harm.
#[derive(Debug)]
pub(super) enum Order {
    /// Another map is open, or one of which nothing is kept.
    Work(Option<Box<Keeper>>),
    /// A map is begun that has no file yet.
    Begin(Box<Network>),
    Keep(Box<KeepOrder>),
    /// What these journals hold was done again.
    TookIn(Vec<PathBuf>),
    /// These journals are not wanted.
    Retire(Vec<PathBuf>),
    Save(Box<SaveOrder>),
    /// The open map has taken in the version of the file that was told.
    Adopt(Box<AdoptOrder>),
    /// This copy was taken in.
    PutAway(Copy),
    /// What is found now is noted in the safe.
    Note(String),
    /// The watcher found this version in the map's file.
    Seen(Box<Sighting>),
    /// The saver is about to write the map's file; the answer comes once the journal says so.
    Saving(u64, Saving, Place, Sender<Result<(), NotKept>>),
    /// The map's file has the bytes of this hash.
    Saved(u64, EcoString, Place),
    /// The map has a new file, with the bytes of this hash, and a safe for it.
    Settled(u64, Option<Safe>, EcoString, Place),
    /// The version of this hash is in the safe.
    Turned(u64, EcoString, Place),
    /// The versions in the safe are to be listed, beside this network.
    Versions(Box<Network>),
    /// The version of this hash is to be read.
    ReadVersion(EcoString),
    /// What is done is to be kept in this folder from now on.
    KeepIn(PathBuf),
    /// The program ends; answered once everything before is done, with whether all of it is kept.
    End(Sender<bool>),
}

/// The threads that keep, and how they are told what.
#[derive(Clone, Debug)]
pub(super) struct KeepersRoom {
    orders: Sender<Order>,
}

impl KeepersRoom {
    pub(super) fn open(news: Sender<News>, watcher: Watcher) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel();
        let saver = saver::hire(news.clone(), orders.clone(), watcher)?;
        thread::Builder::new().name("keeper".to_owned()).stack_size(worker::STACK_BYTES).spawn(move || {
            let mut room = Room { news, saver, number: 0, chronicle: None, network: None, turning: None, unkept: None, wait: WAITS.0 };
            room.work(&waiting);
        })?;
        Ok(Self { orders })
    }

    pub(super) fn work_on(&self, keeper: Option<Keeper>) {
        self.tell(Order::Work(keeper.map(Box::new)));
    }

    /// Waits until everything that was asked for is done, but no longer than this. Whether all of it is kept.
    pub(super) fn finish(&self, patience: Duration) -> bool {
        let (done, end) = mpsc::channel();
        self.tell(Order::End(done));
        end.recv_timeout(patience).unwrap_or(false)
    }

    pub(super) fn tell(&self, order: Order) {
        // The thread catches its own panics, so it is there as long as the program.
        let _told = self.orders.send(order);
    }
}

/// What the thread works with.
struct Room {
    news: Sender<News>,
    saver: Sender<Job>,
    /// How many maps were open before this one.
    number: u64,
    chronicle: Option<Chronicle>,
    /// The network after the last deed.
    network: Option<Network>,
    /// The place of a version that is being put in the safe, so that a full journal is asked for one once.
    turning: Option<Place>,
    /// The last deed that is handed over and not kept yet.
    unkept: Option<u64>,
    /// How long to wait before the next attempt.
    wait: Duration,
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
                self.network = Some(order.network);
                if let Some(chronicle) = &mut self.chronicle {
                    chronicle.note(order.deed);
                    chronicle.took_in(order.took_in);
                }
            }
            Order::TookIn(journals) => {
                if let Some(chronicle) = &mut self.chronicle {
                    chronicle.took_in(journals);
                }
            }
            Order::Work(keeper) => {
                let (saver, chronicle) = keeper.map(|keeper| keeper.parts()).unzip();
                self.begin(chronicle);
                self.give(Job::Work(self.number, saver.map(Box::new)));
            }
            Order::Begin(network) => {
                self.begin(Some(Chronicle::without_file(&network, Safe::of_unsaved(&network.about.uid))));
                self.give(Job::Work(self.number, None));
            }
            Order::Retire(journals) => {
                for journal in journals {
                    // What stays is offered again, and found to be in the file or not.
                    let _moved = store::discard(&journal);
                }
            }
            Order::Save(order) => {
                self.sync();
                let chronicle = self.chronicle.as_ref();
                let (place, steps) = chronicle.map(|chronicle| (chronicle.place(), chronicle.steps())).unwrap_or_default();
                self.give(Job::Save { number: self.number, order, place, steps });
            }
            Order::Adopt(order) => self.adopt(*order),
            Order::PutAway(copy) => {
                self.sync();
                let chronicle = self.chronicle.as_ref().filter(|chronicle| chronicle.is_synced());
                if let Some(safe) = chronicle.and_then(Chronicle::safe) {
                    self.give(Job::PutAway(copy, safe.clone()));
                }
            }
            Order::Note(text) => {
                // What cannot be noted is told again after a restart, and nothing more.
                let _noted = self.safe().map(|safe| safe.note_seen(&text));
            }
            Order::Seen(sighting) => self.give(Job::Seen(sighting)),
            Order::Saving(number, saving, place, answer) => {
                let chronicle = self.chronicle.as_mut().filter(|_| number == self.number);
                let said = chronicle.map_or(Err(NotKept::NoPlace), |chronicle| caught(|| chronicle.saving(saving, place)));
                // A saver that waited too long has gone on.
                let _told = answer.send(said);
            }
            Order::Saved(number, hash, place) => self.with_chronicle(number, |chronicle| {
                chronicle.saved(&hash, place);
                Ok(())
            }),
            Order::Settled(number, safe, hash, place) => self.settled(number, safe, &hash, place),
            Order::Turned(number, hash, place) => {
                self.with_chronicle(number, |chronicle| chronicle.turned(&hash, place));
                self.turning = None;
            }
            Order::Versions(network) => worker::list_versions(self.safe(), network, &self.news),
            Order::ReadVersion(hash) => worker::read_version(self.safe(), hash, &self.news),
            Order::KeepIn(folder) => self.keep_in(folder),
            Order::End(done) => {
                self.sync();
                // Whoever asked may have given up waiting.
                let _told = done.send(self.unkept.is_none());
            }
        }
    }

    /// The open map has taken in what the file holds now.
    fn adopt(&mut self, order: AdoptOrder) {
        let AdoptOrder { hash, deed, standing } = order;
        let deed = deed.map(|order| {
            self.unkept = Some(order.number);
            self.network = Some(order.network);
            order.deed
        });
        if let Some(chronicle) = &mut self.chronicle {
            match standing {
                // What is not kept now is tried again.
                Standing::AsTheFile => drop(caught(|| chronicle.adopt_whole(&hash, deed))),
                Standing::Unsaved => chronicle.adopt(&hash, deed),
            }
        }
        self.give(Job::Adopt(self.number, hash));
    }

    fn safe(&self) -> Option<Safe> {
        self.chronicle.as_ref().and_then(Chronicle::safe).cloned()
    }

    /// Another map is kept from now on.
    fn begin(&mut self, chronicle: Option<Chronicle>) {
        self.sync();
        self.number += 1;
        (self.chronicle, self.network, self.turning, self.unkept) = (chronicle, None, None, None);
    }

    /// Does something with the chronicle of this map, if that is still the one.
    fn with_chronicle(&mut self, number: u64, work: impl FnOnce(&mut Chronicle) -> Result<(), NotKept>) {
        let Some(chronicle) = self.chronicle.as_mut().filter(|_| number == self.number) else { return };
        // What fails leaves the present journal in use; it is tried again with the next.
        let _done = caught(|| work(chronicle));
        if chronicle.is_synced() {
            self.all_kept();
        }
    }

    fn settled(&mut self, number: u64, safe: Option<Safe>, hash: &str, place: Place) {
        if number != self.number {
            return;
        }
        if self.chronicle.is_none() {
            self.chronicle = Some(Chronicle::new(safe, hash));
            return;
        }
        self.with_chronicle(number, |chronicle| {
            chronicle.settle_in(safe, hash, place);
            Ok(())
        });
    }

    /// Goes on in another place, and says whether that could be done.
    fn keep_in(&mut self, folder: PathBuf) {
        let Some(chronicle) = &mut self.chronicle else { return };
        let moved = chronicle.safe().map(|safe| safe.moved_to(&folder)).ok_or(NotKept::NoPlace);
        match moved.and_then(|safe| caught(|| chronicle.move_to(safe.clone())).map(|()| safe)) {
            Ok(safe) => {
                self.give(Job::Safe(self.number, safe));
                self.all_kept();
                self.answer(Event::KeptIn { folder });
            }
            Err(error) => {
                let sentence = format!("Nothing can be kept in {}: {error}. Choose another folder.", folder.display());
                self.answer(Event::Failed { what: Attempt::Keep, sentence });
            }
        }
    }

    /// Keeps what waits, and says so.
    fn sync(&mut self) {
        let (Some(through), Some(chronicle)) = (self.unkept, &mut self.chronicle) else { return };
        let synced = caught(|| {
            fault_points::fail_in(fault_points::Place::Journal);
            chronicle.sync()
        });
        match synced {
            Ok(()) => self.all_kept(),
            Err(error) => self.answer(Event::NotKept { through, why: error.to_string() }),
        }
        self.turn_if_full();
    }

    /// A long journal is followed by another, which starts from a version that the saver puts in the safe.
    fn turn_if_full(&mut self) {
        let (Some(chronicle), Some(network), None) = (&self.chronicle, &self.network, self.turning) else { return };
        if chronicle.is_full() {
            let place = chronicle.place();
            let job = Job::Version { number: self.number, network: Box::new(network.clone()), place, safe: chronicle.safe().cloned() };
            self.turning = Some(place);
            self.give(job);
        }
    }

    fn all_kept(&mut self) {
        if let Some(through) = self.unkept.take() {
            self.wait = WAITS.0;
            self.answer(Event::Kept { through });
        }
    }

    fn give(&self, job: Job) {
        // The saver catches its own panics, so it is there as long as the program.
        let _given = self.saver.send(job);
    }

    fn answer(&self, event: Event) {
        // If the screen is gone, nobody is left to be told.
        let _told = self.news.send(News::Event(event));
    }
}

/// What comes of something that may panic.
fn caught(work: impl FnOnce() -> Result<(), NotKept>) -> Result<(), NotKept> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(NotKept::Mistake))
}
