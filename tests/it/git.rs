//! Maps in real git repositories: branches, rebases, criss-crosses, and what happens where the driver is missing.

use std::fs;

use permea::{model::RecordKind, store};

use crate::copies::{Copy, Ground, MAP, has_git, schools};

#[test]
fn two_people_who_rate_one_school_on_one_day_keep_both_ratings() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let priya = ground.clone("Priya");
    priya.does(&["git-setup"]);
    let (school, _) = schools(&sam);
    sam.rate(&school, "2");
    sam.git(&["push", "-q"]);
    priya.rate(&school, "3");
    priya.git(&["pull", "-q", "--no-rebase", "--no-edit"]);
    assert_eq!((priya.ratings_by("Sam"), priya.ratings_by("Priya")), (sam.ratings_by("Sam"), 1 + sam.ratings_by("Priya")));
    assert!(priya.network().conflicts().is_empty());
    priya.git(&["push", "-q"]);
    sam.git(&["pull", "-q", "--ff-only"]);
    assert_eq!(fs::read(sam.map()).unwrap(), fs::read(priya.map()).unwrap());
}

#[test]
fn a_clash_stops_git_with_a_whole_map_that_holds_both_versions() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let (school, other) = schools(&sam);
    sam.git(&["checkout", "-q", "-b", "theirs"]);
    sam.rename(&school, "Theirs");
    sam.rename(&other, "Renamed there");
    sam.git(&["checkout", "-q", "main"]);
    sam.rename(&school, "Ours");
    assert!(!sam.try_git(&["merge", "-q", "--no-edit", "theirs"]).status.success());
    assert_eq!((sam.name_of(&school), sam.name_of(&other)), ("Ours".to_owned(), "Renamed there".to_owned()));
    let listed = sam.permea(&["conflicts", MAP]);
    assert_eq!(listed.code, 3);
    assert!(listed.out.contains("Theirs  (Sam, ") && listed.out.contains("Ours  (Sam, "), "{}", listed.out);
    assert_eq!(sam.permea(&["check", MAP]).code, 3);
    sam.does(&["conflicts", MAP, "--settle", "all", "--take", "theirs", "--by", "Sam"]);
    assert_eq!(sam.name_of(&school), "Theirs");
    sam.commit("Joined");
    assert_eq!(sam.permea(&["conflicts", MAP]).code, 0);
}

#[test]
fn a_rebase_carries_each_step_over() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let priya = ground.clone("Priya");
    priya.does(&["git-setup"]);
    let (school, other) = schools(&sam);
    sam.rate(&school, "1");
    sam.rename(&other, "New name");
    sam.git(&["push", "-q"]);
    let before = priya.ratings_by("Priya");
    priya.rate(&school, "2");
    priya.rate(&other, "3");
    priya.rate(&school, "4");
    priya.git(&["pull", "-q", "--rebase"]);
    assert_eq!(priya.ratings_by("Priya"), before + 3);
    assert_eq!(priya.name_of(&other), "New name");
    assert_eq!(priya.git(&["rev-list", "--count", "main"]).trim(), "6");
}

#[test]
fn a_criss_cross_loses_nothing() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let (school, other) = schools(&sam);
    sam.git(&["checkout", "-q", "-b", "left"]);
    sam.rename(&school, "Left");
    sam.git(&["checkout", "-q", "-b", "right", "main"]);
    sam.rename(&school, "Right");
    let before = sam.network().ratings().len();
    sam.rate(&other, "2");
    // Each joins the other's first work, and each goes on.
    sam.git(&["tag", "right-1"]);
    sam.try_git(&["merge", "-q", "--no-edit", "left"]);
    sam.commit("Right joins left");
    sam.rate(&other, "3");
    sam.git(&["checkout", "-q", "left"]);
    sam.try_git(&["merge", "-q", "--no-edit", "right-1"]);
    sam.commit("Left joins right");
    sam.rate(&school, "4");
    assert_eq!(sam.git(&["merge-base", "--all", "left", "right"]).lines().count(), 2);
    let merged = sam.try_git(&["merge", "-q", "--no-edit", "right"]);
    assert_eq!(merged.status.code(), Some(1), "{}", String::from_utf8_lossy(&merged.stderr));
    let network = sam.network();
    assert_eq!(network.ratings().len(), before + 3);
    let versions: Vec<&str> =
        network.conflicts().iter().flat_map(|conflict| &conflict.versions).map(|version| version.values[0].as_str()).collect();
    assert!(versions.contains(&"Left") && versions.contains(&"Right"), "{versions:?}");
    assert_eq!(network.count(RecordKind::Conflict), 1);
}

#[test]
fn a_cherry_pick_takes_one_step_only() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let (school, other) = schools(&sam);
    sam.git(&["checkout", "-q", "-b", "theirs"]);
    sam.rename(&school, "Not this");
    sam.rename(&other, "This");
    sam.git(&["checkout", "-q", "main"]);
    sam.rate(&school, "2");
    sam.git(&["cherry-pick", "theirs"]);
    assert_eq!(sam.name_of(&other), "This");
    assert_ne!(sam.name_of(&school), "Not this");
}

