//! Names: who gets a card, a pill or a glyph, and where.
//!
//! Greedy on a grid of taken cells. Who matters most takes its name first; then everybody gets at least a cell; then names
//! fill the room that is left, up to a share of the map.

mod crowd;

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

pub(super) use crowd::{Crowd, Item, spiral};

use self::crowd::scattered;
use super::{
    bubbles, dots, far,
    grid::Grid,
    layout::Layout,
    numbers,
    picture::{Beyond, Emphasis, Picture, Placement, Rect, Shape},
    roster::{Drawn, Emblem, Lane},
    scene::{FEW_IN_VIEW, Scene},
    unnamed,
};

/// Places everybody in the window, and the names of the rings.
pub(crate) fn draw(scene: &Scene<'_>, picture: &mut Picture) {
    let mut crowd = Crowd::new(scene);
    if let Some(minimap) = dots::minimap(scene) {
        crowd.grid.take(minimap.area);
        picture.minimap = Some(minimap);
    }
    bubbles::draw_folded(scene, &mut crowd.grid, picture);
    crowd.push_apart();
    crowd.place_important();
    let mut areas = Vec::new();
    let is_ground = matches!(scene.chart.layout, Layout::Geographic | Layout::Force);
    // In a crowd the rings are named before every cell has its glyph, among few their names take what is left.
    if crowd.items.len() > FEW_IN_VIEW && !is_ground {
        picture.labels.extend(far::ring_names(scene, &mut crowd.grid));
        if !scene.has_focus() {
            areas = far::area_names(scene, &mut crowd.grid);
        }
    }
    crowd.place_cells();
    if is_ground && !scene.has_focus() {
        areas = bubbles::area_names(scene, &mut crowd.grid);
    }
    crowd.place_names();
    if crowd.items.len() <= FEW_IN_VIEW && !is_ground {
        picture.labels.extend(far::ring_names(scene, &mut crowd.grid));
    }
    let numbered = crowd.place_numbers(picture.list);
    picture.hidden = crowd.items.iter().filter(|item| item.placement.is_none()).count();
    let mut placed: Vec<(u32, Placement)> =
        crowd.items.into_iter().filter_map(|item| item.placement.map(|placement| (item.rank, placement))).collect();
    placed.sort_by_key(|(rank, placement)| (*rank, placement.member));
    picture.placements = placed.into_iter().map(|(_, placement)| placement).collect();
    let unnamed = if unnamed::are_counted(scene) { unnamed::by_area(scene, &scene.seen, &picture.placements) } else { BTreeMap::new() };
    picture.unnamed = unnamed.values().sum();
    picture.labels.extend(unnamed::fill(areas, &unnamed));
    numbers::draw(&scene.chart.roster, &numbered, picture.unnamed, picture);
}

/// The name of the selected member and of those tied to it, over the dots of a far view.
pub(crate) fn draw_focus(scene: &Scene<'_>, grid: &mut Grid) -> Vec<Placement> {
    let mut crowd = Crowd::new(scene);
    std::mem::swap(&mut crowd.grid, grid);
    crowd.items.retain(|item| scene.hop(item.member) <= 1 || scene.selected == Some(item.member));
    crowd.place_important();
    std::mem::swap(&mut crowd.grid, grid);
    crowd.items.into_iter().rev().filter_map(|item| item.placement).collect()
}

/// The names and glyphs of some members among what has its cells already; who finds none is left out.
pub(crate) fn draw_some(scene: &Scene<'_>, grid: &mut Grid, members: &[usize]) -> Vec<Placement> {
    let mut crowd = Crowd::new(scene);
    std::mem::swap(&mut crowd.grid, grid);
    crowd.items.retain(|item| members.binary_search(&item.member).is_ok());
    // In a dense group names would push most members out of their places.
    if crowd.is_dense() {
        crowd.items.sort_by_key(|item| (std::cmp::Reverse(item.rank), scattered(item.member)));
    } else {
        crowd.place_important();
    }
    crowd.place_cells();
    crowd.place_names();
    std::mem::swap(&mut crowd.grid, grid);
    crowd.items.into_iter().rev().filter_map(|item| item.placement).collect()
}

/// How much a member matters for names: focus, then flags, sources, hubs, universities, then its ties.
pub(crate) fn rank(member: &Drawn, hop: u8) -> u32 {
    let by_hop = match hop {
        0 => 4000,
        1 => 2000,
        2 => 300,
        _ => 0,
    };
    let by_flag = if member.flag.is_some() { 600 } else { 0 };
    let by_emblem = match (member.lane, member.emblem) {
        (Lane::Sources, _) => 500,
        (_, Some(Emblem::Hub)) => 450,
        (_, Some(_)) => 420,
        (_, None) => 0,
    };
    by_hop + by_flag + by_emblem + u32::try_from(member.degree.min(99)).unwrap_or(99)
}

/// A name with its number before it, if members have an order.
pub(crate) fn numbered(number: Option<usize>, name: &EcoString) -> EcoString {
    number.map_or_else(|| name.clone(), |number| eco_format!("{number} {name}"))
}

/// Whether a member is among these placements, for asking of many members.
pub(crate) fn among(placements: &[Placement]) -> impl Fn(usize) -> bool + use<> {
    let members: BTreeSet<usize> = placements.iter().map(|placement| placement.member).collect();
    move |member| members.contains(&member)
}

/// The placement of a member whose shape, place and text are settled.
pub(crate) fn placement_of(drawn: &Drawn, member: usize, form: (Shape, Rect, EcoString), emphasis: Emphasis) -> Placement {
    let (shape, area, text) = form;
    Placement {
        member,
        area,
        shape,
        text,
        lane: drawn.lane,
        emblem: drawn.emblem,
        flag: drawn.flag,
        phase: drawn.phase,
        doubt: drawn.doubt,
        sources: drawn.sources,
        beyond: Beyond::default(),
        emphasis,
        mark: None,
        is_pinned: false,
        number: None,
        aside: None,
        ink: None,
        gauge: None,
    }
}
