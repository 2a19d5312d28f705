//! Who reaches which of the three knowledge sources, in how many steps, through whom.

use ecow::EcoString;
use serde_json::{Map, Value, json};

use super::{
    filter::Filter,
    page::{Page, Text},
    table::csv_row,
    words,
};
use crate::{
    analysis::Analysis,
    graph::SourceWay,
    model::{Kind, Member, MemberId, SourceKind},
};

/// The way to each of the three sources, as far as there is one.
type Ways = [Option<SourceWay>; 3];

/// Who reaches what.
#[derive(Clone, Debug)]
pub struct SourcesAnswer<'a> {
    analysis: &'a Analysis,
    /// Open members but sources, those that reach the fewest first, then by id.
    rows: Vec<(&'a Member, Ways)>,
    found: usize,
    /// How many reach no kind of source, one, two and all three, without the limit.
    reaching: [usize; 4],
    /// Sources of which nobody has said what they are.
    kindless: Vec<&'a Member>,
}

impl<'a> SourcesAnswer<'a> {
    /// By ties that are alive or undated, against their direction. Cost: O(members + ties).
    pub fn new(analysis: &'a Analysis, filter: Option<&Filter>, limit: Option<usize>) -> Self {
        let network = &analysis.network;
        let [research, practice, innovation] =
            [SourceKind::Research, SourceKind::Practice, SourceKind::Innovation].map(|kind| analysis.graph.source_ways(network, kind));
        let ways =
            research.into_iter().zip(practice).zip(innovation).map(|((research, practice), innovation)| [research, practice, innovation]);
        let mut rows: Vec<(&Member, Ways)> = network
            .members()
            .iter()
            .zip(ways)
            .filter(|(member, _)| member.kind != Kind::Source && member.is_open())
            .filter(|(member, ways)| member.kind == Kind::School || ways.iter().any(Option::is_some))
            .filter(|(member, _)| filter.is_none_or(|filter| filter.passes(analysis, member)))
            .collect();
        rows.sort_by_key(|(_, ways)| ways.iter().flatten().count());
        let found = rows.len();
        let reaching = [0, 1, 2, 3].map(|kinds| rows.iter().filter(|(_, ways)| ways.iter().flatten().count() == kinds).count());
        rows.truncate(limit.unwrap_or(usize::MAX));
        let is_kindless = |member: &&Member| member.kind == Kind::Source && member.source.is_none();
        Self { analysis, rows, found, reaching, kindless: network.members().iter().filter(is_kindless).collect() }
    }

    /// `sources`, `members`, and the sources whose kind is not set.
    pub fn json(&self) -> Value {
        let network = &self.analysis.network;
        let sources = network.members().iter().filter(|member| member.kind == Kind::Source);
        let source = |member: &Member| json!({"member": member.id.as_str(), "name": member.name.as_str(), "source": member.source.map(SourceKind::word)});
        let row = |(member, ways): &(&Member, Ways)| {
            let mut out = Map::new();
            out.insert("member".to_owned(), member.id.as_str().into());
            out.insert("name".to_owned(), member.name.as_str().into());
            for (kind, way) in SourceKind::ALL.iter().zip(ways) {
                let way = way.as_ref().map(|way| {
                    let through: Vec<&str> = way.through.iter().map(MemberId::as_str).collect();
                    json!({"steps": way.steps, "source": way.source.as_str(), "through": through})
                });
                out.insert(kind.word().to_owned(), way.unwrap_or(Value::Null));
            }
            Value::Object(out)
        };
        json!({
            "sources": sources.map(source).collect::<Vec<_>>(),
            "members": self.rows.iter().map(row).collect::<Vec<_>>(),
            "kind_not_set": self.kindless.iter().map(|member| member.id.as_str()).collect::<Vec<_>>(),
        })
    }

    /// One row for each way; members that reach nothing have one with empty cells.
    pub fn csv(&self) -> String {
        let mut out = csv_row(&["member", "name", "kind", "steps", "source", "through"].map(ToOwned::to_owned));
        for (member, ways) in &self.rows {
            for (kind, way) in SourceKind::ALL.iter().zip(ways) {
                let name = member.name.to_string();
                let through = way.iter().flat_map(|way| &way.through).map(MemberId::to_string).collect::<Vec<_>>().join(" ");
                let (steps, source) = way.as_ref().map(|way| (way.steps.to_string(), way.source.to_string())).unwrap_or_default();
                out.push_str(&csv_row(&[member.id.to_string(), name, kind.word().to_owned(), steps, source, through]));
            }
        }
        out
    }

    /// For a terminal, those that reach the fewest first.
    pub fn text(&self, columns: usize) -> Text {
        let mut page = Page::new(columns);
        let analysis = self.analysis;
        page.title(&format!("{}: who reaches which knowledge source, as of {}", analysis.network.about.name, words::day(analysis.as_of)));
        page.paragraph(0, "By ties that are alive or undated, from who learns to who gives. Research, best practice and emerging innovation; stages 2 and 3 reach each in two steps, stage 4 directly.");
        if !analysis.network.members().iter().any(|member| member.kind == Kind::Source) {
            page.flagged(0, "! ", "No knowledge source is in this map, so nobody can reach one.");
        }
        if !self.kindless.is_empty() {
            let names: Vec<&str> = self.kindless.iter().map(|member| member.name.as_str()).collect();
            page.flagged(
                0,
                "! ",
                &format!("These sources count for none, because nobody has said which kind they are: {}.", names.join(", ")),
            );
        }
        let members = words::counted(self.found, "member", "members");
        let [none, one, two, all] = self.reaching;
        let counts = format!("Of {members}: {none} reach none, {one} one kind, {two} two, {all} all three.");
        page.paragraph(0, &counts);
        for (member, ways) in &self.rows {
            page.blank();
            page.title(&format!("{} ({})", member.name, member.id));
            for (kind, way) in SourceKind::ALL.iter().zip(ways) {
                page.hanging(2, &words::fit(kind.word(), 12), &self.way_words(way.as_ref()));
            }
        }
        if self.rows.len() < self.found {
            page.blank();
            page.line(&format!("Shown: {} of {}.", self.rows.len(), words::counted(self.found, "member", "members")));
        }
        page.finish()
    }

    fn way_words(&self, way: Option<&SourceWay>) -> String {
        let name = |id: &MemberId| self.analysis.name_of(id);
        match way {
            None => "not reached".to_owned(),
            Some(SourceWay { source, steps: 1, .. }) => format!("{}, directly", name(source)),
            Some(SourceWay { source, steps, through }) => {
                let through: Vec<EcoString> = through.iter().map(name).collect();
                format!("{}, in {steps} steps through {}", name(source), through.join(", then "))
            }
        }
    }
}
