//! Names that must be seen are seen, nothing lies on anything else, and stages are told apart without colours.

use std::sync::Arc;

use jiff::civil::date;
use permea::{analysis::Analysis, framework::Rules, map::Chart};

use crate::{
    crowd::{Rated, crowd},
    legible::{LAYOUTS, Legible, legible},
    session::demo,
};

const SIZE: (u16, u16) = (120, 36);

/// Every layout of a network, measured.
fn measured(analysis: &Arc<Analysis>) -> Vec<(String, Legible)> {
    let chart = Chart::new(analysis, LAYOUTS[0]);
    let named = |layout: permea::map::Layout| format!("{} members as {}", chart.roster.members.len(), layout.title());
    LAYOUTS.into_iter().map(|layout| (named(layout), legible(&chart.in_layout(layout), SIZE))).collect()
}

fn the_demo() -> Arc<Analysis> {
    Arc::new(Analysis::new(&demo(), date(2026, 11, 20), &Rules::built_in(), &|| false).unwrap())
}

#[test]
fn every_flagged_member_has_its_name_among_forty_and_three_hundred() {
    for analysis in [the_demo(), crowd(40, Rated::Most), crowd(300, Rated::Most)] {
        for (what, measured) in measured(&analysis) {
            assert!(measured.flagged > 0, "{what}: nobody is flagged");
            assert_eq!(measured.named, measured.flagged, "{what}");
        }
    }
}

#[test]
fn among_three_thousand_every_flagged_member_is_named_or_counted() {
    for (what, measured) in measured(&crowd(3_000, Rated::Most)) {
        assert!(measured.named + measured.signed > 0, "{what}: {measured:?}");
    }
}

#[test]
fn no_name_lies_on_another() {
    for analysis in [the_demo(), crowd(40, Rated::Most), crowd(300, Rated::Most), crowd(3_000, Rated::Most)] {
        for (what, measured) in measured(&analysis) {
            assert_eq!(measured.overlaps, 0, "{what}");
        }
    }
}

#[test]
fn no_name_lies_on_another_from_the_smallest_to_the_largest_screen() {
    for members in [40, 300, 3000] {
        let analysis = crowd(members, Rated::Most);
        for layout in LAYOUTS {
            let chart = Chart::new(&analysis, layout);
            for size in [(60, 15), (80, 24), (200, 55), (300, 100)] {
                assert_eq!(legible(&chart, size).overlaps, 0, "{members} in {layout:?} at {size:?}");
            }
        }
    }
}

#[test]
fn the_four_stages_are_told_apart_without_colours() {
    for analysis in [the_demo(), crowd(40, Rated::Most), crowd(300, Rated::Most), crowd(3_000, Rated::Most)] {
        for (what, measured) in measured(&analysis) {
            assert_eq!((measured.stages, measured.told_apart), (4, 4), "{what}");
        }
    }
}
