//! Where the window lies on the map, and in which layout.

use super::super::{App, Effect, command::MapCommand};
use crate::{
    map::{Camera, Layout, Point},
    model::MemberId,
};

/// A pan moves the window by this share of itself.
const PAN: f64 = 0.25;
/// The least zoom at which a window can be moved.
const JUST_IN: f64 = 1.01;

/// The commands that move the window, with the shares of its width and height.
pub(super) const PANS: [(MapCommand, (f64, f64)); 4] = [
    (MapCommand::PanUp, (0.0, -PAN)),
    (MapCommand::PanDown, (0.0, PAN)),
    (MapCommand::PanLeft, (-PAN, 0.0)),
    (MapCommand::PanRight, (PAN, 0.0)),
];

impl super::MapScreen {
    fn zoom(&mut self, camera: Camera) {
        let place = self.view.selected.as_ref().and_then(|member| self.chart.as_ref()?.place_of(member));
        self.view.camera = match place {
            Some(place) if self.view.camera.zoom <= 1.0 => camera.centred_on(place),
            Some(_) | None => camera,
        };
    }
}

impl App {
    /// Moves the window by shares of itself.
    pub(super) fn map_pan(&mut self, across: f64, down: f64) {
        let table = self.map_picture().and_then(|picture| picture.table);
        let camera = self.map.view.camera;
        self.map.view.camera = match table {
            None => camera.panned(across, down),
            Some(table) if table.is_whole => camera,
            // The window of the matrix is as large as its rows are many; where not all fit, it moves though nothing is enlarged.
            Some(table) => {
                let (x, y) = table.middle;
                let camera = camera.at_zoom(camera.zoom.max(JUST_IN)).centred_on(Point { x, y });
                camera.panned(across * table.share.0 * camera.zoom, down * table.share.1 * camera.zoom)
            }
        };
    }

    /// Another layout. Who is selected stays so, and a window on a part is on the same member as before, as near to it.
    pub(super) fn map_turn_to(&mut self, layout: Layout) -> Vec<Effect> {
        let looked_at = self.map_looked_at();
        let map = &mut self.map;
        map.layout = layout;
        map.chart = map.chart.as_ref().map(|chart| chart.turned_to(layout));
        map.view.across = None;
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
        if let Some((_, (across, down))) = PANS.into_iter().find(|(pan, _)| *pan == command) {
            self.map_pan(across, down);
        } else if command == MapCommand::ZoomIn {
            map.zoom(camera.zoomed_in());
        } else if command == MapCommand::ZoomOut {
            map.zoom(camera.zoomed_out());
        } else {
            map.view.camera = Camera::default();
        }
        Vec::new()
    }
}
