//! Changing the map: which record a command is about, and the question before something goes.

use super::{
    App, Effect, Notice, Screen,
    command::ChangeCommand,
    member::About,
    overlay::Overlay,
    question::{Answer, Question},
    signing::Signing,
};
use crate::{
    model::{Change, Record, RecordKind, Step},
    report::words,
};

impl App {
    pub(super) fn change_act(&mut self, command: ChangeCommand) -> Vec<Effect> {
        self.on_a_map(|app| match command {
            ChangeCommand::Rate => app.rate(),
            ChangeCommand::Remark => app.sign(Signing::Remark),
            ChangeCommand::Edit => app.edit_in_front(),
            ChangeCommand::Remove => app.ask_to_remove(),
            ChangeCommand::AddMember => app.add_member(),
            ChangeCommand::AddTie => app.add_tie(),
            ChangeCommand::Response => app.add_response(),
            ChangeCommand::Note => app.add_note(),
            ChangeCommand::Capacity => app.add_capacity(),
            ChangeCommand::Support => app.add_support(),
            ChangeCommand::National => app.add_national(),
        })
    }

    /// Opens the form of what the cursor stands on; the member unless it is something more particular.
    fn edit_in_front(&mut self) -> Vec<Effect> {
        let record = self.record_in_front();
        if let Some(Record::Tie(tie)) = record {
            return self.edit_tie(*tie);
        }
        if let Some(record @ Record::Response(_)) = &record {
            return self.edit_response(record);
        }
        if let Some(Record::Rating(_)) = record {
            self.tell(Notice::problem("A rating is never overwritten. Withdraw it and make it anew."));
            return Vec::new();
        }
        self.selected_member().map_or_else(Vec::new, |member| self.edit_member(member))
    }

    /// The tie, response or rating under the cursor of the member's page.
    fn record_in_front(&self) -> Option<Record> {
        let document = self.document.as_ref().filter(|_| self.screen == Screen::Member)?;
        match self.page_about()? {
            About::Tie(id) => document.network.record(RecordKind::Tie, &id),
            About::Response(id) => document.network.record(RecordKind::Response, &id),
            About::Rating(id) => document.network.record(RecordKind::Rating, &id),
            About::Capacity => document.network.record(RecordKind::Capacity, self.selection.member.as_ref()?),
            About::Nothing
            | About::Finding(_)
            | About::Standing
            | About::Ties
            | About::Findings
            | About::Visit(_)
            | About::Membership(_)
            | About::Family
            | About::Figure(_)
            | About::Field(_)
            | About::Context
            | About::Own(_) => None,
        }
    }

    fn ask_to_remove(&mut self) -> Vec<Effect> {
        let question = match self.record_in_front() {
            Some(Record::Rating(_)) => {
                self.tell(Notice::problem("A rating is never removed. Withdraw it: it stays readable and no longer counts."));
                return Vec::new();
            }
            Some(record) => Question::about_removing(&format!("{} is removed.", words::capitalised(&self.spoken_of(&record)))),
            None => {
                let Some(member) = self.selected_member() else { return Vec::new() };
                Question::about_removing(&format!("{} is removed{}.", member.name, self.with_what_speaks_of(&member.id)))
            }
        };
        self.lay(Overlay::Question(question))
    }

    /// "the tie of Ash High to Birch Primary": the record as people would call it.
    fn spoken_of(&self, record: &Record) -> String {
        if let Record::Tie(tie) = record {
            return format!("the tie of {} to {}", self.name_of(&tie.from), self.name_of(&tie.to));
        }
        if let Record::Response(response) = record {
            return format!("the answer of {} to evidence shared on {}", self.name_of(&response.member), response.shared_on);
        }
        format!("the {}", record.kind().word())
    }

    /// ` with 3 ties and 2 ratings`, or nothing.
    fn with_what_speaks_of(&self, member: &str) -> String {
        let about = self.document.as_ref().map(|document| document.network.records_about(member)).unwrap_or_default();
        let counted = words::records_counted(about.iter().filter(|record| record.kind() != RecordKind::Member));
        match counted.as_slice() {
            [] => String::new(),
            [only] => format!(" with {only}"),
            [first @ .., last] => format!(" with {} and {last}", first.join(", ")),
        }
    }

    /// The question was answered with yes: what it was about goes, with everything that speaks of it, in one step.
    pub(super) fn remove(&mut self) -> Vec<Effect> {
        let step = if let Some(record) = self.record_in_front() {
            Step::new(format!("Remove {}", self.spoken_of(&record)), vec![Change::remove(record)])
        } else {
            let Some(member) = self.selected_member() else { return Vec::new() };
            let about = self.document.as_ref().map(|document| document.network.records_about(&member.id)).unwrap_or_default();
            Step::new(format!("Remove {}", member.name), about.into_iter().map(Change::remove).collect())
        };
        self.take(step)
    }

    /// Answers about records and forms.
    pub(super) fn answered_about_records(&mut self, answer: Answer) -> Vec<Effect> {
        let behind = self.behind.take();
        match answer {
            Answer::Remove => self.remove(),
            Answer::KeepTyping => {
                self.overlay = behind;
                Vec::new()
            }
            Answer::ThrowAway
            | Answer::Keep
            | Answer::SaveFirst
            | Answer::DoNotSave
            | Answer::Stay
            | Answer::TakeIn
            | Answer::LookAt
            | Answer::KeepForLater
            | Answer::Version(_)
            | Answer::BringBack
            | Answer::SaveNotes
            | Answer::LeaveIt
            | Answer::Quit
            | Answer::Join(_) => Vec::new(),
        }
    }
}
