//! The board of the running sprint: its stories as cards, in a column for each state.

use std::collections::BTreeMap;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::ThingId;
use together::thread::pages::dots;
use together::visit::Visit;
use together::words::{counted, upper_first, wait};

use super::limits::{Limits, forms, notice};
use crate::acceptance::rules::WAITING;
use crate::acceptance::store::{Tally, tallies};
use crate::sprints::rules::columns::{COLUMNS, column};
use crate::sprints::store::limits;
use crate::stories::rules::StoryType;
use crate::stories::store::board::{self, Card};

/// So many cards a board shows; all stories of the sprint stand in the backlog.
const MOST: i64 = 500;

/// What is said where a card cannot be let go on “Done”.
const NOT_DONE: &str = "A story is done once it is accepted. Hand it over first: move it to “Waiting for acceptance”.";

/// What the board of a sprint shows.
pub(super) struct Board {
    cards: Vec<Card>,
    tallies: BTreeMap<ThingId, Tally>,
    names: Names,
    limits: Limits,
}

impl Board {
    /// Loads it for a sprint.
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, sprint: ThingId) -> Result<Self> {
        let cards = board::of_sprint(tx, sprint, MOST).await?;
        let waiting: Vec<ThingId> = cards.iter().filter(|card| card.state == WAITING).map(|card| card.thing).collect();
        let names = Names::load(tx, visit.product.id).await?;
        let limits = limits::all(tx, visit.product.id).await?.into_iter().collect();
        Ok(Self { limits, tallies: tallies(tx, &waiting).await?, cards, names })
    }

    /// How many stories cannot go on.
    pub(super) fn blocked(&self) -> usize {
        self.cards.iter().filter(|card| card.blocked.is_some()).count()
    }

    /// The columns with their cards, and what a moved card sends.
    pub(super) fn draw(&self, visit: &Visit, marks: &Marks) -> Markup {
        let all = i64::try_from(self.cards.len()).unwrap_or(MOST);
        html! {
            (notice(&self.limits, |state| self.standing(state)))
            .board #board role="region" aria-label="Sprint board" tabindex="0" {
                @for at in 0..COLUMNS.len() { (self.column(visit, marks, at)) }
            }
            form #move-form method="post" action=(visit.action("story.set_state")) hidden {
                (visit.signed.hidden_fields())
                @for name in ["thing", "state", "seen"] { input type="hidden" name=(name); }
            }
            (forms(visit, marks, &self.limits))
            @if all == MOST { p.note { "The first " (MOST) " of its stories." } }
        }
    }

    fn standing(&self, state: &str) -> i64 {
        i64::try_from(self.cards.iter().filter(|card| card.state == state).count()).unwrap_or(MOST)
    }

    fn column(&self, visit: &Visit, marks: &Marks, at: usize) -> Markup {
        let state = COLUMNS[at];
        let title = upper_first(state);
        let cards: Vec<&Card> = self.cards.iter().filter(|card| column(&card.state) == at).collect();
        let limit = self.limits.get(state).copied();
        let is_over = limit.is_some_and(|most| self.standing(state) > most);
        let refuses = (state == "done").then_some(NOT_DONE);
        html! {
            section aria-label=(title) data-sortable data-state=(state) data-over[is_over] data-refuses=[refuses] {
                header {
                    h2 { (title) }
                    @if state == WAITING { (marks.call(Right::AcceptStory)) }
                    span.count { (cards.len()) @if let Some(most) = limit { " / " (most) } }
                }
                @for card in cards { (self.card(visit, card)) }
            }
        }
    }

    fn card(&self, visit: &Visit, card: &Card) -> Markup {
        let (key, waits) = (card.key(), card.state == WAITING);
        html! {
            article.story-card id=(key) data-row tabindex="0" aria-label={ (key) " " (card.title) } data-wait=[waits.then_some("owner")] {
                .line {
                    span.id { (key) }
                    @if card.of_type == StoryType::UserStory { span.push { (dots(card.thread)) } }
                    @else { span.push.chip.chip-s { (card.of_type.label()) } }
                }
                a.t href=(visit.at(key)) { (card.title) }
                @if let Some(because) = &card.blocked { p.small.dim.blocked { "Blocked: " (because) } }
                footer {
                    @if let Some(points) = card.points { span { (points) " pt" } }
                    @if card.questions > 0 { span.chip data-state="missing" { (counted(card.questions, "question", "questions")) } }
                    @if let Some(since) = card.blocked_at { span.wait data-late title="Blocked so long" { (ui::icon("ban")) (wait(since, visit.signed.now)) } }
                    @if waits { (self.review(visit, card)) }
                    (self.hands(visit, card))
                }
            }
        }
    }

    /// How far its criteria are, leading to where it is accepted: a card let go on “Done” goes there too.
    fn review(&self, visit: &Visit, card: &Card) -> Markup {
        let tally = self.tallies.get(&card.thing).copied().unwrap_or_default();
        let says = if tally.criteria == 0 {
            "Review".to_owned()
        } else {
            format!("{} of {} shown", tally.shown, tally.criteria)
        };
        html! { a.link data-accept href={ (visit.at(card.key())) "#criteria" } { (says) } }
    }

    /// Who has it, or the button to take it.
    fn hands(&self, visit: &Visit, card: &Card) -> Markup {
        match (card.owner, &card.owner_name) {
            (Some(person), Some(name)) => self.names.avatar(person, name, None),
            _ if card.state == "done" => html! {},
            _ => html! {
                form.push method="post" action=(visit.action("story.take")) data-stay {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="thing" value=(card.key());
                    (ui::button("Take").small().quiet().attr("aria-label", &format!("Take {}", card.key())))
                }
            },
        }
    }
}
