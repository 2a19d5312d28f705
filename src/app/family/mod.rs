//! The family of a member: how it stands to its peers in each measure, who they are, who of them does better and is near.

mod lines;
mod plot;

use std::sync::Arc;

use super::{
    App, Effect, Notice, Screen,
    areas::Area,
    choice::{Chosen, Entry},
    command::{FamilyCommand, Move},
    cursor::Cursor,
    event::Mouse,
    explain::Explanation,
    overlay::Overlay,
    page::Ink,
    prompt::{Prompt, Purpose},
};
use crate::{
    analysis::Analysis,
    framework::{FamilyMethod, weights_text},
    map::Topic,
    model::MemberId,
    peers::{FamilyPage, MeasureRow, NoFamily},
    report::{compared_whence, distance_words, family_whence, figure_words, km_words, method_in_full, words},
};

/// A line as pieces of text, each with what it means.
pub type Pieces = Vec<(Ink, String)>;

/// Which peers are listed, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// All of them, in the order of the method.
    #[default]
    Family,
    /// Those who do better in the chosen measure, the nearest in kilometres first.
    BetterAndNear,
}

/// The family of the selected member.
#[derive(Clone, Debug, Default)]
pub struct FamilyScreen {
    pub cursor: Cursor,
    pub order: Order,
    /// The measure that the list is about, by its place among the rows of the plot.
    measure: usize,
    found: Option<Found>,
    /// Whose family is shown again when the screen is come back to from a peer's page.
    returns_to: Option<MemberId>,
}

#[derive(Clone, Debug)]
struct Found {
    analysis: Arc<Analysis>,
    member: MemberId,
    page: Result<FamilyPage, NoFamily>,
}

impl FamilyScreen {
    /// The family, or why there is none; nothing before the first analysis.
    pub fn page(&self) -> Option<&Result<FamilyPage, NoFamily>> {
        self.found.as_ref().map(|found| &found.page)
    }

    fn family(&self) -> Option<&FamilyPage> {
        self.page()?.as_ref().ok()
    }

    /// The measure that the list is about.
    fn row(&self) -> Option<&MeasureRow> {
        self.family()?.latest().get(self.measure).copied()
    }

    /// The places of the peers listed, in order.
    pub fn listed(&self) -> Vec<usize> {
        let Some(page) = self.family() else { return Vec::new() };
        match (self.order, self.row()) {
            (Order::BetterAndNear, Some(row)) => row.better_and_near(&page.peers),
            (Order::Family, _) | (Order::BetterAndNear, None) => (0..page.peers.len()).collect(),
        }
    }

    /// The peer under the cursor, by its place in the family.
    fn peer(&self) -> Option<usize> {
        self.listed().get(self.cursor.at).copied()
    }

    fn peer_id(&self) -> Option<MemberId> {
        self.family()?.peers.get(self.peer()?).map(|peer| peer.member.clone())
    }
}

impl App {
    /// Where the head with the plot is, and the list of peers below it.
    pub fn family_areas(&self) -> (Area, Area) {
        let body = self.areas().body;
        let wanted = u16::try_from(self.family_head().len()).unwrap_or(u16::MAX);
        // The list keeps four rows, or half of what there is.
        let rows = wanted.min(body.rows.saturating_sub(4).max(body.rows / 2));
        (Area { rows, ..body }, body.below(rows))
    }

    /// The lines above the list: how the family was found, the plot of every measure, the headings.
    pub fn family_head(&self) -> Vec<Pieces> {
        let Some(found) = &self.family.found else { return Vec::new() };
        let body = self.areas().body;
        let columns = usize::from(body.columns);
        match &found.page {
            Ok(page) => lines::head(&self.family, (page, &found.analysis), columns, body.lines()),
            Err(reason) => lines::without(&self.name_of(&found.member), reason, columns),
        }
    }

