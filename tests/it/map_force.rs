//! The force layout: who works together stands together, the rim, one answer for one network, and the way it settles.

use std::{cell::Cell, sync::Arc};

use permea::{
    analysis::Analysis,
    app::{Effect, Event, Key, LayoutOrder},
    framework::Rules,
    map::{Chart, Force, Layout, Point, Progress, Roster},
    model::{About, Network, RecordKind},
};
use proptest::{collection::vec, prelude::*};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
    session::Session,
};

/// Schools numbered from 0, in towns by turns, with these ties.
fn network(members: usize, ties: &[(usize, usize)]) -> Network {
    let id = |at: usize| format!("urn:{}", 900_000 + at);
    let town = |at: usize| if at.is_multiple_of(2) { "Eastford" } else { "Westford" };
    let members = (0..members).map(|at| format!("id={}|kind=school|name=School {at}|town={}", id(at), town(at)));
    let members = members.map(|fields| record(RecordKind::Member, &fields));
    let tie = |(at, (from, to)): (usize, &(usize, usize))| {
        record(RecordKind::Tie, &format!("id=t:{at}|from={}|to={}|phase=2", id(*from), id(*to)))
    };
    Network::from_records(About::default(), members.chain(ties.iter().enumerate().map(tie)).collect()).unwrap()
}

fn chart(network: &Network) -> Chart {
    Chart::new(&Arc::new(Analysis::new(network, today(), &Rules::built_in(), &|| false).unwrap()), Layout::Force)
}

fn roster(members: usize, ties: &[(usize, usize)]) -> Arc<Roster> {
    Arc::clone(&chart(&network(members, ties)).roster)
}

fn place(chart: &Chart, at: usize) -> Point {
    chart.place_of(&chart.roster.members[at].id).unwrap()
}

