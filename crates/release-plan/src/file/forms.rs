//! What stands in a file, as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole<'a> {
    #[serde(rename = "$schema", default)]
    pub(super) _schema: Option<String>,
    #[serde(default)]
    pub(super) teams: Vec<String>,
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

#[derive(Deserialize)]
#[serde(untagged, expecting = "a number, or numbers by team, should stand here")]
pub(super) enum Amount {
    All(f64),
    ByTeam(BTreeMap<String, f64>),
}
