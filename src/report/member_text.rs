//! A member's page as text.

use jiff::civil::Date;

use super::{
    claim::{claim_words, sides_words},
    column::Standard,
    finding_text::finding_lines,
    member_page::MemberPage,
    page::{Page, Text},
    words::{self, Scale},
};
use crate::{
    finding::{Bond, Flow},
    framework::{Activity, Framework, Judged, PhaseOrigin},
    model::{Answer, Kind, Measure, Member, MemberId, Membership, Network, Rating, Reading, Response, Stage, Status, Visit},
};

/// Groups of a member, or members of a group, that are listed one by one.
pub const MOST_PLACES: usize = 40;

impl MemberPage<'_> {
    /// The page for a terminal.
    pub fn text(&self, framework: &Framework, columns: usize) -> Text {
        let mut page = Page::new(columns);
        self.head(&mut page);
        page.blank();
        self.standing_lines(&mut page, framework);
        self.context_lines(&mut page);
        self.tie_part(&mut page, framework);
        self.figure_part(&mut page);
        self.rating_part(&mut page, framework);
        self.response_part(&mut page);
        self.finding_part(&mut page);
        page.finish()
    }

    fn head(&self, page: &mut Page) {
        let member = self.member;
        page.title(&member.name);
        let kind = match (member.kind, member.education) {
            (Kind::School, Some(education)) => format!("{} school", words::spoken(education.word())),
            (kind, _) => words::spoken(kind.word()),
        };
        let status = member.status.map_or("open", Status::word);
        let group = member.group.map(|group| words::spoken(group.word()));
        let numbers = member.aliases.iter().map(|alias| format!("also {alias}"));
        let first = [member.id.to_string(), kind].into_iter().chain(group).chain([status.to_owned()]).chain(numbers);
        page.paragraph(0, &first.collect::<Vec<_>>().join(" · "));
        let place = [&member.town, &member.authority, &member.region];
        page.paragraph(0, &place.into_iter().flatten().map(ecow::EcoString::as_str).collect::<Vec<_>>().join(", "));
    }

    fn standing_lines(&self, page: &mut Page, framework: &Framework) {
        if let Some(standing) = self.standing {
            let stage = standing.stage.as_ref().map(|judged| {
                let who = self.rating(&judged.rating).map(who_and_when).unwrap_or_default();
                let others = others_that_day(&self.analysis.network, &self.member.id, judged, framework);
                format!("{}, {who}{others}", words::stage(framework, judged.value))
            });
            page.labelled("Stage", &stage.unwrap_or_else(|| words::NOT_RATED.to_owned()));
            page.labelled("Supported", &claim_words(standing).unwrap_or_default());
            page.labelled("Who said", &sides_words(standing).unwrap_or_default());
            let phase = standing.phase.as_ref().map(|now| {
                let from = match &now.origin {
                    PhaseOrigin::Rated(judged) => self.rating(&judged.rating).map(who_and_when).unwrap_or_default(),
                    PhaseOrigin::Ties => words::FROM_TIES.to_owned(),
                };
                format!("{}, {from}", words::phase(framework, now.phase))
            });
            page.labelled("Phase", &phase.unwrap_or_else(|| format!("{}, and no active tie shows one", words::NOT_RATED)));
        }
        if let Some(source) = self.member.source.and_then(|source| framework.source(source)) {
            page.labelled("Source", &source.name);
        }
        page.labelled("Trust", &self.trusts.join(", "));
        let contact = self.member.last_contact.map_or_else(|| "not recorded".to_owned(), words::day);
        page.labelled("Last contact", &contact);
        page.labelled("Note", self.member.note.as_deref().unwrap_or_default());
        page.labelled("Pinned", &words::pinned(&self.analysis.network, &self.member.id));
    }

    fn context_lines(&self, page: &mut Page) {
        page.labelled("Pupils", &self.member.pupils.map(|pupils| words::count(u64::from(pupils))).unwrap_or_default());
        page.labelled("Context", &context_words(self.member));
        for (heading, value) in &self.member.own {
            page.labelled(heading, value);
        }
    }

    fn tie_part(&self, page: &mut Page, framework: &Framework) {
        let active = self.ties.iter().filter(|line| line.activity == Activity::Active).count();
        if self.ties.is_empty() {
            page.heading("Ties: none recorded");
        } else {
            page.heading(&format!("Ties: {}, {active} active", words::counted(self.ties.len(), "tie", "ties")));
        }
        for line in &self.ties {
            page.labelled(flow_words(line.flow), &tie_sentence(line, framework));
        }
        for visit in &self.visits {
            let (what, sentence) = self.visit_words(visit);
            page.labelled(what, &sentence);
        }
        for place in self.memberships.iter().take(MOST_PLACES) {
            let (what, sentence) = self.place_words(place);
            page.labelled(what, &sentence);
        }
        if self.memberships.len() > MOST_PLACES {
            page.line(&format!("  and {} more", self.memberships.len() - MOST_PLACES));
        }
    }

    /// What a visit was to the member, and with whom, on which day.
    pub fn visit_words(&self, visit: &Visit) -> (&'static str, String) {
        let is_visitor = visit.from == self.member.id;
        let other = self.analysis.name_of(if is_visitor { &visit.to } else { &visit.from });
        let what = if is_visitor { "visited" } else { "was visited by" };
        let shared = if visit.shared { ", practice was shared" } else { "" };
        (what, format!("{other} on {}{shared}", words::day(visit.on)))
    }

    /// What a membership is to the member, and with whom, in which role, since when and until when.
    pub fn place_words(&self, place: &Membership) -> (&'static str, String) {
        let is_in = place.id.member() == self.member.id.as_str();
        let other = self.analysis.name_of(if is_in { place.id.group() } else { place.id.member() });
        let role = place.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
        let since = place.since.map(|day| format!(", since {}", words::day(day))).unwrap_or_default();
        let until = place.until.map(|day| format!(", until {}", words::day(day))).unwrap_or_default();
        (if is_in { "belongs to" } else { "has in it" }, format!("{other}{role}{since}{until}"))
    }

    fn figure_part(&self, page: &mut Page) {
        if self.measures.is_empty() {
            page.heading("Figures: none in the map");
            return;
        }
        page.heading("Figures");
        page.line(&format!(
            "  {}{}{}{}{}  source",
            words::fit("measure", 20),
            words::right("year", 5),
            words::right("value", 8),
            words::right("national", 9),
            words::right("pupils", 7)
        ));
        for measure in self.measures {
            page.line(&self.figure_line(measure));
        }
    }

    fn figure_line(&self, measure: &Measure) -> String {
        let [value, national, pupils] = self.figure_words(measure);
        format!(
            "  {}{}{}{}{}  {}",
            words::fit(measure.id.measure(), 20),
            words::right(&measure.id.year().to_string(), 5),
            words::right(&value, 8),
            words::right(&national, 9),
            words::right(&pupils, 7),
            words::cut(measure.provenance.as_deref().unwrap_or("entered by hand"), 27)
        )
    }

    /// A figure of its own, the national one and the pupils behind it, each as it is printed.
    pub fn figure_words(&self, measure: &Measure) -> [String; 3] {
        let scale = Scale::of(self.analysis.definitions.get(measure.id.measure()));
        let missing = || words::MISSING.to_owned();
        let value = match &measure.value {
            Reading::Known(value) => scale.figure(value.get()),
            Reading::Suppressed(mark) => mark.to_string(),
        };
        let national = self.national(measure).map_or_else(missing, |national| scale.figure(national.value.get()));
        let pupils = measure.pupils.map_or_else(missing, |pupils| words::count(u64::from(pupils)));
        [value, national, pupils]
    }

    fn rating_part(&self, page: &mut Page, framework: &Framework) {
        if self.ratings.is_empty() {
            return;
        }
        page.heading("Ratings, the newest first");
        for rating in &self.ratings {
            page.hanging(2, &words::fit(&rating.on.to_string(), 12), &rating_words(rating, framework));
        }
    }

    fn response_part(&self, page: &mut Page) {
        if self.responses.is_empty() {
            return;
        }
        page.heading("Responses to evidence, the newest first");
        for response in &self.responses {
            page.hanging(2, &words::fit(&response.shared_on.to_string(), 12), &response_words(response));
        }
    }

    fn finding_part(&self, page: &mut Page) {
        if self.findings.is_empty() {
            return;
        }
        page.heading("Findings");
        for finding in self.findings.iter().filter(|finding| self.is_told(finding)) {
            finding_lines(page, finding);
        }
        for (label, words) in self.untold() {
            page.hanging(2, label, &words);
        }
        page.blank();
        page.paragraph(0, words::NO_FLAG);
    }
}

