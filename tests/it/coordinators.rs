//! Coordinators who edit one map at once, each in a copy of their own, and sync it; some are offline, some syncs are killed.
//!
//! Twenty of them for fifty rounds: `PERMEA_COORDINATORS=20 PERMEA_ROUNDS=50 cargo test --test it coordinators -- --nocapture`.
//! A thousand rounds, or a thousand coordinators, by the same two variables; `PERMEA_SEED` makes it another run.

use std::{collections::BTreeMap, fs, process::Stdio, thread, time::Duration};

use permea::{compare::text_in, model::RecordKind};

use crate::copies::{Copy, Ground, MAP, SMALL, has_git};

/// Chance that is the same in every run of one seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// What a coordinator did and was told was kept.
#[derive(Default)]
struct Deeds {
    /// Ids of ratings.
    ratings: Vec<String>,
    /// Names given to members, each with the name it was put in the place of.
    names: Vec<(String, String)>,
    /// Texts of remarks and notes that were added and never taken out.
    notes: Vec<String>,
    /// Members that were taken out by whoever added them.
    removed: Vec<String>,
    syncs: usize,
    killed: usize,
    offline: usize,
}

struct Coordinator {
    copy: Copy,
    dice: Dice,
    deeds: Deeds,
    /// A member this one added and nobody has rated.
    scrap: Option<String>,
}

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

impl Coordinator {
    fn round(&mut self, round: usize) {
        let network = self.copy.network();
        let members: Vec<_> = network.members().iter().filter(|member| member.id.as_str().starts_with("urn:")).collect();
        let member = members[self.dice.below(members.len() as u64) as usize];
        let (id, name) = (member.id.to_string(), member.name.to_string());
        let other = members[self.dice.below(members.len() as u64) as usize].id.to_string();
        let mark = format!("{} {round} {}", self.copy.who, self.dice.below(1_000_000));
        let who = self.copy.who.clone();
        match self.dice.below(7) {
            0 | 1 => {
                let stage = (1 + self.dice.below(4)).to_string();
                let answer = self.copy.permea(&["rate", MAP, &id, "--stage", &stage, "--by", &who, "--format", "json"]);
                assert_eq!(answer.code, 0, "{}", answer.err);
                self.deeds.ratings.push(answer.json()["rating"]["id"].as_str().unwrap().to_owned());
            }
            2 | 3 => {
                self.copy.does(&["edit", MAP, &id, &format!("name={mark}")]);
                self.deeds.names.push((mark, name));
            }
            4 if id != other => {
                self.copy.does(&["add", MAP, "tie", &format!("from={id}"), &format!("to={other}"), &format!("follow_up={mark}")]);
                self.deeds.notes.push(mark);
            }
            5 => {
                self.copy.does(&["remark", MAP, &id, "coasting", "--object", "--by", &who, "--note", &mark]);
                self.deeds.notes.push(mark);
            }
            _ => self.scrap(&mark),
        }
        self.sync();
    }

    /// Adds a member of one's own, or takes it out again.
    fn scrap(&mut self, mark: &str) {
        if let Some(id) = self.scrap.take() {
            if self.copy.network().member(&id).is_some() {
                self.copy.does(&["remove", MAP, &id]);
                self.deeds.removed.push(id);
            }
            return;
        }
        let id = format!("local:{}", mark.replace(' ', "-").to_lowercase());
        self.copy.does(&["add", MAP, "member", &format!("id={id}"), "kind=school", "name=Scrap"]);
        self.scrap = Some(id);
    }

    fn sync(&mut self) {
        match self.dice.below(6) {
            0 => self.deeds.offline += 1,
            1 => {
                let patience = Duration::from_millis(self.dice.below(160));
                let mut command = self.copy.command(&["sync", MAP]);
                let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
                let (_open, silence) = std::sync::mpsc::channel::<()>();
                let _over = silence.recv_timeout(patience);
                child.kill().ok();
                child.wait().unwrap();
                self.deeds.killed += 1;
            }
            _ => {
                let answer = self.copy.permea(&["sync", MAP, "--format", "json"]);
                assert!([0, 3].contains(&answer.code), "{}: {}{}", self.copy.who, answer.out, answer.err);
                self.deeds.syncs += 1;
            }
        }
    }
}