fn settled(roster: &Roster) -> Force {
    Force::of(roster, None, &mut |_so_far| {}, &|| false).unwrap()
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Everybody of each of two groups of eight with everybody else of it, and one tie between the groups.
fn two_cliques() -> Vec<(usize, usize)> {
    let clique = |from: usize| (from..from + 8).flat_map(move |a| (a + 1..from + 8).map(move |b| (a, b)));
    clique(0).chain(clique(8)).chain([(7, 8)]).collect()
}

#[test]
fn the_same_network_has_the_same_places() {
    for members in [40, 300, 900] {
        let roster = &crowd(members, Rated::Most);
        let (first, second) = (Chart::new(roster, Layout::Force), Chart::new(roster, Layout::Rings).in_layout(Layout::Force));
        for at in 0..first.roster.members.len() {
            assert_eq!(place(&first, at), place(&second, at), "{members}");
        }
    }
}

#[test]
fn who_works_together_stands_together() {
    let roster = roster(16, &two_cliques());
    let plane = settled(&roster).plane();
    let widest = |group: std::ops::Range<usize>| {
        let pairs = group.clone().flat_map(|a| group.clone().map(move |b| (a, b)));
        pairs.map(|(a, b)| apart(plane[a], plane[b])).fold(0.0, f64::max)
    };
    // Who holds the two together stands between them.
    let nearest = (0..7).flat_map(|a| (9..16).map(move |b| (a, b))).map(|(a, b)| apart(plane[a], plane[b])).fold(f64::MAX, f64::min);
    assert!(nearest > 0.5 * widest(0..7).max(widest(9..16)), "{nearest} {} {}", widest(0..7), widest(9..16));
    for (group, others) in [(0..8, 8..16), (8..16, 0..8)] {
        for member in group.clone() {
            let mut near: Vec<usize> = (0..16).filter(|other| *other != member).collect();
            near.sort_by(|a, b| apart(plane[*a], plane[member]).total_cmp(&apart(plane[*b], plane[member])));
            let strangers = near.iter().take(5).filter(|other| others.contains(*other)).count();
            assert_eq!(strangers, 0, "{member} stands among others: {near:?}");
        }
    }
}

#[test]
fn parts_without_a_tie_between_them_lie_beside_each_other() {
    let ties: Vec<(usize, usize)> = two_cliques().into_iter().filter(|tie| *tie != (7, 8)).collect();
    let plane = settled(&roster(16, &ties)).plane();
    for (group, others) in [(0..8, 8..16), (8..16, 0..8)] {
        for member in group.clone() {
            let far = group.clone().map(|other| apart(plane[member], plane[other])).fold(0.0, f64::max);
            let near = others.clone().map(|other| apart(plane[member], plane[other])).fold(f64::MAX, f64::min);
            assert!(near * 2.0 > far, "{member}: {near} to the others, {far} to its own");
        }
    }
}

/// The radius of the squircle a place stands on.
fn radius(place: Point) -> f64 {
    (place.x.abs().powf(2.6) + place.y.abs().powf(2.6)).powf(1.0 / 2.6)
}

#[test]
fn who_has_no_tie_stands_on_the_rim() {
    for members in [40, 300, 900] {
        let chart = Chart::new(&crowd(members, Rated::Most), Layout::Force);
        let (mut tied, mut alone) = (0.0_f64, f64::MAX);
        for (at, member) in chart.roster.members.iter().enumerate() {
            let radius = radius(place(&chart, at));
            if member.degree == 0 { alone = alone.min(radius) } else { tied = tied.max(radius) }
        }
        assert!(alone < f64::MAX && alone > tied, "{members}: {alone} is within {tied}");
    }
}

#[test]
fn who_has_no_tie_stands_at_the_side_of_its_area() {
    // Two cliques are two towns; everybody's two lonely schools belong to one of them.
    let ties: Vec<(usize, usize)> = two_cliques().into_iter().map(|(a, b)| (place_in_town(a), place_in_town(b))).collect();
    let chart = chart(&network(20, &ties));
    let towns = [0, 1].map(|town| {
        let members: Vec<Point> = (0..16).filter(|at| at % 2 == town).map(|at| place(&chart, at)).collect();
        let mean = |of: fn(&Point) -> f64| members.iter().map(of).sum::<f64>() / members.len() as f64;
        (mean(|place| place.x), mean(|place| place.y))
    });
    for lonely in 16..20 {
        let here = place(&chart, lonely);
        let (own, other) = (towns[lonely % 2], towns[1 - lonely % 2]);
        let here = (here.x, here.y);
        assert!(apart(here, own) < apart(here, other), "{lonely} stands at the wrong side");
    }
}

/// The first eight are the even ones, which are of one town.
fn place_in_town(at: usize) -> usize {
    if at < 8 { at * 2 } else { (at - 8) * 2 + 1 }
}

#[test]
fn small_and_odd_networks_have_places() {
    for (members, ties) in [
        (0, vec![]),
        (1, vec![]),
        (2, vec![]),
        (2, vec![(0, 1)]),
        (3, vec![(0, 1), (1, 0), (0, 1)]),
        (3, vec![(0, 1), (1, 2), (2, 0)]),
        (30, (1..30).map(|leaf| (0, leaf)).collect()),
    ] {
        let plane = settled(&roster(members, &ties)).plane();
        assert_eq!(plane.len(), members);
        let mut sorted = plane.clone();
        sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
        sorted.dedup();
        assert_eq!(sorted.len(), members, "two of {members} stand on one spot");
    }
}

#[test]
fn a_cancelled_layout_ends_and_has_no_places() {
    let roster = Chart::new(&crowd(900, Rated::Most), Layout::Rings).roster;
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        asked.get() > 20
    };
    assert_eq!(Force::of(&roster, None, &mut |_so_far| {}, &cancelled), None);
    assert!(asked.get() <= 22, "it went on for {} rounds", asked.get() - 20);
}

#[test]
fn the_whole_is_shown_before_it_has_settled() {
    let roster = Chart::new(&crowd(900, Rated::Most), Layout::Rings).roster;
    let mut shown = Vec::new();
    let force = Force::of(&roster, None, &mut |so_far| shown.push(so_far), &|| false).unwrap();
    assert!(shown.len() >= 3, "it was shown {} times", shown.len());
    assert!(shown.iter().all(|so_far| so_far.plane().len() == roster.members.len()));
    assert_ne!(shown.last(), Some(&force));
}

