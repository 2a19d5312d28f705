//! What lies over the screen: at most one, and keys go to it.

use super::{command::Context, jump::Jump, palette::Palette, prompt::Prompt, question::Question};

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Every command, searchable and runnable.
    Palette(Palette),
    /// Going to a member.
    Jump(Jump),
    /// One line is asked for.
    Prompt(Prompt),
    /// A choice is asked for.
    Question(Question),
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Palette(_) | Self::Jump(_) | Self::Prompt(_) => Context::Line,
            Self::Question(_) => Context::Question,
        }
    }
}
