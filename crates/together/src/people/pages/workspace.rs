//! The workspace as administrators see it: everybody with an account, and products that were removed.

use axum::body::Bytes;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::settings::people::last_here;
use super::{administrators_only, again, shown_once, to_copy};
use crate::people::store::members::{self, Listed};
use crate::people::{self, PersonId, store};
use crate::products::{self, ProductId};
use crate::visit::{Flash, Signed, go_to, open};

/// Which people of a long list.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    after: Option<PersonId>,
}

/// `GET /workspace`.
pub(super) async fn show(signed: Signed, Query(asked): Query<Asked>) -> Result<Response> {
    page(&signed, asked.after).await
}

/// `POST /workspace/reset`: a link for a new password, shown once.
pub(super) async fn reset(signed: Signed, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    administrators_only(&signed)?;
    let person = person_in(form.get("person"))?;
    let path = match people::reset(&signed.app, signed.actor(), person).await {
        Ok(path) => path,
        Err(failure) => return page(&again(signed, "person.reset", form, failure)?, None).await,
    };
    let there = store::by_id(&mut signed.read().await?, person).await?.ok_or(Failure::NotFound)?;
    let address = format!("{}{path}", signed.app.settings.address(&headers));
    let body = html! {
        (to_copy("link", "link", "Link", &address))
        p { (ui::link_button("To the workspace", "/workspace").icon("back")) }
    };
    let lead = html! { "For " (there.name) ", once, within a day. It is shown this once; earlier ones open nothing any more." };
    Ok(shown_once(signed.gate("Copy the link now", lead, false, body)))
}

/// Whose account.
#[derive(Deserialize)]
pub(super) struct Whose {
    person: PersonId,
}

/// `GET /workspace/end?person=…`: an end asks.
pub(super) async fn ask(signed: Signed, Query(whose): Query<Whose>) -> Result<Response> {
    administrators_only(&signed)?;
    let there = store::by_id(&mut signed.read().await?, whose.person).await?;
    let person = there.filter(|person| person.ended_at.is_none()).ok_or(Failure::NotFound)?;
    let body = html! {
        form method="post" action="/workspace/end" {
            (signed.hidden_fields())
            input type="hidden" name="person" value=(person.id);
            .line.wrap {
                (ui::button("End it").late())
                (ui::link_button("Keep it", "/workspace"))
            }
        }
    };
    let title = format!("End the account of {}?", person.name);
    let lead = html! { "Sessions, tokens, open links and roles end with it. What " (person.name) " did stays. Inviting the same e-mail lets them in again." };
    Ok(signed.gate(&title, lead, false, body))
}

/// `POST /workspace/end`: ends an account.
pub(super) async fn end(signed: Signed, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    let person = person_in(form.get("person"))?;
    match people::end(&signed.app, &signed.actor(), person).await {
        Ok(()) => {
            let flash = Flash { said: "The account has ended; what was done with it stays".to_owned(), undo: None };
            Ok(go_to(&signed.app, "/workspace", Some(flash)))
        }
        Err(failure) => page(&again(signed, "person.end", form, failure)?, None).await,
    }
}

fn person_in(text: Option<&str>) -> Result<PersonId> {
    text.and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)
}

async fn page(signed: &Signed, after: Option<PersonId>) -> Result<Response> {
    administrators_only(signed)?;
    let mut tx = signed.read().await?;
    let listed = members::of_workspace(&mut tx, after).await?;
    let all = members::count(&mut tx).await?;
    let removed = products::store::hidden(&mut tx).await?;
    drop(tx);
    let body = html! {
        section #people aria-labelledby="people-h" {
            (ui::sec_head("People").id("people-h").count(format!("{} of {all}", listed.len())))
            (forms(signed))
            (ui::rows(listed.iter().map(|person| row(signed, person))))
            @if let Some(last) = listed.last().filter(|_| i64::try_from(listed.len()) == Ok(members::PAGE)) {
                p.note { a.link href={ "/workspace?after=" (last.id) } { "More people" } }
            }
            p.note { "People are invited from the settings of a product." }
        }
        @if !removed.is_empty() {
            section #removed aria-labelledby="removed-h" {
                (ui::sec_head("Removed products").id("removed-h").count(removed.len()))
                (ui::rows(removed.iter().map(|product| removed_row(signed, product))))
            }
        }
        p { (ui::link_button("To your desk", "/").icon("back")) " " (ui::link_button("New product", "/products/new").icon("plus")) }
    };
    Ok(signed.gate("Workspace", html! { "Accounts, whatever product they belong to" }, true, body))
}

/// The forms that the buttons of the rows send, once for all of them.
fn forms(signed: &Signed) -> Markup {
    html! {
        form #sign-out-person method="post" action="/do/person.sign_out" { (signed.hidden_fields()) }
        form #reset-person method="post" action="/workspace/reset" data-turbo="false" { (signed.hidden_fields()) }
        @for administrator in ["true", "false"] {
            form id={ "administer-" (administrator) } method="post" action="/do/person.administer" {
                (signed.hidden_fields())
                input type="hidden" name="administrator" value=(administrator);
            }
        }
    }
}

fn row<'a>(signed: &Signed, person: &Listed) -> ui::Row<'a> {
    let id = person.id.to_string();
    let (menu_id, end) = (format!("menu-{id}"), format!("/workspace/end?person={id}"));
    let label = format!("More for {}", person.name);
    let products = person.roles.as_deref().unwrap_or("no product");
    let here = if person.enters { last_here(person, signed.now) } else { "cannot sign in yet".to_owned() };
    let sub = html! { (person.email) " · " (products) " · " (here) };
    let title = html! { (person.name) @if person.administrator { " " span.small.faint { "administrator" } } };
    let (administer, word) = match person.administrator {
        true => ("administer-false", "No longer administrator"),
        false => ("administer-true", "Make administrator"),
    };
    let items = html! {
        (ui::menu_item("Link for a new password").icon("link").attr("form", "reset-person").named("person", &id))
        (ui::menu_item("Sign out everywhere").icon("lock").attr("form", "sign-out-person").named("person", &id))
        (ui::menu_item(word).icon("user").attr("form", administer).named("person", &id))
        hr;
        (ui::menu_item("End the account").icon("ban").href(&end))
    };
    let menu = ui::menu(&label).quiet().small().end().id(&menu_id).list(items);
    ui::row(ui::row_text(title, sub)).icon("user").actions(menu)
}

fn removed_row<'a>(signed: &Signed, (id, key, name): &(ProductId, String, String)) -> ui::Row<'a> {
    ui::row(ui::row_text(name, key)).icon("book").actions(html! {
        form method="post" action="/do/product.return" {
            (signed.hidden_fields())
            input type="hidden" name="product" value=(id);
            (ui::button("Bring it back").small())
        }
    })
}
