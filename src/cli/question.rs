//! What every question about a map begins with: the map read, analysed for the day under the rules.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::{exit::Failure, scene::Scene};
use crate::{
    analysis::{Analysis, Scope},
    finding::Pattern,
    graph::Measures,
    model::Network,
    report::{Filter, FilterError},
    store::Display,
    terminal::Interrupt,
    view::map::GlyphSet,
};

/// The filter language in short, under the help of the commands that take it.
pub(super) const EXPRESSIONS: &str = "\
EXPR: a field, a sign and a value, joined by and, or, not and brackets.
  signs      = != < <= > >=, ~ (contains), in (a, b)
  fields     the columns of `permea list`, a heading of your own, a measure:
             stage = 1 and \"Attainment 8, 2019\" > 50
  missing    stage = ? (not known), stage != ? (known)
  places     near 5 km of \"St Mary's\", within 2 of urn:136455 (ties apart)
  patterns   flag:coasting, flag:any";

impl Scene {
    /// Reads the map and derives everything from it.
    pub(super) fn analyse(&self, map: &Path) -> Result<Analysis, Failure> {
        self.derive(&self.read(map)?)
    }

    /// Derives everything from a network. On a terminal it shows that it works, and Ctrl-C stops it.
    pub(super) fn derive(&self, network: &Network) -> Result<Analysis, Failure> {
        let sign = if self.globals.quiet { ProgressBar::hidden() } else { spinner() };
        let interrupt = Interrupt::watch()?;
        let cancelled = || {
            sign.tick();
            interrupt.is_pressed()
        };
        let analysis = Analysis::new(network, self.as_of, &self.settings.rules, &cancelled);
        sign.finish_and_clear();
        analysis.ok_or_else(|| Failure::could_not("The question was stopped. Nothing was changed."))
    }

    /// The measures of a network. On a terminal it shows that it works, and Ctrl-C stops it.
    pub(super) fn measure(&self, analysis: &Analysis, scope: Scope) -> Result<Measures, Failure> {
        let sign = if self.globals.quiet { ProgressBar::hidden() } else { spinner().with_message("Measuring the network") };
        let interrupt = Interrupt::watch()?;
        let cancelled = || {
            sign.tick();
            interrupt.is_pressed()
        };
        let measures = analysis.measures(scope, &cancelled);
        sign.finish_and_clear();
        measures.ok_or_else(|| Failure::could_not("The question was stopped. Nothing was changed."))
    }

    /// The member a question is about.
    pub(super) fn member_id(analysis: &Analysis, text: &str) -> Result<String, Failure> {
        Self::member(&analysis.network, text).map(|member| member.id.to_string())
    }
}

/// A sign that turns while schools are compared, in letters that the terminal has.
fn spinner() -> ProgressBar {
    let spinner = ProgressBar::new_spinner().with_message("Comparing schools");
    match Display::of_environment().glyphs() {
        GlyphSet::Unicode => spinner,
        GlyphSet::Ascii => spinner.with_style(ProgressStyle::default_spinner().tick_chars("|/-\\ ")),
    }
}

/// A filter for the members of an analysis, if one is given.
pub(super) fn filter(analysis: &Analysis, expression: Option<&str>) -> Result<Option<Filter>, Failure> {
    expression
        .map(|expression| Filter::new(expression, analysis))
        .transpose()
        .map_err(|error: FilterError| Failure::usage(error.to_string()))
}

/// A pattern by its name, for clap.
pub(super) fn pattern(text: &str) -> Result<Pattern, String> {
    Pattern::from_name(text).ok_or_else(|| {
        let names = Pattern::ALL.map(Pattern::name).join(", ");
        format!("there is no pattern `{text}`; there are: {names}")
    })
}
