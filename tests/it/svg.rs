//! The map as vectors and in sentences: whole, safe, and the same every time.

use std::sync::Arc;

use permea::{
    analysis::Analysis,
    finding::Pattern,
    framework::Rules,
    map::{Chart, Ink, Layout, Shape, View},
    model::{About, Network, RecordKind, Stage},
    report::{MapWords, Paper, Poster},
    view::theme::{Depth, Role, Themes, Tone},
};
use ratatui::style::Color;

use crate::{
    crowd::{Rated, crowd},
    invented::{analysis, record, today},
};

/// The poster of an analysis, its first tied member in focus if one is wanted.
fn poster(analysis: &Arc<Analysis>, layout: Layout, (width, height): (u16, u16), paper: Paper, focus: Option<&str>) -> String {
    let chart = Chart::new(analysis, layout);
    let selected = focus.and_then(|id| chart.roster.index(id)).map(|at| chart.roster.members[at].id.clone());
    let view = View { topic: selected.as_ref().map(|_| View::FOCUS), selected, ..View::default() };
    let picture = chart.picture(&view, width, height);
    Poster { analysis, chart: &chart, picture: &picture, paper }.svg()
}

fn said(analysis: &Arc<Analysis>, layout: Layout, focus: Option<&str>) -> String {
    let chart = Chart::new(analysis, layout);
    let picture = chart.picture(&View::default(), 120, 36);
    let selected = focus.and_then(|id| chart.roster.index(id)).map(|at| chart.roster.members[at].id.clone());
    let view = View { topic: selected.as_ref().map(|_| View::FOCUS), selected, ..View::default() };
    MapWords { analysis, chart: &chart, picture: &picture, view: &view }.text()
}

/// An analysis of members whose names are these.
fn named(names: &[&str]) -> Analysis {
    let mut member = record(RecordKind::Member, "id=urn:1|kind=school|name=A");
    let mut records = Vec::new();
    for (at, name) in names.iter().enumerate() {
        member.set_text("id", &format!("urn:{}", at + 1)).unwrap();
        member.set_text("name", name).unwrap();
        records.push(member.clone());
    }
    let about = About { name: names.first().copied().unwrap_or_default().into(), uid: String::new().into() };
    let network = Network::from_records(about, records).unwrap();
    Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap()
}

/// Reads the text as XML: every element closed in its order, every attribute quoted and once, only the five entities, no
/// control character. Returns the names of all elements.
fn elements(xml: &str) -> Vec<String> {
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("it begins by saying what it is");
    assert!(body.chars().all(|letter| letter == '\n' || !letter.is_control()), "a control character");
    let (mut open, mut all): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = body;
    while let Some((text, tag)) = rest.split_once('<') {
        check_text(text);
        let (inside, after) = tag.split_once('>').expect("a tag that ends");
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "what is closed was opened last");
            continue;
        }
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric()), "{name} is no element");
        check_attributes(attributes);
        all.push(name.to_owned());
        if !is_empty {
            open.push(name.to_owned());
        }
        assert!(!open.is_empty(), "only one root");
    }
    assert_eq!((rest.trim(), open.len()), ("", 0), "everything is closed");
    all
}

fn check_text(text: &str) {
    assert!(!text.contains('>'), "{text}");
    for after in text.split('&').skip(1) {
        let entity = ["amp;", "lt;", "gt;", "quot;", "#39;"].into_iter().any(|entity| after.starts_with(entity));
        assert!(entity, "&{after}");
    }
}

fn check_attributes(attributes: &str) {
    let mut names: Vec<&str> = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").expect("a quoted attribute");
        assert!(!name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-:".contains(letter)), "{name}");
        let (value, after) = after.split_once('"').expect("a value that ends");
        check_text(value);
        names.push(name);
        rest = after.trim_start();
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "an attribute stands twice in {attributes}");
}

#[test]
fn the_drawing_of_a_small_network() {
    insta::assert_snapshot!(poster(&analysis(), Layout::Rings, (80, 20), Paper::Light, None));
}

#[test]
fn the_sentences_of_a_small_network() {
    insta::assert_snapshot!(said(&analysis(), Layout::Rings, None));
}

#[test]
fn the_sentences_of_a_journey_with_a_focus() {
    insta::assert_snapshot!(said(&analysis(), Layout::Journey, Some("urn:900001")));
}

#[test]
fn every_drawing_is_well_formed() {
    for members in [0, 1, 12, 300, 2000] {
        let analysis = crowd(members, Rated::Most);
        let first = analysis.network.members().iter().next().map(|member| member.id.to_string());
        for layout in Layout::ALL {
            for (size, paper, focus) in
                [((120, 36), Paper::Light, None), ((40, 12), Paper::Dark, first.as_deref()), ((1, 1), Paper::Light, None)]
            {
                let drawing = poster(&analysis, layout, size, paper, focus);
                assert_eq!(elements(&drawing).first().map(String::as_str), Some("svg"));
            }
        }
    }
}

#[test]
fn a_drawing_needs_nothing_outside_itself() {
    let analysis = crowd(300, Rated::Most);
    for layout in Layout::ALL {
        let drawing = poster(&analysis, layout, (120, 36), Paper::Light, None);
        assert_eq!(drawing.matches("http").count(), 1, "only the name of the language is an address");
        for reference in ["<script", "<image", "href", "@import", "<!", "onload", "foreignObject", "data:"] {
            assert!(!drawing.contains(reference), "{reference}");
        }
    }
}

