//! Fields being filled in: what every form and the rating card have in common.

use super::{
    command::{LineCommand, Move},
    cursor::Cursor,
    line::Line,
};
use crate::model::MemberId;

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    Text,
    /// One of these words.
    Words(Vec<&'static str>),
    /// A member, found by its name; the one it was given, if it was chosen.
    Member(Option<MemberId>),
}

/// Whether a field may stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// Whose text a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// The record's or the user's: what is typed joins it.
    Own,
    /// One that is only proposed: the first letter typed takes its place.
    Proposed,
}

/// One field being filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLine {
    /// Its name in the record, as `fsm_percent`.
    pub name: &'static str,
    /// Its name for people.
    pub label: String,
    pub line: Line,
    pub takes: Takes,
    pub need: Need,
    /// What is wrong with it, in a sentence.
    pub problem: Option<String>,
    /// The text it began with.
    began: String,
    held: Held,
}

impl FieldLine {
    pub(super) fn new(name: &'static str, label: String, takes: Takes, need: Need) -> Self {
        Self { name, label, line: Line::default(), takes, need, problem: None, began: String::new(), held: Held::Own }
    }

    /// The same field, holding a text that counts as nothing typed.
    #[must_use]
    pub(super) fn holding(mut self, text: &str) -> Self {
        self.line = Line::holding(text);
        text.clone_into(&mut self.began);
        self
    }

    /// The same field, its text only proposed: it stands if nothing is typed, and the first letter takes its place.
    #[must_use]
    pub(super) fn proposed(mut self) -> Self {
        self.held = Held::Proposed;
        self
    }

    /// The same field with a member chosen beforehand.
    #[must_use]
    pub(super) fn naming(mut self, member: MemberId, name: &str) -> Self {
        self.takes = Takes::Member(Some(member));
        self.holding(name)
    }

    pub fn text(&self) -> &str {
        self.line.text().trim()
    }

    /// Whether it holds something else than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.line.text() != self.began
    }

    /// Whether the user changed it; what is only proposed is nobody's work.
    pub fn is_touched(&self) -> bool {
        self.is_changed() && self.held == Held::Own
    }

    pub fn is_blank(&self) -> bool {
        self.text().is_empty()
    }

    /// The words it can hold, in order; an optional one can be empty too.
    pub fn words(&self) -> Vec<&'static str> {
        match &self.takes {
            Takes::Words(words) => {
                let empty = if self.need == Need::Optional { Some("") } else { None };
                empty.into_iter().chain(words.iter().copied()).collect()
            }
            Takes::Text | Takes::Member(_) => Vec::new(),
        }
    }

    pub(super) fn set(&mut self, text: &str) {
        self.line = Line::holding(text);
        self.held = Held::Own;
        self.problem = None;
    }

    /// The word before or after the one it holds; the ends meet.
    fn turn(&mut self, movement: Move) {
        let words = self.words();
        let at = words.iter().position(|word| *word == self.text());
        let next = match (movement, at) {
            (_, None) => 0,
            (Move::Left, Some(at)) => at.checked_sub(1).unwrap_or(words.len().saturating_sub(1)),
            (_, Some(at)) => at + 1,
        };
        let word = words.iter().copied().cycle().nth(next).unwrap_or_default();
        self.set(word);
    }

    /// The next word that begins with the letter.
    fn turn_to(&mut self, letter: char) {
        let words = self.words();
        let at = words.iter().position(|word| *word == self.text()).map_or(0, |at| at + 1);
        let begins = |word: &&&str| word.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter));
        if let Some(word) = words.iter().cycle().skip(at).take(words.len()).find(begins) {
            self.set(word);
        }
    }

    /// Adds to the text, or begins it anew where it was only proposed.
    fn write(&mut self, change: impl FnOnce(&mut Line)) {
        if self.held == Held::Proposed {
            self.line = Line::default();
        }
        self.edit(change);
    }

    /// Changes the text; a member chosen before is chosen no more.
    fn edit(&mut self, change: impl FnOnce(&mut Line)) {
        match &mut self.takes {
            Takes::Words(_) => return,
            Takes::Member(chosen) => *chosen = None,
            Takes::Text => {}
        }
        self.held = Held::Own;
        self.problem = None;
        change(&mut self.line);
    }
}

/// A list of fields and the place of the cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub list: Vec<FieldLine>,
    pub cursor: Cursor,
}

impl Fields {
    pub(super) fn new(list: Vec<FieldLine>) -> Self {
        Self { list, cursor: Cursor::default() }
    }

