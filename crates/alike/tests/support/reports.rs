//! Reports whose duplicates are known, as the data folder has them.

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub(crate) struct Reports {
    pub(crate) texts: Vec<(String, String)>,
    /// Those with a partner, and the group they are in; in the order of the reports.
    pub(crate) groups: BTreeMap<usize, usize>,
    /// Of each group, whether it was tuned on.
    pub(crate) tuned: BTreeMap<usize, bool>,
}

impl Reports {
    pub(crate) fn hadoop(folder: &Path) -> Reports {
        let mut file = csv::Reader::from_path(folder.join("hadoop_bugs.csv")).unwrap();
        let rows = file.records().map(|row| {
            let row = row.unwrap();
            (row[1].to_owned(), row[0].to_owned(), row[8].to_owned())
        });
        let rows = rows.collect();
        let mut file = csv::Reader::from_path(folder.join("hadoop_pairs.csv")).unwrap();
        let mut pairs = Vec::new();
        for row in file.records().map(Result::unwrap) {
            pairs.extend(row[1].split([',', ';']).map(|other| (row[0].trim().to_owned(), other.trim().to_owned())));
        }
        Reports::of(rows, pairs)
    }

    pub(crate) fn mozilla(folder: &Path) -> Reports {
        let rows: Value = serde_json::from_slice(&fs::read(folder.join("bugzilla_bugs.json")).unwrap()).unwrap();
        let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let rows = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (text(row, "id"), text(row, "title"), text(row, "description")))
            .collect();
        let mut file = csv::Reader::from_path(folder.join("bugzilla_pairs.csv")).unwrap();
        let pairs = file.records().map(|row| row.unwrap()).filter(|row| &row[3] == "duplicate");
        Reports::of(rows, pairs.map(|row| (row[1].to_owned(), row[2].to_owned())).collect())
    }

    /// Closes pairs to groups, and cuts the groups in halves by the first byte of the SHA-256 of their smallest id.
    fn of(rows: Vec<(String, String, String)>, pairs: Vec<(String, String)>) -> Reports {
        let mut seen = BTreeSet::new();
        let rows: Vec<_> = rows.into_iter().filter(|(id, _, _)| seen.insert(id.clone())).collect();
        let numbers: BTreeMap<&str, usize> =
            rows.iter().enumerate().map(|(number, (id, _, _))| (id.as_str(), number)).collect();
        let mut group: Vec<usize> = (0..rows.len()).collect();
        for (one, other) in pairs {
            if let (Some(one), Some(other)) = (numbers.get(one.as_str()), numbers.get(other.as_str())) {
                let (from, to) = (group[*one], group[*other]);
                group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
        let mut smallest = BTreeMap::new();
        for (id, number) in &numbers {
            smallest.entry(group[*number]).or_insert(*id);
        }
        let tuned = smallest.into_iter().map(|(group, id)| (group, Sha256::digest(id)[0] % 2 == 0)).collect();
        let alone = |group_of: usize| group.iter().filter(|group| **group == group_of).count() == 1;
        let groups = group.iter().copied().enumerate().filter(|(_, group)| !alone(*group)).collect();
        let cut = |text: &str| text.chars().take(4_000).collect();
        Reports { texts: rows.iter().map(|(_, title, text)| (title.clone(), cut(text))).collect(), groups, tuned }
    }
}
