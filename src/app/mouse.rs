//! What the mouse means: it moves cursors and presses what keys press, and is never needed.

use super::{
    App, Command, Effect, Mouse, MouseAct, Screen,
    command::{General, Move},
};

impl App {
    pub(super) fn point(&mut self, mouse: Mouse) -> Vec<Effect> {
        match mouse.what {
            MouseAct::WheelUp => self.wheel(Move::Up),
            MouseAct::WheelDown => self.wheel(Move::Down),
            MouseAct::Press => self.click(mouse),
            MouseAct::Drag | MouseAct::Release => Vec::new(),
        }
    }

    fn wheel(&mut self, movement: Move) -> Vec<Effect> {
        self.act(Command::Move(movement))
    }

    /// A click puts the cursor there; a click on the cursor takes what it stands on.
    fn click(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.notice = None;
        let hit = self.overlay_list_area().hit(mouse);
        let taken = match &mut self.overlay {
            Some(overlay) => hit.is_some_and(|(_, row)| overlay.put_cursor(row)),
            None => match self.screen {
                Screen::Start | Screen::Map | Screen::Grid => return Vec::new(),
                Screen::Table => self.table_rows_area().hit(mouse).is_some_and(|(_, row)| self.table_put_cursor(row)),
                Screen::Member => self.page_areas().1.hit(mouse).is_some_and(|(_, row)| self.member_put_cursor(row)),
                Screen::Triage => {
                    let Some((_, row)) = self.triage_list_area().hit(mouse) else { return Vec::new() };
                    let lines = self.triage_findings().len();
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
