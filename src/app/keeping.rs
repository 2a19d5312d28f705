//! Whether what was done is kept: in the journal, synced, so that neither a crash nor a power cut loses it.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

use super::{
    App, Effect, General, KeepOrder, Notice, Overlay,
    prompt::{Prompt, Purpose},
    wrong_date,
};
use crate::model::Deed;

/// After so long a person may wonder.
const SLOW: Duration = Duration::from_millis(250);

/// After so long a person should know.
const VERY_SLOW: Duration = Duration::from_secs(2);

/// How far the deeds of the open map are kept. They are numbered through, whatever map they belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The last deed before this map was opened.
    before: u64,
    /// The last deed handed over.
    handed: u64,
    /// The last deed that is kept.
    kept: u64,
    /// When the first that is not kept yet was handed over, since the program began.
    waiting_since: Duration,
    trouble: Option<Trouble>,
}

/// Why nothing is kept at present.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trouble {
    since: Timestamp,
    why: String,
}

/// What can be said of the last deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// It is kept.
    Kept,
    /// It was handed over just now.
    Underway,
    /// It was handed over a while ago.
    Slow,
    /// The disk does not answer.
    VerySlow,
    /// It could not be kept; it is tried again.
    NotKept,
}

impl Keeping {
    /// Everything up to this deed was another map's.
    pub(super) fn after(before: u64) -> Self {
        Self { before, handed: before, kept: before, waiting_since: Duration::ZERO, trouble: None }
    }

    fn hand_over(&mut self, number: u64, running: Duration) {
        if self.kept == self.handed {
            self.waiting_since = running;
        }
        self.handed = number;
    }

    fn assurance(&self, running: Duration) -> Assurance {
        let waited = running.saturating_sub(self.waiting_since);
        match (self.kept >= self.handed, &self.trouble) {
            (true, _) => Assurance::Kept,
            (false, Some(_)) => Assurance::NotKept,
            (false, None) if waited >= VERY_SLOW => Assurance::VerySlow,
            (false, None) if waited >= SLOW => Assurance::Slow,
            (false, None) => Assurance::Underway,
        }
    }
}

impl App {
    /// The order to keep a deed; none for a map of which nothing is kept but by saving.
    pub(super) fn keep(&mut self, deed: Deed) -> Vec<Effect> {
        self.hand_over(deed).map(|order| Effect::Keep(Box::new(order))).into_iter().collect()
    }

    /// The deed with its number, as it is handed over; none for a map of which nothing is kept.
    pub(super) fn hand_over(&mut self, deed: Deed) -> Option<KeepOrder> {
        let running = self.setup.moment.running;
        let document = self.document.as_mut()?;
        let keeping = document.keeping.as_mut()?;
        self.deeds += 1;
        keeping.hand_over(self.deeds, running);
        Some(KeepOrder { number: self.deeds, deed, network: document.network.clone(), took_in: Vec::new() })
    }

    pub(super) fn kept(&mut self, through: u64) {
        if let Some(keeping) = self.document.as_mut().and_then(|document| document.keeping.as_mut()) {
            keeping.kept = keeping.kept.max(through);
            keeping.trouble = None;
        }
    }

    pub(super) fn not_kept(&mut self, through: u64, why: String) {
        let since = self.setup.moment.now;
        let keeping = self.document.as_mut().and_then(|document| document.keeping.as_mut());
        if let Some(keeping) = keeping.filter(|keeping| through > keeping.before) {
            let since = keeping.trouble.as_ref().map_or(since, |trouble| trouble.since);
            keeping.trouble = Some(Trouble { since, why });
        }
    }

    /// Asks for a folder to keep steps in, as long as they are not kept.
    pub(super) fn ask_for_another_place(&mut self) -> Vec<Effect> {
        match self.assurance() {
            None => self.tell(Notice::done("Nothing of this map is kept before it is saved under a name.")),
            Some(Assurance::Kept | Assurance::Underway | Assurance::Slow) => {
                self.tell(Notice::done("Everything is kept; no other place is needed."));
            }
            // Until it has refused, nobody knows what has reached it.
            Some(Assurance::VerySlow) => {
                self.tell(Notice::done("The disk has not refused yet. If it never answers, save under another name on another disk."));
            }
            Some(Assurance::NotKept) => return self.lay(Overlay::Prompt(Prompt::new(Purpose::Place, ""))),
        }
        Vec::new()
    }

