//! The map as vectors: one SVG that a browser opens and a printer prints, with nothing outside itself.
//!
//! What is drawn where is [`Picture`]'s; here it gets lines, letters and colours. A cell of the picture is eight units wide
//! and eighteen high; a dot of a stroke is half as wide and a quarter as high.

mod boundary;
mod dots;
mod emblem;
mod ink;
mod legend;
mod letters;
mod member;
mod route;
mod sheet;
mod table;
mod tie;
mod words;

use std::collections::BTreeMap;

use self::{
    member::Spots,
    sheet::{Sheet, Spot, number},
    words::{Line, Side},
};
use super::{
    conflict_words::unsettled_words,
    words::{self as say, day},
};
use crate::{
    analysis::Analysis,
    map::{Chart, Drawn, DrawnTie, Ink, Label, Lane, Layout, Picture, Piece, Shape},
};

pub use ink::Paper;

/// A cell of the picture in units of the drawing.
const CELL: (f64, f64) = (8.0, 18.0);
/// A dot of a stroke.
const DOT: (f64, f64) = (CELL.0 / 2.0, CELL.1 / 4.0);
/// The blank around everything.
const MARGIN: f64 = 28.0;
/// The title, the counts, and the date with what is left out.
const HEAD: f64 = 76.0;
/// The blank between the map and the legend.
const GAP: f64 = 16.0;
/// Up to this width the words around the map have the size of the names on it; beyond, they grow with the sheet.
const SMALL: f64 = 1100.0;
/// How much they grow at most.
const LARGEST: f64 = 2.2;
/// What an A3 sheet has inside its margins, in millimetres.
const A3_MM: (f64, f64) = (400.0, 277.0);

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Poster<'a> {
    pub analysis: &'a Analysis,
    pub chart: &'a Chart,
    pub picture: &'a Picture,
    pub paper: Paper,
}

