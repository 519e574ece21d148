//! The links that hold the thread together, and whose call each is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Kind;
use crate::journal::Need;
use crate::roles::rules::Right;

/// What joins two things. Which kinds may be joined by which link are rows of `link_rule`, enforced by the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum LinkKind {
    /// Need → goal, feature → need or goal, goal → company goal.
    #[serde(rename = "serves")]
    Serves,
    /// Story → feature.
    #[serde(rename = "part of")]
    PartOf,
    /// Request → need, feature or story.
    #[serde(rename = "asks for")]
    AsksFor,
    /// Need → the persona who has it.
    #[serde(rename = "for")]
    For,
    /// Insight → need.
    #[serde(rename = "supports")]
    Supports,
    /// Story or feature → release.
    #[serde(rename = "ships in")]
    ShipsIn,
    /// Story → story, feature → feature.
    #[serde(rename = "depends on")]
    DependsOn,
    /// Thing → decision.
    #[serde(rename = "decided by")]
    DecidedBy,
    /// Request → the request it repeats.
    #[serde(rename = "duplicate of")]
    DuplicateOf,
}

impl LinkKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Serves,
        Self::PartOf,
        Self::AsksFor,
        Self::For,
        Self::Supports,
        Self::ShipsIn,
        Self::DependsOn,
        Self::DecidedBy,
        Self::DuplicateOf,
    ];

    /// The word in tables and on pages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Serves => "serves",
            Self::PartOf => "part of",
            Self::AsksFor => "asks for",
            Self::For => "for",
            Self::Supports => "supports",
            Self::ShipsIn => "ships in",
            Self::DependsOn => "depends on",
            Self::DecidedBy => "decided by",
            Self::DuplicateOf => "duplicate of",
        }
    }

    /// The link with this word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The word for a missing link of this kind, in the table of those that are missing on purpose: “serves” where the thing
    /// should serve something, “serves it” where something beneath should serve the thing.
    pub fn spared(self, beneath: bool) -> String {
        if beneath { format!("{} it", self.code()) } else { self.code().to_owned() }
    }

    /// Links in which nothing may come back to itself.
    pub fn must_not_circle(self) -> bool {
        matches!(self, Self::PartOf | Self::DependsOn | Self::Serves | Self::DuplicateOf)
    }

    /// Links of which a thing has one at most; a new one takes the old one's place.
    pub fn only_one(self, from: Kind) -> bool {
        matches!(self, Self::PartOf | Self::DuplicateOf) || (self == Self::ShipsIn && from == Kind::Story)
    }
}

/// The kind that hangs beneath this one by a link, where one does.
pub fn beneath(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Goal => Some(Kind::Need),
        Kind::Need => Some(Kind::Feature),
        Kind::Feature | Kind::Release => Some(Kind::Story),
        _ => None,
    }
}

/// Whose call it is to make or break a link from this kind of thing.
pub fn need_to_link(from: Kind, kind: LinkKind) -> Need {
    let right = match (from, kind) {
        (_, LinkKind::DecidedBy) => return Need::Member,
        (_, LinkKind::AsksFor | LinkKind::DuplicateOf) => Right::PlaceRequest,
        (_, LinkKind::ShipsIn) => Right::ScopeRelease,
        (_, LinkKind::Supports) | (Kind::Need, _) => Right::RankNeeds,
        (Kind::Goal, _) => Right::ChooseGoals,
        (Kind::Story, LinkKind::DependsOn) => Right::WriteStory,
        _ => Right::DefineFeature,
    };
    Need::right(right)
}
