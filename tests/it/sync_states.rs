//! `permea sync` in repositories as people have them: in the middle of something, with other work in them, hostile ones.

use std::{fs, path::Path};

use crate::copies::{Copy, Ground, MAP, SMALL, has_git};

const ASH: &str = "urn:900001";

fn rate(copy: &Copy, stage: &str) {
    copy.does(&["rate", MAP, ASH, "--stage", stage, "--by", &copy.who]);
}

/// The small map as another one.
fn another_map() -> String {
    SMALL.replace("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210")
}

/// Everything git says about a copy, the map apart.
fn seen(copy: &Copy) -> String {
    let not_the_map = format!(":(exclude){MAP}");
    let others = ["--", ".", &not_the_map, ":(exclude).home"];
    let asked: [&[&str]; 4] = [&["status", "--porcelain=v1"], &["diff"], &["diff", "--cached"], &["ls-files", "-s"]];
    let answers = asked.iter().map(|arguments| copy.git(&[arguments, &others[..]].concat()));
    answers.collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_but_the_map_is_committed_and_the_rest_stays_as_it_is() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    for name in ["staged.txt", "changed.txt", "removed.txt"] {
        fs::write(sam.folder.join(name), "before\n").unwrap();
    }
    sam.git(&["add", "staged.txt", "changed.txt", "removed.txt"]);
    sam.git(&["commit", "-q", "-m", "Other files"]);
    sam.does(&["sync", MAP]);
    priya.does(&["sync", MAP]);
    fs::write(sam.folder.join("staged.txt"), "staged\n").unwrap();
    sam.git(&["add", "staged.txt"]);
    fs::write(sam.folder.join("staged.txt"), "and changed after\n").unwrap();
    fs::write(sam.folder.join("changed.txt"), "changed\n").unwrap();
    fs::write(sam.folder.join("new.txt"), "new\n").unwrap();
    sam.git(&["rm", "-q", "--cached", "removed.txt"]);
    let before = seen(&sam);
    rate(&sam, "2");
    rate(&priya, "3");
    priya.does(&["sync", MAP]);
    sam.does(&["sync", MAP]);
    assert_eq!(seen(&sam), before);
    assert_eq!((sam.ratings_by("Sam"), sam.ratings_by("Priya")), (1, 1));
    let touched = sam.git(&["log", "-m", "--first-parent", "--format=", "--name-only", "-2"]);
    assert!(touched.lines().all(|line| line == MAP), "{touched}");
    assert_eq!(sam.git(&["status", "--porcelain", "--", MAP]), "");
}

#[test]
fn other_files_of_the_repository_come_along_unless_somebody_is_at_work_on_them() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    fs::write(priya.folder.join("plan.txt"), "a plan\n").unwrap();
    priya.git(&["add", "plan.txt"]);
    priya.git(&["commit", "-q", "-m", "A plan"]);
    priya.does(&["sync", MAP]);
    rate(&sam, "2");
    sam.does(&["sync", MAP]);
    assert_eq!(fs::read_to_string(sam.folder.join("plan.txt")).unwrap(), "a plan\n");
    assert_eq!(sam.git(&["status", "--porcelain", "--", "plan.txt", MAP]), "");
    // Both change the plan, and Sam has not committed yet.
    fs::write(priya.folder.join("plan.txt"), "another plan\n").unwrap();
    priya.git(&["commit", "-q", "-am", "Another plan"]);
    rate(&priya, "3");
    priya.does(&["sync", MAP]);
    fs::write(sam.folder.join("plan.txt"), "my plan\n").unwrap();
    let map = fs::read(sam.map()).unwrap();
    let refused = sam.permea(&["sync", MAP]);
    assert!(refused.code == 1 && refused.err.contains("plan.txt was changed here and in the shared place"), "{}", refused.err);
    assert_eq!(fs::read_to_string(sam.folder.join("plan.txt")).unwrap(), "my plan\n");
    assert_eq!(fs::read(sam.map()).unwrap(), map);
}

