//! A family in words: how it was found, what counts, why a peer is so far, and where each number is from.

use super::{
    column::Standard,
    words::{self, Scale},
};
use crate::{
    analysis::Analysis,
    peers::{FamilyPage, Formula, Interval, MeasureRow, Method, PeerFigure, PeerRow},
};

/// How a family was found, for the middle of a sentence: `likeness in context`.
pub fn method_words(method: &Method) -> String {
    match method {
        Method::Official { list, year } => {
            let list = list.as_ref().map_or_else(|| "an official list".to_owned(), |list| format!("the list “{list}”"));
            let year = year.map(|year| format!(" of {year}")).unwrap_or_default();
            format!("{list}{year}")
        }
        Method::Computed(_) => words_of(method.word()).to_owned(),
    }
}

/// The same with the name that statisticians know it by, for where a number is from.
pub fn method_in_full(method: &Method) -> String {
    let also = if method.word() == "weighted" { ", by weighted z-scores" } else { "" };
    format!("{}{also}", method_words(method))
}

/// The word of a method as people read it.
pub(super) fn words_of(method: &str) -> &str {
    match method {
        "official" => "an official list",
        "weighted" => "likeness in context",
        "fbit" => "DfE's financial benchmarking formula",
        "prior_attainment" => "prior attainment alone",
        other => other,
    }
}

/// `30 peers by likeness in context, among 2012 schools of key stage 4 (mainstream)`.
pub fn family_words(page: &FamilyPage) -> String {
    let peers = words::counted(page.peers.len(), "peer", "peers");
    let method = method_words(&page.method);
    match (&page.method, page.pool) {
        (Method::Computed(_), Some((key_stage, group, schools))) => {
            let schools = words::counted(schools, "school", "schools");
            let key_stage = key_stage.word().trim_start_matches("ks");
            format!("{peers} by {method}, among {schools} of key stage {key_stage} ({})", words::spoken(group.word()))
        }
        (Method::Official { .. }, _) => format!("{peers}, from {method}"),
        (Method::Computed(_), None) => format!("{peers} by {method}"),
    }
}

