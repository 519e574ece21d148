//! What stands in a file, as it is written.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole<'a> {
    #[serde(rename = "$schema", default)]
    pub(super) _schema: Option<String>,
    #[serde(borrow, default)]
    pub(super) teams: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) releases: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) items: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) customers: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub(super) goals: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheItem {
    pub(super) id: String,
    #[serde(default, rename = "title")]
    pub(super) _title: Option<String>,
    pub(super) value: f64,
    pub(super) effort: Amount,
    #[serde(default)]
    pub(super) requires: Vec<String>,
    #[serde(default)]
    pub(super) coupled: Vec<String>,
    #[serde(default)]
    pub(super) excludes: Vec<String>,
    #[serde(default)]
    pub(super) pin: Option<ThePin>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ThePin {
    In,
    Out,
    Release(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheRelease {
    pub(super) name: String,
    pub(super) capacity: Amount,
    #[serde(default = "one")]
    pub(super) weight: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheCustomer {
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) wants: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TheGoal {
    pub(super) name: String,
    pub(super) items: Vec<String>,
    #[serde(default = "once")]
    pub(super) least: usize,
}

fn one() -> f64 {
    1.0
}

fn once() -> usize {
    1
}

/// A number, or numbers by team.
pub(super) enum Amount {
    All(f64),
    ByTeam(BTreeMap<String, f64>),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfAmount)
    }
}

struct OfAmount;

impl<'de> Visitor<'de> for OfAmount {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or numbers by team")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Amount, E> {
        Ok(Amount::All(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
        Ok(Amount::All(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
        Ok(Amount::All(number as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Amount, A::Error> {
        let mut by_team = BTreeMap::new();
        while let Some((team, number)) = map.next_entry::<String, f64>()? {
            // The last one would count, and nobody would learn of the other.
            if by_team.contains_key(&team) {
                return Err(A::Error::custom(format!("the team “{team}” stands there twice")));
            }
            by_team.insert(team, number);
        }
        Ok(Amount::ByTeam(by_team))
    }
}
