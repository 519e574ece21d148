//! Reads the series of the data sets, each in its own format.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use forecast::{Columns, Item, read};
use serde_json::Value;
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime};

/// One series of dated work.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) items: Vec<Item>,
}

/// Fewer pieces of finished work are no series.
const LEAST: usize = 30;

/// All series, or nothing without data.
pub(crate) fn series() -> Option<Vec<Named>> {
    let root = PathBuf::from(std::env::var_os("TANDEM_DATA")?);
    let mut by_name: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for (file, prefix) in [("apache", "ap"), ("duracloud", "du")] {
        jira(&root.join(format!("flow/jira-rest-{file}.jsonl")), prefix, &mut by_name);
    }
    for project in ["5261717", "734943"] {
        gitlab(&root.join(format!("exports/gitlab-rest/{project}.json")), &format!("gl-{project}"), &mut by_name);
    }
    for (project, rows) in split_by_project(&text(&root.join("flow/two-scrum-projects.csv"))) {
        let name = format!("scrum-{project}");
        by_name.insert(name, table(&rows, "created_date", "finished_date"));
    }
    let hadoop = text(&root.join("duplicates/hadoop_bugs.csv"));
    by_name.insert("hadoop".to_owned(), table(&hadoop, "Created", "Resolved"));
    let long = |items: &[Item]| items.iter().filter(|item| item.finished.is_some()).count() >= LEAST;
    Some(by_name.into_iter().filter(|(_, items)| long(items)).map(|(name, items)| Named { name, items }).collect())
}

/// About a third of the series, by the FNV-1a hash of their name; nothing was tuned on them.
pub(crate) fn is_kept_aside(name: &str) -> bool {
    let hash = name
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    hash % 3 == 0
}

fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn table(rows: &str, created: &str, finished: &str) -> Vec<Item> {
    let columns = Columns { finished: finished.to_owned(), created: Some(created.to_owned()), order: None };
    let read = read(rows.as_bytes(), &columns).unwrap();
    for finding in &read.findings {
        eprintln!("{finished}: {} rows: {}", finding.count, finding.kind);
    }
    read.items
}

/// The rows of each project of a table with a column of that name in second place, under the line of names.
fn split_by_project(table: &str) -> BTreeMap<String, String> {
    let mut lines = table.lines();
    let names = lines.next().unwrap_or_default();
    let mut projects: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let project = line.split(',').nth(1).unwrap_or_default().to_owned();
        let rows = projects.entry(project).or_insert_with(|| format!("{names}\n"));
        rows.push_str(line);
        rows.push('\n');
    }
    projects
}

fn jira(path: &Path, prefix: &str, by_name: &mut BTreeMap<String, Vec<Item>>) {
    for (line, row) in (1..).zip(text(path).lines()) {
        let row: Value = serde_json::from_str(row).unwrap();
        let project = row["key"].as_str().and_then(|key| key.split('-').next()).unwrap_or_default();
        let day = |field: &str| {
            let text = row["fields"][field].as_str()?;
            Date::parse(text.get(..10)?, &Iso8601::DATE).ok()
        };
        let item = Item { line, created: day("created"), finished: day("resolutiondate") };
        by_name.entry(format!("{prefix}-{project}")).or_default().push(in_order(item));
    }
}

fn gitlab(path: &Path, name: &str, by_name: &mut BTreeMap<String, Vec<Item>>) {
    let rows: Vec<Value> = serde_json::from_str(&text(path)).unwrap();
    let day = |value: &Value| {
        let milliseconds = value.as_i64()?;
        OffsetDateTime::from_unix_timestamp(milliseconds / 1_000).ok().map(OffsetDateTime::date)
    };
    let items = (1..)
        .zip(&rows)
        .map(|(line, row)| in_order(Item { line, created: day(&row["created_at"]), finished: day(&row["closed_at"]) }));
    by_name.entry(name.to_owned()).or_default().extend(items);
}

fn in_order(item: Item) -> Item {
    let created = item.created.map(|created| item.finished.map_or(created, |finished| created.min(finished)));
    Item { created, ..item }
}
