//! The first row: which map, which screen, how many, what was found. The last row: the keys that work now.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, cells, pane, theme::Role};
use crate::{
    app::{Assurance, Document, Notice, Screen, Tone, Unwritable},
    finding::Pattern,
    map::Picture,
    report::words,
};

/// The first row; the notes are what the picture of the map leaves out, and stand at its right end.
pub(super) fn draw(scene: Scene<'_>, picture: Option<&Picture>, area: Rect, buffer: &mut Buffer) {
    let plain = scene.theme.style(Role::Header);
    cells::clear(area, buffer);
    buffer.set_style(area, plain);
    let mut spans = vec![Span::styled(" permea", scene.theme.style(Role::Title))];
    if let Some(document) = &scene.app.document {
        spans.extend(about(scene, document, wording(scene, document, picture, usize::from(area.width))));
    } else if let Some(path) = &scene.app.opening {
        spans.push(Span::raw(format!("  opening {} …", path.display())));
    }
    let line = cut_at_the_end(spans, usize::from(area.width));
    pane::lines(std::slice::from_ref(&line), area, buffer);
    if let Some(picture) = picture {
        let used = (cells::columns(&line.spans) as u16).min(area.width);
        draw_notes(scene, picture, Rect { x: area.x + used, width: area.width - used, ..area }, buffer);
    }
}

/// A line whose last words are cut, with a sign that they are, if it is wider than the screen.
fn cut_at_the_end(mut spans: Vec<Span<'static>>, room: usize) -> Line<'static> {
    let over = cells::columns(&spans).saturating_sub(room);
    if over > 0
        && let Some(last) = spans.pop()
    {
        spans.push(Span::styled(words::cut(&last.content, words::columns(&last.content).saturating_sub(over)), last.style));
    }
    Line::from(spans)
}

/// As many of the map's notes as there is room for, at the right.
fn draw_notes(scene: Scene<'_>, picture: &Picture, area: Rect, buffer: &mut Buffer) {
    let notes = picture.notes_within(area.width.saturating_sub(3));
    let room = usize::from(area.width.saturating_sub(1));
    pane::lines(&[Line::styled(words::right(&notes, room), scene.theme.style(Role::Dim))], area, buffer);
}

/// How much the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    Full,
    /// Signs and numbers alone, for what would not fit otherwise.
    Short,
    /// Not even the selected member, which stands out on the map.
    Least,
    /// The map and its layout alone.
    Bare,
}

impl Wording {
    const ALL: [Self; 4] = [Self::Full, Self::Short, Self::Least, Self::Bare];
}

/// The fullest wording that leaves room for what is asked of the map: for all of it, else for what is asked first.
fn wording(scene: Scene<'_>, document: &Document, picture: Option<&Picture>, columns: usize) -> Wording {
    // The program's name, and the space between what the header says and the notes.
    let around = |notes: usize| if notes == 0 { 8 } else { notes + 10 };
    let asked = picture.map_or(0, |picture| picture.asked.len());
    let notes: Vec<usize> =
        picture.iter().flat_map(|picture| &picture.notes).take(asked.max(1)).map(|note| words::columns(note) + 2).collect();
    let wordings = if asked == 0 { &Wording::ALL[..2] } else { &Wording::ALL[..] };
    let rooms = (1..=notes.len().max(1)).rev().map(|count| around(notes.iter().take(count).sum::<usize>().saturating_sub(2)));
    let fitting = |room: usize| wordings.iter().find(|wording| cells::columns(&about(scene, document, **wording)) + room <= columns);
    let found = rooms.into_iter().find_map(fitting).or(wordings.last());
    found.copied().unwrap_or(Wording::Short)
}

