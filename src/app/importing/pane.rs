//! What is shown of a part, row by row: what is drawn and what the mouse hits are the same rows.

use super::{Focus, Importing, Part, Proposed, Stage, decide::Item};
use crate::{
    app::{
        App, Command, Effect, Mouse, Overlay,
        areas::Area,
        command::{General, Move},
    },
    exchange::{Class, NameQuestion, Side},
    model::RecordKind,
    report::{answer_words, candidate_words, difference_subject, difference_words, import_changes, policy_words, words},
};

/// How many differences of a field, and how many problems, are listed.
const LISTED: usize = 300;

/// What a piece of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportInk {
    Title,
    Words,
    /// Where it stands; less important words.
    Faint,
    Label,
    /// What can be changed by a key.
    Value,
    /// What waits for a person, or is wrong.
    Problem,
    Key,
}

/// One row of the pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaneRow {
    /// The item it belongs to, by its place among the items of the pane.
    pub item: Option<usize>,
    pub pieces: Vec<(ImportInk, String)>,
}

/// Rows being put together in so many columns.
struct Rows {
    columns: usize,
    list: Vec<PaneRow>,
    items: Vec<Item>,
}

impl Rows {
    fn say(&mut self, ink: ImportInk, indent: usize, text: &str) {
        let room = self.columns.saturating_sub(indent + 1).max(8);
        for line in words::wrap(text, room) {
            self.list.push(PaneRow { item: None, pieces: vec![(ink, format!("{}{line}", " ".repeat(indent)))] });
        }
    }

    fn gap(&mut self) {
        self.list.push(PaneRow::default());
    }

    /// Opens an item; rows that follow with [`Rows::of_item`] belong to it.
    fn item(&mut self, item: Item, pieces: Vec<(ImportInk, String)>) {
        self.items.push(item);
        self.list.push(PaneRow { item: Some(self.items.len() - 1), pieces });
    }

    /// A further row of the newest item.
    fn of_item(&mut self, ink: ImportInk, indent: usize, text: &str) {
        let room = self.columns.saturating_sub(indent + 1).max(8);
        let item = self.items.len().checked_sub(1);
        for line in words::wrap(text, room) {
            self.list.push(PaneRow { item, pieces: vec![(ink, format!("{}{line}", " ".repeat(indent)))] });
        }
    }
}

impl App {
    /// The rows of the part that is shown.
    pub fn import_pane(&self) -> Vec<PaneRow> {
        self.import_rows().map(|rows| rows.list).unwrap_or_default()
    }

    /// The item under the cursor of the pane.
    pub(super) fn import_item(&self) -> Option<Item> {
        let Stage::Proposed(proposed) = &self.importing()?.stage else { return None };
        self.import_rows()?.items.get(proposed.item).copied()
    }

    fn import_rows(&self) -> Option<Rows> {
        let importing = self.importing()?;
        let Stage::Proposed(proposed) = &importing.stage else { return None };
        let mut rows = Rows { columns: usize::from(self.import_areas().1.columns), list: Vec::new(), items: Vec::new() };
        match proposed.part() {
            Part::Summary => self.summary(&mut rows, proposed),
            Part::Class(class) => class_rows(&mut rows, proposed, class),
            Part::Problems => problem_rows(&mut rows, proposed),
            Part::Fields => field_rows(&mut rows, proposed),
            Part::Names => name_rows(&mut rows, proposed),
            Part::Manner => manner_rows(&mut rows, importing),
            Part::Columns(at) => column_rows(&mut rows, proposed, at),
        }
        Some(rows)
    }

