//! What stands beside the list: the measure that is looked at, how its values are spread, and what would be without the member.

use crate::{
    app::{App, Explanation},
    graph::{Metric, Opening, Own},
    report::{Bin, bin_of, distribution, leaving_words, metric_value, metric_whence, network_whence, survey_warning, words},
};

/// Bins of the plot.
const BINS: usize = 10;

/// How a line of the details is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Title,
    Text,
    Faint,
    Warning,
    /// A bar of the plot.
    Bar,
    /// The bar with the selected member in it.
    OwnBar,
}

/// A line of the details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub manner: Manner,
    pub text: String,
}

/// Lines that grow.
struct Details {
    columns: usize,
    lines: Vec<Detail>,
}

impl Details {
    fn put(&mut self, manner: Manner, text: &str) {
        self.lines.extend(words::wrap(text, self.columns).into_iter().map(|text| Detail { manner, text }));
    }

    fn part(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Detail { manner: Manner::Text, text: String::new() });
        }
    }
}

impl App {
    /// The details in lines of at most so many columns, as many as there is room for; the plot in one line where there is little.
    pub fn metrics_details(&self, columns: usize, rows: usize) -> Vec<Detail> {
        let Some(measured) = &self.metrics.measured else { return Vec::new() };
        let metric = self.metrics.metric;
        let own = self.selection.member.as_ref().and_then(|member| self.metrics.own(member));
        let mut details = Details { columns: columns.max(10), lines: Vec::new() };
        details.put(Manner::Title, &self.metric_title(metric, own));
        details.put(Manner::Text, metric.sentence());
        let is_roomy = rows >= 24;
        if is_roomy {
            details.put(Manner::Faint, &format!("For deciding: {}", words::uncapitalised(metric.decision())));
        }
        if let Some(warning) = survey_warning(&measured.analysis, measured.measures.whole.answered) {
            details.put(Manner::Warning, &format!("! {warning}"));
        }
        let bins = distribution(measured.measures.members.iter().filter_map(|own| own.value(metric)), BINS);
        let at = own.and_then(|own| own.value(metric)).and_then(|value| bin_of(&bins, value));
        if is_roomy {
            details.part();
            details.lines.extend(plot(metric, &bins, at, columns));
            details.part();
        } else {
            details.lines.extend(spark(metric, &bins, at));
        }
        if let (Metric::Permeability, Some(own), true) = (metric, own, is_roomy) {
            openings(own, &mut details);
        }
        self.put_leaving(&mut details);
        if is_roomy {
            details.part();
            details.put(Manner::Faint, &self.metrics_scope());
        }
        details.lines
    }

    /// The measure, its value of the selected member, and of the network if it has one.
    fn metric_title(&self, metric: Metric, own: Option<&Own>) -> String {
        let whole = self.metrics.measured.as_ref().map(|measured| &measured.measures.whole);
        let of_network =
            whole.and_then(|whole| whole.value(metric)).map(|value| format!(", the network {}", metric_value(metric, Some(value))));
        let name = self.selection.member.as_ref().map(|member| self.name_of(member));
        let of_member = name.zip(own).map(|(name, own)| format!(": {name} {}", metric_value(metric, own.value(metric))));
        format!("{}{}{}", words::capitalised(metric.title()), of_member.unwrap_or_default(), of_network.unwrap_or_default())
    }

    fn put_leaving(&self, details: &mut Details) {
        let (Some(measured), Some((member, leaving))) = (&self.metrics.measured, &self.metrics.leaving) else { return };
        details.put(Manner::Title, &format!("If {} leaves", self.name_of(member)));
        for sentence in leaving_words(leaving, &measured.analysis) {
            details.put(Manner::Text, &sentence);
        }
    }

