//! From goal to story: which needs a goal rests on, what answers them, and where nothing does.

use std::collections::HashMap;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use strategy::goals;
use together::thread::{Kind, ThingId};
use together::visit::Visit;

use super::super::rules;
use super::super::store::{self, Beneath, Line};
use crate::demand::pages::in_words;

/// Goals, needs of a goal, features of a need, stories of a feature that are drawn; whoever wants more opens the goal.
const MOST: [usize; 4] = [4, 6, 4, 4];

/// The tree of the running goals, those with gaps first.
pub(super) async fn draw(visit: &Visit, tx: &mut Tx, scored: &[Line]) -> Result<Markup> {
    let goals = goals::store::list(tx, visit.product.id).await?;
    let running: Vec<_> = goals.iter().filter(|goal| goal.state == "running").collect();
    let mut beneath = Branches::default();
    let mut wave: Vec<ThingId> = running.iter().map(|goal| goal.id).collect();
    for _ in 0..3 {
        wave = beneath.grow(store::beneath(tx, &wave).await?);
    }
    let mut drawn: Vec<_> = running.iter().filter(|goal| beneath.needs(goal.id).next().is_some()).collect();
    if drawn.is_empty() {
        return Ok(html! {});
    }
    drawn.sort_by_key(|goal| !beneath.has_gap(goal.id));
    let shown = drawn.len().min(MOST[0]);
    let count = if shown < goals.len() { format!("{shown} of {} goals", goals.len()) } else { String::new() };
    Ok(html! {
        section {
            (ui::sec_head("From goal to story").count(count).aside("Gaps first"))
            .scroll-x tabindex="0" role="region" aria-label="Opportunity tree" {
                ul.tree {
                    @for goal in drawn.into_iter().take(MOST[0]) {
                        li {
                            .node { span { a.strong href=(visit.at(goal.key())) { (goal.title) } small { (goal.key()) ", " (goals::pages::verdict(goal, visit.signed.now)) } } }
                            ul { @for need in beneath.needs(goal.id).take(MOST[1]) { (need_node(visit, &beneath, scored, need)) } }
                        }
                    }
                }
            }
        }
    })
}

/// What hangs on what.
#[derive(Default)]
struct Branches(HashMap<ThingId, Vec<Beneath>>);

impl Branches {
    /// Takes the next level; returns where the one after it hangs.
    fn grow(&mut self, level: Vec<Beneath>) -> Vec<ThingId> {
        let next = level.iter().map(|one| one.id).collect();
        for one in level {
            self.0.entry(one.near).or_default().push(one);
        }
        next
    }

    fn of(&self, thing: ThingId, kind: Kind) -> impl Iterator<Item = &Beneath> {
        self.0.get(&thing).into_iter().flatten().filter(move |one| one.kind == kind)
    }

    fn needs(&self, goal: ThingId) -> impl Iterator<Item = &Beneath> {
        self.of(goal, Kind::Need)
    }

    /// Whether a need of a goal has no feature, or a feature no story.
    fn has_gap(&self, goal: ThingId) -> bool {
        self.needs(goal).any(|need| {
            let mut features = self.of(need.id, Kind::Feature).peekable();
            features.peek().is_none() || features.any(|feature| self.of(feature.id, Kind::Story).next().is_none())
        })
    }
}

fn need_node(visit: &Visit, beneath: &Branches, scored: &[Line], need: &Beneath) -> Markup {
    let line = scored.iter().find(|line| line.id == need.id);
    let score = line.and_then(|line| rules::score(line.importance, line.satisfaction));
    let facts = html! {
        @if let Some(score) = score { (format!("{score:.1}")) ", " } @else { (need.state) ", " }
        @match line {
            Some(line) if line.people > 0 => (in_words(&line.demand())),
            _ => "nobody asked",
        }
    };
    let features: Vec<_> = beneath.of(need.id, Kind::Feature).take(MOST[2]).collect();
    html! {
        li {
            .node { span { span.id { (need.key()) } " " a href=(visit.at(need.key())) { (need.title) } small { (facts) } } }
            ul {
                @for feature in &features { (feature_node(visit, beneath, feature)) }
                @if features.is_empty() {
                    li.open { .node { a.link href=(visit.at(need.key())) { "No feature yet. Choose or write one" } } }
                }
            }
        }
    }
}

fn feature_node(visit: &Visit, beneath: &Branches, feature: &Beneath) -> Markup {
    let stories: Vec<_> = beneath.of(feature.id, Kind::Story).collect();
    html! {
        li {
            .node { span { a href=(visit.at(feature.key())) { (feature.title) } small { (feature.key()) ", " (feature.state) } } }
            ul {
                @for story in stories.iter().take(MOST[3]) {
                    li { .node { div { span.id { (story.key()) } " " a href=(visit.at(story.key())) { (story.title) } } } }
                }
                @if stories.len() > MOST[3] {
                    li { .node { a.link href=(visit.at(feature.key())) { (stories.len() - MOST[3]) " more" } } }
                }
                @if stories.is_empty() {
                    li.open { .node { a.link href=(visit.at(feature.key())) { "No story yet" } } }
                }
            }
        }
    }
}
