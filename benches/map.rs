//! One frame of the map, and its layout, for invented networks of 300, 3,000 and 30,000 members.
//!
//! Aims: a frame under 5 ms at 3,000 and under 16 ms at 30,000, with the layout kept.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, reason = "the network is the tests' and a bench may stop")]

#[path = "../tests/it/crowd.rs"]
mod crowd;

use crowd::{Rated, crowd};
use divan::{Bencher, black_box};
use permea::{
    map::{Chart, Layout, Picture, Roster, View},
    view::{
        map::{GlyphSet, draw},
        theme::Theme,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};

const MEMBERS: [usize; 3] = [300, 3_000, 30_000];

fn main() {
    divan::main();
}

fn frame(bencher: Bencher<'_, '_>, chart: &Chart, view: &View) {
    let theme = Theme::default();
    let area = Rect::new(0, 0, 200, 55);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(|| {
        buffer.reset();
        draw(&chart.picture(black_box(view), area.width, area.height), &theme, GlyphSet::Unicode, area, &mut buffer);
    });
}

#[divan::bench(args = MEMBERS)]
fn rings(bencher: Bencher<'_, '_>, members: usize) {
    frame(bencher, &Chart::new(&crowd(members, Rated::Most), Layout::Rings), &View::default());
}

#[divan::bench(args = MEMBERS)]
fn rings_with_a_focus(bencher: Bencher<'_, '_>, members: usize) {
    let chart = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
    let selected = Some(chart.roster.members[members / 10].id.clone());
    frame(bencher, &chart, &View { selected, topic: Some(View::FOCUS), ..View::default() });
}

#[divan::bench(args = MEMBERS)]
fn journey(bencher: Bencher<'_, '_>, members: usize) {
    frame(bencher, &Chart::new(&crowd(members, Rated::Most), Layout::Journey), &View::default());
}

#[divan::bench(args = MEMBERS)]
fn glide(bencher: Bencher<'_, '_>, members: usize) {
    let rings = Chart::new(&crowd(members, Rated::Most), Layout::Rings);
    let journey = rings.in_layout(Layout::Journey).picture(&View::default(), 200, 55);
    let theme = Theme::default();
    let area = Rect::new(0, 0, 200, 55);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(|| {
        buffer.reset();
        let to = rings.picture(black_box(&View::default()), area.width, area.height);
        draw(&Picture::between(&journey, &to, 0.4), &theme, GlyphSet::Unicode, area, &mut buffer);
    });
}

/// Groups in rows, or all members where they fit.
#[divan::bench(args = MEMBERS)]
fn matrix(bencher: Bencher<'_, '_>, members: usize) {
    frame(bencher, &Chart::new(&crowd(members, Rated::Most), Layout::Matrix), &View::default());
}

/// So near that members have rows of their own.
#[divan::bench(args = MEMBERS)]
fn matrix_of_members(bencher: Bencher<'_, '_>, members: usize) {
    let camera = View::default().camera.zoomed_in().zoomed_in();
    frame(bencher, &Chart::new(&crowd(members, Rated::Most), Layout::Matrix), &View { camera, ..View::default() });
}

/// Putting members in order, once for an analysis.
#[divan::bench(args = MEMBERS)]
fn matrix_order(bencher: Bencher<'_, '_>, members: usize) {
    let analysis = crowd(members, Rated::Most);
    bencher.with_inputs(|| Chart::new(&analysis, Layout::Matrix)).bench_local_refs(|chart| chart.matrix_size());
}

#[divan::bench(args = MEMBERS)]
fn layout(bencher: Bencher<'_, '_>, members: usize) {
    let analysis = crowd(members, Rated::Most);
    bencher.bench_local(|| Chart::new(black_box(&analysis), Layout::Rings));
}

#[divan::bench(args = MEMBERS)]
fn who_is_drawn(bencher: Bencher<'_, '_>, members: usize) {
    let analysis = crowd(members, Rated::Most);
    bencher.bench_local(|| Roster::of(black_box(&analysis)));
}
