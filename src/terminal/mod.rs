//! The terminal: taken and given back, input, signals, the worker, and the loop that joins them to the app.
//!
//! All threads are started here, and all of them answer over one channel.

mod courier;
mod crash;
mod device;
mod effects;
mod ending;
mod fault_points;
mod frames;
mod guard;
mod hired;
mod input;
mod importer;
mod interrupt;
mod keeper;
mod look;
mod pace;
mod saver;
mod sieve;
mod signals;
mod stack;
mod measurer;
mod surveyor;
mod watcher;
mod unjoined;
mod wide;
mod width;
mod worker;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{self, Receiver},
    },
};

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use signal_hook::consts::SIGHUP;

use crate::{
    app::{App, Effect, Event, Moment, Setup, Size, Source, Unjoined, map::Motion},
    framework::Framework,
    model::{Mint, Network},
    settings::{Habits, Settings},
    store,
    view::{
        Look,
        map::{Canvas, GlyphSet},
    },
};
use effects::{Done, Hands};
use ending::{Ending, Unsaved};
use frames::{BETWEEN_FRAMES, Frames};
use guard::Guard;
pub use guard::was_killed;
use input::Waiting;
pub use interrupt::Interrupt;
pub use look::{Colours, characters};
use pace::{BETWEEN_LOOKS, Pace};
pub use stack::on_a_deep_stack;
pub use width::columns;

/// What the screen begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    StartPage,
    Map(PathBuf),
    Demo,
}

/// Whether there is a terminal to show a screen on.
pub fn is_there() -> bool {
    device::device().is_ok()
}

/// How the screen is to be.
#[derive(Clone, Debug)]
pub struct Manner {
    pub settings: Settings,
    pub habits: Habits,
    /// Stands in for today.
    pub as_of: Option<Date>,
    pub colours: Colours,
    /// The characters to draw with, in the place of those in the settings.
    pub glyphs: Option<GlyphSet>,
    /// What lines are drawn with, in the place of what is in the settings.
    pub canvas: Option<Canvas>,
}

/// What the threads tell the loop.
#[derive(Debug)]
enum News {
    Event(Event),
    /// A map was read, with its file, and what git left of a merge of it.
    Opened(Box<store::Kept>, Option<Unjoined>),
    /// A map was read that was never saved, with what was done to it.
    Begun(Box<Network>, store::Found),
    /// A map was read in part; it may be looked at.
    InPart(Box<store::InPart>),
    Demo(Box<Network>),
    /// The terminal came back after a stop.
    Redraw,
    NoMoreInput(io::Error),
    /// The frame handed over is written, or of no use any more.
    Written,
    NoMoreOutput(io::Error),
}

/// Shows the screen until the user leaves it. The terminal is as it was afterwards, also after an error or a panic.
pub fn run(start: Start, manner: Manner) -> anyhow::Result<()> {
    let look = look::of(&manner)?;
    let size = signals::size().context("the size of the terminal is unknown")?;
    let (tell, news) = mpsc::channel();
    let hands = Hands::new(tell.clone(), manner.habits.clone(), manner.settings.columns.clone())?;
    let (pace, motion) = Pace::of(&manner.habits);
    let app = App::new(setup(manner, size, (pace.moment(), motion)));
    let unsaved = Arc::new(Unsaved::default());
    let ending = Ending { unsaved: Arc::clone(&unsaved), keepers: hands.keepers(), once: Arc::default() };
    signals::heed(tell.clone(), ending.clone())?;
    crash::this_is_the_screen();
    let guard = Guard::take().context("the terminal cannot be used")?;
    let frames = Frames::new(size, tell.clone())?;
    let input = input::listen(tell)?;
    let world = World { hands, look, news, unsaved, pace, input, frames };
    let shown = catch_unwind(AssertUnwindSafe(|| world.show(app, start)));
    if shown.as_ref().is_ok_and(Result::is_err) && device::device().is_ok_and(device::Device::is_gone) {
        // Whatever failed, it failed because of that.
        ending.end(SIGHUP);
    }
    drop(guard);
    shown.unwrap_or_else(|_panic| Err(anyhow!("{WORK_IS_SAFE}\n{}", crash::report())))
}

/// What is said of the work after a mistake of the program.
const WORK_IS_SAFE: &str =
    "permea made a mistake and had to stop. The map's file is as it was last saved, and what was kept is offered when it is opened next.";

