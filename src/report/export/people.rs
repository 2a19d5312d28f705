//! A workbook for people: what to know first, then members, ties, ratings, findings with their working, and the plan.
//!
//! Members, ties, ratings and the plan stand under headings that are read back; beside them stand columns for reading alone, as the
//! names at both ends of a tie.

use std::collections::BTreeSet;

use ecow::{EcoString, eco_format};

use super::{
    Exported, Files, Lossy, NotExported, Subject, about,
    figures::Figures,
    page::{Frame, Page, cells_of, columns_of, headings_of, text, typed},
    workbook,
};
use crate::{
    exchange::{DERIVED, own_heading},
    finding::{Condition, Finding},
    model::{Keyed, Member, MemberId, Rating, RecordKind, Support, SupportState, Tie},
    report::{
        cell::Cell,
        column::{Column, Standard, Subject as Row},
        finding_text::verdict_words,
        sentence::sentence,
        words,
    },
};

/// The kinds of record that the workbook holds.
const HELD: [RecordKind; 5] = [RecordKind::Member, RecordKind::Tie, RecordKind::Rating, RecordKind::Measure, RecordKind::Support];

/// Columns of members for reading alone.
const READ: [Standard; 5] = [Standard::Stage, Standard::StageOn, Standard::Phase, Standard::Flags, Standard::Ties];

/// Writes the workbook.
pub(super) fn write(subject: &Subject<'_>) -> Result<Exported, NotExported> {
    let network = subject.network;
    let figures = Figures::of(network.measures(), subject.columns);
    let mut lossy = Lossy::default();
    figures.lose(network, &mut lossy);
    lossy.lose_all_but(network, &HELD);
    let mut pages = vec![subject.members_page(&figures), subject.ties_page(), subject.ratings_page(), subject.findings_page()];
    pages.extend(subject.plan_page());
    pages.insert(0, about::page(subject, &pages, &lossy));
    let written = workbook::write(&network.about.name, subject.analysis.as_of, &pages)?;
    lossy.lose_signs(written.replaced);
    Ok(Exported { files: Files::One(written.bytes), lossy })
}