#[test]
fn what_git_is_in_the_middle_of_is_said_and_left_alone() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, _priya) = ground.pair();
    fs::write(sam.folder.join("a.txt"), "one\n").unwrap();
    sam.git(&["add", "a.txt"]);
    sam.git(&["commit", "-q", "-m", "a"]);
    sam.git(&["switch", "-q", "-c", "theirs"]);
    fs::write(sam.folder.join("a.txt"), "theirs\n").unwrap();
    sam.git(&["commit", "-q", "-am", "theirs"]);
    sam.git(&["switch", "-q", "main"]);
    fs::write(sam.folder.join("a.txt"), "ours\n").unwrap();
    sam.git(&["commit", "-q", "-am", "ours"]);
    rate(&sam, "2");
    let states: [(&[&str], &[&str], &str); 4] = [
        (&["merge", "-q", "theirs"], &["merge", "--abort"], "a merge"),
        (&["cherry-pick", "theirs"], &["cherry-pick", "--abort"], "a cherry-pick"),
        (&["-c", "rebase.autoStash=true", "rebase", "-q", "theirs"], &["rebase", "--abort"], "a rebase"),
        (&["switch", "-q", "--detach"], &["switch", "-q", "main"], "old version"),
    ];
    for (begin, end, told) in states {
        sam.try_git(begin);
        let (head, map, before) = (sam.git(&["rev-parse", "HEAD"]), fs::read(sam.map()).unwrap(), seen(&sam));
        let refused = sam.permea(&["sync", MAP]);
        assert!(refused.code == 1 && refused.err.contains(told), "{begin:?}: {}", refused.err);
        assert_eq!((sam.git(&["rev-parse", "HEAD"]), fs::read(sam.map()).unwrap(), seen(&sam)), (head, map, before), "{begin:?}");
        sam.git(end);
    }
    sam.does(&["sync", MAP]);
}

#[test]
fn a_map_in_a_subfolder_of_a_worktree_is_synced() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    fs::create_dir(sam.folder.join("maps")).unwrap();
    let deep = "maps/deep.permea.ron";
    fs::write(sam.folder.join(deep), another_map()).unwrap();
    sam.does(&["sync", deep, "--with", &ground.shared()]);
    sam.git(&["worktree", "add", "-q", "-b", "aside", "../aside"]);
    let aside = Copy { folder: ground.folder.path().join("aside"), who: "Sam".to_owned() };
    aside.git(&["branch", "-q", "--set-upstream-to=origin/main"]);
    aside.does(&["rate", deep, ASH, "--stage", "3", "--by", "Sam"]);
    aside.does(&["sync", deep]);
    priya.does(&["sync", MAP]);
    let text = fs::read_to_string(priya.folder.join(deep)).unwrap();
    assert!(text.contains("stage: 3"), "{text}");
}

#[test]
fn whoever_works_here_is_named_without_settings_of_git() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    let nobody: Vec<(&str, &str)> =
        ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"].into_iter().map(|name| (name, "")).collect();
    rate(&sam, "2");
    let answer = sam.permea_with(&["sync", MAP], &nobody);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(sam.git(&["log", "-1", "--format=%an"]).trim(), "Sam");
    assert!(priya.permea(&["sync", MAP]).out.contains("Came from Sam"));
    assert!(!sam.git(&["config", "--local", "--list"]).contains("user."), "no settings of the person's are written");
}

#[test]
fn signing_and_line_ends_that_somebody_set_do_not_stop_a_sync() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    for (name, value) in [("commit.gpgsign", "true"), ("gpg.program", "false"), ("core.autocrlf", "true"), ("core.eol", "crlf")] {
        sam.git(&["config", name, value]);
    }
    fs::remove_file(sam.folder.join(".gitattributes")).unwrap();
    let windows = fs::read_to_string(sam.map()).unwrap().replace('\n', "\r\n");
    fs::write(sam.map(), windows).unwrap();
    let nothing = sam.permea(&["sync", MAP]);
    assert!(nothing.out.starts_with("Nothing new"), "{}{}", nothing.out, nothing.err);
    rate(&sam, "2");
    sam.does(&["sync", MAP]);
    rate(&priya, "3");
    priya.does(&["sync", MAP]);
    sam.does(&["sync", MAP]);
    assert_eq!(fs::read(sam.map()).unwrap(), fs::read(priya.map()).unwrap());
    assert!(!sam.git(&["show", &format!("HEAD:{MAP}")]).contains('\r'));
}