fn setup(manner: Manner, size: Size, (moment, motion): (Moment, Motion)) -> Setup {
    Setup {
        keymap: manner.settings.keymap,
        rules: manner.settings.rules,
        framework: Framework::built_in().clone(),
        remembered: effects::remembered(&manner.habits),
        as_of: manner.as_of,
        moment,
        zone: store::zone(),
        mint: Mint::new(store::seed()),
        size,
        motion,
    }
}

/// What the screen lives in: who does what it asks for, and how it is seen and told.
struct World {
    hands: Hands,
    look: Look,
    news: Receiver<News>,
    unsaved: Arc<Unsaved>,
    pace: Pace,
    input: Waiting,
    frames: Frames,
}

impl World {
    /// Draws, waits, takes in, and performs, until somebody leaves. The first frame comes before the first file is read.
    fn show(mut self, mut app: App, start: Start) -> anyhow::Result<()> {
        let wishes = match start {
            Start::StartPage => self.hands.look_for_unsaved(),
            Start::Map(path) => app.open(Source::File(path)),
            Start::Demo => app.open(Source::Demo),
        };
        self.frames.draw_if_due(&app, &self.look)?;
        if perform(&mut app, &mut self.hands, wishes) == Going::Ends {
            return Ok(());
        }
        self.frames.spoil();
        loop {
            self.note_what_is_unsaved(&app);
            let until_due = self.frames.draw_if_due(&app, &self.look)?;
            let glides = app.is_gliding().then_some(BETWEEN_FRAMES);
            let wait = until_due.or(glides).or(app.awaits_the_disk().then_some(BETWEEN_LOOKS));
            let first = Pace::next(&self.news, wait)?;
            app.update(Event::Tick(self.pace.moment()));
            if first.is_none() {
                self.frames.spoil();
            }
            // What has come meanwhile is taken in together, so that a slow terminal gets the newest frame only.
            let waiting: Vec<News> = first.into_iter().chain(self.news.try_iter().take(256)).collect();
            for told in waiting {
                if self.take_in(&mut app, told)? == Going::Ends {
                    return Ok(());
                }
            }
        }
    }

    fn take_in(&mut self, app: &mut App, told: News) -> anyhow::Result<Going> {
        let events = match told {
            News::Written => {
                let took = self.frames.written();
                if app.is_gliding() && self.pace.is_too_slow(took) {
                    app.update(Event::Lagged);
                    self.frames.spoil();
                }
                return Ok(Going::On);
            }
            News::Event(event) => {
                self.take_notice_of(&event)?;
                vec![event]
            }
            News::Opened(opened, unjoined) => self.hands.opened(*opened, unjoined),
            News::Begun(network, found) => self.hands.begun(*network, found),
            News::InPart(part) => vec![self.hands.opened_in_part(*part)],
            News::Demo(network) => vec![self.hands.opened_demo(*network)],
            News::Redraw => {
                let size = signals::size().unwrap_or(app.setup.size);
                self.frames.begin_anew(size)?;
                vec![Event::Resize(size)]
            }
            News::NoMoreInput(error) => return Err(error).context("the terminal gives no more input"),
            News::NoMoreOutput(error) => return Err(error).context("the terminal shows nothing more"),
        };
        self.frames.spoil();
        for event in events {
            fault_points::fail_if_asked(&event)?;
            let effects = app.update(event);
            if perform(app, &mut self.hands, effects) == Going::Ends {
                return Ok(Going::Ends);
            }
        }
        Ok(Going::On)
    }

    /// What an event means for the screen itself.
    fn take_notice_of(&mut self, event: &Event) -> io::Result<()> {
        self.input.taken(event);
        if let Event::Resize(size) = event { self.frames.begin_anew(*size) } else { Ok(()) }
    }

    /// For the words at an end from outside.
    fn note_what_is_unsaved(&self, app: &App) {
        let steps = app.document.as_ref().filter(|document| document.is_unsaved());
        self.unsaved.steps.store(steps.map_or(0, |document| document.history.unsaved_steps()), Ordering::Relaxed);
        self.unsaved.has_journal.store(app.assurance().is_some(), Ordering::Relaxed);
    }
}

/// Whether the loop goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Going {
    On,
    Ends,
}

/// Performs effects and what their answers ask for in turn.
fn perform(app: &mut App, hands: &mut Hands, effects: Vec<Effect>) -> Going {
    let mut waiting: std::collections::VecDeque<Effect> = effects.into();
    while let Some(effect) = waiting.pop_front() {
        match hands.perform(effect) {
            Done::Quit => return Going::Ends,
            Done::Answered(None) => {}
            Done::Answered(Some(event)) => waiting.extend(app.update(event)),
        }
    }
    Going::On
}
