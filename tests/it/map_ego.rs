//! The ego board: one member's neighbours, on the side and in the order in which they matter.

use std::sync::Arc;

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Heading, Lane, Layout, Picture, Shape, Side, View},
    model::{About, Network, RecordKind},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
};

fn chart_of<S: AsRef<str>>(members: &[S], ties: &[S]) -> Chart {
    let members = members.iter().map(|fields| record(RecordKind::Member, fields.as_ref()));
    let ties = ties.iter().map(|fields| record(RecordKind::Tie, fields.as_ref()));
    let network = Network::from_records(About::default(), members.chain(ties).collect()).unwrap();
    Chart::new(&Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()), Layout::Ego)
}

/// A school in the middle, three it learns from, one of them both ways, and one without any tie.
fn small() -> Chart {
    chart_of(
        &[
            "id=urn:1|kind=school|name=Middle",
            "id=urn:2|kind=school|name=Close",
            "id=urn:3|kind=school|name=Trusted",
            "id=urn:4|kind=school|name=Both",
            "id=urn:5|kind=school|name=Alone",
        ],
        &[
            "id=tie:2|from=urn:2|to=urn:1|phase=3|trust=1",
            "id=tie:3|from=urn:3|to=urn:1|phase=2|trust=4",
            "id=tie:4|from=urn:1|to=urn:4|phase=2|trust=2|mutual=yes",
        ],
    )
}

fn about(chart: &Chart, id: &str) -> View {
    let at = chart.roster.index(id).unwrap();
    View { selected: Some(chart.roster.members[at].id.clone()), ..View::default() }
}

fn text(picture: &Picture, glyphs: GlyphSet) -> String {
    let theme = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    print(picture, &theme, glyphs, Escapes::None)
}

fn names(chart: &Chart, side: &[(usize, i32)]) -> Vec<String> {
    side.iter().map(|(member, _)| chart.roster.members[*member].name.to_string()).collect()
}

fn busy(members: usize, (width, height): (u16, u16)) -> Picture {
    Chart::new(&crowd(members, Rated::Most), Layout::Ego).picture(&View::default(), width, height)
}

#[test]
fn ego_at_80x24() {
    insta::assert_snapshot!(text(&busy(40, (80, 24)), GlyphSet::Unicode));
}

#[test]
fn ego_at_120x36() {
    insta::assert_snapshot!(text(&busy(40, (120, 36)), GlyphSet::Unicode));
}

#[test]
fn ego_in_ascii() {
    insta::assert_snapshot!(text(&busy(40, (80, 24)), GlyphSet::Ascii));
}

#[test]
fn ego_in_little_room_is_two_lists() {
    insta::assert_snapshot!(text(&busy(40, (60, 15)), GlyphSet::Unicode));
}

#[test]
fn a_member_without_ties_is_told_so() {
    let chart = small();
    let picture = chart.picture(&about(&chart, "urn:5"), 120, 36);
    let text = text(&picture, GlyphSet::Unicode);
    assert!(text.contains("learns from nobody") && text.contains("shares with nobody"), "{text}");
    assert!(text.contains("No tie of Alone is known"), "{text}");
    assert_eq!(picture.placements.len(), 1);
}

#[test]
fn neighbours_stand_by_phase_then_by_trust() {
    let chart = small();
    let picture = chart.picture(&about(&chart, "urn:1"), 120, 36);
    let sides = picture.sides.unwrap();
    assert_eq!(names(&chart, &sides.learns), ["Close", "Trusted", "Both"]);
}

#[test]
fn a_mutual_tie_stands_on_both_sides_and_its_member_counts_once() {
    let chart = small();
    let picture = chart.picture(&about(&chart, "urn:1"), 120, 36);
    let sides = picture.sides.clone().unwrap();
    assert_eq!(names(&chart, &sides.shares), ["Both"]);
    assert_eq!((picture.placements.len(), picture.echoes.len(), picture.counted), (4, 1, 1));
    let echo = picture.echoes[0].area;
    assert_eq!(picture.member_at(u16::try_from(echo.x).unwrap(), u16::try_from(echo.y).unwrap()), Some(picture.echoes[0].member));
}

#[test]
fn an_unknown_trust_is_asked_not_guessed() {
    let chart = chart_of(&["id=urn:1|kind=school|name=A", "id=urn:2|kind=school|name=B"], &["id=tie:1|from=urn:1|to=urn:2|phase=2"]);
    let text = text(&chart.picture(&about(&chart, "urn:1"), 120, 36), GlyphSet::Unicode);
    assert!(text.lines().any(|line| line.contains(" 2 ") && line.contains('?')), "{text}");
}

#[test]
fn without_a_selection_the_member_with_most_ties_is_in_the_middle() {
    let chart = small();
    let picture = chart.picture(&View::default(), 120, 36);
    assert_eq!(picture.sides.as_ref().map(|sides| sides.centre), chart.roster.index("urn:1"));
    assert!(text(&picture, GlyphSet::Unicode).contains("Nobody is selected, so this is Middle"));
}

#[test]
fn the_card_stands_in_the_stage_of_its_member() {
    let chart = Chart::new(&crowd(40, Rated::All), Layout::Ego);
    for member in chart.roster.members.iter().filter(|member| matches!(member.lane, Lane::Stage(_))) {
        let picture = chart.picture(&about(&chart, &member.id), 120, 36);
        let card = picture.placements.first().unwrap();
        assert_eq!((card.shape, card.lane, card.flag), (Shape::Board, member.lane, member.flag));
    }
}

#[test]
fn more_neighbours_than_rows_are_counted() {
    let members: Vec<String> = (1..=20).map(|at| format!("id=urn:{at}|kind=school|name=School {at}")).collect();
    let ties: Vec<String> = (2..=20).map(|at| format!("id=tie:{at}|from=urn:1|to=urn:{at}|phase=1|trust=2")).collect();
    let chart = chart_of(&members, &ties);
    let picture = chart.picture(&View::default(), 80, 16);
    assert!(text(&picture, GlyphSet::Unicode).contains("… and 9 more"));
    assert_eq!((picture.placements.len(), picture.counted), (11, 9));
}

#[test]
fn arrows_go_along_a_side_and_across_by_way_of_the_middle() {
    let chart = small();
    let picture = chart.picture(&about(&chart, "urn:1"), 120, 36);
    let at = |id: &str| chart.roster.index(id);
    assert_eq!(picture.nearest(at("urn:1"), Heading::Left), at("urn:3"));
    assert_eq!(picture.nearest(at("urn:3"), Heading::Up), at("urn:2"));
    assert_eq!(picture.nearest(at("urn:2"), Heading::Up), None);
    assert_eq!(picture.nearest(at("urn:2"), Heading::Right), at("urn:1"));
    assert_eq!(picture.nearest(at("urn:1"), Heading::Right), at("urn:4"));
}

#[test]
fn who_stands_on_both_sides_is_left_the_way_it_was_reached() {
    let chart = small();
    let from = |side: Side| {
        let picture = chart.picture(&View { centre: about(&chart, "urn:1").selected, side, ..about(&chart, "urn:4") }, 120, 36);
        [Heading::Left, Heading::Right, Heading::Up].map(|heading| picture.nearest(chart.roster.index("urn:4"), heading))
    };
    let (middle, above) = (chart.roster.index("urn:1"), chart.roster.index("urn:3"));
    assert_eq!(from(Side::Shares), [middle, None, None]);
    assert_eq!(from(Side::Learns), [None, middle, above]);
}
