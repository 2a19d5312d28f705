//! From a key to the bytes of its frame, while the map is panned: every layout, and what is laid over it.
//!
//! The whole program is measured, only the terminal is none: the key goes in, the picture is made and drawn into cells, `ratatui`
//! finds the cells that differ, and `crossterm` writes them into a buffer. Aims, as the 99th percentile: 2 ms for 300 members
//! at 120x36, 8 ms for 30,000 members with 60,000 ties at 200x55.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    dead_code,
    reason = "a bench may stop, and prints"
)]

mod networks;

use std::{
    cell::Cell,
    io,
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::civil::date;
use networks::{crowd, tied};
use permea::{
    analysis::Analysis,
    app::{App, Code, Effect, Event, Key, Keymap, Moment, Opened, Remembered, Screen, Setup, Size, Source, map::Motion},
    framework::{Framework, Rules},
    map::{Camera, Chart, Force, Layout, Point, Progress, Roster, Scale, Topic, View},
    model::Mint,
    view::{self, Look},
};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};

/// How many frames are drawn at each zoom.
const FRAMES: usize = 100;
const ZOOMS: [f64; 3] = [1.5, 3.0, 10.0];

/// Counts what is written, and keeps nothing.
#[derive(Clone, Default)]
struct Counter(Rc<Cell<usize>>);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Encoder = Terminal<CrosstermBackend<io::BufWriter<Counter>>>;

/// The program with a network open, and the terminal it draws into.
struct Program {
    app: App,
    terminal: Encoder,
    written: Counter,
    look: Look,
}

impl Program {
    fn on(analysis: &Arc<Analysis>, (columns, rows): (u16, u16)) -> Self {
        let moment = Moment { now: "2026-11-21T10:00:00Z".parse().unwrap(), today: date(2026, 11, 21), running: Duration::ZERO };
        let setup = Setup {
            keymap: Keymap::built_in(),
            rules: Rules::built_in(),
            framework: Framework::built_in().clone(),
            remembered: Remembered::default(),
            as_of: None,
            moment,
            zone: jiff::tz::TimeZone::UTC,
            mint: Mint::new("bench"),
            size: Size { columns, rows },
            motion: Motion::Jump,
        };
        let written = Counter::default();
        let backend = CrosstermBackend::new(io::BufWriter::with_capacity(1 << 16, written.clone()));
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
        let terminal = Terminal::with_options(backend, options).unwrap();
        let mut program = Self { app: App::new(setup), terminal, written, look: Look::default() };
        let effects = program.app.open(Source::Demo);
        program.perform(effects, analysis);
        program.send(Event::Key(Key::parse("m").unwrap()), analysis);
        assert_eq!(program.app.screen, Screen::Map);
        program
    }

    fn send(&mut self, event: Event, analysis: &Arc<Analysis>) {
        let effects = self.app.update(event);
        self.perform(effects, analysis);
    }

    /// What other rooms of the program would do; whatever is opened is the network of this analysis.
    fn perform(&mut self, effects: Vec<Effect>, analysis: &Arc<Analysis>) {
        for effect in effects {
            let event = match effect {
                Effect::Open(_) => Event::Opened(Box::new(Opened::without_file(analysis.network.clone()))),
                Effect::Analyse(order) => Event::Analysed { generation: order.generation, analysis: Arc::clone(analysis) },
                Effect::LayOut(order) => {
                    let force = Force::of(&order.roster, order.former.as_ref(), &mut |_so_far| {}, &|| false).unwrap();
                    Event::LaidOut { generation: order.generation, force: Arc::new(force), progress: Progress::Settled }
                }
                Effect::BringBack(_)
                | Effect::Keep(_)
                | Effect::Adopt(_)
                | Effect::PutAway(_)
                | Effect::TookIn(_)
                | Effect::Retire(_)
                | Effect::Begin(_)
                | Effect::KeepIn(_)
                | Effect::ListVersions(_)
                | Effect::ReadVersion(_)
                | Effect::Errand(_)
                | Effect::Join(_)
                | Effect::Import(_)
                | Effect::Measure(_)
                | Effect::Save(_)
                | Effect::Remember(_)
                | Effect::NoteFindings(_)
                | Effect::Measure(_)
                | Effect::Quit => continue,
            };
            self.send(event, analysis);
        }
    }

