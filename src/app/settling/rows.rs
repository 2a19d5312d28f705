//! The list and the card row by row: what is drawn and what the mouse hits are the same rows.

use ecow::EcoString;

use super::Settling;
use crate::{
    app::{App, Command, Effect, Mouse, Overlay, areas::Area, command::SettlingCommand},
    report::{Card, Offer, Side, words},
};

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// Whose conflicts follow.
    Member(EcoString),
    /// A conflict by its place in the list, and what clashes.
    Conflict(usize, String),
}

/// What a piece of a card's row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardInk {
    Title,
    /// `2 of 4`.
    Count,
    Words,
    Key,
    Label,
    Value,
    /// Who said so and when.
    Signature,
    Problem,
}

/// One row of the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardRow {
    pub of: Of,
    pub pieces: Vec<(CardInk, String)>,
}

/// What a row belongs to. The offer past the last one is another value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// The card as a whole.
    #[default]
    Card,
    /// The first row of an offer.
    Offer(usize),
    /// A further row of an offer.
    More(usize),
    /// The line in which another value is typed, which stands behind the pieces.
    Typed(usize),
}

impl Of {
    /// The offer it belongs to.
    pub fn offer(self) -> Option<usize> {
        match self {
            Self::Card => None,
            Self::Offer(at) | Self::More(at) | Self::Typed(at) => Some(at),
        }
    }
}

/// The columns of a key and of a label.
const KEY: usize = 4;
const LABEL: usize = 10;

/// A card of so few rows has a title of one row, and no gaps.
const LOW: usize = 10;

/// Below so many columns the card stands alone.
const WIDE: u16 = 74;

impl App {
    /// Where the list is, empty on a narrow screen, and the card beside it.
    pub fn settling_areas(&self) -> (Area, Area) {
        let inside = self.overlay_area().inside();
        if inside.columns < WIDE {
            return (Area::default(), inside);
        }
        let (list, rest) = inside.split_left((inside.columns / 3).clamp(24, 40));
        (list, rest.split_left(2).1)
    }

    /// The rows of the list: every member once, its conflicts below it.
    pub fn settling_list(&self, settling: &Settling) -> Vec<ListRow> {
        let mut rows = Vec::new();
        let mut last = None;
        for (at, listed) in settling.listed.iter().enumerate() {
            let whose = (&listed.member, &listed.name);
            if last != Some(whose) {
                rows.push(ListRow::Member(listed.name.clone()));
                last = Some(whose);
            }
            rows.push(ListRow::Conflict(at, listed.what.clone()));
        }
        rows
    }

    /// The rows of the card, from its top.
    pub fn settling_rows(&self, settling: &Settling) -> Vec<CardRow> {
        let Some(card) = self.settling_card(settling) else { return Vec::new() };
        let (_, area) = self.settling_areas();
        let columns = usize::from(area.columns);
        let gap = (area.lines() > LOW).then(CardRow::default);
        let mut rows = title_rows(&card, settling, (columns, area.lines()));
        rows.extend(gap.clone());
        if !card.sentence.is_empty() {
            let lines = words::wrap(&card.sentence, columns.saturating_sub(1));
            rows.extend(lines.into_iter().map(|line| CardRow { pieces: vec![(CardInk::Words, format!(" {line}"))], ..CardRow::default() }));
            rows.extend(gap.clone());
        }
        let offers: Vec<Vec<CardRow>> =
            card.offers.iter().enumerate().map(|(at, offer)| self.offer_rows(&card, at, offer, columns)).collect();
        let is_roomy = rows.len() + offers.iter().map(|rows| rows.len() + 1).sum::<usize>() < area.lines();
        for offer in offers {
            rows.extend(offer);
            rows.extend(is_roomy.then(CardRow::default));
        }
        if card.field.is_some() {
            rows.push(self.edit_row(card.offers.len(), settling));
        }
        if let Some(problem) = &settling.problem {
            let lines = words::wrap(problem, columns.saturating_sub(2));
            rows.extend(
                lines
                    .into_iter()
                    .map(|line| CardRow { of: Of::More(card.offers.len()), pieces: vec![(CardInk::Problem, format!("  {line}"))] }),
            );
        }
        rows
    }

    fn offer_rows(&self, card: &Card, at: usize, offer: &Offer, columns: usize) -> Vec<CardRow> {
        let room = columns.saturating_sub(KEY + LABEL).max(12);
        let mut lines: Vec<String> = offer.values.iter().flat_map(|value| words::wrap(value, room)).collect();
        let shown = if offer.is_shown { "shown now" } else { "" };
        let said: Vec<&str> = [offer.signature.as_str(), shown].into_iter().filter(|said| !said.is_empty()).collect();
        let said = said.join(", ");
        let mut signature = vec![said.clone()];
        let last = lines.pop().unwrap_or_default();
        if !said.is_empty() && words::columns(&last) + 2 + words::columns(&said) > room {
            signature = words::wrap(&said, room);
        }
        let is_beside = signature.len() == 1 && words::columns(&last) + 2 + words::columns(&said) <= room;
        let key = self.key_of(card, offer);
        let mut lead = vec![(CardInk::Key, format!("  {}", words::fit(&key, KEY - 2))), (CardInk::Label, words::fit(offer.label, LABEL))];
        let mut rows = Vec::new();
        let mut row = |pieces: Vec<(CardInk, String)>| {
            let lead = std::mem::replace(&mut lead, vec![(CardInk::Label, " ".repeat(KEY + LABEL))]);
            let of = if rows.is_empty() { Of::Offer(at) } else { Of::More(at) };
            rows.push(CardRow { of, pieces: lead.into_iter().chain(pieces).collect() });
        };
        for line in lines {
            row(vec![(CardInk::Value, line)]);
        }
        if is_beside {
            row(vec![(CardInk::Value, last), (CardInk::Signature, format!("  {said}"))]);
        } else {
            row(vec![(CardInk::Value, last)]);
            signature.into_iter().filter(|line| !line.is_empty()).for_each(|line| row(vec![(CardInk::Signature, line)]));
        }
        rows
    }