    fn summary(&self, rows: &mut Rows, proposed: &Proposed) {
        let proposal = &proposed.proposal;
        for source in &proposal.sources {
            let tally = source.tally;
            rows.say(ImportInk::Title, 1, &format!("{}: read as {}", source.file, words::spoken(source.kind.word())));
            let counts = [(tally.new, "new"), (tally.changed, "changed"), (tally.same, "same"), (tally.set_aside, "set aside")];
            let counted: Vec<String> = counts.iter().map(|(count, word)| format!("{} {word}", words::count(*count as u64))).collect();
            let outside = if tally.outside > 0 {
                format!(" ({} of them outside this map)", words::count(tally.outside as u64))
            } else {
                String::new()
            };
            rows.say(ImportInk::Words, 3, &format!("{}: {}{outside}", words::counted(tally.rows, "row", "rows"), counted.join(", ")));
            if tally.columns_left > 0 {
                rows.say(ImportInk::Faint, 3, &format!("{} not read", words::counted(tally.columns_left, "column", "columns")));
            }
        }
        rows.gap();
        let changes = import_changes(proposal);
        rows.say(
            ImportInk::Words,
            1,
            &if changes.is_empty() { "Nothing would change.".to_owned() } else { format!("What comes: {changes}.") },
        );
        let [members, ties] = [(RecordKind::Member, "member", "members"), (RecordKind::Tie, "tie", "ties")]
            .map(|(kind, one, many)| words::counted(proposal.network.count(kind), one, many));
        rows.say(ImportInk::Words, 1, &format!("The map would then hold {members} and {ties}."));
        waiting_rows(rows, proposed);
        if !(proposal.notes.is_empty() && proposal.doubts.is_empty()) {
            rows.gap();
        }
        for doubt in &proposal.doubts {
            rows.say(ImportInk::Problem, 1, &format!("Is this right? {doubt}"));
        }
        for note in proposal.notes.iter().filter(|note| !proposal.doubts.contains(note)) {
            rows.say(ImportInk::Faint, 1, note);
        }
        rows.gap();
        let key = |command| self.setup.keymap.key(Command::General(command)).map(|key| key.to_string()).unwrap_or_default();
        let (enter, back, undo) = (key(General::Choose), key(General::Back), key(General::Undo));
        if changes_nothing(proposed) {
            rows.say(ImportInk::Words, 1, &format!("{back} leaves the map as it is."));
        } else {
            rows.say(
                ImportInk::Words,
                1,
                &format!("{enter} takes this into the map as one step; {undo} takes all of it back. {back} leaves the map as it is."),
            );
        }
    }

    /// Brings the cursors in line with the lists and the screen.
    pub(in crate::app) fn import_in_view(&mut self) {
        let (rows, height) = (self.import_rows(), self.import_areas().1.lines().max(1));
        let list_rows = self.import_list_rows();
        let Some(importing) = self.importing_mut() else { return };
        match &mut importing.stage {
            Stage::Choosing => {
                let (at, count) = (importing.chooser.cursor.at, importing.chooser.count());
                importing.chooser.cursor.put(at, count, list_rows);
            }
            Stage::Proposed(proposed) => {
                let Some(rows) = rows else { return };
                proposed.item = proposed.item.min(rows.items.len().saturating_sub(1));
                let most = rows.list.len().saturating_sub(height);
                proposed.top = proposed.top.min(most);
                let is_current = |row: &PaneRow| row.item == Some(proposed.item);
                if let (Focus::Pane, Some(first), Some(last)) =
                    (proposed.focus, rows.list.iter().position(is_current), rows.list.iter().rposition(is_current))
                {
                    // The heading above the first item comes into view with it.
                    let first = if proposed.item == 0 { 0 } else { first };
                    proposed.top = proposed.top.max((last + 1).saturating_sub(height)).min(first);
                }
            }
            Stage::Columns(page) => page.in_view(height),
            Stage::Reading(_) | Stage::Refused(_) => {}
        }
    }

