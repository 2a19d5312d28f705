//! From a key to what is done: the keymap, then one exhaustive match that only delegates.

use super::{
    App, Command, Context, Document, Effect, Notice, Overlay, Screen,
    arrivals::Reply,
    command::{General, LineCommand, Move, QuestionCommand},
    fields::Fields,
    jump::Reached,
    key::Key,
    line::Line,
    palette::Palette,
    prompt::{Prompt, Purpose, Then},
    question::Question,
};
use crate::model::{Deed, Origin, Refusal};

impl App {
    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        let context = self.context();
        if let Some(command) = self.setup.keymap.command(context, key) {
            return self.give(command);
        }
        if let (Context::Pointing, Some(typed)) = (context, key.typed()) {
            return self.map_point_letter(typed);
        }
        if let (true, Some(typed)) = (context.takes_text(), key.typed()) {
            self.write(|fields| fields.type_in(typed), |line| line.insert(typed));
        }
        Vec::new()
    }

    /// Does what a key or a click in the footer means, unless typing would be lost by it.
    pub(super) fn give(&mut self, command: Command) -> Vec<Effect> {
        if self.would_lose_typing(command) { self.back() } else { self.act(command) }
    }

    /// Does what a command means, whoever gave it.
    pub(super) fn act(&mut self, command: Command) -> Vec<Effect> {
        if command.changes_a_map() && self.refuses_change() {
            return Vec::new();
        }
        match command {
            Command::General(command) => self.general(command),
            Command::Move(movement) => self.go(movement),
            Command::Start(command) => self.start_act(command),
            Command::Map(command) => self.map_act(command),
            Command::Triage(command) => self.triage_act(command),
            Command::Change(command) => self.change_act(command),
            Command::Table(command) => self.table_act(command),
            Command::Metrics(command) => self.metrics_act(command),
            Command::Member(command) => self.member_act(command),
            Command::Family(command) => self.family_act(command),
            Command::Form(command) => self.form_act(command),
            Command::Rating(command) => self.rating_act(command),
            Command::Line(command) => self.line_act(command),
            Command::Pointing(command) => self.map_point_act(command),
            Command::Holding(command) => self.map_hold_act(command),
            Command::Settling(command) => self.settling_act(command),
            Command::Choosing(command) => self.choosing_act(command),
            Command::Import(command) => self.import_act(command),
            Command::Question(command) => self.question_act(command),
        }
    }

    fn general(&mut self, command: General) -> Vec<Effect> {
        match command {
            General::Help => self.lay(Overlay::Palette(Palette::default())),
            General::Jump => self.on_a_map(Self::jump),
            General::ShowMap => self.on_a_map(|app| app.put_in_front(Screen::Map)),
            General::ShowTriage => self.on_a_map(|app| app.put_in_front(Screen::Triage)),
            General::ShowTable => self.on_a_map(|app| app.put_in_front(Screen::Table)),
            General::ShowGrid => self.on_a_map(|app| app.put_in_front(Screen::Grid)),
            General::ShowMetrics => self.on_a_map(|app| app.put_in_front(Screen::Metrics)),
            General::ShowMember => self.on_a_map(Self::show_member),
            General::ShowFamily => self.on_a_map(Self::show_family),
            General::Explain => self.explain(),
            General::NextScreen => self.on_a_map(|app| app.put_in_front(app.screen.next())),
            General::Choose => self.choose(),
            General::Back => self.back(),
            General::Settle => self.on_a_map(Self::settle),
            General::Mark => self.on_a_map(Self::mark),
            General::ClearMarks => self.on_a_map(Self::clear_marks),
            General::Undo => self.on_a_map(Self::undo),
            General::Redo => self.on_a_map(Self::redo),
            General::Look => self.on_a_map(Self::look_at_last),
            General::ChangeHere => self.on_a_map(|app| {
                app.change_here();
                Vec::new()
            }),
            General::Save => self.on_a_map(|app| app.save(Then::Stay)),
            General::SaveAs => self.on_a_map(|app| app.ask_for_a_file(Then::Stay)),
            General::Versions => self.on_a_map(Self::list_versions),
            General::KeepElsewhere => self.on_a_map(Self::ask_for_another_place),
            General::Sync => self.on_a_map(Self::sync),
            General::GitSetup => self.on_a_map(Self::tell_git),
            General::Import => self.import_begin(),
            General::Open => self.lay(Overlay::Prompt(Prompt::new(Purpose::Open, ""))),
            General::Quit => self.quit(),
        }
    }

    /// Does something that needs an open map, or says that none is open.
    pub(super) fn on_a_map(&mut self, act: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        if self.document.is_some() {
            return act(self);
        }
        self.tell(Notice::problem("No map is open. Open or begin one first."));
        Vec::new()
    }

    fn jump(&mut self) -> Vec<Effect> {
        let is_pointing = matches!(self.overlay, Some(Overlay::Pointing(_)));
        self.ask_member(if is_pointing { Reached::Pointed } else { Reached::Selected })
    }

    pub(super) fn lay(&mut self, overlay: Overlay) -> Vec<Effect> {
        let before = self.overlay.take().filter(|before| overlay.lies_over(before));
        self.overlay = Some(overlay);
        self.behind = before;
        self.overlay_in_view();
        Vec::new()
    }

    fn put_in_front(&mut self, screen: Screen) -> Vec<Effect> {
        self.show(screen);
        Vec::new()
    }

    fn go(&mut self, movement: Move) -> Vec<Effect> {
        let (rows, form_rows) = (self.list_rows(), self.form_rows());
        match &mut self.overlay {
            Some(Overlay::Palette(palette)) => palette.go(movement, rows),
            Some(Overlay::Choice(choice)) => choice.go(movement, rows),
            Some(Overlay::Jump(jump)) => jump.go(movement, rows),
            Some(Overlay::Prompt(prompt)) => prompt.line.go(movement),
            Some(Overlay::Question(question)) => question.go(movement),
            Some(Overlay::Form(form)) => form.go(movement, form_rows),
            Some(Overlay::Rating(card)) => card.go(movement, form_rows),
            Some(Overlay::Filter(typed)) => typed.line.go(movement),
            Some(Overlay::Pointing(_)) => self.map_point_go(movement),
            Some(Overlay::Holding(_)) => self.map_hold_go(movement),
            Some(Overlay::Settling(_)) => self.settling_go(movement),
            Some(Overlay::Importing(_)) => return self.import_go(movement),
            Some(Overlay::Explain(_)) => self.explanation_go(movement),
            None => match self.screen {
                Screen::Start => self.start_go(movement),
                Screen::Map => self.map_go(movement),
                Screen::Triage => self.triage_go(movement),
                Screen::Table => self.table_go(movement),
                Screen::Grid => self.grid_go(movement),
                Screen::Metrics => self.metrics_go(movement),
                Screen::Member => self.member_go(movement),
                Screen::Family => self.family_go(movement),
            },
        }
        Vec::new()
    }

    /// How many lines the lists of overlays show.
    pub fn list_rows(&self) -> usize {
        self.areas().body.lines().saturating_sub(7).clamp(1, 18)
    }

    pub(super) fn choose(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Choice(choice)) => self.take_choice(&choice),
            Some(Overlay::Palette(palette)) => {
                self.overlay = self.behind.take();
                palette.chosen().map_or_else(Vec::new, |command| self.act(command))
            }
            Some(Overlay::Jump(jump)) => {
                let (reached, pointing) = (jump.chosen().cloned(), self.behind.take());
                self.overlay = pointing;
                reached.map_or_else(Vec::new, |member| self.reach(member, jump.then))
            }
            Some(Overlay::Prompt(prompt)) => self.prompted(&prompt),
            Some(Overlay::Question(question)) => {
                if let Some(answer) = question.answer() {
                    return self.answered(answer, question.then);
                }
                self.overlay = Some(Overlay::Question(question));
                Vec::new()
            }
            Some(Overlay::Form(form)) => self.submit(form),
            Some(Overlay::Rating(card)) => self.rate_with(card),
            Some(Overlay::Filter(typed)) => self.take_filter(typed),
            Some(Overlay::Pointing(pointing)) => self.map_point_take(pointing),
            Some(Overlay::Holding(held)) => self.map_pin(&held),
            Some(Overlay::Settling(settling)) => self.settling_choose(settling),
            Some(Overlay::Importing(importing)) => self.import_choose(importing),
            Some(Overlay::Explain(_)) => {
                self.overlay = self.behind.take();
                Vec::new()
            }
            None => match self.screen {
                Screen::Start => self.start_choose(),
                Screen::Map => self.map_choose(),
                Screen::Triage => self.triage_choose(),
                Screen::Table => self.table_choose(),
                Screen::Grid => self.grid_choose(),
                Screen::Metrics => self.metrics_choose(),
                Screen::Member => self.member_choose(),
                Screen::Family => self.family_choose(),
            },
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        if let Some(overlay) = self.overlay.take() {
            return self.close(overlay);
        }
        if self.triage_back() || self.map_clear() || self.map_back() {
            return Vec::new();
        }
        if !self.selection.marked.is_empty() {
            self.selection.marked.clear();
        } else if let Some(screen) = self.before.pop() {
            self.screen = screen;
            self.keep_in_view();
        }
        Vec::new()
    }

    fn mark(&mut self) -> Vec<Effect> {
        self.selection.toggle_mark();
        self.table_marked();
        Vec::new()
    }

    fn clear_marks(&mut self) -> Vec<Effect> {
        self.selection.marked.clear();
        Vec::new()
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let last = self.document.as_ref().and_then(|document| document.history.last());
        if let Some(step) = last.filter(|step| step.origin == Origin::Elsewhere) {
            let sentence =
                format!("The last step came from somebody else: {}. Taking it back takes their work out of your map.", step.title);
            let question = Question::about_version("Before you take it back", sentence, &[Reply::TakeBack, Reply::LeaveIt]);
            return self.lay(Overlay::Question(question));
        }
        self.take_back()
    }

    /// Takes the last step back, whoever made it.
    pub(super) fn take_back(&mut self) -> Vec<Effect> {
        let moment = self.setup.moment;
        let unsettled = self.unsettled();
        let undone = self.document.as_mut().and_then(|document| document.undo(moment));
        let again = self.key_hint(General::Redo, "does it again");
        let again = format!("{}{again}", self.newly_unsettled(unsettled));
        self.stepped(undone, ("Taken back", &again), "There is nothing to take back.")
    }

    fn redo(&mut self) -> Vec<Effect> {
        let unsettled = self.unsettled();
        let redone = self.document.as_mut().and_then(Document::redo);
        let back = self.key_hint(General::Undo, "takes it back");
        let back = format!("{}{back}", self.newly_unsettled(unsettled));
        self.stepped(redone, ("Done again", &back), "There is nothing to do again.")
    }

    /// `1 to settle. `, if a step clashed with what somebody else changed; else nothing.
    pub(super) fn newly_unsettled(&self, before: usize) -> String {
        match self.unsettled().saturating_sub(before) {
            0 => String::new(),
            count => format!("{count} to settle. "),
        }
    }

    fn stepped(&mut self, result: Option<Result<Deed, Refusal>>, (done, hint): (&str, &str), nothing: &str) -> Vec<Effect> {
        match result {
            None => self.tell(Notice::done(nothing)),
            Some(Ok(deed)) => {
                self.tell(Notice::done(format!("{done}: {}. {hint}", deed.step().title)));
                return self.changed_by(deed);
            }
            Some(Err(refusal)) => self.tell(Notice::problem(format!("Not possible, because {refusal}."))),
        }
        Vec::new()
    }

    fn question_act(&mut self, command: QuestionCommand) -> Vec<Effect> {
        let Some(Overlay::Question(question)) = &self.overlay else { return self.only_in(Context::Question) };
        let answer = match command {
            QuestionCommand::First => question.answer_at(0),
            QuestionCommand::Second => question.answer_at(1),
            QuestionCommand::Third => question.answer_at(2),
            QuestionCommand::Fourth => question.answer_at(3),
        };
        let then = question.then.clone();
        self.overlay = None;
        self.answered(answer, then)
    }

    /// A line command given where no line is typed, which only the palette can do.
    pub(super) fn only_in(&mut self, context: Context) -> Vec<Effect> {
        let place = match context {
            Context::Line => "while a line of text is typed",
            Context::Form => "while a form is filled in",
            Context::Question => "while a question is asked",
            Context::Pointing => "while a member of the map is pointed at",
            Context::Holding => "while a member of the map is held to be moved",
            Context::Settling => "while differences are settled",
            Context::Choosing => "while files are chosen",
            Context::Import => "while files are imported",
            Context::General
            | Context::Move
            | Context::Change
            | Context::Start
            | Context::Map
            | Context::Triage
            | Context::Table
            | Context::Metrics
            | Context::Member
            | Context::Family
            | Context::Rating => "elsewhere",
        };
        self.tell(Notice::problem(format!("That works only {place}.")));
        Vec::new()
    }

    fn line_act(&mut self, command: LineCommand) -> Vec<Effect> {
        if !self.context().takes_text() {
            return self.only_in(Context::Line);
        }
        if let Some(effects) = self.import_line_act(command) {
            return effects;
        }
        self.write(|fields| fields.delete(command), |line| line.act(command));
        Vec::new()
    }

    /// Changes the field of the form or card in front, else the line that is being typed, and what hangs on either.
    pub(super) fn write(&mut self, in_fields: impl FnOnce(&mut Fields), in_line: impl FnOnce(&mut Line)) {
        match &mut self.overlay {
            Some(Overlay::Form(form)) => form.change_fields(in_fields),
            Some(Overlay::Rating(card)) => card.change_fields(in_fields),
            Some(Overlay::Palette(palette)) => {
                in_line(&mut palette.line);
                palette.search();
            }
            Some(Overlay::Choice(choice)) => {
                in_line(&mut choice.line);
                choice.search();
            }
            Some(Overlay::Jump(jump)) => {
                in_line(&mut jump.line);
                jump.search();
            }
            Some(Overlay::Prompt(prompt)) => in_line(&mut prompt.line),
            Some(Overlay::Filter(typed)) => {
                in_line(&mut typed.line);
                self.filter_typed();
            }
            Some(Overlay::Pointing(pointing)) => pointing.write(in_line),
            Some(Overlay::Settling(settling)) => {
                if let Some(line) = &mut settling.edit {
                    in_line(line);
                    settling.problem = None;
                }
            }
            Some(Overlay::Importing(_)) => self.import_write(in_line),
            Some(Overlay::Question(_) | Overlay::Explain(_) | Overlay::Holding(_)) | None => {}
        }
    }
}
