use super::Engine;

/// The table of words, which a floor above has and [`words`](super::words) gives its form.
const SEARCH: &str = "search";

/// Replaces the tokens; any other `@` stays.
pub(super) fn rewrite(engine: Engine, text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let end =
            rest[1..].find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').map_or(rest.len(), |n| n + 1);
        let (name, behind) = rest.split_at(end);
        let (inside, after) = brackets(behind).unwrap_or(("", behind));
        if engine == Engine::Postgres
            && let Some(set) = set(name, &rewrite(engine, inside))
            && let Some(compared) = compared(&mut written)
        {
            written.push_str(&format!("{compared} (ARRAY{set})"));
            rest = after;
        } else if let Some(replaced) = replacement(engine, name, &rewrite(engine, inside)) {
            written.push_str(&replaced);
            rest = if takes_brackets(name) { after } else { behind };
        } else {
            written.push_str(name);
            rest = behind;
        }
    }
    written.push_str(rest);
    written
}

/// The set that a token stands for, as PostgreSQL reads it.
fn set(name: &str, inside: &str) -> Option<String> {
    let (element, called) = match name {
        "@ids" => ("CAST(element AS uuid)", "id"),
        "@texts" => ("element", "text"),
        _ => return None,
    };
    Some(format!("(SELECT {element} AS {called} FROM jsonb_array_elements_text(CAST({inside} AS jsonb)) AS element)"))
}

/// What is asked of an array where `IN` was asked of a set, which is taken from the end of the text. PostgreSQL takes any set
/// for a hundred rows and reads whole tables for them; the rows of an array it looks up in the index.
fn compared(written: &mut String) -> Option<&'static str> {
    let (kept, compared) = match (written.strip_suffix(" NOT IN "), written.strip_suffix(" IN ")) {
        (Some(kept), _) => (kept, " <> ALL"),
        (None, Some(kept)) => (kept, " = ANY"),
        (None, None) => return None,
    };
    let kept = kept.len();
    written.truncate(kept);
    Some(compared)
}

fn takes_brackets(name: &str) -> bool {
    name != "@for_update"
}

fn replacement(engine: Engine, name: &str, inside: &str) -> Option<String> {
    let (sqlite, postgres) = match name {
        "@ids" => (format!("(SELECT unhex(value) AS id FROM json_each({inside}))"), set(name, inside)?),
        "@texts" => (format!("(SELECT value AS text FROM json_each({inside}))"), set(name, inside)?),
        "@texts_by_id" => (
            format!("(SELECT unhex(key) AS id, value AS text FROM json_each({inside}))"),
            format!("(SELECT CAST(key AS uuid) AS id, value AS text FROM jsonb_each_text(CAST({inside} AS jsonb)))"),
        ),
        "@words" => (
            format!("{SEARCH}.n IN (SELECT rowid FROM {SEARCH}_words WHERE {SEARCH}_words MATCH {inside})"),
            format!("{SEARCH}.lexemes @@ CAST(CAST({inside} AS text) AS tsquery)"),
        ),
        "@found" => (
            format!("(SELECT rowid AS n FROM {SEARCH}_words WHERE {SEARCH}_words MATCH {inside})"),
            format!("(SELECT n FROM {SEARCH} WHERE lexemes @@ CAST(CAST({inside} AS text) AS tsquery))"),
        ),
        // Only SQLite is asked for it.
        "@vocabulary" if engine == Engine::Sqlite => (format!("{SEARCH}_vocabulary"), String::new()),
        "@least" => (format!("min({inside})"), format!("least({inside})")),
        "@greatest" => (format!("max({inside})"), format!("greatest({inside})")),
        "@like" => {
            let (what, pattern) = inside.rsplit_once(',')?;
            let (what, pattern) = (what.trim(), pattern.trim());
            (format!(r"{what} LIKE {pattern} ESCAPE '\'"), format!(r"{what} ILIKE {pattern} ESCAPE '\'"))
        }
        "@joined" => (format!("group_concat({inside})"), format!("string_agg({inside})")),
        "@for_update" => (String::new(), "FOR UPDATE".to_owned()),
        _ => return None,
    };
    Some(match engine {
        Engine::Sqlite => sqlite,
        Engine::Postgres => postgres,
    })
}

/// What stands in the brackets the text starts with, and what follows them.
fn brackets(text: &str) -> Option<(&str, &str)> {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some((&text[1..at], &text[at + 1..]));
                }
            }
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_what_each_engine_wants() {
        let text = "SELECT @least(a, @greatest(b, f(c))) FROM t WHERE id IN @ids($1) AND @like(name, $2) AND mail = 'a@b' @for_update";
        assert_eq!(
            rewrite(Engine::Sqlite, text),
            r"SELECT min(a, max(b, f(c))) FROM t WHERE id IN (SELECT unhex(value) AS id FROM json_each($1)) AND name LIKE $2 ESCAPE '\' AND mail = 'a@b' "
        );
        assert_eq!(
            rewrite(Engine::Postgres, text),
            r"SELECT least(a, greatest(b, f(c))) FROM t WHERE id = ANY (ARRAY(SELECT CAST(element AS uuid) AS id FROM jsonb_array_elements_text(CAST($1 AS jsonb)) AS element)) AND name ILIKE $2 ESCAPE '\' AND mail = 'a@b' FOR UPDATE"
        );
        assert_eq!(
            rewrite(Engine::Postgres, "a NOT IN @texts($1) AND b IN (SELECT w.text FROM t JOIN @texts($2) AS w)"),
            "a <> ALL (ARRAY(SELECT element AS text FROM jsonb_array_elements_text(CAST($1 AS jsonb)) AS element)) AND b IN (SELECT w.text FROM t JOIN (SELECT element AS text FROM jsonb_array_elements_text(CAST($2 AS jsonb)) AS element) AS w)"
        );
        assert_eq!(rewrite(Engine::Sqlite, "@joined(a, ')' ORDER BY b), c"), "group_concat(a, ')' ORDER BY b), c");
    }

    #[test]
    fn what_is_no_token_stays() {
        for text in ["", "@", "a @> b", "@unknown($1)", "@least", "@least(a", "x @@ y", "'@'"] {
            assert!(
                rewrite(Engine::Sqlite, text).starts_with(text.split("@least").next().unwrap_or_default()),
                "{text}"
            );
        }
        assert_eq!(rewrite(Engine::Postgres, "a @> b AND '@' = @unknown($1)"), "a @> b AND '@' = @unknown($1)");
    }
}
