//! One sentence at the foot of the screen, until the next key.

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something was not done; what, and what to do next.
    Problem,
}

/// A sentence for the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub sentence: String,
}

impl Notice {
    pub fn done(sentence: impl Into<String>) -> Self {
        Self { tone: Tone::Done, sentence: sentence.into() }
    }

    pub fn problem(sentence: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, sentence: sentence.into() }
    }
}
