//! Which member of the map a node is: by its id or another number, else by name and kind, never silently by name alone.

use std::collections::HashMap;

use ecow::{EcoString, eco_format};

use crate::{
    exchange::{
        cell,
        draft::Draft,
        england::school::{Found, find},
    },
    model::{Kind, Member, MemberId, clean, hashed_letters},
};

/// The names of members, in small letters, and whose they are.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<EcoString, Vec<MemberId>>);

/// What a node says of who it is.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Ids and numbers that are ids of members, the surest first.
    pub(super) numbers: Vec<MemberId>,
    pub(super) name: EcoString,
    pub(super) kind: Option<Kind>,
    /// The node's id, where others in the file have the same name and kind.
    pub(super) apart: Option<EcoString>,
}

/// Who a node is.
#[derive(Debug)]
pub(super) enum Who {
    /// A member that is there.
    Known(Box<Member>),
    /// A member that is there and was found by its name alone, or by name and kind.
    Named(Box<Member>),
    New(Box<Member>),
    /// It cannot be told; why.
    Unclear(EcoString),
    /// A person has to say; why the node waits.
    Asked(EcoString),
}

impl Names {
    /// The names of the network as it stands.
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let mut names = Self::default();
        for id in draft.ids() {
            if let Some(member) = draft.find(&id) {
                names.add(&member.name, &id);
            }
        }
        names
    }

    pub(super) fn add(&mut self, name: &str, id: &MemberId) {
        let known = self.0.entry(clean(name).to_lowercase()).or_default();
        if !known.contains(id) {
            known.push(id.clone());
        }
    }

    /// Whose name it is.
    pub(super) fn whose(&self, name: &str) -> &[MemberId] {
        self.0.get(&clean(name).to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Who a node is.
    pub(super) fn who(&self, draft: &Draft<'_>, said: &Said) -> Who {
        for number in &said.numbers {
            match find(draft, number) {
                Found::Member(member) => return Who::Known(member),
                Found::Merged(into) => return Who::Unclear(eco_format!("{number} is a school that merged into or was split from {into}")),
                Found::Nobody => {}
            }
        }
        if let Some(number) = said.numbers.first() {
            let kind = said.kind.unwrap_or_else(|| kind_of_scheme(number.scheme()));
            return Who::New(Box::new(Member::new(number.clone(), kind, said.name.clone())));
        }
        let kind = said.kind.unwrap_or(Kind::Organisation);
        let Some(id) = said.own_id() else {
            return Who::Unclear("the node has no name".into());
        };
        if let Some(member) = draft.find(&id) {
            return Who::Known(Box::new(member.clone()));
        }
        let whose = self.whose(&said.name).iter().filter_map(|id| draft.find(id));
        let same: Vec<&Member> = whose.filter(|member| said.kind.is_none_or(|kind| member.kind == kind)).collect();
        match (same.as_slice(), &said.apart) {
            ([], _) => Who::New(Box::new(Member::new(id, kind, said.name.clone()))),
            ([only], None) => Who::Named(Box::new((*only).clone())),
            ([first, ..], Some(_)) => {
                Who::Unclear(eco_format!("several nodes are called `{}`, and so is {}; give its id", cell::short(&said.name), first.id))
            }
            ([first, second, ..], None) => {
                let name = cell::short(&said.name);
                Who::Unclear(eco_format!("`{name}` is the name of several members ({}, {}); give its id", first.id, second.id))
            }
        }
    }
}

impl Said {
    /// The id that the node's name and kind make.
    pub(super) fn own_id(&self) -> Option<MemberId> {
        named_id(self.kind.unwrap_or(Kind::Organisation), &self.name, self.apart.as_deref())
    }
}

/// The id that a name and a kind make, so that the same node finds its member again.
fn named_id(kind: Kind, name: &str, apart: Option<&str>) -> Option<MemberId> {
    let name = name.to_lowercase();
    let parts: Vec<&str> = ["member", kind.word(), &name].into_iter().chain(apart).collect();
    if name.is_empty() { None } else { MemberId::new(&eco_format!("m:{}", hashed_letters(&parts))).ok() }
}

/// What a member of these numbers is, where nothing else says it.
fn kind_of_scheme(scheme: &str) -> Kind {
    match scheme {
        "urn" => Kind::School,
        "trust" => Kind::Trust,
        "la" => Kind::Authority,
        _ => Kind::Organisation,
    }
}
