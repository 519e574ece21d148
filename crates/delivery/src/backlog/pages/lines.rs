//! The rows of the list, one light row a story, and the lines drawn across it.

use std::sync::LazyLock;

use discovery::demand::Demand;
use discovery::demand::pages::{NUMBERS, numbers_and_bar};
use ground::ui::{self, State, Text};
use maud::{Markup, html};
use together::roles::rules::Right;
use together::thread::pages::dots;
use together::thread::rules::Dots;
use together::words::{date, days, first_name};

use super::{Line, Rows, Shown, key_of};
use crate::backlog::rules::waterline::{self, Above, Waterline, Weight};
use crate::pieces::{demand_of, press};
use crate::releases;
use crate::stories::rules::{readiness, states};

/// The signs of the column “Ready”, of what is not and of what is: the same in every row, so each is drawn once.
static SIGNS: LazyLock<[Markup; 2]> =
    LazyLock::new(|| ["notready", "ready"].map(|sign| html! { svg { (ui::symbol(sign)) } }));

/// What one row shows, however the list is arranged.
pub(super) struct Row<'a> {
    pub(super) number: i64,
    pub(super) place: i64,
    pub(super) title: &'a str,
    pub(super) state: &'a str,
    pub(super) thread: Dots,
    /// What stands in the column of the feature.
    pub(super) beside: &'a str,
    pub(super) demand: Demand,
    pub(super) most_people: i64,
    pub(super) missing: &'a str,
    pub(super) points: Option<i64>,
}

/// A line across the list: before which row, its id, and what it says.
struct Across {
    before: usize,
    id: &'static str,
    content: Markup,
}

