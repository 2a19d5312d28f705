//! The words around the map: what it shows above, what its signs mean below.

use ecow::{EcoString, eco_format};

use super::{
    areas::Grouping,
    chart::Chart,
    layout::Layout,
    matrix::Exchange,
    picture::{Ink, Picture, Piece},
    roster::{Emblem, Lane},
    text::{cut, width},
    view::{Level, Names, Ties, View},
};
use crate::{
    finding::Pattern,
    model::{Phase, Stage},
};

/// The name of a lane for people.
pub(crate) fn lane_title(lane: Lane) -> &'static str {
    match lane {
        Lane::Sources => "Knowledge sources",
        Lane::Bodies => "Universities and hubs",
        Lane::Stage(Stage::Isolation) => "1 Isolation",
        Lane::Stage(Stage::Initiation) => "2 Initiation",
        Lane::Stage(Stage::Engagement) => "3 Engagement",
        Lane::Stage(Stage::Integration) => "4 Integration",
        Lane::Unrated => "Not yet rated",
    }
}

/// The name of a lane in few letters.
pub(crate) fn lane_short(lane: Lane) -> &'static str {
    match lane {
        Lane::Sources => "Sources",
        Lane::Bodies => "Bodies",
        Lane::Stage(Stage::Isolation) => "1 Isol.",
        Lane::Stage(Stage::Initiation) => "2 Init.",
        Lane::Stage(Stage::Engagement) => "3 Eng.",
        Lane::Stage(Stage::Integration) => "4 Int.",
        Lane::Unrated => "Unrated",
    }
}

/// The name of a phase in few letters.
pub(crate) fn phase_short(phase: Option<Phase>) -> &'static str {
    match phase {
        Some(Phase::Information) => "info",
        Some(Phase::Experience) => "exper.",
        Some(Phase::Coaching) => "coach",
        None => "none",
    }
}

/// The name of a phase in one word; none stands for no activity.
pub(crate) fn phase_title(phase: Option<Phase>) -> &'static str {
    match phase {
        Some(Phase::Information) => "information",
        Some(Phase::Experience) => "experience",
        Some(Phase::Coaching) => "coaching",
        None => "no activity",
    }
}

/// A piece and how soon it is given up when the row is too short: the highest first.
struct Wish(u8, Piece);

/// The pieces that fit into a row, the least important given up.
fn fit(mut wishes: Vec<Wish>, room: u16) -> Vec<Piece> {
    let width = |wishes: &[Wish]| wishes.iter().map(|wish| wish.1.width()).fold(0_u16, u16::saturating_add);
    while width(&wishes) > room {
        let Some(worst) = wishes.iter().map(|wish| wish.0).max() else { break };
        let Some(at) = wishes.iter().rposition(|wish| wish.0 == worst) else { break };
        wishes.remove(at);
    }
    wishes.into_iter().map(|wish| wish.1).collect()
}

fn words(text: impl Into<EcoString>, ink: Ink) -> Piece {
    Piece::Text(text.into(), ink)
}

/// The header: layout, counts, flags, the selected member; at the right what is filtered, hidden or left out.
pub(crate) fn head(chart: &Chart, view: &View, picture: &mut Picture) {
    let roster = &chart.roster;
    let mut wishes = vec![
        Wish(0, words(eco_format!(" {}", chart.layout.title()), Ink::Strong)),
        Wish(2, words(eco_format!(" · {}", counted(roster.members.len(), "member")), Ink::Strong)),
        Wish(5, words(eco_format!(" · {}", counted(roster.ties.len(), "tie")), Ink::Strong)),
    ];
    if let Some(by) = chart.asked_grouping.filter(|by| *by == roster.grouping && *by != Grouping::Whole) {
        wishes.push(Wish(6, words(eco_format!(" · by {}", by.title()), Ink::Strong)));
    }
    let unrated = roster.in_lane(Lane::Unrated);
    if unrated > 0 {
        wishes.push(Wish(4, words(eco_format!(" · {unrated} not yet rated"), Ink::Unrated)));
    }
    for pattern in [Pattern::Entrenched, Pattern::CondonedFailure, Pattern::Coasting] {
        let count = roster.flagged(pattern);
        if count > 0 {
            wishes.push(Wish(1, words(" ", Ink::Text)));
            wishes.push(Wish(1, Piece::Badge(pattern, eco_format!("{count} {}", pattern.title()))));
        }
    }
    // A total of nothing is said without a badge, and never as if all were well.
    if Pattern::ALL.into_iter().all(|pattern| roster.flagged(pattern) == 0) {
        wishes.push(Wish(4, words(" · no flags yet", Ink::Dim)));
    }
    if let Some(member) = view.selected_in(chart).and_then(|at| roster.members.get(at)) {
        wishes.push(Wish(3, words(" ", Ink::Text)));
        wishes.push(Wish(3, Piece::Selected(cut(&member.name, 30))));
    }
    // What is asked is never left out for what the map always says.
    let asked = picture.asked.iter().map(|asked| width(asked) + 2).fold(4, u16::saturating_add);
    let asked = if picture.asked.is_empty() { 0 } else { asked };
    picture.header = fit(wishes, picture.width.saturating_sub(asked));
    picture.notes = notes(chart, view, picture);
}

