//! What the lines, signs and colours mean, below the map: only what is in it, and the four stages always.

use super::{
    Poster, boundary, emblem,
    ink::{self, hex},
    letters::{self, SIZE},
    member,
    sheet::{Sheet, Spot, path},
    table, tie, words,
};
use crate::{
    finding::Pattern,
    framework::Framework,
    map::{Emblem, Exchange, Gauge, Ink, Lane, Layout, Scale},
    model::{Phase, Stage},
    report::words as say,
};

/// From one line of the legend to the next.
const ROW: f64 = 23.0;
/// The column of the headings.
const HEADINGS: f64 = 88.0;
/// From one entry to the next.
const GAP: f64 = 20.0;
/// The length of a sample of a line.
const SAMPLE: f64 = 40.0;

/// What an entry shows before its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sample {
    Lane(Lane),
    /// A claimed stage that ties do not show.
    Doubt,
    Flag(Pattern),
    Tie(Phase),
    /// A cell of the matrix.
    Tile(Phase, Exchange),
    Mutual,
    /// More trust, a stronger line.
    Trust,
    Own(Ink),
    Emblem(Emblem),
    PhaseDots,
    /// A class of the measure that members are coloured or sized by.
    Gauge(Gauge),
}

/// A sample with its words and its place: left end and baseline.
#[derive(Clone, Debug)]
struct Entry {
    sample: Sample,
    words: String,
    at: (f64, f64),
}

/// The legend, laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Legend {
    headings: Vec<(&'static str, f64)>,
    entries: Vec<Entry>,
    pub(super) height: f64,
}

/// The legend of a poster in this width.
pub(super) fn lay(poster: &Poster<'_>, width: f64) -> Legend {
    let framework = Framework::built_in();
    let groups = [
        ("Boundary", boundaries(poster, framework)),
        ("Flags", flags(poster)),
        (if poster.chart.layout == Layout::Journey { "Phases" } else { "Ties" }, ties(poster, framework)),
        ("Knowledge", emblems(poster, framework)),
        ("Colour", classes(poster.picture.paint.colour.as_deref(), Ink::Class)),
        ("Size", classes(poster.picture.paint.size.as_deref(), |_class| Ink::Strong)),
    ];
    let mut legend = Legend::default();
    for (heading, samples) in groups.into_iter().filter(|(_, samples)| !samples.is_empty()) {
        let y = legend.height + 15.0;
        legend.headings.push((heading, y));
        let mut at = (HEADINGS, y);
        for (sample, words) in samples {
            let taken = lead(sample) + letters::width(&words, SIZE);
            if at.0 + taken > width && at.0 > HEADINGS {
                at = (HEADINGS, at.1 + ROW);
            }
            legend.entries.push(Entry { sample, words, at });
            at.0 += taken + GAP;
        }
        legend.height = at.1 - 15.0 + ROW;
    }
    legend
}

fn boundaries(poster: &Poster<'_>, framework: &Framework) -> Vec<(Sample, String)> {
    let stage = |stage: Stage| {
        let words = framework.stage(stage);
        let boundary = words.map_or("", |words| words.boundary.as_str());
        (Sample::Lane(Lane::Stage(stage)), format!("{}: {boundary}", say::stage(framework, stage)))
    };
    let mut samples: Vec<(Sample, String)> = Stage::ALL.into_iter().map(stage).collect();
    if poster.chart.roster.in_lane(Lane::Unrated) > 0 {
        samples.push((Sample::Lane(Lane::Unrated), "not yet rated".to_owned()));
    }
    if poster.picture.placements.iter().any(|placement| placement.doubt.is_some()) {
        samples.push((Sample::Doubt, "claimed, but ties show less: on the left what they show".to_owned()));
    }
    samples
}

fn flags(poster: &Poster<'_>) -> Vec<(Sample, String)> {
    let words = [
        (Pattern::CondonedFailure, "condoned failure: isolated, and evidence that it could do better is rejected"),
        (Pattern::Coasting, "coasting: above national, below its peers"),
        (Pattern::Entrenched, "entrenched: both"),
    ];
    let has = |pattern: Pattern| pattern != Pattern::Entrenched || poster.chart.roster.flagged(pattern) > 0;
    words.into_iter().filter(|(pattern, _)| has(*pattern)).map(|(pattern, words)| (Sample::Flag(pattern), words.to_owned())).collect()
}