    /// The key of an offer; none where its side has several, for no key says which.
    fn key_of(&self, card: &Card, offer: &Offer) -> String {
        let command = match offer.side {
            Side::Mine => SettlingCommand::Mine,
            Side::Theirs => SettlingCommand::Theirs,
            Side::Both => SettlingCommand::Both,
            Side::Neither => return String::new(),
        };
        let alone = card.offers.iter().filter(|other| other.side == offer.side).count() == 1;
        self.settling_key(command).filter(|_| alone).unwrap_or_default()
    }

    fn settling_key(&self, command: SettlingCommand) -> Option<String> {
        self.setup.keymap.key(Command::Settling(command)).map(|key| key.to_string())
    }

    fn edit_row(&self, at: usize, settling: &Settling) -> CardRow {
        let key = self.settling_key(SettlingCommand::Edit).unwrap_or_default();
        let lead = [(CardInk::Key, format!("  {}", words::fit(&key, KEY - 2))), (CardInk::Label, words::fit("edit", LABEL))];
        let words = settling.edit.is_none().then(|| (CardInk::Value, "another value".to_owned()));
        let of = if settling.edit.is_some() { Of::Typed(at) } else { Of::Offer(at) };
        CardRow { of, pieces: lead.into_iter().chain(words).collect() }
    }

    /// Scrolls the card so that the offer under the cursor is in view, the title too if there is room.
    pub(super) fn settling_scroll(&self, settling: &mut Settling) {
        let height = self.settling_areas().1.lines().max(1);
        let rows = self.settling_rows(settling);
        let is_current = |row: &CardRow| row.of.offer().is_some() && row.of.offer() == settling.offer;
        let last = rows.iter().rposition(is_current).unwrap_or(0);
        let first = rows.iter().position(is_current).unwrap_or(0);
        settling.top = settling.top.min(rows.len().saturating_sub(height));
        if last + 1 > settling.top + height {
            settling.top = last + 1 - height;
        }
        settling.top = settling.top.min(first);
        if last < height {
            settling.top = 0;
        }
    }

    /// A click on an answer takes it, one in the list shows its card.
    pub(in crate::app) fn settling_click(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(Overlay::Settling(settling)) = &self.overlay else { return Vec::new() };
        let (list, card) = self.settling_areas();
        if let Some((_, row)) = list.hit(mouse) {
            let rows = self.settling_list(settling);
            let at =
                rows.iter().skip(settling.list.top + row).find_map(|row| if let ListRow::Conflict(at, _) = row { Some(*at) } else { None });
            return at.map_or_else(Vec::new, |at| self.settling_show(at));
        }
        let Some((_, row)) = card.hit(mouse) else { return Vec::new() };
        let offer = self.settling_rows(settling).get(settling.top + row).and_then(|row| row.of.offer());
        let is_typing = settling.edit.is_some();
        let Some(offer) = offer.filter(|offer| !is_typing || Some(*offer) != settling.offer) else { return Vec::new() };
        let Some(Overlay::Settling(mut settling)) = self.overlay.take() else { return Vec::new() };
        (settling.offer, settling.edit, settling.problem) = (Some(offer), None, None);
        self.settling_choose(settling)
    }
}

/// `Ash High · name` with `2 of 4` at the right end of its first row.
fn title_rows(card: &Card, settling: &Settling, (columns, height): (usize, usize)) -> Vec<CardRow> {
    let count = format!("{} of {}", settling.at + 1, settling.listed.len());
    let room = columns.saturating_sub(words::columns(&count) + 3);
    let lines = if height > LOW { words::wrap(&card.title, room.max(10)) } else { vec![in_one_row(&card.title, room)] };
    let mut rows: Vec<CardRow> = lines
        .into_iter()
        .map(|line| CardRow { pieces: vec![(CardInk::Title, format!(" {}", words::fit(&line, room)))], ..CardRow::default() })
        .collect();
    if let Some(first) = rows.first_mut() {
        first.pieces.push((CardInk::Count, format!(" {count}")));
    }
    rows
}

/// The title with its name cut, so that what clashes is still told.
fn in_one_row(title: &str, room: usize) -> String {
    let Some((name, what)) = title.rsplit_once(" · ") else { return words::cut(title, room) };
    let what = format!(" · {what}");
    format!("{}{what}", words::cut(name, room.saturating_sub(words::columns(&what)).max(4)))
}
