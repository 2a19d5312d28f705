//! One conflict as a card: what it is about, and every way in which it can be settled, in words.

use ecow::EcoString;

use super::{
    conflict_words::{NOTHING, conflict_title, signature},
    words,
};
use crate::{
    compare::{Take, settle, text_in},
    model::{Clash, Conflict, Network, Record, RecordKind, Version},
};

/// Whose side an offer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
    /// Neither: what stood there before, or what the map shows since somebody changed it again.
    Neither,
    Both,
}

/// One way to settle a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub side: Side,
    /// What it is called on the card, as `yours`.
    pub label: &'static str,
    pub take: Take,
    /// What would stand in the map, a field each; a text may have several lines.
    pub values: Vec<String>,
    /// Who said so and when, as `Sam, 3 May 2026`; empty where that is not known.
    pub signature: String,
    /// Whether the map shows it now.
    pub is_shown: bool,
}

/// A conflict as somebody settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `Ash High · name`.
    pub title: String,
    /// What happened, where the offers do not say so by themselves.
    pub sentence: String,
    /// In the order of the card.
    pub offers: Vec<Offer>,
    /// The field another value can be given for.
    pub field: Option<EcoString>,
}

impl Card {
    /// The card of a conflict, seen by the person of this name.
    pub fn new(network: &Network, conflict: &Conflict, me: Option<&str>) -> Self {
        let title = conflict_title(network, conflict);
        let card = |sentence: String, offers: Vec<Offer>| Self { title: title.clone(), sentence, offers, field: None };
        let Some(record) = network.record(conflict.of, &conflict.record) else {
            let end = Offer::plain(Side::Mine, "end it", Take::Shown, "nothing is left to choose");
            return card("What it is about is no longer in the map.".to_owned(), vec![end]);
        };
        let seen = Seen { network, conflict, record: &record, me };
        match conflict.clash {
            Clash::Fields => {
                let field = conflict.fields.first().filter(|_| conflict.fields.len() == 1).cloned();
                Self { field, ..card(String::new(), seen.versions()) }
            }
            Clash::Removed => {
                card("One removed it while the other changed it, or said something of it. It was kept.".to_owned(), seen.removal())
            }
            Clash::Number => {
                let number = conflict.number.as_ref().map(ToString::to_string).unwrap_or_default();
                card(format!("Both were given the number {number}. Members are never joined because they share one."), seen.number())
            }
            Clash::Twice => card(
                "Two ratings were given one id. Both are kept; withdraw whichever is wrong on the member's page.".to_owned(),
                vec![seen.twice()],
            ),
        }
    }

    /// The first offer of a side.
    pub fn offer_of(&self, side: Side) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.side == side)
    }
}

impl Offer {
    fn plain(side: Side, label: &'static str, take: Take, value: impl Into<String>) -> Self {
        Self { side, label, take, values: vec![value.into()], signature: String::new(), is_shown: side == Side::Mine }
    }
}

/// A conflict, the record it is about, and who looks at it.
struct Seen<'a> {
    network: &'a Network,
    conflict: &'a Conflict,
    record: &'a Record,
    me: Option<&'a str>,
}

