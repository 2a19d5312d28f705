//! What lies over the screen: at most one, and keys go to it.

use super::{
    App, Command, Effect, General,
    areas::Area,
    choice::Choice,
    command::Context,
    explain::Explanation,
    filter_line::FilterLine,
    form::Form,
    importing::Importing,
    jump::Jump,
    map::{Holding, Pointing},
    palette::Palette,
    prompt::Prompt,
    question::Question,
    rating::RatingCard,
    settling::Settling,
};

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every command, searchable and runnable.
    Palette(Palette),
    /// One of a list is asked for.
    Choice(Choice),
    /// Going to a member.
    Jump(Jump),
    /// One line is asked for.
    Prompt(Prompt),
    /// A choice is asked for.
    Question(Question),
    /// A record being written.
    Form(Form),
    /// Stage and phase being judged.
    Rating(RatingCard),
    /// A filter being typed.
    Filter(FilterLine),
    /// What a field means.
    Explain(Explanation),
    /// A member of the map is pointed at; the map stays in view.
    Pointing(Pointing),
    /// A member of the map is moved by hand; the map stays in view.
    Holding(Holding),
    /// What two people changed apart, to be settled.
    Settling(Box<Settling>),
    /// Files being imported.
    Importing(Box<Importing>),
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Palette(_) | Self::Choice(_) | Self::Jump(_) | Self::Prompt(_) | Self::Filter(_) => Context::Line,
            Self::Form(_) => Context::Form,
            Self::Rating(card) => card.context(),
            Self::Explain(_) => Context::General,
            Self::Question(_) => Context::Question,
            Self::Pointing(_) => Context::Pointing,
            Self::Holding(_) => Context::Holding,
            Self::Settling(settling) if settling.edit.is_some() => Context::Line,
            Self::Settling(_) => Context::Settling,
            Self::Importing(importing) if importing.takes_text() => Context::Choosing,
            Self::Importing(_) => Context::Import,
        }
    }

    /// Whether it lies over the other only for a while, so that the other comes back.
    pub(super) fn lies_over(&self, before: &Self) -> bool {
        match before {
            Self::Form(_) | Self::Rating(_) | Self::Filter(_) | Self::Settling(_) => matches!(self, Self::Question(_) | Self::Explain(_)),
            Self::Pointing(_) => matches!(self, Self::Jump(_)),
            Self::Importing(_) => matches!(self, Self::Choice(_) | Self::Prompt(_) | Self::Palette(_) | Self::Question(_)),
            Self::Palette(_)
            | Self::Choice(_)
            | Self::Jump(_)
            | Self::Prompt(_)
            | Self::Question(_)
            | Self::Explain(_)
            | Self::Holding(_) => false,
        }
    }

    /// Whether the map stays in view under it, and what it asks stands in one row below.
    pub(super) fn is_on_the_map(&self) -> bool {
        matches!(self, Self::Pointing(_) | Self::Holding(_))
    }

    /// Whether something was typed into its fields that is not kept yet.
    fn is_touched(&self) -> bool {
        match self {
            Self::Form(form) => form.fields.is_touched(),
            Self::Rating(card) => card.fields.is_touched(),
            Self::Palette(_)
            | Self::Choice(_)
            | Self::Jump(_)
            | Self::Prompt(_)
            | Self::Question(_)
            | Self::Filter(_)
            | Self::Explain(_)
            | Self::Pointing(_)
            | Self::Holding(_)
            | Self::Settling(_)
            | Self::Importing(_) => false,
        }
    }

    /// Puts the cursor on the line at a row of the list; says whether it stood there already.
    pub(super) fn put_cursor(&mut self, row: usize) -> bool {
        let (cursor, lines) = match self {
            Self::Palette(palette) => (&mut palette.cursor, palette.found.len()),
            Self::Choice(choice) => {
                let lines = choice.count();
                (&mut choice.cursor, lines)
            }
            Self::Jump(jump) => {
                let lines = jump.count();
                (&mut jump.cursor, lines)
            }
            Self::Question(question) => (&mut question.cursor, question.answers.len()),
            Self::Form(form) => {
                let lines = form.fields.list.len();
                let Some(line) = form.fields.cursor.line_at(row, lines) else { return false };
                form.fields.cursor.at = line;
                return false;
            }
            Self::Prompt(_)
            | Self::Rating(_)
            | Self::Filter(_)
            | Self::Explain(_)
            | Self::Pointing(_)
            | Self::Holding(_)
            | Self::Settling(_)
            | Self::Importing(_) => {
                return false;
            }
        };
        let Some(line) = cursor.line_at(row, lines) else { return false };
        let stood = cursor.at == line;
        cursor.at = line;
        stood
    }
}

