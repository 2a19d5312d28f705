//! Who needs attention: the findings, worst first, and the reasons beside them.

mod reasons;

use ecow::EcoString;

pub use reasons::{Reason, Tone};

use super::{
    App, Effect, Screen,
    areas::Area,
    command::{Move, TriageCommand},
    cursor::Cursor,
};
use crate::{
    finding::{Finding, Pattern, Quiet},
    model::MemberId,
};

/// What the list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// What was found.
    #[default]
    Found,
    /// Where nothing can be said, and so nothing was found.
    CannotSay,
}

/// Which part has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    #[default]
    List,
    Reasons,
}

/// The triage screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    pub cursor: Cursor,
    pub listed: Listed,
    /// The one pattern listed; `None` for all, of which only those that the map draws are listed where nothing can be said.
    pub pattern: Option<Pattern>,
    pub pane: Pane,
    /// Where the reasons are scrolled to.
    pub scroll: Cursor,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriageLine {
    pub member: MemberId,
    pub pattern: Pattern,
    /// 5 is worst; 0 where nothing can be said.
    pub severity: u8,
    /// How strong the finding is, or its name in a word; "cannot say" where nothing can be said; why it is quiet, if it is.
    pub strength: EcoString,
    /// Whether a person asked for quiet about it, or set it down as handled.
    pub is_quiet: bool,
}

impl App {
    /// The lines of the list, in order.
    pub fn triage_lines(&self) -> Vec<TriageLine> {
        let Some(analysis) = &self.analysis else { return Vec::new() };
        // Of an unrated school nothing can be said in a dozen ways: until one is asked for, those that the map draws will do.
        let all = |pattern: Pattern| self.triage.listed == Listed::Found || pattern.is_drawn();
        let wanted = |pattern: Pattern| self.triage.pattern.map_or_else(|| all(pattern), |only| only == pattern);
        match self.triage.listed {
            Listed::Found => {
                let mut lines: Vec<TriageLine> = analysis.findings.iter().filter(|finding| wanted(finding.pattern)).map(line_of).collect();
                // What a person asked quiet about comes last.
                lines.sort_by_key(|line| line.is_quiet);
                lines
            }
            Listed::CannotSay => analysis
                .cannot_say
                .iter()
                .filter(|unsaid| wanted(unsaid.pattern))
                .map(|unsaid| TriageLine {
                    member: unsaid.member.clone(),
                    pattern: unsaid.pattern,
                    severity: 0,
                    strength: "cannot say".into(),
                    is_quiet: false,
                })
                .collect(),
        }
    }

    /// How many lines of the list a pattern has, when every pattern is listed.
    pub fn triage_count(&self, pattern: Pattern) -> usize {
        let counts = self.analysis.as_ref().and_then(|analysis| analysis.counts.get(&pattern)).copied().unwrap_or_default();
        match self.triage.listed {
            Listed::Found => counts.met,
            Listed::CannotSay => counts.cannot_say,
        }
    }

    /// The line the cursor stands on; `None` where the selected member is not listed, for then no other may seem to be selected.
    pub fn triage_line(&self) -> Option<TriageLine> {
        let line = self.triage_lines().into_iter().nth(self.triage.cursor.at)?;
        (self.selection.member.as_ref() == Some(&line.member)).then_some(line)
    }

    /// The finding whose reasons are shown.
    pub fn triage_finding(&self) -> Option<Finding> {
        let line = self.triage_line()?;
        self.analysis.as_ref()?.why(&line.member, line.pattern)
    }

    /// How many members meet a pattern, as far as the newest analysis knows.
    pub fn found_count(&self, pattern: Pattern) -> usize {
        self.analysis.as_ref().and_then(|analysis| analysis.counts.get(&pattern)).map_or(0, |counts| counts.met)
    }