    /// What the measure under the cursor means, who defined it, and which records the number of the selected member is made of.
    pub(in crate::app) fn metric_explained(&self) -> Explanation {
        let metric = self.metrics.metric;
        let mut lines =
            vec![format!("{}\nFor deciding: {}\nRange: {}.", metric.sentence(), words::uncapitalised(metric.decision()), metric.range())];
        if let (Some(measured), Some(member)) = (&self.metrics.measured, &self.selection.member) {
            lines.extend(metric_whence((&measured.analysis, measured.scope), &measured.measures, metric, member));
        }
        let source = format!("{}. Cost: {}.", metric.source(), metric.cost());
        Explanation::new(words::capitalised(metric.title()), &lines, source)
    }

    /// The network's own numbers, the bars, and what is said of a member that leaves.
    pub(in crate::app) fn network_explained(&self) -> Option<Explanation> {
        let measured = self.metrics.measured.as_ref()?;
        let filter = &self.selection.filter;
        let by = if filter.is_empty() { "no filter is set".to_owned() } else { format!("those that meet “{filter}”") };
        let (listed, all) = (self.metrics.listed().len(), measured.measures.members.len());
        let metric = self.metrics.metric;
        let without = measured.measures.members.iter().filter(|own| own.value(metric).is_none()).count();
        let mut lines = vec![format!("{} of {}: {by}.", words::count(listed as u64), words::counted(all, "member", "members"))];
        lines.extend(network_whence((&measured.analysis, measured.scope), &measured.measures));
        lines.push(format!(
            "Each bar counts the members whose {} lies between its two numbers; {} no such value and stand in none.",
            metric.title(),
            words::counted(without, "member has", "members have")
        ));
        lines.push("What is said of a member that leaves is worked out anew over the same ties without it and its own.".to_owned());
        Some(Explanation::new("The network in numbers", &lines, "as named with each number"))
    }
}

/// How open each part of the boundary is.
fn openings(own: &Own, details: &mut Details) {
    let Some(openings) = own.openings() else { return };
    let said = openings.map(|(opening, open)| format!("{} {}", Opening::words(opening), metric_value(Metric::Permeability, Some(open))));
    details.put(Manner::Faint, &format!("Its openings: {}.", said.join(", ")));
    details.part();
}

/// The values as bars, one a bin: bounds, bar, count.
fn plot(metric: Metric, bins: &[Bin], own: Option<usize>, columns: usize) -> Vec<Detail> {
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let room = columns.saturating_sub(22).clamp(4, 40);
    let line = |(at, bin): (usize, &Bin)| {
        let is_own = own == Some(at);
        let filled = (bin.count * room).div_ceil(most);
        let mark = if is_own { '▶' } else { ' ' };
        let text = format!(
            "{mark}{} {}{}",
            words::right(&bounds(metric, bin), 13),
            "█".repeat(filled),
            if bin.count == 0 { String::new() } else { format!(" {}", words::count(bin.count as u64)) }
        );
        Detail { manner: if is_own { Manner::OwnBar } else { Manner::Bar }, text }
    };
    bins.iter().enumerate().map(line).collect()
}

/// The same in one line.
fn spark(metric: Metric, bins: &[Bin], own: Option<usize>) -> Option<Detail> {
    const LEVELS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let (first, last) = (bins.first()?, bins.last()?);
    let most = bins.iter().map(|bin| bin.count).max().unwrap_or(0).max(1);
    let signs = bins.iter().enumerate().map(|(at, bin)| {
        let level = LEVELS.get((bin.count * 8).div_ceil(most)).copied().unwrap_or(' ');
        if own == Some(at) { format!("[{level}]") } else { level.to_string() }
    });
    let (low, high) = (metric_value(metric, Some(first.low)), metric_value(metric, Some(last.high)));
    Some(Detail { manner: Manner::Bar, text: format!("{low} {} {high}", signs.collect::<String>()) })
}

fn bounds(metric: Metric, bin: &Bin) -> String {
    let (low, high) = (metric_value(metric, Some(bin.low)), metric_value(metric, Some(bin.high)));
    if low == high { low } else { format!("{low}–{high}") }
}
