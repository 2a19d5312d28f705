//! A form: the fields of one record, filled in by typing and choosing.

use std::collections::BTreeMap;

use super::{
    App, Effect, Notice,
    command::{FormCommand, Move},
    fields::{Fields, Need, Takes},
    forms::Stood,
    jump::Jump,
    overlay::Overlay,
    question::Question,
};
use crate::model::{Change, Field, FieldError, MemberId, Network, NoMember, Record, RecordKind, Step, Year};

/// What a form writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Add(RecordKind),
    Edit(Box<Record>),
}

impl Task {
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Add(kind) => *kind,
            Self::Edit(record) => record.kind(),
        }
    }
}

/// A form that is being filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub title: String,
    pub task: Task,
    /// Fields nobody is asked for: the id, whom it is about, who wrote it and when.
    pub(super) given: BTreeMap<&'static str, String>,
    pub fields: Fields,
    /// The members found by what is typed into a field that takes one.
    pub found: Option<Jump>,
}

/// What is wrong with a form, and in which field.
pub(super) struct Problem {
    field: String,
    sentence: String,
}

impl Form {
    /// Rows of members that are offered under a field.
    pub const OFFERED: usize = 4;

    /// Whether members are being offered for the current field.
    pub fn is_offering(&self) -> bool {
        self.is_looking_for_a_member() && self.found.as_ref().is_some_and(|found| found.count() > 0)
    }

    fn is_looking_for_a_member(&self) -> bool {
        self.fields.current().is_some_and(|field| field.takes == Takes::Member(None) && !field.is_blank())
    }

    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        let is_among_members = self.is_looking_for_a_member() && matches!(movement, Move::Up | Move::Down);
        match &mut self.found {
            Some(found) if is_among_members => found.go(movement, Self::OFFERED),
            Some(_) | None => self.fields.go(movement, rows),
        }
    }

    /// Changes what is typed, and looks for the members that it names now.
    pub(super) fn change_fields(&mut self, change: impl FnOnce(&mut Fields)) {
        change(&mut self.fields);
        self.search();
    }

    fn search(&mut self) {
        if let (Some(found), Some(field)) = (&mut self.found, self.fields.current())
            && field.takes == Takes::Member(None)
        {
            found.line = field.line.clone();
            found.search();
        }
    }

    /// Takes the member that is offered, if one is.
    fn take_offered(&mut self) -> bool {
        if !self.is_offering() {
            return false;
        }
        let offered = self.found.as_ref().and_then(|found| found.found_from(found.cursor.at).next());
        let Some((member, name)) = offered.map(|target| (target.member.clone(), target.name.clone())) else { return false };
        if let Some(field) = self.fields.current_mut() {
            field.set(&name);
            field.takes = Takes::Member(Some(member));
        }
        true
    }

    /// Whether it asks between which two members a tie is.
    pub(super) fn has_ends(&self) -> bool {
        self.task.kind() == RecordKind::Tie
    }

    /// Who gave learns, and who learnt gives.
    fn swap_ends(&mut self) {
        self.fields.swap("from", "to");
        self.search();
    }

    fn step_to(&mut self, movement: Move, rows: usize) {
        self.take_offered();
        self.fields.go(movement, rows);
    }

    /// The record it describes, and the one it replaces.
    pub(super) fn change(&self, network: &Network) -> Result<Change, Problem> {
        let texts = self.texts(network)?;
        match &self.task {
            Task::Edit(before) => {
                let mut after = (**before).clone();
                for field in self.fields.list.iter().filter(|field| field.is_changed()) {
                    let text = texts.get(field.name).map_or("", String::as_str);
                    after.set_text(field.name, text).map_err(|error| Problem::at(field.name, &error))?;
                }
                Ok(Change::edit((**before).clone(), after))
            }
            Task::Add(kind) => self.added(*kind, &texts, network),
        }
    }

    fn added(&self, kind: RecordKind, texts: &BTreeMap<&'static str, String>, network: &Network) -> Result<Change, Problem> {
        let required = kind.required_names();
        let bare = |name: &str| texts.get(name).filter(|_| required.contains(&name)).cloned();
        let mut record = kind.from_texts(&bare).map_err(|error| self.blame(&error, texts))?;
        for (name, text) in texts.iter().filter(|(name, _)| !required.contains(*name) && kind.field_names().contains(*name)) {
            record.set_text(name, text).map_err(|error| Problem::at(name, &error))?;
        }
        match (network.record(kind, record.key()), kind) {
            (None, _) => Ok(Change::add(record)),
            (Some(Record::Member(taken)), _) => Err(Problem::new("id", format!("This number is taken: it is {}.", taken.name))),
            (Some(before), _) => Ok(Change::edit(before, record)),
        }
    }

    /// The required field whose text is wrong.
    fn blame(&self, error: &FieldError, texts: &BTreeMap<&'static str, String>) -> Problem {
        let wrong = texts.iter().find(|(name, text)| text.as_str() == error.text && self.fields.field(name).is_some());
        let field = wrong.map_or_else(|| self.fields.current().map_or("", |field| field.name), |(name, _)| *name);
        let expected = error.expected.split(", as `").next().unwrap_or_default();
        Problem::new(field, format!("`{}` is not {expected}.", error.text))
    }

    /// Every field as text, members by their ids; first of all, nothing required is missing.
    fn texts(&self, network: &Network) -> Result<BTreeMap<&'static str, String>, Problem> {
        let mut texts = self.given.clone();
        for field in &self.fields.list {
            if field.is_blank() && field.need == Need::Required {
                return Err(Problem::new(field.name, "This has to be filled in.".to_owned()));
            }
            let text = match &field.takes {
                Takes::Member(Some(member)) => member.to_string(),
                Takes::Member(None) => find_member(network, field.text(), field.name)?.to_string(),
                Takes::Text | Takes::Words(_) if field.name == "avoid" => members_named(network, field.text())?,
                Takes::Text | Takes::Words(_) => field.text().to_owned(),
            };
            if !text.is_empty() {
                texts.insert(field.name, text);
            }
        }
        if self.task.kind() == RecordKind::NationalFigure && self.task == Task::Add(RecordKind::NationalFigure) {
            let (measure, year) = (self.fields.text_of("measure"), self.fields.text_of("year"));
            Year::parse(year).map_err(|error| Problem::at("year", &error))?;
            texts.insert("id", format!("{measure}/{year}"));
        }
        Ok(texts)
    }
}

