//! A Trello board keeps in lists beside its cards what a card only has ids for.

use std::collections::HashMap;
use std::io::{self, BufRead};

use super::node::Node;
use super::scanner::{Ended, Scanner};

/// More than any board's lists, members, checklists and field names need.
const SIDE_MAX: usize = 16 << 20;

/// What the board knows about ids.
#[derive(Default)]
pub(crate) struct Board {
    names: HashMap<String, String>,
    checklists: HashMap<String, Vec<Node>>,
}

impl Board {
    /// Reads the lists beside the cards; the cards and the board's past are passed over.
    pub(super) fn read<S: BufRead>(source: S) -> io::Result<Self> {
        let (mut scanner, mut board) = (Scanner::new(source), Self::default());
        scanner.eat(b'{')?;
        while let Some(key) = scanner.key()? {
            let mut raw = Vec::new();
            let wanted = matches!(key.as_str(), "lists" | "members" | "checklists" | "customFields");
            let ended = scanner.value(&mut raw, if wanted { SIDE_MAX } else { 0 })?;
            if let (true, Ended::Whole, Ok(Node::List(entries))) = (wanted, ended, serde_json::from_slice(&raw)) {
                entries.into_iter().for_each(|entry| board.learn(entry));
            }
        }
        Ok(board)
    }

    fn learn(&mut self, entry: Node) {
        for option in entry.list("options") {
            if let (Some(id), Some(name)) = (option.text("id"), option.field("value").and_then(|v| v.text("text"))) {
                self.names.insert(id.to_owned(), name.to_owned());
            }
        }
        if let Some(card) = entry.text("idCard").map(str::to_owned) {
            if let Node::Object(fields) = entry {
                let items = fields.into_iter().find(|(name, _)| name == "checkItems").map(|(_, items)| items);
                self.checklists.entry(card).or_default().extend(items);
            }
        } else if let (Some(id), Some(name)) = (entry.text("id"), entry.text("fullName").or_else(|| entry.text("name")))
        {
            self.names.insert(id.to_owned(), name.to_owned());
        }
    }

    /// Adds to a card what its ids stand for: `list`, `created`, `members`, `checklist` and its own fields.
    pub(super) fn complete(&mut self, card: &mut Node) {
        let mut more = Vec::new();
        if let Some(list) = card.text("idList").and_then(|id| self.names.get(id)) {
            more.push(("list".to_owned(), Node::Text(list.clone())));
        }
        if let Some(id) = card.text("id") {
            more.extend(created(id).map(|at| ("created".to_owned(), Node::Plain(at))));
            let items = self.checklists.remove(id).unwrap_or_default().into_iter().flat_map(|items| match items {
                Node::List(items) => items,
                _ => Vec::new(),
            });
            more.push(("checklist".to_owned(), Node::List(items.collect())));
        }
        for item in card.list("customFieldItems") {
            more.extend(self.custom(item));
        }
        let members = card.list("idMembers").iter().filter_map(|id| match id {
            Node::Text(id) => self.names.get(id).cloned().map(Node::Text),
            _ => None,
        });
        more.push(("members".to_owned(), Node::List(members.collect())));
        if let Node::Object(fields) = card {
            fields.extend(more);
        }
    }

    fn custom(&self, item: &Node) -> Option<(String, Node)> {
        let name = self.names.get(item.text("idCustomField")?)?;
        let value = match item.field("value") {
            Some(Node::Object(fields)) => fields.iter().find_map(|(_, value)| match value {
                Node::Text(text) | Node::Plain(text) => Some(text.clone()),
                _ => None,
            })?,
            _ => self.names.get(item.text("idValue")?)?.clone(),
        };
        Some((name.clone(), Node::Text(value)))
    }
}

/// The first eight digits of an id are the second it was made in.
fn created(id: &str) -> Option<String> {
    let digits = id.get(..8).filter(|_| id.len() == 24)?;
    u32::from_str_radix(digits, 16).ok().map(|seconds| seconds.to_string())
}
