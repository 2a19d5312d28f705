//! Input: keys, the mouse, pasted text and new sizes as the app's events.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{self, Receiver, Sender, SyncSender},
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{News, device::device, sieve::Sieve};
use crate::app::{Button, Code, Event, Held, Key, Mouse, MouseAct, Size};

/// How long what has come is read on before the terminal is waited for again.
const A_MOMENT: Duration = Duration::from_millis(1);

/// As much input may wait for the screen; more stays with the terminal, so that a flood takes no memory.
const MOST_WAITING: usize = 1024;

/// Input that has come and is not taken in yet.
#[derive(Debug)]
pub(super) struct Waiting(Receiver<()>);

impl Waiting {
    /// One more is taken in.
    pub(super) fn taken(&self, event: &Event) {
        if has_a_place(event) {
            let _place = self.0.try_recv();
        }
    }
}

/// Whether an event has a place among those that wait: what people do at the keys and the mouse. Sizes come from elsewhere
/// too, so that nobody could tell whose place is free again.
fn has_a_place(event: &Event) -> bool {
    matches!(event, Event::Key(_) | Event::PastedKey(_) | Event::Mouse(_) | Event::Paste(_))
}

/// Reads input until the terminal or the screen is gone.
pub(super) fn listen(news: Sender<News>) -> io::Result<Waiting> {
    let (places, waiting) = mpsc::sync_channel(MOST_WAITING);
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        let read = catch_unwind(AssertUnwindSafe(|| read_on(&news, &places)));
        if let Err(error) = read.unwrap_or_else(|_panic| Err(io::Error::other("permea made a mistake there"))) {
            // Nobody listens any more once the screen has ended.
            let _told = news.send(News::NoMoreInput(error));
        }
    })?;
    Ok(Waiting(waiting))
}

/// The terminal is waited for here and not by `crossterm`, which looks for input for ever at full speed once it is gone.
fn read_on(news: &Sender<News>, places: &SyncSender<()>) -> io::Result<()> {
    let (device, mut sieve) = (device()?, Sieve::default());
    loop {
        device.wait_for_input()?;
        while event::poll(A_MOMENT)? {
            let Some(told) = of(event::read()?).and_then(|event| sieve.sift(event, Instant::now())) else { continue };
            let is_gone = has_a_place(&told) && places.send(()).is_err();
            if is_gone || news.send(News::Event(told)).is_err() {
                return Ok(());
            }
        }
    }
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
