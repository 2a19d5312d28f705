//! Settling what two people changed apart: a list by member and one card each, over whatever screen is in front.
//!
//! Each answer is a step like any other: kept, and taken back by undo. Once nothing is left the card goes and the screen
//! below is where it was.

mod rows;

use ecow::EcoString;

pub use rows::{CardInk, CardRow, ListRow, Of};

use super::{
    App, Command, Context, Effect, General, Mouse, Notice, Overlay,
    areas::Area,
    command::{Move, SettlingCommand},
    cursor::Cursor,
    line::Line,
};
use crate::{
    compare::{Take, Unsettled, settle, text_in},
    model::{Conflict, Id, MemberId, Network, RecordKind, fold},
    report::{
        Card, Offer, Side, conflict_title,
        words::{capitalised, counted},
    },
};

/// One conflict of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: Id,
    /// Whose it is; none where it is about the map itself.
    pub member: Option<MemberId>,
    /// The member's name, and what clashes.
    pub name: EcoString,
    pub what: String,
}

/// What is to be settled, and where somebody is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// Every conflict there is, by member.
    pub listed: Vec<Listed>,
    /// Which of them the card shows.
    pub at: usize,
    /// Where the list is scrolled to.
    pub list: Cursor,
    /// Which of its offers the cursor stands on; one past the last is another value. None as long as the card was not seen.
    pub offer: Option<usize>,
    /// The first line of the card in view.
    pub top: usize,
    /// Another value being typed, and what is wrong with it.
    pub edit: Option<Line>,
    pub problem: Option<String>,
    /// How many were settled since it was opened.
    settled: usize,
}

impl Settling {
    fn new(network: &Network, first: Option<&MemberId>) -> Self {
        let listed = list_of(network);
        let at = listed.iter().position(|listed| first.is_some() && listed.member.as_ref() == first).unwrap_or(0);
        Self { listed, at, list: Cursor::default(), offer: None, top: 0, edit: None, problem: None, settled: 0 }
    }

    /// The conflict on the card.
    pub fn conflict<'a>(&self, network: &'a Network) -> Option<&'a Conflict> {
        network.conflicts().get(&self.listed.get(self.at)?.id)
    }

    /// The list anew: what was settled goes, what undo brought back is shown.
    fn refresh(&mut self, network: &Network) {
        let listed = list_of(network);
        if listed == self.listed {
            return;
        }
        let shown = self.listed.get(self.at).map(|listed| &listed.id);
        let is_known = |id: &Id| self.listed.iter().any(|known| known.id == *id);
        let back = listed.iter().position(|now| !is_known(&now.id));
        let same = listed.iter().position(|now| Some(&now.id) == shown);
        self.at = back.or(same).unwrap_or(self.at).min(listed.len().saturating_sub(1));
        self.settled = (self.settled + self.listed.len()).saturating_sub(listed.len());
        self.listed = listed;
        self.show_card();
    }

    /// Another card is shown: its first answer, its first line, nothing typed.
    fn show_card(&mut self) {
        (self.offer, self.top, self.edit, self.problem) = (None, 0, None, None);
    }
}

/// The conflicts by the name of their member, those about the map itself last.
fn list_of(network: &Network) -> Vec<Listed> {
    let mut listed: Vec<Listed> = network
        .conflicts()
        .iter()
        .map(|conflict| {
            let title = conflict_title(network, conflict);
            let (who, what) = title.rsplit_once(" · ").unwrap_or(("", title.as_str()));
            let member = network.members_in(conflict).into_iter().next();
            let name = member.as_ref().and_then(|id| network.member(id)).map_or_else(|| EcoString::from(who), |member| member.name.clone());
            let is_more = member.is_some() && conflict.of != RecordKind::Member;
            let what = if is_more { format!("{}: {what}", conflict.of) } else { what.to_owned() };
            Listed { id: conflict.id.clone(), member, name, what }
        })
        .collect();
    listed.sort_by_cached_key(|listed| {
        (listed.member.is_none(), fold(&listed.name), listed.member.clone(), listed.what.clone(), listed.id.clone())
    });
    listed
}

impl App {
    /// How many conflicts of the open map nobody has settled yet.
    pub fn unsettled(&self) -> usize {
        self.document.as_ref().map_or(0, |document| document.network.conflicts().len())
    }

    /// What stands in the header as long as something is to be settled, as `4 to settle`; empty if nothing is.
    pub fn unsettled_sign(&self) -> String {
        match self.unsettled() {
            0 => String::new(),
            count => format!("{count} to settle"),
        }
    }

    /// Whether the mouse is on that sign of the header, which stands behind the program's name.
    pub(super) fn is_on_unsettled_sign(&self, mouse: Mouse) -> bool {
        const BEFORE: u16 = 9;
        let columns = self.unsettled_sign().len() as u16;
        let header = self.areas().header;
        Area { column: header.column + BEFORE, columns, ..header }.hit(mouse).is_some()
    }

    /// How many of them are about a member, as far as the newest analysis knows.
    pub fn unsettled_of(&self, member: &str) -> usize {
        self.analysis.as_ref().and_then(|analysis| analysis.unsettled.get(member)).copied().unwrap_or(0)
    }

