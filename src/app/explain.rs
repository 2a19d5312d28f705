//! What a field means: the explanation of what the cursor stands on, with its source.

use super::{App, Effect, Notice, Screen, overlay::Overlay};
use crate::{
    framework::Entry,
    model::RecordKind,
    report::{self, Column, words},
};

/// An explanation laid over the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub text: String,
    /// Who says so.
    pub source: String,
}

impl Explanation {
    /// How many rows it takes in an overlay on a screen of so many columns.
    pub(super) fn rows(&self, columns: u16) -> u16 {
        let inside = usize::from(columns.min(70)).saturating_sub(4).max(1);
        let lines = words::wrap(&self.text, inside).len() + words::wrap(&self.source, inside).len();
        u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(4)
    }
}

impl From<&Entry> for Explanation {
    fn from(entry: &Entry) -> Self {
        Self { title: entry.title.to_string(), text: entry.text.to_string(), source: entry.source.to_string() }
    }
}

impl App {
    /// Explains what the cursor stands on; an overlay that is open stays behind the explanation.
    pub(super) fn explain(&mut self) -> Vec<Effect> {
        let Some(explanation) = self.explanation() else {
            self.tell(Notice::done(
                "Nothing to explain here. Put the cursor on a field, a column, a finding or a line of a member's page.",
            ));
            return Vec::new();
        };
        self.lay(Overlay::Explain(explanation))
    }

    fn explanation(&self) -> Option<Explanation> {
        let entry = |name: &str| self.setup.framework.explain(name).map(Explanation::from);
        match &self.overlay {
            Some(Overlay::Form(form)) => self.explained(form.task.kind(), form.fields.current()?.name),
            Some(Overlay::Rating(card)) => self.explained(RecordKind::Rating, card.fields.current()?.name),
            Some(Overlay::Filter(_)) => entry("filter"),
            Some(Overlay::Settling(settling)) => {
                let conflict = settling.conflict(&self.document.as_ref()?.network)?;
                self.explained(conflict.of, conflict.fields.first()?)
            }
            Some(
                Overlay::Explain(_)
                | Overlay::Palette(_)
                | Overlay::Choice(_)
                | Overlay::Jump(_)
                | Overlay::Prompt(_)
                | Overlay::Question(_)
                | Overlay::Pointing(_)
                | Overlay::Holding(_)
                | Overlay::Importing(_),
            ) => None,
            None => match self.screen {
                Screen::Start => None,
                Screen::Map | Screen::Grid => entry("stage"),
                Screen::Family => self.family_explained(),
                Screen::Triage => entry(self.triage_finding()?.pattern.name()),
                Screen::Table => self.cell_explained(),
                Screen::Metrics => Some(self.metric_explained()),
                Screen::Member => entry(self.member.lines().get(self.member.cursor.at)?.explains),
            },
        }
    }

    fn explained(&self, kind: RecordKind, field: &str) -> Option<Explanation> {
        self.setup.framework.explain_of(kind, field).map(Explanation::from)
    }

    /// The column under the cursor, and where what the selected member has in it comes from.
    fn cell_explained(&self) -> Option<Explanation> {
        let mut explanation = self.column_explained()?;
        let whence = || {
            let analysis = self.analysis.as_ref()?;
            let member = analysis.network.members().get(self.selection.member.as_ref()?)?;
            report::whence(analysis, member, self.table.columns.get(self.table.column)?)
        };
        if let Some(whence) = whence() {
            explanation.text = format!("{}\n{whence}", explanation.text);
        }
        Some(explanation)
    }

    fn column_explained(&self) -> Option<Explanation> {
        match self.table.columns.get(self.table.column)? {
            Column::Standard(column) => self
                .setup
                .framework
                .explain(&format!("list.{}", column.name()))
                .map_or_else(|| self.explained(RecordKind::Member, column.name()), |entry| Some(Explanation::from(entry))),
            Column::Own(heading) => Some(Explanation {
                title: heading.to_string(),
                text: "A field of your own sheets, kept as it was written there. It can be filtered by and exported; no rule uses it."
                    .to_owned(),
                source: "your own sheets".to_owned(),
            }),
            Column::Measure { measure, .. } => {
                let definition = self.analysis.as_ref().and_then(|analysis| analysis.definitions.get(measure));
                let unit = definition.and_then(|definition| definition.unit.clone()).map(|unit| format!(" In {unit}.")).unwrap_or_default();
                let role =
                    definition.map(|definition| format!(" It is used as {}.", words::spoken(definition.role.word()))).unwrap_or_default();
                Some(Explanation {
                    title: measure.to_string(),
                    text: format!("A published figure of the school; a mark such as SUPP means the publisher held it back.{unit}{role}"),
                    source: definition
                        .and_then(|definition| definition.source.clone())
                        .map_or_else(|| "the file it was imported from".to_owned(), |source| source.to_string()),
                })
            }
        }
    }
}
