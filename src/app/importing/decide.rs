//! What a person decides of an import: whose value counts, and whose a name without a number is.

use super::{Focus, Stage, manner::Manner};
use crate::{
    app::{
        App, Effect,
        command::{ImportCommand, Move},
    },
    exchange::{Likeness, NameAnswer, NameQuestion, Newness, Policy, Side},
};

/// Something in the pane that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// The policy of every field.
    EveryField,
    /// The policy of a field, by its place.
    Field(usize),
    /// Whose value counts in one place.
    Difference(usize),
    /// Whose a name is.
    Name(usize),
    /// How the files are read.
    Manner(Manner),
}

impl App {
    /// The next choice of the item under the cursor, or the one before.
    pub(super) fn import_change(&mut self, movement: Move) -> Vec<Effect> {
        match self.import_item() {
            Some(Item::Manner(manner)) => return self.change_manner(manner, movement),
            Some(Item::EveryField) => self.set_policy(None, movement),
            Some(Item::Field(at)) => self.set_policy(Some(at), movement),
            Some(Item::Difference(at)) => {
                let taken = self.difference_taken(at);
                self.set_side(at, if taken == Some(Side::Source) { Side::Map } else { Side::Source });
            }
            Some(Item::Name(at)) => {
                let Some(question) = self.question(at) else { return Vec::new() };
                let choices = choices_of(question);
                let now = choices.iter().position(|choice| *choice == question.answer).unwrap_or(0);
                let next = along(now, choices.len(), movement);
                if let Some(answer) = choices.get(next).cloned() {
                    self.set_answer(at, answer);
                }
            }
            None => {}
        }
        Vec::new()
    }

    /// A key that answers for the item under the cursor.
    pub(super) fn import_answer(&mut self, command: ImportCommand) {
        match (self.import_item(), command) {
            (Some(Item::Difference(at)), ImportCommand::Yes) => self.set_side_and_go_on(at, Side::Source),
            (Some(Item::Difference(at)), ImportCommand::No) => self.set_side_and_go_on(at, Side::Map),
            (Some(Item::Name(at)), ImportCommand::Yes) => {
                let first = self.question(at).and_then(|question| question.candidates.first().map(|first| first.member.clone()));
                if let Some(member) = first {
                    self.answer_and_go_on(at, Some(NameAnswer::Member(member)));
                }
            }
            (Some(Item::Name(at)), ImportCommand::No) => {
                let is_possible = self.question(at).is_some_and(|question| question.newness == Newness::Possible);
                self.answer_and_go_on(at, Some(if is_possible { NameAnswer::New } else { NameAnswer::Aside }));
            }
            (Some(Item::Name(at)), ImportCommand::LeaveOut) => self.answer_and_go_on(at, Some(NameAnswer::Aside)),
            (Some(Item::Name(_)), ImportCommand::All) => self.answer_all_the_same(),
            (Some(_) | None, _) => {}
        }
    }

    /// Back to the list; what was decided is read anew.
    pub(super) fn import_leave_pane(&mut self) -> Vec<Effect> {
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        let Stage::Proposed(proposed) = &mut importing.stage else { return Vec::new() };
        proposed.focus = Focus::Parts;
        if !proposed.is_stale {
            self.import_in_view();
            return Vec::new();
        }
        importing.stood = Some((proposed.part(), proposed.item));
        self.import_read()
    }

    fn question(&self, at: usize) -> Option<&NameQuestion> {
        let Stage::Proposed(proposed) = &self.importing()?.stage else { return None };
        proposed.proposal.questions.get(at)
    }

    fn difference_taken(&self, at: usize) -> Option<Side> {
        let Stage::Proposed(proposed) = &self.importing()?.stage else { return None };
        proposed.proposal.differences.get(at).filter(|difference| !difference.is_open).map(|difference| difference.taken)
    }

