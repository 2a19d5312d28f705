//! The geographic map: members where they are, areas as bubbles when they are many, nobody without a place forgotten.

use std::sync::Arc;

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Lane, Layout, Level, Picture, Shape, View},
    model::{About, Network, RecordKind, Stage},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
};

fn chart_of(members: &[&str]) -> Chart {
    let records = members.iter().map(|fields| record(RecordKind::Member, fields)).collect();
    let network = Network::from_records(About::default(), records).unwrap();
    Chart::new(&Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()), Layout::Geographic)
}

fn text(picture: &Picture, glyphs: GlyphSet) -> String {
    let theme = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    print(picture, &theme, glyphs, Escapes::None)
}

fn ground(members: usize, (width, height): (u16, u16)) -> Picture {
    Chart::new(&crowd(members, Rated::All), Layout::Geographic).picture(&View::default(), width, height)
}

/// Where a member stands in the picture, in columns and rows.
fn at(chart: &Chart, picture: &Picture, id: &str) -> (i32, i32) {
    let area = picture.placement(chart.roster.index(id).unwrap()).unwrap().area;
    (area.x + area.width / 2, area.y)
}

#[test]
fn ground_at_80x24() {
    insta::assert_snapshot!(text(&ground(16, (80, 24)), GlyphSet::Unicode));
}

#[test]
fn ground_at_120x36() {
    insta::assert_snapshot!(text(&ground(40, (120, 36)), GlyphSet::Unicode));
}

#[test]
fn bubbles_at_80x24() {
    insta::assert_snapshot!(text(&ground(900, (80, 24)), GlyphSet::Unicode));
}

#[test]
fn bubbles_at_120x36() {
    insta::assert_snapshot!(text(&ground(3000, (120, 36)), GlyphSet::Unicode));
}

#[test]
fn bubbles_in_ascii() {
    insta::assert_snapshot!(text(&ground(900, (80, 24)), GlyphSet::Ascii));
}

#[test]
fn north_is_up_and_east_is_right() {
    let chart = chart_of(&[
        "id=urn:1|kind=school|name=South West|easting=400000|northing=300000",
        "id=urn:2|kind=school|name=North East|easting=440000|northing=330000",
    ]);
    let picture = chart.picture(&View::default(), 120, 36);
    let ((west, south), (east, north)) = (at(&chart, &picture, "urn:1"), at(&chart, &picture, "urn:2"));
    assert!(west < east && north < south);
}

#[test]
fn degrees_and_the_grid_stand_on_one_map() {
    // The middle one is in degrees and lies between the other two.
    let chart = chart_of(&[
        "id=urn:1|kind=school|name=West|easting=400000|northing=300000",
        "id=urn:2|kind=school|name=Between|latitude=52.68|longitude=-1.7",
        "id=urn:3|kind=school|name=East|easting=440000|northing=320000",
    ]);
    let picture = chart.picture(&View::default(), 120, 36);
    let [west, between, east] = ["urn:1", "urn:2", "urn:3"].map(|id| at(&chart, &picture, id));
    assert!(west.0 < between.0 && between.0 < east.0, "{west:?} {between:?} {east:?}");
    assert!(west.1 > between.1 && between.1 > east.1, "{west:?} {between:?} {east:?}");
}

#[test]
fn a_narrow_land_is_not_stretched_over_a_wide_window() {
    let chart = chart_of(&[
        "id=urn:1|kind=school|name=A|easting=400000|northing=300000",
        "id=urn:2|kind=school|name=B|easting=410000|northing=340000",
        "id=urn:3|kind=school|name=C|easting=400000|northing=340000",
        "id=urn:4|kind=school|name=D|easting=410000|northing=300000",
    ]);
    let picture = chart.picture(&View::default(), 200, 40);
    let (left, right) = (at(&chart, &picture, "urn:1"), at(&chart, &picture, "urn:2"));
    // Ten kilometres by forty: a quarter as wide as high, cells twice as high as wide, and up to 1.35 times more.
    assert!(f64::from(right.0 - left.0) <= 2.0 * 1.35 * 0.25 * 40.0 + 22.0, "{left:?} {right:?}");
}

