//! The terminal: taken and given back, input, signals, the worker, and the loop that joins them to the app.
//!
//! All threads are started here, and all of them answer over one channel.

mod effects;
mod guard;
mod hired;
mod input;
mod interrupt;
mod keeper;
mod look;
mod pace;
mod signals;
mod surveyor;
mod wide;
mod width;
mod worker;

use std::{
    io::{self, BufWriter, Stdout, stdout},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{self, Receiver},
    },
    time::Instant,
};

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use ratatui::{Terminal, backend::CrosstermBackend};

use crate::{
    app::{App, Effect, Event, Moment, Setup, Size, Source, map::Motion},
    framework::Framework,
    model::{Mint, Network},
    settings::{Habits, Settings},
    store,
    view::{
        self, Look,
        map::{Canvas, GlyphSet},
    },
};
use effects::{Done, Hands};
use guard::Guard;
pub use interrupt::Interrupt;
pub use look::{Colours, characters};
use pace::{BETWEEN_FRAMES, BETWEEN_LOOKS, Pace};
use signals::Unsaved;
pub use width::columns;

/// What the screen begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    StartPage,
    Map(PathBuf),
    Demo,
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
    /// A map was read, with its file.
    Opened(Box<store::Kept>),
    /// A map was read in part; it may be looked at.
    InPart(Box<store::InPart>),
    Demo(Box<Network>),
    /// The terminal came back after a stop.
    Redraw,
    NoMoreInput(io::Error),
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Shows the screen until the user leaves it. The terminal is as it was afterwards, also after an error or a panic.
pub fn run(start: Start, manner: Manner) -> anyhow::Result<()> {
    let look = look::of(&manner)?;
    let (columns, rows) = crossterm::terminal::size().context("the size of the terminal is unknown")?;
    let (tell, news) = mpsc::channel();
    let hands = Hands::new(tell.clone(), manner.habits.clone())?;
    let (pace, motion) = Pace::of(&manner.habits);
    let app = App::new(setup(manner, Size { columns, rows }, (pace.moment(), motion)));
    let guard = Guard::take().context("the terminal cannot be used")?;
    let unsaved = Arc::new(Unsaved::default());
    signals::heed(tell.clone(), Arc::clone(&unsaved), hands.keepers())?;
    input::listen(tell)?;
    let shown = catch_unwind(AssertUnwindSafe(|| show(app, hands, &look, (&news, &unsaved, pace), start)));
    drop(guard);
    shown.unwrap_or_else(|_panic| {
        let words = guard::last_words().unwrap_or_default();
        Err(anyhow!("permea made a mistake and had to stop. The map's file is as it was last saved, and what was kept is offered when it is opened next. Please report this: {words}"))
    })
}

fn setup(manner: Manner, size: Size, (moment, motion): (Moment, Motion)) -> Setup {
    Setup {
        keymap: manner.settings.keymap,
        rules: manner.settings.rules,
        framework: Framework::built_in(),
        remembered: effects::remembered(&manner.habits),
        as_of: manner.as_of,
        moment,
        mint: Mint::new(store::seed()),
        size,
        motion,
    }
}

/// Draws, waits, takes in, and performs, until somebody leaves. The first frame comes before the first file is read.
fn show(
    mut app: App,
    mut hands: Hands,
    look: &Look,
    (news, unsaved, pace): (&Receiver<News>, &Unsaved, Pace),
    start: Start,
) -> anyhow::Result<()> {
    let mut screen: Screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())))?;
    let wishes = match start {
        Start::StartPage => Vec::new(),
        Start::Map(path) => app.open(Source::File(path)),
        Start::Demo => app.open(Source::Demo),
    };
    draw(&mut screen, &app, look)?;
    if perform(&mut app, &mut hands, wishes) == Going::Ends {
        return Ok(());
    }
    loop {
        let steps = app.document.as_ref().filter(|document| document.is_unsaved());
        unsaved.steps.store(steps.map_or(0, |document| document.history.unsaved_steps()), Ordering::Relaxed);
        unsaved.has_journal.store(app.assurance().is_some(), Ordering::Relaxed);
        let begun = Instant::now();
        draw(&mut screen, &app, look)?;
        if app.is_gliding() && pace.is_too_slow(begun.elapsed()) {
            app.update(Event::Lagged);
            continue;
        }
        let due = app.is_gliding().then_some(BETWEEN_FRAMES).or(app.awaits_the_disk().then_some(BETWEEN_LOOKS));
        let first = Pace::next(news, due)?;
        app.update(Event::Tick(pace.moment()));
        // What has come meanwhile is taken in together, so that a slow terminal gets the newest frame only.
        for told in first.into_iter().chain(news.try_iter().take(256)) {
            let events = match told {
                News::Event(event) => vec![event],
                News::Opened(opened) => hands.opened(*opened),
                News::InPart(part) => vec![hands.opened_in_part(*part)],
                News::Demo(network) => vec![hands.opened_demo(*network)],
                News::Redraw => {
                    draw_all_anew(&mut screen)?;
                    continue;
                }
                News::NoMoreInput(error) => return Err(error).context("the terminal gives no more input"),
            };
            if take_in(&mut app, &mut hands, events) == Going::Ends {
                return Ok(());
            }
        }
    }
}

/// Gives the app the events, and performs what it asks for.
fn take_in(app: &mut App, hands: &mut Hands, events: Vec<Event>) -> Going {
    for event in events {
        look::fail_if_asked(&event);
        let effects = app.update(event);
        if perform(app, hands, effects) == Going::Ends {
            return Going::Ends;
        }
    }
    Going::On
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

/// Makes the next frame a whole one, the terminal holding nothing of ours any more.
///
/// `Terminal::clear` would ask the terminal where its cursor is, and the thread that reads the keys has the answer.
fn draw_all_anew(screen: &mut Screen) -> io::Result<()> {
    let _output = guard::output();
    let area = screen.get_frame().area();
    screen.resize(area)
}

fn draw(screen: &mut Screen, app: &App, look: &Look) -> io::Result<()> {
    let _output = guard::output();
    screen.draw(|frame| view::draw(app, look, frame))?;
    Ok(())
}