fn about(scene: Scene<'_>, document: &Document, wording: Wording) -> Vec<Span<'static>> {
    let theme = scene.theme;
    let unsettled = scene.app.unsettled_sign();
    let mut spans = Vec::new();
    if !unsettled.is_empty() {
        spans.extend([Span::raw("  "), Span::styled(unsettled, theme.style(Role::Warning))]);
    }
    spans.extend([Span::raw("  "), Span::styled(document.name().to_string(), theme.style(Role::Strong))]);
    if document.read_only.is_some() {
        spans.push(Span::styled(" [read-only]", theme.style(Role::Warning)));
    }
    if let Some(unwritable) = document.unwritable {
        let place = match unwritable {
            Unwritable::Disk => " [read-only] disk",
            Unwritable::File => " [read-only] file",
        };
        spans.push(Span::styled(place, theme.style(Role::Warning)));
    }
    let (words, role) = standing(scene, document);
    spans.push(Span::styled(words, theme.style(role)));
    spans.push(Span::styled(scene.app.sharing_words(), theme.style(Role::Strong)));
    if wording == Wording::Full {
        spans.push(Span::styled(scene.app.company_words(), theme.style(Role::Strong)));
    }
    let members = document.network.members().len();
    let layout = scene.app.map.title();
    let screen = if scene.app.screen == Screen::Map { &layout } else { scene.app.screen.title() };
    let noun = match wording {
        Wording::Full => " members",
        Wording::Short | Wording::Least => "",
        Wording::Bare => {
            spans.push(Span::raw(format!("  {screen}")));
            return spans;
        }
    };
    spans.push(Span::raw(format!("  {screen}  {members}{noun}  ")));
    let flags = [(Pattern::CondonedFailure, Role::Condoned), (Pattern::Entrenched, Role::Condoned), (Pattern::Coasting, Role::Coasting)];
    for (pattern, role) in flags {
        let count = scene.app.found_count(pattern);
        if count > 0 {
            let words = match wording {
                Wording::Full => format!("{}{count} {}  ", pattern.sign(), pattern.title()),
                Wording::Short | Wording::Least | Wording::Bare => format!("{}{count} ", pattern.sign()),
            };
            spans.push(Span::styled(words, theme.style(role)));
        }
    }
    let marked = scene.app.selection.marked.len();
    if marked > 0 {
        spans.push(Span::styled(format!("{marked} marked  "), theme.style(Role::Marked)));
    }
    if let Some(member) = scene.app.selection.member.as_ref().filter(|_| matches!(wording, Wording::Full | Wording::Short)) {
        spans.push(Span::raw(scene.app.name_of(member).to_string()));
    }
    spans
}

/// What the header says of the disk: nothing while the file holds everything.
fn standing(scene: Scene<'_>, document: &Document) -> (&'static str, Role) {
    match (document.is_unsaved(), scene.app.assurance()) {
        (_, Some(Assurance::NotKept)) => (" (NOT KEPT)", Role::Error),
        (true, Some(Assurance::Kept)) if scene.app.saves_slowly() => (" (kept, saving…)", Role::Warning),
        (true, Some(Assurance::Slow | Assurance::VerySlow)) => (" (keeping…)", Role::Warning),
        (true, Some(Assurance::Kept)) => (" (kept, not saved)", Role::Warning),
        (true, Some(Assurance::Underway) | None) => (" (not saved)", Role::Warning),
        (false, Some(Assurance::Kept | Assurance::Underway | Assurance::Slow | Assurance::VerySlow) | None) => ("", Role::Text),
    }
}

/// What stays on the screen and the notice, over the last rows of the body.
pub(super) fn draw_notice(scene: Scene<'_>, body: Rect, buffer: &mut Buffer) {
    let banners = [scene.app.file_banner(), scene.app.banner()];
    let lines: Vec<Line<'_>> =
        banners.iter().flatten().chain(&scene.app.notice).flat_map(|notice| lines_of(scene, notice, body.width)).collect();
    let height = (lines.len() as u16).min(body.height);
    if height == 0 {
        return;
    }
    let area = Rect { y: body.bottom() - height, height, ..body };
    cells::clear(area, buffer);
    pane::lines(&lines, area, buffer);
}

fn lines_of(scene: Scene<'_>, notice: &Notice, width: u16) -> Vec<Line<'static>> {
    let role = match notice.tone {
        Tone::Done => Role::Good,
        Tone::Problem => Role::Error,
    };
    let lines = words::wrap(&notice.sentence, usize::from(width).saturating_sub(2));
    lines.into_iter().map(|line| Line::styled(format!(" {line}"), scene.theme.style(role))).collect()
}

/// As many of the live keys as fit, whole.
pub(super) fn draw_footer(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    cells::clear(area, buffer);
    buffer.set_style(area, scene.theme.style(Role::Footer));
    let mut spans = Vec::new();
    for placed in scene.app.footer_hints() {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(placed.hint.key.to_string(), scene.theme.style(Role::Key)));
        spans.push(Span::raw(format!(" {}  ", placed.hint.words)));
    }
    pane::lines(&[Line::from(spans)], area, buffer);
}
