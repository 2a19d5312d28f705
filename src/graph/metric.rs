//! The one table of measures: name, plain sentence, the decision it serves, range, source and cost. Screens, answers and documents
//! take their words from it.

use super::{Opening, measures::Own, walls::Wall};

/// How a value of a measure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A whole number.
    Count,
    /// A number with four places, mostly from 0 to 1.
    Share,
    /// A number with two places.
    Number,
    /// A whole number that names a group.
    Group,
    YesOrNo,
}

/// What a measure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Member,
    Network,
    Both,
}

macro_rules! metrics {
    ($($variant:ident $name:literal $title:literal $of:ident $shape:ident
        $sentence:literal
        $decision:literal
        [$range:literal, $source:literal, $cost:literal])*) => {
        /// A measure of a network or of its members.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Metric { $(#[doc = $sentence] $variant,)* }

        impl Metric {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in answers.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its name for people.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            pub fn of(self) -> Of {
                match self { $(Self::$variant => Of::$of,)* }
            }

            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => Shape::$shape,)* }
            }

            /// What it means, in one plain sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }

            /// The decision it serves.
            pub fn decision(self) -> &'static str {
                match self { $(Self::$variant => $decision,)* }
            }

            /// Its range and unit.
            pub fn range(self) -> &'static str {
                match self { $(Self::$variant => $range,)* }
            }

            /// Who defined it, and how it is worked out here.
            pub fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }

            /// What it costs to work out for n members with m ties.
            pub fn cost(self) -> &'static str {
                match self { $(Self::$variant => $cost,)* }
            }
        }
    };
}

