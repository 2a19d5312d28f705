//! The crowd in the window: who takes which cells, the most important first.

use ecow::EcoString;

use super::{numbered, placement_of, rank};
use crate::map::{
    apart::{self, Hold},
    grid::Grid,
    picture::{Beyond, Placement, Rect, Shape},
    roster::{Drawn, Lane},
    scene::{FEW_IN_VIEW, Scene},
    spotlight::{Aside, SELF},
    text::{cut, width},
    view::{Level, Names},
};

/// A full name longer than this takes the place of two others, so the short one is taken.
const LONGEST: u16 = 26;
/// The selected member is worth it.
const LONGEST_SELECTED: u16 = 40;
/// The shortest form of a name that can still be told apart.
const SHORTEST: u16 = 11;
/// Names cover up to this share of the map; beyond, they hide the ties and rings.
const COVERED: f64 = 0.30;
/// Where so many names in a row found no room, the map is full.
const FULL: usize = 40;
/// How much a pin counts for the order in which members take their places.
const PINNED: u32 = 1000;
/// The width of the narrowest card: stage and phase have room in it, and so have sources and leaving ties.
const CARD_WIDTH: u16 = 21;
/// From so many cells a member on, the sources have a line of their own on the card.
const ROOMY: usize = 260;
/// The cells of the sources on a card, with a blank behind.
const SOURCES: u16 = 9;
/// How far from its place a glyph may stand: at more, it seems to belong elsewhere.
const ROWS_AWAY: i32 = 4;
const COLUMNS_AWAY: i32 = 8;

/// One member that wants a place.
#[derive(Debug)]
pub(in crate::map) struct Item {
    pub(in crate::map) member: usize,
    /// The cell it would like to be centred on.
    pub(in crate::map) at: (f32, f32),
    pub(super) rank: u32,
    pub(in crate::map) placement: Option<Placement>,
}

/// A way to draw a member.
#[derive(Clone, Debug)]
struct Form {
    shape: Shape,
    text: EcoString,
    width: u16,
    height: u16,
}

/// What must be free besides the cells of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Margin {
    /// A cell to the left and to the right.
    Beside,
    /// The same, and a row above and below.
    Around,
}

#[derive(Debug)]
pub(in crate::map) struct Crowd<'a> {
    scene: &'a Scene<'a>,
    pub(in crate::map) grid: Grid,
    /// In the order of the roster until they are ranked.
    pub(in crate::map) items: Vec<Item>,
    /// In the near view, the ties of each member of the roster that leave the window.
    beyond: Vec<Beyond>,
}

impl<'a> Crowd<'a> {
    pub(super) fn new(scene: &'a Scene<'a>) -> Self {
        let item = |member: &usize| {
            let drawn = scene.chart.roster.members.get(*member)?;
            let hop = if scene.selected == Some(*member) { 0 } else { scene.hop(*member) };
            // Whoever was put somewhere by hand takes that place before others do.
            let by_hand = if scene.chart.is_pinned(*member) { PINNED } else { 0 };
            let rank = rank(drawn, hop) + scene.closeness(*member) + by_hand;
            Some(Item { member: *member, at: scene.cell(*member), rank, placement: None })
        };
        let beyond = if scene.level == Level::Near { beyond(scene) } else { Vec::new() };
        Self { scene, grid: Grid::new(scene.window), items: scene.seen.iter().filter_map(item).collect(), beyond }
    }

    fn beyond(&self, member: usize) -> Beyond {
        self.beyond.get(member).copied().unwrap_or_default()
    }

