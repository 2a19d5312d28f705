//! Which forms there are: what each asks, in which order, and with what it begins.

use std::collections::BTreeMap;

use super::{
    App, Effect, Notice,
    fields::{FieldLine, Fields, Need, Takes},
    form::{Form, Task},
    jump::{Jump, Reached},
    overlay::Overlay,
};
use crate::{
    finding::{Pattern, Weight},
    framework::Framework,
    model::{Definition, MeasureRole, Member, MemberId, Record, RecordKind, Support, SupportState, Tie, Word},
    report::words,
};

/// Fields that hold several values, typed with `;` between them.
const LISTS: [&str; 6] = ["aliases", "phases", "strengths", "avoid", "opened", "closed"];

/// Fields a person is not asked for: who is meant, who wrote it, when, and where it came from.
const UNASKED: [&str; 5] = ["member", "by", "at", "withdrawn", "imported"];

fn field(framework: &Framework, kind: RecordKind, name: &'static str) -> FieldLine {
    let words = kind.words_of(name);
    let takes = match (kind, name) {
        (RecordKind::Tie, "from" | "to") | (RecordKind::Support, "supporter" | "supported") => Takes::Member(None),
        _ if words.is_empty() || LISTS.contains(&name) => Takes::Text,
        _ => Takes::Words(words),
    };
    let need = if kind.required_names().contains(&name) { Need::Required } else { Need::Optional };
    let label = framework.explain_of(kind, name).map_or_else(|| name.replace('_', " "), |entry| entry.title.to_string());
    FieldLine::new(name, label, takes, need)
}

