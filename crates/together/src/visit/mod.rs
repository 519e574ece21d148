//! One request by one person to one product: who they are, what they may see, whether their page has changed.
//!
//! [`Visit`] is the extractor of every page of a product. It finds the session, the product and the roles with one query.
//! A page that is unchanged since the person last fetched it is answered right here with 304, so no handler has to
//! think of it; a product that is not theirs to see is 404.
//!
//! Also here: doing, extract, flash, page, queue, seen.

mod doing;
mod extract;
mod flash;
mod page;
mod queue;
mod seen;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use doing::{do_in_product, do_in_workspace, open};
pub(crate) use doing::{go_to, is_local};
pub use extract::{Guest, SESSION_COOKIE, token_hash};
pub use flash::Flash;
pub use page::{Page, failure_page};
pub use queue::Queue;
pub use seen::Noting;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Failure, FormPairs, Result};

use crate::app::App;
use crate::journal::{Actor, Via};
use crate::people::PersonId;
use crate::products::{Product, ProductId};
use crate::roles::rules::{Hats, Role};

/// A signed-in person.
#[derive(Debug, Clone)]
pub struct Who {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail, with which they sign in.
    pub email: String,
    /// Administrator of the workspace.
    pub administrator: bool,
    /// Counts what only they see.
    pub seq: i64,
    /// The token their forms carry.
    pub csrf: String,
    /// The hash of their session's token, which is its name in the database.
    pub session: String,
    /// Their chosen theme, `light`, `dark` or empty.
    pub theme: String,
}

/// A person at the workspace, outside any product.
#[derive(Clone)]
pub struct Signed {
    /// The program.
    pub app: App,
    /// Who they are.
    pub who: Who,
    /// What the last action said, shown once.
    pub flash: Option<Flash>,
    /// A form that was refused, to be shown again.
    pub kept: Option<Kept>,
    /// The validator of this page, unless it has something to say once.
    pub etag: Option<String>,
    /// Path and query of this request.
    pub path: String,
    /// This request, as the tab that sent it calls it.
    pub request: String,
    /// When the request came.
    pub now: Ts,
    /// The sequence of the workspace when it came.
    pub workspace_seq: i64,
    /// The name of the workspace.
    pub workspace: String,
}

/// An address without the pair of this name in its query.
pub fn without(address: &str, name: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let is_it = |pair: &&str| pair.split('=').next() == Some(name);
    let left: Vec<&str> = query.split('&').filter(|pair| !is_it(pair)).collect();
    if left.is_empty() { path.to_owned() } else { format!("{path}?{}", left.join("&")) }
}

/// A member of a product at one of its pages.
#[derive(Clone)]
pub struct Visit {
    /// The person and the request.
    pub signed: Signed,
    /// The product.
    pub product: Product,
    /// The roles they have in it, each with the number of its team.
    pub roles: Vec<(Role, i64)>,
}

/// What holds of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has ended, or its person has.
    Over,
    /// It goes on; with the product that was named, if it is theirs to see, and its sequence.
    Holds(Option<(ProductId, i64)>),
}

/// What a person wrote into a form that was refused.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The action the form was for.
    pub action: String,
    /// What was in it.
    pub pairs: FormPairs,
    /// Why it was refused.
    pub failure: Failure,
}

impl Signed {
    /// A snapshot of the database to read the page from.
    pub async fn read(&self) -> Result<Tx> {
        Ok(self.app.db.read().await?)
    }

    /// The person as an actor through pages.
    pub fn actor(&self) -> Actor {
        Actor::person(self.who.id, self.who.administrator, Via::Web, self.request.clone())
    }

    /// What holds now of a session that was found a while ago, and of a product it looked into.
    pub async fn standing(&self, product_key: &str) -> Result<Standing> {
        let found = store::find(&self.app.db, &self.who.session, product_key, self.app.clock.now()).await?;
        let Some(found) = found else { return Ok(Standing::Over) };
        let mut roles = found.roles.as_deref().unwrap_or_default().split(',').filter(|role| !role.is_empty());
        let member = found.administrator || roles.any(|role| !role.starts_with(Role::Customer.code()));
        Ok(Standing::Holds(found.product.zip(found.product_seq).filter(|_| member)))
    }

    /// The form that was refused, if it was for this action.
    pub fn kept(&self, action: &str) -> Option<&Kept> {
        self.kept.as_ref().filter(|kept| kept.action == action)
    }
}

impl Visit {
    /// A pair of the query of the page that is shown; an empty one asks for nothing.
    pub fn asked(&self, name: &str) -> Option<String> {
        let (_, query) = self.signed.path.split_once('?')?;
        FormPairs::parse(query.as_bytes()).ok()?.take(name).filter(|value| !value.is_empty())
    }

    /// The program.
    pub fn app(&self) -> &App {
        &self.signed.app
    }

    /// The person.
    pub fn who(&self) -> &Who {
        &self.signed.who
    }

    /// A snapshot of the database to read the page from.
    pub async fn read(&self) -> Result<Tx> {
        self.signed.read().await
    }

    /// The address of something in this product: `visit.at("backlog")` is `/shelf/backlog`.
    pub fn at(&self, path: impl std::fmt::Display) -> String {
        format!("/{}/{path}", self.product.key)
    }

    /// Where the form of an action posts to.
    pub fn action(&self, name: &str) -> String {
        format!("/{}/do/{name}", self.product.key)
    }

    /// The roles as hats, for the matrix.
    pub fn hats(&self) -> Hats {
        self.roles.iter().copied().collect()
    }

    /// Whether they have a role, anywhere in the product.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(held, _)| *held == role)
    }

    /// The role their desk is of: the first of their roles in the order of the matrix.
    pub fn main_role(&self) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| self.has(*role))
    }

    /// The form that was refused, if it was for this action.
    pub fn kept(&self, action: &str) -> Option<&Kept> {
        self.signed.kept(action)
    }
}

impl Kept {
    /// What was written into a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.pairs.get(field)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.failure
            .refusal()
            .filter(|refusal| refusal.field.as_deref() == Some(field))
            .map(|refusal| refusal.message.as_str())
    }

    /// What is wrong with no field in particular.
    pub fn general_error(&self) -> Option<String> {
        match self.failure.refusal() {
            Some(refusal) if refusal.field.is_some() => None,
            _ => Some(self.failure.message()),
        }
    }
}
