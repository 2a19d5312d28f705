//! Groups of members: by which fact, how many, and what has none.

use std::{collections::BTreeSet, sync::Arc};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Camera, Chart, Grouping, Layout, Names, Picture, Piece, Rect, Shape, View},
    model::{About, Network, RecordKind},
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
    session::Session,
};

fn analysis(members: &[&str], ties: &[&str]) -> Arc<Analysis> {
    let members = members.iter().map(|fields| record(RecordKind::Member, fields));
    let ties = ties.iter().map(|fields| record(RecordKind::Tie, fields));
    let network = Network::from_records(About::default(), members.chain(ties).collect()).unwrap();
    Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap())
}

fn names(chart: &Chart) -> Vec<(&str, usize)> {
    chart.roster.areas.iter().map(|area| (area.name.as_str(), area.members)).collect()
}

#[test]
fn whatever_groups_the_members_nobody_is_lost() {
    for members in [0, 1, 40, 300, 3000] {
        let chart = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        for by in Grouping::ALL {
            let grouped = chart.grouped_by(Some(by));
            let areas = &grouped.roster.areas;
            assert!(areas.len() <= 25, "{members} by {by:?}: {}", areas.len());
            assert_eq!(areas.iter().map(|area| area.members).sum::<usize>(), members, "{members} by {by:?}");
            let flagged = grouped.roster.members.iter().filter(|member| member.flag.is_some()).count();
            assert_eq!(areas.iter().map(|area| area.condoned + area.coasting).sum::<usize>(), flagged);
            let names: BTreeSet<&str> = areas.iter().map(|area| area.name.as_str()).collect();
            assert_eq!(names.len(), areas.len(), "{members} by {by:?}: two areas of one name");
        }
        let again = chart.grouped_by(Some(Grouping::Town)).grouped_by(None);
        assert_eq!(names_of(&again), names_of(&chart));
    }
}

fn names_of(chart: &Chart) -> Vec<String> {
    chart.roster.areas.iter().map(|area| area.name.to_string()).collect()
}

#[test]
fn a_trust_of_today_groups_its_schools_and_the_rest_is_said() {
    let members = [
        "id=urn:1|kind=school|name=A",
        "id=urn:2|kind=school|name=B",
        "id=urn:3|kind=school|name=C",
        "id=trust:1|kind=trust|name=Invented Trust",
        "id=trust:2|kind=trust|name=Former Trust",
    ];
    let memberships = ["id=urn:1/trust:1", "id=urn:2/trust:2|until=2020-01-01"];
    let members = members.iter().map(|fields| record(RecordKind::Member, fields));
    let memberships = memberships.iter().map(|fields| record(RecordKind::Membership, fields));
    let network = Network::from_records(About::default(), members.chain(memberships).collect()).unwrap();
    let analysis = Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap());
    let chart = Chart::new(&analysis, Layout::Rings).grouped_by(Some(Grouping::Trust));
    assert_eq!(names(&chart), [("Invented Trust", 1), ("no trust", 2)]);
    assert_eq!(chart.groups(Grouping::Trust), (1, 2));
}

#[test]
fn a_fact_of_nobody_leaves_all_together() {
    let chart = Chart::new(&analysis(&["id=urn:1|kind=school|name=A", "id=urn:2|kind=school|name=B"], &[]), Layout::Rings);
    for by in Grouping::ALL {
        let grouped = chart.grouped_by(Some(by));
        assert_eq!((grouped.roster.grouping, names(&grouped)), (Grouping::Whole, vec![("", 2)]), "{by:?}");
    }
}

#[test]
fn a_community_is_named_after_its_best_connected_member() {
    let members: Vec<String> = (1..=7).map(|at| format!("id=urn:{at}|kind=school|name=School {at}")).collect();
    let ties = [(1, 2), (1, 3), (2, 3), (3, 4), (5, 6)].map(|(from, to)| format!("id=t:{from}{to}|from=urn:{from}|to=urn:{to}|phase=2"));
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    let ties: Vec<&str> = ties.iter().map(String::as_str).collect();
    let chart = Chart::new(&analysis(&members, &ties), Layout::Rings).grouped_by(Some(Grouping::Community));
    // The seventh has no ties, so it is in no community.
    assert_eq!(names(&chart), [("around School 3", 4), ("around School 5", 2), ("no community", 1)]);
}

