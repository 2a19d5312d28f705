//! The measures of a network as an answer: rows, JSON and CSV.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::{filter::Filter, metric_words::provenances, table::csv_row};
use crate::{
    analysis::{Analysis, Belonging, Counted, Scope},
    graph::{Measures, Metric, Of, Opening, Own, Roles, Shape, Wall},
    model::{Member, SourceKind, Tie},
};

/// What is asked of the measures.
#[derive(Clone, Debug, Default)]
pub struct MetricsQuestion {
    pub scope: Scope,
    /// Only these members are listed; the network's own numbers are of all.
    pub filter: Option<Filter>,
    /// The highest first; by id without one.
    pub sort: Option<Metric>,
    pub limit: Option<usize>,
}

/// The measures with what they are of.
#[derive(Clone, Debug)]
pub struct MetricsAnswer<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) measures: &'a Measures,
    pub(super) scope: Scope,
    pub(super) sort: Option<Metric>,
    /// The members that are listed.
    pub(super) rows: Vec<(&'a Member, &'a Own)>,
    /// How many there are without the limit.
    pub(super) found: usize,
    /// The ties the measures are made of.
    pub(super) ties: Vec<&'a Tie>,
}

impl<'a> MetricsAnswer<'a> {
    /// Cost: O(members · log members).
    pub fn new(analysis: &'a Analysis, measures: &'a Measures, question: &MetricsQuestion) -> Self {
        let passes = |member: &Member| question.filter.as_ref().is_none_or(|filter| filter.passes(analysis, member));
        let all = analysis.network.members().iter().zip(&measures.members);
        let mut rows: Vec<(&Member, &Own)> = all.filter(|(member, _)| passes(member)).collect();
        if let Some(metric) = question.sort {
            rows.sort_by(|a, b| highest_first(a.1.value(metric), b.1.value(metric)));
        }
        let found = rows.len();
        rows.truncate(question.limit.unwrap_or(usize::MAX));
        let ties = analysis.counted_ties(question.scope.counted);
        Self { analysis, measures, scope: question.scope, sort: question.sort, rows, found, ties }
    }

    /// `network`, `members`, and what they mean.
    pub fn json(&self) -> Value {
        let meaning = |metric: &Metric| {
            json!({
                "name": metric.name(),
                "title": metric.title(),
                "meaning": metric.sentence(),
                "decision": metric.decision(),
                "range": metric.range(),
                "source": metric.source(),
                "cost": metric.cost(),
            })
        };
        json!({
            "ties": match self.scope.counted { Counted::Running => "running", Counted::Alive => "alive" },
            "with_membership": self.scope.belonging == Belonging::IsATie,
            "network": self.network_json(),
            "members": self.rows.iter().map(|(member, own)| member_json(member, own)).collect::<Vec<_>>(),
            "from": provenances(&self.ties).iter().map(|(file, count)| json!({"file": file.as_str(), "ties": count})).collect::<Vec<_>>(),
            "meanings": Metric::ALL.iter().map(meaning).collect::<Vec<_>>(),
        })
    }

    fn network_json(&self) -> Value {
        let whole = &self.measures.whole;
        let mut out = Map::new();
        let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
        put("members", whole.members.into());
        put("ties", whole.ties.into());
        put("pairs", whole.pairs.into());
        for metric in Metric::of_network().filter(|metric| *metric != Metric::Bridges) {
            put(metric.name(), shaped(metric, whole.value(metric)));
        }
        put("largest_component", whole.largest_component.into());
        put("isolated_schools", whole.isolated_schools.into());
        put("articulation_points", whole.articulation_points.into());
        put("bridges", whole.bridges.iter().map(|(one, other)| json!([one.as_str(), other.as_str()])).collect());
        put("communities", whole.communities.into());
        put("highest_core", whole.highest_core.into());
        put("schools", whole.schools.into());
        let reach = SourceKind::ALL.iter().zip(whole.source_reach).map(|(kind, [one, two, further])| {
            let none = whole.schools - one - two - further;
            (kind.word().to_owned(), json!({"directly": one, "in_two_steps": two, "further": further, "not": none}))
        });
        put("source_reach", Value::Object(reach.collect()));
        let unknown = Wall::ALL.into_iter().zip(whole.crossings);
        let ties = unknown.map(|(wall, ties)| {
            (wall.name().to_owned(), json!({"external": ties.external, "internal": ties.internal, "unknown": ties.unknown}))
        });
        put("ties_by", Value::Object(ties.collect()));
        if let Some((from, of)) = whole.betweenness_sample {
            put("betweenness_sample", json!({"from": from, "of": of}));
        }
        if let Some(answered) = whole.answered {
            let is_low = answered.is_low(&self.analysis.rules.survey);
            let survey = json!({"ties": answered.ties, "answered_at_most": answered.at_most, "asked": answered.asked, "low": is_low});
            put("survey", survey);
        }
        Value::Object(out)
    }

    /// One row a member, every measure a column; empty where there is no value.
    pub fn csv(&self) -> String {
        let metrics: Vec<Metric> = Metric::of_members().collect();
        let heading = ["member", "name"].into_iter().chain(metrics.iter().map(|metric| metric.name()));
        let mut out = csv_row(&heading.map(ToOwned::to_owned).collect::<Vec<_>>());
        for (member, own) in &self.rows {
            let values = metrics.iter().map(|metric| {
                let value = shaped(*metric, own.value(*metric));
                if value.is_null() { String::new() } else { value.to_string() }
            });
            let cells: Vec<String> = [member.id.to_string(), member.name.to_string()].into_iter().chain(values).collect();
            out.push_str(&csv_row(&cells));
        }
        out
    }
}

/// The highest first; who has no value comes last.
fn highest_first(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn shaped(metric: Metric, value: Option<f64>) -> Value {
    let Some(value) = value else { return Value::Null };
    match metric.shape() {
        Shape::Count | Shape::Group => (value as u64).into(),
        Shape::Share | Shape::Number => value.into(),
        Shape::YesOrNo => (value > 0.0).into(),
    }
}

fn member_json(member: &Member, own: &Own) -> Value {
    let mut out = Map::new();
    out.insert("member".to_owned(), member.id.as_str().into());
    out.insert("name".to_owned(), member.name.as_str().into());
    let by_authority = Roles::NAMES;
    for metric in Metric::of_members().filter(|metric| metric.of() != Of::Network && !by_authority.contains(&metric.name())) {
        out.insert(metric.name().to_owned(), shaped(metric, own.value(metric)));
    }
    out.insert("component".to_owned(), own.component.into());
    out.insert("reach".to_owned(), own.reach.members.into());
    let roles = Wall::ALL.into_iter().zip(&own.roles).map(|(wall, roles)| {
        let counts = Roles::NAMES.into_iter().zip(roles.counts()).map(|(name, count)| (name.to_owned(), count.into()));
        (wall.name().to_owned(), Value::Object(counts.collect()))
    });
    out.insert("brokerage".to_owned(), Value::Object(roles.collect()));
    if let Some(open) = own.permeability {
        let sides = Opening::ALL.into_iter().enumerate().map(|(at, opening)| {
            let side = |list: &[f64; 5]| list.get(at).copied();
            (opening.name().to_owned(), json!({"learning": side(&open.learning), "giving": side(&open.giving)}))
        });
        out.insert("openings".to_owned(), Value::Object(sides.collect()));
    }
    Value::Object(out)
}