    /// Types a filter, as `s` on the map asks for it.
    fn filter(&mut self, expression: &str) {
        let line = Key::parse("s").into_iter().chain(Key::parse("ctrl-u"));
        let letters = expression.chars().map(|letter| Key::plain(Code::Char(letter)));
        for key in line.chain(letters).chain(Key::parse("enter")) {
            let effects = self.app.update(Event::Key(key));
            assert!(effects.is_empty(), "a filter asks for nothing");
        }
        assert!(self.app.overlay.is_none());
    }

    /// Presses a key and draws; how long that took, and how many bytes went to the terminal.
    fn frame(&mut self, key: Key) -> (Duration, usize) {
        let before = self.written.0.get();
        let waited = waited();
        let start = Instant::now();
        let effects = self.app.update(Event::Key(key));
        let (app, look) = (&self.app, &self.look);
        self.terminal.draw(|frame| view::draw(app, look, frame)).unwrap();
        let time = start.elapsed();
        let time = time.saturating_sub(self::waited().saturating_sub(waited));
        assert!(effects.is_empty(), "a pan asks for nothing");
        (time, self.written.0.get() - before)
    }

    /// The window goes over the map row by row; what is asked of the network is known before it starts.
    fn pans(&mut self, zoom: f64) -> Vec<(Duration, usize)> {
        let right = Key::parse("shift-right").unwrap();
        let steps = |at: usize| -0.9 + 0.2 * (at / 10 % 10) as f64;
        self.app.map.view.camera = Camera { middle: Point::default(), zoom };
        self.frame(right);
        let frame = |at: usize| {
            if at.is_multiple_of(10) {
                self.app.map.view.camera = Camera { middle: Point { x: -0.6, y: steps(at) }, zoom };
            }
            self.frame(right)
        };
        (0..FRAMES).map(frame).collect()
    }

    /// The cursor goes from member to member over the whole map.
    fn steps(&mut self) -> Vec<(Duration, usize)> {
        let down = Key::parse("down").unwrap();
        self.frame(down);
        (0..FRAMES).map(|_| self.frame(down)).collect()
    }
}

/// How the map is looked at, by name.
fn looks(roster: &Roster) -> Vec<(&'static str, Layout, View)> {
    let well_tied = roster.members.iter().max_by_key(|member| member.degree).map(|member| member.id.clone());
    let selected = || View { selected: well_tied.clone(), ..View::default() };
    let over = |topic: Topic| View { topic: Some(topic), ..selected() };
    let ties = |id: &permea::model::MemberId| Some(roster.members[roster.index(id).unwrap()].degree as f64);
    let scale = Scale::of(roster, "ties".into(), ties).map(Arc::new);
    let painted = || permea::map::Paint { colour: scale.clone(), size: scale.clone() };
    let areas: Vec<_> = roster.areas.iter().map(|area| area.name.clone()).collect();
    let closed = areas.iter().step_by(2).cloned().collect();
    let opened = areas.iter().step_by(10).cloned().collect();
    vec![
        ("rings", Layout::Rings, View::default()),
        ("journey", Layout::Journey, View::default()),
        ("ego", Layout::Ego, View::default()),
        ("geographic", Layout::Geographic, View::default()),
        ("force", Layout::Force, View::default()),
        ("matrix", Layout::Matrix, View::default()),
        ("rings, focus", Layout::Rings, over(View::FOCUS)),
        ("geographic, focus", Layout::Geographic, over(View::FOCUS)),
        ("rings, peers", Layout::Rings, over(Topic::Peers)),
        ("rings, sources", Layout::Rings, View { topic: Some(Topic::Sources), ..View::default() }),
        ("force, sources", Layout::Force, View { topic: Some(Topic::Sources), ..View::default() }),
        ("journey, sources", Layout::Journey, View { topic: Some(Topic::Sources), ..View::default() }),
        ("rings, supports", Layout::Rings, View { topic: Some(Topic::Supports), ..View::default() }),
        ("rings, changes", Layout::Rings, View { topic: Some(Topic::Changes { since: date(2025, 1, 1) }), ..View::default() }),
        ("force, changes", Layout::Force, View { topic: Some(Topic::Changes { since: date(2025, 1, 1) }), ..View::default() }),
        ("rings, filter", Layout::Rings, View::default()),
        ("force, filter", Layout::Force, View::default()),
        ("rings, painted", Layout::Rings, View { paint: painted(), ..View::default() }),
        ("journey, painted", Layout::Journey, View { paint: painted(), ..View::default() }),
        ("force, painted", Layout::Force, View { paint: painted(), ..View::default() }),
        ("rings, groups closed", Layout::Rings, View { closed, ..View::default() }),
        ("force, groups opened", Layout::Force, View { opened, ..View::default() }),
        ("rings, numbered", Layout::Rings, View { names: permea::map::Names::Numbered, ..View::default() }),
    ]
}

