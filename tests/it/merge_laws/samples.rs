//! One record of every kind as chance makes it, with few ids and few values, so that two people often mean the same.

use permea::model::{Field, Record, RecordKind};

use super::edits::{Dice, of_texts};

/// The fields of a record as texts.
type Texts = Vec<(&'static str, String)>;

/// A record of the kind; none of a conflict, which nobody writes.
pub(crate) fn sample(kind: RecordKind, dice: &mut Dice) -> Option<Record> {
    let texts = match kind {
        RecordKind::Member => {
            let group = dice.of(&["trust", "hub", "school"]);
            vec![("id", dice.member().text()), ("kind", group.to_owned()), ("name", dice.word().text()), ("town", word(dice))]
        }
        RecordKind::Membership => {
            let id = format!("{}/{}", dice.member(), dice.member());
            vec![("id", id), ("since", day(dice)), ("role", word(dice)), ("imported", word(dice))]
        }
        RecordKind::Tie => tie(dice),
        RecordKind::Visit => visit(dice),
        RecordKind::Rating => rating(dice),
        RecordKind::Measure => measure(dice),
        RecordKind::NationalFigure => vec![("id", "Attainment 8/2019".to_owned()), ("value", dice.of(&["46", "47"]).to_owned())],
        RecordKind::Family => family(dice),
        RecordKind::Response => response(dice),
        RecordKind::Remark => remark(dice),
        RecordKind::Capacity => capacity(dice),
        RecordKind::Support => support(dice),
        RecordKind::Definition => definition(dice),
        RecordKind::NamedView => view(dice),
        RecordKind::Pin => {
            let id = format!("rings/{}", dice.member());
            vec![("id", id), ("x", format!("0.{}", dice.below(3))), ("y", format!("0.{}", dice.below(3))), ("at", time(dice))]
        }
        RecordKind::Conflict => return None,
    };
    Some(of_texts(kind, &texts))
}

fn tie(dice: &mut Dice) -> Texts {
    let mut texts = vec![
        ("id", id('t', dice)),
        ("from", dice.member().text()),
        ("to", dice.member().text()),
        ("phase", dice.of(&["", "1", "2"]).to_owned()),
        ("ended", day(dice)),
        ("purpose", word(dice)),
    ];
    let own: Vec<String> = [("Weight", 3), ("Bus", 5)].iter().filter_map(|(heading, at)| own_of(heading, &texts[*at].1)).collect();
    texts.push(("own", own.join("; ")));
    texts
}

/// A field of one's own, where there is something to say.
fn own_of(heading: &str, value: &str) -> Option<String> {
    (!value.is_empty()).then(|| format!("{heading} = {value}"))
}

fn visit(dice: &mut Dice) -> Texts {
    vec![
        ("id", id('v', dice)),
        ("from", dice.member().text()),
        ("to", dice.member().text()),
        ("on", a_day(dice)),
        ("shared", dice.of(&["yes", "no"]).to_owned()),
        ("note", note(dice)),
    ]
}

fn measure(dice: &mut Dice) -> Texts {
    vec![
        ("id", format!("{}/Attainment 8/2019", dice.member())),
        ("value", dice.of(&["50", "51", "SUPP"]).to_owned()),
        ("pupils", dice.of(&["", "100", "90"]).to_owned()),
        ("from", word(dice)),
    ]
}

fn family(dice: &mut Dice) -> Texts {
    let rank = dice.of(&["1", "2"]).to_owned();
    vec![("id", id('y', dice)), ("member", dice.member().text()), ("peer", dice.member().text()), ("rank", rank)]
}

fn response(dice: &mut Dice) -> Texts {
    vec![
        ("id", id('e', dice)),
        ("member", dice.member().text()),
        ("shared_on", a_day(dice)),
        ("response", dice.of(&["", "accepted", "rejected"]).to_owned()),
        ("note", note(dice)),
    ]
}

fn remark(dice: &mut Dice) -> Texts {
    vec![
        ("id", id('k', dice)),
        ("member", dice.member().text()),
        ("pattern", "coasting".to_owned()),
        ("word", dice.of(&["confirm", "object", "snooze"]).to_owned()),
        ("on", a_day(dice)),
        ("by", dice.word().text()),
        ("note", note(dice)),
    ]
}

fn capacity(dice: &mut Dice) -> Texts {
    let member = dice.member().text();
    let strengths = format!("{}; {}", dice.word(), word(dice));
    vec![("id", member.clone()), ("member", member), ("strengths", strengths), ("until", day(dice))]
}

fn support(dice: &mut Dice) -> Texts {
    vec![
        ("id", id('s', dice)),
        ("supporter", dice.member().text()),
        ("supported", dice.member().text()),
        ("need", word(dice)),
        ("started", day(dice)),
        ("outcome", note(dice)),
    ]
}

fn definition(dice: &mut Dice) -> Texts {
    let role = dice.of(&["attainment", "other"]).to_owned();
    vec![("id", "Attainment_8".to_owned()), ("measure", "Attainment 8".to_owned()), ("role", role), ("unit", word(dice))]
}

fn view(dice: &mut Dice) -> Texts {
    vec![
        ("id", id('w', dice)),
        ("name", dice.word().text()),
        ("note", word(dice)),
        ("layout", dice.of(&["rings", "journey"]).to_owned()),
        ("opened", word(dice)),
        ("at", time(dice)),
    ]
}

fn rating(dice: &mut Dice) -> Texts {
    let withdrawn =
        if dice.below(4) == 0 { format!("{}; 2026-03-0{}T10:00:00Z; undone", dice.word(), dice.below(3) + 1) } else { String::new() };
    vec![
        ("id", id('r', dice)),
        ("member", dice.member().text()),
        ("on", a_day(dice)),
        ("stage", dice.of(&["1", "2", "3", "4"]).to_owned()),
        ("phase", "1".to_owned()),
        ("by", dice.word().text()),
        ("withdrawn", withdrawn),
    ]
}

fn id(letter: char, dice: &mut Dice) -> String {
    format!("{letter}:{}", dice.below(3))
}

/// A word, or nothing.
fn word(dice: &mut Dice) -> String {
    dice.of(&["", "Ash", "Birch", "Cedar"]).to_owned()
}

fn note(dice: &mut Dice) -> String {
    dice.of(&["", "Ash", "Ash\nBirch", "Birch\nAsh\nCedar"]).to_owned()
}

fn a_day(dice: &mut Dice) -> String {
    format!("2026-0{}-02", dice.below(3) + 1)
}

/// A day, or none.
fn day(dice: &mut Dice) -> String {
    if dice.below(3) == 0 { String::new() } else { a_day(dice) }
}

/// A time, or none.
fn time(dice: &mut Dice) -> String {
    if dice.below(3) == 0 { String::new() } else { format!("{}T10:00:00Z", a_day(dice)) }
}