    /// Up and down: among the parts, among the items of the pane, or through its rows.
    pub(super) fn import_move(&mut self, movement: Move) {
        let (items, rows, height) = match self.import_rows() {
            Some(rows) => (rows.items.len(), rows.list.len(), self.import_areas().1.lines().max(1)),
            None => return,
        };
        let Some(importing) = self.importing_mut() else { return };
        let Stage::Proposed(proposed) = &mut importing.stage else { return };
        let last = rows.saturating_sub(height);
        match (proposed.focus, movement) {
            (Focus::Parts, Move::Up) => proposed.go_to(proposed.at.saturating_sub(1)),
            (Focus::Parts, Move::Down) => proposed.go_to(proposed.at + 1),
            (Focus::Parts, Move::First) => proposed.go_to(0),
            (Focus::Parts, Move::Last) => proposed.go_to(usize::MAX),
            (Focus::Pane, Move::Up) if items > 0 => proposed.item = proposed.item.saturating_sub(1),
            (Focus::Pane, Move::Down) if items > 0 => proposed.item = (proposed.item + 1).min(items - 1),
            (Focus::Pane, Move::First) if items > 0 => proposed.item = 0,
            (Focus::Pane, Move::Last) if items > 0 => proposed.item = items - 1,
            (Focus::Pane, Move::PageUp) if items > 0 => proposed.item = proposed.item.saturating_sub(height / 2),
            (Focus::Pane, Move::PageDown) if items > 0 => proposed.item = (proposed.item + height / 2).min(items - 1),
            (_, Move::Up) => proposed.top = proposed.top.saturating_sub(1),
            (_, Move::Down) => proposed.top = (proposed.top + 1).min(last),
            (_, Move::PageUp) => proposed.top = proposed.top.saturating_sub(height.saturating_sub(1)),
            (_, Move::PageDown) => proposed.top = (proposed.top + height.saturating_sub(1)).min(last),
            (_, Move::First) => proposed.top = 0,
            (_, Move::Last) => proposed.top = last,
            (_, Move::Left | Move::Right) => {}
        }
    }

    /// A click: on a part shows it, on an item puts the cursor there and again changes it, on a file takes it.
    pub(in crate::app) fn import_click(&mut self, mouse: Mouse) -> Vec<Effect> {
        let (list, pane) = self.import_areas();
        let rows = self.import_pane();
        let Some(importing) = self.importing_mut() else { return Vec::new() };
        match &mut importing.stage {
            Stage::Choosing => {
                let Some((_, row)) = pane.hit(mouse) else { return Vec::new() };
                let Some(at) = importing.chooser.cursor.line_at(row, importing.chooser.count()) else { return Vec::new() };
                let stood = std::mem::replace(&mut importing.chooser.cursor.at, at) == at;
                return if stood { self.act(Command::General(General::Choose)) } else { Vec::new() };
            }
            Stage::Proposed(proposed) => {
                if let Some((_, row)) = list.hit(mouse).filter(|(_, row)| *row < proposed.parts.len()) {
                    let is_stale = proposed.is_stale;
                    proposed.go_to(row);
                    proposed.focus = Focus::Parts;
                    return if is_stale { self.import_leave_pane() } else { Vec::new() };
                }
                let Some((_, row)) = pane.hit(mouse) else { return Vec::new() };
                let Some(item) = rows.get(proposed.top + row).and_then(|row| row.item) else { return Vec::new() };
                let stood = std::mem::replace(&mut proposed.item, item) == item && proposed.focus == Focus::Pane;
                proposed.focus = Focus::Pane;
                if stood {
                    let effects = self.import_change(Move::Right);
                    self.import_in_view();
                    return effects;
                }
            }
            Stage::Columns(page) => page.click(pane, mouse),
            Stage::Reading(_) | Stage::Refused(_) => {}
        }
        self.import_in_view();
        Vec::new()
    }

    /// Whether the import covers the whole body.
    pub(in crate::app) fn import_overlay_area(&self) -> Area {
        let body = self.areas().body;
        match &self.overlay {
            Some(Overlay::Importing(importing)) => match &importing.stage {
                Stage::Reading(_) => body.middle(70, 7),
                Stage::Refused(refused) => body.middle(76, words::wrap(&refused.sentence, 72).len() as u16 + 6),
                Stage::Choosing | Stage::Columns(_) | Stage::Proposed(_) => body.middle(150, body.rows),
            },
            Some(_) | None => Area::default(),
        }
    }
}

fn changes_nothing(proposed: &Proposed) -> bool {
    proposed.proposal.step.is_empty() && proposed.proposal.aside.is_empty()
}

