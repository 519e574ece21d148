//! The table of the people of a product.

use ground::clock::Ts;
use ground::ui::{self, State};
use maud::{Markup, html};

use crate::people::store::doors::Waiting;
use crate::people::store::members::Listed;
use crate::roles::rules::Role;
use crate::visit::Visit;
use crate::words;

/// What the table shows.
pub(super) struct People<'a> {
    /// Some of them.
    pub(super) listed: &'a [Listed],
    /// How many there are.
    pub(super) all: i64,
    /// Who was asked in and has not come yet.
    pub(super) waiting: &'a [Waiting],
}

/// The section of the settings.
pub(super) fn section(visit: &Visit, people: &People<'_>) -> Markup {
    let shown = format!("{} of {}", people.listed.len(), people.all);
    let aside = "A person may have several roles; the one that gave the right is kept with each change";
    html! {
        section #people {
            (ui::sec_head("People").count(shown).aside(html! { span { (aside) } }))
            @if visit.who().administrator { (forms(visit)) }
            (table(visit, people.listed))
            p.note { (more(visit, people)) "Being an administrator gives no decision." }
        }
        @if !people.waiting.is_empty() {
            section #invited {
                (ui::sec_head("Asked in").count(people.waiting.len()))
                (invitations(visit, people.waiting))
            }
        }
    }
}

/// The forms that the buttons of the rows send, once for all of them.
fn forms(visit: &Visit) -> Markup {
    html! {
        form #sign-out-person method="post" action="/do/person.sign_out" { (visit.signed.hidden_fields()) }
        form #reset-person method="post" action="/workspace/reset" data-turbo="false" { (visit.signed.hidden_fields()) }
        form #leave-person method="post" action=(visit.at("settings/leave")) { (visit.signed.hidden_fields()) }
    }
}

fn table(visit: &Visit, listed: &[Listed]) -> Markup {
    html! {
        table.table.words.mid-rows {
            colgroup { col.w-xl; col; col.w-xxl; col.w-m; col.w-xs; }
            thead {
                tr {
                    th scope="col" { "Name" }
                    th scope="col" { "E-mail" }
                    th scope="col" { "Roles" }
                    th.num scope="col" { "Last here" }
                    td {}
                }
            }
            tbody { @for person in listed { (row(visit, person)) } }
        }
    }
}

fn row(visit: &Visit, person: &Listed) -> Markup {
    let roles = held(person);
    let main = Role::ALL.iter().copied().find(|role| roles.iter().any(|(held, _)| held == role));
    let initials = ui::initials(&person.name);
    let avatar = ui::Avatar {
        initials: &initials,
        name: &person.name,
        role_mark: main.and_then(Role::css),
        ..ui::Avatar::default()
    };
    html! {
        tr id={ "person-" (person.id) } {
            th scope="row" { (ui::who(&avatar)) }
            td.dim { .clip { (person.email) } }
            td {
                span.line.wrap {
                    @for (role, team) in &roles { (role_chip(*role, *team)) }
                    @if person.administrator { span.small.faint { "administrator" } }
                }
            }
            td.num.small.faint data-l="last here" { (last_here(person, visit.signed.now)) }
            td.num { @if visit.who().administrator { (menu(visit, person)) } }
        }
    }
}

/// A role as everywhere: the two who share the product in their colours.
fn role_chip(role: Role, team: i64) -> Markup {
    let label = if team == 0 { role.label().to_owned() } else { format!("{}, T-{team}", role.label()) };
    let voice = role.css().filter(|_| role.mark().is_some());
    match voice {
        Some(voice) => html! { (ui::chip(&label).state(State::named(voice))) },
        None => html! { (ui::chip(&label)) },
    }
}

/// The roles of a listed person, each with the number of its team.
pub(super) fn held(person: &Listed) -> Vec<(Role, i64)> {
    let read = |text: &str| {
        let (role, team) = text.split_once(':')?;
        Some((Role::of_code(role)?, team.parse().ok()?))
    };
    let mut held: Vec<_> = person.roles.as_deref().unwrap_or_default().split(',').filter_map(read).collect();
    held.sort_unstable();
    held
}

/// When somebody was last seen: by a page they opened, or else by something they did.
pub(in crate::people) fn last_here(person: &Listed, now: Ts) -> String {
    const SOON: i64 = 10 * 60 * 1_000_000;
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    match person.seen_at.max(person.acted_at) {
        None => "never".to_owned(),
        Some(at) if now.0 - at.0 < SOON => "now".to_owned(),
        Some(at) if at.date_time().date() == Ts(now.0 - DAY).date_time().date() => "yesterday".to_owned(),
        Some(at) if at.date_time().date() == now.date_time().date() => format!("today {}", words::time_of_day(at)),
        Some(at) => words::ago(at, now),
    }
}

fn menu(visit: &Visit, person: &Listed) -> Markup {
    let (id, label) = (person.id.to_string(), format!("More for {}", person.name));
    let roles = visit.at(format!("settings/people/{id}"));
    let leave = format!("Remove from {}", visit.product.name);
    let items = html! {
        (ui::menu_item("Change roles").icon("roles").href(&roles))
        (ui::menu_item("Sign out everywhere").icon("lock").attr("form", "sign-out-person").named("person", &id))
        (ui::menu_item("Link for a new password").icon("link").attr("form", "reset-person").named("person", &id))
        hr;
        (ui::menu_item(&leave).icon("ban").attr("form", "leave-person").named("person", &id))
    };
    html! { (ui::menu(&label).quiet().small().end().id(&format!("menu-{id}")).list(items)) }
}

fn more(visit: &Visit, people: &People<'_>) -> Markup {
    let shown = i64::try_from(people.listed.len()).unwrap_or(i64::MAX);
    let last = people.listed.last().filter(|_| shown == crate::people::store::members::PAGE && shown < people.all);
    html! {
        @if let Some(last) = last {
            a.link href={ (visit.at("settings")) "?after=" (last.id) "#people" } { "More people" } ". "
        }
    }
}

fn invitations(visit: &Visit, waiting: &[Waiting]) -> Markup {
    let rows = waiting.iter().map(|invitation| {
        let roles: Vec<_> = invitation.roles.split(',').filter_map(Role::of_code).map(Role::label).collect();
        let until = words::date(invitation.expires_at, visit.signed.now);
        let sub = html! { "Asked in as " (roles.join(", ")) " · until " (until) };
        let email = invitation.email.as_deref().unwrap_or_default();
        ui::row(ui::row_text(email, sub)).icon("clock").stackable().actions(html! {
            form method="post" action="/do/invitation.withdraw" {
                (visit.signed.hidden_fields())
                input type="hidden" name="invitation" value=(invitation.name);
                (ui::button("Take it back").small().quiet())
            }
        })
    });
    html! { (ui::rows(rows)) }
}
