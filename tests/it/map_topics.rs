//! What is asked of the map: the focus by ties and ways, the path, the filter, and each with the others.

use std::sync::Arc;

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Emphasis, Found, Layout, Only, Path, Picture, Shape, Topic, View, Way},
    model::{About, Network, RecordKind},
    report::{Filter, MapWords, Paper, Poster},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
};

/// Five schools in a row of ties, one beside them with a tie of its own, one with none.
///
/// Ash gives to Birch by coaching, Birch to Cedar by experience without a known trust, Elm to Cedar; Fir and Ash share.
fn row() -> Arc<Analysis> {
    let names = [("1", "Ash"), ("2", "Birch"), ("3", "Cedar"), ("4", "Elm"), ("5", "Fir"), ("6", "Gorse")];
    let members = names.map(|(id, name)| record(RecordKind::Member, &format!("id=urn:{id}|kind=school|name={name}|authority=Here")));
    let ties = [
        "id=t:1|from=urn:1|to=urn:2|phase=3|trust=3",
        "id=t:2|from=urn:2|to=urn:3|phase=2",
        "id=t:3|from=urn:4|to=urn:3|phase=1|trust=1",
        "id=t:4|from=urn:5|to=urn:1|phase=1|trust=2|mutual=yes",
    ];
    analysed(members.into_iter().chain(ties.map(|tie| record(RecordKind::Tie, tie))))
}

fn analysed(records: impl IntoIterator<Item = permea::model::Record>) -> Arc<Analysis> {
    let network = Network::from_records(About { name: "Row".into(), uid: String::new().into() }, records.into_iter().collect()).unwrap();
    Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap())
}

fn id(chart: &Chart, name: &str) -> permea::model::MemberId {
    chart.roster.members.iter().find(|member| member.name == name).unwrap().id.clone()
}

fn focused(chart: &Chart, name: &str, way: Way, steps: u8) -> View {
    View { selected: Some(id(chart, name)), topic: Some(Topic::Focus { way, steps }), ..View::default() }
}

fn path_view(chart: &Chart, from: &str, to: &str) -> View {
    View { topic: Some(Topic::Path { from: id(chart, from), to: id(chart, to) }), ..View::default() }
}

/// The names that stand out, the selected one aside.
fn near<'a>(chart: &'a Chart, picture: &Picture) -> Vec<&'a str> {
    let tied = picture.placements.iter().filter(|placement| placement.emphasis == Emphasis::Tied);
    let mut names: Vec<&str> = tied.map(|placement| chart.roster.members[placement.member].name.as_str()).collect();
    names.sort_unstable();
    names
}

fn only(chart: &Chart, expression: &str) -> Only {
    let filter = Filter::new(expression, &chart.analysis).unwrap();
    Only::among(&chart.roster, expression, filter.members(&chart.analysis).map(|member| &member.id))
}

fn text(picture: &Picture) -> String {
    let theme = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    print(picture, &theme, GlyphSet::Unicode, Escapes::None)
}

#[test]
fn a_focus_follows_ties_in_out_and_both_ways_as_far_as_is_asked() {
    let chart = Chart::new(&row(), Layout::Rings);
    let names = |way, steps| {
        let picture = chart.picture(&focused(&chart, "Birch", way, steps), 120, 36);
        near(&chart, &picture).join(" ")
    };
    assert_eq!(names(Way::Both, 1), "Ash Cedar");
    assert_eq!(names(Way::In, 1), "Ash");
    assert_eq!(names(Way::Out, 1), "Cedar");
    assert_eq!(names(Way::In, 2), "Ash Fir");
    assert_eq!(names(Way::Out, 6), "Cedar");
    assert_eq!(names(Way::Both, 2), "Ash Cedar Elm Fir");
}

#[test]
fn a_focus_says_how_many_it_reaches_and_how_many_not() {
    let chart = Chart::new(&row(), Layout::Rings);
    let picture = chart.picture(&focused(&chart, "Birch", Way::In, 2), 120, 36);
    assert_eq!(picture.asked, ["focus: 2 ties, learns from · 2 members, 3 beyond"]);
}

#[test]
fn a_focus_on_nobody_is_none() {
    let chart = Chart::new(&row(), Layout::Rings);
    let view = View { topic: Some(View::FOCUS), ..View::default() };
    assert_eq!(chart.picture(&view, 120, 36), chart.picture(&View::default(), 120, 36));
}

