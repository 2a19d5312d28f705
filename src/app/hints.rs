//! The live keys: what the footer shows for what is in front.

use super::family::Order;
use super::{
    App, ChangeCommand, Command, Context, FamilyCommand, FormCommand, General, HoldCommand, Key, MapCommand, MemberCommand, MetricsCommand,
    Mouse, Move, Overlay, PointCommand, QuestionCommand, RatingCommand, Screen, StartCommand, TableCommand, TriageCommand,
};
use crate::{
    map::{Layout, Topic},
    report::words,
};

/// A key and what it does, in a word or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub key: Key,
    pub command: Command,
    pub words: String,
}

/// A hint of the footer and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedHint {
    /// Its first column.
    pub column: u16,
    /// Its columns, with the blanks around it.
    pub columns: u16,
    pub hint: Hint,
}

const SHARED: [Command; 6] = [
    Command::General(General::Jump),
    Command::General(General::Explain),
    Command::General(General::Undo),
    Command::General(General::Save),
    Command::General(General::NextScreen),
    Command::General(General::Quit),
];

const CHOOSE: Command = Command::General(General::Choose);
const BACK: Command = Command::General(General::Back);

impl App {
    /// The keys that work now, help first, then the ones that matter most; the footer shows as many as fit.
    pub fn hints(&self) -> Vec<Hint> {
        let shared = if self.overlay.is_none() && self.document.is_some() { &SHARED[..] } else { &[] };
        // Whoever sees that something is to be settled sees the key that does it.
        let settle = (!shared.is_empty() && self.unsettled() > 0).then_some(Command::General(General::Settle));
        let first = [Command::General(General::Help)].into_iter().chain(settle);
        let own = self.own_commands();
        let is_asked = |command: &Command| *command != Command::General(General::Explain) || !self.has_nobody();
        let others: Vec<Command> = shared.iter().copied().filter(|command| !own.contains(command)).filter(is_asked).collect();
        let commands = first.chain(own).chain(others);
        commands.filter(|command| self.is_live(*command)).filter_map(|command| self.hint(command)).collect()
    }

    /// As many of them as fit in the footer, whole, and where each stands.
    pub fn footer_hints(&self) -> Vec<PlacedHint> {
        let room = self.areas().footer.columns;
        let mut column = 0;
        let mut placed = Vec::new();
        for hint in self.hints() {
            let columns = words::columns(&hint.key.to_string()) + words::columns(&hint.words) + 4;
            let columns = u16::try_from(columns).unwrap_or(u16::MAX);
            if columns > room.saturating_sub(column) {
                break;
            }
            placed.push(PlacedHint { column, columns, hint });
            column += columns;
        }
        placed
    }

    /// What a click into the footer means.
    pub(super) fn footer_command(&self, mouse: Mouse) -> Option<Command> {
        let (column, _) = self.areas().footer.hit(mouse)?;
        let is_hit = |placed: &PlacedHint| (usize::from(placed.column)..usize::from(placed.column + placed.columns)).contains(&column);
        self.footer_hints().into_iter().find(is_hit).map(|placed| placed.hint.command)
    }

    /// Whether the map may be changed, there is a step to take back, or anybody to go to; every other key offered does something.
    fn is_live(&self, command: Command) -> bool {
        let is_read_only = self.document.as_ref().is_some_and(|document| document.read_only.is_some());
        if is_read_only && command.changes_a_map() {
            return false;
        }
        if command == Command::General(General::Undo) {
            return self.document.as_ref().is_some_and(|document| !document.history.is_empty());
        }
        command != Command::General(General::Jump) || !self.has_nobody()
    }