metrics! {
    Permeability "permeability" "permeability" Both Share
        "How open it is: how deep its ties go with other schools, universities and other organisations, and the three knowledge sources, both ways and in trust."
        "Whose boundary to open next, and where: the part that is 0 is the tie to broker."
        ["0 (closed) to 1 (coaching both ways and from all three sources)", "permea's own, after Berwick's stage 4; weights in rules.ron; only the deepest ties count, so more never lower it", "O(m log m)"]
    InDegree "in_degree" "learns from" Member Count
        "From how many members it learns directly."
        "Who depends on one giver only, and who is asked to listen to too many."
        ["0 to n−1 members", "Freeman 1979, in-degree; parallel ties are one", "O(m)"]
    OutDegree "out_degree" "gives to" Member Count
        "To how many members it gives directly."
        "Who carries the network by giving, and may need relief."
        ["0 to n−1 members", "Freeman 1979, out-degree; parallel ties are one", "O(m)"]
    Betweenness "betweenness" "betweenness" Member Share
        "How much of what passes between others takes its shortest way through this member."
        "Who is a bridge: protect it, and add ties around it before it is overloaded or leaves."
        ["0 to 1, the share over all (n−1)(n−2) pairs", "Freeman 1977, by Brandes 2001; directed, unweighted; sampled above 500 million members × ties", "O(n·m)"]
    Closeness "closeness" "closeness" Member Share
        "How few steps it takes on average to learn from the others."
        "Who hears of things last, and would gain most from one tie towards the middle."
        ["0 to 1", "Wasserman and Faust 1994, improved for networks in parts; incoming steps", "O(n·m/512)"]
    Eigenvector "eigenvector" "eigenvector" Member Share
        "Whether it learns from members who themselves learn from well-connected members."
        "Where new practice gathers, and whom to ask first what is going on."
        ["0 to 1, squares add up to 1", "Bonacich 1987; iterated to 1e-12; empty where it does not settle", "O(m) a round"]
    Pagerank "pagerank" "PageRank" Member Share
        "Where knowledge that is passed on at random ends up most often."
        "Who gathers most and could be asked to give more."
        ["0 to 1, all add up to 1", "Page and others 1999; damping 0.85, iterated to 1e-12", "O(m) a round"]
    Core "core" "core" Member Count
        "How thick the part of the network is that it belongs to: each there has ties with at least so many others of it."
        "Who is at the rim and who in the thick; invite from the lowest core first."
        ["0 (no ties) up", "Seidman 1983, by Batagelj and Zaveršnik 2003; ties either way", "O(n+m)"]
    Community "community" "community" Member Group
        "Which group of members it belongs to that have more to do with each other than with the rest."
        "Whom to meet together, and between which groups a tie is missing."
        ["a number that names the group; empty without ties", "Leiden: Traag, Waltman and van Eck 2019, by modularity, the best of up to 400 runs", "about O(m log m)"]
    Articulation "articulation" "holds together" Member YesOrNo
        "Whether the network would fall into more parts without this member."
        "Who must not be lost without a second tie around it."
        ["yes or no", "articulation points, Hopcroft and Tarjan 1973; ties either way", "O(n+m)"]
    Parted "parted" "would be parted" Member Count
        "How many members would be parted from the rest if it left."
        "How bad it would be: where to add a second tie first."
        ["0 up to n−2 members", "after Hopcroft and Tarjan 1973; all but the largest piece left", "O(n+m)"]
    Constraint "constraint" "constraint" Member Share
        "How far its contacts all know each other, so that nothing new comes in."
        "Who needs a tie into another circle rather than one more in its own."
        ["0 to 1, somewhat above for two or three who know each other; empty without ties", "Burt 1992, mutual weights", "O(Σ degree²)"]
    EffectiveSize "effective_size" "effective size" Member Number
        "How many of its contacts do not repeat what another one says."
        "Who brings new things in; whether another tie would add anything."
        ["1 to its contacts; empty without ties", "Burt 1992, mutual weights", "O(Σ degree²)"]
    Reach1 "reach_1" "within 1 step" Member Count
        "From how many members it can learn directly."
        "Whether what it needs is at hand."
        ["0 to n−1 members", "k-step reach, incoming steps", "O(n·m/512)"]
    Reach2 "reach_2" "within 2 steps" Member Count
        "From how many members it can learn directly or through one other."
        "Whom one introduction would bring within reach."
        ["0 to n−1 members", "k-step reach, incoming steps", "O(n·m/512)"]
    Reach3 "reach_3" "within 3 steps" Member Count
        "From how many members it can learn in at most three steps; beyond that little arrives."
        "Who is out of the way of most of the network."
        ["0 to n−1 members", "k-step reach, incoming steps", "O(n·m/512)"]
    Research "research_steps" "steps to research" Member Count
        "In how many steps it learns from relevant research."
        "Whom to join to a source of research, and through whom."
        ["1 (directly) up; empty if no way leads there", "source reach, domain rule R6; incoming steps", "O(n+m)"]
    Practice "practice_steps" "steps to practice" Member Count
        "In how many steps it learns from best practice."
        "Whom to join to a source of practice, and through whom."
        ["1 (directly) up; empty if no way leads there", "source reach, domain rule R6; incoming steps", "O(n+m)"]
    Innovation "innovation_steps" "steps to innovation" Member Count
        "In how many steps it learns from emerging innovation."
        "Whom to join to a source of innovation, and through whom."
        ["1 (directly) up; empty if no way leads there", "source reach, domain rule R6; incoming steps", "O(n+m)"]
    EiTrust "ei_trust" "E-I by trust" Both Number
        "Whether its ties lead out of its academy trust or stay inside."
        "Whether a trust learns from anybody but itself."
        ["−1 (all inside) to +1 (all outside); empty where no group is known", "Krackhardt and Stern 1988", "O(m)"]
    EiAuthority "ei_authority" "E-I by authority" Both Number
        "Whether its ties lead out of its local authority or stay inside."
        "Where to broker across the border of an authority, and take local competition out."
        ["−1 (all inside) to +1 (all outside); empty where no group is known", "Krackhardt and Stern 1988", "O(m)"]
    EiEducation "ei_education" "E-I by phase" Both Number
        "Whether its ties lead to schools of another phase of education or stay within its own."
        "Whether primaries and secondaries learn from each other."
        ["−1 (all inside) to +1 (all outside); empty where no group is known", "Krackhardt and Stern 1988", "O(m)"]
    Coordinator "coordinator" "coordinator" Member Count
        "How often it joins two members of its own authority who have no tie."
        "Who can spread something inside one authority."
        ["0 up, pairs of others", "Gould and Fernandez 1989, open two-step ways by authority", "O(Σ in·out)"]
    Gatekeeper "gatekeeper" "gatekeeper" Member Count
        "How often it lets into its authority what comes from outside."
        "Who can carry research and new practice in."
        ["0 up, pairs of others", "Gould and Fernandez 1989, open two-step ways by authority", "O(Σ in·out)"]
    Representative "representative" "representative" Member Count
        "How often it carries out of its authority what its own members know."
        "Who can take a local success elsewhere."
        ["0 up, pairs of others", "Gould and Fernandez 1989, open two-step ways by authority", "O(Σ in·out)"]
    Consultant "consultant" "consultant" Member Count
        "How often it joins two members of one authority that is not its own."
        "Who helps from outside, and what stops if it stops."
        ["0 up, pairs of others", "Gould and Fernandez 1989 (itinerant broker), open two-step ways by authority", "O(Σ in·out)"]
    Liaison "liaison" "liaison" Member Count
        "How often it joins two members of different authorities, neither its own."
        "Who joins the authorities to each other."
        ["0 up, pairs of others", "Gould and Fernandez 1989, open two-step ways by authority", "O(Σ in·out)"]
    Density "density" "density" Network Share
        "How much of all the sharing that could be there is there."
        "Whether the network grows closer; compare it over time, never with a network of another size."
        ["0 to 1", "Wasserman and Faust 1994: m/(n(n−1))", "O(1)"]
    Reciprocity "reciprocity" "reciprocity" Network Share
        "How many ties are returned, so that both learn."
        "Whether help is one-way; one-way sharing dies."
        ["0 to 1; empty without ties", "Wasserman and Faust 1994, share of ties", "O(m)"]
    InCentralisation "in_centralisation" "learning centralised" Network Share
        "How far learning is the business of one member."
        "Whether one member gathers everything."
        ["0 (all alike) to 1 (a star)", "Freeman 1979, in-degree", "O(n)"]
    OutCentralisation "out_centralisation" "giving centralised" Network Share
        "How far giving hangs on one member."
        "Whether the network depends on one hub."
        ["0 (all alike) to 1 (a star)", "Freeman 1979, out-degree", "O(n)"]
    BetweennessCentralisation "betweenness_centralisation" "passing on centralised" Network Share
        "How far everything passes through one member."
        "Whether ways around the busiest bridge are needed."
        ["0 (all alike) to 1 (a star)", "Freeman 1979, betweenness", "O(n)"]
    Components "components" "separate parts" Network Count
        "Into how many parts the network falls that have nothing to do with each other."
        "Whether it is one network at all, and which parts to join."
        ["1 to n; who has no ties is one alone", "weak components, Wasserman and Faust 1994", "O(n+m)"]
    Isolates "isolates" "without ties" Network Count
        "How many members have no tie at all."
        "Whom to visit first."
        ["0 to n members", "Wasserman and Faust 1994", "O(n)"]
    Bridges "bridges" "ties nothing replaces" Network Count
        "How many ties hold parts of the network together all by themselves."
        "Where a second tie is needed."
        ["0 to n−1 ties", "bridges, Hopcroft and Tarjan 1973; ties either way", "O(n+m)"]
    Modularity "modularity" "modularity" Network Share
        "How marked the communities are."
        "Whether the network works in circles of its own."
        ["−0.5 to 1; above 0.3 they are marked", "Newman and Girvan 2004; ties either way, unweighted", "O(m)"]
    Reachable "reachable" "can learn from another" Network Share
        "How many of all pairs are joined by some way along which knowledge can pass."
        "Whether news from one end of the network ever arrives at the other."
        ["0 to 1, the share of ordered pairs", "reach, directed", "O(n·m/512)"]
}

