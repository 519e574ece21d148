//! What the pages of this floor share.

use discovery::demand::Demand;
use discovery::demand::pages::figures;
use ground::ui;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::{Right, RightSet, Role};
use together::thread::{Key, Thing};
use together::visit::{Visit, without};
use together::words::{counted, grouped};

use crate::stories::store::Asking;

/// Whose call a fact is: the mark of the two voices, or the word of another role.
pub(crate) fn whose(marks: &Marks, right: Right) -> Markup {
    match marks.decider(right) {
        Some(role) if !matches!(role, Role::ProductManager | Role::ProductOwner | Role::BusinessLeader) => {
            html! { span.push.small.faint { (role.short()) } }
        }
        _ => marks.call(right),
    }
}

/// What a button says: what it does for those whose call it is, that it proposes for all others.
pub(crate) fn press<'a>(
    visit: &Visit,
    marks: &Marks,
    rights: impl Into<RightSet>,
    acts: &'a str,
    proposes: &'a str,
) -> &'a str {
    if rights.into().iter().all(|right| marks.acts(visit, right)) { acts } else { proposes }
}

/// The form that changes what a thing says, in the place of what it says.
pub(crate) struct Editing<'v> {
    visit: &'v Visit,
    thing: &'v Thing,
    what: &'static str,
    /// Its fields as they are shown.
    pub(crate) form: Form<'v>,
}

impl<'v> Editing<'v> {
    /// The form for one kind of thing, if the address asks for it or it was refused.
    pub(crate) fn asked(visit: &'v Visit, what: &'static str, thing: &'v Thing) -> Option<Self> {
        let form = Form::about(visit, &format!("{what}.edit"), "thing", thing.key());
        let wanted = form.refused() || asked(visit, "edit").as_deref() == Some(what);
        wanted.then_some(Self { visit, thing, what, form })
    }

    /// The form around its fields.
    pub(crate) fn around(&self, fields: &Markup, button: &str) -> Markup {
        let Self { visit, thing, what, form } = self;
        html! {
            section aria-label={ "Change the " (what) } {
                form.stack-s id={ (what) "-edit" } method="post" action=(visit.action(&format!("{what}.edit"))) {
                    (back_hidden(visit))
                    input type="hidden" name="thing" value=(thing.key());
                    input type="hidden" name="seen" value=(form.seen(thing.seq));
                    (form.trouble())
                    (fields)
                    .line {
                        (ui::button(button).main())
                        a.btn.btn-quiet href=(without_edit(visit)) { "Cancel" }
                    }
                }
            }
        }
    }
}

/// The fields every form carries, coming back to the page as it is when nothing is edited.
pub(crate) fn back_hidden(visit: &Visit) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(visit.who().csrf);
        input type="hidden" name="next" value=(without_edit(visit));
        input type="hidden" name="back" value=(visit.signed.path);
    }
}

/// The address of this page with nothing being edited.
pub(crate) fn without_edit(visit: &Visit) -> String {
    without(&visit.signed.path, "edit")
}

/// The address of this page with something being edited.
pub(crate) fn with_edit(visit: &Visit, what: &str) -> String {
    let address = without_edit(visit);
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}edit={what}")
}

/// The page of one thing: its thread, its head, what is said of it, and its facts beside that.
pub(crate) struct Object<'a> {
    pub(crate) thread: Markup,
    pub(crate) thing: &'a Thing,
    pub(crate) actions: Markup,
    pub(crate) stack: Markup,
    pub(crate) rail: Markup,
}

impl Object<'_> {
    /// The body of the page.
    pub(crate) fn draw(&self) -> Markup {
        html! {
            .page {
                .object {
                    (self.thread)
                    .object-head {
                        div { span.id { (self.thing.key()) } h1 { (self.thing.title) } }
                        .actions { (self.actions) }
                    }
                    .object-body {
                        .stack { (self.stack) }
                        aside.rail.stack aria-label="Facts" { (self.rail) }
                    }
                }
            }
        }
    }
}

/// A button that moves a thing to a state.
pub(crate) fn step(visit: &Visit, action: &str, thing: &Thing, state: &str, button: &Markup) -> Markup {
    html! {
        form method="post" action=(visit.action(action)) data-stay {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(thing.key());
            input type="hidden" name="state" value=(state);
            (button)
        }
    }
}

