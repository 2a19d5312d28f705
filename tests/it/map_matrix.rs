//! The matrix: who gives in rows, who learns in columns, a cell for every pair with a tie.

use std::{collections::BTreeSet, sync::Arc};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Emphasis, Exchange, Layout, Level, Picture, Piece, Square, Table, Tile, View},
    model::{About, Network, Phase, RecordKind},
    report::MapWords,
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
    session::Session,
};

/// The matrix of schools A to F with these ties, each `FROM>TO PHASE` with more fields behind it.
fn chart(ties: &[&str]) -> Chart {
    let mut records: Vec<_> =
        "ABCDEF".chars().map(|name| record(RecordKind::Member, &format!("id=urn:{name}|kind=school|name={name}"))).collect();
    for (at, tie) in ties.iter().enumerate() {
        let (from, rest) = tie.split_once('>').unwrap();
        let (to, rest) = rest.split_once(' ').unwrap();
        let (phase, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let more = if more.is_empty() { String::new() } else { format!("|{more}") };
        records.push(record(RecordKind::Tie, &format!("id=t{at}|from=urn:{from}|to=urn:{to}|phase={phase}{more}")));
    }
    let network = Network::from_records(About::default(), records).unwrap();
    Chart::new(&Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()), Layout::Matrix)
}

fn view(chart: &Chart, row: &str, column: Option<&str>) -> View {
    let id = |name: &str| chart.roster.members.iter().find(|member| member.name == name).map(|member| member.id.clone());
    View { selected: id(row), across: column.and_then(id), ..View::default() }
}

fn table(picture: &Picture) -> &Table {
    picture.table.as_ref().unwrap()
}

/// The ties in the picture as who gives, who learns, phase, exchange and number.
fn drawn(chart: &Chart, picture: &Picture) -> Vec<(String, String, Phase, Exchange, usize)> {
    let table = table(picture);
    let name = |member: usize| chart.roster.members[member].name.to_string();
    let tie = |square: &Square| match square.tile {
        Tile::Tie { phase, exchange, ties, .. } => {
            let (x, y) = (u16::try_from(square.area.x).unwrap(), u16::try_from(square.area.y).unwrap());
            let (from, to) = table.pair_at(x, y).unwrap();
            Some((name(from), name(to), phase, exchange, ties))
        }
        Tile::Own { .. } | Tile::Nothing => None,
    };
    let mut ties: Vec<_> = table.squares.iter().filter_map(tie).collect();
    ties.sort_unstable();
    ties
}

fn text_of(piece: &Piece) -> Option<&str> {
    if let Piece::Text(text, _) | Piece::Bold(text, _) = piece { Some(text.as_str()) } else { None }
}

fn words(picture: &Picture) -> String {
    let pieces = picture.labels.iter().flat_map(|label| &label.pieces);
    let texts = pieces.filter_map(text_of);
    texts.collect::<Vec<_>>().join(" | ")
}

fn text(chart: &Chart, view: &View, (width, height): (u16, u16), glyphs: GlyphSet) -> String {
    let mono = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    print(&chart.picture(view, width, height), &mono, glyphs, Escapes::None)
}

fn crowded(members: usize) -> Chart {
    Chart::new(&crowd(members, Rated::Most), Layout::Matrix)
}

#[test]
fn without_ties_there_is_no_row_and_the_picture_says_so() {
    let chart = chart(&[]);
    let picture = chart.picture(&View::default(), 80, 24);
    assert!(picture.placements.is_empty() && table(&picture).squares.is_empty());
    assert!(words(&picture).contains("No tie is known in this map: 6 without ties."), "{}", words(&picture));
}

#[test]
fn a_tie_has_its_cell_in_the_row_of_who_gives() {
    let chart = chart(&["A>B 3 trust=2"]);
    let picture = chart.picture(&View::default(), 80, 24);
    assert_eq!(drawn(&chart, &picture), [("A".into(), "B".into(), Phase::Coaching, Exchange::OneWay, 1)]);
    assert_eq!(picture.placements.len(), 2);
    assert!(words(&picture).contains("2 members with ties") && words(&picture).contains("4 without ties have no row"));
}

