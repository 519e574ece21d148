//! The first page of a product without anything in it: begin anywhere on the thread.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::app::Offered;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::Visit;

/// What stands at each place of an empty thread: who calls it, its kind, the question it asks, where it is answered.
const PLACES: [(&str, &str, &str, &str); 6] = [
    ("manager", "Vision", "For whom, and what changes?", "vision"),
    ("manager", "Goal", "How would you measure it?", "goals?new=1"),
    ("owner", "Need", "What do they need?", "needs?new=1"),
    ("both", "Feature", "What would you offer?", "features?new=1"),
    ("owner", "Story", "What is built first?", "backlog?new=1"),
    ("manager", "Release", "When is it out?", "releases?new=1"),
];

/// Draws it.
pub(super) async fn page(visit: &Visit, tx: &mut Tx) -> Result<Markup> {
    let marks = Marks::load(tx, visit, &[Right::SetVision]).await?;
    Ok(html! {
        .page.page-narrow {
            nav.thread aria-label="Thread of the new product" {
                ol {
                    @for (call, kind, question, path) in PLACES {
                        li.missing data-call=(call) { a href=(visit.at(path)) { small { (kind) } span { (question) } } }
                    }
                }
            }
            (ui::page_head("Begin anywhere on the thread", "Tandem hangs every story on a reason. Start at either end; the open places show what is missing.", ""))
            ol.begin { (bring(visit)) (vision(visit, &marks)) (look_around(visit)) }
            (together_with(visit))
        }
    })
}

fn vision(visit: &Visit, marks: &Marks) -> Markup {
    let kept = visit.kept("vision.set");
    let error = kept.and_then(|kept| kept.error("title"));
    let press = if marks.acts(visit, Right::SetVision) { "Set the vision" } else { "Propose the vision" };
    html! {
        li {
            (ui::icon_lg("vision"))
            div {
                h2 { "Start from a vision " (marks.call(Right::SetVision)) }
                p { "One sentence is enough. The manager’s end of the thread." }
            }
            .more {
                form.field method="post" action=(visit.action("vision.set")) {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="next" value=(visit.at("vision"));
                    label for="title" { "In one sentence: who is it for, and what will be different for them?" }
                    .line.wrap {
                        input.input.grow #title name="title" placeholder="A book in every pocket in Port Ellery"
                            value=(kept.and_then(|kept| kept.value("title")).unwrap_or_default())
                            aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "title-e")];
                        (ui::button(press).main())
                    }
                    @if let Some(error) = error { p.error #title-e role="alert" { (error) } }
                }
            }
        }
    }
}

fn bring(visit: &Visit) -> Markup {
    html! {
        li {
            (ui::icon_lg("upload"))
            div {
                h2 { "Bring what you have" }
                p { "A spreadsheet saved as CSV, or an export from the tool you use today. You see every row before anything is saved, and one key takes it all back." }
            }
            (ui::link_button("Choose a file", &visit.at("import")).icon("upload"))
        }
    }
}

/// The example, where the program offers one and the visitor may open it.
fn look_around(visit: &Visit) -> Markup {
    let offers = visit.app().offers(Offered::Instead).filter(|_| visit.who().administrator);
    html! {
        @for offer in offers {
            li {
                (ui::icon_lg("book"))
                div {
                    h2 { "Look around first" }
                    p { "Shelf, a city library’s lending app, with its goals, needs, stories, requests and sprints, and people in every role. You become its manager and owner; remove it when you have seen enough." }
                }
                form method="post" action=(offer.address) {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="next" value="/{key}";
                    (ui::button(offer.label))
                }
            }
        }
    }
}

fn together_with(visit: &Visit) -> Markup {
    html! {
        @if visit.who().administrator {
            p.note {
                "Working with someone? " a.link href=(visit.at("settings/invite")) { "Invite them" }
                " and say who decides what. You can also wear both hats yourself."
            }
        }
    }
}
