//! Sheets of members: one row a member, with context, figures by year and whatever else its owner keeps.

use ecow::{EcoString, eco_format};

use super::{
    cell::{self, Urn},
    england::{
        links::give_chain,
        register::{give_numbers, urn_of},
        school::{Description, Found, find, numbered, urn_id},
    },
    figure::{self, MeasureAt, figures},
    import::{Import, Loaded},
    ledger::{At, ProblemKind},
    matching::{Called, Meant, Newness, Whereabouts},
    member_columns::Places,
    seen::Seen,
    sheet::{Row, Sheet},
    unreadable::Unreadable,
    whole::is_whole,
    whole_members,
    year::year_in,
};
use crate::model::{Education, Field, Kind, Member, MemberId, RecordKind, Year, clean, hashed_letters};

/// Which rows of a sheet of members are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Those that can make a member.
    Named,
    /// Those that can only add to one that is there; they are read once every member is made.
    Nameless,
}

/// Reads rows of a sheet of members into the draft.
pub(super) fn read(import: &mut Import<'_>, loaded: &Loaded, which: Rows) -> Result<(), Unreadable> {
    if is_whole(&loaded.sheet, RecordKind::Member) {
        return if which == Rows::Named { whole_members::read(import, loaded) } else { Ok(()) };
    }
    let places = Places::of(import, loaded)?;
    let mut seen = Seen::default();
    let name_at = places.bound.iter().find(|bound| bound.field == "name").and_then(|bound| bound.columns().next());
    let is_nameless = |row: &Row| name_at.is_none_or(|column| row.cell(column).is_empty());
    let mut rows = loaded.rows(&import.ledger);
    rows.retain(|(_, row)| is_nameless(row) == (which == Rows::Nameless));
    places.put_in_order(&mut rows);
    for (at, row) in rows {
        import.row_read()?;
        let said = Description::read(import, loaded, at, row, &places.bound);
        let provider = places.provider_code.and_then(|column| MemberId::parse(&format!("itt:{}", row.cell(column))).ok());
        let Some(named) = Named::of(import, at, &said, provider.clone()) else { continue };
        let Some((member, is_new)) = member_of(import, at, (row, &places), &said, &named) else { continue };
        let said = if named.number.is_none() && !is_new { said.without_name() } else { said };
        let Ok(year) = year_of(import, at, row, &places) else { continue };
        let identity = year.map_or_else(|| EcoString::from(member.id.as_str()), |year| eco_format!("{} of {year}", member.id));
        if !places.is_first(&mut seen, &mut import.ledger, (at, row), &identity) {
            // Of a provider that is listed twice under its school's number the second code finds it too.
            give_numbers(import, at, &member.id, provider.into_iter());
            continue;
        }
        let figures = figures(import, loaded, at, row, (&places.measures, year));
        let Some(member) = write(import, at, (row, &places), &said, (member, is_new)) else { continue };
        give_all_numbers(import, (at, &loaded.sheet, row), &member, (&said, &named, &places));
        give_numbers(import, at, &member.id, provider.into_iter());
        let number = named.number.filter(|number| import.draft.find(number).is_some_and(|owner| owner.id == member.id));
        let number = number.unwrap_or_else(|| member.id.clone());
        for figure in figures {
            figure::put(import, at, &member, &number, figure);
        }
    }
    Ok(())
}

/// The year of a row's figures, where a column says it. A row without one is set aside: nobody knows what it is of.
fn year_of(import: &mut Import<'_>, at: At<'_>, row: &Row, places: &Places) -> Result<Option<Year>, ()> {
    let Some(column) = places.year else { return Ok(None) };
    let printed = row.cell(column);
    let year = year_in(printed);
    if year.is_none() {
        let message = eco_format!("`{}` is no year, so nobody knows what the row is of; it was set aside", cell::short(printed));
        import.ledger.set_aside(at, ProblemKind::Row, message);
    }
    year.map(Some).ok_or(())
}

/// How a row names its member.
struct Named {
    /// The number the row goes by; none if it has only a name.
    number: Option<MemberId>,
    urn: Option<Urn>,
}

