//! Days as forms say them.

use ground::clock::Ts;
use ground::web::Refusal;

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
    let day = format!("{text}T00:00:00Z").parse::<Ts>().map_err(|_| unknown())?;
    if (1970..=2200).contains(&day.date_time().year()) { Ok(Some(day)) } else { Err(unknown()) }
}

/// A day as a form’s field holds it.
pub fn written(day: Ts) -> String {
    day.to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        let read = |text| day("on", text);
        let release = read(" 2026-11-13 ").unwrap().unwrap();
        assert_eq!(written(release), "2026-11-13");
        assert_eq!(read("").unwrap(), None);
        for wrong in ["13.11.2026", "2026-02-30", "tomorrow", "2026-11-13T10:00:00Z", "9999-01-01", "2026-1-1"] {
            assert_eq!(read(wrong).unwrap_err().name, "day-unknown", "{wrong}");
        }
    }
}
