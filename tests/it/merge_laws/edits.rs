//! Networks that chance made up and three people changed. The same seed gives the same networks.

use ecow::EcoString;
use permea::{
    compare::{Authors, Take, merge, settle},
    model::{Change, Field, Kind, Member, MemberId, Metres, Network, Prose, Record, RecordKind, Step},
};

use super::samples::sample;

/// Members that can be there.
const MEMBERS: u64 = 3;

/// What chooses.
pub(crate) enum Dice {
    /// Chance that a seed fixes: splitmix64 (Steele, Lea and Flood 2014).
    Seeded(u64),
    /// Bytes that somebody gives, the next one last. Where they end, the work ends.
    Given(Vec<u8>),
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self::Seeded(seed)
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self::Given(bytes.iter().rev().copied().collect())
    }

    fn next(&mut self) -> u64 {
        match self {
            Self::Given(bytes) => bytes.pop().map_or(0, u64::from),
            Self::Seeded(seed) => {
                *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = *seed;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                mixed ^ (mixed >> 31)
            }
        }
    }

    /// Whether nobody chooses any more.
    fn has_ended(&self) -> bool {
        matches!(self, Self::Given(bytes) if bytes.is_empty())
    }

    /// A number from 0, below the limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// One of these.
    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    pub(crate) fn word(&mut self) -> EcoString {
        self.of(&["Ash", "Birch", "Cedar"]).into()
    }

    pub(crate) fn member(&mut self) -> MemberId {
        member_id(self.below(MEMBERS))
    }
}

fn member_id(at: u64) -> MemberId {
    MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap()
}

pub(crate) fn empty() -> Network {
    Network::new("Invented", "0123456789abcdef0123456789abcdef")
}

/// A base that may hold conflicts of its own, and what three people made of it.
pub(crate) fn three_sides(mut dice: Dice) -> (Network, [Network; 3]) {
    let start = (0..MEMBERS - 1).fold(empty(), |network, at| {
        let mut member = Member::new(member_id(at), Kind::School, format!("School {at}"));
        member.note = Some("one\ntwo\nthree\nfour".into());
        network.apply(&Step::new("Add", vec![Change::add(member)])).unwrap()
    });
    let start = edited(&start, &mut dice, 8);
    let one = edited(&start, &mut dice, 6);
    let other = edited(&start, &mut dice, 6);
    let base = merge(Some(&start), &one, &other, &Authors::default()).unwrap().network;
    let sides = [(); 3].map(|()| edited(&base, &mut dice, 8));
    (base, sides)
}

/// The network after one edit to so many.
fn edited(network: &Network, dice: &mut Dice, most: u64) -> Network {
    let mut left = 1 + dice.below(most);
    let mut edited = network.clone();
    while left > 0 && !dice.has_ended() {
        let changes = edit(&edited, dice);
        edited = edited.apply(&Step::new("Edit", changes)).unwrap_or(edited);
        left -= 1;
    }
    edited
}

/// What one edit changes; one that makes no sound network is refused by it.
fn edit(network: &Network, dice: &mut Dice) -> Vec<Change> {
    match dice.below(16) {
        0 => vec![Change::add(Member::new(dice.member(), Kind::School, dice.word()))],
        1 => network.records_about(&dice.member()).into_iter().map(Change::remove).collect(),
        2..=6 => edit_member(network, dice),
        7 | 8 => add_or_edit(network, RecordKind::Rating, dice),
        9 | 10 => add_or_edit(network, RecordKind::Tie, dice),
        11..=13 => {
            let kind = dice.of(RecordKind::ALL);
            add_or_edit(network, kind, dice)
        }
        14 => {
            let kind = dice.of(RecordKind::ALL);
            sample(kind, dice).and_then(|record| network.record(kind, record.key())).map(Change::remove).into_iter().collect()
        }
        _ => settle_one(network, dice),
    }
}

/// A new record, or one that is there with a field of another.
fn add_or_edit(network: &Network, kind: RecordKind, dice: &mut Dice) -> Vec<Change> {
    let Some(other) = sample(kind, dice) else { return Vec::new() };
    let Some(before) = network.record(kind, other.key()) else { return vec![Change::add(other)] };
    let mut after = before.clone();
    let fields: Vec<&str> = kind.field_names().into_iter().filter(|field| *field != "id").collect();
    after.take_field(&other, dice.of(&fields));
    vec![Change::edit(before, after)]
}

/// A conflict is settled in some way, or only taken out.
fn settle_one(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let conflicts = network.conflicts();
    if conflicts.is_empty() {
        return Vec::new();
    }
    let conflict = &conflicts[dice.below(conflicts.len() as u64) as usize];
    let take = match dice.below(6) {
        0 => Take::Shown,
        1 => Take::Other,
        2 => Take::Version(1 + dice.below(2) as usize),
        3 => Take::Before,
        4 => Take::Both,
        _ => Take::Value(dice.word()),
    };
    settle(network, conflict, &take).map_or_else(|_unsettled| vec![Change::remove(conflict.clone())], |step| step.changes)
}

fn edit_member(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let Some(before) = network.members().get(&dice.member()) else { return Vec::new() };
    let mut after = before.clone();
    match dice.below(9) {
        0 | 1 => after.name = dice.word(),
        2 | 3 => after.note = edit_note(before.note.as_ref(), dice),
        4 => after.easting = Metres::new(dice.below(3) as f64),
        5 => after.northing = Metres::new(dice.below(3) as f64),
        6 if dice.below(3) == 0 => drop(after.own.remove(&dice.word())),
        6 => drop(after.own.insert(dice.word(), dice.word())),
        7 if dice.below(3) == 0 => after.aliases.clear(),
        7 => after.aliases.push(member_id(dice.below(MEMBERS + 2))),
        _ => after.kind = dice.of(&[Kind::Source, Kind::School, Kind::Hub]),
    }
    vec![Change::edit(before.clone(), after)]
}

/// A note with a line more, a line less, or one of them another.
fn edit_note(note: Option<&Prose>, dice: &mut Dice) -> Option<Prose> {
    let mut lines: Vec<String> = note.map(|note| note.lines().map(str::to_owned).collect()).unwrap_or_default();
    let at = dice.below(lines.len() as u64 + 1) as usize;
    match dice.below(8) {
        0 => lines.clear(),
        1 if at < lines.len() => drop(lines.remove(at)),
        2..=4 if at < lines.len() => lines[at] = format!("{} {}", dice.word(), dice.below(3)),
        _ => lines.insert(at, dice.word().text()),
    }
    Prose::parse(&lines.join("\n")).ok()
}

/// A record from these texts.
pub(crate) fn of_texts(kind: RecordKind, texts: &[(&str, String)]) -> Record {
    kind.from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap()
}