#[test]
fn coordinators_who_sync_end_with_equal_maps_and_nothing_lost() {
    if !has_git() {
        return;
    }
    let (count, rounds) = (number("PERMEA_COORDINATORS", 4), number("PERMEA_ROUNDS", 4));
    let seed = number("PERMEA_SEED", 7) as u64;
    let ground = Ground::new();
    let mut team: Vec<Coordinator> = (0..count)
        .map(|place| {
            let copy = ground.desk(&format!("C{place}"));
            if place == 0 {
                fs::write(copy.map(), SMALL).unwrap();
            }
            copy.does(&["sync", MAP, "--with", &ground.shared()]);
            let dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (place as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
            Coordinator { copy, dice, deeds: Deeds::default(), scrap: None }
        })
        .collect();
    // As many work at once as there are processors, each with some of the copies.
    let share = count.div_ceil(thread::available_parallelism().map_or(2, usize::from).max(2));
    for round in 0..rounds {
        thread::scope(|scope| {
            for some in team.chunks_mut(share) {
                scope.spawn(move || some.iter_mut().for_each(|coordinator| coordinator.round(round)));
            }
        });
    }
    let passes = settle_down(&team);
    let text = fs::read_to_string(team[0].copy.map()).unwrap();
    for coordinator in &team {
        assert!(fs::read_to_string(coordinator.copy.map()).unwrap() == text, "{} has another map", coordinator.copy.who);
    }
    nothing_is_lost(&team, &text);
    let total = |of: fn(&Deeds) -> usize| team.iter().map(|coordinator| of(&coordinator.deeds)).sum::<usize>();
    println!(
        "{count} coordinators, {rounds} rounds: {} ratings, {} names, {} notes, {} members removed; {} syncs, {} killed, {} left out; equal after {passes} passes, {} conflicts",
        total(|deeds| deeds.ratings.len()),
        total(|deeds| deeds.names.len()),
        total(|deeds| deeds.notes.len()),
        total(|deeds| deeds.removed.len()),
        total(|deeds| deeds.syncs),
        total(|deeds| deeds.killed),
        total(|deeds| deeds.offline),
        team[0].copy.network().conflicts().len(),
    );
}

/// Everybody syncs until nobody has anything new. How often that was.
fn settle_down(team: &[Coordinator]) -> usize {
    for pass in 1..10 {
        let mut is_quiet = true;
        for coordinator in team {
            let answer = coordinator.copy.permea(&["sync", MAP, "--format", "json"]);
            assert!([0, 3].contains(&answer.code), "{}: {}{}", coordinator.copy.who, answer.out, answer.err);
            let answer = answer.json();
            is_quiet &= answer["sent"] == serde_json::json!({}) && answer["came"] == serde_json::json!({});
        }
        if is_quiet {
            return pass;
        }
    }
    panic!("they do not come to rest");
}

fn nothing_is_lost(team: &[Coordinator], text: &str) {
    let network = team[0].copy.network();
    for rating in team.iter().flat_map(|coordinator| &coordinator.deeds.ratings) {
        assert!(network.ratings().get(rating).is_some(), "the rating {rating} is lost");
    }
    for note in team.iter().flat_map(|coordinator| &coordinator.deeds.notes) {
        assert!(text.contains(note.as_str()), "the note {note} is lost");
    }
    for member in team.iter().flat_map(|coordinator| &coordinator.deeds.removed) {
        assert!(network.member(member).is_none(), "{member} was taken out and is here again");
    }
    // A name stands in the map or in a conflict, or somebody who saw it put another in its place.
    let mut standing: Vec<String> = network.members().iter().map(|member| member.name.to_string()).collect();
    for conflict in network.conflicts() {
        standing.extend(conflict.versions.iter().flat_map(|version| &version.values).map(ToString::to_string));
        if let Some(record) = network.record(RecordKind::Member, &conflict.record) {
            standing.push(text_in(&record, "name"));
        }
    }
    let replaced: BTreeMap<&str, &str> =
        team.iter().flat_map(|coordinator| &coordinator.deeds.names).map(|(new, old)| (old.as_str(), new.as_str())).collect();
    for (name, _) in team.iter().flat_map(|coordinator| &coordinator.deeds.names) {
        assert!(standing.contains(name) || replaced.contains_key(name.as_str()), "the name {name} is lost");
    }
}
