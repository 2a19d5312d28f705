//! Bubbles: areas gathered for the far view of the ground, the smallest merged until all have room.

use std::cmp::Reverse;

use ecow::EcoString;

use super::{
    apart,
    areas::Grouping,
    grid::Grid,
    picture::Rect,
    roster::{Drawn, Lane},
    scene::Scene,
    text,
};
use crate::{
    finding::{Pattern, Weight},
    model::Stage,
};

/// The cells of a bubble; it is wider for longer names where few bubbles have the map for themselves.
const SIZE: (i32, i32) = (18, 4);
const WIDEST: i32 = 28;
const ROOMY: f64 = 0.25;
/// Bubbles cover up to this share of the map.
const COVERED: f64 = 0.52;

/// The lanes of a bubble's bar, in order.
pub(crate) const LANES: [Lane; 5] = [
    Lane::Stage(Stage::Isolation),
    Lane::Stage(Stage::Initiation),
    Lane::Stage(Stage::Engagement),
    Lane::Stage(Stage::Integration),
    Lane::Unrated,
];

/// Members of one or several areas.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bubble {
    /// The area with the most members.
    pub(crate) name: EcoString,
    /// The areas in it, as places in the roster.
    pub(crate) areas: Vec<usize>,
    pub(crate) members: usize,
    /// Whether members of no named area are counted in it, because it is the nearest.
    pub(crate) has_others: bool,
    /// How many stand in each of [`LANES`].
    pub(crate) lanes: [usize; LANES.len()],
    pub(crate) condoned: usize,
    pub(crate) coasting: usize,
    /// Its middle in cells.
    pub(crate) at: (f32, f32),
    pub(crate) area: Rect,
}

impl Bubble {
    /// The boundary by the mean stage of the rated; while most are not rated, nobody knows it.
    pub(crate) fn lane(&self) -> Lane {
        let [isolated, initiating, engaged, integrated, _] = self.lanes;
        let rated = isolated + initiating + engaged + integrated;
        if rated == 0 || rated * 2 < self.lanes.iter().sum() {
            return Lane::Unrated;
        }
        let mean = (isolated + 2 * initiating + 3 * engaged + 4 * integrated) as f64 / rated as f64;
        // The median is 2 nearly everywhere; these thresholds of the mean part areas that differ.
        let stage = match mean {
            mean if mean < 2.0 => Stage::Isolation,
            mean if mean < 2.5 => Stage::Initiation,
            mean if mean < 3.0 => Stage::Engagement,
            _ => Stage::Integration,
        };
        Lane::Stage(stage)
    }

    /// The square of how far a cell is from its middle; a cell is twice as high as wide.
    fn distance(&self, cell: (f32, f32)) -> f32 {
        let (across, down) = (self.at.0 - cell.0, 2.0 * (self.at.1 - cell.1));
        // The root would cost more than all else, and nearer is nearer without it.
        across * across + down * down
    }

    fn count(&mut self, drawn: &Drawn) {
        self.members += 1;
        if let Some(count) = LANES.iter().position(|lane| *lane == drawn.lane).and_then(|at| self.lanes.get_mut(at)) {
            *count += 1;
        }
        match drawn.flag.map(Pattern::weight) {
            Some(Weight::Alarm) => self.condoned += 1,
            Some(Weight::Warning) => self.coasting += 1,
            Some(Weight::Note) | None => {}
        }
    }

    fn take_in(&mut self, other: Self) {
        let (own, theirs) = (self.members as f32, other.members as f32);
        let sum = (own + theirs).max(1.0);
        self.at = ((self.at.0 * own + other.at.0 * theirs) / sum, (self.at.1 * own + other.at.1 * theirs) / sum);
        if (other.members, &self.name) > (self.members, &other.name) {
            self.name = other.name;
        }
        self.areas.extend(other.areas);
        self.members += other.members;
        self.has_others |= other.has_others;
        self.lanes.iter_mut().zip(other.lanes).for_each(|(count, more)| *count += more);
        self.condoned += other.condoned;
        self.coasting += other.coasting;
    }
}

/// The bubbles of these members in the window, pushed apart and on cells that nobody has; none if the window has no room for one.
///
/// Cost: O(members + areas³), and there are at most 25 areas.
pub(crate) fn bubbles(scene: &Scene<'_>, members: &[usize], grid: &mut Grid) -> Vec<Bubble> {
    let window = scene.window;
    if window.width < SIZE.0 || window.height < SIZE.1 || scene.chart.roster.grouping == Grouping::Whole {
        return Vec::new();
    }
    let mut bubbles = of_areas(scene, members);
    let most = (window.cells() as f64 * COVERED / f64::from(SIZE.0 * SIZE.1)).max(1.0) as usize;
    while bubbles.len() > most {
        merge(&mut bubbles, |_| true);
    }
    let (width, height) = size(&bubbles, window);
    loop {
        let sizes = vec![(width as f32 + 1.0, height as f32); bubbles.len()];
        let mut places: Vec<(f32, f32)> = bubbles.iter().map(|bubble| bubble.at).collect();
        apart::push(&mut places, (&sizes, &[]), window);
        for (bubble, (x, y)) in bubbles.iter_mut().zip(places) {
            let left = (x - width as f32 / 2.0).round() as i32;
            let top = (y - height as f32 / 2.0).round() as i32;
            let left = left.min(window.right() - width).max(window.x);
            bubble.area = Rect::new(left, top.min(window.bottom() - height).max(window.y), width, height);
        }
        let areas: Vec<Rect> = bubbles.iter().map(|bubble| bubble.area).collect();
        let is_crowded = |bubble: &Bubble| areas.iter().filter(|area| area.meets(bubble.area)).count() > 1;
        if !bubbles.iter().any(is_crowded) {
            return settle(bubbles, grid);
        }
        merge(&mut bubbles, is_crowded);
    }
}

