//! The characters of the map: those that most fonts have, and a set of ASCII alone.
//!
//! Every one is a single cell wide and none is ever drawn as an emoji (`map.md`, section 4.2).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

use crate::{
    map::{Bearing, Bond, Emblem, Joint, Lane},
    model::{Phase, Stage, Trust},
};

/// Which characters the map is drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GlyphSet {
    /// Box drawing and Braille.
    #[default]
    Unicode,
    /// Only ASCII, for terminals and fonts without the rest.
    Ascii,
}

/// The characters of a frame: corners from the top left clockwise, then top, bottom, left and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FrameGlyphs {
    pub(super) corners: [char; 4],
    pub(super) top: char,
    pub(super) bottom: char,
    pub(super) left: char,
    pub(super) right: char,
}

const fn frame(corners: [char; 4], across: [char; 2], down: [char; 2]) -> FrameGlyphs {
    let [top, bottom] = across;
    let [left, right] = down;
    FrameGlyphs { corners, top, bottom, left, right }
}

impl GlyphSet {
    /// The frame of a lane, from the wall of stage 1 to the bare corners of stage 4; none for who is unrated.
    pub(super) fn frame(self, lane: Lane) -> Option<FrameGlyphs> {
        let glyphs = match (self, lane) {
            (Self::Unicode, Lane::Stage(Stage::Isolation)) => frame(['▛', '▜', '▟', '▙'], ['▀', '▄'], ['▌', '▐']),
            (Self::Unicode, Lane::Stage(Stage::Initiation)) => frame(['┌', '┐', '┘', '└'], ['─', '─'], ['│', '│']),
            (Self::Unicode, Lane::Stage(Stage::Engagement)) => frame(['╭', '╮', '╯', '╰'], ['╌', '╌'], ['╎', '╎']),
            (Self::Unicode, Lane::Stage(Stage::Integration)) => frame(['·', '·', '·', '·'], [' ', ' '], [' ', ' ']),
            (Self::Ascii, Lane::Stage(Stage::Isolation)) => frame(['#', '#', '#', '#'], ['#', '#'], ['#', '#']),
            (Self::Ascii, Lane::Stage(Stage::Initiation)) => frame(['+', '+', '+', '+'], ['-', '-'], ['|', '|']),
            (Self::Ascii, Lane::Stage(Stage::Engagement)) => frame(['.', '.', '\'', '\''], ['.', '.'], [':', ':']),
            (Self::Ascii, Lane::Stage(Stage::Integration)) | (_, Lane::Unrated | Lane::Sources | Lane::Bodies) => return None,
        };
        Some(glyphs)
    }

    /// A frame that says nothing about a stage.
    pub(super) fn plain_frame(self) -> FrameGlyphs {
        match self {
            Self::Unicode => frame(['┌', '┐', '┘', '└'], ['─', '─'], ['│', '│']),
            Self::Ascii => frame(['+', '+', '+', '+'], ['-', '-'], ['|', '|']),
        }
    }

    /// What stands left and right of a name.
    pub(super) fn pill(self, lane: Lane) -> [char; 2] {
        match (self, lane) {
            (Self::Unicode, Lane::Stage(Stage::Isolation)) => ['▐', '▌'],
            (Self::Unicode, Lane::Stage(Stage::Initiation)) => ['│', '│'],
            (Self::Unicode, Lane::Stage(Stage::Engagement)) => ['╎', '╎'],
            (Self::Ascii, Lane::Stage(Stage::Isolation)) => ['[', ']'],
            (Self::Ascii, Lane::Stage(Stage::Initiation)) => ['(', ')'],
            (Self::Ascii, Lane::Stage(Stage::Engagement)) => [':', ':'],
            (_, Lane::Stage(Stage::Integration) | Lane::Unrated | Lane::Sources | Lane::Bodies) => [' ', ' '],
        }
    }

    /// The glyph of a member without a name.
    pub(super) fn lane(self, lane: Lane) -> char {
        match (self, lane) {
            (Self::Unicode, Lane::Stage(Stage::Isolation)) => '▣',
            (Self::Unicode, Lane::Stage(Stage::Initiation)) => '◉',
            (Self::Unicode, Lane::Stage(Stage::Engagement)) => '◌',
            (Self::Unicode, Lane::Stage(Stage::Integration)) => '•',
            (Self::Unicode, Lane::Unrated) => '?',
            (Self::Ascii, Lane::Stage(Stage::Isolation)) => '1',
            (Self::Ascii, Lane::Stage(Stage::Initiation)) => '2',
            (Self::Ascii, Lane::Stage(Stage::Engagement)) => '3',
            (Self::Ascii, Lane::Stage(Stage::Integration)) => '4',
            (Self::Ascii, Lane::Unrated) => '0',
            (_, Lane::Sources) => self.emblem(Emblem::Innovation),
            (_, Lane::Bodies) => self.emblem(Emblem::Hub),
        }
    }

