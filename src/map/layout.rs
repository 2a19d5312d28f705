//! The layouts of the map and their names.

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
}

impl Layout {
    /// Every layout, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Rings, Self::Journey, Self::Ego, Self::Geographic];

    /// Its name for the shell.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rings => "rings",
            Self::Journey => "journey",
            Self::Ego => "ego",
            Self::Geographic => "geographic",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rings => "Rings",
            Self::Journey => "Journey",
            Self::Ego => "Ego",
            Self::Geographic => "Geographic",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name.trim().to_lowercase())
    }

    /// The next layout, and around.
    #[must_use]
    pub fn next(self) -> Self {
        let after = Self::ALL.into_iter().skip_while(|layout| *layout != self).nth(1);
        after.unwrap_or_default()
    }
}
