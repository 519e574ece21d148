//! The first page of a product without anything in it: begin anywhere on the thread.

use ground::ui;
use maud::{Markup, html};
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

pub(super) fn page(visit: &Visit) -> Markup {
    let kept = visit.kept("vision.set");
    html! {
        .page.page-narrow {
            nav.thread aria-label="Thread of the new product" {
                ol {
                    @for (call, kind, question, path) in PLACES {
                        li.missing data-call=(call) { a href=(visit.at(path)) { small { (kind) } span { (question) } } }
                    }
                }
            }
            (ui::page_head("Begin anywhere on the thread", "Tandem hangs every story on a reason. Start at either end; the open places show what is missing.", ""))
            ol.begin {
                (bring(visit))
                li {
                    (ui::icon_lg("vision"))
                    div { h2 { "Start from a vision" } p { "One sentence is enough. The manager’s end of the thread." } }
                    .more {
                        form.field method="post" action=(visit.action("vision.set")) {
                            (visit.signed.hidden_fields())
                            input type="hidden" name="next" value=(visit.at("vision"));
                            label for="title" { "In one sentence: who is it for, and what will be different for them?" }
                            .line.wrap {
                                input.input.grow #title name="title" placeholder="A book in every pocket in Port Ellery"
                                    value=(kept.and_then(|kept| kept.value("title")).unwrap_or_default())
                                    aria-invalid=[kept.and_then(|kept| kept.error("title")).map(|_| "true")];
                                (ui::button("Set the vision").main())
                            }
                            @if let Some(error) = kept.and_then(|kept| kept.error("title")) { p.error role="alert" { (error) } }
                        }
                    }
                }
                (look_around(visit))
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

fn look_around(visit: &Visit) -> Markup {
    html! {
        @if visit.who().administrator {
            li {
                (ui::icon_lg("book"))
                div {
                    h2 { "Look around first" }
                    p { "Shelf, a city library’s lending app, with its goals, needs, stories, requests and sprints. Yours to change; remove it when you have seen enough." }
                }
                form method="post" action="/example" { (visit.signed.hidden_fields()) (ui::button("Open the example")) }
            }
        }
    }
}
