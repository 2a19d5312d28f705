//! Groups that somebody closed to one bubble, and ties that end at a bubble joined into one.

use std::collections::BTreeMap;

use ecow::eco_format;

use super::{
    areas::Grouping,
    chart::Chart,
    grid::Grid,
    picture::{Ink, Label, Picture, Piece, Rect},
    roster::DrawnTie,
    scene::Scene,
    view::View,
};

/// Which groups somebody opened or closed, by their places in the roster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folds {
    opened: Vec<bool>,
    closed: Vec<bool>,
}

impl Folds {
    pub(crate) fn of(chart: &Chart, view: &View) -> Self {
        let roster = &chart.roster;
        let can_fold = roster.grouping != Grouping::Whole;
        let meant = |groups: &std::collections::BTreeSet<ecow::EcoString>| {
            roster.areas.iter().map(|area| can_fold && groups.contains(&area.name)).collect()
        };
        Self { opened: meant(&view.opened), closed: meant(&view.closed) }
    }

    /// Whether its members stand out of the crowd where others are dots or bubbles.
    pub(crate) fn is_open(&self, area: usize) -> bool {
        self.opened.get(area).copied().unwrap_or_default()
    }

    /// Whether it is one bubble where others are members.
    pub(crate) fn is_closed(&self, area: usize) -> bool {
        self.closed.get(area).copied().unwrap_or_default()
    }
}

/// One end of a tie: a member, or the bubble it is in, by its place in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Member(usize),
    Bubble(usize),
}

/// A tie that is drawn, and how many it stands for.
pub(crate) struct Joined<'a> {
    /// Its place in the roster.
    pub(crate) at: usize,
    pub(crate) tie: &'a DrawnTie,
    pub(crate) ties: usize,
}

/// The ties of what has a place in the picture: those that end at the same two things, one of them a bubble, are one.
///
/// The one that is drawn is the deepest, and one that stands out before others. Cost: O(ties · log ties) with bubbles.
pub(crate) fn joined<'a>(scene: &Scene<'a>, picture: &Picture, places: &[Option<Rect>]) -> Vec<Joined<'a>> {
    let is_placed = |member: usize| places.get(member).is_some_and(Option::is_some);
    let ties = scene.chart.roster.ties.iter().enumerate().filter(|(_, tie)| is_placed(tie.from) || is_placed(tie.to));
    if scene.folded.is_empty() {
        return ties.map(|(at, tie)| Joined { at, tie, ties: 1 }).collect();
    }
    let mut bubbles: Vec<Option<usize>> = vec![None; places.len()];
    for (member, bubble) in bubble_of(scene, picture) {
        if let Some(known) = bubbles.get_mut(member) {
            *known = Some(bubble);
        }
    }
    let end = |member: usize| bubbles.get(member).copied().flatten().map_or(End::Member(member), End::Bubble);
    let mut single = Vec::new();
    let mut bundles: BTreeMap<(End, End), Joined<'a>> = BTreeMap::new();
    for (at, tie) in ties {
        match (end(tie.from), end(tie.to)) {
            (End::Member(_), End::Member(_)) => single.push(Joined { at, tie, ties: 1 }),
            (from, to) if from == to => {}
            ends => {
                let matters = |at: usize, tie: &DrawnTie| (scene.lit(at).is_some(), tie.phase, tie.trust);
                let held = bundles.entry(ends).or_insert(Joined { at, tie, ties: 0 });
                held.ties += 1;
                if matters(at, tie) > matters(held.at, held.tie) {
                    (held.at, held.tie) = (at, tie);
                }
            }
        }
    }
    single.extend(bundles.into_values());
    single
}

/// The bubble in which each folded member is.
fn bubble_of(scene: &Scene<'_>, picture: &Picture) -> impl Iterator<Item = (usize, usize)> {
    let roster = &scene.chart.roster;
    let of_area = |area: usize| picture.clusters.iter().position(|cluster| cluster.areas.contains(&area));
    let of_areas: Vec<Option<usize>> = (0..roster.areas.len()).map(of_area).collect();
    let bubble = move |member: usize| of_areas.get(roster.members.get(member)?.area).copied().flatten();
    scene.folded.iter().filter_map(move |member| Some((*member, bubble(*member)?)))
}

/// The cells of the bubble of each folded member.
pub(crate) fn places(scene: &Scene<'_>, picture: &Picture) -> impl Iterator<Item = (usize, Rect)> {
    bubble_of(scene, picture).filter_map(|(member, bubble)| Some((member, picture.clusters.get(bubble)?.area)))
}

/// How many ties a line stands for, on the line if a cell is free there.
pub(crate) fn count_on(line: (f32, f32), ties: usize, grid: &mut Grid) -> Option<Label> {
    let text = eco_format!("{ties}");
    let area = Rect::new(line.0.floor() as i32, line.1.floor() as i32, i32::try_from(text.len()).ok()?, 1);
    if ties < 2 || !grid.is_free_with_margin(area) {
        return None;
    }
    grid.take(area);
    Some(Label { x: area.x, y: area.y, pieces: vec![Piece::Text(text, Ink::Text)], strength: 0.9 })
}