fn counted(count: usize, one: &str) -> EcoString {
    if count == 1 { eco_format!("1 {one}") } else { eco_format!("{count} {one}s") }
}

/// What is filtered, hidden or left out, the most important first.
fn notes(chart: &Chart, view: &View, picture: &Picture) -> Vec<EcoString> {
    let left_out = chart.roster.left_out;
    let mut notes: Vec<(u8, EcoString)> = picture.asked.iter().map(|asked| (0, asked.clone())).collect();
    if chart.layout.has_lines() && view.ties != Ties::Fitting {
        notes.push((6, view.ties.title().into()));
    } else if picture.only_coaching {
        notes.push((6, "coaching ties only".into()));
    }
    if view.names != Names::Fitting {
        notes.push((7, view.names.title().into()));
    }
    if picture.hidden > 0 {
        let where_to = if picture.level == Level::Far && chart.layout == Layout::Rings { "under names" } else { "hidden" };
        notes.push((4, eco_format!("{} {where_to}", picture.hidden)));
    }
    if chart.awaits_force() {
        notes.push((2, "still settling".into()));
    }
    if picture.unnamed > picture.hidden {
        notes.push((6, eco_format!("{} without a name", picture.unnamed - picture.hidden)));
    }
    let placeless = if chart.layout == Layout::Geographic { chart.ground().placeless() } else { 0 };
    if placeless > 0 {
        notes.push((3, eco_format!("{placeless} without a place")));
    }
    // The ego board and the bubbles say themselves whom they leave out.
    if picture.counted > 0 && matches!(chart.layout, Layout::Rings | Layout::Journey) {
        notes.push((5, eco_format!("{} in numbers", picture.counted)));
    }
    let pinned = chart.pinned().count();
    if pinned > 0 {
        notes.push((6, eco_format!("{pinned} pinned")));
    }
    if left_out.closed > 0 {
        notes.push((8, eco_format!("{} closed not drawn", left_out.closed)));
    }
    if left_out.bodies > 0 {
        let bodies = if left_out.bodies == 1 { "body" } else { "bodies" };
        notes.push((9, eco_format!("{} {bodies} without ties not drawn", left_out.bodies)));
    }
    notes.sort_by_key(|(rank, _)| *rank);
    notes.into_iter().map(|(_, note)| note).collect()
}

impl Picture {
    /// The same picture with a note that goes before all others.
    #[must_use]
    pub fn noting(mut self, note: Option<&str>) -> Self {
        self.notes.splice(..0, note.map(EcoString::from));
        self
    }

    /// As many notes as have room in so many columns, in one line; they stand at the right end of the first row.
    ///
    /// What is asked of the map is rather cut than left out.
    pub fn notes_within(&self, columns: u16) -> String {
        const TOO_FEW_TO_CUT: u16 = 12;
        let mut line = String::new();
        if let Some(asked) = self.asked.first().filter(|asked| width(asked) > columns) {
            return if columns < TOO_FEW_TO_CUT { line } else { cut(asked, columns).into() };
        }
        for note in &self.notes {
            let longer = if line.is_empty() { note.to_string() } else { format!("{line}  {note}") };
            if width(&longer) > columns {
                break;
            }
            line = longer;
        }
        line
    }
}