#[test]
fn who_has_no_place_is_listed_where_there_is_room_and_counted_where_not() {
    let chart = chart_of(&[
        "id=urn:1|kind=school|name=Here|easting=400000|northing=300000",
        "id=urn:2|kind=school|name=There|easting=410000|northing=310000",
        "id=urn:3|kind=school|name=Nowhere",
    ]);
    let wide = chart.picture(&View::default(), 120, 36);
    assert!(text(&wide, GlyphSet::Unicode).contains("Without a place 1"));
    assert_eq!((wide.placements.len(), wide.counted), (3, 0));
    let narrow = chart.picture(&View::default(), 80, 24);
    assert!(text(&narrow, GlyphSet::Unicode).contains("1 without a place: Nowhere"));
    assert_eq!((narrow.placements.len(), narrow.counted), (2, 1));
}

#[test]
fn without_any_place_the_map_says_what_to_give() {
    let picture = chart_of(&["id=urn:1|kind=school|name=A", "id=urn:2|kind=school|name=B"]).picture(&View::default(), 120, 36);
    assert!(text(&picture, GlyphSet::Unicode).contains("Nobody has a place yet: give easting and northing"));
    assert_eq!(picture.counted, 2);
}

#[test]
fn places_that_are_nonsense_hurt_nobody() {
    for places in ["easting=0|northing=0", "easting=9000000|northing=-4000000", "latitude=90|longitude=180", "latitude=-90|longitude=0"] {
        let odd = format!("id=urn:1|kind=school|name=Odd|{places}");
        let chart = chart_of(&[&odd, "id=urn:2|kind=school|name=B|easting=410000|northing=310000", "id=urn:3|kind=school|name=C"]);
        let picture = chart.picture(&View::default(), 80, 24);
        assert_eq!(picture.placements.len() + picture.counted + picture.hidden, 3, "{places}");
    }
}

#[test]
fn members_at_one_spot_each_have_a_cell() {
    let members: Vec<String> =
        (1..=30).map(|at| format!("id=urn:{at}|kind=school|name=School {at}|easting=400000|northing=300000")).collect();
    let chart = chart_of(&members.iter().map(String::as_str).collect::<Vec<_>>());
    let picture = chart.picture(&View::default(), 120, 36);
    assert_eq!((picture.placements.len(), picture.hidden), (30, 0));
}

#[test]
fn from_afar_every_area_is_counted_in_a_bubble() {
    let chart = Chart::new(&crowd(3000, Rated::All), Layout::Geographic);
    let picture = chart.picture(&View::default(), 120, 36);
    assert_eq!(picture.level, Level::Far);
    assert!(picture.frames.len() > 3);
    // The counts of the bubbles are all members that have a place.
    let numbers = picture
        .labels
        .iter()
        .filter(|label| picture.frames.iter().any(|frame| label.y == frame.area.y + 1 && label.area().right() == frame.area.right() - 2));
    let counted: usize = numbers
        .filter_map(|label| match label.pieces.as_slice() {
            [permea::map::Piece::Text(count, _)] => count.parse::<usize>().ok(),
            _ => None,
        })
        .sum();
    let text = text(&picture, GlyphSet::Unicode);
    let placeless: usize = chart.roster.members.iter().filter(|member| matches!(member.lane, Lane::Sources | Lane::Bodies)).count();
    assert_eq!(counted + placeless, chart.roster.members.len(), "{text}");
}

#[test]
fn the_frame_of_a_bubble_is_the_mean_stage() {
    let lanes: Vec<Lane> = ground(3000, (120, 36)).frames.iter().map(|frame| frame.lane).collect();
    assert!(lanes.iter().all(|lane| matches!(lane, Lane::Stage(_))));
    let unrated = Chart::new(&crowd(3000, Rated::None), Layout::Geographic).picture(&View::default(), 120, 36);
    assert!(unrated.frames.iter().all(|frame| frame.lane == Lane::Unrated));
    assert!(!lanes.contains(&Lane::Stage(Stage::Integration)) || lanes.len() > 1);
}

#[test]
fn a_selected_member_is_named_among_bubbles() {
    let chart = Chart::new(&crowd(3000, Rated::All), Layout::Geographic);
    let at = chart.roster.members.iter().position(|member| member.degree > 2 && member.emblem.is_none()).unwrap();
    let view = View { selected: Some(chart.roster.members[at].id.clone()), ..View::default() };
    let picture = chart.picture(&view, 120, 36);
    assert_eq!(picture.placement(at).map(|placement| placement.shape), Some(Shape::Pill));
}
