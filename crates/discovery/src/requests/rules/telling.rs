//! The words in which somebody is told that what they asked for is there.

use ground::clock::Ts;
use together::thread::{Key, Kind};
use together::words::{date, first_name, joined};

/// Something that was asked for and is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// Its key.
    pub key: Key,
    /// Its title.
    pub title: String,
    /// The name of the release it came with.
    pub release: Option<String>,
}

/// What of it is told: where a feature or a story says what came, the need they are for would only repeat it.
pub fn told(there: &[There]) -> Vec<&There> {
    let definite: Vec<_> = there.iter().filter(|one| one.key.kind != Kind::Need).collect();
    if definite.is_empty() { there.iter().collect() } else { definite }
}

/// A first wording of the news, which whoever tells it words anew: it names what they asked, in their words, what came of it
/// and with which release.
pub fn wording(name: Option<&str>, asked: &str, asked_at: Ts, there: &[There], now: Ts) -> String {
    let hello = name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {},", first_name(name)));
    let news = match told(there).as_slice() {
        [] => "It is there now.".to_owned(),
        told => {
            let titles = joined(told.iter().map(|one| format!("“{}”", one.title)));
            let (are, release) = (if told.len() == 1 { "is" } else { "are" }, release(told));
            format!("{titles} {are} there now{release}.")
        }
    };
    format!("{hello}\n\non {} you asked us: “{asked}”. {news}\n\nThank you for telling us.", date(asked_at, now))
}

/// `, with Autumn`, where all of it came with one release.
fn release(told: &[&There]) -> String {
    let first = told.first().and_then(|one| one.release.as_deref());
    match first {
        Some(name) if told.iter().all(|one| one.release.as_deref() == first) => format!(", with {name}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn there(key: &str, title: &str, release: Option<&str>) -> There {
        There { key: key.parse().unwrap(), title: title.into(), release: release.map(Into::into) }
    }

    #[test]
    fn it_names_what_they_asked_what_came_and_with_which_release() {
        let came = [there("N-1", "Know when", None), there("S-4", "Show the wait", Some("Autumn"))];
        assert_eq!(
            wording(Some("Adele Fournier"), "How long?", Ts(0), &came, Ts(0)),
            "Hello Adele,\n\non 1 January you asked us: “How long?”. “Show the wait” is there now, with Autumn.\n\nThank you for telling us."
        );
    }

    #[test]
    fn it_says_no_more_than_is_known() {
        let two = [there("S-4", "Show the wait", Some("Autumn")), there("S-5", "Pause a hold", None)];
        let said = wording(None, "Holds", Ts(0), &two, Ts(0));
        assert!(said.starts_with("Hello,\n\n") && said.contains("“Show the wait” and “Pause a hold” are there now."));
        assert!(wording(None, "Holds", Ts(0), &[], Ts(0)).contains("“Holds”. It is there now."));
        assert_eq!(
            told(&[there("N-1", "Know when", None)]).len(),
            1,
            "a need is told where nothing else was asked for"
        );
    }
}
