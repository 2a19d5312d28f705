//! What each measure means: the built-in definitions, and those of the map in their place.

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::Deserialize;

use crate::model::{Definition, KeyStage, MeasureRole, Network};

const BUILT_IN: &str = include_str!("../../assets/measures.ron");

/// Definitions by the measure's name.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Definitions(BTreeMap<EcoString, Definition>);

#[derive(Deserialize)]
struct File {
    measures: Vec<Definition>,
}

impl Definitions {
    /// Those of `assets/measures.ron`.
    pub fn built_in() -> Self {
        let file: Result<File, _> = super::rules::ron_options().from_str(BUILT_IN);
        debug_assert!(file.is_ok(), "assets/measures.ron: {:?}", file.as_ref().err());
        Self(
            file.map(|file| file.measures)
                .unwrap_or_default()
                .into_iter()
                .map(|definition| (definition.measure.clone(), definition))
                .collect(),
        )
    }

    /// The built-in ones with the map's own over them.
    pub fn of(network: &Network) -> Self {
        let mut definitions = Self::built_in();
        definitions.0.extend(network.definitions().iter().map(|definition| (definition.measure.clone(), definition.clone())));
        definitions
    }

    pub fn get(&self, measure: &str) -> Option<&Definition> {
        self.0.get(measure)
    }

    /// The measures of this role at this key stage, by name.
    pub fn of_role(&self, role: MeasureRole, key_stage: KeyStage) -> impl Iterator<Item = &Definition> {
        self.0.values().filter(move |definition| definition.role == role && definition.key_stage == Some(key_stage))
    }

    /// Every definition, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.0.values()
    }
}
