//! The near view: cards, ties along rows and columns, which ties are shown, and claims that ties do not show.

use std::{collections::BTreeMap, sync::Arc};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Camera, Chart, Layout, Level, Picture, Placement, Rect, Route, Shape, Ties, View},
    model::{About, Network, Phase, RecordKind},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Theme, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
    session::Session,
};

fn mono() -> Theme {
    Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap()
}

fn text(picture: &Picture, glyphs: GlyphSet) -> String {
    print(picture, &mono(), glyphs, Escapes::None)
}

fn chart(members: usize) -> Chart {
    Chart::new(&crowd(members, Rated::Most), Layout::Rings)
}

/// Pictures from near with ties along rows and columns: small networks whole, a large one in parts.
fn near() -> Vec<(Chart, Picture)> {
    let mut pictures = Vec::new();
    for members in [8, 12, 16, 20, 24] {
        let chart = chart(members);
        for layout in [Layout::Rings, Layout::Geographic] {
            let chart = chart.in_layout(layout);
            pictures.extend([(120, 36), (200, 55), (80, 24)].map(|(width, height)| {
                let picture = chart.picture(&View::default(), width, height);
                (chart.clone(), picture)
            }));
        }
    }
    let chart = chart(300);
    for (x, y) in [(0.0, 0.0), (0.4, 0.1), (-0.5, 0.3), (0.7, -0.6), (-0.2, -0.8)] {
        let camera = Camera::default().at_zoom(5.0).panned(x * 2.5, y * 2.5);
        let picture = chart.picture(&View { camera, ..View::default() }, 200, 55);
        pictures.push((chart.clone(), picture));
    }
    pictures.retain(|(_, picture)| picture.level == Level::Near);
    pictures
}

fn solid(picture: &Picture) -> Vec<Rect> {
    let members = picture.placements.iter().map(|placement| placement.area);
    let words = picture.labels.iter().map(permea::map::Label::area);
    members.chain(words).chain(picture.minimap.iter().map(|minimap| minimap.area)).collect()
}

#[test]
fn routes_are_found_in_the_near_view() {
    let few = near().into_iter().filter(|(_, picture)| picture.routes.len() + picture.ties.len() <= 35);
    let counts = few.map(|(_, picture)| (picture.routes.len(), picture.ties.len()));
    let (routes, strokes) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(routes > 200 && strokes * 5 < routes, "{routes} routes, {strokes} strokes");
}

#[test]
fn no_route_runs_through_a_card_or_a_label() {
    for (_, picture) in near() {
        let solid = solid(&picture);
        for (x, y) in picture.routes.iter().flat_map(Route::cells) {
            assert!(picture.map.contains(x, y) && solid.iter().all(|area| !area.contains(x, y)), "{x} {y}");
        }
    }
}

#[test]
fn a_route_leads_from_who_gives_to_who_learns() {
    for (chart, picture) in near() {
        for route in &picture.routes {
            let tie = chart.roster.ties[route.tie];
            let cells = route.cells();
            for (member, cell) in [(tie.from, cells.first()), (tie.to, cells.last())] {
                let area = picture.placement(member).unwrap().area;
                let &(x, y) = cell.unwrap();
                assert!([(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].iter().any(|(x, y)| area.contains(*x, *y)));
            }
            let next_to = |pair: &[(i32, i32)]| (pair[0].0 - pair[1].0).abs() + (pair[0].1 - pair[1].1).abs() == 1;
            assert!(cells.windows(2).all(next_to), "{cells:?}");
            assert!(picture.arrows.iter().any(|arrow| Some(&(arrow.x, arrow.y)) == cells.last()));
        }
    }
}

#[test]
fn routes_cross_straight_on_and_share_nothing_else() {
    for (_, picture) in near() {
        let mut through: BTreeMap<(i32, i32), Vec<Option<bool>>> = BTreeMap::new();
        for route in &picture.routes {
            let cells = route.cells();
            for (at, cell) in cells.iter().enumerate() {
                let around = [at.checked_sub(1).and_then(|at| cells.get(at)), cells.get(at + 1)];
                let is_across = match around {
                    [Some(before), Some(after)] if before.1 == after.1 => Some(true),
                    [Some(before), Some(after)] if before.0 == after.0 => Some(false),
                    _ => None,
                };
                through.entry(*cell).or_default().push(is_across);
            }
        }
        for (cell, ways) in through.into_iter().filter(|(_, ways)| ways.len() > 1) {
            let [Some(one), Some(other)] = ways.as_slice() else { panic!("{cell:?}: {ways:?}") };
            assert_ne!(one, other, "{cell:?}");
        }
    }
}

#[test]
fn every_tie_between_two_cards_is_a_route_or_a_stroke() {
    for (chart, picture) in near() {
        let shown = |member: usize| picture.placement(member).is_some();
        let both = chart.roster.ties.iter().filter(|tie| shown(tie.from) && shown(tie.to)).count();
        assert_eq!(picture.routes.len() + picture.ties.len(), both);
    }
}

#[test]
fn the_same_network_has_the_same_routes() {
    for members in [12, 24] {
        let (first, second) = (chart(members).picture(&View::default(), 120, 36), chart(members).picture(&View::default(), 120, 36));
        assert_eq!(first.routes, second.routes);
    }
}

#[test]
fn many_ties_are_no_circuit_board() {
    let picture = chart(60).picture(&View { level: Some(Level::Near), ..View::default() }, 300, 100);
    assert_eq!(picture.level, Level::Near);
    assert!(picture.routes.is_empty() && picture.ties.len() > 35);
}

/// A network of three schools and two sources: A learns from research directly and shares with B; C stands alone.
fn small(ties: &[&str]) -> Chart {
    let members = [
        "id=urn:1|kind=school|name=Ash High|authority=North",
        "id=urn:2|kind=school|name=Birch Primary|authority=North",
        "id=urn:3|kind=school|name=Cedar High|authority=South",
        "id=m:r|kind=source|name=Research|source=research",
        "id=m:p|kind=source|name=Practice|source=practice",
    ];
    let mut records: Vec<_> = members.iter().map(|fields| record(RecordKind::Member, fields)).collect();
    let ratings = [("urn:1", "stage=3|inside=some"), ("urn:2", "stage=2"), ("urn:3", "stage=1")];
    records.extend(
        ratings
            .iter()
            .enumerate()
            .map(|(at, (member, stage))| record(RecordKind::Rating, &format!("id=r:{at}|member={member}|on=2026-02-01|by=Priya|{stage}"))),
    );
    records.extend(ties.iter().enumerate().map(|(at, tie)| record(RecordKind::Tie, &format!("id=t:{at}|{tie}|last_active=2026-01-10"))));
    let network = Network::from_records(About::default(), records).unwrap();
    Chart::new(&Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()), Layout::Rings)
}

