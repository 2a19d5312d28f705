//! The journey board: a column for each stage in the stage's own boundary, phases as rows from coaching down.

use std::cmp::Reverse;

use ecow::{EcoString, eco_format};

use super::{
    chart::Chart,
    column::{Column, ROOMY, Section},
    legend::{lane_short, lane_title},
    names::rank,
    picture::{Emphasis, Frame, Ink, Label, Mark, Picture, Piece, Rect, cells},
    roster::{Drawn, Emblem, Lane},
    scene::Look,
    spotlight::{Aside, FAR, NAMED, Only, PLAIN, SELF, Spotlight},
    text::cut,
};
use crate::{
    finding::Pattern,
    model::{Phase, Stage},
};

/// From this width on there is a column for the sources beside the stages.
const WITH_SOURCES: i32 = 100;
/// The width of that column, the gap before it included.
const SOURCES_WIDTH: i32 = 24;
/// A stage's column keeps this width when the unrated take the rest.
const NARROW: i32 = 13;
/// The phases as rows of the board.
pub(crate) const PHASES: [Option<Phase>; 4] = [Some(Phase::Coaching), Some(Phase::Experience), Some(Phase::Information), None];

/// What the columns are drawn from.
pub(crate) struct Board<'a> {
    pub(crate) chart: &'a Chart,
    pub(crate) selected: Option<usize>,
    /// What stands out, if something is asked.
    spotlight: Option<&'a Spotlight>,
    only: Option<&'a Only>,
    gauge_cells: u16,
}

impl Board<'_> {
    pub(crate) fn drawn(&self, member: usize) -> Option<&Drawn> {
        self.chart.roster.members.get(member)
    }

    /// The cells behind a name that a measure takes.
    pub(crate) fn gauge_cells(&self) -> u16 {
        self.gauge_cells
    }

    pub(crate) fn has_focus(&self) -> bool {
        self.spotlight.is_some()
    }

    pub(crate) fn rank(&self, member: usize) -> u32 {
        let hop = if self.selected == Some(member) { 0 } else { self.hop(member) };
        // The board is for triage: who is near, but not of the answer, is no more urgent than others.
        let closeness = self.spotlight.map_or(0, |spotlight| spotlight.closeness(member));
        self.drawn(member).map_or(0, |drawn| rank(drawn, if hop == PLAIN { FAR } else { hop }) + closeness)
    }

    fn hop(&self, member: usize) -> u8 {
        self.spotlight.map_or(FAR, |spotlight| spotlight.nearness(member))
    }

    pub(crate) fn emphasis(&self, member: usize) -> Emphasis {
        if self.selected == Some(member) {
            return Emphasis::Selected;
        }
        match (self.has_focus(), self.hop(member)) {
            (false, _) => Emphasis::Plain,
            (true, SELF | NAMED) => Emphasis::Tied,
            (true, _) => Emphasis::Faded,
        }
    }

    /// How a member of the answer is tied to the one before it.
    pub(crate) fn mark(&self, member: usize) -> Option<Mark> {
        self.spotlight?.marks.get(&member).copied().filter(|_| self.hop(member) <= NAMED)
    }

    /// What is said of a member beside its name.
    pub(crate) fn aside(&self, member: usize) -> Option<Aside> {
        self.spotlight?.asides.get(&member).copied()
    }

    /// Whether any member has a mark.
    pub(crate) fn has_marks(&self) -> bool {
        self.spotlight.is_some_and(|spotlight| !spotlight.marks.is_empty())
    }

    /// The number of a member that stands in an order.
    pub(crate) fn number(&self, member: usize) -> Option<usize> {
        self.spotlight?.numbers.get(&member).copied()
    }

    /// Whether a member counts where only numbers speak: under a filter those who meet it.
    pub(crate) fn counts(&self, member: usize) -> bool {
        self.only.is_none_or(|only| only.meets(member))
    }
}

