//! Files of other network tools: each format is one file here that turns bytes into nodes and links, and one place
//! ([`land`]) turns those into members and ties.

mod foreign;
mod gexf;
mod graphml;
mod identity;
mod landing;
mod markup;
mod shape;
mod ties;
mod typed;
mod xml;

pub(super) use foreign::Foreign;
pub(super) use landing::{Landing, land};

use super::{kind::SheetKind, proposal::Source, unreadable::Unreadable};

/// The network in a source; `None` if the source is no file of another network tool.
pub(super) fn read(source: &Source<'_>) -> Result<Option<Foreign>, Unreadable> {
    match source.kind {
        None if markup::is_markup(source.bytes) => markup::read(&source.name, source.bytes).map(Some),
        Some(SheetKind::Gexf | SheetKind::Graphml) => markup::read(&source.name, source.bytes).map(Some),
        None | Some(_) => Ok(None),
    }
}
