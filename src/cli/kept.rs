//! Views kept in a map: listed, and looked at as they were kept.

use std::sync::Arc;

use clap::Args;
use serde_json::json;

use super::{
    asked::only,
    exit::{Exit, Failure},
    globals::Format,
    scene::Scene,
};
use crate::{
    analysis::Analysis,
    map::{Chart, Layout, Missing, Outlook, View},
    model::{NamedView, Network, Record},
    report::paint,
};

/// Whether the views are listed in the place of the picture.
#[derive(Args, Debug)]
pub(super) struct Listing {
    /// List the views kept in the map instead
    #[arg(long, conflicts_with_all = ["view", "plain"])]
    pub(super) views: bool,
}

/// Prints the kept views of a map, by name: each with its layout, whom it is about and what it is good for.
pub(super) fn list(scene: &Scene, network: &Network) -> Result<Exit, Failure> {
    let views = network.views_by_name();
    if scene.globals.format == Format::Json {
        let rows: Vec<_> = views
            .iter()
            .map(|view| json!({"id": view.id, "name": view.name, "layout": view.layout, "member": view.member, "note": view.note}))
            .collect();
        scene.answer("views", &network.about.name, &json!({"views": rows}))?;
        return Ok(Exit::Done);
    }
    let lines = views.iter().map(|view| format!("{}\n", in_words(network, view)));
    Scene::print(&lines.collect::<String>())?;
    if views.is_empty() {
        scene.tell("The map keeps no views. V on the map keeps one.");
    }
    Ok(Exit::Done)
}

/// `Near Ash  rings, Ash High: For the meeting`.
fn in_words(network: &Network, view: &NamedView) -> String {
    let layout = view.layout.as_deref().unwrap_or_else(|| Layout::default().name());
    let member = view.member.as_ref().or(view.centre.as_ref());
    let about = member.map_or_else(String::new, |id| format!(", {}", network.member(id).map_or(id.as_str(), |member| &member.name)));
    let note = view.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
    format!("{}  {layout}{about}{note}", view.name)
}

/// The chart and the view of a kept view, in another layout if one is given; what it misses is told.
pub(super) fn look(scene: &Scene, analysis: &Arc<Analysis>, name: &str, layout: Option<Layout>) -> Result<(Chart, View), Failure> {
    let kept = analysis.network.find_view(name).map_err(|error| Failure::could_not(error.to_string()))?;
    let (outlook, missing) = Outlook::of(kept, &analysis.network);
    let mut lacks: Vec<String> = missing.iter().map(Missing::to_string).collect();
    let chart = Chart::new(analysis, layout.unwrap_or(outlook.layout)).grouped_by(outlook.view.grouping);
    let paint = paint(analysis, &chart.roster, outlook.colour.as_deref(), outlook.size.as_deref()).unwrap_or_else(|why| {
        lacks.push(why);
        crate::map::Paint::default()
    });
    let only = outlook.view.only.as_ref().and_then(|kept| {
        only(&chart, &kept.expression).unwrap_or_else(|_means_nothing| {
            lacks.push(Missing::filter(&kept.expression));
            None
        })
    });
    if !lacks.is_empty() {
        scene.tell(&Missing::told(&kept.name, &lacks));
    }
    Ok((chart, View { only, paint, ..outlook.view }))
}

/// Refuses a view with a part that would mean nothing to the map.
pub(super) fn refuse_unreadable(network: &Network, record: &Record) -> Result<(), Failure> {
    let Record::NamedView(view) = record else { return Ok(()) };
    let (_, missing) = Outlook::of(view, network);
    let unread = missing.into_iter().find(|missing| matches!(missing, Missing::Meaning { .. }));
    unread.map_or(Ok(()), |missing| Err(Failure::usage(format!("The view was not kept: {missing}. Nothing was changed."))))
}
