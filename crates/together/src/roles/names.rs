//! The people behind the roles, as pages name them.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::rules::{Role, RoleSet};
use super::store::{self, Holder};
use crate::people::PersonId;
use crate::products::ProductId;
use crate::words::first_name;

/// Who has which role in a product.
#[derive(Debug, Clone, Default)]
pub struct Names(Vec<Holder>);

impl Names {
    /// Loads them, in one query.
    pub async fn load(tx: &mut Tx, product: ProductId) -> Result<Self> {
        store::named_holders(tx, product).await.map(Self)
    }

    /// A role inside a sentence: “Tomas” where one person has it, else “the product owner”.
    pub fn of(&self, role: Role) -> String {
        let mut people = self.0.iter().filter(|holder| holder.role == role);
        match people.next() {
            // One person may have a role in several teams.
            Some(one) if people.all(|other| other.person == one.person) => first_name(&one.name).to_owned(),
            _ => role.named().to_owned(),
        }
    }

    /// Several roles inside a sentence: “Ines and Tomas”.
    pub fn of_all(&self, roles: RoleSet) -> String {
        let names: Vec<_> = roles.iter().map(|role| self.of(role)).collect();
        match names.as_slice() {
            [] => "nobody".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// The name of a member.
    pub fn find(&self, person: PersonId) -> Option<&str> {
        self.0.iter().find(|holder| holder.person == person).map(|holder| holder.name.as_str())
    }

    /// A person's picture; the ring says the role they acted in or, where that is not known, the first they have.
    pub fn avatar(&self, person: PersonId, name: &str, role: Option<Role>) -> Markup {
        let role = role.or_else(|| self.main_role(person));
        let (initials, label) = (ui::initials(name), role.map(|role| role.label().to_lowercase()).unwrap_or_default());
        let mark = role.and_then(Role::css);
        html! { (ui::Avatar { initials: &initials, name, role: &label, role_mark: mark, large: false }) }
    }

    /// The first role of a member, in the order of the matrix.
    pub fn main_role(&self, person: PersonId) -> Option<Role> {
        Role::MEMBERS.into_iter().find(|role| self.has(person, *role))
    }

    fn has(&self, person: PersonId, role: Role) -> bool {
        self.0.iter().any(|holder| holder.person == person && holder.role == role)
    }
}
