//! Members as cards, names in their boundary and glyphs; frames and bars.

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
};

use super::{
    super::flag::{badge_of, words_of},
    Pen,
    glyphs::FrameGlyphs,
    role_of,
};
use crate::{
    finding::{Pattern, Weight},
    map::{self, Bar, Bearing, Emblem, Emphasis, Gauge, Ink, Lane, Placement, Rect, Shape},
    model::Stage,
    view::theme::{Depth, Role},
};

/// How strong what is out of focus is.
const FADED: f32 = 0.45;
/// The mark of a stage that was claimed and that ties do not show.
pub(super) const DOUBT: char = '?';

/// What is said of a faded member is still to be read.
const FADED_ASIDE: f32 = 0.7;

/// What a card says about the stage.
pub(super) fn stage_words(lane: Lane) -> &'static str {
    match lane {
        Lane::Stage(Stage::Isolation) => "1 Isolation",
        Lane::Stage(Stage::Initiation) => "2 Initiation",
        Lane::Stage(Stage::Engagement) => "3 Engagement",
        Lane::Stage(Stage::Integration) => "4 Integration",
        Lane::Unrated | Lane::Sources | Lane::Bodies => "not yet rated",
    }
}

impl Pen<'_> {
    pub(super) fn member(self, placement: &Placement, buf: &mut Buffer) {
        match placement.shape {
            Shape::Dot => {}
            Shape::Badge => self.glyph(placement, buf),
            Shape::Pill => self.pill(placement, buf),
            Shape::Card => self.card(placement, buf),
            Shape::Board => self.board(placement, buf),
        }
        if let Some((x, y, gauge)) = placement.gauge_cell() {
            self.gauge((x, y), gauge, 1.0, buf);
        }
    }

    /// The look of a member's boundary.
    pub(super) fn boundary(self, placement: &Placement) -> Style {
        let ink = placement.ink.unwrap_or(Ink::of(placement.lane, placement.emblem));
        match placement.emphasis {
            Emphasis::Faded => self.theme.faded(role_of(ink), FADED).remove_modifier(Modifier::BOLD),
            Emphasis::Plain | Emphasis::Tied | Emphasis::Selected => self.style(ink),
        }
    }

    /// The look of a member's name: inverse if selected, on its badge if flagged, bold if it is no plain school.
    pub(super) fn name(self, placement: &Placement) -> Style {
        let plain = self.boundary(placement);
        let weight = if placement.emblem.is_some() { plain.add_modifier(Modifier::BOLD) } else { plain };
        match (placement.emphasis, placement.flag) {
            (Emphasis::Selected, _) => self.selection(),
            (Emphasis::Faded, _) => plain,
            // Coloured by a measure, a flag keeps its sign on its badge and leaves the name to the measure.
            (_, Some(_)) if placement.ink.is_some() => plain.add_modifier(Modifier::BOLD),
            (_, Some(pattern)) if pattern.weight() == Weight::Alarm => self.theme.style(badge_of(pattern)),
            (_, Some(pattern)) => self.theme.style(words_of(pattern)),
            (_, None) => weight,
        }
    }

    /// The look of the selected member; underlined without colours, where badges are inverse as well.
    fn selection(self) -> Style {
        let style = self.theme.style(Role::Selection);
        match self.theme.depth() {
            Depth::Mono => style.add_modifier(Modifier::UNDERLINED),
            Depth::Ansi16 | Depth::Indexed256 | Depth::TrueColour => style,
        }
    }

    /// The look of a pattern's sign; without colours that of the selected member steps out of the inverse name.
    fn badge(self, pattern: Pattern, emphasis: Emphasis) -> Style {
        let steps_out = self.theme.depth() == Depth::Mono && emphasis == Emphasis::Selected;
        self.theme.style(if steps_out { Role::Strong } else { badge_of(pattern) })
    }

    /// The sign before a name, its look and whether it stands on a badge of its own.
    fn sign(self, placement: &Placement) -> Option<(char, Style)> {
        let name = self.name(placement);
        match (placement.flag, placement.emblem, placement.emphasis) {
            (Some(pattern), _, Emphasis::Faded) => Some((pattern.sign(), name)),
            (Some(pattern), _, emphasis) => Some((pattern.sign(), self.badge(pattern, emphasis))),
            (None, Some(emblem), _) => Some((self.glyphs.emblem(emblem), name)),
            (None, None, _) => None,
        }
    }

    /// Sign and name from a cell on; says where they end.
    fn named(self, placement: &Placement, place: (i32, i32), buf: &mut Buffer) -> i32 {
        let name = self.name(placement);
        let mut x = place.0;
        if let Some((sign, style)) = self.sign(placement) {
            self.put((x, place.1), sign, style, buf);
            self.put((x + 1, place.1), ' ', name, buf);
            x += 2;
        }
        self.text((x, place.1), &placement.text, name, buf)
    }

    fn pill(self, placement: &Placement, buf: &mut Buffer) {
        let Rect { x, y, .. } = placement.area;
        let [own, right] = self.glyphs.pill(placement.lane);
        // What its ties show on the left, what is claimed on the right.
        let left = placement.doubt.map_or(own, |shown| self.glyphs.pill(Lane::Stage(shown))[0]);
        let boundary = self.boundary(placement);
        // Without a wall around it, the blank beside a selected name belongs to it.
        let is_open = left == ' ' && placement.emphasis == Emphasis::Selected;
        let edge = if is_open { self.name(placement) } else { boundary };
        self.put((x, y), left, edge, buf);
        let end = self.named(placement, (x + 1, y), buf);
        let end = self.aside(placement, (end, y), buf);
        self.put((end, y), right, edge, buf);
        let mut end = end + 1;
        if placement.doubt.is_some() {
            // Without a boundary on the right the mark follows the name.
            let at = if right == ' ' { end - 1 } else { end };
            self.put((end, y), ' ', edge, buf);
            self.put((at, y), DOUBT, if right == ' ' { edge } else { boundary }, buf);
            end += 1;
        }
        if placement.beyond.width() > 0 {
            let room = (end..placement.area.right()).len();
            end = self.text((end, y), &" ".repeat(room), Style::default(), buf);
            self.beyond(placement, (end - 1 - i32::from(placement.beyond.width()), y), buf);
        }
        let Some(mark) = placement.mark else { return };
        let (bearing, role) = if mark.gives { (Bearing::Right, Role::LearnsFrom) } else { (Bearing::Left, Role::SharesWith) };
        let style = self.theme.style(role).add_modifier(Modifier::BOLD);
        self.put((end, y), self.glyphs.arrow(bearing), style, buf);
        self.text((end + 1, y), &mark.phase.number().to_string(), style, buf);
    }

    /// What is said of a member behind its name; says where it ends.
    fn aside(self, placement: &Placement, (x, y): (i32, i32), buf: &mut Buffer) -> i32 {
        let Some(aside) = placement.aside.filter(|aside| aside.width() > 0) else { return x };
        self.put((x, y), ' ', self.boundary(placement), buf);
        let strength = if placement.emphasis == Emphasis::Faded { FADED_ASIDE } else { 1.0 };
        self.pieces_until((x + 1, y), &aside.pieces(), strength, buf)
    }

    /// The class of a measure, as a bar in a cell.
    pub(super) fn gauge(self, (x, y): (i32, i32), gauge: Gauge, strength: f32, buf: &mut Buffer) {
        if let Some(height) = gauge.height {
            self.put((x, y), self.glyphs.gauge(height), self.shade(gauge.ink, strength), buf);
        }
    }

    fn glyph(self, placement: &Placement, buf: &mut Buffer) {
        let Rect { x, y, width, .. } = placement.body();
        // The number of its line in the list stands behind it.
        let width = width - i32::from(map::width(&placement.text));
        self.text((x + width, y), &placement.text, self.name(placement), buf);
        if let Some(pattern) = placement.flag {
            let style = match placement.emphasis {
                Emphasis::Selected if self.theme.depth() == Depth::Mono => self.badge(pattern, placement.emphasis),
                Emphasis::Selected => self.theme.style(Role::Selection),
                Emphasis::Faded if self.theme.depth() == Depth::Mono => self.theme.style(Role::Dim),
                Emphasis::Faded => self.theme.shade(Role::Dim, 0.8).add_modifier(Modifier::REVERSED),
                Emphasis::Plain | Emphasis::Tied => self.theme.style(badge_of(pattern)),
            };
            for column in x..x + width {
                self.put((column, y), ' ', style, buf);
            }
            self.put((x + width / 2, y), pattern.sign(), style, buf);
            if self.theme.depth() == Depth::Mono && placement.emphasis == Emphasis::Selected && width >= 3 {
                self.put((x, y), '[', style, buf);
                self.put((x + width - 1, y), ']', style, buf);
            }
            return;
        }
        let glyph = placement.emblem.map_or_else(|| self.glyphs.lane(placement.lane), |emblem| self.glyphs.emblem(emblem));
        self.put((x, y), glyph, self.name(placement), buf);
        if placement.doubt.is_some() && width > 1 {
            self.put((x + 1, y), DOUBT, self.boundary(placement), buf);
        }
    }

    /// How many ties leave the window, each way.
    fn beyond(self, placement: &Placement, (mut x, y): (i32, i32), buf: &mut Buffer) {
        for (bearing, ink, count) in placement.beyond.parts() {
            let style = if placement.emphasis == Emphasis::Faded { self.shade(ink, FADED) } else { self.style(ink) };
            self.put((x, y), self.glyphs.arrow(bearing), style, buf);
            x = self.text((x + 1, y), &count.to_string(), style, buf) + 1;
        }
    }

    /// Which sources it reaches, in how many steps; those it does not reach are dim.
    fn sources(self, placement: &Placement, (mut x, y): (i32, i32), buf: &mut Buffer) {
        for (emblem, steps) in Emblem::SOURCES.into_iter().zip(placement.sources) {
            let style = match (steps, placement.emphasis) {
                (None, _) => self.shade(Ink::Dim, FADED),
                (Some(_), Emphasis::Faded) => self.shade(Ink::Source, FADED),
                (Some(_), Emphasis::Plain | Emphasis::Tied | Emphasis::Selected) => self.style(Ink::Source),
            };
            self.put((x, y), self.glyphs.emblem(emblem), style, buf);
            x = self.text((x + 1, y), &steps.map_or_else(|| "– ".into(), |steps| format!("{steps} ")), style, buf);
        }
    }

    /// The left part of a frame in the boundary that the member's ties show.
    pub(super) fn doubted(self, placement: &Placement, buf: &mut Buffer) {
        let Some(glyphs) = placement.doubt.and_then(|shown| self.glyphs.frame(Lane::Stage(shown))) else { return };
        let (area, style) = (placement.area, self.boundary(placement));
        let (right, bottom) = (area.x + area.width / 3, area.bottom() - 1);
        for x in area.x + 1..right {
            self.put((x, area.y), glyphs.top, style, buf);
            self.put((x, bottom), glyphs.bottom, style, buf);
        }
        for y in area.y + 1..bottom {
            self.put((area.x, y), glyphs.left, style, buf);
        }
        let [upper, .., lower] = glyphs.corners;
        self.put((area.x, area.y), upper, style, buf);
        self.put((area.x, bottom), lower, style, buf);
    }

    fn card(self, placement: &Placement, buf: &mut Buffer) {
        let area = placement.area;
        // Stage 4 has no wall: ties show through between its corners.
        if placement.lane != Lane::Stage(Stage::Integration) {
            for y in area.y..area.bottom() {
                for x in area.x..area.right() {
                    self.put((x, y), ' ', Style::default(), buf);
                }
            }
        }
        let boundary = self.boundary(placement);
        if let Some(glyphs) = self.glyphs.frame(placement.lane) {
            self.box_of(area, glyphs, boundary, buf);
        }
        self.doubted(placement, buf);
        let bold = match placement.emphasis {
            Emphasis::Faded => boundary,
            Emphasis::Plain | Emphasis::Tied | Emphasis::Selected => boundary.add_modifier(Modifier::BOLD),
        };
        let (x, y) = (area.x + 2, area.y + 1);
        match (placement.flag, placement.emphasis) {
            (Some(pattern), Emphasis::Plain | Emphasis::Tied) => {
                let badge = self.theme.style(badge_of(pattern)).add_modifier(Modifier::BOLD);
                self.put((x, y), pattern.sign(), badge, buf);
                self.put((x + 1, y), ' ', badge, buf);
                self.text((x + 2, y), &placement.text, badge, buf);
            }
            (_, Emphasis::Selected) => {
                self.named(placement, (x, y), buf);
            }
            (_, Emphasis::Plain | Emphasis::Tied | Emphasis::Faded) => {
                let mut x = x;
                if let Some((sign, _)) = self.sign(placement) {
                    self.put((x, y), sign, bold, buf);
                    self.put((x + 1, y), ' ', bold, buf);
                    x += 2;
                }
                self.text((x, y), &placement.text, bold, buf);
            }
        }
        if placement.is_pinned {
            self.put((area.right() - 3, area.y), self.glyphs.nail(), bold, buf);
        }
        let end = self.text((x, y + 1), stage_words(placement.lane), boundary, buf);
        if placement.doubt.is_some() {
            self.put((end, y + 1), DOUBT, boundary.add_modifier(Modifier::BOLD), buf);
        }
        let aside = placement.aside.map_or(0, |aside| i32::from(aside.width()));
        let gauge = if placement.gauge.is_some() { 2 } else { 0 };
        self.aside(placement, (area.right() - 6 - gauge - aside, y + 1), buf);
        self.text((area.right() - 5, y + 1), self.glyphs.phase(placement.phase), boundary, buf);
        // On a low card this is its lower edge, so blanks part the signs from it.
        self.put((x - 1, y + 2), ' ', Style::default(), buf);
        self.sources(placement, (x, y + 2), buf);
        let leaving = i32::from(placement.beyond.width());
        if leaving > 0 {
            let from = area.right() - 2 - leaving;
            self.text((from - 1, y + 2), &" ".repeat(usize::try_from(leaving + 2).unwrap_or(0)), Style::default(), buf);
            self.beyond(placement, (from, y + 2), buf);
        }
    }

    /// The frame of a lane around an area.
    pub(super) fn frame(self, area: Rect, lane: Lane, buf: &mut Buffer) {
        // What lies below a wall is not seen; stage 4 has none.
        if lane != Lane::Stage(Stage::Integration) {
            for (x, y) in (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y))) {
                self.put((x, y), ' ', Style::default(), buf);
            }
        }
        if let Some(glyphs) = self.glyphs.frame(lane) {
            self.box_of(area, glyphs, self.style(Ink::of(lane, None)), buf);
        }
    }

    pub(super) fn box_of(self, area: Rect, glyphs: FrameGlyphs, style: Style, buf: &mut Buffer) {
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        // A blank side is no side: what lies below shows through.
        let mut put = |place: (i32, i32), glyph: char| {
            if glyph != ' ' {
                self.put(place, glyph, style, buf);
            }
        };
        for x in area.x + 1..right {
            put((x, area.y), glyphs.top);
            put((x, bottom), glyphs.bottom);
        }
        for y in area.y + 1..bottom {
            put((area.x, y), glyphs.left);
            put((right, y), glyphs.right);
        }
        let places = [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)];
        for (place, corner) in places.into_iter().zip(glyphs.corners) {
            put(place, corner);
        }
    }

    pub(super) fn bar(self, bar: &Bar, buf: &mut Buffer) {
        // Colour fills a bar; without colour its texture tells the stage.
        let is_mono = self.theme.depth() == Depth::Mono || self.glyphs == super::GlyphSet::Ascii;
        let style = self.theme.shade(role_of(Ink::of(bar.lane, None)), 0.75);
        for x in bar.area.x..bar.area.right() {
            let glyph = if is_mono { self.glyphs.bar(bar.lane) } else { '█' };
            self.put((x, bar.area.y), glyph, style, buf);
        }
    }
}
