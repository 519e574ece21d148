//! What is told of a persona.

use ground::web::Refusal;

/// The most characters of a line about a persona.
const LINE_LIMIT: usize = 300;

/// A line about a persona: what they say, how they live with the product, what it is known from. It may be empty.
pub fn line(field: &'static str, text: &str) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0..=LINE_LIMIT => Ok(line),
        long => {
            let message = format!("This has {long} characters; {LINE_LIMIT} fit. The rest fits the text.");
            Err(Refusal::new("line-too-long", message).at(field))
        }
    }
}

/// What somebody says, without the quotation marks that the page draws.
pub fn saying(text: &str) -> Result<String, Refusal> {
    Ok(line("quote", text)?.trim_matches(['“', '”', '"']).trim().to_owned())
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn what_they_say_stands_without_marks() {
        assert_eq!(saying(" “‘Soon’ is not\n an answer.” ").unwrap(), "‘Soon’ is not an answer.");
        assert_eq!(line("context", &"x".repeat(301)).unwrap_err().name, "line-too-long");
    }
}
