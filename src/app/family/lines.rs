//! The lines of a family: how it was found, a strip plot for each measure, and its peers as a table.

use super::{
    super::page::Ink,
    FamilyScreen, Order, Pieces,
    plot::{self, Strip},
};
use crate::{
    analysis::Analysis,
    peers::{FamilyPage, Formula, MeasureRow, Method, NoFamily, Spread, VariableRow},
    report::{
        apart_words, counts_words, family_words, gap_words, interval_words, km_words, signed_figure, variable_value, variable_words,
        words::{self, Scale},
    },
};

/// Rows from which the plot shows what the family is compared by, too.
const ROOM_FOR_VARIABLES: usize = 30;

/// Columns from which the interval of the median has a column of its own.
const ROOM_FOR_INTERVAL: usize = 110;

/// How wide the columns of the plot are.
struct Widths {
    name: usize,
    number: usize,
    interval: usize,
    strip: usize,
}

impl Widths {
    fn of(columns: usize) -> Self {
        let interval = if columns >= ROOM_FOR_INTERVAL { 17 } else { 0 };
        let name = match columns {
            150.. => 36,
            100.. => 26,
            _ => 21,
        };
        let number = 7;
        // School, gap, three quartiles; the nation's stands in the strip alone.
        let strip = columns.saturating_sub(2 + name + 5 * number + 2 + interval + 2);
        Self { name, number, interval, strip }
    }
}

/// Everything above the list.
pub(super) fn head(screen: &FamilyScreen, (page, analysis): (&FamilyPage, &Analysis), columns: usize, rows: usize) -> Vec<Pieces> {
    let room = columns.saturating_sub(2).max(20);
    let mut lines = title(&analysis.name_of(&page.member), &family_words(page), (columns, room));
    let counts = counts_words(page);
    if !counts.is_empty() {
        lines.extend(words::wrap(&format!("Compared by {counts}."), room).into_iter().map(|line| vec![(Ink::Dim, format!(" {line}"))]));
    }
    lines.extend(small_family(page, analysis));
    if let Some(first) = lines.first_mut() {
        *first = cut(std::mem::take(first), columns);
    }
    let widths = Widths::of(columns);
    let latest = page.latest();
    let most = (rows / 4).max(1);
    let from = screen.measure.saturating_sub(most.saturating_sub(1));
    if latest.is_empty() {
        lines.push(vec![(Ink::Dim, " No figures of these peers are in the map.".to_owned())]);
    } else {
        lines.push(plot_heading(&widths));
    }
    for (at, row) in latest.iter().enumerate().skip(from).take(most) {
        lines.push(measure_line(row, (at == screen.measure, screen.peer()), analysis, &widths));
    }
    if rows >= ROOM_FOR_VARIABLES {
        lines.extend(page.variables.iter().map(|variable| variable_line(variable, screen.peer(), &widths)));
    }
    if rows >= 18 {
        lines.push(legend(columns));
    }
    lines.push(list_heading(screen, page, columns));
    lines
}

/// Whose family it is and how it was found; the second on lines of its own where it would not fit behind the name.
fn title(name: &str, found: &str, (columns, room): (usize, usize)) -> Vec<Pieces> {
    let name = (Ink::Heading, format!(" {name}"));
    if words::columns(&name.1) + words::columns(found) + 2 <= columns {
        return vec![vec![name, (Ink::Plain, format!(": {found}"))]];
    }
    let lines = words::wrap(found, room).into_iter().map(|line| vec![(Ink::Plain, format!(" {line}"))]);
    std::iter::once(vec![name]).chain(lines).collect()
}

fn small_family(page: &FamilyPage, analysis: &Analysis) -> Option<Pieces> {
    let rules = &analysis.rules.families;
    let size = page.peers.len();
    if size < rules.indicative_from.value {
        Some(vec![(Ink::Warning, format!(" Fewer than {} peers: no verdict can rest on this family.", rules.indicative_from.value))])
    } else if size < rules.firm_from.value {
        Some(vec![(Ink::Warning, format!(" Fewer than {} peers: what rests on it is indicative.", rules.firm_from.value))])
    } else {
        None
    }
}

