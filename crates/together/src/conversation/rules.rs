//! What a comment must be like, and whom it names.

use ground::web::Refusal;

use crate::words::first_name;

/// The most characters a comment takes.
pub const LIMIT: usize = 20_000;

/// Checks the words of a comment.
pub fn body(text: &str) -> Result<String, Refusal> {
    let text = text.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 => Err(Refusal::new("comment-empty", "Write something first.").at("body")),
        long if long > LIMIT => {
            let message = format!("This has {long} characters; {LIMIT} fit into a comment. Your text is kept.");
            Err(Refusal::new("comment-too-long", message).at("body"))
        }
        _ => Ok(text),
    }
}

/// Which of these people a text names with `@`: by full name or by first name where it is unmistakable.
pub fn mentioned<'a, T>(text: &str, people: &'a [(T, String)]) -> Vec<&'a T> {
    let first = |name: &str| first_name(name).to_lowercase();
    let lower = text.to_lowercase();
    let names: Vec<&str> = lower.split('@').skip(1).collect();
    let named = |(_, name): &&(T, String)| {
        let (full, short) = (name.to_lowercase(), first(name));
        let unmistakable = people.iter().filter(|(_, other)| first(other) == short).count() == 1;
        names.iter().any(|rest| begins_with(rest, &full) || (unmistakable && begins_with(rest, &short)))
    };
    people.iter().filter(named).map(|(id, _)| id).collect()
}

fn begins_with(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_people_by_full_or_by_unmistakable_first_name() {
        let people = [(1, "Priya Raman".to_owned()), (2, "Sam Abara".to_owned()), (3, "Sam Cook".to_owned())];
        let named = |text| mentioned(text, &people).into_iter().copied().collect::<Vec<_>>();
        assert_eq!(named("@priya, what do you think?"), [1]);
        assert_eq!(named("ask @Sam"), [] as [i32; 0]);
        assert_eq!(named("ask @Sam Cook and @Priya Raman"), [1, 3]);
        assert_eq!(named("priya@port-ellery.example, @priyanka"), [] as [i32; 0]);
    }

    #[test]
    fn a_comment_has_words_and_an_end() {
        assert_eq!(body("  ").unwrap_err().name, "comment-empty");
        assert!(body(&"x".repeat(LIMIT)).is_ok());
        assert_eq!(body(&"x".repeat(LIMIT + 1)).unwrap_err().name, "comment-too-long");
    }
}
