//! Coarser and coarser webs of the same network, so that the whole finds its shape before the parts do.
//!
//! Bodies with the strongest bond for their masses become one (heavy-edge matching, Hendrickson and Leland 1995); who is
//! left over, as the leaves of a star are, is paired with another left over at the same host (two-hop matching, `LaSalle`
//! and others 2015) or joins the host itself, so that a step always takes away about half.

use super::web::Web;

/// A web and what its bodies are made of.
#[derive(Debug)]
pub(crate) struct Coarser {
    pub(crate) web: Web,
    /// For each body of the finer web, the body it became a part of.
    pub(crate) of: Vec<usize>,
}

/// A step that takes away less than this share is not worth its time.
const WORTH: f64 = 0.1;

/// Stands for no body.
const NOBODY: usize = usize::MAX;

/// The web one step coarser; none if it would hardly be smaller. Cost: O((bodies + bonds) · log bonds).
pub(crate) fn coarser(web: &Web) -> Option<Coarser> {
    let groups = groups(web);
    let mut number_of = vec![NOBODY; web.len()];
    let mut masses: Vec<f32> = Vec::new();
    let mut of = Vec::with_capacity(web.len());
    for &first in &groups {
        let number = match number_of.get_mut(first) {
            Some(number) if *number == NOBODY => {
                *number = masses.len();
                masses.push(0.0);
                *number
            }
            Some(number) => *number,
            None => NOBODY,
        };
        of.push(number);
    }
    for (body, at) in of.iter().enumerate() {
        if let Some(mass) = masses.get_mut(*at) {
            *mass += web.mass(body);
        }
    }
    if masses.len() as f64 > web.len() as f64 * (1.0 - WORTH) {
        return None;
    }
    let place = |body: usize| of.get(body).copied().unwrap_or(NOBODY);
    let ties = web.bonds().enumerate().flat_map(|(from, bonds)| bonds.iter().map(move |bond| (from, *bond)));
    let ties = ties.filter(|(from, bond)| *from < bond.to).map(|(from, bond)| (place(from), place(bond.to), bond.pull));
    Some(Coarser { web: Web::new(masses, ties), of })
}

/// For each body the one that stands for its group, which may be itself.
fn groups(web: &Web) -> Vec<usize> {
    let mut order: Vec<(usize, u32, usize)> = (0..web.len()).map(|body| (web.bonds_of(body).len(), mixed(body), body)).collect();
    order.sort_unstable();
    let mut joined = vec![NOBODY; web.len()];
    for &(_, _, body) in &order {
        if joined.get(body) != Some(&NOBODY) {
            continue;
        }
        let is_free = |other: usize| joined.get(other) == Some(&NOBODY);
        let worth = |to: usize, pull: f32| pull / web.mass(to).max(f32::MIN_POSITIVE);
        let free = web.bonds_of(body).iter().filter(|bond| is_free(bond.to));
        let best = free.max_by(|a, b| worth(a.to, a.pull).total_cmp(&worth(b.to, b.pull)).then(b.to.cmp(&a.to))).map(|bond| bond.to);
        if let Some(other) = best {
            set(&mut joined, body, body);
            set(&mut joined, other, body);
        }
    }
    join_left_over(web, &order, &mut joined);
    joined
}

/// Of who is left over at each host, two make a group each time; the last one joins the host's.
fn join_left_over(web: &Web, order: &[(usize, u32, usize)], joined: &mut [usize]) {
    let mut waiting = vec![NOBODY; web.len()];
    for &(_, _, body) in order {
        if joined.get(body) != Some(&NOBODY) {
            continue;
        }
        let host = web.bonds_of(body).iter().max_by(|a, b| a.pull.total_cmp(&b.pull).then(b.to.cmp(&a.to))).map(|bond| bond.to);
        match (host, host.and_then(|host| waiting.get(host)).copied()) {
            (Some(host), Some(other)) if other != NOBODY => {
                set(joined, other, other);
                set(joined, body, other);
                set(&mut waiting, host, NOBODY);
            }
            (Some(host), _) => set(&mut waiting, host, body),
            (None, _) => set(joined, body, body),
        }
    }
    for (host, body) in waiting.into_iter().enumerate().filter(|(_, body)| *body != NOBODY) {
        let first = joined.get(host).copied().filter(|first| *first != NOBODY);
        set(joined, body, first.unwrap_or(body));
    }
}

fn set(list: &mut [usize], at: usize, value: usize) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// Numbers without a pattern from those in order (the finaliser of `MurmurHash3`, Appleby 2011).
pub(crate) fn mixed(number: usize) -> u32 {
    let mut mixed = number as u32 ^ 0x9E37_79B9;
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x85EB_CA6B);
    mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xC2B2_AE35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_becomes_smaller_by_half() {
        let web = Web::new(vec![1.0; 101], (1..101).map(|leaf| (0, leaf, 1.0)));
        let step = coarser(&web).map(|step| step.web);
        assert!(step.as_ref().is_some_and(|web| web.len() <= 52), "{:?}", step.map(|web| web.len()));
    }

    #[test]
    fn masses_and_bonds_between_groups_are_kept() {
        let web = Web::new(vec![1.0; 30], (0..29).map(|at| (at, at + 1, 1.0)));
        let step = coarser(&web);
        assert!(step.is_some_and(|step| {
            let total: f32 = step.web.masses.iter().sum();
            (total - 30.0).abs() < 1e-6 && step.of.len() == 30 && step.of.iter().all(|at| *at < step.web.len())
        }));
    }

    #[test]
    fn what_nothing_joins_is_not_made_coarser() {
        assert!(coarser(&Web::new(vec![1.0; 5], std::iter::empty())).is_none());
    }
}