fn ties(poster: &Poster<'_>, framework: &Framework) -> Vec<(Sample, String)> {
    let phase = |phase: Phase| (Sample::Tie(phase), phase_of(framework, phase));
    let mut samples = Vec::new();
    if !poster.picture.ties.is_empty() || !poster.picture.routes.is_empty() {
        samples.extend(Phase::ALL.into_iter().map(phase));
        samples.push((Sample::Mutual, "both ways; else the arrow points at who learns".to_owned()));
        samples.push((Sample::Trust, "the more trust, the stronger; broken in the middle: the least".to_owned()));
        let strokes = poster.picture.ties.iter().map(|stroke| stroke.inks);
        let mut inks = strokes.chain(poster.picture.routes.iter().map(|route| route.inks)).flatten();
        if inks.any(|ink| matches!(ink, Ink::LearnsFrom | Ink::SharesWith)) {
            samples.push((Sample::Own(Ink::LearnsFrom), "learns from".to_owned()));
            samples.push((Sample::Own(Ink::SharesWith), "shares with".to_owned()));
        }
    }
    if poster.chart.layout == Layout::Matrix {
        let named = |phase: Phase| match phase_of(framework, phase) {
            name if phase == Phase::Information => {
                (Sample::Tile(phase, Exchange::OneWay), format!("{name}: who is in the row gives, who is in the column learns"))
            }
            name => (Sample::Tile(phase, Exchange::OneWay), name),
        };
        samples.extend(Phase::ALL.into_iter().map(named));
        samples.push((Sample::Tile(Phase::Coaching, Exchange::BothWays), "both give and both learn".to_owned()));
        samples.push((Sample::Trust, "the more trust, the stronger".to_owned()));
    }
    if poster.chart.layout == Layout::Ego {
        samples.extend(Phase::ALL.into_iter().map(phase));
        samples.push((Sample::PhaseDots, "four dots on a line: trust, 1 to 4".to_owned()));
    }
    if poster.chart.layout == Layout::Journey {
        samples.push((Sample::PhaseDots, "how far sharing goes: information, experience, coaching".to_owned()));
    }
    samples
}

fn phase_of(framework: &Framework, phase: Phase) -> String {
    framework.phase(phase).map_or_else(|| phase.number().to_string(), |words| words.name.to_lowercase().to_string())
}

/// The classes of a measure with their values.
fn classes(scale: Option<&Scale>, ink: fn(u8) -> Ink) -> Vec<(Sample, String)> {
    let Some(scale) = scale else { return Vec::new() };
    let mut samples = Vec::new();
    for (class, step) in (0_u8..).zip(&scale.steps) {
        let height = scale.height(class);
        let title = if class == 0 { format!("{}: ", scale.title) } else { String::new() };
        samples.push((Sample::Gauge(Gauge { height: Some(height), ink: ink(height) }), format!("{title}{}", scale.range(step))));
    }
    samples
}

fn emblems(poster: &Poster<'_>, framework: &Framework) -> Vec<(Sample, String)> {
    use crate::model::SourceKind;
    let source = |kind: SourceKind| framework.source(kind).map_or_else(String::new, |words| words.name.to_lowercase().to_string());
    let kinds = [
        (Emblem::Research, source(SourceKind::Research)),
        (Emblem::Practice, source(SourceKind::Practice)),
        (Emblem::Innovation, source(SourceKind::Innovation)),
        (Emblem::University, "university".to_owned()),
        (Emblem::Hub, "hub, authority or other body".to_owned()),
    ];
    let is_here = |emblem: Emblem| poster.chart.roster.members.iter().any(|member| member.emblem == Some(emblem));
    kinds.into_iter().filter(|(emblem, _)| is_here(*emblem)).map(|(emblem, words)| (Sample::Emblem(emblem), words)).collect()
}

