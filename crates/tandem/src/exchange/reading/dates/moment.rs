//! One date, taken apart.

use ground::clock::Ts;
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

use super::Order;

/// Longer texts hold no date that a person would call one.
const LONGEST: usize = 64;

/// Reads one date, in UTC where it names no zone.
pub(in super::super) fn read(text: &str, order: Order) -> Option<Ts> {
    moment(&tokens(text)?, order)
}

#[derive(Debug, PartialEq)]
pub(super) enum Token {
    /// Digits, and how many.
    Number(u64, usize),
    /// Letters, in lower case.
    Word(String),
    Mark(char),
}

pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text.trim();
    if text.len() > LONGEST || text.len() < 5 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // “(Central European Time)” repeats the offset before it.
    let text = text.split_once(" (").map_or(text, |(before, _)| before);
    let mut tokens = Vec::with_capacity(12);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() };
        let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (token, after) = rest.split_at(end);
        rest = after;
        // “14. 08. 2019”
        if first == ' ' && tokens.last() == Some(&Token::Mark('.')) {
            continue;
        }
        tokens.push(match first {
            '0'..='9' => Token::Number(token.parse().ok()?, token.len()),
            c if c.is_alphabetic() => Token::Word(token.to_lowercase()),
            c => Token::Mark(c),
        });
    }
    Some(tokens)
}

/// Two numbers and then the year, none of them a word: the order matters.
pub(super) fn two_numbers_first(tokens: &[Token]) -> bool {
    matches!(
        tokens,
        [
            Token::Number(_, 1 | 2),
            Token::Mark('.' | '/' | '-'),
            Token::Number(_, 1 | 2),
            Token::Mark(_),
            Token::Number(..),
            ..
        ]
    )
}

pub(super) fn moment(tokens: &[Token], order: Order) -> Option<Ts> {
    if let [Token::Number(value, digits)] = tokens {
        return since_1970(*value, *digits).or_else(|| midnight(compact(*value, *digits)?));
    }
    let (date, rest) = numeric_date(tokens, order).or_else(|| worded_date(tokens))?;
    let (time, offset) = clock_time(rest)?;
    Some(Ts::from(PrimitiveDateTime::new(date, time).assume_offset(offset)))
}

fn since_1970(value: u64, digits: usize) -> Option<Ts> {
    let micros = match digits {
        9 | 10 => 1_000_000,
        12 | 13 => 1_000,
        15 | 16 => 1,
        _ => return None,
    };
    i64::try_from(value).ok()?.checked_mul(micros).map(Ts)
}

/// `20190104`.
fn compact(value: u64, digits: usize) -> Option<Date> {
    if digits != 8 {
        return None;
    }
    day(value / 10_000, (value / 100) % 100, value % 100)
}

fn midnight(date: Date) -> Option<Ts> {
    Some(Ts::from(date.midnight().assume_utc()))
}

fn day(year: u64, month: u64, day: u64) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

fn full_year(value: u64, digits: usize) -> Option<u64> {
    match (digits, value) {
        (4, _) => Some(value),
        (2, 0..70) => Some(2000 + value),
        (2, _) => Some(1900 + value),
        _ => None,
    }
}

/// `2019-01-04…`, `04.01.2019…`, `1/4/19…`
fn numeric_date(tokens: &[Token], order: Order) -> Option<(Date, &[Token])> {
    let [Token::Number(a, a_digits), Token::Mark(mark), Token::Number(b, b_digits), rest @ ..] = tokens else {
        return None;
    };
    let [Token::Mark(again), Token::Number(c, c_digits), rest @ ..] = rest else {
        return None;
    };
    if mark != again || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let date = match (*a_digits, *b_digits, *c_digits) {
        (4, 1 | 2, 1 | 2) => day(*a, *b, *c),
        (1 | 2, 1 | 2, 2 | 4) => {
            let year = full_year(*c, *c_digits)?;
            match order {
                Order::DayFirst => day(year, *b, *a),
                Order::MonthFirst => day(year, *a, *b),
            }
        }
        _ => None,
    };
    Some((date?, rest))
}

