//! What a person puts their name to, and asking for the name the first time.

use super::{
    App, Effect, Notice, Screen,
    overlay::Overlay,
    prompt::{Prompt, Purpose},
};
use crate::{
    finding::Pattern,
    model::{MemberId, clean},
};

/// What is signed with the rater's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// A rating.
    Rate,
    /// A word on a finding.
    Remark,
    /// Taking a rating back.
    Withdraw,
}

impl App {
    /// Goes on to what is signed; the name is asked for if it is not known yet.
    pub(super) fn sign(&mut self, signing: Signing) -> Vec<Effect> {
        if self.setup.remembered.rater.is_none() {
            return self.lay(Overlay::Prompt(Prompt::new(Purpose::Rater(signing), "")));
        }
        match signing {
            Signing::Rate => self.lay_card(),
            Signing::Remark => self.remark(),
            Signing::Withdraw => self.lay(Overlay::Prompt(Prompt::new(Purpose::Withdraw, ""))),
        }
    }

    /// The name was given: it is remembered and what it is for goes on.
    pub(super) fn signed_as(&mut self, name: &str, signing: Signing) -> Vec<Effect> {
        self.setup.remembered.rater = Some(clean(name));
        let mut effects = vec![Effect::Remember(self.setup.remembered.clone())];
        effects.extend(self.sign(signing));
        effects
    }

    fn remark(&mut self) -> Vec<Effect> {
        if let Some((member, pattern)) = self.finding_in_front() {
            return self.add_remark(&member, pattern);
        }
        self.tell(Notice::problem("Put the cursor on a finding first: in the list of who needs attention, or on a member's page."));
        Vec::new()
    }

    /// The finding the cursor stands on, wherever findings are listed.
    pub(super) fn finding_in_front(&self) -> Option<(MemberId, Pattern)> {
        match self.screen {
            Screen::Triage => self.triage_finding().map(|finding| (finding.member.clone(), finding.pattern)),
            Screen::Member => self.page_finding(),
            Screen::Start | Screen::Map | Screen::Table | Screen::Grid | Screen::Metrics | Screen::Family => None,
        }
    }
}
