//! The importer: files read for an import while the screen goes on.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::mpsc::Sender,
    time::{Duration, Instant},
};

use ecow::EcoString;

use super::{
    News,
    hired::{Hired, unless_gone},
};
use crate::{
    app::{AsideOrder, Asks, Attempt, Event, ImportNews, ImportOrder, ImportWish},
    exchange::{Columns, Holds, Progress, Unreadable},
    report::words::counted,
    store,
};

/// How often the progress is told.
const BETWEEN_SIGNS: Duration = Duration::from_millis(100);

/// Where wishes about imports are handed over.
#[derive(Debug)]
pub(super) struct Importer {
    reader: Hired<ImportOrder>,
    /// Does what is quickly done; each wish in turn.
    clerk: Sender<ImportWish>,
}

impl Importer {
    pub(super) fn hire(news: &Sender<News>, own: Option<Columns>) -> io::Result<Self> {
        let told = news.clone();
        let reader = Hired::with_stack("import", super::worker::STACK_BYTES, move |order: ImportOrder, cancelled| {
            let generation = order.generation;
            let read = catch_unwind(AssertUnwindSafe(|| read(&order, own.as_ref(), cancelled, &told)));
            let mistake = || ImportNews::Refused {
                generation,
                sentence: "The files could not be read: permea made a mistake there. The map is as it was.".to_owned(),
                asks: Asks::Nothing,
            };
            match read.unwrap_or_else(|_panic| Some(mistake())) {
                Some(answer) => tell(&told, answer),
                None => ControlFlow::Continue(()),
            }
        })?;
        let (clerk, wishes) = std::sync::mpsc::channel();
        let told = news.clone();
        std::thread::Builder::new().name("folders".to_owned()).spawn(move || {
            for wish in wishes {
                let done = catch_unwind(AssertUnwindSafe(|| do_quickly(wish)));
                if let Some(event) = done.unwrap_or_default()
                    && told.send(News::Event(event)).is_err()
                {
                    return;
                }
            }
        })?;
        Ok(Self { reader, clerk })
    }

    /// Does what is wished; the answers are news.
    pub(super) fn does(&self, wish: ImportWish) {
        match wish {
            ImportWish::Read(order) => self.reader.order(order.generation, *order),
            ImportWish::Stop => self.reader.stop(),
            ImportWish::List(_) | ImportWish::Dropped(_) | ImportWish::KeepAside(_) | ImportWish::KeepColumns(_) => {
                // The thread catches its own panics, so it is there as long as the program.
                let _given = self.clerk.send(wish);
            }
        }
    }
}

fn tell(news: &Sender<News>, answer: ImportNews) -> ControlFlow<()> {
    unless_gone(&news.send(News::Event(Event::Import(Box::new(answer)))))
}

/// Reads the files and says what they would change; nothing if that is not wanted any more.
fn read(order: &ImportOrder, own: Option<&Columns>, cancelled: &dyn Fn() -> bool, news: &Sender<News>) -> Option<ImportNews> {
    let generation = order.generation;
    let refused = |sentence: String| Some(ImportNews::Refused { generation, sentence, asks: Asks::Nothing });
    let mut files = Vec::new();
    for path in &order.files {
        match store::read_source(path) {
            Ok(bytes) => files.push((name_of(path), bytes)),
            Err(error) => return refused(error.to_string()),
        }
    }
    let columns = match columns(own) {
        Ok(columns) => columns,
        Err(error) => return refused(error.to_string()),
    };
    let mut last = Instant::now();
    let mut watch = |progress: Progress| {
        if cancelled() {
            return ControlFlow::Break(());
        }
        if last.elapsed() < BETWEEN_SIGNS {
            return ControlFlow::Continue(());
        }
        last = Instant::now();
        tell(news, ImportNews::Progress { generation, progress })
    };
    order.answer(&files, columns, &mut watch)
}

/// The names of columns that are known: the user's own, and those that were accepted before.
fn columns(own: Option<&Columns>) -> Result<Columns, Unreadable> {
    let mut columns = match own {
        Some(own) => own.clone(),
        None => Columns::built_in()?,
    };
    for (file, text) in store::kept_columns().into_iter().flatten() {
        columns.keep(&text, &file)?;
    }
    Ok(columns)
}

fn name_of(path: &Path) -> EcoString {
    path.file_name().unwrap_or_default().to_string_lossy().into()
}

fn do_quickly(wish: ImportWish) -> Option<Event> {
    let import = |news: ImportNews| Some(Event::Import(Box::new(news)));
    let failed = |sentence: String| Some(Event::Failed { what: Attempt::Remember, sentence });
    match wish {
        ImportWish::List(path) => import(match store::list_folder(path.as_deref()) {
            Ok(folder) => ImportNews::Folder(folder),
            Err(error) => ImportNews::NoFolder(error.to_string()),
        }),
        ImportWish::Dropped(readings) => match store::dropped(&readings) {
            Ok(Ok(files)) => import(ImportNews::Dropped(files)),
            Ok(Err(folder)) => import(ImportNews::Folder(folder)),
            Err(error) => failed(error.to_string()),
        },
        ImportWish::KeepAside(order) => import(ImportNews::Aside(keep_aside(&order))),
        ImportWish::KeepColumns(mapping) => match store::keep_columns(&mapping.chosen().key(), &mapping.document()) {
            Ok(_kept) => None,
            Err(error) => failed(format!("The columns could not be kept for the next time: {error}")),
        },
        ImportWish::Read(_) | ImportWish::Stop => None,
    }
}

/// Writes the sheets of what was set aside or taken out, and says where they are.
fn keep_aside(order: &AsideOrder) -> String {
    let mut said = Vec::new();
    for sheet in &order.sheets {
        let what = match sheet.holds {
            Holds::Rows => format!("{} of {} set aside", counted(sheet.rows, "row", "rows"), sheet.file),
            Holds::TakenOut => format!("What was taken out of {}", sheet.file),
        };
        said.push(match store::write_aside(&order.beside, sheet.holds.word(), order.day, &sheet.bytes) {
            Ok(path) => {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                format!("{what}: see {file} beside the map.")
            }
            Err(error) => format!("{what} is in no sheet: {error}"),
        });
    }
    said.join(" ")
}
