//! The screen of measures: what it lists, explains, and says would be without a member.

use permea::app::{Overlay, Screen};

use crate::session::Session;

fn opened() -> Session {
    Session::on_demo().resize(120, 36).press("I")
}

/// The values of the measure under the cursor, from the top of the list.
fn values(session: &Session) -> Vec<Option<f64>> {
    let metrics = &session.app.metrics;
    (0..metrics.listed().len()).filter_map(|line| metrics.row(line)).map(|(_, own)| own.value(metrics.metric)).collect()
}

#[test]
fn the_least_open_come_first_and_the_key_turns_the_order_round() {
    let session = opened();
    let known = |session: &Session| values(session).into_iter().flatten().collect::<Vec<f64>>();
    assert!(session.app.screen == Screen::Metrics && known(&session).is_sorted());
    let turned = session.press("s");
    assert!(known(&turned).is_sorted_by(|a, b| a >= b) && values(&turned).last() == Some(&None));
}

#[test]
fn the_arrows_go_through_every_measure_and_each_says_what_it_means() {
    let mut session = opened();
    for metric in permea::graph::Metric::of_members() {
        assert_eq!(session.app.metrics.metric, metric);
        let flat = session.app.metrics_details(400, 36).iter().map(|line| line.text.clone()).collect::<Vec<_>>().join(" ");
        assert!(flat.contains(metric.sentence()), "{metric:?}");
        assert!(session.app.metrics_columns().1.iter().any(|placed| placed.metric == metric), "{metric:?} is out of view");
        session = session.press("right");
    }
    assert_eq!(session.app.metrics.metric, permea::graph::Metric::Liaison);
}

#[test]
fn an_explanation_says_where_the_number_is_from() {
    let session = opened().press("right s f1");
    let Some(Overlay::Explain(explanation)) = &session.app.overlay else { panic!("nothing is explained") };
    assert!(explanation.source.contains("Freeman 1979") && explanation.text.contains("entered by hand"), "{explanation:?}");
}

#[test]
fn it_is_told_what_falls_apart_without_the_member_under_the_cursor() {
    let mut session = opened();
    let told =
        |session: &mut Session| session.app.metrics_details(400, 36).iter().map(|line| line.text.clone()).collect::<Vec<_>>().join("\n");
    // A member without ties takes nothing with it.
    assert!(told(&mut session).contains("It has no tie, so nothing would fall apart."), "{}", told(&mut session));
    let to_parted = permea::graph::Metric::of_members().position(|metric| metric == permea::graph::Metric::Parted).unwrap();
    let mut session = (0..to_parted).fold(session, |session, _| session.press("right")).press("s");
    assert!(told(&mut session).contains("Parted from the rest: "), "{}", told(&mut session));
}

#[test]
fn a_rating_leaves_the_measures_and_a_tie_makes_them_anew() {
    let session = opened().by("Priya");
    let before = std::sync::Arc::clone(&session.app.metrics.measured.as_ref().unwrap().measures);
    let rated = session.press("t r 2 I");
    assert!(std::sync::Arc::ptr_eq(&before, &rated.app.metrics.measured.as_ref().unwrap().measures));
    let alive = rated.press("f");
    let measured = alive.app.metrics.measured.as_ref().unwrap();
    assert!(!std::sync::Arc::ptr_eq(&before, &measured.measures) && measured.measures.whole.ties < before.whole.ties);
}

#[test]
fn only_members_that_meet_the_filter_are_listed_and_enter_shows_the_page() {
    let session = Session::on_demo().resize(120, 36).press("l f").type_in("kind = university").press("enter I");
    let count = session.app.metrics.listed().len();
    assert!(count > 0 && count < 10);
    let selected = session.app.selection.member.clone();
    let page = session.press("enter");
    assert!(page.app.screen == Screen::Member && page.app.selection.member == selected);
}

#[test]
fn a_map_without_members_has_a_screen_of_measures_all_the_same() {
    let mut session = Session::on(permea::model::Network::new("Empty", "0")).resize(80, 24).press("I down right s f1 esc");
    assert!(session.screen().contains("This map has no members yet."));
}
