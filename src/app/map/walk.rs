//! Going about on the map: from member to member, and on the ego board from middle to middle.

use super::super::{App, Effect, command::Move};
use crate::{
    map::{Emphasis, Heading, Picture, Placement, Point, Side, Spot},
    model::MemberId,
};

impl App {
    pub(in crate::app) fn map_go(&mut self, movement: Move) {
        let Some(mut picture) = self.map_picture() else { return };
        if let (Some(table), Move::Left | Move::Right) = (&picture.table, movement) {
            return self.map_go_across(table.beside(if movement == Move::Left { Heading::Left } else { Heading::Right }));
        }
        let from = self.selection.member.as_ref().and_then(|member| self.map.place_of(member)).or_else(|| self.map.centre());
        if self.map.view.only.is_some() {
            // Under a filter the way goes among those who stand out.
            let stays = |placement: &Placement| placement.emphasis != Emphasis::Faded || Some(placement.member) == from;
            picture.placements.retain(stays);
        }
        match movement {
            Move::Left if from == self.map.centre() => self.map.view.side = Side::Learns,
            Move::Right if from == self.map.centre() => self.map.view.side = Side::Shares,
            Move::Left | Move::Right | Move::Up | Move::Down | Move::First | Move::Last | Move::PageUp | Move::PageDown => {}
        }
        let from = match self.map.cluster_under_cursor(&picture) {
            Some(cluster) => Some(Spot::Cluster(cluster)),
            None => from.map(Spot::Member),
        };
        match Self::map_next(&picture, from, movement) {
            Some(Spot::Member(place)) => self.map.id_of(place).into_iter().for_each(|member| self.select(member)),
            Some(Spot::Cluster(cluster)) => self.map.group_of(&picture, cluster).into_iter().for_each(|group| self.map_go_to_bubble(group)),
            None => {}
        }
    }

    /// The member or bubble that a movement leads to from another.
    pub(super) fn map_next(picture: &Picture, from: Option<Spot>, movement: Move) -> Option<Spot> {
        let ordered = || picture.spots_in_reading_order();
        match movement {
            Move::Up => picture.spot_beside(from, Heading::Up),
            Move::Down => picture.spot_beside(from, Heading::Down),
            Move::Left => picture.spot_beside(from, Heading::Left),
            Move::Right => picture.spot_beside(from, Heading::Right),
            Move::First => ordered().first().copied(),
            Move::Last => ordered().last().copied(),
            Move::PageDown => neighbour(&ordered(), from, Neighbour::After),
            Move::PageUp => neighbour(&ordered(), from, Neighbour::Before),
        }
    }

    /// The cross-hair of the matrix goes to another column; the window follows it.
    fn map_go_across(&mut self, member: Option<usize>) {
        if self.selection.member.is_none()
            && let Some(first) =
                self.map_picture().and_then(|picture| picture.nearest(None, Heading::Down)).and_then(|at| self.map.id_of(at))
        {
            return self.select(first);
        }
        let Some(member) = member else { return };
        self.map.view.across = self.map.id_of(member);
        let is_shown = self.map_picture().and_then(|picture| Some(picture.table?.heads.iter().any(|head| head.member == member)));
        let place = self.map.chart.as_ref().and_then(|chart| chart.place_of(&chart.roster.members.get(member)?.id));
        if let (Some(false), Some(place)) = (is_shown, place) {
            let middle = Point { x: place.x, ..self.map.view.camera.middle };
            self.map.view.camera = self.map.view.camera.centred_on(middle);
        }
    }

    /// The selected member is the one of every screen; where the window is on a part, it follows.
    pub(in crate::app) fn map_in_view(&mut self) {
        if self.selection.member.is_some() {
            self.map.view.group = None;
        }
        if self.map.view.selected == self.selection.member {
            return;
        }
        let centre = self.map.centre().and_then(|centre| self.map.id_of(centre));
        self.map.view.selected.clone_from(&self.selection.member);
        if let (Some(centre), Some(member)) = (centre, self.selection.member.clone()) {
            return self.ego_in_view(centre, member);
        }
        // The next ego board is about whoever is selected by then.
        self.map.view.centre = None;
        let Some(place) = self.selection.member.as_ref().and_then(|member| self.map.place_of(member)) else { return };
        let is_seen = self.map_picture().is_some_and(|picture| picture.placement(place).is_some());
        let centre = self.map.id_of(place).and_then(|member| self.map.chart.as_ref()?.place_of(&member));
        if let (false, Some(centre)) = (is_seen, centre) {
            self.map.view.camera = self.map.view.camera.centred_on(centre);
        }
    }

    /// The board stays while somebody on it is selected; anybody else gets a board of their own.
    fn ego_in_view(&mut self, centre: MemberId, member: MemberId) {
        self.map.view.centre = Some(centre);
        let place = self.map.place_of(&member);
        let is_drawn = self.map_picture().is_some_and(|picture| place.is_some_and(|place| picture.placement(place).is_some()));
        if place.is_some() && !is_drawn {
            self.map.view.centre = Some(member);
        }
    }

    /// Whether choosing puts a neighbour into the middle of the ego board.
    pub(in crate::app) fn map_would_move(&self) -> bool {
        let chosen = self.selection.member.as_ref().and_then(|member| self.map.place_of(member));
        let centre = self.map.centre();
        chosen.is_some() && centre.is_some() && chosen != centre
    }

    /// On the ego board a neighbour goes to the middle; else the member's page opens, that of the middle if nobody is selected.
    pub(in crate::app) fn map_choose(&mut self) -> Vec<Effect> {
        if self.map_open_bubble() {
            return Vec::new();
        }
        let middle = self.map.centre().and_then(|centre| self.map.id_of(centre));
        if let (None, Some(middle)) = (&self.selection.member, middle) {
            self.select(middle);
        }
        match self.selection.member.clone().filter(|_| self.map_would_move()) {
            Some(member) => {
                self.map.view.centre = Some(member);
                Vec::new()
            }
            None => self.show_member(),
        }
    }
}

/// Which of two neighbours in a list.
#[derive(Clone, Copy, Debug)]
enum Neighbour {
    Before,
    After,
}

fn neighbour(spots: &[Spot], from: Option<Spot>, which: Neighbour) -> Option<Spot> {
    let at = from.and_then(|from| spots.iter().position(|spot| *spot == from));
    let next = match (at, which) {
        (None, _) => 0,
        (Some(at), Neighbour::Before) => at.checked_sub(1)?,
        (Some(at), Neighbour::After) => at + 1,
    };
    spots.get(next).copied()
}
