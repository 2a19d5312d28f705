//! A screen too small for pictures and frames: the list in front as plain lines, in the smallest only the line under the cursor.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::{Scene, cells, theme::Role};
use crate::{
    app::{Overlay, Screen, Size, fields::Fields, settling::ListRow},
    report::{metric_value, words},
};

/// Fewer columns or rows leave no room for a picture with its frame.
const LEAST: Size = Size { columns: 40, rows: 10 };

/// With so few rows or columns only the line under the cursor is shown.
const TINY: Size = Size { columns: 16, rows: 3 };

/// The list in front: how many lines it has, which one the cursor is on, and each of them.
pub(super) struct List<'a> {
    count: usize,
    at: usize,
    line: Box<dyn Fn(usize) -> Option<String> + 'a>,
}

impl<'a> List<'a> {
    pub(super) fn new(count: usize, at: usize, line: impl Fn(usize) -> Option<String> + 'a) -> Self {
        Self { count, at, line: Box::new(line) }
    }

    pub(super) fn of(lines: Vec<String>, at: usize) -> Self {
        Self::new(lines.len(), at, move |at| lines.get(at).cloned())
    }

    fn of_fields(fields: &'a Fields) -> Self {
        let line = |at: usize| fields.list.get(at).map(|field| format!("{} {}", field.label, field.text()));
        Self::new(fields.list.len(), fields.cursor.at, line)
    }
}

/// Whether a screen of this size is drawn as plain lines.
pub(super) fn is_small(screen: Rect) -> bool {
    screen.width < LEAST.columns || screen.height < LEAST.rows
}

/// Draws the list in front, and below it what there is to say.
pub(super) fn draw(scene: Scene<'_>, screen: Rect, buffer: &mut Buffer) {
    let list = list_in_front(scene);
    let said = scene.app.banner().or_else(|| scene.app.notice.clone());
    let said = said.map_or_else(Vec::new, |notice| words::wrap(&notice.sentence, usize::from(screen.width)));
    // What is said goes before the list, but the line under the cursor stays.
    let height = usize::from(screen.height);
    let said: Vec<String> = said.into_iter().take(height.saturating_sub(1)).collect();
    let is_tiny = screen.height <= TINY.rows || screen.width < TINY.columns;
    let rows = if is_tiny { height.min(1) } else { height - said.len() };
    let top = if is_tiny { list.at } else { list.at.saturating_sub(rows / 2).min(list.count.saturating_sub(rows)) };
    let strip = |row: usize| Rect { y: screen.y.saturating_add(row as u16), height: 1, ..screen }.intersection(screen);
    for (row, at) in (top..list.count).take(rows).enumerate() {
        let Some(line) = (list.line)(at) else { break };
        let style = if at == list.at { scene.theme.style(Role::Selection) } else { scene.theme.style(Role::Text) };
        put(&words::cut(&line, usize::from(screen.width)), style, strip(row), buffer);
    }
    for (row, line) in said.iter().enumerate() {
        put(line, scene.theme.style(Role::Strong), strip(height - said.len() + row), buffer);
    }
}

fn put(words: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    if !area.is_empty() {
        cells::line(&Line::styled(words, style), area, buffer);
    }
}

