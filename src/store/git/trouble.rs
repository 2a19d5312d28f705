//! What goes wrong on the way to a shared place, read from git's complaints and said in words.

use super::call::complaint;

/// Why nothing could be fetched from a shared place, or sent to it. What was done here is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It is tried again next time, and somebody who is offline need not be troubled.
    #[error("The shared place cannot be reached ({why})")]
    Unreachable { why: String },
    /// Somebody else sent something in the same moment.
    #[error("Others send at the same time")]
    Quicker,
    #[error(
        "The shared place does not let you in, and permea asks for no passwords. For https, install the Git Credential Manager and run `git ls-remote {place}` once in a terminal; for ssh, load your key with ssh-add; or keep the map together in a folder that all of you see"
    )]
    Password { place: String },
    #[error(
        "This computer does not know the server behind {place} yet. Run `git ls-remote {place}` once in a terminal and compare the fingerprint it shows with the one your server's people give you"
    )]
    HostKey { place: String },
    #[error(
        "At {place} there is no shared place, or it is hidden from you. Look whether the address is right, and whether you were invited"
    )]
    NotFound { place: String },
    #[error("You may read {place} but not change it. Ask whoever looks after it for the right to write")]
    NotAllowed { place: String },
    #[error("The disk is full. Make room and sync again")]
    DiskFull,
    #[error("The shared place refused it ({why})")]
    Rejected { why: String },
    #[error("The shared place is damaged, or has not arrived here whole yet ({why}). If it is in a synced folder, wait until that is done")]
    Damaged { why: String },
    #[error("Git could not do it ({why})")]
    Other { why: String },
}

/// Words of git and of what it calls, and what they mean.
const UNREACHABLE: [(&str, &str); 17] = [
    ("Could not resolve host", "there is no way to the network"),
    ("Temporary failure in name resolution", "there is no way to the network"),
    ("Name or service not known", "there is no way to the network"),
    ("Network is unreachable", "there is no way to the network"),
    ("No route to host", "the server cannot be reached"),
    ("Connection refused", "the server does not answer"),
    ("Connection timed out", "the server does not answer"),
    ("Operation timed out", "the server does not answer"),
    ("Connection reset", "the connection was cut"),
    ("Connection closed", "the connection was cut"),
    ("Broken pipe", "the connection was cut"),
    ("Failed to connect", "the server does not answer"),
    ("Couldn't connect", "the server does not answer"),
    ("Could not connect", "the server does not answer"),
    ("Operation too slow", "the connection is too slow"),
    ("early EOF", "the connection was cut"),
    ("The requested URL returned error: 5", "the server has trouble of its own"),
];

const PASSWORD: [&str; 7] = [
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Permission denied (",
    "returned error: 401",
    "Too many authentication failures",
];

const NOT_FOUND: [&str; 4] = [
    "does not appear to be a git repository",
    "epository not found",
    "returned error: 404",
    "could not be found or you don't have permission",
];

const QUICKER: [&str; 8] = [
    "non-fast-forward",
    "fetch first",
    "cannot lock ref",
    "failed to update ref",
    "incorrect old value",
    "reference already exists",
    "stale info",
    "failed to lock",
];

const NOT_ALLOWED: [&str; 5] =
    ["returned error: 403", "insufficient permission", "Permission denied", "Read-only file system", "unable to create temporary"];

const DAMAGED: [&str; 8] = [
    "bad object",
    "did not send all necessary objects",
    "is corrupt",
    "not our ref",
    "missing blob",
    "missing necessary objects",
    "unable to read tree",
    "unable to parse object",
];

impl Trouble {
    /// What git complained of, sorted by what somebody can do about it.
    pub(super) fn of(stderr: &[u8], place: &str) -> Self {
        let text = String::from_utf8_lossy(stderr);
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let place = place.to_owned();
        if let Some((_, why)) = UNREACHABLE.iter().find(|(word, _)| text.contains(word)) {
            return Self::Unreachable { why: (*why).to_owned() };
        }
        if says(&["Host key verification failed", "REMOTE HOST IDENTIFICATION"]) {
            Self::HostKey { place }
        } else if says(&PASSWORD) {
            Self::Password { place }
        } else if says(&["No space left", "Disk quota exceeded"]) {
            Self::DiskFull
        } else if says(&NOT_FOUND) {
            Self::NotFound { place }
        } else if says(&QUICKER) {
            Self::Quicker
        } else if says(&DAMAGED) {
            Self::Damaged { why: complaint(stderr) }
        } else if says(&NOT_ALLOWED) {
            Self::NotAllowed { place }
        } else if let Some(line) = text.lines().find(|line| line.contains("[remote rejected]")) {
            Self::Rejected { why: reason_in(line) }
        } else {
            Self::Other { why: complaint(stderr) }
        }
    }
}

/// `pre-receive hook declined` of ` ! [remote rejected] main -> main (pre-receive hook declined)`.
fn reason_in(line: &str) -> String {
    let reason = line.rsplit_once('(').map_or(line, |(_, reason)| reason.trim_end_matches(')'));
    crate::store::shown::shown(reason.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(text: &str) -> Trouble {
        Trouble::of(text.as_bytes(), "https://git.example.org/north.git")
    }

    #[test]
    fn complaints_of_git_are_sorted_by_what_can_be_done() {
        let place = || "https://git.example.org/north.git".to_owned();
        let cases = [
            (
                "fatal: unable to access 'https://…': Could not resolve host: git.example.org",
                Trouble::Unreachable { why: "there is no way to the network".into() },
            ),
            (
                "ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.",
                Trouble::Unreachable { why: "the server does not answer".into() },
            ),
            ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", Trouble::Password { place: place() }),
            ("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", Trouble::Password { place: place() }),
            ("Host key verification failed.\nfatal: Could not read from remote repository.", Trouble::HostKey { place: place() }),
            ("remote: Repository not found.\nfatal: repository 'https://…' not found", Trouble::NotFound { place: place() }),
            ("error: RPC failed; HTTP 403\nThe requested URL returned error: 403", Trouble::NotAllowed { place: place() }),
            ("fatal: write error: No space left on device", Trouble::DiskFull),
            (" ! [rejected]  main -> main (fetch first)", Trouble::Quicker),
            (
                " ! [remote rejected] main -> main (protected branch hook declined)",
                Trouble::Rejected { why: "protected branch hook declined".into() },
            ),
            ("fatal: something new", Trouble::Other { why: "something new".into() }),
        ];
        for (text, expected) in cases {
            assert_eq!(trouble(text), expected, "{text}");
        }
    }
}
