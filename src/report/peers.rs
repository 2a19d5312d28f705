//! A school's family in text.

use super::{
    family_words::{apart_words, counts_words, family_words, gap_words, interval_words, km_words, signed_figure},
    page::{Page, Text},
    words::{self, Scale},
};
use crate::{
    analysis::Analysis,
    framework::FamilyNoise,
    peers::{FamilyPage, Formula, MeasureRow, Method},
};

/// How many peers the sentence of who does better and is near names.
const NAMED: usize = 5;

/// The family for a terminal.
pub fn peers_text(family: &FamilyPage, analysis: &Analysis, columns: usize) -> Text {
    let mut page = Page::new(columns);
    page.title(&format!("The family of {} ({})", analysis.name_of(&family.member), family.member));
    let counts = counts_words(family);
    let counts = if counts.is_empty() { String::new() } else { format!(" What counts: {counts}.") };
    page.paragraph(0, &format!("{}.{counts}", words::capitalised(&family_words(family))));
    let rules = &analysis.rules.families;
    let size = family.peers.len();
    if size < rules.indicative_from.value {
        page.paragraph(0, &format!("Fewer than {} peers: no verdict can rest on this family.", rules.indicative_from.value));
    } else if size < rules.firm_from.value {
        page.paragraph(0, &format!("Fewer than {} peers: what rests on this family is indicative.", rules.firm_from.value));
    }
    let judged = analysis.beside_peers(&family.member).and_then(|beside| family.row(&beside.measure, beside.year));
    peer_lines(&mut page, family, judged, analysis);
    if judged.is_some_and(|row| row.value.is_some()) {
        page.paragraph(4, "In brackets: how much better than this school.");
    }
    figure_lines(&mut page, family, analysis);
    if let Some(row) = judged {
        page.blank();
        page.paragraph(0, &better_words(family, row, analysis));
    }
    page.blank();
    let unit = match &family.method {
        Method::Computed(Formula::Fbit) => "Distance is in shares of the pool's range: 0 is a twin.",
        Method::Computed(Formula::Weighted | Formula::PriorAttainment) | Method::Official { .. } => {
            "Distance is in standard deviations of the pool: 0 is a twin."
        }
    };
    page.paragraph(0, &format!("{unit} A family is for asking questions, never for ranking schools."));
    page.finish()
}

fn peer_lines(page: &mut Page, family: &FamilyPage, judged: Option<&MeasureRow>, analysis: &Analysis) {
    let heading = judged.map(|row| words::cut(&format!("{} {}", row.measure, row.year), 18)).unwrap_or_default();
    page.heading(&format!(
        "    {}{}{}{}  {}",
        words::fit("peer", 25),
        words::right("distance", 9),
        words::right("km", 7),
        words::right(&heading, 19),
        "id"
    ));
    for (at, peer) in family.peers.iter().enumerate() {
        let distance = apart_words(family, peer);
        let figure = judged.and_then(|row| {
            let scale = Scale::of(analysis.definitions.get(&row.measure));
            let figure = row.peers.get(at)?.as_ref()?;
            let ahead = figure.ahead.map(|ahead| words::right(&format!("({})", signed_figure(ahead, scale)), 9)).unwrap_or_default();
            Some(format!("{}{ahead}", scale.figure(figure.value)))
        });
        page.line(&format!(
            "{} {}{}{}{}  {}",
            words::right(&(at + 1).to_string(), 3),
            words::fit(&peer.name, 25),
            words::right(&distance, 9),
            words::right(&km_words(peer.km), 7),
            words::right(&figure.unwrap_or_default(), 19),
            peer.member
        ));
    }
}

fn figure_lines(page: &mut Page, family: &FamilyPage, analysis: &Analysis) {
    if family.measures.is_empty() {
        page.heading("No figures of these peers are in the map.");
        return;
    }
    page.heading(&format!(
        "  {}{}{}{}{}{}{}{}",
        words::fit("measure", 17),
        words::right("year", 5),
        words::right("school", 6),
        words::right("median", 7),
        words::right("95% of median", 15),
        words::right("gap", 8),
        words::right("middle half", 15),
        words::right("n", 5)
    ));
    for row in &family.measures {
        let scale = Scale::of(analysis.definitions.get(&row.measure));
        let (value, median) = match row.value {
            Some(value) => scale.pair(value, row.family_median),
            None => (row.mark.as_ref().map_or_else(|| words::MISSING.to_owned(), ToString::to_string), scale.figure(row.family_median)),
        };
        page.line(&format!(
            "  {}{}{}{}{}{}{}{}",
            words::fit(&row.measure, 17),
            words::right(&row.year.to_string(), 5),
            words::right(&value, 6),
            words::right(&median, 7),
            words::right(&or_missing(interval_words(row.expected, scale)), 15),
            words::right(&gap_words(row, scale), 8),
            words::right(&format!("{} to {}", scale.figure(row.family_low), scale.figure(row.family_high)), 15),
            words::right(&row.n.to_string(), 5)
        ));
    }
    let beyond = match analysis.rules.noise.family.value {
        FamilyNoise::Told => "* the gap is beyond what chance carries the school's own figure (95%).",
        FamilyNoise::Counted => "* the gap is beyond what chance carries the school's figure and the median together (95%).",
    };
    page.paragraph(2, beyond);
}

fn or_missing(text: String) -> String {
    if text.is_empty() { words::MISSING.to_owned() } else { text }
}

/// "Better in Progress 8 2019 and near: Birch High (4.2 km, +0.31, beyond noise); …".
fn better_words(family: &FamilyPage, row: &MeasureRow, analysis: &Analysis) -> String {
    let scale = Scale::of(analysis.definitions.get(&row.measure));
    let better = row.better_and_near(&family.peers);
    let named = better.iter().take(NAMED).filter_map(|&at| {
        let (peer, figure) = (family.peers.get(at)?, row.peers.get(at)?.as_ref()?);
        let km = peer.km.map(|_| format!("{} km, ", km_words(peer.km))).unwrap_or_default();
        let beyond = if figure.is_beyond_noise == Some(true) { ", beyond noise" } else { "" };
        Some(format!("{} ({km}{}{beyond})", peer.name, signed_figure(figure.ahead?, scale)))
    });
    let named: Vec<String> = named.collect();
    let more = better.len().saturating_sub(named.len());
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    if named.is_empty() {
        return format!("Nobody in the family does better in {} {}.", row.measure, row.year);
    }
    format!("Better in {} {}, the nearest first: {}{more}.", row.measure, row.year, named.join("; "))
}
