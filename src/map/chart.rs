//! The chart: a network laid out, kept by the caller, from which every frame's picture is drawn.

use std::sync::{Arc, OnceLock};

use ecow::EcoString;

use super::{
    areas::{self, Areas, Grouping},
    bubbles, community, ego, far,
    folds::Folds,
    force::Force,
    ground::Ground,
    guides, journey,
    layout::Layout,
    legend, names, neighbours,
    picture::{Emphasis, Ink, Picture, Rect},
    placeless,
    projection::Projection,
    rings::{Band, Point, Rings},
    roster::{Lane, Roster},
    spotlight::{FAR, NAMED, PLAIN, SELF, Spotlight},
    tags, ties,
    view::{Camera, Level, View},
};
use crate::{
    analysis::Analysis,
    model::{Member, MemberId},
};

/// A network laid out. Built once for an analysis and a layout: about 30 ms for 30,000 members.
#[derive(Clone, Debug)]
pub struct Chart {
    pub roster: Arc<Roster>,
    pub layout: Layout,
    pub analysis: Arc<Analysis>,
    /// The fact somebody chose to group members by; none while it is found by the network.
    pub asked_grouping: Option<Grouping>,
    /// Found when they are asked for the first time.
    communities: Arc<OnceLock<Vec<Option<EcoString>>>>,
    rings: Arc<Rings>,
    ground: Arc<Ground>,
    /// The force layout once it is there.
    force: Option<Arc<Force>>,
}

impl Chart {
    pub fn new(analysis: &Arc<Analysis>, layout: Layout) -> Self {
        let roster = Roster::of(analysis);
        let rings = Arc::new(Rings::of(&roster));
        let ground = Arc::new(Ground::of(&roster));
        let chart = Self {
            roster: Arc::new(roster),
            layout: Layout::Rings,
            analysis: Arc::clone(analysis),
            asked_grouping: None,
            communities: Arc::default(),
            rings,
            ground,
            force: None,
        };
        chart.in_layout(layout)
    }

    /// The same network with its members grouped by a fact, or again by the one that parts them best.
    ///
    /// Cost: O(members · log members), and once that of [`Self::communities`].
    #[must_use]
    pub fn grouped_by(&self, by: Option<Grouping>) -> Self {
        if by == self.asked_grouping {
            return self.clone();
        }
        let roster = self.roster.grouped(self.areas(by));
        let rings = Arc::new(Rings::of(&roster));
        let ground = Arc::new(Ground::of(&roster));
        // Ties within a group pull more, so the force layout is another one.
        let grouped = Self { roster: Arc::new(roster), rings, ground, asked_grouping: by, force: None, ..self.clone() };
        grouped.in_layout(self.layout)
    }

    fn areas(&self, by: Option<Grouping>) -> Areas {
        match by {
            Some(by) => Areas::of(by, self.facts(by)),
            None => Areas::fitting(&self.analysis.network, &self.members()),
        }
    }

    fn members(&self) -> Vec<&Member> {
        self.roster.members.iter().filter_map(|drawn| self.analysis.network.member(&drawn.id)).collect()
    }

    /// The group each member of the roster is in by a fact.
    fn facts(&self, by: Grouping) -> Vec<Option<EcoString>> {
        if by == Grouping::Community { self.communities().to_vec() } else { areas::facts(&self.analysis.network, by, &self.members()) }
    }

    /// The name of the community of each member of the roster, by the ties; none for who has no ties.
    ///
    /// Cost: a quarter of a second for 30,000 members and 60,000 ties, the first time it is asked.
    pub fn communities(&self) -> &[Option<EcoString>] {
        self.communities.get_or_init(|| community::named(&self.roster))
    }

    /// The member that matters most of those in these areas who have a place: flagged, a hub, well connected.
    pub fn leading(&self, areas: &[usize]) -> Option<MemberId> {
        let members = self.roster.members.iter().enumerate();
        let placed = members.filter(|(at, member)| areas.contains(&member.area) && self.place(*at).is_some());
        let leading = placed.max_by_key(|(at, member)| (names::rank(member, FAR), std::cmp::Reverse(*at)));
        leading.map(|(_, member)| member.id.clone())
    }

