//! A fact as a sentence: the one function for the screen, reports and JSON.

use ecow::EcoString;
use serde_json::{Map, Value, json};

use super::{
    family_words::{interval_words, words_of},
    words::{self, Scale},
};
use crate::{finding::Fact, framework::Definitions};

/// The fact in a sentence without a stop, as "Attainment 8 in 2019 is 52.3 (151 pupils); national 46.7 (ks4-2019.csv:57)".
pub fn sentence(fact: &Fact, definitions: &Definitions) -> String {
    let scale = scale_of(fact, definitions);
    let (value, other) = match (fact.value, fact.other) {
        (Some(value), Some(other)) => {
            let (value, other) = scale.pair(value, other);
            (Some(value), Some(other))
        }
        (value, other) => (value.map(|value| scale.figure(value)), other.map(|other| scale.figure(other))),
    };
    let what = match (&fact.text, fact.value) {
        // The value is another's, who is named first.
        (Some(whose), Some(_)) => format!("{whose}: {}", fact.what),
        (Some(_) | None, _) => words::capitalised(&fact.what),
    };
    let year = fact.year.map(|year| format!(" in {year}")).unwrap_or_default();
    let is = match (value, &fact.text) {
        (Some(value), _) => format!(" is {value}{}", unit(fact.unit.as_deref())),
        (None, Some(text)) => format!(": {}", words::spoken(text)),
        (None, None) => " is not known".to_owned(),
    };
    let stands = fact.other_source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
    let compared = match (&fact.compared_with, other) {
        (Some(with), Some(other)) => format!("; {with} {other}{}{stands}", family(fact, scale)),
        (Some(with), None) if fact.value.is_some() => format!("; {with} not known"),
        (Some(with), None) => format!("; {with}"),
        (None, Some(other)) => format!("; compared with {other}"),
        (None, None) => String::new(),
    };
    let source = fact.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
    format!("{what}{year}{is}{}{source}{compared}", behind(fact, scale))
}

/// "Progress 8, mean gap to the family median …" is printed as Progress 8 is.
pub(super) fn scale_of(fact: &Fact, definitions: &Definitions) -> Scale {
    let measure = fact.what.split_once(',').map_or(fact.what.as_str(), |(measure, _)| measure);
    Scale::of_unit(definitions.get(&fact.what).or_else(|| definitions.get(measure)), fact.unit.as_deref())
}

/// Points and percentages need no word; other units do.
fn unit(unit: Option<&str>) -> String {
    match unit {
        None | Some("%" | "points") => String::new(),
        Some(unit) => format!(" {unit}"),
    }
}

/// The pupils and the interval behind a value, in brackets.
fn behind(fact: &Fact, scale: Scale) -> String {
    let pupils = fact.pupils.map(|pupils| words::counted(pupils as usize, "pupil", "pupils"));
    let interval = fact.low.zip(fact.high).map(|(low, high)| format!("95% interval {} to {}", scale.figure(low), scale.figure(high)));
    let parts: Vec<String> = pupils.into_iter().chain(interval).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// How sure a family's median is, and how the family was found.
fn family(fact: &Fact, scale: Scale) -> String {
    let sure = fact.other_interval.map(|interval| format!("95% {}", interval_words(Some(interval), scale)));
    let method = fact.family.as_ref().map(|method| format!("by {}", words_of(method)));
    let parts: Vec<String> = sure.into_iter().chain(method).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

/// The fact in JSON; what is unknown is absent.
pub fn fact_json(fact: &Fact, definitions: &Definitions) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<EcoString>| text.as_ref().map(|text| Value::from(text.as_str()));
    put("what", Some(Value::from(fact.what.as_str())));
    put("year", fact.year.map(|year| json!(year.get())));
    put("value", fact.value.map(Value::from).or_else(|| text(&fact.text)));
    put("unit", text(&fact.unit));
    put("compared_with", text(&fact.compared_with));
    put("other", fact.other.map(Value::from));
    put("low", fact.low.map(Value::from));
    put("high", fact.high.map(Value::from));
    put("other_low", fact.other_interval.map(|interval| interval.low.into()));
    put("other_high", fact.other_interval.map(|interval| interval.high.into()));
    put("family", text(&fact.family));
    put("pupils", fact.pupils.map(Value::from));
    put("source", text(&fact.source));
    put("other_source", text(&fact.other_source));
    if fact.value.is_some() {
        put("text", text(&fact.text));
    }
    put("sentence", Some(Value::from(sentence(fact, definitions))));
    Value::Object(out)
}
