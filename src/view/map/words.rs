//! Words on and around the map.

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
};

use super::{super::flag::badge_of, Pen, member::DOUBT};
use crate::{
    map::{Emblem, Ink, Lane, LegendBox, Picture, Piece},
    model::Phase,
    view::theme::Role,
};

impl Pen<'_> {
    /// Header, notes and footer.
    pub(super) fn surrounds(self, picture: &Picture, buf: &mut Buffer) {
        if picture.map.y > 0 {
            self.pieces((0, 0), &picture.header, 1.0, buf);
            let used: u16 = picture.header.iter().map(Piece::width).sum();
            let notes = picture.notes_within(picture.width.saturating_sub(used + 4));
            let width = crate::map::width(&notes);
            self.text((i32::from(picture.width) - i32::from(width) - 1, 0), &notes, self.style(Ink::Dim), buf);
        }
        let below = picture.with_caption().bottom();
        if below < i32::from(picture.height) {
            self.pieces((0, below), &picture.footer, 1.0, buf);
        }
    }

    /// The whole legend over the picture.
    pub(super) fn legend(self, legend: &LegendBox, buf: &mut Buffer) {
        let area = legend.area;
        for (x, y) in (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y))) {
            self.put((x, y), ' ', Style::default(), buf);
        }
        self.box_of(area, self.glyphs.plain_frame(), self.theme.style(Role::Frame), buf);
        self.text((area.x + 2, area.y), &legend.title, self.theme.style(Role::Title), buf);
        for frame in &legend.frames {
            self.frame(frame.area, frame.lane, buf);
        }
        for label in &legend.labels {
            self.pieces((label.x, label.y), &label.pieces, label.strength, buf);
        }
    }

    /// Pieces one after the other.
    pub(super) fn pieces(self, place: (i32, i32), pieces: &[Piece], strength: f32, buf: &mut Buffer) {
        self.pieces_until(place, pieces, strength, buf);
    }

    /// The same; says where they end.
    pub(super) fn pieces_until(self, (x, y): (i32, i32), pieces: &[Piece], strength: f32, buf: &mut Buffer) -> i32 {
        pieces.iter().fold(x, |x, piece| self.piece((x, y), piece, strength, buf))
    }

    /// A word in the boundary of a lane, with a glyph before it if there is one; says where it ends.
    fn bounded(self, (x, y): (i32, i32), (lane, glyph, text): (Lane, Option<char>, &str), style: Style, buf: &mut Buffer) -> i32 {
        let [left, right] = self.glyphs.pill(lane);
        self.put((x, y), left, style, buf);
        let start = glyph.map_or(x + 1, |glyph| {
            self.put((x + 1, y), glyph, style, buf);
            self.put((x + 2, y), ' ', style, buf);
            x + 3
        });
        let end = self.text((start, y), text, style, buf);
        self.put((end, y), right, style, buf);
        end + 1
    }

    fn piece(self, (x, y): (i32, i32), piece: &Piece, strength: f32, buf: &mut Buffer) -> i32 {
        let shade = |ink: Ink| self.shade(ink, strength);
        match piece {
            Piece::Text(text, ink) => self.text((x, y), text, self.words(*ink, strength), buf),
            Piece::Bold(text, ink) => self.text((x, y), text, self.words(*ink, strength).add_modifier(Modifier::BOLD), buf),
            Piece::Boundary(lane, text) => self.bounded((x, y), (*lane, None, text), self.words(Ink::of(*lane, None), strength), buf),
            Piece::Glyph(lane, text) => {
                let glyph = Some(self.glyphs.lane(*lane));
                self.bounded((x, y), (*lane, glyph, text), self.words(Ink::of(*lane, None), strength), buf)
            }
            Piece::Claimed { shown, claimed, text } => {
                let style = self.words(Ink::Stage(*claimed), strength);
                let end = self.bounded((x, y), (Lane::Stage(*claimed), None, text), style, buf);
                self.put((x, y), self.glyphs.pill(Lane::Stage(*shown))[0], style, buf);
                self.put((end, y), DOUBT, style, buf);
                end + 1
            }
            Piece::Sign(lane) => self.sign_at((x, y), self.glyphs.lane(*lane), shade(Ink::of(*lane, None)), buf),
            Piece::Badge(pattern, text) => {
                let badge = self.theme.style(badge_of(*pattern)).add_modifier(Modifier::BOLD);
                self.text((x, y), &format!(" {}{text} ", pattern.sign()), badge, buf)
            }
            Piece::Tally(pattern, count) => {
                let badge = self.theme.style(badge_of(*pattern)).add_modifier(Modifier::BOLD);
                self.text((x, y), &format!("{}{count}", pattern.sign()), badge, buf)
            }
            Piece::Emblem(emblem) => self.sign_at((x, y), self.glyphs.emblem(*emblem), shade(ink_of(*emblem)), buf),
            Piece::Line(phase) => self.text((x, y), self.glyphs.line(*phase), shade(Ink::Tie(*phase)), buf),
            Piece::Bond(bond) => self.text((x, y), self.glyphs.bond(*bond), shade(bond.ink()).add_modifier(Modifier::BOLD), buf),
            Piece::Phase(phase, ink) => self.text((x, y), self.glyphs.phase(*phase), shade(*ink), buf),
            Piece::Tone(phase, cells) => {
                let end = x + i32::from(*cells);
                (x..end).for_each(|column| self.put((column, y), self.glyphs.tile(*phase), shade(Ink::Tie(Phase::Coaching)), buf));
                end
            }
            Piece::Tile(phase, exchange) => {
                self.tile((x, y), (*phase, *exchange), shade(Ink::Tie(Phase::Coaching)), buf);
                x + 2
            }
            Piece::Dashes(phase, cells, ink) => {
                let style = match phase {
                    Phase::Coaching => shade(*ink).add_modifier(Modifier::BOLD),
                    Phase::Information | Phase::Experience => shade(*ink),
                };
                let end = x + i32::from(*cells);
                (x..end).for_each(|column| self.put((column, y), self.glyphs.dash(*phase), style, buf));
                end
            }
            Piece::Trust(trust, ink) => self.text((x, y), &self.glyphs.trust(*trust), shade(*ink), buf),
            Piece::Head(bearing, ink) => self.sign_at((x, y), self.glyphs.arrow(*bearing), shade(*ink), buf),
            Piece::Joint(joint, ink) => self.sign_at((x, y), self.glyphs.joint(*joint), shade(*ink), buf),
            Piece::Gauge(gauge) => {
                self.gauge((x, y), *gauge, strength, buf);
                x + 1
            }
            Piece::Selected(text) => {
                let style: Style = self.theme.style(Role::Selection);
                self.text((x, y), &format!(" {text} "), style, buf)
            }
        }
    }

    /// A sign of one cell; says where it ends.
    fn sign_at(self, (x, y): (i32, i32), sign: char, style: Style, buf: &mut Buffer) -> i32 {
        self.put((x, y), sign, style, buf);
        x + 1
    }
}

/// The ink of an emblem.
fn ink_of(emblem: Emblem) -> Ink {
    match emblem {
        Emblem::Research | Emblem::Practice | Emblem::Innovation => Ink::Source,
        Emblem::University => Ink::University,
        Emblem::Hub => Ink::Hub,
    }
}
