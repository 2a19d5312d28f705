//! What is laid over the map: families, ways to sources, supports, and what changed since a day.

use std::sync::Arc;

use jiff::civil::{Date, date};
use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Against, Aside, Bond, Chart, Layout, News, Picture, Shape, Spotlight, Topic, View},
    model::{About, Kind, Network, Record, RecordKind, Stage},
    report::{MapWords, Paper, Poster},
    view::{
        map::{Escapes, GlyphSet, print},
        theme::{Depth, Themes, Tone},
    },
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
};

const NAMES: [(&str, &str); 6] = [("1", "Ash"), ("2", "Birch"), ("3", "Cedar"), ("4", "Elm"), ("5", "Fir"), ("6", "Gorse")];

/// Six secondary schools and whatever else is recorded.
fn chart(others: &[(RecordKind, &str)]) -> Chart {
    let school = |(id, name): (&str, &str)| format!("id=urn:{id}|kind=school|name={name}|education=secondary|group=mainstream");
    let schools = NAMES.map(|named| record(RecordKind::Member, &school(named)));
    let records: Vec<Record> = schools.into_iter().chain(others.iter().map(|(kind, fields)| record(*kind, fields))).collect();
    let network = Network::from_records(About { name: "Row".into(), uid: String::new().into() }, records).unwrap();
    let analysis = Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap();
    Chart::new(&Arc::new(analysis), Layout::Rings)
}

fn view(chart: &Chart, topic: Topic, selected: Option<&str>) -> View {
    let selected = selected.map(|name| chart.roster.members.iter().find(|member| member.name == name).unwrap().id.clone());
    View { selected, topic: Some(topic), ..View::default() }
}

fn answer(chart: &Chart, topic: Topic, selected: Option<&str>) -> Arc<Spotlight> {
    chart.spotlight(&view(chart, topic, selected)).unwrap()
}

fn aside(chart: &Chart, answer: &Spotlight, name: &str) -> Option<Aside> {
    let place = chart.roster.members.iter().position(|member| member.name == name)?;
    answer.asides().find(|(at, _)| *at == place).map(|(_, aside)| aside)
}

fn said(answer: &Spotlight) -> String {
    answer.sentences().join(" ")
}

fn plain(chart: &Chart, view: &View) -> String {
    let picture = chart.picture(view, 120, 36);
    MapWords { analysis: &chart.analysis, chart, picture: &picture, view }.text()
}

fn text(picture: &Picture, glyphs: GlyphSet) -> String {
    let theme = Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap();
    print(picture, &theme, glyphs, Escapes::None)
}

/// Birch, Cedar and Elm are the family of Ash by a published list; Birch is tied to it; Cedar is as good, Birch better.
fn family() -> Chart {
    chart(&[
        (RecordKind::Family, "id=y:1|member=urn:1|peer=urn:2|rank=1|year=2025"),
        (RecordKind::Family, "id=y:2|member=urn:1|peer=urn:3|rank=2|year=2025"),
        (RecordKind::Family, "id=y:3|member=urn:1|peer=urn:4|rank=3|year=2025"),
        (RecordKind::Tie, "id=t:1|from=urn:2|to=urn:1|phase=2|started=2025-09-01"),
        (RecordKind::Tie, "id=t:2|from=urn:5|to=urn:1|phase=1|started=2025-09-01"),
        (RecordKind::NationalFigure, "id=Attainment 8/2025|value=45.9"),
        (RecordKind::Measure, "id=urn:1/Attainment 8/2025|value=50|pupils=150"),
        (RecordKind::Measure, "id=urn:2/Attainment 8/2025|value=50.1|pupils=150"),
        (RecordKind::Measure, "id=urn:3/Attainment 8/2025|value=50|pupils=150"),
    ])
}

