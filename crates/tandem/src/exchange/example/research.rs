//! For whom Shelf is built, what research found, and how it goes for readers.

use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::thread::Key;

use super::chronicle::{Chronicle, Deed};

const PERSONAS: &str = include_str!("../../../../../fixtures/shelf/personas.json");
const INSIGHTS: &str = include_str!("../../../../../fixtures/shelf/insights.json");
const EXPERIENCE: &str = include_str!("../../../../../fixtures/shelf/experience.json");

#[derive(Deserialize)]
struct Persona {
    key: Key,
    name: String,
    quote: String,
    context: String,
    needs: Vec<Key>,
    from: String,
    at: String,
    about: String,
}

#[derive(Deserialize)]
struct Insight {
    key: Key,
    title: String,
    text: String,
    source: String,
    supports: Vec<Key>,
    /// The passage it rests on, where it is not all of it.
    quote: Option<String>,
    by: String,
    at: String,
}

#[derive(Deserialize)]
struct Measured {
    need: Key,
    persona: Option<Key>,
    measure: String,
    source: String,
    by: String,
    /// When, how much, and of how many people.
    values: Vec<(String, f64, i64)>,
}

/// Tells them; whoever found something says which need it supports.
pub(super) fn tell(book: &mut Chronicle) -> Result<()> {
    personas(book)?;
    insights(book)?;
    experience(book)
}

fn personas(book: &mut Chronicle) -> Result<()> {
    let personas: Vec<Persona> = Chronicle::read("personas.json", PERSONAS)?;
    for persona in personas {
        let at = book.at(&persona.at)?;
        book.made(persona.key, at);
        let fields = json!({
            "title": persona.name, "quote": persona.quote, "context": persona.context, "text": persona.about,
            "source": persona.from,
        });
        book.add(Deed::new(OWNER, at, ("persona.write", fields)).key(persona.key));
        for need in persona.needs {
            let Some(at) = book.once(at, &[need, persona.key]) else { continue };
            let link = json!({ "from": need, "kind": "for", "to": persona.key });
            book.add(Deed::new(OWNER, at, ("thread.link", link)));
        }
    }
    Ok(())
}

fn insights(book: &mut Chronicle) -> Result<()> {
    let insights: Vec<Insight> = Chronicle::read("insights.json", INSIGHTS)?;
    for insight in insights {
        let at = book.at(&insight.at)?;
        book.made(insight.key, at);
        let fields = json!({
            "title": insight.title, "text": insight.text, "source": insight.source, "day": book.day(&insight.at)?,
        });
        book.add(Deed::new(&insight.by, at, ("insight.record", fields)).key(insight.key));
        for need in insight.supports {
            let Some(at) = book.once(at, &[need, insight.key]) else { continue };
            let link = json!({ "from": insight.key, "kind": "supports", "to": need, "quote": insight.quote });
            book.add(Deed::new(&insight.by, at, ("thread.link", link)));
        }
    }
    Ok(())
}

fn experience(book: &mut Chronicle) -> Result<()> {
    let series: Vec<Measured> = Chronicle::read("experience.json", EXPERIENCE)?;
    for one in series {
        for (at, value, people) in &one.values {
            // What was measured before somebody was written down as a persona was written down with them.
            let about: Vec<Key> = one.persona.into_iter().chain([one.need]).collect();
            let Some(when) = book.once(book.at(at)?, &about) else { continue };
            let fields = json!({
                "need": one.need, "persona": one.persona, "measure": one.measure, "value": value, "people": people,
                "source": one.source, "day": book.day(at)?,
            });
            book.add(Deed::new(&one.by, when, ("experience.measure", fields)));
        }
    }
    Ok(())
}

const OWNER: &str = "Tomas Lindqvist";
