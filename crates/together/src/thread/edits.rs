//! What an edit sends of a thing, checked field by field.

use ground::web::Refusal;
use serde::Serialize;
use serde_json::{Value, json};

use super::actions::fields::TITLE;
use super::{Field, rules};

/// The fields an edit sends, checked. What is not sent stays as it is.
#[derive(Default)]
pub struct Edits(pub(crate) Vec<(&'static Field, Value)>);

impl Edits {
    /// The title.
    pub fn title(&mut self, sent: Option<&str>) -> Result<(), Refusal> {
        self.put(&TITLE, sent, rules::title)
    }

    /// A text of several lines, which a form calls by the name of its field.
    pub fn text(&mut self, field: &'static Field, sent: Option<&str>) -> Result<(), Refusal> {
        self.put(field, sent, |words| rules::text(field.name, words))
    }

    /// Any other field, with what makes the value the journal keeps of what was sent.
    pub fn put<S, T: Serialize>(
        &mut self,
        field: &'static Field,
        sent: Option<S>,
        checked: impl FnOnce(S) -> Result<T, Refusal>,
    ) -> Result<(), Refusal> {
        if let Some(sent) = sent {
            self.0.push((field, json!(checked(sent)?)));
        }
        Ok(())
    }
}
