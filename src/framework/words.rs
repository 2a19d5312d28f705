//! The words for stages, phases and sources, and the explanations of fields, each with its source.

use std::sync::LazyLock;

use ecow::EcoString;
use serde::Deserialize;

use super::rules::ron_options;
use crate::model::{Phase, RecordKind, SourceKind, Stage};

const BUILT_IN: &str = include_str!("../../assets/framework.ron");

/// What a person reads of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWords {
    pub stage: Stage,
    pub name: EcoString,
    /// The boundary in a few words.
    pub boundary: EcoString,
    /// What marks it, in a sentence.
    pub descriptor: EcoString,
}

/// What a person reads of a phase.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseWords {
    pub phase: Phase,
    pub name: EcoString,
    /// The name in one word.
    pub short: EcoString,
    pub descriptor: EcoString,
}

/// What a person reads of a knowledge source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceWords {
    pub source: SourceKind,
    pub name: EcoString,
    pub descriptor: EcoString,
}

/// An explanation of a field, for `F1`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The field as the file names it, as `stage` or `fsm_percent`.
    pub field: EcoString,
    pub title: EcoString,
    pub text: EcoString,
    /// Who says so.
    pub source: EcoString,
}

/// The words of `assets/framework.ron`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    pub source: EcoString,
    pub stages: Vec<StageWords>,
    pub phases: Vec<PhaseWords>,
    pub sources: Vec<SourceWords>,
    pub glossary: Vec<Entry>,
}

impl Framework {
    /// Those of `assets/framework.ron`, read once: a legend asks for them with every frame.
    pub fn built_in() -> &'static Self {
        static READ: LazyLock<Framework> = LazyLock::new(|| match ron_options().from_str(BUILT_IN) {
            Ok(framework) => framework,
            Err(error) => unreachable!("assets/framework.ron is tested to be readable: {error}"),
        });
        &READ
    }

    pub fn stage(&self, stage: Stage) -> Option<&StageWords> {
        self.stages.iter().find(|words| words.stage == stage)
    }

    pub fn phase(&self, phase: Phase) -> Option<&PhaseWords> {
        self.phases.iter().find(|words| words.phase == phase)
    }

    pub fn source(&self, source: SourceKind) -> Option<&SourceWords> {
        self.sources.iter().find(|words| words.source == source)
    }

    /// The explanation of a field of a kind of record: its own as `tie.source`, else that of every field of this name.
    pub fn explain_of(&self, kind: RecordKind, field: &str) -> Option<&Entry> {
        self.explain(&format!("{}.{field}", kind.word())).or_else(|| self.explain(field))
    }

    /// The explanation of a field.
    pub fn explain(&self, field: &str) -> Option<&Entry> {
        self.glossary.iter().find(|entry| entry.field == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_phase_and_source_has_its_words() {
        let words = Framework::built_in();
        assert!(Stage::ALL.into_iter().all(|stage| words.stage(stage).is_some()));
        assert!(Phase::ALL.into_iter().all(|phase| words.phase(phase).is_some()));
        assert!(SourceKind::ALL.iter().all(|&source| words.source(source).is_some()));
    }
}
