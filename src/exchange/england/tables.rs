//! Performance tables: schools, authorities and the nation, one row each, a file a year.

use std::{cmp::Reverse, collections::BTreeSet};

use ecow::{EcoString, eco_format};

use super::{
    authority,
    context::{self, Described},
    links::give_chain,
    register::{give_numbers, urn_of},
    school::{Description, Found, find, urn_id},
    statistics,
};
use crate::{
    exchange::{
        bound::Bound,
        cell::Urn,
        columns::{Columns, TableColumns, Unpublished},
        figure::{self, MeasureAt, figures},
        import::{Import, Loaded},
        ledger::At,
        seen::Seen,
        sheet::Row,
        unreadable::Unreadable,
    },
    model::{Education, KeyStage, Kind, Member, MemberId, NationalFigure, NationalId, Reading, Year, clean},
};

/// One table with the places of all that is read of it.
pub(super) struct Table<'t> {
    pub(super) loaded: &'t Loaded,
    pub(super) known: &'t TableColumns,
    pub(super) year: Year,
    rectype: usize,
    urn: usize,
    describe: Vec<Bound>,
    pub(super) context: Vec<Bound>,
    pub(super) measures: Vec<MeasureAt>,
}

/// What a row of a table is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    School,
    Authority,
    National,
    /// England with its independent schools, or a kind that is not known.
    Other,
}

impl<'t> Table<'t> {
    fn of(columns: &'t Columns, loaded: &'t Loaded) -> Result<Option<Self>, Unreadable> {
        let sheet = &loaded.sheet;
        let known = columns.tables.iter().find(|known| known.known_by.iter().any(|heading| sheet.column(heading).is_some()));
        let Some(known) = known else { return Ok(None) };
        let (Some(rectype), Some(urn)) = (sheet.only_column("RECTYPE")?, sheet.only_column("URN")?) else { return Ok(None) };
        let year = loaded.year.ok_or_else(|| Unreadable::NoYear { file: sheet.file.clone() })?;
        let describe = Bound::all(&known.describe, sheet, Some(year))?;
        let context = Bound::all(&known.context, sheet, Some(year))?;
        let measures = MeasureAt::of_table(&known.measures, sheet);
        Ok(Some(Self { loaded, known, year, rectype, urn, describe, context, measures }))
    }

    fn count_columns_left(&self, import: &mut Import<'_>) {
        let bound = self.describe.iter().chain(&self.context).flat_map(Bound::columns);
        let read: BTreeSet<usize> =
            bound.chain(self.measures.iter().flat_map(MeasureAt::columns)).chain([self.rectype, self.urn]).collect();
        import.ledger.leave_columns(self.loaded.first, self.loaded.sheet.headed().saturating_sub(read.len()));
    }

    /// What the publisher left out of this table: measures published for no school in its year, and why; else measures
    /// that are published in some years and have no column here.
    fn gaps(&self) -> Vec<EcoString> {
        let (file, year) = (&self.loaded.sheet.file, self.year);
        let of_year = |gap: &&Unpublished| gap.years.contains(&year);
        let known = self.known.unpublished.iter().filter(of_year);
        let mut sentences: Vec<EcoString> =
            known.clone().map(|gap| eco_format!("{file}: for {year} no {} was published: {}.", listed(&gap.measures), gap.why)).collect();
        let explained: BTreeSet<&EcoString> = known.flat_map(|gap| &gap.measures).collect();
        let with_gaps: BTreeSet<&EcoString> = self.known.unpublished.iter().flat_map(|gap| &gap.measures).collect();
        let is_read = |measure: &EcoString| self.measures.iter().any(|place| place.measure == *measure);
        let missing: Vec<EcoString> =
            with_gaps.into_iter().filter(|measure| !explained.contains(measure) && !is_read(measure)).cloned().collect();
        if !missing.is_empty() {
            sentences.push(eco_format!("{file}: there is no column of {}.", listed(&missing)));
        }
        sentences
    }

    pub(super) fn kind_of(&self, row: &Row) -> RowKind {
        let printed = row.cell(self.rectype);
        let is_one_of = |words: &[EcoString]| words.iter().any(|word| word == printed);
        if is_one_of(&self.known.schools) {
            RowKind::School
        } else if is_one_of(&self.known.authority) {
            RowKind::Authority
        } else if is_one_of(&self.known.national) {
            RowKind::National
        } else {
            RowKind::Other
        }
    }

    /// What a row says of who it is about.
    pub(super) fn describe<'r, 'a: 'r>(&'r self, import: &mut Import<'a>, at: At<'_>, row: &'r Row) -> Description<'r> {
        Description::read(import, self.loaded, at, row, &self.describe)
    }

    /// The cell of a described field as it is printed; `None` where it is blank.
    pub(super) fn cell_of(&self, field: &str, row: &Row) -> Option<EcoString> {
        let column = self.describe.iter().find(|bound| bound.field == field)?.columns().next()?;
        let printed = clean(row.cell(column));
        (!printed.is_empty()).then_some(printed)
    }

    /// The number in the column of school numbers.
    pub(super) fn printed_urn<'r>(&self, row: &'r Row) -> &'r str {
        row.cell(self.urn)
    }
}

