//! Input: keys, the mouse, pasted text and new sizes as the app's events.

use std::{sync::mpsc::Sender, thread};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::News;
use crate::app::{Code, Event, Held, Key, Mouse, MouseAct, Size};

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
    let held = |modifier| key.modifiers.contains(modifier);
    let is_typed = matches!(code, Code::Char(_));
    let held = if held(KeyModifiers::CONTROL) {
        Held::Ctrl
    } else if held(KeyModifiers::ALT) {
        Held::Alt
    } else if key.code == KeyCode::BackTab || (held(KeyModifiers::SHIFT) && !is_typed) {
        Held::Shift
    } else {
        Held::Nothing
    };
    Some(Key { code, held })
}

fn mouse_of(mouse: MouseEvent) -> Option<Mouse> {
    let what = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseAct::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseAct::Release,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Mouse { what, column: mouse.column, row: mouse.row })
}