#[test]
fn communities_are_the_same_at_every_run() {
    let found = || Chart::new(&crowd(300, Rated::All), Layout::Rings).communities().to_vec();
    assert_eq!(found(), found());
}

#[test]
fn the_grouping_somebody_chose_is_kept_when_the_network_changes() {
    let session = Session::on_demo().by("Priya").press("m G").type_in("town").press("enter");
    assert_eq!(session.app.map.view.grouping, Some(Grouping::Town));
    let mut session = session.press("right r 2");
    assert!(session.screen().contains("by town"), "{}", session.screen());
}

/// Charts of a crowd in every layout that draws bubbles, by every fact.
fn grouped(members: usize) -> Vec<Chart> {
    let rings = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
    let facts = [None, Some(Grouping::Authority), Some(Grouping::Community)];
    let by = facts.map(|by| rings.grouped_by(by));
    by.iter().flat_map(|chart| [Layout::Rings, Layout::Geographic, Layout::Force].map(|layout| chart.in_layout(layout))).collect()
}

/// Every so many views are enough for a large crowd.
fn fewer(members: usize) -> usize {
    if members < 100 { 1 } else { 3 }
}

/// Views that open and close groups, near and far.
fn views(chart: &Chart) -> Vec<View> {
    let areas = &chart.roster.areas;
    let every = |from: usize, step: usize| areas.iter().skip(from).step_by(step).map(|area| area.name.clone()).collect();
    let near = Camera::default().zoomed_in().zoomed_in().panned(0.2, -0.1);
    let mut views = Vec::new();
    for camera in [Camera::default(), near] {
        for names in [Names::Fitting, Names::Numbered] {
            views.push(View { camera, names, opened: every(0, 2), ..View::default() });
            views.push(View { camera, names, closed: every(1, 2), ..View::default() });
            views.push(View { camera, names, closed: every(0, 1), ..View::default() });
            views.push(View { camera, names, opened: every(0, 3), closed: every(1, 3), ..View::default() });
        }
    }
    views
}

#[test]
fn every_member_is_drawn_counted_or_hidden_whatever_is_open() {
    for members in [40, 300, 900] {
        for chart in grouped(members) {
            for view in views(&chart).into_iter().step_by(fewer(members)) {
                for (width, height) in [(120, 36), (80, 24), (40, 12)] {
                    let picture = chart.picture(&view, width, height);
                    let what = format!("{members} in {:?} by {:?} at {width}x{height}: {view:?}", chart.layout, chart.asked_grouping);
                    let mut drawn: Vec<usize> = picture.placements.iter().map(|placement| placement.member).collect();
                    let all = drawn.len();
                    drawn.sort_unstable();
                    drawn.dedup();
                    assert_eq!(drawn.len(), all, "twice: {what}");
                    let sum = all + picture.counted + picture.hidden;
                    if view.camera == Camera::default() {
                        assert_eq!(sum, members, "{what}");
                    }
                    assert!(sum <= members, "{what}");
                }
            }
        }
    }
}

#[test]
fn a_bubble_counts_its_members_and_nobody_is_in_two() {
    for chart in grouped(300) {
        let closed = chart.roster.areas.iter().map(|area| area.name.clone()).collect();
        let picture = chart.picture(&View { closed, ..View::default() }, 120, 36);
        let in_bubbles: usize = picture.clusters.iter().map(|cluster| cluster.members).sum();
        let placed = chart.roster.members.iter().filter(|member| chart.place_of(&member.id).is_some());
        assert_eq!(in_bubbles, placed.count(), "{:?} by {:?}", chart.layout, chart.asked_grouping);
        let flagged: usize = picture.clusters.iter().map(|cluster| cluster.condoned + cluster.coasting).sum();
        let marked = |member: &&permea::map::Drawn| member.flag.is_some() && chart.place_of(&member.id).is_some();
        assert_eq!(flagged, chart.roster.members.iter().filter(marked).count());
        let mut areas: Vec<usize> = picture.clusters.iter().flat_map(|cluster| cluster.areas.clone()).collect();
        let all = areas.len();
        areas.sort_unstable();
        areas.dedup();
        assert_eq!(areas.len(), all);
    }
}

