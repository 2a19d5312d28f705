//! Lines of text on a page of a fixed width: headings, labelled lines, bullets.

use super::words;

/// The columns of a page: what the narrowest usual terminal has.
pub const PAGE_COLUMNS: usize = 80;

/// The columns labels take on a page about one member.
const LABEL: usize = 16;

/// Text that grows line by line.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading over a part of the page.
    pub(super) fn heading(&mut self, heading: &str) {
        self.blank();
        self.line(heading);
    }

    /// A paragraph after so many spaces.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str) {
        self.hanging(indent, "", text);
    }

    /// A paragraph after a sign, its other lines under the first word.
    pub(super) fn hanging(&mut self, indent: usize, sign: &str, text: &str) {
        let inside = indent + words::columns(sign);
        let mut lead = format!("{}{sign}", " ".repeat(indent));
        for line in words::wrap(text, PAGE_COLUMNS.saturating_sub(inside).max(20)) {
            self.line(&format!("{lead}{line}"));
            lead = " ".repeat(inside);
        }
    }

    /// A label and its text, aligned with the others.
    pub(super) fn labelled(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.hanging(2, &words::fit(label, LABEL), text);
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
