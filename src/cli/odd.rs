//! What looks odd in a map and keeps nobody from opening it: names, places, days and authors, each with its line.

use std::{cell::OnceCell, collections::BTreeMap};

use jiff::civil::Date;
use unicode_security::confusable_detection::skeleton;

use super::check::Source;
use crate::{
    model::{Field, Member, Network, Rating, RecordKind, clean, fold},
    report::words::counted,
    store::quoted,
};

/// So many marks over one letter are shown; more are a name that wants to cover others.
const MOST_MARKS: usize = 4;

/// So many pairs of names that look alike are listed.
const LISTED: usize = 10;

/// On which line the records of a file stand; found only once something is odd.
pub(super) struct Lines<'a> {
    source: &'a Source,
    members: OnceCell<BTreeMap<String, usize>>,
    ratings: OnceCell<BTreeMap<String, usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        Self { source, members: OnceCell::new(), ratings: OnceCell::new() }
    }

    fn of_member(&self, member: &Member) -> usize {
        let lines = self.members.get_or_init(|| self.source.lines(RecordKind::Member));
        lines.get(member.id.as_str()).copied().unwrap_or(1)
    }

    fn of_rating(&self, rating: &Rating) -> usize {
        let lines = self.ratings.get_or_init(|| self.source.lines(RecordKind::Rating));
        lines.get(rating.id.as_str()).copied().unwrap_or(1)
    }
}

/// What is looked at.
pub(super) struct Odd<'a> {
    pub(super) network: &'a Network,
    pub(super) lines: &'a Lines<'a>,
    pub(super) file: &'a str,
    pub(super) as_of: Date,
}

