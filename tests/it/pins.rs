//! Members moved by hand and pinned on the map.

use permea::{
    app::{Button, Held, Overlay},
    map::{Chart, Lane, Layout, Point, View},
    model::{Coordinate, Kind, MemberId, Network, Pin, PinId, PinLayout, Record, Step},
    report::{MapWords, Paper, Poster},
};

use crate::{
    crowd::{Rated, crowd},
    session::{Session, demo},
    shell::Place,
};

fn on_zephyr() -> Session {
    Session::on_demo().resize(120, 36).press("m /").type_in("zephyr").press("enter")
}

fn zephyr() -> MemberId {
    demo().members().iter().find(|member| member.name == "Zephyr Point School").unwrap().id.clone()
}

fn pin_of(network: &Network, layout: PinLayout) -> Option<Pin> {
    network.pins().get(&PinId::new(layout, &zephyr())).cloned()
}

/// The demo with one member pinned at a place.
fn pinned(layout: PinLayout, (x, y): (f64, f64)) -> Network {
    let near = |value| Coordinate::near(value).unwrap();
    let pin = Pin { id: PinId::new(layout, &zephyr()), x: near(x), y: near(y), by: None, at: None };
    demo().apply(&Step::new("Pin", vec![permea::model::Change::add(Record::from(pin))])).unwrap()
}

/// A cell in which the member is drawn.
fn cell_of_zephyr(session: &Session) -> (u16, u16) {
    let picture = session.app.map_picture().unwrap();
    let own = picture.placements.iter().find(|placement| placement.text.contains("Zephyr")).unwrap().area;
    (own.x as u16 + 3, own.y as u16)
}

fn radius(place: Point) -> f64 {
    (place.x.abs().powf(2.6) + place.y.abs().powf(2.6)).powf(1.0 / 2.6)
}

#[test]
fn a_member_is_moved_by_arrows_and_pinned_by_enter() {
    let session = on_zephyr();
    let before = session.app.map_picture().unwrap();
    let mut session = session.press("W up up right right right right");
    assert!(session.screen().contains("Moving Zephyr Point School."));
    assert!(session.network().pins().is_empty());
    let mut session = session.press("enter");
    assert!(session.screen().contains("Pin Zephyr Point School in the rings."), "{}", session.screen());
    let pin = pin_of(session.network(), PinLayout::Rings).unwrap();
    assert_eq!((session.network().pins().len(), pin.at.is_some()), (1, true));
    assert!((pin.x.get() * 1000.0).fract().abs() < 1e-9);
    let after = session.app.map_picture().unwrap();
    assert_ne!(before.placements, after.placements);
    assert!(after.notes.iter().any(|note| note == "1 pinned"));
    let session = session.press("u");
    assert!(session.network().pins().is_empty());
    assert_eq!(session.app.map_picture().unwrap().placements, before.placements);
}

#[test]
fn escape_lets_it_go_back() {
    let session = on_zephyr();
    let before = session.app.map_picture().unwrap();
    let session = session.press("W shift-right shift-up esc");
    assert_eq!(session.app.map_picture().unwrap(), before);
    assert!(session.network().pins().is_empty() && session.app.overlay.is_none());
}

#[test]
fn a_pin_is_moved_and_taken_away() {
    let session = on_zephyr().press("W right right enter W shift-right enter");
    assert_eq!(session.network().pins().len(), 1);
    let mut unmoved = session.press("W enter");
    assert!(unmoved.screen().contains("stays pinned where it was"));
    let session = unmoved.press("W x");
    assert!(session.network().pins().is_empty() && session.app.overlay.is_none());
    let mut session = session.press("W x");
    assert!(session.screen().contains("Zephyr Point School is not pinned in the rings."));
}

#[test]
fn a_pin_in_the_rings_never_leaves_its_ring() {
    let wishes = [(0.0, 0.0), (1.0, 1.0), (-1.0, 0.1), (0.2, -0.9), (0.001, 0.0)];
    for (x, y) in wishes {
        let network = pinned(PinLayout::Rings, (x, y));
        let session = Session::on(network);
        let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Rings);
        let member = chart.roster.index(&zephyr()).unwrap();
        let lane = chart.roster.members[member].lane;
        let band = chart.bands().iter().find(|band| band.lane == lane).unwrap();
        let place = chart.place_of(&zephyr()).unwrap();
        assert!((band.inner - 1e-9..=band.outer + 1e-9).contains(&radius(place)), "{x} {y}: {place:?}");
        if x.hypot(y) > 0.01 {
            assert!((place.y.atan2(place.x) - y.atan2(x)).abs() < 1e-2, "{x} {y}: {place:?}");
        }
    }
}

#[test]
fn sources_and_bodies_stay_in_the_middle() {
    let session = Session::on(demo());
    let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Rings);
    let middle = chart.bands().iter().map(|band| band.inner).fold(1.0, f64::min);
    for (at, drawn) in chart.roster.members.iter().enumerate().filter(|(_, drawn)| matches!(drawn.lane, Lane::Sources | Lane::Bodies)) {
        let moved = chart.pinning(at, Point { x: 0.9, y: -0.9 });
        assert!(radius(moved.place_of(&drawn.id).unwrap()) < middle, "{}", drawn.name);
    }
}

#[test]
fn on_the_ground_a_pin_is_the_place_itself() {
    let session = Session::on(pinned(PinLayout::Geographic, (0.25, -0.5)));
    let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Geographic);
    assert_eq!(chart.place_of(&zephyr()), Some(Point { x: 0.25, y: -0.5 }));
    let rings = chart.in_layout(Layout::Rings);
    assert_eq!((chart.pinned().count(), rings.pinned().count()), (1, 0));
}

