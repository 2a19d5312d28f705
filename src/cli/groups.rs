//! The options of pictures about groups and names: by what members are grouped, which groups are one bubble, which names stand there.

use clap::{Args, ValueEnum};
use ecow::EcoString;

use super::{exit::Failure, scene::Scene};
use crate::map::{Chart, Grouping, Names, View};

/// By what members are grouped, which groups are one bubble, and which names stand there.
#[derive(Args, Debug)]
pub(super) struct GroupOptions {
    /// The fact that groups the members; else the one that parts them best
    #[arg(long, value_enum, value_name = "FACT")]
    group_by: Option<By>,

    /// Draw the members of this group where others are bubbles or dots; may be given again
    #[arg(long, value_name = "GROUP")]
    open: Vec<String>,

    /// Draw this group as one bubble; may be given again
    #[arg(long, value_name = "GROUP")]
    close: Vec<String>,

    /// Which names stand on the map
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Which::Fitting)]
    names: Which,
}

/// What groups the members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Region,
    Authority,
    Trust,
    Town,
    /// Who works together, by the ties
    Community,
    /// Nothing: all stand together
    None,
}

/// Which names stand on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// All that fit
    Fitting,
    /// Flagged members, sources, universities and hubs
    Important,
    /// All that fit, and numbers with a list beside the map for the rest
    Numbered,
    /// No names
    None,
}

impl By {
    fn grouping(self) -> Grouping {
        match self {
            Self::Region => Grouping::Region,
            Self::Authority => Grouping::Authority,
            Self::Trust => Grouping::Trust,
            Self::Town => Grouping::Town,
            Self::Community => Grouping::Community,
            Self::None => Grouping::Whole,
        }
    }
}

impl GroupOptions {
    /// The chart with its members grouped so; tells if the fact is not known of anybody.
    pub(super) fn group(&self, chart: Chart, scene: &Scene) -> Chart {
        let Some(by) = self.group_by.map(By::grouping) else { return chart };
        let chart = chart.grouped_by(Some(by));
        if chart.roster.grouping != by {
            scene.tell(&format!("Nobody's {} is known, so all stand together.", by.title()));
        }
        chart
    }

    /// The view with these groups opened and closed, and these names.
    pub(super) fn seen(&self, chart: &Chart, view: View) -> Result<View, Failure> {
        let names = match self.names {
            Which::Fitting => Names::Fitting,
            Which::Important => Names::Important,
            Which::Numbered => Names::Numbered,
            Which::None => Names::None,
        };
        let groups = |texts: &[String]| texts.iter().map(|text| group(chart, text)).collect::<Result<_, _>>();
        Ok(View { names, grouping: chart.asked_grouping, opened: groups(&self.open)?, closed: groups(&self.close)?, ..view })
    }
}

/// The group of this name; capitals do not matter.
fn group(chart: &Chart, text: &str) -> Result<EcoString, Failure> {
    let names = || chart.roster.areas.iter().map(|area| &area.name).filter(|name| !name.is_empty());
    let wanted = text.trim().to_lowercase();
    names().find(|name| name.to_lowercase() == wanted).cloned().ok_or_else(|| {
        let known: Vec<String> = names().map(|name| format!("`{name}`")).collect();
        let known = if known.is_empty() { "the members are not grouped".to_owned() } else { format!("there are {}", known.join(", ")) };
        Failure::usage(format!("No group is called `{text}`; {known}."))
    })
}
