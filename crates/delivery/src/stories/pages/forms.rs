//! The small forms that change one fact of a story.

use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::rules::Right;
use together::thread::Kind;
use together::visit::Visit;
use together::words::upper_first;

use super::Shown;
use crate::backlog::store::list;
use crate::pieces::{FactForm, press, with_edit};
use crate::poker;
use crate::stories::rules::split::may_be;
use crate::stories::rules::states;
use crate::{releases, sprints};

/// So many features and releases are offered.
const OFFERED: i64 = 200;

/// The buttons at the head of a story: the next step in full, the rest in a menu.
pub(super) fn head(visit: &Visit, shown: &Shown) -> Markup {
    let key = shown.key();
    let edit = with_edit(visit, "story");
    let (more, split) = (visit.at(format!("{key}/more")), visit.at(format!("{key}/split")));
    let says = |state, acts, proposes| press(visit, &shown.marks, shown.need(state), acts, proposes);
    let splits = may_be(&key.to_string(), &shown.thing.state).is_ok();
    html! {
        @if splits { (ui::link_button("Split", &split).icon("split").quiet().kbd("S").attr("data-key", "s")) }
        (ui::link_button("Edit", &edit).icon("edit").quiet())
        (ui::menu("More").end().list(html! {
            @if shown.place.is_some_and(|place| place > 1) {
                (one_button(visit, shown, "backlog.move", "to", "top", &html! {
                    (ui::menu_item(press(visit, &shown.marks, Right::OrderBacklog, "Move to top", "Propose to move to top")).icon("up"))
                }))
            }
            (poker::pages::begin(visit, &shown.marks, &shown.thing))
            (ui::menu_item("Everything one can do").href(&more).icon("more"))
            @if shown.thing.state == "dropped" {
                (one_button(visit, shown, "story.set_state", "state", "draft", &html! { (ui::menu_item(says("draft", "Bring it back", "Propose to bring it back")).icon("undo")) }))
            } @else if shown.thing.state != "done" {
                hr;
                (one_button(visit, shown, "story.drop", "", "", &html! {
                    (ui::menu_item(says("dropped", "Drop this story", "Propose to drop it")).icon("ban"))
                }))
            }
        }))
        (next_step(visit, shown))
    }
}

/// The one step that is likely next.
fn next_step(visit: &Visit, shown: &Shown) -> Markup {
    let state = shown.thing.state.as_str();
    match (state, &shown.next_sprint) {
        ("draft", Some(sprint)) => {
            let (choose, propose) = (format!("Choose for {}", sprint.title), format!("Propose for {}", sprint.title));
            let label = press(visit, &shown.marks, Right::PlanSprint, &choose, &propose);
            let sprint = format!("SP-{}", sprint.number);
            one_button(
                visit,
                shown,
                "sprint.choose",
                "sprint",
                &sprint,
                &html! { (ui::button(label).main().icon("sprint")) },
            )
        }
        ("draft" | "in sprint", _) => step(visit, shown, "in work", "Begin work"),
        ("in work", _) => step(visit, shown, "in review", "Ask for review"),
        ("in review", _) => step(visit, shown, "waiting for acceptance", "Ask for acceptance"),
        ("waiting for acceptance", _) if shown.tally.open > 0 => {
            html! { (ui::link_button("Review", "#criteria").main()) }
        }
        ("waiting for acceptance", _) => accept(visit, shown),
        _ => html! {},
    }
}

fn step(visit: &Visit, shown: &Shown, state: &str, label: &str) -> Markup {
    one_button(visit, shown, "story.set_state", "state", state, &html! { (ui::button(label).main()) })
}

fn accept(visit: &Visit, shown: &Shown) -> Markup {
    html! {
        form method="post" action=(visit.action("story.accept")) data-stay {
            (visit.signed.hidden_fields())
            input type="hidden" name="story" value=(shown.key());
            (ui::button(press(visit, &shown.marks, Right::AcceptStory, "Accept", "Propose to accept")).main())
        }
    }
}

/// A form that is one button.
pub(super) fn one_button(
    visit: &Visit,
    shown: &Shown,
    action: &str,
    name: &str,
    value: &str,
    button: &Markup,
) -> Markup {
    html! {
        form method="post" action=(visit.action(action)) data-stay {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(shown.key());
            @if !name.is_empty() { input type="hidden" name=(name) value=(value); }
            (button)
        }
    }
}

/// Taking it, where nobody has it; letting it go, for whoever has.
pub(super) fn hands(visit: &Visit, shown: &Shown) -> Markup {
    let (action, label) = match shown.thing.owner {
        None if !matches!(shown.thing.state.as_str(), "done" | "dropped") => ("story.take", "Take it"),
        Some(person) if person == visit.who().id => ("story.let_go", "Let it go"),
        _ => return html! {},
    };
    html! { span.push { (one_button(visit, shown, action, "", "", &html! { (ui::button(label).small().quiet()) })) } }
}

/// Saying what holds it up.
pub(super) fn block(visit: &Visit, shown: &Shown) -> Markup {
    let form = Form::about(visit, "story.block", "thing", shown.key());
    let around = FactForm {
        action: "story.block",
        thing: shown.key(),
        id: "story-because",
        label: "What holds it up",
        hint: "",
        button: "Say so",
    };
    let because = form.value("because", "");
    let field = ui::field("because", "What holds it up").value(&because);
    html! {
        details #block open[form.refused()] {
            summary.btn.btn-s { (ui::icon("ban")) "It is blocked" }
            (around.around(visit, field.error(form.error("because"))))
        }
    }
}

