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
//! A statement then says `FROM @found($1) AS f JOIN search ON search.n = f.n`, or `FROM search WHERE … AND @words($1)`, where the
//! table must not have another name. To write a row name its columns: `INSERT INTO search (thing, product, kind, words)
//! VALUES ($1, $2, $3, $4) ON CONFLICT (thing) DO UPDATE SET words = excluded.words`.
//!
//! # What it costs
//!
//! The index knows each row's product and kind as words of their own, with a sign that nobody's text has, so a search in one kind
//! reads what is in both lists instead of finding all and looking at each. Both engines read a list of rows in order and stop at
//! a limit; SQLite does not for a beginning of four letters and more, which it puts together from all its words first. So
//! [`Sought::typed`] looks up which words begin so, and looks for those.

use std::collections::HashSet;
use std::fmt::Write as _;

use uuid::Uuid;

use super::super::{DbError, Sql, Tx, Value};
use super::Engine;

/// PostgreSQL refuses to look for words of 2,048 bytes, and nobody types them.
const LONGEST_WORD: usize = 100;
/// PostgreSQL indexes at most one megabyte of a text.
const LONGEST_TEXT: usize = 250_000;
const MOST_WORDS: usize = 16;

/// Longer beginnings are in no index of SQLite's.
const INDEXED_BEGINNING: usize = 3;
/// Of more words than these the list is put together by SQLite.
const MOST_BEGINNINGS: usize = 64;

/// Words of the index that begin alike. The table beside that of words is one that SQLite alone has, made by a floor above.
const BEGIN_SO: Sql<(String,)> =
    Sql::new("BEGIN_SO", "SELECT term FROM @vocabulary() WHERE term >= $1 AND term < $2 LIMIT $3");

/// What is looked for: texts that have all of some words, of each one of its forms.
#[derive(Clone, Debug)]
pub struct Sought {
    engine: Engine,
    all: Vec<Vec<Form>>,
}

/// A word, or the beginning of one.
#[derive(Clone, Debug)]
enum Form {
    Whole(String),
    Beginning(String),
}

impl Sought {
    /// What a person typed, the last word as the beginning of one.
    ///
    /// # Errors
    /// When the words that begin so cannot be read.
    pub async fn typed(tx: &mut Tx, typed: &str) -> Result<Self, DbError> {
        let mut sought = Self::of_text(tx.engine(), typed, true);
        if let Some(last) = sought.all.last_mut()
            && let [Form::Beginning(word)] = last.as_slice()
            && tx.engine() == Engine::Sqlite
            && word.len() > INDEXED_BEGINNING
        {
            let most = i64::try_from(MOST_BEGINNINGS).unwrap_or(i64::MAX);
            // Words are small letters and digits, and this sign comes after all of them.
            let found = tx.all(BEGIN_SO, crate::args![word.clone(), format!("{word}~"), most + 1]).await?;
            if found.len() <= MOST_BEGINNINGS {
                // Where no word begins so, none is that word either.
                let word = Form::Whole(word.clone());
                *last = std::iter::once(word).chain(found.into_iter().map(|(word,)| Form::Whole(word))).collect();
            }
        }
        Ok(sought)
    }

    /// All of these words, each in one of its forms.
    #[must_use]
    pub fn forms(engine: Engine, words: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut all: Vec<Vec<Form>> = Vec::new();
        for forms in words {
            let cut: Vec<Vec<_>> = forms.iter().map(|form| split(form).map(Form::Whole).collect()).collect();
            // In scripts that write no spaces a word is several signs, and has no endings.
            match cut.first() {
                Some(signs) if signs.len() > 1 => all.extend(signs.iter().map(|sign| vec![sign.clone()])),
                _ => all.push(cut.into_iter().flatten().collect()),
            }
        }
        Self { engine, all }
    }

    fn of_text(engine: Engine, text: &str, prefix_last: bool) -> Self {
        let mut all: Vec<_> = split(text).take(MOST_WORDS).map(|word| vec![Form::Whole(word)]).collect();
        if let Some(last) = all.last_mut().filter(|_| prefix_last) {
            last.iter_mut().for_each(|form| {
                if let Form::Whole(word) = form {
                    *form = Form::Beginning(std::mem::take(word));
                }
            });
        }
        Self { engine, all }
    }

