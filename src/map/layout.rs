//! The layouts of the map and their names.

use crate::model::{Field, FieldError};

/// How the members are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Knowledge in the middle, stage 4 to stage 1 outward, every area a sector.
    #[default]
    Rings,
    /// A column for each stage, phases as rows.
    Journey,
    /// One member in the middle, whom it learns from on the left, whom it shares with on the right.
    Ego,
    /// Members where they are.
    Geographic,
    /// Members who have to do with each other near each other.
    Force,
    /// Who works with whom as a table: who gives in rows, who learns in columns.
    Matrix,
}

impl Layout {
    /// Every layout, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Rings, Self::Journey, Self::Ego, Self::Geographic, Self::Force, Self::Matrix];

    /// Its name for the shell.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rings => "rings",
            Self::Journey => "journey",
            Self::Ego => "ego",
            Self::Geographic => "geographic",
            Self::Force => "force",
            Self::Matrix => "matrix",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rings => "Rings",
            Self::Journey => "Journey",
            Self::Ego => "Ego",
            Self::Geographic => "Geographic",
            Self::Force => "Force",
            Self::Matrix => "Matrix",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name.trim().to_lowercase())
    }

    /// Whether a part of it can be shown larger. The columns of the journey and the ego board fill the screen as they are.
    pub fn has_zoom(self) -> bool {
        matches!(self, Self::Rings | Self::Geographic | Self::Force | Self::Matrix)
    }

    /// Whether the ties of one member can stand out among the others. On the ego board there are no others.
    pub fn has_focus(self) -> bool {
        matches!(self, Self::Rings | Self::Journey | Self::Geographic | Self::Force | Self::Matrix)
    }

    /// Whether ties are lines from member to member, of which one can choose.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Rings | Self::Geographic | Self::Force)
    }

    /// The next layout, and around.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Self::ALL.into_iter().skip_while(|layout| *layout != self).nth(1);
        after.unwrap_or_default()
    }
}

impl Field for Layout {
    fn text(&self) -> String {
        self.name().to_owned()
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        Self::from_name(text).ok_or_else(|| FieldError::new(text, "a layout: rings, journey, ego, geographic, force or matrix"))
    }

    fn words() -> Vec<&'static str> {
        Self::ALL.map(Self::name).to_vec()
    }
}
