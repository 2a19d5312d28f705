//! A view: how somebody looked at the map, kept under a name so that others can look at it the same way.

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    declare::record,
    id::{Id, MemberId},
    number::Number,
};

record! {
    /// A way to look at the map, kept under a name.
    ///
    /// What a part means is for the map to say; here each is a text, so that a view kept by a newer permea is not lost by an
    /// older one. The members it names may leave the map: the view stays, and says whom it misses when it is opened.
    pub struct NamedView {
        id: Id,
        name: EcoString,
        @optional
        /// What it is good for.
        note: Option<EcoString>,
        layout: Option<EcoString>,
        /// 1 shows the whole map.
        zoom: Option<Number>,
        /// What stands in the middle of the window, each from -1 to 1.
        x: Option<Number>,
        y: Option<Number>,
        /// Who is selected.
        member: Option<MemberId>,
        /// Who stands in the middle of the ego board.
        centre: Option<MemberId>,
        /// The question laid over the map.
        topic: Option<EcoString>,
        /// The expression members must meet to be shown.
        only: Option<EcoString>,
        /// The measure that colours members.
        colour: Option<EcoString>,
        /// The measure that sizes members.
        size: Option<EcoString>,
        /// By which fact members are grouped.
        grouping: Option<EcoString>,
        /// The groups that are opened or closed.
        groups: Vec<EcoString>,
        /// Which names are shown.
        names: Option<EcoString>,
        /// Which ties are shown.
        ties: Option<EcoString>,
        by: Option<EcoString>,
        at: Option<Timestamp>,
    }
}