/// `prior attainment 40%, FSM in six years 30%`: what counts, and how much of all that does.
pub fn counts_words(page: &FamilyPage) -> String {
    let all: f64 = page.variables.iter().map(|variable| variable.weight).sum();
    let each = page.variables.iter().map(|variable| {
        let share = words::percent(100.0 * variable.weight / all.max(f64::MIN_POSITIVE));
        format!("{} {share}", variable_words(variable.name))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A variable for people; the member's field is its name elsewhere.
pub fn variable_words(name: &str) -> String {
    match Standard::ALL.iter().find(|standard| standard.name() == name) {
        Some(standard) => standard.words().to_owned(),
        None if name == "log_pupils" => "size".to_owned(),
        None => words::spoken(name),
    }
}

/// A value of a variable as it stands in the map: pupils, where their logarithm is compared.
pub fn variable_value(name: &str, value: f64) -> String {
    match name {
        "log_pupils" => words::count(value.exp().round() as u64),
        "pupils" => words::count(value.round() as u64),
        _ if name.ends_with("_percent") => words::percent(value),
        _ => format!("{value:.1}"),
    }
}

/// `−0.05 to +0.12`, or nothing.
pub fn interval_words(interval: Option<Interval>, scale: Scale) -> String {
    interval.map(|interval| format!("{} to {}", scale.figure(interval.low), scale.figure(interval.high))).unwrap_or_default()
}

/// `12 km`, with a place after the point while it is near.
pub fn km_words(km: Option<f64>) -> String {
    match km {
        None => words::MISSING.to_owned(),
        Some(km) if km < 99.95 => format!("{km:.1}"),
        Some(km) => format!("{km:.0}"),
    }
}

/// How far a peer is in context; in shares of the range, which are small, with a place more.
pub fn apart_words(page: &FamilyPage, peer: &PeerRow) -> String {
    match (peer.distance, &page.method) {
        (None, _) => words::MISSING.to_owned(),
        (Some(distance), Method::Computed(Formula::Fbit)) => format!("{distance:.3}"),
        (Some(distance), Method::Computed(Formula::Weighted | Formula::PriorAttainment) | Method::Official { .. }) => {
            format!("{distance:.2}")
        }
    }
}

/// Why a peer is as far as it is in context: the formula, then each variable with both values.
pub fn distance_words(page: &FamilyPage, at: usize) -> Vec<String> {
    let Some(peer) = page.peers.get(at) else { return Vec::new() };
    let mut lines = Vec::new();
    if let Some(distance) = peer.distance {
        let formula = match &page.method {
            Method::Computed(Formula::Fbit) => "√(Σ w·(Δ / range of the pool)²), gaps filled with the median",
            Method::Computed(Formula::Weighted | Formula::PriorAttainment) | Method::Official { .. } => {
                "√(Σ w·Δ² / Σ w), Δ in standard deviations (SD)"
            }
        };
        lines.push(format!("Distance {distance:.3} = {formula}:"));
    } else {
        lines.push("No distance: it stands on the official list and is of another key stage or group.".to_owned());
    }
    let unit = if page.method == Method::Computed(Formula::Fbit) { "of the range" } else { "SD" };
    for variable in &page.variables {
        let theirs = variable.peers.get(at).copied().flatten();
        let shown = |value: Option<f64>| value.map_or_else(|| "not known".to_owned(), |value| variable_value(variable.name, value));
        let gap = peer.gaps.iter().find(|(name, _)| *name == variable.name).map(|(_, gap)| signed(*gap));
        let gap = gap.map_or_else(|| "left out".to_owned(), |gap| format!("Δ {gap} {unit}, w {}", variable.weight));
        let (name, own, theirs) = (variable_words(variable.name), shown(variable.value), shown(theirs));
        lines.push(format!("  {name}: {own}, there {theirs}; {gap}"));
    }
    lines
}

fn signed(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    if value < 0.0 && text != "0.00" { format!("−{text}") } else { format!("+{text}") }
}

/// A figure of the school beside its family's, with the peer's where one is given: values, intervals, sources.
pub fn figure_words(row: &MeasureRow, peer: Option<(&PeerRow, Option<&PeerFigure>)>, analysis: &Analysis) -> Vec<String> {
    let scale = Scale::of(analysis.definitions.get(&row.measure));
    let from = |source: Option<&str>| source.map_or_else(|| " (entered by hand)".to_owned(), |source| format!(" ({source})"));
    let own = match (row.value, &row.mark) {
        (Some(value), _) => {
            let pupils = row.pupils.map(|pupils| words::counted(pupils as usize, "pupil", "pupils"));
            let chance = row.own.map(|own| format!("95% {}", interval_words(Some(own), scale)));
            let behind: Vec<String> = pupils.into_iter().chain(chance).collect();
            let behind = if behind.is_empty() { String::new() } else { format!(", {}", behind.join(", ")) };
            format!("{}{behind}{}", scale.figure(value), from(row.source.as_deref()))
        }
        (None, Some(mark)) => format!("the publisher printed {mark}{}", from(row.source.as_deref())),
        (None, None) => "not in the map".to_owned(),
    };
    let mut lines = vec![format!("{} {}: {own}.", row.measure, row.year)];
    if let Some((_, figure)) = peer {
        lines.push(match figure {
            Some(figure) => {
                let beyond = match (figure.ahead, figure.is_beyond_noise) {
                    (None, _) => String::new(),
                    (Some(_), Some(true)) => ", beyond noise".to_owned(),
                    (Some(_), Some(false)) => ", inside the noise".to_owned(),
                    (Some(_), None) => ", noise not known".to_owned(),
                };
                let side = |ahead: f64| if ahead < 0.0 { "worse" } else { "better" };
                let by = |ahead: f64| format!("; {} {}{beyond}", signed_figure(ahead.abs(), scale).trim_start_matches('+'), side(ahead));
                let ahead = figure.ahead.map(by).unwrap_or_default();
                format!("There: {}{}{ahead}.", scale.figure(figure.value), from(figure.source.as_deref()))
            }
            None => "There: no figure in the map.".to_owned(),
        });
    }
    lines.push(expected_words(row, scale));
    if let Some((gap, interval)) = row.gap.and_then(|gap| Some((gap.gap, gap.interval?))) {
        let both = interval_words(Some(interval), scale);
        lines.push(format!("Gap {}, 95% {both} with the uncertainty of both.", signed_figure(gap, scale)));
    }
    if let Some(national) = row.national {
        lines.push(format!("National: {}{}.", scale.figure(national), from(row.national_source.as_deref())));
    }
    lines
}

/// "Expected of a school like it: +0.02, the median of 30 peers, 95% −0.05 to +0.12; middle half −0.2 to +0.3."
fn expected_words(row: &MeasureRow, scale: Scale) -> String {
    let sure = match row.expected {
        Some(_) => format!(", 95% {} by order statistics", interval_words(row.expected, scale)),
        None => ", too few for an interval".to_owned(),
    };
    let peers = words::counted(row.n, "peer", "peers");
    let half = format!("middle half {} to {}", scale.figure(row.family_low), scale.figure(row.family_high));
    format!("Expected of a school like it: {}, the median of {peers}{sure}; {half}.", scale.figure(row.family_median))
}

/// A difference with its sign, whatever the measure.
pub fn signed_figure(value: f64, scale: Scale) -> String {
    let text = scale.figure(value.abs());
    let bare = text.trim_start_matches('+');
    if value < 0.0 { format!("−{bare}") } else { format!("+{bare}") }
}

/// `−0.25 *`: how far a school is above its family's median, with a sign where that is beyond noise.
pub fn gap_words(row: &MeasureRow, scale: Scale) -> String {
    let Some(gap) = row.gap else { return words::MISSING.to_owned() };
    let beyond = match row.is_beyond_noise {
        Some(true) => " *",
        Some(false) | None => "",
    };
    format!("{}{beyond}", signed_figure(gap.gap, scale))
}