#[test]
fn a_family_is_numbered_joined_and_compared() {
    let chart = family();
    let answer = answer(&chart, Topic::Peers, Some("Ash"));
    assert_eq!(answer.note(), "family of Ash: 3 peers, 1 is tied to it");
    let peer = |rank, against| Some(Aside::Peer { rank, distance: aside(&chart, &answer, "Birch").and_then(distance), against });
    assert_eq!(aside(&chart, &answer, "Birch"), peer(1, Against::Above));
    assert_eq!(aside(&chart, &answer, "Cedar").map(against), Some(Against::NotAbove));
    assert_eq!(aside(&chart, &answer, "Elm").map(against), Some(Against::Unknown));
    assert_eq!(aside(&chart, &answer, "Fir"), None);
    assert_eq!(answer.lines().len(), 3);
    assert!(answer.lines().iter().all(|line| line.bond == Bond::Peer));
    let words = plain(&chart, &view(&chart, Topic::Peers, Some("Ash")));
    assert!(words.contains("- Birch: peer 1,") && words.contains("above it.") && words.contains("no figure to compare."), "{words}");
}

fn distance(aside: Aside) -> Option<f64> {
    if let Aside::Peer { distance, .. } = aside { distance } else { None }
}

fn against(aside: Aside) -> Against {
    if let Aside::Peer { against, .. } = aside { against } else { Against::Unknown }
}

#[test]
fn without_a_family_the_reason_is_said() {
    let chart = family();
    let answer = answer(&chart, Topic::Peers, Some("Fir"));
    assert_eq!(answer.note(), "no family of Fir");
    assert!(said(&answer).starts_with("Fir has no family: a family needs"), "{}", said(&answer));
    assert_eq!(answer.lines().len(), 0);
    assert_eq!(said(&self::answer(&chart, Topic::Peers, None)), "Select a member to see its family.");
}

#[test]
fn sources_are_reached_directly_or_in_two_steps_and_not_in_three() {
    let chart = chart(&[
        (RecordKind::Member, "id=m:r|kind=source|name=Digest|source=research"),
        (RecordKind::Member, "id=m:x|kind=source|name=Unknown"),
        (RecordKind::Tie, "id=t:1|from=m:r|to=urn:1|phase=1|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:2|from=urn:1|to=urn:2|phase=1|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:3|from=urn:2|to=urn:3|phase=1|last_active=2026-01-10"),
        // Ended, gone quiet, and from a source that nobody has said the kind of.
        (RecordKind::Tie, "id=t:4|from=m:r|to=urn:4|phase=1|started=2025-09-01|ended=2026-02-01"),
        (RecordKind::Tie, "id=t:5|from=m:r|to=urn:5|phase=1|last_active=2024-01-10"),
        (RecordKind::Tie, "id=t:6|from=m:x|to=urn:6|phase=1|last_active=2026-01-10"),
    ]);
    let answer = answer(&chart, Topic::Sources, None);
    let reach = |name| aside(&chart, &answer, name);
    assert_eq!(reach("Ash"), Some(Aside::Reaches([Some(1), None, None])));
    assert_eq!(reach("Birch"), Some(Aside::Reaches([Some(2), None, None])));
    for name in ["Cedar", "Elm", "Fir", "Gorse"] {
        assert_eq!(reach(name), Some(Aside::Reaches([None; 3])), "{name}");
    }
    assert_eq!(answer.note(), "research 2 · practice 0 · innovation 0 · none 4");
    assert!(said(&answer).contains("1 source counts for none: nobody has said which kind it is."));
    let words = plain(&chart, &view(&chart, Topic::Sources, None));
    assert!(words.contains("- Birch: reaches research in two steps.") && words.contains("- Cedar: reaches no source."), "{words}");
}

#[test]
fn the_ways_of_the_selected_member_to_its_sources_are_lit() {
    let chart = chart(&[
        (RecordKind::Member, "id=m:r|kind=source|name=Digest|source=research"),
        (RecordKind::Tie, "id=t:1|from=m:r|to=urn:1|phase=1|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:2|from=urn:1|to=urn:2|phase=1|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:3|from=urn:3|to=urn:2|phase=1|last_active=2026-01-10"),
        (RecordKind::Tie, "id=t:4|from=m:r|to=urn:4|phase=1|last_active=2026-01-10"),
    ]);
    let lit = |name| answer(&chart, Topic::Sources, name).lit().map(|(at, _)| chart.roster.ties[at].record).collect::<Vec<_>>();
    assert_eq!(lit(Some("Birch")), [0, 1]);
    assert_eq!(lit(Some("Ash")), [0]);
    assert_eq!(lit(None), [0, 3]);
}