impl Poster<'_> {
    /// The whole SVG. The same poster gives the same bytes. Cost: O(members · log members + ties).
    pub fn svg(&self) -> String {
        let width = f64::from(self.picture.width) * CELL.0;
        let scale = (width / SMALL).clamp(1.0, LARGEST);
        let top = MARGIN + HEAD * scale;
        let bottom = top + f64::from(self.picture.with_caption().height) * CELL.1 + GAP;
        let legend = legend::lay(self, width / scale);
        let mut sheet = Sheet::new(self.paper);
        self.open(&mut sheet, (width + 2.0 * MARGIN, bottom + legend.height * scale + MARGIN));
        let at = |y: f64| format!("transform=\"translate({} {}) scale({scale:.3})\"", number(MARGIN), number(y));
        sheet.open(&format!("<g class=\"head\" {}>", at(MARGIN)));
        self.head(&mut sheet, width / scale);
        sheet.close("g");
        self.map(&mut sheet, top);
        sheet.open(&format!("<g class=\"legend\" {}>", at(bottom)));
        legend.draw(&mut sheet);
        sheet.close("g");
        sheet.close("svg");
        sheet.finish()
    }

    /// The root with its size on paper, the title and description for screen readers, and the background.
    fn open(&self, sheet: &mut Sheet, (width, height): (f64, f64)) {
        let (across, down) = if width >= height { A3_MM } else { (A3_MM.1, A3_MM.0) };
        let millimetres = (across / width).min(down / height);
        sheet.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        sheet.open(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {} {}\" role=\"img\" \
             aria-labelledby=\"title desc\" font-family=\"{}\" font-size=\"12\">",
            number(width * millimetres),
            number(height * millimetres),
            number(width),
            number(height),
            letters::FAMILY,
        ));
        sheet.words("title", "id=\"title\"", &self.title());
        sheet.words("desc", "id=\"desc\"", &self.description());
        sheet.line("<style>@page{size:A3 landscape;margin:10mm}@media screen{svg{width:100vw;height:100vh}}</style>");
        sheet.line(&format!(
            "<rect width=\"{}\" height=\"{}\" fill=\"{}\"/>",
            number(width),
            number(height),
            ink::hex(self.paper.ground())
        ));
    }

    fn name(&self) -> &str {
        let name = self.analysis.network.about.name.as_str();
        if name.trim().is_empty() { "The network" } else { name }
    }

    fn title(&self) -> String {
        format!("{} on {}", self.name(), day(self.analysis.as_of))
    }

    fn description(&self) -> String {
        let roster = &self.chart.roster;
        let stages = crate::model::Stage::ALL
            .map(|stage| format!("{} at stage {}", say::count(roster.in_lane(Lane::Stage(stage)) as u64), stage.number()));
        let unsettled = unsettled_words(self.analysis.network.conflicts().len());
        let unsettled = unsettled.map_or_else(String::new, |words| format!("{words}: one side of each is shown. "));
        format!(
            "{unsettled}A map of {} and {}: {}; {} not yet rated. `permea map --plain` says it in sentences.",
            say::counted(roster.members.len(), "member", "members"),
            say::counted(roster.ties.len(), "tie", "ties"),
            stages.join(", "),
            say::count(roster.in_lane(Lane::Unrated) as u64),
        )
    }

    fn head(&self, sheet: &mut Sheet, width: f64) {
        let mut y = 20.0;
        let title = letters::cut(self.name(), 26.0, width);
        sheet.text(
            (0.0, y),
            &title,
            &format!("font-size=\"26\" font-weight=\"700\" fill=\"{}\"", ink::shade(self.paper, Ink::Strong, 1.0)),
        );
        y += 25.0;
        Line { pieces: &trimmed(&self.picture.header), strength: 1.0 }.draw(sheet, (0.0, y));
        y += 20.0;
        let mut pieces = vec![Piece::Text(day(self.analysis.as_of).into(), Ink::Text)];
        for note in &self.picture.notes {
            pieces.push(Piece::Text(format!(" · {note}").into(), Ink::Dim));
        }
        Line { pieces: &pieces, strength: 1.0 }.draw(sheet, (0.0, y));
    }

    fn map(&self, sheet: &mut Sheet, top: f64) {
        let top = top - f64::from(self.picture.map.y) * CELL.1;
        // An outline of the ground may reach beyond the window; it does not lie under the words around the map.
        let window = Spot::of(self.picture.with_caption()).inset(-MARGIN, 0.0);
        sheet.line(&format!("<clipPath id=\"window\"><rect {}/></clipPath>", window.attributes()));
        let place = format!("transform=\"translate({} {})\"", number(MARGIN), number(top));
        sheet.open(&format!("<g class=\"map\" {place} clip-path=\"url(#window)\">"));
        for frame in &self.picture.frames {
            boundary::frame(sheet, Spot::of(frame.area).inset(CELL.0 / 2.0, CELL.1 / 2.0), frame.lane);
        }
        // From the outside in, so that every ring lies on those around it.
        for guide in self.picture.guides.iter().rev() {
            tie::guide(sheet, guide);
        }
        let spots = Spots::of(self);
        let ties = self.ties_by_ends();
        for stroke in &self.picture.ties {
            tie::draw(sheet, self, stroke, (&spots, &ties));
        }
        for line in &self.picture.lines {
            tie::line(sheet, self, line, &spots);
        }
        for route in &self.picture.routes {
            route::draw(sheet, self, route, &spots);
        }
        for bar in &self.picture.bars {
            boundary::bar(sheet, Spot::of(bar.area), bar.lane);
        }
        dots::dots(sheet, self);
        if let Some(matrix) = &self.picture.table {
            table::draw(sheet, self, matrix);
        }
        let names = self.picture.placements.iter().chain(&self.picture.echoes).filter(|placement| placement.shape != Shape::Dot);
        let labels = &self.picture.labels;
        for label in labels {
            words::label(sheet, label, self.side(label));
        }
        for line in &self.picture.caption {
            words::label(sheet, line, Side::Left);
        }
        for placement in names {
            member::draw(sheet, self, placement);
        }
        sheet.close("g");
    }

    /// On the board words stand under each other, elsewhere in the middle of their cells.
    fn side(&self, label: &Label) -> Side {
        let edges = |y: i32| self.picture.frames.iter().any(|frame| frame.area.y == y || frame.area.bottom() - 1 == y);
        if self.picture.list.contains(label.x, label.y) {
            return Side::Left;
        }
        match (self.chart.layout, self.picture.frames.is_empty(), edges(label.y)) {
            (Layout::Ego | Layout::Matrix, ..) => Side::Cells,
            (Layout::Rings | Layout::Journey | Layout::Geographic | Layout::Force, true, _) => Side::Middle,
            (Layout::Rings | Layout::Journey | Layout::Geographic | Layout::Force, false, true) => Side::Edge,
            (Layout::Rings | Layout::Journey | Layout::Geographic | Layout::Force, false, false) => Side::Left,
        }
    }

    /// Every tie by the members it is between, in the order of the roster.
    fn ties_by_ends(&self) -> BTreeMap<(usize, usize), Vec<&DrawnTie>> {
        let mut ties: BTreeMap<(usize, usize), Vec<&DrawnTie>> = BTreeMap::new();
        for tie in &self.chart.roster.ties {
            ties.entry((tie.from, tie.to)).or_default().push(tie);
        }
        ties
    }

    fn drawn(&self, member: usize) -> Option<&Drawn> {
        self.chart.roster.members.get(member)
    }
}

/// The header begins with a blank on a screen; on paper it begins at the margin.
fn trimmed(pieces: &[Piece]) -> Vec<Piece> {
    let mut pieces = pieces.to_vec();
    if let Some(Piece::Text(text, _)) = pieces.first_mut() {
        *text = text.trim_start().into();
    }
    pieces
}
