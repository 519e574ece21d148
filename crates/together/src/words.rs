//! Times and numbers in words, as every page says them.

use ground::clock::Ts;
use time::OffsetDateTime;

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How long something has waited, beside a row: `2d 4h`, `5h`, `12m`. From a week on nobody counts the hours.
pub fn wait(from: Ts, now: Ts) -> String {
    let waited = (now.0 - from.0).max(0);
    let (days, hours) = (waited / DAY, waited % DAY / HOUR);
    match (days, hours, waited / MINUTE) {
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, _) => format!("{hours}h"),
        (7.., _, _) | (_, 0, _) => format!("{days}d"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

/// How long something has waited, inside a sentence: `2 days`, `1 hour`, `12 minutes`.
pub fn waited(from: Ts, now: Ts) -> String {
    let waited = (now.0 - from.0).max(0);
    match (waited / DAY, waited / HOUR) {
        (0, 0) => counted(waited / MINUTE, "minute", "minutes"),
        (0, hours) => counted(hours, "hour", "hours"),
        (days, _) => counted(days, "day", "days"),
    }
}

/// When something was: `Today 09:40`, `12 Oct`, `12 Oct 2025`.
pub fn ago(at: Ts, now: Ts) -> String {
    let (then, today) = (at.date_time(), now.date_time());
    if then.date() == today.date() {
        return format!("Today {:02}:{:02}", then.hour(), then.minute());
    }
    short_day(then, today)
}

/// The same inside a sentence, with the days of the last week by name: `today 09:40`, `yesterday`, `Sunday`, `12 Oct`.
pub fn lately(at: Ts, now: Ts) -> String {
    let then = at.date_time();
    match (now.date_time().date() - then.date()).whole_days() {
        1 => "yesterday".to_owned(),
        2..7 => then.weekday().to_string(),
        _ => lower_first(&ago(at, now)),
    }
}

/// A day among others: `12 Oct`, with the year when it is not this one.
fn short_day(then: OffsetDateTime, today: OffsetDateTime) -> String {
    let month = &month(then)[..3];
    if then.year() == today.year() {
        format!("{} {month}", then.day())
    } else {
        format!("{} {month} {}", then.day(), then.year())
    }
}

/// A date in full: `13 November`, with the year when it is not this one.
pub fn date(at: Ts, now: Ts) -> String {
    let (then, today) = (at.date_time(), now.date_time());
    let year = if then.year() == today.year() { String::new() } else { format!(" {}", then.year()) };
    format!("{} {}{year}", then.day(), month(then))
}

/// A stretch of days: `July to December 2026` where it is whole months, else `3 July to 14 August`.
pub fn period(first: Ts, last: Ts, now: Ts) -> String {
    let (from, to) = (first.date_time(), last.date_time());
    let whole = from.day() == 1 && to.day() == to.month().length(to.year());
    match (whole, from.year() == to.year()) {
        (true, true) if from.month() == to.month() => format!("{} {}", month(to), to.year()),
        (true, true) => format!("{} to {} {}", month(from), month(to), to.year()),
        (true, false) => format!("{} {} to {} {}", month(from), from.year(), month(to), to.year()),
        (false, _) => format!("{} to {}", date(first, now), date(last, now)),
    }
}

/// The first days of the months within a stretch of time, each with its short name.
pub fn months_within(first: Ts, last: Ts) -> Vec<(Ts, &'static str)> {
    let mut at = first.date_time().date().replace_day(1).ok();
    let mut months = Vec::new();
    while let Some(day) = at {
        let start = Ts(day.midnight().assume_utc().unix_timestamp() * 1_000_000);
        if start.0 > last.0 || months.len() > 60 {
            break;
        }
        if start.0 >= first.0 {
            months.push((start, &month(start.date_time())[..3]));
        }
        let year = if day.month() == time::Month::December { day.year() + 1 } else { day.year() };
        at = time::Date::from_calendar_date(year, day.month().next(), 1).ok();
    }
    months
}

/// Some days: `19 to 30 October`, `28 October to 8 November`.
pub fn days(from: Ts, to: Ts, now: Ts) -> String {
    let (first, last) = (from.date_time(), to.date_time());
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{} to {}", first.day(), date(to, now))
    } else {
        format!("{} to {}", date(from, now), date(to, now))
    }
}

/// The time of day: `09:40`.
pub fn time_of_day(at: Ts) -> String {
    let then = at.date_time();
    format!("{:02}:{:02}", then.hour(), then.minute())
}

/// A day as a heading: `Today`, `Mon 12 Oct`.
pub fn day(at: Ts, now: Ts) -> String {
    let (then, today) = (at.date_time(), now.date_time());
    if then.date() == today.date() {
        return "Today".to_owned();
    }
    let weekday = then.weekday().to_string();
    format!("{} {}", &weekday[..3], short_day(then, today))
}

/// A moment to come: `today 16:00`, `Friday 10:00`, later `3 November 10:00`.
pub fn moment(at: Ts, now: Ts) -> String {
    let days = (at.date_time().date() - now.date_time().date()).whole_days();
    let day = match days {
        0 => "today".to_owned(),
        1..7 => at.date_time().weekday().to_string(),
        _ => date(at, now),
    };
    format!("{day} {}", time_of_day(at))
}

/// Several things inside a sentence: `one, two and three`.
pub fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<_> = parts.collect();
    match parts.as_slice() {
        [most @ .., before, last] => [most, &[format!("{before} and {last}")]].concat().join(", "),
        few => few.concat(),
    }
}

