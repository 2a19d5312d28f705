//! What was done to a network, one after the other, as undo and redo see it: the one reading of it, whoever asks.

use serde::{Deserialize, Serialize};

use super::{Change, step::Step};

/// One thing that was done: the network after it is the network before it with the step applied, whichever it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Deed {
    /// A new step.
    Done(Step),
    /// The step that took the last standing one back.
    Undone(Step),
    /// The last step taken back was done again.
    Redone(Step),
}

impl Deed {
    /// What it did to the network.
    pub fn step(&self) -> &Step {
        match self {
            Self::Done(step) | Self::Undone(step) | Self::Redone(step) => step,
        }
    }

    /// The same, without the rest.
    pub fn into_step(self) -> Step {
        match self {
            Self::Done(step) | Self::Undone(step) | Self::Redone(step) => step,
        }
    }
}

/// A step taken back, and the step that took it back.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenBack {
    pub step: Step,
    pub by: Step,
}

/// The steps that stand, and those that can be done again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    pub done: Vec<Step>,
    pub undone: Vec<TakenBack>,
}

impl Past {
    /// The past that these deeds make, the oldest first.
    pub fn of(deeds: impl IntoIterator<Item = Deed>) -> Self {
        let mut past = Self::default();
        for deed in deeds {
            past.take(deed);
        }
        past
    }

    /// One more deed. What takes back a step that is not known leaves nothing to do again.
    pub fn take(&mut self, deed: Deed) {
        match deed {
            Deed::Done(step) => {
                self.done.push(step);
                self.undone.clear();
            }
            Deed::Undone(by) => self.undone.extend(self.done.pop().map(|step| TakenBack { step, by })),
            Deed::Redone(again) => {
                let step = self.undone.pop().map_or(again, |taken| taken.step);
                self.done.push(step);
            }
        }
    }

    /// The fewest steps that lead where these deeds lead: what was done and taken back again is none.
    pub fn net(deeds: impl IntoIterator<Item = Deed>) -> Vec<Step> {
        let mut net: Vec<Step> = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Undone(by) if net.last().is_some_and(|last| undoes(&by, last)) => drop(net.pop()),
                Deed::Undone(by) => net.push(Step { title: format!("Take back: {}", by.title).into(), ..by }),
                Deed::Done(step) | Deed::Redone(step) => net.push(step),
            }
        }
        net
    }
}

/// Whether a step leaves nothing of the other.
fn undoes(by: &Step, step: &Step) -> bool {
    let back: Vec<Change> = step.inverse().changes;
    by.changes == back
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Member, MemberId};

    fn add(id: &str) -> Step {
        Step::new(format!("Add {id}"), vec![Change::add(Member::new(MemberId::new(id).unwrap(), Kind::School, "Ash"))])
    }

    #[test]
    fn a_past_is_what_undo_and_redo_leave() {
        let (one, two) = (add("urn:1"), add("urn:2"));
        let deeds = [Deed::Done(one.clone()), Deed::Done(two.clone()), Deed::Undone(two.inverse())];
        let past = Past::of(deeds.clone());
        assert_eq!(past, Past { done: vec![one.clone()], undone: vec![TakenBack { step: two.clone(), by: two.inverse() }] });
        let again = Past::of(deeds.into_iter().chain([Deed::Redone(two.clone())]));
        assert_eq!(again, Past { done: vec![one, two], undone: Vec::new() });
    }

    #[test]
    fn what_was_taken_back_again_is_no_step() {
        let (one, two) = (add("urn:1"), add("urn:2"));
        assert_eq!(Past::net([Deed::Done(one.clone()), Deed::Done(two.clone()), Deed::Undone(two.inverse())]), std::slice::from_ref(&one));
        let [back] = Past::net([Deed::Undone(one.inverse())]).try_into().unwrap();
        assert_eq!(back.title, "Take back: Add urn:1");
        assert_eq!(back.changes, one.inverse().changes);
    }
}
