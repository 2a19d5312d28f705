//! The keeper's thread: journal and saves in the order they were asked for, so that the screen never waits for the disk.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use super::{News, effects::whole_path};
use crate::{
    app::{Attempt, Event, KeepOrder, SaveOrder, SavePlace},
    store::{self, Keeper, MapFile, SaveError},
};

/// How long to wait before the first new attempt at a disk that refused, and the longest wait.
const WAITS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// Another map is open, or one without a file.
    Work(Option<Box<Keeper>>),
    Keep(Box<KeepOrder>),
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
    pub(super) fn open(news: Sender<News>) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel();
        thread::Builder::new().name("keeper".to_owned()).stack_size(super::worker::STACK_BYTES).spawn(move || {
            let mut room = Room { news, keeper: None, unkept: None, wait: WAITS.0 };
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
    keeper: Option<Keeper>,
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
                if let Some(keeper) = &mut self.keeper {
                    keeper.note(order.deed);
                }
            }
            Order::Work(keeper) => {
                self.sync();
                (self.keeper, self.unkept) = (keeper.map(|keeper| *keeper), None);
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
        let saved = match (order.place, &mut self.keeper) {
            (SavePlace::Own, Some(keeper)) => keeper.save(&order.network, store::new_guard()).map(|_written| ()),
            (SavePlace::Own, None) | (SavePlace::New, _) => self.save_new(&path, order),
        };
        match saved {
            Ok(()) => {
                if let Some(through) = self.unkept.take() {
                    self.answer(Event::Kept { through });
                }
                Event::Saved { path: whole_path(&path) }
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
