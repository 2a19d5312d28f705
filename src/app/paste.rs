//! Pasted text: where it may go, and how much of it.

use super::{App, Effect, Notice, Overlay, fields::FieldLine, key::Key};
use crate::report::words;

/// The longest note, in bytes.
const LONGEST_NOTE: usize = 64 << 10;

/// The longest text of another field, in bytes: a name has no more letters than this.
const LONGEST_FIELD: usize = 500;

/// The longest line that is typed for something else, in bytes: a path, an expression.
const LONGEST_LINE: usize = 4_000;

/// Where text goes that is typed now.
struct TextBox {
    /// Its name for people.
    what: String,
    longest_bytes: usize,
    held_bytes: usize,
}

impl TextBox {
    fn of_field(field: &FieldLine) -> Self {
        let longest_bytes = if field.name == "note" { LONGEST_NOTE } else { LONGEST_FIELD };
        Self { what: words::uncapitalised(&field.label), longest_bytes, held_bytes: field.line.text().len() }
    }
}

impl App {
    /// Puts a pasted text where text is typed, if it is not too long for that place. It is no key anywhere else.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        if let Some(effects) = self.dropped(text) {
            return effects;
        }
        let Some(place) = self.text_box() else {
            self.tell(Notice::problem("Nothing is typed here, so the pasted text was not put in."));
            return Vec::new();
        };
        if place.held_bytes + text.len() > place.longest_bytes {
            let (pasted, longest) = (words::size(text.len()), words::size(place.longest_bytes));
            self.tell(Notice::problem(format!("Pasted text is {pasted}; the longest {} is {longest}. Not put in.", place.what)));
            return Vec::new();
        }
        self.write(|fields| fields.paste(text), |line| line.paste(text));
        Vec::new()
    }

    /// Takes a letter that stands behind a pasted text where text is typed; it gives no command anywhere.
    pub(super) fn pasted_key(&mut self, key: Key) -> Vec<Effect> {
        if let (Some(_), Some(typed)) = (self.text_box(), key.typed()) {
            self.write(|fields| fields.type_in(typed), |line| line.insert(typed));
        }
        Vec::new()
    }

    fn text_box(&self) -> Option<TextBox> {
        let line =
            |held: &super::Line| Some(TextBox { what: "line".to_owned(), longest_bytes: LONGEST_LINE, held_bytes: held.text().len() });
        match self.overlay.as_ref()? {
            Overlay::Form(form) => form.fields.current().map(TextBox::of_field),
            Overlay::Rating(card) => card.fields.current().filter(|_| self.context().takes_text()).map(TextBox::of_field),
            Overlay::Palette(palette) => line(&palette.line),
            Overlay::Choice(choice) => line(&choice.line),
            Overlay::Jump(jump) => line(&jump.line),
            Overlay::Prompt(prompt) => line(&prompt.line),
            Overlay::Filter(typed) => line(&typed.line),
            Overlay::Settling(settling) => {
                let held = settling.edit.as_ref()?;
                Some(TextBox { what: "value".to_owned(), longest_bytes: LONGEST_NOTE, held_bytes: held.text().len() })
            }
            Overlay::Importing(importing) => line(importing.shown_line()?),
            Overlay::Question(_) | Overlay::Explain(_) | Overlay::Holding(_) | Overlay::Pointing(_) => None,
        }
    }
}