const TIES: [&str; 2] = ["from=m:r|to=urn:1|phase=1|trust=1", "from=urn:1|to=urn:2|phase=3|trust=4"];

fn placement(chart: &Chart, picture: &Picture, id: &str) -> Placement {
    picture.placement(chart.roster.index(id).unwrap()).unwrap().clone()
}

#[test]
fn a_card_says_which_sources_are_reached_and_in_how_many_steps() {
    let chart = small(&TIES);
    let picture = chart.picture(&View::default(), 120, 36);
    assert_eq!(placement(&chart, &picture, "urn:1").sources, [Some(1), None, None]);
    assert_eq!(placement(&chart, &picture, "urn:2").sources, [Some(2), None, None]);
    assert_eq!(placement(&chart, &picture, "urn:3").sources, [None; 3]);
    let text = text(&picture, GlyphSet::Unicode);
    assert!(text.contains("◆1 ◈– ◇–") && text.contains("◆2 ◈– ◇–"), "{text}");
}

#[test]
fn the_sources_on_cards_are_those_the_graph_finds() {
    let analysis = crowd(300, Rated::Most);
    let chart = Chart::new(&analysis, Layout::Rings);
    for member in &chart.roster.members {
        let found = analysis.graph.sources(&analysis.network, &member.id, 2);
        for (steps, kind) in member.sources.iter().zip(permea::model::SourceKind::ALL) {
            let own = analysis.network.member(&member.id).is_some_and(|own| own.source == Some(*kind));
            let nearest = found.iter().filter(|reach| reach.kind == Some(*kind)).map(|reach| reach.steps).min();
            assert!(own || steps.map(usize::from) == nearest, "{}: {steps:?} {nearest:?}", member.name);
        }
    }
}

#[test]
fn ties_that_leave_the_window_are_counted_on_the_card() {
    for (chart, picture) in near() {
        for placement in &picture.placements {
            if chart.place_of(&chart.roster.members[placement.member].id).is_none() {
                continue;
            }
            let has_place = |member: usize| chart.place_of(&chart.roster.members[member].id).is_some();
            let is_outside = |member: usize| picture.placement(member).is_none() && has_place(member);
            let own = chart.roster.ties.iter().filter(|tie| [tie.from, tie.to].contains(&placement.member));
            let leaving = own.filter(|tie| is_outside(if tie.from == placement.member { tie.to } else { tie.from }));
            let (mut learns, mut shares) = (0, 0);
            for tie in leaving {
                shares += usize::from(tie.from == placement.member || tie.is_mutual);
                learns += usize::from(tie.to == placement.member || tie.is_mutual);
            }
            assert_eq!((placement.beyond.learns, placement.beyond.shares), (learns, shares));
        }
    }
}

