//! Who else has the map open, as their presence files say. It forbids nothing.

use super::{App, Notice, read_only::ReadOnly};

/// Another session that has the map open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    pub name: String,
    pub computer: String,
    /// How many minutes ago it was seen last, if that is long ago.
    pub minutes_ago: Option<u64>,
}

impl Other {
    /// `Priya (laptop-7) has it open too`.
    fn words(&self) -> String {
        let who = match (self.name.is_empty(), self.computer.is_empty()) {
            (false, false) => format!("{} ({})", self.name, self.computer),
            (false, true) => self.name.clone(),
            (true, false) => self.computer.clone(),
            (true, true) => "Somebody".to_owned(),
        };
        let seen = self.minutes_ago.map(|minutes| match minutes {
            0..120 => format!(" (last seen {minutes} min ago)"),
            120..2880 => format!(" (last seen {} hours ago)", minutes / 60),
            _ => format!(" (last seen {} days ago)", minutes / 1440),
        });
        format!("{who} has it open too{}", seen.unwrap_or_default())
    }
}

impl App {
    /// These have the map open besides; who was not there before is told.
    pub(super) fn meets(&mut self, others: Vec<Other>) {
        let known = |other: &Other| self.company.iter().any(|known| (&known.name, &known.computer) == (&other.name, &other.computer));
        let new: Vec<String> = others.iter().filter(|other| !known(other)).map(Other::words).collect();
        self.company = others;
        if let (Some(first), None) = (new.first(), &self.notice) {
            let more = new.len() - 1;
            let more = if more == 0 { String::new() } else { format!(", and {more} more") };
            self.tell(Notice::done(format!("{first}{more}. What they save is joined with yours.")));
        }
    }

    /// What the header says of them; empty if nobody is there.
    pub fn company_words(&self) -> String {
        let present: Vec<&Other> = self.company.iter().filter(|other| other.minutes_ago.is_none()).collect();
        match (present.as_slice(), self.company.as_slice()) {
            ([], []) => String::new(),
            ([], [stale, ..]) => format!("  {}", stale.words()),
            ([one], _) => format!("  {}", one.words()),
            ([one, ..], _) => format!("  {} and {} more have it open too", one.name, present.len() - 1),
        }
    }

    /// Changes the map here though another window has it: every save joins what the other one saved.
    pub(super) fn change_here(&mut self) {
        let deeds = self.deeds;
        let Some(document) = &mut self.document else { return };
        if document.read_only != Some(ReadOnly::OtherWindow) {
            self.tell(Notice::done("No other window forbids changing the map here."));
            return;
        }
        document.unlock(deeds);
        self.tell(Notice::done("The map can be changed here too. What the other window saves is joined with yours."));
    }
}