#[test]
fn a_shallow_clone_is_joined_with_its_common_past() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    for stage in ["1", "2", "3"] {
        rate(&sam, stage);
        sam.does(&["sync", MAP]);
    }
    let shallow = ground.desk("Tomos");
    let shared = format!("file://{}/north.permea.git", ground.shared());
    shallow.git(&["clone", "-q", "--depth", "1", &shared, "."]);
    shallow.does(&["edit", MAP, ASH, "name=Ash Academy"]);
    priya.does(&["sync", MAP]);
    priya.git(&["reset", "-q", "--hard", "HEAD~2"]);
    priya.does(&["edit", MAP, "urn:900002", "name=Birch Academy"]);
    priya.does(&["sync", MAP]);
    shallow.does(&["sync", MAP]);
    assert_eq!(shallow.network().conflicts().len(), 0);
    assert_eq!((shallow.name_of(ASH), shallow.name_of("urn:900002")), ("Ash Academy".to_owned(), "Birch Academy".to_owned()));
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_map_and_a_map_left_out_stays_out() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    let elsewhere = ground.desk("elsewhere");
    std::os::unix::fs::symlink(sam.map(), elsewhere.map()).unwrap();
    elsewhere.does(&["rate", MAP, ASH, "--stage", "2", "--by", "Sam"]);
    elsewhere.does(&["sync", MAP]);
    assert!(fs::symlink_metadata(elsewhere.map()).unwrap().is_symlink());
    priya.does(&["sync", MAP]);
    assert_eq!(priya.ratings_by("Sam"), 1);
    fs::write(sam.folder.join("hidden.permea.ron"), another_map()).unwrap();
    fs::write(sam.folder.join(".gitignore"), "hidden*\n").unwrap();
    let refused = sam.permea(&["sync", "hidden.permea.ron", "--with", &ground.shared()]);
    assert!(refused.code == 1 && refused.err.contains("told to leave"), "{}", refused.err);
}