impl Named {
    /// A provider of teacher training goes by its school's number, else by its own code: several share one UKPRN.
    fn of(import: &mut Import<'_>, at: At<'_>, said: &Description<'_>, provider: Option<MemberId>) -> Option<Self> {
        let urn = match said.get("urn") {
            Some(printed) => Some(urn_of(import, at, printed)?),
            None => None,
        };
        let number = match said.get("id").map(MemberId::new) {
            Some(Ok(id)) => Some(id),
            Some(Err(error)) => {
                import.ledger.set_aside(at, ProblemKind::Row, eco_format!("{error}; the row was set aside"));
                return None;
            }
            None => {
                let ukprn = || said.get("ukprn").and_then(|printed| numbered("ukprn", printed));
                urn.and_then(|urn| urn_id(urn.0)).or(provider).or_else(ukprn)
            }
        };
        if number.is_none() && said.get("name").is_none() {
            import.ledger.set_aside(at, ProblemKind::Row, "the row has neither a number nor a name; set aside");
            return None;
        }
        Some(Self { number, urn })
    }
}

/// The member of a row: the one that has its number or, without a number, its name; else a new one.
fn member_of(
    import: &mut Import<'_>,
    at: At<'_>,
    (row, places): (&Row, &Places),
    said: &Description<'_>,
    named: &Named,
) -> Option<(Member, bool)> {
    let kind = kind_said(import, at, said);
    let Some(number) = &named.number else {
        let whereabouts = Whereabouts::of_row(said, row, &places.own);
        return named_member(import, at, said.get("name").unwrap_or_default(), (kind, whereabouts));
    };
    match find(&import.draft, number) {
        Found::Member(member) => Some((*member, false)),
        Found::Merged(into) => {
            let message = eco_format!("{number} is a school that merged into or was split from {into}; the row was set aside");
            import.ledger.set_aside(at, ProblemKind::Member, message);
            None
        }
        Found::Nobody if kind == Some(Kind::University) && import.draft.find(&ukprn_of(said)).is_some() => {
            import.draft.find(&ukprn_of(said)).map(|member| (member.clone(), false))
        }
        Found::Nobody if said.get("name").is_none() => {
            import.ledger.set_aside(at, ProblemKind::Row, eco_format!("{number} is not in the map and the row has no name; set aside"));
            None
        }
        Found::Nobody => {
            let ukprn = said.get("ukprn").and_then(|printed| numbered("ukprn", printed));
            let id = match (kind, ukprn, named.urn) {
                (Some(Kind::University), Some(ukprn), _) if said.get("id").is_none() => ukprn,
                (_, _, Some(urn)) if said.get("id").is_none() => urn_id(import.book.present(urn).0)?,
                _ => number.clone(),
            };
            let kind = kind.unwrap_or_else(|| kind_of_scheme(id.scheme()));
            Some((Member::new(id, kind, ""), true))
        }
    }
}

/// The id that a row's UKPRN makes; empty where it has none.
fn ukprn_of(said: &Description<'_>) -> EcoString {
    said.get("ukprn").and_then(|printed| numbered("ukprn", printed)).map(EcoString::from).unwrap_or_default()
}

/// The kind a row says, or that its type is.
fn kind_said(import: &mut Import<'_>, at: At<'_>, said: &Description<'_>) -> Option<Kind> {
    match said.get("kind").map(Kind::parse) {
        Some(Ok(kind)) => return Some(kind),
        Some(Err(error)) => import.ledger.problem(at, Some("kind"), ProblemKind::Cell, eco_format!("{error}")),
        None => {}
    }
    said.kind()
}

/// What a member of these numbers is, where nothing else says it.
pub(super) fn kind_of_scheme(scheme: &str) -> Kind {
    match scheme {
        "trust" => Kind::Trust,
        "la" => Kind::Authority,
        "ukprn" | "itt" => Kind::Organisation,
        _ => Kind::School,
    }
}

/// A member that a row names by its name alone: the one that such a row made or was said to be before, else whom a person
/// says it is. A new one gets its id from its name and kind, and its place where that is needed, so that the same row finds
/// it again.
pub(super) fn named_member(
    import: &mut Import<'_>,
    at: At<'_>,
    printed: &str,
    (kind, whereabouts): (Option<Kind>, Whereabouts),
) -> Option<(Member, bool)> {
    let name = clean(printed);
    let kind_of_new = kind.unwrap_or(Kind::School);
    let small = name.to_lowercase();
    let (plain, place) = (["member", kind_of_new.word(), &small], whereabouts.words().to_lowercase());
    let placed: Vec<&str> = plain.into_iter().chain([place.as_str()]).collect();
    let [plain, placed] = [&plain[..], &placed].map(|parts| MemberId::new(&format!("m:{}", hashed_letters(parts))).ok());
    let (plain, placed) = (plain?, placed?);
    let is_elsewhere = |member: &Member| whereabouts.agrees(&Whereabouts::of_member(member)) == Some(false);
    let id = if import.draft.find(&plain).is_some_and(is_elsewhere) { placed } else { plain };
    if let Some(member) = import.draft.find(&id) {
        return Some((member.clone(), false));
    }
    match import.meant(at, &Called { name: &name, whereabouts, kind, newness: Newness::Possible }) {
        Meant::Nobody => Some((Member::new(id, kind_of_new, ""), true)),
        Meant::Member(member) => {
            // The same row finds the member by this from now on, without anybody being asked again.
            give_numbers(import, at, &member, [id].into_iter());
            Some((import.draft.find(&member)?.clone(), false))
        }
        Meant::Open(reason) => {
            import.ledger.set_aside(at, ProblemKind::Name, reason);
            None
        }
    }
}