    /// Sets the policy of a field, or of every field, to the next or the one before.
    fn set_policy(&mut self, field: Option<usize>, movement: Move) {
        let Some(importing) = self.importing_mut() else { return };
        let Stage::Proposed(proposed) = &mut importing.stage else { return };
        proposed.is_stale = true;
        let policies = &mut importing.choices.policies;
        match field.map(|at| proposed.fields.get_mut(at)) {
            None => {
                policies.rest = next_policy(proposed.rest, movement);
                policies.fields.clear();
                proposed.rest = policies.rest;
                for row in &mut proposed.fields {
                    row.policy = policies.rest;
                }
            }
            Some(Some(row)) => {
                row.policy = next_policy(row.policy, movement);
                policies.fields.insert(row.key.clone(), row.policy);
            }
            Some(None) => {}
        }
        for row in &proposed.fields {
            for at in &row.differences {
                if let Some(difference) = proposed.proposal.differences.get_mut(*at) {
                    let decided = policies.decided.get(&difference.spot);
                    difference.is_open = row.policy == Policy::Ask && decided.is_none();
                    difference.taken = match row.policy {
                        Policy::Replace => Side::Source,
                        Policy::Keep | Policy::Add => Side::Map,
                        Policy::Ask => decided.copied().unwrap_or(Side::Map),
                    };
                }
            }
        }
    }

    fn set_side(&mut self, at: usize, side: Side) {
        let Some(importing) = self.importing_mut() else { return };
        let Stage::Proposed(proposed) = &mut importing.stage else { return };
        if let Some(difference) = proposed.proposal.differences.get_mut(at) {
            (difference.is_open, difference.taken) = (false, side);
            importing.choices.policies.decided.insert(difference.spot.clone(), side);
            proposed.is_stale = true;
        }
    }

    fn set_side_and_go_on(&mut self, at: usize, side: Side) {
        self.set_side(at, side);
        self.import_move(Move::Down);
    }

    fn set_answer(&mut self, at: usize, answer: Option<NameAnswer>) {
        let Some(importing) = self.importing_mut() else { return };
        let Stage::Proposed(proposed) = &mut importing.stage else { return };
        let Some(question) = proposed.proposal.questions.get_mut(at) else { return };
        match &answer {
            Some(answer) => importing.choices.answers.give(&question.name, &question.place, answer.clone()),
            None => importing.choices.answers.forget(&question.name, &question.place),
        }
        question.answer = answer;
        proposed.is_stale = true;
    }

    fn answer_and_go_on(&mut self, at: usize, answer: Option<NameAnswer>) {
        self.set_answer(at, answer);
        self.import_move(Move::Down);
    }

    /// Says yes to every name that is the same as that of one member which is in no other place.
    fn answer_all_the_same(&mut self) {
        let Some(importing) = self.importing() else { return };
        let Stage::Proposed(proposed) = &importing.stage else { return };
        let open = proposed.proposal.questions.iter().enumerate().filter(|(_, question)| question.answer.is_none());
        let meant: Vec<(usize, NameAnswer)> = open.filter_map(|(at, question)| Some((at, only_same(question)?))).collect();
        for (at, answer) in meant {
            self.set_answer(at, Some(answer));
        }
    }
}

/// The only member of the same name, if there is one.
fn only_same(question: &NameQuestion) -> Option<NameAnswer> {
    let best = question.candidates.first().filter(|first| first.likeness <= Likeness::SameName)?;
    let alike = question.candidates.iter().filter(|candidate| candidate.likeness == best.likeness).count();
    (alike == 1).then(|| NameAnswer::Member(best.member.clone()))
}

/// What can be said of a name, in turn.
fn choices_of(question: &NameQuestion) -> Vec<Option<NameAnswer>> {
    let members = question.candidates.iter().map(|candidate| Some(NameAnswer::Member(candidate.member.clone())));
    let is_possible = question.newness == Newness::Possible;
    std::iter::once(None).chain(members).chain(is_possible.then_some(Some(NameAnswer::New))).chain([Some(NameAnswer::Aside)]).collect()
}

fn next_policy(now: Policy, movement: Move) -> Policy {
    let at = Policy::ALL.iter().position(|policy| *policy == now).unwrap_or(0);
    Policy::ALL.get(along(at, Policy::ALL.len(), movement)).copied().unwrap_or(now)
}

/// The next place in a circle, or the one before.
pub(super) fn along(at: usize, count: usize, movement: Move) -> usize {
    let count = count.max(1);
    match movement {
        Move::Left => (at + count - 1) % count,
        Move::Right | Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => (at + 1) % count,
    }
}