/// `04/Jan/19…`, `Dec 19, 2011`, `Mon, 21 Apr 2025 …`, `4. März 2019`
fn worded_date(tokens: &[Token]) -> Option<(Date, &[Token])> {
    let (mut month, mut numbers) = (None, Vec::with_capacity(2));
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        match token {
            Token::Number(value, digits) => numbers.push((*value, *digits)),
            Token::Word(word) if month.is_none() => month = month_named(word),
            Token::Word(word) if matches!(word.as_str(), "de" | "st" | "nd" | "rd" | "th") => {}
            Token::Mark('/' | '-' | ' ' | ',' | '.') => {}
            Token::Word(_) | Token::Mark(_) => return None,
        }
        rest = after;
        if numbers.len() == 2 && month.is_some() {
            break;
        }
    }
    let [(a, a_digits), (b, b_digits)] = numbers.as_slice() else {
        return None;
    };
    let date = if *a_digits == 4 { day(*a, month?, *b) } else { day(full_year(*b, *b_digits)?, month?, *a) };
    Some((date?, rest))
}

/// The beginnings of the months' names in English, German, French and Spanish.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "mae"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aoû", "aou", "ago"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

fn month_named(word: &str) -> Option<u64> {
    // “mardi” and “martes” are days of the week, and so is “mar” before its date; “mars” and “marzo” are the month.
    if word.starts_with("mard") || word.starts_with("marte") {
        return None;
    }
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    Some(at as u64 + 1)
}

/// What may stand between a date and its time.
const BETWEEN: &[&str] = &["t", "at", "um", "uhr", "à", "a", "las", "h"];

/// The time of day and its offset; midnight in UTC if nothing is said.
fn clock_time(tokens: &[Token]) -> Option<(Time, UtcOffset)> {
    let rest = skip_between(tokens);
    let [Token::Number(hour, 1 | 2), Token::Mark(':'), Token::Number(minute, 2), rest @ ..] = rest else {
        return rest.is_empty().then_some((Time::MIDNIGHT, UtcOffset::UTC));
    };
    let (second, rest) = match rest {
        [Token::Mark(':'), Token::Number(second, 2), rest @ ..] => (*second, rest),
        rest => (0, rest),
    };
    let (micro, rest) = match rest {
        [Token::Mark('.' | ','), Token::Number(value, digits), rest @ ..] => (fraction(*value, *digits), rest),
        rest => (0, rest),
    };
    let rest = skip_between(rest);
    let (hour, rest) = match rest {
        [Token::Word(half), rest @ ..] if half == "am" || half == "pm" => (of_half_day(*hour, half == "pm")?, rest),
        rest => (*hour, rest),
    };
    // A leap second is told as the second before it.
    let [hour, minute, second] = [hour, *minute, second.min(59)].map(|n| u8::try_from(n).ok());
    let time = Time::from_hms_micro(hour?, minute?, second?, micro).ok()?;
    Some((time, zone(skip_between(rest))?))
}

fn skip_between(tokens: &[Token]) -> &[Token] {
    let is_between = |token: &Token| match token {
        Token::Mark(mark) => matches!(mark, ' ' | ',' | '\u{a0}' | '\u{202f}'),
        Token::Word(word) => BETWEEN.contains(&word.as_str()),
        Token::Number(..) => false,
    };
    let from = tokens.iter().position(|token| !is_between(token)).unwrap_or(tokens.len());
    &tokens[from..]
}

fn of_half_day(hour: u64, afternoon: bool) -> Option<u64> {
    (1..=12).contains(&hour).then(|| hour % 12 + if afternoon { 12 } else { 0 })
}

fn fraction(value: u64, digits: usize) -> u32 {
    let scaled = (digits..6).fold(value, |value, _| value.saturating_mul(10));
    let scaled = (6..digits).fold(scaled, |value, _| value / 10);
    u32::try_from(scaled).unwrap_or(0)
}

fn zone(tokens: &[Token]) -> Option<UtcOffset> {
    let tokens = match tokens {
        [Token::Word(word), rest @ ..] if matches!(word.as_str(), "z" | "utc" | "gmt") => rest,
        rest => rest,
    };
    let (sign, hours, minutes) = match tokens {
        [] => return Some(UtcOffset::UTC),
        [Token::Mark(sign), Token::Number(value, 4)] => (sign, value / 100, value % 100),
        [Token::Mark(sign), Token::Number(hours, 1 | 2)] => (sign, *hours, 0),
        [Token::Mark(sign), Token::Number(hours, 1 | 2), Token::Mark(':'), Token::Number(minutes, 2)] => {
            (sign, *hours, *minutes)
        }
        _ => return None,
    };
    let [hours, minutes] = [hours, minutes].map(|n| i8::try_from(n).ok());
    match sign {
        '+' => UtcOffset::from_hms(hours?, minutes?, 0).ok(),
        '-' | '−' => UtcOffset::from_hms(-hours?, -minutes?, 0).ok(),
        _ => None,
    }
}