#[test]
fn a_map_without_sources_says_so() {
    let chart = chart(&[]);
    assert_eq!(said(&answer(&chart, Topic::Sources, None)), "No knowledge source is in this map, so nobody can reach one.");
}

#[test]
fn reach_at_once_is_reach_one_by_one() {
    let analysis = crowd(300, Rated::Most);
    let kinds = permea::model::SourceKind::ALL;
    for (member, row) in analysis.network.members().iter().zip(analysis.graph.source_steps(&analysis.network, 2)) {
        if member.kind == Kind::Source {
            continue;
        }
        let one_by_one = analysis.graph.sources(&analysis.network, &member.id, 2);
        for (kind, steps) in kinds.iter().zip(row) {
            let nearest = one_by_one.iter().filter(|reach| reach.kind == Some(*kind)).map(|reach| reach.steps).min();
            assert_eq!(steps.map(usize::from), nearest, "{} {kind}", member.id);
        }
    }
}

#[test]
fn supports_are_planned_running_overdue_or_ended_by_their_days() {
    let chart = chart(&[
        (RecordKind::Support, "id=s:1|supporter=urn:1|supported=urn:2|started=2026-01-05|days_per_week=0.5|need=Feedback"),
        (RecordKind::Support, "id=s:2|supporter=urn:1|supported=urn:3|started=2026-01-05|review_on=2026-03-01|days_per_week=1"),
        (RecordKind::Support, "id=s:3|supporter=urn:4|supported=urn:5|agreed_on=2026-02-01|started=2026-03-03"),
        (RecordKind::Support, "id=s:4|supporter=urn:4|supported=urn:6|proposed_on=2026-02-20"),
        (RecordKind::Support, "id=s:5|supporter=urn:6|supported=urn:5|started=2025-01-05|ended=2026-03-02"),
        // Nobody speaks of it before tomorrow.
        (RecordKind::Support, "id=s:6|supporter=urn:6|supported=urn:1|proposed_on=2026-03-03"),
    ]);
    let answer = answer(&chart, Topic::Supports, None);
    assert_eq!(answer.note(), "supports: 2 running (1 overdue), 1 agreed, 1 proposed");
    assert_eq!(said(&answer), "Those that run take 1.5 days a week. 1 has ended.");
    let bonds: Vec<Bond> = answer.lines().iter().map(|line| line.bond).collect();
    assert_eq!(bonds, [Bond::Running, Bond::Overdue, Bond::Planned, Bond::Planned]);
    assert_eq!(aside(&chart, &answer, "Ash"), Some(Aside::Supports { gives: 2, gets: 0, overdue: 0 }));
    assert_eq!(aside(&chart, &answer, "Cedar"), Some(Aside::Supports { gives: 0, gets: 1, overdue: 1 }));
    let words = plain(&chart, &view(&chart, Topic::Supports, None));
    assert!(words.contains("- Ash supports Birch: half a day a week, Feedback."), "{words}");
}

#[test]
fn a_support_without_days_is_not_half_a_day() {
    let chart = chart(&[(RecordKind::Support, "id=s:1|supporter=urn:1|supported=urn:2|started=2026-01-05")]);
    assert_eq!(said(&answer(&chart, Topic::Supports, None)), "Of 1 nobody has said how many days.");
}

#[test]
fn a_map_without_supports_says_so() {
    let answer = answer(&chart(&[]), Topic::Supports, None);
    assert_eq!(answer.note(), "no supports");
    assert!(said(&answer).starts_with("No support is planned or runs in this map."));
}

#[test]
fn nobody_supports_itself() {
    let own = record(RecordKind::Support, "id=s:1|supporter=urn:1|supported=urn:1");
    let member = record(RecordKind::Member, "id=urn:1|kind=school|name=Ash");
    let refused = Network::from_records(About::default(), vec![member, own]).unwrap_err();
    assert_eq!(refused.to_string(), "the support `s:1` has `urn:1` support itself");
}

