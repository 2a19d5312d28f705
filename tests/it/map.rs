//! The map's picture: who is drawn where, at every size, in every layout.

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Camera, Chart, Emphasis, Grouping, Heading, Lane, Layout, Level, Names, Picture, Rect, Shape, View},
    model::{About, Network, RecordKind, Stage},
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
};

fn chart(members: usize, rated: Rated, layout: Layout) -> Chart {
    Chart::new(&crowd(members, rated), layout)
}

fn whole(chart: &Chart, width: u16, height: u16) -> Picture {
    chart.picture(&View::default(), width, height)
}

/// Everything that stands on cells of its own: placements but dots, and labels.
fn solid(picture: &Picture) -> Vec<Rect> {
    let placements = picture.placements.iter().filter(|placement| placement.shape != Shape::Dot).map(|placement| placement.area);
    placements.chain(picture.labels.iter().map(permea::map::Label::area)).collect()
}

#[test]
fn every_member_is_drawn_counted_or_said_to_be_hidden() {
    for members in [0, 1, 2, 40, 300, 900] {
        let rings = chart(members, Rated::Most, Layout::Rings);
        for layout in Layout::ALL {
            let chart = rings.in_layout(layout);
            for (width, height) in [(120, 36), (80, 24), (200, 55), (40, 12)] {
                let picture = whole(&chart, width, height);
                assert_eq!(
                    picture.placements.len() + picture.counted + picture.hidden,
                    chart.roster.members.len(),
                    "{members} in {layout:?} at {width}x{height}"
                );
            }
        }
    }
}

#[test]
fn nobody_is_drawn_twice() {
    for layout in Layout::ALL {
        let picture = whole(&chart(300, Rated::Most, layout), 120, 36);
        let mut members: Vec<usize> = picture.placements.iter().map(|placement| placement.member).collect();
        members.sort_unstable();
        members.dedup();
        assert_eq!(members.len(), picture.placements.len());
    }
}

#[test]
fn nothing_on_the_map_overlaps() {
    for members in [12, 40, 90, 300] {
        let rings = chart(members, Rated::Most, Layout::Rings);
        for layout in Layout::ALL {
            for (width, height) in [(120, 36), (80, 24), (200, 55)] {
                let picture = whole(&rings.in_layout(layout), width, height);
                let areas = solid(&picture);
                for (at, area) in areas.iter().enumerate() {
                    let met = areas.iter().skip(at + 1).find(|other| area.meets(**other));
                    assert_eq!(met, None, "{members} in {layout:?} at {width}x{height}: {area:?}");
                }
            }
        }
    }
}

#[test]
fn everything_is_inside_the_picture() {
    for layout in Layout::ALL {
        for (width, height) in [(120, 36), (80, 24), (33, 9)] {
            let picture = whole(&chart(300, Rated::Most, layout), width, height);
            let frame = Rect::new(0, 0, i32::from(width), i32::from(height));
            for area in solid(&picture) {
                let is_inside = area.x >= 0 && area.y >= 0 && area.right() <= frame.width && area.bottom() <= frame.height;
                assert!(is_inside, "{layout:?} at {width}x{height}: {area:?}");
            }
        }
    }
}

#[test]
fn the_same_network_gives_the_same_picture() {
    for layout in Layout::ALL {
        let first = whole(&chart(300, Rated::Most, layout), 120, 36);
        assert_eq!(first, whole(&chart(300, Rated::Most, layout), 120, 36));
    }
}

#[test]
fn the_zoom_step_follows_the_room_for_a_member() {
    let level = |members, width, height| whole(&chart(members, Rated::All, Layout::Rings), width, height).level;
    assert_eq!(level(20, 120, 36), Level::Near);
    assert_eq!(level(40, 120, 36), Level::Middle);
    assert_eq!(level(700, 120, 36), Level::Middle);
    assert_eq!(level(800, 120, 36), Level::Far);
}

