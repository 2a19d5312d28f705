//! What lies over the screen: at most one, and keys go to it.

use super::{App, areas::Area, command::Context, jump::Jump, palette::Palette, prompt::Prompt, question::Question};

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every command, searchable and runnable.
    Palette(Palette),
    /// Going to a member.
    Jump(Jump),
    /// One line is asked for.
    Prompt(Prompt),
    /// A choice is asked for.
    Question(Question),
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Palette(_) | Self::Jump(_) | Self::Prompt(_) => Context::Line,
            Self::Question(_) => Context::Question,
        }
    }

    /// Puts the cursor on the line at a row of the list; says whether it stood there already.
    pub(super) fn put_cursor(&mut self, row: usize) -> bool {
        let (cursor, lines) = match self {
            Self::Palette(palette) => (&mut palette.cursor, palette.found.len()),
            Self::Jump(jump) => {
                let lines = jump.count();
                (&mut jump.cursor, lines)
            }
            Self::Question(question) => (&mut question.cursor, question.answers.len()),
            Self::Prompt(_) => return false,
        };
        let Some(line) = cursor.line_at(row, lines) else { return false };
        let stood = cursor.at == line;
        cursor.at = line;
        stood
    }
}

impl App {
    /// Where the overlay lies, if there is one.
    pub fn overlay_area(&self) -> Area {
        let body = self.areas().body;
        match &self.overlay {
            None => Area::default(),
            Some(Overlay::Palette(_) | Overlay::Jump(_)) => body.middle(78, self.list_rows() as u16 + 4),
            Some(Overlay::Prompt(_)) => body.middle(70, 7),
            Some(Overlay::Question(question)) => body.middle(70, question.answers.len() as u16 + 6),
        }
    }

    /// Where the list in the overlay is; empty if it has none.
    pub fn overlay_list_area(&self) -> Area {
        let inside = self.overlay_area().inside();
        match &self.overlay {
            None | Some(Overlay::Prompt(_)) => Area::default(),
            Some(Overlay::Palette(_) | Overlay::Jump(_)) => inside.below(2),
            Some(Overlay::Question(_)) => inside.below(4),
        }
    }
}
