//! The head of a file, with what it lacks filled in.

use ecow::EcoString;

use super::{Cure, CureDeed};
use crate::{
    model::About,
    store::{
        chance::uid_of,
        fault::{Fault, FileFault},
        format::{
            FORMAT, Guard,
            lines::Lines,
            outline::{Outline, Piece},
            read::HEAD,
        },
    },
};

pub(super) struct Head {
    pub(super) about: About,
    pub(super) guard: Guard,
    pub(super) cures: Vec<Cure>,
    pub(super) newer: Option<u32>,
}

/// The head as far as it can be read; sections this version does not know are set aside.
pub(super) fn mend_head(text: &str, lines: &Lines, parts: &Outline<'_>) -> Head {
    let mut draft = Draft { lines, parts, cures: Vec::new() };
    let newer = draft.format();
    draft.sections();
    let uid = draft.text("uid", || uid_of(text));
    let name = draft.text("name", || "(no name)".into());
    let guard = draft.text("save", EcoString::new);
    Head { about: About { name, uid }, guard: Guard::new(guard), cures: draft.cures, newer }
}

struct Draft<'a> {
    lines: &'a Lines,
    parts: &'a Outline<'a>,
    cures: Vec<Cure>,
}

impl<'a> Draft<'a> {
    /// The number of a newer format, if the file has one.
    fn format(&mut self) -> Option<u32> {
        let value = self.value("permea", || FORMAT.to_string())?;
        match value.text.parse::<u32>() {
            Ok(FORMAT) => None,
            Ok(format) if format > FORMAT => {
                let fault = Fault::of_file(FileFault::Newer { format, known: FORMAT });
                self.cures.push(Cure { fault, deed: CureDeed::Filled(FORMAT.to_string()), was: value.text.to_owned() });
                Some(format)
            }
            Ok(_) | Err(_) => {
                self.bad("permea", value, FORMAT.to_string());
                None
            }
        }
    }

    /// Sets aside what is neither a section nor a field of the head.
    fn sections(&mut self) {
        for (name, value) in self.parts.fields.iter().filter(|(name, _)| !HEAD.contains(&name.text)) {
            let fault = Fault::at(self.lines.line_at(name.at), FileFault::UnknownSection { name: name.text.to_owned() });
            self.cures.push(Cure { fault, deed: CureDeed::SetAside, was: format!("{}: {}", name.text, value.text) });
        }
    }

    fn text(&mut self, field: &'static str, made: impl Fn() -> EcoString) -> EcoString {
        let Some(value) = self.value(field, || made().into()) else { return made() };
        ron::from_str(value.text).unwrap_or_else(|_no_text| {
            self.bad(field, value, made().into());
            made()
        })
    }

    /// The first value of a field; none if there is none, which is noted like a value too many.
    fn value(&mut self, field: &'static str, made: impl Fn() -> String) -> Option<Piece<'a>> {
        let mut found = self.parts.fields.iter().filter(|(name, _)| name.text == field);
        let Some((_, value)) = found.next() else {
            let fault = Fault::of_file(FileFault::NoHead { field });
            self.cures.push(Cure { fault, deed: CureDeed::Filled(made()), was: String::new() });
            return None;
        };
        for (name, again) in found {
            let fault = Fault::at(self.lines.line_at(name.at), FileFault::HeadTwice { field });
            self.cures.push(Cure { fault, deed: CureDeed::TakenOut, was: format!("{field}: {}", again.text) });
        }
        Some(*value)
    }

    fn bad(&mut self, field: &'static str, value: Piece<'_>, made: String) {
        let fault = Fault::at(self.lines.line_at(value.at), FileFault::BadHead { field, text: value.text.to_owned() });
        self.cures.push(Cure { fault, deed: CureDeed::Filled(made), was: format!("{field}: {}", value.text) });
    }
}