/// The one member of this name, id or number.
fn find_member(network: &Network, text: &str, field: &str) -> Result<MemberId, Problem> {
    network.find_member(text).map(|member| member.id.clone()).map_err(|error| match error {
        NoMember::Nobody { text } => {
            Problem::new(field, format!("No member is called {text}. Type a few letters of its name and choose one of those offered."))
        }
        NoMember::Several { text, count, .. } => {
            Problem::new(field, format!("{text} could be {count} members. Type a town or a number too and choose one of those offered."))
        }
    })
}

fn members_named(network: &Network, text: &str) -> Result<String, Problem> {
    let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
    let found: Result<Vec<String>, Problem> = names.map(|name| find_member(network, name, "avoid").map(|id| id.to_string())).collect();
    found.map(|ids| ids.join("; "))
}

impl Problem {
    fn new(field: &str, sentence: String) -> Self {
        Self { field: field.to_owned(), sentence }
    }

    fn at(field: &str, error: &FieldError) -> Self {
        Self::new(field, format!("{error}."))
    }
}

impl App {
    pub(super) fn form_act(&mut self, command: FormCommand) -> Vec<Effect> {
        let rows = self.form_rows();
        match (command, &mut self.overlay) {
            (FormCommand::Submit, Some(Overlay::Form(_) | Overlay::Rating(_))) => return self.choose(),
            (FormCommand::NextField, Some(Overlay::Form(form))) => form.step_to(Move::Down, rows),
            (FormCommand::PreviousField, Some(Overlay::Form(form))) => form.step_to(Move::Up, rows),
            (FormCommand::NextField, Some(Overlay::Rating(card))) => card.go(Move::Down, rows),
            (FormCommand::PreviousField, Some(Overlay::Rating(card))) => card.go(Move::Up, rows),
            (FormCommand::SwapEnds, Some(Overlay::Form(form))) if form.has_ends() => form.swap_ends(),
            (FormCommand::SwapEnds, _) => self.tell(Notice::problem("Only a tie can be turned round.")),
            (FormCommand::Submit | FormCommand::NextField | FormCommand::PreviousField, _) => {
                return self.only_in(super::Context::Form);
            }
        }
        Vec::new()
    }

