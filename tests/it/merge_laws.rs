//! Laws of joining, on networks that chance made up and two people changed.

use std::collections::BTreeSet;

use ecow::EcoString;
use permea::{
    compare::{Authors, Merged, merge},
    model::{
        About, Clash, Conflict, Id, Kind, Member, MemberId, Network, Number, Phase, PinId, PinLayout, Rating, Record, RecordKind, Response,
        Stage, Tie, Withdrawn,
    },
    store::{Guard, format},
};
use proptest::{collection::vec, prelude::*};

/// As many members as a network has at most.
const MEMBERS: u8 = 4;

/// How many made-up cases a law is tried on; `PERMEA_MERGES` asks for more.
fn cases() -> u32 {
    std::env::var("PERMEA_MERGES").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

fn member_id(at: u8) -> MemberId {
    MemberId::new(&format!("urn:{}", 900_000 + u32::from(at))).unwrap()
}

/// One edit a person can make. Those that make no sound network are not made.
#[derive(Clone, Debug)]
enum Edit {
    Add(u8),
    Remove(u8),
    Name(u8, u8),
    Note(u8, u8),
    Place(u8, u8),
    Own(u8, u8, u8),
    Alias(u8, u8),
    Source(u8),
    Rate(u8, u8, u8),
    Reword(u8, u8),
    Withdraw(u8, u8),
    Tie(u8, u8, u8),
    EndTie(u8, u8),
    Untie(u8),
    Pin(u8, u8),
    Answer(u8, u8),
    Settle(u8),
    Rename(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..MEMBERS;
    let value = 0..3_u8;
    prop_oneof![
        at.clone().prop_map(Edit::Add),
        at.clone().prop_map(Edit::Remove),
        (at.clone(), value.clone()).prop_map(|(a, v)| Edit::Name(a, v)),
        (at.clone(), value.clone()).prop_map(|(a, v)| Edit::Note(a, v)),
        (at.clone(), value.clone()).prop_map(|(a, v)| Edit::Place(a, v)),
        (at.clone(), 0..2_u8, value.clone()).prop_map(|(a, h, v)| Edit::Own(a, h, v)),
        (at.clone(), 0..6_u8).prop_map(|(a, n)| Edit::Alias(a, n)),
        at.clone().prop_map(Edit::Source),
        (0..4_u8, at.clone(), 1..=4_u8).prop_map(|(r, a, s)| Edit::Rate(r, a, s)),
        (0..4_u8, 1..=4_u8).prop_map(|(r, s)| Edit::Reword(r, s)),
        (0..4_u8, value.clone()).prop_map(|(r, v)| Edit::Withdraw(r, v)),
        (0..3_u8, at.clone(), at.clone()).prop_map(|(t, a, b)| Edit::Tie(t, a, b)),
        (0..3_u8, value.clone()).prop_map(|(t, v)| Edit::EndTie(t, v)),
        (0..3_u8).prop_map(Edit::Untie),
        (at.clone(), value.clone()).prop_map(|(a, v)| Edit::Pin(a, v)),
        (at, value.clone()).prop_map(|(a, v)| Edit::Answer(a, v)),
        (0..3_u8).prop_map(Edit::Settle),
        value.prop_map(Edit::Rename),
    ]
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec(edit(), 0..8)
}

fn empty() -> Network {
    Network::new("Invented", "0123456789abcdef0123456789abcdef")
}

fn changed(network: &Network, edits: &[Edit]) -> Network {
    edits.iter().fold(network.clone(), |network, edit| made(&network, edit).unwrap_or(network))
}

fn word(value: u8) -> EcoString {
    ["Ash", "Birch", "Cedar"][usize::from(value)].into()
}

fn member<'a>(records: &'a mut [Record], at: u8) -> Option<&'a mut Member> {
    let id = member_id(at);
    records.iter_mut().find_map(|record| if let Record::Member(member) = record { (member.id == id).then_some(member) } else { None })
}

