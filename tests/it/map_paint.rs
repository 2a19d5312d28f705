//! Members coloured and sized by a measure: whose class is whose, what is not known, and how it is asked for.

use std::sync::Arc;

use permea::map::{CLASSES, Chart, Ink, Layout, Paint, Scale, Shape, View};

use crate::{
    crowd::{Rated, crowd},
    session::Session,
    shell::Place,
};

/// A chart of an invented crowd, and the scale of a number of each member; every tenth member has none.
fn painted(members: usize, layout: Layout) -> (Chart, Arc<Scale>) {
    let chart = Chart::new(&crowd(members, Rated::Most), layout);
    let number = |id: &str| id.trim_start_matches("urn:900").parse::<usize>().unwrap_or(0) * 37 % 101;
    let value = |id: &permea::model::MemberId| (number(id) % 10 != 0).then(|| number(id) as f64);
    let scale = Scale::of(&chart.roster, "Invented, 2025".into(), value).unwrap();
    (chart, Arc::new(scale))
}

#[test]
fn classes_hold_everybody_who_has_a_value_and_nobody_else() {
    let (chart, scale) = painted(300, Layout::Rings);
    assert_eq!(scale.steps.len(), CLASSES);
    assert_eq!(scale.steps.iter().map(|step| step.members).sum::<usize>() + scale.unknown, chart.roster.members.len());
    let sizes: Vec<usize> = scale.steps.iter().map(|step| step.members).collect();
    let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
    assert!(most - least <= 10, "a fifth in each: {sizes:?}");
    assert!(scale.steps.windows(2).all(|pair| pair[0].high < pair[1].low));
}

#[test]
fn everybody_drawn_shows_its_own_class() {
    for layout in [Layout::Rings, Layout::Journey, Layout::Geographic] {
        let (chart, scale) = painted(40, layout);
        let view = View { paint: Paint { colour: Some(Arc::clone(&scale)), size: None }, ..View::default() };
        let picture = chart.picture(&view, 120, 36);
        for placement in picture.placements.iter().filter(|placement| placement.shape != Shape::Dot) {
            let class = scale.class(placement.member).map(|class| scale.height(class));
            assert_eq!(placement.ink, Some(class.map_or(Ink::Dim, Ink::Class)));
            assert_eq!(placement.gauge.map(|gauge| gauge.height), Some(class), "{layout:?}");
        }
    }
}

#[test]
fn gauges_take_no_cell_of_another_member() {
    for (members, layout) in [(40, Layout::Rings), (300, Layout::Rings), (300, Layout::Journey), (300, Layout::Geographic)] {
        let (chart, scale) = painted(members, layout);
        let view = View { paint: Paint { colour: None, size: Some(scale) }, ..View::default() };
        let picture = chart.picture(&view, 120, 36);
        let areas: Vec<_> = picture.placements.iter().filter(|one| one.shape != Shape::Dot).map(|one| one.area).collect();
        for (at, area) in areas.iter().enumerate() {
            assert!(areas[at + 1..].iter().all(|other| !other.meets(*area)), "{members} in {layout:?}");
        }
    }
}

#[test]
fn from_afar_a_cell_has_the_class_of_its_members() {
    let (chart, scale) = painted(3000, Layout::Rings);
    let view = View { paint: Paint { colour: Some(scale), size: None }, ..View::default() };
    let picture = chart.picture(&view, 120, 36);
    assert!(!picture.dots.is_empty());
    assert!(picture.dots.iter().all(|dot| matches!(dot.ink, Ink::Class(_) | Ink::Dim)));
}

#[test]
fn nobody_with_a_value_is_no_scale() {
    let chart = Chart::new(&crowd(40, Rated::Most), Layout::Rings);
    assert_eq!(Scale::of(&chart.roster, "Nothing".into(), |_member| None), None);
}

#[test]
fn the_shell_colours_by_a_measure_and_tells_its_classes() {
    let day = ["--as-of", "2026-11-20"];
    let place = Place::with_demo();
    let answer = place.permea(&[&["map", "map.ron", "--colour-by", "Attainment 8, 2024"], &day[..]].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    let legend = answer.out.lines().last().unwrap().to_owned();
    assert!(legend.contains("Attainment 8, 2024 ▁ 40.6–") && legend.contains("no figure 11"), "{legend}");
    let said = place.permea(&[&["map", "map.ron", "--colour-by", "ties", "--plain"], &day[..]].concat());
    assert!(said.out.contains("Coloured by ties, in classes from the lowest: 0 ("), "{}", said.out);
    assert!(place.permea(&[&["map", "map.ron", "--colour-by", "ties", "--ascii"], &day[..]].concat()).out.is_ascii());
}

#[test]
fn a_measure_nobody_has_is_answered_with_the_nearest() {
    let place = Place::with_demo();
    let answer = place.permea(&["map", "map.ron", "--size-by", "Attainmnt 8"]);
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.contains("There is no measure or field `Attainmnt 8`. Did you mean `Attainment 8`?"), "{}", answer.err);
    let words = place.permea(&["map", "map.ron", "--size-by", "authority"]);
    assert_eq!(words.code, 2);
    assert!(words.err.contains("No member drawn has a number in `authority`"), "{}", words.err);
}

#[test]
fn the_drawing_has_the_classes_and_their_legend() {
    let place = Place::with_demo();
    let answer = place.permea(&["export", "map.ron", "out.svg", "--colour-by", "ties", "--as-of", "2026-11-20"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let drawing = place.text("out.svg");
    assert!(drawing.contains(">Colour<") && drawing.contains(">ties: 0<") && drawing.contains("#3a1200"));
}

#[test]
fn an_edit_moves_a_member_to_another_class_and_nothing_takes_the_colours_off() {
    let mut session = Session::on_demo().press("C").type_in("ties").press("enter");
    assert!(session.screen().contains("ties ▁ 0"), "{}", session.screen());
    let mut session = session.press("C enter");
    assert!(!session.screen().contains("ties ▁"), "{}", session.screen());
}
