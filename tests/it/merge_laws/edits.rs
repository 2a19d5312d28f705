//! Networks that chance made up and three people changed. The same seed gives the same networks.

use ecow::EcoString;
use permea::{
    compare::{Authors, merge},
    model::{
        Change, Field, Id, Kind, Member, MemberId, Metres, Network, Phase, PinId, PinLayout, Rating, Record, RecordKind, Stage, Step,
        Withdrawn,
    },
};

/// Members that can be there.
const MEMBERS: u64 = 3;

/// Chance that a seed fixes: splitmix64 (Steele, Lea and Flood 2014); or bytes that choose, as long as they last.
pub(crate) struct Dice {
    seed: u64,
    /// The choices that are given, the next one last.
    given: Vec<u8>,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, given: Vec::new() }
    }

    /// Dice whose first rolls are these bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self { seed: 0, given: bytes.iter().rev().copied().collect() }
    }

    fn next(&mut self) -> u64 {
        if let Some(given) = self.given.pop() {
            return u64::from(given);
        }
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below the limit.
    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn word(&mut self) -> EcoString {
        ["Ash", "Birch", "Cedar"][self.below(3) as usize].into()
    }

    fn member(&mut self) -> MemberId {
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
        let member = Member::new(member_id(at), Kind::School, format!("School {at}"));
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
    let count = 1 + dice.below(most);
    (0..count).fold(network.clone(), |network, _| {
        let changes = edit(&network, dice);
        network.apply(&Step::new("Edit", changes)).unwrap_or(network)
    })
}

/// What one edit changes; one that makes no sound network is refused by it.
fn edit(network: &Network, dice: &mut Dice) -> Vec<Change> {
    match dice.below(16) {
        0 => vec![Change::add(Member::new(dice.member(), Kind::School, dice.word()))],
        1 => network.records_about(&dice.member()).into_iter().map(Change::remove).collect(),
        2..=6 => edit_member(network, dice),
        7 => vec![Change::add(rating(dice))],
        8 => edit_rating(network, dice),
        9 => vec![Change::add(of_texts(
            RecordKind::Tie,
            &[("id", format!("t:{}", dice.below(3))), ("from", dice.member().text()), ("to", dice.member().text())],
        ))],
        10 => edit_tie(network, dice),
        11 => remove(network, RecordKind::Tie, &format!("t:{}", dice.below(3))),
        12 => pin(network, dice),
        13 => vec![Change::add(of_texts(
            RecordKind::Response,
            &[("id", format!("e:{}", dice.below(4))), ("member", dice.member().text()), ("shared_on", "2026-02-02".to_owned())],
        ))],
        14 => remove(network, RecordKind::Rating, &format!("r:{}", dice.below(3))),
        _ => network.conflicts().first().map(|conflict| Change::remove(conflict.clone())).into_iter().collect(),
    }
}

fn of_texts(kind: RecordKind, texts: &[(&str, String)]) -> Record {
    kind.from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap()
}

fn remove(network: &Network, kind: RecordKind, key: &str) -> Vec<Change> {
    network.record(kind, key).map(Change::remove).into_iter().collect()
}

fn edit_member(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let Some(before) = network.members().get(&dice.member()) else { return Vec::new() };
    let mut after = before.clone();
    match dice.below(8) {
        0 | 1 => after.name = dice.word(),
        2 => after.note = (dice.below(3) > 0).then(|| dice.word()),
        3 => after.easting = Metres::new(dice.below(3) as f64),
        4 => after.northing = Metres::new(dice.below(3) as f64),
        5 if dice.below(3) == 0 => drop(after.own.remove(&dice.word())),
        5 => drop(after.own.insert(dice.word(), dice.word())),
        6 if dice.below(3) == 0 => after.aliases.clear(),
        6 => after.aliases.push(member_id(dice.below(MEMBERS + 2))),
        _ => after.kind = [Kind::Source, Kind::School, Kind::Hub][dice.below(3) as usize],
    }
    vec![Change::edit(before.clone(), after)]
}

fn rating(dice: &mut Dice) -> Record {
    Record::Rating(Rating {
        id: Id::new(&format!("r:{}", dice.below(3))).unwrap(),
        member: dice.member(),
        on: "2026-03-02".parse().unwrap(),
        stage: Stage::from_number(dice.below(4) as u8 + 1),
        phase: Some(Phase::Information),
        at: None,
        by: Some("Sam".into()),
        role: None,
        inside: None,
        confidence: None,
        basis: None,
        note: None,
        withdrawn: None,
        provenance: None,
    })
}

fn edit_rating(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let Some(before) = network.ratings().get(&format!("r:{}", dice.below(3))) else { return Vec::new() };
    let mut after = before.clone();
    if dice.below(2) == 0 {
        after.stage = Stage::from_number(dice.below(4) as u8 + 1);
    } else {
        let at = format!("2026-03-0{}T10:00:00Z", dice.below(3) + 1).parse().unwrap();
        after.withdrawn = Some(Withdrawn { by: dice.word(), at, why: "undone".into() });
    }
    vec![Change::edit(before.clone(), after)]
}

fn edit_tie(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let Some(before) = network.ties().get(&format!("t:{}", dice.below(3))) else { return Vec::new() };
    let mut after = before.clone();
    match dice.below(3) {
        0 => after.ended = format!("2026-0{}-01", dice.below(3) + 1).parse().ok(),
        1 => after.phase = Phase::from_number(dice.below(3) as u8 + 1),
        _ => after.to = dice.member(),
    }
    vec![Change::edit(before.clone(), after)]
}

fn pin(network: &Network, dice: &mut Dice) -> Vec<Change> {
    let id = PinId::new(PinLayout::Rings, &dice.member());
    let at = format!("0.{}", dice.below(3));
    let after = of_texts(RecordKind::Pin, &[("id", id.text()), ("x", at.clone()), ("y", at)]);
    vec![Change { before: network.record(RecordKind::Pin, &id), after: Some(after) }]
}
