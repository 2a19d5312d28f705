//! The map screen: which picture is drawn, and where the window lies on it.

use super::{
    App, Effect, Screen,
    command::{MapCommand, Move},
};

/// The map screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapScreen {}

impl App {
    pub(super) fn map_go(&mut self, movement: Move) {
        let Some(document) = &self.document else { return };
        let members = document.network.members();
        let at = self.selection.member.as_ref().and_then(|selected| members.iter().position(|member| member.id == *selected));
        let next = match (movement, at) {
            (Move::Up | Move::Left | Move::PageUp, Some(at)) => at.saturating_sub(1),
            (Move::Down | Move::Right | Move::PageDown, Some(at)) => at + 1,
            (Move::Last, _) => members.len().saturating_sub(1),
            (_, None) | (Move::First, _) => 0,
        };
        if let Some(member) = members.iter().nth(next).map(|member| member.id.clone()) {
            self.select(member);
        }
    }

    pub(super) fn map_choose(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn map_act(&mut self, _command: MapCommand) -> Vec<Effect> {
        self.on_a_map(|app| {
            app.show(Screen::Map);
            Vec::new()
        })
    }
}
