//! Releases: planned, and shipped with their notes.

use discovery::requests::rules::telling::wording;
use discovery::requests::store::telling;
use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::conversation::actions::{Saying, say};
use together::journal::Act;
use together::thread::Key;
use together::thread::actions::set_state;

use super::chronicle::{Chronicle, DAY, Deed, HOUR};

const FILE: &str = include_str!("../../../../../fixtures/shelf/releases.json");

/// More than wait after any release of the example.
const MANY: usize = 1_000;

#[derive(Deserialize)]
struct Release {
    key: Key,
    name: String,
    state: String,
    date: String,
    about: String,
    #[serde(default)]
    said_at: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
}

/// Tells when each was planned, and when it shipped.
pub(super) fn tell(book: &mut Chronicle, begin: Ts) -> Result<()> {
    let releases: Vec<Release> = Chronicle::read("releases.json", FILE)?;
    for release in &releases {
        let ships = book.at(&release.date)?;
        let planned = match &release.said_at {
            Some(said) => Ts(book.at(said)?.0 - 4 * HOUR),
            None => Ts(ships.0 - 91 * DAY).max(Ts(begin.0 + 3 * HOUR)).min(Ts(book.at("-43d 09:00")?.0)),
        };
        book.made(release.key, planned);
        let day = book.day(&release.date)?;
        let fields = json!({ "title": release.name, "day": day, "text": release.about });
        let who = if ships.0 < book.at("-1000d")?.0 { "Ruth Delgado" } else { "Ines Okafor" };
        book.add(Deed::new(who, planned, ("release.plan", fields)).key(release.key));
        if !release.notes.is_empty() {
            let at = Ts(ships.0 - HOUR).min(book.at("-4d 15:00")?);
            let lines: Vec<String> = release.notes.iter().map(|note| format!("- {note}")).collect();
            let text = format!("{}\n\n{}", release.about, lines.join("\n"));
            let fields = json!({ "thing": release.key, "text": text });
            book.add(Deed::new("Tomas Lindqvist", at, ("release.edit", fields)));
        }
        if release.state == "shipped" {
            let key = release.key;
            book.add(Deed::step(who, ships, "release.edit", Box::new(move |act| Box::pin(ship(act, key)))));
            // Those who asked for what came last are to be told still.
            if ships.0 > book.at("-400d")?.0 && ships.0 < book.at("-14d")?.0 {
                let at = Ts(ships.0 + DAY);
                book.add(Deed::step(
                    "Tomas Lindqvist",
                    at,
                    "request.reply",
                    Box::new(|act| Box::pin(tell_askers(act))),
                ));
            }
        }
    }
    Ok(())
}

async fn ship(act: &mut Act<'_>, key: Key) -> Result<()> {
    let release = act.thing(key).await?;
    set_state(act, &release, "shipped").await
}

/// Answers everybody who waits to be told, in the first wording.
async fn tell_askers(act: &mut Act<'_>) -> Result<()> {
    let waiting = telling::to_tell(act.tx, act.product()?.id, MANY).await?;
    let came = telling::came(act.tx, &waiting.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    for row in waiting {
        let request = act.thing(row.key()).await?;
        let there = came.get(&row.id).map_or(&[][..], Vec::as_slice);
        let body = wording(row.contact.as_deref(), &row.title, row.asked_at, there, act.now);
        say(act, &request, Saying { body: &body, public: true, contact: None }).await?;
    }
    Ok(())
}