#[test]
fn bubbles_names_and_numbers_never_overlap() {
    for members in [40, 300, 900] {
        for chart in grouped(members) {
            for view in views(&chart).into_iter().step_by(fewer(members)) {
                let picture = chart.picture(&view, 120, 36);
                let placements = picture.placements.iter().filter(|placement| placement.shape != Shape::Dot);
                let bubbles: Vec<Rect> = picture.clusters.iter().map(|cluster| cluster.area).collect();
                let inside = |area: Rect| bubbles.iter().any(|bubble| bubble.meets(area));
                let labels = picture.labels.iter().map(permea::map::Label::area).filter(|area| !inside(*area));
                let areas: Vec<Rect> = placements.map(|placement| placement.area).chain(labels).chain(bubbles.iter().copied()).collect();
                for (at, area) in areas.iter().enumerate() {
                    let met = areas.iter().skip(at + 1).find(|other| area.meets(**other));
                    assert_eq!(met, None, "{members} in {:?} by {:?}: {view:?}", chart.layout, chart.asked_grouping);
                }
            }
        }
    }
}

#[test]
fn every_flagged_member_has_its_name_at_40_and_300() {
    let demo = Session::on_demo();
    let analysis = Arc::clone(demo.app.analysis.as_ref().unwrap());
    for analysis in [analysis, crowd(40, Rated::All), crowd(40, Rated::Most), crowd(300, Rated::All), crowd(300, Rated::Most)] {
        let rings = Chart::new(&analysis, Layout::Rings);
        for layout in [Layout::Rings, Layout::Journey, Layout::Geographic, Layout::Force] {
            for by in [None, Some(Grouping::Community), Some(Grouping::Whole)] {
                let chart = rings.grouped_by(by).in_layout(layout);
                for names in [Names::Fitting, Names::Important, Names::Numbered] {
                    let picture = chart.picture(&View { names, ..View::default() }, 120, 36);
                    for (at, member) in chart.roster.members.iter().enumerate().filter(|(_, member)| member.flag.is_some()) {
                        let shape = picture.placement(at).map(|placement| placement.shape);
                        let is_named = matches!(shape, Some(Shape::Pill | Shape::Card));
                        assert!(is_named, "{} of {} in {layout:?} by {by:?}: {shape:?}", member.name, chart.roster.members.len());
                    }
                }
            }
        }
    }
}

#[test]
fn names_without_room_are_counted_beside_their_area() {
    let chart = Chart::new(&crowd(300, Rated::All), Layout::Rings);
    let picture = chart.picture(&View::default(), 120, 36);
    let counted: usize = counts_beside_names(&picture).sum();
    // Sources and universities have names, and both areas have theirs on the rim; who is nowhere is in the note alone.
    assert!(counted > 0 && counted <= picture.unnamed, "{counted} of {}", picture.unnamed);
    let named = picture.placements.iter().filter(|placement| placement.shape != Shape::Badge).count();
    assert_eq!(named + picture.unnamed, 300);
    assert!(picture.notes.iter().any(|note| note.contains("without a name")), "{:?}", picture.notes);
    let none = chart.picture(&View { names: Names::None, ..View::default() }, 120, 36);
    assert_eq!((none.unnamed, counts_beside_names(&none).count()), (0, 0));
}

fn counts_beside_names(picture: &Picture) -> impl Iterator<Item = usize> + '_ {
    picture.labels.iter().filter_map(|label| match label.pieces.last() {
        Some(Piece::Text(text, _)) => text.trim().strip_prefix('+')?.parse().ok(),
        Some(_) | None => None,
    })
}

