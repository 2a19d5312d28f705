//! A wrong expression, told with a caret under the place.

use std::fmt;

use ecow::EcoString;

use crate::report::words::columns;

/// Columns of an expression that are shown around the place.
const SHOWN: usize = 72;

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The expression as it was typed.
    pub expression: EcoString,
    /// Letters before the place.
    pub at: usize,
    /// Letters the place takes, at least 1.
    pub length: usize,
    pub message: EcoString,
}

impl std::error::Error for FilterError {}

/// Three lines: the expression, the caret under the place, what is wrong.
impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: Vec<char> = self.expression.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let skipped = self.at.saturating_sub(SHOWN / 2).min(letters.len().saturating_sub(SHOWN));
        let window: String = letters.iter().skip(skipped).take(SHOWN).collect();
        let before: String = letters.iter().skip(skipped).take(self.at - skipped.min(self.at)).collect();
        let place: String = letters.iter().skip(self.at).take(self.length).collect();
        let (start, end) = (if skipped > 0 { "…" } else { "" }, if letters.len() > skipped + SHOWN { "…" } else { "" });
        let indent = " ".repeat(2 + columns(start) + columns(&before));
        let room = SHOWN.saturating_sub(columns(&before)).max(1);
        writeln!(f, "  {start}{window}{end}")?;
        writeln!(f, "{indent}{}", "^".repeat(columns(&place).clamp(1, room)))?;
        write!(f, "{}", self.message)
    }
}
