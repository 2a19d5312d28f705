//! Coarser and coarser webs of the same network, so that the whole finds its shape before the parts do.
//!
//! Bodies with the strongest bond for their masses become one (heavy-edge matching, Hendrickson and Leland 1995); who is
//! left over, as the leaves of a star are, is paired with another left over at the same host (two-hop matching, LaSalle
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

/// The web one step coarser; none if it would hardly be smaller. Cost: O((bodies + bonds) · log bonds).
pub(crate) fn coarser(web: &Web) -> Option<Coarser> {
    let partners = partners(web);
    let mut of = vec![usize::MAX; web.len()];
    let mut masses = Vec::new();
    for body in 0..web.len() {
        let host = partners.get(body).copied().unwrap_or(body);
        let host_of = |at: usize| partners.get(at).copied().unwrap_or(at);
        let _ = host_of;
        let at = *of.get(host).unwrap_or(&usize::MAX);
        let at = if at == usize::MAX {
            masses.push(0.0);
            masses.len() - 1
        } else {
            at
        };
        for one in [host, body] {
            if let Some(slot) = of.get_mut(one) {
                *slot = at;
            }
        }
    }
    for (body, at) in of.iter().enumerate() {
        if let Some(mass) = masses.get_mut(*at) {
            *mass += web.mass(body);
        }
    }
    if masses.len() as f64 > web.len() as f64 * (1.0 - WORTH) {
        return None;
    }
    let place = |body: usize| of.get(body).copied().unwrap_or(usize::MAX);
    let ties = web.bonds().enumerate().flat_map(|(from, bonds)| bonds.iter().map(move |bond| (from, *bond)));
    let ties = ties.filter(|(from, bond)| *from < bond.to).map(|(from, bond)| (place(from), place(bond.to), bond.pull));
    Some(Coarser { web: Web::new(masses, ties), of })
}

/// For each body the one it is joined with: the first of its group, itself if it is that.
fn partners(web: &Web) -> Vec<usize> {
    const NOBODY: usize = usize::MAX;
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
    // Who is left over at each host: two make a pair, the last one joins the host.
    let mut waiting = vec![NOBODY; web.len()];
    for &(_, _, body) in &order {
        if joined.get(body) != Some(&NOBODY) {
            continue;
        }
        let host = web.bonds_of(body).iter().max_by(|a, b| a.pull.total_cmp(&b.pull).then(b.to.cmp(&a.to))).map(|bond| bond.to);
        let Some(host) = host else {
            set(&mut joined, body, body);
            continue;
        };
        match waiting.get(host).copied() {
            Some(other) if other != NOBODY => {
                set(&mut joined, other, other);
                set(&mut joined, body, other);
                set(&mut waiting, host, NOBODY);
            }
            Some(_) | None => set(&mut waiting, host, body),
        }
    }
    for (host, body) in waiting.into_iter().enumerate().filter(|(_, body)| *body != NOBODY) {
        let first = joined.get(host).copied().unwrap_or(body);
        set(&mut joined, body, if first == NOBODY { body } else { first });
    }
    joined
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
