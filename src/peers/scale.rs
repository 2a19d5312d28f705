//! The scales a pool is compared on, and the formulas that make them: what is read, how it is scaled, how much it counts.

use crate::{
    framework::{FamilyRules, Variable, Weight},
    model::{Group, Member},
};

/// How the distance of two schools is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formula {
    /// √(Σ w·Δz² / Σ w) over the variables both schools have (domain.md section 3). The default.
    Weighted,
    /// √(Σ w·(Δ / range)²), what is missing filled with the pool's median (field.md section 3: the department's financial benchmarking).
    Fbit,
    /// The weighted formula with prior attainment alone, as the department's similar schools of key stage 4 from 2012 to 2019.
    PriorAttainment,
}

impl Formula {
    /// What is compared in pools of this group, and how much it counts.
    pub(super) fn weights(self, group: Group, rules: &FamilyRules) -> Vec<Weight> {
        match self {
            Self::Weighted => rules.weights.value.clone(),
            Self::Fbit if group == Group::Special => rules.fbit_special_weights.value.clone(),
            Self::Fbit => rules.fbit_weights.value.clone(),
            Self::PriorAttainment => vec![Weight(Variable::PriorAttainment, 1.0)],
        }
    }

    /// The values on one scale; `None` if nobody has one or all are alike, so that they add nothing to any distance.
    ///
    /// Those of the department's formula are known of everybody, because what is missing is filled with the median.
    pub(super) fn scores(self, values: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
        match self {
            Self::Weighted | Self::PriorAttainment => z_scores(values),
            Self::Fbit => shares_of_range(values),
        }
    }

    /// Whether distances are those of the variables two schools share, scaled up to all of them.
    pub(super) fn shares_variables(self) -> bool {
        match self {
            Self::Weighted | Self::PriorAttainment => true,
            Self::Fbit => false,
        }
    }
}

/// A variable of a pool: what stands for it, and how much it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) variable: Variable,
    /// The field it was read from.
    pub(super) field: &'static str,
    pub(super) weight: f64,
    /// Its bit in a mask.
    pub(super) bit: u8,
    /// How the field is read.
    pub(super) read: Reader,
}

pub(super) type Reader = fn(&Member) -> Option<f64>;

/// The field that stands for a variable in this pool, and how it is read.
///
/// Free school meals in six years stand for disadvantage if this share of the pool has them, else free school meals now:
/// one definition a pool, never mixed. the department's formula takes the pupils themselves, the others their logarithm.
pub(super) fn reader((formula, variable): (Formula, Variable), members: &[(u32, &Member)], fsm6_share: f64) -> (&'static str, Reader) {
    match variable {
        Variable::PriorAttainment => ("prior_attainment", |member| member.prior_attainment.map(f64::from)),
        Variable::Fsm => {
            let known = members.iter().filter(|(_, member)| member.fsm6_percent.is_some()).count();
            if known as f64 >= fsm6_share * members.len() as f64 {
                ("fsm6_percent", |member| member.fsm6_percent.map(f64::from))
            } else {
                ("fsm_percent", |member| member.fsm_percent.map(f64::from))
            }
        }
        Variable::Eal => ("eal_percent", |member| member.eal_percent.map(f64::from)),
        Variable::Sen => ("sen_percent", |member| member.sen_percent.map(f64::from)),
        Variable::Mobility => ("mobility_percent", |member| member.mobility_percent.map(f64::from)),
        Variable::Size if formula == Formula::Fbit => ("pupils", |member| member.pupils.filter(|&pupils| pupils > 0).map(f64::from)),
        Variable::Size => ("log_pupils", |member| member.pupils.filter(|&pupils| pupils > 0).map(|pupils| f64::from(pupils).ln())),
    }
}

/// Population z-scores of the known values; `None` if nobody has one or all are alike.
fn z_scores(values: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let count = known.len() as f64;
    let mean = known.iter().sum::<f64>() / count;
    let deviation = (known.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count).sqrt();
    let has_spread = deviation.is_finite() && deviation > mean.abs() * 1e-12;
    has_spread.then(|| values.iter().map(|value| value.map(|value| (value - mean) / deviation)).collect())
}

/// The values as shares of their range, those missing as the median; `None` if nobody has one or all are alike.
fn shares_of_range(values: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    let mut known: Vec<f64> = values.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    let range = known.last()? - known.first()?;
    let median = super::spread::quantile(&known, 0.5)?;
    (range > 0.0).then(|| values.iter().map(|value| Some(value.unwrap_or(median) / range)).collect())
}
