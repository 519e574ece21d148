//! The kinds of things and their keys.

use std::fmt;
use std::str::FromStr;

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far along a thing is, whatever its room calls the state: progress sums over stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Not begun.
    Open,
    /// Under way.
    Active,
    /// Finished.
    Done,
    /// Given up.
    Dropped,
}

impl Stage {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Active => "active",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $code:literal $letters:literal $title:literal $plural:literal $icon:literal;)+) => {
        /// Every kind of thing that hangs on the thread or can be discussed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $(#[doc = $title] $variant,)+
        }

        impl Kind {
            /// All kinds, in the order of the thread.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables and addresses: `key-result`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The letters of its keys: `KR`.
            pub fn letters(self) -> &'static str {
                match self { $(Self::$variant => $letters,)+ }
            }

            /// The word on pages, singular: “Key result”.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// The word on pages, plural: “Key results”.
            pub fn plural(self) -> &'static str {
                match self { $(Self::$variant => $plural,)+ }
            }

            /// The name of its icon.
            pub fn icon(self) -> &'static str {
                match self { $(Self::$variant => $icon,)+ }
            }
        }
    };
}

kinds! {
    Vision     "vision"      "V"  "Vision"      "Visions"      "vision";
    Goal       "goal"        "G"  "Goal"        "Goals"        "goal";
    KeyResult  "key-result"  "KR" "Key result"  "Key results"  "goal";
    Segment    "segment"     "SG" "Segment"     "Segments"     "market";
    Competitor "competitor"  "CO" "Competitor"  "Competitors"  "market";
    MarketNote "market-note" "M"  "Market note" "Market notes" "market";
    Persona    "persona"     "PE" "Persona"     "Personas"     "user";
    Need       "need"        "N"  "Need"        "Needs"        "need";
    Customer   "customer"    "C"  "Customer"    "Customers"    "customers";
    Request    "request"     "R"  "Request"     "Requests"     "request";
    Insight    "insight"     "I"  "Insight"     "Insights"     "book";
    Survey     "survey"      "SV" "Survey"      "Surveys"      "report";
    Feature    "feature"     "F"  "Feature"     "Features"     "feature";
    Story      "story"       "S"  "Story"       "Stories"      "backlog";
    Question   "question"    "Q"  "Question"    "Questions"    "question";
    Sprint     "sprint"      "SP" "Sprint"      "Sprints"      "sprint";
    Release    "release"     "RL" "Release"     "Releases"     "release";
    Risk       "risk"        "K"  "Risk"        "Risks"        "warn";
    Decision   "decision"    "D"  "Decision"    "Decisions"    "decision";
    Proposal   "proposal"    "P"  "Proposal"    "Proposals"    "decision";
}

impl Kind {
    /// The kind with these key letters, in any case.
    pub fn of_letters(letters: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.letters().eq_ignore_ascii_case(letters))
    }

    /// The kind with this code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::of_code(code).ok_or_else(|| format!("unknown kind {code}"))
    }
}

ground::word_column!(Kind);

/// The key of a thing within its product: `S-214`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its kind, said by the letters.
    pub kind: Kind,
    /// Its number, unique in product and kind and never reused.
    pub number: i64,
}

impl Key {
    /// The key of a kind and a number.
    pub fn new(kind: Kind, number: i64) -> Self {
        Self { kind, number }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.letters(), self.number)
    }
}

impl FromStr for Key {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let unknown = || Refusal::new("key-unknown", format!("“{text}” is not a key. Keys look like S-214."));
        let (letters, number) = text.trim().split_once('-').ok_or_else(unknown)?;
        let kind = Kind::of_letters(letters).ok_or_else(unknown)?;
        let number: i64 = number.parse().map_err(|_| unknown())?;
        if number < 1 { Err(unknown()) } else { Ok(Self { kind, number }) }
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|refusal: Refusal| serde::de::Error::custom(refusal.message))
    }
}

impl JsonSchema for Key {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Key".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[A-Za-z]{1,2}-[1-9][0-9]*$",
            "description": "The key of a thing within its product, such as S-214."
        })
    }
}
