//! Input: keys, the mouse, pasted text and new sizes as the app's events.

use std::{sync::mpsc::Sender, thread};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::News;
use crate::app::{Button, Code, Event, Held, Key, Mouse, MouseAct, Size};

/// Reads input until the terminal or the screen is gone.
pub(super) fn listen(news: Sender<News>) -> std::io::Result<()> {
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        loop {
            let told = match event::read() {
                Ok(read) => of(read).map(News::Event),
                Err(error) => Some(News::NoMoreInput(error)),
            };
            let is_last = matches!(told, Some(News::NoMoreInput(_)));
            // Nobody listens any more once the screen has ended.
            if told.is_some_and(|told| news.send(told).is_err()) || is_last {
                return;
            }
        }
    })?;
    Ok(())
}

fn of(read: event::Event) -> Option<Event> {
    match read {
        event::Event::Key(key) => key_of(key).map(Event::Key),
        event::Event::Mouse(mouse) => mouse_of(mouse).map(Event::Mouse),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(columns, rows) => Some(Event::Resize(Size { columns, rows })),
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        KeyCode::Char(typed) => Code::Char(typed),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(number) => Code::Function(number),
        KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    // A letter with shift is the capital letter, and some terminals say only that shift-tab is another key.
    let held = match (held_of(key.modifiers), code) {
        (Held::Shift, Code::Char(_)) => Held::Nothing,
        (Held::Nothing, _) if key.code == KeyCode::BackTab => Held::Shift,
        (held, _) => held,
    };
    Some(Key { code, held })
}

fn mouse_of(mouse: MouseEvent) -> Option<Mouse> {
    let (what, button) = match mouse.kind {
        MouseEventKind::Down(button) => (MouseAct::Press, button),
        MouseEventKind::Drag(button) => (MouseAct::Drag, button),
        MouseEventKind::Up(button) => (MouseAct::Release, button),
        MouseEventKind::ScrollUp => (MouseAct::WheelUp, MouseButton::Left),
        MouseEventKind::ScrollDown => (MouseAct::WheelDown, MouseButton::Left),
        MouseEventKind::Moved | MouseEventKind::ScrollLeft | MouseEventKind::ScrollRight => return None,
    };
    let button = match button {
        MouseButton::Left => Button::Left,
        MouseButton::Middle => Button::Middle,
        MouseButton::Right => Button::Right,
    };
    Some(Mouse { what, button, held: held_of(mouse.modifiers), column: mouse.column, row: mouse.row })
}

/// What is held; of several the one that changes the meaning most.
fn held_of(modifiers: KeyModifiers) -> Held {
    if modifiers.contains(KeyModifiers::CONTROL) {
        Held::Ctrl
    } else if modifiers.contains(KeyModifiers::ALT) {
        Held::Alt
    } else if modifiers.contains(KeyModifiers::SHIFT) {
        Held::Shift
    } else {
        Held::Nothing
    }
}
