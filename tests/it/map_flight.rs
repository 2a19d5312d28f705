//! Gliding: members on their way between two pictures of the map, and when nobody glides.

use std::time::Duration;

use permea::{
    app::{Event, Moment},
    map::{Camera, Chart, Layout, Picture, Point, View},
};

use crate::{
    crowd::{Rated, crowd},
    session::Session,
};

/// A session in which members glide, a second after it began.
fn gliding() -> Session {
    Session::on_demo().gliding().at(1000)
}

fn picture(session: &Session) -> Picture {
    session.app.map_picture().unwrap()
}

fn frame(session: &Session) -> Picture {
    session.app.map_frame().unwrap()
}

/// Pictures of a crowd that a flight can lead between.
fn pictures(members: usize) -> Vec<Picture> {
    let chart = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
    let near = View { camera: Camera { middle: Point { x: 0.3, y: -0.4 }, zoom: 3.4 }, ..View::default() };
    let layouts = [Layout::Rings, Layout::Journey, Layout::Ego, Layout::Geographic];
    let whole = layouts.map(|layout| chart.in_layout(layout).picture(&View::default(), 120, 36));
    whole.into_iter().chain([chart.picture(&near, 120, 36)]).collect()
}

#[test]
fn a_flight_begins_where_members_are_and_ends_in_the_second_picture() {
    let pictures = pictures(40);
    let (rings, journey) = (&pictures[0], &pictures[1]);
    assert_eq!(Picture::between(rings, journey, 1.0), *journey);
    let start = Picture::between(rings, journey, 0.0);
    for placement in &start.placements {
        let before = rings.placement(placement.member).unwrap().area;
        let (middle, then) = (placement.area.x * 2 + placement.area.width, before.x * 2 + before.width);
        let at_the_edge = placement.area.x == 0 || placement.area.right() == 120;
        assert!(at_the_edge || (middle - then).abs() <= 2, "{} begins at {middle}, not {then}", placement.text);
        assert_eq!(placement.area.y, before.y.min(placement.area.y.max(before.y)));
    }
}

#[test]
fn half_way_a_member_stands_between_its_places() {
    let pictures = pictures(40);
    let (rings, journey) = (&pictures[0], &pictures[1]);
    let half = Picture::between(rings, journey, 0.5);
    for placement in &half.placements {
        let (before, after) = (rings.placement(placement.member).unwrap().area, journey.placement(placement.member).unwrap().area);
        assert!((placement.area.y * 2 - before.y - after.y).abs() <= 2, "{}", placement.text);
    }
}

#[test]
fn nobody_leaves_the_map_on_the_way() {
    for members in [8, 40, 300, 3000] {
        let pictures = pictures(members);
        for (from, to) in pictures.iter().flat_map(|from| pictures.iter().map(move |to| (from, to))) {
            for share in [0.0, 0.3, 0.6, 0.9, f32::NAN] {
                let between = Picture::between(from, to, share);
                let inside = |x: i32, y: i32| between.map.contains(x, y);
                assert!(between.placements.iter().all(|placement| inside(placement.area.x, placement.area.y)));
                assert!(between.dots.iter().all(|cell| inside(cell.x, cell.y)));
                assert!(between.placements.len() <= to.placements.len());
            }
        }
    }
}

#[test]
fn who_is_only_in_the_second_picture_comes_in_at_the_end_and_what_is_in_both_stays() {
    let pictures = pictures(40);
    let (rings, near) = (&pictures[0], &pictures[4]);
    let fewer = Picture { placements: near.placements[1..].to_vec(), ..near.clone() };
    let added = near.placements[0].member;
    assert!(Picture::between(&fewer, near, 0.3).placement(added).is_none());
    assert!(Picture::between(&fewer, near, 0.9).placement(added).is_some());
    assert_eq!(Picture::between(near, near, 0.3), *near);
    assert_ne!(Picture::between(rings, near, 0.3).guides, near.guides);
}

#[test]
fn another_layout_is_glided_to_and_time_alone_ends_it() {
    let mut session = gliding().press("2");
    assert!(session.app.is_gliding());
    assert_ne!(frame(&session), picture(&session));
    session = session.at(1200);
    assert_ne!(frame(&session), picture(&session));
    session = session.at(9000);
    assert!(!session.app.is_gliding());
    assert_eq!(frame(&session), picture(&session));
}

#[test]
fn a_key_on_the_way_is_answered_at_once_and_members_go_on_from_where_they_are() {
    let session = gliding().press("2").at(1150);
    let on_the_way = frame(&session);
    let session = session.press("4");
    assert_eq!(session.app.map.layout, Layout::Geographic);
    let turned = frame(&session);
    let shared = turned.placements.iter().filter_map(|placement| Some((placement, on_the_way.placement(placement.member)?)));
    let stays = |(now, then): &(&permea::map::Placement, &permea::map::Placement)| (now.area.y - then.area.y).abs() <= 1;
    assert!(shared.clone().count() > 30);
    assert!(shared.clone().filter(stays).count() * 10 >= shared.count() * 9);
}

#[test]
fn zooming_and_the_whole_map_glide_and_moving_the_window_does_not() {
    let session = gliding().press("+");
    assert!(session.app.is_gliding());
    let session = session.at(5000).press("shift-left");
    assert!(!session.app.is_gliding());
    assert!(session.press("0").app.is_gliding());
}

#[test]
fn what_moves_nobody_is_there_at_once() {
    let session = gliding().press("right f d");
    assert!(!session.app.is_gliding());
    assert!(!gliding().press("1").app.is_gliding());
    assert!(!gliding().press("2").press("t").app.is_gliding());
}

#[test]
fn a_rating_takes_a_member_into_another_ring() {
    let session = gliding().by("Priya").press("/").type_in("Rookswater").press("enter r 4");
    assert!(session.app.is_gliding());
    let rookswater = |picture: &Picture| picture.placements.iter().find(|one| one.text.contains("Rookswater")).unwrap().area;
    assert_ne!(rookswater(&frame(&session)), rookswater(&picture(&session)));
    let session = session.at(9000);
    assert_eq!(rookswater(&frame(&session)), rookswater(&picture(&session)));
}

#[test]
fn where_the_settings_or_the_terminal_say_so_members_jump() {
    assert!(!Session::on_demo().at(1000).press("2").app.is_gliding());
    let mut session = gliding().press("2");
    session.send(Event::Lagged);
    assert!(!session.app.is_gliding());
    let mut session = session.press("1");
    assert!(session.app.is_gliding(), "one frame too late is no rule");
    session.send(Event::Lagged);
    let mut session = session.press("2");
    session.send(Event::Lagged);
    assert!(!session.press("1").app.is_gliding());
}

#[test]
fn another_size_of_the_screen_ends_a_flight() {
    let session = gliding().press("2").resize(120, 36);
    assert!(!session.app.is_gliding());
}

#[test]
fn a_clock_that_runs_backwards_ends_a_flight() {
    let session = gliding().press("2").at(10);
    assert!(!session.app.is_gliding());
}

#[test]
fn time_is_no_part_of_the_picture_once_members_have_arrived() {
    let moment = Moment { running: Duration::from_mins(1), ..gliding().app.setup.moment };
    let mut session = gliding().press("2");
    session.send(Event::Tick(moment));
    let glided = session.screen();
    assert_eq!(glided, Session::on_demo().press("2").screen());
}
