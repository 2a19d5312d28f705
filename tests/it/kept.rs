//! What is made on the map and kept in it: it stands after saving and opening again, and goes with its member or says so.

use permea::{
    model::{MemberId, Network},
    store::{Guard, format},
};

use crate::{
    session::{Session, demo},
    shell::Place,
};

fn member(name: &str) -> MemberId {
    demo().members().iter().find(|member| member.name == name).unwrap().id.clone()
}

fn counts(network: &Network) -> [usize; 4] {
    [network.ties().len(), network.pins().len(), network.views().len(), network.supports().len()]
}

/// The demo with a tie made by pointing, a pin, a kept view and a support, all of Zephyr Point School, and saved.
fn made() -> Session {
    let session = Session::on_demo().by("Priya").resize(120, 36).press("m /").type_in("zephyr").press("enter");
    let session = session.press("T /").type_in("kestrel").press("enter enter");
    let session = session.press("/").type_in("zephyr").press("enter");
    let session = session.press("W right right enter");
    let session = session.press("f V enter").type_in("Round Zephyr").press("enter");
    session.press("B").type_in("copper").press("enter ctrl-s")
}

#[test]
fn what_is_made_on_the_map_stands_after_saving_and_opening_again() {
    let mut session = made();
    let [ties, pins, views, supports] = counts(&demo());
    assert_eq!(counts(session.network()), [ties + 1, pins + 1, views + 1, supports + 1], "{}", session.screen());
    let session = session.press("ctrl-s");
    let saved = session.files.values().next().unwrap();
    let again = format::read(format::write(saved, &Guard::new("0")).unwrap().as_bytes()).unwrap().network;
    assert_eq!(&again, session.network());
    let mut opened = Session::on(again).resize(120, 36).press("m V").type_in("zephyr").press("enter");
    assert_eq!(opened.app.selection.member, Some(member("Zephyr Point School")));
    assert!(opened.screen().contains("focus: 1 tie"), "{}", opened.screen());
    assert!(opened.app.map_picture().unwrap().notes.iter().any(|note| note == "1 pinned"));
}

#[test]
fn what_is_made_on_the_map_goes_with_its_member_and_comes_back_with_it() {
    let session = made();
    let before = session.network().clone();
    let session = session.press("x enter");
    assert!(session.network().members().get("urn:900029").is_none());
    let zephyr = member("Zephyr Point School");
    assert!(session.network().records_about(&zephyr).is_empty());
    assert!(session.network().pins().is_empty());
    assert!(!session.network().supports().iter().any(|support| support.supporter == zephyr || support.supported == zephyr));
    let text = format::write(session.network(), &Guard::new("0")).unwrap();
    assert!(format::read(text.as_bytes()).is_ok(), "nothing speaks of a member that is not there");
    assert_eq!(session.press("u").network(), &before);
}

#[test]
fn a_kept_view_of_a_removed_member_says_so_where_it_is_looked_for() {
    let place = Place::with_demo();
    assert!(!place.permea(&["check", "map.ron"]).out.contains("not whole"));
    assert_eq!(place.permea(&["remove", "map.ron", "Fellside Learning Hub"]).code, 0);
    let said = "Round the hub is not whole: m:fellhub is not in the map any more.";
    let check = place.permea(&["check", "map.ron"]);
    assert_eq!(check.code, 0);
    assert!(check.out.contains(said), "{}", check.out);
    assert!(place.permea(&["map", "map.ron", "--view", "Round the hub"]).err.contains(said));
    let network = permea::store::open(&place.path("map.ron")).unwrap().network;
    let mut session = Session::on(network).resize(120, 36).press("m V").type_in("hub").press("enter");
    assert!(session.screen().contains("is not in the map any more"), "{}", session.screen());
}
