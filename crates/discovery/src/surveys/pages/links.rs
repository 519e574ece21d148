//! The links of a survey: made here, shown once, closed.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::form::Form;
use together::journal::{Manner, act};
use together::people::rules::Sealed;
use together::people::{again, shown_once, to_copy};
use together::thread::Key;
use together::visit::{Page, Visit, open, token_hash};
use together::words::ago;

use super::one;
use crate::surveys::actions::link::MakeLink;
use crate::surveys::store::{Link, Survey};

/// `POST /{product}/surveys/link`: makes a link and shows it this once.
pub(super) async fn make(mut visit: Visit, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form = open(&visit.signed, &headers, &body)?;
    let survey: Key = form.get("survey").unwrap_or_default().parse().map_err(|_| Failure::NotFound)?;
    let whom = form.get("whom").unwrap_or_default().to_owned();
    let secret = visit.app().ids.secret();
    let link = Sealed(token_hash(&secret));
    let make = MakeLink { survey, whom: whom.clone(), link };
    let done = act(visit.app(), &visit.signed.actor(), visit.product.id, vec![Box::new(make)], Manner::default()).await;
    match done {
        Ok(_) => {
            let address = format!("{}/survey?link={secret}", visit.app().settings.address(&headers));
            shown(&visit, survey, &whom, &address).await
        }
        Err(failure) => {
            visit.signed = again(visit.signed, "survey.link", form, failure)?;
            let mut page = one::show(visit, survey).await?;
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
    }
}

async fn shown(visit: &Visit, survey: Key, whom: &str, address: &str) -> Result<Response> {
    let whom = whom.trim();
    let back = visit.at(survey);
    let (lead, label) = match whom.is_empty() {
        true => ("It is shown this once. Whoever has it can answer, each browser once.", "The open link".to_owned()),
        false => (
            "It is shown this once. It takes one answer; a second one takes the place of the first.",
            format!("For {whom}"),
        ),
    };
    let body = html! {
        .page.page-narrow {
            (ui::page_head("Copy the link now", lead, html! {}))
            .stack-s {
                (to_copy("link", "survey-link", &label, address))
                div.line.wrap { (ui::link_button("Look at it", address)) (ui::link_button("Back to the survey", &back).icon("back").quiet()) }
            }
        }
    };
    let crumbs = vec![("Surveys", visit.at("surveys")), ("Survey", back.clone())];
    let page = Page { title: "Its link", place: "needs", crumbs, body, ..Page::default() };
    Ok(shown_once(visit.page(page).await?))
}

/// The links there are, and the form that makes one.
pub(super) fn section(visit: &Visit, survey: &Survey, links: &[Link]) -> Markup {
    let form = Form::of(visit, "survey.link");
    html! {
        section #links.stack-s {
            (ui::sec_head("Its links").count(links.len()))
            @if survey.state == "open" {
                form.stack-s method="post" action=(visit.at("surveys/link")) data-turbo="false" {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="survey" value=(survey.key());
                    (form.trouble())
                    (ui::field("whom", "For one person").id("link-whom").attr("placeholder", "Empty: for whoever has it").value(&form.value("whom", "")).error(form.error("whom")))
                    div { (ui::button("Make a link").small()) }
                }
            } @else {
                p.dim.small { "Links are made, and can be answered, while it is open." }
            }
            ul.rows { @for link in links { (row(visit, survey, link)) } }
        }
    }
}

fn row(visit: &Visit, survey: &Survey, link: &Link) -> Markup {
    let name = if link.for_whom.is_empty() { "For whoever has it" } else { &link.for_whom };
    html! {
        li.row id=(format!("link-{}", link.name)) {
            div {
                .t.clip { (name) }
                .sub { span { "made " (ago(link.made_at, visit.signed.now).to_lowercase()) } @if link.answered { span { "answered" } } }
            }
            form method="post" action=(visit.action("survey.close_link")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="survey" value=(survey.key());
                input type="hidden" name="link" value=(link.name);
                (ui::button("Close").small().quiet().attr("aria-label", &format!("Close the link: {name}")))
            }
        }
    }
}