#[test]
fn who_is_near_in_a_wide_focus_is_named_before_who_is_further() {
    let chart = Chart::new(&crowd(3000, Rated::All), Layout::Rings);
    let hub = chart.roster.members.iter().max_by_key(|member| member.degree).unwrap().id.clone();
    let at = |steps| View { selected: Some(hub.clone()), topic: Some(Topic::Focus { way: Way::Both, steps }), ..View::default() };
    let named = |steps| {
        let picture = chart.picture(&at(steps), 120, 36);
        let pills = picture.placements.iter().filter(|placement| placement.shape == Shape::Pill);
        pills.map(|placement| placement.member).collect::<Vec<_>>()
    };
    let (direct, wide) = (named(1), named(6));
    assert!(direct.len() > 5 && wide.len() < 150, "{} {}", direct.len(), wide.len());
    let kept = direct.iter().filter(|member| wide.contains(member)).count();
    assert!(kept * 10 >= direct.len() * 9, "{kept} of {}", direct.len());
}

#[test]
fn a_path_follows_the_sharing_and_tells_each_tie() {
    let chart = Chart::new(&row(), Layout::Rings);
    let picture = chart.picture(&path_view(&chart, "Ash", "Cedar"), 120, 36);
    let drawn = text(&picture);
    assert!(drawn.contains("Knowledge flows from Ash to Cedar along 2 ties."), "{drawn}");
    assert!(drawn.contains("1 Ash ━━━ coaching, trust 3 ━━► 2 Birch ─── experience, trust not known ──► 3 Cedar"), "{drawn}");
    let numbered = |name: &str| picture.placements.iter().find(|placement| placement.text.ends_with(name)).unwrap().number;
    assert_eq!([numbered("Ash"), numbered("Birch"), numbered("Cedar")], [Some(1), Some(2), Some(3)]);
    assert_eq!(picture.asked, ["path: 2 ties"]);
}

#[test]
fn a_path_against_the_sharing_says_so() {
    let chart = Chart::new(&row(), Layout::Rings);
    let place = |name: &str| chart.roster.index(&id(&chart, name)).unwrap();
    let between = |from: &str, to: &str| Path::between(&chart, place(from), place(to));
    assert_eq!(between("Fir", "Cedar").found, Found::Given);
    let learnt = between("Cedar", "Fir");
    assert_eq!((learnt.found, learnt.legs.len()), (Found::Learnt, 3));
    assert!(learnt.sentence(&chart.roster).ends_with("The other way, from Fir to Cedar, knowledge flows along 3 ties."));
    let mixed = between("Ash", "Elm");
    assert_eq!((mixed.found, mixed.legs.len()), (Found::Mixed, 3));
    let nowhere = between("Ash", "Gorse");
    assert_eq!(nowhere.found, Found::Nowhere);
    assert_eq!(
        nowhere.sentence(&chart.roster),
        "No ties join Ash and Gorse: Ash is joined to 4 other members, directly or through others, Gorse to nobody."
    );
}

#[test]
fn among_equally_short_paths_the_one_with_more_trust_is_taken_then_the_deeper_then_the_lower_id() {
    let through = |first: &str, second: &str| {
        let members = ["1", "2", "3", "4"].map(|id| record(RecordKind::Member, &format!("id=urn:{id}|kind=school|name=S{id}")));
        let ties = [
            format!("id=t:1|from=urn:1|to=urn:2|{first}"),
            "id=t:2|from=urn:2|to=urn:4|phase=1|trust=2".to_owned(),
            format!("id=t:3|from=urn:1|to=urn:3|{second}"),
            "id=t:4|from=urn:3|to=urn:4|phase=1|trust=2".to_owned(),
        ];
        let chart = Chart::new(&analysed(members.into_iter().chain(ties.map(|tie| record(RecordKind::Tie, &tie)))), Layout::Rings);
        Path::between(&chart, 0, 3).legs.first().map(|leg| leg.to + 1)
    };
    assert_eq!(through("phase=3|trust=1", "phase=1|trust=2"), Some(3));
    assert_eq!(through("phase=1|trust=2", "phase=2|trust=2"), Some(3));
    assert_eq!(through("phase=1|trust=2", "phase=1|trust=2"), Some(2));
    assert_eq!(through("phase=3", "phase=1|trust=1"), Some(3));
}

