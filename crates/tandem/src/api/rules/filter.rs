//! The filters and pages of lists, as an address says them.

use ground::clock::Ts;
use ground::web::{FormPairs, Refusal};
use together::app::KindOf;
use together::people::PersonId;
use together::thread::{Key, Kind};

/// What a list of things is narrowed to.
#[derive(Debug, Default, PartialEq)]
pub struct Filter {
    /// Only in this state.
    pub state: Option<String>,
    /// Only in this stage.
    pub stage: Option<String>,
    /// Only looked after by.
    pub owner: Option<Owner>,
    /// Only with these words.
    pub words: Option<String>,
    /// Only changed at or after.
    pub updated_since: Option<Ts>,
    /// Only linked to this thing, up or down.
    pub linked_to: Option<Key>,
    /// Only what stands in the product backlog, in its order.
    pub ranked: bool,
    /// Which of them.
    pub page: Page,
}

/// Who looks after a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Whoever asks.
    Me,
    /// Nobody.
    Nobody,
    /// This person.
    Person(PersonId),
}

/// A piece of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// After this number or sequence.
    pub after: i64,
    /// At most so many.
    pub limit: usize,
}

/// How many an answer has when nothing is said.
pub const LIMIT: usize = 100;

/// The most an answer has.
pub const MOST: usize = 500;

const STAGES: [&str; 4] = ["open", "active", "done", "dropped"];

impl Default for Page {
    fn default() -> Self {
        Self { after: 0, limit: LIMIT }
    }
}

impl Filter {
    /// The names a list of things knows.
    pub const NAMES: [&str; 8] = ["state", "stage", "owner", "q", "updated_since", "linked_to", "after", "limit"];

    /// What stories alone can be asked for.
    pub const ORDER: &str = "order";

    /// Reads the filters of a list of things of one kind. What is empty is not asked.
    pub fn read(pairs: &FormPairs, of: &KindOf) -> Result<Self, Refusal> {
        match of.kind {
            Kind::Story => only(pairs, &[&Self::NAMES[..], &[Self::ORDER]].concat())?,
            _ => only(pairs, &Self::NAMES)?,
        }
        let states: Vec<&str> = of.states.iter().map(|(state, _)| *state).collect();
        let after = given(pairs, "after").map(|text| key_of(text, of)).transpose()?;
        Ok(Self {
            state: one_of(pairs, "state", &states)?,
            stage: one_of(pairs, "stage", &STAGES)?,
            owner: given(pairs, "owner").map(owner).transpose()?,
            words: given(pairs, "q").map(str::to_owned),
            updated_since: given(pairs, "updated_since").map(moment).transpose()?,
            linked_to: given(pairs, "linked_to").map(|text| key(text, "linked_to")).transpose()?,
            ranked: one_of(pairs, Self::ORDER, &["backlog"])?.is_some(),
            page: Page { after: after.unwrap_or(0), limit: limit(pairs)? },
        })
    }
}

/// Reads where a journal is to go on, from `name`: a sequence.
pub fn paging(pairs: &FormPairs, name: &'static str, otherwise: i64) -> Result<Page, Refusal> {
    only(pairs, &[name, "limit"])?;
    let after = given(pairs, name).map(|text| {
        text.parse().map_err(|_| Refusal::new("not-a-sequence", format!("“{text}” is no sequence.")).at(name))
    });
    Ok(Page { after: after.transpose()?.unwrap_or(otherwise), limit: limit(pairs)? })
}

/// A filter that is misspelt would otherwise let everything through.
fn only(pairs: &FormPairs, names: &[&str]) -> Result<(), Refusal> {
    match pairs.pairs().iter().map(|(name, _)| name).find(|name| !names.contains(&name.as_str())) {
        None => Ok(()),
        Some(strange) => {
            let refusal = Refusal::new("unknown-filter", format!("There is no filter “{strange}”.")).at(strange);
            Err(refusal.hint(format!("There are {}.", names.join(", "))))
        }
    }
}

fn given<'a>(pairs: &'a FormPairs, name: &str) -> Option<&'a str> {
    pairs.get(name).map(str::trim).filter(|text| !text.is_empty())
}