/// The context figures that are known, in one line.
pub fn context_words(member: &Member) -> String {
    let percents = [
        (member.fsm_percent, Standard::Fsm),
        (member.fsm6_percent, Standard::Fsm6),
        (member.eal_percent, Standard::Eal),
        (member.sen_percent, Standard::Sen),
        (member.mobility_percent, Standard::Mobility),
    ];
    let known =
        percents.into_iter().filter_map(|(value, what)| value.map(|value| format!("{} {}", words::percent(value.get()), what.words())));
    let prior = member.prior_attainment.map(|value| format!("prior attainment {}", words::number(value.get())));
    let year = member.context_year.map(|year| format!("figures of {year}"));
    known.chain(prior).chain(year).collect::<Vec<_>>().join(" · ")
}

/// "rated 3 November 2025 by Priya (broker) from a visit".
pub fn who_and_when(rating: &Rating) -> String {
    let by = rating.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let role = rating.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
    let basis = rating.basis.map(|basis| format!(", basis {basis}")).unwrap_or_default();
    format!("rated {}{by}{role}{basis}", words::day(rating.on))
}

/// What others judged of a member's stage on the day of the judgement that counts: `; on the same day 2 Initiation by Sam`.
///
/// Of two people who rate on one day neither is newer; the one that counts is chosen by the time and the id, so both are told.
pub fn others_that_day(network: &Network, member: &MemberId, counts: &Judged<Stage>, framework: &Framework) -> String {
    let is_other = |rating: &&Rating| {
        rating.member == *member && rating.on == counts.on && rating.stands() && rating.id != counts.rating && rating.by != counts.by
    };
    let said: Vec<String> = network
        .ratings()
        .iter()
        .filter(is_other)
        .filter_map(|rating| {
            let by = rating.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            Some(format!("{}{by}", words::stage(framework, rating.stage?)))
        })
        .collect();
    if said.is_empty() { String::new() } else { format!("; on the same day {}", said.join(", ")) }
}