/// Gives each bubble cells that nobody has, the largest first and as near as can be; one without joins the nearest that has.
fn settle(bubbles: Vec<Bubble>, grid: &mut Grid) -> Vec<Bubble> {
    let mut order: Vec<(usize, Bubble)> = bubbles.into_iter().enumerate().collect();
    order.sort_by_key(|(at, bubble)| (Reverse(bubble.members), *at));
    let mut settled: Vec<(usize, Bubble)> = Vec::new();
    for (at, mut bubble) in order {
        let free = around(bubble.area).find(|area| grid.is_free(*area));
        match (free, settled.iter_mut().min_by(|a, b| a.1.distance(bubble.at).total_cmp(&b.1.distance(bubble.at)))) {
            (Some(area), _) => {
                grid.take(area);
                bubble.area = area;
                settled.push((at, bubble));
            }
            (None, Some((_, nearest))) => nearest.take_in(bubble),
            (None, None) => {}
        }
    }
    settled.sort_by_key(|(at, _)| *at);
    settled.into_iter().map(|(_, bubble)| bubble).collect()
}

/// The rectangle where it is, then moved ever further; a row is as far as two columns.
pub(crate) fn around(area: Rect) -> impl Iterator<Item = Rect> {
    let mut moves: Vec<(i32, i32)> = (-9..=9).flat_map(|down| (-12..=12).map(move |step| (step * 3, down))).collect();
    moves.sort_by_key(|(across, down)| (across * across + 4 * down * down, *down, *across));
    moves.into_iter().map(move |(across, down)| Rect { x: area.x + across, y: area.y + down, ..area })
}

/// The cells of each bubble in this window.
fn size(bubbles: &[Bubble], window: Rect) -> (i32, i32) {
    let wanted = |bubble: &Bubble| i32::from(text::width(&bubble.name)) + 10;
    let longest = bubbles.iter().map(wanted).max().unwrap_or(SIZE.0);
    let room = (window.cells() as f64 * ROOMY / (bubbles.len().max(1) as f64 * f64::from(SIZE.1))) as i32;
    (longest.min(WIDEST).min(room).min(window.width).max(SIZE.0), SIZE.1)
}

fn of_areas(scene: &Scene<'_>, members: &[usize]) -> Vec<Bubble> {
    let roster = &scene.chart.roster;
    let empty = |at: usize, name: &EcoString| Bubble {
        name: name.clone(),
        areas: vec![at],
        members: 0,
        has_others: false,
        lanes: [0; LANES.len()],
        condoned: 0,
        coasting: 0,
        at: (0.0, 0.0),
        area: Rect::default(),
    };
    let mut bubbles: Vec<Bubble> = roster.areas.iter().enumerate().map(|(at, area)| empty(at, &area.name)).collect();
    // What is left beside the named areas is all over the map: the nearest bubble counts it, unless somebody closed it.
    let is_rest = |member: usize| {
        let area = roster.members.get(member).map(|drawn| drawn.area);
        area.is_some_and(|at| !scene.folds.is_closed(at) && roster.areas.get(at).is_some_and(|area| area.is_rest))
    };
    // Under a filter a bubble counts who meets it.
    let counted = members.iter().copied().filter(|member| scene.view.only.as_ref().is_none_or(|only| only.meets(*member)));
    let (others, named): (Vec<usize>, Vec<usize>) = counted.partition(|member| is_rest(*member));
    for member in named {
        let Some(drawn) = roster.members.get(member) else { continue };
        let Some(bubble) = bubbles.get_mut(drawn.area) else { continue };
        let (x, y) = scene.cell(member);
        bubble.at = (bubble.at.0 + x, bubble.at.1 + y);
        bubble.count(drawn);
    }
    bubbles.retain(|bubble| bubble.members > 0);
    for bubble in &mut bubbles {
        let members = bubble.members as f32;
        bubble.at = (bubble.at.0 / members, bubble.at.1 / members);
    }
    for member in others {
        let Some(drawn) = roster.members.get(member) else { continue };
        let cell = scene.cell(member);
        if let Some(bubble) = nearest(&bubbles, cell).and_then(|at| bubbles.get_mut(at)) {
            bubble.count(drawn);
            bubble.has_others = true;
        }
    }
    bubbles
}

/// The bubble whose middle is nearest to a cell.
fn nearest(bubbles: &[Bubble], cell: (f32, f32)) -> Option<usize> {
    let distances = bubbles.iter().map(|bubble| bubble.distance(cell)).enumerate();
    distances.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(at, _)| at)
}

/// Merges the smallest of those that are meant into the one nearest to it.
fn merge(bubbles: &mut Vec<Bubble>, is_meant: impl Fn(&Bubble) -> bool) {
    let meant = bubbles.iter().enumerate().filter(|(_, bubble)| is_meant(bubble));
    let Some(smallest) = meant.min_by_key(|(at, bubble)| (bubble.members, Reverse(*at))).map(|(at, _)| at) else { return };
    let small = bubbles.remove(smallest);
    if let Some(nearest) = bubbles.iter_mut().min_by(|a, b| a.distance(small.at).total_cmp(&b.distance(small.at))) {
        nearest.take_in(small);
    }
}