    /// The nail in the frame of a member that was moved by hand.
    pub(super) fn nail(self) -> char {
        match self {
            Self::Unicode => '╋',
            Self::Ascii => 'x',
        }
    }

    /// The texture of a bar.
    pub(super) fn bar(self, lane: Lane) -> char {
        match (self, lane) {
            (Self::Unicode, Lane::Stage(Stage::Isolation)) => '█',
            (Self::Unicode, Lane::Stage(Stage::Initiation)) => '▓',
            (Self::Unicode, Lane::Stage(Stage::Engagement)) => '▒',
            (Self::Unicode, Lane::Stage(Stage::Integration)) => '░',
            (Self::Unicode, Lane::Unrated | Lane::Sources | Lane::Bodies) => '·',
            (Self::Ascii, Lane::Stage(Stage::Isolation)) => '#',
            (Self::Ascii, Lane::Stage(Stage::Initiation)) => '=',
            (Self::Ascii, Lane::Stage(Stage::Engagement)) => '-',
            (Self::Ascii, Lane::Stage(Stage::Integration) | Lane::Unrated | Lane::Sources | Lane::Bodies) => '.',
        }
    }

    /// The glyph of a member that is no plain school.
    pub(super) fn emblem(self, emblem: Emblem) -> char {
        match (self, emblem) {
            (Self::Unicode, Emblem::Research) => '◆',
            (Self::Unicode, Emblem::Practice) => '◈',
            (Self::Unicode, Emblem::Innovation) => '◇',
            (Self::Unicode, Emblem::University) => '▲',
            (Self::Unicode, Emblem::Hub) => '⌂',
            (Self::Ascii, Emblem::Research) => 'R',
            (Self::Ascii, Emblem::Practice) => 'P',
            (Self::Ascii, Emblem::Innovation) => 'I',
            (Self::Ascii, Emblem::University) => 'U',
            (Self::Ascii, Emblem::Hub) => 'H',
        }
    }

    pub(super) fn arrow(self, bearing: Bearing) -> char {
        match (self, bearing) {
            (Self::Unicode, Bearing::Left) => '◄',
            (Self::Unicode, Bearing::Right) => '►',
            (Self::Unicode, Bearing::Up) => '▲',
            (Self::Unicode, Bearing::Down) => '▼',
            (Self::Ascii, Bearing::Left) => '<',
            (Self::Ascii, Bearing::Right) => '>',
            (Self::Ascii, Bearing::Up) => '^',
            (Self::Ascii, Bearing::Down) => 'v',
        }
    }

    /// A class of a measure, 0 the lowest of five.
    pub(super) fn gauge(self, height: u8) -> char {
        let glyphs = match self {
            Self::Unicode => ['▁', '▃', '▅', '▆', '█'],
            Self::Ascii => ['1', '2', '3', '4', '5'],
        };
        glyphs.get(usize::from(height)).copied().unwrap_or(' ')
    }

