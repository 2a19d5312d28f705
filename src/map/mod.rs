//! The picture of the network as plain data: placement, zoom steps, names, tie routes, legend.
//!
//! A [`Chart`] is laid out once for an analysis and a [`Layout`] and kept by the caller; a [`Picture`] is drawn from it for
//! every frame. Nothing here knows a colour or a terminal: cells are `view`'s.

mod apart;
mod areas;
mod bubble;
mod bubbles;
mod caption;
mod chart;
mod column;
mod community;
mod dots;
mod draw;
mod ego;
mod far;
mod flight;
mod folds;
mod force;
mod grid;
mod ground;
mod guides;
mod journey;
mod layout;
mod legend;
mod legend_box;
mod lines;
mod matrix;
mod names;
mod neighbours;
mod numbers;
mod outlook;
mod paint;
mod picture;
mod pins;
mod placeless;
mod plane;
mod projection;
mod rings;
mod roster;
mod scene;
mod routes;
mod spotlight;
mod tags;
mod text;
mod ties;
mod unnamed;
mod view;
mod walk;

pub use areas::{Area, Grouping};
pub use chart::Chart;
pub use force::{Force, Former, Progress};
pub use layout::Layout;
pub use legend_box::LegendBox;
pub(crate) use matrix::deepest as deepest_tie;
pub use matrix::{Exchange, Head, Rule, Square, Table, Tile};
pub use neighbours::Side;
pub use outlook::{Missing, Outlook};
pub use paint::{CLASSES, Paint, Scale, Step};
pub use picture::{
    Arrow, Bar, Bearing, Beyond, Cluster, DotCell, Emphasis, Frame, Gauge, Ink, Joined, Joint, Label, Mark, Minimap, Picture, Piece,
    Placement, Rect, Shape, Stroke,
};
pub use projection::Projection;
pub use rings::{Band, Point};
pub use roster::{Drawn, DrawnTie, Emblem, Lane, LeftOut, Roster};
pub use routes::Route;
pub use spotlight::{Against, Aside, Bond, Found, Line, News, Only, Path, Spotlight, Topic, Way};
pub use tags::{Pointer, Tag};
pub use text::{cut, width};
pub use view::{Camera, Level, Names, Ties, View};
pub use walk::{Heading, Sides, Spot};
