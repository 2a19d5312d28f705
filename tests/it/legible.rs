//! How well a picture of the map can be read, in numbers; `benches/readability.rs` includes this file by path.

use std::collections::{BTreeMap, BTreeSet};

use permea::{
    map::{Chart, Lane, Layout, Picture, Piece, Placement, Rect, Shape, Stroke, View},
    model::Stage,
    view::{
        map::{GlyphSet, draw},
        theme::{Depth, Theme, Themes, Tone},
    },
};
use ratatui::{buffer::Buffer, layout};

/// The layouts in which members are spread over a map.
pub(crate) const LAYOUTS: [Layout; 4] = [Layout::Rings, Layout::Journey, Layout::Geographic, Layout::Force];

/// What is measured of one picture of a whole network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Legible {
    /// Members with condoned failure or coasting, in all.
    pub(crate) flagged: usize,
    /// Those of them whose name is shown.
    pub(crate) named: usize,
    /// Those of the others whose sign is shown, or that a number beside its sign counts.
    pub(crate) signed: usize,
    /// Pairs of names, signs and bubbles that share a cell.
    pub(crate) overlaps: usize,
    /// The percentage of the length of the ties drawn that lies under names other than those of their own ends.
    pub(crate) ties_hidden_percent: f64,
    /// How many of the four stages are in the picture.
    pub(crate) stages: usize,
    /// How many of them nobody takes for another one without colours and styles.
    pub(crate) told_apart: usize,
}

/// Measures the picture of the whole network in a window.
pub(crate) fn legible(chart: &Chart, (width, height): (u16, u16)) -> Legible {
    let picture = chart.picture(&View::default(), width, height);
    let flagged: BTreeSet<usize> =
        chart.roster.members.iter().enumerate().filter(|(_, member)| member.flag.is_some()).map(|(at, _)| at).collect();
    let named: BTreeSet<usize> =
        picture.placements.iter().filter(|placement| is_named(placement)).map(|placement| placement.member).collect();
    let named = flagged.intersection(&named).count();
    let (stages, told_apart) = told_apart(&picture);
    Legible {
        flagged: flagged.len(),
        named,
        signed: signed(&picture),
        overlaps: overlaps(&picture),
        ties_hidden_percent: ties_hidden_percent(&picture),
        stages,
        told_apart,
    }
}

fn is_named(placement: &Placement) -> bool {
    match placement.shape {
        Shape::Dot => false,
        Shape::Badge => !placement.text.is_empty(),
        Shape::Pill | Shape::Card | Shape::Board => true,
    }
}

/// Flagged members drawn with their sign but no name, and those that are counted beside a sign.
fn signed(picture: &Picture) -> usize {
    let badges = picture.placements.iter().filter(|placement| placement.shape == Shape::Badge && !is_named(placement));
    let badges = badges.filter(|placement| placement.flag.is_some()).count();
    let pieces = picture.labels.iter().flat_map(|label| &label.pieces);
    let counted: usize = pieces.map(|piece| if let Piece::Tally(_, count) = piece { *count } else { 0 }).sum();
    badges + counted
}

/// What takes cells of its own: members, words outside bubbles, bubbles.
fn solid(picture: &Picture) -> Vec<Rect> {
    let members = picture.placements.iter().filter(|placement| placement.shape != Shape::Dot).map(|placement| placement.area);
    let bubbles: Vec<Rect> = picture.clusters.iter().map(|cluster| cluster.area).collect();
    let words = picture.labels.iter().map(permea::map::Label::area).filter(|area| !bubbles.iter().any(|bubble| bubble.meets(*area)));
    members.chain(words).chain(bubbles.iter().copied()).collect()
}

fn overlaps(picture: &Picture) -> usize {
    let solid = solid(picture);
    let meets = |(at, area): (usize, &Rect)| solid[at + 1..].iter().filter(|other| area.meets(**other)).count();
    solid.iter().enumerate().map(meets).sum()
}

