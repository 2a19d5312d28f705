//! What is asked of the map on the command line: whose ties stand out, which path, who meets an expression.

use clap::{Args, ValueEnum};

use super::{exit::Failure, question::filter, scene::Scene};
use crate::{
    framework::day_before,
    map::{Camera, Chart, Only, Topic, View, Way},
    model::MemberId,
};

/// The options of a topic and a filter, the same for every command that draws the map.
#[derive(Args, Debug)]
pub(super) struct Asked {
    /// The member whose ties stand out: an id, an alias or a name
    #[arg(long, value_name = "MEMBER")]
    focus: Option<String>,

    /// How many ties away from the member in focus others stand out, 1 to 6
    #[arg(long, value_name = "TIES", default_value_t = 1, requires = "focus",
          allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(1..=i64::from(Topic::MOST_STEPS)))]
    steps: u8,

    /// Which ties are followed: those it learns by (in), those it shares by (out), or both
    #[arg(long, value_enum, default_value_t = Along::Both, requires = "focus")]
    way: Along,

    /// The shortest path of ties between two members stands out
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"], conflicts_with = "focus")]
    path: Option<Vec<String>>,

    /// What is laid over the map: the family of the member given by --focus, who reaches which sources, supports, or what changed
    #[arg(long, value_enum, conflicts_with = "path")]
    over: Option<Over>,

    /// Since when changes are shown: a day, or a time as "6 months"; else a year before the day of the map
    #[arg(long, value_name = "DATE", requires = "over")]
    since: Option<String>,

    /// Only members that meet the expression stand out, as: stage = 1 and flag:coasting
    #[arg(long = "where", value_name = "EXPR")]
    only: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Over {
    Peers,
    Sources,
    Supports,
    Changes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Along {
    In,
    Out,
    Both,
}

impl Along {
    fn way(self) -> Way {
        match self {
            Self::In => Way::In,
            Self::Out => Way::Out,
            Self::Both => Way::Both,
        }
    }
}

impl Asked {
    /// The view that shows what is asked, at a zoom around the member asked about.
    pub(super) fn view(&self, scene: &Scene, chart: &Chart, zoom: f64) -> Result<View, Failure> {
        let (topic, selected) = self.topic(scene, chart)?;
        let middle = selected.as_ref().and_then(|id| chart.place_of(id)).unwrap_or_default();
        let camera = Camera::default().at_zoom(zoom).centred_on(middle);
        let only = self.only.as_deref().map_or(Ok(None), |expression| only(chart, expression))?;
        Ok(View { camera, selected, topic, only, ..View::default() })
    }

    fn topic(&self, scene: &Scene, chart: &Chart) -> Result<(Option<Topic>, Option<MemberId>), Failure> {
        if let Some([from, to]) = self.path.as_deref() {
            let ends = [drawn(scene, chart, from)?, drawn(scene, chart, to)?];
            let [from, to] = ends;
            if from == to {
                return Err(Failure::usage("A path leads from one member to another; these are the same one."));
            }
            return Ok((Some(Topic::Path { from: from.clone(), to }), Some(from)));
        }
        let member = self.focus.as_deref().map(|text| drawn(scene, chart, text)).transpose()?;
        if let Some(over) = self.over {
            return Ok((Some(self.laid(over, scene, member.as_ref())?), member));
        }
        let Some(member) = member else { return Ok((None, None)) };
        Ok((Some(Topic::Focus { way: self.way.way(), steps: self.steps }), Some(member)))
    }
}

impl Asked {
    fn laid(&self, over: Over, scene: &Scene, member: Option<&MemberId>) -> Result<Topic, Failure> {
        if self.since.is_some() && over != Over::Changes {
            return Err(Failure::usage("--since goes with --over changes only."));
        }
        match over {
            Over::Peers if member.is_none() => Err(Failure::usage("Say whose family, with --focus MEMBER.")),
            Over::Peers => Ok(Topic::Peers),
            Over::Sources => Ok(Topic::Sources),
            Over::Supports => Ok(Topic::Supports),
            Over::Changes => {
                let since = day_before(self.since.as_deref().unwrap_or("1 year"), scene.as_of);
                since.map(|since| Topic::Changes { since }).map_err(|error| Failure::usage(format!("--since: {error}.")))
            }
        }
    }
}

/// Who meets an expression; an empty one asks about nobody.
pub(super) fn only(chart: &Chart, expression: &str) -> Result<Option<Only>, Failure> {
    let (analysis, expression) = (&chart.analysis, expression.trim());
    let filter = filter(analysis, Some(expression).filter(|expression| !expression.is_empty()))?;
    Ok(filter.map(|filter| Only::among(&chart.roster, expression, filter.members(analysis).map(|member| &member.id))))
}

/// The member of an id, an alias or a name; one that the map does not draw is told about.
fn drawn(scene: &Scene, chart: &Chart, text: &str) -> Result<MemberId, Failure> {
    let id = Scene::member(&chart.analysis.network, text)?.id.clone();
    if chart.roster.index(&id).is_none() {
        scene.tell(&format!("{} is not drawn: it is closed, or only groups others.", chart.analysis.name_of(&id)));
    }
    Ok(id)
}
