//! The head of the page: what it holds, whose call the order is, and the views.

use ground::ui;
use maud::{Markup, html};
use together::roles::rules::Right;
use together::words::{counted, grouped};

use super::{Shown, View};
use crate::pieces::press;

/// A tab: its name, its view, and how many stories it holds where that is known.
type Tab<'a> = (&'a str, String, Option<i64>);

impl Shown<'_> {
    /// The title, the sentence below it, and what can be done.
    pub(super) fn head(&self) -> Markup {
        let total = self.total;
        let lead = html! {
            (counted(total.stories, "story", "stories")) ", " (counted(total.points, "point", "points")) (self.in_the_sprint()) ". " (self.whose_order()) (self.what_fits())
        };
        let new = format!("{}?new=1", self.visit.at(super::LIST));
        let label = press(self.visit, &self.marks, Right::WriteStory, "New story", "Propose a story");
        let actions = html! {
            (self.marks.line("Order", Right::OrderBacklog))
            (ui::link_button(label, &new).main().icon("plus").kbd("C").attr("data-open", "new-story").attr("data-key", "c"))
        };
        ui::page_head("Product backlog", lead, actions)
    }

    /// What the running sprint has taken stands in its own backlog, which is one step away.
    fn in_the_sprint(&self) -> Markup {
        let Some(running) = self.running_sprint.as_ref().filter(|running| running.left > 0) else { return html! {} };
        let page = self.visit.at(format!("SP-{}", running.number));
        html! { ", and " (grouped(running.left)) " more in " a.link href=(page) { (running.title) } }
    }

    fn whose_order(&self) -> String {
        match self.marks.decider(Right::OrderBacklog) {
            Some(role) => format!("The order is {}’s call", self.names.of(role)),
            None => "Nobody decides the order".to_owned(),
        }
    }

    /// How much fits a sprint and a release, which is typed in until velocity is measured.
    fn what_fits(&self) -> Markup {
        let own = self.next_sprint.as_ref().filter(|sprint| sprint.capacity.is_some());
        let sprint = own.map_or("a sprint", |sprint| sprint.title.as_str());
        let address = format!("{}?edit=fit", self.visit.at(super::LIST));
        let fits = match (self.fits_sprint, self.visit.product.release_capacity) {
            (Some(points), Some(release)) => {
                format!("{} points fit {sprint} and {} the release, as ", grouped(points), grouped(release))
            }
            (Some(points), None) => format!("{} points fit {sprint}, as ", grouped(points)),
            (None, Some(release)) => format!("{} points fit the release, as ", grouped(release)),
            (None, None) => {
                let link = html! { a.link href=(address) data-open="fit" { "say how much fits" } };
                return html! { "; " (link) (if self.has_sprints() { " a sprint or a release." } else { " a release." }) };
            }
        };
        html! { "; " (fits) a.link href=(address) data-open="fit" { "typed in" } "." }
    }

    /// The views: those that are always there, and those somebody saved.
    pub(super) fn tabs(&self) -> Markup {
        let now = self.view.saved();
        // The same view stays the current one however it is arranged.
        let in_order = self.view.with(|view| view.by_feature = false).query();
        let tab = |(name, query, count): Tab<'_>| {
            let is_current = query == now || query == in_order;
            html! {
                a href=(format!("{}{query}", self.visit.at(super::LIST))) aria-current=[is_current.then_some("true")] {
                    (name) @if let Some(count) = count { " " (ui::count(grouped(count))) }
                }
            }
        };
        let save = format!(
            "{}{}save=1",
            self.visit.at(super::LIST),
            if now.is_empty() { "?".into() } else { format!("{now}&") }
        );
        html! {
            nav.tabs aria-label="Views" {
                @for view in self.built_in() { (tab(view)) }
                @for view in &self.views { (tab((&view.name, view.query.clone(), None))) }
                a.faint href=(save) data-open="save-view" { (ui::icon("plus")) "Save this view" }
            }
        }
    }

    fn built_in(&self) -> Vec<Tab<'_>> {
        let of = |change: fn(&mut View)| View::default().with(change).query();
        let sprint = self.next_sprint.as_ref().map_or("Next sprint", |sprint| sprint.title.as_str());
        let mut tabs = vec![("Everything", String::new(), Some(self.total.stories))];
        if self.has_sprints() {
            tabs.push((sprint, of(|view| view.sprint = true), self.fits));
        }
        tabs.push(("Not ready", of(|view| view.ready = Some(false)), Some(self.total.stories - self.total.ready)));
        tabs.push(("Most asked", of(|view| view.asked = true), None));
        tabs.push(("Gaps", of(|view| view.gaps = true), Some(self.total.gaps)));
        tabs
    }
}
