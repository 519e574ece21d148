//! The thread as it is drawn: at the head of every thing, and as dots in lists.

mod gap;
mod walk;

use std::sync::LazyLock;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, Render, html};

use super::rules::{Dots, THREAD};
use super::store::links::{Linked, links_up};
use super::{Key, Kind, LinkKind, Thing};
use crate::visit::Visit;
use crate::words::grouped;
use gap::Gaps;
use walk::{Node, Nodes};

/// The dots of a thread, for a row. There are few ways a thread can be, and lists have hundreds of rows, so each is drawn once.
pub fn dots(dots: Dots) -> &'static Markup {
    static DRAWN: LazyLock<Vec<Markup>> =
        LazyLock::new(|| Dots::all().map(|dots| ui::dots(&dots.initials(), &dots.label())).collect());
    &DRAWN[dots.index()]
}

/// Letters, a dash and digits: there is nothing to escape, and a row says its key again and again.
impl Render for Key {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(self.kind.letters());
        buffer.push('-');
        self.number.render_to(buffer);
    }
}

/// The thread at the head of a thing, its gaps each closable in place; below it what waits to be looked at again.
pub async fn head(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Markup> {
    let nodes = Nodes::of(visit, tx, thing).await?;
    let suspect: Vec<_> = links_up(tx, thing.id).await?.into_iter().filter(|link| link.suspect_seq.is_some()).collect();
    let gaps = Gaps::load(visit, tx, thing, &nodes).await?;
    let label = format!("Thread of {}", thing.key());
    Ok(html! {
        nav.thread aria-label=(label) {
            ol {
                @for (kind, _) in THREAD {
                    @match nodes.get(kind) {
                        Some(node) => (filled(visit, thing, kind, node, &nodes)),
                        None => (gaps.draw(visit, kind)),
                    }
                }
            }
        }
        (gaps.refused(visit))
        (gaps.written(visit))
        @for link in &suspect { (look_again(visit, thing, link)) }
    })
}

/// Which of the two voices a kind belongs to.
fn voice(kind: Kind) -> &'static str {
    match kind {
        Kind::Need | Kind::Story => "owner",
        Kind::Feature => "both",
        _ => "manager",
    }
}

fn filled(visit: &Visit, thing: &Thing, kind: Kind, node: &Node, nodes: &Nodes) -> Markup {
    let here = (thing.kind == kind).then_some("page");
    let (first, others) = (node.first(), node.count - 1);
    let aside = match (kind, others) {
        (Kind::Vision, _) => String::new(),
        (Kind::Feature, _) if nodes.siblings > 0 => format!(" · {}", many(nodes.siblings, false, Kind::Story)),
        // Of everything in a product no two are worth naming.
        (_, 1..) if thing.kind == Kind::Vision => String::new(),
        (_, 1..) if node.beneath => {
            format!(" · {}", node.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
        (_, 1..) => format!(" · {first} and {others} more"),
        _ => format!(" · {first}"),
    };
    let (to, text) = if node.beneath && others > 0 {
        (list_beneath(visit, thing, kind), many(node.count, node.more, kind))
    } else {
        (visit.at(first), node.title.clone())
    };
    html! {
        li data-call=(voice(kind)) aria-current=[here] {
            a href=(to) { small { (kind.title()) em { (aside) } } span { (text) } }
        }
    }
}

/// “4 needs”, “1 story”, “100+ stories” where more are there than were read.
fn many(count: i64, more: bool, kind: Kind) -> String {
    match (count, more) {
        (1, false) => format!("1 {}", kind.title().to_lowercase()),
        (_, true) => format!("{}+ {}", grouped(count), kind.plural().to_lowercase()),
        (_, false) => format!("{} {}", grouped(count), kind.plural().to_lowercase()),
    }
}

/// Where several things of a kind that hang beneath one are listed.
fn list_beneath(visit: &Visit, thing: &Thing, kind: Kind) -> String {
    let list = visit.at(list_of(kind));
    match (thing.kind, kind) {
        (Kind::Goal | Kind::Feature | Kind::Release, Kind::Story) => format!("{list}?{}={}", thing.kind, thing.key()),
        _ => list,
    }
}

/// A link whose upper end was changed after somebody last looked at it.
fn look_again(visit: &Visit, thing: &Thing, link: &Linked) -> Markup {
    let (own, upper) = (thing.key(), link.key());
    let ask = match LinkKind::of_code(&link.link) {
        Some(LinkKind::PartOf) => format!("Is {own} still part of it?"),
        Some(LinkKind::DecidedBy) => format!("Does it still decide {own}?"),
        _ => format!("Does {own} still serve it?"),
    };
    let still = html! {
        form.line method="post" action=(visit.action("thread.review")) id=(format!("review-{upper}")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="from" value=(own);
            input type="hidden" name="kind" value=(link.link);
            input type="hidden" name="to" value=(upper);
            a.btn.btn-s.btn-quiet href=(visit.at(format!("{upper}/history"))) { "What changed" }
            (ui::button("It still holds").small())
        }
    };
    let text =
        html! { strong { a.link href=(visit.at(upper)) { (upper) " " (link.title) } " was changed since." } " " (ask) };
    html! { (ui::notice(text).icon("link").action(still)) }
}

/// The list a kind is written on.
fn list_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "vision",
        Kind::Goal => "goals",
        Kind::Need => "needs",
        Kind::Feature => "features",
        Kind::Release => "releases",
        _ => "backlog",
    }
}
