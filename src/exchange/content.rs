//! What a source holds: a network of another tool, or sheets of our own and of registers. Found from its content.

use super::{
    columns::Columns,
    graphs::{self, Foreign, Page, Sure, Switch},
    kind::SheetKind,
    proposal::Source,
    sheet::{Grid, Sheet},
    unreadable::Unreadable,
};

/// A source, read.
pub(super) enum Content {
    Network(Box<Foreign>),
    Sheets(Vec<(Sheet, SheetKind)>),
}

/// Reads a source as what it is said to be, else as what it looks like.
pub(super) fn read(source: &Source<'_>, columns: &Columns, switches: &[Switch]) -> Result<Content, Unreadable> {
    if let Some(foreign) = graphs::read(source)? {
        return Ok(Content::Network(Box::new(foreign)));
    }
    let pages = vec![Page { name: "".into(), grid: Grid::read(&source.name, source.bytes)? }];
    let network =
        |pages: &[Page], kind| graphs::read_pages(&source.name, pages, kind, switches).map(|foreign| Content::Network(Box::new(foreign)));
    match (source.kind, graphs::tool_of(&pages)) {
        (Some(kind), _) if kind.is_of_a_tool() => network(&pages, kind),
        (None, Some((tool, Sure::Plainly))) => network(&pages, tool),
        (None, Some((tool, Sure::Perhaps))) if !any_is_known(&pages, columns) => network(&pages, tool),
        (kind, _) => sheets(pages, kind, columns),
    }
}

/// Whether the headings of a page are those of a sheet of our own or of a register.
fn any_is_known(pages: &[Page], columns: &Columns) -> bool {
    pages.iter().any(|page| SheetKind::of(&page.grid.head(), columns).is_ok())
}

fn sheets(pages: Vec<Page>, kind: Option<SheetKind>, columns: &Columns) -> Result<Content, Unreadable> {
    let mut sheets = Vec::new();
    for page in pages {
        let sheet = Sheet::of(page.grid)?;
        let kind = match kind {
            Some(kind) => kind,
            None => SheetKind::of(&sheet, columns)?,
        };
        sheets.push((sheet, kind));
    }
    Ok(Content::Sheets(sheets))
}