/// How many ties apart everybody is from a member, worked out by widening one tie after the other.
fn apart(chart: &Chart, from: usize) -> Vec<Option<usize>> {
    let mut apart = vec![None; chart.roster.members.len()];
    apart[from] = Some(0);
    for steps in 0..chart.roster.members.len() {
        for tie in &chart.roster.ties {
            for (near, far) in [(tie.from, tie.to), (tie.to, tie.from)] {
                if apart[near] == Some(steps) && apart[far].is_none() {
                    apart[far] = Some(steps + 1);
                }
            }
        }
    }
    apart
}

#[test]
fn every_path_is_a_walk_along_ties_and_none_is_shorter() {
    let chart = Chart::new(&crowd(120, Rated::Most), Layout::Rings);
    for from in (0..120).step_by(17) {
        let apart = apart(&chart, from);
        for (to, apart) in apart.iter().enumerate().filter(|(to, _)| *to != from) {
            let path = Path::between(&chart, from, to);
            let mut at = from;
            for leg in &path.legs {
                let tie = chart.roster.ties[leg.link];
                let given = (tie.from, tie.to) == (at, leg.to) || (tie.is_mutual && (tie.to, tie.from) == (at, leg.to));
                assert!(given || (path.found != Found::Given && (tie.to, tie.from) == (at, leg.to)));
                at = leg.to;
            }
            assert_eq!((path.found == Found::Nowhere, at == to), (apart.is_none(), apart.is_some()));
            match path.found {
                Found::Nowhere => {}
                Found::Given => assert!(path.legs.len() >= apart.unwrap()),
                Found::Learnt | Found::Mixed => assert_eq!(Some(path.legs.len()), *apart),
            }
            assert_eq!(path, Path::between(&chart, from, to));
        }
    }
}

#[test]
fn a_path_either_way_is_as_long_there_as_back() {
    let chart = Chart::new(&crowd(120, Rated::Most), Layout::Rings);
    for (from, to) in (0..120).flat_map(|from| (0..from).step_by(7).map(move |to| (from, to))) {
        let (there, back) = (Path::between(&chart, from, to), Path::between(&chart, to, from));
        assert_eq!(there.found == Found::Nowhere, back.found == Found::Nowhere);
        if there.found == Found::Mixed && back.found == Found::Mixed {
            assert_eq!(there.legs.len(), back.legs.len());
        }
        assert!(there.found != Found::Learnt || back.found == Found::Given);
    }
}

#[test]
fn a_filter_fades_who_does_not_meet_it_and_counts_who_does() {
    for layout in [Layout::Rings, Layout::Journey, Layout::Geographic] {
        let chart = Chart::new(&crowd(300, Rated::All), layout);
        let only = only(&chart, "stage = 1");
        let picture = chart.picture(&View { only: Some(only.clone()), ..View::default() }, 120, 36);
        assert_eq!(picture.asked, [format!("stage = 1: {} of 300", only.count())]);
        for placement in &picture.placements {
            assert_eq!(placement.emphasis == Emphasis::Faded, !only.meets(placement.member), "{layout:?}");
        }
        let is_named = |placement: &&permea::map::Placement| !placement.text.is_empty();
        let in_lists = |member: usize| chart.roster.members[member].emblem.is_some();
        let named = picture.placements.iter().filter(is_named).filter(|placement| !in_lists(placement.member));
        assert!(named.clone().count() > 10 && named.into_iter().all(|placement| only.meets(placement.member)), "{layout:?}");
    }
}

#[test]
fn a_filter_and_a_focus_must_both_hold() {
    let chart = Chart::new(&row(), Layout::Rings);
    let view = View { only: Some(only(&chart, "name ~ r")), ..focused(&chart, "Birch", Way::Both, 2) };
    let picture = chart.picture(&view, 120, 36);
    assert_eq!(near(&chart, &picture), ["Cedar", "Fir"]);
    assert_eq!(picture.asked.len(), 2);
}

#[test]
fn far_dots_that_meet_a_filter_are_bright_and_the_others_faint() {
    let chart = Chart::new(&crowd(3000, Rated::All), Layout::Rings);
    let picture = chart.picture(&View { only: Some(only(&chart, "stage = 4")), ..View::default() }, 120, 36);
    let (bright, faint): (Vec<permea::map::DotCell>, Vec<_>) = picture.dots.iter().copied().partition(|cell| cell.strength >= 1.0);
    assert!(bright.len() > 20 && faint.len() > 20, "{} {}", bright.len(), faint.len());
}

