//! The rating card: stage and phase with what marks them, what the judgement rests on, and who makes it.

mod rows;

use super::{
    App, Command, Context, Effect, Notice,
    command::{Move, RatingCommand},
    fields::{FieldLine, Fields, Need, Takes},
    overlay::Overlay,
    signing::Signing,
};
use crate::model::{Basis, Change, Field, FieldError, Id, Kind, MemberId, Phase, Rating, RecordKind, Stage, Step, Withdrawn};

pub use rows::{CardRow, Choice};

/// A rating of one member, or of several alike, being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingCard {
    pub members: Vec<MemberId>,
    /// Knowledge sources among the marked members: they are not rated.
    pub left_out: usize,
    pub fields: Fields,
    way: Way,
}

/// Whether one more key is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Nothing was touched: a stage or phase rates at once.
    Quick,
    /// Fields are being filled in; Enter rates.
    Careful,
}

/// The fields of the card, in order.
const ASKED: [&str; 9] = ["stage", "phase", "basis", "role", "confidence", "inside", "on", "by", "note"];

impl RatingCard {
    /// Where its keys are looked up.
    pub(super) fn context(&self) -> Context {
        match self.way {
            Way::Quick => Context::Rating,
            Way::Careful => Context::Form,
        }
    }

    /// Whether one more key is enough.
    pub fn is_untouched(&self) -> bool {
        self.way == Way::Quick
    }

    /// The stage chosen so far.
    pub fn stage(&self) -> Option<Stage> {
        Stage::parse(self.fields.text_of("stage")).ok()
    }

    /// The phase chosen so far.
    pub fn phase(&self) -> Option<Phase> {
        Phase::parse(self.fields.text_of("phase")).ok()
    }

    pub(super) fn go(&mut self, movement: Move, rows: usize) {
        self.way = Way::Careful;
        self.fields.go(movement, rows);
    }

    pub(super) fn change_fields(&mut self, change: impl FnOnce(&mut Fields)) {
        self.way = Way::Careful;
        change(&mut self.fields);
    }

    /// The rating of one member that the card describes; all but the id is the same for every member.
    fn rating(&self, id: &Id, member: &MemberId, now: jiff::Timestamp) -> Result<Rating, FieldError> {
        Rating::from_texts(&|name| match name {
            "id" => Some(id.to_string()),
            "member" => Some(member.to_string()),
            "at" => Some(now.to_string()),
            other => Some(self.fields.text_of(other).to_owned()),
        })
    }

    /// The field that is wrong, and why.
    fn problem(&self, app: &App) -> Option<(&'static str, String)> {
        if self.stage().is_none() && self.phase().is_none() && self.fields.text_of("inside").is_empty() {
            return Some(("stage", "Choose a stage or a phase first.".to_owned()));
        }
        if self.fields.text_of("by").is_empty() {
            return Some(("by", "A rating has somebody who makes it. Type your name.".to_owned()));
        }
        match jiff::civil::Date::parse(self.fields.text_of("on")) {
            Err(error) => Some(("on", format!("{error}."))),
            Ok(day) if day > app.day() => Some(("on", "This day has not come yet.".to_owned())),
            Ok(_) => None,
        }
    }
}

impl App {
    /// Lays the rating card for the marked members, else for the selected one; the name is asked for first.
    pub(super) fn rate(&mut self) -> Vec<Effect> {
        if self.selection.members().is_empty() {
            return self.nobody_to_rate();
        }
        self.sign(Signing::Rate)
    }

    fn nobody_to_rate(&mut self) -> Vec<Effect> {
        self.tell(Notice::problem("No member is selected. Go to one first, in a list or by its name."));
        Vec::new()
    }

