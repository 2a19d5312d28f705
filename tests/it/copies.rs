//! Copies of a repository that several people work in, in a folder of their own and with nothing of the user's.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use permea::{model::Network, store};
use tempfile::TempDir;

use crate::shell::Answer;

pub(crate) const MAP: &str = "north.permea.ron";

/// A map of three schools.
pub(crate) const SMALL: &str = r#"(permea: 1, uid: "0123456789abcdef0123456789abcdef", name: "Small network",
save: "000000000001",
members: [
(id: "urn:900001", kind: school, name: "Ash High"),
(id: "urn:900002", kind: school, name: "Birch High"),
(id: "urn:900003", kind: school, name: "Cedar High"),
],
)
"#;

/// A folder with repositories in it and nothing of the user's.
pub(crate) struct Ground {
    pub(crate) folder: TempDir,
}

/// One copy of the repository.
pub(crate) struct Copy {
    pub(crate) folder: PathBuf,
    pub(crate) who: String,
}

/// Whether git is here; a test without it says so and ends.
pub(crate) fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: git is not installed");
    }
    found
}

/// Where the program under test is, so that git finds it as a person's git does.
pub(crate) fn path_with_permea() -> std::ffi::OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_permea")).parent().unwrap().to_owned();
    let known = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&known))).unwrap()
}

pub(crate) fn in_ground(command: Command, who: &str) -> Output {
    of_ground(command, who).output().unwrap()
}

/// The command with nothing of the user's around it.
pub(crate) fn of_ground(mut command: Command, who: &str) -> Command {
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", who)
        .env("GIT_AUTHOR_EMAIL", "invented@example.org")
        .env("GIT_COMMITTER_NAME", who)
        .env("GIT_COMMITTER_EMAIL", "invented@example.org")
        .env("GIT_EDITOR", "true")
        .env("PATH", path_with_permea());
    command
}

impl Ground {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A copy of a shared repository that holds the demo's map, with git set up for maps.
    pub(crate) fn first(&self) -> Copy {
        let shared = self.folder.path().join("shared.git");
        fs::create_dir(&shared).unwrap();
        let copy = Copy { folder: self.folder.path().join("first"), who: "Sam".to_owned() };
        fs::create_dir(&copy.folder).unwrap();
        copy.git(&["init", "-q", "--bare", "-b", "main", shared.to_str().unwrap()]);
        copy.git(&["init", "-q", "-b", "main"]);
        copy.git(&["remote", "add", "origin", shared.to_str().unwrap()]);
        fs::write(copy.map(), include_str!("../../assets/demo.permea.ron")).unwrap();
        assert_eq!(copy.permea(&["git-setup"]).code, 0);
        copy.commit("The demo");
        copy.git(&["push", "-q", "-u", "origin", "main"]);
        copy
    }

    /// A folder that everybody sees.
    pub(crate) fn shared(&self) -> String {
        let shared = self.folder.path().join("shared");
        fs::create_dir_all(&shared).unwrap();
        shared.to_str().unwrap().to_owned()
    }

    /// The folder of somebody, with nothing in it.
    pub(crate) fn desk(&self, who: &str) -> Copy {
        let copy = Copy { folder: self.folder.path().join(who), who: who.to_owned() };
        fs::create_dir(&copy.folder).unwrap();
        copy
    }

    /// Two people who share a small map through a folder, and never told git anything.
    pub(crate) fn pair(&self) -> (Copy, Copy) {
        let (sam, priya) = (self.desk("Sam"), self.desk("Priya"));
        fs::write(sam.map(), SMALL).unwrap();
        sam.does(&["sync", MAP, "--with", &self.shared()]);
        priya.does(&["sync", MAP, "--with", &self.shared()]);
        (sam, priya)
    }

    /// Another copy, of somebody who has set nothing up.
    pub(crate) fn clone(&self, who: &str) -> Copy {
        let copy = Copy { folder: self.folder.path().join(who), who: who.to_owned() };
        fs::create_dir(&copy.folder).unwrap();
        let shared = self.folder.path().join("shared.git");
        copy.git(&["clone", "-q", shared.to_str().unwrap(), "."]);
        copy
    }
}

impl Copy {
    pub(crate) fn map(&self) -> PathBuf {
        self.folder.join(MAP)
    }

    /// Runs git, whatever it answers.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(&self.folder).args(arguments);
        in_ground(command, &self.who)
    }

    /// Runs git, which must succeed.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn permea(&self, arguments: &[&str]) -> Answer {
        self.permea_with(arguments, &[])
    }

    /// Permea, not yet started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_permea"));
        command.current_dir(&self.folder).env("PERMEA_HOME", self.folder.join(".home")).args(arguments).stdin(Stdio::null());
        of_ground(command, &self.who)
    }

    /// Runs permea with these in its environment; an empty one is taken out.
    pub(crate) fn permea_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Answer {
        let mut command = self.command(arguments);
        for (name, value) in variables {
            if value.is_empty() {
                command.env_remove(name);
            } else {
                command.env(name, value);
            }
        }
        let output = command.output().unwrap();
        Answer {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn does(&self, arguments: &[&str]) {
        let answer = self.permea(arguments);
        assert_eq!(answer.code, 0, "{arguments:?}: {}", answer.err);
    }

    pub(crate) fn commit(&self, title: &str) {
        self.git(&["add", "-A", "--", MAP, ".gitattributes"]);
        self.git(&["commit", "-q", "-m", title]);
    }

    pub(crate) fn rate(&self, member: &str, stage: &str) {
        self.does(&["rate", MAP, member, "--stage", stage, "--by", &self.who]);
        self.commit("Rate");
    }

    pub(crate) fn rename(&self, member: &str, name: &str) {
        self.does(&["edit", MAP, member, &format!("name={name}")]);
        self.commit("Rename");
    }

    pub(crate) fn network(&self) -> Network {
        store::open(&self.map()).unwrap().network
    }

    pub(crate) fn name_of(&self, member: &str) -> String {
        self.network().member(member).unwrap().name.to_string()
    }

    pub(crate) fn ratings_by(&self, who: &str) -> usize {
        self.network().ratings().iter().filter(|rating| rating.by.as_deref() == Some(who)).count()
    }
}

/// Two schools of the demo, by id.
pub(crate) fn schools(copy: &Copy) -> (String, String) {
    let network = copy.network();
    let mut schools =
        network.members().iter().filter(|member| member.kind == permea::model::Kind::School).map(|member| member.id.to_string());
    (schools.next().unwrap(), schools.next().unwrap())
}
