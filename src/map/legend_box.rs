//! The whole legend: every sign of the map with what it means, as a box over the picture.

use ecow::{EcoString, eco_format};

use super::{
    legend::lane_title,
    picture::{Bearing, Frame, Ink, Label, Picture, Piece, Rect},
    roster::{Emblem, Lane},
};
use crate::{
    finding::Pattern,
    framework::Framework,
    model::{Phase, Stage},
};

/// The width of the box with its frame.
const WIDTH: i32 = 72;
/// The rows of a stage with its frame, and without one where there is little room.
const FRAMED: i32 = 3;
const PLAIN: i32 = 1;
/// The columns of the parts of a stage's row: its frame, its name in the boundary, its glyph, its words.
const COLUMNS: [i32; 4] = [2, 21, 30, 34];

/// A box of words and signs.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendBox {
    /// With its frame.
    pub area: Rect,
    pub title: EcoString,
    /// The frames of the stages, as cards have them.
    pub frames: Vec<Frame>,
    pub labels: Vec<Label>,
}

impl Picture {
    /// The same picture under the whole legend, as much of it as has room.
    #[must_use]
    pub fn with_legend(mut self) -> Self {
        let map = self.map;
        let lines = lines();
        let stages = i32::try_from(Stage::ALL.len()).unwrap_or(0);
        let rows = i32::try_from(lines.len()).unwrap_or(0) + 3;
        let stage_rows = if map.height >= rows + stages * FRAMED { FRAMED } else { PLAIN };
        let (width, height) = (WIDTH.min(map.width), (rows + stages * stage_rows).min(map.height));
        if width < 24 || height < 4 {
            return self;
        }
        let area = Rect::new(map.x + (map.width - width) / 2, map.y + (map.height - height) / 2, width, height);
        let mut legend = LegendBox { area, title: " What the signs mean ".into(), frames: Vec::new(), labels: Vec::new() };
        legend.put((COLUMNS[0], 1), vec![Piece::Text("The harder the boundary, the more closed the member.".into(), Ink::Text)]);
        let mut y = 2;
        for stage in Stage::ALL {
            legend.stage(stage, (y, stage_rows));
            y += stage_rows;
        }
        for line in lines {
            legend.put((COLUMNS[0], y), line);
            y += 1;
        }
        self.legend = Some(legend);
        self
    }
}

impl LegendBox {
    /// Puts pieces at a place of the box, as many as have room in it.
    fn put(&mut self, (x, y): (i32, i32), pieces: Vec<Piece>) {
        if y >= self.area.height - 1 {
            return;
        }
        let mut room = self.area.width - 1 - x;
        let fits = |piece: &Piece| {
            room -= i32::from(piece.width());
            room >= 0
        };
        let pieces: Vec<Piece> = pieces.into_iter().take_while(fits).collect();
        if pieces.is_empty() {
            return;
        }
        self.labels.push(Label { x: self.area.x + x, y: self.area.y + y, pieces, strength: 1.0 });
    }

    fn stage(&mut self, stage: Stage, (y, rows): (i32, i32)) {
        let lane = Lane::Stage(stage);
        let middle = y + rows / 2;
        let [frame, pill, glyph, words] = COLUMNS;
        let area = Rect::new(self.area.x + frame, self.area.y + y, 17, rows);
        if rows == FRAMED && area.bottom() < self.area.bottom() {
            self.frames.push(Frame { area, lane });
        }
        let boundary = Framework::built_in().stage(stage).map_or(EcoString::new(), |words| words.boundary.clone());
        self.put((frame + 2, middle), vec![Piece::Text(lane_title(lane).into(), Ink::of(lane, None))]);
        self.put((pill, middle), vec![Piece::Boundary(lane, "name".into())]);
        self.put((glyph, middle), vec![Piece::Sign(lane)]);
        self.put((words, middle), vec![Piece::Text(boundary, Ink::Text)]);
    }
}

