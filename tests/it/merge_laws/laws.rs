//! The laws of joining, each as a question to three people's work: what is broken, if anything.

use std::collections::BTreeSet;

use ecow::EcoString;
use permea::{
    compare::{Authors, Merged, diff, merge},
    model::{Clash, Conflict, Kind, Member, MemberId, Network, Record, RecordKind},
    store::{Guard, format},
};

use super::edits::{Dice, empty, three_sides};

/// Ends the trial with what is broken, unless the law holds.
macro_rules! ensure {
    ($holds:expr, $broken:expr) => {
        if $holds { Ok(()) } else { Err($broken()) }
    };
}

/// What one triple showed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown {
    /// How many conflicts joining two sides made.
    pub(crate) conflicts: usize,
    /// Whether the base held conflicts already.
    pub(crate) base_in_conflict: bool,
}

/// Tries every law on the work that a seed makes. An error names the law.
pub(crate) fn try_laws(seed: u64) -> Result<Shown, String> {
    try_laws_on(Dice::new(seed))
}

/// Tries every law on the work that these dice make.
pub(crate) fn try_laws_on(dice: Dice) -> Result<Shown, String> {
    let (base, sides) = three_sides(dice);
    try_on(&base, &sides).map_err(|broken| {
        let sides: Vec<String> = sides.iter().map(records_of).collect();
        format!("{broken}\nbase\n{}sides\n{}", records_of(&base), sides.join("--\n"))
    })
}

/// The lines of the records alone.
fn records_of(network: &Network) -> String {
    let text = written(network);
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("(id")).collect();
    format!("  {}\n", lines.join("\n  "))
}

fn try_on(base: &Network, [ours, theirs, third]: &[Network; 3]) -> Result<Shown, String> {
    let joined = join(Some(base), ours, theirs);
    one_side(base, ours)?;
    swapped(base, ours, theirs, &joined)?;
    let two = [ours, theirs];
    nothing_vanishes(base, &two, &joined.network, "of two")?;
    ratings_stay(base, &two, &joined.network)?;
    for all in [join(Some(base), &joined.network, third), join(Some(base), third, &joined.network)] {
        nothing_vanishes(base, &[ours, theirs, third], &all.network, "of three")?;
    }
    nothing_vanishes(&empty(), &two, &join(None, ours, theirs).network, "without a base")?;
    same_again(base, ours, theirs, &joined.network)?;
    apart(base, ours, theirs, &joined)?;
    Ok(Shown { conflicts: joined.fresh.len(), base_in_conflict: !base.conflicts().is_empty() })
}

fn join(base: Option<&Network>, ours: &Network, theirs: &Network) -> Merged {
    let joined = merge(base, ours, theirs, &Authors::default());
    joined.unwrap_or_else(|error| panic!("{error}\n{}\n{}\n{}", base.map(written).unwrap_or_default(), written(ours), written(theirs)))
}

fn written(network: &Network) -> String {
    format::write(network, &Guard::new("9f31c0a7d2e4")).unwrap()
}

/// What one side alone did is the result.
fn one_side(base: &Network, side: &Network) -> Result<(), String> {
    for joined in [join(Some(base), side, base), join(Some(base), base, side), join(Some(base), side, side)] {
        ensure!(joined.network == *side && joined.fresh.is_empty(), || format!("one side alone:\n{}", records_of(&joined.network)))?;
    }
    Ok(())
}

/// Swapping the sides changes only which version is shown.
fn swapped(base: &Network, ours: &Network, theirs: &Network, there: &Merged) -> Result<(), String> {
    let back = join(Some(base), theirs, ours);
    let is_same = there.network.conflicts() == back.network.conflicts()
        && there.fresh == back.fresh
        && without_choices(&there.network) == without_choices(&back.network);
    ensure!(is_same, || format!("swapped:\n{}\n{}", written(&there.network), written(&back.network)))
}

/// Every value that a side changed is in the result or in a conflict.
fn nothing_vanishes(base: &Network, sides: &[&Network], joined: &Network, which: &str) -> Result<(), String> {
    for value in sides.iter().flat_map(|side| changes(base, side)) {
        ensure!(holds(joined, &value), || format!("{which}, {value:?} is lost in\n{}", records_of(joined)))?;
    }
    Ok(())
}

/// A rating goes only by a removal that the other side left alone.
fn ratings_stay(base: &Network, sides: &[&Network; 2], joined: &Network) -> Result<(), String> {
    for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        for rating in side.ratings() {
            let was_removed = base.ratings().get(&rating.id) == Some(rating) && other.ratings().get(&rating.id).is_none();
            ensure!(was_removed || joined.ratings().get(&rating.id).is_some(), || format!("the rating {} is lost", rating.id))?;
        }
    }
    Ok(())
}

/// What was joined is a sound file, and joining it again changes nothing.
fn same_again(base: &Network, ours: &Network, theirs: &Network, joined: &Network) -> Result<(), String> {
    let text = written(joined);
    let is_read = format::read(text.as_bytes()).is_ok_and(|parsed| parsed.network == *joined);
    ensure!(is_read, || format!("not read back:\n{text}"))?;
    ensure!(join(Some(base), ours, theirs).network == *joined, || "the same three gave another result".to_owned())?;
    // A conflict of the base that was settled and made anew cannot be told from one that nobody touched.
    if !base.conflicts().is_empty() {
        return Ok(());
    }
    for side in [ours, theirs] {
        let again = join(Some(base), joined, side).network;
        ensure!(in_any_order(&again) == in_any_order(joined), || format!("joined again:\n{text}\n{}", written(&again)))?;
    }
    Ok(())
}

