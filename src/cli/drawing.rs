//! What is drawn of a map and how: the options that every picture shares.

use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::{asked::Asked, exit::Failure, groups::GroupOptions, kept, scene::Scene};
use crate::{
    analysis::Analysis,
    map::{Camera, Chart, Layout, Paint, Ties, View},
    report::paint,
};

/// What is drawn of a map and how.
#[derive(Args, Debug)]
pub(super) struct Drawing {
    /// How the members are laid out; rings unless a view says otherwise
    #[arg(long, value_enum)]
    layout: Option<Kind>,

    /// A view kept in the map, by its name; draws it as it was kept
    #[arg(long, value_name = "NAME",
          conflicts_with_all = ["focus", "path", "only", "over", "zoom", "colour_by", "size_by", "group_by", "open", "close", "names"])]
    view: Option<String>,

    #[command(flatten)]
    asked: Asked,

    /// How often the picture is enlarged, around the member asked about or the middle
    #[arg(long, value_name = "TIMES", default_value_t = 1.0, value_parser = times, allow_negative_numbers = true)]
    zoom: f64,

    /// Which ties are drawn
    #[arg(long, value_enum, default_value_t = Shown::Auto)]
    ties: Shown,

    #[command(flatten)]
    paint: PaintOptions,

    #[command(flatten)]
    groups: GroupOptions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Rings,
    Journey,
    Ego,
    Geographic,
    Force,
    Matrix,
}

impl Kind {
    fn layout(self) -> Layout {
        match self {
            Self::Rings => Layout::Rings,
            Self::Journey => Layout::Journey,
            Self::Ego => Layout::Ego,
            Self::Geographic => Layout::Geographic,
            Self::Force => Layout::Force,
            Self::Matrix => Layout::Matrix,
        }
    }
}

/// How often a picture is enlarged: once is the whole of it.
fn times(text: &str) -> Result<f64, String> {
    let times = text.trim().parse().ok().filter(|times| (1.0..=Camera::CLOSEST).contains(times));
    times.ok_or_else(|| format!("write a number from 1, the whole map, to {}", Camera::CLOSEST))
}

/// Which ties are drawn, as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// As many as there is room for
    Auto,
    All,
    /// Coaching and mentoring alone
    Coaching,
    /// None but those in focus
    None,
}

impl Shown {
    fn ties(self) -> Ties {
        match self {
            Self::Auto => Ties::Fitting,
            Self::All => Ties::All,
            Self::Coaching => Ties::Coaching,
            Self::None => Ties::None,
        }
    }
}

/// By what members are coloured and sized.
#[derive(Args, Debug)]
struct PaintOptions {
    /// Colour members by a measure or a field with numbers, as "Attainment 8, 2019" or ties
    #[arg(long, value_name = "MEASURE", alias = "color-by")]
    colour_by: Option<String>,

    /// Size members by a measure or a field with numbers
    #[arg(long, value_name = "MEASURE")]
    size_by: Option<String>,
}

impl PaintOptions {
    fn mixed(&self, chart: &Chart) -> Result<Paint, Failure> {
        paint(&chart.analysis, &chart.roster, self.colour_by.as_deref(), self.size_by.as_deref()).map_err(Failure::usage)
    }
}

impl Drawing {
    /// The network laid out and how it is looked at.
    pub(super) fn of(&self, scene: &Scene, analysis: &Arc<Analysis>) -> Result<(Chart, View), Failure> {
        let layout = self.layout.map(Kind::layout);
        if let Some(name) = &self.view {
            return kept::look(scene, analysis, name, layout);
        }
        let chart = self.groups.group(Chart::new(analysis, layout.unwrap_or_default()), scene);
        let view = self.asked.view(scene, &chart, self.zoom)?;
        let view = View { paint: self.paint.mixed(&chart)?, ties: self.ties.ties(), ..view };
        let view = self.groups.seen(&chart, view)?;
        Ok((chart, view))
    }
}