/// All of them, below one another.
pub(super) async fn all(visit: &Visit, tx: &mut Tx, shown: &Shown) -> Result<Markup> {
    let features = list::features(tx, visit.product.id, OFFERED).await?;
    let features: Vec<(String, String)> = features.into_iter().map(|(n, title)| (format!("F-{n}"), title)).collect();
    let releases = releases::store::ahead(tx, visit.product.id).await?;
    let releases: Vec<(String, String)> =
        releases.into_iter().map(|(n, title, _)| (format!("RL-{n}"), title)).collect();
    let (running, next) = sprints::store::now_and_next(tx, visit.product.id).await?;
    let running = running.map(|running| (format!("SP-{}", running.number), running.title));
    let sprints: Vec<_> = next.map(|next| (next.key().to_string(), next.title)).into_iter().chain(running).collect();
    Ok(html! {
        .stack-s {
            @if shown.place.is_some() { (rank(visit, shown)) }
            (points(visit, shown))
            (pick(visit, shown, &FEATURE, &features))
            @if visit.product.in_sprints() { (pick(visit, shown, &SPRINT, &sprints)) }
            (pick(visit, shown, &RELEASE, &releases))
            (state(visit, shown))
        }
    })
}

fn rank(visit: &Visit, shown: &Shown) -> Markup {
    let form = Form::of(visit, "backlog.move");
    let place = shown.place.map(|place| place.to_string()).unwrap_or_default();
    let around = FactForm {
        action: "backlog.move",
        thing: shown.key(),
        id: "story-to",
        label: "Rank",
        hint: "A number, “top”, or “after S-219”",
        button: press(visit, &shown.marks, Right::OrderBacklog, "Move", "Propose"),
    };
    around.around(visit, ui::field("to", "Rank").value(&form.value("to", &place)).error(form.error("to")))
}

fn points(visit: &Visit, shown: &Shown) -> Markup {
    let form = Form::of(visit, "story.estimate");
    let points = shown.story.points.map(|points| points.to_string()).unwrap_or_default();
    let around = FactForm {
        action: "story.estimate",
        thing: shown.key(),
        id: "story-points",
        label: "Points",
        hint: "",
        button: press(visit, &shown.marks, Right::RateEffort, "Estimate", "Propose"),
    };
    around.around(
        visit,
        ui::field("points", "Points")
            .value(&form.value("points", &points))
            .error(form.error("points"))
            .attr("inputmode", "numeric"),
    )
}

/// Where a story is to hang.
struct Picking {
    action: &'static str,
    name: &'static str,
    label: &'static str,
    kind: Kind,
    right: Right,
    verb: &'static str,
}

const FEATURE: Picking = Picking {
    action: "stories.place_in_feature",
    name: "feature",
    label: "Feature",
    kind: Kind::Feature,
    right: Right::DefineFeature,
    verb: "Place",
};

const RELEASE: Picking = Picking {
    action: "stories.ship_in",
    name: "release",
    label: "Release",
    kind: Kind::Release,
    right: Right::ScopeRelease,
    verb: "Place",
};

const SPRINT: Picking = Picking {
    action: "sprint.choose",
    name: "sprint",
    label: "Sprint",
    kind: Kind::Sprint,
    right: Right::PlanSprint,
    verb: "Choose",
};

fn pick(visit: &Visit, shown: &Shown, picking: &Picking, offered: &[(String, String)]) -> Markup {
    let now = shown.related(picking.kind);
    let now_key = now.map(|thing| thing.key().to_string()).unwrap_or_default();
    let mut choices = vec![choice("", "None")];
    if let Some(thing) = now.filter(|_| offered.iter().all(|(key, _)| *key != now_key)) {
        choices.push(choice(&now_key, &thing.title));
    }
    choices.extend(offered.iter().map(|(key, title)| choice(key, title)));
    let id = format!("story-{}", picking.name);
    let form = Form::of(visit, picking.action);
    let around = FactForm {
        action: picking.action,
        thing: shown.key(),
        id: &id,
        label: picking.label,
        hint: "",
        button: press(visit, &shown.marks, picking.right, picking.verb, "Propose"),
    };
    let field = ui::field(picking.name, picking.label).select(&choices).value(&now_key);
    around.around(visit, field.error(form.error(picking.name)))
}

fn state(visit: &Visit, shown: &Shown) -> Markup {
    let words: Vec<_> = states::STATES.iter().map(|(state, _)| *state).filter(|state| *state != "ready").collect();
    let words: Vec<(&str, String)> = words.into_iter().map(|state| (state, upper_first(state))).collect();
    let choices: Vec<_> = words.iter().map(|(state, label)| choice(state, label)).collect();
    let form = Form::of(visit, "story.set_state");
    let around = FactForm {
        action: "story.set_state",
        thing: shown.key(),
        id: "story-state",
        label: "State",
        hint: "",
        button: "Set",
    };
    let field = ui::field("state", "State").select(&choices).value(&shown.thing.state);
    around.around(visit, field.error(form.error("state")))
}
