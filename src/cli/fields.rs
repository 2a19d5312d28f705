//! `field=value` on the command line to the fields of a record.

use std::collections::BTreeMap;

use super::{exit::Failure, scene::Scene};
use crate::model::{Network, RecordKind};

/// Fields that hold one member each; a name or another number will do for them.
const MEMBERS: [&str; 6] = ["member", "from", "to", "peer", "group", "centre"];

/// The fields as typed, by name.
#[derive(Debug, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// Takes `field=value` arguments; `extra` are names that are no field of the kind but are understood.
    pub(super) fn read(kind: RecordKind, arguments: &[String], extra: &[&str]) -> Result<Self, Failure> {
        let known = kind.field_names();
        let mut fields = BTreeMap::new();
        for argument in arguments {
            let Some((name, value)) = argument.split_once('=') else {
                return Err(Failure::usage(format!("`{argument}` is no `field=value`. Nothing was changed.")));
            };
            let name = name.trim().to_lowercase();
            if !known.contains(&name.as_str()) && !extra.contains(&name.as_str()) {
                let names = known.join(", ");
                return Err(Failure::usage(format!("A {kind} has no field `{name}`. Its fields are: {names}. Nothing was changed.")));
            }
            if fields.insert(name.clone(), value.trim().to_owned()).is_some() {
                return Err(Failure::usage(format!("`{name}` is given twice. Nothing was changed.")));
            }
        }
        Ok(Self(fields))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether a field was typed.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Sets a field that was not typed.
    pub(super) fn set_missing(&mut self, name: &str, value: impl Into<String>) {
        self.0.entry(name.to_owned()).or_insert_with(|| value.into());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts ids in the place of members' names and other numbers.
    pub(super) fn find_members(&mut self, network: &Network) -> Result<(), Failure> {
        for (name, value) in &mut self.0 {
            if MEMBERS.contains(&name.as_str()) && !value.is_empty() {
                *value = Scene::member(network, value)?.id.to_string();
            }
            if name == "avoid" {
                let ids: Result<Vec<String>, Failure> = value
                    .split(';')
                    .filter(|part| !part.trim().is_empty())
                    .map(|part| Ok(Scene::member(network, part)?.id.to_string()))
                    .collect();
                *value = ids?.join("; ");
            }
        }
        Ok(())
    }

    /// Refuses a record that lacks what every record of its kind has.
    pub(super) fn require(&self, kind: RecordKind) -> Result<(), Failure> {
        let missing: Vec<&str> = kind.required_names().into_iter().filter(|name| self.get(name).is_none_or(str::is_empty)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let typed: Vec<String> = missing.iter().map(|name| format!("{name}=…")).collect();
        Err(Failure::usage(format!("A {kind} needs more: {}. Nothing was changed.", typed.join(" "))))
    }
}
