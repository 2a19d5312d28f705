//! An invented network of any size, the same at every run; benches include this file by path.
//!
//! As real networks are: areas of unequal size, a hub or two in each, about 28 % of the schools at stage 1 of which half
//! have no tie, about 1.8 ties a member, 4 % condoned failure and 6 % coasting. None of the names is a real school.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::date;
use permea::{
    analysis::Analysis,
    finding::Pattern,
    framework::Rules,
    model::{About, Field, Id, Kind, Member, MemberId, Metres, Network, Phase, Rating, Record, SourceKind, Stage, Tie, Trust},
};

/// Numbers that look like chance and are the same at every run (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides.max(1) as u64).unwrap_or(0)
    }
}

const FIRST: [&str; 32] = [
    "Abbey",
    "Ashdown",
    "Beechwood",
    "Bishop Ridley",
    "Brookside",
    "Castle Hill",
    "Cedar Grove",
    "Fairfield",
    "Foxglove",
    "Greenway",
    "Harbour",
    "Highcliffe",
    "Hillcrest",
    "Holy Trinity",
    "Kingsmead",
    "Lady Margaret",
    "Lord Grey",
    "Marlow Road",
    "Moorside",
    "Netherfield",
    "Oakfield",
    "Orchard",
    "Parkside",
    "Priory",
    "Queen Anne",
    "Riverside",
    "Sir John Moore",
    "St Bede's",
    "St Cuthbert's",
    "St Oswald's",
    "The Meadows",
    "Ysgol Pen-y-Bryn",
];
const LAST: [&str; 8] = ["Academy", "Primary", "High", "College", "Infants", "Juniors", "CofE Primary School", "RC"];
const START: [&str; 12] = ["North", "South", "East", "West", "King", "Stone", "Marl", "Crow", "Wood", "Black", "Red", "Fern"];
const END: [&str; 12] = ["shire", "bury", "moor", "ford", "wick", "ley", "combe", "stead", "gate", "worth", "ham", "bridge"];

/// Whether the schools have been rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rated {
    All,
    /// A sixth is not rated yet.
    Most,
    None,
}

/// A network of so many members, and who is flagged in it.
pub(crate) fn network(members: usize, rated: Rated) -> (Network, Flags) {
    let (records, flags) = records(members, rated);
    (Network::from_records(About { name: "Invented".into(), uid: String::new().into() }, records).unwrap(), flags)
}

/// A network of so many members, analysed.
pub(crate) fn crowd(members: usize, rated: Rated) -> Arc<Analysis> {
    let day = date(2026, 3, 2);
    let (network, flags) = network(members, rated);
    let mut analysis = Analysis::new(&network, day, &Rules::built_in(), &|| false).unwrap();
    analysis.flags = flags;
    Arc::new(analysis)
}

type Flags = BTreeMap<MemberId, Vec<Pattern>>;

fn records(members: usize, rated: Rated) -> (Vec<Record>, Flags) {
    let mut dice = Dice(members as u64);
    let areas = (members / 125).clamp(2, 150).min(if members < 100 { 3 } else { 150 });
    let (sources, universities) = if members < 100 { (3, 2) } else { ((members / 50).min(18), (members / 60).min(12)) };
    let mut records: Vec<Record> = Vec::new();
    let mut flags = Flags::new();
    let mut ids: Vec<(MemberId, Option<Stage>, usize)> = Vec::new();
    for at in 0..members {
        let id = MemberId::new(&format!("urn:{}", 900_000 + at)).unwrap();
        if at < sources + universities {
            records.push(around(&id, at, sources).into());
            ids.push((id, Some(Stage::Integration), at % areas));
            continue;
        }
        // Areas of unequal size: the lower of two rolls.
        let area = dice.roll(areas).min(dice.roll(areas));
        let is_hub = at < sources + universities + areas;
        let area = if is_hub { at % areas } else { area };
        let stage = if is_hub && rated != Rated::None { Some(Stage::Integration) } else { stage(&mut dice, rated) };
        let name = format!("{} {}", FIRST[dice.roll(FIRST.len())], LAST[dice.roll(LAST.len())]);
        let mut member = Member::new(id.clone(), if is_hub { Kind::Hub } else { Kind::School }, name);
        let town = format!("{}{}", START[area / 12 % 12], END[area % 12]);
        member.authority = Some(town.into());
        member.region = (areas > 24).then(|| START[area % 9].into());
        member.easting = Metres::new((area % 12 * 20_000 + dice.roll(15_000)) as f64);
        member.northing = Metres::new((area / 12 * 20_000 + dice.roll(15_000)) as f64);
        records.push(member.into());
        if let Some(stage) = stage {
            records.push(rating(&id, stage, &mut dice).into());
            let pattern = match (stage, dice.roll(100)) {
                (Stage::Isolation, 0..=13) => Some(vec![Pattern::CondonedFailure]),
                (Stage::Isolation, 14..=15) => Some(vec![Pattern::Coasting, Pattern::CondonedFailure, Pattern::Entrenched]),
                (Stage::Isolation, 16..=29) | (Stage::Initiation, 0..=5) => Some(vec![Pattern::Coasting]),
                _ => None,
            };
            flags.extend(pattern.map(|pattern| (id.clone(), pattern)));
        }
        ids.push((id, stage, area));
    }
    records.extend(ties(&ids, rated, &mut dice));
    (records, flags)
}

