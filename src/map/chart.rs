//! The chart: a network laid out, kept by the caller, from which every frame's picture is drawn.

use std::sync::{Arc, OnceLock};

use ecow::EcoString;

use super::{
    areas::{self, Grouping, Parted},
    community,
    force::{Force, Former, Progress},
    ground::Ground,
    layout::Layout,
    matrix::{self, Matrix},
    names, neighbours,
    picture::Rect,
    pins::Pins,
    projection::Projection,
    rings::{Band, Point, Rings},
    roster::{DrawnTie, Lane, Roster},
    spotlight::{FAR, Memo, Spotlight},
    view::{Camera, View},
};
use crate::{
    analysis::Analysis,
    graph::{Link, Ways},
    model::{Member, MemberId, PinLayout},
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
    ways: Arc<Ways>,
    memo: Memo,
    /// The place of each member in the order of their names; found when it is first needed.
    alphabet: Arc<OnceLock<Vec<usize>>>,
    /// Put in order when it is first drawn.
    matrix: Arc<OnceLock<Matrix>>,
    /// Who is pinned where, in every layout.
    pins: Arc<Pins>,
    /// The force layout once it is asked for, and how far it is.
    force: Option<(Arc<Force>, Progress)>,
}

impl Chart {
    /// The network laid out at once, in whatever layout.
    pub fn new(analysis: &Arc<Analysis>, layout: Layout) -> Self {
        Self::following(analysis, layout, None).in_layout(layout)
    }

    /// The network laid out after a step. The force layout is taken over if the step left members and ties alone; else its
    /// places stand until somebody [`settles`](Self::with_force) it.
    pub fn following(analysis: &Arc<Analysis>, layout: Layout, former: Option<&Self>) -> Self {
        let roster = Arc::new(Roster::of(analysis));
        let pins = Pins::of(&analysis.network, &roster);
        let (rings, ground) = laid(&roster, &pins);
        let force = former.and_then(|chart| {
            let (force, progress) = chart.force.clone()?;
            let former = chart.former()?;
            let is_same = former.roster.is_tied_as(&roster);
            Some(if is_same {
                (Arc::new(force.regrouped(&roster)), progress)
            } else {
                (Arc::new(former.carried(&roster)), Progress::SoFar)
            })
        });
        let ways = Arc::new(Ways::of(roster.members.len(), roster.ties.iter().map(link).collect()));
        Self {
            roster,
            layout,
            analysis: Arc::clone(analysis),
            asked_grouping: None,
            communities: Arc::default(),
            rings,
            ground,
            pins: Arc::new(pins),
            ways,
            memo: Memo::default(),
            alphabet: Arc::default(),
            matrix: Arc::default(),
            force,
        }
    }

    /// The same network with one member pinned at a place in this layout, or as near as the layout lets it.
    ///
    /// For a member being moved: it costs a copy of the places. Where the layout has no pins nothing changes.
    #[must_use]
    pub fn pinning(&self, member: usize, place: Point) -> Self {
        let mut chart = self.clone();
        let Some(layout) = self.layout.pins() else { return chart };
        Arc::make_mut(&mut chart.pins).put(layout, member, place);
        match layout {
            PinLayout::Rings => Arc::make_mut(&mut chart.rings).pin(&self.roster, member, place),
            PinLayout::Geographic => Arc::make_mut(&mut chart.ground).pin(member, place),
            PinLayout::Force => {}
        }
        chart
    }

    /// Who is pinned in this layout, by the places in the roster.
    pub fn pinned(&self) -> impl Iterator<Item = usize> {
        let pins = self.layout.pins().map(|layout| self.pins.of_layout(layout));
        pins.into_iter().flat_map(|pins| pins.keys().copied()).filter(|member| self.place(*member).is_some())
    }

    /// Whether anybody is pinned in this layout.
    pub(crate) fn has_pins(&self) -> bool {
        self.layout.pins().is_some_and(|layout| !self.pins.of_layout(layout).is_empty())
    }

    /// Whether a member is pinned in this layout.
    pub fn is_pinned(&self, member: usize) -> bool {
        self.layout.pins().is_some_and(|layout| self.pins.of_layout(layout).contains_key(&member)) && self.place(member).is_some()
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
        let (rings, ground) = laid(&roster, &self.pins);
        // Who works with whom is the same, so everybody stays where forces moved them.
        let force = self.force.as_ref().map(|(force, progress)| (Arc::new(force.regrouped(&roster)), *progress));
        Self { roster: Arc::new(roster), rings, ground, asked_grouping: by, force, matrix: Arc::default(), ..self.clone() }
    }

