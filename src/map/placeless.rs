//! Members without a place: listed beside the ground where there is room, else counted under it.

use std::cmp::Reverse;

use ecow::{EcoString, eco_format};

use super::{
    column::numbered_text,
    names::{placement_of, rank},
    picture::{Ink, Label, Picture, Piece, Placement, Rect, Shape, cells},
    scene::Scene,
    spotlight::{Aside, NAMED},
    text::{cut, width},
};

/// From this width on the list stands beside the ground.
const WITH_LIST: i32 = 100;
/// The width of the list, a blank before it included.
const LIST_WIDTH: i32 = 27;
/// In a larger network fewer than one in so many do not pay for the columns of a list.
const FEW: usize = 300;
const ONE_IN: usize = 12;

/// The window of the ground, and beside or under it the room for those without a place.
pub(crate) fn parted(map: Rect, members: usize, placeless: usize) -> (Rect, Rect) {
    let is_worth_a_list = members <= FEW || placeless * ONE_IN >= members;
    if placeless == 0 {
        (map, Rect::default())
    } else if map.width >= WITH_LIST && is_worth_a_list && placeless < members {
        let width = map.width - LIST_WIDTH;
        (Rect { width, ..map }, Rect { x: map.x + width, width: LIST_WIDTH, ..map })
    } else {
        let height = (map.height - 1).max(0);
        (Rect { height, ..map }, Rect { y: map.y + height, height: map.height - height, ..map })
    }
}

/// The count, and names as far as the row takes them.
fn in_a_row(scene: &Scene<'_>, without: &[usize]) -> EcoString {
    let count = without.len();
    let names = without.iter().filter_map(|at| scene.chart.roster.members.get(*at)).map(|member| member.name.as_str());
    let names: Vec<&str> = names.take(6).collect();
    let more = if count > names.len() { " …" } else { "" };
    eco_format!("{count} without a place: {}{more}", names.join(" · "))
}

/// Draws the list or the count into its room.
pub(crate) fn draw(scene: &Scene<'_>, room: Rect, picture: &mut Picture) {
    let roster = &scene.chart.roster;
    let members = roster.members.iter().enumerate();
    let mut without: Vec<usize> = members.map(|(at, _)| at).filter(|at| scene.chart.place(*at).is_none()).collect();
    // Sources and bodies by their kind, then the schools by what matters; who is selected is never cut off, who stands out comes first.
    without.sort_by_cached_key(|at| {
        let drawn = roster.members.get(*at);
        let kind = drawn.map(|drawn| (drawn.emblem.is_none(), drawn.emblem));
        let matters = drawn.map(|drawn| Reverse(rank(drawn, 3)));
        (scene.selected != Some(*at), scene.hop(*at) > NAMED, kind, matters, drawn.map(|drawn| drawn.name.clone()), *at)
    });
    let count = without.len();
    let is_whole = count == roster.members.len();
    let words = match (count, is_whole) {
        (0, _) => return,
        (_, true) => "Nobody has a place yet: give easting and northing, or latitude and longitude.".into(),
        (_, false) => in_a_row(scene, &without),
    };
    if room.height < 2 || is_whole {
        let text = cut(&words, u16::try_from(scene.window.width - 2).unwrap_or(0));
        let y = if is_whole { scene.window.y + scene.window.height / 2 } else { room.y };
        if !text.is_empty() && room.height > 0 {
            let x = scene.window.x + (scene.window.width - i32::from(width(&text))) / 2;
            picture.labels.push(Label { x, y, pieces: vec![Piece::Text(text, Ink::Dim)], strength: 1.0 });
        }
        if room.height < 2 {
            picture.counted += count;
            return;
        }
    }
    let text = eco_format!("Without a place {count}");
    picture.labels.push(Label { x: room.x + 1, y: room.y, pieces: vec![Piece::Bold(text, Ink::Dim)], strength: 1.0 });
    let rows = room.height - 1;
    let shown = if cells(count) <= rows { count } else { usize::try_from(rows - 1).unwrap_or(0) };
    for (&member, y) in without.iter().take(shown).zip(room.y + 1..) {
        let Some(drawn) = roster.members.get(member) else { continue };
        let beside = i32::from(drawn.beside_name());
        let number = scene.number(member);
        let aside = scene.aside(member);
        let behind = i32::from(aside.map_or(0, Aside::width));
        let text = numbered_text(drawn, number, room.width - 1 - beside - behind);
        let area = Rect::new(room.x + 1, y, i32::from(width(&text)) + beside + behind, 1);
        let placement = placement_of(drawn, member, (Shape::Pill, area, text), scene.emphasis(member));
        picture.placements.push(Placement { number, aside, ..placement });
    }
    if shown < count {
        picture.counted += count - shown;
        let pieces = vec![Piece::Text(eco_format!("… and {} more", count - shown), Ink::Dim)];
        picture.labels.push(Label { x: room.x + 2, y: room.y + 1 + cells(shown), pieces, strength: 1.0 });
    }
}
