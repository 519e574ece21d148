//! The fields a column can be mapped to.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::mapping;
use super::refusals::{Refusal, Similar};

/// What the rows of a file become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum As {
    /// A customer's words each.
    Requests,
    /// A user story each.
    Stories,
    /// A feature each.
    Features,
}

impl As {
    /// All three, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Requests, Self::Stories, Self::Features];

    /// The word on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Stories => "stories",
            Self::Features => "features",
        }
    }

    /// The fields these rows have, in the order they are offered.
    pub fn targets(self) -> impl Iterator<Item = Target> {
        FIELDS.iter().filter(move |field| field.label(self).is_some()).map(|field| field.target)
    }

    /// The field with this name.
    ///
    /// # Errors
    /// If these rows have no such field; the refusal names those with a similar name.
    pub fn target(self, name: &str) -> Result<Target, Refusal> {
        let wanted = name.trim().to_lowercase();
        self.targets().find(|target| target.name() == wanted).ok_or_else(|| {
            let names = self.targets().map(|target| target.name().to_owned()).collect();
            Refusal::UnknownTarget { nearest: mapping::nearest(&wanted, names), asked: name.to_owned() }
        })
    }
}

impl FromStr for As {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| Refusal::UnknownTarget {
            asked: text.to_owned(),
            nearest: Similar::Some(Self::ALL.map(|kind| kind.name().to_owned()).into()),
        })
    }
}

/// A field that a column can be mapped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`FIELDS` says of each what it is, in the words people see")]
pub enum Target {
    Title,
    Text,
    Sentence,
    Role,
    Means,
    End,
    Contact,
    Email,
    Customer,
    Asked,
    Importance,
    Votes,
    Points,
    Type,
    State,
    Outcome,
    Feature,
    Goal,
    Criteria,
    Labels,
    Created,
    Finished,
    Id,
    DuplicateOf,
    Link,
}

/// What a value must be to fit a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Sentence,
    Date,
    Votes,
    Points,
    Importance,
    Address,
    Web,
    State,
    Type,
}

pub(super) struct Field {
    pub(super) target: Target,
    name: &'static str,
    holds: Holds,
    /// Whether several columns may be mapped to it.
    many: bool,
    request: Option<&'static str>,
    story: Option<&'static str>,
    feature: Option<&'static str>,
}

impl Field {
    fn label(&self, kind: As) -> Option<&'static str> {
        match kind {
            As::Requests => self.request,
            As::Stories => self.story,
            As::Features => self.feature,
        }
    }
}

type Label = Option<&'static str>;

const fn field(target: Target, name: &'static str, holds: Holds, labels: [Label; 3]) -> Field {
    let many = matches!(target, Target::Text | Target::Labels | Target::Criteria);
    let [request, story, feature] = labels;
    Field { target, name, holds, many, request, story, feature }
}

/// Every field: its name on the command line, what it holds, and its label for requests, stories and features.
#[rustfmt::skip]
const FIELDS: &[Field] = &[
    field(Target::Title, "title", Holds::Text, [Some("Request, title"), Some("Story, title"), Some("Feature, title")]),
    field(Target::Text, "text", Holds::Text, [Some("Request, in their words"), Some("Story, text"), Some("Feature, text")]),
    field(Target::Sentence, "sentence", Holds::Sentence, [None, Some("Story, as a … I want … so that …"), None]),
    field(Target::Role, "role", Holds::Text, [None, Some("Story, as a …"), None]),
    field(Target::Means, "means", Holds::Text, [None, Some("Story, I want …"), None]),
    field(Target::End, "end", Holds::Text, [None, Some("Story, so that …"), None]),
    field(Target::Contact, "contact", Holds::Text, [Some("Contact"), None, None]),
    field(Target::Email, "email", Holds::Address, [Some("Contact, by e-mail"), None, None]),
    field(Target::Customer, "customer", Holds::Text, [Some("Customer"), None, None]),
    field(Target::Asked, "asked", Holds::Date, [Some("Asked on"), None, None]),
    field(Target::Importance, "importance", Holds::Importance, [Some("Importance, 0 to 3"), None, None]),
    field(Target::Votes, "votes", Holds::Votes, [Some("Votes"), None, Some("Votes")]),
    field(Target::Points, "points", Holds::Points, [None, Some("Points"), None]),
    field(Target::Type, "type", Holds::Type, [None, Some("Type"), None]),
    field(Target::State, "state", Holds::State, [Some("State"), Some("State"), Some("State")]),
    field(Target::Outcome, "outcome", Holds::State, [Some("Outcome, when closed"), Some("Outcome, when closed"), Some("Outcome, when closed")]),
    field(Target::Feature, "feature", Holds::Text, [None, Some("Part of feature"), None]),
    field(Target::Goal, "goal", Holds::Text, [None, None, Some("Serves goal")]),
    field(Target::Criteria, "criteria", Holds::Text, [None, Some("Acceptance criteria"), None]),
    field(Target::Labels, "labels", Holds::Text, [Some("Labels"), Some("Labels"), Some("Labels")]),
    field(Target::Created, "created", Holds::Date, [None, Some("Created on"), Some("Created on")]),
    field(Target::Finished, "finished", Holds::Date, [None, Some("Finished on"), Some("Finished on")]),
    field(Target::Id, "id", Holds::Text, [Some("Id at the source"), Some("Id at the source"), Some("Id at the source")]),
    field(Target::DuplicateOf, "duplicate-of", Holds::Text, [Some("Duplicate of, id at the source"), None, None]),
    field(Target::Link, "link", Holds::Web, [Some("Link"), Some("Link"), Some("Link")]),
];

impl Target {
    fn field(self) -> &'static Field {
        // Every target has its row, in the order of the enum; a test compares them.
        &FIELDS[self as usize]
    }

    /// The word on the command line and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.field().name
    }

    /// What people see, for these rows; nothing if they have no such field.
    #[must_use]
    pub fn label(self, kind: As) -> Option<&'static str> {
        self.field().label(kind)
    }

    /// Whether several columns may be mapped to it.
    #[must_use]
    pub fn takes_many(self) -> bool {
        self.field().many
    }

    /// Whether it holds a day, so that the order of day and month matters.
    #[must_use]
    pub fn is_date(self) -> bool {
        self.holds() == Holds::Date
    }

    pub(super) fn holds(self) -> Holds {
        self.field().holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_stands_at_its_place_in_the_table() {
        for (at, field) in FIELDS.iter().enumerate() {
            assert_eq!(field.target as usize, at, "{}", field.name);
            assert!(As::ALL.iter().any(|kind| field.label(*kind).is_some()), "{}", field.name);
        }
        assert_eq!(FIELDS.len(), Target::Link as usize + 1);
    }
}