/// A knowledge source or a university.
fn around(id: &MemberId, at: usize, sources: usize) -> Member {
    const SOURCES: [(&str, SourceKind); 6] = [
        ("Relevant research", SourceKind::Research),
        ("Best practice", SourceKind::Practice),
        ("Emerging innovation", SourceKind::Innovation),
        ("Reading trials", SourceKind::Research),
        ("Phonics exemplars", SourceKind::Practice),
        ("Peer review 2.0", SourceKind::Innovation),
    ];
    if at >= sources {
        return Member::new(id.clone(), Kind::University, format!("Univ. of {}{}", START[at % 12], END[at % 7]));
    }
    let (name, kind) = SOURCES[at % SOURCES.len()];
    let mut source = Member::new(id.clone(), Kind::Source, name);
    source.source = Some(kind);
    source
}

fn stage(dice: &mut Dice, rated: Rated) -> Option<Stage> {
    let waits = match rated {
        Rated::All => false,
        Rated::Most => dice.roll(6) == 0,
        Rated::None => true,
    };
    if waits {
        return None;
    }
    Some(match dice.roll(100) {
        0..=27 => Stage::Isolation,
        28..=60 => Stage::Initiation,
        61..=82 => Stage::Engagement,
        _ => Stage::Integration,
    })
}

fn rating(id: &MemberId, stage: Stage, dice: &mut Dice) -> Rating {
    let texts = [
        ("id", format!("r:{}", id.value())),
        ("member", id.to_string()),
        ("on", "2025-11-03".to_owned()),
        ("stage", stage.text()),
        ("by", "Priya".to_owned()),
    ];
    let mut rating = Rating::from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap();
    let highest = match stage {
        Stage::Isolation => 1,
        Stage::Initiation | Stage::Engagement => 3,
        Stage::Integration => 2,
    };
    let number = if stage == Stage::Integration { 2 + dice.roll(highest) } else { dice.roll(highest + 1) };
    rating.phase = Phase::from_number(number as u8);
    rating
}

/// Mostly within an area, from the more open to the less open; half of stage 1 has none.
fn ties(ids: &[(MemberId, Option<Stage>, usize)], rated: Rated, dice: &mut Dice) -> Vec<Record> {
    let wanted = if rated == Rated::None { ids.len() / 8 } else { ids.len() * 9 / 5 };
    let mut ties: Vec<Record> = Vec::new();
    for number in 0..wanted {
        let (from, stage, area) = &ids[dice.roll(ids.len())];
        let (to, other, _) =
            (0..8).map(|_| &ids[dice.roll(ids.len())]).find(|(_, _, other)| other == area).unwrap_or_else(|| &ids[dice.roll(ids.len())]);
        let is_closed = |stage: &Option<Stage>| *stage == Some(Stage::Isolation);
        if from == to || is_closed(stage) || (is_closed(other) && to.value().len() % 2 == dice.roll(2)) {
            continue;
        }
        let texts = [("id", format!("t:{number:06}")), ("from", from.to_string()), ("to", to.to_string())];
        let mut tie = Tie::from_texts(&|name| texts.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone())).unwrap();
        tie.phase = Phase::from_number([1, 1, 1, 2, 2, 3][dice.roll(6)]);
        tie.trust = Trust::new(1 + dice.roll(4) as u8);
        tie.mutual = dice.roll(8) == 0;
        tie.last_active = Some(date(2026, 1, 10));
        assert_eq!(tie.id, Id::new(&texts[0].1).unwrap());
        ties.push(tie.into());
    }
    ties
}
