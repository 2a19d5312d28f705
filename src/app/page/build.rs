//! Lines being put together: headings, labels, and paragraphs that hang under their first word.

use super::{About, Ink, PageLine};
use crate::report::words;

/// The columns that labels take.
const LABEL: usize = 14;

/// Lines that grow.
pub(super) struct Lines {
    columns: usize,
    done: Vec<PageLine>,
    about: About,
    explains: &'static str,
}

impl Lines {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns: columns.max(24), done: Vec::new(), about: About::Nothing, explains: "member" }
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// What the lines that follow are about, and what explains them.
    pub(super) fn now(&mut self, about: About, explains: &'static str) {
        self.about = about;
        self.explains = explains;
    }

    pub(super) fn line(&mut self, pieces: Vec<(Ink, String)>) {
        self.done.push(PageLine { pieces, about: self.about.clone(), explains: self.explains });
    }

    /// A heading, with an empty line before it unless the page begins with it.
    pub(super) fn heading(&mut self, heading: &str, beside: &str, explains: &'static str) {
        self.heading_about(About::Nothing, heading, beside, explains);
    }

    /// A heading with something behind it that can be asked about.
    pub(super) fn heading_about(&mut self, about: About, heading: &str, beside: &str, explains: &'static str) {
        self.now(About::Nothing, explains);
        if !self.done.is_empty() {
            self.line(Vec::new());
        }
        self.now(about, explains);
        self.line(vec![(Ink::Heading, format!(" {heading}")), (Ink::Dim, format!("  {beside}"))]);
    }

    /// A label and a text beside it, folded under its first word.
    pub(super) fn labelled(&mut self, label: &str, ink: Ink, text: &str) {
        if !text.is_empty() {
            self.hanging((Ink::Label, &words::fit(label, LABEL)), ink, text);
        }
    }

    /// A text after a sign, folded under its first word.
    pub(super) fn hanging(&mut self, (sign_ink, sign): (Ink, &str), ink: Ink, text: &str) {
        let indent = 2 + words::columns(sign);
        let room = self.columns.saturating_sub(indent).max(12);
        let mut lead = (sign_ink, format!("  {sign}"));
        for part in words::wrap(text, room) {
            self.line(vec![lead, (ink, part)]);
            lead = (Ink::Plain, " ".repeat(indent));
        }
    }

    pub(super) fn finish(self) -> Vec<PageLine> {
        self.done
    }
}
