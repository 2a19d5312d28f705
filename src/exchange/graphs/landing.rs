//! From nodes and links to members and ties: the one place where what other tools wrote meets the map.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};
use jiff::civil::Date;

use super::{
    foreign::{Ends, Fault, Foreign, Headings, Node, Weight},
    identity::{Names, Said, Who},
    shape::Shape,
    ties,
};
use crate::{
    exchange::{
        ahead::let_go,
        aside::Original,
        cell::{self, short},
        england::{
            register::give_numbers,
            school::{Description, numbered, urn_id},
        },
        figure,
        import::{Import, Loaded},
        ledger::{At, Ledger, ProblemKind},
        matching::{Called, Meant, Newness, Whereabouts},
        members, own, ratings,
        sheet::{Row, Sheet},
        unreadable::Unreadable,
    },
    model::{Field, Kind, Lookup, Member, MemberId, Record, RecordKind, Stage, clean, hashed_letters},
};

/// What a drawing says and a map has no place for.
const PICTURE: [&str; 4] = ["sizes", "colours", "shapes", "thickness"];

/// What became of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Member(MemberId),
    /// It was set aside, and so are its links.
    Aside,
    /// It is not wanted in this map, and neither are its links.
    Outside,
}

/// A file with the places of its rows among all rows of the import: its nodes first, then its links, then its faults.
pub(in crate::exchange) struct Landing {
    pub(super) foreign: Foreign,
    pub(super) first: usize,
    nodes: usize,
    /// What became of the nodes, by their id in this file.
    pub(super) fates: Lookup<EcoString, Fate>,
}

impl Landing {
    pub(in crate::exchange) fn new(foreign: Foreign, ledger: &mut Ledger) -> Self {
        let first = ledger.open(&foreign.file, foreign.kind, foreign.rows());
        let nodes = foreign.nodes.len();
        Self { foreign, first, nodes, fates: Lookup::default() }
    }

    /// Where a link stands.
    pub(super) fn link_at(&self, index: usize, line: u64) -> At<'_> {
        At { id: Ledger::row(self.first, self.nodes + index), file: &self.foreign.file, line }
    }
}

/// What the files of one import know of each other.
pub(super) struct Known {
    pub(super) names: Names,
    /// Members by the id of their node in any of the files.
    pub(super) by_node: BTreeMap<EcoString, Vec<MemberId>>,
}

/// Writes the files into the draft: every node first, so that a file of links finds the nodes of another.
///
/// Cost: O((nodes + links) · log members).
pub(in crate::exchange) fn land(import: &mut Import<'_>, mut landings: Vec<Landing>) -> Result<Vec<EcoString>, Unreadable> {
    let mut notes = Vec::new();
    if landings.is_empty() {
        return Ok(notes);
    }
    landings.sort_by(|a, b| (a.foreign.kind, &a.foreign.file).cmp(&(b.foreign.kind, &b.foreign.file)));
    let mut known = Known { names: Names::of(&import.draft), by_node: BTreeMap::new() };
    let (mut columns, mut landings): (Vec<Landing>, Vec<Landing>) = landings.into_iter().partition(|landing| landing.foreign.is_column);
    for landing in &mut landings {
        notes.append(&mut landing.foreign.notes);
        if landing.foreign.rows() == 0 {
            notes.push(eco_format!("{}: there are no members and no ties in it.", landing.foreign.file));
        }
        report_faults(import, landing);
        land_nodes(import, landing, &mut known, &mut notes)?;
    }
    for column in &mut columns {
        notes.append(&mut column.foreign.notes);
        land_column(import, column, &landings)?;
    }
    for landing in &mut landings {
        ties::land(import, landing, &mut known, &mut notes)?;
        notes.extend(landing.foreign.sentence_of_lost());
    }
    Ok(notes)
}

/// Writes a file of classes or numbers beside the nodes of the network it goes with: that of the same name, else the
/// only one of as many nodes.
fn land_column(import: &mut Import<'_>, column: &mut Landing, networks: &[Landing]) -> Result<(), Unreadable> {
    let nodes = std::mem::take(&mut column.foreign.nodes);
    let of_size = || networks.iter().filter(|network| network.foreign.kind == column.foreign.kind && network.nodes == nodes.len());
    let stem = |file: &EcoString| file.rsplit_once('.').map_or(file.clone(), |(stem, _)| stem.into());
    let same_name = of_size().find(|network| stem(&network.foreign.file) == stem(&column.foreign.file));
    let Some(network) = same_name.or_else(|| of_size().next().filter(|_| of_size().count() == 1)) else {
        let why = eco_format!(
            "it has values for {} nodes of a network; name the network's own file, of as many nodes, in the same import",
            nodes.len()
        );
        return Err(Unreadable::NoNetwork { file: column.foreign.file.clone(), why });
    };
    for (index, node) in nodes.iter().enumerate() {
        let at = At { id: Ledger::row(column.first, index), file: &column.foreign.file, line: node.line };
        let Some(Fate::Member(id)) = network.fates.get(&node.id) else {
            import.ledger.outside(at.id);
            continue;
        };
        let Some(mut member) = import.draft.find(id).cloned() else { continue };
        for (place, value) in &node.values {
            member.own.insert(column.foreign.node_headings.name(*place).into(), value.clone());
        }
        import.draft.put_read(at, member);
    }
    Ok(())
}

