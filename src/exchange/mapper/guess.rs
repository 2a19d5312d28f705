//! What each column of a sheet most likely means: by its heading, if what stands in it does not speak against it, else
//! by what stands in it.

use ecow::{EcoString, eco_format};

use super::{
    content::{self, examples_of},
    mapping::{Because, MappedColumn},
    meaning::{FieldName, Meaning, Scheme, fields_of, row_kinds},
    names::By,
    values::Values,
};
use crate::{
    exchange::{cell, columns::Columns, kind::SheetKind, records::needed_of, sheet::same_heading, year::year_in},
    model::{Education, Field, Year},
};

/// Most of the values.
const MOST: f64 = 0.8;
/// Enough of the values to think that a column is of this kind.
const ENOUGH: f64 = 0.6;

/// What one row of the sheet most likely is: the first kind whose needed fields all have a column, else a member.
pub(super) fn rows_are(columns: &[MappedColumn], known: &Columns) -> SheetKind {
    let fits = |kind: &SheetKind| {
        let needed = needed_of(*kind);
        !needed.is_empty()
            && needed.iter().all(|field| {
                let whole = |column: &MappedColumn| known.names.names(*kind, field, &column.heading) == Some(By::Whole);
                columns.iter().any(|column| whole(column) && fits_field(*kind, field, &column.values, known))
            })
    };
    let is_named = columns.iter().any(|column| is_alias(known, SheetKind::Members, "name", &column.heading) == Some(By::Whole));
    // A kind that needs more is the surer one; a sheet of names is one of members, whatever else stands in it.
    let records = row_kinds().filter(|kind| *kind != SheetKind::Members && !is_named).filter(fits);
    records.max_by_key(|kind| (needed_of(*kind).len(), std::cmp::Reverse(*kind))).unwrap_or(SheetKind::Members)
}

/// Guesses the meaning of every column.
pub(super) fn columns(columns: &mut [MappedColumn], rows: SheetKind, known: &Columns) {
    for column in columns.iter_mut() {
        let is_about_persons = known.is_personal(&column.heading) || column.values.share(&content::is_mail) > 0.5;
        (column.meaning, column.because) = match (is_about_persons, column.heading.is_empty() || column.said == 0) {
            (true, _) => (Meaning::LeftOut, Because::Person),
            (false, true) if column.heading.is_empty() => (Meaning::LeftOut, Because::Content("it has no heading".into())),
            (false, _) if rows == SheetKind::Members => (Meaning::Own, Because::Nothing),
            (false, _) => (Meaning::LeftOut, Because::Content(eco_format!("{} have no fields beside these", rows.word()))),
        };
    }
    by_heading(columns, rows, known);
    if rows == SheetKind::Members {
        by_year(columns, known);
        by_numbers(columns, known);
        by_figures(columns, known);
        by_words(columns, known);
        by_name(columns);
        by_until(columns, known);
    }
    for column in columns.iter_mut() {
        column.words = content::words_of(&column.meaning, &column.values, known);
        column.written = content::written(&column.meaning, &column.values);
    }
}

fn is_free(column: &MappedColumn) -> bool {
    column.because == Because::Nothing
        || (column.meaning == Meaning::LeftOut && column.because != Because::Person && !column.heading.is_empty())
}

fn is_taken(columns: &[MappedColumn], meaning: &Meaning) -> bool {
    columns.iter().any(|column| column.meaning == *meaning)
}

fn give(columns: &mut [MappedColumn], at: usize, meaning: Meaning, because: Because) {
    if let Some(column) = columns.get_mut(at) {
        (column.meaning, column.because) = (meaning, because);
    }
}

/// How a heading is a name for a field: one that is read without asking, or one to guess by.
fn is_alias(known: &Columns, rows: SheetKind, field: &str, heading: &str) -> Option<By> {
    let is_read = rows == SheetKind::Members
        && known.members.iter().any(|column| column.field == field && column.from.iter().any(|name| same_heading(name, heading)));
    if is_read || (rows != SheetKind::Members && same_heading(field, heading)) {
        return Some(By::Whole);
    }
    known.names.names(rows, field, heading)
}

