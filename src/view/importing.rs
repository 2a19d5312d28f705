//! An import: files being chosen, read, and shown as what they would change.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, cells, pane, small::List, theme::Role};
use crate::{
    app::importing::{Chooser, Focus, FolderEntry, ImportInk, Importing, Listed, MappingPage, PaneRow, Part, Proposed, Refused, Stage},
    exchange::Meaning,
    report::words,
};

pub(super) fn draw(scene: Scene<'_>, importing: &Importing, area: Rect, buffer: &mut Buffer) {
    let title = match &importing.stage {
        Stage::Choosing => "Import: choose files".to_owned(),
        Stage::Reading(_) | Stage::Refused(_) => format!("Import {}", importing.names()),
        Stage::Columns(_) => format!("Import {}: what its columns mean", importing.names()),
        Stage::Proposed(_) => format!("Import {}: what would change", importing.names()),
    };
    let title = words::cut(&title, usize::from(area.width).saturating_sub(4));
    let inside = pane::overlay(scene, &title, area, buffer);
    match &importing.stage {
        Stage::Choosing => draw_chooser(scene, &importing.chooser, inside, buffer),
        Stage::Reading(progress) => {
            let share = progress.map(|progress| (progress.rows_read, progress.rows));
            draw_reading(scene, share, inside, buffer);
        }
        Stage::Refused(refused) => draw_refused(scene, refused, inside, buffer),
        Stage::Columns(page) => draw_columns(scene, page, inside, buffer),
        Stage::Proposed(proposed) => draw_proposed(scene, proposed, inside, buffer),
    }
}

fn draw_chooser(scene: Scene<'_>, chooser: &Chooser, inside: Rect, buffer: &mut Buffer) {
    let (top, list) = scene.app.import_areas();
    let (top, list) = (pane::rect(top).intersection(inside), pane::rect(list).intersection(inside));
    let room = usize::from(inside.width);
    let place = chooser.folder.as_ref().map_or_else(String::new, |folder| folder.path.to_string_lossy().into_owned());
    let (input, below) = pane::first_row(top);
    pane::input(scene, &chooser.line, " type to find a file, or drop files here", input, buffer);
    pane::lines(&[Line::styled(format!(" {}", cut_front(&place, room.saturating_sub(1))), scene.theme.style(Role::Label))], below, buffer);
    for ((line, row), entry) in pane::rows(chooser.cursor, list).zip(chooser.entries().skip(chooser.cursor.top)) {
        let style = pane::row_style(scene, chooser.cursor, line);
        pane::row(&entry_line(scene, chooser, entry, usize::from(row.width)), style, row, buffer);
    }
    let said = match (&chooser.problem, &chooser.folder) {
        (Some(problem), _) => Some((problem.clone(), Role::Error)),
        (None, None) => Some(("Looking …".to_owned(), Role::Dim)),
        (None, Some(_)) if chooser.count() == 0 && chooser.is_path_typed() => {
            Some(("Enter reads the file at this path.".to_owned(), Role::Dim))
        }
        (None, Some(_)) if chooser.count() == 0 => Some(("No file or folder is found by this. Try fewer letters.".to_owned(), Role::Dim)),
        (None, Some(folder)) => {
            let marked =
                if chooser.marked.is_empty() { String::new() } else { format!("{} marked. ", words::count(chooser.marked.len() as u64)) };
            let others = match folder.others {
                0 => String::new(),
                1 => "1 file of another kind cannot be read and is not listed.".to_owned(),
                others => format!("{} files of other kinds cannot be read and are not listed.", words::count(others as u64)),
            };
            Some((format!("{marked}{others}"), Role::Dim))
        }
    };
    if let Some((said, role)) = said {
        let last = Rect { y: inside.bottom().saturating_sub(1), height: inside.height.min(1), ..inside };
        pane::lines(&[Line::styled(words::cut(&format!(" {said}"), room), scene.theme.style(role))], last, buffer);
    }
}

