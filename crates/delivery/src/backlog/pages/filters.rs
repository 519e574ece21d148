//! The filters, as chips: one that is set is taken away by its cross.

use ground::ui::{self, choice};
use maud::{Markup, html};
use together::words::counted;

use super::{Pick, Rows, Shown, View};
use crate::stories::rules::StoryType;

/// Points to filter by.
const POINTS: [i64; 7] = [1, 2, 3, 5, 8, 13, 21];

impl Shown<'_> {
    /// The row of filters, and how the list is arranged.
    pub(super) fn filters(&self) -> Markup {
        let filter = format!(
            "{}{}edit=filter",
            self.at(&self.view.with(|_| {})),
            if self.view.saved().is_empty() { "?" } else { "&" }
        );
        let arranged = |by_feature: bool| self.at(&self.view.with(|view| view.by_feature = by_feature));
        let (in_order, by_feature) = (arranged(false), arranged(true));
        html! {
            .filters {
                (self.feature_chip()) (self.goal_chip()) (self.points_chip())
                @for (label, without) in self.others() { (set(&label, &self.at(&without))) }
                a.btn.btn-quiet.btn-s href=(filter) data-open="filter" data-filter { (ui::icon("filter")) "Filter" (ui::kbd("/")) }
                @if !self.view.is_whole() { span.small.faint { (self.found()) } }
                @if let Some(view) = self.views.iter().find(|view| view.query == self.view.saved()) {
                    form method="post" action=(self.visit.action("view.forget")) data-stay {
                        (self.visit.signed.hidden_fields())
                        input type="hidden" name="view" value=(view.id);
                        (ui::button("Forget this view").quiet().small())
                    }
                }
                @if !self.view.asked {
                    span.push.line {
                        (ui::seg_links("Arrange", &[
                            ui::tab("Order", &in_order).current(!self.view.by_feature),
                            ui::tab("By feature", &by_feature).current(self.view.by_feature),
                        ]))
                    }
                }
            }
        }
    }

    /// How many stories the filters let through, as far as this page knows.
    fn found(&self) -> String {
        let rows = match &self.rows {
            Rows::Lines(lines) => lines.len(),
            Rows::Groups(rows, _) => rows.len(),
        };
        match (&self.view.after, &self.next) {
            (None, None) => counted(i64::try_from(rows).unwrap_or(i64::MAX), "story", "stories"),
            (None, Some(_)) => format!("The first {rows}"),
            (Some(_), _) => String::new(),
        }
    }

    fn feature_chip(&self) -> Markup {
        let with = |pick: Option<Pick>| self.at(&self.view.with(|view| view.feature = pick));
        match self.view.feature {
            Some(Pick::None) => set("Feature: none", &with(None)),
            Some(Pick::Of(key)) => {
                let name =
                    self.features.iter().find(|(number, _)| *number == key.number).map(|(_, title)| title.clone());
                set(&format!("Feature: {}", name.unwrap_or_else(|| key.to_string())), &with(None))
            }
            None => {
                let key = |number: i64| together::thread::Key::new(together::thread::Kind::Feature, number);
                unset(
                    "Feature: any",
                    html! {
                        @for (number, title) in &self.features { a href=(with(Some(Pick::Of(key(*number))))) { span.clip { (title) } } }
                        a href=(with(Some(Pick::None))) { "No feature" }
                        hr;
                        a href=(self.visit.at("features")) { (ui::icon("feature")) "All features" }
                    },
                )
            }
        }
    }

    fn goal_chip(&self) -> Markup {
        let with = |goal| self.at(&self.view.with(|view| view.goal = goal));
        match self.view.goal {
            Some(key) => {
                let name = self.goals.iter().find(|(number, _)| *number == key.number).map(|(_, title)| title.clone());
                set(&format!("Goal: {}", name.unwrap_or_else(|| key.to_string())), &with(None))
            }
            None => {
                let key = |number: i64| together::thread::Key::new(together::thread::Kind::Goal, number);
                unset(
                    "Goal: any",
                    html! {
                        @for (number, title) in &self.goals { a href=(with(Some(key(*number)))) { span.clip { (title) } } }
                        @if self.goals.is_empty() { a href=(self.visit.at("goals")) { "No goals yet" } }
                    },
                )
            }
        }
    }

    fn points_chip(&self) -> Markup {
        let with = |points| self.at(&self.view.with(|view| view.points = points));
        match self.view.points {
            Some(points) => set(&format!("Points: up to {points}"), &with(None)),
            None => unset(
                "Points: any",
                html! {
                    @for points in POINTS { a href=(with(Some(points))) { "Up to " (points) } }
                },
            ),
        }
    }

    /// What else is filtered, each with the view without it.
    fn others(&self) -> Vec<(String, View)> {
        let view = &self.view;
        let mut set: Vec<(String, View)> = Vec::new();
        if let Some(of_type) = view.of_type {
            set.push((format!("Type: {}", of_type.code()), view.with(|view| view.of_type = None)));
        }
        if let Some(ready) = view.ready {
            set.push((if ready { "Ready" } else { "Not ready" }.to_owned(), view.with(|view| view.ready = None)));
        }
        if view.gaps {
            set.push(("Broken thread".to_owned(), view.with(|view| view.gaps = false)));
        }
        if let Some(release) = view.release {
            let name = match release {
                Pick::None => "none".to_owned(),
                Pick::Of(key) => {
                    let found = self.releases.iter().find(|ahead| ahead.number == key.number);
                    found.map_or_else(|| key.to_string(), |ahead| ahead.title.clone())
                }
            };
            set.push((format!("Release: {name}"), view.with(|view| view.release = None)));
        }
        if let Some(owner) = view.owner {
            let name = self.members.iter().find(|(id, _)| *id == owner).map_or("somebody", |(_, name)| name);
            set.push((format!("With: {name}"), view.with(|view| view.owner = None)));
        }
        if !view.words.is_empty() {
            set.push((format!("“{}”", view.words), view.with(|view| view.words.clear())));
        }
        set
    }

    /// The form with everything one can filter by, as a dialog or in the page.
    pub(super) fn filter_form(&self, in_page: bool) -> Markup {
        let view = &self.view;
        let types: Vec<_> = std::iter::once(choice("", "Any type"))
            .chain(StoryType::ALL.map(|of_type| choice(of_type.code(), of_type.label())))
            .collect();
        let ready = [choice("", "Ready or not"), choice("yes", "Ready"), choice("no", "Not ready")];
        let gaps = [choice("", "Any thread"), choice("yes", "Broken above the story")];
        let releases: Vec<(String, &str)> =
            self.releases.iter().map(|ahead| (format!("RL-{}", ahead.number), ahead.title.as_str())).collect();
        let releases: Vec<_> = [choice("", "Any release"), choice("none", "No release")]
            .into_iter()
            .chain(releases.iter().map(|(key, title)| choice(key, title)))
            .collect();
        let members: Vec<(String, &str)> =
            self.members.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
        let members: Vec<_> =
            std::iter::once(choice("", "Anybody")).chain(members.iter().map(|(id, name)| choice(id, name))).collect();
        let text = |value: Option<String>| value.unwrap_or_default();
        let fields = html! {
            .stack-s {
                @for (name, value) in self.kept_by_filter() { input type="hidden" name=(name) value=(value); }
                (ui::field("q", "Words").id("filter-q").value(&view.words).kind("search"))
                (ui::field("type", "Type").id("filter-type").select(&types).value(view.of_type.map_or("", StoryType::code)))
                (ui::field("ready", "Ready").id("filter-ready").select(&ready).value(match view.ready { Some(true) => "yes", Some(false) => "no", None => "" }))
                (ui::field("gaps", "Thread").id("filter-gaps").select(&gaps).value(if view.gaps { "yes" } else { "" }))
                (ui::field("release", "Release").id("filter-release").select(&releases).value(&text(view.release.map(|release| release.to_string()))))
                (ui::field("owner", "With").id("filter-owner").select(&members).value(&text(view.owner.map(|owner| owner.to_string()))))
            }
        };
        let buttons = html! {
            a.btn.btn-quiet href=(self.visit.at(super::LIST)) { "Clear all filters" }
            (ui::button("Show these").main())
        };
        let address = self.visit.at(super::LIST);
        if in_page {
            return html! { form.stack-s method="get" action=(address) { (fields) .line { (buttons) } } };
        }
        html! {
            dialog.dialog #filter aria-labelledby="filter-h" {
                form method="get" action=(address) { header { h2 #filter-h { "Filter the backlog" } } div { (fields) } footer { (buttons) } }
            }
        }
    }

    /// What the form does not ask about and keeps as it is.
    fn kept_by_filter(&self) -> Vec<(&'static str, String)> {
        let view = &self.view;
        let kept = [
            ("view", view.sprint.then(|| "sprint".to_owned())),
            ("by", view.by_feature.then(|| "feature".to_owned())),
            ("sort", view.asked.then(|| "asked".to_owned())),
            ("feature", view.feature.map(|feature| feature.to_string())),
            ("goal", view.goal.map(|goal| goal.to_string())),
            ("points", view.points.map(|points| points.to_string())),
        ];
        kept.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// A filter that is set.
fn set(label: &str, without: &str) -> Markup {
    html! { a.chip href=(without) aria-label={ (label) ". Take this filter away" } { (label) (ui::icon("x")) } }
}

/// A filter that is not: a menu of what it can be set to.
fn unset(label: &str, list: Markup) -> Markup {
    html! { (ui::menu(label).chip().list(list)) }
}
