//! Undo and redo: any number of steps, each with its name.

use ecow::EcoString;

use super::event::Moment;
use crate::model::{Change, Network, Record, Refusal, Step, Withdrawn};

/// The steps done since the map was opened, and those taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Undone>,
    /// How many steps were done when the map was last saved; `None` once that state cannot be reached any more.
    saved_at: Option<usize>,
}

/// A step taken back, and the step that took it back.
#[derive(Clone, Debug)]
struct Undone {
    step: Step,
    by: Step,
}

impl History {
    /// The history of a map just opened: it stands as its file does.
    pub fn opened() -> Self {
        Self { saved_at: Some(0), ..Self::default() }
    }

    /// The name of the step that undo would take back.
    pub fn next_undo(&self) -> Option<&EcoString> {
        self.done.last().map(|step| &step.title)
    }

    /// How many steps stand.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// Whether the map stands as it was last saved.
    pub fn is_saved(&self) -> bool {
        self.saved_at == Some(self.done.len())
    }

    /// How many steps lie between the map and its last save; at least one if the save cannot be reached any more.
    pub fn unsaved_steps(&self) -> usize {
        self.saved_at.map_or(self.done.len().max(1), |saved| saved.abs_diff(self.done.len()))
    }

    /// The map was saved when so many steps stood.
    pub(super) fn saved(&mut self, steps: usize) {
        self.saved_at = Some(steps);
    }

    /// A step was done; what had been undone can no longer be done again.
    pub(super) fn push(&mut self, step: Step) {
        if self.saved_at.is_some_and(|saved| saved > self.done.len()) {
            self.saved_at = None;
        }
        self.done.push(step);
        self.undone.clear();
    }

    /// Takes the last step back: the network without it, and its name. `None` if nothing stands.
    ///
    /// A rating that `saved` holds is withdrawn instead of removed, because others may have read it.
    pub(super) fn undo(&mut self, network: &Network, saved: &Network, moment: Moment) -> Option<Result<(Network, EcoString), Refusal>> {
        let step = self.done.last()?;
        let by = taking_back(step, saved, moment);
        let result = network.apply(&by).map(|after| (after, step.title.clone()));
        if result.is_ok() {
            self.undone.extend(self.done.pop().map(|step| Undone { step, by }));
        }
        Some(result)
    }

    /// Does the last undone step again: the network with it, and its name.
    pub(super) fn redo(&mut self, network: &Network) -> Option<Result<(Network, EcoString), Refusal>> {
        let undone = self.undone.last()?;
        let result = network.apply(&undone.by.inverse()).map(|after| (after, undone.step.title.clone()));
        if result.is_ok() {
            self.done.extend(self.undone.pop().map(|undone| undone.step));
        }
        Some(result)
    }
}

/// The step that takes a step back, now that a save holds `saved`.
fn taking_back(step: &Step, saved: &Network, moment: Moment) -> Step {
    let mut back = step.inverse();
    for change in &mut back.changes {
        if let Change { before: Some(Record::Rating(rating)), after: None } = change
            && saved.ratings().get(&rating.id).is_some()
        {
            let mut withdrawn = rating.clone();
            let by = step.by.clone().or_else(|| rating.by.clone()).unwrap_or_else(|| "unknown".into());
            withdrawn.withdrawn = Some(Withdrawn { by, at: moment.now, why: "undone".into() });
            *change = Change::edit(rating.clone(), withdrawn);
        }
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Member, MemberId, Rating};

    fn moment() -> Moment {
        Moment { now: "2026-03-02T14:02:11Z".parse().unwrap(), today: "2026-03-02".parse().unwrap(), running: std::time::Duration::ZERO }
    }

    fn school() -> Network {
        let add = Step::new("Add", vec![Change::add(Member::new(MemberId::new("urn:1").unwrap(), Kind::School, "Ash"))]);
        Network::default().apply(&add).unwrap()
    }

    fn rate(id: &str) -> Step {
        let field =
            |name: &str| [("id", id), ("member", "urn:1"), ("on", "2026-03-02"), ("stage", "2")].into_iter().find(|(of, _)| *of == name);
        let rating = Rating::from_texts(&|name| field(name).map(|(_, text)| text.to_owned())).unwrap();
        Step::new(format!("Rate {id}"), vec![Change::add(rating)])
    }

    /// The network after the steps, and their history.
    fn after(before: &Network, steps: &[Step]) -> (Network, History) {
        let mut history = History::opened();
        let mut network = before.clone();
        for step in steps {
            network = network.apply(step).unwrap();
            history.push(step.clone());
        }
        (network, history)
    }

    #[test]
    fn undoing_everything_since_the_last_save_restores_it() {
        let saved = school();
        let (mut network, mut history) = after(&saved, &[rate("r:1"), rate("r:2"), rate("r:3")]);
        while let Some(undone) = history.undo(&network, &saved, moment()) {
            network = undone.unwrap().0;
        }
        assert_eq!(network, saved);
        assert!(history.is_saved());
    }

    #[test]
    fn a_rating_that_a_save_holds_is_withdrawn_and_not_removed() {
        let (saved, mut history) = after(&school(), &[rate("r:1")]);
        history.saved(1);
        let (network, title) = history.undo(&saved, &saved, moment()).unwrap().unwrap();
        assert_eq!(title, "Rate r:1");
        assert_eq!(network.ratings().get("r:1").unwrap().withdrawn.as_ref().unwrap().why, "undone");
        assert!(!history.is_saved());
        assert_eq!(history.redo(&network).unwrap().unwrap().0, saved);
    }

    #[test]
    fn a_new_step_ends_what_could_be_done_again() {
        let saved = school();
        let (network, mut history) = after(&saved, &[rate("r:1")]);
        let (network, _) = history.undo(&network, &saved, moment()).unwrap().unwrap();
        history.push(rate("r:2"));
        assert!(history.redo(&network).is_none());
    }

    #[test]
    fn a_saved_state_that_was_left_by_another_way_is_unsaved() {
        let (saved, mut history) = after(&school(), &[rate("r:1")]);
        history.saved(1);
        let _undone = history.undo(&saved, &saved, moment());
        history.push(rate("r:2"));
        assert!(!history.is_saved());
        assert_eq!(history.unsaved_steps(), 1);
    }
}
