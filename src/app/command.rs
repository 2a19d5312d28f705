//! The one table of commands: name, context, sentence. Help, hints, the palette and `permea keys` come from it.

/// Where a command can be given. A key is looked up in the context in front, then in `move`, then in `general`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    General,
    /// Going about: in lists, on the map, in a line of text.
    Move,
    /// Changing the map, on every screen of it.
    Change,
    Start,
    Map,
    Triage,
    Table,
    Metrics,
    Member,
    Family,
    /// A line of text is being typed: letters are text there.
    Line,
    /// A form is being filled in: letters are text there too.
    Form,
    /// The rating card lies open, untouched: one key rates.
    Rating,
    /// A member of the map is pointed at: letters are its label.
    Pointing,
    /// A member of the map is moved by hand.
    Holding,
    /// What two people changed apart is settled.
    Settling,
    /// Files are chosen: letters are text there, too.
    Choosing,
    /// Files are imported.
    Import,
    /// A question is asked.
    Question,
}

impl Context {
    pub const ALL: [Self; 19] = [
        Self::General,
        Self::Move,
        Self::Change,
        Self::Start,
        Self::Map,
        Self::Triage,
        Self::Table,
        Self::Metrics,
        Self::Member,
        Self::Family,
        Self::Line,
        Self::Form,
        Self::Rating,
        Self::Pointing,
        Self::Holding,
        Self::Settling,
        Self::Choosing,
        Self::Import,
        Self::Question,
    ];

    /// Its name in the keymap.
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Move => "move",
            Self::Change => "change",
            Self::Start => "start",
            Self::Map => "map",
            Self::Triage => "triage",
            Self::Table => "table",
            Self::Metrics => "metrics",
            Self::Member => "member",
            Self::Family => "family",
            Self::Line => "line",
            Self::Form => "form",
            Self::Rating => "rating",
            Self::Pointing => "pointing",
            Self::Holding => "holding",
            Self::Settling => "settling",
            Self::Choosing => "choosing",
            Self::Import => "importing",
            Self::Question => "question",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// Whether letters are text here, so that only keys that type nothing give commands of other contexts.
    pub fn takes_text(self) -> bool {
        match self {
            Self::Line | Self::Form | Self::Pointing | Self::Choosing => true,
            Self::General
            | Self::Move
            | Self::Change
            | Self::Start
            | Self::Map
            | Self::Triage
            | Self::Table
            | Self::Metrics
            | Self::Member
            | Self::Family
            | Self::Rating
            | Self::Holding
            | Self::Settling
            | Self::Import
            | Self::Question => false,
        }
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $context:ident => $name:ident { $($variant:ident, $word:literal, $sentence:literal;)* })*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $sentence] $variant,)* })*

        /// What somebody means by a key, a click or a line of the palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Command { $($context($name),)* }

        impl Command {
            /// Every command, in the order of help.
            pub const ALL: &[Self] = &[$($(Self::$context($name::$variant),)*)*];

            /// Its name in the keymap and in the palette.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$context($name::$variant) => $word,)*)* }
            }

            /// What it does, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $($(Self::$context($name::$variant) => $sentence,)*)* }
            }

            /// Where it can be given.
            pub fn context(self) -> Context {
                match self { $(Self::$context(_) => Context::$context,)* }
            }
        }
    };
}

