//! The app as cells: every screen is a function of a value. Nothing is decided here.
//!
//! A screen or overlay is one file, named as its file in `app`. Colours and marks are roles of a theme (`theme`), the look of a
//! pattern is `flag`, that of a stage `boundary`.

mod boundary;
mod cells;
mod choice;
mod explain;
mod family;
mod filter_line;
mod flag;
mod form;
mod grid;
mod header;
mod importing;
mod holding;
mod jump;
pub mod map;
mod map_screen;
mod member;
mod metrics;
mod pane;
mod palette;
mod pointing;
mod prompt;
mod question;
mod rating;
mod settling;
mod small;
mod start;
mod table;
pub mod theme;
mod triage;

use ratatui::{Frame, buffer::Buffer, layout::Rect};

use crate::{
    app::{App, Overlay, Screen},
    map::Picture,
};
use map::{Canvas, GlyphSet};
use theme::Theme;

/// What is drawn and in which looks; every drawing function takes it first.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) app: &'a App,
    pub(crate) theme: &'a Theme,
    pub(crate) glyphs: GlyphSet,
    pub(crate) canvas: Canvas,
}

/// In what looks and characters a terminal draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub theme: Theme,
    pub glyphs: GlyphSet,
    pub canvas: Canvas,
}

/// Draws the whole program. Any size will do; what does not fit is left out.
pub fn draw(app: &App, look: &Look, frame: &mut Frame<'_>) {
    let scene = Scene { app, theme: &look.theme, glyphs: look.glyphs, canvas: look.canvas };
    let areas = app.areas();
    let screen = frame.area();
    let buffer = frame.buffer_mut();
    if small::is_small(screen) {
        small::draw(scene, screen, buffer);
        return spell(look.glyphs, buffer);
    }
    let picture = if app.screen == Screen::Map { app.map_frame() } else { None };
    draw_screen(scene, picture.as_ref(), pane::rect(areas.body).intersection(screen), buffer);
    header::draw(scene, picture.as_ref(), pane::rect(areas.header).intersection(screen), buffer);
    draw_overlay(scene, picture.as_ref(), pane::rect(app.overlay_area()).intersection(screen), buffer);
    header::draw_notice(scene, pane::rect(areas.body).intersection(screen), buffer);
    header::draw_footer(scene, pane::rect(areas.footer).intersection(screen), buffer);
    spell(look.glyphs, buffer);
}

/// Puts every cell in the characters there are, so that no screen has to think of those there are not.
fn spell(glyphs: GlyphSet, buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| glyphs == GlyphSet::Ascii && !cell.symbol().is_ascii()) {
        cells::spell(glyphs, cell);
    }
}

fn draw_screen(scene: Scene<'_>, picture: Option<&Picture>, area: Rect, buffer: &mut Buffer) {
    match scene.app.screen {
        Screen::Start => start::draw(scene, area, buffer),
        Screen::Map => map_screen::draw(scene, picture, buffer),
        Screen::Triage => triage::draw(scene, area, buffer),
        Screen::Table => table::draw(scene, area, buffer),
        Screen::Grid => grid::draw(scene, area, buffer),
        Screen::Metrics => metrics::draw(scene, area, buffer),
        Screen::Member => member::draw(scene, area, buffer),
        Screen::Family => family::draw(scene, area, buffer),
    }
}

fn draw_overlay(scene: Scene<'_>, picture: Option<&Picture>, area: Rect, buffer: &mut Buffer) {
    match &scene.app.overlay {
        None => {}
        Some(Overlay::Palette(palette)) => palette::draw(scene, palette, area, buffer),
        Some(Overlay::Choice(choice)) => choice::draw(scene, choice, area, buffer),
        Some(Overlay::Jump(jump)) => jump::draw(scene, jump, area, buffer),
        Some(Overlay::Prompt(prompt)) => prompt::draw(scene, prompt, area, buffer),
        Some(Overlay::Question(question)) => question::draw(scene, question, area, buffer),
        Some(Overlay::Form(form)) => form::draw(scene, form, area, buffer),
        Some(Overlay::Rating(card)) => rating::draw(scene, card, area, buffer),
        Some(Overlay::Filter(typed)) => filter_line::draw(scene, typed, area, buffer),
        Some(Overlay::Explain(explanation)) => explain::draw(scene, explanation, area, buffer),
        Some(Overlay::Importing(importing)) => importing::draw(scene, importing, area, buffer),
        Some(Overlay::Settling(settling)) => settling::draw(scene, settling, area, buffer),
        Some(Overlay::Holding(held)) => holding::draw(scene, held, area, buffer),
        Some(Overlay::Pointing(pointing)) => pointing::draw(scene, pointing, picture, area, buffer),
    }
}
