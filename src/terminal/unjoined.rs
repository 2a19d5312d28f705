//! A merge of a map's file that git has not finished: found when the map is read, joined when that is wanted.

use std::{io, panic::catch_unwind, path::Path, path::PathBuf, sync::mpsc::Sender, thread};

use super::{
    News,
    worker::{STACK_BYTES, failed_to_open, read_file},
};
use crate::{
    app::{Event, Unjoined},
    model::Network,
    report::{change_lines, changes_counted, changes_of, unsettled_words, words::counted},
    store::{self, OpenError},
};

/// More lines than this nobody reads before deciding.
const MOST_LINES: usize = 200;

/// What git left of a map that was read, if that is one side alone.
pub(super) fn left_in(path: &Path, network: &Network) -> Option<Unjoined> {
    let left = store::Unjoined::of(path).ok().flatten().filter(|left| left.is_one_side(network))?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Some(asked(path, &left, &format!("Git has not finished a merge of {file}. What you see is only your side."), network))
}

/// What git left of a map that cannot be read because both sides stand in its file.
pub(super) fn left_with_markers(path: &Path, error: &OpenError) -> Option<Unjoined> {
    let left = store::Unjoined::of(path).ok().flatten().filter(|_| error.holds_markers())?;
    let first = error.to_string().lines().next().unwrap_or_default().to_owned();
    Some(asked(path, &left, &first, &left.ours.network))
}

/// The question whether both sides are joined, and what the other side changed.
fn asked(path: &Path, left: &store::Unjoined, begins: &str, side: &Network) -> Unjoined {
    let merged = left.join().ok();
    let step = merged.as_ref().map(|merged| merged.step("", side));
    let lines = merged.iter().zip(&step).flat_map(|(merged, step)| change_lines(&merged.network, step, MOST_LINES)).collect();
    let count = counted(step.as_ref().map_or(0, changes_of), "change", "changes");
    Unjoined { path: path.to_owned(), sentence: format!("{begins} Committing now would lose the other side's {count}."), lines }
}

/// Joins both sides in the map's file, and reads what they make.
pub(super) fn join(path: PathBuf, news: Sender<News>) -> io::Result<()> {
    let reader = thread::Builder::new().name("join".to_owned()).stack_size(STACK_BYTES);
    reader.spawn(move || {
        let sentence = "Both sides could not be joined: permea made a mistake there. The file is as it was.";
        for answer in catch_unwind(|| joined(&path)).unwrap_or_else(|_panic| vec![failed_to_open(sentence.to_owned())]) {
            // If the screen is gone, so is the wish.
            let _told = news.send(answer);
        }
    })?;
    Ok(())
}

fn joined(path: &Path) -> Vec<News> {
    let left = match store::Unjoined::of(path) {
        Ok(Some(left)) => left,
        // Somebody joined them meanwhile.
        Ok(None) => return vec![read_file(path)],
        Err(error) => return vec![failed_to_open(error.to_string())],
    };
    let merged = match left.join_in(path) {
        Ok(merged) => merged,
        Err(error) => return vec![failed_to_open(error.to_string())],
    };
    let came = changes_counted(&merged.step("", &left.ours.network));
    let came = if came.is_empty() { "nothing that was not there".to_owned() } else { came };
    let settle = unsettled_words(merged.network.conflicts().len()).map_or_else(String::new, |words| format!(" {words}: settle them."));
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let told = format!("Joined; from the other side came {came}.{settle} Then git takes it from here: git add {file}, and git commit.");
    vec![read_file(path), News::Event(Event::Told(told))]
}
