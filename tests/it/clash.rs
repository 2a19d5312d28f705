//! The demo as two brokers changed it apart: what of their work clashes stands in it as conflicts.

use permea::{
    compare::{Author, Authors, merge},
    model::{Change, Network, Record, RecordKind, Step},
};

use crate::{school::record, session::demo};

/// Two schools of the demo.
pub(crate) const EDGE: &str = "Marlfell Edge School";
pub(crate) const POINT: &str = "Zephyr Point School";

/// The id of a member of the demo.
pub(crate) fn id_of(name: &str) -> String {
    demo().members().iter().find(|member| member.name == name).unwrap().id.to_string()
}

/// The network with a field of a record set.
pub(crate) fn set(network: &Network, kind: RecordKind, key: &str, (field, text): (&str, &str)) -> Network {
    let before = network.record(kind, key).unwrap();
    let mut after = before.clone();
    after.set_text(field, text).unwrap();
    network.apply(&Step::new("Edit", vec![Change::edit(before, after)])).unwrap()
}

fn rate(network: &Network, school: &str, (id, by, stage): (&str, &str, &str)) -> Network {
    let rating = record(
        RecordKind::Rating,
        &[
            ("id", id),
            ("member", school),
            ("on", "2026-11-20"),
            ("at", "2026-11-20T09:00:00Z"),
            ("by", by),
            ("role", "broker"),
            ("stage", stage),
        ],
    );
    network.apply(&Step::new("Rate", vec![Change::add(rating)])).unwrap()
}

fn author(name: &str, at: &str) -> Author {
    Author { by: Some(name.into()), at: Some(at.parse().unwrap()) }
}

/// What Sam and Priya made of one network together, with Sam's side shown.
pub(crate) fn joined(base: &Network, sam: &Network, priya: &Network) -> Network {
    let authors = Authors { ours: author("Sam", "2026-11-19T16:30:00Z"), theirs: author("Priya", "2026-11-20T08:15:00Z") };
    merge(Some(base), sam, priya, &authors).unwrap().network
}

/// The demo after Sam and Priya clashed in a name, a note, the end of a tie, and a school that Sam removed and Priya rated.
/// Both rated Marlfell Edge on one day.
pub(crate) fn clashing() -> Network {
    let (edge, point) = (id_of(EDGE), id_of(POINT));
    let base = set(&demo(), RecordKind::Member, &edge, ("note", "Called twice.\nThe head did not answer."));
    let tie = base.ties().iter().find(|tie| tie.ended.is_none()).unwrap().id.to_string();
    let side = |name: &str, note: &str, ended: &str| {
        let side = set(&base, RecordKind::Member, &edge, ("name", name));
        let side = set(&side, RecordKind::Member, &edge, ("note", note));
        set(&side, RecordKind::Tie, &tie, ("ended", ended))
    };
    let sam = side("Marlfell Edge Church of England School", "Called twice.\nThe chair will call back.", "2026-10-01");
    let sam = rate(&sam, &edge, ("r:sam", "Sam", "2"));
    let gone = sam.records_about(&point).into_iter().map(Change::remove).collect();
    let sam = sam.apply(&Step::new("Remove", gone)).unwrap();
    let priya = side("Marlfell Edge C of E School", "Called twice.\nTry the deputy.", "2026-11-01");
    let priya = rate(&rate(&priya, &edge, ("r:priya", "Priya", "3")), &point, ("r:point", "Priya", "2"));
    joined(&base, &sam, &priya)
}

/// A conflict of the network by the field it is about.
pub(crate) fn about<'a>(network: &'a Network, field: &str) -> Option<&'a permea::model::Conflict> {
    network.conflicts().iter().find(|conflict| conflict.fields.iter().any(|known| known == field))
}

/// The member of an id in a network.
pub(crate) fn member_of(network: &Network, id: &str) -> permea::model::Member {
    let Some(Record::Member(member)) = network.record(RecordKind::Member, id) else { panic!("{id} is not there") };
    *member
}
