//! A stage as a boundary: wall, line, dashes, corner dots. Frames of cards and columns are drawn with it.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{cells, theme::Role};
use crate::model::Stage;

/// The signs of a frame, from the upper left corner: corner, top, corner, left, right, corner, bottom, corner.
struct Signs {
    upper: [&'static str; 3],
    sides: [&'static str; 2],
    lower: [&'static str; 3],
}

/// The role of a stage; unrated members have their own.
pub(super) fn role(stage: Option<Stage>) -> Role {
    match stage {
        None => Role::Unrated,
        Some(Stage::Isolation) => Role::Stage1,
        Some(Stage::Initiation) => Role::Stage2,
        Some(Stage::Engagement) => Role::Stage3,
        Some(Stage::Integration) => Role::Stage4,
    }
}

/// The sign of a stage where there is room for one only.
pub(super) fn glyph(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "?",
        Some(Stage::Isolation) => "▣",
        Some(Stage::Initiation) => "◉",
        Some(Stage::Engagement) => "◌",
        Some(Stage::Integration) => "•",
    }
}

/// What stands before and after a name in its boundary.
pub(super) fn sides(stage: Option<Stage>) -> [&'static str; 2] {
    signs(stage).map_or([" ", " "], |signs| if stage == Some(Stage::Isolation) { ["▐", "▌"] } else { signs.sides })
}

fn signs(stage: Option<Stage>) -> Option<Signs> {
    let signs = match stage? {
        Stage::Isolation => Signs { upper: ["▛", "▀", "▜"], sides: ["▌", "▐"], lower: ["▙", "▄", "▟"] },
        Stage::Initiation => Signs { upper: ["┌", "─", "┐"], sides: ["│", "│"], lower: ["└", "─", "┘"] },
        Stage::Engagement => Signs { upper: ["╭", "╌", "╮"], sides: ["╎", "╎"], lower: ["╰", "╌", "╯"] },
        Stage::Integration => Signs { upper: ["·", " ", "·"], sides: [" ", " "], lower: ["·", " ", "·"] },
    };
    Some(signs)
}

/// Frames the area as the stage's boundary and gives what is inside; an unrated one has no frame but the same inside.
pub(super) fn frame(stage: Option<Stage>, style: Style, area: Rect, buffer: &mut Buffer) -> Rect {
    let inside = Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    if area.width < 2 || area.height < 2 {
        return area;
    }
    let Some(signs) = signs(stage) else { return inside };
    edge(signs.upper, style, Rect { height: 1, ..area }, buffer);
    edge(signs.lower, style, Rect { y: area.bottom() - 1, height: 1, ..area }, buffer);
    let [left, right] = signs.sides;
    for row in inside.rows() {
        cells::text(left, (area.x, row.y), style, buffer);
        cells::text(right, (area.right() - 1, row.y), style, buffer);
    }
    inside
}

fn edge([first, middle, last]: [&str; 3], style: Style, row: Rect, buffer: &mut Buffer) {
    let line = format!("{first}{}{last}", middle.repeat(usize::from(row.width).saturating_sub(2)));
    cells::text(&line, (row.x, row.y), style, buffer);
}