/// The beginning of a day written as `2026-07-01`.
pub fn parse_day(text: &str) -> Option<Ts> {
    let mut parts = text.trim().splitn(3, '-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    Some(Ts(date.midnight().assume_utc().unix_timestamp() * 1_000_000))
}

/// A day as forms write it: `2026-07-01`.
pub fn iso_day(at: Ts) -> String {
    let then = at.date_time();
    format!("{:04}-{:02}-{:02}", then.year(), u8::from(then.month()), then.day())
}

/// A measured number without needless decimals: `20,950`, `47.1`.
pub fn measured(value: f64) -> String {
    if value.fract().abs() < 1e-9 && value.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small enough")]
        return grouped(value as i64);
    }
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn month(at: OffsetDateTime) -> &'static str {
    MONTHS[usize::from(u8::from(at.month()) - 1)]
}

/// What colleagues call somebody: the first of their names.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// The same text with a small first letter, to stand inside a sentence.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

/// The same text with a great first letter, to begin a sentence.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// A small number as a word, `four`; figures from thirteen on.
pub fn number_word(number: i64) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = usize::try_from(number).ok().and_then(|at| WORDS.get(at));
    word.map_or_else(|| grouped(number), |word| (*word).to_owned())
}

/// A number with its noun at the beginning of a sentence: `Three customers`.
pub fn counted_first(number: i64, one: &str, many: &str) -> String {
    format!("{} {}", upper_first(&number_word(number)), if number == 1 { one } else { many })
}

/// The beginning of a text on one line, of at most so many letters.
pub fn clipped(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most { text } else { format!("{}…", text.chars().take(most).collect::<String>()) }
}

