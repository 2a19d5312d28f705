//! The far view of the ground: bubbles with counts by stage and flag over the dots of everybody.

use std::{cmp::Reverse, collections::BTreeMap};

use ecow::{EcoString, eco_format};

use super::{
    bubble::{Bubble, LANES, around, bubbles},
    dots::{cells_behind, minimap},
    grid::Grid,
    names::{among, draw_some, placement_of},
    picture::{Bar, Cluster, Frame, Ink, Label, Picture, Piece, Rect, Shape, Stroke},
    scene::Scene,
    text::{cut, width},
    ties, unnamed,
};
use crate::{finding::Pattern, model::Phase};

/// Beyond so many bubbles the ties between them are a thicket.
const WITH_TIES: usize = 45;
/// How strong the dots behind the bubbles are.
const BEHIND: f32 = 0.42;
/// The strength of the ties between bubbles.
const FLOW: [f32; 2] = [0.6, 0.6];

/// Bubbles, the strongest ties between them, and dots where the ground is free.
pub(crate) fn draw(scene: &Scene<'_>, picture: &mut Picture) {
    let mut grid = Grid::new(scene.window);
    if let Some(minimap) = minimap(scene) {
        grid.take(minimap.area);
        picture.minimap = Some(minimap);
    }
    // The member in focus is the question now: its own name goes before the bubbles, and they make room.
    if scene.selected.is_some() || scene.has_focus() {
        ties::draw_own(scene, picture, &mut grid);
    }
    let opened = opened(scene, picture);
    let names = opened_names(scene, &mut grid, &opened);
    let unnamed = draw_opened(scene, &mut grid, picture);
    picture.labels.extend(unnamed::fill(names, &unnamed));
    let (gathered, dotted): (Vec<usize>, Vec<usize>) = {
        let closed = scene.seen.iter().copied().filter(|member| !scene.is_opened(*member));
        (closed.clone().chain(scene.folded.iter().copied()).collect(), closed.collect())
    };
    let shown = bubbles(scene, &gathered, &mut grid);
    picture.counted += scene.folded.len();
    if !scene.has_focus() && shown.len() <= WITH_TIES {
        picture.ties.extend(flows(scene, &shown));
    }
    for bubble in &shown {
        draw_bubble(scene, bubble, picture);
    }
    let dots = cells_behind(scene, dotted.iter().copied(), if shown.is_empty() && !scene.has_focus() { 1.0 } else { BEHIND });
    picture.dots = dots.into_iter().filter(|cell| grid.is_free(Rect::new(cell.x, cell.y, 1, 1))).collect();
    let named = std::mem::take(&mut picture.placements);
    let is_named = among(&named);
    picture.placements.reserve(dotted.len());
    for member in dotted.into_iter().filter(|member| !is_named(*member)) {
        let (x, y) = scene.cell(member);
        let area = Rect::new(x.floor() as i32, y.floor() as i32, 1, 1);
        match scene.chart.roster.members.get(member) {
            Some(drawn) if grid.is_free(area) => {
                let form = (Shape::Dot, area, EcoString::new());
                picture.placements.push(placement_of(drawn, member, form, scene.emphasis(member)));
            }
            // Its bubble counts it.
            Some(_) | None => picture.counted += 1,
        }
    }
    picture.placements.extend(named);
}

/// The members of opened groups that are not in the picture yet.
fn opened(scene: &Scene<'_>, picture: &Picture) -> Vec<usize> {
    let is_placed = among(&picture.placements);
    scene.seen.iter().copied().filter(|member| scene.is_opened(*member) && !is_placed(*member)).collect()
}

/// The members of opened groups with their names and glyphs, as near to their places as there is room; says how many of
/// each group have no name.
pub(crate) fn draw_opened(scene: &Scene<'_>, grid: &mut Grid, picture: &mut Picture) -> BTreeMap<usize, usize> {
    let members = opened(scene, picture);
    if members.is_empty() {
        return BTreeMap::new();
    }
    let placements = draw_some(scene, grid, &members);
    picture.hidden += members.len() - placements.len();
    let unnamed = unnamed::by_area(scene, &members, &placements);
    picture.unnamed += unnamed.values().sum::<usize>();
    picture.placements.extend(placements);
    unnamed
}