    /// Whether there are too many for names in the cells between them.
    pub(super) fn is_dense(&self) -> bool {
        let edges = |of: fn(&Item) -> f32| {
            let (low, high) = self.items.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)));
            (high - low).max(0.0) + 1.0
        };
        let cells = edges(|item| item.at.0) * edges(|item| item.at.1);
        Level::of(cells as usize, self.items.len(), None) == Level::Far
    }

    pub(in crate::map) fn drawn(&self, member: usize) -> Option<&'a Drawn> {
        self.scene.chart.roster.members.get(member)
    }

    /// The ways to draw a member with its name, the best first; a full name up to so many cells.
    fn forms(&self, member: usize, longest: u16) -> Vec<Form> {
        let Some(drawn) = self.drawn(member) else { return Vec::new() };
        let mut texts: Vec<EcoString> = Vec::new();
        for text in [cut(&drawn.name, longest), cut(&drawn.short, LONGEST), cut(&drawn.short, 16), cut(&drawn.short, SHORTEST)] {
            let is_cut_early = text.ends_with('…') && width(&text) > 16 && width(&drawn.short) <= LONGEST;
            if !texts.contains(&text) && !is_cut_early {
                texts.push(text);
            }
        }
        let number = self.scene.number(member);
        let texts = texts.into_iter().map(|text| numbered(number, &text));
        let leaving = self.beyond(member).width();
        let aside = self.scene.aside(member).map_or(0, Aside::width);
        let behind = self.scene.view.paint.gauge_cells() + aside;
        let mut forms = Vec::new();
        if self.scene.level == Level::Near && !matches!(drawn.lane, Lane::Sources | Lane::Bodies) {
            let text = numbered(number, &cut(&drawn.name, 24));
            let doubt = u16::from(drawn.doubt.is_some());
            let width = (width(&text) + drawn.beside_name() + 2).max(SOURCES + leaving + 4).max(CARD_WIDTH + doubt) + aside;
            // In little room the last line stands on the edge of the card.
            let height = if self.scene.window.cells() >= ROOMY * self.scene.seen.len() { 5 } else { 4 };
            forms.push(Form { shape: Shape::Card, text, width, height });
        }
        // A blank parts them from the name and from the heads of ties.
        let beside = drawn.beside_name() + behind + if leaving > 0 { leaving + 2 } else { 0 };
        forms.extend(texts.map(|text| Form { shape: Shape::Pill, width: width(&text) + beside, text, height: 1 }));
        forms
    }

    /// Moves names apart that lie on each other, while they are few.
    pub(super) fn push_apart(&mut self) {
        if self.items.len() > FEW_IN_VIEW {
            return;
        }
        // Ties of the near view run between the cards.
        let (aside, above) = if self.scene.level == Level::Near { (3.0, 1.0) } else { (0.0, 0.0) };
        let size = |item: &Item| {
            let forms = self.forms(item.member, LONGEST);
            forms.first().map_or((1.0, 1.0), |form| (f32::from(form.width) + aside, f32::from(form.height) + above))
        };
        let sizes: Vec<(f32, f32)> = self.items.iter().map(size).collect();
        let mut places: Vec<(f32, f32)> = self.items.iter().map(|item| item.at).collect();
        let hold = |item: &Item| if self.scene.chart.is_pinned(item.member) { Hold::Pinned } else { Hold::Free };
        let holds: Vec<Hold> = self.items.iter().map(hold).collect();
        apart::push(&mut places, (&sizes, &holds), self.scene.window);
        for (item, place) in self.items.iter_mut().zip(places) {
            item.at = place;
        }
    }

    /// Whether a member takes its name before anybody else takes a cell.
    fn is_important(&self, item: &Item) -> bool {
        let is_selected = self.scene.selected == Some(item.member);
        if is_selected || self.scene.has_focus() {
            return is_selected || self.scene.hop(item.member) <= 1;
        }
        let is_marked = self.drawn(item.member).is_some_and(|drawn| drawn.flag.is_some() || drawn.emblem.is_some())
            || self.scene.chart.is_pinned(item.member);
        self.scene.view.names != Names::None && (is_marked || self.scene.level == Level::Near)
    }

    /// Whether a member of a large answer is one of many.
    fn can_wait(&self, member: usize) -> bool {
        let is_flagged = self.drawn(member).is_some_and(|drawn| drawn.flag.is_some());
        !is_flagged && self.scene.selected != Some(member) && self.scene.hop(member) > SELF
    }

    pub(super) fn place_important(&mut self) {
        self.items.sort_by_key(|item| (std::cmp::Reverse(item.rank), scattered(item.member)));
        // Who is asked about and who is flagged is always named, of a large answer only as many others as leave the ties seen.
        let most = if self.scene.has_focus() { self.scene.window.cells() as f64 * COVERED } else { f64::MAX };
        let (mut covered, mut in_vain) = (0, 0);
        for at in 0..self.items.len() {
            let Some(item) = self.items.get(at).filter(|_| in_vain < FULL) else { break };
            if !self.is_important(item) || (covered as f64 > most && self.can_wait(item.member)) {
                continue;
            }
            let longest = if self.scene.selected == Some(item.member) { LONGEST_SELECTED } else { LONGEST };
            let forms = self.forms(item.member, longest);
            // A card some rows away says more than a name at its place, and ties want a way between cards.
            let (cards, names) = forms.split_at(forms.iter().take_while(|form| form.shape == Shape::Card).count());
            let places = [(cards, 1, Margin::Around), (cards, 3, Margin::Around), (cards, 5, Margin::Around), (cards, 3, Margin::Beside)];
            let near = [(names, 1, Margin::Around)].into_iter().filter(|_| self.scene.level == Level::Near);
            let rows = [1, 3, 6, 9].map(|rows| (names, rows, Margin::Beside));
            let mut places = places.into_iter().chain(near).chain(rows);
            let placement = places.find_map(|(forms, rows, margin)| self.find(item, forms, (rows, margin)));
            covered += placement.as_ref().map_or(0, |placement| placement.area.cells());
            in_vain = if placement.is_some() { 0 } else { in_vain + 1 };
            self.settle(at, placement);
        }
    }

    /// Everybody who has no name yet gets a cell, flagged members three for their badge.
    pub(super) fn place_cells(&mut self) {
        let around = spiral();
        for at in 0..self.items.len() {
            let Some(item) = self.items.get(at).filter(|item| item.placement.is_none()) else { continue };
            let gauge = i32::from(self.scene.view.paint.gauge_cells());
            // Among dots there is no room for three.
            let widths: &[i32] = match self.drawn(item.member).filter(|_| self.scene.level != Level::Far) {
                Some(Drawn { flag: Some(_), .. }) => &[3, 1],
                Some(Drawn { doubt: Some(_), .. }) => &[2, 1],
                Some(_) | None => &[1],
            };
            let (x, y) = (item.at.0.floor() as i32, item.at.1.floor() as i32);
            let spot = widths.iter().find_map(|&width| {
                let area = |(across, down): &(i32, i32)| Rect::new(x + across - width / 2, y + down, width + gauge, 1);
                around.iter().map(area).find(|area| self.grid.is_free(*area))
            });
            let placement = spot.and_then(|area| self.placement(item.member, Shape::Badge, area, EcoString::new()));
            self.settle(at, placement);
        }
    }

    /// Names for the rest, until they cover their share of the map.
    pub(super) fn place_names(&mut self) {
        if !self.scene.fills() || !matches!(self.scene.view.names, Names::Fitting | Names::Numbered) {
            return;
        }
        let named =
            |item: &Item| item.placement.as_ref().filter(|placement| placement.shape != Shape::Badge).map(|named| named.area.cells());
        let mut covered: usize = self.items.iter().filter_map(named).sum();
        let most = if self.items.len() > FEW_IN_VIEW { self.scene.window.cells() as f64 * COVERED } else { f64::MAX };
        for at in 0..self.items.len() {
            let Some(item) = self.items.get(at) else { continue };
            let Some(badge) = item.placement.as_ref().filter(|placement| placement.shape == Shape::Badge).map(|badge| badge.area) else {
                continue;
            };
            if covered as f64 >= most {
                break;
            }
            self.grid.release(badge);
            let forms = self.forms(item.member, LONGEST);
            match self.find(item, &forms, (1, Margin::Beside)) {
                Some(placement) => {
                    covered += placement.area.cells();
                    self.settle(at, Some(placement));
                }
                None => self.grid.take(badge),
            }
        }
    }

    /// The first place that is free: the own row, then rows up to so many away; centred, then beginning or ending there.
    fn find(&self, item: &Item, forms: &[Form], (rows, margin): (i32, Margin)) -> Option<Placement> {
        forms.iter().find_map(|form| {
            let (wide, high) = (i32::from(form.width), i32::from(form.height));
            let (x, y) = (item.at.0.floor() as i32, item.at.1.floor() as i32 - high / 2 + i32::from(high > 1) * (high / 2 - 1) / 2);
            let downs = (0..=rows).flat_map(|away| if away == 0 { vec![0] } else { vec![away, -away] });
            let mut areas = downs.flat_map(|down| {
                [x - wide / 2, x, x - wide + 1, x - wide / 3, x - wide * 2 / 3].map(|left| Rect::new(left, y + down, wide, high))
            });
            let area = areas.find_map(|area| {
                let area = self.grid.clamp(area);
                let is_free = match margin {
                    Margin::Beside => self.grid.is_free_with_margin(area),
                    Margin::Around => self.grid.is_free_around(area),
                };
                is_free.then_some(area)
            })?;
            self.placement(item.member, form.shape, area, form.text.clone())
        })
    }

    pub(in crate::map) fn settle(&mut self, at: usize, placement: Option<Placement>) {
        let Some(placement) = placement else { return };
        self.grid.take(placement.area);
        if let Some(item) = self.items.get_mut(at) {
            item.placement = Some(placement);
        }
    }

    pub(in crate::map) fn placement(&self, member: usize, shape: Shape, area: Rect, text: EcoString) -> Option<Placement> {
        let drawn = self.drawn(member)?;
        let number = self.scene.number(member).filter(|_| !text.is_empty());
        let aside = self.scene.aside(member).filter(|_| !text.is_empty());
        let beyond = self.beyond(member);
        let placed = placement_of(drawn, member, (shape, area, text), self.scene.emphasis(member));
        Some(Placement { beyond, number, aside, ..placed })
    }
}

