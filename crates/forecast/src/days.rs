//! Days as other tools write them.

use time::{Date, Month, OffsetDateTime};

time::serde::format_description!(pub(crate) iso, Date, "[year]-[month]-[day]");

/// Which comes first in `3/4/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

impl DayOrder {
    /// What a column shows by a number that can be no month; nothing when none is there, or as many for either.
    pub(crate) fn shown_by<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut day_first, mut month_first) = (0_usize, 0_usize);
        for (first, second) in texts.filter_map(undecided) {
            day_first += usize::from(first > 12);
            month_first += usize::from(second > 12);
        }
        match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => Some(Self::DayFirst),
            std::cmp::Ordering::Less => Some(Self::MonthFirst),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// Whether a text could be two days, depending on the order.
pub(crate) fn is_ambiguous(text: &str) -> bool {
    undecided(text).is_some_and(|(first, second)| first <= 12 && second <= 12 && first != second)
}

/// The day a text begins with; what follows it (an hour, a zone) is not looked at, so that a day is the one written down.
///
/// `2026-04-03…`, `20260403`, `03/Apr/26…`, `3 April 2026`, `Apr 3, 2026`, `Fri, 03 Apr 2026`, `3/4/2026` by the order, and
/// seconds or milliseconds since 1970 (in UTC).
pub(crate) fn read(text: &str, order: DayOrder) -> Option<Date> {
    if let Some(day) = numeral(text.trim()) {
        return day;
    }
    let runs = runs(text);
    match runs.as_slice() {
        [year, month, day, ..] if year.len() == 4 && is_number(year) && is_number(month) => {
            date(number(year)?, number(month)?, number(day)?)
        }
        [day, month, year, ..] if is_number(day) && !is_number(month) => {
            date(full_year(year)?, month_named(month)?, number(day)?)
        }
        [month, day, year, ..] if !is_number(month) => date(full_year(year)?, month_named(month)?, number(day)?),
        [first, second, year, ..] => {
            let (first, second) = (number(first)?, number(second)?);
            let (day, month) = if order == DayOrder::DayFirst { (first, second) } else { (second, first) };
            date(full_year(year)?, month, day)
        }
        _ => None,
    }
}

/// A text that is one number: `20260403`, or seconds or milliseconds. Nothing inside when it is a number but no day.
fn numeral(text: &str) -> Option<Option<Date>> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let since_1970 = |seconds: i64| OffsetDateTime::from_unix_timestamp(seconds).ok().map(OffsetDateTime::date);
    Some(match text.len() {
        8 => date_of_digits(text),
        9 | 10 => text.parse().ok().and_then(since_1970),
        12 | 13 => text.parse().ok().and_then(|milliseconds: i64| since_1970(milliseconds / 1_000)),
        _ => None,
    })
}

fn date_of_digits(text: &str) -> Option<Date> {
    date(number(text.get(..4)?)?, number(text.get(4..6)?)?, number(text.get(6..)?)?)
}

/// The two numbers of `3/4/2026` whose order is not known; days with dots have the day first everywhere.
fn undecided(text: &str) -> Option<(i32, i32)> {
    let runs = runs(text);
    let [first, second, third, ..] = runs.as_slice() else { return None };
    let short = first.len() <= 2 && second.len() <= 2 && (third.len() == 4 || third.len() == 2);
    if !short || [first, second, third].iter().any(|run| !is_number(run)) {
        return None;
    }
    Some((number(first)?, number(second)?))
}

/// The runs of digits or of letters at the beginning, without the name of a weekday and the ending of `3rd`.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::with_capacity(3);
    let mut rest = text;
    while runs.len() < 3 {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = rest.chars().next() else { break };
        let end = rest.find(|c: char| !c.is_alphanumeric() || is_digit(c) != is_digit(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if !is_left_out(run, &runs) {
            runs.push(run);
        }
    }
    runs
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_left_out(run: &str, before: &[&str]) -> bool {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const ENDINGS: [&str; 5] = ["st", "nd", "rd", "th", "of"];
    let short = run.get(..3).unwrap_or(run).to_ascii_lowercase();
    (before.is_empty() && run.len() != 4 && WEEKDAYS.contains(&short.as_str()))
        || (before.last().is_some_and(|last| is_number(last)) && ENDINGS.contains(&run.to_ascii_lowercase().as_str()))
}

fn is_number(run: &str) -> bool {
    run.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(run: &str) -> Option<i32> {
    run.parse().ok().filter(|_| run.len() <= 4)
}

/// Two digits are of the years 1969 to 2068, as POSIX reads them.
fn full_year(run: &str) -> Option<i32> {
    match (number(run)?, run.len()) {
        (year, 4) => Some(year),
        (year, 2) => Some(if year < 69 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn month_named(run: &str) -> Option<i32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = run.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, month)| *month == short).map(|(number, _)| number)
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    #[test]
    fn days_are_read_as_tools_write_them() {
        let april = Some(date!(2026 - 04 - 03));
        for text in [
            "2026-04-03",
            "2026-04-03T02:39:42.734+0000",
            "2026/4/3 5:00",
            "20260403",
            "03/Apr/26 17:20",
            "3-APR-2026",
            "3. April 2026",
            "Apr 3, 2026",
            "April 3rd, 2026",
            "Fri, 03 Apr 2026 10:00:00 GMT",
            "Friday 3rd of April 2026",
            "3/4/2026",
            "03.04.2026 12:00",
            "1775174400",
            "1775174400000",
            " 2026-04-03 ",
        ] {
            assert_eq!(read(text, DayOrder::DayFirst), april, "{text}");
        }
        assert_eq!(read("4/3/2026", DayOrder::MonthFirst), april);
        assert_eq!(read("20/Jul/69", DayOrder::DayFirst), Some(date!(1969 - 07 - 20)));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "soon", "2026", "2026-13-01", "2026-02-30", "31/31/2026", "12345", "-5", "99999999999999999999"]
        {
            assert_eq!(read(text, DayOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn a_column_shows_its_order() {
        let shown = |texts: &[&'static str]| DayOrder::shown_by(texts.iter().copied());
        assert_eq!(shown(&["3/4/2026", "13/4/2026"]), Some(DayOrder::DayFirst));
        assert_eq!(shown(&["3/4/2026", "4/13/26 10:00"]), Some(DayOrder::MonthFirst));
        assert_eq!(shown(&["3/4/2026", "2026-04-13"]), None);
        assert!(is_ambiguous("3/4/2026") && !is_ambiguous("3/3/2026") && !is_ambiguous("2026-04-03"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_day_or_none(text in any::<String>(), ascii in "[0-9/a-zA-Z., -]{0,24}") {
            for text in [text, ascii] {
                let _ = read(&text, DayOrder::DayFirst);
                let _ = is_ambiguous(&text);
            }
        }
    }
}