/// Gives each field the column whose heading names it, the whole heading before one word of it.
fn by_heading(columns: &mut [MappedColumn], rows: SheetKind, known: &Columns) {
    for by in [By::Whole, By::Hint] {
        for field in fields_of(rows) {
            let name = field.as_str();
            if is_taken(columns, &Meaning::Field(field)) {
                continue;
            }
            let is_it = |column: &MappedColumn| {
                is_free(column) && is_alias(known, rows, name, &column.heading) == Some(by) && fits_field(rows, name, &column.values, known)
            };
            let found = columns.iter().position(|column| is_it(column) && (by == By::Whole || is_shared_words(&column.values)));
            if let Some(at) = found {
                give(columns, at, Meaning::Field(field), Because::Heading);
            }
        }
    }
}

/// Whether the values are words that many rows share.
fn is_shared_words(values: &Values) -> bool {
    values.difference() < 0.5 && values.share(&is_words) > MOST
}

fn is_words(printed: &str) -> bool {
    printed.chars().any(char::is_alphabetic)
}

/// Whether what stands in a column does not speak against its being this field.
fn fits_field(rows: SheetKind, field: &str, values: &Values, known: &Columns) -> bool {
    if values.said == 0 {
        return true;
    }
    let is_mark = |printed: &str| known.is_mark(printed);
    let is_number = |printed: &str| is_mark(printed) || cell::number(printed).is_some() || cell::with_point(printed).is_some();
    let is_day = |printed: &str| cell::date(printed).is_some() || cell::day_first(printed).is_some();
    let within = |most: f64| move |printed: &str| is_mark(printed) || content::decimal(printed).is_some_and(|value| value.abs() <= most);
    match field {
        "latitude" => values.share(&within(90.0)) > MOST,
        "longitude" => values.share(&within(180.0)) > MOST,
        "name" | "town" | "region" | "from" | "to" | "peer" => {
            values.share(&is_words) > 0.5 || (field == "from" || field == "to") && !values.all(&content::is_year) && !values.all(&is_day)
        }
        "authority" => values.share(&is_words) > 0.5 && !tells_group(values, known),
        "education" | "group" | "kind" | "status" => values.share(&|printed| known.tells(field, printed).is_some()) > 0.5,
        "urn" => values.share(&|printed| cell::Urn::read(printed).is_some()) > MOST,
        "phase" | "stage" | "trust" if rows != SheetKind::Members => true,
        "year" | "context_year" => values.share(&|printed| year_in(printed).is_some()) > MOST,
        _ if cell::is_figure(field) => values.share(&is_number) > MOST,
        _ if cell::is_date(field) => values.share(&is_day) > MOST,
        _ => true,
    }
}

/// Whether values are words for who runs a school: state, private and the like, of which at least one says a group.
fn tells_group(values: &Values, known: &Columns) -> bool {
    let says = |printed: &str| known.tells("group", printed).is_some_and(|word| !word.is_empty());
    values.kinds().is_some_and(|kinds| kinds <= 60)
        && values.share(&says) > 0.0
        && values.share(&|printed| known.tells("group", printed).is_some()) > ENOUGH
}

/// `Attainment 8, 2019`, `Roll 2023` or `2018/19 score` as what is measured and its year.
pub(super) fn measure_and_year(heading: &str) -> Option<(EcoString, Option<Year>)> {
    let year = year_in(heading)?;
    let is_of_year =
        |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '–')) && word.len() >= 4;
    let words: Vec<&str> = heading.split([' ', ',', '(', ')', '_', ':']).filter(|word| !word.is_empty() && !is_of_year(word)).collect();
    let name = words.join(" ");
    (!name.is_empty()).then(|| (name.into(), Some(year)))
}

/// The year that the figures of a row are of.
fn by_year(columns: &mut [MappedColumn], known: &Columns) {
    let is_year = |column: &MappedColumn| {
        is_free(column) && known.names.is_year(&column.heading) && column.values.share(&|printed| year_in(printed).is_some()) > MOST
    };
    if let Some(at) = columns.iter().position(is_year) {
        give(columns, at, Meaning::Year, Because::Heading);
    }
}

/// Columns of numbers: those headed by a year are figures of it; all are, where the row says its year.
fn by_figures(columns: &mut [MappedColumn], known: &Columns) {
    let says_year = is_taken(columns, &Meaning::Year);
    let is_figure = |printed: &str| known.is_mark(printed) || content::decimal(printed).is_some();
    for at in 0..columns.len() {
        let Some(column) = columns.get(at).filter(|column| is_free(column)) else { continue };
        if column.values.share(&is_figure) < MOST || column.values.all(&|printed| known.is_mark(printed)) {
            continue;
        }
        let heading = column.heading.clone();
        let (measure, because) = match measure_and_year(&heading) {
            Some((name, year)) => (Meaning::Measure(name, year), Because::Content("numbers, and a year in the heading".into())),
            None if says_year => (Meaning::Measure(heading, None), Because::Content("numbers, of the row's year".into())),
            None => continue,
        };
        if !is_taken(columns, &measure) {
            give(columns, at, measure, because);
        }
    }
}

