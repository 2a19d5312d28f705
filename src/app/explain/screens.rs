//! The numbers of each screen, explained: what the cursor stands on, and what the screen as a whole counts.

use super::{App, Explanation, Screen};
use crate::{
    model::{Member, RecordKind, Tie},
    report::{self, Column, Vocabulary, words},
};

/// Who says what is counted from the map itself.
const COUNTED: &str = "permea, counted from the records of the map";

impl App {
    /// What the whole screen in front counts.
    pub(super) fn screen_explained(&self) -> Option<Explanation> {
        let analysis = self.analysis.as_ref()?;
        let lines = match self.screen {
            Screen::Start => return None,
            Screen::Map => {
                let chart = self.map.chart()?;
                report::view_whence(chart, &self.map.view, &self.map_picture()?, &self.painted_columns())
            }
            Screen::Grid => report::places_whence(analysis),
            Screen::Triage => report::patterns_whence(analysis),
            Screen::Table => {
                let column = self.table.columns.get(self.table.column);
                report::table_whence(analysis, self.table.listed(), &self.selection.filter, column)
            }
            Screen::Metrics => return self.network_explained(),
            Screen::Member => return self.member_explained(),
            Screen::Family => return self.whole_family_explained(),
        };
        Some(Explanation::new(words::capitalised(self.screen.title()), &lines, COUNTED))
    }

    /// The numbers of the first row, which every screen has.
    pub(super) fn header_explained(&self) -> Option<Explanation> {
        let network = &self.document.as_ref()?.network;
        let analysis = self.analysis.as_deref();
        let mut lines = report::header_whence(network, analysis);
        lines.extend(analysis.and_then(|analysis| report::marked_whence(analysis, self.selection.marked.iter())));
        let sharing = self.sharing_words();
        if !sharing.is_empty() {
            lines.push(format!("{}: steps of this map that the shared place does not have yet.", sharing.trim()));
        }
        Some(Explanation::new("The first row", &lines, COUNTED))
    }

    /// The member, the group or the pair under the cursor of the map.
    pub(super) fn on_map_explained(&self) -> Option<Explanation> {
        let chart = self.map.chart()?;
        if let Some(group) = &self.map.view.group {
            return Some(Explanation::new(group.as_str(), &report::group_whence(chart, group)?, COUNTED));
        }
        let member = self.asked_member()?;
        let mut lines = self.crossing_ties(member);
        lines.extend(report::on_map_whence(chart, member, &self.painted_columns()));
        Some(Explanation::new(member.name.as_str(), &lines, COUNTED))
    }

    /// The ties between the selected member and the one across, where the matrix has a cross-hair.
    fn crossing_ties(&self, member: &Member) -> Vec<String> {
        let (Some(across), Some(analysis)) = (&self.map.view.across, &self.analysis) else { return Vec::new() };
        let joins = |tie: &&Tie| (tie.from == member.id && tie.to == *across) || (tie.to == member.id && tie.from == *across);
        analysis.network.ties().iter().filter(joins).flat_map(|tie| report::tie_whence(analysis, tie)).collect()
    }

    /// The columns that members of the map are coloured and sized by.
    fn painted_columns(&self) -> Vec<Column> {
        let painted = &self.map.painted;
        let names: Vec<_> = painted.colour.iter().chain(&painted.size).collect();
        let Some(analysis) = self.analysis.as_ref().filter(|_| !names.is_empty()) else { return Vec::new() };
        let vocabulary = Vocabulary::of(&analysis.network);
        names.into_iter().filter_map(|name| vocabulary.column(name)).collect()
    }

    /// The count under the cursor of the grid.
    pub(super) fn place_explained(&self) -> Option<Explanation> {
        let entry = self.setup.framework.explain("stage").map(Explanation::from)?;
        let lines = report::place_whence(self.analysis.as_ref()?, self.grid.at);
        Some(Explanation::new("Stage and phase", &lines, COUNTED).with(&[entry.text]))
    }

    /// The finding under the cursor of the list.
    pub(super) fn finding_explained(&self) -> Option<Explanation> {
        let finding = self.triage_finding()?;
        let entry = self.setup.framework.explain(finding.pattern.name()).map(Explanation::from)?;
        Some(entry.with(&report::finding_whence(self.analysis.as_ref()?, &finding)))
    }

    /// The line under the cursor of a member's page.
    pub(super) fn line_explained(&self) -> Option<Explanation> {
        let line = self.member.lines().get(self.member.cursor.at)?;
        let entry = self.setup.framework.explain(line.explains).map(Explanation::from)?;
        let (Some(analysis), Some(member)) = (&self.analysis, self.asked_member()) else { return Some(entry) };
        Some(entry.with(&super::super::page::whence(analysis, member, &self.setup.framework, line)))
    }

    /// What the card and the headings of a member's page count.
    fn member_explained(&self) -> Option<Explanation> {
        let (analysis, member) = (self.analysis.as_ref()?, self.asked_member()?);
        let mut lines = report::standing_whence(analysis, member);
        lines.extend(report::member_ties_whence(analysis, member));
        lines.extend(report::member_findings_whence(analysis, member));
        let unsettled = self.unsettled_of(&member.id);
        if unsettled > 0 {
            lines.push(format!("{unsettled} to settle: conflicts about it that two people's changes left in the map."));
        }
        Some(Explanation::new(member.name.as_str(), &lines, COUNTED))
    }

    /// The member that is asked about, as the analysis has it.
    fn asked_member(&self) -> Option<&Member> {
        self.analysis.as_ref()?.network.members().get(self.selection.member.as_ref()?)
    }

    /// The column under the cursor, and where what the selected member has in it comes from.
    pub(super) fn cell_explained(&self) -> Option<Explanation> {
        let explanation = self.column_explained()?;
        let (Some(analysis), Some(member), Some(column)) = (&self.analysis, self.asked_member(), self.table.columns.get(self.table.column))
        else {
            return Some(explanation);
        };
        let nothing = || format!("{}: nothing is recorded here. What is not known is never counted as nought.", member.name);
        Some(explanation.with(&[report::whence(analysis, member, column).unwrap_or_else(nothing)]))
    }

    fn column_explained(&self) -> Option<Explanation> {
        match self.table.columns.get(self.table.column)? {
            Column::Standard(column) => self
                .setup
                .framework
                .explain(&format!("list.{}", column.name()))
                .map_or_else(|| self.explained(RecordKind::Member, column.name()), |entry| Some(Explanation::from(entry))),
            Column::Own(heading) => {
                let text = "A field of your own sheets, kept as it was written there. It can be filtered by and exported; no rule uses it.";
                Some(Explanation::new(heading.as_str(), &[text.to_owned()], "your own sheets"))
            }
            Column::Measure { measure, .. } => {
                let definition = self.analysis.as_ref().and_then(|analysis| analysis.definitions.get(measure));
                let unit = definition.and_then(|definition| definition.unit.clone()).map(|unit| format!(" In {unit}.")).unwrap_or_default();
                let role =
                    definition.map(|definition| format!(" It is used as {}.", words::spoken(definition.role.word()))).unwrap_or_default();
                let text = format!("A published figure of the school; a mark such as SUPP means the publisher held it back.{unit}{role}");
                let source = definition
                    .and_then(|definition| definition.source.clone())
                    .map_or_else(|| "the file it was imported from".to_owned(), |source| source.to_string());
                Some(Explanation::new(measure.as_str(), &[text], source))
            }
        }
    }
}