/// A rating in one sentence: what was judged, by whom, on what basis, and whether it was withdrawn.
pub fn rating_words(rating: &Rating, framework: &Framework) -> String {
    let stage = rating.stage.map(|stage| format!("stage {}", words::stage(framework, stage)));
    let phase = rating.phase.map(|phase| format!("phase {}", words::phase(framework, phase)));
    let inside = rating.inside.map(|inside| format!("sharing inside {inside}"));
    let who = rating.by.as_ref().map_or_else(|| "author unknown".to_owned(), |by| format!("by {by}"));
    let role = rating.role.as_ref().map(|role| format!("{role}"));
    let basis = rating.basis.map(|basis| format!("basis {basis}"));
    let confidence = rating.confidence.map(|confidence| format!("confidence {confidence}"));
    let note = rating.note.as_ref().map(|note| format!("“{note}”"));
    let parts = stage.into_iter().chain(phase).chain(inside).chain([who]).chain(role).chain(basis).chain(confidence).chain(note);
    let said = parts.collect::<Vec<_>>().join(", ");
    match &rating.withdrawn {
        Some(withdrawn) => {
            format!(
                "{said}. Withdrawn by {} on {}: {}. It does not count.",
                withdrawn.by,
                withdrawn.at.strftime("%-d %B %Y"),
                withdrawn.why
            )
        }
        None => said,
    }
}

/// What was put to a member and what came back, in one sentence.
pub fn response_words(response: &Response) -> String {
    let what = response.measure.as_ref().map_or_else(|| "a comparison".to_owned(), |measure| format!("the comparison of {measure}"));
    let answer = match (response.response, response.answered_on) {
        (Some(Answer::None), _) | (None, None) => "no answer recorded".to_owned(),
        (Some(answer), day) => format!("{}{}", words::spoken(answer.word()), on(day)),
        (None, day) => format!("answered{}", on(day)),
    };
    let role = response.by_role.as_ref().map(|role| format!(" by the {role}")).unwrap_or_default();
    let note = response.note.as_ref().map(|note| format!(", “{note}”")).unwrap_or_default();
    format!("{what} was shared; {answer}{role}{note}")
}

fn on(day: Option<Date>) -> String {
    day.map(|day| format!(" on {}", words::day(day))).unwrap_or_default()
}

fn flow_words(flow: Flow) -> &'static str {
    match flow {
        Flow::Gives => "gives to",
        Flow::Learns => "learns from",
        Flow::Both => "shares with",
    }
}

fn tie_sentence(line: &Bond<'_>, framework: &Framework) -> String {
    format!("{}: {}", line.other.name, tie_words(line, framework))
}

/// A tie without its other end: phase, trust, visits, whether it is alive, what it is for.
pub fn tie_words(line: &Bond<'_>, framework: &Framework) -> String {
    let phase = line.tie.phase.map_or_else(|| "phase not recorded".to_owned(), |phase| words::phase(framework, phase));
    let trust = line.tie.trust.map(|trust| format!("trust {} of 4", trust.get()));
    let visits = line.tie.visits.map(|visits| words::counted(visits as usize, "visit", "visits"));
    let life = match line.activity {
        Activity::Active => line.last.map(|day| format!("last active {}", words::day(day))),
        Activity::Quiet => line.last.map(|day| format!("quiet since {}", words::day(day))),
        Activity::Ended => line.tie.ended.map(|day| format!("ended {}", words::day(day))),
        Activity::Undated => Some("no date recorded, so nobody can say whether it is active".to_owned()),
    };
    let purpose = line.tie.purpose.as_ref().map(|purpose| format!("purpose: {purpose}"));
    let parts = [phase].into_iter().chain(trust).chain(visits).chain(life).chain(purpose);
    parts.collect::<Vec<_>>().join(", ")
}
