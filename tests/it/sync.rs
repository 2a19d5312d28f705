//! Sharing a map with `permea sync`: the set-up, what goes and comes, and what waits.

use std::fs;

use crate::copies::{Copy, Ground, MAP, SMALL, has_git};

const ASH: &str = "urn:900001";
const BIRCH: &str = "urn:900002";

fn same(one: &Copy, other: &Copy) {
    assert_eq!(fs::read_to_string(one.map()).unwrap(), fs::read_to_string(other.map()).unwrap());
}

fn rate(copy: &Copy, member: &str, stage: &str) {
    copy.does(&["rate", MAP, member, "--stage", stage, "--by", &copy.who]);
}

fn edit(copy: &Copy, member: &str, name: &str) {
    copy.does(&["edit", MAP, member, &format!("name={name}")]);
}

#[test]
fn a_folder_that_both_see_is_all_two_people_need() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    same(&sam, &priya);
    rate(&sam, ASH, "2");
    rate(&priya, ASH, "3");
    let sent = sam.permea(&["sync", MAP]);
    assert_eq!((sent.code, sent.out.as_str()), (0, "Sent 1 change: 1 rating by Sam.\n"));
    let joined = priya.permea(&["sync", MAP]);
    let expected = "Sent 1 change: 1 rating by Priya. Came from Sam: 1 rating by Sam.\n  Ash High: rated stage 2 by Sam\n";
    assert_eq!((joined.code, joined.out.as_str()), (0, expected));
    sam.does(&["sync", MAP]);
    same(&sam, &priya);
    assert_eq!((sam.ratings_by("Sam"), sam.ratings_by("Priya")), (1, 1));
    let nothing = sam.permea(&["sync", MAP, "--format", "json"]).json();
    assert_eq!((nothing["kind"].as_str(), nothing["waiting"].as_u64()), (Some("sync"), Some(0)));
    assert_eq!((nothing["sent"].clone(), nothing["came"].clone()), (serde_json::json!({}), serde_json::json!({})));
    assert_eq!(sam.git(&["status", "--porcelain", "--", MAP, ".gitattributes"]), "");
}

#[test]
fn without_a_place_nothing_is_done_and_the_one_question_is_told() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let sam = ground.desk("Sam");
    fs::write(sam.map(), SMALL).unwrap();
    let asked = sam.permea(&["sync", MAP]);
    assert_eq!(asked.code, 2);
    assert!(asked.err.contains("--with PLACE") && asked.err.contains("Dropbox"), "{}", asked.err);
    let no_map = sam.permea(&["sync", "nowhere.permea.ron"]);
    assert!(no_map.code == 1 && no_map.err.contains("nowhere.permea.ron"), "{}", no_map.err);
    let missing = sam.permea(&["sync", MAP, "--with", "/no/such/folder"]);
    assert!(missing.code == 1 && missing.err.contains("There is no folder /no/such/folder"), "{}", missing.err);
    let within = sam.permea(&["sync", MAP, "--with", "."]);
    assert!(within.code == 1 && within.err.contains("itself lies in the folder"), "{}", within.err);
    let nowhere = sam.permea(&["sync", "other.permea.ron", "--with", &ground.shared()]);
    assert!(nowhere.code == 1 && nowhere.err.contains("holds no map yet"), "{}", nowhere.err);
    let mut left: Vec<_> = fs::read_dir(&sam.folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.retain(|name| name != ".home");
    assert_eq!(left, [MAP]);
}

#[test]
fn a_clash_is_kept_in_the_map_and_told() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    edit(&sam, ASH, "Ash Academy");
    edit(&priya, ASH, "Ash College");
    edit(&priya, BIRCH, "Birch Academy");
    sam.does(&["sync", MAP]);
    let joined = priya.permea(&["sync", MAP]);
    assert_eq!(joined.code, 3);
    assert!(
        joined.out.contains("Clashes: Ash College · name.") && joined.out.contains("1 conflict to settle: permea conflicts"),
        "{}",
        joined.out
    );
    let listed = priya.permea(&["conflicts", MAP]).out;
    assert!(listed.contains("Ash College  (Priya, ") && listed.contains("Ash Academy  (Sam, "), "{listed}");
    assert_eq!(sam.permea(&["sync", MAP]).code, 3);
    same(&sam, &priya);
    sam.does(&["conflicts", MAP, "--settle", "all", "--take", "other", "--by", "Sam"]);
    sam.does(&["sync", MAP]);
    priya.does(&["sync", MAP]);
    same(&sam, &priya);
    assert_eq!((priya.name_of(ASH), priya.name_of(BIRCH)), ("Ash Academy".to_owned(), "Birch Academy".to_owned()));
}

#[test]
fn what_cannot_go_out_waits_and_goes_with_the_next_sync() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    let (here, gone) = (ground.folder.path().join("shared"), ground.folder.path().join("gone"));
    fs::rename(&here, &gone).unwrap();
    rate(&sam, ASH, "2");
    edit(&sam, BIRCH, "Birch Academy");
    let waits = sam.permea(&["sync", MAP]);
    assert_eq!(waits.code, 3);
    assert!(waits.out.starts_with("2 changes wait to go out with the next sync: the shared place cannot be reached"), "{}", waits.out);
    rate(&sam, BIRCH, "3");
    let json = sam.permea(&["sync", MAP, "--format", "json"]).json();
    assert_eq!(json["waiting"], 3);
    assert!(json["unreachable"].as_str().unwrap().contains("is the stick in"), "{json}");
    fs::rename(&gone, &here).unwrap();
    let sent = sam.permea(&["sync", MAP]);
    assert!(sent.code == 0 && sent.out.starts_with("Sent 3 changes"), "{}", sent.out);
    priya.does(&["sync", MAP]);
    same(&sam, &priya);
}

