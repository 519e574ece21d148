//! Days as forms say them.

use ground::clock::Ts;
use ground::web::Refusal;
use together::words::{iso_day, parse_day};

/// Reads a day such as `2026-11-13`, as its first moment in UTC; nothing when nothing is written.
pub fn day(field: &'static str, text: &str) -> Result<Option<Ts>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || {
        let message = format!("“{text}” is no day. Write it as 2026-11-13.");
        Refusal::new("day-unknown", message).at(field)
    };
    // Only as it is shown, and in years somebody plans for.
    let day = parse_day(text).filter(|day| iso_day(*day) == text && (1970..=2200).contains(&day.date_time().year()));
    day.map(Some).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        let read = |text| day("on", text);
        let release = read(" 2026-11-13 ").unwrap().unwrap();
        assert_eq!(iso_day(release), "2026-11-13");
        assert_eq!(read("").unwrap(), None);
        for wrong in ["13.11.2026", "2026-02-30", "tomorrow", "2026-11-13T10:00:00Z", "9999-01-01", "2026-1-1"] {
            assert_eq!(read(wrong).unwrap_err().name, "day-unknown", "{wrong}");
        }
    }
}
