//! The cells, lines and column heads of the matrix.

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{super::flag::badge_of, Pen, role_of};
use crate::{
    finding::Pattern,
    map::{Emphasis, Exchange, Head, Joint, Rect, Rule, Square, Table, Tile},
    model::{Phase, Trust},
    view::theme::{Depth, Role},
};

/// How strong a faded head is.
const FADED: f32 = 0.6;

impl Pen<'_> {
    pub(super) fn table(self, table: &Table, buf: &mut Buffer) {
        for rule in &table.rules {
            self.rule(rule, buf);
        }
        for square in &table.squares {
            self.square(square, buf);
        }
        for head in &table.heads {
            self.head(head, buf);
        }
    }

    /// A thin line; where two cross, they are joined.
    fn rule(self, rule: &Rule, buf: &mut Buffer) {
        let style = self.theme.shade(role_of(rule.ink), rule.strength);
        let Rect { x, y, .. } = rule.area;
        let lies = rule.area.width > rule.area.height;
        let arms = if lies { Joint::LEFT.with(Joint::RIGHT) } else { Joint::UP.with(Joint::DOWN) };
        let (plain, crossed) =
            (self.glyphs.joint(arms), self.glyphs.joint(Joint::LEFT.with(Joint::RIGHT).with(Joint::UP).with(Joint::DOWN)));
        let other = self.glyphs.joint(if lies { Joint::UP.with(Joint::DOWN) } else { Joint::LEFT.with(Joint::RIGHT) });
        for (x, y) in (y..rule.area.bottom()).flat_map(|y| (x..rule.area.right()).map(move |x| (x, y))) {
            let before = self.symbol((x, y), buf);
            let glyph = if before == Some(other) || before == Some(crossed) { crossed } else { plain };
            self.put((x, y), glyph, style, buf);
        }
    }

    /// What stands in a cell of the screen.
    fn symbol(self, (x, y): (i32, i32), buf: &Buffer) -> Option<char> {
        let (x, y) = (u16::try_from(x).ok()?, u16::try_from(y).ok()?);
        buf.cell((self.area.x.saturating_add(x), self.area.y.saturating_add(y)))?.symbol().chars().next()
    }

    /// Two cells: the sign of the phase, twice if the other side gives as well.
    pub(super) fn tile(self, (x, y): (i32, i32), (phase, exchange): (Phase, Exchange), style: Style, buf: &mut Buffer) {
        self.put((x, y), self.glyphs.tile(phase), style, buf);
        let second = if exchange == Exchange::BothWays { self.glyphs.tile(phase) } else { ' ' };
        self.put((x + 1, y), second, style, buf);
    }

    fn square(self, square: &Square, buf: &mut Buffer) {
        let Rect { x, y, width, height } = square.area;
        let middle = y + (height - 1) / 2;
        let is_looked_at = square.emphasis == Emphasis::Selected;
        match square.tile {
            Tile::Tie { phase, trust, exchange, ties } => {
                let style = self.tone(square, trust);
                let second = if ties > 1 {
                    '+'
                } else if exchange == Exchange::BothWays {
                    self.glyphs.tile(phase)
                } else {
                    ' '
                };
                if height > 1 {
                    return self.large(square, (phase, trust, exchange, ties), style, buf);
                }
                let sign = self.glyphs.tile(phase);
                if is_looked_at {
                    // A full block would hide that it is inverse.
                    let number = phase.number().to_string();
                    self.text((x, y), &number, self.looked_at(), buf);
                } else {
                    self.put((x, y), sign, style, buf);
                }
                if width > 1 {
                    let second = if is_looked_at && second == sign { '=' } else { second };
                    self.put((x + 1, y), second, if is_looked_at { self.looked_at() } else { style }, buf);
                }
            }
            Tile::Own { lane, emblem, flag } => {
                let sign =
                    flag.map_or_else(|| emblem.map_or_else(|| self.glyphs.lane(lane), |emblem| self.glyphs.emblem(emblem)), Pattern::sign);
                let style = match (is_looked_at, flag, square.emphasis) {
                    (true, ..) => self.looked_at(),
                    (false, Some(flag), emphasis) if emphasis != Emphasis::Faded => self.theme.style(badge_of(flag)),
                    (false, ..) => self.theme.shade(role_of(square.ink), square.strength),
                };
                let left = x + (width - 1) / 2;
                self.put((left, middle), sign, style, buf);
                if is_looked_at && width > 1 {
                    self.put((left + 1, middle), ' ', style, buf);
                }
            }
            Tile::Nothing => {
                (x..x + width).for_each(|x| self.put((x, middle), ' ', self.looked_at(), buf));
            }
        }
    }

    /// A cell with room for more than its sign: filled, with the trust and the number of ties in it.
    fn large(self, square: &Square, told: (Phase, Option<Trust>, Exchange, usize), style: Style, buf: &mut Buffer) {
        let (phase, trust, exchange, ties) = told;
        let Rect { x, y, width, height } = square.area;
        // One way leaves a gap at the right end, both ways fill the cell.
        let right = x + width - if exchange == Exchange::BothWays { 0 } else { 2.min(width - 1) };
        for (x, y) in (y..y + height).flat_map(|y| (x..right).map(move |x| (x, y))) {
            self.put((x, y), self.glyphs.tile(phase), style, buf);
        }
        if square.emphasis == Emphasis::Selected {
            for (x, y) in (y..y + height).flat_map(|y| (x..right).map(move |x| (x, y))) {
                self.put((x, y), ' ', self.looked_at(), buf);
            }
        }
        let mut words = trust.map_or_else(|| "?".to_owned(), |trust| trust.get().to_string());
        if ties > 1 {
            words.push('+');
        }
        let look = match (square.emphasis, phase) {
            (Emphasis::Selected, _) => self.looked_at(),
            // On a full cell the number is cut out of it.
            (_, Phase::Coaching) => style.add_modifier(Modifier::REVERSED),
            (_, Phase::Information | Phase::Experience) => self.theme.style(Role::Text),
        };
        self.text((x, y + (height - 1) / 2), &words, look, buf);
    }

    /// The look of a tie: the more trust, the brighter; where there are few colours, bold or dim.
    fn tone(self, square: &Square, trust: Option<Trust>) -> Style {
        let style = self.theme.shade(role_of(square.ink), square.strength);
        let is_faded = square.emphasis == Emphasis::Faded;
        match (self.theme.depth(), trust.map(Trust::get)) {
            (Depth::Indexed256 | Depth::TrueColour, _) => style,
            (Depth::Mono | Depth::Ansi16, trust) if is_faded || trust == Some(1) => {
                style.remove_modifier(Modifier::BOLD).add_modifier(Modifier::DIM)
            }
            (Depth::Mono | Depth::Ansi16, Some(3..)) => style.remove_modifier(Modifier::DIM).add_modifier(Modifier::BOLD),
            (Depth::Mono | Depth::Ansi16, Some(_) | None) => style.remove_modifier(Modifier::BOLD | Modifier::DIM),
        }
    }

    /// The look of the pair under the cross-hair.
    fn looked_at(self) -> Style {
        self.theme.style(Role::Selection)
    }

    fn head(self, head: &Head, buf: &mut Buffer) {
        let style = match head.emphasis {
            Emphasis::Selected => self.looked_at(),
            Emphasis::Faded => self.theme.shade(role_of(head.ink), FADED).remove_modifier(Modifier::BOLD),
            Emphasis::Plain => self.style(head.ink),
            Emphasis::Tied => self.style(head.ink).add_modifier(Modifier::BOLD),
        };
        let x = head.area.x + (head.area.width - 1) / 2;
        for (letter, y) in head.text.graphemes(true).zip(head.area.y..head.area.bottom()) {
            self.text((x, y), letter, style, buf);
        }
    }
}
