//! The roles of one person in a product.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use ground::ui;
use ground::web::{Failure, FormPairs, Result};
use maud::{Markup, html};

use crate::journal::AnyAction;
use crate::people::actions::{Step, perform};
use crate::people::pages::administrators_only;
use crate::people::store::Person;
use crate::people::{PersonId, store};
use crate::roles::members::actions::{Give, Take};
use crate::roles::rules::Role;
use crate::visit::{Flash, Page, Visit, go_to, open};

/// `GET /{product}/settings/people/{person}`.
pub(in crate::people) async fn show(visit: Visit, Path((_, person)): Path<(String, String)>) -> Result<Response> {
    administrators_only(&visit.signed)?;
    let (person, held) = load(&visit, &person).await?;
    let title = format!("Roles of {}", person.name);
    let lead = html! { "Giving a role says which decisions are theirs; all members are told." };
    let back = visit.at("settings");
    let body = html! {
        .page.page-narrow {
            (ui::page_head(&title, lead, html! {}))
            form.stack-s #roles-of method="post" action=(visit.at(format!("settings/people/{}", person.id))) {
                (visit.signed.hidden_fields())
                (picks(&held))
                .line.wrap {
                    (ui::button("Save the roles").main())
                    (ui::link_button("Back", &back).quiet())
                }
            }
        }
    };
    let crumbs = vec![("Settings", back.clone())];
    visit
        .page(Page { title: &person.name, place: "-", crumbs, topics: vec!["member".into()], body, ..Page::default() })
        .await
}

/// `POST /{product}/settings/people/{person}`: what is ticked is given, what is not is taken.
pub(in crate::people) async fn change(
    visit: Visit,
    Path((_, person)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = open(&visit.signed, &headers, &body)?;
    administrators_only(&visit.signed)?;
    let (person, held) = load(&visit, &person).await?;
    let wanted: Vec<Role> = form.all("roles").filter_map(Role::of_code).collect();
    settle(&visit, &person, &held, &wanted).await
}

/// `POST /{product}/settings/leave`: takes every role, also those for teams.
pub(in crate::people) async fn take_all(visit: Visit, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form: FormPairs = open(&visit.signed, &headers, &body)?;
    administrators_only(&visit.signed)?;
    let (person, held) = load(&visit, form.get("person").unwrap_or_default()).await?;
    let take = |(role, team): &(Role, i64)| -> Box<dyn AnyAction> {
        Box::new(Take { person: person.id, role: *role, team: *team })
    };
    let actions = held.iter().map(take).collect();
    perform(visit.app(), vec![Step { actor: visit.signed.actor(), scope: visit.product.id, actions }]).await?;
    Ok(back(&visit, format!("{} has no role here any more", person.name)))
}

/// Gives and takes what differs; roles for teams stay as they are.
async fn settle(visit: &Visit, person: &Person, held: &[(Role, i64)], wanted: &[Role]) -> Result<Response> {
    let has = |role: Role| held.contains(&(role, 0));
    let mut actions: Vec<Box<dyn AnyAction>> = Vec::new();
    for role in Role::ALL.iter().copied() {
        match (has(role), wanted.contains(&role)) {
            (false, true) => actions.push(Box::new(Give { person: person.id, role, team: 0 })),
            (true, false) => actions.push(Box::new(Take { person: person.id, role, team: 0 })),
            _ => {}
        }
    }
    perform(visit.app(), vec![Step { actor: visit.signed.actor(), scope: visit.product.id, actions }]).await?;
    Ok(back(visit, format!("Roles of {} changed", person.name)))
}

fn back(visit: &Visit, said: String) -> Response {
    go_to(visit.app(), &visit.at("settings"), Some(Flash { said, undo: None }))
}

async fn load(visit: &Visit, person: &str) -> Result<(Person, Vec<(Role, i64)>)> {
    let id: PersonId = person.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = visit.read().await?;
    let person = store::by_id(&mut tx, id).await?.filter(|person| person.ended_at.is_none());
    let person = person.ok_or(Failure::NotFound)?;
    let held = crate::roles::store::roles_of(&mut tx, visit.product.id, id).await?;
    Ok((person, held))
}

fn picks(held: &[(Role, i64)]) -> Markup {
    let teams: Vec<_> = held.iter().filter(|(_, team)| *team != 0).collect();
    ui::fieldset(
        "For the whole product",
        html! {
            .picks {
                @for role in Role::ALL {
                    label {
                        (ui::checkbox("roles", role.label()).value(role.code()).on(held.contains(&(*role, 0))).bare())
                        (role.label())
                    }
                }
            }
            @if !teams.is_empty() {
                p.note { "Also for teams: " @for (role, team) in teams { (role.label()) ", T-" (team) "; " } "these stay." }
            }
        },
    )
}