/// Counts and names what could not be read, and what was left out.
fn report_faults(import: &mut Import<'_>, landing: &mut Landing) {
    let file = landing.foreign.file.clone();
    for (what, line, count) in landing.foreign.taken.left_out() {
        let at = At { id: Ledger::row(landing.first, 0), file: &file, line };
        let message = eco_format!("{what} ({count}, the first here) were left out, because a map has no place for them");
        import.ledger.problem(at, None, ProblemKind::Cell, message);
    }
    import.ledger.take_out(&file, std::mem::take(&mut landing.foreign.taken));
    let rows_before = landing.nodes + landing.foreign.links.len();
    let mut rows = 0;
    for Fault { line, column, weight, message } in std::mem::take(&mut landing.foreign.faults) {
        let at = At { id: Ledger::row(landing.first, rows_before + rows), file: &landing.foreign.file, line };
        match weight {
            Weight::Row => {
                rows += 1;
                import.ledger.set_aside(at, ProblemKind::Row, message);
            }
            Weight::Value => import.ledger.problem(at, column.as_deref(), ProblemKind::Cell, message),
        }
    }
}

fn land_nodes(import: &mut Import<'_>, landing: &mut Landing, known: &mut Known, notes: &mut Vec<EcoString>) -> Result<(), Unreadable> {
    let mut nodes = std::mem::take(&mut landing.foreign.nodes);
    let headings = std::mem::take(&mut landing.foreign.node_headings);
    if headings.names().iter().any(|heading| own::is_derived(heading)) {
        // The drawing is worked out of a map again, as those columns are.
        let is_drawn = |what: &EcoString| PICTURE.contains(&what.as_str()) || what.ends_with(" of the drawing");
        landing.foreign.lost.retain(|what, _| !is_drawn(what));
    }
    let loaded = sheet_of(&landing.foreign, landing.first, &headings, &mut nodes);
    let shape = Shape::of(import, &loaded, &nodes)?;
    let stands = Standing::of(import, &shape, &loaded, &nodes);
    let mut added = Vec::new();
    let mut by_name = Vec::new();
    for (index, (node, row)) in nodes.iter().zip(&loaded.sheet.rows).enumerate() {
        import.row_read()?;
        let at = loaded.at(index, node.line);
        let fate = land_node(import, (at, row, node), (&loaded, &shape), &stands, (&known.names, &mut by_name));
        if let Fate::Member(id) = &fate {
            added.push((name_of(&shape, row, node), id.clone()));
            known.by_node.entry(node.id.clone()).or_default().push(id.clone());
        }
        import.ledger.keep_original(at.id, || original(node, row, &headings));
        landing.fates.put(node.id.clone(), fate);
    }
    for (name, id) in added {
        known.names.add(&name, &id);
    }
    if let Some(first) = by_name.first() {
        let count = by_name.len();
        notes.push(eco_format!(
            "{}: {count} of its members were recognised by their name, as the file has no ids of this map (first: {first}). Check them.",
            loaded.sheet.file
        ));
    }
    let_go((nodes, loaded));
    Ok(())
}

/// A node as it stands in its file.
fn original(node: &Node, row: &Row, headings: &Headings) -> Original {
    let who = [("Id", &node.id), ("Label", &node.label)].map(|(heading, value)| (heading.into(), value.clone()));
    let values = row.said().into_iter().map(|(place, value)| (headings.name(place).into(), value.into()));
    who.into_iter().chain(values).collect()
}

/// The nodes as a sheet of members, so that their attributes are read as the columns of one.
fn sheet_of(foreign: &Foreign, first: usize, headings: &Headings, nodes: &mut [Node]) -> Loaded {
    let rows = nodes.iter_mut().map(|node| Row::of(node.line, std::mem::take(&mut node.values))).collect();
    let sheet = Sheet { file: foreign.file.clone(), headings: headings.names().to_vec(), rows, ..Sheet::default() };
    Loaded { sheet, kind: foreign.kind, year: None, first }
}