/// Writes the row into its member; `None` if a new member may not be added.
pub(super) fn write(
    import: &mut Import<'_>,
    at: At<'_>,
    (row, places): (&Row, &Places),
    said: &Description<'_>,
    (mut member, is_new): (Member, bool),
) -> Option<Member> {
    if let Some(Ok(kind)) = said.get("kind").map(Kind::parse) {
        member.kind = kind;
    }
    // A list of providers calls a school by its partnership, so it only fills what is not known of one in the map.
    if places.provider_code.is_some() && said.get("urn").is_some() && !is_new {
        said.fill(import, at, &mut member);
    } else {
        said.write(import, at, &mut member);
    }
    if said.get("prior_attainment").is_some()
        && let Some(year) = places.bound.iter().find(|bound| bound.field == "prior_attainment").and_then(|bound| bound.year)
    {
        member.context_year = member.context_year.max(Some(year));
    }
    for (column, cell) in row.said() {
        let heading = places.own.binary_search_by_key(&column, |(_, column)| *column).ok().and_then(|at| places.own.get(at));
        let value = clean(cell);
        if let Some((heading, _)) = heading.filter(|_| !value.is_empty()) {
            member.own.insert(heading.clone(), value);
        }
    }
    if member.kind == Kind::School && member.education.is_none() {
        member.education = education_measured(import, row, places);
    }
    if is_new && !import.admits(&member) {
        import.ledger.outside(at.id);
        return None;
    }
    import.draft.put_read(at, member.clone());
    Some(member)
}

/// The phase of education that the figures are of: those of the row, else those that the whole sheet is about.
///
/// A new school without figures yet stands in the sheet of its phase all the same.
fn education_measured(import: &Import<'_>, row: &Row, places: &Places) -> Option<Education> {
    let education =
        |place: &MeasureAt| import.columns.measured.iter().find(|known| known.measure == place.measure).map(|known| known.education);
    let has_figure = |place: &&MeasureAt| place.value.is_some_and(|column| cell::number(row.cell(column)).is_some());
    let mut of_sheet = places.measures.iter().filter_map(education);
    let first = of_sheet.next();
    let only = first.filter(|first| of_sheet.all(|education| education == *first));
    places.measures.iter().filter(has_figure).find_map(education).or(only)
}

/// Gives the member every number of its row, and those that the links know.
fn give_all_numbers(
    import: &mut Import<'_>,
    (at, sheet, row): (At<'_>, &Sheet, &Row),
    member: &Member,
    (said, named, places): (&Description<'_>, &Named, &Places),
) {
    let printed = said.get("ukprn").filter(|printed| places.ukprns.get(*printed) == Some(&1));
    let ukprn = printed.and_then(|printed| numbered("ukprn", printed));
    let urn = named.urn.and_then(|urn| urn_id(urn.0));
    let mut listed = Vec::new();
    for printed in said.get("aliases").unwrap_or_default().split(';').map(str::trim).filter(|printed| !printed.is_empty()) {
        match MemberId::new(printed) {
            Ok(id) => listed.push(id),
            Err(error) => import.ledger.problem(at, Some("aliases"), ProblemKind::Cell, eco_format!("{error}")),
        }
    }
    for (printed, said) in
        places.aliases.iter().map(|&column| (row.cell(column), sheet.said(column, row))).filter(|(printed, _)| !printed.is_empty())
    {
        match MemberId::new(&said) {
            Ok(id) => listed.push(id),
            Err(error) => {
                import.ledger.problem(at, None, ProblemKind::Cell, eco_format!("{error}; `{}` was not read", cell::short(printed)));
            }
        }
    }
    let all = named.number.clone().into_iter().chain(urn).chain(ukprn).chain(listed);
    give_numbers(import, at, &member.id, all);
    let of_id = named.number.as_ref().filter(|number| number.scheme() == "urn").and_then(Urn::of);
    if let Some(urn) = named.urn.or(of_id) {
        give_chain(import, &member.id, urn);
    }
}