impl Metric {
    /// Those that every member has a value of.
    pub fn of_members() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|metric| metric.of() != Of::Network)
    }

    /// Those that the network has one value of.
    pub fn of_network() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|metric| metric.of() != Of::Member)
    }

    /// The measure of this name in answers.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|metric| metric.name() == name)
    }
}

impl Own {
    /// The value of a measure; `None` if there is none, or if the measure is the network's.
    pub fn value(&self, metric: Metric) -> Option<f64> {
        let source = |at: usize| self.sources.get(at).copied().flatten().map(f64::from);
        let crossing = |wall: Wall| self.crossings.get(wall as usize).and_then(super::Crossing::index);
        let roles = self.roles.get(Wall::Authority as usize).copied().unwrap_or_default();
        let [near, nearer, nearest] = [2, 1, 0].map(|at| self.reach.near.get(at).copied().map(f64::from));
        match metric {
            Metric::Permeability => self.permeability.map(|open| open.value),
            Metric::InDegree => Some(self.in_degree as f64),
            Metric::OutDegree => Some(self.out_degree as f64),
            Metric::Betweenness => Some(self.betweenness),
            Metric::Closeness => Some(self.closeness),
            Metric::Eigenvector => self.eigenvector,
            Metric::Pagerank => Some(self.pagerank),
            Metric::Core => Some(f64::from(self.core)),
            Metric::Community => self.community.map(|community| community as f64),
            Metric::Articulation => Some(f64::from(u8::from(self.is_articulation))),
            Metric::Parted => Some(self.parted as f64),
            Metric::Constraint => self.holes.map(|holes| holes.constraint),
            Metric::EffectiveSize => self.holes.map(|holes| holes.effective_size),
            Metric::Reach1 => nearest,
            Metric::Reach2 => nearer,
            Metric::Reach3 => near,
            Metric::Research => source(0),
            Metric::Practice => source(1),
            Metric::Innovation => source(2),
            Metric::EiTrust => crossing(Wall::Trust),
            Metric::EiAuthority => crossing(Wall::Authority),
            Metric::EiEducation => crossing(Wall::Education),
            Metric::Coordinator => Some(roles.coordinator as f64),
            Metric::Gatekeeper => Some(roles.gatekeeper as f64),
            Metric::Representative => Some(roles.representative as f64),
            Metric::Consultant => Some(roles.consultant as f64),
            Metric::Liaison => Some(roles.liaison as f64),
            Metric::Density
            | Metric::Reciprocity
            | Metric::InCentralisation
            | Metric::OutCentralisation
            | Metric::BetweennessCentralisation
            | Metric::Components
            | Metric::Isolates
            | Metric::Bridges
            | Metric::Modularity
            | Metric::Reachable => None,
        }
    }

