//! Pointing at members: two letters, a click, the arrows or a name reach anybody in view.

use super::super::{
    App, Effect, Notice, Overlay, Screen,
    command::{Context, Move, PointCommand},
    jump::Reached,
    line::Line,
};
use super::MapScreen;
use crate::{
    map::{Picture, Pointer, Spot, View},
    model::{Member, MemberId},
};

/// What the member pointed at is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// It is selected.
    Select,
    /// A tie begins there.
    TieFrom,
    /// A tie leads there from this member.
    TieTo(MemberId),
}

/// A member is being pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointing {
    pub aim: Aim,
    /// The first of the two letters, once it is typed.
    pub typed: Option<char>,
    /// The member the arrows or the mouse have reached.
    pub at: Option<MemberId>,
}

impl Pointing {
    pub(super) fn new(aim: Aim) -> Self {
        Self { aim, typed: None, at: None }
    }

    /// How the map is looked at meanwhile.
    fn view(&self, view: &View) -> View {
        let from = match &self.aim {
            Aim::TieTo(from) => Some(from.clone()),
            Aim::Select | Aim::TieFrom => None,
        };
        View { pointer: Some(Pointer { typed: self.typed, at: self.at.clone(), from }), ..view.clone() }
    }

    /// Changes the letter as if it were a line being typed.
    pub(in crate::app) fn write(&mut self, change: impl FnOnce(&mut Line)) {
        let mut line = Line::holding(&self.typed.map(String::from).unwrap_or_default());
        change(&mut line);
        self.typed = line.text().chars().next().map(|letter| letter.to_ascii_uppercase());
    }
}

impl MapScreen {
    /// The view with the tags of what is in front.
    pub(super) fn pointed_view(&self, overlay: Option<&Overlay>) -> Option<View> {
        let Some(Overlay::Pointing(pointing)) = overlay else { return None };
        Some(pointing.view(&self.view))
    }
}

impl App {
    /// Shows two letters at every member in view; typing them selects it.
    pub(super) fn map_point(&mut self) -> Vec<Effect> {
        self.lay_pointing(Pointing::new(Aim::Select))
    }

    /// Points at the other end of a new tie; at both if nobody is selected.
    pub(super) fn map_tie_to(&mut self) -> Vec<Effect> {
        let Some(member) = self.selection.member.clone() else { return self.lay_pointing(Pointing::new(Aim::TieFrom)) };
        self.map_tie_from(member)
    }

    /// Points at who learns from a member.
    pub(super) fn map_tie_from(&mut self, member: MemberId) -> Vec<Effect> {
        if let Some(why) = self.map_lacks_member(&member) {
            self.tell(Notice::problem(why));
            return Vec::new();
        }
        self.lay_pointing(Pointing::new(Aim::TieTo(member)))
    }

    /// Why a member is not on the map, in a sentence; nothing if it is.
    pub(super) fn map_lacks_member(&self, member: &MemberId) -> Option<String> {
        if self.map.place_of(member).is_some() {
            return None;
        }
        let name = self.name_of(member);
        let is_open = self.document.as_ref().and_then(|document| document.network.members().get(member)).is_some_and(Member::is_open);
        Some(if is_open {
            format!("{name} is not drawn on the map: it has no tie and no rating.")
        } else {
            format!("{name} is not drawn on the map: it is not open.")
        })
    }

    fn lay_pointing(&mut self, pointing: Pointing) -> Vec<Effect> {
        if self.map_picture().is_none_or(|picture| picture.placements.is_empty()) {
            self.tell(Notice::problem("Nobody is in view who could be pointed at."));
            return Vec::new();
        }
        self.lay(Overlay::Pointing(pointing))
    }

    /// Whether the map is in front, with or without somebody being pointed at or moved on it.
    pub(in crate::app) fn map_is_in_front(&self) -> bool {
        self.screen == Screen::Map && self.overlay.as_ref().is_none_or(Overlay::is_on_the_map)
    }

    /// What is asked while a member is pointed at.
    pub fn pointing_question(&self, pointing: &Pointing) -> String {
        match &pointing.aim {
            Aim::Select => "Who?".to_owned(),
            Aim::TieFrom => "A new tie: who shares?".to_owned(),
            Aim::TieTo(from) => format!("A new tie: who learns from {}?", self.name_of(from)),
        }
    }