/// The number of the member: a register that is known, else a column of different numbers that is headed as one.
fn by_numbers(columns: &mut [MappedColumn], known: &Columns) {
    let is_urn = columns.iter().any(|column| column.meaning.field() == Some("urn"));
    let mut has_id = is_urn;
    for at in 0..columns.len() {
        let Some(column) = columns.get(at).filter(|column| is_free(column)) else { continue };
        let Some(scheme) = known.names.scheme(&column.heading).and_then(|scheme| Scheme::new(scheme).ok()) else { continue };
        let meaning = if has_id { Meaning::Alias(scheme) } else { Meaning::Id(scheme) };
        has_id = true;
        give(columns, at, meaning, Because::Heading);
    }
    if has_id {
        return;
    }
    // A member has a row for each year, where rows are of years.
    let least = if is_taken(columns, &Meaning::Year) { 0.02 } else { ENOUGH };
    let is_id = |printed: &str| {
        let is_code = !printed.chars().any(char::is_lowercase) || printed.chars().any(|c| c.is_ascii_digit());
        printed.len() <= 24 && is_code && !printed.contains(' ')
    };
    let is_numbers = |column: &MappedColumn| {
        is_free(column)
            && known.names.is_number(&column.heading)
            && column.values.share(&is_id) > MOST
            && column.values.difference() > least
    };
    if let Some(at) = columns.iter().position(is_numbers) {
        let scheme = columns.get(at).map(|column| Scheme::of_heading(&column.heading));
        if let Some(scheme) = scheme {
            give(columns, at, Meaning::Id(scheme), Because::Heading);
        }
    }
}

/// Columns of few words that tell phases of education or groups, whatever they are called.
fn by_words(columns: &mut [MappedColumn], known: &Columns) {
    for at in 0..columns.len() {
        let Some(column) = columns.get(at).filter(|column| is_free(column) && is_shared_words(&column.values)) else { continue };
        let values = &column.values;
        let tells = |field: &str| values.share(&|printed| known.tells(field, printed).is_some());
        let because = |field: &'static str, what: &str| {
            Because::Content(examples_of(values, &|printed| known.tells(field, printed).is_some_and(|word| !word.is_empty()), what))
        };
        let found = if values.all(&|printed| Education::parse(printed).is_ok()) {
            Some(("education", because("education", "are phases of education")))
        } else if tells("education") > ENOUGH {
            Some(("type", because("education", "tell the phase of education")))
        } else if tells_group(values, known) {
            Some(("group", because("group", "tell who runs it")))
        } else {
            None
        };
        let Some((field, because)) = found else { continue };
        let Ok(field) = FieldName::new(field) else { continue };
        if !is_taken(columns, &Meaning::Field(field)) {
            give(columns, at, Meaning::Field(field), because);
        }
    }
}

/// The name of the member, where no heading says so: the column of the most different words.
fn by_name(columns: &mut [MappedColumn]) {
    let Ok(name) = FieldName::new("name") else { return };
    if is_taken(columns, &Meaning::Field(name)) {
        return;
    }
    let is_name = |column: &MappedColumn| {
        is_free(column)
            && column.values.difference() > MOST
            && column.values.share(&|printed| is_words(printed) && printed.contains(' ')) > ENOUGH
    };
    if let Some(at) = columns.iter().position(is_name) {
        give(columns, at, Meaning::Field(name), Because::Content("its words differ from row to row".into()));
    }
}

/// Until when a row holds, where several rows have one number.
fn by_until(columns: &mut [MappedColumn], known: &Columns) {
    let is_repeated = |column: &MappedColumn| matches!(column.meaning, Meaning::Id(_)) && column.values.difference() < 1.0;
    if !columns.iter().any(is_repeated) {
        return;
    }
    let is_time = |printed: &str| content::is_year(printed) || cell::date(printed).is_some();
    let is_until = |column: &MappedColumn| is_free(column) && known.names.is_until(&column.heading) && column.values.all(&is_time);
    if let Some(at) = columns.iter().position(is_until) {
        let because = "years or days, and some members have several rows".into();
        give(columns, at, Meaning::Until, Because::Content(because));
    }
}