    /// How open each opening is, 0 to 1; nothing for knowledge sources.
    pub fn openings(&self) -> Option<[(Opening, f64); 5]> {
        self.permeability.map(|open| Opening::ALL.map(|opening| (opening, open.at(opening))))
    }
}

impl super::Whole {
    /// The value of a measure of the network; `None` if there is none, or if the measure is of members alone.
    pub fn value(&self, metric: Metric) -> Option<f64> {
        let crossing = |wall: Wall| self.crossings.get(wall as usize).and_then(super::Crossing::index);
        match metric {
            Metric::Permeability => self.permeability,
            Metric::EiTrust => crossing(Wall::Trust),
            Metric::EiAuthority => crossing(Wall::Authority),
            Metric::EiEducation => crossing(Wall::Education),
            Metric::Density => self.density,
            Metric::Reciprocity => self.reciprocity,
            Metric::InCentralisation => self.in_centralisation,
            Metric::OutCentralisation => self.out_centralisation,
            Metric::BetweennessCentralisation => self.betweenness_centralisation,
            Metric::Components => Some(self.components as f64),
            Metric::Isolates => Some(self.isolates as f64),
            Metric::Bridges => Some(self.bridges.len() as f64),
            Metric::Modularity => self.modularity,
            Metric::Reachable => self.reachable,
            Metric::InDegree
            | Metric::OutDegree
            | Metric::Betweenness
            | Metric::Closeness
            | Metric::Eigenvector
            | Metric::Pagerank
            | Metric::Core
            | Metric::Community
            | Metric::Articulation
            | Metric::Parted
            | Metric::Constraint
            | Metric::EffectiveSize
            | Metric::Reach1
            | Metric::Reach2
            | Metric::Reach3
            | Metric::Research
            | Metric::Practice
            | Metric::Innovation
            | Metric::Coordinator
            | Metric::Gatekeeper
            | Metric::Representative
            | Metric::Consultant
            | Metric::Liaison => None,
        }
    }
}
