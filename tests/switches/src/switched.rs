//! The source of a file with every mutant behind its switch.
//!
//! What a mutant puts into the source stands between two marks, `/*<17*/` and `/*17>*/`, by which it is found again where the
//! compiler does not like it.

use std::{collections::BTreeSet, ops::Range};

use crate::sites::{Kind, Site};

/// The file that says which mutant is awake.
pub fn switch(built_with: usize) -> String {
    format!(
        "//! Which mutant is awake.\n\n/// The one that was built in.\npub(crate) const BUILT_WITH: u32 = {built_with};\n\n\
         static AWAKE: std::sync::LazyLock<u32> =\n    \
         std::sync::LazyLock::new(|| std::env::var(\"{AWAKE}\").ok().and_then(|number| number.parse().ok()).unwrap_or(0));\n\n\
         pub(crate) fn is_awake(number: u32) -> bool {{\n    *AWAKE == number\n}}\n"
    )
}

/// The variable with the number of the mutant to wake.
pub const AWAKE: &str = "PERMEA_MUTANT";

/// A text whose mutants are to be switched.
pub struct Text<'a> {
    text: &'a str,
    /// The outer ones before the inner ones.
    sites: Vec<&'a Site>,
    without: &'a BTreeSet<usize>,
}

impl<'a> Text<'a> {
    pub fn new(text: &'a str, sites: &'a [Site], without: &'a BTreeSet<usize>) -> Self {
        let mut sites: Vec<&Site> = sites.iter().collect();
        sites.sort_by_key(|site| (site.range.start, std::cmp::Reverse(site.range.end)));
        Self { text, sites, without }
    }

    /// The whole of it.
    pub fn switched(&self) -> String {
        self.piece(0..self.text.len(), 0)
    }

    /// A piece, with the sites from this one on that are whole inside it.
    fn piece(&self, range: Range<usize>, from: usize) -> String {
        let (mut out, mut at) = (String::new(), range.start);
        for (index, site) in self.sites.iter().enumerate().skip(from) {
            if site.range.start >= at && site.range.end <= range.end {
                out.push_str(&self.text[at..site.range.start]);
                out.push_str(&self.site(site, index + 1));
                at = site.range.end;
            }
        }
        out + &self.text[at..range.end]
    }

    fn site(&self, site: &Site, next: usize) -> String {
        let asked = |id: &usize| {
            if site.is_constant { format!("(crate::mutant::BUILT_WITH == {id})") } else { format!("crate::mutant::is_awake({id})") }
        };
        let whole = || self.piece(site.range.clone(), next);
        let mutants: Vec<&(usize, String)> = site.mutants.iter().filter(|(id, _)| !self.without.contains(id)).collect();
        if mutants.is_empty() {
            return whole();
        }
        let mut out = String::new();
        match &site.kind {
            Kind::Body { opaque: None } => {
                for (id, value) in mutants {
                    out += &format!("/*<{id}*/if {} {{ return {value}; }}/*{id}>*/\n", asked(id));
                }
                out + &whole()
            }
            Kind::Body { opaque: Some(bounds) } => {
                out += &format!("let boxed: Box<dyn {bounds} + '_> = ");
                for (id, value) in mutants {
                    out += &format!("/*<{id}*/if {} {{ Box::new({value}) }}/*{id}>*/ else ", asked(id));
                }
                out + &format!("{{ Box::new({{ {} }}) }};\nboxed", whole())
            }
            Kind::Binary { operator } => {
                let (left, right) = (site.range.start..operator.start, operator.end..site.range.end);
                let with = |operator: &str| format!("{}{operator}{}", self.piece(left.clone(), next), self.piece(right.clone(), next));
                out.push('(');
                for (id, operator) in mutants {
                    out += &format!("/*<{id}*/if {} {{ ({}) }}/*{id}>*/ else ", asked(id), with(operator));
                }
                out + &format!("{{ ({}) }})", with(&self.text[operator.clone()]))
            }
            Kind::Unary { operand } => {
                let operand = self.piece(operand.clone(), next);
                let sign = &self.text[site.range.start..=site.range.start];
                let asked = mutants.iter().map(|(id, _)| asked(id)).collect::<String>();
                let id = mutants[0].0;
                format!("(/*<{id}*/if {asked} {{ ({operand}) }}/*{id}>*/ else {{ ({sign}{operand}) }})")
            }
            Kind::Guard => {
                let asked_for = |word: &str| {
                    let asked = mutants.iter().find(|(_, value)| value == word).map(|(id, _)| asked(id));
                    asked.unwrap_or_else(|| "false".to_owned())
                };
                let (always, never) = (asked_for("true"), asked_for("false"));
                let marks: (String, String) = (
                    mutants.iter().map(|(id, _)| format!("/*<{id}*/")).collect(),
                    mutants.iter().rev().map(|(id, _)| format!("/*{id}>*/")).collect(),
                );
                format!("{}({always} || (!{never} && ({}))){}", marks.0, whole(), marks.1)
            }
            Kind::Arm => {
                let (id, _) = mutants[0];
                format!(" /*<{id}*/if !{}/*{id}>*/", asked(id))
            }
            Kind::Field { field } => {
                let (id, _) = mutants[0];
                let less = self.piece(site.range.start..field.start, next) + &self.piece(field.end..site.range.end, next);
                format!("(/*<{id}*/if {} {{ {less} }}/*{id}>*/ else {{ {} }})", asked(id), whole())
            }
        }
    }
}

/// The innermost mutant that stands around this byte of a switched text.
pub fn mutant_at(text: &str, byte: usize) -> Option<usize> {
    let mut open = Vec::new();
    let before = text.get(..byte)?;
    for piece in before.split("/*").skip(1) {
        let Some((mark, _)) = piece.split_once("*/") else { continue };
        if let Some(id) = mark.strip_prefix('<') {
            open.extend(id.parse::<usize>());
        } else if mark.ends_with('>') {
            open.pop();
        }
    }
    open.last().copied()
}
