//! `permea peers`: the family of a school.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    globals::Format,
    scene::{Forms, Scene},
};
use crate::{
    framework::FamilyMethod,
    report::{peers_csv, peers_json, peers_text},
};

/// Show the schools a school can fairly be compared with
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The map file; - for standard input
    map: PathBuf,
    /// The member's id, another number of it, or its name
    member: String,
    /// At most so many peers, instead of the rule's number
    #[arg(long, value_name = "K")]
    count: Option<usize>,
    /// How the family is found, instead of the rule's way
    #[arg(long, value_enum, value_name = "METHOD")]
    method: Option<MethodWord>,
    /// What is compared and how much it counts, as 'fsm 0.5, size 0.5'; also eal, sen, mobility and prior attainment, with a `_` for the blank
    #[arg(long, value_name = "WEIGHTS")]
    weights: Option<String>,
}

/// The methods on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MethodWord {
    /// The official list where the map holds one, else the nearest by weighted z-scores
    Preferred,
    /// Official lists alone
    Official,
    /// The nearest by weighted z-scores, whatever lists there are
    #[value(aliases = ["z-score", "zscore"])]
    Weighted,
    /// The formula of the department's financial benchmarking
    #[value(alias = "dfe")]
    Fbit,
    /// The nearest by prior attainment and nothing else
    #[value(aliases = ["prior_attainment", "prior"])]
    PriorAttainment,
}

impl From<MethodWord> for FamilyMethod {
    fn from(word: MethodWord) -> Self {
        match word {
            MethodWord::Preferred => Self::Preferred,
            MethodWord::Official => Self::Official,
            MethodWord::Weighted => Self::Weighted,
            MethodWord::Fbit => Self::Fbit,
            MethodWord::PriorAttainment => Self::PriorAttainment,
        }
    }
}

pub(super) fn run(scene: &mut Scene, arguments: &Arguments) -> Result<Exit, Failure> {
    scene.only(&[Format::Text, Format::Json, Format::Csv])?;
    let method = arguments.method.map(FamilyMethod::from);
    // Own weights are asked for to be used, not to give way to a list.
    let method = method.or(arguments.weights.as_ref().map(|_| FamilyMethod::Weighted));
    if let Some(method) = method {
        scene.settings.rules = scene.settings.rules.with_method(method, "given with --method");
    }
    if let Some(weights) = &arguments.weights {
        if method != Some(FamilyMethod::Weighted) {
            return Err(Failure::usage("--weights belongs to --method weighted; the other methods have weights of their own."));
        }
        let rules = scene.settings.rules.with_weights(weights, "given with --weights");
        scene.settings.rules = rules.map_err(|why| Failure::usage(format!("--weights: {why}.")))?;
    }
    let analysis = scene.analyse(&arguments.map)?;
    let member = Scene::member_id(&analysis, &arguments.member)?;
    let family = analysis
        .peers(&member, arguments.count)
        .map_err(|reason| Failure::could_not(format!("{} ({member}) has no family: {}.", analysis.name_of(&member), reason.phrase())))?;
    let forms = Forms {
        json: &|| peers_json(&family, &analysis),
        csv: &|| peers_csv(&family),
        page: &|columns| peers_text(&family, &analysis, columns),
    };
    scene.answer_in("peers", &analysis.network, &forms)?;
    Ok(Exit::Done)
}
