//! The watcher's thread: looks at the map's file every two seconds and tells what others did to it and who else is there.
//!
//! It never writes but the small file that says who has the map open.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use ecow::EcoString;

use super::{
    News,
    keeper::{KeepersRoom, Order as Keeping},
    worker::STACK_BYTES,
};
use crate::{
    app::{Arrival, Copy, Event, FileState, From, Other},
    compare::Author,
    store::{self, BETWEEN_SIGNS, FoundCopy, MapFile, Neighbours, Outside, Presence, Saver, Tidings},
};

/// How long a watcher waits that watches nothing.
const IDLE: Duration = Duration::from_mins(1);

/// What the thread is told.
#[derive(Debug)]
enum Order {
    /// Another file is to be watched, or none.
    Watch(Option<Box<Watched>>),
    /// The file holds this version now, by our own hand.
    Knows(Box<MapFile>),
    /// Something may have changed it just now.
    LookNow,
    /// The program ends; answered once nothing of the watcher is beside the map any more.
    End(Sender<()>),
}

/// What is watched: the map's file, and what lies beside it.
#[derive(Debug)]
struct Watched {
    outside: Outside,
    neighbours: Neighbours,
}

/// Who else has the map open, as far as this is wanted.
#[derive(Debug, Default)]
struct Company {
    presence: Option<Presence>,
    signed: Duration,
    known: Vec<Other>,
}

/// Under which name this session shows itself; none if it does not.
type Shown = Option<Option<EcoString>>;

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

    pub(super) fn watch(&self, saver: Option<&Saver>) {
        let watched = saver.map(|saver| {
            let (file, uid) = (saver.file(), &saver.saved().about.uid);
            Box::new(Watched { outside: Outside::of(file), neighbours: Neighbours::of(file.path(), uid) })
        });
        self.tell(Order::Watch(watched));
    }

    /// Ends the watch, and waits until what it put beside the map is gone.
    pub(super) fn end(&self) {
        let (done, end) = mpsc::channel();
        self.tell(Order::End(done));
        // A disk that does not answer is not waited for: the file is found dead, or old.
        let _ended = end.recv_timeout(Duration::from_secs(1));
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
    pub(super) fn begin(self, keepers: KeepersRoom, news: Sender<News>, shown: Shown) -> io::Result<()> {
        let mut post = Post { keepers, news, shown, begun: Instant::now(), watched: None, company: Company::default() };
        thread::Builder::new().name("watcher".to_owned()).stack_size(STACK_BYTES).spawn(move || post.watch(&self.0))?;
        Ok(())
    }
}

/// What the thread works with.
struct Post {
    keepers: KeepersRoom,
    news: Sender<News>,
    shown: Shown,
    begun: Instant,
    watched: Option<Box<Watched>>,
    company: Company,
}

impl Post {
    fn watch(&mut self, orders: &Receiver<Order>) {
        loop {
            let wait = self.watched.as_ref().map_or(IDLE, |watched| watched.outside.next_look());
            match orders.recv_timeout(wait) {
                Ok(Order::Watch(watched)) => self.begin(watched),
                Ok(Order::Knows(file)) => self.watched.iter_mut().for_each(|watched| watched.outside.knows(&file)),
                Ok(Order::LookNow) | Err(RecvTimeoutError::Timeout) => {}
                Ok(Order::End(done)) => {
                    self.begin(None);
                    // Whoever asked may have given up waiting.
                    let _told = done.send(());
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // What cannot be looked at is looked at again; whatever went wrong, nothing of the map was written.
            let _looked = catch_unwind(AssertUnwindSafe(|| self.look()));
        }
    }

    fn begin(&mut self, watched: Option<Box<Watched>>) {
        self.company = Company::default();
        let name = self.shown.as_ref().map(|name| name.as_deref());
        if let (Some(watched), Some(name)) = (&watched, name) {
            // A folder that takes no file is worked in without.
            self.company.presence = Presence::begin(watched.outside.path(), name).ok();
            self.company.signed = self.begun.elapsed();
        }
        self.watched = watched;
    }

    fn look(&mut self) {
        let running = self.begun.elapsed();
        let Some(watched) = &mut self.watched else { return };
        let tidings = watched.outside.look(running);
        for copy in watched.neighbours.look() {
            self.tell(Event::Arrived(Box::new(arrival(copy))));
        }
        match tidings {
            None => {}
            Some(Tidings::Another(sighting)) => self.keepers.tell(Keeping::Seen(sighting)),
            Some(Tidings::Gone) => self.tell(Event::FileIs(FileState::Gone)),
            Some(Tidings::NotWhole) => self.tell(Event::FileIs(FileState::NotWhole)),
            Some(Tidings::Back) => self.tell(Event::FileIs(FileState::Whole)),
        }
        self.look_round(running);
    }

    /// Shows that this session is there, and tells who else is.
    fn look_round(&mut self, running: Duration) {
        let Some(presence) = &mut self.company.presence else { return };
        if running.saturating_sub(self.company.signed) >= BETWEEN_SIGNS {
            // A sign that cannot be given now is given later.
            let _signed = presence.sign();
            self.company.signed = running;
        }
        let others: Vec<Other> = presence.others().into_iter().map(other).collect();
        if others != self.company.known {
            self.company.known.clone_from(&others);
            self.tell(Event::Company(others));
        }
    }

    fn tell(&self, event: Event) {
        // If the screen is gone, nobody is left to be told.
        let _told = self.news.send(News::Event(event));
    }
}

fn other(other: store::Other) -> Other {
    let store::Other { name, computer, minutes_ago } = other;
    Other { name, computer, minutes_ago }
}

/// A conflict copy as the open map takes it in. What both began with is not certain.
fn arrival(copy: FoundCopy) -> Arrival {
    let when = copy.when();
    let FoundCopy { path, hash, network, device, at } = copy;
    let author = Author { by: device.clone(), at };
    Arrival { base: None, theirs: network, author, from: From::Copy(Copy { path, hash, device, when }) }
}