/// The day changes are counted from.
const SINCE: Date = date(2025, 9, 1);

fn changes() -> Topic {
    Topic::Changes { since: SINCE }
}

#[test]
fn stages_move_up_and_down_or_are_rated_first_or_anew() {
    let chart = chart(&[
        (RecordKind::Rating, "id=r:1|member=urn:1|on=2025-01-10|stage=1"),
        (RecordKind::Rating, "id=r:2|member=urn:1|on=2026-01-10|stage=2"),
        (RecordKind::Rating, "id=r:3|member=urn:2|on=2025-01-10|stage=3"),
        (RecordKind::Rating, "id=r:4|member=urn:2|on=2025-09-02|stage=2"),
        (RecordKind::Rating, "id=r:5|member=urn:3|on=2025-09-02|stage=2"),
        // On the very day it stood already.
        (RecordKind::Rating, "id=r:6|member=urn:4|on=2025-09-01|stage=2"),
        (RecordKind::Rating, "id=r:7|member=urn:5|on=2025-01-10|stage=2"),
        (RecordKind::Rating, "id=r:8|member=urn:5|on=2025-10-10|stage=2"),
    ]);
    let answer = answer(&chart, changes(), None);
    let news = |name| aside(&chart, &answer, name);
    assert_eq!(news("Ash"), Some(Aside::Changed(News::Up(Stage::Isolation))));
    assert_eq!(news("Birch"), Some(Aside::Changed(News::Down(Stage::Engagement))));
    assert_eq!(news("Cedar"), Some(Aside::Changed(News::FirstRated)));
    assert_eq!(news("Elm"), None);
    assert_eq!(news("Fir"), Some(Aside::Changed(News::RatedAnew)));
    assert_eq!(news("Gorse"), None);
    assert_eq!(answer.note(), "since 2025-09-01: 1 stage up, 1 down");
}

#[test]
fn ties_begin_end_deepen_and_go_quiet() {
    let chart = chart(&[
        (RecordKind::Tie, "id=t:1|from=urn:1|to=urn:2|phase=1|started=2025-09-02"),
        (RecordKind::Tie, "id=t:2|from=urn:1|to=urn:3|phase=1|started=2025-09-01"),
        (RecordKind::Tie, "id=t:3|from=urn:1|to=urn:4|phase=2|started=2024-09-01|ended=2025-09-02"),
        (RecordKind::Tie, "id=t:4|from=urn:2|to=urn:3|phase=1|started=2025-06-01|ended=2025-12-01"),
        (RecordKind::Tie, "id=t:5|from=urn:3|to=urn:2|phase=2|started=2025-12-01"),
        (RecordKind::Tie, "id=t:6|from=urn:5|to=urn:6|phase=1|started=2025-01-01|last_active=2025-02-01"),
        (RecordKind::Tie, "id=t:7|from=urn:4|to=urn:6|phase=1"),
    ]);
    let answer = answer(&chart, changes(), None);
    assert_eq!(answer.note(), "since 2025-09-01: 1 new tie, 1 ended");
    assert_eq!(
        said(&answer),
        "Also 1 tie deepened, 1 tie went quiet. Flags are not compared. 1 tie has no day, so nobody can say whether it is new."
    );
    assert_eq!(answer.lines().len(), 1);
    let words = plain(&chart, &view(&chart, changes(), None));
    for line in
        ["- The tie of Ash to Elm has ended.", "- New: Ash shares with Birch", "- New: Cedar shares with Birch", "- Gone quiet: Fir shares"]
    {
        assert!(words.contains(line), "{line}\n{words}");
    }
}

#[test]
fn members_open_and_close() {
    let chart = chart(&[
        (RecordKind::Member, "id=urn:7|kind=school|name=Hazel|opened=2025-09-02"),
        (RecordKind::Member, "id=urn:8|kind=school|name=Ivy|opened=2025-09-01"),
        (RecordKind::Member, "id=urn:9|kind=school|name=Juniper|status=closed|closed=2025-12-31"),
    ]);
    let answer = answer(&chart, changes(), None);
    assert_eq!(aside(&chart, &answer, "Hazel"), Some(Aside::Changed(News::New)));
    assert_eq!(aside(&chart, &answer, "Ivy"), None);
    assert!(said(&answer).starts_with("1 new member, 1 closed."), "{}", said(&answer));
}

