//! From a chart and a view to a picture: each layout draws its members, then come the words around the map.

use super::{
    bubbles, caption,
    chart::Chart,
    ego, far, guides, journey,
    layout::Layout,
    legend, matrix, names, numbers,
    picture::{Picture, Rect},
    placeless,
    scene::{Look, Scene},
    tags, ties,
    view::{Level, Names, View},
};

impl Chart {
    /// The picture in a window of this size, header and footer rows included. Any size will do.
    ///
    /// Cost: O(members · log members + ties); for 30,000 members about 2 ms as rings and 10 ms as a journey.
    pub fn picture(&self, view: &View, width: u16, height: u16) -> Picture {
        let map = map_area(width, height);
        let mut blank = Picture { width, height, map, ..Picture::default() };
        let spotlight = self.spotlight(view);
        caption::ask(view, spotlight.as_deref(), &mut blank);
        let look = Look { view, spotlight: spotlight.as_deref() };
        let mut picture = self.drawn(look, blank.clone());
        let (beside, list) = numbers::parted(blank.map);
        // Where every name has room, the list would be empty.
        if view.names == Names::Numbered && picture.unnamed > 0 && list.width > 0 {
            let listed = self.drawn(look, Picture { map: beside, list, ..blank.clone() });
            // Beside a list that leaves no room for glyphs, there is nothing to number.
            if listed.level == picture.level {
                picture = Picture { map: blank.map, ..listed };
            }
        }
        if self.has_pins() {
            for placement in &mut picture.placements {
                placement.is_pinned = self.is_pinned(placement.member);
            }
        }
        view.paint.apply(self.layout, &mut picture);
        tags::draw(self, view, &mut picture);
        legend::head(self, view, &mut picture);
        legend::foot(self, view, &mut picture);
        picture
    }

    /// The step of the zoom that [`Self::picture`] draws, without drawing it. Cost: O(members).
    pub fn level(&self, view: &View, width: u16, height: u16) -> Level {
        let mut blank = Picture { width, height, map: map_area(width, height), ..Picture::default() };
        let spotlight = self.spotlight(view);
        caption::ask(view, spotlight.as_deref(), &mut blank);
        let look = Look { view, spotlight: spotlight.as_deref() };
        let window = match self.layout {
            Layout::Rings | Layout::Force => blank.map,
            Layout::Geographic => placeless::parted(blank.map, self.roster.members.len(), self.ground().placeless()).0,
            Layout::Matrix => return matrix::level(self, look, blank.map),
            Layout::Journey | Layout::Ego => return Level::default(),
        };
        if blank.map.cells() == 0 { Level::default() } else { Scene::new(self, look, window).level }
    }

    /// The layout drawn into a picture that has nothing on its map yet.
    fn drawn(&self, look: Look<'_>, mut picture: Picture) -> Picture {
        if picture.map.cells() == 0 {
            return picture;
        }
        match self.layout {
            Layout::Rings => self.draw_rings(look, &mut picture),
            Layout::Matrix => matrix::draw(self, look, &mut picture),
            Layout::Journey => journey::draw(self, look, &mut picture),
            Layout::Ego => ego::draw(self, look, &mut picture),
            Layout::Geographic => self.draw_ground(look, &mut picture),
            Layout::Force => self.draw_force(look, &mut picture),
        }
        picture
    }

    fn draw_rings(&self, look: Look<'_>, picture: &mut Picture) {
        let scene = Scene::new(self, look, picture.map);
        picture.level = scene.level;
        picture.projection = Some(scene.projection);
        picture.guides = guides::guides(&scene);
        match scene.level {
            Level::Far => far::draw(&scene, picture),
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                ties::draw(&scene, picture);
            }
        }
    }

    fn draw_force(&self, look: Look<'_>, picture: &mut Picture) {
        let scene = Scene::new(self, look, picture.map);
        picture.level = scene.level;
        picture.projection = Some(scene.projection);
        match scene.level {
            Level::Far => bubbles::draw(&scene, picture),
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                ties::draw(&scene, picture);
            }
        }
    }

    fn draw_ground(&self, look: Look<'_>, picture: &mut Picture) {
        let (window, beside) = placeless::parted(picture.map, self.roster.members.len(), self.ground().placeless());
        let scene = Scene::new(self, look, window);
        picture.level = scene.level;
        picture.projection = Some(scene.projection);
        picture.guides = guides::outline(&scene);
        match scene.level {
            Level::Far => {
                bubbles::draw(&scene, picture);
                placeless::draw(&scene, beside, picture);
            }
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                placeless::draw(&scene, beside, picture);
                ties::draw(&scene, picture);
            }
        }
    }
}

/// Header and footer are given up before the map is.
fn map_area(width: u16, height: u16) -> Rect {
    let (top, bottom) = match height {
        0..=3 => (0, 0),
        4..=7 => (1, 0),
        8.. => (1, 1),
    };
    Rect::new(0, top, i32::from(width), (i32::from(height) - top - bottom).max(0))
}