/// What else can be done to a row of an ordered list on a story, beside its words: another place, and away with it. The actions
/// are those of its noun, which is also what they call it.
pub(crate) fn move_or_remove(visit: &Visit, noun: &str, id: &str, place: i64) -> Markup {
    html! {
        .line.wrap {
            form.line method="post" action=(visit.action(&format!("{noun}.move"))) {
                (visit.signed.hidden_fields())
                input type="hidden" name=(noun) value=(id);
                (ui::field("to", "Place").id(&format!("place-{id}")).bare().value(&place.to_string()).attr("inputmode", "numeric").attr("size", "2"))
                (ui::button("Move").small())
            }
            form method="post" action=(visit.action(&format!("{noun}.remove"))) {
                (back_hidden(visit))
                input type="hidden" name=(noun) value=(id);
                (ui::button("Remove").small().quiet())
            }
        }
    }
}

/// A form of one field that changes one fact: its label above, its button beside it.
pub(crate) struct FactForm<'a> {
    pub(crate) action: &'a str,
    pub(crate) thing: Key,
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) button: &'a str,
}

impl FactForm<'_> {
    /// The form around its field.
    pub(crate) fn around(&self, visit: &Visit, field: ui::Field<'_>) -> Markup {
        html! {
            form method="post" action=(visit.action(self.action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(self.thing);
                .field {
                    label for=(self.id) { (self.label) }
                    .line { (field.id(self.id).bare()) (ui::button(self.button).small()) }
                    @if !self.hint.is_empty() { small { (self.hint) } }
                }
            }
        }
    }
}

/// What was refused, for the scripts that show a refusal while the page stays as it is.
pub(crate) fn refusal(visit: &Visit) -> Markup {
    let refusal = visit.signed.kept.as_ref().and_then(|kept| kept.failure.refusal());
    html! { @if let Some(refusal) = refusal { p.vh data-refusal { (refusal.message) } } }
}

/// A pair of the query of the page that is shown.
pub(crate) fn asked(visit: &Visit, name: &str) -> Option<String> {
    visit.asked(name)
}

/// What is asked of a row: people, those who said how important it is, the sum of that, worth; nothing for all where nobody
/// asks.
pub(crate) fn demand_of([people, voices, importance, value]: [Option<i64>; 4]) -> Demand {
    let [people, voices, importance, value] = [people, voices, importance, value].map(Option::unwrap_or_default);
    Demand { people, voices, importance, value, ..Demand::default() }
}

/// Who asks for a thing.
pub(crate) fn asked_for_by(visit: &Visit, marks: &Marks, demand: &Demand, asking: &[Asking]) -> Markup {
    let requests = demand.requests;
    let head = ui::sec_head("Asked for by").aside(marks.line("Place requests", Right::PlaceRequest));
    html! {
        section #asked {
            @if requests == 0 {
                (head)
                p.dim { "No request asks for this yet. " a.link href=(visit.at("requests")) { "Look through the requests" } }
            } @else {
                (head.count(counted(requests, "request", "requests")))
                (figures(demand))
                (asking_rows(visit, requests, asking))
            }
        }
    }
}

/// The requests that ask for a thing as a whole, the most important of them.
pub(crate) fn asking_rows(visit: &Visit, requests: i64, asking: &[Asking]) -> Markup {
    html! {
        ul.rows {
            @for one in asking.iter() {
                li.row.row-stackable {
                    div {
                        .clip { a href=(visit.at(format!("R-{}", one.number))) { span.id { "R-" (one.number) } " " (one.title) } }
                        @if let Some(who) = asker(one) { .sub { (who) } }
                    }
                    span.line {
                        (ui::chip(importance_in_words(one.importance)))
                        span.asked-n { (counted(one.people, "person", "people")) @if let Some(value) = one.value { ", worth " (grouped(value)) } }
                    }
                }
            }
        }
        @if requests > i64::try_from(asking.len()).unwrap_or(i64::MAX) {
            p.note { "The " (asking.len()) " most important of " (counted(requests, "request", "requests")) "." }
        }
    }
}

fn asker(one: &Asking) -> Option<String> {
    match (&one.contact, &one.customer) {
        (Some(contact), Some(customer)) => Some(format!("{contact}, {customer}")),
        (Some(name), None) | (None, Some(name)) => Some(name.clone()),
        (None, None) => None,
    }
}

fn importance_in_words(importance: i64) -> &'static str {
    match importance {
        3 => "Critical",
        2 => "Important",
        1 => "Nice to have",
        _ => "Not important",
    }
}
