//! Times of the example are told from the day it is loaded: `-12d 09:40` is twelve days before at 09:40.

use ground::clock::Ts;

const DAY: i64 = 86_400_000_000;
const MINUTE: i64 = 60_000_000;
/// 09:50, the moment of the example: nothing has happened after it.
const MOMENT: i64 = (9 * 60 + 50) * MINUTE;

/// Turns told times into points in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    midnight: i64,
    now: i64,
}

impl Moments {
    /// Counting from the day of `now`.
    pub(super) fn from(now: Ts) -> Self {
        Self { midnight: now.0 - now.0.rem_euclid(DAY), now: now.0 }
    }

    /// The point in time a text tells; what happened today is moved before now, keeping its order.
    pub(super) fn at(self, told: &str) -> Option<Ts> {
        let (days, clock) = told.trim().split_once(' ').unwrap_or((told.trim(), "12:00"));
        let days: i64 = days.strip_suffix('d')?.parse().ok()?;
        let (hour, minute) = clock.split_once(':')?;
        let of_day = (hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?) * MINUTE;
        let at = self.midnight + days * DAY + of_day;
        let loaded_early = days == 0 && of_day <= MOMENT && self.now < self.midnight + MOMENT;
        Some(Ts(if loaded_early { self.now - (MOMENT - of_day) } else { at }))
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

    #[test]
    fn what_happened_today_is_before_now_even_early_in_the_morning() {
        let early = Ts(TODAY.0 - 9 * 60 * MINUTE);
        let at = Moments::from(early).at("0d 08:12").unwrap();
        assert!(at < early);
    }
}