impl Shown<'_> {
    /// The table in order, or by how many asked.
    pub(super) fn lines(&self, lines: &[Line]) -> Markup {
        let whole = self.view.is_whole();
        let across = if whole { self.across(lines) } else { Vec::new() };
        let most_people = lines.iter().filter_map(|line| line.people).max().unwrap_or(0);
        let below = self.view.add.filter(|add| lines.iter().any(|line| line.number == add.number));
        html! {
            @if self.is_empty() { (self.nothing()) }
            .backlog {
                table.table {
                    caption.vh { (if self.view.asked { "Product backlog, the most asked for first" } else { "Product backlog in order" }) }
                    (columns())
                    (heads())
                    tbody data-drawers data-sortable[self.view.is_in_order()] data-total=(self.total.stories) {
                        @for (index, line) in lines.iter().enumerate() {
                            @for line in across.iter().filter(|across| across.before == index) { (waterline_row(line)) }
                            (self.line(line, index, most_people))
                            @if below.is_some_and(|below| below.number == line.number) { (self.quick(Some(line))) }
                        }
                        @for line in across.iter().filter(|across| across.before == lines.len()) { (waterline_row(line)) }
                        @if below.is_none() && self.takes_new() { (self.quick(lines.last().filter(|_| self.next.is_some()))) }
                    }
                }
            }
        }
    }

    fn line(&self, line: &Line, index: usize, most_people: i64) -> Markup {
        self.row(&Row {
            number: line.number,
            place: self.places.of(index, &line.rank, line.within),
            title: &line.title,
            state: &line.state,
            thread: line.thread,
            beside: line.feature.as_deref().unwrap_or("No feature"),
            demand: demand_of([line.people, line.voices, line.importance, line.value]),
            most_people,
            missing: &line.missing,
            points: line.points,
        })
    }

    /// One row: as few bytes as it can say it in. The style sheet tells cells without a class by their place.
    pub(super) fn row(&self, row: &Row<'_>) -> Markup {
        let key = key_of(row.number);
        let on = self.view.open == Some(key);
        let address = self.visit.at(key);
        let (label, ready) = state_of(row);
        html! {
            tr class=[on.then_some("on")] id=(key) data-row {
                td { button.grip aria-label={ "Move " (key) } {} input type="checkbox" aria-label={ "Select " (key) }; }
                td.rank { (row.place) }
                td.id { (key) }
                td { (self.title(row, &address)) }
                td { (dots(row.thread)) }
                td { (Text(row.beside)) }
                td.req { (numbers_and_bar(&row.demand, row.most_people)) }
                td class=(if ready { "readycell good" } else { "readycell" }) { (SIGNS[usize::from(ready)]) (label) }
                td.num { @if let Some(points) = row.points { (points) } }
                td { a.more href={ (Text(&address)) "/more" } aria-label={ "More for " (key) } {} }
            }
        }
    }

    /// The title, and beside it the place somebody proposes.
    fn title(&self, row: &Row<'_>, address: &str) -> Markup {
        let link = html! { a.title href=(Text(address)) { (Text(row.title)) } };
        let Some(proposed) = self.proposed.iter().find(|proposed| proposed.story == row.number) else { return link };
        let who = first_name(&proposed.who);
        let waits = self.visit.at(format!("P-{}", proposed.proposal));
        html! {
            .line { (link) a.chip data-state="missing" href=(waits) { (who) " proposes rank " (proposed.place) } }
        }
    }

    /// How many of the rows of this page fit the next sprint, where the page shows that.
    pub(super) fn fits_here(&self) -> Option<i64> {
        let Rows::Lines(lines) = &self.rows else { return None };
        let capacity = self.fits_sprint?;
        match self.find(lines, capacity) {
            Waterline::Before(_, above) => Some(above.stories),
            Waterline::Below(above) if self.next.is_none() => Some(above.stories),
            _ => None,
        }
    }

    fn find(&self, lines: &[Line], capacity: i64) -> Waterline {
        let weight = |line: &Line| Weight { points: line.points.unwrap_or(0), ready: line.missing.is_empty() };
        let weights: Vec<Weight> = lines.iter().map(weight).collect();
        let above = self.above;
        let above = Above { stories: above.stories, points: above.points, unready: above.stories - above.ready };
        waterline::find(&weights, above, capacity)
    }

    /// The lines that lie on this page.
    fn across(&self, lines: &[Line]) -> Vec<Across> {
        let mut across = Vec::new();
        for (id, capacity) in [("line-sprint", self.fits_sprint), ("line-release", self.visit.product.release_capacity)]
        {
            let Some(capacity) = capacity.filter(|_| !lines.is_empty()) else { continue };
            let (before, above) = match self.find(lines, capacity) {
                Waterline::Before(before, above) => (before, above),
                Waterline::Below(above) if self.next.is_none() => (lines.len(), above),
                _ => continue,
            };
            let content = if id == "line-sprint" {
                self.sprint_line(above, capacity)
            } else {
                self.release_line(above, capacity)
            };
            across.push(Across { before, id, content });
        }
        across
    }

    fn sprint_line(&self, above: Above, capacity: i64) -> Markup {
        let sprint = self.next_sprint.as_ref();
        let name = sprint.map_or("The next sprint", |sprint| sprint.title.as_str());
        html! {
            span {
                strong { (name) } " ends here. " (above.points) " of " (capacity) " points"
                @if let Some(sprint) = sprint { ", " (days(sprint.starts_at, sprint.ends_at, self.visit.signed.now)) }
            }
            @if above.unready > 0 { (ui::chip(&format!("{} not ready", above.unready)).state(State::MISSING)) }
        }
    }

    /// Speaks of the release that is being filled, once a story of the backlog ships in it.
    fn release_line(&self, above: Above, capacity: i64) -> Markup {
        let release = releases::store::filling(&self.releases).filter(|release| release.awaited);
        html! {
            span {
                @match release {
                    Some(release) => {
                        strong { "Release " (release.title) } " ends here. " (above.points) " of " (capacity) " points"
                        @if let Some(day) = release.ships_at { ", " (date(day, self.visit.signed.now)) }
                    },
                    None => {
                        strong { "A release" } " would end here. " (above.points) " of " (capacity) " points; no story here ships in one yet"
                    },
                }
            }
        }
    }

    /// Whether a story can be added to what is shown.
    fn takes_new(&self) -> bool {
        self.view.is_whole() || self.view.feature.is_some_and(|_| self.view.with(|view| view.feature = None).is_whole())
    }

    /// The row that takes a new story: below a row, or at the end of the backlog.
    fn quick(&self, below: Option<&Line>) -> Markup {
        let after = below.map(|line| key_of(line.number));
        let feature = self.view.feature.map(|feature| feature.to_string()).filter(|feature| feature != "none");
        // The other form of a new story asks for a role as well.
        let kept = self.visit.kept("story.write").filter(|kept| kept.value("role").is_none());
        let error = kept.and_then(|kept| kept.error("title"));
        let hint = press(self.visit, &self.marks, Right::WriteStory, "add and go on", "propose and go on");
        let open = self.at(&self.view.with(|_| {}));
        let sign = if open.contains('?') { '&' } else { '?' };
        html! {
            tr.quick #quick {
                td colspan="10" {
                    form.quick-add #quick-form method="post" action=(self.visit.action("story.write")) data-quick data-turbo-action=[below.map(|_| "replace")] {
                        (self.visit.signed.hidden_fields())
                        @if below.is_some() && self.view.add.is_some() { input type="hidden" name="next" value=(format!("{open}{sign}add={{key}}")); }
                        @if let Some(after) = after { input type="hidden" name="after" value=(after); }
                        @if let Some(feature) = feature { input type="hidden" name="feature" value=(feature); }
                        (ui::icon("plus"))
                        input.input #quick-title name="title" autocomplete="off" placeholder="Add a story here" value=[kept.and_then(|kept| kept.value("title"))]
                            aria-label=[Some(match after { Some(after) => format!("New story below {after}"), None => "New story at the end".to_owned() })]
                            aria-invalid=[error.map(|_| "true")] autofocus[self.view.add.is_some()];
                        @if let Some(error) = error { span.small role="alert" { (error) } }
                        button.vh type="submit" { "Add" }
                        button.vh type="submit" name="next" value=(format!("{open}{sign}open={{key}}")) data-key="mod+enter" { "Add and open" }
                        span.small.faint.nowrap.only-wide { (ui::kbd("↵")) " " (hint) " \u{a0} " (ui::kbd("⌘↵")) " add and open" }
                    }
                }
            }
        }
    }

    /// What stands there instead of rows.
    pub(super) fn nothing(&self) -> Markup {
        if self.total.stories == 0 {
            let text = "Write the first one below, or bring a file of stories. They stand here in the order they will be done.";
            return ui::empty("No stories yet", text, "");
        }
        let everything = self.visit.at(super::LIST);
        if self.view.sprint && self.fits_sprint.is_none() {
            let fit = format!("{everything}?edit=fit");
            let text = "Say how many points fit a sprint, and the stories that fit stand here.";
            return ui::empty("It is not said what fits a sprint", text, ui::link_button("Say how much fits", &fit));
        }
        ui::empty(
            "No story is like this",
            "Nothing in the backlog fits all of these filters.",
            ui::link_button("Show everything", &everything),
        )
    }
}