/// Draws the board into the picture.
pub(crate) fn draw(chart: &Chart, look: Look<'_>, picture: &mut Picture) {
    let Look { view, spotlight } = look;
    let selected = view.selected_in(chart);
    let board = Board { chart, selected, spotlight, only: view.only.as_ref(), gauge_cells: view.paint.gauge_cells() };
    let others: Vec<usize> = in_lane(&board, Lane::Sources).into_iter().chain(in_lane(&board, Lane::Bodies)).collect();
    let has_others = picture.map.width >= WITH_SOURCES && !others.is_empty();
    let width = picture.map.width - if has_others { SOURCES_WIDTH } else { 0 };
    let mut columns: Vec<Column> = columns(&board, Rect { width, ..picture.map });
    align(&mut columns);
    for column in &columns {
        frame(&board, column, picture);
        column.draw(&board, picture);
    }
    if has_others {
        let area = Rect { x: picture.map.x + width, width: SOURCES_WIDTH, ..picture.map };
        draw_others(&board, area, picture);
    } else {
        picture.counted += others.len();
    }
    let drawn: usize = picture.placements.len() + picture.counted;
    picture.hidden = chart.roster.members.len().saturating_sub(drawn);
}

fn in_lane(board: &Board<'_>, lane: Lane) -> Vec<usize> {
    let members = board.chart.roster.members.iter().enumerate();
    members.filter(|(_, member)| member.lane == lane).map(|(at, _)| at).collect()
}

fn columns(board: &Board<'_>, area: Rect) -> Vec<Column> {
    let roster = &board.chart.roster;
    let unrated = roster.in_lane(Lane::Unrated);
    let rated: usize = Stage::ALL.into_iter().map(|stage| roster.in_lane(Lane::Stage(stage))).sum();
    let lanes: Vec<Lane> = (unrated > 0).then_some(Lane::Unrated).into_iter().chain(Stage::ALL.into_iter().map(Lane::Stage)).collect();
    let count = cells(lanes.len());
    let mut x = area.x;
    let mut columns = Vec::new();
    for (at, lane) in lanes.into_iter().enumerate() {
        let left = count - cells(at);
        let rest = area.right() - x;
        let width = match lane {
            // Where most wait for a rating, they are the picture.
            Lane::Unrated if unrated > rated => (rest - NARROW * 4).max(rest / 5),
            Lane::Unrated | Lane::Stage(_) | Lane::Sources | Lane::Bodies => rest / left,
        };
        columns.push(Column::new(lane, Rect { x, width: width - 1, ..area }, sections(board, lane)));
        x += width;
    }
    columns
}

/// The members of a lane by phase, who matters most first.
fn sections(board: &Board<'_>, lane: Lane) -> Vec<Section> {
    let mut members = in_lane(board, lane);
    members.sort_by_cached_key(|member| (Reverse(board.rank(*member)), board.chart.alphabetical(*member)));
    let of = |phase: Option<Phase>| {
        let members = members.iter().copied().filter(|member| board.drawn(*member).is_some_and(|drawn| drawn.phase == phase)).collect();
        Section { phase, members, rows: 0 }
    };
    PHASES.into_iter().map(of).collect()
}

/// Gives each phase the same rows in every column, if all names fit so.
fn align(columns: &mut [Column]) {
    let rows: Vec<i32> = (0..PHASES.len()).map(|at| columns.iter().map(|column| column.name_rows(at)).max().unwrap_or(0)).collect();
    let gaps = cells(PHASES.len()) - 1;
    let needed: i32 = rows.iter().map(|rows| rows + 1).sum::<i32>() + gaps;
    let has_room = columns.iter().all(|column| column.inner.height >= needed);
    let is_empty = columns.iter().all(|column| column.sections.iter().all(|section| section.members.is_empty()));
    if !has_room || is_empty {
        return;
    }
    // What is left over goes to the gaps, so that the rows breathe.
    let spare = columns.first().map_or(0, |column| (column.inner.height - needed) / cells(PHASES.len())).min(1);
    for column in columns {
        for (section, rows) in column.sections.iter_mut().zip(&rows) {
            section.rows = rows + 2 + spare;
        }
    }
}

