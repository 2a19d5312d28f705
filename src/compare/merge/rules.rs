//! Which fields of a record are one fact, and what happens when two people changed a fact apart.

use crate::model::RecordKind;

/// What happens to a fact that both sides changed, each in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Lists are joined; anything else is a conflict.
    Settle,
    /// The newer is taken and nobody is asked: it says nothing about a school.
    Newest,
    /// Once a rating is withdrawn it stays so, and both withdrawals are kept.
    Lasting,
    /// A judgement is never changed after it is made: both are kept.
    Both,
    /// Each heading of the user's own is a fact of its own.
    Headings,
    /// Where each field of a member is from goes with the field.
    Rows,
}

/// Fields that are one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) fields: Vec<&'static str>,
    pub(super) rule: Rule,
}

/// The facts of a kind of record; every field but the id is in one of them.
pub(super) fn facts_of(kind: RecordKind) -> Vec<Fact> {
    let mut facts = bound(kind);
    let rest: Vec<&'static str> =
        kind.field_names().into_iter().filter(|&field| field != "id" && !facts.iter().any(|fact| fact.fields.contains(&field))).collect();
    match whole(kind) {
        Some(rule) => facts.push(Fact { fields: rest, rule }),
        None => facts.extend(rest.into_iter().map(|field| Fact { fields: vec![field], rule: Rule::Settle })),
    }
    facts
}

/// The rule for all other fields together, where a record is one fact: half of one judgement and half of another is neither.
fn whole(kind: RecordKind) -> Option<Rule> {
    match kind {
        RecordKind::Rating => Some(Rule::Both),
        RecordKind::Remark | RecordKind::Measure | RecordKind::NationalFigure | RecordKind::Family | RecordKind::Definition => {
            Some(Rule::Settle)
        }
        RecordKind::NamedView | RecordKind::Pin => Some(Rule::Newest),
        RecordKind::Member
        | RecordKind::Membership
        | RecordKind::Tie
        | RecordKind::Visit
        | RecordKind::Response
        | RecordKind::Capacity
        | RecordKind::Support
        | RecordKind::Conflict => None,
    }
}

/// The facts of several fields, and those with a rule of their own.
fn bound(kind: RecordKind) -> Vec<Fact> {
    let settle = |fields: &[&'static str]| Fact { fields: fields.to_vec(), rule: Rule::Settle };
    let own = Fact { fields: vec!["own"], rule: Rule::Headings };
    let newest = |fields: &[&'static str]| Fact { fields: fields.to_vec(), rule: Rule::Newest };
    let rows = Fact { fields: vec!["imported"], rule: Rule::Rows };
    match kind {
        RecordKind::Member => {
            vec![settle(&["kind", "source"]), settle(&["easting", "northing", "latitude", "longitude"]), own, rows]
        }
        RecordKind::Tie => vec![settle(&["from", "to"]), own, newest(&["imported"])],
        RecordKind::Visit => vec![settle(&["from", "to"]), newest(&["imported"])],
        RecordKind::Support => vec![settle(&["supporter", "supported"]), newest(&["by", "at"]), newest(&["imported"])],
        RecordKind::Response => vec![newest(&["by", "at"]), newest(&["imported"])],
        RecordKind::Rating => vec![Fact { fields: vec!["withdrawn"], rule: Rule::Lasting }, newest(&["imported"])],
        RecordKind::Measure | RecordKind::NationalFigure => vec![newest(&["from"])],
        RecordKind::Membership | RecordKind::Family | RecordKind::Capacity => vec![newest(&["imported"])],
        RecordKind::NamedView => vec![settle(&["name"]), settle(&["note"])],
        RecordKind::Remark | RecordKind::Definition | RecordKind::Pin | RecordKind::Conflict => Vec::new(),
    }
}

/// Whether a record that one side removed and the other changed is kept without asking anybody.
pub(super) fn is_trifle(kind: RecordKind) -> bool {
    kind == RecordKind::Pin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_in_one_fact_and_every_fact_has_fields_of_its_kind() {
        for &kind in RecordKind::ALL {
            let mut fields: Vec<&str> = facts_of(kind).into_iter().flat_map(|fact| fact.fields).collect();
            let mut known: Vec<&str> = kind.field_names().into_iter().filter(|&field| field != "id").collect();
            fields.sort_unstable();
            known.sort_unstable();
            assert_eq!(fields, known, "{kind}");
        }
    }
}
