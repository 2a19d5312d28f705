//! What people type, told from what terminals answer and from what stands behind a paste.
//!
//! An answer that comes late reaches us as keys: Alt-], its letters, Alt-\ or Ctrl-G. A pasted text that holds its own end
//! mark goes on as keys. Nobody types either so fast.

use std::time::{Duration, Instant};

use crate::app::{Code, Event, Held, Key};

/// Keys that follow each other faster come from no hand. At 50 ms a key would be typed twenty times a second.
const GAP: Duration = Duration::from_millis(50);

/// Where a run of keys comes from that no hand has typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Answer,
    Paste,
}

/// What was pressed a moment before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Escape,
    Nothing,
}

/// Looks at input one by one.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    run: Option<(Run, Instant)>,
    /// When escape was pressed last: the first half of an answer, if it was cut there on its way.
    escaped: Option<Instant>,
}

impl Sieve {
    /// The event as it is to be taken; none if it is part of an answer.
    pub(super) fn sift(&mut self, event: Event, now: Instant) -> Option<Event> {
        if let Event::Key(key) = event {
            return self.sift_key(key, now);
        }
        if matches!(event, Event::Paste(_)) {
            self.run = Some((Run::Paste, now));
        }
        Some(event)
    }

    fn sift_key(&mut self, key: Key, now: Instant) -> Option<Event> {
        let is_soon = |then: Instant| now.saturating_duration_since(then) < GAP;
        let before = if self.escaped.take().is_some_and(is_soon) { Before::Escape } else { Before::Nothing };
        let run = self.run.take().filter(|(_, then)| is_soon(*then)).map(|(run, _)| run);
        if run != Some(Run::Paste) && begins_an_answer(key, before) {
            self.run = Some((Run::Answer, now));
            return None;
        }
        match run {
            Some(Run::Answer) if ends_an_answer(key) => None,
            Some(Run::Answer) if matches!(key, Key { code: Code::Char(_), held: Held::Nothing }) => {
                self.run = Some((Run::Answer, now));
                None
            }
            Some(Run::Paste) => {
                self.run = Some((Run::Paste, now));
                Some(Event::PastedKey(key))
            }
            Some(Run::Answer) | None => {
                self.escaped = (key.code == Code::Esc).then_some(now);
                Some(Event::Key(key))
            }
        }
    }
}

/// Operating system commands, device control strings, application commands, privacy messages (ECMA-48, 5.6).
fn begins_an_answer(key: Key, before: Before) -> bool {
    let Code::Char(sign) = key.code else { return false };
    let is_held = key.held == Held::Alt || (before == Before::Escape && key.held == Held::Nothing);
    is_held && [']', 'P', '_', '^'].contains(&sign)
}

/// The string terminator, or the bell that many take for it.
fn ends_an_answer(key: Key) -> bool {
    key == Key { code: Code::Char('\\'), held: Held::Alt }
        || key == Key { code: Code::Char('g'), held: Held::Ctrl }
        || key.code == Code::Esc
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes through of keys that come so many milliseconds after one another.
    fn sifted(keys: &str, milliseconds: u64) -> Vec<String> {
        let (mut sieve, mut now) = (Sieve::default(), Instant::now());
        let mut through = Vec::new();
        for name in keys.split(' ') {
            now += Duration::from_millis(milliseconds);
            let event = if name == "PASTE" { Event::Paste(String::new()) } else { Event::Key(Key::parse(name).unwrap()) };
            let came = sieve.sift(event, now);
            through.extend(came.map(|event| {
                if let Event::Key(key) = event {
                    key.to_string()
                } else if let Event::PastedKey(key) = event {
                    format!("pasted {key}")
                } else {
                    "paste".to_owned()
                }
            }));
        }
        through
    }

    #[test]
    fn an_answer_of_the_terminal_is_no_key() {
        assert_eq!(sifted(r"r alt-] 1 1 ; r g b : 1 e alt-\ t", 1), ["r", "t"]);
        assert_eq!(sifted("alt-] r ctrl-g t", 1), ["t"]);
        assert_eq!(sifted("esc ] r ctrl-g t", 1), ["esc", "t"]);
    }

    #[test]
    fn a_hand_is_slower_than_an_answer() {
        assert_eq!(sifted("alt-] r", 60), ["r"]);
        assert_eq!(sifted("esc ] r", 60), ["esc", "]", "r"]);
    }

    #[test]
    fn keys_right_behind_a_paste_belong_to_it_until_there_is_a_pause() {
        assert_eq!(sifted("PASTE x enter q", 30), ["paste", "pasted x", "pasted enter", "pasted q"]);
        assert_eq!(sifted("PASTE x", 60), ["paste", "x"]);
    }
}
