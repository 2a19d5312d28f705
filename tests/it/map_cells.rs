//! The map as cells: what a person sees, at every size and with every set of characters.

use permea::{
    map::{Chart, Layout, View},
    view::{
        map::{Escapes, GlyphSet, draw, print},
        theme::{Depth, Theme, Themes, Tone},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier},
};

use crate::crowd::{Rated, crowd};

fn mono() -> Theme {
    Themes::built_in().theme(None, Depth::Mono, Tone::Dark).unwrap()
}

fn text(members: usize, layout: Layout, (width, height): (u16, u16), glyphs: GlyphSet) -> String {
    let chart = Chart::new(&crowd(members, Rated::Most), layout);
    print(&chart.picture(&View::default(), width, height), &mono(), glyphs, Escapes::None)
}

#[test]
fn rings_at_80x24() {
    insta::assert_snapshot!(text(16, Layout::Rings, (80, 24), GlyphSet::Unicode));
}

#[test]
fn rings_at_120x36() {
    insta::assert_snapshot!(text(40, Layout::Rings, (120, 36), GlyphSet::Unicode));
}

#[test]
fn journey_at_80x24() {
    insta::assert_snapshot!(text(40, Layout::Journey, (80, 24), GlyphSet::Unicode));
}

#[test]
fn journey_at_120x36() {
    insta::assert_snapshot!(text(40, Layout::Journey, (120, 36), GlyphSet::Unicode));
}

#[test]
fn rings_in_ascii() {
    insta::assert_snapshot!(text(16, Layout::Rings, (80, 24), GlyphSet::Ascii));
}

#[test]
fn ascii_is_only_ascii() {
    for members in [16, 300, 900] {
        let rings = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        for layout in Layout::ALL {
            for (width, height) in [(80, 24), (120, 36)] {
                let picture = rings.in_layout(layout).picture(&View::default(), width, height);
                let text = print(&picture, &mono(), GlyphSet::Ascii, Escapes::None);
                let odd: Vec<char> = text.chars().filter(|letter| !letter.is_ascii()).collect();
                assert!(odd.is_empty(), "{members} in {layout:?}: {odd:?}");
            }
        }
    }
}

#[test]
fn no_size_is_too_small() {
    for members in [0, 3, 150] {
        let rings = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        let id = rings.roster.members.last().map(|member| member.id.clone());
        let views = [View::default(), View { selected: id, topic: Some(View::FOCUS), ..View::default() }];
        for layout in Layout::ALL {
            let chart = rings.in_layout(layout);
            for view in &views {
                for (width, height) in (0..=40).step_by(3).flat_map(|width| (0..=12).map(move |height| (width, height))) {
                    let area = Rect::new(0, 0, width, height);
                    let mut buffer = Buffer::empty(area);
                    draw(&chart.picture(view, width, height), &mono(), GlyphSet::Unicode, area, &mut buffer);
                }
            }
        }
    }
}

#[test]
fn a_picture_larger_than_its_place_is_cut_off() {
    let chart = Chart::new(&crowd(40, Rated::Most), Layout::Rings);
    let picture = chart.picture(&View::default(), 120, 36);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
    draw(&picture, &Theme::default(), GlyphSet::Unicode, Rect::new(30, 10, 120, 36), &mut buffer);
    assert_eq!(buffer.cell((5, 5)).unwrap().symbol(), " ");
}

#[test]
fn without_colour_a_flag_is_inverse_and_has_its_sign() {
    let chart = Chart::new(&crowd(300, Rated::All), Layout::Rings);
    let area = Rect::new(0, 0, 120, 36);
    let mut buffer = Buffer::empty(area);
    let picture = chart.picture(&View::default(), 120, 36);
    draw(&picture, &mono(), GlyphSet::Unicode, area, &mut buffer);
    for placement in picture.placements.iter().filter(|placement| placement.flag.is_some()) {
        let sign = placement.flag.unwrap().sign().to_string();
        let (from, to) = (placement.area.x, placement.area.right());
        let cells = (from..to).filter_map(|x| buffer.cell((u16::try_from(x).unwrap(), u16::try_from(placement.area.y).unwrap())));
        let found = cells.into_iter().find(|cell| cell.symbol() == sign).unwrap();
        assert!(found.modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn without_colour_a_selected_member_with_a_flag_keeps_its_sign_outside_the_inverse_name() {
    for members in [40, 300] {
        let chart = Chart::new(&crowd(members, Rated::All), Layout::Rings);
        let plain = chart.picture(&View::default(), 120, 36);
        let flagged = plain.placements.iter().find(|placement| placement.flag.is_some()).unwrap().member;
        let view = View { selected: Some(chart.roster.members[flagged].id.clone()), ..View::default() };
        let picture = chart.picture(&view, 120, 36);
        let placement = picture.placement(flagged).unwrap();
        let sign = placement.flag.unwrap().sign().to_string();
        let area = Rect::new(0, 0, 120, 36);
        let mut buffer = Buffer::empty(area);
        draw(&picture, &mono(), GlyphSet::Unicode, area, &mut buffer);
        let row = u16::try_from(placement.area.y).unwrap();
        let cells: Vec<_> = (placement.area.x..placement.area.right()).map(|x| &buffer[(u16::try_from(x).unwrap(), row)]).collect();
        let found = cells.iter().find(|cell| cell.symbol() == sign).unwrap();
        assert!(!found.modifier.contains(Modifier::REVERSED), "{members} members");
        let stands_out = cells.iter().any(|cell| cell.symbol() == "[" || cell.modifier.contains(Modifier::REVERSED | Modifier::UNDERLINED));
        assert!(stands_out, "{members} members");
    }
}

#[test]
fn no_colour_means_no_colour() {
    let chart = Chart::new(&crowd(300, Rated::Most), Layout::Rings);
    let area = Rect::new(0, 0, 120, 36);
    for layout in Layout::ALL {
        let mut buffer = Buffer::empty(area);
        draw(&chart.in_layout(layout).picture(&View::default(), 120, 36), &mono(), GlyphSet::Unicode, area, &mut buffer);
        assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }
}

#[test]
fn text_for_a_file_has_no_escapes() {
    assert!(!text(40, Layout::Rings, (120, 36), GlyphSet::Unicode).contains('\u{1b}'));
}
