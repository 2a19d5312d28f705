//! The measures of a network for a terminal.

use super::{
    metric_words::{ascribed, metric_value, scope_words, survey_warning},
    metrics::MetricsAnswer,
    page::{Page, Text},
    words,
};
use crate::{graph::Metric, model::SourceKind};

/// Columns of a number.
const NUMBER: usize = 9;

/// Columns of a number of a member, at least.
const NARROW: usize = 7;

/// The measures of members that fit a narrow page, with headings that fit their columns.
const LISTED: [(Metric, &str); 7] = [
    (Metric::Permeability, "open"),
    (Metric::InDegree, "learns"),
    (Metric::OutDegree, "gives"),
    (Metric::Betweenness, "between"),
    (Metric::Closeness, "close"),
    (Metric::Core, "core"),
    (Metric::Parted, "parts"),
];

/// What a measure means and what it is for.
fn said(metric: Metric) -> String {
    format!("{} For deciding: {}", metric.sentence(), words::uncapitalised(metric.decision()))
}

impl MetricsAnswer<'_> {
    /// The network's numbers, each with its meaning and the decision it serves, then the members.
    pub fn text(&self, columns: usize) -> Text {
        let mut page = Page::new(columns);
        let analysis = self.analysis;
        page.title(&format!("{}: measures of the network, as of {}", analysis.network.about.name, words::day(analysis.as_of)));
        let whole = &self.measures.whole;
        let (members, ties) =
            (words::counted(whole.members, "member", "members"), words::counted(whole.ties, "directed tie", "directed ties"));
        let pairs = words::counted(whole.pairs, "pair", "pairs");
        page.paragraph(0, &format!("{members}, {ties} between {pairs}. {}", scope_words(analysis, self.scope, whole)));
        if let Some(warning) = survey_warning(analysis, whole.answered) {
            page.flagged(0, "! ", &warning);
        }
        page.heading("The network");
        for metric in Metric::of_network() {
            let value = metric_value(metric, whole.value(metric));
            page.line(&format!("  {}{}  {}", words::fit(metric.title(), 26), words::right(&value, NUMBER), metric.range()));
            page.paragraph(6, &said(metric));
        }
        self.source_lines(&mut page);
        self.member_lines(&mut page);
        page.blank();
        page.paragraph(0, &ascribed(&self.ties));
        page.paragraph(0, "No measure has a threshold: compare over time and ask why. --format csv and --format json list every measure of every member; JSON says what each means and who defined it.");
        page.finish()
    }

    /// How many open schools reach each source.
    fn source_lines(&self, page: &mut Page) {
        let whole = &self.measures.whole;
        let heads = ["directly", "2 steps", "further", "not"].map(|head| words::right(head, NUMBER)).concat();
        page.heading(&format!("  {}{heads}", words::fit("Open schools that learn from", 30)));
        for (kind, [one, two, further]) in SourceKind::ALL.iter().zip(whole.source_reach) {
            let counts = [one, two, further, whole.schools - one - two - further];
            let counts = counts.map(|count| words::right(&words::count(count as u64), NUMBER)).concat();
            page.line(&format!("  {}{counts}", words::fit(kind.word(), 30)));
        }
    }

    fn member_lines(&self, page: &mut Page) {
        let listed: Vec<(Metric, &str)> = match self.sort.filter(|sort| !LISTED.iter().any(|(metric, _)| metric == sort)) {
            Some(sort) => [(sort, sort.title())].into_iter().chain(LISTED).collect(),
            None => LISTED.to_vec(),
        };
        let width = |heading: &str| NARROW.max(words::columns(heading) + 2);
        let numbers: usize = listed.iter().map(|(_, heading)| width(heading)).sum();
        let name = page.columns().saturating_sub(numbers + 2).clamp(12, 40);
        let heads: String = listed.iter().map(|(_, heading)| words::right(heading, width(heading))).collect();
        page.heading(&format!("  {}{heads}", words::fit("Members", name)));
        for (member, own) in &self.rows {
            let values = listed.iter().map(|(metric, heading)| words::right(&metric_value(*metric, own.value(*metric)), width(heading)));
            page.line(&format!("  {}{}", words::fit(&member.name, name), values.collect::<String>()));
        }
        let shown = words::counted(self.found, "member", "members");
        let by = self.sort.map(|sort| format!(", the highest {} first", sort.title())).unwrap_or_default();
        if self.rows.len() < self.found {
            page.line(&format!("  Shown: {} of {shown}{by}. --limit and --sort show others.", words::count(self.rows.len() as u64)));
        }
        page.blank();
        for (metric, heading) in listed {
            page.hanging(2, &words::fit(heading, 10), &said(metric));
        }
    }
}
