//! The rules of the thread that need no database: what a thread has, what it lacks, what a link must be like.

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Key, Kind, LinkKind};

/// Which of vision, goal, need, feature, story and release a thing's thread has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Dots(pub i64);

/// The kinds of the thread in order, each with its bit.
pub const THREAD: [(Kind, i64); 6] =
    [(Kind::Vision, 1), (Kind::Goal, 2), (Kind::Need, 4), (Kind::Feature, 8), (Kind::Story, 16), (Kind::Release, 32)];

impl Dots {
    /// The dot of a kind alone; kinds beside the thread have none.
    pub fn of(kind: Kind) -> Self {
        Self(THREAD.iter().find(|(of, _)| *of == kind).map_or(0, |(_, bit)| *bit))
    }

    /// Whether the thread has this kind.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & Self::of(kind).0 != 0
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Every way a thread can be.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..1 << THREAD.len()).map(Self)
    }

    /// Which of [`all`](Self::all) it is.
    pub(super) fn index(self) -> usize {
        THREAD.iter().enumerate().filter(|(_, (_, bit))| self.0 & bit != 0).map(|(at, _)| 1 << at).sum()
    }

    /// What a feature with this thread lends to the stories that are part of it: itself, and what it hangs on.
    #[must_use]
    pub fn of_feature_to_story(self) -> Self {
        Self(self.0 & [Kind::Goal, Kind::Need, Kind::Feature].map(|kind| Self::of(kind).0).iter().sum::<i64>())
    }

    /// The initials of what is there, which name the symbol that draws it: `vgnfs`.
    pub fn initials(self) -> String {
        const INITIALS: [char; 6] = ['v', 'g', 'n', 'f', 's', 'r'];
        THREAD.iter().zip(INITIALS).filter(|((_, bit), _)| self.0 & bit != 0).map(|(_, initial)| initial).collect()
    }

    /// What is missing, in words for readers: “Thread without need, feature, release”.
    pub fn label(self) -> String {
        let missing: Vec<_> =
            THREAD.iter().filter(|(_, bit)| self.0 & bit == 0).map(|(kind, _)| kind.title().to_lowercase()).collect();
        if missing.is_empty() { "Thread complete".to_owned() } else { format!("Thread without {}", missing.join(", ")) }
    }
}

/// A title: one line, not empty, at most this long.
pub const TITLE_LIMIT: usize = 200;

/// Checks a title and trims it.
pub fn title(text: &str) -> Result<String, Refusal> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        0 => Err(Refusal::new("title-missing", "A title is missing.").at("title")),
        long if long > TITLE_LIMIT => {
            let message =
                format!("The title has {long} characters; {TITLE_LIMIT} fit. Shorten it, the rest fits the text.");
            Err(Refusal::new("title-too-long", message).at("title"))
        }
        _ => Ok(title),
    }
}

/// The most characters a text field takes.
pub const TEXT_LIMIT: usize = 100_000;

/// Checks a text and trims its end.
pub fn text(field: &'static str, text: &str) -> Result<String, Refusal> {
    let long = text.chars().count();
    if long > TEXT_LIMIT {
        let message = format!("This text has {long} characters; {TEXT_LIMIT} fit.");
        return Err(Refusal::new("text-too-long", message).at(field));
    }
    Ok(text.trim_end().replace("\r\n", "\n"))
}

/// The most characters of why something needs no link.
pub const REASON_LIMIT: usize = 300;

/// Checks why a missing link is missing on purpose, on one line; nothing when none is given.
pub fn reason(text: &str) -> Result<Option<String>, Refusal> {
    let reason = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match reason.chars().count() {
        0 => Ok(None),
        long if long > REASON_LIMIT => {
            let message = format!("The reason has {long} characters; {REASON_LIMIT} fit.");
            Err(Refusal::new("reason-too-long", message).at("because"))
        }
        _ => Ok(Some(reason)),
    }
}

/// The most characters of the words a link rests on.
pub const QUOTE_LIMIT: usize = 2_000;

/// Checks the words a link rests on; nothing when there are none.
pub fn quote(text: Option<&str>) -> Result<Option<String>, Refusal> {
    let quote = text.map(str::trim).filter(|quote| !quote.is_empty());
    let long = quote.map_or(0, |quote| quote.chars().count());
    if long > QUOTE_LIMIT {
        let message = format!("The words have {long} characters; {QUOTE_LIMIT} fit. Copy what matters most.");
        return Err(Refusal::new("quote-too-long", message).at("quote"));
    }
    Ok(quote.map(|quote| quote.replace("\r\n", "\n")))
}

/// The words of a title that say something, in small letters.
pub fn words_of(title: &str) -> Vec<String> {
    let long = |word: &&str| word.chars().count() > 3;
    title.split(|c: char| !c.is_alphanumeric()).filter(long).map(str::to_lowercase).collect()
}

/// Endings that make other forms of the same word.
const ENDINGS: [&str; 6] = ["ing", "ies", "ed", "es", "s", "e"];

/// A word without its usual endings: “reserv” of “reserved”.
pub fn root(word: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).filter(|root| root.chars().count() > 3);
    cut.unwrap_or(word)
}

/// The forms that a root may have in a text.
pub fn forms(root: &str) -> Vec<String> {
    let others = ENDINGS.iter().map(|ending| format!("{root}{ending}"));
    // “categories” and “category” have “categor” and “category” as their roots.
    let singular = root.strip_suffix('y').map(|root| format!("{root}ies"));
    let plural = (!root.ends_with(['a', 'e', 'i', 'o', 'u', 'y'])).then(|| format!("{root}y"));
    std::iter::once(root.to_owned()).chain(others).chain(singular).chain(plural).collect()
}

/// A link that a thing of this kind never has cannot be missing on purpose.
pub fn nothing_to_spare(key: Key, kind: LinkKind) -> Refusal {
    let message = format!("A {} has no link “{}” that could be missing.", key.kind.title().to_lowercase(), kind.code());
    Refusal::new("link-not-allowed", message).at("kind")
}

/// A link from a thing to itself.
pub fn link_to_itself(key: Key) -> Refusal {
    Refusal::new("link-to-itself", format!("{key} cannot link to itself.")).at("to")
}

/// A link of a kind that does not join these two.
pub fn link_not_allowed(from: Key, kind: LinkKind, to: Key) -> Refusal {
    let message = format!(
        "A {} cannot be linked as “{}” to a {}. {from} was left as it is.",
        from.kind.title().to_lowercase(),
        kind.code(),
        to.kind.title().to_lowercase()
    );
    Refusal::new("link-not-allowed", message).at("to")
}

/// A link that would lead back to where it starts.
pub fn link_makes_a_cycle(from: Key, kind: LinkKind, to: Key) -> Refusal {
    let message = format!("{to} already leads to {from} by “{}”, so this link would go in a circle.", kind.code());
    Refusal::new("link-makes-a-cycle", message).at("to")
}