/// The name of each opened group over its northernmost member, with room for the number of its nameless.
fn opened_names(scene: &Scene<'_>, grid: &mut Grid, members: &[usize]) -> Vec<(usize, Label)> {
    let roster = &scene.chart.roster;
    let mut tops: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
    for &member in members {
        let (Some(drawn), cell) = (roster.members.get(member), scene.cell(member)) else { continue };
        let top = tops.entry(drawn.area).or_insert(cell);
        if cell.1 < top.1 {
            *top = cell;
        }
    }
    let mut labels = Vec::new();
    for (at, (x, y)) in tops {
        let Some(area) = roster.areas.get(at) else { continue };
        let pieces = vec![Piece::Bold(cut(&area.name, 26), Ink::Strong), unnamed::room(area.members)];
        let wide: i32 = pieces.iter().map(|piece| i32::from(piece.width())).sum();
        let wanted = grid.clamp(Rect::new(x.floor() as i32 - wide / 2, y.floor() as i32 - 1, wide, 1));
        let Some(free) = around(wanted).find(|area| grid.is_free_with_margin(*area)) else { continue };
        grid.take(Rect { x: free.x - 1, width: free.width + 2, ..free });
        labels.push((at, Label { x: free.x, y: free.y, pieces, strength: 1.0 }));
    }
    labels
}

/// Closed groups as bubbles among the members of the others, each with the ties it has to them.
pub(crate) fn draw_folded(scene: &Scene<'_>, grid: &mut Grid, picture: &mut Picture) {
    if scene.folded.is_empty() {
        return;
    }
    let shown = bubbles(scene, &scene.folded, grid);
    let homes = homes(scene, &shown);
    let mut leaving = vec![0_usize; shown.len()];
    for tie in &scene.chart.roster.ties {
        let [from, to] = [tie.from, tie.to].map(|end| homes.get(end).copied().flatten());
        for home in [from, to].into_iter().flatten().filter(|_| from != to) {
            if let Some(ties) = leaving.get_mut(home) {
                *ties += 1;
            }
        }
    }
    for (bubble, ties) in shown.iter().zip(leaving) {
        draw_bubble(scene, bubble, picture);
        let text = if ties == 1 { " 1 tie ".into() } else { eco_format!(" {ties} ties ") };
        let x = bubble.area.right() - 2 - i32::from(width(&text));
        picture.labels.push(Label { x, y: bubble.area.bottom() - 1, pieces: vec![Piece::Text(text, Ink::Dim)], strength: 1.0 });
    }
    picture.counted += scene.folded.len();
}

/// The bubble of each member of the roster.
fn homes(scene: &Scene<'_>, bubbles: &[Bubble]) -> Vec<Option<usize>> {
    let roster = &scene.chart.roster;
    let of_area: Vec<Option<usize>> =
        (0..roster.areas.len()).map(|area| bubbles.iter().position(|bubble| bubble.areas.contains(&area))).collect();
    let placed = roster.members.iter().enumerate();
    placed.map(|(at, drawn)| scene.chart.place(at).and(of_area.get(drawn.area).copied().flatten())).collect()
}

