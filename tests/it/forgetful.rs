//! A disk that forgets, for controls: a campaign that does not notice it proves nothing.

use std::{path::Path, process::Command};

use tempfile::TempDir;

/// What is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forgets {
    Nothing,
    /// What was synced.
    Syncs,
    /// What was written to a journal.
    Journals,
    /// Half of what it is given at once, and says so.
    Halves,
    /// Nothing, but it takes three seconds to sync.
    Time,
}

impl Forgets {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Syncs => "control: nothing synced",
            Self::Journals => "control: no journal",
            Self::Halves => "half of each write",
            Self::Time => "slow",
        }
    }
}

/// The library that forgets, built for one test.
pub(crate) struct Library {
    folder: TempDir,
}

impl Library {
    /// None where there is no C compiler for Linux.
    pub(crate) fn built(forgets: Forgets) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/forgetful.c");
        let define = match forgets {
            Forgets::Nothing => return Some(Self { folder }),
            Forgets::Syncs => "-DSYNCS_NOTHING",
            Forgets::Journals => "-DKEEPS_NO_JOURNAL",
            Forgets::Halves => "-DWRITES_HALVES",
            Forgets::Time => "-DSYNCS_SLOWLY",
        };
        let mut command = Command::new("cc");
        command.args(["-shared", "-fPIC", "-O1", define, "-o"]).arg(folder.path().join("forgetful.so")).arg(source);
        let built = cfg!(target_os = "linux") && command.status().is_ok_and(|status| status.success());
        if !built {
            println!("skipped: there is no C compiler for Linux here");
        }
        built.then_some(Self { folder })
    }

    /// The variable that loads it; empty if nothing is forgotten.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let path = self.folder.path().join("forgetful.so");
        if path.exists() { vec![("LD_PRELOAD".to_owned(), path.to_string_lossy().into_owned())] } else { Vec::new() }
    }
}
