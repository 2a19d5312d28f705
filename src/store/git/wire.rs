//! The way to the shared place: fetching from it and sending to it.

use std::time::Duration;

use super::{
    GitError, Trouble,
    call::Call,
    ground::{Ground, Remote},
    lock,
    patience::{self, Waited},
    shared_place::{in_words, is_path},
};

/// What git runs at the other end of a path. Whoever shares a folder can put programs into its repository, and they would
/// run on this computer; and a repository of somebody else is what a shared folder is for.
const AT_A_PATH: &str = "git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=: -c core.fsync=committed -c receive.autogc=false -c 'safe.directory=*'";

/// Settings of the way: nothing but the usual ones, and not for ever.
const ON_THE_WAY: [&str; 6] = ["-c", "protocol.ext.allow=never", "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=30"];

/// What came of fetching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fetched {
    /// The place's newest commit.
    At(String),
    /// The place holds nothing yet.
    Nothing,
    Trouble(Trouble),
}

/// A way to a shared place from a repository.
#[derive(Clone, Copy)]
pub(super) struct Wire<'a> {
    pub(super) ground: &'a Ground,
    pub(super) remote: &'a Remote,
    pub(super) patience: Duration,
}

impl Wire<'_> {
    /// Fetches what the place holds.
    pub(super) fn fetch(self, further: &[&str]) -> Result<Fetched, GitError> {
        let spec = format!("+refs/heads/{}:{}", self.remote.branch, self.remote.reference());
        let mut arguments = vec!["fetch", "--progress", "--no-tags", "--no-recurse-submodules", "--no-auto-gc"];
        arguments.extend(further);
        let program = format!("--upload-pack={AT_A_PATH} upload-pack");
        if is_path(&self.remote.url) {
            arguments.push(&program);
        }
        arguments.extend(["--", &self.remote.name, &spec]);
        match self.run(&arguments)? {
            Err(trouble) => Ok(Fetched::Trouble(trouble)),
            Ok(stderr) if stderr.is_none() => {
                let commit = self.ground.commit(&self.remote.reference())?;
                Ok(commit.map_or(Fetched::Nothing, Fetched::At))
            }
            Ok(stderr) => {
                let stderr = stderr.unwrap_or_default();
                if String::from_utf8_lossy(&stderr).contains("couldn't find remote ref") {
                    return Ok(Fetched::Nothing);
                }
                Ok(Fetched::Trouble(self.trouble(&stderr)))
            }
        }
    }

    /// Sends a commit, as what the place's branch is from now on; refused if that would take anything away.
    pub(super) fn push(self, commit: &str) -> Result<Result<(), Trouble>, GitError> {
        let spec = format!("{commit}:refs/heads/{}", self.remote.branch);
        let mut arguments = vec!["push", "--progress", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];
        let program = format!("--receive-pack={AT_A_PATH} receive-pack");
        if is_path(&self.remote.url) {
            arguments.push(&program);
        }
        arguments.extend(["--", &self.remote.name, &spec]);
        match self.run(&arguments)? {
            Err(trouble) => Ok(Err(trouble)),
            Ok(None) => {
                let _known = self.ground.call().run(&["update-ref", &self.remote.reference(), commit])?;
                Ok(Ok(()))
            }
            Ok(Some(stderr)) => Ok(Err(self.trouble(&stderr))),
        }
    }

    /// Runs git with patience: what it complains of if it fails, or the trouble of hearing nothing.
    fn run(self, arguments: &[&str]) -> Result<Result<Option<Vec<u8>>, Trouble>, GitError> {
        let all: Vec<&str> = ON_THE_WAY.iter().chain(arguments).copied().collect();
        let mut command = self.ground.call().command(&all)?;
        command.env("GIT_SSH_COMMAND", ssh(self.ground.settings.get("core.sshcommand")));
        match patience::run(command, self.patience)? {
            Waited::Silent => {
                let seconds = self.patience.as_secs();
                Ok(Err(Trouble::Unreachable { why: format!("nothing was heard from it for {seconds} seconds") }))
            }
            Waited::Ended(output) if output.status.success() => Ok(Ok(None)),
            Waited::Ended(output) => Ok(Ok(Some(output.stderr))),
        }
    }

    fn trouble(self, stderr: &[u8]) -> Trouble {
        if is_path(&self.remote.url) {
            let path = self.remote.url.strip_prefix("file://").unwrap_or(&self.remote.url);
            if !std::path::Path::new(path).exists() {
                return Trouble::Unreachable {
                    why: format!("the folder {} is not there: is the stick in, or the share connected?", in_words(path)),
                };
            }
            if lock::was_left(stderr, lock::LEFT_THERE) {
                return Trouble::Quicker;
            }
        }
        Trouble::of(stderr, &in_words(&self.remote.url))
    }
}

/// The branch a shared place is about, and whether it holds anything: asked before there is a repository here.
pub(super) fn branch_there(call: Call<'_>, url: &str, patience: Duration) -> Result<Result<Option<String>, Trouble>, GitError> {
    let program = format!("--upload-pack={AT_A_PATH} upload-pack");
    let mut arguments: Vec<&str> = ON_THE_WAY.to_vec();
    arguments.extend(["ls-remote", "--symref"]);
    if is_path(url) {
        arguments.push(&program);
    }
    arguments.extend(["--", url, "HEAD", "refs/heads/*"]);
    let mut command = call.command(&arguments)?;
    command.env("GIT_SSH_COMMAND", ssh(None));
    let output = match patience::run(command, patience)? {
        Waited::Silent => return Ok(Err(Trouble::Unreachable { why: "nothing was heard from it".to_owned() })),
        Waited::Ended(output) => output,
    };
    if !output.status.success() {
        return Ok(Err(Trouble::of(&output.stderr, &in_words(url))));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pointed = text.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.strip_suffix("\tHEAD"));
    let branches: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once("\trefs/heads/")?.1)).collect();
    let found = pointed.filter(|name| branches.contains(name)).or_else(|| branches.iter().find(|name| **name == "main").copied());
    Ok(Ok(found.or_else(|| branches.first().copied()).map(str::to_owned)))
}

/// How git calls ssh: as it is set, and so that it asks nothing and gives up in time.
fn ssh(set: Option<&str>) -> String {
    let own = std::env::var("GIT_SSH_COMMAND").ok().filter(|command| !command.is_empty());
    let program = own.or_else(|| set.map(str::to_owned)).unwrap_or_else(|| "ssh".to_owned());
    if program.to_lowercase().contains("plink") {
        return format!("{program} -batch");
    }
    format!("{program} -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=10")
}