fn one_of(pairs: &FormPairs, name: &'static str, known: &[&str]) -> Result<Option<String>, Refusal> {
    let Some(text) = given(pairs, name) else { return Ok(None) };
    if known.contains(&text) {
        return Ok(Some(text.to_owned()));
    }
    let refusal = Refusal::new("unknown-value", format!("“{text}” is no {name} here.")).at(name);
    Err(refusal.hint(format!("There are {}.", known.join(", "))))
}

fn owner(text: &str) -> Result<Owner, Refusal> {
    match text {
        "me" => Ok(Owner::Me),
        "none" => Ok(Owner::Nobody),
        id => id.parse().map(Owner::Person).map_err(|_| {
            let message = format!("“{id}” is nobody: an owner is the id of a person, me or none.");
            Refusal::new("unknown-value", message).at("owner")
        }),
    }
}

fn moment(text: &str) -> Result<Ts, Refusal> {
    text.parse().map_err(|_| {
        let message = format!("“{text}” is no moment. Moments look like 2026-07-01T00:00:00Z.");
        Refusal::new("not-a-moment", message).at("updated_since")
    })
}

fn key(text: &str, field: &'static str) -> Result<Key, Refusal> {
    text.parse::<Key>().map_err(|refusal| refusal.at(field))
}

fn key_of(text: &str, of: &KindOf) -> Result<i64, Refusal> {
    let key = key(text, "after")?;
    if key.kind == of.kind {
        return Ok(key.number);
    }
    let message = format!("{key} is not among the {}.", of.kind.plural().to_lowercase());
    Err(Refusal::new("wrong-kind", message).at("after"))
}

fn limit(pairs: &FormPairs) -> Result<usize, Refusal> {
    let Some(text) = given(pairs, "limit") else { return Ok(LIMIT) };
    match text.parse() {
        Ok(limit) if (1..=MOST).contains(&limit) => Ok(limit),
        _ => Err(Refusal::new("limit-out-of-range", format!("A limit is from 1 to {MOST}.")).at("limit")),
    }
}

#[cfg(test)]
mod tests {
    use together::journal::Need;
    use together::thread::Stage;

    use super::*;

    const GOAL: KindOf = KindOf {
        kind: Kind::Goal,
        states: &[("draft", Stage::Open), ("closed", Stage::Done)],
        fields: &[],
        words: None,
        need: Need::Member,
    };

    fn read(query: &str) -> Result<Filter, &'static str> {
        let pairs = FormPairs::parse(query.as_bytes()).unwrap();
        Filter::read(&pairs, &GOAL).map_err(|refusal| refusal.name)
    }

    #[test]
    fn filters_combine_and_what_is_empty_is_not_asked() {
        let filter = read("state=draft&stage=&owner=me&q=books+and&linked_to=n-7&after=g-20&limit=500").unwrap();
        let expected = Filter {
            state: Some("draft".into()),
            owner: Some(Owner::Me),
            words: Some("books and".into()),
            linked_to: Some(Key::new(Kind::Need, 7)),
            page: Page { after: 20, limit: 500 },
            ..Filter::default()
        };
        assert_eq!(filter, expected);
        assert_eq!(read(""), Ok(Filter::default()));
        assert_eq!(read("updated_since=2026-07-01T00:00:00Z").unwrap().updated_since, Some(Ts(1_782_864_000_000_000)));
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        for (query, name) in [
            ("sate=draft", "unknown-filter"),
            ("state=flying", "unknown-value"),
            ("stage=Open", "unknown-value"),
            ("owner=ines", "unknown-value"),
            ("updated_since=yesterday", "not-a-moment"),
            ("linked_to=7", "key-unknown"),
            ("after=N-7", "wrong-kind"),
            ("limit=0", "limit-out-of-range"),
            ("limit=501", "limit-out-of-range"),
            ("limit=many", "limit-out-of-range"),
        ] {
            assert_eq!(read(query), Err(name), "{query}");
        }
    }

    #[test]
    fn journals_go_on_from_a_sequence() {
        let read = |query: &str| paging(&FormPairs::parse(query.as_bytes()).unwrap(), "after", 9);
        assert_eq!(read(""), Ok(Page { after: 9, limit: LIMIT }));
        assert_eq!(read("after=3&limit=1"), Ok(Page { after: 3, limit: 1 }));
        assert_eq!(read("after=S-3").unwrap_err().name, "not-a-sequence");
        assert_eq!(read("before=3").unwrap_err().name, "unknown-filter");
    }
}