#[test]
fn among_few_the_pinned_member_stands_at_its_pin_and_others_give_way() {
    let session = Session::on(pinned(PinLayout::Geographic, (0.0, 0.0)));
    let chart = Chart::new(session.app.analysis.as_ref().unwrap(), Layout::Geographic);
    let picture = chart.picture(&View::default(), 120, 36);
    let placement = picture.placement(chart.roster.index(&zephyr()).unwrap()).unwrap();
    assert!(placement.is_pinned);
    let (x, y) = (placement.area.x + placement.area.width / 2, placement.area.y);
    let place = picture.projection.unwrap().place_at(x as u16, y as u16);
    assert!(place.x.abs() < 0.06 && place.y.abs() < 0.08, "{place:?}");
    for (at, one) in picture.placements.iter().enumerate() {
        assert!(picture.placements[at + 1..].iter().all(|other| !one.area.meets(other.area)));
    }
}

#[test]
fn layouts_without_pins_say_why() {
    for (layout, words) in [("2", "its stage and phase put it"), ("3", "sorts its members by their ties"), ("6", "its own order")] {
        let mut session = on_zephyr().press(layout).press("W");
        assert!(session.screen().replace("\n ", " ").contains(words), "{layout}: {}", session.screen());
        assert!(session.app.overlay.is_none());
    }
}

#[test]
fn who_cannot_be_moved_is_told() {
    let mut nobody = Session::on_demo().press("m W");
    assert!(nobody.screen().contains("No member is selected."));
    let network = demo();
    let closed = network.members().iter().find(|member| !member.is_open()).unwrap();
    let mut session = Session::on_demo().press("m");
    session.app.select(closed.id.clone());
    let mut session = session.press("W");
    assert!(session.screen().contains("it is not open"));
    let source = network.members().iter().find(|member| member.kind == Kind::Source && member.place().is_none()).unwrap();
    session.app.select(source.id.clone());
    let mut session = session.press("4 W");
    assert!(session.screen().contains("It is not known where"), "{}", session.screen());
}

#[test]
fn a_member_is_dragged_to_its_pin() {
    let session = on_zephyr();
    let from = cell_of_zephyr(&session);
    for by in [(Button::Middle, Held::Nothing), (Button::Left, Held::Alt), (Button::Left, Held::Shift)] {
        let session = on_zephyr().drag_with(by, from, (from.0 + 12, from.1 + 3));
        assert!(pin_of(session.network(), PinLayout::Rings).is_some(), "{by:?}");
        assert!(session.app.overlay.is_none());
    }
    let session = on_zephyr().press("W");
    let own = cell_of_zephyr(&session);
    let session = session.drag(own, (own.0 + 12, own.1 + 3));
    assert!(pin_of(session.network(), PinLayout::Rings).is_some());
    let held = on_zephyr().drag_with((Button::Middle, Held::Nothing), from, from);
    assert!(matches!(held.app.overlay, Some(Overlay::Holding(_))) && held.network().pins().is_empty());
}

#[test]
fn a_pin_goes_with_its_member() {
    let network = pinned(PinLayout::Rings, (0.5, 0.5));
    assert!(network.records_about(&zephyr()).iter().any(|record| matches!(record, Record::Pin(_))));
    let session = Session::on(network).press("m /").type_in("zephyr").press("enter x enter");
    assert!(session.network().pins().is_empty() && session.network().member(&zephyr()).is_none());
}

#[test]
fn a_pin_is_said_on_the_page_in_sentences_and_in_vectors() {
    let mut session = Session::on(pinned(PinLayout::Rings, (0.5, 0.5))).press("/").type_in("zephyr").press("enter p");
    assert!(session.screen().contains("in the rings"), "{}", session.screen());
    let analysis = session.app.analysis.clone().unwrap();
    let chart = Chart::new(&analysis, Layout::Rings);
    let picture = chart.picture(&View::default(), 120, 36);
    let said = MapWords { analysis: &analysis, chart: &chart, picture: &picture, view: &View::default() }.text();
    let line = said.lines().find(|line| line.contains("Zephyr Point School:")).unwrap();
    assert!(line.contains("pinned by hand"), "{line}");
    let svg = Poster { analysis: &analysis, chart: &chart, picture: &picture, paper: Paper::Light }.svg();
    assert!(svg.contains("<circle") && svg.contains("1 pinned"));
}

#[test]
fn a_pin_is_added_and_removed_from_the_shell() {
    let place = Place::with_demo();
    let id = zephyr();
    let answer = place.permea(&["add", "map.ron", "pin", "layout=rings", &format!("member={id}"), "x=0.5", "y=-0.25"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let map = place.permea(&["map", "map.ron", "--size", "160x50"]);
    assert!(map.out.contains("1 pinned"), "{}", map.out);
    assert_eq!(place.permea(&["remove", "map.ron", &format!("rings/{id}")]).code, 0);
    assert!(!place.permea(&["map", "map.ron", "--size", "160x50"]).out.contains("pinned"));
    let wrong = place.permea(&["add", "map.ron", "pin", "layout=journey", &format!("member={id}"), "x=0.5", "y=2"]);
    assert_ne!(wrong.code, 0);
}

#[test]
fn a_crowd_of_dots_is_moved_as_well() {
    let analysis = crowd(3_000, Rated::Most);
    let chart = Chart::new(&analysis, Layout::Rings);
    let moved = chart.pinning(2_000, Point { x: 0.3, y: 0.9 });
    let id = &chart.roster.members[2_000].id;
    assert_ne!(chart.place_of(id), moved.place_of(id));
    assert_eq!(moved.pinned().collect::<Vec<_>>(), [2_000]);
}