fn entry_line(scene: Scene<'_>, chooser: &Chooser, entry: &FolderEntry, room: usize) -> Line<'static> {
    let mark = if chooser.marked.contains(&entry.path) { "● " } else { "  " };
    let (name, about) = match &entry.what {
        Listed::Above => ("..".to_owned(), "the folder above".to_owned()),
        Listed::Folder => (format!("{}/", entry.name), String::new()),
        Listed::File { bytes, day } => (entry.name.clone(), format!("{}  {}", words::right(&file_size(*bytes), 8), words::right(day, 12))),
    };
    let name_room = room.saturating_sub(words::columns(&about) + 4).clamp(8, 60);
    let role = if matches!(entry.what, Listed::File { .. }) { Role::Text } else { Role::Label };
    Line::from(vec![
        Span::styled(mark.to_owned(), scene.theme.style(Role::Key)),
        Span::styled(words::fit(&name, name_room), scene.theme.style(role)),
        Span::styled(format!(" {about}"), scene.theme.style(Role::Dim)),
    ])
}

/// `900 B`, `12 KB`, `4 MB`.
fn file_size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_000_000 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{} MB", bytes.div_ceil(1_048_576)),
    }
}

/// The end of a path that is too long, which tells more than its beginning.
fn cut_front(text: &str, room: usize) -> String {
    if words::columns(text) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    for letter in text.chars().rev().take(room.saturating_sub(1)) {
        kept.push(letter);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

fn draw_reading(scene: Scene<'_>, share: Option<(usize, usize)>, inside: Rect, buffer: &mut Buffer) {
    let room = usize::from(inside.width).saturating_sub(4);
    let (said, bar) = match share {
        Some((read, rows)) if rows > 0 => {
            let filled = room * read.min(rows) / rows;
            let said = format!(
                "  Reading: {} of {} rows",
                words::count(read as u64),
                words::counted(rows, "row", "rows").replace(" rows", "").replace(" row", "")
            );
            (said, format!("  {}{}", "█".repeat(filled), "░".repeat(room - filled)))
        }
        Some(_) | None => ("  Reading …".to_owned(), String::new()),
    };
    let lines = [
        Line::default(),
        Line::styled(said, scene.theme.style(Role::Text)),
        Line::styled(bar, scene.theme.style(Role::Label)),
        Line::default(),
        Line::styled("  Nothing is changed by reading. Esc stops it.", scene.theme.style(Role::Dim)),
    ];
    pane::lines(&lines, inside, buffer);
}

fn draw_refused(scene: Scene<'_>, refused: &Refused, inside: Rect, buffer: &mut Buffer) {
    let room = usize::from(inside.width).saturating_sub(2);
    let lines: Vec<Line<'_>> = words::wrap(&refused.sentence, room)
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), scene.theme.style(Role::Text)))
        .collect();
    pane::lines(&lines, inside, buffer);
    let below = inside.y.saturating_add(lines.len() as u16 + 1);
    let row = Rect { x: inside.x.saturating_add(1), y: below, width: inside.width.saturating_sub(2), height: 1 }.intersection(inside);
    match refused.asks {
        crate::app::Asks::Nothing => {}
        crate::app::Asks::Year => pane::input(scene, &refused.line, " the year, as 2019", row, buffer),
        crate::app::Asks::Page => pane::input(scene, &refused.line, " the name of the sheet", row, buffer),
    }
}

fn draw_proposed(scene: Scene<'_>, proposed: &Proposed, inside: Rect, buffer: &mut Buffer) {
    let (list, pane_area) = scene.app.import_areas();
    let (list, pane_area) = (pane::rect(list).intersection(inside), pane::rect(pane_area).intersection(inside));
    draw_parts(scene, proposed, list, buffer);
    if !list.is_empty() && !pane_area.is_empty() {
        for row in list.rows() {
            cells::text("│", (list.right(), row.y), scene.theme.style(Role::Guide), buffer);
        }
    }
    let rows = scene.app.import_pane();
    let below = rows.len().saturating_sub(proposed.top + usize::from(pane_area.height));
    let mut last = None;
    for (rect, row) in pane_area.rows().zip(rows.iter().skip(proposed.top)) {
        let sign = if last == row.item { " " } else { "›" };
        last = row.item;
        draw_row(scene, proposed, (row, sign), rect, buffer);
    }
    if below > 0 && pane_area.height > 1 {
        let more = format!(" {below} more ▼ ");
        let from = pane_area.right().saturating_sub(words::columns(&more) as u16).max(pane_area.x);
        cells::text_within(
            &more,
            (from, pane_area.bottom() - 1, usize::from(pane_area.right() - from)),
            scene.theme.style(Role::Dim),
            buffer,
        );
    }
}