/// A number with its noun: `1 story`, `17 stories`.
pub fn counted(number: i64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// A number with its thousands apart: `1,240`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TODAY;

    fn before(micros: i64) -> Ts {
        Ts(TODAY.0 - micros)
    }

    #[test]
    fn the_days_of_the_last_week_have_names() {
        assert_eq!(lately(TODAY, TODAY), lower_first(&ago(TODAY, TODAY)));
        assert_eq!(lately(before(DAY), TODAY), "yesterday");
        assert_eq!(lately(before(6 * DAY), TODAY), before(6 * DAY).date_time().weekday().to_string());
        assert_eq!(lately(before(7 * DAY), TODAY), ago(before(7 * DAY), TODAY));
    }

    #[test]
    fn waits_are_short() {
        assert_eq!(wait(before(52 * HOUR), TODAY), "2d 4h");
        assert_eq!(wait(before(48 * HOUR), TODAY), "2d");
        assert_eq!(wait(before(5 * HOUR + 59 * MINUTE), TODAY), "5h");
        assert_eq!(wait(before(90_000_000), TODAY), "1m");
        assert_eq!(wait(Ts(TODAY.0 + DAY), TODAY), "0m");
        assert_eq!(wait(before(169 * DAY + 17 * HOUR), TODAY), "169d");
        let said = [52 * HOUR, 5 * HOUR, HOUR, 90_000_000].map(|ago| waited(before(ago), TODAY));
        assert_eq!(said, ["2 days", "5 hours", "1 hour", "1 minute"]);
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        assert_eq!(ago(before(20 * MINUTE), TODAY), "Today 09:40");
        assert_eq!(ago(before(DAY), TODAY), "12 Oct");
        assert_eq!(ago(before(400 * DAY), TODAY), "8 Sep 2025");
        assert_eq!(date(Ts(TODAY.0 + 31 * DAY), TODAY), "13 November");
        assert_eq!(day(before(DAY), TODAY), "Mon 12 Oct");
        assert_eq!(day(TODAY, TODAY), "Today");
        let later = |micros| moment(Ts(TODAY.0 + micros), TODAY);
        assert_eq!((later(6 * HOUR).as_str(), later(DAY).as_str()), ("today 16:00", "Wednesday 10:00"));
        assert_eq!((later(6 * DAY).as_str(), later(7 * DAY).as_str()), ("Monday 10:00", "20 October 10:00"));
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        let day = parse_day("2026-10-13").unwrap();
        assert_eq!(iso_day(day), "2026-10-13");
        assert_eq!(iso_day(TODAY), "2026-10-13");
        for bad in ["", "2026-13-01", "2026-02-30", "tomorrow", "13.10.2026"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
        assert_eq!((measured(20_950.0).as_str(), measured(47.10).as_str()), ("20,950", "47.1"));
    }

    #[test]
    fn long_texts_are_clipped_to_one_line() {
        assert_eq!(clipped("On\n  one line", 20), "On one line");
        assert_eq!(clipped("naïve words", 5), "naïve…");
    }

    #[test]
    fn numbers_keep_their_nouns() {
        assert_eq!(counted(1, "story", "stories"), "1 story");
        assert_eq!(counted(1_240, "story", "stories"), "1,240 stories");
        assert_eq!(grouped(-1_000_000), "−1,000,000");
        assert_eq!(grouped(100), "100");
        let words = |words: &[&str]| joined(words.iter().map(|word| (*word).to_owned()));
        assert_eq!((words(&[]), words(&["a"])), (String::new(), "a".to_owned()));
        assert_eq!((words(&["a", "b"]).as_str(), words(&["a", "b", "c"]).as_str()), ("a and b", "a, b and c"));
    }

    #[test]
    fn stretches_of_whole_months_are_named_by_them() {
        let day = |text: &str| parse_day(text).unwrap();
        let period = |first: &str, last: &str| period(day(first), day(last), day("2026-10-13"));
        assert_eq!(period("2026-07-01", "2026-12-31"), "July to December 2026");
        assert_eq!(period("2026-02-01", "2026-02-28"), "February 2026");
        assert_eq!(period("2025-12-01", "2026-01-31"), "December 2025 to January 2026");
        assert_eq!(period("2026-07-03", "2026-08-14"), "3 July to 14 August");
        let months: Vec<_> =
            months_within(day("2026-11-15"), day("2027-02-10")).into_iter().map(|(_, name)| name).collect();
        assert_eq!(months, ["Dec", "Jan", "Feb"]);
    }

    #[test]
    fn small_numbers_are_words() {
        assert_eq!(
            (number_word(0).as_str(), number_word(12).as_str(), number_word(13).as_str()),
            ("none", "twelve", "13")
        );
        assert_eq!(counted_first(1, "customer", "customers"), "One customer");
    }
}
