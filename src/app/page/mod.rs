//! A member's page as lines: what is known, each with what it is about, so that the cursor can act on it.

mod build;
mod figures;
mod findings;
mod said;
mod ties;
mod whence;

use ecow::EcoString;

use crate::{
    analysis::Analysis,
    finding::Pattern,
    framework::Framework,
    model::{Id, MeasureId, Member, MembershipId, Stage},
    report::{MemberPage, Standard},
};
use build::Lines;
pub use ties::phase_dots;
pub(super) use whence::whence;

/// How a piece of a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Strong,
    Dim,
    Label,
    Heading,
    Stage(Option<Stage>),
    Flag(Pattern),
    Warning,
    Good,
    Learns,
    Shares,
}

/// What a line is about, for commands given on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Nothing,
    Rating(Id),
    Tie(Id),
    Response(Id),
    Finding(Pattern),
    Capacity,
    /// The stage, the phase, what ties support, and who rated from which side.
    Standing,
    /// How many ties it has.
    Ties,
    /// How many patterns were found.
    Findings,
    Visit(Id),
    Membership(MembershipId),
    /// The family that figures stand beside.
    Family,
    Figure(MeasureId),
    /// A field of the member's own record.
    Field(Standard),
    /// Every context figure.
    Context,
    /// A heading of somebody's own sheets.
    Own(EcoString),
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    pub pieces: Vec<(Ink, String)>,
    pub about: About,
    /// The field or pattern that `F1` explains on this line.
    pub explains: &'static str,
}

/// The whole page of a member in lines of at most so many columns.
pub(super) fn lines(analysis: &Analysis, member: &Member, framework: &Framework, columns: usize) -> Vec<PageLine> {
    let found = Pattern::ALL.into_iter().filter_map(|pattern| analysis.why(&member.id, pattern)).collect();
    let page = MemberPage::new(analysis, member, found);
    let mut lines = Lines::new(columns);
    said::standing(&page, framework, &mut lines);
    findings::findings(&page, &mut lines);
    ties::ties(&page, framework, &mut lines);
    ties::places(&page, &mut lines);
    figures::figures(&page, &mut lines);
    said::responses(&page, &mut lines);
    said::ratings(&page, framework, &mut lines);
    figures::context(&page, &mut lines);
    findings::reasons(&page, &mut lines);
    lines.finish()
}