fn draw_parts(scene: Scene<'_>, proposed: &Proposed, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width);
    for ((at, part), row) in proposed.parts.iter().enumerate().zip(area.rows()) {
        let count = proposed.count(*part).map(|count| words::count(count as u64)).unwrap_or_default();
        let mark = if proposed.is_open(*part) { "?" } else { " " };
        let name_room = room.saturating_sub(words::columns(&count) + 4);
        let is_empty = proposed.count(*part) == Some(0);
        let role = if is_empty { Role::Dim } else { Role::Text };
        let line = Line::from(vec![
            Span::styled(format!("{mark} "), scene.theme.style(Role::Warning)),
            Span::styled(words::fit(part.words(), name_room), scene.theme.style(role)),
            Span::styled(format!(" {count} "), scene.theme.style(role)),
        ]);
        let style = match (at == proposed.at, proposed.focus) {
            (true, Focus::Parts) => scene.theme.style(Role::Selection),
            (true, Focus::Pane) => scene.theme.style(Role::SelectionFaint),
            (false, _) => Style::default(),
        };
        pane::row(&line, style, row, buffer);
    }
}

fn draw_row(scene: Scene<'_>, proposed: &Proposed, (row, sign): (&PaneRow, &str), area: Rect, buffer: &mut Buffer) {
    let is_current = proposed.focus == Focus::Pane && row.item.is_some() && row.item == Some(proposed.item);
    // What is faint elsewhere could not be read on the ground of the row under the cursor.
    let role = |ink: ImportInk| if is_current { Role::Text } else { role(ink) };
    let spans: Vec<Span<'_>> = row.pieces.iter().map(|(ink, text)| Span::styled(text.as_str(), scene.theme.style(role(*ink)))).collect();
    pane::lines(&[Line::from(spans)], area, buffer);
    if is_current && !area.is_empty() {
        buffer.set_style(area, scene.theme.style(Role::SelectionFaint));
        cells::text(sign, (area.x, area.y), scene.theme.style(Role::Key), buffer);
    }
}

fn role(ink: ImportInk) -> Role {
    match ink {
        ImportInk::Title => Role::Title,
        ImportInk::Words => Role::Text,
        ImportInk::Faint => Role::Dim,
        ImportInk::Label | ImportInk::Value => Role::Label,
        ImportInk::Problem => Role::Warning,
        ImportInk::Key => Role::Key,
    }
}

fn draw_columns(scene: Scene<'_>, page: &MappingPage, inside: Rect, buffer: &mut Buffer) {
    let (below, list) = scene.app.import_areas();
    let (below, list) = (pane::rect(below).intersection(inside), pane::rect(list).intersection(inside));
    let room = usize::from(inside.width);
    let theme = scene.theme;
    let mapping = &page.mapping;
    let known = mapping.columns().iter().filter(|column| !matches!(column.meaning, Meaning::Own | Meaning::LeftOut)).count();
    let (known, all) = (words::count(known as u64), words::counted(mapping.columns().len(), "column", "columns"));
    let sentence = format!("Headings that are not known yet: {known} of {all} have a meaning so far. Change what is wrong.");
    let said = page.problem.clone().map_or((sentence, Role::Text), |problem| (problem, Role::Error));
    let rows_line = format!(" each row is  ‹ {} ›", words::spoken(mapping.rows_are().word()));
    let widths = Widths::of(page, room);
    pane::lines(&[Line::styled(words::cut(&format!(" {}", said.0), room), theme.style(said.1))], inside, buffer);
    let second = Rect { y: inside.y.saturating_add(1), height: 1, ..inside }.intersection(inside);
    let style = if page.at == 0 { theme.style(Role::Selection) } else { theme.style(Role::Label) };
    pane::row(&Line::styled(words::fit(&rows_line, room), style), style, second, buffer);
    let third = Rect { y: inside.y.saturating_add(2), height: 1, ..inside }.intersection(inside);
    let heads = widths.line(["column", "means", "as in", "because"].map(str::to_owned));
    pane::lines(&[Line::styled(heads, theme.style(Role::Dim))], third, buffer);
    for ((at, column), row) in mapping.columns().iter().enumerate().skip(page.top).zip(list.rows()) {
        let heading = if column.heading.is_empty() { format!("(column {})", at + 1) } else { column.heading.to_string() };
        let means = column.meaning.words(mapping.rows_are()).to_string();
        let line = widths.line([heading, means, column.examples.join(" · "), column.because.words().to_string()]);
        let style = if page.at == at + 1 { theme.style(Role::Selection) } else { Style::default() };
        pane::row(&Line::styled(line, theme.style(Role::Text)), style, row, buffer);
    }
    draw_first_rows(scene, page, below, buffer);
}

