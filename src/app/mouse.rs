//! What the mouse means: it moves cursors and presses what keys press, and is never needed.

use super::{
    App, Button, Command, Effect, Mouse, MouseAct, Overlay, Screen,
    command::{General, MapCommand, Move},
};

impl App {
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        match mouse.what {
            MouseAct::WheelUp => self.wheel(mouse, Move::Up, MapCommand::ZoomIn),
            MouseAct::WheelDown => self.wheel(mouse, Move::Down, MapCommand::ZoomOut),
            MouseAct::Press => self.click(mouse),
            MouseAct::Drag => self.map_drag(mouse),
            MouseAct::Release => self.map_release(),
        }
    }

    /// The wheel zooms the map and moves the cursor of everything else.
    fn wheel(&mut self, mouse: Mouse, movement: Move, zoom: MapCommand) -> Vec<Effect> {
        if self.map_is_in_front() { self.map_wheel(mouse, zoom) } else { self.act(Command::Move(movement)) }
    }

    /// A click puts the cursor there; a click on the cursor takes what it stands on; one on a key of the footer gives it.
    fn click(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.notice = None;
        if let Some(command) = self.footer_command(mouse).filter(|_| mouse.button == Button::Left) {
            return self.give(command);
        }
        if self.is_on_unsettled_sign(mouse) && self.overlay.is_none() {
            return self.act(Command::General(General::Settle));
        }
        if self.map_is_in_front() {
            return self.map_press(mouse);
        }
        // Beyond the map there is nothing that another button would do.
        if mouse.button != Button::Left {
            return Vec::new();
        }
        if matches!(self.overlay, Some(Overlay::Rating(_))) {
            return self.card_click(mouse);
        }
        if matches!(self.overlay, Some(Overlay::Settling(_))) {
            return self.settling_click(mouse);
        }
        if matches!(self.overlay, Some(Overlay::Importing(_))) {
            return self.import_click(mouse);
        }
        let hit = self.overlay_list_area().hit(mouse);
        let taken = match &mut self.overlay {
            Some(overlay) => hit.is_some_and(|(_, row)| overlay.put_cursor(row)),
            None => match self.screen {
                Screen::Start => {
                    let Some((_, row)) = self.start_list_area().hit(mouse) else { return Vec::new() };
                    self.start_put_cursor(row)
                }
                Screen::Map => false,
                Screen::Grid => self.grid_put_cursor(mouse),
                Screen::Family => self.family_put_cursor(mouse),
                Screen::Table => self.table_click(mouse),
                Screen::Metrics => self.metrics_click(mouse),
                Screen::Member => self.page_areas().1.hit(mouse).is_some_and(|(_, row)| self.member_put_cursor(row)),
                Screen::Triage => {
                    let Some((_, row)) = self.triage_areas().0.hit(mouse) else { return Vec::new() };
                    let lines = self.triage_lines().len();
                    let Some(line) = self.triage.cursor.line_at(row, lines) else { return Vec::new() };
                    let again = self.triage.cursor.at == line;
                    self.triage.cursor.at = line;
                    self.triage_go(Move::Left);
                    again
                }
            },
        };
        if taken { self.act(Command::General(General::Choose)) } else { Vec::new() }
    }
}