#[test]
fn after_one_tie_more_hardly_anybody_moves() {
    let ties: Vec<(usize, usize)> = (0..200).flat_map(|at| [(at, (at + 1) % 200), (at, (at * 7 + 3) % 200)]).collect();
    let ties: Vec<(usize, usize)> = ties.into_iter().filter(|(from, to)| from != to).collect();
    let before = chart(&network(210, &ties));
    let more: Vec<(usize, usize)> = ties.into_iter().chain([(3, 150)]).collect();
    let after = chart(&network(210, &more));
    let force = Force::of(&after.roster, before.former().as_ref(), &mut |_so_far| {}, &|| false).unwrap();
    let after = after.with_force(&force, Progress::Settled);
    let moved = |at: usize| apart((place(&before, at).x, place(&before, at).y), (place(&after, at).x, place(&after, at).y));
    let far = (0..210).filter(|at| moved(*at) > 0.15).count();
    assert!(far <= 10, "{far} of 210 moved far");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn everybody_stands_on_the_map((members, ties) in (1..70_usize).prop_flat_map(|members| {
        (Just(members), vec((0..members, 0..members), 0..140))
    })) {
        let ties: Vec<(usize, usize)> = ties.into_iter().filter(|(from, to)| from != to).collect();
        let chart = chart(&network(members, &ties));
        for at in 0..members {
            let Point { x, y } = place(&chart, at);
            prop_assert!((-1.0..=1.0).contains(&x) && (-1.0..=1.0).contains(&y), "{at} of {members} stands at {x}, {y}");
        }
    }
}

/// A session on a network too large to be laid out between two keys, with the order that showing the force layout gives.
fn asked() -> (Session, LayoutOrder) {
    let mut session = Session::on(crowd(1_500, Rated::Most).network.clone()).press("m");
    let effects = session.app.update(Event::Key(Key::parse("5").unwrap()));
    let order = effects.into_iter().find_map(|effect| if let Effect::LayOut(order) = effect { Some(*order) } else { None });
    (session, order.expect("the force layout is asked for"))
}

#[test]
fn keys_are_answered_while_members_settle() {
    let (mut session, order) = asked();
    assert!(session.screen().contains("still settling"), "{}", session.screen());
    let mut shown = Vec::new();
    let force = Force::of(&order.roster, None, &mut |so_far| shown.push(so_far), &|| false).unwrap();
    let laid_out = |force, progress| Event::LaidOut { generation: order.generation, force: Arc::new(force), progress };
    session.send(laid_out(shown.remove(0), Progress::SoFar));
    let coarse = session.screen();
    assert!(coarse.contains("still settling"), "{coarse}");
    let mut session = session.press("+");
    assert_ne!(session.screen(), coarse);
    let mut session = session.press("0");
    session.send(laid_out(force, Progress::Settled));
    assert!(!session.screen().contains("still settling"));
    assert_ne!(session.screen(), coarse);
}

#[test]
fn an_order_is_given_once_and_an_answer_to_an_older_one_is_dropped() {
    let (mut session, order) = asked();
    let wants = |session: &mut Session, key: &str| {
        let effects = session.app.update(Event::Key(Key::parse(key).unwrap()));
        effects.iter().any(|effect| matches!(effect, Effect::LayOut(_)))
    };
    for key in ["1", "5", "+", "0"] {
        assert!(!wants(&mut session, key), "{key} asks again");
    }
    let before = session.screen();
    let force = Arc::new(settled(&order.roster));
    session.send(Event::LaidOut { generation: order.generation + 1, force: Arc::clone(&force), progress: Progress::Settled });
    assert_eq!(session.screen(), before);
    session.send(Event::LaidOut { generation: order.generation, force, progress: Progress::Settled });
    assert_ne!(session.screen(), before);
    for key in ["1", "5"] {
        assert!(!wants(&mut session, key), "{key} asks again after it has settled");
    }
}