#[test]
fn a_number_on_the_map_is_explained_once_in_the_list() {
    for layout in [Layout::Rings, Layout::Geographic, Layout::Force] {
        let chart = Chart::new(&crowd(300, Rated::All), layout);
        for (width, height) in [(120, 36), (160, 40), (200, 55)] {
            let picture = chart.picture(&View { names: Names::Numbered, ..View::default() }, width, height);
            let numbers = picture.placements.iter().filter(|placement| placement.shape == Shape::Badge && !placement.text.is_empty());
            let mut numbers: Vec<(usize, usize)> = numbers.map(|placement| (placement.text.parse().unwrap(), placement.member)).collect();
            numbers.sort_unstable();
            assert!(numbers.len() >= 10, "{layout:?} at {width}x{height}: {}", numbers.len());
            assert!(numbers.iter().map(|(number, _)| *number).eq(1..=numbers.len()));
            let listed = picture.labels.iter().filter(|label| picture.list.contains(label.x, label.y));
            let listed: Vec<String> = listed.map(|label| words(&label.pieces)).collect();
            for (number, member) in numbers {
                let line = listed.iter().find(|line| line.trim_start().starts_with(&format!("{number} "))).unwrap();
                let short: String = chart.roster.members[member].short.chars().take(6).collect();
                assert!(line.contains(&short), "{line} is not {short}");
            }
        }
    }
}

fn words(pieces: &[Piece]) -> String {
    let word = |piece: &Piece| if let Piece::Text(text, _) | Piece::Bold(text, _) = piece { text.to_string() } else { String::new() };
    pieces.iter().map(word).collect()
}

#[test]
fn where_every_name_has_room_there_is_no_list() {
    let chart = Chart::new(&crowd(12, Rated::All), Layout::Rings);
    let numbered = chart.picture(&View { names: Names::Numbered, ..View::default() }, 120, 36);
    assert_eq!(numbered.list, Rect::default());
    assert_eq!(numbered.placements, chart.picture(&View::default(), 120, 36).placements);
}

#[test]
fn ties_of_a_closed_group_end_at_its_bubble_and_are_counted() {
    let chart = Chart::new(&crowd(40, Rated::All), Layout::Rings);
    let name = chart.roster.areas[0].name.clone();
    let picture = chart.picture(&View { closed: [name].into(), ..View::default() }, 120, 36);
    let inside = |member: usize| chart.roster.members[member].area == 0;
    let leaving = chart.roster.ties.iter().filter(|tie| inside(tie.from) != inside(tie.to)).count();
    let said = if leaving == 1 { " 1 tie ".to_owned() } else { format!(" {leaving} ties ") };
    assert!(picture.labels.iter().any(|label| words(&label.pieces) == said), "{said}");
    assert!(picture.ties.len() < chart.roster.ties.len());
    assert!(picture.placements.iter().all(|placement| !inside(placement.member)));
}

#[test]
fn a_member_somebody_goes_to_stands_out_of_its_closed_group() {
    let chart = Chart::new(&crowd(300, Rated::All), Layout::Rings);
    let member = chart.roster.members.iter().rposition(|member| member.area == 0).unwrap();
    let (name, id) = (chart.roster.areas[0].name.clone(), chart.roster.members[member].id.clone());
    let picture = chart.picture(&View { closed: [name].into(), selected: Some(id), ..View::default() }, 120, 36);
    assert_eq!(picture.placement(member).map(|placement| placement.shape), Some(Shape::Pill));
    assert_eq!(picture.placements.iter().filter(|placement| chart.roster.members[placement.member].area == 0).count(), 1);
}

#[test]
fn a_bubble_is_opened_by_enter_and_by_a_second_click_and_closed_again() {
    let session = Session::on_demo().resize(120, 36).press("m G").type_in("authority").press("enter right z");
    assert_eq!(session.app.map.view.grouping, Some(Grouping::Authority));
    let group = session.app.map.view.group.clone().unwrap();
    assert!(session.app.map.view.closed.contains(&group) && session.app.selection.member.is_none());
    let cluster = session.app.map_picture().unwrap().clusters[0].area;
    let session = session.press("enter");
    assert!(session.app.map.view.closed.is_empty() && session.app.selection.member.is_some());
    let (x, y) = (u16::try_from(cluster.x + 3).unwrap(), u16::try_from(cluster.y + 1).unwrap());
    let session = session.press("z").click(x, y).click(x, y);
    assert!(session.app.map.view.closed.is_empty(), "{:?}", session.app.map.view);
}