/// The columns of the list of columns.
struct Widths([usize; 4]);

impl Widths {
    fn of(page: &MappingPage, room: usize) -> Self {
        /// With fewer columns the reason stands in the rule below alone.
        const WIDE: usize = 110;
        let heading = page.mapping.columns().iter().map(|column| words::columns(&column.heading)).max().unwrap_or(0).clamp(8, 24);
        let meanings = page.mapping.columns().iter().map(|column| words::columns(&column.meaning.words(page.mapping.rows_are())));
        let means = meanings.max().unwrap_or(0).clamp(14, (room / 3).clamp(14, 60));
        let because = if room < WIDE { 0 } else { 34 };
        Self([heading, means, room.saturating_sub(heading + means + because + 7), because])
    }

    fn line(&self, texts: [String; 4]) -> String {
        let parts: Vec<String> = self.0.iter().zip(texts).map(|(width, text)| words::fit(&text, *width)).collect();
        format!(" {}", parts.join("  "))
    }
}

/// Ten rows of the sheet, from the column under the cursor on.
fn draw_first_rows(scene: Scene<'_>, page: &MappingPage, area: Rect, buffer: &mut Buffer) {
    const WIDEST: usize = 22;
    let columns = page.mapping.columns();
    let current = page.column().unwrap_or(0);
    let first = current.saturating_sub(1);
    let width_of = |at: usize| {
        let cells = page.mapping.first_rows.iter().filter_map(|row| row.get(at)).map(|cell| words::columns(cell));
        let heading = columns.get(at).map_or(0, |column| words::columns(&column.heading));
        cells.chain([heading]).max().unwrap_or(0).clamp(3, WIDEST)
    };
    let line = |texts: &dyn Fn(usize) -> String| {
        let spans = (first..columns.len()).map(|at| {
            let role = if page.at == at + 1 { Role::Strong } else { Role::Text };
            Span::styled(format!(" {} ", words::fit(&texts(at), width_of(at))), scene.theme.style(role))
        });
        Line::from(spans.collect::<Vec<_>>())
    };
    let rows = words::counted(page.mapping.first_rows.len(), "row", "rows");
    let of = words::count(page.mapping.rows as u64);
    let why = columns.get(current).filter(|_| page.at > 0).map(|column| format!("{}: {} ── ", column.heading, column.because.words()));
    let rule = words::cut(&format!("── {}the first {rows} of {of} ", why.unwrap_or_default()), usize::from(area.width));
    let rule = format!("{rule}{}", "─".repeat(usize::from(area.width).saturating_sub(words::columns(&rule))));
    let mut lines = vec![Line::styled(rule, scene.theme.style(Role::Guide))];
    lines.push(
        line(&|at| columns.get(at).map(|column| column.heading.to_string()).unwrap_or_default()).style(scene.theme.style(Role::Label)),
    );
    for row in &page.mapping.first_rows {
        lines.push(line(&|at| row.get(at).map(ToString::to_string).unwrap_or_default()));
    }
    pane::lines(&lines, area, buffer);
}

/// The import as plain lines, for a screen too small for frames.
pub(super) fn list(importing: &Importing) -> List<'_> {
    match &importing.stage {
        Stage::Choosing => List::new(importing.chooser.count(), importing.chooser.cursor.at, |at| {
            importing.chooser.entries().nth(at).map(|entry| entry.name.clone())
        }),
        Stage::Reading(_) => List::of(vec!["Reading …".to_owned()], 0),
        Stage::Refused(refused) => List::of(vec![refused.sentence.clone(), refused.line.text().to_owned()], 0),
        Stage::Columns(page) => List::new(page.mapping.columns().len() + 1, page.at, |at| match at.checked_sub(1) {
            None => Some(words::spoken(page.mapping.rows_are().word())),
            Some(at) => {
                let column = page.mapping.columns().get(at)?;
                Some(format!("{}: {}", column.heading, column.meaning.words(page.mapping.rows_are())))
            }
        }),
        Stage::Proposed(proposed) => List::new(proposed.parts.len(), proposed.at, |at| {
            let part: Part = *proposed.parts.get(at)?;
            Some(
                proposed
                    .count(part)
                    .map_or_else(|| part.words().to_owned(), |count| format!("{} {}", part.words(), words::count(count as u64))),
            )
        }),
    }
}
