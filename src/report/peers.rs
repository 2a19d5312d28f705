//! A school's family in text and JSON.

use serde_json::{Value, json};

use super::{
    column::Standard,
    page::{Page, Text},
    words::{self, Scale},
};
use crate::{
    analysis::Analysis,
    peers::{FamilyPage, MeasureRow, Method, PeerRow},
};

/// The family as `peers` answers it: `member`, `method`, `variables`, `peers`, `measures`.
pub fn peers_json(page: &FamilyPage, analysis: &Analysis) -> Value {
    let (list, year) = match &page.method {
        Method::Computed(_) => (None, None),
        Method::Official { list, year } => (list.clone(), *year),
    };
    let mut out = json!({
        "member": page.member.as_str(),
        "name": analysis.name_of(&page.member).as_str(),
        "method": page.method.word(),
        "variables": page.variables.iter().map(|variable| json!({"name": variable.name, "weight": variable.weight})).collect::<Vec<_>>(),
        "peers": page.peers.iter().map(peer_json).collect::<Vec<_>>(),
        "measures": page.measures.iter().map(measure_json).collect::<Vec<_>>(),
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

fn peer_json(peer: &PeerRow) -> Value {
    json!({"member": peer.member.as_str(), "name": peer.name.as_str(), "distance": peer.distance, "used": peer.used})
}

fn measure_json(row: &MeasureRow) -> Value {
    json!({
        "measure": row.measure.as_str(),
        "year": row.year.get(),
        "value": row.value,
        "family_median": row.family_median,
        "family_low": row.family_low,
        "family_high": row.family_high,
        "n": row.n,
    })
}

/// The family for a terminal.
pub fn peers_text(family: &FamilyPage, analysis: &Analysis, columns: usize) -> Text {
    let mut page = Page::new(columns);
    page.title(&format!("The family of {} ({})", analysis.name_of(&family.member), family.member));
    page.paragraph(0, &how(family));
    let rules = &analysis.rules.families;
    let size = family.peers.len();
    if size < rules.indicative_from.value {
        page.paragraph(0, &format!("Fewer than {} peers: no verdict can rest on this family.", rules.indicative_from.value));
    } else if size < rules.firm_from.value {
        page.paragraph(0, &format!("Fewer than {} peers: what rests on this family is indicative.", rules.firm_from.value));
    }
    page.heading(&format!("    {}{}  {}", words::fit("peer", 40), words::right("distance", 9), "id"));
    for (at, peer) in family.peers.iter().enumerate() {
        let distance = peer.distance.map_or_else(|| words::MISSING.to_owned(), |distance| format!("{distance:.2}"));
        page.line(&format!(
            "{} {}{}  {}",
            words::right(&(at + 1).to_string(), 3),
            words::fit(&peer.name, 40),
            words::right(&distance, 9),
            peer.member
        ));
    }
    figure_lines(&mut page, family, analysis);
    page.blank();
    page.paragraph(
        0,
        "Distance is in standard deviations of the pool: 0 is a twin. A family is for asking questions, never for ranking schools.",
    );
    page.finish()
}

fn how(family: &FamilyPage) -> String {
    let count = words::counted(family.peers.len(), "peer", "peers");
    match &family.method {
        Method::Official { list, year } => {
            let list = list.as_ref().map_or_else(|| "an official list".to_owned(), |list| format!("the list “{list}”"));
            let year = year.map(|year| format!(" of {year}")).unwrap_or_default();
            format!("{count}, from {list}{year}.")
        }
        Method::Computed(_) => {
            let pool = family.pool.map(|(key_stage, group, schools)| {
                let schools = words::counted(schools, "school", "schools");
                format!(" among {schools} of key stage {} ({})", key_stage.word().trim_start_matches("ks"), words::spoken(group.word()))
            });
            let weights = family
                .variables
                .iter()
                .map(|variable| format!("{} {}", variable_words(variable.name), words::percent(variable.weight * 100.0)));
            let weights = weights.collect::<Vec<_>>().join(", ");
            format!("{count}, the nearest in context{}. What counts: {weights}.", pool.unwrap_or_default())
        }
    }
}

/// A variable for people; the member's field is its name elsewhere.
fn variable_words(name: &str) -> String {
    match Standard::ALL.iter().find(|standard| standard.name() == name) {
        Some(standard) => standard.words().to_owned(),
        None if name == "log_pupils" => "size".to_owned(),
        None => words::spoken(name),
    }
}

fn figure_lines(page: &mut Page, family: &FamilyPage, analysis: &Analysis) {
    if family.measures.is_empty() {
        page.heading("No figures of these peers are in the map.");
        return;
    }
    page.heading(&format!(
        "  {}{}{}{}{}{}",
        words::fit("measure", 22),
        words::right("year", 5),
        words::right("school", 9),
        words::right("median", 9),
        words::right("middle half", 17),
        words::right("peers", 8)
    ));
    for row in &family.measures {
        let scale = Scale::of(analysis.definitions.get(&row.measure));
        let (value, median) = match row.value {
            Some(value) => scale.pair(value, row.family_median),
            None => (words::MISSING.to_owned(), scale.figure(row.family_median)),
        };
        page.line(&format!(
            "  {}{}{}{}{}{}",
            words::fit(&row.measure, 22),
            words::right(&row.year.to_string(), 5),
            words::right(&value, 9),
            words::right(&median, 9),
            words::right(&format!("{} to {}", scale.figure(row.family_low), scale.figure(row.family_high)), 17),
            words::right(&row.n.to_string(), 8)
        ));
    }
}
