//! The watcher's thread: looks at the map's file every two seconds and tells what others did to it. It never writes.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use super::{
    News,
    keeper::{KeepersRoom, Order as Keeping},
    worker::STACK_BYTES,
};
use crate::{
    app::{Event, FileState},
    store::{MapFile, Outside, Tidings},
};

/// How long a watcher waits that watches nothing.
const IDLE: Duration = Duration::from_mins(1);

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// Another file is to be watched, or none.
    Watch(Option<Box<Outside>>),
    /// The file holds this version now, by our own hand.
    Knows(Box<MapFile>),
    /// Something may have changed it just now.
    LookNow,
}

/// Tells the watcher what to watch.
#[derive(Clone, Debug)]
pub(super) struct Watcher {
    orders: Sender<Order>,
}

/// A watcher that has not begun yet: whom it tells has to know it first.
pub(super) struct Unhired(Receiver<Order>);

impl Watcher {
    pub(super) fn new() -> (Self, Unhired) {
        let (orders, waiting) = mpsc::channel();
        (Self { orders }, Unhired(waiting))
    }

    pub(super) fn watch(&self, file: Option<&MapFile>) {
        self.tell(Order::Watch(file.map(|file| Box::new(Outside::of(file)))));
    }

    pub(super) fn knows(&self, file: &MapFile) {
        self.tell(Order::Knows(Box::new(file.clone())));
    }

    pub(super) fn look_now(&self) {
        self.tell(Order::LookNow);
    }

    fn tell(&self, order: Order) {
        // A watcher that is gone tells nothing; a save finds out by itself.
        let _told = self.orders.send(order);
    }
}

impl Unhired {
    /// Begins to watch; versions go to the keepers, who know what is ours, and everything else to the screen.
    pub(super) fn begin(self, keepers: KeepersRoom, news: Sender<News>) -> io::Result<()> {
        thread::Builder::new().name("watcher".to_owned()).stack_size(STACK_BYTES).spawn(move || watch(&self.0, &keepers, &news))?;
        Ok(())
    }
}

fn watch(orders: &Receiver<Order>, keepers: &KeepersRoom, news: &Sender<News>) {
    let begun = Instant::now();
    let mut watched: Option<Box<Outside>> = None;
    loop {
        let wait = watched.as_ref().map_or(IDLE, |outside| outside.next_look());
        match orders.recv_timeout(wait) {
            Ok(Order::Watch(outside)) => watched = outside,
            Ok(Order::Knows(file)) => watched.iter_mut().for_each(|outside| outside.knows(&file)),
            Ok(Order::LookNow) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let Some(outside) = &mut watched else { continue };
        // A file that cannot be looked at is looked at again; whatever went wrong, nothing was written.
        let look = catch_unwind(AssertUnwindSafe(|| outside.look(begun.elapsed()))).unwrap_or_default();
        let state = match look {
            None => continue,
            Some(Tidings::Another(sighting)) => {
                keepers.tell(Keeping::Seen(sighting));
                continue;
            }
            Some(Tidings::Gone) => FileState::Gone,
            Some(Tidings::NotWhole) => FileState::NotWhole,
            Some(Tidings::Back) => FileState::Whole,
        };
        if news.send(News::Event(Event::FileIs(state))).is_err() {
            return;
        }
    }
}