    /// The value of `@found($1)` or `@words($1)`: in all products.
    #[must_use]
    pub fn anywhere(&self) -> Value {
        self.value(&[])
    }

    /// The same in one product, and in these kinds of its things where any are said.
    #[must_use]
    pub fn within(&self, product: impl Into<Uuid>, kinds: &[&str]) -> Value {
        let product = product.into().simple().to_string();
        let scope: Vec<_> = match kinds {
            [] => vec![Form::Whole(format!("#{product}"))],
            kinds => kinds.iter().map(|kind| Form::Whole(format!("#{product}{kind}"))).collect(),
        };
        self.value(&[scope])
    }

    fn value(&self, scope: &[Vec<Form>]) -> Value {
        let (and, or, nothing) = match self.engine {
            // An empty phrase is what FTS5 finds nowhere; nothing at all it calls an error.
            Engine::Sqlite => (" AND ", " OR ", "\"\""),
            Engine::Postgres => (" & ", " | ", ""),
        };
        if self.all.is_empty() || self.all.iter().any(Vec::is_empty) {
            return Value::Text(nothing.to_owned());
        }
        let one = |forms: &Vec<Form>| match forms.as_slice() {
            [form] => form.written(self.engine),
            forms => {
                let forms: Vec<_> = forms.iter().map(|form| form.written(self.engine)).collect();
                format!("({})", forms.join(or))
            }
        };
        Value::Text(scope.iter().chain(&self.all).map(one).collect::<Vec<_>>().join(and))
    }
}

impl Form {
    fn written(&self, engine: Engine) -> String {
        match (engine, self) {
            (Engine::Sqlite, Self::Whole(word)) => format!("\"{word}\""),
            (Engine::Sqlite, Self::Beginning(word)) => format!("\"{word}\"*"),
            (Engine::Postgres, Self::Whole(word)) => format!("'{word}'"),
            (Engine::Postgres, Self::Beginning(word)) => format!("'{word}':*"),
        }
    }
}

/// What a person typed as the value of `@words($1)`: things that have all of these words, the last one as the beginning of a
/// word if so wished. What has no word in it finds nothing.
#[must_use]
pub fn words(engine: Engine, typed: &str, prefix_last: bool) -> Value {
    Sought::of_text(engine, typed, prefix_last).anywhere()
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
        while rest.next_if(|letter| !begins(*letter)).is_some() {}
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

/// An accent with no letter before it is no word, though Unicode calls one of them (U+0345) a letter.
fn begins(letter: char) -> bool {
    letter.is_alphanumeric() && !is_accent(letter)
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
        assert_eq!(index_words("\u{345} ⱥ\u{345}b"), "q2c65b");
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
    fn what_is_sought_in_a_kind_names_product_and_kind() {
        let text = |value| if let Value::Text(text) = value { text } else { String::new() };
        let hold = || [vec!["Hold".to_owned(), "holds".to_owned()], vec!["wait".to_owned()]];
        let scope = "#00000000000000000000000000000000";
        let sqlite = Sought::forms(Engine::Sqlite, hold());
        assert_eq!(
            text(sqlite.within(Uuid::nil(), &["need", "story"])),
            format!(r#"("{scope}need" OR "{scope}story") AND ("hold" OR "holds") AND "wait""#)
        );
        let postgres = Sought::forms(Engine::Postgres, hold());
        assert_eq!(text(postgres.within(Uuid::nil(), &[])), format!("'{scope}' & ('hold' | 'holds') & 'wait'"));
        assert_eq!(text(Sought::forms(Engine::Sqlite, [vec!["–".to_owned()]]).within(Uuid::nil(), &[])), r#""""#);
        assert_eq!(text(Sought::forms(Engine::Postgres, []).within(Uuid::nil(), &["story"])), "");
    }

    #[test]
    fn words_and_texts_have_an_end() {
        assert!(index_words(&"x".repeat(5_000_000)).len() <= LONGEST_WORD + 4);
        let many = (0..200_000).map(|n| n.to_string() + " ").collect::<String>();
        assert!(index_words(&many).len() <= LONGEST_TEXT * 2);
    }
}