#[test]
fn no_topic_makes_names_overlap_or_leave_the_picture() {
    for members in [40, 300, 3000] {
        let chart = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        let roster = &chart.roster.members;
        let far = Topic::Path { from: roster[3].id.clone(), to: roster[members - 1].id.clone() };
        let selected = Some(roster[3].id.clone());
        for topic in [Some(far), Some(Topic::Focus { way: Way::Both, steps: 3 }), None] {
            for layout in Layout::ALL {
                for (width, height) in [(120, 36), (80, 24), (60, 15)] {
                    let filter = Some(only(&chart, "stage in (1, 2)"));
                    let view = View { topic: topic.clone(), selected: selected.clone(), only: filter, ..View::default() };
                    let picture = chart.in_layout(layout).picture(&view, width, height);
                    let placed = picture.placements.iter().filter(|one| one.shape != Shape::Dot).map(|one| one.area);
                    let words = picture.labels.iter().chain(&picture.caption).map(permea::map::Label::area);
                    let areas: Vec<_> = placed.chain(words).collect();
                    for (at, area) in areas.iter().enumerate() {
                        let is_inside = area.x >= 0 && area.right() <= i32::from(width) && area.bottom() <= i32::from(height);
                        assert!(is_inside, "{layout:?} {width}x{height} {area:?}");
                        let met = areas.iter().skip(at + 1).find(|other| area.meets(**other));
                        assert_eq!(met, None, "{members} in {layout:?} at {width}x{height}, {topic:?}: {area:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_path_is_said_in_sentences_and_drawn_on_paper() {
    let chart = Chart::new(&row(), Layout::Rings);
    let view = path_view(&chart, "Ash", "Cedar");
    let picture = chart.picture(&view, 120, 36);
    let said = MapWords { analysis: &chart.analysis, chart: &chart, picture: &picture, view: &view }.text();
    assert!(said.contains("Knowledge flows from Ash to Cedar along 2 ties.\n1. Ash shares with Birch: coaching, trust 3 of 4.\n2. Birch"));
    let svg = Poster { analysis: &chart.analysis, chart: &chart, picture: &picture, paper: Paper::Light }.svg();
    assert!(svg.contains("2 Birch") && svg.contains("Knowledge") && svg.contains("coaching, trust 3"));
}

#[test]
fn a_focus_of_two_ties_says_who_is_how_far() {
    let chart = Chart::new(&row(), Layout::Rings);
    let view = focused(&chart, "Birch", Way::In, 2);
    let picture = chart.picture(&view, 120, 36);
    let said = MapWords { analysis: &chart.analysis, chart: &chart, picture: &picture, view: &view }.text();
    assert!(said.contains("1 member is 1 tie away along ties it learns by: Ash."), "{said}");
    assert!(said.contains("1 member is 2 ties away along ties it learns by: Fir."), "{said}");
}

/// The longest of the shortest paths along the sharing from the member with the most ties.
fn longest(chart: &Chart) -> View {
    let members = &chart.roster.members;
    let from = (0..members.len()).max_by_key(|at| members[*at].degree).unwrap();
    let given = (0..members.len()).map(|to| Path::between(chart, from, to)).filter(|path| path.found == Found::Given);
    let to = given.max_by_key(|path| path.legs.len()).unwrap().to;
    View { topic: Some(Topic::Path { from: members[from].id.clone(), to: members[to].id.clone() }), ..View::default() }
}

#[test]
fn a_path_through_rings() {
    let chart = Chart::new(&crowd(40, Rated::All), Layout::Rings);
    insta::assert_snapshot!(text(&chart.picture(&longest(&chart), 120, 36)));
}

#[test]
fn a_path_through_the_journey() {
    let chart = Chart::new(&crowd(40, Rated::All), Layout::Journey);
    insta::assert_snapshot!(text(&chart.picture(&longest(&chart), 120, 36)));
}

#[test]
fn a_filter_over_rings() {
    let chart = Chart::new(&crowd(40, Rated::All), Layout::Rings);
    insta::assert_snapshot!(text(&chart.picture(&View { only: Some(only(&chart, "stage = 1")), ..View::default() }, 120, 36)));
}