/// Frame, name and count; under them the bar of stages and the flags.
fn draw_bubble(scene: &Scene<'_>, bubble: &Bubble, picture: &mut Picture) {
    let area = bubble.area;
    let roster = &scene.chart.roster;
    let under_cursor = scene.view.group.as_ref();
    let is_selected = bubble.areas.iter().any(|at| roster.areas.get(*at).is_some_and(|area| under_cursor == Some(&area.name)));
    picture.clusters.push(Cluster {
        name: bubble.name.clone(),
        areas: bubble.areas.clone(),
        area,
        members: bubble.members,
        condoned: bubble.condoned,
        coasting: bubble.coasting,
    });
    picture.frames.push(Frame { area, lane: bubble.lane() });
    let (left, right) = (area.x + 2, area.right() - 2);
    let mut label = |x: i32, y: i32, pieces: Vec<Piece>| picture.labels.push(Label { x, y, pieces, strength: 1.0 });
    let count = bubble.members.to_string();
    let merged = match (bubble.areas.len(), bubble.has_others) {
        (2.., _) => eco_format!("+{}", bubble.areas.len() - 1),
        (_, true) => "+".into(),
        (_, false) => EcoString::new(),
    };
    let room = right - left - i32::from(width(&count)) - i32::from(width(&merged)) - 1;
    let name = cut(&bubble.name, u16::try_from(room).unwrap_or(0));
    if is_selected {
        label(left - 1, area.y + 1, vec![Piece::Selected(name), Piece::Text(merged, Ink::Dim)]);
    } else {
        label(left, area.y + 1, vec![Piece::Bold(name, Ink::Strong), Piece::Text(merged, Ink::Dim)]);
    }
    label(right - i32::from(width(&count)), area.y + 1, vec![Piece::Text(count.into(), Ink::Text)]);
    let mut end = right;
    for (pattern, count) in [(Pattern::Coasting, bubble.coasting), (Pattern::CondonedFailure, bubble.condoned)] {
        if count > 0 {
            let piece = Piece::Tally(pattern, count);
            end -= i32::from(piece.width());
            label(end, area.y + 2, vec![piece]);
            end -= 1;
        }
    }
    let mut x = left;
    for (lane, width) in LANES.into_iter().zip(shares(&bubble.lanes, end - left)) {
        if width > 0 {
            picture.bars.push(Bar { area: Rect::new(x, area.y + 2, width, 1), lane });
        }
        x += width;
    }
}

/// Cells for each count by the largest remainder; whoever is there has a cell while there are enough.
fn shares(counts: &[usize], room: i32) -> Vec<i32> {
    let total: usize = counts.iter().sum();
    if total == 0 || room <= 0 {
        return vec![0; counts.len()];
    }
    let exact = |count: usize| count as f64 * f64::from(room) / total as f64;
    let mut widths: Vec<i32> = counts.iter().map(|count| (exact(*count).floor() as i32).max(i32::from(*count > 0))).collect();
    while widths.iter().sum::<i32>() != room {
        let is_short = widths.iter().sum::<i32>() < room;
        let lack = |at: usize, width: i32| counts.get(at).map_or(0.0, |count| exact(*count) - f64::from(width));
        let gaps = widths.iter().enumerate().map(|(at, width)| (at, lack(at, *width), *width));
        let chosen = if is_short {
            gaps.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        } else {
            gaps.filter(|gap| gap.2 > 0).min_by(|a, b| (a.2 == 1).cmp(&(b.2 == 1)).then(a.1.total_cmp(&b.1)).then(a.0.cmp(&b.0)))
        };
        let Some(width) = chosen.and_then(|(at, ..)| widths.get_mut(at)) else { break };
        *width += if is_short { 1 } else { -1 };
    }
    widths
}

