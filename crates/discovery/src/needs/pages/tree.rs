//! From goal to story: which needs a goal rests on, what answers them, and where nothing does.

use std::collections::{BTreeSet, HashMap};

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use strategy::goals;
use together::thread::{Kind, ThingId};
use together::visit::Visit;

use super::super::rules;
use super::super::store::{self, Beneath, Line};
use crate::surveys::rules::ENOUGH_ASKED;

/// Goals, needs of a goal, features of a need, stories of a feature that are drawn; whoever wants more opens the goal.
const MOST: [usize; 4] = [4, 6, 4, 4];

/// The tree of the running goals: those with gaps and what is not done beneath them, or all of it.
pub(super) async fn draw(visit: &Visit, tx: &mut Tx, scored: &[Line], all: bool) -> Result<Markup> {
    let goals = goals::store::list(tx, visit.product.id).await?;
    let running: Vec<_> = goals.iter().filter(|goal| goal.state == "running").collect();
    let mut beneath = Branches { all, ..Branches::default() };
    let drawn = beneath.load(tx, &running.iter().map(|goal| goal.id).collect::<Vec<_>>()).await?;
    if drawn.is_empty() {
        return Ok(html! {});
    }
    let count =
        if drawn.len() < running.len() { format!("{} of {} goals", drawn.len(), running.len()) } else { String::new() };
    let (gaps, every) = (visit.at("needs"), visit.at("needs?tree=all"));
    let branches = [ui::tab("Gaps first", &gaps).current(!all), ui::tab("All", &every).current(all)];
    Ok(html! {
        section #tree {
            (ui::sec_head("From goal to story").count(count).aside(ui::seg_links("Which branches", &branches)))
            .scroll-x tabindex="0" role="region" aria-label="Opportunity tree" {
                ul.tree {
                    @for goal in drawn.iter().filter_map(|id| running.iter().find(|goal| goal.id == *id)) {
                        li {
                            .node { span { a.strong href=(visit.at(goal.key())) { (goal.title) } small { (goal.key()) ", " (goals::pages::verdict(goal, visit.signed.now)) } } }
                            ul { @for need in beneath.of(goal.id).take(MOST[1]) { (need_node(visit, &beneath, scored, need)) } }
                        }
                    }
                }
            }
        }
    })
}

/// What hangs on what: needs on goals, features on needs, stories on features.
#[derive(Default)]
struct Branches {
    grown: HashMap<ThingId, Vec<Beneath>>,
    /// Done features too, and goals without a gap.
    all: bool,
}

impl Branches {
    /// Loads what is drawn beneath goals, and of thousands of stories no more than that; says which goals are drawn, in order.
    async fn load(&mut self, tx: &mut Tx, goals: &[ThingId]) -> Result<Vec<ThingId>> {
        self.grow(store::serving(tx, goals, Kind::Need).await?);
        let needs = self.first(goals, usize::MAX);
        let answers: HashMap<ThingId, i64> = store::unanswered(tx, &needs).await?.into_iter().collect();
        // A need that no feature serves is a gap, and so is a feature without a story.
        let has_gap = |need: &Beneath| answers.get(&need.id).is_none_or(|bare| *bare > 0);
        let mut drawn: Vec<ThingId> = goals.iter().copied().filter(|goal| self.of(*goal).next().is_some()).collect();
        drawn.sort_by_key(|goal| !self.of(*goal).any(has_gap));
        if !self.all && drawn.first().is_some_and(|goal| self.of(*goal).any(has_gap)) {
            drawn.retain(|goal| self.of(*goal).any(has_gap));
        }
        drawn.truncate(MOST[0]);
        let needs = self.first(&drawn, MOST[1]);
        self.grow(store::serving(tx, &needs, Kind::Feature).await?);
        if !self.all {
            self.hide_what_is_done(&needs);
        }
        let features = self.first(&needs, MOST[2]);
        self.grow(store::stories(tx, &features, MOST[3]).await?);
        Ok(drawn)
    }

    /// Leaves out done features; a need all of whose features are done is no gap, and stays with them.
    fn hide_what_is_done(&mut self, needs: &[ThingId]) {
        for need in needs {
            let features = self.grown.entry(*need).or_default();
            if features.iter().any(|feature| feature.state != "done") {
                features.retain(|feature| feature.state != "done");
            }
        }
    }

    fn grow(&mut self, level: Vec<Beneath>) {
        for one in level {
            self.grown.entry(one.near).or_default().push(one);
        }
    }

    fn of(&self, thing: ThingId) -> impl Iterator<Item = &Beneath> {
        self.grown.get(&thing).into_iter().flatten()
    }

    /// The first things beneath each of these, each once.
    fn first(&self, of: &[ThingId], most: usize) -> Vec<ThingId> {
        let first: BTreeSet<_> = of.iter().flat_map(|thing| self.of(*thing).take(most)).map(|one| one.id).collect();
        first.into_iter().collect()
    }
}

fn need_node(visit: &Visit, beneath: &Branches, scored: &[Line], need: &Beneath) -> Markup {
    let line = scored.iter().find(|line| line.id == need.id);
    let score = line.and_then(|line| rules::score(line.importance, line.satisfaction));
    let facts = html! {
        @if let Some(score) = score { (format!("{score:.1}")) ", " } @else { (need.state) ", " }
        @match line.and_then(|line| line.asked) {
            Some(asked) if asked < ENOUGH_ASKED => { "only " (asked) " asked" },
            Some(asked) => { (asked) " asked" },
            None => "nobody asked",
        }
    };
    let features: Vec<_> = beneath.of(need.id).take(MOST[2]).collect();
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
    let stories: Vec<_> = beneath.of(feature.id).collect();
    let more = usize::try_from(feature.parts).unwrap_or_default().saturating_sub(stories.len());
    html! {
        li {
            .node { span { a href=(visit.at(feature.key())) { (feature.title) } small { (feature.key()) ", " (feature.state) } } }
            ul {
                @for story in &stories {
                    li { .node { div { span.id { (story.key()) } " " a href=(visit.at(story.key())) { (story.title) } } } }
                }
                @if more > 0 {
                    li { .node { a.link href=(visit.at(feature.key())) { (more) " more" } } }
                }
                @if stories.is_empty() && feature.state != "done" {
                    li.open { .node { a.link href=(visit.at(feature.key())) { "No story yet" } } }
                }
            }
        }
    }
}
