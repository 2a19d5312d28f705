//! What the values of a column tell by themselves: words for phases, groups and kinds, numbers, days and years.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{chosen::Written, meaning::Meaning, values::Values};
use crate::{
    exchange::{cell, columns::Columns},
    model::{Education, Field, Group, Kind, Status},
};

/// The field that a word of a type belongs to: `primary` is a phase of education, `special` a group, `university` a kind.
pub(super) fn field_of_word(word: &str) -> Option<(&'static str, EcoString)> {
    if let Ok(education) = Education::parse(word) {
        return Some(("education", education.word().into()));
    }
    if let Ok(group) = Group::parse(word) {
        return Some(("group", group.word().into()));
    }
    Kind::parse(word).ok().map(|kind| ("kind", kind.word().into()))
}

/// The words of a meaning for each different value of a column; none where the field takes values as printed.
pub(super) fn words_of(meaning: &Meaning, values: &Values, known: &Columns) -> BTreeMap<EcoString, EcoString> {
    let field = meaning.field().unwrap_or_default();
    let word = |printed: &str| -> Option<EcoString> {
        match field {
            "education" => known.tells("education", printed),
            "group" => known.tells("group", printed),
            "kind" => known.tells("kind", printed),
            "status" => known.tells("status", printed),
            "type" => {
                let told = ["education", "group", "kind"].iter().filter_map(|field| known.tells(field, printed));
                // A school is what most rows are; its type need not say it.
                let told: Vec<EcoString> = told.filter(|word| !word.is_empty() && word != Kind::School.word()).collect();
                Some(told.join(" ").into())
            }
            _ => None,
        }
    };
    let parses = |printed: &str| match field {
        "education" => Education::parse(printed).is_ok(),
        "group" => Group::parse(printed).is_ok(),
        "kind" => Kind::parse(printed).is_ok(),
        "status" => Status::parse(printed).is_ok(),
        _ => false,
    };
    let has_words = matches!(field, "education" | "group" | "kind" | "status" | "type");
    if !has_words || values.all(&parses) {
        return BTreeMap::new();
    }
    values.different().map(|(printed, _)| (printed.clone(), word(printed).unwrap_or_default())).collect()
}

/// How the numbers or days of a column of this meaning are written.
pub(super) fn written(meaning: &Meaning, values: &Values) -> Written {
    let is_number = match meaning {
        Meaning::Measure(..) => true,
        Meaning::Field(name) => cell::is_figure(name.as_str()),
        Meaning::Id(_) | Meaning::Alias(_) | Meaning::Pupils(..) | Meaning::Year | Meaning::Until | Meaning::Own | Meaning::LeftOut => {
            false
        }
    };
    let is_day = meaning.field().is_some_and(cell::is_date) || *meaning == Meaning::Until;
    let only_with_comma = |printed: &str| cell::number(printed).is_none() && cell::with_point(printed).is_some();
    let only_month_first = |printed: &str| cell::date(printed).is_none() && cell::day_first(printed).is_some();
    let only_day_first = |printed: &str| cell::date(printed).is_some() && cell::day_first(printed).is_none() && printed.contains('/');
    if is_number && values.share(&only_with_comma) > 0.0 {
        Written::DecimalComma
    } else if is_day && values.share(&only_month_first) > values.share(&only_day_first) {
        Written::MonthFirst
    } else {
        Written::Plainly
    }
}

/// A sentence that names the first few values that fit.
pub(super) fn examples_of(values: &Values, fits: &dyn Fn(&str) -> bool, what: &str) -> EcoString {
    let shown: Vec<EcoString> =
        values.different().filter(|(value, _)| fits(value)).take(3).map(|(value, _)| eco_format!("\"{}\"", cell::short(value))).collect();
    eco_format!("{} {what}", shown.join(", "))
}

/// The number of a cell, with a decimal point or a decimal comma.
pub(super) fn decimal(printed: &str) -> Option<f64> {
    cell::number(printed).or_else(|| cell::with_point(printed).and_then(|pointed| cell::number(&pointed)))
}

/// Whether a cell is a year and nothing else.
pub(super) fn is_year(printed: &str) -> bool {
    printed.len() == 4 && printed.parse().is_ok_and(|year| (1800..=2200).contains(&year))
}

/// Whether a cell is an address of mail, which is a person's.
pub(super) fn is_mail(printed: &str) -> bool {
    printed.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !printed.contains(' '))
}
