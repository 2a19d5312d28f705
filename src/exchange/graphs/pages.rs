//! Which tool wrote a sheet or a workbook, and what each of its pages is.

use ecow::EcoString;

use super::{
    foreign::Foreign,
    gephi, kumu,
    matrix::{self, Switch},
    nodexl, partner,
    tables::Table,
};
use crate::exchange::{
    kind::SheetKind,
    sheet::{Grid, Row},
    unreadable::Unreadable,
    workbook::Page,
};

/// The tool that wrote the pages, where nothing else looks so.
pub(in crate::exchange) fn plain_tool_of(pages: &[Page]) -> Option<SheetKind> {
    let any = |fits: &dyn Fn(&Page) -> bool| pages.iter().any(fits);
    if any(&|page| nodexl::edges(&page.grid).is_some()) {
        return Some(SheetKind::Nodexl);
    }
    let is_kumu = |table: &Table<'_>| kumu::has_links(&table.headings) || kumu::has_nodes(&table.headings);
    if any(&|page| starts_of_sections(&page.grid).into_iter().any(|start| is_kumu(&Table::head(&page.grid, start)))) {
        return Some(SheetKind::Kumu);
    }
    None
}

/// The tool that perhaps wrote the pages, if they are no sheets of our own. Whether one is a matrix takes a look at all its cells.
pub(in crate::exchange) fn likely_tool_of(pages: &[Page]) -> Option<SheetKind> {
    let any = |fits: &dyn Fn(&Page) -> bool| pages.iter().any(fits);
    let first = |page: &Page, fits: &dyn Fn(&Table<'_>) -> bool| fits(&Table::head(&page.grid, 0));
    if any(&|page| first(page, &|table| gephi::has_links(table))) {
        return Some(SheetKind::Gephi);
    }
    if any(&|page| first(page, &|table| partner::is_partner(table))) {
        return Some(SheetKind::Partner);
    }
    if any(&|page| matrix::is_matrix(&page.grid)) {
        return Some(SheetKind::Matrix);
    }
    if any(&|page| first(page, &|table| gephi::has_nodes(table))) {
        return Some(SheetKind::Gephi);
    }
    None
}

/// Reads the pages as those of a tool. Pages that are none of its own are named in a note.
pub(in crate::exchange) fn read(file: &str, pages: &[Page], tool: SheetKind, switches: &[Switch]) -> Result<Foreign, Unreadable> {
    let mut foreign = Foreign::new(file, tool);
    for page in pages {
        foreign.notes.extend(page.grid.notes.iter().cloned());
        foreign.taken.append(page.grid.taken.clone());
    }
    let mut unread: Vec<&EcoString> = Vec::new();
    if tool == SheetKind::Nodexl {
        read_nodexl(&mut foreign, pages)?;
    } else {
        for page in pages {
            if !read_page(&mut foreign, page, tool, switches)? {
                unread.push(&page.name);
            }
        }
    }
    if unread.len() == pages.len() {
        return Err(Unreadable::NoNetwork {
            file: file.into(),
            why: ecow::eco_format!("no page of it has the headings of {}", tool.word()),
        });
    }
    if !unread.is_empty() {
        let names: Vec<String> = unread.iter().map(|name| format!("\"{name}\"")).collect();
        foreign.notes.push(ecow::eco_format!("{file}: not read, as they are no nodes or links: {}.", names.join(", ")));
    }
    Ok(foreign)
}

/// Reads one page; whether it was one of the tool's.
fn read_page(foreign: &mut Foreign, page: &Page, tool: SheetKind, switches: &[Switch]) -> Result<bool, Unreadable> {
    let table = Table::at(&page.grid, 0);
    if tool == SheetKind::Kumu {
        return read_sections(foreign, page);
    }
    if tool == SheetKind::Partner {
        partner::read(foreign, &table)?;
    } else if tool == SheetKind::Gephi && gephi::has_links(&table) {
        gephi::read_links(foreign, &table)?;
    } else if tool == SheetKind::Gephi && gephi::has_nodes(&table) {
        gephi::read_nodes(foreign, &table)?;
    } else if tool == SheetKind::Gephi && !matrix::is_matrix(&page.grid) {
        gephi::read_neighbours(foreign, &page.grid);
    } else {
        matrix::read(foreign, &page.grid, switches, relation(&page.name))?;
    }
    Ok(true)
}

/// Reads the elements and connections of a page of Kumu; whether there were any.
fn read_sections(foreign: &mut Foreign, page: &Page) -> Result<bool, Unreadable> {
    let mut is_read = false;
    for section in sections(&page.grid) {
        if kumu::has_nodes(&section.headings) {
            kumu::read_nodes(foreign, &section)?;
        } else if kumu::has_links(&section.headings) {
            kumu::read_links(foreign, &section)?;
        } else {
            continue;
        }
        is_read = true;
    }
    Ok(is_read)
}

fn read_nodexl(foreign: &mut Foreign, pages: &[Page]) -> Result<(), Unreadable> {
    let edges = pages.iter().find_map(|page| nodexl::edges(&page.grid));
    let groups = pages.iter().find_map(|page| nodexl::groups(&page.grid));
    let is_edges = |page: &&Page| nodexl::edges(&page.grid).is_none();
    let vertices = pages.iter().filter(is_edges).find_map(|page| nodexl::vertices(&page.grid));
    let Some(edges) = edges else {
        let why = "no page of it has the headings \"Vertex 1\" and \"Vertex 2\"".into();
        return Err(Unreadable::NoNetwork { file: foreign.file.clone(), why });
    };
    nodexl::read(foreign, &edges, vertices.as_ref(), groups.as_ref())
}

/// What a page's name says its ties are: nothing, where it is a name that spreadsheets give themselves.
fn relation(page: &str) -> Option<&str> {
    let bare = page.trim().trim_end_matches(|c: char| c.is_ascii_digit()).trim().to_lowercase();
    let is_given = matches!(bare.as_str(), "" | "sheet" | "table" | "tabelle" | "feuil" | "hoja" | "matrix" | "maxtrix" | "data");
    (!is_given).then_some(page)
}

/// The tables of a page, which two blank rows part.
fn sections(grid: &Grid) -> Vec<Table<'_>> {
    let starts = starts_of_sections(grid);
    let ends = starts.iter().skip(1).copied().chain([grid.rows.len()]);
    let mut tables = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let mut table = Table::at(grid, start);
        table.rows = grid.rows.get(start + 1..end).unwrap_or_default().iter().filter(|row| !row.is_blank()).collect();
        tables.push(table);
    }
    tables
}

/// The rows with which the tables of a page begin.
fn starts_of_sections(grid: &Grid) -> Vec<usize> {
    let lines = grid.rows.windows(2).enumerate();
    let after_blanks = lines.filter_map(|(at, pair)| match pair {
        [above, below] if below.line >= above.line + 3 && starts_a_table(below) => Some(at + 1),
        _ => None,
    });
    [0].into_iter().chain(after_blanks).collect()
}

/// Whether a row begins as the headings of elements or connections do.
fn starts_a_table(row: &Row) -> bool {
    matches!((row.cell(0), row.cell(1)), ("Label", _) | ("From", "To") | ("ID", "Label" | "From"))
}
