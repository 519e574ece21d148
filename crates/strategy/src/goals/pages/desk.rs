//! Goals on a desk: the running ones with their leading key results, and the key results nobody has measured lately.

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::ThingId;
use together::visit::{Queue, Visit};
use together::words::{first_name, measured, period, wait};

use super::forms::check_in_here;
use super::list::{bar, finding, full, short, standing, verdict};
use super::spark::spark;
use crate::goals::rules::{gone, is_stale};
use crate::goals::store::{self, CheckIn, KeyResult, Line};

/// The running goals of a product with what desks show of them.
pub struct Running {
    goals: Vec<Line>,
    results: Vec<KeyResult>,
    check_ins: Vec<CheckIn>,
}

impl Running {
    /// Loads them.
    pub async fn load(visit: &Visit, tx: &mut Tx) -> Result<Self> {
        let goals = store::running(tx, visit.product.id).await?;
        let ids: Vec<_> = goals.iter().map(|goal| goal.id).collect();
        let results = store::key_results(tx, &ids).await?;
        let ids: Vec<_> = results.iter().map(|result| result.id).collect();
        let check_ins = store::check_ins_of(tx, &ids).await?;
        Ok(Self { goals, results, check_ins })
    }

    /// How the goals stand, as a sentence for the head of a desk.
    pub fn finding(&self, now: Ts) -> String {
        let period = self.goals.iter().find_map(|goal| goal.starts_at.zip(goal.ends_at));
        match period {
            Some((starts, ends)) => {
                format!("{}, with {:.0}% of the time gone.", finding(&self.goals, now), gone(starts, ends, now) * 100.0)
            }
            None if self.goals.is_empty() => String::new(),
            None => format!("{}.", finding(&self.goals, now)),
        }
    }

    /// The goals, each with its leading key result.
    pub fn section(&self, visit: &Visit) -> Markup {
        let now = visit.signed.now;
        let dates = self.goals.iter().find_map(|goal| goal.starts_at.zip(goal.ends_at));
        let title =
            dates.map_or_else(|| "Goals".to_owned(), |(starts, ends)| format!("Goals, {}", period(starts, ends, now)));
        let new = format!("{}?new=1", visit.at("goals"));
        html! {
            section {
                (ui::sec_head(title).id("goals").count(self.goals.len()).aside("The tick is where time says you should be"))
                @if self.goals.is_empty() { p.dim { "No goal is running. " a.link href=(new) { "Choose one" } } }
                ul { @for goal in &self.goals { (self.line(visit, goal)) } }
            }
        }
    }

    fn line(&self, visit: &Visit, goal: &Line) -> Markup {
        let now = visit.signed.now;
        let period = goal.starts_at.zip(goal.ends_at);
        let leading = self.results.iter().find(|result| result.goal == goal.id);
        html! {
            li.goal id=(goal.key()) {
                div {
                    .line { span.id { (goal.key()) } a.t href=(visit.at(goal.key())) { (goal.title) } }
                    .kr { (leading.map_or("Nothing is measured yet", |leading| &leading.title)) }
                }
                div {
                    @if let Some(leading) = leading { (bar(leading, period.map(|(starts, ends)| gone(starts, ends, now)))) }
                    (verdict(goal, now))
                }
                // Its place in the row stays, also while there is nothing to draw.
                div { @if let Some(leading) = leading { (spark(leading, &self.measured(leading.id), period, standing(goal, now))) } }
                .now {
                    @if let Some(leading) = leading {
                        b { (short(leading)) } small { (measured(leading.start_value)) " to " (measured(leading.target_value)) }
                    }
                }
            }
        }
    }

    fn measured(&self, result: ThingId) -> Vec<&CheckIn> {
        self.check_ins.iter().filter(|check_in| check_in.key_result == result).collect()
    }

    /// The key results nobody has measured lately, for whoever answers for the goals.
    pub fn to_check_in(&self, visit: &Visit, marks: &Marks) -> Queue {
        if !marks.decides(visit, Right::ChooseGoals) {
            return Queue::default();
        }
        let now = visit.signed.now;
        let last = |result: &KeyResult| self.measured(result.id).first().copied();
        let mut due: Vec<_> =
            self.results.iter().filter(|result| is_stale(last(result).map(|one| one.at), now)).collect();
        due.sort_by_key(|result| last(result).map(|one| one.at));
        let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
        let drawn = html! {
            section {
                (ui::sec_head("Key results without a fresh check-in").id("check-ins").count(count).aside("Agreed: one every two weeks"))
                ul.rows { @for (n, result) in due.iter().take(Queue::ROWS).enumerate() { (self.due(visit, result, last(result), n == 0)) } }
                (Queue::more(visit, count, "goals"))
            }
        };
        Queue { id: "check-ins", label: "To check in", count, drawn, ..Queue::default() }
    }

    /// A key result with when it was measured last; the first, and one whose check-in was refused, with the form.
    fn due(&self, visit: &Visit, result: &KeyResult, last: Option<&CheckIn>, first: bool) -> Markup {
        let now = visit.signed.now;
        let goal = self.goals.iter().find(|goal| goal.id == result.goal);
        let title = html! { a href=(visit.at(result.key())) { (result.title) } };
        let sub = html! {
            span.id { (result.key()) }
            span { (full(result)) ", " (measured(result.start_value)) " to " (measured(result.target_value)) }
            @if let Some(name) = last.and_then(|last| last.name.as_deref()) { span { (first_name(name)) " checked in last" } }
            @if let Some(goal) = goal { a href=(visit.at(goal.key())) { span.id { (goal.key()) } " " (goal.title) } }
        };
        let since = last.map_or_else(|| "never".to_owned(), |last| wait(last.at, now));
        let id = result.key().to_string();
        let row = ui::row(ui::row_text(title, sub)).id(&id).walked().lead(ui::wait(&since, last.is_none()));
        let refused = visit.kept("key_result.check_in").is_some_and(|kept| kept.value("key_result") == Some(&id));
        if first || refused {
            return html! { (row.open(check_in_here(visit, result))) };
        }
        let form = format!("{}?do=check-in", visit.at(result.key()));
        html! { (row.actions(ui::link_button("Check in", &form).small())) }
    }
}
