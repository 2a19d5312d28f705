//! `permea metrics` and `permea sources` as a shell asks them.

use serde_json::Value;

use crate::shell::Place;

const DAY: &str = "--as-of=2026-11-20";

fn json(place: &Place, arguments: &[&str]) -> Value {
    place.permea(&[arguments, &[DAY, "--format=json"]].concat()).json()
}

#[test]
fn metrics_answer_in_the_shape_of_the_commands() {
    let answer = json(&Place::with_demo(), &["metrics", "map.ron"]);
    assert_eq!((&answer["permea"], &answer["kind"]), (&1.into(), &"metrics".into()));
    for field in ["members", "ties", "density", "reciprocity", "components", "isolates", "permeability"] {
        assert!(answer["network"][field].is_number(), "{field} in {:#}", answer["network"]);
    }
    let members = answer["members"].as_array().unwrap();
    assert_eq!(members.len() as u64, answer["network"]["members"].as_u64().unwrap());
    assert!(members.is_sorted_by_key(|row| row["member"].as_str().unwrap().to_owned()));
    let fields = ["in_degree", "out_degree", "betweenness", "closeness", "eigenvector", "constraint", "core", "community", "articulation"];
    let most = members.iter().max_by_key(|row| row["in_degree"].as_u64()).unwrap();
    assert!(fields.iter().all(|field| !most[field].is_null()), "{most:#}");
    // What is not known is null, never nought.
    let alone = members.iter().find(|row| row["in_degree"] == 0 && row["out_degree"] == 0).unwrap();
    assert!(alone["constraint"].is_null() && alone["community"].is_null() && alone["betweenness"] == 0.0, "{alone:#}");
}

#[test]
fn every_measure_says_what_it_means_and_who_defined_it() {
    let answer = json(&Place::with_demo(), &["metrics", "map.ron"]);
    let meanings = answer["meanings"].as_array().unwrap();
    for row in meanings {
        let sentence = row["meaning"].as_str().unwrap();
        assert!(sentence.ends_with('.') && sentence.matches(". ").count() == 0, "{sentence}");
        assert!(["decision", "range", "source", "cost"].iter().all(|field| !row[field].as_str().unwrap().is_empty()), "{row}");
    }
    let text = Place::with_demo().permea(&["metrics", "map.ron", DAY]).out;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains(meanings[0]["meaning"].as_str().unwrap()) && flat.contains("For deciding: whose boundary to open next"),
        "{text}"
    );
}

#[test]
fn belonging_counts_only_where_it_is_asked_for() {
    let place = Place::with_demo();
    let ties = |answer: &Value| answer["network"]["ties"].as_u64().unwrap();
    let (without, with) = (json(&place, &["metrics", "map.ron"]), json(&place, &["metrics", "map.ron", "--with-membership"]));
    assert!(ties(&without) < ties(&with) && with["with_membership"] == true);
}

#[test]
fn a_sheet_has_every_member_and_a_filter_and_an_order_list_some() {
    let place = Place::with_demo();
    let sheet = place.permea(&["metrics", "map.ron", DAY, "--format=csv"]).out;
    assert!(sheet.starts_with("member,name,permeability,in_degree,out_degree,betweenness,"), "{sheet}");
    assert_eq!(sheet.lines().count(), 46);
    let some = json(&place, &["metrics", "map.ron", "--where", "kind = school", "--sort", "betweenness", "--limit", "3"]);
    let values: Vec<f64> = some["members"].as_array().unwrap().iter().map(|row| row["betweenness"].as_f64().unwrap()).collect();
    assert!(values.len() == 3 && values.is_sorted_by(|a, b| a >= b) && some["network"]["members"] == 45, "{values:?}");
    let wrong = place.permea(&["metrics", "map.ron", "--sort", "beauty"]);
    assert!(wrong.code == 2 && wrong.err.contains("permeability, in_degree"), "{}", wrong.err);
}

#[test]
fn a_tie_that_begins_later_is_not_there_yet() {
    let place = Place::with_demo();
    let ties =
        |day: &str| place.permea(&["metrics", "map.ron", "--format=json", "--as-of", day]).json()["network"]["ties"].as_u64().unwrap();
    assert!(ties("2020-01-01") < ties("2026-11-20"));
}

const MEMBERS: &str =
    "id,name,kind,source\nm:a,Ash,school,\nm:b,Birch,school,\nm:c,Cedar,school,\nm:lab,Lab,source,research\nm:box,Box,source,\n";

fn surveyed() -> Place {
    let ties = "from,to,phase,source\nm:lab,m:a,1,Survey of heads 2026\nm:a,m:b,2,Survey of heads 2026\n";
    let place = Place::new().holding("members.csv", MEMBERS).holding("ties.csv", ties);
    place.permea(&["import", "map.ron", "members.csv", "ties.csv"]);
    place
}

#[test]
fn ties_of_a_survey_that_few_can_have_answered_come_with_a_warning() {
    let place = surveyed();
    let text = place.permea(&["metrics", "map.ron", DAY]).out;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("2 ties come from a survey, and at most 2 of 3 (66%) can have answered it"), "{text}");
    assert!(flat.contains("The ties are from: ties.csv (2)."), "{text}");
    let survey = &json(&place, &["metrics", "map.ron"])["network"]["survey"];
    assert_eq!((&survey["answered_at_most"], &survey["asked"], &survey["low"]), (&2.into(), &3.into(), &true.into()));
}

#[test]
fn sources_say_in_how_many_steps_and_through_whom() {
    let place = surveyed();
    let answer = json(&place, &["sources", "map.ron"]);
    let row = |id: &str| answer["members"].as_array().unwrap().iter().find(|row| row["member"] == id).unwrap().clone();
    assert_eq!(row("m:a")["research"], serde_json::json!({"steps": 1, "source": "m:lab", "through": []}));
    assert_eq!(row("m:b")["research"], serde_json::json!({"steps": 2, "source": "m:lab", "through": ["m:a"]}));
    assert!(row("m:c")["research"].is_null() && row("m:a")["practice"].is_null());
    assert_eq!(answer["kind_not_set"], serde_json::json!(["m:box"]));
    let text = place.permea(&["sources", "map.ron", DAY]).out;
    assert!(text.contains("Lab, in 2 steps through Ash") && text.contains("not reached"), "{text}");
    let sheet = place.permea(&["sources", "map.ron", DAY, "--format=csv"]).out;
    assert!(sheet.contains("m:b,Birch,research,2,m:lab,m:a\n") && sheet.contains("m:c,Cedar,research,,,\n"), "{sheet}");
}

/// What anybody may call a school is text in every sheet that is answered.
#[test]
fn no_name_is_computed_in_any_sheet_that_is_answered() {
    let place = Place::with_demo();
    assert_eq!(place.permea(&["edit", "map.ron", "urn:900003", "name==1+1"]).code, 0);
    for question in
        [&["metrics"][..], &["sources"], &["triage"], &["list"], &["why", "urn:900003", "coasting"], &["peers", "Saltmoor High"]]
    {
        let asked = [&question[..1], &["map.ron"], &question[1..], &[DAY, "--format=csv"]].concat();
        let sheet = place.permea(&asked).out;
        assert!(sheet.contains("'=1+1") && !sheet.contains(",=1+1"), "{asked:?}\n{sheet}");
    }
}
