//! Where from? What the cursor stands on, what the screen counts and what the first row says: each with its rule and its source.

mod screens;

use super::{App, Cursor, Effect, Notice, Screen, areas::Area, command::Move, overlay::Overlay};
use crate::{framework::Entry, model::RecordKind, report::words};

/// What is explained: asking again goes on to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// What the cursor stands on.
    #[default]
    Cursor,
    /// What the screen in front counts.
    Screen,
    /// The numbers of the first row.
    Header,
}

/// An explanation laid over the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub title: String,
    pub text: String,
    /// Who says so.
    pub source: String,
    pub asked: Asked,
    /// Where it is scrolled to.
    pub scroll: Cursor,
}

/// Columns of an explanation that is short, and of one that would be too long for them.
const COLUMNS: [u16; 2] = [70, 104];

impl Asked {
    fn next(self) -> Self {
        match self {
            Self::Cursor => Self::Screen,
            Self::Screen => Self::Header,
            Self::Header => Self::Cursor,
        }
    }

    /// What asking again explains, as a hint.
    pub(super) fn next_words(self) -> &'static str {
        match self {
            Self::Cursor => "the whole screen",
            Self::Screen => "the first row",
            Self::Header => "the cursor again",
        }
    }
}

impl Explanation {
    pub(super) fn new(title: impl Into<String>, lines: &[String], source: impl Into<String>) -> Self {
        Self { title: title.into(), text: lines.join("\n"), source: source.into(), asked: Asked::default(), scroll: Cursor::default() }
    }

    /// The same with further lines after its own.
    fn with(mut self, lines: &[String]) -> Self {
        for line in lines {
            self.text.push('\n');
            self.text.push_str(line);
        }
        self
    }

    /// Its lines in so many columns: the text, a blank one, and from the second number on the source.
    pub fn lines(&self, columns: usize) -> (Vec<String>, usize) {
        let mut lines = words::wrap(&self.text, columns);
        lines.push(String::new());
        let text = lines.len();
        lines.extend(words::wrap(&format!("Source: {}", self.source), columns));
        (lines, text)
    }

    /// Where it lies on a screen: as narrow as reads well, wider only where it would not fit.
    pub(super) fn area(&self, body: Area) -> Area {
        let rows = |columns: u16| {
            let inside = usize::from(columns.min(body.columns)).saturating_sub(4).max(1);
            u16::try_from(self.lines(inside).0.len()).unwrap_or(u16::MAX).saturating_add(2)
        };
        let [narrow, wide] = COLUMNS;
        let columns = if rows(narrow) <= body.rows { narrow } else { wide };
        body.middle(columns, rows(columns))
    }
}

impl From<&Entry> for Explanation {
    fn from(entry: &Entry) -> Self {
        Self::new(entry.title.as_str(), &[entry.text.to_string()], entry.source.as_str())
    }
}

impl App {
    /// Explains what the cursor stands on; asked again, what the whole screen counts, then the first row. An overlay that is open
    /// stays behind the explanation.
    pub(super) fn explain(&mut self) -> Vec<Effect> {
        let mut asked = match &self.overlay {
            Some(Overlay::Explain(_)) if self.behind.is_some() => {
                self.overlay = self.behind.take();
                return Vec::new();
            }
            Some(Overlay::Explain(now)) => now.asked.next(),
            _ => Asked::Cursor,
        };
        for _ in 0..3 {
            if let Some(explanation) = self.explanation(asked) {
                return self.lay(Overlay::Explain(Explanation { asked, ..explanation }));
            }
            asked = asked.next();
        }
        self.tell(Notice::done("Nothing to explain here. Put the cursor on a field, a column, a finding or a line of a member's page."));
        Vec::new()
    }

    /// Reads on in the explanation in front.
    pub(super) fn explanation_go(&mut self, movement: Move) {
        let inside = self.overlay_area().inside();
        let Some(Overlay::Explain(explanation)) = &mut self.overlay else { return };
        let (lines, _) = explanation.lines(usize::from(inside.columns.saturating_sub(2)).max(1));
        explanation.scroll.scroll(movement, lines.len(), inside.lines());
    }

    fn explanation(&self, asked: Asked) -> Option<Explanation> {
        let entry = |name: &str| self.setup.framework.explain(name).map(Explanation::from);
        match (&self.overlay, asked) {
            (None | Some(Overlay::Explain(_)), Asked::Cursor) => self.cursor_explained(),
            (None | Some(Overlay::Explain(_)), Asked::Screen) => self.screen_explained(),
            (None | Some(Overlay::Explain(_)), Asked::Header) => self.header_explained(),
            (Some(Overlay::Form(form)), Asked::Cursor) => self.explained(form.task.kind(), form.fields.current()?.name),
            (Some(Overlay::Rating(card)), Asked::Cursor) => self.explained(RecordKind::Rating, card.fields.current()?.name),
            (Some(Overlay::Filter(_)), Asked::Cursor) => entry("filter"),
            (Some(Overlay::Settling(settling)), Asked::Cursor) => {
                let conflict = settling.conflict(&self.document.as_ref()?.network)?;
                self.explained(conflict.of, conflict.fields.first()?)
            }
            (
                Some(
                    Overlay::Form(_)
                    | Overlay::Rating(_)
                    | Overlay::Filter(_)
                    | Overlay::Settling(_)
                    | Overlay::Palette(_)
                    | Overlay::Choice(_)
                    | Overlay::Jump(_)
                    | Overlay::Prompt(_)
                    | Overlay::Question(_)
                    | Overlay::Pointing(_)
                    | Overlay::Holding(_)
                    | Overlay::Importing(_),
                ),
                _,
            ) => None,
        }
    }

    fn cursor_explained(&self) -> Option<Explanation> {
        match self.screen {
            Screen::Start => None,
            Screen::Map => self.on_map_explained(),
            Screen::Grid => self.place_explained(),
            Screen::Family => self.family_explained(),
            Screen::Triage => self.finding_explained(),
            Screen::Table => self.cell_explained(),
            Screen::Metrics => Some(self.metric_explained()),
            Screen::Member => self.line_explained(),
        }
    }

    fn explained(&self, kind: RecordKind, field: &str) -> Option<Explanation> {
        self.setup.framework.explain_of(kind, field).map(Explanation::from)
    }
}