    /// The lines of the list that are in view, from its first.
    pub fn family_list(&self) -> Vec<Pieces> {
        let (_, area) = self.family_areas();
        let Some(found) = &self.family.found else { return Vec::new() };
        let Ok(page) = &found.page else { return Vec::new() };
        let listed = self.family.listed();
        let shown = listed.iter().skip(self.family.cursor.top).take(area.lines());
        shown.map(|&at| lines::peer((page, &found.analysis), self.family.row(), at, usize::from(area.columns))).collect()
    }

    /// Finds the family anew if what it hangs on has changed; another member's is begun at its top.
    pub(super) fn family_in_view(&mut self) {
        if self.screen != Screen::Family {
            return;
        }
        if let Some(member) = self.family.returns_to.take() {
            self.selection.member = Some(member);
        }
        let (Some(analysis), Some(member)) = (self.analysis.clone(), self.selection.member.clone()) else {
            self.family.found = None;
            return;
        };
        let found = self.family.found.as_ref();
        let is_same_member = found.is_some_and(|found| found.member == member);
        let is_same = is_same_member && found.is_some_and(|found| Arc::ptr_eq(&found.analysis, &analysis));
        if !is_same {
            let page = analysis.peers(&member, None);
            if !is_same_member {
                self.family.cursor = Cursor::default();
                self.family.measure = page.as_ref().map_or(0, |page| judged(page, &analysis));
            }
            self.family.found = Some(Found { analysis, member, page });
        }
        let (lines, rows) = (self.family.listed().len(), self.family_areas().1.lines());
        let at = self.family.cursor.at;
        self.family.cursor.put(at, lines, rows);
    }

    /// Goes from peer to peer; left and right go from measure to measure.
    pub(super) fn family_go(&mut self, movement: Move) {
        let measures = self.family.family().map_or(0, |page| page.latest().len());
        match movement {
            Move::Left => self.family.measure = self.family.measure.saturating_sub(1),
            Move::Right => self.family.measure = (self.family.measure + 1).min(measures.saturating_sub(1)),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => {
                let (lines, rows) = (self.family.listed().len(), self.family_areas().1.lines());
                self.family.cursor.go(movement, lines, rows);
            }
        }
        self.family_in_view();
    }

    /// Shows the family of the selected member; of the first school of the map if none is selected yet.
    pub(super) fn show_family(&mut self) -> Vec<Effect> {
        if self.selection.member.is_none() {
            let members = self.document.as_ref().map(|document| document.network.members());
            self.selection.member = members.and_then(|members| {
                let school = members.iter().find(|member| member.kind == crate::model::Kind::School);
                school.or(members.iter().next()).map(|member| member.id.clone())
            });
        }
        self.family.returns_to = None;
        self.show(Screen::Family);
        Vec::new()
    }

    /// Opens the page of the peer under the cursor; going back leads to this family again.
    pub(super) fn family_choose(&mut self) -> Vec<Effect> {
        let Some(peer) = self.family.peer_id() else { return Vec::new() };
        self.family.returns_to = self.selection.member.clone();
        self.selection.select(peer);
        self.show(Screen::Member);
        Vec::new()
    }

    /// The mouse was pressed on a row of the list; says whether the cursor stood there already.
    pub(super) fn family_put_cursor(&mut self, mouse: Mouse) -> bool {
        let Some((_, row)) = self.family_areas().1.hit(mouse) else { return false };
        let Some(line) = self.family.cursor.line_at(row, self.family.listed().len()) else { return false };
        let again = self.family.cursor.at == line;
        self.family.cursor.at = line;
        again
    }

