//! One JSON record → named cells.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::table::Cell;

/// A JSON value with its fields in the order of the file.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Text(String),
    /// A number or a truth, as it is written.
    Plain(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Where an object in a list says what it is called, best first.
const NAMES: &[&str] =
    &["name", "title", "displayName", "fullName", "label", "text", "value", "username", "login", "key", "email"];

/// Objects in objects deeper than this are rarely a field of the row.
const DEEP: usize = 6;

impl Node {
    /// Gives each field with its name (`author.login`) and its cell to `take`. A row without names calls its fields by place.
    pub(super) fn flatten(self, take: &mut impl FnMut(String, Cell)) {
        match self {
            Self::Object(fields) => fields.into_iter().for_each(|(name, node)| node.under(name, 1, take)),
            Self::List(cells) => {
                for (at, node) in cells.into_iter().enumerate() {
                    node.under(format!("column {}", at + 1), 1, take);
                }
            }
            node => node.under(super::super::text::LINE.to_owned(), 1, take),
        }
    }

    fn under(self, name: String, depth: usize, take: &mut impl FnMut(String, Cell)) {
        match self {
            Self::Null => take(name, Cell::default()),
            Self::Text(text) => take(name, Cell::of(text)),
            Self::Plain(text) => take(name, Cell::plain(text)),
            Self::List(nodes) => take(name, Cell::list(nodes.into_iter().filter_map(Self::called))),
            Self::Object(_) if depth >= DEEP => {}
            Self::Object(fields) => {
                for (inner, node) in fields {
                    node.under(format!("{name}.{inner}"), depth + 1, take);
                }
            }
        }
    }

    /// What an entry of a list is called.
    fn called(self) -> Option<String> {
        match self {
            Self::Text(text) | Self::Plain(text) => Some(text),
            Self::Object(mut fields) => NAMES.iter().find_map(|wanted| {
                let at = fields.iter().position(|(name, _)| name == wanted)?;
                match &mut fields[at].1 {
                    Self::Text(text) | Self::Plain(text) if !text.is_empty() => Some(std::mem::take(text)),
                    _ => None,
                }
            }),
            Self::Null | Self::List(_) => None,
        }
    }

    /// The field of an object.
    pub(super) fn field(&self, wanted: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(name, _)| name == wanted).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The field of an object, if it is a text, a number or a truth.
    pub(super) fn text(&self, wanted: &str) -> Option<&str> {
        match self.field(wanted)? {
            Self::Text(text) | Self::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// The field of an object, if it is a list.
    pub(super) fn list(&self, wanted: &str) -> &[Self] {
        match self.field(wanted) {
            Some(Self::List(nodes)) => nodes,
            _ => &[],
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = object.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Object(fields))
    }
}
