//! What the readers of one import share.

use std::{collections::BTreeMap, ops::ControlFlow};

use ecow::{EcoString, eco_format};

use super::{
    cell,
    columns::{Columns, TypeWord},
    draft::Draft,
    england::links::LinkBook,
    kind::SheetKind,
    ledger::{At, Ledger},
    matching::{Called, Meant, Newness, Questions, Whereabouts},
    proposal::{Options, Progress},
    remarks::Remarks,
    sheet::{Row, Sheet},
    unreadable::Unreadable,
};
use crate::model::{Member, MemberId, Year, clean};

/// How many rows are read between two questions whether to go on.
const ROWS_PER_LOOK: usize = 1_000;

/// A source as a sheet, with its place among all rows.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) sheet: Sheet,
    pub(super) kind: SheetKind,
    pub(super) year: Option<Year>,
    pub(super) first: usize,
}

impl Loaded {
    /// Where the row of this place stands.
    pub(super) fn at(&self, index: usize, line: u64) -> At<'_> {
        At { id: Ledger::row(self.first, index), file: &self.sheet.file, line }
    }

    /// The rows to read: not blank, not set aside.
    pub(super) fn rows<'s>(&'s self, ledger: &Ledger) -> Vec<(At<'s>, &'s Row)> {
        let all = self.sheet.rows.iter().enumerate().map(|(index, row)| (self.at(index, row.line), row));
        all.filter(|(at, _)| ledger.is_used(at.id)).collect()
    }
}

/// One import while it is read.
pub(super) struct Import<'a> {
    pub(super) columns: &'a Columns,
    pub(super) options: Options<'a>,
    pub(super) draft: Draft<'a>,
    pub(super) ledger: Ledger,
    pub(super) book: LinkBook,
    /// The names of authorities by their code, as the register prints them.
    pub(super) authorities: BTreeMap<EcoString, EcoString>,
    /// What a person should know about how the files were read.
    pub(super) notes: Vec<EcoString>,
    names: Option<BTreeMap<EcoString, Vec<MemberId>>>,
    /// What printed types are here.
    pub(super) types: Types<'a>,
    /// Names that stand without a number, for a person to say whose they are.
    pub(super) questions: Questions,
    /// What is said of each file at the end.
    pub(super) remarks: Remarks,
    watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    rows_read: usize,
}

impl<'a> Import<'a> {
    pub(super) fn new(
        columns: &'a Columns,
        options: Options<'a>,
        draft: Draft<'a>,
        ledger: Ledger,
        watch: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Self {
        let (book, authorities, notes) = (LinkBook::default(), BTreeMap::new(), Vec::new());
        let (questions, remarks, types) = (Questions::default(), Remarks::default(), Types::of(columns));
        Self { columns, options, draft, ledger, book, authorities, notes, names: None, types, questions, remarks, watch, rows_read: 0 }
    }

    /// One more row was read; now and then somebody is asked whether to go on.
    pub(super) fn row_read(&mut self) -> Result<(), Unreadable> {
        self.rows_read += 1;
        let progress = Progress { rows_read: self.rows_read, rows: self.ledger.rows() };
        if self.rows_read.is_multiple_of(ROWS_PER_LOOK) && (self.watch)(progress).is_break() {
            return Err(Unreadable::Stopped);
        }
        Ok(())
    }

    /// Whether a member that is not in the map yet may be added.
    pub(super) fn admits(&self, member: &Member) -> bool {
        self.options.only.is_none_or(|only| only(member))
    }

    /// The member a cell names: an id, another number, a school number alone, or a name that only one member has.
    pub(super) fn member_named(&mut self, at: At<'_>, printed: &str) -> Result<MemberId, EcoString> {
        if printed.is_empty() {
            return Err("no member is named".into());
        }
        if let Some(member) = self.draft.find(printed).or_else(|| self.draft.find(&format!("urn:{printed}"))) {
            return Ok(member.id.clone());
        }
        if let Some(member) = self.columns.schemes().find_map(|scheme| self.draft.find(&format!("{scheme}:{printed}"))) {
            return Ok(member.id.clone());
        }
        let draft = &self.draft;
        let names = self.names.get_or_insert_with(|| names_of(draft));
        let whose = names.get(&clean(printed).to_lowercase()).cloned().unwrap_or_default();
        if let [only] = whose.as_slice() {
            return Ok(only.clone());
        }
        let called = Called { name: printed, whereabouts: Whereabouts::default(), kind: None, newness: Newness::Impossible };
        let short = cell::short(printed);
        match (self.meant(at, &called), whose.as_slice()) {
            (Meant::Member(member), _) => Ok(member),
            (_, [first, second, ..]) => Err(eco_format!("`{short}` is the name of several members ({first}, {second}); use a number")),
            (Meant::Nobody, _) => Err(eco_format!("`{short}` is not in the map")),
            (Meant::Open(reason), _) => Err(reason),
        }
    }
}

/// The types of establishment by their words in small letters.
#[derive(Clone)]
pub(super) struct Types<'a>(BTreeMap<String, &'a TypeWord>);

impl<'a> Types<'a> {
    fn of(columns: &'a Columns) -> Self {
        let mut types = BTreeMap::new();
        for known in &columns.types {
            for word in &known.words {
                types.entry(word.trim().to_ascii_lowercase()).or_insert(known);
            }
        }
        // As they are mostly printed, so that they need not be written small to be found.
        for known in &columns.types {
            for word in known.words.iter().map(|word| word.trim()) {
                let first = types.get(&word.to_ascii_lowercase()).copied().unwrap_or(known);
                types.entry(word.to_owned()).or_insert(first);
            }
        }
        Self(types)
    }

    /// What a printed type is here.
    pub(super) fn get(&self, printed: &str) -> Option<&'a TypeWord> {
        let printed = printed.trim();
        self.0.get(printed).or_else(|| self.0.get(&printed.to_ascii_lowercase())).copied()
    }
}

/// Every name in small letters and whose it is.
fn names_of(draft: &Draft<'_>) -> BTreeMap<EcoString, Vec<MemberId>> {
    let mut names: BTreeMap<EcoString, Vec<MemberId>> = BTreeMap::new();
    for id in draft.ids() {
        if let Some(member) = draft.find(&id) {
            names.entry(member.name.to_lowercase()).or_default().push(id);
        }
    }
    names
}