/// Programs that a repository brings along; each leaves a mark when it runs.
#[cfg(unix)]
fn plant(hooks: &Path, mark: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(hooks).unwrap();
    let names = ["pre-commit", "post-commit", "pre-push", "post-merge", "post-checkout", "reference-transaction", "post-index-change"];
    for name in names.iter().chain(&["pre-receive", "update", "post-receive", "post-update", "proc-receive"]) {
        let path = hooks.join(name);
        fs::write(&path, format!("#!/bin/sh\necho {name} >> {}\n", mark.display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn no_program_of_a_repository_is_run_neither_here_nor_in_the_shared_folder() {
    if !has_git() {
        return;
    }
    let ground = Ground::new();
    let (sam, priya) = ground.pair();
    let mark = ground.folder.path().join("mark");
    let shared = Path::new(&ground.shared()).join("north.permea.git");
    plant(&sam.folder.join(".git/hooks"), &mark);
    plant(&shared.join("hooks"), &mark);
    sam.git(&["config", "core.fsmonitor", sam.folder.join(".git/hooks/update").to_str().unwrap()]);
    fs::remove_file(&mark).ok();
    rate(&sam, "2");
    rate(&priya, "3");
    priya.does(&["sync", MAP]);
    sam.does(&["sync", MAP]);
    assert!(!mark.exists(), "{}", fs::read_to_string(&mark).unwrap_or_default());
    assert_eq!(sam.ratings_by("Priya"), 1);
}

#[cfg(unix)]
#[test]
fn killed_before_any_call_of_git_a_sync_is_ended_by_the_next() {
    if !has_git() {
        return;
    }
    let real = which_git();
    // Each is a fresh pair, so a few of the calls stand for all; the variable asks for every one.
    let apart: usize = std::env::var("PERMEA_KILL_EVERY").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let mut was_killed = true;
    let mut call = 1;
    while was_killed && call < 90 {
        let ground = Ground::new();
        let (sam, priya) = ground.pair();
        rate(&sam, "2");
        sam.does(&["edit", MAP, ASH, "name=Ash Academy"]);
        rate(&priya, "3");
        priya.does(&["edit", MAP, ASH, "name=Ash College"]);
        sam.does(&["sync", MAP]);
        was_killed = killed_at(&ground, &priya, &real, ("", call));
        let after = priya.permea(&["sync", MAP]);
        assert_eq!(after.code, 3, "call {call}: {}{}", after.out, after.err);
        sam.permea(&["sync", MAP]);
        assert_eq!(fs::read(sam.map()).unwrap(), fs::read(priya.map()).unwrap(), "call {call}");
        assert_eq!((priya.ratings_by("Sam"), priya.ratings_by("Priya")), (1, 1), "call {call}");
        let network = priya.network();
        let values: Vec<_> =
            network.conflicts().iter().flat_map(|conflict| &conflict.versions).map(|version| version.values[0].clone()).collect();
        assert!(values.contains(&"Ash Academy".into()) && values.contains(&"Ash College".into()), "call {call}: {values:?}");
        assert_eq!(priya.git(&["status", "--porcelain", "--", MAP]), "", "call {call}");
        call += apart;
    }
    assert!(!was_killed && call > 20, "the sync has more calls than were tried");
}

/// What came with a sync that was killed is not taken for the work of whoever was killed: what its own author takes back
/// afterwards stays taken back.
#[cfg(unix)]
#[test]
fn what_came_with_a_sync_that_was_killed_stays_the_others_own() {
    if !has_git() {
        return;
    }
    let real = which_git();
    // Before and after the file is written, with work of one's own to join and without.
    let author = (" log ", 1);
    for (is_at_work, at) in [(true, author), (true, ("update-ref -m", 2)), (false, author), (false, ("update-ref -m", 1))] {
        let ground = Ground::new();
        let (sam, priya) = ground.pair();
        sam.does(&["add", MAP, "member", "id=local:scrap", "kind=school", "name=Scrap"]);
        sam.does(&["edit", MAP, ASH, "name=Ash Academy"]);
        sam.does(&["sync", MAP]);
        if is_at_work {
            rate(&priya, "3");
        }
        assert!(killed_at(&ground, &priya, &real, at), "{at:?}");
        priya.does(&["rate", MAP, "urn:900002", "--stage", "2", "--by", "Priya"]);
        sam.does(&["remove", MAP, "local:scrap"]);
        sam.does(&["edit", MAP, ASH, "name=Ash College"]);
        sam.does(&["sync", MAP]);
        let after = priya.permea(&["sync", MAP]);
        assert_eq!(after.code, 0, "{at:?}: {}{}", after.out, after.err);
        sam.does(&["sync", MAP]);
        assert_eq!(fs::read(sam.map()).unwrap(), fs::read(priya.map()).unwrap(), "{at:?}");
        let network = priya.network();
        assert!(network.member("local:scrap").is_none(), "{at:?}: what Sam took out is here again");
        assert_eq!((network.member(ASH).unwrap().name.as_str(), network.conflicts().len()), ("Ash College", 0), "{at:?}");
        assert_eq!(priya.ratings_by("Priya"), if is_at_work { 2 } else { 1 }, "{at:?}");
        assert_eq!(priya.git(&["for-each-ref", "refs/permea"]), "", "{at:?}");
    }
}

#[cfg(unix)]
fn which_git() -> String {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join("git")).find(|path| path.is_file());
    found.unwrap().to_str().unwrap().to_owned()
}

/// Syncs with a git that kills whoever called it with such words for the nth time. Whether it came to that.
#[cfg(unix)]
fn killed_at(ground: &Ground, copy: &Copy, real: &str, (words, call): (&str, usize)) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let folder = ground.folder.path().join("killing");
    fs::create_dir(&folder).unwrap();
    let (count, script) = (folder.join("count"), folder.join("git"));
    let text = format!(
        "#!/bin/sh\ncase \"$*\" in *'{words}'*) echo x >> {count}; if [ $(wc -l < {count}) -eq {call} ]; then kill -9 $PPID; exit 1; fi;; esac\nexec {real} \"$@\"\n",
        count = count.display()
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let known = std::env::var("PATH").unwrap();
    copy.permea_with(&["sync", MAP], &[("PATH", &format!("{}:{known}", folder.display()))]);
    fs::read_to_string(&count).unwrap_or_default().lines().count() >= call
}