/// The network after the edit, if it is one.
fn made(network: &Network, edit: &Edit) -> Option<Network> {
    let mut records: Vec<Record> = RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)).collect();
    let mut about = network.about.clone();
    match *edit {
        Edit::Add(at) => records.push(Member::new(member_id(at), Kind::School, "New").into()),
        Edit::Remove(at) => {
            let about = network.records_about(&member_id(at));
            records.retain(|record| !about.contains(record));
        }
        Edit::Name(at, value) => member(&mut records, at)?.name = word(value),
        Edit::Note(at, value) => member(&mut records, at)?.note = (value > 0).then(|| word(value)),
        Edit::Place(at, value) => {
            let place = Number::new(f64::from(value) * 1000.0);
            let member = member(&mut records, at)?;
            (member.easting, member.northing) = (place, place);
        }
        Edit::Own(at, heading, value) => {
            let own = &mut member(&mut records, at)?.own;
            if value == 0 { own.remove(&word(heading)) } else { own.insert(word(heading), word(value)) };
        }
        Edit::Alias(at, number) => member(&mut records, at)?.aliases.push(member_id(number)),
        Edit::Source(at) => member(&mut records, at)?.kind = Kind::Source,
        Edit::Rate(rating, at, stage) => records.push(rated(rating, at, stage)),
        Edit::Reword(..) | Edit::Withdraw(..) => reword(&mut records, edit),
        Edit::Tie(tie, from, to) => records.push(tied(tie, from, to)),
        Edit::EndTie(tie, value) => end_tie(&mut records, tie, value),
        Edit::Untie(tie) => records.retain(|record| record.key() != format!("t:{tie}")),
        Edit::Pin(at, value) => {
            let id = PinId::new(PinLayout::Rings, &member_id(at));
            records.retain(|record| !(record.kind() == RecordKind::Pin && record.key() == id.as_str()));
            let place = RecordKind::Pin.from_texts(&|name| match name {
                "id" => Some(id.to_string()),
                "x" | "y" => Some(format!("0.{value}")),
                _ => None,
            });
            records.push(place.unwrap());
        }
        Edit::Answer(at, value) => records.push(answered(at, value)),
        Edit::Settle(at) => {
            let mut seen = 0;
            records.retain(|record| record.kind() != RecordKind::Conflict || { seen += 1; seen != at + 1 });
        }
        Edit::Rename(value) => about.name = word(value),
    }
    Network::from_records(about, records).ok()
}