#[test]
fn a_mutual_tie_has_two_cells_and_so_have_two_ties_there_and_back() {
    let both = |from: &str, to: &str, phase| (from.to_owned(), to.to_owned(), phase, Exchange::BothWays, 1);
    let mutual = chart(&["A>B 2 mutual=true"]);
    let picture = mutual.picture(&View::default(), 80, 24);
    assert_eq!(drawn(&mutual, &picture), [both("A", "B", Phase::Experience), both("B", "A", Phase::Experience)]);
    let two = chart(&["A>B 2", "B>A 1"]);
    let picture = two.picture(&View::default(), 80, 24);
    assert_eq!(drawn(&two, &picture), [both("A", "B", Phase::Experience), both("B", "A", Phase::Information)]);
}

#[test]
fn of_parallel_ties_the_deepest_is_drawn_and_their_number_is_told() {
    let chart = chart(&["A>B 1", "A>B 3", "A>B 2"]);
    let picture = chart.picture(&View::default(), 80, 24);
    assert_eq!(drawn(&chart, &picture), [("A".into(), "B".into(), Phase::Coaching, Exchange::OneWay, 3)]);
    assert!(text(&chart, &View::default(), (80, 24), GlyphSet::Unicode).contains("█+"));
    assert!(text(&chart, &View::default(), (80, 24), GlyphSet::Ascii).contains("#+"));
}

#[test]
fn every_tie_has_exactly_its_cell() {
    for members in [12, 40] {
        let chart = crowded(members);
        let picture = chart.picture(&View::default(), 200, 60);
        assert!(table(&picture).is_whole, "{members}");
        let table = table(&picture);
        let mut wanted = BTreeSet::new();
        for tie in chart.roster.ties.iter().filter(|tie| tie.from != tie.to) {
            wanted.insert((tie.from, tie.to));
            if tie.is_mutual {
                wanted.insert((tie.to, tie.from));
            }
        }
        let squares = table.squares.iter().filter(|square| matches!(square.tile, Tile::Tie { .. }));
        let found: Vec<_> = squares
            .map(|square| table.pair_at(u16::try_from(square.area.x).unwrap(), u16::try_from(square.area.y).unwrap()).unwrap())
            .collect();
        assert_eq!(found.len(), wanted.len());
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted);
    }
}

#[test]
fn ties_turned_round_stand_on_the_other_side_of_the_diagonal() {
    let there = chart(&["A>B 3", "C>A 1", "D>E 2 mutual=true"]);
    let back = chart(&["B>A 3", "A>C 1", "E>D 2 mutual=true"]);
    let turned = |chart: &Chart| {
        let ties = drawn(chart, &chart.picture(&View::default(), 80, 24));
        let mut turned: Vec<_> = ties.into_iter().map(|(from, to, phase, exchange, ties)| (to, from, phase, exchange, ties)).collect();
        turned.sort_unstable();
        turned
    };
    assert_eq!(turned(&there), drawn(&back, &back.picture(&View::default(), 80, 24)));
}

#[test]
fn members_who_have_to_do_with_each_other_stand_next_to_each_other() {
    let chart = chart(&["A>D 1", "D>F 1", "B>E 1", "E>C 1"]);
    let order: Vec<&str> =
        table(&chart.picture(&View::default(), 80, 24)).ladder.iter().map(|at| chart.roster.members[*at].name.as_str()).collect();
    let at = |name: &str| order.iter().position(|one| *one == name).unwrap();
    for (one, other) in [("A", "D"), ("D", "F"), ("B", "E"), ("E", "C")] {
        assert_eq!(at(one).abs_diff(at(other)), 1, "{order:?}");
    }
}

#[test]
fn the_pair_under_the_cross_hair_is_told_both_ways() {
    let chart = chart(&["A>B 3 trust=3|started=2024-09-01", "B>A 1", "C>A 2"]);
    let told = |row, column| words(&chart.picture(&view(&chart, row, column), 120, 24));
    let both = told("A", Some("B"));
    assert!(both.contains("A gives to B: coaching, trust 3, since 2024-09; it learns: information"), "{both}");
    assert!(told("A", Some("C")).contains("A learns from C: experience"));
    assert!(told("B", Some("C")).contains("B and C have no tie."));
    assert!(told("A", None).contains("A gives to 1 and learns from 2."));
    assert!(told("E", None).contains("E has no ties."));
}

