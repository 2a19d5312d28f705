//! The focus: who is so many ties away from one member, against the ties, along them or either way.

use super::{FAR, NAMED, PLAIN, SELF, Spotlight};
use crate::map::{picture::Ink, roster::Roster};

/// Which way ties are followed from a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    #[default]
    Both,
    /// From whom it learns.
    In,
    /// With whom it shares.
    Out,
}

impl Way {
    /// The next way, and around.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Both => Self::In,
            Self::In => Self::Out,
            Self::Out => Self::Both,
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Both => "both ways",
            Self::In => "learns from",
            Self::Out => "shares with",
        }
    }
}

/// Who is within so many ties of a member. Cost: O(steps · ties).
pub(super) fn light(roster: &Roster, from: usize, way: Way, steps: u8) -> Spotlight {
    let mut away = vec![u8::MAX; roster.members.len()];
    if let Some(own) = away.get_mut(from) {
        *own = 0;
    }
    let ways = |at: usize| {
        let tie = roster.ties.get(at);
        let along = tie.map(|tie| (tie.from, tie.to)).filter(|_| way != Way::In);
        let against = tie.map(|tie| (tie.to, tie.from)).filter(|_| way != Way::Out);
        // A mutual tie goes both ways whichever is asked for.
        let back = tie
            .filter(|tie| tie.is_mutual && way != Way::Both)
            .map(|tie| if way == Way::In { (tie.from, tie.to) } else { (tie.to, tie.from) });
        [along, against, back].into_iter().flatten()
    };
    for reached in 1..=steps.saturating_add(1) {
        for at in 0..roster.ties.len() {
            for (near, far) in ways(at) {
                if away.get(near) == Some(&(reached - 1))
                    && let Some(steps) = away.get_mut(far)
                {
                    *steps = (*steps).min(reached);
                }
            }
        }
    }
    let nearness = |away: &u8| match *away {
        0 => SELF,
        away if away <= steps => NAMED,
        away if away <= steps.saturating_add(1) && way == Way::Both => PLAIN,
        _ => FAR,
    };
    let mut spotlight = Spotlight { nearness: away.iter().map(nearness).collect(), ..Spotlight::default() };
    for (at, tie) in roster.ties.iter().enumerate() {
        let lit =
            ways(at).any(|(near, far)| away.get(near).is_some_and(|near| *near < steps) && away.get(far).is_some_and(|far| *far <= steps));
        if !lit {
            continue;
        }
        // Seen from the member, what comes nearer is learnt and what goes away is shared.
        let (source, target) = (away.get(tie.from).copied().unwrap_or(u8::MAX), away.get(tie.to).copied().unwrap_or(u8::MAX));
        let inks = match (tie.is_mutual, source <= target) {
            (false, true) => [Ink::SharesWith; 2],
            (false, false) => [Ink::LearnsFrom; 2],
            (true, true) => [Ink::LearnsFrom, Ink::SharesWith],
            (true, false) => [Ink::SharesWith, Ink::LearnsFrom],
        };
        spotlight.ties.insert(at, inks);
    }
    spotlight
}
