//! Where the window lies on the map, and in which layout.

use super::super::{App, Effect, command::MapCommand};
use crate::map::{Camera, Layout, Picture, Point};

/// A pan moves the window by this share of itself.
const PAN: f64 = 0.25;
/// The least zoom at which a window can be moved.
const JUST_IN: f64 = 1.01;

impl super::MapScreen {
    fn zoom(&mut self, camera: Camera) {
        let place = self.view.selected.as_ref().and_then(|member| self.chart.as_ref()?.place_of(member));
        self.view.camera = match place {
            Some(place) if self.view.camera.zoom <= 1.0 => camera.centred_on(place),
            Some(_) | None => camera,
        };
    }

    /// Moves the window by shares of itself.
    pub(super) fn pan(&mut self, across: f64, down: f64, picture: Option<&Picture>) {
        let camera = self.view.camera;
        let Some(table) = picture.and_then(|picture| picture.table.as_ref()) else {
            self.view.camera = camera.panned(across, down);
            return;
        };
        if table.is_whole {
            return;
        }
        // The window of the matrix is as large as its rows are many; where not all fit, it moves though nothing is enlarged.
        let (x, y) = table.middle;
        let camera = camera.at_zoom(camera.zoom.max(JUST_IN)).centred_on(Point { x, y });
        self.view.camera = camera.panned(across * table.share.0 * camera.zoom, down * table.share.1 * camera.zoom);
    }
}

impl App {
    /// Another layout, the whole of it; who is selected stays so.
    pub(super) fn map_turn_to(&mut self, layout: Layout) -> Vec<Effect> {
        let map = &mut self.map;
        map.layout = layout;
        map.chart = map.chart.as_ref().map(|chart| chart.in_layout(layout));
        map.view.camera = Camera::default();
        map.view.centre.clone_from(&map.view.selected);
        map.view.across = None;
        map.trail.clear();
        Vec::new()
    }

    /// Zooms or moves the window.
    pub(super) fn map_look(&mut self, command: MapCommand) -> Vec<Effect> {
        let picture = self.map_picture();
        let map = &mut self.map;
        let camera = map.view.camera;
        match command {
            MapCommand::ZoomIn => map.zoom(camera.zoomed_in()),
            MapCommand::ZoomOut => map.zoom(camera.zoomed_out()),
            MapCommand::PanUp => map.pan(0.0, -PAN, picture.as_ref()),
            MapCommand::PanDown => map.pan(0.0, PAN, picture.as_ref()),
            MapCommand::PanLeft => map.pan(-PAN, 0.0, picture.as_ref()),
            MapCommand::PanRight => map.pan(PAN, 0.0, picture.as_ref()),
            _ => map.view.camera = Camera::default(),
        }
        Vec::new()
    }
}
