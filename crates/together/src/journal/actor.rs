//! Who acts, and through what.

use crate::people::PersonId;

/// The door an action came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// A page.
    Web,
    /// The REST interface.
    Api,
    /// An AI assistant's tool call.
    Mcp,
    /// The command line.
    Cli,
    /// An import.
    Import,
    /// No door: the program did it by itself when its time had come.
    Tandem,
}

impl Via {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Mcp => "mcp",
            Self::Cli => "cli",
            Self::Import => "import",
            Self::Tandem => "tandem",
        }
    }
}

/// The one who acts.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The person; actions of the program itself (command line, set-up) have none.
    pub person: Option<PersonId>,
    /// Administrator of the workspace.
    pub administrator: bool,
    /// The door.
    pub via: Via,
    /// The request, so that the tab that caused a change need not refresh.
    pub request: String,
}

impl Actor {
    /// The program itself, be it that whoever owns the machine called it or that a time had come: may do everything.
    pub fn program(via: Via) -> Self {
        Self { person: None, administrator: true, via, request: String::new() }
    }

    /// A person through a door.
    pub fn person(person: PersonId, administrator: bool, via: Via, request: impl Into<String>) -> Self {
        Self { person: Some(person), administrator, via, request: request.into() }
    }
}
