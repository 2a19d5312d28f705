//! Lines of text on a page of a given width: headings, labelled lines, bullets.

use std::fmt;

use super::words;

/// The columns of a page whose reader's width is not known: what the narrowest usual terminal has.
pub const PAGE_COLUMNS: usize = 80;

/// The columns labels take on a page about one member.
const LABEL: usize = 16;

/// What a line is for, so that whoever prints it can make it stand out; nothing is told by that alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Heading,
    /// What a pattern says of a member.
    Flag,
}

/// Finished lines for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<(Weight, String)>);

impl Text {
    /// The lines with their weights, without line ends.
    pub fn lines(&self) -> impl Iterator<Item = (Weight, &str)> {
        self.0.iter().map(|(weight, line)| (*weight, line.as_str()))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(_, line)| writeln!(f, "{line}"))
    }
}

/// Text that grows line by line.
#[derive(Clone, Debug)]
pub(super) struct Page {
    columns: usize,
    text: Text,
}

impl Page {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns, text: Text::default() }
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.weighted(Weight::Plain, line);
    }

    /// A line that stands out as a title.
    pub(super) fn title(&mut self, line: &str) {
        self.weighted(Weight::Heading, line);
    }

    fn weighted(&mut self, weight: Weight, line: &str) {
        self.text.0.push((weight, line.trim_end().to_owned()));
    }

    pub(super) fn blank(&mut self) {
        if self.text.0.last().is_some_and(|(_, line)| !line.is_empty()) {
            self.line("");
        }
    }

    /// A heading over a part of the page.
    pub(super) fn heading(&mut self, heading: &str) {
        self.blank();
        self.title(heading);
    }

    /// A paragraph after so many spaces.
    pub(super) fn paragraph(&mut self, indent: usize, text: &str) {
        self.hanging(indent, "", text);
    }

    /// A paragraph after a sign, its other lines under the first word.
    pub(super) fn hanging(&mut self, indent: usize, sign: &str, text: &str) {
        self.folded(Weight::Plain, (indent, sign), text);
    }

    /// What a pattern says, after its sign.
    pub(super) fn flagged(&mut self, indent: usize, sign: &str, text: &str) {
        self.folded(Weight::Flag, (indent, sign), text);
    }

    fn folded(&mut self, weight: Weight, (indent, sign): (usize, &str), text: &str) {
        let inside = indent + words::columns(sign);
        let mut lead = format!("{}{sign}", " ".repeat(indent));
        for line in words::wrap(text, self.columns.saturating_sub(inside).max(20)) {
            self.weighted(weight, &format!("{lead}{line}"));
            lead = " ".repeat(inside);
        }
    }

    /// A label and its text, aligned with the others.
    pub(super) fn labelled(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.hanging(2, &words::fit(label, LABEL), text);
        }
    }

    pub(super) fn finish(self) -> Text {
        self.text
    }
}