/// What the sample takes before the words; a boundary goes around them.
fn lead(sample: Sample) -> f64 {
    match sample {
        Sample::Lane(_) => 46.0,
        Sample::Doubt => 54.0,
        Sample::Flag(_) | Sample::Emblem(_) | Sample::Tile(..) => 17.0,
        Sample::Tie(_) | Sample::Mutual | Sample::Trust | Sample::Own(_) => SAMPLE + 7.0,
        Sample::PhaseDots => 3.0 * emblem::PHASE_STEP + 5.0,
        Sample::Gauge(_) => 11.0,
    }
}

impl Legend {
    pub(super) fn draw(&self, sheet: &mut Sheet) {
        let heading = format!("font-weight=\"700\" fill=\"{}\"", hex(sheet.paper.colour(Ink::Text)));
        for (words, y) in &self.headings {
            sheet.text((0.0, *y), words, &heading);
        }
        let look = format!("fill=\"{}\"", hex(sheet.paper.colour(Ink::Text)));
        for entry in &self.entries {
            let (x, y) = entry.at;
            sample(sheet, entry.sample, (x, y - 4.2));
            sheet.text((x + lead(entry.sample), y), &entry.words, &look);
        }
    }
}

fn sample(sheet: &mut Sheet, sample: Sample, (x, y): (f64, f64)) {
    match sample {
        Sample::Lane(lane) => {
            let colour = hex(sheet.paper.colour(Ink::of(lane, None)));
            boundary::pill(sheet, Spot { x, y: y - 8.0, width: 38.0, height: 16.0 }, lane, &colour);
            boundary::glyph(sheet, lane, (x + 19.0, y), 0.9, &colour);
        }
        Sample::Doubt => {
            let colour = hex(sheet.paper.colour(Ink::Stage(Stage::Engagement)));
            let spot = Spot { x, y: y - 8.0, width: 38.0, height: 16.0 };
            boundary::pill(sheet, spot, Lane::Stage(Stage::Engagement), &colour);
            boundary::doubt(sheet, spot, Stage::Initiation, &colour);
        }
        Sample::Flag(pattern) => member::sign(sheet, pattern, (x + 5.5, y)),
        Sample::Tie(phase) => line(sheet, tie::ink_of(phase), phase, (x, y)),
        Sample::Tile(phase, exchange) => {
            let colour = ink::faint(sheet.paper, tie::ink_of(phase), 1.0);
            table::tile(sheet, (x + 6.0, y), 13.0, (phase, exchange), &colour);
        }
        Sample::Own(ink) => line(sheet, ink, Phase::Coaching, (x, y)),
        Sample::Mutual => {
            line(sheet, Ink::Tie(Phase::Experience), Phase::Experience, (x, y));
            let colour = hex(sheet.paper.colour(Ink::Tie(Phase::Experience)));
            emblem::head(sheet, (x, y), (-1.0, 0.0), 7.0, &colour);
        }
        Sample::Trust => {
            let colour = ink::faint(sheet.paper, Ink::Tie(Phase::Coaching), 0.9);
            let corners = [(x, y - 0.6), (x + SAMPLE, y - 2.4), (x + SAMPLE, y + 2.4), (x, y + 0.6)];
            sheet.figure(&corners, &format!("fill=\"{colour}\""));
        }
        Sample::Emblem(kind) => {
            let colour = hex(sheet.paper.colour(words::ink_of(kind)));
            emblem::emblem(sheet, kind, (x + 5.5, y), &colour);
        }
        Sample::Gauge(gauge) => words::gauge(sheet, gauge, (x, y + 5.0), 1.0),
        Sample::PhaseDots => {
            let colour = hex(sheet.paper.colour(Ink::Dim));
            emblem::phase(sheet, Some(Phase::Experience), (x + 3.2, y), &colour);
        }
    }
}

/// A sample of a tie with its head.
fn line(sheet: &mut Sheet, ink: Ink, phase: Phase, (x, y): (f64, f64)) {
    let colour = hex(sheet.paper.colour(ink));
    let shaft = path(&[(x + 3.0, y), (x + SAMPLE - 7.0, y)]);
    sheet.line(&format!("<path d=\"{shaft}\" fill=\"none\" stroke=\"{colour}\" {}/>", tie::style(phase, 1.0)));
    let length = if phase == Phase::Coaching { 9.5 } else { 7.0 };
    emblem::head(sheet, (x + SAMPLE, y), (1.0, 0.0), length, &colour);
}
