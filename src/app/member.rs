//! A member's page: everything that is known of it, scrolled through line by line.

use std::sync::Arc;

use super::{
    App, Effect, Notice, Screen,
    areas::Area,
    command::{MemberCommand, Move},
    cursor::Cursor,
    page,
    signing::Signing,
};
use crate::{
    analysis::Analysis,
    finding::Pattern,
    model::{MemberId, Rating},
};

pub use super::page::{About, Ink, PageLine};

/// The page of the selected member.
#[derive(Clone, Debug, Default)]
pub struct MemberScreen {
    pub cursor: Cursor,
    lines: Vec<PageLine>,
    made_of: Option<MadeOf>,
}

#[derive(Clone, Debug)]
struct MadeOf {
    analysis: Arc<Analysis>,
    member: MemberId,
    columns: u16,
}

impl MemberScreen {
    /// The lines of the page.
    pub fn lines(&self) -> &[PageLine] {
        &self.lines
    }
}

impl App {
    /// Where the card with the member's name is, and the page below it.
    pub fn page_areas(&self) -> (Area, Area) {
        let body = self.areas().body;
        let rows = if body.rows >= 14 { 5 } else { body.rows.min(1) };
        (Area { rows, ..body }, body.below(rows))
    }

    /// Makes the page anew if what it is made of has changed; another member's begins at its top.
    pub(super) fn member_in_view(&mut self) {
        if self.screen != Screen::Member {
            return;
        }
        let (_, area) = self.page_areas();
        let columns = area.columns.min(116);
        let Some(analysis) = self.analysis.clone() else { return };
        let Some(member) = self.selection.member.clone() else { return };
        let made_of = self.member.made_of.as_ref();
        let is_same_member = made_of.is_some_and(|made_of| made_of.member == member);
        let is_same = made_of.is_some_and(|made_of| Arc::ptr_eq(&made_of.analysis, &analysis) && made_of.columns == columns);
        if !(is_same && is_same_member) {
            let found = analysis.network.members().get(&member);
            let room = usize::from(columns.saturating_sub(1));
            self.member.lines = found.map_or_else(Vec::new, |member| page::lines(&analysis, member, &self.setup.framework, room));
            self.member.made_of = Some(MadeOf { analysis, member, columns });
        }
        if !is_same_member {
            self.member.cursor = Cursor::default();
        }
        let (at, lines) = (self.member.cursor.at, self.member.lines.len());
        self.member.cursor.put(at, lines, area.lines());
    }

    /// Goes line by line; left and right go to the member listed before and after.
    pub(super) fn member_go(&mut self, movement: Move) {
        let (_, area) = self.page_areas();
        match movement {
            Move::Left => self.select_beside(Move::Up),
            Move::Right => self.select_beside(Move::Down),
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::First | Move::Last => {
                self.member.cursor.go(movement, self.member.lines.len(), area.lines());
            }
        }
    }

    /// Selects the member before or after in the order of the table, else of the map.
    fn select_beside(&mut self, movement: Move) {
        let Some(document) = &self.document else { return };
        let listed = self.table.listed();
        let members: Vec<&MemberId> =
            if listed.is_empty() { document.network.members().iter().map(|member| &member.id).collect() } else { listed.iter().collect() };
        let at = members.iter().position(|member| Some(*member) == self.selection.member.as_ref());
        let next = match (movement, at) {
            (Move::Up, Some(at)) => at.checked_sub(1),
            (_, Some(at)) => Some(at + 1),
            (_, None) => Some(0),
        };
        let member = next.and_then(|next| members.get(next)).map(|member| (*member).clone());
        if let Some(member) = member {
            self.select(member);
        }
    }

    /// Shows the page of the selected member; the first of the map if none is selected yet.
    pub(super) fn show_member(&mut self) -> Vec<Effect> {
        if self.selection.member.is_none() {
            let first =
                self.document.as_ref().and_then(|document| document.network.members().iter().next()).map(|member| member.id.clone());
            self.selection.member = first;
        }
        self.show(Screen::Member);
        Vec::new()
    }

    /// The mouse was pressed on a line; says whether the cursor stood there already.
    pub(super) fn member_put_cursor(&mut self, row: usize) -> bool {
        let Some(line) = self.member.cursor.line_at(row, self.member.lines.len()) else { return false };
        let again = self.member.cursor.at == line;
        self.member.cursor.at = line;
        again
    }

    /// What the line under the cursor is about.
    pub(super) fn page_about(&self) -> Option<About> {
        self.member.lines.get(self.member.cursor.at).map(|line| line.about.clone())
    }

    /// The rating under the cursor of the page.
    pub(super) fn page_rating(&self) -> Option<Rating> {
        let Some(About::Rating(id)) = self.page_about().filter(|_| self.screen == Screen::Member) else { return None };
        self.document.as_ref()?.network.ratings().get(&id).cloned()
    }

    /// The finding under the cursor of the page.
    pub(super) fn page_finding(&self) -> Option<(MemberId, Pattern)> {
        let Some(About::Finding(pattern)) = self.page_about() else { return None };
        Some((self.selection.member.clone()?, pattern))
    }

    pub(super) fn member_act(&mut self, command: MemberCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Member);
            match command {
                MemberCommand::Withdraw => app.ask_to_withdraw(),
                MemberCommand::NextPart => {
                    app.go_to_next_part();
                    Vec::new()
                }
            }
        })
    }

    fn ask_to_withdraw(&mut self) -> Vec<Effect> {
        match self.page_rating() {
            Some(rating) if rating.stands() => self.sign(Signing::Withdraw),
            Some(_) => {
                self.tell(Notice::problem("This rating is withdrawn already. It stays readable and does not count."));
                Vec::new()
            }
            None => {
                self.tell(Notice::problem("Put the cursor on the rating that is wrong first."));
                Vec::new()
            }
        }
    }

    /// Goes to the next heading of the page, and from the last to the top.
    fn go_to_next_part(&mut self) {
        let (_, area) = self.page_areas();
        let is_heading = |line: &PageLine| matches!(line.pieces.first(), Some((Ink::Heading, _)));
        let after = self.member.lines.iter().enumerate().skip(self.member.cursor.at + 1).find(|(_, line)| is_heading(line));
        let at = after.map_or(0, |(at, _)| at);
        self.member.cursor.put(at, self.member.lines.len(), area.lines());
    }

    /// Opens the member at the other end of the tie under the cursor.
    pub(super) fn member_choose(&mut self) -> Vec<Effect> {
        let Some(About::Tie(id)) = self.page_about() else {
            return Vec::new();
        };
        let tie = self.document.as_ref().and_then(|document| document.network.ties().get(&id));
        let other = tie.map(|tie| if Some(&tie.from) == self.selection.member.as_ref() { tie.to.clone() } else { tie.from.clone() });
        if let Some(other) = other {
            self.select(other);
        }
        Vec::new()
    }
}