    pub(super) fn lay_card(&mut self) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let all = self.selection.members();
        let is_rated = |id: &&MemberId| document.network.members().get(id).is_some_and(|member| member.kind != Kind::Source);
        let members: Vec<MemberId> = all.iter().filter(is_rated).cloned().collect();
        let left_out = all.len() - members.len();
        match (members.is_empty(), left_out) {
            (true, 0) => self.nobody_to_rate(),
            (true, _) => {
                self.tell(Notice::problem("Knowledge sources are open by nature and are not rated. Rate the schools that reach them."));
                Vec::new()
            }
            (false, left_out) => {
                let card = RatingCard { members, left_out, fields: self.card_fields(), way: Way::Quick };
                self.lay(Overlay::Rating(card))
            }
        }
    }

    fn card_fields(&self) -> Fields {
        let explain = |name: &str| self.setup.framework.explain_of(RecordKind::Rating, name);
        let fields = ASKED.iter().map(|&name| {
            let label = explain(name).map_or_else(|| name.to_owned(), |entry| entry.title.to_string());
            let words = RecordKind::Rating.words_of(name);
            let takes = if words.is_empty() { Takes::Text } else { Takes::Words(words) };
            let text = match name {
                "basis" => self.setup.remembered.basis.map_or("", Basis::word).to_owned(),
                "on" => self.day().to_string(),
                "by" => self.setup.remembered.rater.clone().unwrap_or_default().to_string(),
                _ => String::new(),
            };
            FieldLine::new(name, label, takes, Need::Optional).holding(&text).proposed()
        });
        Fields::new(fields.collect())
    }

    /// Chooses and rates at once: the quick way.
    pub(super) fn rating_act(&mut self, command: RatingCommand) -> Vec<Effect> {
        let Some(Overlay::Rating(mut card)) = self.overlay.take() else {
            return self.on_a_map(|app| {
                app.tell(Notice::problem("That works only on the rating card. Open it first."));
                Vec::new()
            });
        };
        let (field, text) = match command {
            RatingCommand::Stage1 => ("stage", "1"),
            RatingCommand::Stage2 => ("stage", "2"),
            RatingCommand::Stage3 => ("stage", "3"),
            RatingCommand::Stage4 => ("stage", "4"),
            RatingCommand::Phase1 => ("phase", "1"),
            RatingCommand::Phase2 => ("phase", "2"),
            RatingCommand::Phase3 => ("phase", "3"),
        };
        if let Some(field) = card.fields.field_mut(field) {
            field.set(text);
        }
        self.rate_with(card)
    }

    /// Rates as the card says, or says at its field what is wrong.
    pub(super) fn rate_with(&mut self, mut card: RatingCard) -> Vec<Effect> {
        card.fields.clear_problems();
        if let Some((field, sentence)) = card.problem(self) {
            card.way = Way::Careful;
            card.fields.object(field, sentence);
            return self.lay(Overlay::Rating(card));
        }
        let now = self.setup.moment.now;
        let mut changes = Vec::with_capacity(card.members.len());
        for member in &card.members {
            let id = self.setup.mint.record(RecordKind::Rating.letter());
            match card.rating(&id, member, now) {
                Ok(rating) => changes.push(Change::add(rating)),
                Err(error) => {
                    card.fields.object("note", format!("{error}."));
                    return self.lay(Overlay::Rating(card));
                }
            }
        }
        let remembered = self.remember_card(&card);
        let mut effects = self.take(Step::new(self.card_title(&card), changes));
        effects.extend(remembered);
        // Marks that stayed would be rated again by the next quick key.
        self.selection.marked.clear();
        if card.left_out > 0
            && let Some(notice) = &mut self.notice
        {
            notice.sentence.push_str(" Knowledge sources among them are not rated and were left out.");
        }
        effects
    }

    /// Keeps who rated and on what basis for the next rating.
    fn remember_card(&mut self, card: &RatingCard) -> Option<Effect> {
        let before = self.setup.remembered.clone();
        self.setup.remembered.rater = Some(card.fields.text_of("by").into());
        if let Ok(basis) = Basis::parse(card.fields.text_of("basis")) {
            self.setup.remembered.basis = Some(basis);
        }
        (before != self.setup.remembered).then(|| Effect::Remember(self.setup.remembered.clone()))
    }

    fn card_title(&self, card: &RatingCard) -> String {
        let whom = match card.members.as_slice() {
            [member] => self.name_of(member).to_string(),
            members => format!("{} members", members.len()),
        };
        let stage = card.stage().map(|stage| format!("stage {}", stage.number()));
        let phase = card.phase().map(|phase| format!("phase {}", phase.number()));
        let words: Vec<String> = stage.into_iter().chain(phase).collect();
        if words.is_empty() { format!("Rate sharing inside {whom}") } else { format!("Rate {whom} {}", words.join(", ")) }
    }

    /// Takes the rating under the cursor back for a reason; it stays readable, and the card is laid to make it anew.
    pub(super) fn withdraw(&mut self, why: &str) -> Vec<Effect> {
        let Some(rating) = self.page_rating() else { return Vec::new() };
        let by = self.setup.remembered.rater.clone().unwrap_or_default();
        let withdrawn = Rating { withdrawn: Some(Withdrawn { by, at: self.setup.moment.now, why: why.into() }), ..rating.clone() };
        let title = format!("Withdraw the rating of {} of {}", self.name_of(&rating.member), rating.on);
        let effects = self.take(Step::new(title, vec![Change::edit(rating.clone(), withdrawn)]));
        let mut fields = self.card_fields();
        for name in ["basis", "role", "confidence", "inside", "on"] {
            if let (Some(field), Some(text)) = (fields.field_mut(name), rating.text_of(name)) {
                field.set(&text);
            }
        }
        let card = RatingCard { members: vec![rating.member], left_out: 0, fields, way: Way::Quick };
        self.overlay = Some(Overlay::Rating(card));
        let back = self.setup.keymap.key(Command::General(super::General::Back)).map_or_else(String::new, |key| key.to_string());
        self.tell(Notice::done(format!("Withdrawn; it stays readable. Make it anew now, or {back} to leave it so.")));
        effects
    }
}