#[test]
fn a_server_that_does_not_let_one_in_is_told_in_words() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, _priya) = ground.pair();
    rate(&sam, ASH, "2");
    sam.git(&["remote", "set-url", "origin", "git@git.example.org:north.git"]);
    let said = [
        ("git@git.example.org: Permission denied (publickey).", 1, "permea asks for no passwords"),
        ("Host key verification failed.", 1, "does not know the server"),
        ("ssh: Could not resolve hostname git.example.org: Name or service not known", 3, "1 change waits to go out"),
    ];
    for (complaint, code, told) in said {
        let script = ground.folder.path().join("ssh");
        fs::write(&script, format!("#!/bin/sh\necho '{complaint}' >&2\nexit 255\n")).unwrap();
        let answer = sam.permea_with(&["sync", MAP], &[("GIT_SSH_COMMAND", &format!("sh {}", script.display()))]);
        let all = format!("{}{}", answer.out, answer.err);
        assert!(answer.code == code && all.contains(told), "{complaint}: {all}");
    }
}

#[test]
fn another_map_at_the_place_is_refused_and_nothing_is_left_behind() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (_sam, _priya) = ground.pair();
    let tomos = ground.desk("Tomos");
    fs::write(tomos.map(), SMALL.replace("0123456789abcdef0123456789abcdef", "ffffffffffffffffffffffffffffffff").replace("Small", "Other"))
        .unwrap();
    let refused = tomos.permea(&["sync", MAP, "--with", &ground.shared()]);
    assert!(refused.code == 1 && refused.err.contains("there is another map, `Small network`"), "{}", refused.err);
    assert!(!tomos.folder.join(".git").exists());
    // The same map under another name is no second one.
    let ines = ground.desk("Ines");
    fs::write(ines.folder.join("mine.permea.ron"), SMALL).unwrap();
    let other_name = ines.permea(&["sync", "mine.permea.ron", "--with", &ground.shared()]);
    assert!(other_name.code == 1 && other_name.err.contains("under the name north.permea.ron"), "{}", other_name.err);
}

#[test]
fn a_copy_that_came_by_mail_is_joined_from_where_it_was_sent() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, _priya) = ground.pair();
    let tomos = ground.desk("Tomos");
    fs::copy(sam.map(), tomos.map()).unwrap();
    edit(&sam, ASH, "Ash Academy");
    sam.does(&["remove", MAP, BIRCH]);
    sam.does(&["sync", MAP]);
    let joined = tomos.permea(&["sync", MAP, "--with", &ground.shared()]);
    assert_eq!(joined.code, 0, "{}{}", joined.out, joined.err);
    same(&sam, &tomos);
    // A copy that was changed meanwhile has no common version: what differs is kept for somebody to settle.
    let ines = ground.desk("Ines");
    fs::write(ines.map(), SMALL).unwrap();
    rate(&ines, ASH, "4");
    let joined = ines.permea(&["sync", MAP, "--with", &ground.shared()]);
    assert_eq!(joined.code, 3, "{}{}", joined.out, joined.err);
    assert_eq!((ines.ratings_by("Ines"), ines.network().conflicts().len()), (1, 1));
}

#[test]
fn a_second_map_goes_out_only_if_that_is_meant() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    let second = "private.permea.ron";
    fs::write(sam.folder.join(second), SMALL.replace("0123456789abcdef0123456789abcdef", "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee")).unwrap();
    let head = sam.git(&["rev-parse", "HEAD"]);
    let refused = sam.permea(&["sync", second]);
    assert!(refused.code == 1 && refused.err.contains("is not among what this folder shares"), "{}", refused.err);
    assert_eq!(sam.git(&["rev-parse", "HEAD"]), head);
    sam.does(&["sync", second, "--with", &ground.shared()]);
    priya.does(&["sync", MAP]);
    assert!(priya.folder.join(second).exists());
    let elsewhere = ground.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let other = sam.permea(&["sync", second, "--with", elsewhere.to_str().unwrap()]);
    assert!(other.code == 1 && other.err.contains("is shared through"), "{}", other.err);
}

#[test]
fn a_map_is_fetched_to_a_new_name_only_if_it_is_called_so() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (_sam, _priya) = ground.pair();
    let tomos = ground.desk("Tomos");
    let refused = tomos.permea(&["sync", "ours.permea.ron", "--with", &ground.shared()]);
    assert!(refused.code == 1 && refused.err.contains("Use that name here too: permea sync "), "{}", refused.err);
    let fetched = tomos.permea(&["sync", MAP, "--with", &ground.shared()]);
    assert!(fetched.code == 0 && fetched.out.starts_with("The map is here now") && fetched.out.contains("3 members"), "{}", fetched.out);
}

#[test]
fn a_map_that_was_renamed_is_no_second_map() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, _priya) = ground.pair();
    fs::rename(sam.map(), sam.folder.join("south.permea.ron")).unwrap();
    for arguments in [&["sync", "south.permea.ron"][..], &["sync", "south.permea.ron", "--with", &ground.shared()]] {
        let refused = sam.permea(arguments);
        assert!(refused.code == 1 && refused.err.contains("under the name north.permea.ron"), "{}", refused.err);
    }
}