    /// The list on the left and the reasons on the right; on a narrow screen one of them.
    pub fn triage_areas(&self) -> (Area, Area) {
        let body = self.areas().body.below(2);
        if body.columns >= 72 {
            let (list, rest) = body.split_left((body.columns * 2 / 5).min(60));
            let reasons = rest.split_left(2).1;
            return (list, Area { columns: reasons.columns.saturating_sub(1), ..reasons });
        }
        match self.triage.pane {
            Pane::List => (body, Area::default()),
            Pane::Reasons => (Area::default(), body),
        }
    }

    pub(super) fn triage_go(&mut self, movement: Move) {
        let (list, reasons) = self.triage_areas();
        match self.triage.pane {
            Pane::List => {
                let lines = self.triage_lines().len();
                self.triage.cursor.go(movement, lines, list.lines());
                self.select_finding();
            }
            Pane::Reasons => {
                let lines = self.triage_reasons(usize::from(reasons.columns)).len();
                self.triage.scroll.scroll(movement, lines, reasons.lines());
            }
        }
    }

    /// The cursor stands on another finding: its member is selected and its reasons are read from the top.
    fn select_finding(&mut self) {
        self.triage.scroll = Cursor::default();
        if let Some(line) = self.triage_lines().into_iter().nth(self.triage.cursor.at) {
            self.selection.select(line.member);
        }
    }

    /// Puts the cursor on a finding of the selected member, if it stands on another's; with nobody selected, selects the first.
    pub(super) fn triage_in_view(&mut self) {
        if self.screen == Screen::Triage && self.selection.member.is_none() {
            self.select_finding();
        }
        let lines = self.triage_lines();
        let selected = self.selection.member.as_ref();
        let stands = lines.get(self.triage.cursor.at).map(|line| &line.member);
        let of_selected = || lines.iter().position(|line| Some(&line.member) == selected);
        let at = if stands == selected { None } else { of_selected() };
        let rows = self.triage_areas().0.lines();
        let scroll = if at.is_some() { Cursor::default() } else { self.triage.scroll };
        self.triage.cursor.put(at.unwrap_or(self.triage.cursor.at), lines.len(), rows);
        self.triage.scroll = scroll;
    }

    /// From the list to the reasons; from the reasons to the member on the map.
    pub(super) fn triage_choose(&mut self) -> Vec<Effect> {
        if self.triage_line().is_none() {
            self.select_finding();
            return Vec::new();
        }
        match self.triage.pane {
            Pane::List => self.triage.pane = Pane::Reasons,
            Pane::Reasons => self.show(Screen::Map),
        }
        Vec::new()
    }

    /// From the reasons back to the list; says whether that was where the keyboard was.
    pub(super) fn triage_back(&mut self) -> bool {
        let was_reading = self.screen == Screen::Triage && self.triage.pane == Pane::Reasons;
        self.triage.pane = Pane::List;
        was_reading
    }

    pub(super) fn triage_act(&mut self, command: TriageCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Triage);
            match command {
                TriageCommand::NextPattern => {
                    let now = app.triage.pattern;
                    let mut later = Pattern::ALL.into_iter().filter(|pattern| now.is_none_or(|now| *pattern > now));
                    app.triage.pattern = later.find(|pattern| app.triage_count(*pattern) > 0);
                }
                TriageCommand::CannotSay => {
                    app.triage.listed = match app.triage.listed {
                        Listed::Found => Listed::CannotSay,
                        Listed::CannotSay => Listed::Found,
                    };
                }
            }
            app.triage.cursor = Cursor::default();
            app.triage.pane = Pane::List;
            app.select_finding();
            Vec::new()
        })
    }
}

fn line_of(finding: &Finding) -> TriageLine {
    // A sign that is not on the map needs its word here; how strong it is, the reasons beside it say.
    let strength = match finding.strength {
        _ if finding.quiet.is_some() => finding.quiet.as_ref().map_or("", Quiet::word),
        Some(strength) if finding.pattern.is_drawn() => strength.word(),
        Some(_) => finding.pattern.short(),
        None => "",
    };
    TriageLine {
        member: finding.member.clone(),
        pattern: finding.pattern,
        severity: finding.severity,
        strength: strength.replace('_', " ").into(),
        is_quiet: finding.quiet.is_some(),
    }
}
