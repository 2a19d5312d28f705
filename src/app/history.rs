//! Undo and redo: any number of steps, each with its name.

use ecow::EcoString;

use super::{effect::Standing, event::Moment};
use crate::{
    compare::rebase,
    model::{Change, Deed, Network, Past, Record, Refusal, Step, Withdrawn},
};

/// The steps done since the map was opened and, as far as this computer knows, before; and those taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Past,
    /// How many steps stood when the map was last saved; `None` once that state cannot be reached any more.
    saved_at: Option<usize>,
    /// The same for a save under way.
    saving_at: Option<usize>,
    /// How many steps stood when the saved state was left for good.
    left_at: usize,
}

impl History {
    /// The history of a map just opened, which stands as its file does.
    pub fn opened(past: Past) -> Self {
        Self { saved_at: Some(past.done.len()), past, saving_at: None, left_at: 0 }
    }

    /// The name of the step that undo would take back.
    pub fn next_undo(&self) -> Option<&EcoString> {
        self.past.done.last().map(|step| &step.title)
    }

    /// The step that undo would take back.
    pub fn last(&self) -> Option<&Step> {
        self.past.done.last()
    }

    /// How many steps stand that are known.
    pub fn len(&self) -> usize {
        self.past.done.len()
    }

    /// Whether no step stands that is known.
    pub fn is_empty(&self) -> bool {
        self.past.done.is_empty()
    }

    /// Whether the map stands as it was last saved.
    pub fn is_saved(&self) -> bool {
        self.saved_at == Some(self.past.done.len())
    }

    /// Whether the map stands as it is being saved.
    pub(super) fn is_being_saved(&self) -> bool {
        self.saving_at == Some(self.past.done.len())
    }

    /// How many steps lie between the map and its last save; at least one if the save cannot be reached any more.
    pub fn unsaved_steps(&self) -> usize {
        let steps = self.past.done.len();
        self.saved_at.map_or(steps.saturating_sub(self.left_at).max(1), |saved| saved.abs_diff(steps))
    }

    /// The file holds another version now, by somebody else's hand, and the map stands so to it.
    ///
    /// What was not saved before is not saved now, unless the version holds just what the map does.
    pub(super) fn file_became(&mut self, standing: Standing) {
        let stood = self.past.done.len();
        match standing {
            Standing::AsTheFile => self.saved_at = Some(stood),
            Standing::Unsaved => {
                if let Some(saved) = self.saved_at.take() {
                    self.left_at = saved.min(stood);
                }
            }
        }
    }

    /// The map is being saved as it stands.
    pub(super) fn saving(&mut self) {
        self.saving_at = Some(self.past.done.len());
    }

    /// The save is done.
    pub(super) fn saved(&mut self) {
        self.saved_at = self.saving_at.take();
    }

    /// The save was not done.
    pub(super) fn not_saved(&mut self) {
        self.saving_at = None;
    }

    /// A step was done; what had been undone can no longer be done again.
    pub(super) fn push(&mut self, step: Step) {
        let stood = self.past.done.len();
        let still = |at: Option<usize>| at.filter(|at| *at <= stood);
        if self.saved_at.is_some_and(|saved| saved > stood) {
            self.left_at = stood;
        }
        (self.saved_at, self.saving_at) = (still(self.saved_at), still(self.saving_at));
        self.past.take(Deed::Done(step));
    }

    /// Takes the last step back: the network without it, and what was done for that. `None` if nothing stands.
    ///
    /// A rating that `saved` holds is withdrawn instead of removed, because others may have read it.
    pub fn undo(&mut self, network: &Network, saved: &Network, moment: Moment) -> Option<Result<(Network, Deed), Refusal>> {
        let by = taking_back(self.past.done.last()?, saved, moment);
        Some(self.become_of(network, Deed::Undone(by)))
    }

    /// Does the last undone step again: the network with it, and what was done for that. `None` if none was undone.
    pub fn redo(&mut self, network: &Network) -> Option<Result<(Network, Deed), Refusal>> {
        let taken = self.past.undone.last()?;
        let again = Step { title: taken.step.title.clone(), ..taken.by.inverse() };
        Some(self.become_of(network, Deed::Redone(again)))
    }

    /// A record that is no longer what the step left is joined by merge, so that nobody's later work goes with it.
    fn become_of(&mut self, network: &Network, deed: Deed) -> Result<(Network, Deed), Refusal> {
        let fitting = |step: &Step| rebase(step, network).map(|rebased| rebased.step);
        let deed = match deed {
            Deed::Done(step) => Deed::Done(fitting(&step)?),
            Deed::Undone(by) => Deed::Undone(fitting(&by)?),
            Deed::Redone(again) => Deed::Redone(fitting(&again)?),
        };
        let after = network.apply(deed.step())?;
        self.past.take(deed.clone());
        Ok((after, deed))
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
        let mut history = History::opened(Past::default());
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
        history.saving();
        history.saved();
        let (network, deed) = history.undo(&saved, &saved, moment()).unwrap().unwrap();
        assert_eq!(deed.step().title, "Rate r:1");
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
        history.saving();
        history.saved();
        let _undone = history.undo(&saved, &saved, moment());
        history.push(rate("r:2"));
        assert!(!history.is_saved());
        assert_eq!(history.unsaved_steps(), 1);
    }

    #[test]
    fn a_save_under_way_is_no_save_of_what_was_done_meanwhile() {
        let (network, mut history) = after(&school(), &[rate("r:1"), rate("r:2")]);
        history.saving();
        let (_, deed) = history.undo(&network, &school(), moment()).unwrap().unwrap();
        assert_eq!(deed, Deed::Undone(rate("r:2").inverse()));
        history.push(rate("r:3"));
        history.saved();
        assert!(!history.is_saved());
    }

    #[test]
    fn what_somebody_changed_since_stays_when_a_step_is_taken_back() {
        let named = |name: &str, note: Option<&str>| {
            let mut member = Member::new(MemberId::new("urn:1").unwrap(), Kind::School, name);
            member.note = note.map(Into::into);
            member
        };
        let rename = Step::new("Rename", vec![Change::edit(named("Ash", None), named("Ash High", None))]);
        let (_, mut history) = after(&school(), &[rename]);
        let theirs = Step::new("Note", vec![Change::add(named("Ash High", Some("Asks for visits")))]);
        let today = Network::default().apply(&theirs).unwrap();
        let (network, deed) = history.undo(&today, &today, moment()).unwrap().unwrap();
        assert_eq!(network.member("urn:1"), Some(&named("Ash", Some("Asks for visits"))));
        assert_eq!(deed.step().title, "Rename");
        assert_eq!(history.redo(&network).unwrap().unwrap().0, today);
    }

    #[test]
    fn what_was_done_before_the_map_was_opened_can_be_taken_back() {
        let network = school().apply(&rate("r:1")).unwrap();
        let mut history = History::opened(Past::of([Deed::Done(rate("r:1"))]));
        assert!(history.is_saved());
        let (after, _) = history.undo(&network, &network, moment()).unwrap().unwrap();
        assert!(after.ratings().get("r:1").unwrap().withdrawn.is_some());
        assert!(!history.is_saved());
    }
}
