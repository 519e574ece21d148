//! The list of the inbox.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::db::{Tx, cut};
use ground::ui::{self, State};
use ground::web::Result;
use maud::{Markup, html};
use together::thread::{Key, Kind, Thing, ThingId};
use together::visit::Visit;
use together::words::{ago, day, lately, time_of_day};

use super::super::store::inbox::{self, Line, Sort, Wanted};
use super::super::store::telling;
use super::Asked;
use super::place::nearest;
use super::telling::link;

/// Requests on a page of the list.
const PAGE: usize = 50;

/// Of so many that hang on nothing, beside the one that is open, it is looked for what they read like, which takes a while: of
/// the next few to be placed.
const LOOKED_AT: usize = 5;

/// The tabs; everything together, declined and merged ones too, is behind the menu beside them.
const TABS: [(&str, &str); 4] = [("new", "New"), ("open", "Open"), ("planned", "Planned"), ("done", "Done")];
/// The list of everything.
const ALL: &str = "all";

/// The request that is open beside the list.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    pub(super) key: Key,
    /// What its page suggests first.
    pub(super) likely: Option<Key>,
}

/// A page of the inbox.
pub(super) struct Inbox {
    lines: Vec<Line>,
    placed: HashMap<ThingId, Vec<Key>>,
    /// What the first of those that hang on nothing read like, where something does.
    likely: HashMap<ThingId, Option<Key>>,
    tab: String,
    sort: Sort,
    /// The last request, when others follow.
    more: Option<Key>,
    /// Others come before the first.
    begun: bool,
    new: i64,
    /// How many of those that are done wait to be told, where these are shown.
    to_tell: i64,
    /// There are requests at all.
    pub(super) any: bool,
}