fn list_in_front(scene: Scene<'_>) -> List<'_> {
    let app = scene.app;
    match &app.overlay {
        None => list_of_the_screen(scene),
        Some(Overlay::Palette(palette)) => {
            List::new(palette.found.len(), palette.cursor.at, |at| palette.found.get(at).map(|command| command.sentence().to_owned()))
        }
        Some(Overlay::Choice(choice)) => {
            List::new(choice.count(), choice.cursor.at, |at| choice.found_from(at).next().map(|entry| entry.words.to_string()))
        }
        Some(Overlay::Jump(jump)) => {
            List::new(jump.count(), jump.cursor.at, |at| jump.found_from(at).next().map(|target| target.name.to_string()))
        }
        Some(Overlay::Prompt(prompt)) => List::of(vec![prompt.purpose.title().to_owned(), typed(prompt.line.text())], 1),
        Some(Overlay::Question(question)) => {
            let answers = question.answers.iter().enumerate().map(|(at, answer)| format!("{} {}", at + 1, answer.words()));
            List::of(std::iter::once(question.sentence.clone()).chain(answers).collect(), question.cursor.at + 1)
        }
        Some(Overlay::Settling(settling)) => {
            let rows = app.settling_list(settling);
            let at = rows.iter().position(|row| matches!(row, ListRow::Conflict(at, _) if *at == settling.at));
            List::new(rows.len(), at.unwrap_or_default(), move |at| {
                rows.get(at).map(|row| match row {
                    ListRow::Member(name) => name.to_string(),
                    ListRow::Conflict(_, what) => format!("  {what}"),
                })
            })
        }
        Some(Overlay::Importing(importing)) => super::importing::list(importing),
        Some(Overlay::Form(form)) => List::of_fields(&form.fields),
        Some(Overlay::Rating(card)) => List::of_fields(&card.fields),
        Some(Overlay::Filter(filter)) => List::of(vec![typed(filter.line.text()), words::counted(app.meeting(), "member", "members")], 0),
        Some(Overlay::Explain(explanation)) => List::of(vec![explanation.title.clone(), explanation.text.clone()], 0),
        Some(Overlay::Pointing(pointing)) => {
            let at = pointing.at.as_ref().map_or_else(String::new, |member| app.name_of(member).to_string());
            List::of(vec![app.pointing_question(pointing), at], 1)
        }
        Some(Overlay::Holding(held)) => List::of(app.holding_words(held).into(), 0),
    }
}

/// A line that is being typed, with its caret.
fn typed(text: &str) -> String {
    format!("{text}_")
}

fn list_of_the_screen(scene: Scene<'_>) -> List<'_> {
    let app = scene.app;
    match app.screen {
        Screen::Start => {
            let entries = app.start_entries();
            List::new(entries.len(), app.start.cursor.at, move |at| entries.get(at).map(super::start::words_of))
        }
        Screen::Metrics => {
            let metrics = &app.metrics;
            List::new(metrics.listed().len(), metrics.cursor.at, move |at| {
                metrics.row(at).map(|(member, own)| {
                    let value = metric_value(metrics.metric, own.value(metrics.metric));
                    format!("{value} {}", app.name_of(member))
                })
            })
        }
        Screen::Map | Screen::Grid => {
            let Some(document) = &app.document else { return List::of(Vec::new(), 0) };
            let members = document.network.members();
            let selected = app.selection.member.as_ref();
            let at = selected.and_then(|selected| members.iter().position(|member| member.id == *selected)).unwrap_or_default();
            List::new(members.len(), at, |at| <[_]>::get(members, at).map(|member| member.name.to_string()))
        }
        Screen::Table => {
            let members = app.table.listed();
            let selected = app.selection.member.as_ref();
            let at = selected.and_then(|selected| members.iter().position(|member| member == selected)).unwrap_or(app.table.cursor.at);
            List::new(members.len(), at, |at| members.get(at).map(|member| app.name_of(member).to_string()))
        }
        Screen::Triage => {
            let lines = app.triage_lines();
            List::new(lines.len(), app.triage.cursor.at, move |at| {
                lines.get(at).map(|line| format!("{} {}", line.pattern.sign(), app.name_of(&line.member)))
            })
        }
        Screen::Family => {
            let names = match app.family.page() {
                Some(Ok(page)) => app.family.listed().into_iter().filter_map(|at| Some(page.peers.get(at)?.name.to_string())).collect(),
                Some(Err(reason)) => vec![reason.phrase().to_string()],
                None => Vec::new(),
            };
            List::of(names, app.family.cursor.at)
        }
        Screen::Member => {
            let lines = app.member.lines();
            let line = |at: usize| lines.get(at).map(|line| line.pieces.iter().map(|(_, words)| words.as_str()).collect());
            List::new(lines.len(), app.member.cursor.at, line)
        }
    }
}