    /// Shows what is to be settled, the selected member's first.
    pub(super) fn settle(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        if document.network.conflicts().is_empty() {
            self.tell(Notice::done("Nothing is to be settled: nobody changed the same thing as somebody else in another way."));
            return Vec::new();
        }
        let mut settling = Settling::new(&document.network, self.selection.member.as_ref());
        settling.show_card();
        self.lay(Overlay::Settling(Box::new(settling)))
    }

    /// The card in front.
    pub fn settling_card(&self, settling: &Settling) -> Option<Card> {
        let network = &self.document.as_ref()?.network;
        Some(Card::new(network, settling.conflict(network)?, self.setup.remembered.rater.as_deref()))
    }

    /// Brings the list, the card and the cursor in line with the network and the screen. Nothing left closes the card.
    pub(super) fn settling_in_view(&mut self) {
        let Some(Overlay::Settling(settling)) = &mut self.overlay else { return };
        let Some(document) = &self.document else { return };
        settling.refresh(&document.network);
        if settling.listed.is_empty() {
            return self.settling_done();
        }
        let Some(Overlay::Settling(settling)) = &self.overlay else { return };
        let mut settling = settling.clone();
        if let Some(card) = self.settling_card(&settling) {
            let count = card.offers.len() + usize::from(card.field.is_some());
            let mine = || card.offers.iter().position(|offer| offer.side == Side::Mine).unwrap_or(0);
            settling.offer = Some(settling.offer.filter(|offer| *offer < count).unwrap_or_else(mine));
        }
        let (list, _) = self.settling_areas();
        let rows = self.settling_list(&settling);
        let at = rows.iter().position(|row| matches!(row, ListRow::Conflict(at, _) if *at == settling.at)).unwrap_or(0);
        settling.list.put(at, rows.len(), list.lines());
        self.settling_scroll(&mut settling);
        self.overlay = Some(Overlay::Settling(settling));
    }

    fn settling_done(&mut self) {
        let Some(Overlay::Settling(settling)) = self.overlay.take() else { return };
        let settled = counted(settling.settled, "difference is", "differences are");
        self.overlay = self.behind.take();
        let back = self.key_hint(General::Undo, "takes the last back");
        let save = self.key_hint(General::Save, "saves the map");
        self.tell(Notice::done(format!("{settled} settled and none is left. {back} {save}")));
    }

    pub(super) fn settling_go(&mut self, movement: Move) {
        let Some(Overlay::Settling(settling)) = &mut self.overlay else { return };
        if let Some(line) = &mut settling.edit {
            return line.go(movement);
        }
        let last = settling.listed.len().saturating_sub(1);
        match movement {
            Move::Up | Move::Down => return self.settling_go_to_offer(movement),
            Move::Left | Move::PageUp => settling.at = settling.at.saturating_sub(1),
            Move::Right | Move::PageDown => settling.at = (settling.at + 1).min(last),
            Move::First => settling.at = 0,
            Move::Last => settling.at = last,
        }
        settling.show_card();
        self.settling_in_view();
    }

    /// Goes among the offers of the card.
    fn settling_go_to_offer(&mut self, movement: Move) {
        let Some(Overlay::Settling(settling)) = &self.overlay else { return };
        let Some(card) = self.settling_card(settling) else { return };
        let last = (card.offers.len() + usize::from(card.field.is_some())).saturating_sub(1);
        let at = settling.offer.unwrap_or(0);
        let offer = if movement == Move::Up { at.saturating_sub(1) } else { (at + 1).min(last) };
        if let Some(Overlay::Settling(settling)) = &mut self.overlay {
            settling.offer = Some(offer);
        }
        self.settling_in_view();
    }

    pub(super) fn settling_act(&mut self, command: SettlingCommand) -> Vec<Effect> {
        if !matches!(self.overlay, Some(Overlay::Settling(_))) {
            return self.only_in(Context::Settling);
        }
        match command {
            SettlingCommand::Mine => self.settle_for(Side::Mine),
            SettlingCommand::Theirs => self.settle_for(Side::Theirs),
            SettlingCommand::Both => self.settle_for(Side::Both),
            SettlingCommand::Edit => self.settling_edit(),
            SettlingCommand::Next => self.settling_step(Move::Right),
            SettlingCommand::Previous => self.settling_step(Move::Left),
            SettlingCommand::TakeBack => self.undo(),
        }
    }

    /// Shows the card of the conflict at this place of the list.
    fn settling_show(&mut self, at: usize) -> Vec<Effect> {
        if let Some(Overlay::Settling(settling)) = &mut self.overlay {
            settling.at = at;
            settling.show_card();
        }
        self.settling_in_view();
        Vec::new()
    }

    /// Leaves the line for another value; says whether there was one.
    pub(super) fn settling_leave_line(settling: &mut Settling) -> bool {
        settling.problem = None;
        settling.edit.take().is_some()
    }

    fn settling_step(&mut self, movement: Move) -> Vec<Effect> {
        self.settling_go(movement);
        Vec::new()
    }