/// How many nodes of one file have each name and kind.
struct Standing(BTreeMap<(EcoString, Option<Kind>), usize>);

impl Standing {
    fn of(import: &Import<'_>, shape: &Shape, loaded: &Loaded, nodes: &[Node]) -> Self {
        let mut counts = BTreeMap::new();
        for (node, row) in nodes.iter().zip(&loaded.sheet.rows) {
            let key = (name_of(shape, row, node).to_lowercase(), shape.kind_of(import.columns, row));
            *counts.entry(key).or_default() += 1;
        }
        Self(counts)
    }

    fn is_alone(&self, name: &str, kind: Option<Kind>) -> bool {
        self.0.get(&(name.to_lowercase().into(), kind)).is_none_or(|count| *count == 1)
    }
}

/// The name of a node: its label, else what stands under a heading of names, else its id.
fn name_of(shape: &Shape, row: &Row, node: &Node) -> EcoString {
    let named = [node.label.as_str(), shape.name_of(row), node.id.as_str()].into_iter().map(clean).find(|name| !name.is_empty());
    named.unwrap_or_default()
}

fn land_node(
    import: &mut Import<'_>,
    (at, row, node): (At<'_>, &Row, &Node),
    (loaded, shape): (&Loaded, &Shape),
    stands: &Standing,
    (names, by_name): (&Names, &mut Vec<EcoString>),
) -> Fate {
    let description = Description::read(import, loaded, at, row, &shape.places.bound);
    let kind = shape.kind_of(import.columns, row).or_else(|| description.kind());
    let name = name_of(shape, row, node);
    let numbers = numbers_of(node, &description);
    let apart = if stands.is_alone(&name, shape.kind_of(import.columns, row)) { None } else { Some(node.id.clone()) };
    let said = Said { numbers, name: name.clone(), kind, apart };
    let who = names.who(&import.draft, &said);
    let whereabouts = Whereabouts::of_row(&description, row, &shape.places.own);
    let (mut member, is_new) = match asked_about(import, at, who, (&said, whereabouts)) {
        Who::Known(member) => (*member, false),
        Who::Named(member) => {
            by_name.push(eco_format!("{} is {}", member.name, member.id));
            (*member, false)
        }
        Who::New(member) => (*member, true),
        Who::Unclear(why) => {
            import.ledger.set_aside(at, ProblemKind::Member, eco_format!("{why}; the node was set aside"));
            return Fate::Aside;
        }
        Who::Asked(reason) => {
            import.ledger.set_aside(at, ProblemKind::Name, reason);
            return Fate::Aside;
        }
    };
    member.kind = kind.unwrap_or(member.kind);
    let is_labelled = !node.label.is_empty() || !shape.name_of(row).is_empty();
    // A member that was found by its name keeps it as it is.
    let is_by_name = said.numbers.is_empty() && !is_new;
    if is_labelled && !is_by_name && !member.name.eq_ignore_ascii_case(&name) {
        member.name = name.clone();
    }
    if node.id != name && MemberId::new(&node.id).is_err() {
        member.own.insert("Id".into(), clean(&node.id));
    }
    let figures = figure::figures(import, loaded, at, row, (&shape.places.measures, None));
    let description = if is_by_name { description.without_name() } else { description };
    let Some(member) = members::write(import, at, (row, &shape.places), &description, (member, is_new)) else { return Fate::Outside };
    for figure in figures {
        figure::put(import, at, &member, &member.id, figure);
    }
    give_numbers(import, at, &member.id, shape.aliases_of(row).into_iter());
    let mut judged = node.judged.clone();
    match shape.stage_of(row).map(|(stage, on)| (cell::date(on), stage, on)) {
        Some((Some(on), stage, _)) => judged.push((on, "stage", stage.into())),
        Some((None, _, on)) => {
            let why = eco_format!("a stage needs the day it was judged on, and `{}` is no date", short(on));
            import.ledger.problem(at, Some("stage_on"), ProblemKind::Cell, why);
        }
        None => {}
    }
    judged.sort();
    for of_day in judged.chunk_by(|a, b| a.0 == b.0) {
        land_judged(import, at, &member, of_day);
    }
    Fate::Member(member.id)
}

/// Who a node without a number is, where its name is like one in the map: a person says so.
pub(super) fn asked_about(import: &mut Import<'_>, at: At<'_>, who: Who, (said, whereabouts): (&Said, Whereabouts)) -> Who {
    let in_the_map = |member: &Member| import.draft.base().member(&member.id).is_some();
    let is_asked = match &who {
        Who::Known(_) => false,
        // One that another file of the same import has just named.
        Who::Named(member) => in_the_map(member),
        Who::New(_) | Who::Unclear(_) => said.numbers.is_empty() && said.apart.is_none(),
        Who::Asked(_) => true,
    };
    if !is_asked {
        return who;
    }
    let called = Called { name: &said.name, whereabouts, kind: said.kind, newness: Newness::Possible };
    match (import.meant(at, &called), who) {
        (Meant::Nobody, Who::Named(_)) => new_by_name(said),
        (Meant::Nobody, who) => who,
        (Meant::Open(reason), _) => Who::Asked(reason),
        (Meant::Member(id), who) => {
            // The same node finds the member by this from now on, without anybody being asked again.
            if let Some(own) = said.own_id() {
                give_numbers(import, at, &id, [own].into_iter());
            }
            import.draft.find(&id).map_or(who, |member| Who::Known(Box::new(member.clone())))
        }
    }
}

fn new_by_name(said: &Said) -> Who {
    let kind = said.kind.unwrap_or(Kind::Organisation);
    match said.own_id() {
        Some(id) => Who::New(Box::new(Member::new(id, kind, said.name.clone()))),
        None => Who::Unclear("the node has no name".into()),
    }
}

/// The ids that a node's own id, URN and UKPRN are.
fn numbers_of(node: &Node, said: &Description<'_>) -> Vec<MemberId> {
    let urn = said.get("urn").and_then(|urn| urn.parse().ok()).and_then(urn_id);
    let ukprn = said.get("ukprn").and_then(|ukprn| numbered("ukprn", ukprn));
    MemberId::new(&node.id).ok().into_iter().chain(urn).chain(ukprn).collect()
}

/// What was judged on one day, as a rating.
fn land_judged(import: &mut Import<'_>, at: At<'_>, member: &Member, of_day: &[(Date, &'static str, EcoString)]) {
    let Some((on, ..)) = of_day.first() else { return };
    let said = |field: &str| of_day.iter().rfind(|(_, known, _)| *known == field).map(|(.., said)| said.to_string());
    let stage = match said("stage").as_deref().map(Stage::parse) {
        Some(_) if member.kind == Kind::Source => Err(eco_format!("{} is a knowledge source, and sources are not rated", member.id)),
        Some(Err(error)) => Err(eco_format!("{error}")),
        Some(Ok(stage)) => Ok(Some(stage.text())),
        None => Ok(None),
    };
    let rating = stage.and_then(|stage| {
        let day = on.to_string();
        let mut identity = vec!["rating", member.id.as_str(), &day];
        let others = [said("phase"), said("inside")];
        identity.extend(stage.iter().chain(others.iter().flatten()).map(String::as_str));
        let text = |field: &str| match field {
            "id" => Some(format!("r:{}", hashed_letters(&identity))),
            "member" => Some(member.id.to_string()),
            "on" => Some(day.clone()),
            "stage" => stage.clone(),
            "phase" | "inside" => said(field),
            "imported" => Some(at.provenance().to_string()),
            _ => None,
        };
        RecordKind::Rating.from_texts(&text).map_err(|error| eco_format!("{error}"))
    });
    match rating {
        Ok(Record::Rating(rating)) => ratings::put(import, at, *rating, &mut ratings::Corrected::default()),
        Ok(_) => {}
        Err(why) => import.ledger.problem(at, Some("stage"), ProblemKind::Cell, why),
    }
}

impl Landing {
    /// What the end of a link is: by the fate of its node in this file, else by the nodes of the others, else by a name in the map.
    pub(super) fn end(&self, known: &Known, end: &str, fate: Option<&Fate>) -> End {
        match fate {
            Some(Fate::Member(id)) => return End::Member(id.clone()),
            Some(Fate::Outside) => return End::Outside,
            Some(Fate::Aside) => return End::Unknown(eco_format!("`{}` was set aside", short(end))),
            None => {}
        }
        if self.foreign.ends == Ends::Listed {
            return End::Missing;
        }
        let of_nodes = known.by_node.get(end).map_or(&[] as &[MemberId], Vec::as_slice);
        match if of_nodes.is_empty() { known.names.whose(end) } else { of_nodes } {
            [] => End::Nobody,
            [only] => End::Member(only.clone()),
            [first, second, ..] => {
                End::Unknown(eco_format!("`{}` is the name of several members ({first}, {second}); give its id", short(end)))
            }
        }
    }
}

/// Who stands at the end of a link.
#[derive(Debug)]
pub(super) enum End {
    Member(MemberId),
    Outside,
    /// A name that nobody has yet.
    Nobody,
    /// No node of a file that lists its nodes.
    Missing,
    Unknown(EcoString),
}
