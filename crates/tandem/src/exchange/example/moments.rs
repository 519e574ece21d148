//! Times of the example are told from the day it is loaded: `-12d 09:40` is twelve days before at 09:40.
//!
//! They are told of a Tuesday, in the second week of a sprint. Loaded on another day everything moves by up to three days,
//! so that sprints begin on Mondays all the same.

use ground::clock::Ts;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;
/// 09:50, the moment of the example: nothing has happened after it.
const MOMENT: i64 = (9 * 60 + 50) * MINUTE;
/// The Friday evening before it.
const FRIDAY: i64 = -4 * DAY + 20 * 60 * MINUTE;

/// Turns told times into points in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    midnight: i64,
    now: i64,
    /// By how much everything moves.
    moved: i64,
}

impl Moments {
    /// Counting from the day of `now`.
    pub(super) fn from(now: Ts) -> Self {
        let midnight = now.0 - now.0.rem_euclid(DAY);
        // The first day there is was a Thursday. A sprint that is over should not be running still, so that from Saturday on
        // its first Monday is the next one.
        let since_monday = (midnight / DAY + 3).rem_euclid(7);
        let days = if since_monday < 5 { 1 - since_monday } else { 8 - since_monday };
        Self { midnight, now: now.0, moved: days * DAY }
    }

    /// The point in time a text tells.
    pub(super) fn at(self, told: &str) -> Option<Ts> {
        let (days, clock) = told.trim().split_once(' ').unwrap_or((told.trim(), "12:00"));
        let days: i64 = days.strip_suffix('d')?.parse().ok()?;
        let (hour, minute) = clock.split_once(':')?;
        let of_day = (hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?) * MINUTE;
        Some(Ts(self.midnight + self.move_on(days * DAY + of_day)))
    }

    /// A told time as one from the midnight before now. What has happened stays in the past: it is moved before now where
    /// it would lie ahead, keeping its order.
    fn move_on(self, told: i64) -> i64 {
        let now = (self.now - self.midnight).min(MOMENT);
        if told > MOMENT || self.moved < 0 {
            told + self.moved
        } else if self.moved > 0 && told > FRIDAY {
            let friday = FRIDAY + self.moved;
            let share = |of: i64| i128::from(told - FRIDAY) * i128::from(of) / i128::from(MOMENT - FRIDAY);
            friday + i64::try_from(share(now - friday)).unwrap_or(0)
        } else if self.moved == 0 && told >= 0 {
            told + now - MOMENT
        } else {
            told + self.moved
        }
    }

    /// A text with its told days written out: `{+17d}` as “30 October”.
    pub(super) fn text(self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            out.push_str(before);
            let Some(close) = from.find('}') else {
                rest = from;
                break;
            };
            match self.at(&from[1..close]) {
                Some(at) => out.push_str(&together::words::date(at, Ts(self.now))),
                None => out.push_str(&from[..=close]),
            }
            rest = &from[close + 1..];
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use together::testing::TODAY;

    use super::*;

    #[test]
    fn days_are_told_from_today() {
        let moments = Moments::from(TODAY);
        assert_eq!(moments.at("-1d 10:00"), Some(Ts(TODAY.0 - DAY)));
        assert_eq!(moments.at("0d 08:12"), Some(Ts(TODAY.0 - 108 * MINUTE)));
        assert_eq!(moments.at("soon"), None);
        assert_eq!(moments.text("frozen on {+17d}, {not a day}"), "frozen on 30 October, {not a day}");
    }

    /// The days from Tuesday 13 October to Monday 19 October.
    #[test]
    fn sprints_begin_on_mondays_and_none_that_is_over_goes_on() {
        for day in 0..7 {
            let now = Ts(TODAY.0 + day * DAY);
            let moments = Moments::from(now);
            let begins = moments.at("-8d").unwrap();
            assert_eq!((begins.0 / DAY + 3) % 7, 0, "{day} days on");
            assert!(moments.at("+3d 23:59").unwrap() > now, "{day} days on");
            assert_eq!(moments.text("{+3d}"), together::words::date(Ts(begins.0 + 11 * DAY), now));
        }
    }

    #[test]
    fn what_has_happened_keeps_its_order_and_is_past() {
        let told = ["-9d 10:00", "-4d 19:59", "-4d 20:30", "-1d 09:00", "-1d 09:10", "0d 07:00", "0d 09:50"];
        for hours in 0..7 * 24 {
            let now = Ts(TODAY.0 + hours * 60 * MINUTE);
            let at: Vec<_> = told.iter().map(|told| Moments::from(now).at(told).unwrap()).collect();
            assert!(at.is_sorted() && at.iter().all(|at| *at <= now), "{hours} hours on");
        }
    }

    #[test]
    fn what_happened_today_is_before_now_even_early_in_the_morning() {
        let early = Ts(TODAY.0 - 9 * 60 * MINUTE);
        let at = Moments::from(early).at("0d 08:12").unwrap();
        assert!(at < early);
    }
}
