//! Links to ties: what of a link a tie can hold, and who its two ends are.

use ecow::{EcoString, eco_format};

use super::{
    foreign::{Direction, Headings, Link},
    identity::{Said, Who},
    landing::{End, Fate, Known, Landing, asked_about},
};
use crate::{
    exchange::{
        ahead::{let_go, read_ahead},
        aside::Original,
        cell,
        columns::Columns,
        import::Import,
        ledger::{At, ProblemKind},
        matching::Whereabouts,
        own,
        sheet::same_heading,
        unreadable::Unreadable,
    },
    model::{Field, Id, Lookup, MemberId, Phase, Record, RecordKind, Tie, clean, hashed_letters},
};

/// Headings whose words may say the phase; what is no phase there, and what stands under the others, is the purpose.
const PHASES: [&str; 8] = ["phase", "stage", "kind", "type", "connection type", "relationship", "relation", "label"];
const PURPOSES: [&str; 10] =
    ["purpose", "label", "edge label", "connection type", "type", "kind", "stage", "relationship", "relation", "description"];
/// What stands under `phase` where nobody knows it.
pub const UNKNOWN_PHASE: &str = "unknown";
/// Fields of a tie and the headings they may stand under.
const FIELDS: [(&str, &[&str]); 9] = [
    ("weight", &["weight", "edge weight"]),
    ("trust", &["trust"]),
    ("started", &["started", "start", "since"]),
    ("last_active", &["last_active", "last active"]),
    ("ended", &["ended", "end", "until"]),
    ("visits", &["visits"]),
    ("follow_up", &["follow_up", "follow up"]),
    ("source", &["source", "said by"]),
    ("mutual", &["mutual"]),
];

