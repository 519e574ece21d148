//! Full-text search: SQLite's FTS5 and PostgreSQL's `tsvector`, made to find the same.
//!
//! The engines cut text into words by rules of their own: PostgreSQL takes `login/logout` for the name of a file, and what is a
//! letter depends on its locale, or on SQLite's version of Unicode. So the text is cut here: [`index_words`] makes the `words` that
//! are stored, [`words`] what is looked for, and the engines see nothing but small ASCII letters, digits and spaces.
//!
//! # The `search` table
//!
//! SQLite:
//!
//! ```sql
#![doc = include_str!("search/sqlite.sql")]
//! ```
//!
//! PostgreSQL:
//!
//! ```sql
#![doc = include_str!("search/postgres.sql")]
//! ```
//!
//! A statement then says `FROM search WHERE search.product = $2 AND @words($1)`; the table must not have another name there.
//! To write a row name its columns: `INSERT INTO search (thing, product, kind, words) VALUES ($1, $2, $3, $4)
//! ON CONFLICT (thing) DO UPDATE SET words = excluded.words`.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::super::Value;
use super::Engine;

/// PostgreSQL refuses to look for words of 2,048 bytes, and nobody types them.
const LONGEST_WORD: usize = 100;
/// PostgreSQL indexes at most one megabyte of a text.
const LONGEST_TEXT: usize = 250_000;
const MOST_WORDS: usize = 16;

/// What a person typed as the value of `@words($1)`: things that have all of these words, the last one as the beginning of a
/// word if so wished. What has no word in it finds nothing.
#[must_use]
pub fn words(engine: Engine, typed: &str, prefix_last: bool) -> Value {
    let mut words: Vec<String> = split(typed).take(MOST_WORDS).collect();
    let last = words.pop().map(|word| match (engine, prefix_last) {
        (Engine::Sqlite, false) => format!("\"{word}\""),
        (Engine::Sqlite, true) => format!("\"{word}\"*"),
        (Engine::Postgres, false) => format!("'{word}'"),
        (Engine::Postgres, true) => format!("'{word}':*"),
    });
    let query = match engine {
        // An empty phrase is what FTS5 finds nowhere; nothing at all it calls an error.
        Engine::Sqlite => {
            let last = last.unwrap_or_else(|| "\"\"".to_owned());
            words.iter().map(|word| format!("\"{word}\" AND ")).collect::<String>() + &last
        }
        Engine::Postgres => {
            words.iter().map(|word| format!("'{word}' & ")).collect::<String>() + &last.unwrap_or_default()
        }
    };
    Value::Text(query)
}

/// A text as the words it is found by: in small letters without accents, each once, with a space between.
#[must_use]
pub fn index_words(text: &str) -> String {
    let mut seen = HashSet::new();
    let mut words = String::new();
    for word in split(text) {
        if words.len() + word.len() > LONGEST_TEXT {
            break;
        }
        if seen.insert(word.clone()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&word);
        }
    }
    words
}

/// Runs of letters and digits; in scripts that write no spaces each sign is a word.
fn split(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text.chars().flat_map(char::to_lowercase).peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|letter| !letter.is_alphanumeric()).is_some() {}
        let first = rest.next()?;
        let mut word = String::new();
        fold(first, &mut word);
        while !stands_alone(first)
            && let Some(letter) = rest.next_if(|letter| joins(*letter))
        {
            if word.len() < LONGEST_WORD {
                fold(letter, &mut word);
            }
        }
        Some(word)
    })
}

/// Combining accents belong to the letter before and are dropped by [`fold`].
fn joins(letter: char) -> bool {
    (letter.is_alphanumeric() && !stands_alone(letter)) || is_accent(letter)
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Kana and the Chinese signs.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Writes a small letter without its accent, and one of another alphabet as its number.
fn fold(letter: char, into: &mut String) {
    const PLAIN: [(&str, &str); 24] = [
        ("àáâãäåāăą", "a"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķĸ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŉŋ", "n"),
        ("òóôõöøōŏő", "o"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ţťŧț", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
        ("ſ", "s"),
    ];
    if letter.is_ascii() {
        into.push(letter);
    } else if let Some((_, plain)) = PLAIN.iter().find(|(accented, _)| accented.contains(letter)) {
        into.push_str(plain);
    } else if !is_accent(letter) {
        let _ = write!(into, "q{:x}", u32::from(letter));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_plain_words() {
        assert_eq!(
            index_words("Log-in / logout: user@example.com, v4.2 (4.2)!"),
            "log in logout user example com v4 2 4"
        );
        assert_eq!(index_words("Größe  naïve Cafe\u{301} ŁÓDŹ"), "grosse naive cafe lodz");
        assert_eq!(index_words("検索を"), "q691c q7d22 q3092");
        assert_eq!(index_words("Ещё раз"), "q435q449q451 q440q430q437");
        assert_eq!(index_words("—…  "), "");
    }

    #[test]
    fn what_is_typed_becomes_a_query_of_each_engine() {
        let text = |value| if let Value::Text(text) = value { text } else { String::new() };
        assert_eq!(text(words(Engine::Sqlite, "Big \"red\" AND", true)), r#""big" AND "red" AND "and"*"#);
        assert_eq!(text(words(Engine::Postgres, "it's a:*|b", false)), "'it' & 's' & 'a' & 'b'");
        assert_eq!(text(words(Engine::Sqlite, " ** ", true)), r#""""#);
        assert_eq!(text(words(Engine::Postgres, "", true)), "");
    }

    #[test]
    fn words_and_texts_have_an_end() {
        assert!(index_words(&"x".repeat(5_000_000)).len() <= LONGEST_WORD + 4);
        let many = (0..200_000).map(|n| n.to_string() + " ").collect::<String>();
        assert!(index_words(&many).len() <= LONGEST_TEXT * 2);
    }
}
