//! From places on the map to cells of the window.

use super::{picture::Rect, rings::Point, view::Camera};

/// How much longer one way than the other a unit may be, so that a window is used well.
const STRETCH: f64 = 1.35;

/// How places on the map become cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    middle: (f64, f64),
    scale: (f64, f64),
    looked_at: Point,
    pub(crate) window: Rect,
}

impl Projection {
    /// The projection that leaves a margin of so many columns and rows around the whole map.
    pub(crate) fn new(window: Rect, margin: (f64, f64), camera: Camera) -> Self {
        let half = (f64::from(window.width) / 2.0, f64::from(window.height) / 2.0);
        Self::filling(window, ((half.0 - margin.0).max(half.0 * 0.5), (half.1 - margin.1).max(half.1 * 0.5)), camera)
    }

    /// The projection in which the whole map reaches so many columns and rows from the middle of the window.
    pub(crate) fn filling(window: Rect, reach: (f64, f64), camera: Camera) -> Self {
        let half = (f64::from(window.width) / 2.0, f64::from(window.height) / 2.0);
        let scale = (reach.0 * camera.zoom, reach.1 * camera.zoom);
        Self { middle: (f64::from(window.x) + half.0, f64::from(window.y) + half.1), scale, looked_at: camera.middle, window }
    }

    /// The projection that keeps a unit of the whole's extent nearly as long one way as the other.
    pub(crate) fn keeping(extent: (f64, f64), window: Rect, margin: (f64, f64), camera: Camera) -> Self {
        let half = |cells: i32, margin: f64| (f64::from(cells) / 2.0 - margin).max(f64::from(cells) / 4.0);
        // A cell is twice as high as wide.
        let (across, down) = (half(window.width, margin.0), 2.0 * half(window.height, margin.1));
        let (width, height) = extent;
        if width <= 0.0 || height <= 0.0 {
            return Self::filling(window, (across, down / 2.0), camera);
        }
        let (x, y) = (across / width, down / height);
        let room = (x.min(y * STRETCH) * width, y.min(x * STRETCH) * height / 2.0);
        Self::filling(window, room, camera)
    }

    /// The place in cells, with fractions.
    pub(crate) fn cell(&self, place: Point) -> (f32, f32) {
        let x = self.middle.0 + (place.x - self.looked_at.x) * self.scale.0;
        let y = self.middle.1 + (place.y - self.looked_at.y) * self.scale.1;
        (x as f32, y as f32)
    }

    /// The place on the map that a cell shows in its middle.
    pub fn place_at(&self, x: u16, y: u16) -> Point {
        let along = |cell: u16, middle: f64, scale: f64, looked_at: f64| {
            // A window without width shows one place everywhere.
            if scale > 0.0 { looked_at + (f64::from(cell) + 0.5 - middle) / scale } else { looked_at }
        };
        Point { x: along(x, self.middle.0, self.scale.0, self.looked_at.x), y: along(y, self.middle.1, self.scale.1, self.looked_at.y) }
    }

    /// The place so many cells to the right of another and below it.
    pub fn moved(&self, place: Point, (across, down): (i32, i32)) -> Point {
        let along = |from: f64, cells: i32, scale: f64| if scale > 0.0 { from + f64::from(cells) / scale } else { from };
        Point { x: along(place.x, across, self.scale.0), y: along(place.y, down, self.scale.1) }
    }

    /// Whether the place is in the window.
    pub fn sees(&self, place: Point) -> bool {
        let (x, y) = self.cell(place);
        let (across, down) = (self.window.x as f32..self.window.right() as f32, self.window.y as f32..self.window.bottom() as f32);
        across.contains(&x) && down.contains(&y)
    }

    /// The corners of what the window shows.
    pub(crate) fn seen(&self) -> (Point, Point) {
        let half = (f64::from(self.window.width) / 2.0 / self.scale.0, f64::from(self.window.height) / 2.0 / self.scale.1);
        let Point { x, y } = self.looked_at;
        (Point { x: x - half.0, y: y - half.1 }, Point { x: x + half.0, y: y + half.1 })
    }
}
