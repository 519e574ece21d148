//! The forms of customers and contacts.

use ground::ui;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;

use super::super::store::{Contact, Line};
use together::form::Form;

/// The pane that adds a customer.
pub(super) fn add(visit: &Visit, marks: &Marks) -> Markup {
    let form = Form::of(visit, "customer.add");
    let rates = marks.acts(visit, Right::RateValue);
    html! {
        aside.rail.stack aria-label="New customer" {
            section {
                .object-head { div { h2 { "New customer" } } }
                form.stack-s method="post" action=(visit.action("customer.add")) {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="next" value=(visit.at("{key}"));
                    (form.trouble())
                    (ui::field("title", "Name").id("customer-title").required().value(&form.value("title", "")).error(form.error("title")))
                    (ui::field("segment", "Segment").id("customer-segment").value(&form.value("segment", "")).error(form.error("segment")))
                    @if rates { (value(form, "")) }
                    (ui::field("text", "What there is to know").id("customer-text").text().value(&form.value("text", "")).error(form.error("text")))
                    div { (ui::button("Add the customer").main()) }
                }
            }
        }
    }
}

fn value(form: Form<'_>, stored: &str) -> Markup {
    html! {
        (ui::field("value", "Worth").id("customer-value").attr("inputmode", "numeric").hint("Money a year, or any other weight")
            .value(&form.value("value", stored)).error(form.error("value")))
    }
}

/// The menu of a customer.
pub(super) fn menu(visit: &Visit, customer: &Thing) -> Markup {
    let items = html! {
        a href=(visit.at(format!("{}?do=edit", customer.key()))) data-open="edit" { (ui::icon("edit")) "Change what is written" }
        hr;
        form method="post" action=(visit.action("thread.remove")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(customer.key());
            button type="submit" { (ui::icon("ban")) "Remove" }
        }
    };
    html! { (ui::menu("More").end().id("customer-more").list(items)) }
}

/// The dialog that the menu opens.
pub(super) fn dialogs(visit: &Visit, customer: &Thing, line: &Line, text: &str) -> Markup {
    let form = Form::of(visit, "customer.edit");
    let to = visit.action("customer.edit");
    let body = html! {
        (visit.signed.hidden_fields())
        input type="hidden" name="customer" value=(customer.key());
        input type="hidden" name="seen" value=(form.seen(customer.seq));
        (form.trouble())
        .stack-s {
            (ui::field("title", "Name").id("edit-title").required().value(&form.value("title", &customer.title)).error(form.error("title")))
            (ui::field("segment", "Segment").id("edit-segment").value(&form.value("segment", &line.segment)).error(form.error("segment")))
            (ui::field("text", "What there is to know").id("edit-text").text().value(&form.value("text", text)).error(form.error("text")))
        }
    };
    let footer = html! { button.btn.btn-quiet type="button" data-close { "Cancel" } (ui::button("Save").main()) };
    let now = form.refused() || visit.signed.path.ends_with("do=edit");
    let title = format!("Change {}", customer.title);
    html! { (ui::dialog("edit", &title).posts_to(&to).body(body).footer(footer).now(now)) }
}

/// The form that says what a customer is worth.
pub(super) fn worth(visit: &Visit, marks: &Marks, line: &Line) -> Markup {
    let form = Form::of(visit, "customer.set_value");
    let stored = line.value.map(|value| value.to_string()).unwrap_or_default();
    let press = if marks.acts(visit, Right::RateValue) { "Save" } else { "Propose" };
    html! {
        details #worth open[form.refused()] {
            summary.link.small { "Say what it is worth" }
            form.stack-s method="post" action=(visit.action("customer.set_value")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="customer" value=(line.key());
                (value(form, &stored))
                div { (ui::button(press).small()) }
            }
        }
    }
}

/// The form that changes a contact, opened in place.
pub(super) fn contact(visit: &Visit, customer: &Thing, contact: &Contact) -> Markup {
    let form = Form::about(visit, "contact.edit", "contact", contact.id);
    let id = |field: &str| format!("{field}-{}", contact.id);
    html! {
        details id=(id("change")) open[form.refused()] {
            summary.link.small { "Change" }
            form.stack-s method="post" action=(visit.action("contact.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="contact" value=(contact.id);
                input type="hidden" name="customer" value=(customer.key());
                (ui::field("name", "Name").id(&id("name")).required().value(&form.value("name", &contact.name)).error(form.error("name")))
                (ui::field("email", "E-mail").id(&id("email")).value(&form.value("email", contact.email.as_deref().unwrap_or_default())).error(form.error("email")))
                div { (ui::button("Save").small()) }
            }
        }
    }
}

/// The form that adds a contact.
pub(super) fn add_contact(visit: &Visit, customer: &Thing) -> Markup {
    let form = Form::of(visit, "contact.add");
    html! {
        details #add-contact open[form.refused()] {
            summary.link.small { "Add a contact" }
            form.stack-s method="post" action=(visit.action("contact.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="customer" value=(customer.key());
                (ui::field("name", "Name").id("contact-name").required().value(&form.value("name", "")).error(form.error("name")))
                (ui::field("email", "E-mail").id("contact-email").value(&form.value("email", "")).error(form.error("email")))
                div { (ui::button("Add").small()) }
            }
        }
    }
}