impl Seen<'_> {
    fn is_mine(&self, version: &Version) -> bool {
        let (Some(by), Some(me)) = (&version.by, self.me) else { return false };
        words_alike(by, me)
    }

    /// What stood before, every version, what the map shows if that is none of them, and both texts together.
    fn versions(&self) -> Vec<Offer> {
        let conflict = self.conflict;
        let shown: Vec<EcoString> = conflict.fields.iter().map(|field| text_in(self.record, field).into()).collect();
        let shown_at = conflict.versions.iter().position(|version| version.values == shown);
        let signed: Vec<usize> =
            conflict.versions.iter().enumerate().filter(|(_, version)| self.is_mine(version)).map(|(at, _)| at).collect();
        let (mine, [own, other]) = match signed.as_slice() {
            [mine] => (Some(*mine), ["yours", "theirs"]),
            _ if conflict.versions.iter().all(|version| version.by.is_none()) => (shown_at, ["yours", "theirs"]),
            // Somebody else's conflict, or one between two computers of one person.
            _ => (shown_at, ["shown", "other"]),
        };
        let offer = |side, label, take, values: &[EcoString], version: Option<&Version>| Offer {
            side,
            label,
            take,
            values: self.values(values, &shown),
            signature: version.map(signature).unwrap_or_default(),
            is_shown: values == shown.as_slice(),
        };
        let before = (!conflict.before.is_empty()).then(|| offer(Side::Neither, "before", Take::Before, &conflict.before, None));
        let version = |at: usize| {
            let found = conflict.versions.get(at)?;
            let (side, label) = if Some(at) == mine { (Side::Mine, own) } else { (Side::Theirs, other) };
            Some(offer(side, label, Take::Version(at + 1), &found.values, Some(found)))
        };
        let others = (0..conflict.versions.len()).filter(|at| Some(*at) != mine);
        let versions = mine.into_iter().chain(others).filter_map(version);
        let now = shown_at.is_none().then(|| offer(Side::Neither, "now", Take::Shown, &shown, None));
        let both = Offer { is_shown: false, ..Offer::plain(Side::Both, "both", Take::Both, "both texts, yours first") };
        before
            .into_iter()
            .chain(versions)
            .chain(now)
            .chain([both])
            .filter(|offer| settle(self.network, conflict, &offer.take).is_ok())
            .collect()
    }

    /// What fields would hold: of several those alone in which the versions differ.
    fn values(&self, values: &[EcoString], shown: &[EcoString]) -> Vec<String> {
        let conflict = self.conflict;
        let differs = |at: usize| {
            let told = [&conflict.before].into_iter().chain(conflict.versions.iter().map(|version| &version.values));
            told.filter_map(|values| values.get(at)).any(|value| Some(value) != shown.get(at))
        };
        let listed = conflict.fields.iter().zip(values).enumerate().filter(|(at, _)| conflict.fields.len() == 1 || differs(*at));
        listed
            .map(|(_, (field, value))| {
                let value = self.value(field, value);
                if conflict.fields.len() == 1 { value } else { format!("{}: {value}", words::spoken(field)) }
            })
            .collect()
    }

    /// A value as people read it: members by their names.
    fn value(&self, field: &str, value: &str) -> String {
        if value.is_empty() {
            return NOTHING.to_owned();
        }
        let is_member = ["from", "to", "supporter", "supported", "member", "peer"].contains(&field);
        let found = self.network.member(value).filter(|_| is_member && self.conflict.of != RecordKind::NamedView);
        found.map_or_else(|| value.to_owned(), |member| format!("{} ({value})", member.name))
    }

    fn removal(&self) -> Vec<Offer> {
        let of = |word: &str| self.conflict.versions.iter().find(|version| version.values.first().is_some_and(|value| value == word));
        let goes = if self.record.kind() == RecordKind::Member { self.network.records_about(self.record.key()) } else { Vec::new() };
        let along = words::records_counted(goes.iter().filter(|record| record.kind() != RecordKind::Member));
        let along = if along.is_empty() { String::new() } else { format!(", with {}", along.join(", ")) };
        let is_my_removal =
            of("removed").is_some_and(|version| self.is_mine(version)) && !of("changed").is_some_and(|version| self.is_mine(version));
        let [keep, remove] = if is_my_removal { [Side::Theirs, Side::Mine] } else { [Side::Mine, Side::Theirs] };
        let offer = |side, label, take, value: String, word| Offer {
            signature: of(word).map(signature).unwrap_or_default(),
            is_shown: take == Take::Shown,
            ..Offer::plain(side, label, take, value)
        };
        let keep = offer(keep, "keep it", Take::Shown, "it was changed, or spoken of".to_owned(), "changed");
        let remove = offer(remove, "remove it", Take::Other, format!("it was removed{along}"), "removed");
        vec![keep, remove]
    }

    fn number(&self) -> Vec<Offer> {
        let other = self.conflict.other.as_deref().unwrap_or_default();
        let name = |id: &str| self.network.member(id).map_or_else(|| id.to_owned(), |member| member.name.to_string());
        let leave = Offer::plain(Side::Mine, "leave it", Take::Shown, format!("it stays with {}", name(other)));
        let give = Offer::plain(Side::Theirs, "move it", Take::Other, format!("it goes to {}", name(&self.conflict.record)));
        [leave, give].into_iter().filter(|offer| settle(self.network, self.conflict, &offer.take).is_ok()).collect()
    }

    fn twice(&self) -> Offer {
        let ids = [self.conflict.record.as_str(), self.conflict.other.as_deref().unwrap_or_default()];
        let rating = |id: &str| {
            let rating = self.network.ratings().get(id)?;
            let stage = rating.stage.map(|stage| format!("stage {}", stage.number()));
            let phase = rating.phase.map(|phase| format!("phase {}", phase.number()));
            let by = rating.by.as_ref().map(|by| format!("by {by}"));
            let said = stage.into_iter().chain(phase).chain(by).chain([words::day(rating.on)]);
            Some(said.collect::<Vec<_>>().join(", "))
        };
        Offer { values: ids.into_iter().filter_map(rating).collect(), ..Offer::plain(Side::Mine, "keep both", Take::Shown, "") }
    }
}

/// Whether two names are one person's, however they are typed.
fn words_alike(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
