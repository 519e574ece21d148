//! Just enough of SQL to tell which tables a statement writes and which it reads.

/// What a statement, or a piece of one, does with a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Use {
    Writes,
    Reads,
}

/// Whether a text is a statement. Keywords are capitals here as everywhere in the project, which tells them from prose.
pub(crate) fn is_statement(text: &str) -> bool {
    let words = words(text);
    let has = |word: &str| words.contains(&word);
    match words.iter().find(|word| **word != "(") {
        Some(&"SELECT") => words.len() > 1,
        Some(&("INSERT" | "REPLACE" | "MERGE")) => has("INTO"),
        Some(&"UPDATE") => has("SET"),
        Some(&"DELETE") => has("FROM"),
        Some(&"WITH") => has("SELECT") || has("UPDATE") || has("DELETE") || has("INSERT"),
        _ => false,
    }
}

/// The names that stand where a table does, common table expressions and functions included: the caller knows the tables.
pub(crate) fn tables(text: &str) -> Vec<(Use, &str)> {
    let words = words(text);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        match (*word, before) {
            // An index of words takes commands as rows of a column of its own name; they change how it stands, not what it says.
            ("INTO", _) if words.get(at + 1) == words.get(at + 3) => {}
            ("INTO", _) => found.extend(words.get(at + 1).map(|name| (Use::Writes, *name))),
            ("UPDATE", "DO" | "FOR") => {}
            ("UPDATE", _) => found.extend(words.get(at + 1).map(|name| (Use::Writes, *name))),
            ("FROM", "DELETE") => found.extend(words.get(at + 1).map(|name| (Use::Writes, *name))),
            ("FROM", _) => found.extend(listed(&words[at + 1..]).map(|name| (Use::Reads, name))),
            ("JOIN", _) => found.extend(words.get(at + 1).map(|name| (Use::Reads, *name))),
            _ => {}
        }
    }
    found
}

/// The tables of a `FROM a x, b y WHERE`: each first word after a comma.
fn listed<'a, 'w>(words: &'w [&'a str]) -> impl Iterator<Item = &'a str> + use<'a, 'w> {
    let end = words.iter().position(|word| *word == "(" || *word == ")" || is_keyword(word)).unwrap_or(words.len());
    words[..end].split(|word| *word == ",").filter_map(|table| table.first().copied())
}

fn is_keyword(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && word != "AS"
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c == '_' || c.is_alphanumeric();
        let end = if is_name(first) { rest.find(|c| !is_name(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, left) = rest.split_at(end);
        if !matches!(first, '\\' | '"') && !first.is_whitespace() {
            words.push(word);
        }
        rest = left;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use Use::{Reads, Writes};

    #[test]
    fn statements_are_told_from_prose() {
        for statement in
            ["SELECT 1", " INSERT INTO a VALUES (1)", "(SELECT a FROM b)", "WITH a AS (SELECT 1) DELETE FROM b"]
        {
            assert!(is_statement(statement), "{statement}");
        }
        for prose in ["", "Select what to update", "UPDATE", "WITH", "DELETE", "Update the story", "INSERT coin"] {
            assert!(!is_statement(prose), "{prose}");
        }
    }

    #[test]
    fn writes_are_told_from_reads() {
        assert_eq!(
            tables("INSERT INTO a (b) SELECT c FROM d JOIN e ON f"),
            [(Writes, "a"), (Reads, "d"), (Reads, "e")]
        );
        assert_eq!(tables("INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 2"), [(Writes, "a")]);
        assert_eq!(tables("INSERT INTO a (a, rank) VALUES ('merge', 1)"), []);
        assert_eq!(tables("SELECT a FROM b AS x, c y WHERE d FOR UPDATE"), [(Reads, "b"), (Reads, "c")]);
        assert_eq!(tables("UPDATE a SET b = (SELECT MAX(c) FROM d)"), [(Writes, "a"), (Reads, "d")]);
        assert_eq!(tables("DELETE FROM a WHERE EXISTS (SELECT 1 FROM b)"), [(Writes, "a"), (Reads, "b")]);
        assert_eq!(tables(" JOIN \\\"a\\\" x ON x.b = c"), [(Reads, "a")]);
    }
}
