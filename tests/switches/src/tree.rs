//! The copy of the program in which the mutants live, and the compiler's word about them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::{
    listed::Listed,
    sites::{Found, find},
    switched::{Text, mutant_at, switch},
};

/// A copy of the program.
pub struct Tree {
    folder: PathBuf,
    /// The files that hold mutants, as they were.
    files: BTreeMap<String, (String, Found)>,
    /// What does not compile.
    pub unviable: BTreeSet<usize>,
}

/// A built test binary and the name of what it tests.
#[derive(Clone, Debug)]
pub struct Binary {
    pub name: String,
    pub path: PathBuf,
}

impl Tree {
    pub fn new(folder: &Path, mutants: &[Listed]) -> Self {
        let mut files = BTreeMap::new();
        for listed in mutants {
            if !files.contains_key(&listed.file) {
                let text = fs::read_to_string(folder.join(&listed.file)).expect("the list is of this tree");
                let of_file: Vec<(usize, &Listed)> =
                    mutants.iter().enumerate().filter(|(_, other)| other.file == listed.file).map(|(at, other)| (at + 1, other)).collect();
                let found = find(&text, &of_file);
                files.insert(listed.file.clone(), (text, found));
            }
        }
        let unviable = files.values().flat_map(|(_, found)| found.unviable.iter().copied()).collect();
        let lib = folder.join("src/lib.rs");
        let text = fs::read_to_string(&lib).expect("a library");
        fs::write(lib, text + "\npub(crate) mod mutant;\n").expect("a folder to write in");
        Self { folder: folder.to_owned(), files, unviable }
    }

    /// Mutants of functions for other systems, which are not compiled here.
    pub fn elsewhere(&self) -> BTreeSet<usize> {
        self.files.values().flat_map(|(_, found)| found.elsewhere.iter().copied()).collect()
    }

    /// Mutants of what the compiler works out, which are built one by one.
    pub fn constant(&self) -> BTreeSet<usize> {
        let sites = self.files.values().flat_map(|(_, found)| &found.sites).filter(|site| site.is_constant);
        sites.flat_map(|site| site.mutants.iter().map(|(id, _)| *id)).collect()
    }

    /// Every mutant that has a switch, or needs none because it is known not to compile.
    pub fn known(&self) -> BTreeSet<usize> {
        let switched = self.files.values().flat_map(|(_, found)| &found.sites).flat_map(|site| site.mutants.iter().map(|(id, _)| *id));
        switched.chain(self.elsewhere()).chain(self.unviable.iter().copied()).collect()
    }

    /// Writes the switches, and drops what does not compile until the rest does.
    pub fn write(&mut self) {
        for _ in 0..40 {
            for (name, (text, found)) in &self.files {
                fs::write(self.folder.join(name), Text::new(text, &found.sites, &self.unviable).switched()).expect("a folder to write in");
            }
            self.build_in(0);
            let refused = self.refused();
            if refused.is_empty() {
                return;
            }
            eprintln!("  {} do not compile: {refused:?}", refused.len());
            self.unviable.extend(refused);
        }
        panic!("the tree does not come to compile");
    }

    /// Wakes a constant's mutant in the next build.
    pub fn build_in(&self, id: usize) {
        fs::write(self.folder.join("src/mutant.rs"), switch(id)).expect("a folder to write in");
    }

    fn cargo(&self, words: &[&str]) -> (bool, Vec<Value>) {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.folder).args(words).arg("--message-format=json");
        let answer = cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").stderr(Stdio::null()).output().expect("cargo runs");
        let lines = String::from_utf8_lossy(&answer.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        (answer.status.success(), lines)
    }

    fn refused(&self) -> BTreeSet<usize> {
        let (is_built, lines) = self.cargo(&["check", "--lib"]);
        let mut refused = BTreeSet::new();
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for line in lines.iter().filter(|line| line["message"]["level"] == "error") {
            let spans = line["message"]["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true);
            let mutants: Vec<usize> = spans
                .filter_map(|span| {
                    let (name, byte) = (span["file_name"].as_str()?.to_owned(), span["byte_start"].as_u64()? as usize);
                    let text = texts.entry(name.clone()).or_insert_with(|| fs::read_to_string(self.folder.join(&name)).unwrap_or_default());
                    mutant_at(text, byte)
                })
                .collect();
            let is_summary = line["message"]["spans"].as_array().is_none_or(Vec::is_empty);
            assert!(is_summary || !mutants.is_empty(), "an error outside of all mutants: {}", line["message"]["rendered"]);
            refused.extend(mutants);
        }
        assert!(is_built || !refused.is_empty(), "cargo check failed in {}", self.folder.display());
        refused
    }

    /// Builds the program and its tests.
    pub fn tests(&self) -> Vec<Binary> {
        let (is_built, lines) = self.cargo(&["test", "--lib", "--test", "it", "--no-run"]);
        assert!(is_built, "the tests do not build in {}", self.folder.display());
        let binary = |line: &Value| {
            let is_test = line["profile"]["test"] == true;
            let path = line["executable"].as_str().filter(|_| is_test)?;
            Some(Binary { name: line["target"]["name"].as_str()?.to_owned(), path: path.into() })
        };
        lines.iter().filter_map(binary).collect()
    }
}
