//! The forms that lie over the list. Each can also be asked for as part of the page, for those without a script.

use ground::ui::{self, choice};
use maud::{Markup, html};
use together::form::Form;
use together::roles::rules::Right;

use super::Shown;
use crate::pieces::{asked, press};
use crate::stories::rules::StoryType;

impl Shown<'_> {
    /// All of them; `writes` when the form of a new story stands in the page already.
    pub(super) fn dialogs(&self, writes: bool) -> Markup {
        let edits = asked(self.visit, "edit");
        html! {
            @if !writes { (self.new_story(false)) }
            @if asked(self.visit, "save").is_none() { (self.save_view(false)) }
            @if edits.as_deref() != Some("filter") { (self.filter_form(false)) }
            @if edits.as_deref() != Some("fit") { (self.fit(false)) }
            (self.bulk_dialogs())
            datalist #features { @for (number, title) in &self.features { option value={ "F-" (number) } { (title) } } }
        }
    }

    /// The form of a new story.
    pub(super) fn new_story(&self, in_page: bool) -> Markup {
        let kept = Form::of(self.visit, "story.write");
        let wanted_for = asked(self.visit, "for").filter(|key| key.starts_with("F-")).unwrap_or_default();
        let feature = kept.value("feature", &wanted_for);
        let types = StoryType::ALL.map(|of_type| choice(of_type.code(), of_type.label()));
        let line = |name: &'static str, id: &'static str, label: &'static str| {
            html! { (ui::field(name, label).id(id).value(&kept.value(name, "")).error(kept.error(name))) }
        };
        let title = ui::field("title", "Title, or “As a … I want … so that …”").id("new-title");
        let fields = html! {
            .stack-s {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="next" value=(format!("{}?open={{key}}", self.visit.at(super::LIST)));
                (kept.trouble())
                .stack-s data-lint=(self.visit.at("stories/lint")) {
                    (title.value(&kept.value("title", "")).error(kept.error("title")).beside(self.marks.call(Right::WriteStory)))
                    (line("role", "new-role", "As a")) (line("means", "new-means", "I want")) (line("end", "new-end", "so that"))
                    .stack-s data-lint-list aria-live="polite" {}
                }
                .fields {
                    (ui::field("type", "Type").id("new-type").select(&types).value(&kept.value("type", StoryType::UserStory.code())))
                    (ui::field("feature", "Feature").id("new-feature").value(&feature).error(kept.error("feature")).attr("list", "features").attr("placeholder", "F-12"))
                }
            }
        };
        let label = press(self.visit, &self.marks, Right::WriteStory, "Write it", "Propose it");
        let frame = Frame { id: "new-story", title: "New story", action: &self.visit.action("story.write") };
        let again = kept.has("role");
        self.framed(&frame, in_page, again, &fields, label)
    }

    /// The form that saves the state of the list.
    pub(super) fn save_view(&self, in_page: bool) -> Markup {
        let kept = Form::of(self.visit, "view.save");
        let fields = html! {
            .stack-s {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="list" value=(super::LIST);
                input type="hidden" name="query" value=(self.view.saved());
                (ui::field("name", "Name").id("view-name").required().value(&kept.value("name", "")).error(kept.error("name")).attr("maxlength", "40"))
                (ui::checkbox("shared", "Everybody sees it").id("view-shared").value("true"))
            }
        };
        let frame = Frame { id: "save-view", title: "Save this view", action: &self.visit.action("view.save") };
        self.framed(&frame, in_page, kept.refused(), &fields, "Save")
    }

    /// How much fits a sprint and a release.
    pub(super) fn fit(&self, in_page: bool) -> Markup {
        let product = &self.visit.product;
        let form = |of: &'static str, label: &'static str, points: Option<i64>, right: Right| {
            let kept = Form::about(self.visit, "product.capacity", "of", of);
            let stored = points.map(|points| points.to_string()).unwrap_or_default();
            let value = kept.value("points", &stored);
            let id = format!("fit-{of}");
            html! {
                form.line.wrap method="post" action=(self.visit.action("product.capacity")) {
                    (self.visit.signed.hidden_fields())
                    input type="hidden" name="of" value=(of);
                    (ui::field("points", label).id(&id).value(&value).error(kept.error("points")).attr("inputmode", "numeric").beside(self.marks.call(right)))
                    (ui::button(press(self.visit, &self.marks, right, "Save", "Propose")).small())
                }
            }
        };
        let body = html! {
            .stack-s {
                @if self.has_sprints() { (form("sprint", "Points that fit a sprint", product.sprint_capacity, Right::PlanSprint)) }
                (form("release", "Points that fit the next release", product.release_capacity, Right::ScopeRelease))
                @if let Some(sprint) = self.next_sprint.as_ref().filter(|sprint| sprint.capacity.is_some()) {
                    p.small { a.link href=(self.visit.at(sprint.key())) { (sprint.title) } " says for itself how much fits it." }
                }
                p.small.faint {
                    "The lines across the list are drawn where these end. "
                    @if self.has_sprints() { a.link href=(self.visit.at("sprints")) { "Sprints" } " and " }
                    a.link href=(self.visit.at("releases")) { "releases" } " give them their names and days."
                }
            }
        };
        if in_page {
            return html! { section { (ui::sec_head("How much fits")) (body) } };
        }
        let again = self.visit.kept("product.capacity").is_some();
        html! { (ui::dialog("fit", "How much fits").body(body).now(again)) }
    }

    fn bulk_dialogs(&self) -> Markup {
        let releases: Vec<(String, &str)> =
            self.releases.iter().map(|ahead| (format!("RL-{}", ahead.number), ahead.title.as_str())).collect();
        let releases: Vec<_> = std::iter::once(choice("", "No release"))
            .chain(releases.iter().map(|(key, title)| choice(key, title)))
            .collect();
        let says = |right: Right, acts: &'static str, proposes: &'static str| {
            press(self.visit, &self.marks, right, acts, proposes)
        };
        let to = ui::field("to", "Where").id("bulk-to").hint("A rank, “top”, “bottom”, or “after S-219”").required();
        let feature =
            ui::field("feature", "Feature").id("bulk-to-feature").attr("list", "features").attr("placeholder", "F-12");
        let feature = feature.hint("Its key; names are offered while you type. Empty takes them out of theirs.");
        let release = ui::field("release", "Release").id("bulk-to-release").select(&releases);
        let sprints = self.sprints_to_choose();
        let sprints: Vec<_> = sprints.iter().map(|(key, title)| choice(key, title)).collect();
        let next = sprints.first().map_or("", |choice| choice.value);
        let sprint = ui::field("sprint", "Sprint").id("bulk-to-sprint").select(&sprints).value(next);
        let points =
            ui::field("points", "Points").id("bulk-points").attr("inputmode", "numeric").attr("data-from", ".num");
        html! {
            (self.bulk_dialog("bulk-move", "Move", "backlog.move", to, says(Right::OrderBacklog, "Move", "Propose the order")))
            (self.bulk_dialog("bulk-feature", "Feature of", "stories.place_in_feature", feature, says(Right::DefineFeature, "Place", "Propose")))
            @if self.has_sprint_to_choose() {
                (self.bulk_dialog("bulk-sprint", "Sprint of", "sprint.choose", sprint, says(Right::PlanSprint, "Choose", "Propose")))
            }
            (self.bulk_dialog("bulk-release", "Release of", "stories.ship_in", release, says(Right::ScopeRelease, "Place", "Propose")))
            (self.bulk_dialog("bulk-estimate", "Estimate", "story.estimate", points.hint("Empty takes the estimate away."), says(Right::RateEffort, "Estimate", "Propose")))
        }
    }

    /// The sprints stories can be chosen for, the next one first, and that of none.
    fn sprints_to_choose(&self) -> Vec<(String, &str)> {
        let next = self.next_sprint.iter().map(|sprint| (sprint.key().to_string(), sprint.title.as_str()));
        let running =
            self.running_sprint.iter().map(|running| (format!("SP-{}", running.number), running.title.as_str()));
        next.chain(running).chain([(String::new(), "No sprint")]).collect()
    }

    fn bulk_dialog(
        &self,
        id: &'static str,
        verb: &'static str,
        action: &str,
        field: ui::Field<'_>,
        label: &str,
    ) -> Markup {
        let form = Form::of(self.visit, action);
        // The menu of a row opens the same form for that row alone, and it comes back for that row.
        let kept = self.visit.kept(action).map(|kept| kept.pairs.all("thing").collect::<Vec<_>>()).unwrap_or_default();
        let one = if let [one] = kept[..] { Some(one) } else { None };
        let title =
            html! { (verb) " " span data-subject="the selected stories" { (one.unwrap_or("the selected stories")) } };
        let names = ["to", "feature", "release", "sprint", "points"];
        let error = names.iter().find_map(|name| form.error(name));
        let value = names.iter().map(|name| form.value(name, "")).find(|value| !value.is_empty()).unwrap_or_default();
        let field = if value.is_empty() { field } else { field.value(&value) };
        let fields = html! { (self.visit.signed.hidden_fields()) (field.error(error)) };
        let action = self.visit.action(action);
        html! {
            dialog.dialog id=(id) aria-labelledby={ (id) "-h" } data-now[error.is_some()] data-for=[one] {
                form id={ (id) "-f" } method="post" action=(action) data-bulk { (inside(id, &title, &fields, label)) }
            }
        }
    }

    /// A form in its frame: over the list, or in the page.
    fn framed(&self, frame: &Frame<'_>, in_page: bool, again: bool, fields: &Markup, label: &str) -> Markup {
        let Frame { id, title, action } = frame;
        if in_page {
            return html! {
                form.stack-s id=(id) method="post" action=(action) {
                    (ui::sec_head(title))
                    (fields)
                    .line { (ui::button(label).main()) a.btn.btn-quiet href=(self.at(&self.view.with(|_| {}))) { "Cancel" } }
                }
            };
        }
        html! {
            dialog.dialog id=(id) aria-labelledby={ (id) "-h" } data-now[again] {
                form id={ (id) "-f" } method="post" action=(action) { (inside(id, &html! { (title) }, fields, label)) }
            }
        }
    }
}

/// The parts of a dialog’s form.
fn inside(id: &str, title: &Markup, fields: &Markup, label: &str) -> Markup {
    html! {
        header { h2 id={ (id) "-h" } { (title) } }
        div { (fields) }
        footer { (ui::button("Cancel").quiet().script().attr("data-close", "")) (ui::button(label).main()) }
    }
}

/// The frame of a form.
struct Frame<'a> {
    id: &'a str,
    title: &'a str,
    action: &'a str,
}
