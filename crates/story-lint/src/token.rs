//! Text cut into words and marks, each with the place it stands at.

use serde::Serialize;

use crate::language::{Verb, Word};

/// A place in a line: characters (not bytes) from the first up to, not including, the last. Written as `[a, b]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize)]
#[serde(into = "[usize; 2]")]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// A word or a mark of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// As it stands in the line.
    pub(crate) text: &'a str,
    /// In small letters, with straight apostrophes: what word lists are asked for.
    pub(crate) key: String,
    pub(crate) span: Span,
    /// Where it stands in bytes, to cut the line.
    bytes: (usize, usize),
    /// A mark is one character that is no part of a word.
    pub(crate) is_mark: bool,
    /// What the word lists say of it; nothing before a language has read it.
    pub(crate) word: Option<&'a Word>,
    pub(crate) verb: Option<Verb>,
}

/// The words and marks of `line` from byte `from` on.
pub(crate) fn tokens(line: &str, from: usize) -> Vec<Token<'_>> {
    let skipped = line[..from].chars().count();
    let chars: Vec<(usize, char)> = line[from..].char_indices().map(|(at, c)| (at + from, c)).collect();
    let byte_of = |index: usize| chars.get(index).map_or(line.len(), |(at, _)| *at);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at].1;
        if c.is_whitespace() {
            at += 1;
            continue;
        }
        let end = if is_word(c) { word_end(&chars, at) } else { at + 1 };
        let bytes = (byte_of(at), byte_of(end));
        let text = &line[bytes.0..bytes.1];
        let span = Span { start: skipped + at, end: skipped + end };
        found.push(Token { text, key: key(text), span, bytes, is_mark: !is_word(c), word: None, verb: None });
        at = end;
    }
    found
}

/// The keys of the words and marks of a phrase.
pub(crate) fn keys(phrase: &str) -> Vec<String> {
    tokens(phrase, 0).into_iter().map(|token| token.key).collect()
}

/// What a word is looked up by: small letters, straight apostrophes, no backslash before one.
pub(crate) fn key(word: &str) -> String {
    word.chars()
        .filter(|c| *c != '\\')
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The line from the first token to the last, as it stands.
pub(crate) fn cut<'a>(line: &'a str, tokens: &[Token<'_>]) -> &'a str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => &line[first.bytes.0..last.bytes.1],
        _ => "",
    }
}

/// From the first token to the last.
pub(crate) fn span(tokens: &[Token<'_>]) -> Option<Span> {
    Some(Span { start: tokens.first()?.span.start, end: tokens.last()?.span.end })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}' | '`')
}

/// A word goes over apostrophes, hyphens and dots that stand between letters: "don't", "user-friendly", "cloud.gov".
fn word_end(chars: &[(usize, char)], start: usize) -> usize {
    let is_letter = |index: usize| chars.get(index).is_some_and(|(_, c)| is_word(*c));
    let mut end = start + 1;
    while let Some((_, c)) = chars.get(end) {
        if is_word(*c) {
            end += 1;
        } else if (is_apostrophe(*c) || matches!(c, '-' | '\u{2011}' | '.' | '@')) && is_letter(end + 1) {
            end += 2;
        } else if *c == '\\' && chars.get(end + 1).is_some_and(|(_, c)| is_apostrophe(*c)) && is_letter(end + 2) {
            end += 3;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Span, cut, tokens};

    #[test]
    fn words_go_over_what_stands_between_letters() {
        let found = tokens("I don\\'t click cloud.gov, e.g. a/b.", 0);
        let words: Vec<&str> = found.iter().map(|token| token.key.as_str()).collect();
        assert_eq!(words, ["i", "don't", "click", "cloud.gov", ",", "e.g", ".", "a", "/", "b", "."]);
    }

    #[test]
    fn places_are_characters_of_the_whole_line() {
        let line = "é As ü";
        let found = tokens(line, 3);
        assert_eq!(found[1].span, Span { start: 5, end: 6 });
        assert_eq!(cut(line, &found), "As ü");
    }
}
