//! Which key means which command where. The built-in keymap is `assets/keymap.ron`; a user's own joins it row by row.

use std::collections::BTreeMap;

use ecow::{EcoString, eco_format};

use super::{
    command::{Command, Context},
    key::Key,
};
use crate::framework::plain_words;

const BUILT_IN: &str = include_str!("../../assets/keymap.ron");

/// The keys of every command.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Keymap {
    /// The keys of a command, the one to show first.
    keys: BTreeMap<Command, Vec<Key>>,
    commands: BTreeMap<(Context, Key), Command>,
}

/// A keymap that cannot be used, and where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct KeymapError {
    pub line: usize,
    pub message: EcoString,
}

/// Contexts, their commands, and the keys of each, parted by spaces.
type Rows = BTreeMap<String, BTreeMap<String, String>>;

impl Keymap {
    /// The keymap of `assets/keymap.ron`.
    pub fn built_in() -> Self {
        let keymap = Self::default().overridden(BUILT_IN);
        debug_assert!(keymap.is_ok(), "assets/keymap.ron: {:?}", keymap.as_ref().err());
        keymap.unwrap_or_default()
    }

    /// The keymap with a user's rows over it: a row gives a command its keys anew, and takes them from whoever had them there.
    pub fn overridden(&self, text: &str) -> Result<Self, KeymapError> {
        let rows: Rows =
            ron::from_str(text).map_err(|error| KeymapError { line: error.span.start.line, message: plain_words(&error.code) })?;
        let mut keymap = self.clone();
        for (context, row) in rows.iter().flat_map(|(context, rows)| rows.iter().map(move |row| (context, row))) {
            keymap.bind(context, row.0, row.1).map_err(|message| KeymapError { line: line_of(text, row.0), message })?;
        }
        Ok(keymap)
    }

    fn bind(&mut self, context: &str, name: &str, keys: &str) -> Result<(), EcoString> {
        let context = Context::from_name(context).ok_or_else(|| eco_format!("`{context}` is no context of keys"))?;
        let command = Command::from_name(name)
            .filter(|command| command.context() == context)
            .ok_or_else(|| eco_format!("`{name}` is no command of `{}`", context.name()))?;
        let keys: Vec<Key> = keys.split_whitespace().map(Key::parse).collect::<Result<_, _>>().map_err(|error| eco_format!("{error}"))?;
        self.commands.retain(|_, bound| *bound != command);
        for key in &keys {
            if let Some(other) = self.commands.insert((context, *key), command)
                && let Some(others) = self.keys.get_mut(&other)
            {
                others.retain(|bound| bound != key);
            }
        }
        self.keys.insert(command, keys);
        Ok(())
    }

    /// The command a key gives in this context.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        let own = self.commands.get(&(context, key));
        let elsewhere = || {
            let is_text = context.takes_text() && key.typed().is_some();
            let shared: &[Context] = if context.takes_text() {
                &[Context::Line, Context::Move, Context::General]
            } else {
                &[Context::Move, Context::Change, Context::General]
            };
            if is_text { None } else { shared.iter().find_map(|shared| self.commands.get(&(*shared, key))) }
        };
        own.or_else(elsewhere).copied()
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The key to show for a command.
    pub fn key(&self, command: Command) -> Option<Key> {
        self.keys(command).first().copied()
    }
}

/// The line, from 1, on which a word stands in quotes; 1 if it stands nowhere.
fn line_of(text: &str, word: &str) -> usize {
    let quoted = format!("\"{word}\"");
    text.lines().position(|line| line.contains(&quoted)).map_or(1, |line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::{super::command::General, *};

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    #[test]
    fn every_command_is_bound() {
        let keymap = Keymap::built_in();
        let unbound: Vec<_> = Command::ALL.iter().filter(|command| keymap.keys(**command).is_empty()).collect();
        assert!(unbound.is_empty(), "{unbound:?}");
    }

    #[test]
    fn a_users_row_takes_the_key_from_whoever_had_it() {
        let keymap = Keymap::built_in().overridden(r#"{"general": {"undo": "t"}}"#).unwrap();
        assert_eq!(keymap.command(Context::Map, key("t")), Some(Command::General(General::Undo)));
        assert_eq!(keymap.command(Context::Map, key("u")), None);
    }

    #[test]
    fn an_unknown_command_is_refused_with_its_line() {
        let error = Keymap::built_in().overridden("{\"general\": {\n\"undoo\": \"u\"}}").unwrap_err();
        assert_eq!((error.line, error.message.contains("undoo")), (2, true));
    }

    #[test]
    fn no_screen_hides_a_command_that_works_everywhere() {
        let keymap = Keymap::built_in();
        let shared = [Context::Move, Context::Change, Context::General];
        let hidden = keymap.commands.keys().filter(|(context, _)| {
            matches!(context, Context::Map | Context::Triage | Context::Table | Context::Metrics | Context::Member | Context::Family)
        });
        let hidden: Vec<_> = hidden.filter(|(_, key)| shared.iter().any(|shared| keymap.commands.contains_key(&(*shared, *key)))).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        let keymap = Keymap::built_in();
        assert_eq!(keymap.command(Context::Line, key("u")), None);
        assert!(keymap.command(Context::Line, key("enter")).is_some());
    }
}
