//! Numbers, importances, addresses and names as people write them.

use super::{POINTS_MAX, VOTES_MAX, dates, sentence};

/// What came of reading a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Whole(i64),
    Rounded(i64),
    OutOfRange,
    No,
}

/// A number with its sign, thousands and decimals however they are written: `1,234`, `3,5`, `1 234`, `5.0`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 24 {
        return None;
    }
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\'' | '\u{a0}' | '\u{202f}' | '_')).collect();
    let digits = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return None;
    }
    let point = decimal_point(digits);
    let normal: String = plain
        .char_indices()
        .filter_map(|(_, c)| match c {
            '.' | ',' if Some(c) == point => Some('.'),
            '.' | ',' => None,
            c => Some(c),
        })
        .collect();
    normal.parse().ok()
}

/// The last of two marks is the decimal point; a single one with three digits behind it parts thousands if it is a comma.
fn decimal_point(digits: &str) -> Option<char> {
    let mut marks = digits.char_indices().filter(|(_, c)| matches!(c, '.' | ','));
    let first = marks.next()?;
    let last = digits.char_indices().rfind(|(_, c)| matches!(c, '.' | ','))?;
    let repeated = first.0 != last.0 && first.1 == last.1;
    let thousands = last.1 == ',' && digits.len() - last.0 == 4 && first.0 == last.0;
    (!repeated && !thousands).then_some(last.1)
}

/// A number in a sentence of its own kind, such as `8 pts` or `12 votes`.
fn counted(text: &str, units: &[&str]) -> Option<f64> {
    let lower = text.trim().to_lowercase();
    let bare = units.iter().find_map(|unit| lower.strip_suffix(unit)).unwrap_or(&lower);
    number(bare)
}

/// Votes on a request.
pub(super) fn votes(text: &str) -> Number {
    whole(counted(text, &["votes", "vote", "stimmen", "voix", "votos"]), VOTES_MAX)
}

/// Story points.
pub(super) fn points(text: &str) -> Number {
    whole(counted(text, &["points", "point", "pts", "pt", "sp", "punkte"]), POINTS_MAX)
}

fn whole(value: Option<f64>, max: i64) -> Number {
    let Some(value) = value else {
        return Number::No;
    };
    if !(0.0..=max as f64).contains(&value) {
        return Number::OutOfRange;
    }
    let round = value.round() as i64;
    if value.fract() == 0.0 { Number::Whole(round) } else { Number::Rounded(round) }
}

/// Words for an importance of 0 to 3. `none` says that nobody set one.
#[rustfmt::skip]
const IMPORTANCES: &[(&[&str], u8)] = &[
    (&["critical", "highest", "blocker", "urgent", "very high", "must", "must have", "essential", "p0", "p1", "kritisch", "sehr hoch", "sehr wichtig", "muss", "dringend", "critique", "très haute", "urgente", "crítica", "critica", "muy alta"], 3),
    (&["high", "important", "major", "should", "should have", "p2", "hoch", "wichtig", "soll", "haute", "élevée", "alta", "importante"], 2),
    (&["medium", "normal", "moderate", "nice to have", "could", "could have", "p3", "mittel", "kann", "moyenne", "normale", "media"], 1),
    (&["low", "lowest", "minor", "trivial", "not important", "won t", "won t have", "p4", "niedrig", "gering", "unwichtig", "basse", "faible", "baja"], 0),
];

/// An importance of 0 to 3. Numbers are read on the scale of their column, which ends at `scale`.
pub(super) fn importance(text: &str, scale: u32) -> Option<u8> {
    let text = text.trim();
    let signs = text.chars().count();
    if signs <= 3
        && !text.is_empty()
        && (text.chars().all(|c| c == '+') || text.chars().all(|c| matches!(c, '!' | '★' | '*')))
    {
        return u8::try_from(signs).ok();
    }
    if let Some(value) = number(text) {
        return on_scale(value, scale);
    }
    let word = super::words::plain(text);
    IMPORTANCES.iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, value)| *value)
}

/// Words that say nobody set an importance.
pub(super) fn is_unset(text: &str) -> bool {
    matches!(super::words::plain(text).as_str(), "none" | "no priority" | "unset" | "keine" | "aucune" | "ninguna" | "")
}

fn on_scale(value: f64, scale: u32) -> Option<u8> {
    let top = f64::from(scale.max(3));
    if !(0.0..=top).contains(&value) {
        return None;
    }
    // A scale of 1 to 5 begins at 1, one up to 3 or to 10 at 0.
    let share = if scale == 5 { (value - 1.0).max(0.0) / 4.0 } else { value / top };
    Some((share * 3.0).round() as u8)
}

/// The scale a column's numbers are on: the smallest usual one that holds them all; nothing fits beyond 100.
pub(super) fn scale(highest: f64) -> u32 {
    [3, 5, 10, 100].into_iter().find(|top| highest <= f64::from(*top)).unwrap_or(3)
}

/// Whether a text is one e-mail address.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '@');
    !local.is_empty()
        && text.len() <= 254
        && !text.contains(odd_but_at(odd))
        && domain.contains('.')
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

fn odd_but_at(odd: impl Fn(char) -> bool) -> impl Fn(char) -> bool {
    move |c| c != '@' && odd(c)
}

/// Whether a text is a web address.
pub(super) fn is_web(text: &str) -> bool {
    let text = text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(char::is_alphanumeric) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// A person's name and address from `Ann Bell <ann@example.org>`, either alone, or `@ann`.
pub(super) fn person(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    if is_address(text) {
        return (String::new(), Some(text.to_lowercase()));
    }
    if let Some((name, address)) = text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'))
        && is_address(address)
    {
        return (name.trim().trim_matches('"').to_owned(), Some(address.to_lowercase()));
    }
    let handle = text.strip_prefix('@').filter(|handle| !handle.is_empty() && !handle.contains(char::is_whitespace));
    (handle.unwrap_or(text).to_owned(), None)
}

/// Whether a cell of the first row is data rather than the name of a column.
pub(super) fn looks_like_data(cell: &str) -> bool {
    number(cell).is_some()
        || is_address(cell)
        || is_web(cell)
        || cell.chars().count() > 100
        || dates::read(cell, dates::Order::DayFirst).is_some()
        || dates::read(cell, dates::Order::MonthFirst).is_some()
        || (sentence::begins(cell) && cell.contains(" I "))
}
