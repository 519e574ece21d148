//! What a product's key and name must be like.

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::roles::rules::Right;

/// The most points a capacity has.
pub const CAPACITY_MOST: i64 = 10_000;

/// How a product is delivered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// In sprints.
    #[default]
    Scrum,
    /// As a flow.
    Kanban,
    /// Not from here.
    None,
}

impl Mode {
    /// All, in the order of pages.
    pub const ALL: [Self; 3] = [Self::Scrum, Self::Kanban, Self::None];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scrum => "scrum",
            Self::Kanban => "kanban",
            Self::None => "none",
        }
    }

    /// The word on pages.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scrum => "Scrum",
            Self::Kanban => "Kanban",
            Self::None => "None",
        }
    }
}

/// What a capacity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CapacityOf {
    /// A sprint: the developers', who choose what enters it.
    Sprint,
    /// The next release: of whoever decides its scope.
    Release,
}

impl CapacityOf {
    /// Inside a sentence.
    pub const fn named(self) -> &'static str {
        match self {
            Self::Sprint => "a sprint",
            Self::Release => "the next release",
        }
    }

    /// Which right says how much fits.
    pub const fn right(self) -> Right {
        match self {
            Self::Sprint => Right::PlanSprint,
            Self::Release => Right::ScopeRelease,
        }
    }
}

/// The phase of a product's life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// It looks for its users.
    #[default]
    Introduce,
    /// More and more use it.
    Grow,
    /// Those who would use it do.
    Mature,
    /// Fewer use it, or something else takes its place.
    Decline,
}

impl Phase {
    /// All, in the order of a life.
    pub const ALL: [Self; 4] = [Self::Introduce, Self::Grow, Self::Mature, Self::Decline];

    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Introduce => "introduce",
            Self::Grow => "grow",
            Self::Mature => "mature",
            Self::Decline => "decline",
        }
    }

    /// The word on pages, also inside a sentence.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Introduce => "introduction",
            Self::Grow => "growth",
            Self::Mature => "maturity",
            Self::Decline => "decline",
        }
    }
}

/// The currency of value until another is chosen.
pub const FIRST_CURRENCY: &str = "EUR";

/// Words that are addresses of Tandem itself and so cannot be keys.
pub const RESERVED: &[&str] = &[
    "about",
    "account",
    "api",
    "assets",
    "bell",
    "company",
    "do",
    "doc",
    "docs",
    "example",
    "export",
    "healthz",
    "import",
    "invitation",
    "live",
    "new",
    "password",
    "portfolio",
    "products",
    "reset",
    "search",
    "set-up",
    "settings",
    "sign-in",
    "sign-out",
    "static",
    "survey",
    "workspace",
];

/// Checks a product's key: 2 to 24 lower-case letters, digits or hyphens, beginning with a letter.
pub fn key(text: &str) -> Result<String, Refusal> {
    let key = text.trim().to_lowercase();
    let refuse = |name, message: String| Err(Refusal::new(name, message).at("key"));
    if !(2..=24).contains(&key.chars().count()) {
        return refuse("key-length", "A key has 2 to 24 letters.".to_owned());
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.chars().all(fits) {
        return refuse(
            "key-letters",
            "A key is made of letters, digits and hyphens, and begins with a letter.".to_owned(),
        );
    }
    if RESERVED.contains(&key.as_str()) {
        return refuse("key-reserved", format!("“{key}” is an address of Tandem itself. Choose another key."));
    }
    Ok(key)
}

/// Checks a name: one line of at most 100 characters.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refusal::new("name-missing", "A name is missing.").at("name")),
        1..=100 => Ok(name),
        _ => Err(Refusal::new("name-too-long", "A name has at most 100 characters.").at("name")),
    }
}

/// Checks points that fit a sprint or a release.
pub fn capacity(points: i64) -> Result<i64, Refusal> {
    if (1..=CAPACITY_MOST).contains(&points) {
        return Ok(points);
    }
    let message = format!("A capacity is from 1 to {CAPACITY_MOST} points; leave it empty where it is not known.");
    Err(Refusal::new("capacity-out-of-range", message).at("points"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_not_addresses() {
        assert_eq!(key(" Shelf ").unwrap(), "shelf");
        assert_eq!(key("a").unwrap_err().name, "key-length");
        assert_eq!(key("2go").unwrap_err().name, "key-letters");
        assert_eq!(key("über").unwrap_err().name, "key-letters");
        assert_eq!(key("api").unwrap_err().name, "key-reserved");
        assert_eq!(key(&"x".repeat(24)).unwrap(), "x".repeat(24));
        assert_eq!(key(&"x".repeat(25)).unwrap_err().name, "key-length");
        assert_eq!(key("ok").unwrap(), "ok");
    }

    #[test]
    fn no_address_of_tandem_is_a_key() {
        for word in RESERVED {
            assert_eq!(key(word).unwrap_err().name, "key-reserved", "{word}");
        }
    }

    #[test]
    fn names_and_capacities_have_limits() {
        assert!(name(&"ü".repeat(100)).is_ok());
        assert_eq!(name(&"ü".repeat(101)).unwrap_err().name, "name-too-long");
        assert_eq!(name(" ").unwrap_err().name, "name-missing");
        assert_eq!((capacity(1).unwrap(), capacity(CAPACITY_MOST).unwrap()), (1, CAPACITY_MOST));
        for wrong in [0, -1, CAPACITY_MOST + 1] {
            assert_eq!(capacity(wrong).unwrap_err().name, "capacity-out-of-range");
        }
    }
}