impl App {
    /// Whether a command given by a key would take a form away that something was typed into.
    pub(super) fn would_lose_typing(&self, command: Command) -> bool {
        let is_touched = self.overlay.as_ref().is_some_and(Overlay::is_touched);
        let stays = match command {
            Command::General(command) => matches!(command, General::Choose | General::Back | General::Explain),
            Command::Move(_)
            | Command::Form(_)
            | Command::Line(_)
            | Command::Rating(_)
            | Command::Pointing(_)
            | Command::Holding(_)
            | Command::Settling(_)
            | Command::Choosing(_)
            | Command::Import(_)
            | Command::Question(_) => true,
            Command::Change(_)
            | Command::Start(_)
            | Command::Map(_)
            | Command::Triage(_)
            | Command::Table(_)
            | Command::Metrics(_)
            | Command::Member(_)
            | Command::Family(_) => false,
        };
        is_touched && !stays
    }

    /// Closes what is in front; what lay behind it comes back.
    pub(super) fn close(&mut self, overlay: Overlay) -> Vec<Effect> {
        match overlay {
            Overlay::Form(form) => {
                let fields = form.fields.clone();
                return self.leave(Overlay::Form(form), &fields);
            }
            Overlay::Rating(card) => {
                let fields = card.fields.clone();
                return self.leave(Overlay::Rating(card), &fields);
            }
            Overlay::Filter(typed) => self.filter_by(&typed.before),
            Overlay::Settling(mut settling) => {
                if Self::settling_leave_line(&mut settling) {
                    self.overlay = Some(Overlay::Settling(settling));
                }
            }
            Overlay::Importing(importing) => return self.import_leave(importing),
            Overlay::Explain(_)
            | Overlay::Question(_)
            | Overlay::Jump(_)
            | Overlay::Choice(_)
            | Overlay::Prompt(_)
            | Overlay::Palette(_) => self.overlay = self.behind.take(),
            Overlay::Pointing(_) | Overlay::Holding(_) => {}
        }
        Vec::new()
    }

    /// The columns of an overlay whose lines are whole sentences: the longest of them fits.
    const WIDEST: u16 = 130;

    /// Where the overlay lies, if there is one.
    pub fn overlay_area(&self) -> Area {
        let body = self.areas().body;
        match &self.overlay {
            None => Area::default(),
            Some(Overlay::Choice(choice)) => {
                let columns = choice.columns().clamp(50, Self::WIDEST).min(body.columns.saturating_sub(2));
                body.middle(columns, choice.len().min(self.list_rows()) as u16 + 7)
            }
            Some(Overlay::Palette(_) | Overlay::Jump(_)) => {
                body.middle(Self::WIDEST.min(body.columns.saturating_sub(2)), self.list_rows() as u16 + 7)
            }
            Some(Overlay::Prompt(_)) => body.middle(70, 7),
            Some(Overlay::Question(question)) => {
                let columns = usize::from(body.columns.min(70).saturating_sub(2));
                body.middle(70, (question.answers.len() + question.rows(columns)) as u16 + 3)
            }
            Some(Overlay::Form(form)) => body.middle(78, self.form_size(form.fields.list.len()).0),
            Some(Overlay::Rating(_)) => body.middle(100, if body.rows >= 28 { 28 } else { 22 }),
            Some(Overlay::Filter(_)) => body.below(body.rows.saturating_sub(9)),
            Some(Overlay::Explain(explanation)) => explanation.area(body),
            Some(Overlay::Settling(_)) => body.middle(Self::WIDEST, body.rows),
            Some(Overlay::Importing(_)) => self.import_overlay_area(),
            Some(Overlay::Pointing(_) | Overlay::Holding(_)) => body.below(body.rows.saturating_sub(1)),
        }
    }

    /// Where the list in the overlay is; empty if it has none.
    pub fn overlay_list_area(&self) -> Area {
        let inside = self.overlay_area().inside();
        match &self.overlay {
            None
            | Some(
                Overlay::Prompt(_)
                | Overlay::Rating(_)
                | Overlay::Filter(_)
                | Overlay::Explain(_)
                | Overlay::Pointing(_)
                | Overlay::Holding(_)
                | Overlay::Settling(_)
                | Overlay::Importing(_),
            ) => Area::default(),
            Some(Overlay::Form(form)) => Area { rows: self.form_size(form.fields.list.len()).1.min(inside.rows), ..inside },
            Some(Overlay::Palette(_) | Overlay::Choice(_) | Overlay::Jump(_)) => inside.below(2).above(3),
            Some(Overlay::Question(question)) => inside.below(question.rows(usize::from(inside.columns)) as u16 + 1),
        }
    }
}