/// The footer: the stages in their own boundaries, the flags, the phases, the signs of other members.
pub(crate) fn foot(chart: &Chart, view: &View, picture: &mut Picture) {
    if view.paint.is_on() {
        picture.footer = painted_foot(view, picture.width);
        return;
    }
    let has_entrenched = chart.roster.flagged(Pattern::Entrenched) > 0;
    let has_glyphs = picture.width >= if has_entrenched { 126 } else { 100 };
    let lanes = Stage::ALL.into_iter().map(|stage| (1, Lane::Stage(stage))).chain([(7, Lane::Unrated)]);
    let lanes = lanes.filter(|(_, lane)| *lane != Lane::Unrated || chart.roster.in_lane(Lane::Unrated) > 0);
    let mut wishes = vec![Wish(9, words(" ", Ink::Text))];
    for (rank, lane) in lanes {
        let word: EcoString = lane_title(lane).trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').into();
        let word = if lane == Lane::Unrated { "not yet rated".into() } else { word };
        wishes.push(Wish(rank, if has_glyphs { Piece::Glyph(lane, word) } else { Piece::Boundary(lane, word) }));
        wishes.push(Wish(rank.max(3), words(" ", Ink::Text)));
    }
    if chart.roster.members.iter().any(|member| member.doubt.is_some()) {
        let claimed = Piece::Claimed { shown: Stage::Initiation, claimed: Stage::Engagement, text: "claimed".into() };
        wishes.extend([Wish(7, claimed), Wish(7, words(" ", Ink::Text))]);
    }
    let patterns = [(2, Pattern::CondonedFailure), (2, Pattern::Coasting), (5, Pattern::Entrenched)];
    for (rank, pattern) in patterns.into_iter().filter(|(_, pattern)| *pattern != Pattern::Entrenched || has_entrenched) {
        wishes.push(Wish(rank, Piece::Badge(pattern, eco_format!(" {}", pattern.short()))));
        wishes.push(Wish(rank.max(4), words(" ", Ink::Text)));
    }
    for (phase, word) in [(Phase::Information, "info "), (Phase::Experience, "exper "), (Phase::Coaching, "coach ")] {
        let (rank, sign) = match chart.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Geographic | Layout::Force => (6, Piece::Line(phase)),
            // The cells of the matrix cannot be read without their signs; flags have their names on the member's page as well.
            Layout::Matrix => (1, Piece::Tile(phase, Exchange::OneWay)),
        };
        wishes.push(Wish(rank, sign));
        wishes.push(Wish(rank, words(word, Ink::Tie(phase))));
    }
    for (emblems, word, ink) in [
        (&[Emblem::Research, Emblem::Practice, Emblem::Innovation][..], " sources ", Ink::Source),
        (&[Emblem::University][..], " uni ", Ink::University),
        (&[Emblem::Hub][..], " hub ", Ink::Hub),
    ] {
        wishes.extend(emblems.iter().map(|emblem| Wish(8, Piece::Emblem(*emblem))));
        wishes.push(Wish(8, words(word, ink)));
    }
    picture.footer = fit_whole(wishes, picture.width);
}

/// The classes of the measures shown; after them the stages in their boundaries, which keep their meaning.
fn painted_foot(view: &View, width: u16) -> Vec<Piece> {
    let mut wishes = vec![Wish(9, words(" ", Ink::Text))];
    // How many have no figure is given up before a class is.
    let rank = |piece: &Piece| if matches!(piece, Piece::Text(_, Ink::Dim)) { 2 } else { 1 };
    wishes.extend(view.paint.legend(width.saturating_sub(1)).into_iter().map(|piece| Wish(rank(&piece), piece)));
    for stage in Stage::ALL {
        wishes.push(Wish(3, words(" ", Ink::Text)));
        wishes.push(Wish(3, Piece::Boundary(Lane::Stage(stage), eco_format!("{}", stage.number()))));
    }
    let classes: u16 = wishes.iter().filter(|wish| wish.0 == 1).map(|wish| wish.1.width()).fold(0, u16::saturating_add);
    // In little room a part of the classes is better than none.
    if classes <= width { fit_whole(wishes, width) } else { fit(wishes, width) }
}

/// As [`fit`], but what belongs together goes together.
fn fit_whole(mut wishes: Vec<Wish>, room: u16) -> Vec<Piece> {
    while wishes.iter().map(|wish| wish.1.width()).fold(0_u16, u16::saturating_add) > room {
        let Some(worst) = wishes.iter().map(|wish| wish.0).max() else { break };
        wishes.retain(|wish| wish.0 != worst);
    }
    wishes.into_iter().map(|wish| wish.1).collect()
}
