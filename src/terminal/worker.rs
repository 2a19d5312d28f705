//! The worker: analyses, and maps being read.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, mpsc::Sender},
    thread,
};

use jiff::civil::{Date, date};

use super::{
    News, fault_points,
    hired::{Hired, unless_gone},
};
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

/// Hires the thread that analyses.
pub(super) fn hire(news: Sender<News>) -> io::Result<Hired<AnalysisOrder>> {
    let mut last = None;
    Hired::new("analysis", move |order, cancelled| analyse(&order, &mut last, cancelled, &news))
}

/// Analyses a network; the analysis before it lends what has not changed.
fn analyse(order: &AnalysisOrder, last: &mut Option<Arc<Analysis>>, cancelled: &dyn Fn() -> bool, news: &Sender<News>) -> ControlFlow<()> {
    let analyse = || {
        fault_points::fail_in_analysis_if_asked();
        match last.as_deref() {
            Some(last) => last.following(&order.network, order.day, &order.rules, cancelled),
            None => Analysis::new(&order.network, order.day, &order.rules, cancelled),
        }
    };
    let event = match catch_unwind(AssertUnwindSafe(analyse)) {
        Ok(None) => return ControlFlow::Continue(()),
        Ok(Some(analysis)) => {
            let analysis = Arc::new(analysis);
            *last = Some(Arc::clone(&analysis));
            Event::Analysed { generation: order.generation, analysis }
        }
        Err(_panic) => Event::Failed {
            what: Attempt::Analyse,
            sentence: "The findings could not be worked out: permea made a mistake there. The map itself is sound; save it.".to_owned(),
        },
    };
    unless_gone(&news.send(News::Event(event)))
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

/// Folders that steps were kept in once. Settings that cannot be read were told of when the program began.
fn places() -> Vec<PathBuf> {
    store::habits().map(|habits| habits.places.iter().map(PathBuf::from).collect()).unwrap_or_default()
}

fn read(source: &Source) -> News {
    let failed = |error: store::OpenError| News::Event(Event::Failed { what: Attempt::Open, sentence: error.to_string() });
    match source {
        Source::File(path) => {
            store::Keeper::open(&store::with_home(path), &places()).map_or_else(failed, |kept| News::Opened(Box::new(kept)))
        }
        Source::Demo => store::open_bytes("the demo", DEMO).map_or_else(failed, |network| News::Demo(Box::new(network))),
    }
}
