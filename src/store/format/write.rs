//! A network to the text of its file.

use rayon::prelude::*;
use ron::ser::PrettyConfig;
use serde::Serialize;

use super::{FORMAT, Guard};
use crate::{
    framework::ron_options,
    model::{Network, RecordKind},
};

/// The text of the file. Equal networks with one guard give equal bytes.
///
/// Cost: O(records), on all cores.
pub fn write(network: &Network, guard: &Guard) -> Result<String, ron::Error> {
    let about = &network.about;
    let mut text = format!("(permea: {FORMAT}, uid: {}, name: {},\n", in_ron(&about.uid)?, in_ron(&about.name)?);
    text.push_str("save: ");
    text.push_str(&in_ron(guard.as_str())?);
    text.push_str(",\n");
    for &kind in RecordKind::ALL {
        text.push_str(kind.section());
        text.push_str(": [\n");
        lines_of(network, kind)?.iter().for_each(|line| text.push_str(line));
        text.push_str("],\n");
    }
    text.push_str(")\n");
    Ok(text)
}

/// The text of a file with another guard on line 2.
pub fn with_guard(text: &str, old: &Guard, new: &Guard) -> Result<String, ron::Error> {
    let line = |guard: &Guard| in_ron(guard.as_str()).map(|guard| format!("\nsave: {guard},\n"));
    Ok(text.replacen(&line(old)?, &line(new)?, 1))
}

/// The lines of a section, each with its comma.
fn lines_of(network: &Network, kind: RecordKind) -> Result<Vec<String>, ron::Error> {
    match kind {
        RecordKind::Member => lines(network.members()),
        RecordKind::Membership => lines(network.memberships()),
        RecordKind::Tie => lines(network.ties()),
        RecordKind::Visit => lines(network.visits()),
        RecordKind::Rating => lines(network.ratings()),
        RecordKind::Measure => lines(network.measures()),
        RecordKind::NationalFigure => lines(network.nationals()),
        RecordKind::Family => lines(network.families()),
        RecordKind::Response => lines(network.responses()),
        RecordKind::Remark => lines(network.remarks()),
        RecordKind::Capacity => lines(network.capacities()),
        RecordKind::Support => lines(network.supports()),
        RecordKind::Definition => lines(network.definitions()),
        RecordKind::NamedView => lines(network.views()),
        RecordKind::Pin => lines(network.pins()),
        RecordKind::Conflict => lines(network.conflicts()),
    }
}

fn lines<T: Serialize + Sync>(records: &[T]) -> Result<Vec<String>, ron::Error> {
    records.par_iter().map(|record| in_ron(record).map(|line| line + ",\n")).collect()
}

/// A value on one line, as a record stands in the file.
pub(in crate::store) fn in_ron<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    let one_line = PrettyConfig::new().depth_limit(0);
    ron_options().to_string_pretty(value, one_line).map(|text| with_plain_apostrophes(&text))
}

/// The text with `'` for `\'`: the other escapes keep a record on its line and its invisible characters visible.
fn with_plain_apostrophes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('\'') => plain.push('\''),
            Some(escaped) => plain.extend(['\\', escaped]),
            None => plain.push('\\'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_is_written_plainly_and_everything_else_comes_back() {
        for text in ["St Mary's", r#"a\'b"#, "\"quoted\" \\ 'both'", "line\nbreak\u{202e}\u{1b}", "e\u{301}", "Ysgol Gŵyr"] {
            let written = in_ron(text).unwrap();
            assert_eq!(written.lines().count(), 1, "{written}");
            assert_eq!(ron::from_str::<String>(&written).unwrap(), text);
        }
        assert_eq!(in_ron("St Mary's").unwrap(), "\"St Mary's\"");
    }
}
