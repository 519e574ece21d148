//! Texts as they may be kept: without control characters, and not longer than there is room.

/// A text without what cannot be seen, and how many such characters it had.
pub(super) fn text(raw: &str) -> (String, usize) {
    if raw.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n') {
        return (raw.trim().to_owned(), 0);
    }
    let mut clean = String::with_capacity(raw.len());
    let mut removed = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\t' => clean.push(c),
            c if is_unseen(c) => removed += 1,
            c => clean.push(c),
        }
    }
    (clean.trim().to_owned(), removed)
}

/// Control characters, and those that turn the direction of the text around them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{feff}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// All in one line, with single blanks.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of at most `max` characters, ended at a word with “…” if it had more.
pub(super) fn cut(text: &str, max: usize) -> Option<String> {
    if text.len() <= max {
        return None;
    }
    let (end, _) = text.char_indices().nth(max.saturating_sub(1))?;
    // Exactly `max` characters fit as they are.
    text.char_indices().nth(max)?;
    let head = &text[..end];
    let word = head.rfind(char::is_whitespace).filter(|at| *at * 2 > end).unwrap_or(end);
    Some(format!(
        "{}…",
        head[..word].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'))
    ))
}

/// A value as it is shown in a note.
pub(super) fn sample(text: &str) -> String {
    let head: String = text.chars().take(400).collect();
    let line = line(&self::text(&head).0);
    cut(&line, 80).unwrap_or(line)
}
