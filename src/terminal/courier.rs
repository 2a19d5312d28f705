//! The courier's thread: everything about sharing the map that may take as long as a network does.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

use super::{News, watcher::Watcher};
use crate::{
    app::{Arrived, CourierNews, Errand, Event, GitKnows, SyncReport},
    report::changes_of,
    store::{self, Repository, SyncError, SyncWish},
};

/// As many conflicts as a sentence names.
const MOST_CLASHES: usize = 3;

/// Where errands are handed over, with the name of whoever works here.
#[derive(Clone, Debug)]
pub(super) struct Courier {
    errands: Sender<(Errand, Option<String>)>,
}

impl Courier {
    pub(super) fn hire(news: Sender<News>, watcher: Watcher) -> io::Result<Self> {
        let (errands, waiting) = mpsc::channel();
        thread::Builder::new()
            .name("courier".to_owned())
            .stack_size(super::worker::STACK_BYTES)
            .spawn(move || run(&waiting, &news, &watcher))?;
        Ok(Self { errands })
    }

    pub(super) fn send(&self, errand: Errand, rater: Option<String>) {
        // The thread catches its own panics, so it is there as long as the program.
        let _sent = self.errands.send((errand, rater));
    }
}

fn run(errands: &Receiver<(Errand, Option<String>)>, news: &Sender<News>, watcher: &Watcher) {
    for (errand, rater) in errands {
        let is_sync = matches!(errand, Errand::Sync { .. });
        let found = catch_unwind(AssertUnwindSafe(|| go(errand, rater.as_deref())));
        let mistake = || {
            let sentence = "The map was not synced: permea made a mistake there. Your changes are kept here.".to_owned();
            is_sync.then_some(CourierNews::NotSynced { sentence })
        };
        if let Some(found) = found.unwrap_or_else(|_panic| mistake()) {
            // If the screen is gone, nobody is left to be told.
            let _told = news.send(News::Event(Event::Courier(found)));
        }
        if is_sync {
            // What came is in the file; whoever watches it brings it to the screen.
            watcher.look_now();
        }
    }
}

fn go(errand: Errand, rater: Option<&str>) -> Option<CourierNews> {
    match errand {
        Errand::Sync { path, with } => Some(sync(path, with.as_deref(), rater)),
        Errand::Look { path } => {
            let look = store::look_at_sharing(&path)?;
            let git = if look.is_untold { GitKnows::Nothing } else { GitKnows::Enough };
            Some(CourierNews::Standing { path, waiting: look.waiting, git })
        }
        Errand::Offered { path } => {
            store::remember_offer(&path);
            None
        }
        Errand::TellGit { path } => Some(CourierNews::GitTold { sentence: tell_git(&path) }),
    }
}

fn sync(path: PathBuf, with: Option<&str>, rater: Option<&str>) -> CourierNews {
    match store::sync(&path, SyncWish { with, rater }) {
        Ok(synced) => {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let said = [Some(synced.sentence()), synced.invitation(&file), synced.clashes(MOST_CLASHES)];
            let sentence = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let arrived = if synced.came.is_empty() { Arrived::Nothing } else { Arrived::Something };
            let (waiting, to_settle) = (changes_of(&synced.waiting), synced.network.conflicts().len());
            CourierNews::Synced(SyncReport { path, sentence, arrived, waiting, to_settle })
        }
        Err(SyncError::NoPlace { .. }) => CourierNews::NoPlace { path },
        Err(error) => CourierNews::NotSynced { sentence: error.to_string() },
    }
}

fn tell_git(path: &Path) -> String {
    let folder = store::folder_of(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let further = if name.ends_with(".permea.ron") { Vec::new() } else { vec![name] };
    let done = Repository::around(&folder).and_then(|repository| repository.set_up(&further, &store::program_for_git()));
    match done {
        Ok(_set_up) => "Git joins maps record by record in this copy of the repository from now on.".to_owned(),
        Err(error) => error.to_string(),
    }
}