    pub(super) fn family_act(&mut self, command: FamilyCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            if app.screen != Screen::Family {
                let _shown = app.show_family();
            }
            match command {
                FamilyCommand::Better => {
                    app.family.order = match app.family.order {
                        Order::Family => Order::BetterAndNear,
                        Order::BetterAndNear => Order::Family,
                    };
                    app.family.cursor = Cursor::default();
                    app.family_in_view();
                    Vec::new()
                }
                FamilyCommand::Method => app.ask_family_method(),
                FamilyCommand::Weights => {
                    let weights = weights_text(&app.setup.rules.families.weights.value);
                    app.lay(Overlay::Prompt(Prompt::new(Purpose::Weights, &weights)))
                }
                FamilyCommand::OnMap => {
                    app.show(Screen::Map);
                    app.map_show_topic(Some(Topic::Peers))
                }
            }
        })
    }

    fn ask_family_method(&mut self) -> Vec<Effect> {
        let now = self.setup.rules.families.method.value;
        let entry = |method: FamilyMethod| {
            let hint = if method == now { "now".into() } else { method.hint().into() };
            Entry { words: method.title().into(), hint, then: Chosen::FamilyMethod(method) }
        };
        self.ask_choice("How families are found", FamilyMethod::ALL.map(entry).to_vec())
    }

    /// Families are found by this method from now on, on every screen, until permea is left.
    pub(super) fn take_family_method(&mut self, method: FamilyMethod) -> Vec<Effect> {
        self.setup.rules = self.setup.rules.with_method(method, "chosen on the screen");
        self.tell(Notice::done(format!(
            "Families and what rests on them go by {} until you leave. To keep it, put (families: (method: {})) into rules.ron.",
            method.title(),
            method.word()
        )));
        self.changed()
    }

    /// Families are compared by these weights from now on, or it is told why they cannot be.
    pub(super) fn take_family_weights(&mut self, text: &str) -> Vec<Effect> {
        match self.setup.rules.with_weights(text, "set on the screen") {
            Ok(rules) => {
                self.setup.rules = rules.with_method(FamilyMethod::Weighted, "chosen with own weights on the screen");
                self.tell(Notice::done(
                    "Families, and the findings that rest on them, go by your weights until you leave; official lists are left aside.",
                ));
                self.changed()
            }
            Err(why) => {
                self.tell(Notice::problem(format!("Not taken: {why}.")));
                self.lay(Overlay::Prompt(Prompt::new(Purpose::Weights, text)))
            }
        }
    }

    /// Where the numbers about the peer under the cursor are from; about the school itself where no peer is listed.
    pub(super) fn family_explained(&self) -> Option<Explanation> {
        let found = self.family.found.as_ref()?;
        let page = found.page.as_ref().ok()?;
        let mut lines = Vec::new();
        let peer = self.family.peer().and_then(|at| Some((at, page.peers.get(at)?)));
        if let Some((at, peer)) = peer {
            lines.extend(distance_words(page, at));
            let near = peer.km.map(|_| format!("{} km as the crow flies; ", km_words(peer.km))).unwrap_or_default();
            let tied = if peer.is_tied { "a tie joins the two." } else { "no tie joins the two." };
            lines.push(words::capitalised(&format!("{near}{tied}")));
            let members = found.analysis.network.members();
            let both = members.get(&peer.member).zip(members.get(&page.member));
            lines.extend(both.into_iter().flat_map(|(theirs, own)| compared_whence(page, theirs, own)));
        }
        if let Some(row) = self.family.row() {
            let figure = peer.and_then(|(at, peer)| Some((peer, row.peers.get(at)?.as_ref())));
            lines.extend(figure_words(row, figure, &found.analysis));
        }
        let rules = &found.analysis.rules.families;
        let (rule, method) = (rules.method.value.title(), method_in_full(&page.method));
        let source = format!("{method} (asked for: {rule}) and the files named");
        let title = peer.map_or_else(|| self.name_of(&page.member).to_string(), |(_, peer)| peer.name.to_string());
        Some(Explanation::new(title, &lines, source))
    }

    /// Where every number of the head is from: how the family was found, each measure, each part of the context.
    pub(super) fn whole_family_explained(&self) -> Option<Explanation> {
        let found = self.family.found.as_ref()?;
        let lines = family_whence(&found.analysis, &found.member);
        Some(Explanation::new(format!("The family of {}", self.name_of(&found.member)), &lines, "the rules and the files named"))
    }
}

/// The row of the measure that the school is judged by; the first where that is not told.
fn judged(page: &FamilyPage, analysis: &Analysis) -> usize {
    let beside = analysis.beside_peers(&page.member);
    beside.and_then(|beside| page.latest().iter().position(|row| row.measure == beside.measure)).unwrap_or(0)
}
