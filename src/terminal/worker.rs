//! The worker: analyses of which only the newest matters, and maps being read.

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

use jiff::civil::{Date, date};

use super::News;
use crate::{
    analysis::Analysis,
    app::{AnalysisOrder, Attempt, Event, Source},
    store,
};

/// The day the demo plays on.
pub(super) const DEMO_DAY: Date = date(2026, 11, 20);

/// The demo's file, as it is bundled.
const DEMO: &[u8] = include_bytes!("../../assets/demo.permea.ron");

/// Room for the deepest file that is read (the reader's own limit ends it first).
pub(super) const STACK_BYTES: usize = 16 << 20;

/// The thread that analyses, and how it is told what.
#[derive(Debug)]
pub(super) struct Analyst {
    orders: Sender<AnalysisOrder>,
    newest: Arc<AtomicU64>,
}

impl Analyst {
    pub(super) fn hire(news: Sender<News>) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel();
        let newest = Arc::new(AtomicU64::new(0));
        let watched = Arc::clone(&newest);
        thread::Builder::new().name("analysis".to_owned()).spawn(move || work(&waiting, &watched, &news))?;
        Ok(Self { orders, newest })
    }

    /// Gives an order; older ones are dropped, also the one being worked on.
    pub(super) fn order(&self, order: AnalysisOrder) {
        self.newest.store(order.generation, Ordering::Relaxed);
        // Without the thread there are no analyses, and its last panic has been told.
        let _given = self.orders.send(order);
    }
}

fn work(waiting: &Receiver<AnalysisOrder>, newest: &AtomicU64, news: &Sender<News>) {
    let mut last: Option<Arc<Analysis>> = None;
    while let Ok(order) = waiting.recv() {
        let cancelled = || newest.load(Ordering::Relaxed) != order.generation;
        if cancelled() {
            continue;
        }
        let analyse = || match &last {
            Some(last) => last.following(&order.network, order.day, &order.rules, &cancelled),
            None => Analysis::new(&order.network, order.day, &order.rules, &cancelled),
        };
        let analysed = catch_unwind(AssertUnwindSafe(analyse));
        let event = match analysed {
            Ok(None) => continue,
            Ok(Some(analysis)) => {
                let analysis = Arc::new(analysis);
                last = Some(Arc::clone(&analysis));
                Event::Analysed { generation: order.generation, analysis }
            }
            Err(_panic) => Event::Failed {
                what: Attempt::Analyse,
                sentence: "The findings could not be worked out: permea made a mistake there. The map itself is sound; save it.".to_owned(),
            },
        };
        if news.send(News::Event(event)).is_err() {
            return;
        }
    }
}

/// Reads a map on a thread of its own, so that the screen is there meanwhile.
pub(super) fn open(source: Source, news: Sender<News>) -> io::Result<()> {
    let reader = thread::Builder::new().name("open".to_owned()).stack_size(STACK_BYTES);
    reader.spawn(move || {
        let answer = catch_unwind(|| read(&source)).unwrap_or_else(|_panic| {
            let sentence = "The map could not be read: permea made a mistake there. The file is as it was.".to_owned();
            News::Event(Event::Failed { what: Attempt::Open, sentence })
        });
        // If the screen is gone, so is the wish.
        let _told = news.send(answer);
    })?;
    Ok(())
}

fn read(source: &Source) -> News {
    let failed = |error: store::OpenError| News::Event(Event::Failed { what: Attempt::Open, sentence: error.to_string() });
    match source {
        Source::File(path) => store::Keeper::open(&store::with_home(path)).map_or_else(failed, |kept| News::Opened(Box::new(kept))),
        Source::Demo => store::open_bytes("the demo", DEMO).map_or_else(failed, |network| News::Demo(Box::new(network))),
    }
}