/// `a, b or c`.
fn listed(names: &[EcoString]) -> EcoString {
    match names {
        [] => EcoString::new(),
        [only] => only.clone(),
        [first @ .., last] => eco_format!("{} or {last}", first.join(", ")),
    }
}

/// Reads every table of an import: key stage 2 before 4, the newest year first, so that descriptions are the newest.
pub(in crate::exchange) fn read_all(import: &mut Import<'_>, loaded: &[&Loaded]) -> Result<(), Unreadable> {
    let columns = import.columns;
    let mut tables = Vec::new();
    let mut tidy = Vec::new();
    for &loaded in loaded {
        match Table::of(columns, loaded)? {
            Some(table) => tables.push(table),
            None => tidy.push(loaded),
        }
    }
    tables.sort_by_key(|table| (table.known.key_stage, Reverse(table.year), table.loaded.sheet.file.clone()));
    authority::note_names(import, &tables);
    let mut described = Vec::new();
    for table in &tables {
        table.count_columns_left(import);
        import.notes.extend(table.gaps());
        read_table(import, table, &mut described)?;
    }
    for loaded in tidy {
        statistics::read(import, loaded)?;
    }
    context::write_all(import, &described);
    Ok(())
}

fn read_table<'t>(import: &mut Import<'_>, table: &'t Table<'_>, described: &mut Vec<Described<'t>>) -> Result<(), Unreadable> {
    let mut seen = Seen::default();
    let mut rows = table.loaded.rows(&import.ledger);
    // Of two numbers of one school the present one describes it, wherever its row stands.
    rows.sort_by_key(|(_, row)| {
        let urn = table.printed_urn(row).parse().map(Urn).ok()?;
        (import.book.present(urn) != urn).then_some(Reverse(urn))
    });
    for (at, row) in rows {
        import.row_read()?;
        match table.kind_of(row) {
            RowKind::School => described.extend(read_school(import, table, at, row, &mut seen)),
            RowKind::Authority => {
                let code = table.cell_of("authority_code", row).unwrap_or_default();
                if seen.is_first(&mut import.ledger, at, row, &eco_format!("authority {code}")) {
                    authority::read(import, table, at, row, &code);
                }
            }
            RowKind::National if seen.is_first(&mut import.ledger, at, row, "the nation") => read_national(import, table, at, row),
            RowKind::National => {}
            RowKind::Other => import.ledger.outside(at.id),
        }
    }
    Ok(())
}

fn read_national(import: &mut Import<'_>, table: &Table<'_>, at: At<'_>, row: &Row) {
    for figure in figures(import, table.loaded, at, row, (&table.measures, Some(table.year))) {
        if let Reading::Known(value) = figure.value {
            let id = NationalId::new(&figure.measure, figure.year);
            import.draft.put(at.id, NationalFigure { id, value, provenance: Some(at.provenance()) });
        }
    }
}

fn read_school<'t>(import: &mut Import<'_>, table: &'t Table<'_>, at: At<'t>, row: &'t Row, seen: &mut Seen<'t>) -> Option<Described<'t>> {
    let number = urn_of(import, at, table.printed_urn(row)).and_then(|urn| urn_id(urn.0))?;
    if !seen.is_first(&mut import.ledger, at, row, &number) {
        return None;
    }
    let said = table.describe(import, at, row);
    let Some(member) = member_of(import, table, at, &number, &said) else {
        import.ledger.outside(at.id);
        return None;
    };
    import.draft.put_read(at, member.clone());
    for figure in figures(import, table.loaded, at, row, (&table.measures, Some(table.year))) {
        figure::put(import, at, &member, &number, figure);
    }
    Some(Described { table, at, row, member: member.id, number })
}

/// The member a row is about, with the blanks of its description filled; a new one if nobody has the number.
fn member_of(import: &mut Import<'_>, table: &Table<'_>, at: At<'_>, number: &MemberId, said: &Description<'_>) -> Option<Member> {
    let (mut member, is_new) = match find(&import.draft, number) {
        Found::Member(member) => (*member, false),
        Found::Merged(_) => return None,
        Found::Nobody => {
            let urn = Urn::of(number)?;
            (Member::new(urn_id(import.book.present(urn).0)?, Kind::School, ""), true)
        }
    };
    said.fill(import, at, &mut member);
    if member.kind == Kind::School {
        member.education = member.education.or(Some(match table.known.key_stage {
            KeyStage::Two => Education::Primary,
            KeyStage::Four => Education::Secondary,
        }));
    }
    if member.authority.is_none() {
        member.authority = said.get("authority_code").and_then(|code| import.authorities.get(code)).cloned();
    }
    if !is_new {
        return Some(member);
    }
    if member.name.is_empty() {
        member.name = number.as_str().into();
    }
    if !import.admits(&member) {
        return None;
    }
    import.draft.put_read(at, member.clone());
    give_numbers(import, at, &member.id, std::iter::once(number.clone()));
    if let Some(urn) = Urn::of(number) {
        give_chain(import, &member.id, urn);
    }
    import.draft.find(&member.id).cloned()
}