#[test]
fn a_selected_member_without_ties_has_a_row_behind_the_others() {
    let chart = chart(&["A>B 3"]);
    let picture = chart.picture(&view(&chart, "E", None), 80, 24);
    assert_eq!(picture.placements.len(), 3);
    let last = picture.placements.last().unwrap();
    assert_eq!((chart.roster.members[last.member].name.as_str(), last.emphasis), ("E", Emphasis::Selected));
}

#[test]
fn the_selected_row_is_in_the_window_wherever_it_is() {
    for members in [40, 60, 300] {
        let chart = crowded(members);
        for (at, member) in chart.roster.members.iter().enumerate() {
            let picture = chart.picture(&View { selected: Some(member.id.clone()), ..View::default() }, 100, 30);
            assert!(picture.level == Level::Far || picture.placement(at).is_some(), "{} of {members}", member.name);
        }
    }
}

#[test]
fn a_focus_lets_the_rows_of_others_fade() {
    let chart = chart(&["A>B 3", "C>D 3", "D>E 1"]);
    let view = View { topic: Some(View::FOCUS), ..view(&chart, "A", None) };
    let picture = chart.picture(&view, 80, 24);
    for placement in &picture.placements {
        let name = chart.roster.members[placement.member].name.as_str();
        assert_eq!(placement.emphasis == Emphasis::Faded, !["A", "B"].contains(&name), "{name}");
    }
    let faded =
        table(&picture).squares.iter().filter(|square| square.emphasis == Emphasis::Faded && matches!(square.tile, Tile::Tie { .. }));
    assert_eq!(faded.count(), 2);
}

#[test]
fn too_many_for_rows_of_their_own_are_shown_by_groups_until_zoomed_into() {
    let chart = crowded(900);
    let far = chart.picture(&View::default(), 120, 36);
    assert_eq!((far.level, far.placements.len()), (Level::Far, 0));
    let near = chart.picture(&View { camera: View::default().camera.zoomed_in(), ..View::default() }, 120, 36);
    assert_eq!(near.level, Level::Middle);
    assert!(near.placements.len() > 15, "{}", near.placements.len());
}

#[test]
fn every_tie_is_counted_among_groups_once_for_each_way_it_goes() {
    let chart = crowded(900);
    let picture = chart.picture(&View::default(), 300, 100);
    let grid = table(&picture).heads.first().unwrap().area;
    let labels = picture.labels.iter().filter(|label| label.x >= grid.x && label.y > grid.y);
    let numbers = labels.flat_map(|label| &label.pieces).filter_map(|piece| text_of(piece)?.trim().parse::<usize>().ok());
    let counted: usize = numbers.sum();
    let cells = chart.roster.ties.iter().filter(|tie| tie.from != tie.to).map(|tie| 1 + usize::from(tie.is_mutual)).sum::<usize>();
    assert_eq!(counted, cells);
}

#[test]
fn steps_go_by_rows_and_to_tied_members_across() {
    let session = Session::sized(120, 36).with_demo().press("m 6 down");
    let first = session.app.selection.member.clone().unwrap();
    let mut session = session.press("down down");
    assert_ne!(session.app.selection.member.clone().unwrap(), first);
    let before = session.app.selection.member.clone();
    session = session.press("down right");
    let across = session.app.map.view.across.clone();
    assert!(across.is_some());
    assert_ne!(session.app.selection.member, before);
    assert!(session.screen().contains(" give to each other") || session.screen().contains(" gives to "));
}

