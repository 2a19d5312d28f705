//! The large card in the middle of the ego board.

use ratatui::{
    buffer::Buffer,
    style::{Modifier, Style},
};

use super::{
    Pen, badge_of,
    member::{DOUBT, stage_words},
};
use crate::{
    map::{Emblem, Emphasis, Lane, Placement, cut, width},
    model::Phase,
    view::theme::Role,
};

/// A line of the card: its words and their look.
type Line = (String, Style);

/// What a member is that has no stage.
fn kind_words(emblem: Option<Emblem>) -> &'static str {
    match emblem {
        Some(Emblem::Research) => "relevant research",
        Some(Emblem::Practice) => "best practice",
        Some(Emblem::Innovation) => "emerging innovation",
        Some(Emblem::University) => "university",
        Some(Emblem::Hub) => "hub or other body",
        None => "not yet rated",
    }
}

impl Pen<'_> {
    /// Name, area, stage, phase and flag in the stage's own frame.
    pub(super) fn board(self, placement: &Placement, buf: &mut Buffer) {
        let area = placement.area;
        if let Some(glyphs) = self.glyphs.frame(placement.lane) {
            self.box_of(area, glyphs, self.boundary(placement), buf);
        }
        self.doubted(placement, buf);
        let lines = self.board_lines(placement);
        let rows = usize::try_from(area.height - 2).unwrap_or(0);
        // Blank rows part the name from the stage while there is room for them.
        let lines: Vec<Line> = if lines.len() <= rows { lines } else { lines.into_iter().filter(|(words, _)| !words.is_empty()).collect() };
        let top = area.y + 1 + i32::try_from(rows.saturating_sub(lines.len()) / 2).unwrap_or(0);
        for ((words, style), y) in lines.into_iter().zip(top..area.bottom() - 1) {
            let x = area.x + (area.width - i32::from(width(&words))) / 2;
            self.text((x, y), &words, style, buf);
        }
    }

    fn board_lines(self, placement: &Placement) -> Vec<Line> {
        let boundary = self.boundary(placement);
        let room = u16::try_from(placement.area.width - 2).unwrap_or(0);
        let name = match placement.emphasis {
            Emphasis::Selected => self.theme.style(Role::Selection),
            Emphasis::Faded | Emphasis::Plain | Emphasis::Tied => self.theme.style(Role::Strong).add_modifier(Modifier::BOLD),
        };
        let names: Vec<&str> = placement.text.split('\n').collect();
        let mut lines: Vec<Line> = Vec::new();
        if let Some((place, names)) = names.split_last() {
            lines.extend(names.iter().map(|words| (format!(" {words} "), name)));
            if !place.is_empty() {
                lines.push(((*place).to_owned(), self.theme.style(Role::Dim)));
            }
        }
        lines.push((String::new(), Style::default()));
        let stage = match placement.lane {
            Lane::Stage(_) if placement.doubt.is_some() => format!("stage {}{DOUBT}", stage_words(placement.lane)),
            Lane::Stage(_) => format!("stage {}", stage_words(placement.lane)),
            Lane::Unrated => stage_words(placement.lane).to_owned(),
            Lane::Sources | Lane::Bodies => kind_words(placement.emblem).to_owned(),
        };
        lines.push((stage, boundary.add_modifier(Modifier::BOLD)));
        if let Some(shown) = placement.doubt {
            lines.push((format!("ties show {}", stage_words(Lane::Stage(shown))), boundary));
        }
        // Without a rating, an empty phase would read as if somebody had found no activity.
        if matches!(placement.lane, Lane::Stage(_)) || placement.phase.is_some() {
            lines.push((self.phase_line(placement.phase, room), boundary));
        }
        if let Some(pattern) = placement.flag {
            let words = cut(&format!(" {} {} ", pattern.sign(), pattern.title()), room);
            lines.push((words.into(), self.theme.style(badge_of(pattern)).add_modifier(Modifier::BOLD)));
        }
        lines
    }

    fn phase_line(self, phase: Option<Phase>, room: u16) -> String {
        let dots = self.glyphs.phase(phase);
        let word = match phase {
            Some(Phase::Information) => "information",
            Some(Phase::Experience) => "experience",
            Some(Phase::Coaching) => "coaching",
            None => "no activity",
        };
        let full = format!("phase {dots} {word}");
        if width(&full) <= room { full } else { format!("{dots} {word}") }
    }
}
