//! From which side a stage was rated: by the member itself, by a partner, or by a broker. The sides are kept apart, for leaders
//! rate their own schools higher than others do (domain.md section 8a, R7).

use ecow::EcoString;

use super::{rules::SideRules, standing::Judged};
use crate::model::Stage;

/// Who looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Its own head, governors or staff.
    Own,
    /// Another school or organisation that works with it.
    Partner,
    /// A broker or coordinator of the network.
    Broker,
}

impl Side {
    /// Every side, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Own, Self::Partner, Self::Broker];

    /// Its name in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Partner => "partner",
            Self::Broker => "broker",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Own => "the school itself",
            Self::Partner => "a partner",
            Self::Broker => "a broker",
        }
    }

    /// The side a role speaks for, by the words in it; `None` if it says nothing of that.
    pub fn of(role: &str, rules: &SideRules) -> Option<Self> {
        let role = role.to_lowercase();
        let speaks = |words: &[EcoString]| words.iter().any(|word| role.contains(word.as_str()));
        // A partner's head is a partner, and an adviser who was a head is an adviser.
        if speaks(&rules.partner.value) {
            Some(Self::Partner)
        } else if speaks(&rules.broker.value) {
            Some(Self::Broker)
        } else {
            speaks(&rules.own.value).then_some(Self::Own)
        }
    }
}

/// The newest stage each side rated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BySide {
    own: Option<Judged<Stage>>,
    partner: Option<Judged<Stage>>,
    broker: Option<Judged<Stage>>,
}

impl BySide {
    /// Takes a rating that is newer than those before; one whose role names no side is left out.
    pub(super) fn take(&mut self, judged: Judged<Stage>, rules: &SideRules) {
        match judged.role.as_deref().and_then(|role| Side::of(role, rules)) {
            Some(Side::Own) => self.own = Some(judged),
            Some(Side::Partner) => self.partner = Some(judged),
            Some(Side::Broker) => self.broker = Some(judged),
            None => {}
        }
    }

    /// What a side rated last.
    pub fn of(&self, side: Side) -> Option<&Judged<Stage>> {
        match side {
            Side::Own => self.own.as_ref(),
            Side::Partner => self.partner.as_ref(),
            Side::Broker => self.broker.as_ref(),
        }
    }

    /// The sides that rated, with what they rated last.
    pub fn rated(&self) -> impl Iterator<Item = (Side, &Judged<Stage>)> {
        Side::ALL.into_iter().filter_map(|side| Some((side, self.of(side)?)))
    }

    /// How many stages lie between the highest and the lowest side; `None` where fewer than two have rated.
    pub fn gap(&self) -> Option<u8> {
        let stages: Vec<u8> = self.rated().map(|(_, judged)| judged.value.number()).collect();
        let (lowest, highest) = (stages.iter().min()?, stages.iter().max()?);
        (stages.len() > 1).then(|| highest - lowest)
    }
}
