//! A view: how somebody looked at the map, kept under a name so that others can look at it the same way.

use std::fmt;

use ecow::EcoString;
use jiff::Timestamp;

use super::{
    declare::record,
    fold::fold,
    id::{Id, MemberId},
    network::Network,
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

/// Why a text names no one view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoView {
    /// The map keeps no view of this name; the names of those it keeps.
    Nowhere { text: EcoString, kept: Vec<EcoString> },
    /// More than one has it, by their ids.
    Several { text: EcoString, ids: Vec<Id> },
}

impl fmt::Display for NoView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere { text, kept } if kept.is_empty() => {
                write!(f, "The map keeps no view `{text}`, nor any other. V on the map keeps one.")
            }
            Self::Nowhere { text, kept } => write!(f, "The map keeps no view `{text}`. It keeps: {}.", kept.join(", ")),
            Self::Several { text, ids } => {
                write!(f, "`{text}` is the name of {} views. Give the id:", ids.len())?;
                ids.iter().try_for_each(|id| write!(f, "\n  {id}"))
            }
        }
    }
}

impl std::error::Error for NoView {}

impl Network {
    /// The kept views by name, then by id.
    pub fn views_by_name(&self) -> Vec<&NamedView> {
        let mut views: Vec<&NamedView> = self.views().iter().collect();
        views.sort_by(|a, b| fold(&a.name).cmp(&fold(&b.name)).then_with(|| a.id.cmp(&b.id)));
        views
    }

    /// The view of an id or a name; case, accents and apostrophes are ignored.
    pub fn find_view(&self, text: &str) -> Result<&NamedView, NoView> {
        if let Some(view) = self.views().get(text.trim()) {
            return Ok(view);
        }
        let wanted = fold(text);
        let views = self.views_by_name();
        let named: Vec<&NamedView> = views.iter().copied().filter(|view| fold(&view.name) == wanted).collect();
        match named.as_slice() {
            [view] => Ok(view),
            [] => Err(NoView::Nowhere { text: text.into(), kept: views.iter().map(|view| view.name.clone()).collect() }),
            several => Err(NoView::Several { text: text.into(), ids: several.iter().map(|view| view.id.clone()).collect() }),
        }
    }
}