    /// A line of three cells in the pattern of a phase.
    pub(super) fn line(self, phase: Phase) -> &'static str {
        match (self, phase) {
            (Self::Unicode, Phase::Information) => "┄┄┄",
            (Self::Unicode, Phase::Experience) => "───",
            (Self::Unicode, Phase::Coaching) => "━━━",
            (Self::Ascii, Phase::Information) => "...",
            (Self::Ascii, Phase::Experience) => "---",
            (Self::Ascii, Phase::Coaching) => "===",
        }
    }

    /// A line of three cells in the pattern of what is no tie.
    pub(super) fn bond(self, bond: Bond) -> &'static str {
        match (self, bond) {
            (Self::Unicode, Bond::Peer) => "· ·",
            (Self::Unicode, Bond::Planned) => "━ ━",
            (Self::Unicode, Bond::Running | Bond::Overdue) => "━━━",
            (Self::Unicode, Bond::Ended(_)) => "╌╌╌",
            (Self::Ascii, Bond::Peer) => ". .",
            (Self::Ascii, Bond::Planned) => "= =",
            (Self::Ascii, Bond::Running | Bond::Overdue) => "===",
            (Self::Ascii, Bond::Ended(_)) => "- -",
        }
    }

    /// A phase as three dots, as many full as its number.
    pub(super) fn phase(self, phase: Option<Phase>) -> &'static str {
        match (self, phase) {
            (Self::Unicode, None) => "○○○",
            (Self::Unicode, Some(Phase::Information)) => "●○○",
            (Self::Unicode, Some(Phase::Experience)) => "●●○",
            (Self::Unicode, Some(Phase::Coaching)) => "●●●",
            (Self::Ascii, None) => "---",
            (Self::Ascii, Some(Phase::Information)) => "*--",
            (Self::Ascii, Some(Phase::Experience)) => "**-",
            (Self::Ascii, Some(Phase::Coaching)) => "***",
        }
    }

    /// A cell of the matrix: the deeper the sharing, the fuller the sign.
    pub(super) fn tile(self, phase: Phase) -> char {
        match (self, phase) {
            (Self::Unicode, Phase::Information) => '░',
            (Self::Unicode, Phase::Experience) => '▒',
            (Self::Unicode, Phase::Coaching) => '█',
            (Self::Ascii, Phase::Information) => '.',
            (Self::Ascii, Phase::Experience) => 'o',
            (Self::Ascii, Phase::Coaching) => '#',
        }
    }

    /// One cell of a line in the pattern of a phase.
    pub(super) fn dash(self, phase: Phase) -> char {
        self.line(phase).chars().next().unwrap_or(' ')
    }

    /// Trust as four dots, as many full as its score; who has not said shows as one question mark.
    pub(super) fn trust(self, trust: Option<Trust>) -> String {
        let (full, empty) = match self {
            Self::Unicode => ('●', '○'),
            Self::Ascii => ('*', '-'),
        };
        let dots = |score: u8| (1..=4).map(|at| if at <= score { full } else { empty }).collect();
        trust.map_or_else(|| " ?  ".into(), |trust| dots(trust.get()))
    }

    /// The character in which lines meet.
    pub(super) fn joint(self, joint: Joint) -> char {
        let [up, down, left, right] = [Joint::UP, Joint::DOWN, Joint::LEFT, Joint::RIGHT].map(|arm| joint.has(arm));
        match (self, up || down, left || right) {
            (_, false, false) => return ' ',
            (Self::Ascii, true, false) => return '|',
            (Self::Ascii, false, true) => return '-',
            (Self::Ascii, true, true) => return '+',
            (Self::Unicode, ..) => {}
        }
        match (up, down, left, right) {
            (false, true, false, true) => '╭',
            (false, true, true, false) => '╮',
            (true, false, false, true) => '╰',
            (true, false, true, false) => '╯',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (true, false, true, true) => '┴',
            (false, true, true, true) => '┬',
            (true, true, true, true) => '┼',
            (_, _, false, false) => '│',
            (false, false, _, _) => '─',
        }
    }

    /// A line of text in the characters there are: accents are left off, what has no letter becomes `?`.
    pub fn spell(self, text: &str) -> Cow<'_, str> {
        if self == Self::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.chars().flat_map(|letter| std::iter::repeat_n(plain(letter), letter.width().unwrap_or(0))).collect())
    }
}

/// The ASCII letter nearest to another; names of schools hold Welsh, Irish, French and Spanish letters.
fn plain(letter: char) -> char {
    const LETTERS: [(&str, char); 40] = [
        ("ÀÁÂÃÄÅĀ", 'A'),
        ("àáâãäåā", 'a'),
        ("ÈÉÊËĒ", 'E'),
        ("èéêëē", 'e'),
        ("ÌÍÎÏĪ", 'I'),
        ("ìíîïī", 'i'),
        ("ÒÓÔÕÖØŌ", 'O'),
        ("òóôõöøō", 'o'),
        ("ÙÚÛÜŪ", 'U'),
        ("ùúûüū", 'u'),
        ("ŶÝ", 'Y'),
        ("Ŵ", 'W'),
        ("ŷýÿ", 'y'),
        ("ŵ", 'w'),
        ("Çç", 'c'),
        ("Ññ", 'n'),
        ("’‘", '\''),
        ("–—−─━╌┄→·", '-'),
        ("…", '.'),
        ("“”", '"'),
        ("≤‹◄⟨", '<'),
        ("≥›►⟩", '>'),
        ("▲", '^'),
        ("▼", 'v'),
        ("│╎┊", '|'),
        ("┌┐└┘╭╮╰╯┬┴├┤┼✓", '+'),
        ("▐▌▛▜▙▟▀▄█", '#'),
        ("▓▒░", '='),
        ("✗", 'x'),
        ("≠", 'X'),
        ("↵", '/'),
        ("●", '*'),
        ("○", '-'),
        ("▣", '1'),
        ("◉", '2'),
        ("◌", '3'),
        ("•", '4'),
        ("≠", '!'),
        ("²", '2'),
        ("×", 'x'),
    ];
    if letter.is_ascii() {
        return letter;
    }
    LETTERS.iter().find(|(letters, _)| letters.contains(letter)).map_or('?', |(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_spells_welsh_names() {
        assert_eq!(GlyphSet::Ascii.spell("Ŵyn Ysgol Gŵyr · Coláiste"), "Wyn Ysgol Gwyr - Colaiste");
        assert_eq!(GlyphSet::Ascii.spell("学校"), "????");
    }
}