/// The backbone of the ties between bubbles: a tree of the strongest that joins all, and the strongest sixth.
fn flows(scene: &Scene<'_>, bubbles: &[Bubble]) -> Vec<Stroke> {
    let roster = &scene.chart.roster;
    let homes = homes(scene, bubbles);
    let home = |member: usize| homes.get(member).copied().flatten();
    // A cell for each pair of bubbles: there are few bubbles and many ties.
    let mut counts = vec![0_usize; bubbles.len() * bubbles.len()];
    for tie in &roster.ties {
        if let (Some(from), Some(to)) = (home(tie.from), home(tie.to))
            && let Some(count) = counts.get_mut(from.min(to) * bubbles.len() + from.max(to))
        {
            *count += 1;
        }
    }
    let pairs = counts.into_iter().enumerate().map(|(at, count)| ((at / bubbles.len(), at % bubbles.len()), count));
    let mut order: Vec<((usize, usize), usize)> = pairs.filter(|((from, to), count)| from != to && *count > 0).collect();
    order.sort_by_key(|(pair, count)| (Reverse(*count), *pair));
    let strongest = order.len() / 6;
    let mut trees: Vec<usize> = (0..bubbles.len()).collect();
    let mut strokes = Vec::new();
    for (nth, ((from, to), _)) in order.into_iter().enumerate() {
        let (Some(&one), Some(&other)) = (trees.get(from), trees.get(to)) else { continue };
        if one == other && nth >= strongest {
            continue;
        }
        trees.iter_mut().filter(|tree| **tree == other).for_each(|tree| *tree = one);
        let middle = |at: usize| bubbles.get(at).map(|bubble| bubble.area);
        let (Some(from), Some(to)) = (middle(from), middle(to)) else { continue };
        let dots = |area: Rect| ((2 * area.x + area.width) as f32, (4 * area.y + 2 * area.height) as f32);
        let width = if nth < strongest { 2 } else { 1 };
        strokes.push(Stroke {
            points: vec![dots(from), dots(to)],
            on: 1,
            off: 0,
            width,
            level: 2,
            inks: [Ink::Tie(Phase::Experience); 2],
            strength: FLOW,
            drawn: vec![(0.0, 1.0)],
        });
    }
    strokes
}

/// The names of the areas over a crowd of glyphs, letter-spaced and faint, each where it is free near its middle.
pub(crate) fn area_names(scene: &Scene<'_>, grid: &mut Grid) -> Vec<(usize, Label)> {
    let areas = &scene.chart.roster.areas;
    let mut order: Vec<usize> = (0..areas.len()).filter(|at| !scene.folds.is_closed(*at)).collect();
    order.sort_by_key(|at| (Reverse(areas.get(*at).map_or(0, |area| area.members)), *at));
    let mut labels = Vec::new();
    for at in order {
        let (Some(area), Some(middle)) = (areas.get(at), scene.chart.middle_of(at)) else { continue };
        if area.name.is_empty() || !scene.projection.sees(middle) {
            continue;
        }
        let text = spaced(&cut(&area.name, 16));
        let (x, y) = scene.projection.cell(middle);
        let mut pieces = vec![Piece::Text(text, Ink::Dim)];
        if unnamed::are_counted(scene) {
            pieces.push(unnamed::room(area.members));
        }
        let wide: i32 = pieces.iter().map(|piece| i32::from(piece.width())).sum();
        let middle = Rect::new(x.floor() as i32 - wide / 2, y.floor() as i32, wide, 1);
        let mut around: Vec<(i32, i32)> = (-3..=3).flat_map(|down| (-4..=4).map(move |step| (step * 3, down))).collect();
        around.sort_by_key(|(across, down)| (across * across + 4 * down * down, *down, *across));
        let places = around.into_iter().map(|(across, down)| Rect { x: middle.x + across, y: middle.y + down, ..middle });
        let Some(free) = places.into_iter().find(|area| grid.is_free_with_margin(*area)) else { continue };
        grid.take(Rect { x: free.x - 1, width: free.width + 2, ..free });
        labels.push((at, Label { x: free.x, y: free.y, pieces, strength: 0.85 }));
    }
    labels
}

/// Capitals with a blank between two.
fn spaced(name: &str) -> EcoString {
    let letters: Vec<String> = name.chars().map(|letter| letter.to_uppercase().to_string()).collect();
    letters.join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_filled_and_shows_whoever_is_there() {
        assert_eq!(shares(&[1, 98, 0, 1, 0], 8), [1, 6, 0, 1, 0]);
        assert_eq!(shares(&[1, 1, 1, 1, 1], 3).iter().sum::<i32>(), 3);
        assert_eq!(shares(&[0, 0], 5), [0, 0]);
    }

    #[test]
    fn a_faint_name_is_spaced() {
        assert_eq!(spaced("Ashby"), "A S H B Y");
    }
}