/// What is said where there is no family.
pub(super) fn without(name: &str, reason: &NoFamily, columns: usize) -> Vec<Pieces> {
    let mut lines = vec![vec![(Ink::Heading, format!(" {name}")), (Ink::Plain, " has no family".to_owned())], Vec::new()];
    let sentence = format!("{}.", words::capitalised(&reason.phrase()));
    lines.extend(words::wrap(&sentence, columns.saturating_sub(2).max(20)).into_iter().map(|line| vec![(Ink::Plain, format!(" {line}"))]));
    lines
}

/// The lines cut to so many columns.
fn cut(pieces: Pieces, columns: usize) -> Pieces {
    let mut room = columns;
    let mut out = Vec::new();
    for (ink, text) in pieces {
        let text = words::cut(&text, room);
        room = room.saturating_sub(words::columns(&text));
        out.push((ink, text));
    }
    out
}

fn plot_heading(widths: &Widths) -> Pieces {
    let number = |text: &str| words::right(text, widths.number);
    let interval = if widths.interval > 0 { words::right("median 95%", widths.interval) } else { String::new() };
    let text = format!(
        "  {}{}{}{}{}{}{interval}",
        words::fit("measure", widths.name),
        number("school"),
        words::right("gap", widths.number + 2),
        number("low ¼"),
        number("median"),
        number("high ¼"),
    );
    vec![(Ink::Label, text)]
}

fn measure_line(row: &MeasureRow, (is_chosen, peer): (bool, Option<usize>), analysis: &Analysis, widths: &Widths) -> Pieces {
    let scale = Scale::of(analysis.definitions.get(&row.measure));
    let number = |text: &str| words::right(text, widths.number);
    let own = row.value.map(|value| scale.bare(value));
    let own = own.or_else(|| row.mark.as_ref().map(ToString::to_string)).unwrap_or_else(|| words::MISSING.to_owned());
    let interval = if widths.interval > 0 { words::right(&interval_words(row.expected, scale), widths.interval) } else { String::new() };
    let values: Vec<f64> = row.peers.iter().flatten().map(|figure| figure.value).collect();
    let strip = Strip {
        peers: &values,
        quartiles: Some([row.family_low, row.family_median, row.family_high]),
        own: row.value,
        national: row.national,
        peer: peer.and_then(|at| Some(row.peers.get(at)?.as_ref()?.value)),
    };
    let (sign, ink) = if is_chosen { ("›", Ink::Strong) } else { (" ", Ink::Plain) };
    let name = format!("{} {}", row.measure, row.year);
    let mut pieces = vec![
        (ink, format!("{sign} {}", words::fit(&name, widths.name))),
        (Ink::Strong, number(&own)),
        (Ink::Plain, words::right(&gap_words(row, scale), widths.number + 2)),
        (
            Ink::Plain,
            format!(
                "{}{}{}{interval}  ",
                number(&scale.bare(row.family_low)),
                number(&scale.bare(row.family_median)),
                number(&scale.bare(row.family_high))
            ),
        ),
    ];
    pieces.extend(strip.pieces(widths.strip));
    pieces
}

/// What the family is compared by, on a strip like a measure: here all should stand close together.
fn variable_line(variable: &VariableRow, peer: Option<usize>, widths: &Widths) -> Pieces {
    let values: Vec<f64> = variable.peers.iter().flatten().copied().collect();
    let number = |value: Option<f64>| {
        let text = value.map_or_else(|| words::MISSING.to_owned(), |value| variable_value(variable.name, value));
        words::right(&text, widths.number)
    };
    // The interval is a measure's alone.
    let spread = Spread::of(values.clone(), 0.0);
    let strip = Strip {
        peers: &values,
        quartiles: spread.map(|spread| [spread.low, spread.median, spread.high]),
        own: variable.value,
        national: None,
        peer: peer.and_then(|at| variable.peers.get(at).copied().flatten()),
    };
    let mut pieces = vec![
        (Ink::Dim, format!("  {}", words::fit(&variable_words(variable.name), widths.name))),
        (Ink::Plain, number(variable.value)),
        (
            Ink::Dim,
            format!(
                "{}{}{}{}{}  ",
                " ".repeat(widths.number + 2),
                number(spread.map(|spread| spread.low)),
                number(spread.map(|spread| spread.median)),
                number(spread.map(|spread| spread.high)),
                " ".repeat(widths.interval)
            ),
        ),
    ];
    pieces.extend(strip.pieces(widths.strip));
    pieces
}

