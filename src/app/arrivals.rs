//! Versions that are asked about before they are joined, and what the last one brought.

use std::collections::VecDeque;

use super::{
    App, Effect, Notice, Overlay,
    arrival::{Arrival, Copy, From, Next},
    choice::{Chosen, Entry},
    effect::{AdoptOrder, Standing},
    prompt::Then,
    question::{Answer, Question},
};
use crate::{
    compare::{Authors, diff, merge},
    model::{Network, Record, Step},
    report::{ChangeLine, changes_by_member, conflict_title, words},
};

/// What is asked about, and what came last.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrivals {
    /// Versions to ask about, the first first.
    waiting: VecDeque<Arrival>,
    /// The one that is asked about now.
    asking: Option<Arrival>,
    /// Copies that were put off, by their bytes.
    put_off: Vec<ecow::EcoString>,
    /// The step that the last joined version made, and the network before it.
    pub(super) last: Option<(Step, Network)>,
}

/// What can become of a version that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It is joined.
    Merge,
    /// What is here stays; the old version in the file is written over by the next save.
    KeepMine,
    /// The old version is taken.
    UseOld,
    /// What differs is listed first.
    Look,
    /// It is left alone for now.
    NotNow,
    /// The file is no whole map, and is waited for.
    Wait,
    /// The map is saved under another name meanwhile.
    SaveElsewhere,
    /// The step that somebody else's version made is taken back.
    TakeBack,
    /// It stays.
    LeaveIt,
}

impl Reply {
    pub fn words(self) -> &'static str {
        match self {
            Self::Merge => "Merge it (you can undo it)",
            Self::KeepMine => "Keep mine",
            Self::UseOld => "Use the old one (you can undo it)",
            Self::Look => "Look at what differs",
            Self::NotNow => "Not now",
            Self::Wait => "Wait",
            Self::SaveElsewhere => "Save under another name",
            Self::TakeBack => "Take it back (you can do it again)",
            Self::LeaveIt => "Leave it",
        }
    }
}

