//! Ties along rows and columns, in the characters of boxes: dotted, thin and thick by phase.

use std::collections::BTreeMap;

use ratatui::{buffer::Buffer, style::Style};

use super::{GlyphSet, Pen};
use crate::{
    map::{Joint, Picture, Route},
    model::Phase,
};

/// What runs through a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Wire {
    across: Option<(Phase, Style)>,
    down: Option<(Phase, Style)>,
    bend: Option<(Joint, Phase, Style)>,
}

impl Pen<'_> {
    /// Draws the routes of a picture; where two cross, the deeper phase gives the colour.
    pub(super) fn routes(self, picture: &Picture, buf: &mut Buffer) {
        let mut wires: BTreeMap<(i32, i32), Wire> = BTreeMap::new();
        for route in &picture.routes {
            self.lay(route, &mut wires);
        }
        for (place, wire) in wires {
            let (glyph, style) = match (wire.bend, wire.across, wire.down) {
                (Some((joint, phase, style)), ..) => (self.glyphs.bend(joint, phase), style),
                (None, Some((across, one)), Some((down, other))) => {
                    (self.glyphs.crossing(across, down), if across > down { one } else { other })
                }
                (None, Some((phase, style)), None) => (self.glyphs.dash(phase), style),
                (None, None, Some((phase, style))) => (self.glyphs.upright(phase), style),
                (None, None, None) => continue,
            };
            self.put(place, glyph, style, buf);
        }
    }

    fn lay(self, route: &Route, wires: &mut BTreeMap<(i32, i32), Wire>) {
        let cells = route.cells();
        let last = cells.len().saturating_sub(1).max(1) as f32;
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !route.gap.contains(cell)) {
            let share = at as f32 / last;
            let [from, to] = route.strength;
            // As coarse as the dots of other ties, so that the terminal is not told a colour for each cell.
            let strength = ((from + (to - from) * share) * 32.0).round() / 32.0;
            let [first, second] = route.inks;
            let style = self.shade(if share < 0.5 { first } else { second }, strength);
            let before = at.checked_sub(1).and_then(|at| cells.get(at));
            let arm = |other: Option<&(i32, i32)>| other.map_or(Joint::default(), |other| arm_to(*cell, *other));
            let (joint, wire) = (arm(before).with(arm(cells.get(at + 1))), wires.entry(*cell).or_default());
            let is_across = joint.has(Joint::LEFT) || joint.has(Joint::RIGHT);
            let is_down = joint.has(Joint::UP) || joint.has(Joint::DOWN);
            match (is_across, is_down) {
                (true, true) => wire.bend = Some((joint, route.phase, style)),
                (true, false) => wire.across = Some((route.phase, style)),
                (false, true) => wire.down = Some((route.phase, style)),
                (false, false) => {}
            }
        }
    }
}

fn arm_to((x, y): (i32, i32), (to_x, to_y): (i32, i32)) -> Joint {
    match (to_x - x, to_y - y) {
        (1.., _) => Joint::RIGHT,
        (..=-1, _) => Joint::LEFT,
        (_, 1..) => Joint::DOWN,
        (_, ..=-1) => Joint::UP,
        (0, 0) => Joint::default(),
    }
}

impl GlyphSet {
    /// One cell of a line down the picture, in the pattern of a phase.
    fn upright(self, phase: Phase) -> char {
        match (self, phase) {
            (Self::Unicode, Phase::Information) => '┆',
            (Self::Unicode, Phase::Experience) => '│',
            (Self::Unicode, Phase::Coaching) => '┃',
            (Self::Ascii, Phase::Information) => ':',
            (Self::Ascii, Phase::Experience) => '|',
            (Self::Ascii, Phase::Coaching) => '#',
        }
    }

    /// Where a line turns; dotted lines turn as thin ones do.
    fn bend(self, joint: Joint, phase: Phase) -> char {
        if self == Self::Ascii || phase != Phase::Coaching {
            return self.joint(joint);
        }
        match (joint.has(Joint::DOWN), joint.has(Joint::RIGHT)) {
            (true, true) => '┏',
            (true, false) => '┓',
            (false, true) => '┗',
            (false, false) => '┛',
        }
    }

    /// Where two lines cross, each as thick as it is.
    fn crossing(self, across: Phase, down: Phase) -> char {
        match (self, across == Phase::Coaching, down == Phase::Coaching) {
            (Self::Ascii, ..) => '+',
            (Self::Unicode, false, false) => '┼',
            (Self::Unicode, true, false) => '┿',
            (Self::Unicode, false, true) => '╂',
            (Self::Unicode, true, true) => '╋',
        }
    }
}
