//! The surveyor: force layouts, shown while they settle, of which only the newest matters.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use super::News;
use crate::{
    app::{Attempt, Event, LayoutOrder},
    map::{Force, Progress},
};

/// The thread that lays out, and how it is told what.
#[derive(Debug)]
pub(super) struct Surveyor {
    orders: Sender<LayoutOrder>,
    newest: Arc<AtomicU64>,
}

impl Surveyor {
    pub(super) fn hire(news: Sender<News>) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel();
        let newest = Arc::new(AtomicU64::new(0));
        let watched = Arc::clone(&newest);
        thread::Builder::new().name("layout".to_owned()).spawn(move || work(&waiting, &watched, &news))?;
        Ok(Self { orders, newest })
    }

    /// Gives an order; older ones are dropped, also the one being worked on.
    pub(super) fn order(&self, order: LayoutOrder) {
        self.newest.store(order.generation, Ordering::Relaxed);
        // Without the thread there are no layouts, and its last panic has been told.
        let _given = self.orders.send(order);
    }
}

fn work(waiting: &Receiver<LayoutOrder>, newest: &AtomicU64, news: &Sender<News>) {
    while let Ok(order) = waiting.recv() {
        let generation = order.generation;
        let cancelled = || newest.load(Ordering::Relaxed) != generation;
        let laid_out = |force, progress| News::Event(Event::LaidOut { generation, force: Arc::new(force), progress });
        let mut show = |so_far| {
            // If the screen is gone, the end of this layout finds out.
            let _told = news.send(laid_out(so_far, Progress::SoFar));
        };
        let settled = catch_unwind(AssertUnwindSafe(|| Force::of(&order.roster, order.former.as_ref(), &mut show, &cancelled)));
        let answer = match settled {
            Ok(None) => continue,
            Ok(Some(force)) => laid_out(force, Progress::Settled),
            Err(_panic) => News::Event(Event::Failed {
                what: Attempt::LayOut,
                sentence: "The force layout could not be worked out: permea made a mistake there. The other layouts are sound.".to_owned(),
            }),
        };
        if news.send(answer).is_err() {
            return;
        }
    }
}