#[test]
fn a_zoom_step_holds_on_at_its_border() {
    let chart = chart(760, Rated::All, Layout::Rings);
    let far = View { level: Some(Level::Far), ..View::default() };
    let middle = View { level: Some(Level::Middle), ..View::default() };
    assert_eq!(chart.picture(&far, 120, 36).level, Level::Far);
    assert_eq!(chart.picture(&middle, 120, 36).level, Level::Middle);
}

#[test]
fn the_unrated_have_a_lane_between_stage_1_and_stage_2() {
    let chart = chart(100, Rated::Most, Layout::Rings);
    let lanes: Vec<Lane> = chart.bands().iter().map(|band| band.lane).collect();
    let stage = Lane::Stage;
    assert_eq!(
        lanes,
        [stage(Stage::Integration), stage(Stage::Engagement), stage(Stage::Initiation), Lane::Unrated, stage(Stage::Isolation)]
    );
}

#[test]
fn a_wholly_rated_network_has_no_lane_for_the_unrated() {
    let rings = chart(100, Rated::All, Layout::Rings);
    assert!(rings.bands().iter().all(|band| band.lane != Lane::Unrated));
    let journey = whole(&rings.in_layout(Layout::Journey), 120, 36);
    assert_eq!(journey.frames.len(), 4);
}

#[test]
fn the_journey_begins_with_the_unrated() {
    let journey = whole(&chart(100, Rated::Most, Layout::Journey), 120, 36);
    assert_eq!(journey.frames.first().map(|frame| frame.lane), Some(Lane::Unrated));
    assert_eq!(journey.frames.len(), 5);
}

#[test]
fn a_focus_names_the_neighbours_and_fades_the_rest() {
    let chart = chart(40, Rated::All, Layout::Rings);
    let member = chart.roster.members.iter().position(|member| member.degree >= 3).unwrap();
    let view = View { selected: Some(chart.roster.members[member].id.clone()), topic: Some(View::FOCUS), ..View::default() };
    let picture = chart.picture(&view, 120, 36);
    assert_eq!(picture.placement(member).unwrap().emphasis, Emphasis::Selected);
    let tied = |other: usize| chart.roster.ties.iter().any(|tie| [(tie.from, tie.to), (tie.to, tie.from)].contains(&(member, other)));
    for placement in picture.placements.iter().filter(|placement| placement.member != member) {
        assert_eq!(placement.emphasis == Emphasis::Tied, tied(placement.member));
        assert_eq!(placement.shape == Shape::Pill, tied(placement.member));
    }
}

#[test]
fn names_stay_where_they_are_when_the_focus_moves() {
    let chart = chart(40, Rated::All, Layout::Rings);
    let view = |at: usize| View { selected: Some(chart.roster.members[at].id.clone()), ..View::default() };
    let (first, second) = (chart.picture(&view(10), 120, 36), chart.picture(&view(20), 120, 36));
    let moved = first.placements.iter().filter(|placement| {
        let is_selected = [10, 20].contains(&placement.member);
        !is_selected && second.placement(placement.member).is_none_or(|other| (other.area.y - placement.area.y).abs() > 1)
    });
    assert!(moved.count() <= 2);
}

#[test]
fn without_names_there_are_only_glyphs() {
    let chart = chart(300, Rated::All, Layout::Rings);
    let picture = chart.picture(&View { names: Names::None, ..View::default() }, 120, 36);
    assert!(picture.placements.iter().all(|placement| placement.shape == Shape::Badge));
}

#[test]
fn the_mouse_finds_whom_it_points_at() {
    for layout in Layout::ALL {
        let picture = whole(&chart(60, Rated::Most, layout), 120, 36);
        for placement in &picture.placements {
            let (x, y) = (u16::try_from(placement.area.x).unwrap(), u16::try_from(placement.area.y).unwrap());
            assert_eq!(picture.member_at(x, y), Some(placement.member));
        }
        assert_eq!(picture.member_at(500, 500), None);
    }
}

