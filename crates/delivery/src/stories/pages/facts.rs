//! The facts of a story, each with whose call it is, and what it lacks.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::rules::Right;
use together::thread::{Kind, Thing};
use together::visit::Visit;
use together::words::{counted, upper_first, wait};

use super::{Shown, forms};
use crate::definitions::measure::{self, Measured};
use crate::definitions::pages::on_story;
use crate::definitions::rules::Of;
use crate::pieces::whose;
use crate::sprints::rules::states::need_to_choose;
use crate::stories::rules::states::{self, may_be_blocked};

/// Facts, readiness, and the forms that change the facts.
pub(super) async fn rail(visit: &Visit, tx: &mut Tx, shown: &Shown) -> Result<Markup> {
    let before = states::is_before_work(&shown.thing.state);
    let of = if before { Of::Ready } else { Of::Done };
    let measured = measure::of(tx, &visit.product, shown.thing.id, of).await?;
    let forms = forms::all(visit, tx, shown).await?;
    Ok(html! {
        (facts(visit, shown, &measured))
        (blocked(visit, shown))
        (on_story::section(visit, shown.key(), of, &measured))
        details #change {
            summary.btn.btn-s { (ui::icon("edit")) "Rank, points, feature, release" }
            (forms)
        }
    })
}

fn facts(visit: &Visit, shown: &Shown, measured: &[Measured]) -> Markup {
    let story = &shown.story;
    let marks = &shown.marks;
    let lacking = measured.iter().filter(|row| row.stands_in_the_way()).count();
    let state = states::shown(&shown.thing.state, &story.missing);
    html! {
        dl.facts {
            dt { "State" }
            dd {
                (ui::chip(&upper_first(state)))
                @if state == "draft" { span.push.small.faint { (counted(i64::try_from(lacking).unwrap_or(0), "thing", "things")) " short" } }
            }
            dt { "Rank" }
            dd {
                @if let Some(place) = shown.place { (place) " of " (shown.total.stories) } @else { span.faint { "not in the backlog" } }
                (whose(marks, Right::OrderBacklog))
            }
            dt { "Points" }
            dd { @if let Some(points) = story.points { (points) } @else { span.faint { "not estimated" } } (whose(marks, Right::RateEffort)) }
            dt { "Type" }
            dd { (story.of_type.label()) (whose(marks, Right::WriteStory)) }
            dt { "Feature" }
            dd { (linked(visit, shown.related(Kind::Feature), "none")) (whose(marks, Right::DefineFeature)) }
            dt { "Sprint" }
            dd { (sprint(visit, shown)) (whose(marks, need_to_choose(shown.related(Kind::Sprint).map(|sprint| sprint.state.as_str())))) }
            dt { "Release" }
            dd { (linked(visit, shown.related(Kind::Release), "none")) (whose(marks, Right::ScopeRelease)) }
            dt { "With" }
            dd { @if let Some(name) = &story.owner_name { (person(name)) } @else { span.faint { "nobody yet" } } (forms::hands(visit, shown)) }
        }
    }
}

/// What holds it up, or the place to say so while it is worked on.
fn blocked(visit: &Visit, shown: &Shown) -> Markup {
    let Some(because) = &shown.story.blocked else {
        return html! { @if may_be_blocked(shown.key(), &shown.thing.state).is_ok() { (forms::block(visit, shown)) } };
    };
    html! {
        section #blocked {
            (ui::sec_head("Blocked"))
            .stack-s {
                p { (because) @if let Some(since) = shown.story.blocked_at { " " span.wait data-late { (ui::icon("ban")) (wait(since, visit.signed.now)) } } }
                (forms::one_button(visit, shown, "story.unblock", "", "", &html! { (ui::button("It can go on").small()) }))
            }
        }
    }
}

fn linked(visit: &Visit, thing: Option<&Thing>, none: &str) -> Markup {
    html! {
        @match thing {
            Some(thing) => a.clip href=(visit.at(thing.key())) { (thing.title) },
            None => span.faint { (none) },
        }
    }
}

/// The sprint it was chosen for, or whether it would fit the next one.
fn sprint(visit: &Visit, shown: &Shown) -> Markup {
    if let Some(sprint) = shown.related(Kind::Sprint) {
        return linked(visit, Some(sprint), "");
    }
    let fits = shown.next_sprint.as_ref().zip(shown.story.points).and_then(|(sprint, points)| {
        visit.product.fits_sprint(sprint.capacity).is_some_and(|capacity| points <= capacity).then_some(sprint)
    });
    html! { span.faint { @if let Some(sprint) = fits { "fits " (sprint.title) } @else { "none" } } }
}

fn person(name: &str) -> Markup {
    let initials = ui::initials(name);
    ui::who(&ui::Avatar { initials: &initials, name, ..ui::Avatar::default() })
}