impl Odd<'_> {
    /// Everything odd, as sentences.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = [self.unseen_in_names(), self.marks_in_names()].into_iter().flatten().collect();
        sentences.extend(self.names_alike());
        sentences.extend(self.like_formulas());
        sentences.extend([self.off_the_globe(), self.of_the_future(), self.without_author()].into_iter().flatten());
        sentences
    }

    /// Names with characters that cannot be seen, which only a hand-edited file can hold.
    fn unseen_in_names(&self) -> Option<String> {
        let odd: Vec<&Member> = self.network.members().iter().filter(|member| clean(&member.name) != member.name).collect();
        let first = odd.first()?;
        let has = if odd.len() == 1 { "has" } else { "have" };
        let is_control = |member: &&Member| member.name.chars().any(char::is_control);
        let is_unseen = |member: &&Member| clean(&member.name).chars().filter(|c| !c.is_whitespace()).count() < seen(&member.name);
        let found = [
            (odd.iter().any(is_control), "control characters"),
            (odd.iter().any(is_unseen), "invisible characters"),
            (!odd.iter().any(is_control) && !odd.iter().any(is_unseen), "spaces too many"),
        ];
        let found: Vec<&str> = found.into_iter().filter(|(is_found, _)| *is_found).map(|(_, words)| words).collect();
        let what = format!("{} {has} {}", counted(odd.len(), "name", "names"), found.join(" or "));
        Some(format!("{what} ({}). `permea repair {} --names` takes them out.", place(odd.len(), self.lines.of_member(first)), self.file))
    }

    /// Texts of members that a spreadsheet would take for formulas, as an import of other people's cells can bring them.
    fn like_formulas(&self) -> Option<String> {
        let texts = |member: &Member| {
            let note = member.note.as_ref().map(Field::text);
            std::iter::once(member.name.to_string()).chain(note).chain(member.own.values().map(ToString::to_string)).collect::<Vec<_>>()
        };
        let count = |member: &Member| texts(member).iter().filter(|text| is_like_a_formula(text)).count();
        let odd: Vec<&Member> = self.network.members().iter().filter(|member| count(member) > 0).collect();
        let first = odd.first()?;
        let all: usize = odd.iter().map(|member| count(member)).sum();
        let begins = if all == 1 { "begins" } else { "begin" };
        let place = place(all, self.lines.of_member(first));
        Some(format!(
            "{} of members {begins} as a formula of a spreadsheet does ({place}). They stay text: nothing runs them here, and a sheet that \
             permea writes keeps spreadsheets from running them.",
            counted(all, "text", "texts")
        ))
    }

    /// Names with letters under a heap of marks.
    fn marks_in_names(&self) -> Option<String> {
        let odd: Vec<&Member> = self.network.members().iter().filter(|member| most_marks(&member.name) > MOST_MARKS).collect();
        let first = odd.first()?;
        let has = if odd.len() == 1 { "has a letter" } else { "have letters" };
        let what = format!("{} {has} with more than {MOST_MARKS} marks", counted(odd.len(), "name", "names"));
        Some(format!("{what} ({}); {MOST_MARKS} are shown.", place(odd.len(), self.lines.of_member(first))))
    }

    /// Names that look the same and are spelt with other letters, as Cyrillic ones.
    fn names_alike(&self) -> Vec<String> {
        let mut looks: BTreeMap<String, BTreeMap<String, &Member>> = BTreeMap::new();
        for member in self.network.members() {
            let spelt = looks.entry(skeleton(&member.name).collect()).or_default();
            // Another apostrophe or case is no other spelling.
            spelt.entry(fold(&member.name)).or_insert(member);
        }
        let pairs: Vec<(&Member, &Member)> = looks
            .values()
            .filter_map(|spelt| {
                let mut members = spelt.values();
                Some((*members.next()?, *members.next()?))
            })
            .collect();
        let told = pairs.iter().take(LISTED).map(|(one, other)| {
            let mut two = [(self.lines.of_member(one), one), (self.lines.of_member(other), other)];
            two.sort_by_key(|(line, _)| *line);
            let [(line, one), (other_line, other)] = two;
            let name = |member: &Member| quoted(&format!("\"{}\"", member.name));
            format!("{} (line {line}) and {} (line {other_line}) look the same but are spelt differently.", name(one), name(other))
        });
        let more = pairs.len().saturating_sub(LISTED);
        let rest = (more > 0)
            .then(|| format!("{} more look the same but are spelt differently.", counted(more, "pair of names", "pairs of names")));
        told.chain(rest).collect()
    }

    /// Members whose degrees are no place on Earth; no distance is measured to them.
    fn off_the_globe(&self) -> Option<String> {
        let is_odd = |member: &&Member| member.noted_place().is_some_and(|place| !place.is_on_earth());
        let odd: Vec<&Member> = self.network.members().iter().filter(is_odd).collect();
        let first = odd.first()?;
        let place = place(odd.len(), self.lines.of_member(first));
        Some(match odd.len() {
            1 => format!("1 member is at no place on Earth ({place}); it counts as without a place."),
            count => format!("{count} members are at no place on Earth ({place}); they count as without a place."),
        })
    }

    /// Ratings whose day has not come.
    fn of_the_future(&self) -> Option<String> {
        let later: Vec<&Rating> = self.network.ratings().iter().filter(|rating| rating.on > self.as_of).collect();
        let first = later.first()?;
        let counts = format!("({}; {} is dated {})", place(later.len(), self.lines.of_rating(first)), first.id, first.on);
        Some(match later.len() {
            1 => format!("1 rating is in the future {counts}; it counts from then."),
            count => format!("{count} ratings are in the future {counts}; they count from then."),
        })
    }

    /// Ratings that say not who made them.
    fn without_author(&self) -> Option<String> {
        let odd: Vec<&Rating> = self.network.ratings().iter().filter(|rating| rating.by.is_none()).collect();
        let first = odd.first()?;
        let name = self.network.member(&first.member).map_or(first.member.as_str(), |member| &member.name);
        let (line, name) = (self.lines.of_rating(first), quoted(&format!("\"{name}\"")));
        Some(match odd.len() {
            1 => format!("Line {line}: a rating of {name} has no author. Kept, and shown as by an unknown author."),
            count => {
                format!("{count} ratings have no author (the first on line {line}, of {name}). Kept, and shown as by an unknown author.")
            }
        })
    }
}

/// `line 5`, or `the first on line 5` of several.
fn place(count: usize, line: usize) -> String {
    if count == 1 { format!("line {line}") } else { format!("the first on line {line}") }
}

/// Whether a spreadsheet would take a text for a formula. A number with a sign is one number.
fn is_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@']) && text.len() > 1 && text.replace(['%', ','], "").parse::<f64>().is_err()
}

/// The letters of a name that are neither space nor control.
fn seen(name: &str) -> usize {
    name.chars().filter(|c| !c.is_whitespace() && !c.is_control()).count()
}

/// The most marks that stand over one letter.
fn most_marks(name: &str) -> usize {
    let (mut most, mut run) = (0, 0);
    for letter in name.chars() {
        run = if unicode_width::UnicodeWidthChar::width(letter) == Some(0) && !letter.is_control() { run + 1 } else { 0 };
        most = most.max(run);
    }
    most
}
