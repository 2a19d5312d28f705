//! Groups of members: by which fact, how many, and what has none.

use std::{collections::BTreeSet, sync::Arc};

use permea::{
    analysis::Analysis,
    framework::Rules,
    map::{Chart, Grouping, Layout},
    model::{About, Network, RecordKind},
};

use crate::{
    crowd::{Rated, crowd},
    invented::{record, today},
    session::Session,
};

fn analysis(members: &[&str], ties: &[&str]) -> Arc<Analysis> {
    let members = members.iter().map(|fields| record(RecordKind::Member, fields));
    let ties = ties.iter().map(|fields| record(RecordKind::Tie, fields));
    let network = Network::from_records(About::default(), members.chain(ties).collect()).unwrap();
    Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap())
}

fn names(chart: &Chart) -> Vec<(&str, usize)> {
    chart.roster.areas.iter().map(|area| (area.name.as_str(), area.members)).collect()
}

#[test]
fn whatever_groups_the_members_nobody_is_lost() {
    for members in [0, 1, 40, 300, 3000] {
        let chart = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
        for by in Grouping::ALL {
            let grouped = chart.grouped_by(Some(by));
            let areas = &grouped.roster.areas;
            assert!(areas.len() <= 25, "{members} by {by:?}: {}", areas.len());
            assert_eq!(areas.iter().map(|area| area.members).sum::<usize>(), members, "{members} by {by:?}");
            let flagged = grouped.roster.members.iter().filter(|member| member.flag.is_some()).count();
            assert_eq!(areas.iter().map(|area| area.condoned + area.coasting).sum::<usize>(), flagged);
            let names: BTreeSet<&str> = areas.iter().map(|area| area.name.as_str()).collect();
            assert_eq!(names.len(), areas.len(), "{members} by {by:?}: two areas of one name");
        }
        let again = chart.grouped_by(Some(Grouping::Town)).grouped_by(None);
        assert_eq!(names_of(&again), names_of(&chart));
    }
}

fn names_of(chart: &Chart) -> Vec<String> {
    chart.roster.areas.iter().map(|area| area.name.to_string()).collect()
}

#[test]
fn a_trust_of_today_groups_its_schools_and_the_rest_is_said() {
    let members = [
        "id=urn:1|kind=school|name=A",
        "id=urn:2|kind=school|name=B",
        "id=urn:3|kind=school|name=C",
        "id=trust:1|kind=trust|name=Invented Trust",
        "id=trust:2|kind=trust|name=Former Trust",
    ];
    let memberships = ["id=urn:1/trust:1", "id=urn:2/trust:2|until=2020-01-01"];
    let members = members.iter().map(|fields| record(RecordKind::Member, fields));
    let memberships = memberships.iter().map(|fields| record(RecordKind::Membership, fields));
    let network = Network::from_records(About::default(), members.chain(memberships).collect()).unwrap();
    let analysis = Arc::new(Analysis::new(&network, today(), &Rules::built_in(), &|| false).unwrap());
    let chart = Chart::new(&analysis, Layout::Rings).grouped_by(Some(Grouping::Trust));
    assert_eq!(names(&chart), [("Invented Trust", 1), ("no trust", 2)]);
    assert_eq!(chart.groups(Grouping::Trust), (1, 2));
}

#[test]
fn a_fact_of_nobody_leaves_all_together() {
    let chart = Chart::new(&analysis(&["id=urn:1|kind=school|name=A", "id=urn:2|kind=school|name=B"], &[]), Layout::Rings);
    for by in Grouping::ALL {
        let grouped = chart.grouped_by(Some(by));
        assert_eq!((grouped.roster.grouping, names(&grouped)), (Grouping::Whole, vec![("", 2)]), "{by:?}");
    }
}

#[test]
fn a_community_is_named_after_its_best_connected_member() {
    let members: Vec<String> = (1..=7).map(|at| format!("id=urn:{at}|kind=school|name=School {at}")).collect();
    let ties = [(1, 2), (1, 3), (2, 3), (3, 4), (5, 6)].map(|(from, to)| format!("id=t:{from}{to}|from=urn:{from}|to=urn:{to}|phase=2"));
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    let ties: Vec<&str> = ties.iter().map(String::as_str).collect();
    let chart = Chart::new(&analysis(&members, &ties), Layout::Rings).grouped_by(Some(Grouping::Community));
    // The seventh has no ties, so it is in no community.
    assert_eq!(names(&chart), [("around School 3", 4), ("around School 5", 2), ("no community", 1)]);
}

#[test]
fn communities_are_the_same_at_every_run() {
    let found = || Chart::new(&crowd(300, Rated::All), Layout::Rings).communities().to_vec();
    assert_eq!(found(), found());
}

#[test]
fn the_grouping_somebody_chose_is_kept_when_the_network_changes() {
    let session = Session::on_demo().by("Priya").press("m G").type_in("town").press("enter");
    assert_eq!(session.app.map.view.grouping, Some(Grouping::Town));
    let mut session = session.press("right r 2");
    assert!(session.screen().contains("by town"), "{}", session.screen());
}
