//! What can be measured, each by itself.

mod actions;
pub(crate) mod import;
mod live;
mod pages;
mod scripts;
pub(crate) mod start;

use crate::person::Person;
use crate::server::Server;
use crate::table::Table;
use crate::{Result, Wanted};

/// One part of the bench.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Cold start and idle memory.
    Start,
    /// The files of the seed coming in.
    Import,
    /// Every page at eight connections.
    Pages,
    /// Changes, one after the other.
    Actions,
    /// A change with a thousand pages open.
    Live,
    /// What a browser is sent.
    Scripts,
}

impl Part {
    /// All, in the order they are measured.
    pub(crate) const ALL: &'static [Self] =
        &[Self::Start, Self::Import, Self::Pages, Self::Actions, Self::Live, Self::Scripts];

    /// What it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Import => "import",
            Self::Pages => "pages",
            Self::Actions => "actions",
            Self::Live => "live",
            Self::Scripts => "scripts",
        }
    }

    /// What it is, in the words of the table.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Start => "Cold start and memory",
            Self::Import => "Import",
            Self::Pages => "Pages",
            Self::Actions => "Actions",
            Self::Live => "A change with 1,000 pages open on it",
            Self::Scripts => "What a browser is sent",
        }
    }

    /// The part of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.name() == name)
    }

    /// Measures it on the seeded workspace and writes its rows.
    pub(crate) async fn measure(
        self,
        wanted: &Wanted,
        server: &Server,
        person: &Person,
        table: &mut Table,
    ) -> Result<()> {
        match self {
            // Measured before and after the others, and while seeding.
            Self::Start | Self::Import => Ok(()),
            Self::Pages => pages::measure(wanted, server, person, table).await,
            Self::Actions => actions::measure(wanted, server, person, table).await,
            Self::Live => live::measure(server, person, table).await,
            Self::Scripts => scripts::measure(person, table).await,
        }
    }
}
