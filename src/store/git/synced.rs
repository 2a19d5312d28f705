//! What a sync did, and how it is said.

use ecow::EcoString;

use crate::{
    model::{Id, Network, RecordKind, Step},
    report::{changes_counted, changes_of, conflict_title, words::counted},
};

/// How the map stood to the shared place before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was shared already.
    Shared,
    /// It was put there for the first time, or was joined with what stood there.
    First,
    /// It was there and not here.
    Fetched,
}

/// What a sync did.
#[derive(Clone, Debug, PartialEq)]
pub struct Synced {
    /// The map as its file holds it now.
    pub network: Network,
    pub standing: Standing,
    /// What was not here before.
    pub came: Step,
    /// Who sent it, by name.
    pub from: Vec<EcoString>,
    /// What the others did not have.
    pub sent: Step,
    /// What they still do not have.
    pub waiting: Step,
    /// Why the shared place could not be reached, if it could not.
    pub unreachable: Option<String>,
    /// Conflicts that nobody knew of before.
    pub fresh: Vec<Id>,
    /// The shared place, for sentences.
    pub place: String,
}

impl Synced {
    /// What went, what came and what waits, in a sentence or two; conflicts are for whoever says where they are settled.
    pub fn sentence(&self) -> String {
        let mut said = Vec::new();
        if self.standing == Standing::Fetched && self.unreachable.is_none() {
            return format!("The map is here now, from {}: {}.", self.place, whole(&self.network));
        }
        if self.standing == Standing::First && self.came.is_empty() && self.unreachable.is_none() {
            return format!("The map is shared now, at {}: {}.", self.place, whole(&self.network));
        }
        if !self.sent.is_empty() {
            said.push(format!("Sent {}: {}.", counted(changes_of(&self.sent), "change", "changes"), changes_counted(&self.sent)));
        }
        if !self.came.is_empty() {
            let from = if self.from.is_empty() { String::new() } else { format!(" from {}", self.from.join(", ")) };
            said.push(format!("Came{from}: {}.", self.came_in_words()));
        }
        if let Some(why) = &self.unreachable {
            let waiting = match changes_of(&self.waiting) {
                0 => "Nothing waits to go out".to_owned(),
                count => format!("{} to go out with the next sync", counted(count, "change waits", "changes wait")),
            };
            said.push(format!("{waiting}: the shared place cannot be reached ({why})."));
        }
        if said.is_empty() {
            return "Nothing new: everybody who has synced has the same map.".to_owned();
        }
        said.join(" ")
    }

    /// How others get a map that was just shared; none if it was shared before.
    pub fn invitation(&self, file: &str) -> Option<String> {
        let is_first = self.standing == Standing::First && self.unreachable.is_none();
        is_first.then(|| format!("Others get it with: permea sync {file} --with {}", self.place))
    }

    /// What clashes and did not before, if anything: `Clashes: Ash High · name.` At most so many are named.
    pub fn clashes(&self, most: usize) -> Option<String> {
        let conflicts = self.fresh.iter().filter_map(|id| self.network.conflicts().get(id.as_str()));
        let mut titles: Vec<String> = conflicts.map(|conflict| conflict_title(&self.network, conflict)).collect();
        let more = titles.len().saturating_sub(most);
        titles.truncate(most);
        if more > 0 {
            titles.push(format!("{more} more"));
        }
        (!titles.is_empty()).then(|| format!("Clashes: {}. The map shows one version and keeps both.", titles.join("; ")))
    }

    /// How many conflicts the map holds, and where they are settled; none if it holds none.
    pub fn to_settle(&self, map: &str) -> Option<String> {
        let count = self.network.conflicts().len();
        (count > 0).then(|| format!("{} to settle: permea conflicts {map}", counted(count, "conflict", "conflicts")))
    }

    fn came_in_words(&self) -> String {
        let counted = changes_counted(&self.came);
        if counted.is_empty() { "conflicts alone".to_owned() } else { counted }
    }
}

/// `45 members, 61 ties, 37 ratings`.
fn whole(network: &Network) -> String {
    let kinds = [RecordKind::Member, RecordKind::Tie, RecordKind::Rating];
    let counts = kinds.map(|kind| counted(network.count(kind), kind.word(), kind.section()));
    counts.join(", ")
}