    /// How many groups a fact makes, and how many schools are in none of them. Cost: as grouping by it.
    pub fn groups(&self, by: Grouping) -> (usize, usize) {
        let facts = self.facts(by);
        let is_school = |lane: Lane| matches!(lane, Lane::Stage(_) | Lane::Unrated);
        let without = facts.iter().zip(&self.roster.members).filter(|(fact, member)| fact.is_none() && is_school(member.lane));
        (areas::count(&facts).len(), without.count())
    }

    /// The same network in another layout; costs nothing, but for the first time in the force layout.
    #[must_use]
    pub fn in_layout(&self, layout: Layout) -> Self {
        let force =
            if layout == Layout::Force { self.force.clone().or_else(|| Some(Force::whole(&self.roster))) } else { self.force.clone() };
        Self { layout, force, ..self.clone() }
    }

    /// Where a member stands in the rings or on the ground, for a camera that follows it.
    pub fn place_of(&self, id: &str) -> Option<Point> {
        self.place(self.roster.index(id)?)
    }

    /// The same for a place in the roster.
    pub(crate) fn place(&self, member: usize) -> Option<Point> {
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Matrix => self.rings.places.get(member).copied(),
            Layout::Force => self.force.as_ref()?.places.get(member).copied(),
            Layout::Geographic => self.ground.places.get(member).copied().flatten(),
        }
    }

    /// Places to cells of a window, with so many columns and rows left free around the whole map.
    pub(crate) fn projection(&self, window: Rect, margin: (f64, f64), camera: Camera) -> Projection {
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Matrix => Projection::new(window, margin, camera),
            Layout::Force => Projection::keeping(self.force.as_ref().map_or((0.0, 0.0), |force| force.extent), window, margin, camera),
            Layout::Geographic => self.ground.projection(window, margin, camera),
        }
    }

    /// The member in the middle of the ego board: the one put there, else the selected one, else the one with the most ties.
    pub fn centre(&self, view: &View) -> Option<usize> {
        let wanted = view.centre.as_ref().or(view.selected.as_ref());
        wanted.and_then(|id| self.roster.index(id)).or_else(|| neighbours::most_connected(&self.roster))
    }

    /// The rings, inside out.
    pub fn bands(&self) -> &[Band] {
        &self.rings.bands
    }

    pub(crate) fn rings(&self) -> &Rings {
        &self.rings
    }

    /// The middle of an area's members, where it has one.
    pub(crate) fn middle_of(&self, area: usize) -> Option<Point> {
        match self.layout {
            Layout::Force => self.force.as_ref()?.middles.get(area).copied().flatten(),
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Geographic | Layout::Matrix => {
                self.ground.middles.get(area).copied().flatten()
            }
        }
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The picture in a window of this size, header and footer rows included. Any size will do.
    ///
    /// Cost: O(members · log members + ties); for 30,000 members about 2 ms as rings and 10 ms as a journey.
    pub fn picture(&self, view: &View, width: u16, height: u16) -> Picture {
        let map = map_area(width, height);
        let mut picture = Picture { width, height, map, ..Picture::default() };
        if map.cells() > 0 {
            match self.layout {
                Layout::Rings | Layout::Matrix => self.draw_rings(view, &mut picture),
                Layout::Journey => journey::draw(self, view, &mut picture),
                Layout::Ego => ego::draw(self, view, &mut picture),
                Layout::Geographic => self.draw_ground(view, &mut picture),
                Layout::Force => self.draw_force(view, &mut picture),
            }
        }
        view.paint.apply(self.layout, &mut picture);
        tags::draw(self, view, &mut picture);
        legend::head(self, view, &mut picture);
        legend::foot(self, view, &mut picture);
        picture
    }

    fn draw_rings(&self, view: &View, picture: &mut Picture) {
        let scene = Scene::new(self, view, picture.map);
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

    fn draw_force(&self, view: &View, picture: &mut Picture) {
        let scene = Scene::new(self, view, picture.map);
        picture.level = scene.level;
        match scene.level {
            Level::Far => bubbles::draw(&scene, picture),
            Level::Middle | Level::Near => {
                names::draw(&scene, picture);
                ties::draw(&scene, picture);
            }
        }
    }

    fn draw_ground(&self, view: &View, picture: &mut Picture) {
        let (window, beside) = placeless::parted(picture.map, self.roster.members.len(), self.ground.placeless());
        let scene = Scene::new(self, view, window);
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

/// What every part of the picture of the rings is drawn from.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) chart: &'a Chart,
    pub(crate) view: &'a View,
    pub(crate) window: Rect,
    pub(crate) projection: Projection,
    pub(crate) level: Level,
    pub(crate) selected: Option<usize>,
    /// Members in the window whose group is not closed, and the selected one, in the order of the roster.
    pub(crate) seen: Vec<usize>,
    /// Members in the window whose group is closed to one bubble, in the order of the roster.
    pub(crate) folded: Vec<usize>,
    pub(crate) folds: Folds,
    /// What stands out, if something is asked.
    pub(crate) spotlight: Option<Spotlight>,
}

/// Up to this many members in the window, names are pushed apart and each gets one.
pub(crate) const FEW_IN_VIEW: usize = 90;

impl<'a> Scene<'a> {
    fn new(chart: &'a Chart, view: &'a View, window: Rect) -> Self {
        let members = chart.roster.members.len();
        let fitted = Level::of(window.cells(), members, None);
        let margin = match fitted {
            Level::Far if matches!(chart.layout, Layout::Geographic | Layout::Force) => (1.0, 0.5),
            // The names of the areas stand around the dots.
            Level::Far => ((f64::from(window.width) / 7.0).min(13.0), 2.0),
            // Half a name, or half a glyph.
            Level::Middle | Level::Near if members <= FEW_IN_VIEW => ((f64::from(window.width) / 8.0).min(9.0), 1.0),
            Level::Middle | Level::Near => (2.0, 0.5),
        };
        let projection = chart.projection(window, margin, view.camera);
        let is_seen = |member: &usize| chart.place(*member).is_some_and(|place| projection.sees(place));
        let selected = view.selected_in(chart);
        let folds = Folds::of(chart, view);
        let is_folded = |member: &usize| {
            selected != Some(*member) && chart.roster.members.get(*member).is_some_and(|drawn| folds.is_closed(drawn.area))
        };
        let (folded, seen): (Vec<usize>, Vec<usize>) = (0..members).filter(is_seen).partition(is_folded);
        let level = Level::of(window.cells(), seen.len(), view.level);
        let spotlight = Spotlight::of(chart, view);
        Self { chart, view, window, projection, level, selected, seen, folded, folds, spotlight }
    }

    /// Whether some stand out and the others fade.
    pub(crate) fn has_focus(&self) -> bool {
        self.spotlight.is_some()
    }

    /// How near a member is to what is asked; nobody is if nothing is.
    pub(crate) fn hop(&self, member: usize) -> u8 {
        self.spotlight.as_ref().map_or(FAR, |spotlight| spotlight.nearness(member))
    }

    pub(crate) fn emphasis(&self, member: usize) -> Emphasis {
        if self.selected == Some(member) {
            return Emphasis::Selected;
        }
        match (self.has_focus(), self.hop(member)) {
            (false, _) | (true, PLAIN) => Emphasis::Plain,
            (true, SELF | NAMED) => Emphasis::Tied,
            (true, _) => Emphasis::Faded,
        }
    }

    /// The inks of a tie that stands out, by its place in the roster.
    pub(crate) fn lit(&self, tie: usize) -> Option<[Ink; 2]> {
        self.spotlight.as_ref()?.ties.get(&tie).copied()
    }

    /// Whether the group of a member was opened.
    pub(crate) fn is_opened(&self, member: usize) -> bool {
        self.chart.roster.members.get(member).is_some_and(|drawn| self.folds.is_open(drawn.area))
    }

    /// The cell a member's place falls into, with fractions.
    pub(crate) fn cell(&self, member: usize) -> (f32, f32) {
        self.projection.cell(self.chart.place(member).unwrap_or_default())
    }
}