#[test]
fn where_nothing_changed_that_is_said() {
    let answer = answer(&chart(&[]), changes(), None);
    assert_eq!((answer.note(), said(&answer).as_str()), ("since 2025-09-01", "Nothing changed. Flags are not compared."));
}

const LAYERS: [Topic; 4] = [Topic::Peers, Topic::Sources, Topic::Supports, Topic::Changes { since: date(2025, 1, 1) }];

#[test]
fn layers_keep_the_laws_of_the_picture_in_every_layout() {
    for members in [40, 300] {
        let rings = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        for (topic, layout) in LAYERS.into_iter().flat_map(|topic| Layout::ALL.map(|layout| (topic.clone(), layout))) {
            let chart = rings.in_layout(layout);
            let selected = Some(chart.roster.members[members / 2].id.clone());
            let view = View { selected, topic: Some(topic.clone()), ..View::default() };
            for (width, height) in [(120, 36), (80, 24)] {
                let picture = chart.picture(&view, width, height);
                let solid = picture.placements.iter().filter(|placement| placement.shape != Shape::Dot).map(|placement| placement.area);
                let areas: Vec<_> = solid.chain(picture.labels.iter().map(permea::map::Label::area)).collect();
                for (at, area) in areas.iter().enumerate() {
                    let met = areas.iter().skip(at + 1).find(|other| area.meets(**other));
                    assert_eq!(met, None, "{members} {topic:?} in {layout:?} at {width}x{height}: {area:?}");
                }
                assert!(text(&picture, GlyphSet::Ascii).is_ascii());
                assert!(text(&picture, GlyphSet::Unicode).lines().all(|line| permea::map::width(line) <= width));
            }
        }
    }
}

#[test]
fn a_layer_is_drawn_as_vectors_that_say_what_they_mean() {
    let chart = chart(&[(RecordKind::Support, "id=s:1|supporter=urn:1|supported=urn:2|started=2026-01-05|need=Reading & writing")]);
    let picture = chart.picture(&view(&chart, Topic::Supports, None), 120, 36);
    let drawing = Poster { analysis: &chart.analysis, chart: &chart, picture: &picture, paper: Paper::Light }.svg();
    assert!(drawing.contains("<g class=\"line\">") && drawing.contains("Ash supports Birch: Reading &amp; writing"), "{drawing}");
}

#[test]
fn the_same_question_is_answered_once() {
    let chart = family();
    let view = view(&chart, Topic::Peers, Some("Ash"));
    assert!(Arc::ptr_eq(&chart.spotlight(&view).unwrap(), &chart.spotlight(&view).unwrap()));
    let other = self::view(&chart, Topic::Peers, Some("Fir"));
    assert!(!Arc::ptr_eq(&chart.spotlight(&view).unwrap(), &chart.spotlight(&other).unwrap()));
}

#[test]
fn the_demo_with_each_layer_over_it() {
    let network = crate::session::demo();
    let analysis = Analysis::new(&network, date(2026, 11, 20), &Rules::built_in(), &|| false).unwrap();
    let chart = Chart::new(&Arc::new(analysis), Layout::Rings);
    let shown = |topic: Topic, selected: Option<&str>| text(&chart.picture(&view(&chart, topic, selected), 110, 34), GlyphSet::Unicode);
    insta::assert_snapshot!("the_family_of_a_school", shown(Topic::Peers, Some("Harrowfen High")));
    insta::assert_snapshot!("who_reaches_which_source", shown(Topic::Sources, None));
    insta::assert_snapshot!("the_ways_of_one_school_to_its_sources", shown(Topic::Sources, Some("Ashenvale School")));
    insta::assert_snapshot!("supports_planned_and_running", shown(Topic::Supports, None));
    insta::assert_snapshot!("what_changed_in_half_a_year", shown(Topic::Changes { since: date(2026, 5, 20) }, None));
}