/// The ties of each member of the roster to members outside the window. Cost: O(members + ties).
fn beyond(scene: &Scene<'_>) -> Vec<Beyond> {
    let roster = &scene.chart.roster;
    let is_seen = |member: usize| scene.seen.binary_search(&member).is_ok();
    // Who has no place at all is listed beside the map.
    let is_outside = |member: usize| scene.chart.place(member).is_some() && !is_seen(member);
    let mut beyond = vec![Beyond::default(); roster.members.len()];
    for tie in &roster.ties {
        for (own, other, gives) in [(tie.from, tie.to, true), (tie.to, tie.from, false)] {
            let Some(own) = beyond.get_mut(own).filter(|_| is_seen(own) && is_outside(other)) else { continue };
            own.shares += usize::from(gives || tie.is_mutual);
            own.learns += usize::from(!gives || tie.is_mutual);
        }
    }
    beyond
}

/// An order without a pattern, so that names of equally important members spread over the map (Fibonacci hashing).
pub(super) fn scattered(member: usize) -> u64 {
    (member as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Cells around one, the nearest first; a row is as far as two columns.
pub(in crate::map) fn spiral() -> Vec<(i32, i32)> {
    let mut around: Vec<(i32, i32)> =
        (-ROWS_AWAY..=ROWS_AWAY).flat_map(|down| (-COLUMNS_AWAY..=COLUMNS_AWAY).map(move |across| (across, down))).collect();
    around.sort_by_key(|(across, down)| (across * across + 4 * down * down, *down, *across));
    around
}
