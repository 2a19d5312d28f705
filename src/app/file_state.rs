//! How the map's file stands on the disk, as far as others may have touched it: there and whole, gone, or half of a copy.

use super::{App, Effect, Notice, Overlay, arrivals::Reply, prompt::Then, question::Question};

/// How the map's file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum FileState {
    /// It is there, and a whole map.
    #[default]
    Whole,
    /// It is not there any more.
    Gone,
    /// It has been no whole map for a while.
    NotWhole,
}

impl FileState {
    /// What stands on the screen as long as it is so.
    fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Gone => Some("The map file is no longer there. Everything is still here; saving writes it again."),
            Self::NotWhole => Some("The file on disk is not a complete map at the moment. Yours is safe; saving is off until it is."),
        }
    }
}

impl App {
    /// The file was found to stand so.
    pub(super) fn file_is(&mut self, state: FileState) {
        let Some(document) = &mut self.document else { return };
        let before = std::mem::replace(&mut document.file, state);
        if state == FileState::Whole && before != state {
            self.tell(Notice::done("The map file is there again, as it was."));
        }
    }

    /// What is wrong with the file, as long as it is.
    pub fn file_banner(&self) -> Option<Notice> {
        let sentence = self.document.as_ref()?.file.sentence()?;
        Some(Notice::problem(sentence))
    }

    /// Asks what to do in the place of a save that is off; says whether it is.
    pub(super) fn save_is_off(&mut self, then: &Then) -> bool {
        let state = self.document.as_ref().map(|document| document.file).unwrap_or_default();
        if state != FileState::NotWhole {
            return false;
        }
        let sentence = state.sentence().unwrap_or_default().to_owned();
        let question = Question::about_version("Saving is off", sentence, &[Reply::Wait, Reply::SaveElsewhere]);
        let _none: Vec<Effect> = self.lay(Overlay::Question(Question { then: then.clone(), ..question }));
        true
    }
}
