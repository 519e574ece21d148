//! The user-story sentence, read forgivingly: “As a … I want … so that …”.

use serde::Serialize;

/// The three parts of a story's sentence, in the writer's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Who wants it.
    pub role: String,
    /// What they want.
    pub means: String,
    /// What for.
    pub end: Option<String>,
    /// Whether it says “want” in so many words, so that the parts say all of it.
    pub wants: bool,
}

/// How a language opens the three parts; longer openings first.
struct Language {
    role: &'static [&'static str],
    means: &'static [&'static str],
    end: &'static [&'static str],
}

const LANGUAGES: &[Language] = &[
    Language {
        role: &["as an ", "as a ", "as the ", "as "],
        means: &[
            "i would like to ",
            "i'd like to ",
            "i want to ",
            "i need to ",
            "i wish to ",
            "i would like ",
            "i'd like ",
            "i want ",
            "i need ",
            "we want to ",
            "we want ",
            "we need ",
            "i ",
            "i'm ",
            "i\\'m ",
            "we ",
        ],
        end: &["so that ", "in order that ", "in order to ", "so i ", "so we ", "because "],
    },
    Language {
        role: &["als "],
        means: &["möchte ich ", "will ich ", "brauche ich ", "kann ich "],
        end: &["damit ", "sodass ", "so dass ", "um "],
    },
    Language {
        role: &["en tant que ", "en tant qu'"],
        means: &["je veux ", "je voudrais ", "je souhaite ", "j'aimerais "],
        end: &["afin de ", "afin que ", "pour que ", "pour "],
    },
    Language {
        role: &["como "],
        means: &["quiero ", "necesito ", "me gustaría ", "deseo "],
        end: &["para que ", "para "],
    },
];

/// Whether a text begins as such a sentence does.
pub(super) fn begins(text: &str) -> bool {
    LANGUAGES.iter().any(|language| opening(text, language.role).is_some_and(|opening| opening.len() > 3))
}

impl Sentence {
    /// Takes a sentence apart; nothing if it has no role or no means.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        LANGUAGES.iter().find_map(|language| language.parse(text))
    }

    /// The means as a title: “to pause a hold” → “Pause a hold”, and “to be able to pause” is no more than “Pause”.
    #[must_use]
    pub fn title(&self) -> String {
        let means = self.means.strip_prefix("to ").unwrap_or(&self.means);
        let means = means.strip_prefix("be able to ").filter(|rest| !rest.is_empty()).unwrap_or(means);
        let mut chars = means.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    }
}

impl Language {
    fn parse(&self, text: &str) -> Option<Sentence> {
        if let Some(ahead) = opening(text, &["in order to ", "so that "]) {
            // The end first: “In order to …, as a …, I want …”.
            let (end, rest) = text[ahead.len()..].split_once(',')?;
            return Some(Sentence { end: tidy(end), ..self.parse(rest.trim_start())? });
        }
        let rest = &text[opening(text, self.role)?.len()..];
        // A wish stands before what it is for, where another “I” may follow.
        let until = find(rest, self.end).map_or(rest.len(), |(at, _)| at);
        let (role, rest, wants) = match find(&rest[..until], self.means) {
            Some((at, opening)) => (&rest[..at], &rest[at + opening.len()..], opening.len() > "i\\'m ".len()),
            None if self.role.len() > 1 => rest.split_once(',').map(|(role, rest)| (role, rest, false))?,
            None => return None,
        };
        let (means, end) = match find(rest, self.end) {
            Some((at, opening)) => (&rest[..at], tidy(&rest[at + opening.len()..])),
            None => (rest, None),
        };
        Some(Sentence { role: tidy(role)?, means: tidy(means)?, end, wants })
    }
}

fn opening<'a>(text: &'a str, openings: &[&str]) -> Option<&'a str> {
    openings.iter().find_map(|opening| text.get(..opening.len()).filter(|start| same(start, opening)))
}

/// Where the first of the openings stands at the beginning of a word; of several there, the one listed first.
fn find(text: &str, openings: &[&'static str]) -> Option<(usize, &'static str)> {
    let begins = text.char_indices().scan(true, |after_blank, (at, char)| {
        let begins = std::mem::replace(after_blank, char.is_whitespace() || char == ',');
        Some((at, begins))
    });
    begins.filter(|(_, begins)| *begins).find_map(|(at, _)| {
        let rest = &text[at..];
        let here = |o: &&&str| rest.get(..o.len()).is_some_and(|start| same(start, o));
        openings.iter().find(here).map(|opening| (at, *opening))
    })
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b)
}

fn tidy(part: &str) -> Option<String> {
    let words = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':')).to_owned();
    (!words.is_empty()).then_some(words)
}