commands! {
    /// Commands that can be given everywhere.
    General => General {
        Help, "help", "Lists every command with its key; type to search, Enter runs it.";
        Jump, "jump", "Goes to a member by its name, another name or its number.";
        ShowMap, "map", "Shows the map.";
        ShowTriage, "triage", "Shows who needs attention, and why.";
        ShowTable, "table", "Lists the members in a table that can be sorted and filtered.";
        ShowGrid, "grid", "Counts the members by stage and phase; Enter lists those of a place.";
        ShowMetrics, "metrics", "Shows the measures of the network: who is central, who holds it together, how open each is.";
        ShowMember, "member", "Shows everything about the selected member on one page.";
        ShowFamily, "family", "Shows who the selected member can fairly be compared with, and who of them does better and is near.";
        Explain, "explain", "Where from? Explains what the cursor stands on, with its source; again the whole screen, then the first row.";
        NextScreen, "next-screen", "Shows the next of the screens.";
        Choose, "choose", "Opens or takes what the cursor stands on.";
        Back, "back", "Closes what is in front, or goes back to the screen before.";
        Settle, "settle", "Shows what two people changed apart and nobody has settled, one card each.";
        Mark, "mark", "Marks the selected member, so that several can be rated together; again to unmark it.";
        ClearMarks, "clear-marks", "Unmarks every member.";
        Undo, "undo", "Takes the last step back.";
        Redo, "redo", "Does the step again that was taken back last.";
        ChangeHere, "change-here", "Lets the map be changed here though another window has it open.";
        Look, "look", "Lists what came from others last: what somebody saved, a copy, or a merge.";
        Save, "save", "Saves the map to its file.";
        SaveAs, "save-as", "Saves the map to a new file.";
        Versions, "versions", "Lists the versions of the map that this computer keeps, to bring one back.";
        KeepElsewhere, "keep-elsewhere", "Chooses another place for your steps when they cannot be kept.";
        Sync, "sync", "Shares the map: sends what you did, takes in what others did, and says both in words.";
        GitSetup, "git-setup", "Tells git, in the repository of this map, how maps are joined.";
        Open, "open", "Opens another map.";
        Import, "import", "Imports files of other people and tools; shows first what they would change.";
        Quit, "quit", "Leaves permea; asks first if something would be lost.";
    }
    /// Ways to go.
    Move => Move {
        Up, "up", "Goes up: a line, or to the nearest member above.";
        Down, "down", "Goes down: a line, or to the nearest member below.";
        Left, "left", "Goes left: to the nearest member, column or character.";
        Right, "right", "Goes right: to the nearest member, column or character.";
        PageUp, "page-up", "Goes a page up.";
        PageDown, "page-down", "Goes a page down.";
        First, "first", "Goes to the first line.";
        Last, "last", "Goes to the last line.";
    }
    /// Commands that change the map.
    Change => ChangeCommand {
        Rate, "rate", "Rates the marked members, else the selected one: one more key is enough, or fill in the card.";
        Remark, "say", "Puts your word to a finding: confirm, object, agree, snooze or handled.";
        Edit, "edit", "Changes the tie or answer under the cursor, else the selected member.";
        Remove, "remove", "Removes the tie or answer under the cursor, else the selected member; asks first.";
        AddMember, "add-member", "Adds a school or another member.";
        AddTie, "add-tie", "Adds a tie of the selected member to another.";
        Response, "response", "Records evidence shared with the selected member, and what it answered.";
        Note, "note", "Sets the note on the selected member and the day of the last contact.";
        Capacity, "capacity", "Records what the selected member can give to others.";
        Support, "support", "Proposes or records a support of the selected member by another.";
        National, "national", "Sets the national figure of a measure in a year.";
    }
    /// Commands of the start page.
    Start => StartCommand {
        New, "new-map", "Begins an empty map.";
        Demo, "demo", "Opens the bundled invented network; nothing is written unless it is saved under a name.";
    }
    /// Commands of the map.
    Map => MapCommand {
        NextLayout, "next-layout", "Draws the map in the next layout.";
        Rings, "rings", "Draws the map as rings: knowledge in the middle, isolated schools at the rim.";
        Journey, "journey", "Draws the map as columns, one for each stage.";
        Ego, "ego", "Draws one member with those it learns from and those it shares with.";
        Geographic, "geographic", "Draws the members where they are.";
        Force, "force", "Draws members near those they have ties with.";
        Matrix, "matrix", "Draws who works with whom as a table.";
        ZoomIn, "zoom-in", "Shows less of the map, larger.";
        ZoomOut, "zoom-out", "Shows more of the map, smaller.";
        Whole, "whole-map", "Shows the whole map.";
        PanUp, "pan-up", "Moves the window up.";
        PanDown, "pan-down", "Moves the window down.";
        PanLeft, "pan-left", "Moves the window to the left.";
        PanRight, "pan-right", "Moves the window to the right.";
        Focus, "focus", "Lets the ties of the selected member stand out, or shows all alike again.";
        FocusWider, "focus-wider", "Takes in members one tie further away.";
        FocusNarrower, "focus-narrower", "Leaves out the members furthest away.";
        FocusWay, "focus-way", "Follows ties both ways, only to those it learns from, or only to those it shares with.";
        Path, "path", "Shows the shortest path of ties from the selected member to another, with phases and trust.";
        Only, "only", "Shows only members that meet an expression, as: stage = 1 and flag:coasting.";
        LayOver, "lay-over", "Lays something over the map: peers, sources, supports, or what changed since a day.";
        ColourBy, "colour-by", "Colours the members by a measure.";
        SizeBy, "size-by", "Sizes the members by a measure.";
        GroupBy, "group-by", "Groups the members by region, authority, trust, town or community.";
        OpenGroup, "open-group", "Opens the group of the selected member, or closes it to one bubble.";
        Views, "views", "Lists the views kept in the map, and keeps this one under a name.";
        ViewBack, "view-back", "Goes back to how the map was looked at before.";
        ViewForward, "view-forward", "Goes forward again to how the map was looked at.";
        Point, "point", "Shows two letters at every member in view; typing them selects it.";
        TieTo, "tie-to", "Adds a tie from the selected member to the one pointed at.";
        Move, "move-member", "Takes hold of the selected member; arrows move it, Enter pins it there.";
        Ties, "ties", "Shows the ties there is room for, all of them, coaching only, or none.";
        Names, "names", "Shows all names that fit, the important ones, numbers with a list, or none.";
        Legend, "legend", "Explains the signs of the map: in a row, all of them in a box, or not at all.";
    }
    /// Commands of the triage list.
    Triage => TriageCommand {
        NextPattern, "next-pattern", "Lists one pattern only: the next one, then all again.";
        CannotSay, "cannot-say", "Lists where nothing can be said because something is not known; again for what was found.";
    }
    /// Commands of the table.
    Table => TableCommand {
        Filter, "filter", "Lists only members that meet an expression, as: stage = 1 and flag:coasting.";
        ClearFilter, "clear-filter", "Lists every member again.";
        Sort, "sort", "Sorts by the column under the cursor; again the other way round.";
        MarkAll, "mark-listed", "Marks every member that is listed.";
    }
    /// Commands of the measures.
    Metrics => MetricsCommand {
        Sort, "sort-by-measure", "Sorts by the measure under the cursor, the highest first; again the lowest first.";
        Counted, "count-alive", "Counts only ties with a recent sign of life, or all that have not ended again.";
        Belonging, "count-belonging", "Lets belonging to a trust or an authority count as a tie, or not again.";
    }
    /// Commands of a member's page.
    Member => MemberCommand {
        Withdraw, "withdraw", "Takes the rating under the cursor back for a reason, and makes it anew.";
        NextPart, "next-part", "Goes to the next part of the page.";
    }
    /// Commands of a member's family.
    Family => FamilyCommand {
        Better, "better-and-near", "Lists who of the family does better in the measure, the nearest first; again for all of it.";
        Method, "family-method", "Chooses how families are found: official list, likeness in context, DfE's formula, prior attainment.";
        Weights, "own-weights", "Sets what families are compared by, and how much each counts.";
        OnMap, "family-on-map", "Draws the family on the map, over its real ties.";
    }
    /// Commands while a line of text is typed.
    Line => LineCommand {
        DeleteBefore, "delete-before", "Deletes the character before the caret.";
        DeleteAfter, "delete-after", "Deletes the character after the caret.";
        DeleteWord, "delete-word", "Deletes the word before the caret.";
        DeleteLine, "delete-line", "Deletes the whole line.";
    }
    /// Commands while a form is filled in.
    Form => FormCommand {
        NextField, "next-field", "Goes to the next field.";
        PreviousField, "previous-field", "Goes to the field before.";
        SwapEnds, "swap-ends", "Turns a tie round: who gave learns, and who learnt gives.";
        Submit, "done", "Takes what the form says into the map.";
    }
    /// Commands of the rating card while it is untouched.
    Rating => RatingCommand {
        Stage1, "rate-stage-1", "Rates stage 1, isolation, at once.";
        Stage2, "rate-stage-2", "Rates stage 2, initiation, at once.";
        Stage3, "rate-stage-3", "Rates stage 3, engagement, at once.";
        Stage4, "rate-stage-4", "Rates stage 4, integration, at once.";
        Phase1, "rate-phase-1", "Rates phase 1, information, at once.";
        Phase2, "rate-phase-2", "Rates phase 2, experience, at once.";
        Phase3, "rate-phase-3", "Rates phase 3, coaching and mentoring, at once.";
    }
    /// Commands while a member of the map is pointed at.
    Pointing => PointCommand {
        ByName, "by-name", "Finds the member to point at by its name.";
    }
    /// Commands while a member of the map is moved by hand.
    Holding => HoldCommand {
        FarUp, "move-far-up", "Moves the member held five cells up.";
        FarDown, "move-far-down", "Moves the member held five cells down.";
        FarLeft, "move-far-left", "Moves the member held five cells to the left.";
        FarRight, "move-far-right", "Moves the member held five cells to the right.";
        Unpin, "unpin", "Takes the pin of the member held away: it stands where the layout puts it.";
    }
    /// Commands while what two people changed apart is settled.
    Settling => SettlingCommand {
        Mine, "take-mine", "Settles it by your version, or leaves it as it is.";
        Theirs, "take-theirs", "Settles it by the other version.";
        Both, "take-both", "Keeps both texts, the other under or after yours.";
        Edit, "another-value", "Settles it by another value, which is typed.";
        Next, "next-difference", "Shows the next difference.";
        Previous, "previous-difference", "Shows the difference before.";
        TakeBack, "settle-anew", "Takes the last step back, so that it can be settled otherwise.";
    }
    /// Commands while files are chosen.
    Choosing => ChoosingCommand {
        Mark, "mark-file", "Marks a file, so that several are imported together; again to unmark it.";
    }
    /// Commands while files are imported.
    Import => ImportCommand {
        Pane, "import-pane", "Goes between the list of an import and what it shows.";
        Yes, "import-yes", "Says yes: it is the member proposed, or the source's value counts.";
        No, "import-no", "Says no: it is a new member, or the map's value counts.";
        LeaveOut, "import-leave-out", "Leaves it out: the rows stay aside, or the column is not read.";
        All, "import-all", "Says yes to every name that is the same as that of one member.";
        Choose, "import-choose", "Lists all that can be chosen, such as what a column can mean.";
    }
    /// Commands while a question is asked.
    Question => QuestionCommand {
        First, "first-answer", "Takes the first answer.";
        Second, "second-answer", "Takes the second answer.";
        Third, "third-answer", "Takes the third answer.";
        Fourth, "fourth-answer", "Takes the fourth answer.";
    }
}

impl Command {
    /// Whether all it is for is to change the map that is open, or to write it to its file.
    pub fn changes_a_map(self) -> bool {
        match self {
            Self::Change(_) | Self::Holding(_) | Self::Import(_) => true,
            Self::Settling(command) => !matches!(command, SettlingCommand::Next | SettlingCommand::Previous),
            Self::General(command) => matches!(command, General::Undo | General::Redo | General::Save),
            Self::Map(command) => matches!(command, MapCommand::TieTo | MapCommand::Move),
            Self::Member(command) => command == MemberCommand::Withdraw,
            Self::Move(_)
            | Self::Start(_)
            | Self::Triage(_)
            | Self::Table(_)
            | Self::Metrics(_)
            | Self::Family(_)
            | Self::Line(_)
            | Self::Form(_)
            | Self::Rating(_)
            | Self::Pointing(_)
            | Self::Choosing(_)
            | Self::Question(_) => false,
        }
    }

    /// The command of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }
}