    /// Whether the map that is open has no members.
    pub fn has_nobody(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.network.members().is_empty())
    }

    fn hint(&self, command: Command) -> Option<Hint> {
        let key = self.setup.keymap.key(command)?;
        // Where letters are text, only keys bound for that very place are more than letters.
        let is_text = self.context().takes_text() && key.typed().is_some() && command.context() != self.context();
        (!is_text).then(|| Hint { key, command, words: self.hint_words(command) })
    }

    /// What a key does here, where it is more than the command's name says.
    fn hint_words(&self, command: Command) -> String {
        let words = match (&self.overlay, command) {
            (Some(Overlay::Form(_)), CHOOSE) => "done",
            (Some(Overlay::Form(_) | Overlay::Rating(_) | Overlay::Pointing(_) | Overlay::Settling(_)), BACK) => "leave",
            (Some(Overlay::Rating(_)), CHOOSE) => "rate",
            (Some(Overlay::Rating(_)), Command::Move(Move::Down)) => "fill in more",
            (Some(Overlay::Prompt(_)), CHOOSE) => "go on",
            (Some(Overlay::Palette(_)), CHOOSE) => "run",
            (Some(Overlay::Choice(_) | Overlay::Settling(_)), CHOOSE) => "take it",
            (Some(Overlay::Jump(_)), CHOOSE) => "go there",
            (Some(Overlay::Filter(_)), CHOOSE) if self.screen == Screen::Map => "show them",
            (Some(Overlay::Filter(_)), CHOOSE) => "list them",
            (Some(Overlay::Filter(_)), BACK) => "as before",
            (Some(Overlay::Pointing(_)), CHOOSE) => "this one",
            (Some(Overlay::Holding(_)), CHOOSE) => "pin it here",
            (Some(Overlay::Holding(_)), BACK) => "let it go back",
            (Some(Overlay::Settling(_)), Command::Settling(command)) => Self::settling_words(command),
            (Some(Overlay::Importing(_)), command) if self.import_hint(command).is_some() => self.import_hint(command).unwrap_or_default(),
            (Some(Overlay::Explain(now)), Command::General(General::Explain)) => now.asked.next_words(),
            (None, CHOOSE) => match self.screen {
                Screen::Triage => "read why",
                Screen::Map if self.map.view.group.is_some() => "its members",
                Screen::Map if self.map_would_move() => "to the middle",
                Screen::Map | Screen::Table | Screen::Metrics | Screen::Family => "its page",
                Screen::Grid => "list them",
                Screen::Start | Screen::Member => "choose",
            },
            (None, BACK) => self.map_clears().unwrap_or("back"),
            (None, Command::Move(Move::Right)) if self.screen == Screen::Family => "next measure",
            (None, Command::General(General::Explain)) => "where from",
            (None, Command::Family(FamilyCommand::Better)) if self.family.order == Order::BetterAndNear => "all of it",
            (None, Command::Family(FamilyCommand::Better)) => "who does better",
            (None, Command::Family(FamilyCommand::OnMap)) => "on the map",
            (None, Command::Family(FamilyCommand::Method)) => "method",
            (None, Command::Family(FamilyCommand::Weights)) => "weights",
            (None, Command::Move(Move::Down)) => "select a member",
            (None, Command::Map(MapCommand::FocusWider)) => "wider",
            (None, Command::Map(MapCommand::FocusNarrower)) => "narrower",
            (None, Command::Map(MapCommand::FocusWay)) => "other way",
            _ => return command.name().replace('-', " "),
        };
        words.to_owned()
    }

    fn own_commands(&self) -> Vec<Command> {
        match self.context() {
            Context::Form => self.form_commands(),
            Context::Rating => vec![
                Command::Rating(RatingCommand::Stage1),
                Command::Rating(RatingCommand::Stage2),
                Command::Rating(RatingCommand::Stage3),
                Command::Rating(RatingCommand::Stage4),
                Command::Move(Move::Down),
                Command::General(General::Explain),
                BACK,
            ],
            Context::Line => vec![CHOOSE, BACK],
            Context::Pointing => self.pointing_commands(),
            Context::Holding => {
                let unpin = self.map_held_is_pinned().then_some(Command::Holding(HoldCommand::Unpin));
                [CHOOSE, BACK].into_iter().chain(unpin).collect()
            }
            Context::Settling => self.settling_commands(),
            Context::Choosing | Context::Import => self.import_commands(),
            Context::Question => vec![CHOOSE, BACK, Command::Question(QuestionCommand::First), Command::Question(QuestionCommand::Second)],
            // Behind the explanation of a field lies its form, and no screen is asked about.
            Context::General if self.behind.is_some() => vec![BACK],
            Context::General if self.overlay.is_some() => vec![BACK, Command::General(General::Explain)],
            Context::General
            | Context::Start
            | Context::Map
            | Context::Triage
            | Context::Table
            | Context::Metrics
            | Context::Member
            | Context::Family => self.screen_commands(),
            Context::Move | Context::Change => Vec::new(),
        }
    }

    fn pointing_commands(&self) -> Vec<Command> {
        let is_reached = matches!(&self.overlay, Some(Overlay::Pointing(pointing)) if pointing.at.is_some());
        let choose = is_reached.then_some(CHOOSE);
        [Command::Pointing(PointCommand::ByName)].into_iter().chain(choose).chain([BACK]).collect()
    }

    fn form_commands(&self) -> Vec<Command> {
        let mut commands = vec![CHOOSE, BACK, Command::Form(FormCommand::NextField)];
        let has_ends = matches!(&self.overlay, Some(Overlay::Form(form)) if form.has_ends());
        commands.extend(has_ends.then_some(Command::Form(FormCommand::SwapEnds)));
        commands.extend([Command::General(General::Explain), Command::Form(FormCommand::PreviousField)]);
        commands
    }

    fn screen_commands(&self) -> Vec<Command> {
        if self.has_nobody() && self.screen != Screen::Start {
            return vec![Command::Change(ChangeCommand::AddMember)];
        }
        match self.screen {
            Screen::Start => vec![
                CHOOSE,
                Command::Start(StartCommand::New),
                Command::Start(StartCommand::Demo),
                Command::General(General::Open),
                Command::General(General::Import),
                Command::General(General::Quit),
            ],
            Screen::Map => self.map_commands(),
            Screen::Triage => vec![
                CHOOSE,
                Command::Change(ChangeCommand::Rate),
                Command::Change(ChangeCommand::Remark),
                Command::General(General::ShowMember),
                Command::Triage(TriageCommand::NextPattern),
                Command::Triage(TriageCommand::CannotSay),
                Command::General(General::ShowMap),
            ],
            Screen::Table => vec![
                CHOOSE,
                Command::Table(TableCommand::Filter),
                Command::Table(TableCommand::Sort),
                Command::General(General::Mark),
                Command::Change(ChangeCommand::Rate),
                Command::Change(ChangeCommand::AddMember),
                Command::General(General::Explain),
            ],
            Screen::Grid => {
                vec![CHOOSE, Command::General(General::ShowTable), Command::General(General::ShowMap), Command::General(General::Explain)]
            }
            Screen::Metrics => vec![
                CHOOSE,
                Command::Metrics(MetricsCommand::Sort),
                Command::General(General::Explain),
                Command::Metrics(MetricsCommand::Counted),
                Command::Metrics(MetricsCommand::Belonging),
                Command::General(General::ShowMap),
            ],
            Screen::Family => vec![
                CHOOSE,
                Command::Family(FamilyCommand::Better),
                Command::Family(FamilyCommand::OnMap),
                Command::General(General::Explain),
                Command::Family(FamilyCommand::Method),
                Command::Move(Move::Right),
                Command::Family(FamilyCommand::Weights),
                BACK,
            ],
            Screen::Member => vec![
                BACK,
                Command::Change(ChangeCommand::Rate),
                Command::Change(ChangeCommand::Edit),
                Command::Change(ChangeCommand::AddTie),
                Command::Change(ChangeCommand::Response),
                Command::Change(ChangeCommand::Note),
                Command::Member(MemberCommand::Withdraw),
                Command::Change(ChangeCommand::Remark),
                Command::General(General::Explain),
            ],
        }
    }

    /// The keys of the map: those about a member only if one is selected, focus and zoom only where the layout has them.
    fn map_commands(&self) -> Vec<Command> {
        let (layout, is_selected) = (self.map.layout, self.selection.member.is_some());
        let is_on_a_bubble = self.map.view.group.is_some();
        let is_focused = is_selected && layout.has_focus() && matches!(self.map.view.topic, Some(Topic::Focus { .. }));
        let commands = [
            (Command::General(General::ShowTriage), true),
            (Command::Move(Move::Down), !is_selected),
            (Command::Change(ChangeCommand::Rate), !self.selection.members().is_empty()),
            (CHOOSE, is_selected || is_on_a_bubble || layout == Layout::Ego),
            (Command::Map(MapCommand::OpenGroup), is_on_a_bubble),
            (BACK, self.map_clears().is_some() || self.map_has_a_way_back()),
            (Command::Map(MapCommand::FocusWider), is_focused),
            (Command::Map(MapCommand::FocusNarrower), is_focused),
            (Command::Map(MapCommand::FocusWay), is_focused),
            (Command::Map(MapCommand::NextLayout), true),
            (Command::Map(MapCommand::Focus), is_selected && layout.has_focus() && !is_focused),
            (Command::Map(MapCommand::ZoomIn), layout.has_zoom()),
            (Command::General(General::Mark), is_selected),
            (Command::Map(MapCommand::Point), !self.has_nobody()),
            (Command::Map(MapCommand::Path), is_selected),
            (Command::Map(MapCommand::Only), true),
        ];
        commands.into_iter().filter(|(_, is_live)| *is_live).map(|(command, _)| command).collect()
    }
}