    /// Commands given while a member is pointed at.
    pub(in crate::app) fn map_point_act(&mut self, command: PointCommand) -> Vec<Effect> {
        if !matches!(self.overlay, Some(Overlay::Pointing(_))) {
            return self.only_in(Context::Pointing);
        }
        match command {
            PointCommand::ByName => self.ask_member(Reached::Pointed),
        }
    }

    /// A letter: the first narrows, the second takes.
    pub(in crate::app) fn map_point_letter(&mut self, typed: char) -> Vec<Effect> {
        let letter = typed.to_ascii_uppercase();
        let Some(picture) = self.map_picture() else { return Vec::new() };
        let Some(Overlay::Pointing(pointing)) = &mut self.overlay else { return Vec::new() };
        let Some(first) = pointing.typed else {
            if picture.tags.iter().any(|tag| tag.letters.first() == Some(&letter)) {
                pointing.typed = Some(letter);
            } else {
                self.tell(Notice::problem(format!("No label begins with {letter}.")));
            }
            return Vec::new();
        };
        let found = picture.tags.iter().find(|tag| tag.letters == [first, letter]).and_then(|tag| self.map.id_of(tag.member));
        if let Some(member) = found {
            return self.map_point_at(member);
        }
        self.tell(Notice::problem(format!("No label says {first}{letter}. It still begins with {first}; backspace takes that back.")));
        Vec::new()
    }

    /// Goes to the next member in a direction.
    pub(in crate::app) fn map_point_go(&mut self, movement: Move) {
        let Some(picture) = self.map_picture() else { return };
        let Some(Overlay::Pointing(pointing)) = &self.overlay else { return };
        let at = pointing.at.as_ref().or(self.selection.member.as_ref()).and_then(|member| self.map.place_of(member));
        let reached = Self::map_next(&picture, at.map(Spot::Member), movement);
        let reached = match reached {
            Some(Spot::Member(place)) => self.map.id_of(place),
            Some(Spot::Cluster(_)) | None => None,
        };
        if let (Some(Overlay::Pointing(pointing)), Some(reached)) = (&mut self.overlay, reached) {
            pointing.at = Some(reached);
        }
    }

    /// After the window moved other letters stand at everybody, so one that was typed means nothing any more.
    pub(super) fn map_labels_anew(&mut self) {
        if let Some(Overlay::Pointing(pointing)) = &mut self.overlay {
            pointing.typed = None;
        }
    }

    /// The mouse goes over the map while a member is pointed at.
    pub(super) fn map_point_over(&mut self, picture: &Picture, (column, row): (u16, u16)) {
        let over = picture.member_at(column, row).and_then(|place| self.map.id_of(place));
        if let Some(Overlay::Pointing(pointing)) = &mut self.overlay {
            pointing.at = over;
        }
    }

    /// The member reached by the arrows is meant; without one, pointing ends.
    pub(in crate::app) fn map_point_take(&mut self, pointing: Pointing) -> Vec<Effect> {
        let Some(member) = pointing.at.clone() else { return Vec::new() };
        self.overlay = Some(Overlay::Pointing(pointing));
        self.map_point_at(member)
    }

    /// Does with the member pointed at what it was wanted for.
    pub(in crate::app) fn map_point_at(&mut self, member: MemberId) -> Vec<Effect> {
        let Some(Overlay::Pointing(pointing)) = self.overlay.take() else { return Vec::new() };
        match pointing.aim {
            Aim::Select => {
                self.select(member);
                Vec::new()
            }
            Aim::TieFrom => {
                self.select(member.clone());
                self.lay_pointing(Pointing::new(Aim::TieTo(member)))
            }
            Aim::TieTo(from) if from == member => {
                self.tell(Notice::problem(format!(
                    "A tie joins two members, and both would be {}. Point at another.",
                    self.name_of(&from)
                )));
                self.lay_pointing(Pointing::new(Aim::TieTo(from)))
            }
            Aim::TieTo(from) => self.add_tie_between(&from, member),
        }
    }
}