#[test]
fn arrows_lead_to_a_neighbour_in_their_direction() {
    let picture = whole(&chart(60, Rated::Most, Layout::Rings), 120, 36);
    for placement in &picture.placements {
        if let Some(next) = picture.nearest(Some(placement.member), Heading::Right) {
            let next = picture.placement(next).unwrap();
            assert!(next.area.x + next.area.right() > placement.area.x + placement.area.right());
        }
    }
    assert!(picture.nearest(None, Heading::Left).is_some());
}

#[test]
fn every_member_is_reached_in_reading_order() {
    let picture = whole(&chart(60, Rated::Most, Layout::Rings), 120, 36);
    assert_eq!(picture.in_reading_order().len(), picture.placements.len());
}

#[test]
fn a_zoomed_map_shows_a_part_and_a_small_whole() {
    let chart = chart(300, Rated::All, Layout::Rings);
    let camera = Camera::default().zoomed_in().zoomed_in().panned(0.3, -0.3);
    let picture = chart.picture(&View { camera, ..View::default() }, 120, 36);
    assert!(picture.minimap.is_some());
    assert!(picture.placements.len() + picture.hidden < chart.roster.members.len());
    let whole = camera.zoomed_out().zoomed_out();
    assert!((whole.zoom - 1.0).abs() < 1e-9 && whole.middle == permea::map::Point::default());
}

#[test]
fn flags_are_drawn_whatever_the_crowd() {
    let chart = chart(300, Rated::All, Layout::Rings);
    let picture = whole(&chart, 80, 24);
    for (at, member) in chart.roster.members.iter().enumerate().filter(|(_, member)| member.flag.is_some()) {
        assert_eq!(picture.placement(at).map(|placement| placement.flag), Some(member.flag), "{}", member.name);
    }
}

#[test]
fn sectors_are_two_to_twenty_four() {
    for members in [40, 300, 2000] {
        let roster = chart(members, Rated::All, Layout::Rings).roster;
        assert!((1..=25).contains(&roster.areas.len()), "{members}: {}", roster.areas.len());
        assert_eq!(roster.areas.iter().map(|area| area.members).sum::<usize>(), roster.members.len());
    }
}

fn roster_of(members: &[&str]) -> permea::map::Roster {
    let records = members.iter().map(|fields| record(RecordKind::Member, fields)).collect();
    let network = Network::from_records(About::default(), records).unwrap();
    permea::map::Roster::of(&Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap())
}

#[test]
fn the_first_fact_that_parts_the_members_makes_the_sectors() {
    let roster = roster_of(&[
        "id=urn:1|kind=school|name=A|region=South|authority=Surrey|town=Epsom",
        "id=urn:2|kind=school|name=B|region=South|authority=Surrey|town=Woking",
    ]);
    assert_eq!(roster.grouping, Grouping::Town);
    assert_eq!(roster.areas.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["Epsom", "Woking"]);
}

#[test]
fn members_without_the_fact_stand_elsewhere() {
    let roster =
        roster_of(&["id=urn:1|kind=school|name=A|region=South", "id=urn:2|kind=school|name=B|region=North", "id=urn:3|kind=school|name=C"]);
    assert_eq!(roster.grouping, Grouping::Region);
    assert_eq!(roster.areas.last().map(|area| (area.name.as_str(), area.members)), Some(("elsewhere", 1)));
}

#[test]
fn closed_members_and_bodies_without_ties_are_left_out_and_counted() {
    let roster = roster_of(&[
        "id=urn:1|kind=school|name=A",
        "id=urn:2|kind=school|name=B|status=closed",
        "id=trust:1|kind=trust|name=T",
        "id=la:1|kind=authority|name=L",
    ]);
    assert_eq!(roster.members.len(), 1);
    assert_eq!((roster.left_out.closed, roster.left_out.bodies), (1, 2));
}
