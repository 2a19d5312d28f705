//! Files to import in a session: a folder that is a list, read as the importer's thread reads it.

use std::{ops::ControlFlow, path::PathBuf};

use permea::{
    app::{
        Attempt, Event, ImportNews, ImportOrder, ImportWish,
        importing::{Folder, FolderEntry, Listed},
    },
    exchange::Columns,
};

use crate::session::{Disk, Session};

impl Session {
    /// Does what is wished of an import with the files there are.
    pub(crate) fn import(&mut self, wish: ImportWish) -> Option<Event> {
        let news = match wish {
            ImportWish::List(path) => self.folder(path.unwrap_or_else(|| "/home/ann".into())),
            ImportWish::Dropped(readings) => {
                let found = readings.iter().find(|reading| reading.iter().all(|path| self.sources.contains_key(path)));
                let Some(found) = found else {
                    return Some(Event::Failed {
                        what: Attempt::Remember,
                        sentence: "There is no such file. Nothing was imported.".into(),
                    });
                };
                ImportNews::Dropped(found.clone())
            }
            ImportWish::Read(order) if self.reading == Disk::Silent => {
                self.waiting.push(*order);
                return None;
            }
            ImportWish::Read(order) => self.read_sources(&order),
            ImportWish::Stop => {
                self.waiting.clear();
                return None;
            }
            ImportWish::KeepAside(order) => {
                self.aside.push(order);
                ImportNews::Aside("They are in a sheet beside the map.".into())
            }
            ImportWish::KeepColumns(mapping) => {
                self.columns.push(*mapping);
                return None;
            }
        };
        Some(Event::Import(Box::new(news)))
    }

    fn folder(&self, path: PathBuf) -> ImportNews {
        let of_folder = |file: &&PathBuf| file.parent() == Some(&path);
        let file = |file: &PathBuf| FolderEntry {
            name: file.file_name().unwrap().to_string_lossy().into_owned(),
            what: Listed::File { bytes: self.sources[file].len(), day: "21 Nov 2026".into() },
            path: file.clone(),
        };
        let folders = self.sources.keys().filter_map(|file| file.parent()).filter(|folder| folder.parent() == Some(&path));
        let mut entries: Vec<FolderEntry> = folders
            .map(|folder| FolderEntry {
                name: folder.file_name().unwrap().to_string_lossy().into_owned(),
                path: folder.to_owned(),
                what: Listed::Folder,
            })
            .collect();
        entries.dedup();
        entries.extend(self.sources.keys().filter(of_folder).map(file));
        ImportNews::Folder(Folder { above: path.parent().map(std::path::Path::to_owned), path, entries, others: 2 })
    }

    /// What the files would change, as the importer's thread says it.
    pub(crate) fn read_sources(&self, order: &ImportOrder) -> ImportNews {
        let mut columns = Columns::built_in().unwrap();
        for mapping in &self.columns {
            columns.keep(&mapping.document(), "columns/kept.ron").unwrap();
        }
        let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().as_ref().into();
        let files: Vec<_> = order.files.iter().map(|path| (name(path), self.sources[path].clone())).collect();
        order.answer(&files, columns, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    /// The same session with a file of other people's in `/home/ann`.
    pub(crate) fn with_source(mut self, name: &str, text: &str) -> Self {
        self.sources.insert(PathBuf::from("/home/ann").join(name), text.as_bytes().to_vec());
        self
    }

    /// Drops a text on the window, as a terminal does with the paths of files.
    pub(crate) fn drop(mut self, text: &str) -> Self {
        self.send(Event::Paste(text.to_owned()));
        self
    }
}
