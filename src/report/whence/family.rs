//! Where the numbers of a whole family come from: how it was found, and each measure and each part of its context.

use super::{
    super::{
        family_words::{counts_words, family_words, figure_words, method_in_full, variable_value, variable_words},
        words,
    },
    cell::{context_year, field_origin},
};
use crate::{
    analysis::Analysis,
    model::Member,
    peers::{FamilyPage, VariableRow},
};

/// How the family of a member was found, every measure of the head, and each context figure with the row it was read from.
pub fn family_whence(analysis: &Analysis, member: &str) -> Vec<String> {
    let page = match analysis.peers(member, None) {
        Ok(page) => page,
        Err(reason) => return vec![format!("No family: {}.", reason.phrase())],
    };
    let name = analysis.name_of(&page.member);
    let found = format!("{name}: {}, by {}.", family_words(&page), method_in_full(&page.method));
    let mut lines = vec![found, format!("What counts, and how much of all: {}.", counts_words(&page))];
    lines.push("Low and high are the quarters of the peers' own figures; their median is what is expected of a school like it.".to_owned());
    for row in page.latest() {
        lines.extend(figure_words(row, None, analysis));
    }
    if let Some(own) = analysis.network.members().get(&page.member) {
        lines.extend(context_lines(&page, own));
    }
    let rules = analysis.rules.thresholds("families");
    lines.push("The rules that find it:".to_owned());
    lines.extend(rules.into_iter().map(|threshold| format!("· {} ({})", words::capitalised(&threshold.words), threshold.why)));
    lines
}

/// The school's own value of each part of the context, those of one row together.
fn context_lines(page: &FamilyPage, member: &Member) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for variable in page.variables.iter().filter(|variable| variable.value.is_some()) {
        let (words, from) = (context_words(variable, member), field_origin(member, field_of(variable)));
        match told.iter_mut().find(|(known, _)| *known == from) {
            Some((_, together)) => together.push(words),
            None => told.push((from, vec![words])),
        }
    }
    let unknown: Vec<String> =
        page.variables.iter().filter(|variable| variable.value.is_none()).map(|variable| variable_words(variable.name)).collect();
    let mut lines: Vec<String> =
        told.into_iter().map(|(from, together)| format!("{}: {from}.", words::capitalised(&together.join(", ")))).collect();
    lines.extend((!unknown.is_empty()).then(|| format!("Not known of it: {}.", unknown.join(", "))));
    lines
}

/// `prior attainment 30.5 of 2024`.
fn context_words(variable: &VariableRow, member: &Member) -> String {
    let value = variable.value.map(|value| variable_value(variable.name, value)).unwrap_or_default();
    let year = context_year(member, field_of(variable))
        .filter(|_| field_of(variable) != "pupils")
        .map(|year| format!(" of {year}"))
        .unwrap_or_default();
    format!("{} {value}{year}", variable_words(variable.name))
}

/// The field of a member that a variable is made of.
fn field_of(variable: &VariableRow) -> &'static str {
    if variable.name == "log_pupils" { "pupils" } else { variable.name }
}

/// Where the context of two schools that are compared was read, in a line each.
pub fn compared_whence(page: &FamilyPage, peer: &Member, own: &Member) -> Vec<String> {
    let from = |member: &Member| {
        let year = member.context_year.map(|year| format!(" of {year}")).unwrap_or_default();
        let mut rows: Vec<String> = page.variables.iter().map(|variable| field_origin(member, field_of(variable))).collect();
        rows.sort_unstable();
        rows.dedup();
        format!("Context{year} of {}: {}.", member.name, rows.join("; "))
    };
    vec![from(own), from(peer)]
}
