//! A key as a plain value, and its name as people read and write it: `r`, `ctrl-s`, `shift-left`, `f1`.

use std::fmt;

use ecow::EcoString;

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// F1 to F24.
    Function(u8),
}

/// What was held beside it. A letter with shift is the capital letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Nothing,
    Shift,
    Ctrl,
    Alt,
}

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub code: Code,
    pub held: Held,
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no key")]
pub struct NoKey(EcoString);

const NAMED: [(&str, Code); 15] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("space", Code::Char(' ')),
];

impl Key {
    /// A key with nothing held.
    pub fn plain(code: Code) -> Self {
        Self { code, held: Held::Nothing }
    }

    /// The key of this name.
    pub fn parse(name: &str) -> Result<Self, NoKey> {
        if let Some(code) = parse_code(name) {
            return Ok(Self::plain(code));
        }
        let prefixes = [("ctrl-", Held::Ctrl), ("alt-", Held::Alt), ("shift-", Held::Shift)];
        let held = prefixes.into_iter().find_map(|(prefix, held)| Some((held, name.strip_prefix(prefix)?)));
        held.and_then(|(held, rest)| Some(Self { code: parse_code(rest)?, held })).ok_or_else(|| NoKey(name.into()))
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        let Code::Char(typed) = self.code else { return None };
        match self.held {
            Held::Nothing | Held::Shift => Some(typed),
            Held::Ctrl | Held::Alt => None,
        }
    }
}

fn parse_code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return Some(Code::Char(only));
    }
    if let Some(&(_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(code);
    }
    let number = name.strip_prefix('f')?.parse().ok().filter(|number| (1..=24).contains(number))?;
    Some(Code::Function(number))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.held {
            Held::Nothing => {}
            Held::Shift => f.write_str("shift-")?,
            Held::Ctrl => f.write_str("ctrl-")?,
            Held::Alt => f.write_str("alt-")?,
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(typed) => write!(f, "{typed}"),
            Code::Function(number) => write!(f, "f{number}"),
            // All others have a name and were written above.
            Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::Backspace
            | Code::Delete
            | Code::Insert
            | Code::Up
            | Code::Down
            | Code::Left
            | Code::Right
            | Code::Home
            | Code::End
            | Code::PageUp
            | Code::PageDown => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_as_it_is_parsed() {
        for name in ["r", "R", "?", "-", "ctrl-s", "shift-left", "f1", "space", "alt-enter", "pagedown"] {
            assert_eq!(Key::parse(name).unwrap().to_string(), name);
        }
    }

    #[test]
    fn a_word_is_no_key() {
        assert!(Key::parse("hello").is_err());
        assert!(Key::parse("f99").is_err());
    }
}
