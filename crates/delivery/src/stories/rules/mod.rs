//! The rules of stories.

pub mod lint;
pub mod readiness;
pub mod sentence;
pub mod split;
pub mod states;
pub mod versions;

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub enum StoryType {
    /// Something a user can do afterwards.
    #[default]
    #[serde(rename = "user story")]
    UserStory,
    /// Something that does not work as it should.
    #[serde(rename = "defect")]
    Defect,
    /// What other stories need before they can be done.
    #[serde(rename = "enabler")]
    Enabler,
    /// A question answered by trying.
    #[serde(rename = "spike")]
    Spike,
}

impl StoryType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::UserStory, Self::Defect, Self::Enabler, Self::Spike];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::UserStory => "user story",
            Self::Defect => "defect",
            Self::Enabler => "enabler",
            Self::Spike => "spike",
        }
    }

    /// The word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::UserStory => "User story",
            Self::Defect => "Defect",
            Self::Enabler => "Enabler",
            Self::Spike => "Spike",
        }
    }

    /// The type with this word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.code() == code)
    }
}

impl std::fmt::Display for StoryType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for StoryType {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::of_code(code).ok_or_else(|| format!("unknown type of story {code}"))
    }
}

ground::word_column!(StoryType);

/// The most points a story can have.
pub const MOST_POINTS: i64 = 100;

/// The most stories one action takes at once.
pub const MOST_STORIES: usize = 500;

/// The most criteria a story can have.
pub const MOST_CRITERIA: i64 = 50;

/// The most characters of one part of the story’s sentence, and of one part of a criterion.
pub const PART_LIMIT: usize = 1_000;

/// One part of the story’s sentence, or of a criterion: a line, empty where it is not said yet.
pub fn part(field: &'static str, text: &str) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = line.chars().count();
    if long > PART_LIMIT {
        let message = format!("This has {long} characters; {PART_LIMIT} fit. The rest fits the text below.");
        return Err(Refusal::new("part-too-long", message).at(field));
    }
    Ok(line)
}

/// Some stories, each once, not more than fit.
pub fn some<T: PartialEq>(mut things: Vec<T>) -> Result<Vec<T>, Refusal> {
    let mut seen = Vec::with_capacity(things.len());
    for thing in things.drain(..) {
        if !seen.contains(&thing) {
            seen.push(thing);
        }
    }
    match seen.len() {
        0 => Err(Refusal::new("nothing-selected", "No story was selected.").hint("Tick a story first.")),
        many if many > MOST_STORIES => {
            let message = format!("{many} stories were selected; {MOST_STORIES} can be changed at once.");
            Err(Refusal::new("too-many-selected", message))
        }
        _ => Ok(seen),
    }
}
