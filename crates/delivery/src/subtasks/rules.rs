//! The rules of subtasks.

use ground::web::Refusal;
use together::thread::Key;

/// The most subtasks a story can have.
pub const MOST: usize = 50;

/// The most characters of one.
const LIMIT: usize = 200;

/// What is to be done, as a line.
pub fn title(text: &str) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Refusal::new("subtask-empty", "Say what is to be done.").at("title")),
        long if long > LIMIT => {
            let message = format!("This has {long} characters; {LIMIT} fit. The rest fits the text of the story.");
            Err(Refusal::new("subtask-too-long", message).at("title"))
        }
        _ => Ok(line),
    }
}

/// Whether a story with so many can have one more.
pub fn one_more(story: Key, there: usize) -> Result<(), Refusal> {
    if there < MOST {
        return Ok(());
    }
    let message = format!("{story} has {MOST} subtasks, which is the most. Split the story.");
    Err(Refusal::new("too-many-subtasks", message).at("title"))
}

/// A list with one of it at another place, counted from 1.
pub fn moved<T: PartialEq>(mut list: Vec<T>, one: T, to: i64) -> Vec<T> {
    list.retain(|other| *other != one);
    let at = usize::try_from(to - 1).unwrap_or_default().min(list.len());
    list.insert(at, one);
    list
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_subtask_is_a_line_that_says_something() {
        assert_eq!(title(" Write \n the query ").unwrap(), "Write the query");
        assert_eq!(title("  ").unwrap_err().name, "subtask-empty");
        assert!(title(&"x".repeat(LIMIT)).is_ok());
        assert_eq!(title(&"x".repeat(LIMIT + 1)).unwrap_err().name, "subtask-too-long");
    }

    #[test]
    fn one_is_moved_among_the_others() {
        for (one, to, list) in [(1, 3, [2, 3, 1]), (3, 1, [3, 1, 2]), (2, 9, [1, 3, 2]), (2, 0, [2, 1, 3])] {
            assert_eq!(moved(vec![1, 2, 3], one, to), list, "{one} to {to}");
        }
    }
}