#[test]
fn without_the_driver_git_leaves_markers_and_merge_joins_what_it_left() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let priya = ground.clone("Priya");
    let (school, other) = schools(&sam);
    sam.rate(&school, "2");
    sam.git(&["push", "-q"]);
    priya.rate(&other, "3");
    // Priya never ran git-setup: the guard on line 2 keeps git from joining by lines.
    assert!(!priya.try_git(&["pull", "-q", "--no-rebase", "--no-edit"]).status.success());
    let opened = priya.permea(&["check", MAP]);
    assert_eq!(opened.code, 1);
    assert!(opened.out.contains("git conflict markers") && opened.out.contains("permea merge"), "{}", opened.out);
    priya.does(&["merge", MAP]);
    assert!(priya.ratings_by("Sam") > 0 && priya.ratings_by("Priya") > 0);
    priya.commit("Joined");
    assert_eq!(priya.permea(&["check", MAP]).err, "");
}

#[test]
fn a_driver_that_is_not_there_leaves_one_side_and_that_is_told() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let (school, other) = schools(&sam);
    sam.git(&["config", "merge.permea.driver", "no-such-program %O %A %B %L %P"]);
    sam.git(&["checkout", "-q", "-b", "theirs"]);
    sam.rename(&school, "Theirs");
    sam.git(&["checkout", "-q", "main"]);
    sam.rename(&other, "Ours");
    assert!(!sam.try_git(&["merge", "-q", "--no-edit", "theirs"]).status.success());
    assert_ne!(sam.name_of(&school), "Theirs");
    let told = sam.permea(&["check", MAP]);
    assert!(told.out.contains("Git has not finished a merge"), "{}", told.out);
    sam.does(&["merge", MAP]);
    assert_eq!((sam.name_of(&school), sam.name_of(&other)), ("Theirs".to_owned(), "Ours".to_owned()));
    sam.commit("Joined");
    assert!(!sam.permea(&["check", MAP]).out.contains("Git has not finished"));
}

#[test]
fn a_side_that_is_no_map_stops_git_and_touches_nothing() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let (school, _) = schools(&sam);
    sam.git(&["checkout", "-q", "-b", "theirs"]);
    fs::write(sam.map(), "(permea: 9, uid: \"u\", name: \"n\", save: \"s\",\n)\n").unwrap();
    sam.commit("A newer permea");
    sam.git(&["checkout", "-q", "main"]);
    sam.rename(&school, "Ours");
    let before = fs::read(sam.map()).unwrap();
    let merged = sam.try_git(&["merge", "--no-edit", "theirs"]);
    assert!(!merged.status.success());
    assert_eq!(fs::read(sam.map()).unwrap(), before);
    let said = String::from_utf8_lossy(&merged.stderr).into_owned();
    assert!(said.contains("was not joined") && said.contains("newer version"), "{said}");
}

#[test]
fn a_map_that_both_added_is_joined_without_a_base() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.first();
    let text = fs::read_to_string(sam.map()).unwrap();
    for (branch, guard) in [("one", "111111111111"), ("two", "222222222222")] {
        sam.git(&["checkout", "-q", "-b", branch, "main"]);
        let second = text.lines().nth(1).unwrap();
        fs::write(sam.folder.join("new.permea.ron"), text.replace(second, &format!("save: \"{guard}\","))).unwrap();
        sam.does(&["add", "new.permea.ron", "member", "kind=school", &format!("name=Only in {branch}")]);
        sam.git(&["add", "new.permea.ron"]);
        sam.git(&["commit", "-q", "-m", "New"]);
    }
    sam.git(&["merge", "-q", "--no-edit", "one"]);
    let network = store::open(&sam.folder.join("new.permea.ron")).unwrap().network;
    let only = network.members().iter().filter(|member| member.name.starts_with("Only in")).count();
    assert_eq!((only, network.conflicts().len()), (2, 0));
}

#[test]
fn git_setup_says_what_it_did_and_does_it_once() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let folder = ground.folder.path().join("fresh");
    fs::create_dir(&folder).unwrap();
    let copy = Copy { folder, who: "Sam".to_owned() };
    let outside = copy.permea(&["git-setup"]);
    assert_eq!(outside.code, 1);
    assert!(outside.err.contains("is in no git repository"), "{}", outside.err);
    fs::create_dir(copy.folder.join("bare")).unwrap();
    copy.git(&["init", "-q", "--bare", "bare"]);
    let bare = copy.permea(&["git-setup", "bare/north.ron"]);
    assert!(bare.code == 1 && bare.err.contains("work tree"), "{}", bare.err);
    copy.git(&["init", "-q"]);
    fs::write(copy.folder.join(".gitattributes"), "*.png binary").unwrap();
    let first = copy.permea(&["git-setup", "old map.ron"]);
    assert!(first.out.contains(".gitattributes") && first.out.contains("merge.permea.driver"), "{}", first.out);
    let attributes = fs::read_to_string(copy.folder.join(".gitattributes")).unwrap();
    assert_eq!(
        attributes,
        "*.png binary\n*.permea.ron merge=permea diff=permea -text eol=lf\n\"old map.ron\" merge=permea diff=permea -text eol=lf\n"
    );
    assert!(copy.git(&["check-attr", "merge", "old map.ron"]).contains("merge: permea"));
    assert_eq!(copy.git(&["config", "merge.permea.driver"]).trim(), "permea merge-driver %O %A %B %L %P");
    let again = copy.permea(&["git-setup", "old map.ron", "--format", "json"]).json();
    assert_eq!((again["attributes"].as_array().unwrap().len(), again["settings"].as_array().unwrap().len()), (0, 0));
    assert_eq!(fs::read_to_string(copy.folder.join(".gitattributes")).unwrap(), attributes);
}