    /// Settles the conflict on the card for a side, if the side has one offer.
    fn settle_for(&mut self, side: Side) -> Vec<Effect> {
        let Some(Overlay::Settling(settling)) = &self.overlay else { return Vec::new() };
        let Some(card) = self.settling_card(settling) else { return Vec::new() };
        let offers: Vec<&Offer> = card.offers.iter().filter(|offer| offer.side == side).collect();
        match offers.as_slice() {
            [offer] => self.settle_by(&offer.take.clone()),
            several @ [_, ..] => {
                let sentence = format!(
                    "{} say something else. Go to the one that is right and press Enter.",
                    counted(several.len(), "other", "others")
                );
                self.tell(Notice::problem(sentence));
                Vec::new()
            }
            [] => {
                self.tell(Notice::problem(match side {
                    Side::Both => "Only a text can be both. Take one of the answers above.",
                    Side::Mine | Side::Theirs | Side::Neither => "There is no such answer here. Take one of those on the card.",
                }));
                Vec::new()
            }
        }
    }

    /// The keys of the card: those of the answers it has, and those that go on.
    pub(super) fn settling_commands(&self) -> Vec<Command> {
        let Some(Overlay::Settling(settling)) = &self.overlay else { return Vec::new() };
        let Some(card) = self.settling_card(settling) else { return Vec::new() };
        let alone = |side: Side| card.offers.iter().filter(|offer| offer.side == side).count() == 1;
        let is_one_of_several = settling.listed.len() > 1;
        let commands = [
            (SettlingCommand::Mine, alone(Side::Mine)),
            (SettlingCommand::Theirs, alone(Side::Theirs)),
            (SettlingCommand::Both, alone(Side::Both)),
            (SettlingCommand::Edit, card.field.is_some()),
            (SettlingCommand::Next, is_one_of_several),
            (SettlingCommand::Previous, is_one_of_several),
            (SettlingCommand::TakeBack, settling.settled > 0),
        ];
        let live = commands.into_iter().filter(|(_, is_live)| *is_live).map(|(command, _)| Command::Settling(command));
        live.chain([Command::General(General::Choose), Command::General(General::Back)]).collect()
    }

    /// What a key of the card does, in a word or two.
    pub(super) fn settling_words(command: SettlingCommand) -> &'static str {
        match command {
            SettlingCommand::Mine => "mine",
            SettlingCommand::Theirs => "theirs",
            SettlingCommand::Both => "both",
            SettlingCommand::Edit => "edit",
            SettlingCommand::Next => "next",
            SettlingCommand::Previous => "previous",
            SettlingCommand::TakeBack => "undo",
        }
    }

    /// Enter: the offer under the cursor, or the line for another value.
    pub(super) fn settling_choose(&mut self, mut settling: Box<Settling>) -> Vec<Effect> {
        if let Some(line) = settling.edit.take() {
            let take = Take::Value(line.text().into());
            settling.edit = Some(line);
            self.overlay = Some(Overlay::Settling(settling));
            return self.settle_by(&take);
        }
        let card = self.settling_card(&settling);
        let take = card.zip(settling.offer).and_then(|(card, at)| card.offers.get(at).map(|offer| offer.take.clone()));
        self.overlay = Some(Overlay::Settling(settling));
        match take {
            Some(take) => self.settle_by(&take),
            None => self.settling_edit(),
        }
    }

    /// Opens the line for another value, holding what the map shows.
    fn settling_edit(&mut self) -> Vec<Effect> {
        let Some(Overlay::Settling(settling)) = &self.overlay else { return Vec::new() };
        let card = self.settling_card(settling);
        let (edit_at, field) = card.map_or((0, None), |card| (card.offers.len(), card.field));
        let network = self.document.as_ref().map(|document| &document.network);
        let record = network.and_then(|network| {
            let conflict = settling.conflict(network)?;
            network.record(conflict.of, &conflict.record)
        });
        let (Some(field), Some(record)) = (field, record) else {
            self.tell(Notice::problem("This is about more than one value. Take one of the answers on the card, then edit the record."));
            return Vec::new();
        };
        let line = Line::holding(&text_in(&record, &field));
        if let Some(Overlay::Settling(settling)) = &mut self.overlay {
            (settling.offer, settling.edit, settling.problem) = (Some(edit_at), Some(line), None);
        }
        self.settling_in_view();
        Vec::new()
    }

    fn settle_by(&mut self, take: &Take) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let Some(Overlay::Settling(settling)) = &self.overlay else { return Vec::new() };
        let Some(conflict) = settling.conflict(&document.network) else { return Vec::new() };
        match settle(&document.network, conflict, take) {
            Ok(step) => self.take(step),
            Err(error) => self.settling_objects(&error),
        }
    }

    /// What is wrong stands on the card while a value is typed, else below it.
    fn settling_objects(&mut self, error: &Unsettled) -> Vec<Effect> {
        let sentence = capitalised(&format!("{error}."));
        match &mut self.overlay {
            Some(Overlay::Settling(settling)) if settling.edit.is_some() => settling.problem = Some(sentence),
            Some(_) | None => self.tell(Notice::problem(format!("Not settled: {sentence}"))),
        }
        Vec::new()
    }
}
