//! An outlook: the layout and the view together, and both as the texts of a view kept in the map.
//!
//! Every part that is a choice of words is a [`Field`], so that the file, the form and the shell have one text for it.

use std::fmt;

use ecow::EcoString;

use super::{
    layout::Layout,
    rings::Point,
    spotlight::{Only, Topic},
    view::{Camera, View},
};
use crate::model::{Field, FieldError, MemberId, NamedView, Network, Number};

/// How the map is looked at as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    pub layout: Layout,
    pub view: View,
    /// The column by which members are coloured, and the one by which they are sized; the scales in the view follow from them.
    pub colour: Option<EcoString>,
    pub size: Option<EcoString>,
}

/// What a kept view speaks of and cannot be shown; the rest of it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A member that has left the map.
    Member(MemberId),
    /// A text that means nothing here, as one from a newer permea.
    Meaning { field: &'static str, error: FieldError },
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(id) => write!(f, "{id} is not in the map any more"),
            Self::Meaning { field, error } => write!(f, "its {field} {error}"),
        }
    }
}

impl Missing {
    /// What to say of a filter that cannot be worked out any more.
    pub fn filter(expression: &str) -> String {
        format!("its filter `{expression}` means nothing here")
    }

    /// What a view is shown without, in one sentence.
    pub fn told(name: &str, lacks: &[String]) -> String {
        let lacks: Vec<&str> = lacks.iter().map(|lack| lack.trim_end_matches('.')).collect();
        format!("{name} is not whole: {}.", lacks.join("; "))
    }
}

impl Outlook {
    /// The texts of the fields of a [`NamedView`] that this look gives; one that is as it always begins gives none.
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        let Self { layout, view, colour, size } = self;
        let plain = View::default();
        let mut texts = vec![("layout", layout.text())];
        if view.camera.zoom > 1.0 {
            let Camera { middle, zoom } = view.camera;
            let numbers = [("zoom", zoom), ("x", middle.x), ("y", middle.y)];
            texts.extend(numbers.map(|(name, value)| (name, rounded(value).to_string())));
        }
        let members = [("member", &view.selected), ("centre", &view.centre)];
        texts.extend(members.into_iter().filter_map(|(name, member)| Some((name, member.as_ref()?.to_string()))));
        texts.extend(view.topic.as_ref().map(|topic| ("topic", topic.text())));
        texts.extend(view.only.as_ref().map(|only| ("only", only.expression.to_string())));
        if view.names != plain.names {
            texts.push(("names", view.names.text()));
        }
        if view.ties != plain.ties {
            texts.push(("ties", view.ties.text()));
        }
        texts.extend(view.grouping.map(|grouping| ("grouping", grouping.text())));
        let groups = [("opened", &view.opened), ("closed", &view.closed)].into_iter().filter(|(_, groups)| !groups.is_empty());
        texts.extend(groups.map(|(name, groups)| (name, groups.iter().cloned().collect::<Vec<_>>().text())));
        let measures = [("colour", colour), ("size", size)];
        texts.extend(measures.into_iter().filter_map(|(name, column)| Some((name, column.as_ref()?.to_string()))));
        texts
    }

    /// The look of a kept view on a network, and what of it cannot be shown any more.
    pub fn of(kept: &NamedView, network: &Network) -> (Self, Vec<Missing>) {
        let mut reader = Reader { network, missing: Vec::new() };
        let number = |number: Option<Number>| number.map_or(0.0, Number::get);
        let middle = Point { x: number(kept.x).clamp(-1.0, 1.0), y: number(kept.y).clamp(-1.0, 1.0) };
        let view = View {
            camera: Camera { middle, zoom: 1.0 }.at_zoom(kept.zoom.map_or(1.0, Number::get)),
            selected: reader.member(kept.member.as_ref()),
            centre: reader.member(kept.centre.as_ref()),
            topic: reader.topic(kept.topic.as_ref()),
            only: kept.only.as_deref().map(Only::unread),
            names: reader.value("names", kept.names.as_ref()).unwrap_or_default(),
            ties: reader.value("ties", kept.ties.as_ref()).unwrap_or_default(),
            grouping: reader.value("grouping", kept.grouping.as_ref()),
            opened: kept.opened.iter().cloned().collect(),
            closed: kept.closed.iter().cloned().collect(),
            ..View::default()
        };
        let layout = reader.value("layout", kept.layout.as_ref()).unwrap_or_default();
        (Self { layout, view, colour: kept.colour.clone(), size: kept.size.clone() }, reader.missing)
    }
}

/// Reads the parts of a kept view and notes what cannot be read.
struct Reader<'a> {
    network: &'a Network,
    missing: Vec<Missing>,
}

impl Reader<'_> {
    fn member(&mut self, id: Option<&MemberId>) -> Option<MemberId> {
        let id = id?;
        let found = self.network.member_id(id).cloned();
        let is_told = self.missing.iter().any(|missing| matches!(missing, Missing::Member(told) if told == id));
        if found.is_none() && !is_told {
            self.missing.push(Missing::Member(id.clone()));
        }
        found
    }

    /// The topic, if everybody it is about is there.
    fn topic(&mut self, text: Option<&EcoString>) -> Option<Topic> {
        let topic: Topic = self.value("topic", text)?;
        let found: Vec<_> = topic.members().into_iter().map(|id| self.member(Some(id))).collect();
        found.iter().all(Option::is_some).then_some(topic)
    }

    fn value<T: Field>(&mut self, field: &'static str, text: Option<&EcoString>) -> Option<T> {
        match T::parse(text?) {
            Ok(value) => Some(value),
            Err(error) => {
                self.missing.push(Missing::Meaning { field, error });
                None
            }
        }
    }
}

/// To a millionth, far less than a cell at the closest zoom.
fn rounded(value: f64) -> f64 {
    (value * 1_000_000.0).round() / 1_000_000.0
}
