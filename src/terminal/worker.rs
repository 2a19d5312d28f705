//! The worker: analyses, and maps being read.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
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
    app::{AnalysisOrder, Attempt, Event, Source, Unjoined, start::Unsaved},
    model::Network,
    report::{change_lines, changes_counted, changes_of, unsettled_words, words::counted},
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

/// Joins both sides of a merge that git left unfinished, and reads what they make.
pub(super) fn join(path: PathBuf, news: Sender<News>) -> io::Result<()> {
    let reader = thread::Builder::new().name("join".to_owned()).stack_size(STACK_BYTES);
    reader.spawn(move || {
        let answers = catch_unwind(|| joined(&path)).unwrap_or_else(|_panic| {
            let sentence = "Both sides could not be joined: permea made a mistake there. The file is as it was.".to_owned();
            vec![News::Event(Event::Failed { what: Attempt::Open, sentence })]
        });
        for answer in answers {
            // If the screen is gone, so is the wish.
            let _told = news.send(answer);
        }
    })?;
    Ok(())
}

fn joined(path: &Path) -> Vec<News> {
    let failed = |sentence: String| vec![News::Event(Event::Failed { what: Attempt::Open, sentence })];
    let unjoined = match store::Unjoined::of(path) {
        Ok(Some(unjoined)) => unjoined,
        // Somebody joined them meanwhile.
        Ok(None) => return vec![read_file(path)],
        Err(error) => return failed(error.to_string()),
    };
    match unjoined.join_in(path) {
        Ok(merged) => {
            let came = changes_counted(&merged.step("", &unjoined.ours.network));
            let came = if came.is_empty() { "nothing that was not there".to_owned() } else { came };
            let settle =
                unsettled_words(merged.network.conflicts().len()).map_or_else(String::new, |words| format!(" {words}: settle them."));
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let told =
                format!("Joined; from the other side came {came}.{settle} Then git takes it from here: git add {file}, and git commit.");
            vec![read_file(path), News::Event(Event::Told(told))]
        }
        Err(error) => failed(error.to_string()),
    }
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

/// Folders that steps were kept in once. Settings that cannot be read were told of when the program began.
fn places() -> Vec<PathBuf> {
    store::habits().map(|habits| habits.places.iter().map(PathBuf::from).collect()).unwrap_or_default()
}

/// Reads a map from its file, and looks whether git left it in the middle of a merge.
fn read_file(path: &Path) -> News {
    match store::Keeper::open(path, &places()) {
        Ok(kept) => {
            let unjoined = store::Unjoined::of(path).ok().flatten().filter(|unjoined| unjoined.is_one_side(&kept.network));
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let unjoined = unjoined.map(|left| {
                asked(path, &left, &format!("Git has not finished a merge of {file}. What you see is only your side."), &kept.network)
            });
            News::Opened(Box::new(kept), unjoined)
        }
        Err(error) => match store::Unjoined::of(path) {
            Ok(Some(left)) if error.holds_markers() => {
                let first = error.to_string().lines().next().unwrap_or_default().to_owned();
                News::Event(Event::Unjoined(Box::new(asked(path, &left, &first, &left.ours.network))))
            }
            Ok(_) | Err(_) => News::Event(Event::Failed { what: Attempt::Open, sentence: error.to_string() }),
        },
    }
}

/// The question whether both sides are joined, and what the other side changed.
fn asked(path: &Path, left: &store::Unjoined, begins: &str, side: &Network) -> Unjoined {
    const MOST_LINES: usize = 200;
    let merged = left.join().ok();
    let step = merged.as_ref().map(|merged| merged.step("", side));
    let lines = merged.iter().zip(&step).flat_map(|(merged, step)| change_lines(&merged.network, step, MOST_LINES)).collect();
    let count = counted(step.as_ref().map_or(0, changes_of), "change", "changes");
    Unjoined { path: path.to_owned(), sentence: format!("{begins} Committing now would lose the other side's {count}."), lines }
}

fn read(source: &Source) -> News {
    let failed = |error: store::OpenError| News::Event(Event::Failed { what: Attempt::Open, sentence: error.to_string() });
    match source {
        Source::File(path) => read_file(&store::with_home(path)),
        Source::Unsaved(uid) => match store::Safe::of_unsaved(uid).and_then(|safe| safe.begun()) {
            Some((network, found)) => News::Begun(Box::new(network), found),
            None => {
                let sentence = "What was done to this map cannot be read any more. Nothing was changed.".to_owned();
                News::Event(Event::Failed { what: Attempt::Open, sentence })
            }
        },
        Source::Demo => store::open_bytes("the demo", DEMO).map_or_else(failed, |network| News::Demo(Box::new(network))),
    }
}