#[test]
fn a_click_into_a_cell_looks_at_its_pair() {
    let mut session = Session::sized(120, 36).with_demo().press("m 6");
    let picture = session.app.map_picture().unwrap();
    let square = table(&picture).squares.iter().find(|square| matches!(square.tile, Tile::Tie { .. })).unwrap();
    let (x, y) = (u16::try_from(square.area.x).unwrap(), u16::try_from(square.area.y).unwrap());
    session = session.click(x, y);
    assert!(session.screen().contains(" give to each other") || session.screen().contains(" gives to "));
}

#[test]
fn the_matrix_in_sentences() {
    let chart = chart(&["A>B 3 trust=3", "B>A 1", "C>A 2", "A>B 1", "D>E 2 mutual=true"]);
    let picture = chart.picture(&View::default(), 120, 36);
    insta::assert_snapshot!(MapWords { analysis: &chart.analysis, chart: &chart, picture: &picture, view: &View::default() }.text());
}

#[test]
fn every_member_and_every_pair_is_said_once() {
    let chart = crowded(300);
    let picture = chart.picture(&View::default(), 120, 36);
    let said = MapWords { analysis: &chart.analysis, chart: &chart, picture: &picture, view: &View::default() }.text();
    let rows: Vec<&str> = said.lines().filter(|line| line.starts_with("- ") && line.contains(" gives to ")).collect();
    let tied: BTreeSet<usize> = chart.roster.ties.iter().flat_map(|tie| [tie.from, tie.to]).collect();
    assert_eq!(rows.len(), tied.len());
    let untied = chart.roster.members.len() - tied.len();
    assert!(said.contains(&format!("Without ties, {untied}: ")), "{said}");
    let there = chart.roster.ties.iter().map(|tie| (tie.from, tie.to));
    let back = chart.roster.ties.iter().filter(|tie| tie.is_mutual).map(|tie| (tie.to, tie.from));
    let pairs: BTreeSet<(usize, usize)> = there.chain(back).collect();
    let told = |phase: &str| rows.iter().map(|row| row.matches(&format!(" ({phase}")).count()).sum::<usize>();
    assert_eq!(told("information") + told("experience") + told("coaching"), pairs.len());
}

#[test]
fn a_drawing_is_as_large_as_its_matrix() {
    let chart = crowded(40);
    let (columns, rows) = chart.matrix_size();
    let picture = chart.picture(&View::default(), columns, rows);
    assert!(table(&picture).is_whole && picture.level == Level::Middle);
    assert!(table(&picture).heads.iter().all(|head| !head.text.is_empty()));
}

#[test]
fn where_not_all_fit_the_window_is_moved_without_zooming() {
    let mut session = Session::sized(120, 36).with_demo().press("m 6");
    let before = session.screen();
    session = session.press("shift-down shift-down");
    let after = session.screen();
    assert!(before.contains("Yarrowside High") && !before.contains("University of Skell"), "{before}");
    assert!(after.contains("University of Skell"), "{after}");
}

#[test]
fn forty_at_80x24() {
    insta::assert_snapshot!(text(&crowded(40), &View::default(), (80, 24), GlyphSet::Unicode));
}

#[test]
fn forty_at_120x36_with_a_cross_hair() {
    let chart = crowded(40);
    let tie = chart.roster.ties.iter().find(|tie| tie.phase == Phase::Coaching).unwrap();
    let id = |at: usize| Some(chart.roster.members[at].id.clone());
    let view = View { selected: id(tie.from), across: id(tie.to), ..View::default() };
    insta::assert_snapshot!(text(&chart, &view, (120, 36), GlyphSet::Unicode));
}

#[test]
fn forty_at_200x55_in_ascii() {
    insta::assert_snapshot!(text(&crowded(40), &View::default(), (200, 55), GlyphSet::Ascii));
}

#[test]
fn three_hundred_at_80x24() {
    insta::assert_snapshot!(text(&crowded(300), &View::default(), (80, 24), GlyphSet::Unicode));
}

#[test]
fn three_hundred_at_120x36() {
    insta::assert_snapshot!(text(&crowded(300), &View::default(), (120, 36), GlyphSet::Unicode));
}

#[test]
fn three_thousand_at_200x55() {
    insta::assert_snapshot!(text(&crowded(3000), &View::default(), (200, 55), GlyphSet::Unicode));
}