/// What waits for a person, and what becomes of rows set aside.
fn waiting_rows(rows: &mut Rows, proposed: &Proposed) {
    let proposal = &proposed.proposal;
    let names = proposal.questions.iter().filter(|question| question.answer.is_none()).count();
    if names > 0 {
        let said = words::counted(
            names,
            "name without a number waits for you to say whose it is",
            "names without a number wait for you to say whose they are",
        );
        rows.say(ImportInk::Problem, 1, &format!("{said}: see Names to match."));
    }
    match proposal.open_differences() {
        0 => {}
        open => {
            let said = words::counted(open, "value waits for you to say whose counts", "values wait for you to say whose count");
            rows.say(ImportInk::Problem, 1, &format!("{said}: see Values that differ. Until then the map's stay."));
        }
    }
    if proposal.tally.set_aside > 0 {
        let said = match proposal.tally.set_aside {
            1 => "The row that is set aside is written to a sheet beside the map, with its reason.".to_owned(),
            count => {
                format!(
                    "The {} rows that are set aside are written to a sheet beside the map, each with its reason.",
                    words::count(count as u64)
                )
            }
        };
        rows.say(ImportInk::Words, 1, &said);
    }
}

fn class_rows(rows: &mut Rows, proposed: &Proposed, class: Class) {
    let count = proposed.count(Part::Class(class)).unwrap_or(0);
    let told = match class {
        Class::New => "add something that the map does not have",
        Class::Changed => "change something that stands in the map",
        Class::Same => "say what the map says already",
        Class::SetAside => "could not be used; nothing of them comes into the map",
        Class::Outside => "are of no use to this map, such as links of schools elsewhere",
    };
    rows.say(ImportInk::Title, 1, &format!("{} that {told}", words::counted(count, "row", "rows")));
    rows.gap();
    let mut shown = 0;
    for example in proposed.examples.iter().filter(|example| example.class == class) {
        shown += 1;
        rows.say(ImportInk::Words, 1, if example.words.is_empty() { &example.place } else { &example.words });
        if !example.reason.is_empty() {
            rows.say(ImportInk::Problem, 3, &words::capitalised(&example.reason));
        }
        if !example.words.is_empty() {
            rows.say(ImportInk::Faint, 3, &example.place);
        }
    }
    if count > shown {
        rows.say(ImportInk::Faint, 1, &format!("and {} more", words::count((count - shown) as u64)));
    }
}

fn problem_rows(rows: &mut Rows, proposed: &Proposed) {
    let problems = &proposed.proposal.problems;
    rows.say(
        ImportInk::Title,
        1,
        &format!("{}: what could not be used, and what was done", words::counted(problems.len(), "problem", "problems")),
    );
    rows.gap();
    for problem in problems.iter().take(LISTED) {
        let column = problem.column.as_ref().map(|column| format!(", column {column}")).unwrap_or_default();
        rows.say(ImportInk::Words, 1, &words::capitalised(&problem.message));
        rows.say(ImportInk::Faint, 3, &format!("{}, line {}{column}", problem.file, problem.line));
    }
    if problems.len() > LISTED {
        rows.say(ImportInk::Faint, 1, &format!("and {} more", words::count((problems.len() - LISTED) as u64)));
    }
}

