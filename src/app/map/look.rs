//! Where the window lies on the map, and in which layout.

use super::super::{App, Effect, command::MapCommand};
use crate::{
    map::{Camera, Layout},
    model::MemberId,
};

/// A pan moves the window by this share of itself.
const PAN: f64 = 0.25;

impl super::MapScreen {
    fn zoom(&mut self, camera: Camera) {
        let place = self.view.selected.as_ref().and_then(|member| self.chart.as_ref()?.place_of(member));
        self.view.camera = match place {
            Some(place) if self.view.camera.zoom <= 1.0 => camera.centred_on(place),
            Some(_) | None => camera,
        };
    }

    /// Moves the window by shares of itself.
    pub(super) fn pan(&mut self, across: f64, down: f64) {
        self.view.camera = self.view.camera.panned(across, down);
    }
}

impl App {
    /// Another layout. Who is selected stays so, and a window on a part is on the same member as before, as near to it.
    pub(super) fn map_turn_to(&mut self, layout: Layout) -> Vec<Effect> {
        let looked_at = self.map_looked_at();
        let map = &mut self.map;
        map.layout = layout;
        map.chart = map.chart.as_ref().map(|chart| chart.in_layout(layout));
        let place_of = |member: &MemberId| map.chart.as_ref()?.place_of(member);
        let camera = map.view.camera;
        let place = looked_at.iter().find_map(place_of);
        map.view.camera = place.map_or_else(Camera::default, |place| camera.centred_on(place));
        Vec::new()
    }

    /// Whom a window on a part is about: the selected member, else those in it, the nearest to its middle first.
    fn map_looked_at(&self) -> Vec<MemberId> {
        if self.map.view.camera.zoom <= 1.0 {
            return Vec::new();
        }
        if let Some(member) = self.selection.member.clone().filter(|member| self.map.place_of(member).is_some()) {
            return vec![member];
        }
        let members = self.map_picture().map(|picture| picture.from_the_middle()).unwrap_or_default();
        members.into_iter().filter_map(|place| self.map.id_of(place)).collect()
    }

    /// Zooms or moves the window.
    pub(super) fn map_look(&mut self, command: MapCommand) -> Vec<Effect> {
        let map = &mut self.map;
        let camera = map.view.camera;
        match command {
            MapCommand::ZoomIn => map.zoom(camera.zoomed_in()),
            MapCommand::ZoomOut => map.zoom(camera.zoomed_out()),
            MapCommand::PanUp => map.pan(0.0, -PAN),
            MapCommand::PanDown => map.pan(0.0, PAN),
            MapCommand::PanLeft => map.pan(-PAN, 0.0),
            MapCommand::PanRight => map.pan(PAN, 0.0),
            _ => map.view.camera = Camera::default(),
        }
        Vec::new()
    }
}