impl App {
    /// Asks what becomes of a version, once nothing else is asked.
    pub(super) fn ask_about(&mut self, arrival: Arrival) -> Vec<Effect> {
        if let From::Copy(copy) = &arrival.from
            && (self.arrivals.put_off.contains(&copy.hash) || self.adds_nothing(&arrival))
        {
            return Vec::new();
        }
        let is_of_same = |other: &Arrival| match (&other.from, &arrival.from) {
            (From::Copy(a), From::Copy(b)) => a.path == b.path,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        self.arrivals.waiting.retain(|waiting| !is_of_same(waiting));
        if self.arrivals.asking.as_ref().is_some_and(is_of_same) && self.asks_about_a_version() {
            self.overlay = None;
        }
        self.arrivals.waiting.push_back(arrival);
        Vec::new()
    }

    /// Asks about the next version that waits, if nothing lies over the screen.
    pub(super) fn ask_about_next(&mut self) {
        if self.overlay.is_some() {
            return;
        }
        while let Some(arrival) = self.arrivals.waiting.pop_front() {
            if let Some(question) = self.question_about(&arrival) {
                self.arrivals.asking = Some(arrival);
                self.lay(Overlay::Question(question));
                return;
            }
        }
    }

    fn asks_about_a_version(&self) -> bool {
        match &self.overlay {
            Some(Overlay::Question(question)) => matches!(question.answer_at(0), Answer::Version(_)),
            Some(Overlay::Choice(choice)) => choice.is_about_a_version(),
            _ => false,
        }
    }

    fn question_about(&self, arrival: &Arrival) -> Option<Question> {
        match &arrival.from {
            From::File(version) => {
                let since = version.older_from?;
                let day = words::day_before(since.to_zoned(jiff::tz::TimeZone::UTC).date(), self.setup.moment.today);
                let sentence = format!(
                    "This is the version from {day}; yours is newer. The file holds the older one now, as when a backup or a shared folder brings it back."
                );
                Some(Question::about_version("An older version came back", sentence, &[Reply::KeepMine, Reply::UseOld, Reply::Look]))
            }
            From::Copy(copy) => {
                let changes = self.brought_by(arrival)?.changes.len();
                let from = copy.device.as_ref().map_or_else(String::new, |device| format!(" from {device}"));
                let has = words::counted(changes, "change that is", "changes that are");
                let sentence = format!("A conflicted copy{from} of {} has {has} not here: {}", copy.when, name_of(copy));
                Some(Question::about_version("A conflicted copy beside the map", sentence, &[Reply::Merge, Reply::Look, Reply::NotNow]))
            }
            From::Displaced(_) => None,
        }
    }

    /// What joining a version would change here; none if it cannot be joined or would change nothing.
    fn brought_by(&self, arrival: &Arrival) -> Option<Step> {
        let document = self.document.as_ref()?;
        let base = if matches!(arrival.from, From::File(_)) { Some(document.saved()) } else { arrival.base.as_ref() };
        let merged = merge(base, &document.network, &arrival.theirs, &Authors::default()).ok()?;
        Some(diff("", &document.network, &merged.network)).filter(|step| !step.is_empty())
    }

    fn adds_nothing(&self, arrival: &Arrival) -> bool {
        self.brought_by(arrival).is_none()
    }

    /// The question about a version was answered.
    pub(super) fn replied(&mut self, reply: Reply, then: Then) -> Vec<Effect> {
        match reply {
            Reply::Wait | Reply::LeaveIt => return Vec::new(),
            Reply::SaveElsewhere => return self.ask_for_a_file(then),
            Reply::TakeBack => return self.take_back(),
            Reply::Merge | Reply::KeepMine | Reply::UseOld | Reply::Look | Reply::NotNow => {}
        }
        let Some(arrival) = self.arrivals.asking.take() else { return Vec::new() };
        match reply {
            Reply::Wait | Reply::SaveElsewhere | Reply::TakeBack | Reply::LeaveIt => Vec::new(),
            Reply::Merge | Reply::UseOld => self.join(arrival),
            Reply::KeepMine => self.keep_mine(arrival),
            Reply::Look => self.look_at_version(arrival),
            Reply::NotNow => {
                if let From::Copy(copy) = arrival.from {
                    self.tell(Notice::done(format!("{} stays as it is. It is offered again when the map is opened next.", name_of(&copy))));
                    self.arrivals.put_off.push(copy.hash);
                }
                Vec::new()
            }
        }
    }

    /// What is here stays, and the next save writes it over the old version.
    fn keep_mine(&mut self, arrival: Arrival) -> Vec<Effect> {
        let (Some(document), From::File(version)) = (&mut self.document, arrival.from) else { return Vec::new() };
        document.file_became(arrival.theirs, Standing::Unsaved);
        self.tell(Notice::done("Yours stays. Saving writes it over the older version, which is kept on this computer."));
        let mut effects = vec![Effect::Adopt(Box::new(AdoptOrder { hash: version.hash, deed: None, standing: Standing::Unsaved }))];
        if version.next == Next::SaveAgain {
            effects.extend(self.save_again());
        }
        effects
    }

    /// Lists what a version would change here, below what can become of it.
    fn look_at_version(&mut self, arrival: Arrival) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let replies: &[Reply] = match arrival.from {
            From::File(_) => &[Reply::KeepMine, Reply::UseOld],
            From::Copy(_) | From::Displaced(_) => &[Reply::Merge, Reply::NotNow],
        };
        let before = document.network.clone();
        let step = self.brought_by(&arrival).unwrap_or_else(|| Step::new("", Vec::new()));
        let after = before.apply(&step).unwrap_or_else(|_refused| before.clone());
        let entry = |reply: &Reply| Entry { words: reply.words().into(), hint: "".into(), then: Chosen::Version(Some(*reply)) };
        let lines = lines_of(&step, &after).into_iter();
        let lines = lines.map(|line| Entry { words: line.words.into(), hint: "".into(), then: Chosen::Version(None) });
        let entries = replies.iter().map(entry).chain(lines).collect();
        self.arrivals.asking = Some(arrival);
        self.ask_choice("What would change here", entries)
    }

    /// A line of that list was chosen; one of the changes leaves the list as it is.
    pub(super) fn take_version(&mut self, reply: Option<Reply>) -> Vec<Effect> {
        match (reply, self.arrivals.asking.take()) {
            (_, None) => Vec::new(),
            (None, Some(arrival)) => self.look_at_version(arrival),
            (Some(reply), asking) => {
                self.arrivals.asking = asking;
                self.replied(reply, Then::Stay)
            }
        }
    }

    /// Lists what came from others last; Enter goes to the member.
    pub(super) fn look_at_last(&mut self) -> Vec<Effect> {
        let Some((step, before)) = &self.arrivals.last else {
            self.tell(Notice::done("Nothing has come from others since the map was opened."));
            return Vec::new();
        };
        let after = before.apply(step).unwrap_or_else(|_refused| before.clone());
        let entry = |line: ChangeLine| Entry { words: line.words.into(), hint: "".into(), then: Chosen::Member(line.member) };
        let entries = lines_of(step, &after).into_iter().map(entry).collect();
        self.ask_choice("What came from others", entries)
    }
}

/// What a step did, line by line: what is to settle first, then member by member. `after` is the network after it.
fn lines_of(step: &Step, after: &Network) -> Vec<ChangeLine> {
    let fresh = step.changes.iter().filter_map(|change| match (&change.before, &change.after) {
        (None, Some(Record::Conflict(conflict))) => Some(conflict),
        (_, _) => None,
    });
    let settle = fresh.map(|conflict| ChangeLine { member: None, words: format!("To settle: {}", conflict_title(after, conflict)) });
    settle.chain(changes_by_member(after, step)).collect()
}

fn name_of(copy: &Copy) -> String {
    copy.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