    pub fn current(&self) -> Option<&FieldLine> {
        self.list.get(self.cursor.at)
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut FieldLine> {
        self.list.get_mut(self.cursor.at)
    }

    pub fn field(&self, name: &str) -> Option<&FieldLine> {
        self.list.iter().find(|field| field.name == name)
    }

    pub(super) fn field_mut(&mut self, name: &str) -> Option<&mut FieldLine> {
        self.list.iter_mut().find(|field| field.name == name)
    }

    /// The text of a field; empty if there is no such field.
    pub fn text_of(&self, name: &str) -> &str {
        self.field(name).map_or("", FieldLine::text)
    }

    pub fn is_touched(&self) -> bool {
        self.list.iter().any(FieldLine::is_touched)
    }

    /// Goes to a field or within it: up and down between fields, left and right among words or along the line.
    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        match movement {
            Move::Left | Move::Right | Move::First | Move::Last => {
                let Some(field) = self.current_mut() else { return };
                match field.takes {
                    Takes::Words(_) => field.turn(movement),
                    Takes::Text | Takes::Member(_) => {
                        field.held = Held::Own;
                        field.line.go(movement);
                    }
                }
            }
            Move::Up | Move::Down | Move::PageUp | Move::PageDown => self.cursor.go(movement, self.list.len(), rows),
        }
    }

    /// Puts the cursor on the field of this name, one of the first; the list stays at its top.
    /// Two fields of one kind exchange what they hold; each keeps its name.
    pub(super) fn swap(&mut self, one: &str, other: &str) {
        let both = self.field(one).cloned().zip(self.field(other).cloned());
        let Some((first, second)) = both else { return };
        for (name, held) in [(one, second), (other, first)] {
            if let Some(field) = self.field_mut(name) {
                field.line = held.line;
                field.takes = held.takes;
                field.held = held.held;
                field.problem = None;
            }
        }
    }

    pub(super) fn put_on(&mut self, name: &str) {
        if let Some(at) = self.list.iter().position(|field| field.name == name) {
            self.cursor = Cursor { at, top: 0 };
        }
    }

    pub(super) fn type_in(&mut self, letter: char) {
        let Some(field) = self.current_mut() else { return };
        match field.takes {
            Takes::Words(_) => field.turn_to(letter),
            Takes::Text | Takes::Member(_) => field.write(|line| line.insert(letter)),
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(field) = self.current_mut() {
            field.write(|line| line.paste(text));
        }
    }

    /// Deletes in the current field; a word of a closed field goes as a whole.
    pub(super) fn delete(&mut self, command: LineCommand) {
        let Some(field) = self.current_mut() else { return };
        match (&field.takes, field.need) {
            (Takes::Words(_), Need::Optional) => field.set(""),
            (Takes::Words(_), Need::Required) => {}
            (Takes::Text | Takes::Member(_), _) => field.edit(|line| line.act(command)),
        }
    }

    /// Says at the field what is wrong with it, and goes there.
    pub(super) fn object(&mut self, name: &str, problem: impl Into<String>) {
        if let Some(at) = self.list.iter().position(|field| field.name == name) {
            self.cursor.at = at;
            if let Some(field) = self.list.get_mut(at) {
                field.problem = Some(problem.into());
            }
        }
    }

    pub(super) fn clear_problems(&mut self) {
        for field in &mut self.list {
            field.problem = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(need: Need) -> Fields {
        Fields::new(vec![FieldLine::new("basis", "Basis".into(), Takes::Words(vec!["visit", "survey"]), need)])
    }

    #[test]
    fn a_closed_field_turns_through_its_words_and_nothing() {
        let mut fields = words(Need::Optional);
        let mut seen = Vec::new();
        for _ in 0..3 {
            fields.go(Move::Right, 5);
            seen.push(fields.text_of("basis").to_owned());
        }
        assert_eq!(seen, ["visit", "survey", ""]);
    }

    #[test]
    fn a_letter_chooses_the_word_that_begins_with_it() {
        let mut fields = words(Need::Required);
        fields.type_in('s');
        assert_eq!(fields.text_of("basis"), "survey");
    }

    #[test]
    fn a_chosen_member_is_forgotten_when_its_name_is_changed() {
        let chosen = MemberId::new("urn:1").ok();
        let mut fields = Fields::new(vec![FieldLine::new("to", "To".into(), Takes::Member(chosen), Need::Required).holding("Ash")]);
        fields.type_in('x');
        assert_eq!(fields.current().map(|field| field.takes.clone()), Some(Takes::Member(None)));
    }
}