fn rated(rating: u8, at: u8, stage: u8) -> Record {
    Record::Rating(Rating {
        id: Id::new(&format!("r:{rating}")).unwrap(),
        member: member_id(at),
        on: "2026-03-02".parse().unwrap(),
        stage: Stage::from_number(stage),
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

fn reword(records: &mut [Record], edit: &Edit) {
    for record in records {
        let Record::Rating(rating) = record else { continue };
        match *edit {
            Edit::Reword(at, stage) if rating.id.as_str() == format!("r:{at}") => rating.stage = Stage::from_number(stage),
            Edit::Withdraw(at, value) if rating.id.as_str() == format!("r:{at}") => {
                let at = format!("2026-03-0{}T10:00:00Z", value + 1).parse().unwrap();
                rating.withdrawn = Some(Withdrawn { by: word(value), at, why: "undone".into() });
            }
            _ => {}
        }
    }
}

fn tied(tie: u8, from: u8, to: u8) -> Record {
    let texts = |name: &str| match name {
        "id" => Some(format!("t:{tie}")),
        "from" => Some(member_id(from).to_string()),
        "to" => Some(member_id(to).to_string()),
        _ => None,
    };
    Record::Tie(Tie::from_texts(&texts).unwrap())
}

fn end_tie(records: &mut [Record], tie: u8, value: u8) {
    for record in records {
        if let Record::Tie(known) = record
            && known.id.as_str() == format!("t:{tie}")
        {
            known.ended = format!("2026-0{}-01", value + 1).parse().ok();
        }
    }
}

fn answered(at: u8, value: u8) -> Record {
    let texts = |name: &str| match name {
        "id" => Some(format!("e:{at}-{value}")),
        "member" => Some(member_id(at).to_string()),
        "shared_on" => Some("2026-02-02".to_owned()),
        _ => None,
    };
    Record::Response(Response::from_texts(&texts).unwrap())
}

fn join(base: Option<&Network>, ours: &Network, theirs: &Network) -> Merged {
    merge(base, ours, theirs, &Authors::default()).unwrap()
}

fn written(network: &Network) -> String {
    format::write(network, &Guard::new("9f31c0a7d2e4")).unwrap()
}

/// The network without what a conflict leaves to whoever joins: which version is shown.
fn without_choices(network: &Network) -> Network {
    let mut records = Vec::new();
    for record in RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)) {
        let mut blank = record.clone();
        let about = network.conflicts().iter().filter(|conflict| conflict.of == record.kind() && conflict.record == record.key());
        for field in about.flat_map(|conflict| conflict.fields.clone()) {
            match (field.strip_prefix("own: "), &mut blank) {
                (Some(heading), Record::Member(member)) => drop(member.own.remove(heading)),
                (_, Record::Member(member)) if field == "name" => member.name = "in conflict".into(),
                (_, Record::Member(member)) if field == "kind" => member.kind = Kind::School,
                (_, Record::Tie(tie)) if field == "from" || field == "to" => {
                    (tie.from, tie.to) = (MemberId::new("m:from").unwrap(), MemberId::new("m:to").unwrap());
                }
                (_, blank) => blank.set_text(&field, "").unwrap(),
            }
        }
        records.push(blank);
    }
    let about = About { name: network.about.name.clone(), uid: network.about.uid.clone() };
    // The blanked ties speak of nobody, so two stand-ins make the network sound.
    for id in ["m:from", "m:to"] {
        records.push(Member::new(MemberId::new(id).unwrap(), Kind::School, "stand-in").into());
    }
    Network::from_records(about, records).unwrap()
}

/// Everything that one side changed: a record, a field and its text. Removed records have no field.
fn changes(base: &Network, side: &Network) -> Vec<(RecordKind, String, String, String)> {
    let mut found = Vec::new();
    for &kind in RecordKind::ALL.iter().filter(|&&kind| kind != RecordKind::Conflict) {
        for record in side.records(kind) {
            let before = base.record(kind, record.key());
            for field in kind.field_names() {
                let text = record.text_of(field).unwrap_or_default();
                if before.as_ref().is_none_or(|before| !before.agrees_in(&record, field)) && !text.is_empty() {
                    found.push((kind, record.key().to_owned(), field.to_owned(), text));
                }
            }
        }
    }
    found
}

/// Whether the result or a conflict in it holds the value, part by part where it is a list.
fn holds(result: &Network, (kind, key, field, text): &(RecordKind, String, String, String)) -> bool {
    let about: Vec<&Conflict> = result.conflicts().iter().filter(|conflict| conflict.of == *kind && conflict.record == *key).collect();
    let twins = about.iter().filter(|conflict| conflict.clash == Clash::Twice).filter_map(|conflict| conflict.other.as_ref());
    let keys = std::iter::once(key.as_str()).chain(twins.map(EcoString::as_str));
    let held: Vec<String> = keys.filter_map(|key| result.record(*kind, key)?.text_of(field)).collect();
    let stands = |part: &str| held.iter().any(|text| text.contains(part));
    let is_told = |part: &str| {
        let value = part.split_once(" = ").map_or(part, |(_, value)| value);
        about.iter().any(|conflict| {
            conflict.number.as_ref().is_some_and(|number| number.as_str() == part)
                || conflict.versions.iter().any(|version| version.values.iter().any(|told| told == value))
        })
    };
    // Of two pinned places the newer is taken; that is the one thing of which nobody is told.
    *kind == RecordKind::Pin || text.split("; ").all(|part| stands(part) || is_told(part))
}

/// A base that may hold conflicts of its own, and what three people made of it.
fn three_sides() -> impl Strategy<Value = (Network, [Network; 3])> {
    let start = vec(edit(), 4..14);
    (start, edits(), edits(), edits(), edits(), edits()).prop_map(|(start, one, other, a, b, c)| {
        let start = changed(&empty(), &start);
        let base = join(Some(&start), &changed(&start, &one), &changed(&start, &other)).network;
        let sides = [&a, &b, &c].map(|edits| changed(&base, edits));
        (base, sides)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_one_side_alone_did_is_the_result((base, [side, ..]) in three_sides()) {
        prop_assert_eq!(&join(Some(&base), &side, &base).network, &side);
        prop_assert_eq!(&join(Some(&base), &base, &side).network, &side);
        prop_assert_eq!(&join(Some(&base), &side, &side).network, &side);
    }

    #[test]
    fn swapping_the_sides_changes_only_which_version_is_shown((base, [ours, theirs, _]) in three_sides()) {
        let (there, back) = (join(Some(&base), &ours, &theirs), join(Some(&base), &theirs, &ours));
        prop_assert_eq!(there.network.conflicts(), back.network.conflicts());
        prop_assert_eq!(&there.fresh, &back.fresh);
        prop_assert_eq!(without_choices(&there.network), without_choices(&back.network));
    }

    #[test]
    fn every_value_that_a_side_changed_is_in_the_result_or_in_a_conflict((base, [ours, theirs, third]) in three_sides()) {
        let joined = join(Some(&base), &ours, &theirs).network;
        for value in [&ours, &theirs].into_iter().flat_map(|side| changes(&base, side)) {
            prop_assert!(holds(&joined, &value), "{:?} is lost in\n{}", value, written(&joined));
        }
        for all in [join(Some(&base), &joined, &third), join(Some(&base), &third, &joined)] {
            for value in [&ours, &theirs, &third].into_iter().flat_map(|side| changes(&base, side)) {
                prop_assert!(holds(&all.network, &value), "of three, {:?} is lost in\n{}", value, written(&all.network));
            }
        }
    }

    #[test]
    fn no_rating_is_lost_but_by_a_removal_that_the_other_side_left_alone((base, [ours, theirs, _]) in three_sides()) {
        let joined = join(Some(&base), &ours, &theirs).network;
        for (side, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for rating in side.ratings() {
                let was_removed = base.ratings().get(&rating.id) == Some(rating) && other.ratings().get(&rating.id).is_none();
                prop_assert!(was_removed || joined.ratings().get(&rating.id).is_some());
            }
        }
    }

    #[test]
    fn what_was_joined_is_read_back_and_joined_again_the_same((base, [ours, theirs, _]) in three_sides()) {
        let joined = join(Some(&base), &ours, &theirs).network;
        let text = written(&joined);
        prop_assert_eq!(&format::read(text.as_bytes()).unwrap().network, &joined);
        prop_assert_eq!(written(&join(Some(&base), &ours, &theirs).network), text);
        prop_assert_eq!(written(&join(Some(&ours), &joined, &ours).network), written(&joined));
    }

    #[test]
    fn without_a_common_base_nothing_of_either_side_is_lost((_base, [ours, theirs, _]) in three_sides()) {
        let joined = join(None, &ours, &theirs).network;
        for value in [&ours, &theirs].into_iter().flat_map(|side| changes(&empty(), side)) {
            prop_assert!(holds(&joined, &value), "{:?} is lost in\n{}", value, written(&joined));
        }
    }

    #[test]
    fn work_on_different_records_never_clashes((base, [ours, theirs, _]) in three_sides()) {
        let touched = |side: &Network| -> BTreeSet<String> {
            let step = permea::compare::diff("t", &base, side);
            let records = step.changes.iter().flat_map(|change| [change.before.clone(), change.after.clone()]).flatten();
            records.flat_map(|record| {
                let named: Vec<String> = record.members().into_iter().map(str::to_owned).collect();
                let numbers = if let Record::Member(member) = &record { member.aliases.iter().map(ToString::to_string).collect() } else { Vec::new() };
                named.into_iter().chain(numbers).chain([record.key().to_owned()]).collect::<Vec<String>>()
            }).collect()
        };
        if touched(&ours).is_disjoint(&touched(&theirs)) {
            prop_assert_eq!(join(Some(&base), &ours, &theirs).fresh, Vec::<Id>::new());
        }
    }

    #[test]
    fn stats_of_what_chance_makes((base, [ours, theirs, _]) in three_sides()) {
        let joined = join(Some(&base), &ours, &theirs);
        let kinds: Vec<String> = joined.network.conflicts().iter().filter(|c| joined.fresh.contains(&c.id)).map(|c| format!("{} {:?}", c.clash, c.fields)).collect();
        println!("STAT base={} fresh={:?}", base.conflicts().len(), kinds);
    }
}
