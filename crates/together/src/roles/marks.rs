//! The mark that says whose call a decision is: two halves, the manager's and the owner's, the deciding half inked.

use ground::db::Tx;
use ground::web::Result;
use maud::{Markup, html};

use super::rules::{Call, Hats, Matrix, Right, Role, Scope};
use super::store;
use crate::visit::Visit;

/// Whose call some decisions are in a product, for the marks of one page.
#[derive(Default)]
pub struct Marks {
    matrix: Matrix,
    everybody: Hats,
    both: bool,
}

/// Those of some rights that are a visitor's to decide, in one query, for what draws no marks.
pub async fn decided(tx: &mut Tx, visit: &Visit, rights: &[Right]) -> Result<Vec<Right>> {
    let matrix = store::rows(tx, visit.product.id, rights).await?;
    let decider = |right: Right| matrix.who_decides(right, Scope::PRODUCT, &Hats::default()).decider();
    let theirs = |right: &Right| decider(*right).is_some_and(|role| visit.has(role));
    Ok(rights.iter().copied().filter(theirs).collect())
}

impl Marks {
    /// Loads what the marks of these rights need, in two queries.
    pub async fn load(tx: &mut Tx, visit: &Visit, rights: &[Right]) -> Result<Self> {
        let product = visit.product.id;
        let matrix = store::rows(tx, product, rights).await?;
        let everybody = store::held(tx, product).await?;
        let both = store::one_person_both_hats(tx, product).await?;
        Ok(Self { matrix, everybody, both })
    }

    /// The mark of a decision.
    pub fn call(&self, right: Right) -> Markup {
        let call = self.who(right);
        let words = format!("Whose call: {}", call.in_words());
        let decider = call.decider();
        let Some(voice) = self.voice(&call) else {
            let name = decider.map_or("Nobody", Role::plural);
            return html! { span.call role="img" aria-label=(words) { b { (name) } } };
        };
        let proposes = [Role::ProductManager, Role::ProductOwner]
            .into_iter()
            .find(|role| call.proposes.contains(*role) && Some(*role) != decider)
            .and_then(Role::css)
            .filter(|_| voice != "both");
        html! {
            span.call data-call=(voice) data-proposes=[proposes] role="img" aria-label=(words) { b { "PM" } b { "PO" } }
        }
    }

    /// The mark with a word before it.
    pub fn line(&self, word: &str, right: Right) -> Markup {
        html! { span.call-line { (word) " " (self.call(right)) } }
    }

    /// The role that decides, if exactly one does.
    pub fn decider(&self, right: Right) -> Option<Role> {
        self.who(right).decider()
    }

    /// Whether this visitor has the role that decides, so that what waits for a decision waits for them.
    pub fn decides(&self, visit: &Visit, right: Right) -> bool {
        self.decider(right).is_some_and(|role| visit.has(role))
    }

    /// Whether this visitor decides, or may act at once: what they press is done rather than proposed.
    pub fn acts(&self, visit: &Visit, right: Right) -> bool {
        matches!(
            self.matrix.ruling(right, Scope::PRODUCT, &visit.hats(), &self.everybody),
            super::rules::Ruling::Acts { .. }
        )
    }

    /// The rows of these rights.
    pub(crate) fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// The roles anybody has.
    pub(crate) fn everybody(&self) -> &Hats {
        &self.everybody
    }

    fn who(&self, right: Right) -> Call {
        self.matrix.who_decides(right, Scope::PRODUCT, &self.everybody)
    }

    fn voice(&self, call: &Call) -> Option<&'static str> {
        match call.decider()? {
            Role::ProductManager | Role::ProductOwner if self.both => Some("both"),
            Role::ProductManager => Some("manager"),
            Role::ProductOwner => Some("owner"),
            Role::BusinessLeader => Some("leader"),
            _ => None,
        }
    }
}