    fn areas(&self, by: Option<Grouping>) -> Parted {
        match by {
            Some(by) => Parted::of(by, self.facts(by)),
            None => Parted::fitting(&self.analysis.network, &self.members()),
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
    /// Cost: that of [`crate::graph::communities`], the first time it is asked: not for every frame.
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
        let chart = self.turned_to(layout);
        if chart.awaits_force() { chart.with_force(&Force::whole(&chart.roster), Progress::Settled) } else { chart }
    }

    /// The same network in another layout, the force layout as far as it is there; costs nothing.
    #[must_use]
    pub fn turned_to(&self, layout: Layout) -> Self {
        Self { layout, ..self.clone() }
    }

    /// The same with these places in the force layout.
    #[must_use]
    pub fn with_force(&self, force: &Force, progress: Progress) -> Self {
        Self { force: Some((Arc::new(force.regrouped(&self.roster)), progress)), ..self.clone() }
    }

    /// Whether it shows the force layout and that is not settled.
    pub fn awaits_force(&self) -> bool {
        self.layout == Layout::Force && !matches!(self.force, Some((_, Progress::Settled)))
    }

    /// Whether it is the same chart with everybody in the same places, but for the layout it is turned to.
    pub(crate) fn stands_as(&self, other: &Self) -> bool {
        let forces = (self.force.as_ref(), other.force.as_ref());
        let has_moved =
            matches!(forces, (Some((now, _)), Some((then, _))) if !Arc::ptr_eq(now, then)) || forces.0.is_some() != forces.1.is_some();
        Arc::ptr_eq(&self.roster, &other.roster) && (self.layout != Layout::Force || !has_moved)
    }

    /// What the next force layout goes on from.
    pub fn former(&self) -> Option<Former> {
        let (force, _) = self.force.as_ref()?;
        Some(Former { roster: Arc::clone(&self.roster), force: Arc::clone(force) })
    }

    /// The force layout as far as it is there.
    fn force(&self) -> Option<&Force> {
        self.force.as_ref().map(|(force, _)| force.as_ref())
    }

    /// Where a member stands in the rings or on the ground, for a camera that follows it.
    pub fn place_of(&self, id: &str) -> Option<Point> {
        self.place(self.roster.index(id)?)
    }

    /// The same for a place in the roster.
    pub(crate) fn place(&self, member: usize) -> Option<Point> {
        // The other layouts are laid out around their pins; forces ask here, so that a member being moved needs no new layout.
        if let (Layout::Force, Some(place)) = (self.layout, self.pins.of_layout(PinLayout::Force).get(&member)) {
            return Some(*place);
        }
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego => self.rings.places.get(member).copied(),
            // Until the first places are there, everybody comes from the rings.
            Layout::Force => self.force().map_or(&self.rings.places, |force| &force.places).get(member).copied(),
            Layout::Matrix => matrix::place(self.matrix(), member),
            Layout::Geographic => self.ground.places.get(member).copied().flatten(),
        }
    }

    /// Places to cells of a window, with so many columns and rows left free around the whole map.
    pub(crate) fn projection(&self, window: Rect, margin: (f64, f64), camera: Camera) -> Projection {
        match self.layout {
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Matrix => Projection::new(window, margin, camera),
            Layout::Force => Projection::keeping(self.force().map_or((0.0, 0.0), |force| force.extent), window, margin, camera),
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

    /// The columns and rows in which the whole matrix stands, for a drawing on paper.
    pub fn matrix_size(&self) -> (u16, u16) {
        matrix::size(self.matrix(), &self.roster)
    }

    /// The place of a member in the order of all names; equal names are in the order of the roster.
    pub(crate) fn alphabetical(&self, member: usize) -> usize {
        let order = || {
            let mut names: Vec<(&EcoString, usize)> = self.roster.members.iter().map(|drawn| &drawn.name).zip(0..).collect();
            names.sort_unstable();
            let mut places = vec![0; names.len()];
            for (place, (_, member)) in names.into_iter().enumerate() {
                if let Some(known) = places.get_mut(member) {
                    *known = place;
                }
            }
            places
        };
        self.alphabet.get_or_init(order).get(member).copied().unwrap_or(usize::MAX)
    }

    pub(crate) fn matrix(&self) -> &Matrix {
        self.matrix.get_or_init(|| Matrix::of(&self.roster))
    }

    /// The middle of an area's members, where it has one.
    pub(crate) fn middle_of(&self, area: usize) -> Option<Point> {
        match self.layout {
            Layout::Force => self.force()?.middles.get(area).copied().flatten(),
            Layout::Rings | Layout::Journey | Layout::Ego | Layout::Geographic | Layout::Matrix => {
                self.ground.middles.get(area).copied().flatten()
            }
        }
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The ties to walk along; members and ties are places in the roster.
    pub(crate) fn ways(&self) -> &Ways {
        &self.ways
    }

    /// What stands out in a view; none if nothing is asked. Costs nothing while the same is asked.
    pub fn spotlight(&self, view: &View) -> Option<Arc<Spotlight>> {
        self.memo.answer(self, view)
    }
}

/// Rings and ground around the members that are pinned there.
fn laid(roster: &Roster, pins: &Pins) -> (Arc<Rings>, Arc<Ground>) {
    let (mut rings, mut ground) = (Rings::of(roster), Ground::of(roster));
    for (member, place) in pins.of_layout(PinLayout::Rings) {
        rings.pin(roster, *member, *place);
    }
    for (member, place) in pins.of_layout(PinLayout::Geographic) {
        ground.pin(*member, *place);
    }
    (Arc::new(rings), Arc::new(ground))
}

fn link(tie: &DrawnTie) -> Link {
    Link { from: tie.from, to: tie.to, phase: tie.phase, trust: tie.trust, is_mutual: tie.is_mutual }
}