#[test]
fn only_the_least_trust_breaks_a_tie() {
    let chart = small(&[TIES[0], TIES[1], "from=m:p|to=urn:3|phase=2"]);
    let picture = chart.picture(&View::default(), 120, 36);
    for route in &picture.routes {
        let is_weak = chart.roster.ties[route.tie].trust.is_some_and(|trust| trust.get() == 1);
        assert_eq!(!route.gap.is_empty(), is_weak && route.cells().len() > 3, "{route:?}");
    }
    let crowd = self::chart(40).picture(&View::default(), 120, 36);
    assert!(crowd.ties.iter().any(|stroke| stroke.drawn.len() == 2) && crowd.ties.iter().any(|stroke| stroke.drawn.len() == 1));
}

#[test]
fn one_can_choose_which_ties_are_shown() {
    for members in [20, 300] {
        let chart = chart(members);
        let count = |ties: Ties| {
            let picture = chart.picture(&View { ties, ..View::default() }, 120, 36);
            (picture.ties.len() + picture.routes.len(), picture.notes.join(" "))
        };
        let coaching = chart.roster.ties.iter().filter(|tie| tie.phase == Phase::Coaching).count();
        let all = chart.roster.ties.iter().filter(|tie| tie.from != tie.to).count();
        assert_eq!(count(Ties::All).0, all);
        assert_eq!(count(Ties::Coaching).0, coaching);
        assert_eq!(count(Ties::None).0, 0);
        assert!(count(Ties::None).1.contains("no ties") && count(Ties::Coaching).1.contains("coaching ties only"));
    }
}

#[test]
fn a_focus_shows_its_ties_whatever_is_chosen() {
    let chart = small(&TIES);
    let selected = Some(chart.roster.members[chart.roster.index("urn:1").unwrap()].id.clone());
    let picture = chart.picture(&View { ties: Ties::None, selected, topic: Some(View::FOCUS), ..View::default() }, 120, 36);
    assert_eq!(picture.ties.len() + picture.routes.len(), 2);
}

#[test]
fn a_claim_that_ties_do_not_show_is_seen_without_colour() {
    let chart = small(&TIES);
    for layout in [Layout::Rings, Layout::Journey] {
        let picture = chart.in_layout(layout).picture(&View::default(), 120, 36);
        let ash = placement(&chart, &picture, "urn:1");
        assert_eq!(ash.doubt.map(permea::model::Stage::number), Some(2));
        assert_eq!(placement(&chart, &picture, "urn:3").doubt, None);
        let expected = if ash.shape == Shape::Card { ["3 Engagement?"; 2] } else { ["│Ash High╎?", "(Ash High:?"] };
        for (glyphs, expected) in [GlyphSet::Unicode, GlyphSet::Ascii].into_iter().zip(expected) {
            assert!(text(&picture, glyphs).contains(expected), "{}", text(&picture, glyphs));
        }
    }
}

#[test]
fn an_unnamed_claim_has_its_mark_behind_its_glyph() {
    let chart = chart(40);
    let view = View { names: permea::map::Names::None, ..View::default() };
    let picture = chart.picture(&view, 120, 36);
    let doubted = picture.placements.iter().filter(|placement| placement.doubt.is_some() && placement.flag.is_none());
    let wide = doubted.clone().filter(|placement| placement.area.width == 2).count();
    assert!(wide > 0 && wide == doubted.count());
}

#[test]
fn near_at_120x36() {
    insta::assert_snapshot!(text(&chart(14).picture(&View::default(), 120, 36), GlyphSet::Unicode));
}

#[test]
fn near_at_200x55() {
    let chart = chart(300);
    let camera = Camera::default().at_zoom(5.0).panned(0.6, 0.2);
    insta::assert_snapshot!(text(&chart.picture(&View { camera, ..View::default() }, 200, 55), GlyphSet::Unicode));
}

#[test]
fn near_in_ascii() {
    let text = text(&chart(10).picture(&View::default(), 120, 36), GlyphSet::Ascii);
    assert!(text.is_ascii());
    insta::assert_snapshot!(text);
}

#[test]
fn the_legend_is_a_row_then_a_box_then_nothing() {
    let mut session = Session::sized(120, 36).with_demo().press("m");
    let row = session.screen();
    let mut session = session.press("y");
    let all = session.screen();
    let mut session = session.press("y");
    let none = session.screen();
    assert!(row.contains("Isolation") && !row.contains("What the signs mean"));
    assert!(all.contains("What the signs mean") && all.contains("not reached"));
    assert!(!none.contains("What the signs mean") && !none.contains("Engagement"));
    assert_eq!(session.press("y").screen(), row);
}

#[test]
fn the_legend_has_room_on_every_screen() {
    for (width, height) in [(30, 8), (60, 15), (80, 24), (300, 100)] {
        let picture = chart(40).picture(&View::default(), width, height).with_legend();
        let legend = picture.legend.as_ref().unwrap();
        for label in &legend.labels {
            let area = label.area();
            assert!(area.x > legend.area.x && area.right() < legend.area.right() && area.y < legend.area.bottom() - 1);
        }
    }
}