/// What the signs of the plot mean, in few words where there is little room.
fn legend(columns: usize) -> Pieces {
    let (school, peer) = if columns >= 88 { ("this school", "the peer under the cursor") } else { ("school", "peer in hand") };
    vec![
        (Ink::Strong, format!("  {} ", plot::OWN)),
        (Ink::Dim, format!("{school}  ")),
        (Ink::Shares, format!("{} ", plot::PEER)),
        (Ink::Dim, format!("{peer}  ")),
        (Ink::Learns, format!("{} ", plot::NATIONAL)),
        (Ink::Dim, "national  ".to_owned()),
        (Ink::Label, "[ | ] ".to_owned()),
        (Ink::Dim, "quartiles  · peer  * beyond noise".to_owned()),
    ]
}

/// How wide the columns of the list are.
struct Columns {
    name: usize,
    authority: usize,
    figure: usize,
}

impl Columns {
    fn of(columns: usize) -> Self {
        let authority = if columns >= 100 { 24 } else { 0 };
        let figure = 9;
        // Rank, distance, kilometres, tie, and the figure with the lead.
        let taken = 5 + 7 + 8 + 5 + figure + figure + 5 + authority + 2;
        Self { name: columns.saturating_sub(taken).clamp(12, 44), authority, figure }
    }
}

fn list_heading(screen: &FamilyScreen, page: &FamilyPage, columns: usize) -> Pieces {
    let widths = Columns::of(columns);
    let row = screen.row();
    let who = match (screen.order, row) {
        (Order::BetterAndNear, Some(_)) => {
            let count = screen.listed().len();
            format!("{count} of {} do better, nearest first", page.peers.len())
        }
        (Order::Family, _) | (Order::BetterAndNear, None) => match &page.method {
            Method::Official { .. } => "in the order of the list".to_owned(),
            Method::Computed(Formula::Fbit) => "same region first, then nearest".to_owned(),
            Method::Computed(Formula::Weighted | Formula::PriorAttainment) => "nearest in context first".to_owned(),
        },
    };
    let text = format!(
        "    {}{}{}{}{}{}  {}",
        words::fit(&who, widths.name + 1),
        words::right("apart", 7),
        words::right("km", 8),
        words::right("tied", 5),
        words::right(if row.is_some() { "value" } else { "" }, widths.figure),
        words::right(if row.is_some() { "better by" } else { "" }, widths.figure + 2),
        if widths.authority > 0 { "authority" } else { "" }
    );
    vec![(Ink::Label, words::fit(&text, columns))]
}

/// One peer of the list.
pub(super) fn peer((page, analysis): (&FamilyPage, &Analysis), row: Option<&MeasureRow>, at: usize, columns: usize) -> Pieces {
    let Some(peer) = page.peers.get(at) else { return Vec::new() };
    let widths = Columns::of(columns);
    let distance = apart_words(page, peer);
    let figure = row.and_then(|row| row.peers.get(at)?.as_ref());
    let scale = Scale::of(row.and_then(|row| analysis.definitions.get(&row.measure)));
    let value =
        figure.map_or_else(|| if row.is_some() { words::MISSING.to_owned() } else { String::new() }, |figure| scale.bare(figure.value));
    let ahead = figure.and_then(|figure| figure.ahead);
    let is_beyond = figure.and_then(|figure| figure.is_beyond_noise) == Some(true);
    let ink = match ahead {
        Some(ahead) if ahead > 0.0 && is_beyond => Ink::Good,
        Some(_) | None => Ink::Plain,
    };
    let beyond = if is_beyond { " *" } else { "  " };
    let ahead = ahead.map(|ahead| format!("{}{beyond}", signed_figure(ahead, scale))).unwrap_or_default();
    let authority = analysis.network.members().get(&peer.member).and_then(|member| member.authority.clone()).unwrap_or_default();
    vec![
        (Ink::Dim, format!("{}  ", words::right(&(at + 1).to_string(), 3))),
        (Ink::Plain, words::fit(&peer.name, widths.name)),
        (Ink::Plain, format!("{}{}", words::right(&distance, 7), words::right(&km_words(peer.km), 8))),
        (Ink::Shares, words::right(if peer.is_tied { "yes" } else { "" }, 5)),
        (Ink::Plain, words::right(&value, widths.figure)),
        (ink, words::right(&ahead, widths.figure + 2)),
        (Ink::Dim, if widths.authority > 0 { format!("  {}", words::cut(&authority, widths.authority)) } else { String::new() }),
    ]
}
