//! How families are found: which of the methods of domain.md section 3 is in force, and with which weights.

use ecow::{EcoString, eco_format};
use serde::Deserialize;

use super::rules::{Rules, Variable, Weight};

/// Who is taken for a school's family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FamilyMethod {
    /// The official list where the map holds one, else the nearest by weighted z-scores.
    Preferred,
    /// Official lists alone; a school without one has no family.
    Official,
    /// The nearest by weighted z-scores, whatever lists there are.
    Weighted,
    /// The formula of the Department for Education's financial benchmarking.
    Fbit,
    /// The nearest by prior attainment and nothing else.
    PriorAttainment,
}

impl FamilyMethod {
    pub const ALL: [Self; 5] = [Self::Preferred, Self::Official, Self::Weighted, Self::Fbit, Self::PriorAttainment];

    /// Its word in rules and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Official => "official",
            Self::Weighted => "weighted",
            Self::Fbit => "fbit",
            Self::PriorAttainment => "prior_attainment",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Preferred => "official list, else likeness in context",
            Self::Official => "official lists alone",
            Self::Weighted => "likeness in context",
            Self::Fbit => "DfE's benchmarking formula",
            Self::PriorAttainment => "prior attainment alone",
        }
    }

    /// What there is to know of it, for a list to choose from.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Preferred => "the published list where there is one",
            Self::Official => "no list, no family",
            Self::Weighted => "weighted z-scores; lists are left aside",
            Self::Fbit => "pupils, meals, needs; same region first",
            Self::PriorAttainment => "as DfE did from 2012 to 2019",
        }
    }

    /// Whether official lists are looked at.
    pub fn takes_lists(self) -> bool {
        match self {
            Self::Preferred | Self::Official => true,
            Self::Weighted | Self::Fbit | Self::PriorAttainment => false,
        }
    }
}

impl Variable {
    pub const ALL: [Self; 6] = [Self::PriorAttainment, Self::Fsm, Self::Eal, Self::Sen, Self::Mobility, Self::Size];

    /// Its word in rules and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::PriorAttainment => "prior_attainment",
            Self::Fsm => "fsm",
            Self::Eal => "eal",
            Self::Sen => "sen",
            Self::Mobility => "mobility",
            Self::Size => "size",
        }
    }
}

impl Rules {
    /// These rules with another method, chosen by a person and not by a file.
    #[must_use]
    pub fn with_method(&self, method: FamilyMethod, whose: &str) -> Self {
        let mut rules = self.clone();
        rules.families.method.set(method, whose.into());
        if self.families.method.value != method {
            rules.note_change("families.method");
        }
        rules
    }

    /// These rules with a person's own weights.
    ///
    /// Errors: a sentence, if a weight is no number of 0 or more, a variable is unknown or stands twice, or all weigh nothing.
    pub fn with_weights(&self, text: &str, whose: &str) -> Result<Self, EcoString> {
        let weights = parse_weights(text)?;
        let mut rules = self.clone();
        if self.families.weights.value != weights {
            rules.note_change("families.weights");
        }
        rules.families.weights.set(weights, whose.into());
        Ok(rules)
    }

    fn note_change(&mut self, field: &str) {
        if !self.changed.iter().any(|known| known == field) {
            self.changed.push(field.into());
        }
    }
}

/// Weights as they are typed: `prior_attainment 0.4, fsm 0.3`; a variable that is not named does not count.
pub fn weights_text(weights: &[Weight]) -> String {
    weights.iter().map(|weight| format!("{} {}", weight.0.word(), weight.1)).collect::<Vec<_>>().join(", ")
}

fn parse_weights(text: &str) -> Result<Vec<Weight>, EcoString> {
    let mut weights: Vec<Weight> = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, number) = part.rsplit_once([' ', '=', ':']).ok_or_else(|| eco_format!("`{part}` is no weight; write it as fsm 0.3"))?;
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        let variable = Variable::ALL.into_iter().find(|variable| variable.word() == name);
        let variable = variable.ok_or_else(|| {
            let known = Variable::ALL.map(Variable::word).join(", ");
            eco_format!("there is no `{name}` to compare by; there is {known}")
        })?;
        let weight = number.trim().parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight >= 0.0);
        let weight = weight.ok_or_else(|| eco_format!("`{}` is no weight for {name}; it must be a number of 0 or more", number.trim()))?;
        if weights.iter().any(|known| known.0 == variable) {
            return Err(eco_format!("`{name}` stands twice"));
        }
        weights.push(Weight(variable, weight));
    }
    let sum: f64 = weights.iter().map(|weight| weight.1).sum();
    if sum > 0.0 && sum.is_finite() { Ok(weights) } else { Err("one weight at least must be above 0".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_are_shown() {
        let rules = Rules::built_in();
        let again = rules.with_weights(&weights_text(&rules.families.weights.value), "test").unwrap();
        assert_eq!(again.families.weights.value, rules.families.weights.value);
        assert!(again.changed.is_empty());
    }

    #[test]
    fn a_weight_that_cannot_be_used_is_told() {
        for (text, told) in [
            ("fsm", "no weight"),
            ("fsm lots", "no weight for fsm"),
            ("fsm -1", "0 or more"),
            ("fsm NaN", "0 or more"),
            ("sex 1", "there is no `sex`"),
            ("fsm 1, fsm 2", "twice"),
            ("fsm 0", "above 0"),
            ("", "above 0"),
        ] {
            let error = Rules::built_in().with_weights(text, "test").unwrap_err();
            assert!(error.contains(told), "{text}: {error}");
        }
    }
}
