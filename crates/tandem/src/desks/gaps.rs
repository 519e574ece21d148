//! Where the thread is broken, for the rail of a desk.

use delivery::stories;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::rules::Role;
use together::thread::rules::Dots;
use together::thread::{self, Key, Kind};
use together::visit::Visit;

/// Gaps of one sort a desk shows.
const EACH: i64 = 3;

struct Gap {
    key: Key,
    title: String,
    thread: Dots,
    lacks: &'static str,
}

/// The gaps of a role's end of the thread: goals and features for the manager, needs and stories for the owner, all of
/// them for others.
pub(super) async fn section(visit: &Visit, tx: &mut Tx, role: Option<Role>) -> Result<Markup> {
    let product = visit.product.id;
    let (manager, owner) = (role != Some(Role::ProductOwner), role != Some(Role::ProductManager));
    let mut gaps = Vec::new();
    let broken = [
        (manager, Kind::Goal, Kind::Need, "has no need beneath it"),
        (manager, Kind::Feature, Kind::Goal, "serves no goal"),
        (owner, Kind::Need, Kind::Feature, "has no feature"),
    ];
    for (wanted, kind, without, lacks) in broken {
        if wanted {
            let things = thread::store::gaps(tx, product, kind, without, EACH).await?;
            gaps.extend(things.into_iter().map(|one| Gap {
                key: one.key(),
                title: one.title,
                thread: one.thread,
                lacks,
            }));
        }
    }
    if owner {
        for story in stories::store::desk::broken(tx, product, EACH).await? {
            let (key, thread) = (Key::new(Kind::Story, story.number), story.thread);
            gaps.push(Gap { key, title: story.title, thread, lacks: first_missing(thread) });
        }
    }
    // A sort that is cut off may have more, so then nothing is counted.
    let all = if broken_off(&gaps).is_some() { String::new() } else { gaps.len().to_string() };
    Ok(html! {
        @if !gaps.is_empty() {
            section.stack-s {
                (ui::sec_head("Gaps in the thread").id("gaps").count(all))
                ul.rows {
                    @for gap in &gaps {
                        li.row.row-icon id=(format!("gap-{}", gap.key)) {
                            span.faint { (ui::icon("notready")) }
                            .clip { a href=(visit.at(gap.key)) title=(gap.title) { (gap.key) " " (gap.lacks) } }
                            (thread::pages::dots(gap.thread))
                        }
                    }
                }
            }
        }
    })
}

/// A kind of which as many gaps were found as a desk shows.
fn broken_off(gaps: &[Gap]) -> Option<Kind> {
    let of = |kind: Kind| gaps.iter().filter(|gap| gap.key.kind == kind).count();
    let kinds = [Kind::Goal, Kind::Feature, Kind::Need, Kind::Story];
    kinds.into_iter().find(|kind| i64::try_from(of(*kind)).is_ok_and(|found| found >= EACH))
}

/// What a story lacks first, from below.
fn first_missing(thread: Dots) -> &'static str {
    match thread {
        thread if !thread.has(Kind::Feature) => "has no feature",
        thread if !thread.has(Kind::Need) => "has no need",
        _ => "serves no goal",
    }
}