    /// Does what the form says, or says at its field what is wrong.
    pub(super) fn submit(&mut self, mut form: Form) -> Vec<Effect> {
        form.fields.clear_problems();
        if form.take_offered() {
            let rows = self.form_rows();
            form.fields.go(Move::Down, rows);
            return self.lay(Overlay::Form(form));
        }
        let Some(document) = &self.document else { return Vec::new() };
        let step = match form.change(&document.network) {
            Ok(change) => self.titled(change.noted(self.setup.remembered.rater.as_deref(), self.setup.moment.today)),
            Err(problem) => {
                form.fields.object(&problem.field, problem.sentence);
                return self.lay(Overlay::Form(form));
            }
        };
        if let Err(refusal) = document.network.apply(&step) {
            let at = form.fields.current().map_or("", |field| field.name);
            form.fields.object(at, format!("Not possible, because {refusal}."));
            return self.lay(Overlay::Form(form));
        }
        let added = step.changes.iter().find_map(|change| {
            let Change { before: None, after: Some(Record::Member(member)) } = change else { return None };
            Some(member.id.clone())
        });
        let effects = self.take(step);
        if let Some(member) = added {
            self.select(member);
        }
        effects
    }

    /// The change as a step with a name.
    fn titled(&self, change: Change) -> Step {
        if change.before == change.after {
            return Step::new("Nothing", Vec::new());
        }
        let stood = if change.before.is_some() { Stood::Before } else { Stood::Nowhere };
        let title = change.after.as_ref().map_or_else(String::new, |record| self.title_of(record, stood));
        Step::new(title, vec![change])
    }

    /// Closes a form or card; asks first if something was typed.
    pub(super) fn leave(&mut self, overlay: Overlay, fields: &Fields) -> Vec<Effect> {
        if !fields.is_touched() {
            return Vec::new();
        }
        self.overlay = Some(overlay);
        self.lay(Overlay::Question(Question::about_throwing_away()))
    }

    /// How many fields of a form are in view.
    pub fn form_rows(&self) -> usize {
        let inside = self.areas().body.lines().saturating_sub(2);
        inside.saturating_sub(Self::form_foot(inside)).max(1)
    }

    /// The rows under the fields that say what the field means: at most half of a low form.
    fn form_foot(inside: usize) -> usize {
        (inside / 2).min(6)
    }

    /// The rows of a form of so many fields with its frame and foot, and how many of its fields they show.
    pub(super) fn form_size(&self, fields: usize) -> (u16, u16) {
        let shown = self.form_rows().min(fields);
        let foot = Self::form_foot(self.areas().body.lines().saturating_sub(2));
        ((shown + foot + 2) as u16, shown as u16)
    }

    /// Brings the cursor of the list in front into view, after another size or a form newly laid.
    pub(super) fn overlay_in_view(&mut self) {
        let (rows, form_rows) = (self.list_rows(), self.form_rows());
        match &mut self.overlay {
            Some(Overlay::Form(form)) => {
                let fields = &mut form.fields;
                fields.cursor.put(fields.cursor.at, fields.list.len(), form_rows);
            }
            Some(Overlay::Palette(palette)) => palette.cursor.put(palette.cursor.at, palette.found.len(), rows),
            Some(Overlay::Choice(choice)) => {
                let lines = choice.count();
                choice.cursor.put(choice.cursor.at, lines, rows);
            }
            Some(Overlay::Jump(jump)) => {
                let lines = jump.count();
                jump.cursor.put(jump.cursor.at, lines, rows);
            }
            Some(Overlay::Settling(_)) => self.settling_in_view(),
            Some(Overlay::Importing(_)) => self.import_in_view(),
            Some(
                Overlay::Prompt(_)
                | Overlay::Question(_)
                | Overlay::Rating(_)
                | Overlay::Filter(_)
                | Overlay::Explain(_)
                | Overlay::Pointing(_)
                | Overlay::Holding(_),
            )
            | None => {}
        }
    }
}
