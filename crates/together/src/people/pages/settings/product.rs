//! The product itself: its name, how much fits, its removal.

use axum::response::Response;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use crate::people::pages::administrators_only;
use crate::products::rules::{CapacityOf, Mode, Phase};
use crate::roles::marks::Marks;
use crate::roles::rules::{Right, Role};
use crate::visit::{Page, Visit};
use crate::words::upper_first;

/// The section of the settings.
pub(super) fn section(visit: &Visit, marks: &Marks) -> Markup {
    let remove = visit.at("settings/remove");
    let label = format!("Remove {}", visit.product.name);
    html! {
        section #product {
            (ui::sec_head("Product").aside(html! { span { "Key " (visit.product.key) ", in every address, never changed" } }))
            .halves {
                @if visit.product.in_sprints() { (capacity(visit, marks, CapacityOf::Sprint, visit.product.sprint_capacity)) }
                (capacity(visit, marks, CapacityOf::Release, visit.product.release_capacity))
                (phase(visit, marks))
                @if visit.who().administrator {
                    (name(visit))
                    (delivery(visit))
                    @if visit.product.example { (forget(visit)) }
                    @else { div { (ui::link_button(&label, &remove).quiet().icon("ban")) } }
                }
            }
        }
    }
}

fn name(visit: &Visit) -> Markup {
    let kept = visit.kept("product.rename");
    let value = kept.and_then(|kept| kept.value("name")).unwrap_or(&visit.product.name);
    let field = ui::field("name", "Name").id("product-name").value(value).bare();
    let field = field.error(kept.and_then(|kept| kept.error("name"))).attr("autocomplete", "off").required();
    html! {
        form.field #product-rename method="post" action=(visit.action("product.rename")) {
            (visit.signed.hidden_fields())
            label for="product-name" { "Name" }
            .line { (field) (ui::button("Save the name")) }
        }
    }
}

fn delivery(visit: &Visit) -> Markup {
    let modes = Mode::ALL.map(|mode| ui::choice(mode.code(), mode.label()));
    html! {
        form #product-deliver method="post" action=(visit.action("product.deliver")) {
            (visit.signed.hidden_fields())
            (ui::fieldset("How it is delivered", html! {
                .line.wrap {
                    (ui::seg("mode", "How it is delivered", &modes, &visit.product.mode))
                    (ui::button("Save"))
                }
            }))
        }
    }
}

/// The phase of its life; whoever does not decide it proposes.
fn phase(visit: &Visit, marks: &Marks) -> Markup {
    let now = Phase::ALL.into_iter().find(|phase| phase.code() == visit.product.phase);
    if !visit.roles.iter().any(|(role, _)| *role != Role::Customer) {
        return html! { p { "Phase " (marks.call(Right::MovePhase)) ": " (now.map_or("not known", Phase::label)) } };
    }
    let labels = Phase::ALL.map(|phase| (phase.code(), upper_first(phase.label())));
    let choices: Vec<_> = labels.iter().map(|(code, label)| ui::choice(code, label)).collect();
    let field = ui::field("phase", "Phase").id("product-phase").select(&choices).value(&visit.product.phase).bare();
    let send = if marks.acts(visit, Right::MovePhase) { "Save" } else { "Propose it" };
    html! {
        form.field #product-move-phase method="post" action=(visit.action("product.move_phase")) {
            (visit.signed.hidden_fields())
            label for="product-phase" { "Phase " (marks.call(Right::MovePhase)) }
            .line { (field) (ui::button(send)) }
        }
    }
}

/// The example goes in one click: it can be loaded again.
fn forget(visit: &Visit) -> Markup {
    html! {
        form #product-forget method="post" action="/do/product.forget" {
            (visit.signed.hidden_fields())
            input type="hidden" name="example" value=(visit.product.id);
            input type="hidden" name="next" value="/products/new";
            p { (ui::button("Remove the example").late().icon("ban")) }
            p.note { "Nothing of it stays. It can be loaded again." }
        }
    }
}

/// Points that fit; whoever does not decide it proposes.
fn capacity(visit: &Visit, marks: &Marks, of: CapacityOf, points: Option<i64>) -> Markup {
    let (code, label) = match of {
        CapacityOf::Sprint => ("sprint", "Points that fit a sprint"),
        CapacityOf::Release => ("release", "Points that fit the next release"),
    };
    let right = of.right();
    if !visit.roles.iter().any(|(role, _)| *role != Role::Customer) {
        let fit = points.map_or("not known".to_owned(), |points| points.to_string());
        return html! { p { (label) " " (marks.call(right)) ": " (fit) } };
    }
    let kept = visit.kept("product.capacity").filter(|kept| kept.value("of") == Some(code));
    let points = points.map(|points| points.to_string()).unwrap_or_default();
    let value = kept.and_then(|kept| kept.value("points")).unwrap_or(&points);
    let id = format!("capacity-{code}");
    let field = ui::field("points", label).id(&id).kind("number").value(value).attr("min", "1").bare();
    let field = field.error(kept.and_then(|kept| kept.error("points")));
    let send = if marks.acts(visit, right) { "Save" } else { "Propose it" };
    html! {
        form.field id=(format!("fit-{code}")) method="post" action=(visit.action("product.capacity")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="of" value=(code);
            label for=(id) { (label) " " (marks.call(right)) }
            .line { (field) (ui::button(send)) }
        }
    }
}

/// `GET /{product}/settings/remove`: a removal asks.
pub(in crate::people) async fn ask(visit: Visit) -> Result<Response> {
    administrators_only(&visit.signed)?;
    let (title, back) = (format!("Remove {}?", visit.product.name), visit.at("settings"));
    let lead = "Nobody sees it any more, and its links and tokens lead nowhere. Nothing is lost: an administrator can bring it back from the workspace’s page. Its key stays taken.";
    let body = html! {
        .page.page-narrow {
            (ui::page_head(&title, lead, html! {}))
            form.line.wrap #product-remove method="post" action=(visit.action("product.remove")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value="/workspace";
                (ui::button("Remove it").late())
                (ui::link_button("Keep it", &back))
            }
        }
    };
    let crumbs = vec![("Settings", visit.at("settings"))];
    visit.page(Page { title: "Remove", place: "-", crumbs, body, ..Page::default() }).await
}