impl App {
    fn fields_of(&self, kind: RecordKind, names: &[&'static str]) -> Vec<FieldLine> {
        names.iter().map(|name| field(&self.setup.framework, kind, name)).collect()
    }

    /// An empty form of a kind, its id made anew.
    fn form_to_add(&mut self, kind: RecordKind, title: String, names: &[&'static str]) -> Form {
        let mint = &mut self.setup.mint;
        let id = if kind == RecordKind::Member { mint.member().to_string() } else { mint.record(kind.letter()).to_string() };
        let given = BTreeMap::from([("id", id)]);
        Form { title, task: Task::Add(kind), given, fields: Fields::new(self.fields_of(kind, names)), found: None }
    }

    /// A form that holds what a record says.
    fn form_to_edit(&self, record: &Record, title: String, names: &[&'static str]) -> Form {
        let kind = record.kind();
        let list = self.fields_of(kind, names).into_iter().map(|field| {
            let text = record.text_of(field.name).unwrap_or_default();
            let named = MemberId::new(&text).ok().filter(|_| matches!(field.takes, Takes::Member(_)));
            match named {
                Some(member) => {
                    let name = self.name_of(&member);
                    field.naming(member, &name)
                }
                None => field.holding(&text),
            }
        });
        Form { title, task: Task::Edit(Box::new(record.clone())), given: BTreeMap::new(), fields: Fields::new(list.collect()), found: None }
    }

    fn lay_form(&mut self, mut form: Form) -> Vec<Effect> {
        let takes_members = form.fields.list.iter().any(|field| matches!(field.takes, Takes::Member(_)));
        if let (true, Some(document)) = (takes_members, &self.document) {
            form.found = Some(Jump::among(&document.network, Reached::FormField));
        }
        self.lay(Overlay::Form(form))
    }

    /// The selected member's record, or a notice that none is selected.
    pub(super) fn selected_member(&mut self) -> Option<Member> {
        let selected = self.selection.member.as_ref().and_then(|id| self.document.as_ref()?.network.members().get(id).cloned());
        if selected.is_none() {
            self.tell(Notice::problem("No member is selected. Go to one first, in a list or by its name."));
        }
        selected
    }

    pub(super) fn add_member(&mut self) -> Vec<Effect> {
        let names = asked(RecordKind::Member, &[]);
        let mut form = self.form_to_add(RecordKind::Member, "Add a member".to_owned(), &names);
        // Left blank, the number made for it stands.
        if let Some(id) = form.fields.field_mut("id") {
            id.need = Need::Optional;
        }
        begin_with(&mut form, "kind", "school");
        form.fields.put_on("name");
        self.lay_form(form)
    }

    pub(super) fn edit_member(&mut self, member: Member) -> Vec<Effect> {
        let title = format!("Change {}", member.name);
        let form = self.form_to_edit(&member.into(), title, &asked(RecordKind::Member, &["id"]));
        self.lay_form(form)
    }

    /// What is known from talking: the note and the day of the last contact, today unless said otherwise.
    pub(super) fn add_note(&mut self) -> Vec<Effect> {
        let Some(member) = self.selected_member() else { return Vec::new() };
        let title = format!("Note on {}", member.name);
        let mut form = self.form_to_edit(&member.into(), title, &["note", "last_contact"]);
        let today = self.day().to_string();
        if let Some(day) = form.fields.field_mut("last_contact") {
            day.set(&today);
            *day = day.clone().proposed();
        }
        self.lay_form(form)
    }

    pub(super) fn add_tie(&mut self) -> Vec<Effect> {
        let Some(member) = self.selected_member() else { return Vec::new() };
        let mut form = self.tie_form(format!("A tie of {}", member.name), &member.id);
        form.fields.put_on("to");
        self.lay_form(form)
    }

    /// A tie whose two ends are known; what is left to say begins with the phase.
    pub(super) fn add_tie_between(&mut self, from: &MemberId, to: MemberId) -> Vec<Effect> {
        let mut form = self.tie_form("A tie between two members".to_owned(), from);
        let name = self.name_of(&to);
        if let Some(field) = form.fields.field_mut("to") {
            *field = field.clone().naming(to, &name).proposed();
        }
        form.fields.put_on("phase");
        self.lay_form(form)
    }

    /// An empty tie that begins at a member.
    fn tie_form(&mut self, title: String, from: &MemberId) -> Form {
        // What other programs say of a tie is not asked of a person.
        let names = asked(RecordKind::Tie, &["id", "weight", "own"]);
        let mut form = self.form_to_add(RecordKind::Tie, title, &names);
        let name = self.name_of(from);
        if let Some(field) = form.fields.field_mut("from") {
            *field = field.clone().naming(from.clone(), &name).proposed();
        }
        begin_with(&mut form, "mutual", "no");
        let today = self.day().to_string();
        begin_with(&mut form, "started", &today);
        form
    }

    pub(super) fn edit_tie(&mut self, tie: Tie) -> Vec<Effect> {
        let title = format!("Change the tie {} to {}", self.name_of(&tie.from), self.name_of(&tie.to));
        let form = self.form_to_edit(&tie.into(), title, &asked(RecordKind::Tie, &["id"]));
        self.lay_form(form)
    }

    pub(super) fn add_response(&mut self) -> Vec<Effect> {
        let Some(member) = self.selected_member() else { return Vec::new() };
        let names = asked(RecordKind::Response, &["id"]);
        let title = format!("Evidence shared with {}, and its answer", member.name);
        let mut form = self.form_to_add(RecordKind::Response, title, &names);
        form.given.insert("member", member.id.to_string());
        self.sign_form(&mut form);
        let today = self.day().to_string();
        begin_with(&mut form, "shared_on", &today);
        self.lay_form(form)
    }

    pub(super) fn edit_response(&mut self, record: &Record) -> Vec<Effect> {
        let form = self.form_to_edit(record, "Change the answer to evidence".to_owned(), &asked(RecordKind::Response, &["id"]));
        self.lay_form(form)
    }

    pub(super) fn add_national(&mut self) -> Vec<Effect> {
        let title = "A national figure".to_owned();
        let mut form = self.form_to_add(RecordKind::NationalFigure, title, &["measure", "year", "value"]);
        for field in &mut form.fields.list {
            field.need = Need::Required;
        }
        // What schools are held against the nation by is asked for first.
        let is_attainment = |definition: &&Definition| definition.role == MeasureRole::Attainment;
        let first = self.analysis.as_ref().and_then(|analysis| analysis.definitions.iter().find(is_attainment)).cloned();
        if let Some(first) = first {
            begin_with(&mut form, "measure", &first.measure);
        }
        let year = self.day().year().to_string();
        begin_with(&mut form, "year", &year);
        self.lay_form(form)
    }

    /// What the selected member can give; a member has one such record, so what is known already is shown.
    pub(super) fn add_capacity(&mut self) -> Vec<Effect> {
        let Some(member) = self.selected_member() else { return Vec::new() };
        let title = format!("What {} can give", member.name);
        let names = asked(RecordKind::Capacity, &["id"]);
        let known = self.document.as_ref().and_then(|document| document.network.record(RecordKind::Capacity, &member.id));
        let form = if let Some(record) = known {
            self.form_to_edit(&record, title, &names)
        } else {
            let mut form = self.form_to_add(RecordKind::Capacity, title, &names);
            form.given.extend([("id", member.id.to_string()), ("member", member.id.to_string())]);
            form
        };
        self.lay_form(form)
    }

    /// A support of the selected member by another, proposed today unless its days say more.
    pub(super) fn add_support(&mut self) -> Vec<Effect> {
        let Some(member) = self.selected_member() else { return Vec::new() };
        let names = asked(RecordKind::Support, &["id"]);
        let mut form = self.form_to_add(RecordKind::Support, format!("A support of {}", member.name), &names);
        if let Some(supported) = form.fields.field_mut("supported") {
            *supported = supported.clone().naming(member.id, &member.name).proposed();
        }
        self.sign_form(&mut form);
        let today = self.day().to_string();
        begin_with(&mut form, "proposed_on", &today);
        form.fields.put_on("supporter");
        self.lay_form(form)
    }

    /// Asks under which name a view is kept; what it shows is given.
    pub(super) fn keep_view(&mut self, shows: Vec<(&'static str, String)>) -> Vec<Effect> {
        let mut form = self.form_to_add(RecordKind::NamedView, "Keep this view".to_owned(), &["name", "note"]);
        form.given.extend(shows);
        self.sign_form(&mut form);
        self.lay_form(form)
    }

    /// The name and the note of a kept view.
    pub(super) fn edit_view(&mut self, record: &Record) -> Vec<Effect> {
        let form = self.form_to_edit(record, "The name of a kept view".to_owned(), &["name", "note"]);
        self.lay_form(form)
    }

    /// A person's word on a finding of a member.
    pub(super) fn add_remark(&mut self, member: &MemberId, pattern: Pattern) -> Vec<Effect> {
        let title = format!("Your word on: {}, {}", pattern.title(), self.name_of(member));
        let mut form = self.form_to_add(RecordKind::Remark, title, &["word", "until", "support", "note"]);
        let today = self.day().to_string();
        form.given.extend([("member", member.to_string()), ("pattern", pattern.name().to_owned()), ("on", today)]);
        self.sign_form(&mut form);
        // Only a case that is suspected can be confirmed.
        let is_met = self.analysis.as_ref().is_some_and(|analysis| analysis.flags_of(member).contains(&pattern));
        let word = if is_met && pattern.weight() == Weight::Alarm { Word::Confirm } else { Word::Agree };
        begin_with(&mut form, "word", word.word());
        // One support that runs is most likely the one that handles it; more than one, nobody can guess.
        if let Some(support) = self.only_support_of(member) {
            begin_with(&mut form, "support", &support);
        }
        self.lay_form(form)
    }

    /// The one support the member gets now, if it is one.
    fn only_support_of(&self, member: &MemberId) -> Option<String> {
        let (network, today) = (&self.document.as_ref()?.network, self.day());
        let is_now = |support: &&Support| support.supported == *member && support.state(today) != SupportState::Ended;
        let mut now = network.supports().iter().filter(is_now);
        let first = now.next()?;
        now.next().is_none().then(|| first.id.to_string())
    }

    /// Puts in who writes it and when.
    fn sign_form(&self, form: &mut Form) {
        form.given.insert("at", self.setup.moment.now.to_string());
        if let Some(by) = &self.setup.remembered.rater {
            form.given.insert("by", by.to_string());
        }
    }

    /// What a person would call a step that leaves this record.
    pub(super) fn title_of(&self, record: &Record, stood: Stood) -> String {
        let name = |id: &MemberId| self.name_of(id);
        match (record, stood) {
            (Record::Member(member), Stood::Before) => format!("Change {}", member.name),
            (Record::Member(member), Stood::Nowhere) => format!("Add {}", member.name),
            (Record::Tie(tie), Stood::Before) => format!("Change the tie of {} to {}", name(&tie.from), name(&tie.to)),
            (Record::Tie(tie), Stood::Nowhere) => format!("Tie {} to {}", name(&tie.from), name(&tie.to)),
            (Record::Response(response), _) => format!("Record what {} answered to evidence", name(&response.member)),
            (Record::NationalFigure(figure), _) => format!("National figure of {} in {}", figure.id.measure(), figure.id.year()),
            (Record::NamedView(view), Stood::Nowhere) => format!("Keep the view {}", view.name),
            (Record::NamedView(view), Stood::Before) => format!("Change the view {}", view.name),
            (Record::Capacity(capacity), _) => format!("Record what {} can give", name(&capacity.member)),
            (Record::Support(support), Stood::Before) => {
                format!("Change the support of {} by {}", name(&support.supported), name(&support.supporter))
            }
            (Record::Support(support), Stood::Nowhere) => format!("Support {} by {}", name(&support.supported), name(&support.supporter)),
            (Record::Remark(remark), _) => {
                let pattern = words::spoken(&remark.pattern);
                format!("{} {pattern} of {}", words::verb(remark.word), name(&remark.member))
            }
            (other, Stood::Before) => format!("Change a {}", other.kind().word()),
            (other, Stood::Nowhere) => format!("Add a {}", other.kind().word()),
        }
    }
}

/// Whether a record stood before the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stood {
    Before,
    Nowhere,
}

/// The names of a kind's fields that a person is asked for.
fn asked(kind: RecordKind, but: &[&str]) -> Vec<&'static str> {
    let hidden = |name: &&str| UNASKED.contains(name) || but.contains(name);
    kind.field_names().into_iter().filter(|name| !hidden(name)).collect()
}

/// Proposes a field's text, which counts as nothing typed.
fn begin_with(form: &mut Form, name: &str, text: &str) {
    if let Some(field) = form.fields.field_mut(name) {
        *field = field.clone().holding(text).proposed();
    }
}