/// The word of a row’s state, and whether it is a good one.
fn state_of(row: &Row<'_>) -> (&'static str, bool) {
    match row.state {
        "in sprint" => ("In sprint", row.missing.is_empty()),
        "in work" => ("In work", true),
        "in review" => ("In review", true),
        "waiting for acceptance" => ("Waiting", true),
        state => (readiness::first_label(row.missing), states::shown(state, row.missing) == "ready"),
    }
}

fn waterline_row(line: &Across) -> Markup {
    html! { tr.waterline id=(line.id) { td colspan="10" { .water { (line.content) } } } }
}

/// The columns, the same in every arrangement.
pub(super) fn columns() -> Markup {
    html! {
        colgroup { col.c-sel; col.c-rank; col.c-id; col; col.c-dots; col.c-feat; col.c-req; col.c-ready; col.c-pts; col.c-more; }
    }
}

fn heads() -> Markup {
    html! {
        thead {
            tr {
                td {}
                th.rank scope="col" { span.vh { "Rank" } "#" }
                th scope="col" { "Story" }
                th scope="col" { span.vh { "Title" } }
                th scope="col" { "Thread" }
                th.feat scope="col" { "Feature" }
                th.req scope="col" { (NUMBERS) }
                th.readycell scope="col" { "Ready" }
                th.num scope="col" { "Points" }
                td.morecell {}
            }
        }
    }
}
