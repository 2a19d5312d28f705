//! A school's family for other programs: JSON and CSV.

use serde_json::{Value, json};

use super::table::csv_row;
use crate::{
    analysis::Analysis,
    peers::{FamilyPage, Interval, MeasureRow, Method, PeerRow},
};

/// The family as `peers` answers it: `member`, `method`, `variables`, `peers`, `measures`.
pub fn peers_json(page: &FamilyPage, analysis: &Analysis) -> Value {
    let (list, year) = match &page.method {
        Method::Computed(_) => (None, None),
        Method::Official { list, year } => (list.clone(), *year),
    };
    let variables =
        page.variables.iter().map(|variable| json!({"name": variable.name, "weight": variable.weight, "value": variable.value}));
    let mut out = json!({
        "member": page.member.as_str(),
        "name": analysis.name_of(&page.member).as_str(),
        "method": page.method.word(),
        "variables": variables.collect::<Vec<_>>(),
        "peers": page.peers.iter().enumerate().map(|(at, peer)| peer_json(page, at, peer)).collect::<Vec<_>>(),
        "measures": page.measures.iter().map(|row| measure_json(row, page)).collect::<Vec<_>>(),
    });
    if let Some(fields) = out.as_object_mut() {
        if let Some(list) = list {
            fields.insert("list".to_owned(), list.as_str().into());
        }
        if let Some(year) = year {
            fields.insert("year".to_owned(), year.get().into());
        }
        if let Some((key_stage, group, schools)) = page.pool {
            fields.insert("pool".to_owned(), json!({"key_stage": key_stage.word(), "group": group.word(), "schools": schools}));
        }
    }
    out
}

fn peer_json(page: &FamilyPage, at: usize, peer: &PeerRow) -> Value {
    let values = page.variables.iter().map(|variable| (variable.name.to_owned(), json!(variable.peers.get(at).copied().flatten())));
    json!({
        "member": peer.member.as_str(),
        "name": peer.name.as_str(),
        "distance": peer.distance,
        "used": peer.used,
        "km": peer.km,
        "tied": peer.is_tied,
        "values": values.collect::<serde_json::Map<_, _>>(),
    })
}

fn measure_json(row: &MeasureRow, page: &FamilyPage) -> Value {
    let low = |interval: Option<Interval>| interval.map(|interval| interval.low);
    let high = |interval: Option<Interval>| interval.map(|interval| interval.high);
    let peers = row.peers.iter().zip(&page.peers).filter_map(|(figure, peer)| {
        let figure = figure.as_ref()?;
        Some(json!({
            "member": peer.member.as_str(),
            "value": figure.value,
            "better_by": figure.ahead,
            "beyond_noise": figure.is_beyond_noise,
            "source": figure.source.as_deref(),
        }))
    });
    let gap = row.gap;
    let gap_interval = gap.and_then(|gap| gap.interval);
    json!({
        "measure": row.measure.as_str(),
        "year": row.year.get(),
        "value": row.value,
        "low": low(row.own),
        "high": high(row.own),
        "pupils": row.pupils,
        "source": row.source.as_deref(),
        "family_median": row.family_median,
        "family_low": row.family_low,
        "family_high": row.family_high,
        "n": row.n,
        "expected_low": low(row.expected),
        "expected_high": high(row.expected),
        "gap": gap.map(|gap| gap.gap),
        "gap_low": low(gap_interval),
        "gap_high": high(gap_interval),
        "beyond_noise": row.is_beyond_noise,
        "national": row.national,
        "peers": peers.collect::<Vec<_>>(),
    })
}

/// The peers as a sheet, one a row: rank, who, how far, the variables compared, and every figure of the family.
pub fn peers_csv(page: &FamilyPage) -> String {
    let text = |words: &str| words.to_owned();
    let mut headings: Vec<String> = ["rank", "member", "name", "distance", "km", "tied"].map(text).to_vec();
    headings.extend(page.variables.iter().map(|variable| text(variable.name)));
    headings.extend(page.measures.iter().map(|row| format!("{}, {}", row.measure, row.year)));
    let mut out = csv_row(&headings);
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for (at, peer) in page.peers.iter().enumerate() {
        let tied = if peer.is_tied { "yes" } else { "no" };
        let mut cells =
            vec![(at + 1).to_string(), text(&peer.member), text(&peer.name), number(peer.distance), number(peer.km), text(tied)];
        cells.extend(page.variables.iter().map(|variable| number(variable.peers.get(at).copied().flatten())));
        cells.extend(page.measures.iter().map(|row| number(row.peers.get(at).and_then(Option::as_ref).map(|figure| figure.value))));
        out.push_str(&csv_row(&cells));
    }
    out
}
