//! The worker: analyses, and maps being read.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Sender},
    thread,
};

use ecow::EcoString;
use jiff::civil::{Date, date};

use super::{
    News, fault_points,
    hired::{Hired, unless_gone},
    unjoined,
};
use crate::{
    analysis::Analysis,
    app::{AnalysisOrder, Attempt, Event, KeptVersion, Source, start::Unsaved},
    model::Network,
    report::{since_version, version_holds},
    store::{self, Glance, Safe, Severity},
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
        fault_points::fail_in(fault_points::Place::Analysis);
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

/// Looks for maps that were never saved, on a thread of its own.
pub(super) fn look_for_unsaved(news: Sender<News>) -> io::Result<()> {
    let reader = thread::Builder::new().name("unsaved".to_owned()).stack_size(STACK_BYTES);
    reader.spawn(move || {
        let found = catch_unwind(store::unsaved).unwrap_or_default();
        let offered = |map: store::Unsaved| Unsaved { uid: map.uid, name: map.name, steps: map.steps, at: map.at };
        let _told = news.send(News::Event(Event::FoundUnsaved(found.into_iter().map(offered).collect())));
    })?;
    Ok(())
}

/// Puts the last whole copy of a map in the place of a file that is none, and reads it.
pub(super) fn bring_back(path: PathBuf, news: Sender<News>) -> io::Result<()> {
    let reader = thread::Builder::new().name("open".to_owned()).stack_size(STACK_BYTES);
    reader.spawn(move || {
        let path = store::with_home(&path);
        let answer = catch_unwind(|| match store::bring_back_last(&path) {
            Ok(()) => read_file(&path),
            Err(error) => failed_to_open(error.to_string()),
        });
        // If the screen is gone, so is the wish.
        let _told = news.send(answer.unwrap_or_else(|_panic| failed_to_open("The copy could not be brought back.".to_owned())));
    })?;
    Ok(())
}

pub(super) fn failed_to_open(sentence: String) -> News {
    News::Event(Event::Failed { what: Attempt::Open, sentence })
}

/// A map for work, with what git left of a merge of it; one in which single records are wrong, to be looked at.
pub(super) fn read_file(path: &Path) -> News {
    let error = match store::Keeper::open(path, &places()) {
        Ok(kept) => {
            let unjoined = unjoined::left_in(path, &kept.network);
            return News::Opened(Box::new(kept), unjoined);
        }
        Err(error) => error,
    };
    if let Some(unjoined) = unjoined::left_with_markers(path, &error) {
        return News::Event(Event::Unjoined(Box::new(unjoined)));
    }
    if let (Severity::Records, Ok(Glance::InPart(part))) = (error.severity(), store::look(path)) {
        return News::InPart(part);
    }
    if error.copy.is_none() {
        return failed_to_open(error.to_string());
    }
    News::Event(Event::Unreadable { path: path.to_owned(), sentence: error.before_a_copy() })
}

/// As many versions as are listed; each is read for that.
const LISTED: usize = 30;

/// Lists the versions in a safe and how they differ from the open network, on a thread of its own.
pub(super) fn list_versions(safe: Option<Safe>, now: Box<Network>, news: &Sender<News>) {
    aside(news, move || {
        let described = |safe: &Safe, version: store::KeptVersion| {
            let network = safe.network_of(&version.hash)?;
            let words = format!("{}; {}", version_holds(&network), since_version(&network, &now));
            Some(KeptVersion { hash: version.hash, at: version.at, words })
        };
        let versions =
            safe.iter().flat_map(|safe| safe.versions().into_iter().take(LISTED).filter_map(move |version| described(safe, version)));
        Event::Versions(versions.collect())
    });
}

/// Reads a version in a safe, on a thread of its own.
pub(super) fn read_version(safe: Option<Safe>, hash: EcoString, news: &Sender<News>) {
    aside(news, move || {
        let found = safe.and_then(|safe| {
            let version = safe.versions().into_iter().find(|version| version.hash == hash)?;
            Some(Event::VersionRead { at: version.at, network: Box::new(safe.network_of(&hash)?) })
        });
        found.unwrap_or_else(|| Event::Failed {
            what: Attempt::Restore,
            sentence: "This version cannot be read any more. Nothing was changed; choose another one.".to_owned(),
        })
    });
}

/// Does something on a thread of its own; its answer is news.
fn aside(news: &Sender<News>, work: impl FnOnce() -> Event + Send + 'static) {
    let failed = |why: &str| {
        News::Event(Event::Failed {
            what: Attempt::Restore,
            sentence: format!("The versions could not be read: {why}. Nothing was changed."),
        })
    };
    let told = news.clone();
    let thread = thread::Builder::new().name("versions".to_owned()).stack_size(STACK_BYTES).spawn(move || {
        let answer = catch_unwind(AssertUnwindSafe(work)).map_or_else(|_panic| failed("permea made a mistake there"), News::Event);
        let _told = told.send(answer);
    });
    if let Err(error) = thread {
        let _told = news.send(failed(&error.to_string()));
    }
}

/// Folders that steps were kept in once. Settings that cannot be read were told of when the program began.
fn places() -> Vec<PathBuf> {
    store::habits().map(|habits| habits.places.iter().map(PathBuf::from).collect()).unwrap_or_default()
}

fn read(source: &Source) -> News {
    let failed = |error: store::OpenError| failed_to_open(error.to_string());
    match source {
        Source::File(path) => read_file(&store::with_home(path)),
        Source::Unsaved(uid) => {
            if let Some((network, found)) = Safe::of_unsaved(uid).and_then(|safe| safe.begun()) {
                return News::Begun(Box::new(network), found);
            }
            let sentence = "What was done to this map cannot be read any more. Nothing was changed.".to_owned();
            News::Event(Event::Failed { what: Attempt::Open, sentence })
        }
        Source::Demo => store::open_bytes("the demo", DEMO).map_or_else(failed, |network| News::Demo(Box::new(network))),
    }
}