fn text(words: &str) -> Piece {
    Piece::Text(words.into(), Ink::Text)
}

fn blank(cells: usize) -> Piece {
    Piece::Text(" ".repeat(cells).into(), Ink::Text)
}

/// What stands below the stages, a line each.
fn lines() -> Vec<Vec<Piece>> {
    let claimed = Piece::Claimed { shown: Stage::Initiation, claimed: Stage::Engagement, text: "name".into() };
    let flag = |pattern: Pattern, words: &str| vec![Piece::Badge(pattern, eco_format!(" {words}")), blank(2)];
    let flags = [
        flag(Pattern::CondonedFailure, "condoned failure"),
        flag(Pattern::Coasting, "coasting"),
        flag(Pattern::Entrenched, "entrenched: both"),
    ];
    let emblem = |(emblem, words): (Emblem, &str)| vec![Piece::Emblem(emblem), text(words)];
    let emblems = [
        (Emblem::Research, " research  "),
        (Emblem::Practice, " best practice  "),
        (Emblem::Innovation, " innovation  "),
        (Emblem::University, " university  "),
        (Emblem::Hub, " hub"),
    ];
    let before = vec![
        vec![Piece::Sign(Lane::Unrated), text(" not yet rated")],
        vec![claimed, text("  claimed 3 (right), but ties and sharing inside show 2 (left)")],
        Vec::new(),
        flags.concat(),
    ];
    let after = vec![emblems.map(emblem).concat(), Vec::new()];
    before.into_iter().chain(ties()).chain(after).chain(cards()).collect()
}

/// What lines mean.
fn ties() -> Vec<Vec<Piece>> {
    let tie = |(phase, words): (Phase, &str)| {
        let ink = Ink::Tie(phase);
        vec![Piece::Dashes(phase, 3, ink), Piece::Head(Bearing::Right, ink), text(words)]
    };
    let phases =
        [(Phase::Information, " information  "), (Phase::Experience, " experience  "), (Phase::Coaching, " coaching, to who learns")];
    let ink = Ink::Tie(Phase::Coaching);
    let dashes = |cells: u16| Piece::Dashes(Phase::Experience, cells, ink);
    vec![
        phases.map(tie).concat(),
        vec![
            Piece::Head(Bearing::Left, ink),
            dashes(2),
            Piece::Head(Bearing::Right, ink),
            text(" both ways  "),
            dashes(3),
            blank(2),
            dashes(3),
            text(" least trust (1 of 4); the more, the brighter"),
        ],
        vec![
            Piece::Bold("learns from".into(), Ink::LearnsFrom),
            blank(2),
            Piece::Bold("shares with".into(), Ink::SharesWith),
            text("  the ties of the member in focus"),
        ],
    ]
}

/// What the signs on a card mean.
fn cards() -> Vec<Vec<Piece>> {
    let reach =
        |(emblem, steps, words, ink): (Emblem, &str, &str, Ink)| vec![Piece::Emblem(emblem), Piece::Text(steps.into(), ink), text(words)];
    let reached = [
        (Emblem::Research, "1", " reached directly  ", Ink::Source),
        (Emblem::Practice, "2", " in two steps  ", Ink::Source),
        (Emblem::Innovation, "–", " not reached", Ink::Dim),
    ];
    vec![
        vec![
            Piece::Bold("On a card".into(), Ink::Text),
            blank(2),
            Piece::Phase(Some(Phase::Experience), Ink::Text),
            text(" how far sharing goes, to coaching"),
        ],
        reached.map(reach).concat(),
        vec![
            Piece::Head(Bearing::Left, Ink::LearnsFrom),
            Piece::Text("2 ".into(), Ink::LearnsFrom),
            Piece::Head(Bearing::Right, Ink::SharesWith),
            Piece::Text("1".into(), Ink::SharesWith),
            text(" learns from 2, shares with 1 that the window does not show"),
        ],
    ]
}