    /// Steps are kept in this folder from now on; it is looked into when a map is opened next.
    pub(super) fn kept_in(&mut self, folder: PathBuf) -> Vec<Effect> {
        self.tell(Notice::done(format!(
            "Everything is kept in {0} from now on. If permea cannot find it there next time, begin it with PERMEA_HOME={0}/permea.",
            folder.display()
        )));
        self.setup.remembered.kept_in(folder);
        vec![Effect::Remember(self.setup.remembered.clone())]
    }

    /// What can be said of the last deed; none where nothing is kept but by saving.
    pub fn assurance(&self) -> Option<Assurance> {
        let keeping = self.document.as_ref()?.keeping.as_ref()?;
        Some(keeping.assurance(self.setup.moment.running))
    }

    /// Whether something is handed over and not kept yet, so that the time it takes is to be watched.
    pub fn awaits_the_disk(&self) -> bool {
        self.assurance().is_some_and(|assurance| assurance != Assurance::Kept) || self.saving_for().is_some()
    }

    /// How long a save has been under way, if one is.
    fn saving_for(&self) -> Option<Duration> {
        let since = self.document.as_ref()?.saving_since()?;
        Some(self.setup.moment.running.saturating_sub(since))
    }

    /// Whether a save takes so long that a person may wonder.
    pub fn saves_slowly(&self) -> bool {
        self.saving_for().is_some_and(|so_far| so_far >= SLOW)
    }

    /// What stands on the screen whatever is pressed: as long as the disk keeps nothing, a save does not end, the clock is wrong,
    /// or the file cannot be written.
    pub fn banner(&self) -> Option<Notice> {
        let of_the_disk = self.banner_of_the_journal().or_else(|| self.banner_of_a_save());
        of_the_disk.or_else(|| self.banner_of_the_clock()).or_else(|| self.banner_of_the_file())
    }

    /// What was done to a map that cannot be saved where it is.
    fn banner_of_the_file(&self) -> Option<Notice> {
        let document = self.document.as_ref().filter(|document| document.is_unsaved())?;
        document.unwritable.map(|unwritable| Notice::done(unwritable.sentence()))
    }

    /// On a map of today a date that is out of the question would go into every rating.
    fn banner_of_the_clock(&self) -> Option<Notice> {
        let is_of_today = self.setup.as_of.is_none() && self.document.as_ref()?.day.is_none();
        let told = is_of_today.then(|| wrong_date(self.setup.moment.today)).flatten()?;
        Some(Notice::problem(format!("{told} Set the clock, or begin permea with --as-of and the date.")))
    }

    fn banner_of_a_save(&self) -> Option<Notice> {
        self.saving_for().filter(|so_far| *so_far >= VERY_SLOW)?;
        let kept = if self.assurance() == Some(Assurance::Kept) {
            "what you do is kept meanwhile"
        } else {
            "nothing is lost as long as permea runs"
        };
        Some(Notice::done(format!("The disk of the map does not answer: the save is still under way. Go on; {kept}.")))
    }

    fn banner_of_the_journal(&self) -> Option<Notice> {
        let keeping = self.document.as_ref()?.keeping.as_ref()?;
        let waiting = keeping.handed - keeping.kept;
        match self.assurance()? {
            Assurance::Kept | Assurance::Underway | Assurance::Slow => None,
            Assurance::VerySlow => Some(Notice::done(format!(
                "The disk does not answer: {} not kept yet. Go on; nothing is lost as long as permea runs.",
                steps_are(waiting)
            ))),
            Assurance::NotKept => {
                let trouble = keeping.trouble.as_ref()?;
                let since = self.here(trouble.since).strftime("%H:%M").to_string();
                let (why, steps) = (&trouble.why, steps_are(waiting));
                let elsewhere = self.key_hint(General::KeepElsewhere, "chooses another place");
                Some(Notice::problem(format!(
                    "NOT KEPT since {since} ({why}). {elsewhere} {steps} in memory only; go on, it is tried again."
                )))
            }
        }
    }
}

/// `1 step is`, `3 steps are`.
fn steps_are(count: u64) -> String {
    if count == 1 { "1 step is".to_owned() } else { format!("{count} steps are") }
}