/// The network with its lists sorted: they are sets to a merge, which keeps their order only where one side changed them.
fn in_any_order(network: &Network) -> Network {
    let mut records: Vec<Record> = RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)).collect();
    for record in &mut records {
        if let Record::Member(member) = record {
            member.aliases.sort();
        }
    }
    Network::from_records(network.about.clone(), records).unwrap()
}

/// Work on different records never clashes.
fn apart(base: &Network, ours: &Network, theirs: &Network, joined: &Merged) -> Result<(), String> {
    let is_apart = touched(base, ours).is_disjoint(&touched(base, theirs));
    ensure!(!is_apart || joined.fresh.is_empty(), || format!("different records clash:\n{}", records_of(&joined.network)))
}

/// The ids that a side's work has to do with.
fn touched(base: &Network, side: &Network) -> BTreeSet<String> {
    let step = diff("work", base, side);
    let mut ids = BTreeSet::new();
    for record in step.changes.into_iter().flat_map(|change| [change.before, change.after]).flatten() {
        ids.extend(record.members().into_iter().map(str::to_owned));
        ids.insert(record.key().to_owned());
        if let Record::Member(member) = &record {
            ids.extend(member.aliases.iter().map(ToString::to_string));
        }
        if let Record::Conflict(conflict) = &record {
            ids.insert(conflict.record.to_string());
        }
    }
    ids
}

/// The network without what a conflict leaves to whoever joins: which version is shown.
fn without_choices(network: &Network) -> Network {
    let mut records = Vec::new();
    for record in RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)) {
        let mut blank = record.clone();
        let about = network.conflicts().iter().filter(|conflict| conflict.of == record.kind() && conflict.record == record.key());
        about.flat_map(|conflict| conflict.fields.clone()).for_each(|field| blank_out(&mut blank, &field));
        records.push(blank);
    }
    // The blanked ties speak of stand-ins.
    for id in ["m:from", "m:to"] {
        records.push(Member::new(MemberId::new(id).unwrap(), Kind::School, "stand-in").into());
    }
    Network::from_records(network.about.clone(), records).unwrap()
}

fn blank_out(record: &mut Record, field: &str) {
    match (field.strip_prefix("own: "), record) {
        (Some(heading), Record::Member(member)) => drop(member.own.remove(heading)),
        (None, Record::Member(member)) if field == "name" => member.name = "in conflict".into(),
        (None, Record::Member(member)) if field == "kind" => member.kind = Kind::School,
        (None, Record::Tie(tie)) if field == "from" || field == "to" => {
            (tie.from, tie.to) = (MemberId::new("m:from").unwrap(), MemberId::new("m:to").unwrap());
        }
        // A field that must say something names a stand-in.
        (_, record) => record.set_text(field, "").or_else(|_must| record.set_text(field, "m:from")).unwrap(),
    }
}

/// What a side changed: kind, id, field and the parts of its text that did not stand there before.
type Changed = (RecordKind, String, String, Vec<String>);

fn changes(base: &Network, side: &Network) -> Vec<Changed> {
    let mut found = Vec::new();
    for &kind in RecordKind::ALL.iter().filter(|&&kind| kind != RecordKind::Conflict) {
        for record in side.records(kind) {
            let before = base.record(kind, record.key());
            for field in kind.field_names() {
                if before.as_ref().is_some_and(|before| before.agrees_in(&record, field)) {
                    continue;
                }
                let text = record.text_of(field).unwrap_or_default();
                let stood = before.as_ref().and_then(|before| before.text_of(field)).unwrap_or_default();
                let is_new = |part: &&str| !part.is_empty() && !stood.split("; ").any(|known| known == *part);
                let parts: Vec<String> = text.split("; ").filter(is_new).map(str::to_owned).collect();
                found.push((kind, record.key().to_owned(), field.to_owned(), parts));
            }
        }
    }
    found
}

/// Whether the result or a conflict in it holds the value, part by part where it is a list.
fn holds(result: &Network, (kind, key, field, parts): &Changed) -> bool {
    let about: Vec<&Conflict> = result.conflicts().iter().filter(|conflict| conflict.of == *kind && conflict.record == *key).collect();
    let twins = about.iter().filter(|conflict| conflict.clash == Clash::Twice).filter_map(|conflict| conflict.other.as_ref());
    let keys = std::iter::once(key.as_str()).chain(twins.map(EcoString::as_str));
    let held: Vec<String> = keys.filter_map(|key| result.record(*kind, key)?.text_of(field)).collect();
    let stands = |part: &str| held.iter().any(|text| text.contains(part));
    let is_told = |part: &str| {
        let (name, value) = part.split_once(" = ").map_or((field.clone(), part), |(heading, value)| (format!("own: {heading}"), value));
        about.iter().any(|conflict| {
            let at = conflict.fields.iter().position(|known| *known == name);
            conflict.number.as_ref().is_some_and(|number| number.as_str() == part)
                || at.is_some_and(|at| conflict.versions.iter().any(|version| version.values[at] == value))
        })
    };
    // Of two pinned places the newer is taken; that is the one thing of which nobody is told.
    *kind == RecordKind::Pin || parts.iter().all(|part| stands(part) || is_told(part))
}
