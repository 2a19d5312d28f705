//! A network to the text of its file.

use rayon::prelude::*;
use ron::{Options, extensions::Extensions, ser::PrettyConfig};
use serde::Serialize;

use super::{FORMAT, Guard};
use crate::model::{Network, Record, RecordKind};

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
        let lines: Vec<String> = network.records(kind).par_iter().map(line_of).collect::<Result<_, _>>()?;
        for line in lines {
            text.push_str(&line);
            text.push_str(",\n");
        }
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

/// The record as it stands on its line, without the comma.
pub fn line_of(record: &Record) -> Result<String, ron::Error> {
    match record {
        Record::Member(record) => in_ron(record),
        Record::Membership(record) => in_ron(record),
        Record::Tie(record) => in_ron(record),
        Record::Visit(record) => in_ron(record),
        Record::Rating(record) => in_ron(record),
        Record::Measure(record) => in_ron(record),
        Record::NationalFigure(record) => in_ron(record),
        Record::Family(record) => in_ron(record),
        Record::Response(record) => in_ron(record),
        Record::Remark(record) => in_ron(record),
        Record::Capacity(record) => in_ron(record),
        Record::Definition(record) => in_ron(record),
    }
}

fn in_ron<T: Serialize + ?Sized>(value: &T) -> Result<String, ron::Error> {
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let one_line = PrettyConfig::new().depth_limit(0);
    options.to_string_pretty(value, one_line).map(|text| with_plain_apostrophes(&text))
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