fn field_rows(rows: &mut Rows, proposed: &Proposed) {
    rows.say(ImportInk::Title, 1, "Whose value counts where the map has one and a source another");
    rows.gap();
    let width = proposed.fields.iter().map(|field| words::columns(&field.name)).max().unwrap_or(0).clamp(12, 24);
    let line = |name: &str, count: &str, policy: &str| {
        vec![
            (ImportInk::Words, format!("   {} ", words::fit(name, width))),
            (ImportInk::Faint, format!("{} ", words::right(count, 6))),
            (ImportInk::Value, format!("‹ {policy} ›")),
        ]
    };
    rows.item(Item::EveryField, line("every field", "", policy_words(proposed.rest)));
    for (at, field) in proposed.fields.iter().enumerate() {
        rows.item(Item::Field(at), line(&field.name, &words::count(field.differences.len() as u64), policy_words(field.policy)));
        let listed = field.differences.iter().take(LISTED).filter_map(|at| Some((*at, proposed.proposal.differences.get(*at)?)));
        let is_asked = field.policy == crate::exchange::Policy::Ask;
        for (at, difference) in listed.take(if is_asked { LISTED } else { 2 }) {
            if is_asked {
                let taken = match (difference.is_open, difference.taken) {
                    (true, _) => (ImportInk::Problem, "map or source?"),
                    (false, Side::Map) => (ImportInk::Value, "the map's"),
                    (false, Side::Source) => (ImportInk::Value, "the source's"),
                };
                let room = rows.columns.saturating_sub(8 + words::columns(taken.1)).max(12);
                let who = words::fit(&difference_subject(&proposed.proposal.network, difference), room);
                rows.item(Item::Difference(at), vec![(ImportInk::Words, format!("     {who} ")), (taken.0, taken.1.to_owned())]);
                rows.of_item(ImportInk::Faint, 7, &format!("map     {}", difference.map));
                rows.of_item(ImportInk::Faint, 7, &format!("source  {}", difference.source));
            } else {
                rows.say(ImportInk::Faint, 5, &difference_words(&proposed.proposal.network, difference));
            }
        }
    }
}

fn name_rows(rows: &mut Rows, proposed: &Proposed) {
    rows.say(ImportInk::Title, 1, "Names without a number: nobody is joined by a name alone");
    rows.gap();
    for (at, question) in proposed.proposal.questions.iter().enumerate() {
        rows.item(Item::Name(at), vec![(ImportInk::Words, format!("   {}", question_words(question)))]);
        let ink = if question.answer.is_none() { ImportInk::Problem } else { ImportInk::Value };
        rows.of_item(ink, 5, &format!("‹ {} ›", answer_words(question)));
        if question.answer.is_none() {
            for candidate in question.candidates.iter().take(3) {
                rows.of_item(ImportInk::Faint, 7, &format!("perhaps {}", candidate_words(candidate)));
            }
        }
    }
}

/// `Ash Hgh, Northtown: members.csv, line 3, and 2 more rows`.
fn question_words(question: &NameQuestion) -> String {
    let place = if question.place.is_empty() { String::new() } else { format!(", {}", question.place) };
    let more = match question.rows {
        0 | 1 => String::new(),
        rows => format!(", and {}", words::counted(rows - 1, "more row", "more rows")),
    };
    format!("{}{place}: {}, line {}{more}", question.name, question.file, question.line)
}

fn manner_rows(rows: &mut Rows, importing: &Importing) {
    rows.say(ImportInk::Title, 1, "How the files are read, where you know better than what was found");
    rows.gap();
    let manners = importing.manners();
    let width = manners.iter().map(|(_, words, _)| words::columns(words)).max().unwrap_or(0);
    // Where there is no room for both beside each other, what it is now stands below.
    let longest = manners.iter().map(|(_, _, now)| words::columns(now)).max().unwrap_or(0);
    let is_narrow = width + longest + 10 > rows.columns;
    for (manner, what, now) in manners {
        let (what, now) = (format!("   {}  ", words::fit(what, width)), format!("‹ {now} ›"));
        if is_narrow {
            rows.item(Item::Manner(manner), vec![(ImportInk::Words, what)]);
            rows.of_item(ImportInk::Value, 6, &now);
        } else {
            rows.item(Item::Manner(manner), vec![(ImportInk::Words, what), (ImportInk::Value, now)]);
        }
    }
}

fn column_rows(rows: &mut Rows, proposed: &Proposed, at: usize) {
    let Some(mapping) = proposed.mappings.get(at) else { return };
    rows.say(ImportInk::Title, 1, &mapping.sentence());
    rows.gap();
    let width = mapping.columns().iter().map(|column| words::columns(&column.heading)).max().unwrap_or(0).clamp(8, 24);
    for column in mapping.columns() {
        let means = column.meaning.words(mapping.rows_are());
        let pieces =
            vec![(ImportInk::Words, format!("   {}  ", words::fit(&column.heading, width))), (ImportInk::Value, means.to_string())];
        rows.list.push(PaneRow { item: None, pieces });
    }
}