fn frame(board: &Board<'_>, column: &Column, picture: &mut Picture) {
    let area = column.area;
    if area.width < 4 || area.height < 2 {
        return;
    }
    picture.frames.push(Frame { area, lane: column.lane });
    let ink = Ink::of(column.lane, None);
    let members = column.sections.iter().flat_map(|section| &section.members);
    let count = members.filter(|member| board.counts(**member)).count();
    let count = if board.only.is_some() { format!("{count} of {}", column.members()) } else { count.to_string() };
    let is_tight = area.width < ROOMY;
    let room = area.width - cells(count.len()) - if is_tight { 4 } else { 6 };
    let titles = [lane_title(column.lane), lane_short(column.lane)];
    let title = titles.into_iter().find(|title| i32::from(super::text::width(title)) <= room);
    let title = title.map_or_else(|| cut(lane_short(column.lane), u16::try_from(room).unwrap_or(0)), EcoString::from);
    let left = if is_tight { 1 } else { 2 };
    let mut label = |x: i32, y: i32, pieces: Vec<Piece>| picture.labels.push(Label { x, y, pieces, strength: 1.0 });
    if !title.is_empty() {
        label(area.x + left, area.y, vec![Piece::Bold(if is_tight { eco_format!(" {title}") } else { eco_format!(" {title} ") }, ink)]);
    }
    let count = if is_tight { eco_format!(" {count}") } else { eco_format!(" {count} ") };
    let x = area.right() - left - i32::from(super::text::width(&count));
    if x > area.x {
        label(x, area.y, vec![Piece::Bold(count, ink)]);
    }
    tallies(board, column, picture);
}

/// How many of a column are flagged, on its lower edge: in words if there is room for all, else as numbers.
fn tallies(board: &Board<'_>, column: &Column, picture: &mut Picture) {
    let flagged = |pattern: Pattern| {
        let members = column.sections.iter().flat_map(|section| &section.members).filter(|member| board.counts(**member));
        let flagged = members.filter(|member| board.drawn(**member).is_some_and(|drawn| drawn.flag == Some(pattern)));
        Some((pattern, flagged.count())).filter(|(_, count)| *count > 0)
    };
    let counts: Vec<(Pattern, usize)> =
        [Pattern::Entrenched, Pattern::CondonedFailure, Pattern::Coasting].into_iter().filter_map(flagged).collect();
    let long: Vec<Piece> =
        counts.iter().map(|(pattern, count)| Piece::Badge(*pattern, eco_format!("{count} {}", pattern.short()))).collect();
    let short: Vec<Piece> = counts.iter().map(|(pattern, count)| Piece::Tally(*pattern, *count)).collect();
    let width = |pieces: &[Piece]| pieces.iter().map(|piece| i32::from(piece.width()) + 1).sum::<i32>();
    let room = column.area.width - 3;
    let Some(pieces) = [long, short].into_iter().find(|pieces| width(pieces) <= room) else { return };
    let mut x = column.area.x + 2;
    for piece in pieces {
        let width = i32::from(piece.width());
        picture.labels.push(Label { x, y: column.area.bottom() - 1, pieces: vec![piece], strength: 1.0 });
        x += width + 1;
    }
}

/// Sources and bodies beside the stages, under their own headings.
fn draw_others(board: &Board<'_>, area: Rect, picture: &mut Picture) {
    let mut y = area.y;
    let hubs_and_universities = in_lane(board, Lane::Bodies);
    let is_university = |member: &usize| board.drawn(*member).is_some_and(|drawn| drawn.emblem == Some(Emblem::University));
    let (universities, hubs): (Vec<usize>, Vec<usize>) = hubs_and_universities.into_iter().partition(is_university);
    let groups = [
        ("Knowledge sources", Ink::Source, in_lane(board, Lane::Sources)),
        ("Universities", Ink::University, universities),
        ("Hubs and others", Ink::Hub, hubs),
    ];
    for (title, ink, mut members) in groups {
        members.sort_by_cached_key(|member| board.drawn(*member).map(|drawn| (drawn.emblem, drawn.name.clone(), *member)));
        let rows = (area.bottom() - y - 1).max(0);
        if members.is_empty() || rows == 0 {
            picture.counted += members.len();
            continue;
        }
        picture.labels.push(Label { x: area.x + 1, y, pieces: vec![Piece::Bold(title.into(), ink)], strength: 1.0 });
        y += 1;
        let fits = cells(members.len()) <= rows;
        let shown = if fits { members.len() } else { usize::try_from(rows - 1).unwrap_or(0) };
        for member in members.iter().take(shown) {
            let room = Rect::new(area.x + 1, y, area.width - 1, 1);
            picture.placements.extend(super::column::pill(board, *member, room));
            y += 1;
        }
        if !fits {
            let more = members.len() - shown;
            picture.counted += more;
            let pieces = vec![Piece::Text(eco_format!("… and {more} more"), Ink::Dim)];
            picture.labels.push(Label { x: area.x + 2, y, pieces, strength: 1.0 });
            y += 1;
        }
        y += 1;
    }
}
