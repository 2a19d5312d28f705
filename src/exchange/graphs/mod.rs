//! Files of other network tools: each format is one file here that turns bytes into nodes and links, and one place
//! ([`land`]) turns those into members and ties.

mod foreign;
mod gephi;
mod gexf;
mod graphml;
mod identity;
mod kumu;
mod kumu_json;
mod landing;
mod markup;
mod matrix;
mod nodexl;
mod pages;
mod pajek;
mod partner;
mod shape;
mod tables;
mod ties;
mod typed;
mod ucinet;
mod vna;
mod words;
pub(super) mod xml;

pub(super) use foreign::Foreign;
pub use graphml::key_name;
pub(super) use landing::{Landing, land};
pub use matrix::Switch;
pub(super) use pages::{likely_tool_of, plain_tool_of, read as read_pages};
pub use pajek::WRITTEN_BY;
pub(super) use shape::is_about_nodes;
pub use ties::UNKNOWN_PHASE;
pub(super) use ties::is_about_links;

use super::{kind::SheetKind, proposal::Source, unreadable::Unreadable};

/// The network in a source that is no sheet; `None` if it may be one.
pub(super) fn read(source: &Source<'_>) -> Result<Option<Foreign>, Unreadable> {
    let (name, bytes) = (source.name.as_str(), source.bytes);
    let is = |kind: SheetKind| source.kind == Some(kind);
    let is_open = source.kind.is_none();
    let first_word = words::first_word(bytes);
    let read = if is(SheetKind::Gexf) || is(SheetKind::Graphml) || (is_open && markup::is_markup(bytes)) {
        markup::read
    } else if (is_open || is(SheetKind::Kumu)) && kumu_json::is_json(bytes) {
        kumu_json::read
    } else if is(SheetKind::Pajek) || (is_open && pajek::is_pajek(&first_word)) {
        pajek::read
    } else if is(SheetKind::Netdraw) || (is_open && vna::is_vna(&first_word)) {
        vna::read
    } else if is(SheetKind::Ucinet) || (is_open && first_word == "dl") {
        ucinet::read
    } else {
        return Ok(None);
    };
    let foreign = read(name, bytes)?;
    foreign.check_room()?;
    Ok(Some(foreign))
}