/// The headings of a file's links, each with what it is.
struct Shape {
    phases: Vec<usize>,
    purposes: Vec<usize>,
    fields: Vec<(&'static str, usize)>,
    /// The heading that can hold nothing but the phase, or that it is not known.
    sure: Option<usize>,
    /// The heading that can hold nothing but the purpose.
    purpose: Option<usize>,
    /// The heading of the relation that a tie is of, in files that part their ties so.
    relation: Option<usize>,
    /// The heading that each is kept under where permea has no field for it; none if it is about persons or worked out.
    own: Vec<Option<EcoString>>,
}

impl Shape {
    fn of(headings: &Headings, columns: &Columns) -> Self {
        let kept = |heading: &EcoString| {
            (own::is_marked(heading) || !(columns.is_personal(heading) || own::is_derived(heading))).then(|| own::kept(heading))
        };
        let all = |names: &[&str]| names.iter().filter_map(|name| headings.find(&[name])).collect();
        Self {
            phases: all(&PHASES),
            purposes: all(&PURPOSES),
            fields: FIELDS.iter().filter_map(|(field, names)| Some((*field, headings.find(names)?))).collect(),
            sure: headings.find(&["phase"]),
            purpose: headings.find(&["purpose"]),
            relation: headings.find(&["relation"]),
            own: headings.names().iter().map(kept).collect(),
        }
    }
}

/// Whether a heading of links says something else than a field of their own.
pub(in crate::exchange) fn is_about_links(heading: &str) -> bool {
    let fields = FIELDS.iter().flat_map(|(_, names)| names.iter());
    let others = ["id", "from", "to", "source", "target", "direction"];
    PHASES.iter().chain(&PURPOSES).chain(fields).chain(&others).any(|name| same_heading(name, heading))
}

/// What a link says of its tie.
#[derive(Debug, Default)]
struct Words {
    phase: PhaseSaid,
    purpose: Option<EcoString>,
    /// Fields with the places of their headings and their texts.
    fields: Vec<(&'static str, usize, EcoString)>,
    /// What permea has no field for, under its heading in the file.
    own: Vec<(EcoString, EcoString)>,
    /// Values about persons, which are not kept.
    personal: usize,
    flaws: Vec<Flaw>,
}

/// What is no value of its field: the field, and why.
type Flaw = (&'static str, EcoString);

impl Words {
    /// Keeps a value under its own heading.
    fn keep(&mut self, shape: &Shape, place: usize, text: &EcoString) {
        match shape.own.get(place) {
            Some(Some(heading)) => self.own.push((heading.clone(), text.clone())),
            Some(None) | None => self.personal += 1,
        }
    }
}

/// What a link says of its phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum PhaseSaid {
    #[default]
    Nothing,
    /// That nobody knows it.
    Unknown,
    Phase(Phase),
}

impl PhaseSaid {
    fn phase(self) -> Option<Phase> {
        match self {
            Self::Phase(phase) => Some(phase),
            Self::Nothing | Self::Unknown => None,
        }
    }
}

/// Writes the links of a file into the draft.
pub(super) fn land(
    import: &mut Import<'_>,
    landing: &mut Landing,
    known: &mut Known,
    notes: &mut Vec<EcoString>,
) -> Result<(), Unreadable> {
    let links = std::mem::take(&mut landing.foreign.links);
    let shape = Shape::of(&landing.foreign.link_headings, import.columns);
    let mut tally = Tally::default();
    import.draft.make_room(RecordKind::Tie, links.len());
    tally.equal.make_room(links.len());
    let (mut running, mut personal) = (0, 0);
    let file = &*landing;
    read_ahead(
        &links,
        |index, link| Read::of(file, &shape, (file.link_at(index, link.line), link)),
        |index, link, read| {
            import.row_read()?;
            let at = file.link_at(index, link.line);
            running += usize::from(is_running(&link.id));
            personal += read.personal;
            report(import, at, &read.flaws);
            land_link(import, (at, file, link), (read, &shape), known, &mut tally);
            import.ledger.keep_original(at.id, || original(link, &file.foreign.link_headings));
            Ok(())
        },
    )?;
    let_go(links);
    for (what, count) in [("running numbers of ties", running), ("what ties say about persons", personal)] {
        if count > 0 {
            landing.foreign.lost.insert(what.into(), count);
        }
    }
    notes.extend(tally.notes(&landing.foreign.file));
    Ok(())
}

/// A link, read by itself: what it says, and the tie that it makes where its ends are members.
struct Read<'f> {
    fates: [Option<&'f Fate>; 2],
    phase: PhaseSaid,
    personal: usize,
    flaws: Vec<Flaw>,
    made: Option<Made>,
}

impl<'f> Read<'f> {
    fn of(file: &'f Landing, shape: &Shape, (at, link): (At<'_>, &Link)) -> Self {
        let words = words_of(shape, link);
        let fates = [&link.from, &link.to].map(|end| file.fates.get(end));
        let made = match fates {
            [Some(Fate::Member(from)), Some(Fate::Member(to))] => Made::of(at, (link, from, to), (&words, shape)),
            [Some(Fate::Member(_) | Fate::Aside | Fate::Outside) | None, _] => None,
        };
        Self { fates, phase: words.phase, personal: words.personal, flaws: words.flaws, made }
    }
}

/// Makes a tie of a link, or says why there is none.
fn land_link(
    import: &mut Import<'_>,
    (at, file, link): (At<'_>, &Landing, &Link),
    (read, shape): (Read<'_>, &Shape),
    known: &mut Known,
    tally: &mut Tally,
) {
    let Read { fates: [of_from, of_to], phase, made, .. } = read;
    if let Some(made) = made {
        put(import, at, (link, shape), (made, phase), tally);
        return;
    }
    let ends = [(&link.from, file.end(known, &link.from, of_from)), (&link.to, file.end(known, &link.to, of_to))];
    let [from, to] = ends.map(|(printed, end)| settle(import, at, known, printed, end));
    match (from, to) {
        (Settled::Member(from), Settled::Member(to)) if from == to => {
            tally.to_itself += 1;
            let name = import.draft.find(&from).map_or_else(|| from.as_str().into(), |member| member.name.clone());
            import.ledger.set_aside(at, ProblemKind::Row, eco_format!("the tie joins `{name}` to itself; it was set aside"));
        }
        (Settled::Member(from), Settled::Member(to)) => {
            if let Some(made) = Made::of(at, (link, &from, &to), (&words_of(shape, link), shape)) {
                put(import, at, (link, shape), (made, phase), tally);
            }
        }
        (Settled::Missing(node), _) | (_, Settled::Missing(node)) => {
            tally.missing += 1;
            let message = eco_format!("the tie goes to the node `{}`, which is not in the file; it was set aside", cell::short(&node));
            import.ledger.set_aside(at, ProblemKind::Member, message);
        }
        (Settled::Unknown(why), _) | (_, Settled::Unknown(why)) => {
            tally.astray += 1;
            import.ledger.set_aside(at, ProblemKind::Member, eco_format!("the tie was set aside: {why}"));
        }
        (Settled::Outside, _) | (_, Settled::Outside) => import.ledger.outside(at.id),
    }
}

/// A link as it stands in its file.
fn original(link: &Link, headings: &Headings) -> Original {
    let ends = [("Source", &link.from), ("Target", &link.to)].map(|(heading, end)| (heading.into(), end.clone()));
    let values = link.values.iter().map(|(place, value)| (headings.name(*place).into(), value.clone()));
    ends.into_iter().chain(values).collect()
}

/// What is said once of all the links of a file.
#[derive(Debug, Default)]
struct Tally {
    /// How many equal ties there were before, by the id of the first.
    equal: Lookup<Id, usize>,
    without_phase: usize,
    to_itself: usize,
    /// Links to nodes that are not in the file.
    missing: usize,
    astray: usize,
}

impl Tally {
    fn notes(&self, file: &str) -> Vec<EcoString> {
        let mut notes = Vec::new();
        let mut say = |count: usize, one: &str, several: &str| match count {
            0 => {}
            1 => notes.push(eco_format!("{file}: 1 {one}.")),
            count => notes.push(eco_format!("{file}: {count} {several}.")),
        };
        say(
            self.without_phase,
            "tie says no phase and was read as phase 1, information",
            "ties say no phase and were read as phase 1, information",
        );
        say(self.to_itself, "link joins a member to itself; it was set aside", "links join a member to itself; they were set aside");
        say(
            self.missing,
            "link goes to a node that is not in the file; it was set aside",
            "links go to nodes that are not in the file; they were set aside",
        );
        say(
            self.astray,
            "link goes to a node that cannot be told; it was set aside",
            "links go to nodes that cannot be told; they were set aside",
        );
        notes
    }
}

enum Settled {
    Member(MemberId),
    Outside,
    Missing(EcoString),
    Unknown(EcoString),
}

/// The member at an end; a name that nobody has yet becomes a member where the file lists none.
fn settle(import: &mut Import<'_>, at: At<'_>, known: &mut Known, printed: &str, end: End) -> Settled {
    match end {
        End::Member(id) => Settled::Member(id),
        End::Outside => Settled::Outside,
        End::Missing => Settled::Missing(printed.into()),
        End::Unknown(why) => Settled::Unknown(why),
        End::Nobody => {
            let name = clean(printed);
            let numbers = MemberId::new(&name)
                .ok()
                .or_else(|| MemberId::new(&eco_format!("urn:{name}")).ok().filter(|id| import.draft.find(id).is_some()));
            let said = Said { numbers: numbers.into_iter().collect(), name: name.clone(), kind: None, apart: None };
            let who = known.names.who(&import.draft, &said);
            match asked_about(import, at, who, (&said, Whereabouts::default())) {
                Who::Known(member) | Who::Named(member) => Settled::Member(member.id),
                Who::New(member) if !import.admits(&member) => Settled::Outside,
                Who::New(member) => {
                    let id = member.id.clone();
                    known.names.add(&name, &id);
                    import.draft.put_read(at, *member);
                    Settled::Member(id)
                }
                Who::Unclear(why) | Who::Asked(why) => Settled::Unknown(why),
            }
        }
    }
}

/// Sorts what a link says into the fields of a tie and what stays under its own heading.
fn words_of(shape: &Shape, link: &Link) -> Words {
    let mut words = Words::default();
    let phased = shape.phase_of(link);
    words.phase = phased.map_or(PhaseSaid::Nothing, |(_, said)| said);
    let mut purposes: Vec<&EcoString> = Vec::new();
    for (place, text) in &link.values {
        if phased.is_some_and(|(phased, _)| phased == *place) {
            continue;
        }
        if let Some((field, _)) = shape.fields.iter().find(|(_, known)| known == place) {
            match cell::normal(field, first_date(field, text)) {
                Ok(normal) => words.fields.push((*field, *place, normal.as_ref().into())),
                Err(why) => {
                    words.flaws.push((*field, why));
                    words.keep(shape, *place, text);
                }
            }
        } else if !shape.purposes.contains(place) {
            words.keep(shape, *place, text);
        } else if !purposes.contains(&text) && !shape.says_again(*place, text, words.phase) {
            purposes.push(text);
        }
    }
    if !link.id.is_empty() && !link.id.starts_with("t:") && !is_running(&link.id) {
        words.own.push(("Id".into(), clean(&link.id)));
    }
    let purpose = purposes.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("; ");
    words.purpose = if purpose.is_empty() { None } else { Some(purpose.into()) };
    words
}

impl Shape {
    /// What a link says of its phase, and under which heading.
    fn phase_of(&self, link: &Link) -> Option<(usize, PhaseSaid)> {
        self.phases.iter().find_map(|&place| {
            let text = super::foreign::value_at(&link.values, Some(place))?;
            let is_sure = self.sure == Some(place);
            if text == UNKNOWN_PHASE && (is_sure || self.relation == Some(place)) {
                return Some((place, PhaseSaid::Unknown));
            }
            let phase = Phase::parse(text).ok().filter(|_| is_sure || text.parse::<f64>().is_err())?;
            Some((place, PhaseSaid::Phase(phase)))
        })
    }

    /// Whether a text only says again what phase the tie is of: parallel links of GEXF must differ in their kind, so there a
    /// number may follow.
    fn says_again(&self, place: usize, text: &str, said: PhaseSaid) -> bool {
        let word = text.rsplit_once(" (").filter(|(_, rest)| rest.ends_with(')')).map_or(text, |(word, _)| word);
        let is_word = match said {
            PhaseSaid::Nothing => false,
            PhaseSaid::Unknown => word == UNKNOWN_PHASE,
            PhaseSaid::Phase(phase) => word.parse::<f64>().is_err() && Phase::parse(word) == Ok(phase),
        };
        is_word && self.purpose != Some(place)
    }
}

/// Whether an id is no more than a running number, as programs give to links that have none.
fn is_running(id: &str) -> bool {
    let digits = id.strip_prefix(['e', 'E']).unwrap_or(id);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day of a date and time.
fn first_date<'t>(field: &str, text: &'t str) -> &'t str {
    let is_date = matches!(field, "started" | "ended" | "last_active");
    text.split_once('T').filter(|_| is_date).map_or(text, |(day, _)| day)
}

/// What is no value of its field stays the tie's own. Times and weights of other programs are often none of ours, and nobody
/// need be told.
fn report(import: &mut Import<'_>, at: At<'_>, flaws: &[Flaw]) {
    for (field, why) in flaws.iter().filter(|(field, _)| !matches!(*field, "started" | "ended" | "weight")) {
        import.ledger.problem(at, Some(field), ProblemKind::Cell, eco_format!("{why}; kept as a field of the tie's own"));
    }
}

/// A tie as a link makes it.
struct Made {
    tie: Box<Tie>,
    flaws: Vec<Flaw>,
}

impl Made {
    /// The tie that a link makes if it is the first between its members and none stands yet; none of a member with itself.
    fn of(at: At<'_>, (link, from, to): (&Link, &MemberId, &MemberId), (words, shape): (&Words, &Shape)) -> Option<Self> {
        if from == to {
            return None;
        }
        let id = given_id(link).unwrap_or_else(|| made_id((from, to), words.phase, words.purpose.as_deref(), 1));
        Some(Self::onto(Box::new(Tie::new(id, from.clone(), to.clone())), at, link, (words, shape)))
    }

    /// What a link says, written into a tie between its members.
    fn onto(mut tie: Box<Tie>, at: At<'_>, link: &Link, (words, shape): (&Words, &Shape)) -> Self {
        tie.phase = match words.phase {
            PhaseSaid::Phase(phase) => Some(phase),
            PhaseSaid::Unknown => None,
            PhaseSaid::Nothing => tie.phase.or(Some(Phase::Information)),
        };
        tie.mutual = link.direction == Direction::BothWays;
        tie.purpose = words.purpose.clone().or(tie.purpose);
        tie.provenance = Some(at.provenance());
        let mut flaws = Vec::new();
        for (field, place, text) in &words.fields {
            if let Err(error) = tie.set_text(field, text) {
                flaws.push((*field, eco_format!("{error}")));
                tie.own.extend(shape.own.get(*place).cloned().flatten().map(|heading| (heading, text.clone())));
            }
        }
        tie.own.extend(words.own.iter().cloned());
        Self { tie, flaws }
    }
}

/// Puts the tie that a link makes. What it says is written into the tie that stands, if one does.
fn put(import: &mut Import<'_>, at: At<'_>, (link, shape): (&Link, &Shape), (made, said): (Made, PhaseSaid), tally: &mut Tally) {
    let Made { mut tie, mut flaws } = made;
    if given_id(link).is_none() {
        let number = tally.equal.value(tie.id.clone());
        *number += 1;
        if *number > 1 {
            tie.id = made_id((&tie.from, &tie.to), said, tie.purpose.as_deref(), *number);
        }
    }
    if let Some(Record::Tie(mut standing)) = import.draft.record(RecordKind::Tie, &tie.id) {
        (standing.from, standing.to) = (tie.from, tie.to);
        Made { tie, flaws } = Made::onto(standing, at, link, (&words_of(shape, link), shape));
    } else {
        tally.without_phase += usize::from(said == PhaseSaid::Nothing);
    }
    report(import, at, &flaws);
    import.draft.put(at.id, tie);
}

/// The id that a link has from a map.
fn given_id(link: &Link) -> Option<Id> {
    if link.id.starts_with("t:") { Id::new(&link.id).ok() } else { None }
}

/// The id that a tie's ends, phase and number among equal ones make: that of a sheet of ties, where no purpose is given.
fn made_id((from, to): (&MemberId, &MemberId), phase: PhaseSaid, purpose: Option<&str>, number: usize) -> Id {
    let (phase, number) = (eco_format!("{}", phase.phase().unwrap_or(Phase::Information).number()), eco_format!("{number}"));
    let letters = match purpose {
        Some(purpose) => hashed_letters(&["tie", from, to, &phase, purpose, &number]),
        None => hashed_letters(&["tie", from, to, &phase, &number]),
    };
    Id::made(RecordKind::Tie.letter(), &letters)
}