impl Subject<'_> {
    /// The name of a member, for reading alone.
    fn name_of(&self, id: &MemberId) -> Cell {
        text(self.network.members().get(id).map(|member| member.name.clone()).unwrap_or_default())
    }

    fn members_page(&self, figures: &Figures) -> Page {
        let (first, last) = (["name", "id", "kind"], ["aliases"]);
        let columns = columns_of(RecordKind::Member, &first, &last);
        let (front, rest) = columns.split_at(first.len());
        let own: BTreeSet<&EcoString> = self.network.members().iter().flat_map(|member| member.own.keys()).collect();
        let read = READ.iter().chain(&[Standard::Trust]).map(|column| derived(&words::capitalised(column.words())));
        let mut headings = headings_of(front);
        headings.extend(read.chain(headings_of(rest)).chain(figures.headings()));
        headings.extend(own.iter().map(|field| text(own_heading(self.columns, RecordKind::Member, field))));
        let mut members: Vec<&Member> = self.network.members().iter().collect();
        members.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let row = |member: &Member| {
            let record = member.clone().into();
            let known = Row::of(self.analysis, member);
            let mut cells = cells_of(&record, front);
            cells.extend(READ.iter().chain(&[Standard::Trust]).map(|column| Column::Standard(*column).cell(&known)));
            cells.extend(cells_of(&record, rest));
            cells.extend(figures.cells(self.network.measures_of(&member.id)));
            cells.extend(own.iter().map(|field| member.own.get(*field).map_or(Cell::Missing, |value| typed(value))));
            cells
        };
        Page {
            name: "Members",
            frame: Frame::Sheet { columns_in_sight: 1 },
            rows: [headings].into_iter().chain(members.into_iter().map(row)).collect(),
        }
    }

    fn ties_page(&self) -> Page {
        let columns = columns_of(RecordKind::Tie, &["phase", "trust", "mutual"], &["from", "to", "id", "imported"]);
        let own: BTreeSet<&EcoString> = self.network.ties().iter().flat_map(|tie| tie.own.keys()).collect();
        let mut rows: Vec<Vec<Cell>> = vec![["Who gives", "Who learns"].into_iter().map(derived).chain(headings_of(&columns)).collect()];
        if let Some(headings) = rows.first_mut() {
            headings.extend(own.iter().map(|field| text(own_heading(self.columns, RecordKind::Tie, field))));
        }
        let mut ties: Vec<&Tie> = self.network.ties().iter().collect();
        ties.sort_by_cached_key(|tie| (self.name_of(&tie.from).plain(), self.name_of(&tie.to).plain(), tie.id.clone()));
        rows.extend(ties.into_iter().map(|tie| {
            let names = [self.name_of(&tie.from), self.name_of(&tie.to)];
            let own = own.iter().map(|field| tie.own.get(*field).map_or(Cell::Missing, |value| typed(value)));
            names.into_iter().chain(cells_of(&tie.clone().into(), &columns)).chain(own).collect()
        }));
        Page { name: "Ties", frame: Frame::Sheet { columns_in_sight: 2 }, rows }
    }

    fn ratings_page(&self) -> Page {
        let columns = columns_of(RecordKind::Rating, &["on", "stage", "phase"], &["member", "id", "at", "imported"]);
        let mut rows = vec![["Name"].into_iter().map(derived).chain(headings_of(&columns)).collect()];
        let mut ratings: Vec<&Rating> = self.network.ratings().iter().collect();
        ratings.sort_by(|a, b| b.recency().cmp(&a.recency()));
        rows.extend(
            ratings
                .into_iter()
                .map(|rating| [self.name_of(&rating.member)].into_iter().chain(cells_of(&rating.clone().into(), &columns)).collect()),
        );
        Page { name: "Ratings", frame: Frame::Sheet { columns_in_sight: 1 }, rows }
    }

    /// Every finding, the most urgent first, with its rule line by line.
    fn findings_page(&self) -> Page {
        let headings = [
            "Name",
            "Found",
            "Strength",
            "Severity",
            "In a sentence",
            "The working",
            "Not known",
            "What would change it",
            "What to do next",
            "Quiet until",
            "Whose",
            "Pattern",
        ];
        let mut rows = vec![headings.into_iter().map(text).collect()];
        rows.extend(self.analysis.findings.iter().map(|finding| self.finding_row(finding)));
        Page { name: "Findings", frame: Frame::Sheet { columns_in_sight: 2 }, rows }
    }

    fn finding_row(&self, finding: &Finding) -> Vec<Cell> {
        let lines = |lines: &[EcoString]| text(lines.join("\n"));
        let working: Vec<String> = finding.rule.iter().map(|condition| self.working(condition)).collect();
        vec![
            self.name_of(&finding.member),
            text(words::capitalised(finding.pattern.title())),
            text(finding.strength.map_or_else(String::new, |strength| words::spoken(strength.word()))),
            Cell::Count(u64::from(finding.severity)),
            text(finding.title.clone()),
            text(working.join("\n")),
            lines(&finding.missing),
            lines(&finding.would_change),
            lines(&finding.next),
            finding.snoozed_until().map_or(Cell::Missing, Cell::Day),
            text(finding.member.as_str()),
            text(finding.pattern.name()),
        ]
    }

    /// A line of a rule with the facts it rests on.
    fn working(&self, condition: &Condition) -> String {
        let facts = condition.facts.iter().map(|fact| format!("\n   · {}", sentence(fact, &self.analysis.definitions)));
        format!("{}: {}{}", words::capitalised(verdict_words(condition.met)), condition.text, facts.collect::<String>())
    }

    /// Who supports whom, where anything is agreed or proposed.
    fn plan_page(&self) -> Option<Page> {
        if self.network.supports().is_empty() {
            return None;
        }
        let columns = columns_of(
            RecordKind::Support,
            &["need", "approach", "days_per_week"],
            &["supporter", "supported", "id", "by", "at", "imported"],
        );
        let first = ["Who supports", "Who is supported", "How far it is"];
        let mut rows = vec![first.into_iter().map(derived).chain(headings_of(&columns)).collect()];
        let mut supports: Vec<&Support> = self.network.supports().iter().collect();
        supports.sort_by_cached_key(|support| {
            (self.name_of(&support.supported).plain(), self.name_of(&support.supporter).plain(), support.key().to_owned())
        });
        rows.extend(supports.into_iter().map(|support| {
            let state = state_words(support.state(self.analysis.as_of));
            let first = [self.name_of(&support.supporter), self.name_of(&support.supported), text(state)];
            first.into_iter().chain(cells_of(&support.clone().into(), &columns)).collect()
        }));
        Some(Page { name: "Plan", frame: Frame::Sheet { columns_in_sight: 2 }, rows })
    }
}

/// The heading of a column for reading alone.
fn derived(heading: &str) -> Cell {
    text(eco_format!("{heading}{DERIVED}"))
}

fn state_words(state: SupportState) -> &'static str {
    match state {
        SupportState::Proposed => "proposed",
        SupportState::Agreed => "agreed",
        SupportState::Running => "running",
        SupportState::Overdue => "running, its review is overdue",
        SupportState::Ended => "ended",
    }
}
