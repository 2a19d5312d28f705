//! The laws of joining, each as a question to three people's work: what is broken, if anything.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;
use permea::{
    compare::{Authors, Merged, Take, diff, merge, settle},
    model::{Clash, Conflict, Network, Record, RecordKind},
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

/// How much is tried on one triple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    /// What two people made, from either side: the quickest.
    Two,
    /// What every two of the three people made: nothing vanishes, and it is the same from either side.
    Pairs,
    /// Every law there is, with a third person, without a base, settled and joined again.
    Every,
}

impl Trial {
    /// One seed of so many has every law tried on its work, the others what each two of the three people need.
    const EVERY: u64 = 10;

    /// What is tried on the work of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        if seed.is_multiple_of(Self::EVERY) { Self::Every } else { Self::Pairs }
    }
}

/// Tries the laws on the work that a seed makes. An error names the law.
pub(crate) fn try_laws(seed: u64, trial: Trial) -> Result<Shown, String> {
    try_laws_on(Dice::new(seed), trial)
}

/// Tries the laws on the work that these dice make.
pub(crate) fn try_laws_on(dice: Dice, trial: Trial) -> Result<Shown, String> {
    let (base, sides) = three_sides(dice);
    try_on(&base, &sides, trial).map_err(|broken| {
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

fn try_on(base: &Network, sides: &[Network; 3], trial: Trial) -> Result<Shown, String> {
    let [ours, theirs, third] = sides;
    let mut conflicts = of_two(base, ours, theirs, trial)?;
    match trial {
        Trial::Two => {}
        Trial::Pairs => conflicts += of_two(base, theirs, third, trial)? + of_two(base, third, ours, trial)?,
        Trial::Every => in_any_order(base, [ours, theirs, third])?,
    }
    Ok(Shown { conflicts, base_in_conflict: !base.conflicts().is_empty() })
}

/// The laws of two people's work. How many conflicts it made.
fn of_two(base: &Network, ours: &Network, theirs: &Network, trial: Trial) -> Result<usize, String> {
    let joined = join(Some(base), ours, theirs);
    let two = [ours, theirs];
    swapped(base, ours, theirs, &joined)?;
    nothing_vanishes(base, &two, &joined.network, "of two")?;
    ratings_stay(base, &two, &joined.network)?;
    apart(base, ours, theirs, &joined)?;
    if trial == Trial::Every {
        one_side(base, ours)?;
        nothing_vanishes(&empty(), &two, &join(None, ours, theirs).network, "without a base")?;
        same_again(base, ours, theirs, &joined.network)?;
        settled_apart(&joined.network)?;
    }
    Ok(joined.fresh.len())
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
    if there.network == back.network && there.fresh == back.fresh {
        return Ok(());
    }
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

/// Three people's work holds every value that one of them changed, whoever is joined first.
fn in_any_order(base: &Network, sides: [&Network; 3]) -> Result<(), String> {
    for [first, second, last] in [[0, 1, 2], [0, 2, 1], [1, 2, 0]] {
        let two = join(Some(base), sides[first], sides[second]).network;
        // As below: a conflict that one settled and joining made anew is settled again by whoever settled it too.
        let is_anew = |conflict: &&Conflict| [sides[first], sides[second]].iter().any(|side| side.conflicts().get(&conflict.id).is_none());
        if base.conflicts().iter().filter(is_anew).any(|conflict| two.conflicts().get(&conflict.id) == Some(conflict)) {
            continue;
        }
        for all in [join(Some(base), &two, sides[last]), join(Some(base), sides[last], &two)] {
            nothing_vanishes(base, &sides, &all.network, "of three")?;
        }
    }
    Ok(())
}

/// A conflict that one settles one way is settled; that two settle in two ways is one again, with both versions.
fn settled_apart(joined: &Network) -> Result<(), String> {
    for conflict in joined
        .conflicts()
        .iter()
        .filter(|conflict| conflict.clash == Clash::Fields && joined.record(conflict.of, &conflict.record).is_some())
    {
        let settled = |take: &Take| settle(joined, conflict, take).ok().and_then(|step| joined.apply(&step).ok());
        let (Some(shown), Some(other)) = (settled(&Take::Shown), settled(&Take::Other)) else { continue };
        let apart = join(Some(joined), &shown, &other).network;
        let again = apart.conflicts().get(&conflict.id);
        let is_whole = again
            .is_some_and(|again| conflict.versions.iter().all(|version| again.versions.iter().any(|known| known.values == version.values)));
        ensure!(is_whole, || format!("settled apart, {conflict:?} is {again:?} in\n{}", records_of(&apart)))?;
        for one in [join(Some(joined), &other, joined), join(Some(joined), joined, &other)] {
            ensure!(one.network == other, || format!("settled by one, {conflict:?}\n{}", records_of(&one.network)))?;
        }
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
    // Nor can what both sides changed, if together they come to what the base said.
    if is_base_again(base, [ours, theirs], joined) {
        return Ok(());
    }
    let repeats = [base, ours, theirs].into_iter().any(repeats_a_line);
    for side in [ours, theirs] {
        let again = join(Some(base), joined, side).network;
        nothing_vanishes(base, &[joined, side], &again, "joined again")?;
        if repeats {
            continue;
        }
        ensure!(again == *joined || all_said(&again) == all_said(joined), || format!("joined again:\n{text}\n{}", written(&again)))?;
    }
    Ok(())
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

/// Whether a record that both sides changed is as it was before.
fn is_base_again(base: &Network, sides: [&Network; 2], joined: &Network) -> bool {
    let is_again = |before: Record| {
        let in_network = |network: &Network| network.record(before.kind(), before.key());
        in_network(joined).as_ref() == Some(&before) && sides.iter().all(|side| in_network(side).as_ref() != Some(&before))
    };
    RecordKind::ALL.iter().flat_map(|&kind| base.records(kind)).any(is_again)
}

/// Whether a note has two lines that are alike. No comparison can tell which of the two was added, so that joining it once
/// more may ask, or add the line again.
fn repeats_a_line(network: &Network) -> bool {
    network.members().iter().filter_map(|member| member.note.as_ref()).any(|note| {
        let lines: BTreeSet<&str> = note.lines().collect();
        lines.len() < note.lines().count()
    })
}

/// What a network says, field by field: lists are sets to a merge, which keeps their order only where one side changed them.
type Said = BTreeMap<(RecordKind, String, String), BTreeSet<String>>;

/// What the network says, but for what a conflict leaves to whoever joins: which version is shown.
fn without_choices(network: &Network) -> Said {
    let mut said = all_said(network);
    for conflict in network.conflicts() {
        for field in &conflict.fields {
            said.remove(&(conflict.of, conflict.record.to_string(), field.to_string()));
        }
    }
    said
}

fn all_said(network: &Network) -> Said {
    let mut said = Said::new();
    for record in RecordKind::ALL.iter().flat_map(|&kind| network.records(kind)) {
        let key = |field: &str| (record.kind(), record.key().to_owned(), field.to_owned());
        for field in record.kind().field_names().into_iter().filter(|field| *field != "own") {
            said.insert(key(field), record.text_of(field).unwrap_or_default().split("; ").map(str::to_owned).collect());
        }
        if let Some(own) = record.own() {
            said.extend(own.iter().map(|(heading, value)| (key(&format!("own: {heading}")), BTreeSet::from([value.to_string()]))));
        }
    }
    said
}

/// What a side changed: kind, id, field and the parts of its text that did not stand there before.
type Changed = (RecordKind, String, String, Vec<String>);

fn changes(base: &Network, side: &Network) -> Vec<Changed> {
    let mut found = Vec::new();
    for &kind in RecordKind::ALL.iter().filter(|&&kind| kind != RecordKind::Conflict) {
        for record in side.records(kind) {
            let before = base.record(kind, record.key());
            if before.as_ref() == Some(&record) {
                continue;
            }
            for field in kind.field_names() {
                if before.as_ref().is_some_and(|before| before.agrees_in(&record, field)) {
                    continue;
                }
                let text = record.text_of(field).unwrap_or_default();
                let stood = before.as_ref().and_then(|before| before.text_of(field)).unwrap_or_default();
                let between = if kind.has_lines(field) { "\n" } else { "; " };
                // `no` is what a field says that says nothing.
                // One withdrawal tells of another in its reason.
                let stood_in = |part: &str| field == "withdrawn" && stood.contains(part);
                let is_new =
                    |part: &&str| !["", "no"].contains(part) && !stood.split(between).any(|known| known == *part) && !stood_in(part);
                let parts: Vec<String> = text.split(between).filter(is_new).map(str::to_owned).collect();
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
    // A judgement whose conflict was settled stays under the id it was given.
    let second = format!("{key}-");
    let settled = result.ratings().iter().filter(|rating| *kind == RecordKind::Rating && rating.id.starts_with(&second));
    let keys = std::iter::once(key.as_str()).chain(twins.map(EcoString::as_str)).chain(settled.map(|rating| rating.id.as_str()));
    let held: Vec<String> = keys.filter_map(|key| result.record(*kind, key)?.text_of(field)).collect();
    let stands = |part: &str| held.iter().any(|text| text.contains(part));
    let is_told = |part: &str| {
        let (name, value) = part.split_once(" = ").map_or((field.clone(), part), |(heading, value)| (format!("own: {heading}"), value));
        about.iter().any(|conflict| {
            let at = conflict.fields.iter().position(|known| *known == name);
            conflict.number.as_ref().is_some_and(|number| number.as_str() == part)
                || at.is_some_and(|at| conflict.versions.iter().any(|version| holds_part(&version.values[at], value, *kind, field)))
        })
    };
    is_quiet(*kind, field) || parts.iter().all(|part| stands(part) || is_told(part))
}

/// Whether a version holds the value: as a whole, or as one line of a text.
fn holds_part(text: &str, part: &str, kind: RecordKind, field: &str) -> bool {
    text == part || (kind.has_lines(field) && text.lines().any(|line| line == part))
}

/// Whether of two values the newer is taken and nobody is told: how the map is looked at, and where a fact came from.
fn is_quiet(kind: RecordKind, field: &str) -> bool {
    let is_provenance = ["imported", "from"].contains(&field) && kind.field_names().last() == Some(&field);
    let is_looks = kind == RecordKind::NamedView && !["name", "note"].contains(&field);
    let is_signature = [RecordKind::Response, RecordKind::Support].contains(&kind) && ["by", "at"].contains(&field);
    kind == RecordKind::Pin || is_provenance || is_looks || is_signature
}
