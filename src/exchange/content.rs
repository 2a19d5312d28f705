//! What a source holds: a network of another tool, or sheets of our own and of registers. Found from its content.

use ecow::{EcoString, eco_format};
use rayon::prelude::*;

use super::{
    archive,
    columns::Columns,
    graphs::{self, Foreign, Switch},
    kind::SheetKind,
    mapper::{Mapping, SheetColumns},
    proposal::{Options, Source},
    sheet::{Grid, Sheet},
    unreadable::Unreadable,
    workbook::{self, Page},
};

/// A source, read.
pub(super) enum Content {
    Network(Box<Foreign>),
    Sheets(Vec<(Sheet, SheetKind)>),
}

/// Reads every source as what it is said to be, else as what it looks like, several at once.
pub(super) fn read_all(sources: &[Source<'_>], columns: &Columns, options: Options<'_>) -> Vec<Result<Content, Unreadable>> {
    let (page, matrix) = (options.sheet, options.matrix);
    sources.par_iter().map(|source| read(source, columns, (page, matrix))).collect()
}

/// Reads a source, of a workbook the page that was chosen, and a matrix as the switches have it.
fn read(source: &Source<'_>, columns: &Columns, (page, matrix): (Option<&str>, &[Switch])) -> Result<Content, Unreadable> {
    if let Some(foreign) = graphs::read(source)? {
        return Ok(Content::Network(Box::new(foreign)));
    }
    let pages = pages_of(source, page)?;
    let network = |pages: &[Page], kind| {
        let read = graphs::read_pages(&source.name, pages, kind, matrix);
        read.map(|foreign| Content::Network(Box::new(foreign)))
    };
    if pages.iter().any(|page| columns.chosen_for(&page.grid.head(), source.kind).is_some()) {
        return sheets(&source.name, pages, source.kind, columns);
    }
    let is_known = pages.iter().any(|page| known_kind(page, columns).is_some());
    let tool = graphs::plain_tool_of(&pages).or_else(|| if is_known { None } else { graphs::likely_tool_of(&pages) });
    let pages = if tool.is_some() { pages } else { below_titles(pages, columns) };
    match (source.kind, tool) {
        (Some(kind), _) if kind.is_of_a_tool() => network(&pages, kind),
        (None, Some(tool)) => network(&pages, tool),
        (kind, _) => sheets(&source.name, pages, kind, columns),
    }
}

/// What the columns of a sheet most likely mean, for a person to look at; of a workbook the only page, or the one chosen.
pub fn guess(source: &Source<'_>, columns: &Columns, page: Option<&str>) -> Result<Mapping, Unreadable> {
    let mut pages = below_titles(pages_of(source, page)?, columns);
    match (pages.pop(), pages.is_empty()) {
        (Some(only), true) => {
            let sheet = Sheet::of(only.grid)?;
            if sheet.rows.is_empty() {
                return Err(Unreadable::NoRows { file: sheet.file });
            }
            Ok(Mapping::of(&sheet, columns))
        }
        (last, _) => {
            pages.extend(last);
            Err(choose(&source.name, &pages))
        }
    }
}

/// The pages of a workbook, or the one a person chose of them; text is one page.
fn pages_of(source: &Source<'_>, chosen: Option<&str>) -> Result<Vec<Page>, Unreadable> {
    if !archive::is_office(source.bytes) {
        return Ok(vec![Page { name: EcoString::new(), is_hidden: false, grid: Grid::read(&source.name, source.bytes)? }]);
    }
    let mut pages = workbook::read(&source.name, source.bytes)?;
    if let Some(chosen) = chosen {
        let Some(at) = pages.iter().position(|page| page.name.eq_ignore_ascii_case(chosen)) else {
            return Err(choose(&source.name, &pages));
        };
        pages = vec![pages.swap_remove(at)];
    }
    Ok(pages)
}

fn known_kind(page: &Page, columns: &Columns) -> Option<SheetKind> {
    let head = page.grid.head();
    columns.chosen_for(&head, None).map(SheetColumns::rows_are).or_else(|| SheetKind::of(&head, columns).ok())
}

/// The pages from their headings on, where lines of a title stand above headings that are not known.
fn below_titles(mut pages: Vec<Page>, columns: &Columns) -> Vec<Page> {
    for page in &mut pages {
        if known_kind(page, columns).is_none() {
            page.grid.begin_at_headings();
        }
    }
    pages
}

/// The page as a sheet, through the columns that a person chose for its headings.
fn sheet_of(grid: Grid, kind: Option<SheetKind>, columns: &Columns) -> Result<Sheet, Unreadable> {
    let mut sheet = Sheet::of(grid)?;
    if let Some(chosen) = columns.chosen_for(&sheet, kind) {
        if !chosen.from().is_empty() {
            sheet.notes.push(eco_format!("{}: its columns are read as {} says for these headings.", sheet.file, chosen.from()));
        }
        sheet.chosen = Some(chosen.in_order_of(&sheet));
    }
    Ok(sheet)
}

/// The pages as sheets: the only one, else each whose headings tell its kind, if no two tell the same.
fn sheets(file: &EcoString, pages: Vec<Page>, kind: Option<SheetKind>, columns: &Columns) -> Result<Content, Unreadable> {
    let is_only = pages.len() == 1;
    let kinds: Vec<Option<SheetKind>> = match kind {
        Some(kind) if is_only => vec![Some(kind)],
        Some(kind) => pages.iter().map(|page| columns.check_needs(kind, &page.grid.head()).is_ok().then_some(kind)).collect(),
        None => pages.iter().map(|page| known_kind(page, columns)).collect(),
    };
    let mut told: Vec<SheetKind> = kinds.iter().flatten().copied().collect();
    let count = told.len();
    told.sort_unstable();
    told.dedup();
    if told.len() < count || (count == 0 && !is_only) {
        return Err(choose(file, &pages));
    }
    let (mut sheets, mut left) = (Vec::new(), Vec::new());
    for (page, kind) in pages.into_iter().zip(kinds) {
        let (name, mut grid) = (page.name, page.grid);
        match kind {
            None if is_only => {
                let sheet = sheet_of(grid, None, columns)?;
                let kind = SheetKind::of(&sheet, columns)?;
                sheets.push((sheet, kind));
            }
            None => left.push(eco_format!("\"{name}\"")),
            // Beside others a page without rows is no mistake.
            Some(_) if count > 1 && grid.rows.len() < 2 => {}
            Some(kind) => {
                if count > 1 {
                    grid.file = eco_format!("{file}, {name}");
                }
                sheets.push((sheet_of(grid, Some(kind), columns)?, kind));
            }
        }
    }
    if let (Some((first, _)), false) = (sheets.first_mut(), left.is_empty()) {
        first.notes.push(eco_format!("{file}: not read, as their headings are not known: {}.", left.join(", ")));
    }
    Ok(Content::Sheets(sheets))
}

/// The sentence that lists the pages to choose from.
fn choose(file: &EcoString, pages: &[Page]) -> Unreadable {
    let page = |page: &Page| {
        let rows = page.grid.rows.len().saturating_sub(1);
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        format!("\"{}\" ({}{rows})", page.name, if page.is_hidden { "hidden, " } else { "" })
    };
    let listed = pages.iter().map(page).collect::<Vec<_>>().join(", ");
    Unreadable::Pages { file: file.clone(), count: pages.len(), listed: listed.into() }
}