fn key_of(layout: Layout) -> Key {
    let key = match layout {
        Layout::Rings => "1",
        Layout::Journey => "2",
        Layout::Ego => "3",
        Layout::Geographic => "4",
        Layout::Force => "5",
        Layout::Matrix => "6",
    };
    Key::parse(key).unwrap()
}

/// How long this thread has waited for a processor that others had, where the system says so (Linux).
///
/// It is taken off the time of a frame: on a machine that others use at the same time, the slowest of a hundred frames would else
/// measure them.
fn waited() -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(said.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0))
}

/// In milliseconds, with so many hundredths of the frames at most as slow.
fn at_most(frames: &[(Duration, usize)], percent: usize) -> f64 {
    let mut times: Vec<Duration> = frames.iter().map(|(time, _)| *time).collect();
    times.sort_unstable();
    times[(times.len() * percent).div_ceil(100) - 1].as_secs_f64() * 1000.0
}

fn median(frames: &[(Duration, usize)]) -> f64 {
    at_most(frames, 50)
}

fn late(frames: &[(Duration, usize)]) -> f64 {
    at_most(frames, 99)
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let day = date(2026, 11, 21);
    let analysed = |members: usize| {
        let with_flags = crowd::crowd(members, crowd::Rated::Most);
        let network = tied(members, members * 2);
        let mut analysis = Analysis::new(&network, day, &Rules::built_in(), &|| false).unwrap();
        analysis.flags.clone_from(&with_flags.flags);
        Arc::new(analysis)
    };
    for (members, size) in [(300, (120, 36)), (3_000, (200, 55)), (30_000, (200, 55))] {
        let analysis = analysed(members);
        let roster = Chart::new(&analysis, Layout::Rings).roster;
        println!("\n{} members, {} ties, {}x{}\n", roster.members.len(), roster.ties.len(), size.0, size.1);
        println!(
            "| from key to frame, ms | a pan: median | p99 | p99 at zoom 1.5 | 3 | 10 | bytes a frame | a step of the cursor: median | p99 |"
        );
        println!("|---|---|---|---|---|---|---|---|---|");
        let mut program = Program::on(&analysis, size);
        for (name, layout, view) in looks(&roster) {
            let title = format!("{members} {name}");
            if !asked.is_empty() && !asked.iter().any(|word| title.contains(word)) {
                continue;
            }
            program.send(Event::Key(key_of(layout)), &analysis);
            assert_eq!(program.app.map.layout, layout);
            program.filter(if name.contains("filter") { "stage = 2" } else { "" });
            let mut pans = Vec::new();
            let mut zooms = Vec::new();
            for zoom in ZOOMS {
                let only = program.app.map.view.only.take();
                program.app.map.view = View { only, ..view.clone() };
                let frames = program.pans(zoom);
                zooms.push(format!("{:.1}", late(&frames)));
                pans.extend(frames);
            }
            let only = program.app.map.view.only.take();
            program.app.map.view = View { only, ..view };
            let steps = program.steps();
            let mut bytes: Vec<usize> = pans.iter().map(|(_, bytes)| *bytes).collect();
            bytes.sort_unstable();
            let (zooms, bytes) = (zooms.join(" | "), bytes[bytes.len() / 2]);
            println!(
                "| {name} | {:.1} | {:.1} | {zooms} | {bytes} | {:.1} | {:.1} |",
                median(&pans),
                late(&pans),
                median(&steps),
                late(&steps)
            );
        }
    }
}