impl Inbox {
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, asked: &Asked, open: Option<&Thing>) -> Result<Self> {
        let product = visit.product.id;
        let tab = tab(asked, open);
        let state = if tab == ALL { "" } else { &tab };
        let wanted = Wanted { product, tab: state, sort: asked.sort(), now: visit.signed.now, limit: PAGE + 1 };
        let from = match asked.after {
            Some(after) => inbox::cursor(tx, product, after).await?,
            None => None,
        };
        let mut begun = from.is_some();
        let mut lines = inbox::page(tx, wanted, from).await?;
        if let Some(open) = open
            && let Some(line) = inbox::line(tx, open.id).await?
        {
            let last = lines.get(PAGE - 1);
            if asked.after.is_none() && last.is_some_and(|last| last.before(&line, asked.sort())) {
                // A request far down the list that was opened by its address begins the list.
                let here = inbox::cursor(tx, product, open.key()).await?;
                lines = inbox::page(tx, wanted, here).await?;
                begun = true;
            }
            keep(&mut lines, line, asked.sort());
        }
        let more = cut(&mut lines, PAGE);
        let more = lines.last().filter(|_| more).map(Line::key);
        let ids: Vec<_> = lines.iter().map(|line| line.id).collect();
        let mut placed: HashMap<ThingId, Vec<Key>> = HashMap::new();
        for (request, key) in inbox::placed(tx, &ids).await? {
            placed.entry(request).or_default().push(key);
        }
        let new = inbox::new(tx, product, visit.signed.now).await?;
        let to_tell = if tab == "done" { telling::count(tx, product).await? } else { 0 };
        let any = !lines.is_empty() || inbox::any(tx, product).await?;
        let likely = HashMap::new();
        Ok(Self { lines, placed, likely, tab, sort: asked.sort(), more, begun, new, to_tell, any })
    }

    /// Looks for what the first of those that hang on nothing read like. The one that is open says so itself.
    pub(super) async fn compare(&mut self, visit: &Visit, tx: &mut Tx, open: Option<Key>) -> Result<()> {
        let hangs = |line: &Line| self.placed.contains_key(&line.id);
        let waiting = self.lines.iter().filter(|line| waits(line) && !hangs(line) && Some(line.key()) != open);
        let waiting: Vec<_> = waiting.take(LOOKED_AT).collect();
        let likely = nearest(tx, visit.product.id, waiting.iter().map(|line| line.title.as_str())).await?;
        let likely = waiting.iter().zip(likely).map(|(line, likely)| (line.id, likely.map(|likely| likely.key())));
        self.likely = likely.collect();
        Ok(())
    }

    /// The first request of the list.
    pub(super) fn first(&self) -> Option<Key> {
        self.lines.first().map(Line::key)
    }

    pub(super) fn draw(&self, visit: &Visit, open: Option<Opened>) -> Markup {
        html! {
            section.inbox-list aria-label="Inbox" {
                header.stack-s {
                    .line {
                        (ui::seg_links("Which requests", &self.tabs(visit).iter().map(|(label, href, on)| ui::tab(label, href).current(*on)).collect::<Vec<_>>()))
                        span.push {}
                        (self.sorts(visit))
                        (ui::link_button("Record a request", &visit.at("requests?new=1")).quiet().only_icon("plus").attr("data-key", "r"))
                    }
                }
                (link(visit, self.to_tell))
                @if self.begun { p.small { a.link href=(self.address(visit, "requests", None)) { "From the beginning" } } }
                @if self.lines.is_empty() { p.dim.small { (self.empty()) } }
                ul data-walk-opens { @for line in &self.lines { (self.line(visit, line, open.filter(|open| open.key == line.key()))) } }
                @if let Some(last) = self.more {
                    p { (ui::link_button("Further down", &self.address(visit, "requests", Some(last))).small()) }
                }
            }
        }
    }

    fn tabs(&self, visit: &Visit) -> Vec<(String, String, bool)> {
        let label = |(tab, name): (&str, &str)| match tab {
            "new" if self.new > 99 => format!("{name} 99+"),
            "new" if self.new > 0 => format!("{name} {}", self.new),
            _ => name.to_owned(),
        };
        let one =
            |(tab, name)| (label((tab, name)), self.with(visit, "requests", tab, self.sort, None), self.tab == tab);
        TABS.into_iter().map(one).collect()
    }

    fn sorts(&self, visit: &Visit) -> Markup {
        let item = |sort: Sort, name: &'static str| {
            let href = self.with(visit, "requests", &self.tab, sort, None);
            html! { a href=(href) aria-current=[(self.sort == sort).then_some("true")] { @if self.sort == sort { (ui::icon("check")) } (name) } }
        };
        let items = html! {
            (ui::menu_label("First in the list"))
            (item(Sort::Newest, "Asked last"))
            (item(Sort::Oldest, "Asked first"))
            (item(Sort::Importance, "Most important to them"))
            (ui::menu_label("In the list"))
            a href=(self.with(visit, "requests", ALL, self.sort, None)) aria-current=[(self.tab == ALL).then_some("true")] {
                @if self.tab == ALL { (ui::icon("check")) } "All requests, declined and merged too"
            }
        };
        html! { (ui::menu("Sort and show").icon("sort").quiet().end().id("sort").list(items)) }
    }

    fn line(&self, visit: &Visit, line: &Line, open: Option<Opened>) -> Markup {
        let (key, on) = (line.key(), open.is_some());
        html! {
            li.row.on[on] id=(key) data-row {
                a.t.clip href=(self.address(visit, &key.to_string(), None)) aria-current=[on.then_some("true")] {
                    (line.asked_by())
                }
                span.wait { (when(line.asked_at, visit.signed.now)) }
                p { (line.title) }
                .sub { span.id { (key) } (self.chip(line, open)) }
            }
        }
    }

    /// What became of it: what it hangs on or repeats; else what it reads like, or that it hangs on nothing.
    fn chip(&self, line: &Line, open: Option<Opened>) -> Markup {
        let keys = self.placed.get(&line.id).map_or(&[][..], Vec::as_slice);
        let first = keys.first().map(ToString::to_string).unwrap_or_default();
        let more = if keys.len() > 1 { format!(" +{}", keys.len() - 1) } else { String::new() };
        match (line.state.as_str(), keys.first()) {
            ("declined", _) => html! { (ui::chip("Declined").icon("ban")) },
            ("merged", Some(_)) => {
                let into = keys.iter().find(|key| key.kind == Kind::Request).map(ToString::to_string).unwrap_or(first);
                html! { (ui::chip(&format!("Repeats {into}")).icon("merge")) }
            }
            (_, Some(_)) => html! { (ui::chip(&format!("{first}{more}")).icon("link")) },
            ("done", None) => html! { (ui::chip("Done").icon("check")) },
            _ => match open.map(|open| open.likely).or(self.likely.get(&line.id).copied()) {
                Some(Some(likely)) => html! { (ui::chip(&format!("Like {likely}")).icon("link")) },
                Some(None) => html! { (ui::chip("No match").state(State::MISSING)) },
                None => html! { (ui::chip("Hangs on nothing").state(State::MISSING)) },
            },
        }
    }

    fn empty(&self) -> &'static str {
        match self.tab.as_str() {
            "new" if self.any => "Nothing new. Everything has been read.",
            _ if self.any => "No request here.",
            _ => "",
        }
    }

    /// An address that keeps the tab and the order of this list.
    fn address(&self, visit: &Visit, path: &str, after: Option<Key>) -> String {
        self.with(visit, path, &self.tab, self.sort, after)
    }

    fn with(&self, visit: &Visit, path: &str, tab: &str, sort: Sort, after: Option<Key>) -> String {
        let sort = match sort {
            Sort::Newest => "",
            Sort::Oldest => "&sort=oldest",
            Sort::Importance => "&sort=importance",
        };
        let after = after.map_or_else(String::new, |after| format!("&after={after}"));
        visit.at(format!("{path}?tab={tab}{sort}{after}"))
    }
}

/// Whether a request waits to be placed.
fn waits(line: &Line) -> bool {
    !matches!(line.state.as_str(), "declined" | "merged" | "done")
}

/// Puts the request that is open at its place, also when it has just left this tab: who works through the inbox goes on
/// from there.
fn keep(lines: &mut Vec<Line>, open: Line, sort: Sort) {
    if lines.iter().all(|line| line.id != open.id) {
        let at = lines.iter().take_while(|line| line.before(&open, sort)).count();
        lines.insert(at, open);
    }
}

/// The tab that was asked for; else the one that has the open request, else new ones.
fn tab(asked: &Asked, open: Option<&Thing>) -> String {
    let known = |tab: &&str| *tab == ALL || TABS.iter().any(|(known, _)| known == tab);
    let of_open = open.map_or("new", |open| open.state.as_str());
    let tab = asked.tab.as_deref().filter(known).or_else(|| Some(of_open).filter(known)).unwrap_or(ALL);
    tab.to_owned()
}

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// When it was asked, as short as it can be said: the time today, the weekday this week, else the day.
pub(super) fn when(at: Ts, now: Ts) -> String {
    let said = day(at, now);
    match said.as_str() {
        "Today" if at.0 % DAY == 0 => said,
        "Today" => time_of_day(at),
        _ if (0..6 * DAY).contains(&(now.0 - at.0)) => said.chars().take(3).collect(),
        _ => ago(at, now),
    }
}

/// The same inside a sentence. Of what was written down with its day alone the time is not known.
pub(super) fn said_when(at: Ts, now: Ts) -> String {
    if at.0 % DAY == 0 && day(at, now) == "Today" { "today".to_owned() } else { lately(at, now) }
}