fn ties_hidden_percent(picture: &Picture) -> f64 {
    let solid = solid(picture);
    let mut owners: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for (at, area) in solid.iter().enumerate() {
        owners.extend((area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| ((x, y), at))));
    }
    let (mut long, mut hidden) = (0_usize, 0_usize);
    for stroke in &picture.ties {
        let cells = cells(stroke);
        let owner = |cell: Option<&(i32, i32)>| cell.and_then(|cell| owners.get(cell)).copied();
        let own = [owner(cells.first()), owner(cells.last())];
        let drawn = cells.iter().enumerate().filter(|(at, _)| {
            let share = *at as f32 / cells.len() as f32;
            stroke.drawn.iter().any(|(low, high)| (*low..=*high).contains(&share))
        });
        for under in drawn.map(|(_, cell)| owner(Some(cell))).filter(|under| under.is_none() || !own.contains(under)) {
            long += 1;
            hidden += usize::from(under.is_some());
        }
    }
    hidden as f64 * 100.0 / long.max(1) as f64
}

/// The cells of a stroke along its way, in steps of about a dot.
fn cells(stroke: &Stroke) -> Vec<(i32, i32)> {
    let mut cells = Vec::new();
    for pair in stroke.points.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().clamp(1.0, 2_000.0) as u16;
        cells.extend((0..steps).map(|step| {
            let share = f32::from(step) / f32::from(steps);
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            ((x / 2.0).floor() as i32, (y / 4.0).floor() as i32)
        }));
    }
    cells
}

/// How many stages are in the picture, and how many of them have signs of their own in plain text.
fn told_apart(picture: &Picture) -> (usize, usize) {
    let area = layout::Rect::new(0, 0, picture.width, picture.height);
    let mut buffer = Buffer::empty(area);
    let mono: Theme = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    draw(picture, &mono, GlyphSet::Unicode, area, &mut buffer);
    let symbol = |x: i32, y: i32| {
        let place = u16::try_from(x).ok().zip(u16::try_from(y).ok());
        place.and_then(|place| buffer.cell(place)).map_or("", ratatui::buffer::Cell::symbol)
    };
    let mut signs: BTreeMap<Stage, BTreeSet<(&str, String)>> = BTreeMap::new();
    let mut note = |lane: Lane, what: &'static str, sign: String| {
        if let Lane::Stage(stage) = lane {
            signs.entry(stage).or_default().insert((what, sign));
        }
    };
    let plain = picture.placements.iter().filter(|placement| placement.flag.is_none() && placement.emblem.is_none());
    for placement in plain {
        let body = placement.body();
        match placement.shape {
            Shape::Dot => {}
            Shape::Badge => note(placement.lane, "glyph", symbol(body.x, body.y).to_owned()),
            Shape::Pill => note(placement.lane, "ends", [symbol(body.x, body.y), symbol(body.right() - 1, body.y)].concat()),
            Shape::Card | Shape::Board => note(placement.lane, "frame", symbol(body.x, body.y).to_owned()),
        }
    }
    for frame in &picture.frames {
        note(frame.lane, "frame", symbol(frame.area.x, frame.area.y).to_owned());
    }
    for bar in &picture.bars {
        note(bar.lane, "bar", symbol(bar.area.x, bar.area.y).to_owned());
    }
    // In the far view of the rings dots are told by their ring, and the ring by its name.
    let words: Vec<String> = picture.labels.iter().flat_map(|label| &label.pieces).filter_map(words_of).collect();
    for stage in Stage::ALL {
        let title = format!("{stage:?}").to_lowercase();
        if words.iter().any(|words| words.to_lowercase().contains(&title)) {
            note(Lane::Stage(stage), "word", title);
        }
    }
    let is_own = |stage: &Stage, own: &BTreeSet<(&str, String)>| {
        signs.iter().filter(|(other, _)| *other != stage).all(|(_, theirs)| own.is_disjoint(theirs))
    };
    (signs.len(), signs.iter().filter(|(stage, own)| is_own(stage, own)).count())
}

fn words_of(piece: &Piece) -> Option<String> {
    if let Piece::Text(text, _) | Piece::Bold(text, _) | Piece::Boundary(_, text) | Piece::Glyph(_, text) = piece {
        Some(text.to_string())
    } else {
        None
    }
}