#[test]
fn no_name_breaks_out_of_the_drawing() {
    let names = ["</text><script>alert(1)</script>", "\"><g onload='x'>", "A & B <!-- ]]> &amp;", "Esc\u{1b}[2J \u{202e}turned\u{202c}"];
    let analysis = Arc::new(named(&names));
    for layout in Layout::ALL {
        let drawing = poster(&analysis, layout, (160, 40), Paper::Light, None);
        let elements = elements(&drawing);
        assert!(!elements.iter().any(|name| name == "script"));
        assert!(drawing.contains("&lt;/text&gt;&lt;script&gt;") && !drawing.contains('\u{202e}'));
    }
}

#[test]
fn every_member_of_the_picture_is_drawn_once() {
    for members in [12, 40, 300, 2000] {
        let analysis = crowd(members, Rated::Most);
        for layout in Layout::ALL {
            let chart = Chart::new(&analysis, layout);
            let picture = chart.picture(&View::default(), 120, 36);
            let drawing = Poster { analysis: &analysis, chart: &chart, picture: &picture, paper: Paper::Light }.svg();
            let drawn: Vec<&str> = drawing
                .split("<g class=\"member\">\n<title>")
                .skip(1)
                .filter_map(|rest| rest.split_once(": "))
                .map(|pair| pair.0)
                .collect();
            let mut wanted: Vec<&str> = picture
                .placements
                .iter()
                .chain(&picture.echoes)
                .map(|placement| chart.roster.members[placement.member].name.as_str())
                .collect();
            let mut found: Vec<String> = drawn.into_iter().map(|name| name.replace("&#39;", "'").replace("&amp;", "&")).collect();
            wanted.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, wanted, "{members} in {layout:?}");
        }
    }
}

#[test]
fn a_flag_has_its_sign_beside_its_colour() {
    let analysis = crowd(300, Rated::All);
    let chart = Chart::new(&analysis, Layout::Rings);
    let picture = chart.picture(&View::default(), 120, 36);
    let drawing = Poster { analysis: &analysis, chart: &chart, picture: &picture, paper: Paper::Light }.svg();
    for pattern in Pattern::ALL {
        let flagged =
            picture.placements.iter().filter(|placement| placement.flag == Some(pattern) && placement.shape != Shape::Dot).count();
        let signs = drawing.matches(&format!(">{}</text>", pattern.sign())).count();
        assert!(signs >= flagged, "{pattern}: {signs} signs for {flagged} members");
    }
}

#[test]
fn every_stage_has_a_boundary_of_its_own() {
    let analysis = crowd(40, Rated::All);
    let drawing = poster(&analysis, Layout::Rings, (160, 50), Paper::Light, None);
    let legend = drawing.split("class=\"legend\"").nth(1).unwrap();
    assert!(legend.contains("stroke-width=\"3\"") && legend.contains("stroke-dasharray=\"4.5 3.2\"") && legend.contains("rx=\"2.5\""));
    assert!(["1 Isolation", "2 Initiation", "3 Engagement", "4 Integration"].into_iter().all(|stage| legend.contains(stage)));
}

#[test]
fn a_tie_says_who_shares_with_whom() {
    let drawing = poster(&analysis(), Layout::Rings, (100, 30), Paper::Light, None);
    assert!(drawing.contains("<title>Ash High shares with St. Mary’s, Birch: experience, trust 3 of 4</title>"));
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    let draw = || poster(&crowd(300, Rated::Most), Layout::Rings, (120, 36), Paper::Light, None);
    assert_eq!(draw(), draw());
    let say = || said(&crowd(300, Rated::Most), Layout::Journey, None);
    assert_eq!(say(), say());
}

#[test]
fn every_member_and_every_tie_is_said_once() {
    let analysis = crowd(300, Rated::Most);
    let chart = Chart::new(&analysis, Layout::Rings);
    // The matrix says pairs: its own tests count them.
    for layout in Layout::ALL.into_iter().filter(|layout| *layout != Layout::Matrix) {
        let text = said(&analysis, layout, None);
        let members = text
            .lines()
            .filter(|line| line.starts_with("- ") && line.ends_with('.') && !line.contains(" share") && !line.contains(" is tied to "));
        assert_eq!(members.count(), chart.roster.members.len());
        let ties = text.lines().filter(|line| line.starts_with("- ") && line.contains("trust "));
        assert_eq!(ties.count(), chart.roster.ties.len());
    }
}

#[test]
fn the_sentences_need_no_sign_and_no_colour() {
    let text = said(&crowd(40, Rated::Most), Layout::Rings, None);
    assert!(text.chars().all(|letter| letter.is_alphanumeric() || " -.,:;()'’\n&".contains(letter)), "{text}");
}

#[test]
fn the_colours_on_paper_are_those_of_the_screen() {
    let roles = [
        (Ink::Stage(Stage::Isolation), Role::Stage1),
        (Ink::Stage(Stage::Initiation), Role::Stage2),
        (Ink::Stage(Stage::Engagement), Role::Stage3),
        (Ink::Stage(Stage::Integration), Role::Stage4),
        (Ink::Unrated, Role::Unrated),
        (Ink::Source, Role::Source),
        (Ink::University, Role::University),
        (Ink::Hub, Role::Hub),
        (Ink::Flag(Pattern::CondonedFailure), Role::Condoned),
        (Ink::Flag(Pattern::Coasting), Role::Coasting),
        (Ink::LearnsFrom, Role::LearnsFrom),
        (Ink::SharesWith, Role::SharesWith),
        (Ink::Guide, Role::Guide),
    ];
    for (paper, name) in [(Paper::Light, "light"), (Paper::Dark, "dark")] {
        let theme = Themes::built_in().theme(Some(name), Depth::TrueColour, Tone::Dark).unwrap();
        for (ink, role) in roles {
            let [_, red, green, blue] = paper.colour(ink).to_be_bytes();
            assert_eq!(theme.style(role).fg, Some(Color::Rgb(red, green, blue)), "{ink:?} on {paper:?}");
        }
    }
}
