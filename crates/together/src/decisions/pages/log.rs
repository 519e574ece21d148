//! The list: proposals and questions that wait, then what was decided, newest first.

use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::{Asked, answer};
use crate::decisions::hearing::{Hearing, Question};
use crate::decisions::store::{self, Line, Wanted};
use crate::journal::proposals::pages::Calls;
use crate::journal::proposals::store::{self as proposals, Proposal};
use crate::roles;
use crate::roles::marks::Marks;
use crate::roles::names::Names;
use crate::roles::rules::{Matrix, Right, RoleSet, Scope};
use crate::thread::store::search;
use crate::thread::{Key, Kind, ThingId};
use crate::visit::Visit;
use crate::words::{counted, date, first_name, wait};

/// Decisions on one page.
const PAGE: usize = 60;

/// The list, drawn when it is known which row is looked at.
pub(crate) struct Log {
    head: Markup,
    open: Vec<Row>,
    decided: Vec<Row>,
    tail: Markup,
    /// What is looked at when nothing was chosen.
    pub(crate) first: Option<Key>,
    on: Option<Key>,
}

struct Row {
    key: Key,
    gone: bool,
    inside: Markup,
}

/// Which part of the log is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Open,
    Mine,
    Superseded,
}

/// Loads the list; `on` is the row that is looked at.
pub(crate) async fn log(visit: &Visit, tx: &mut Tx, asked: &Asked, on: Option<Key>) -> Result<Log> {
    let show = Show::of(asked);
    let mut waiting = waiting(visit, tx, show, asked).await?;
    let mut lines = lines(visit, tx, show, asked).await?;
    let more = cut(&mut lines, PAGE);
    let counts = store::counts(tx, visit.product.id).await?;
    let calls = Calls::of(visit, tx, &waiting).await?;
    waiting.sort_by_key(|proposal| !calls.are_for(visit, proposal));
    let rights: Vec<Right> = lines.iter().filter_map(Line::known_right).collect();
    let marks = Marks::load(tx, visit, &rights).await?;
    let (open, settled): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.state == "open");
    let asked_for = Asking::load(visit, tx, &open).await?;
    let proposed = waiting.iter().map(|proposal| proposed(visit, &calls, proposal));
    let open: Vec<Row> =
        proposed.chain(open.into_iter().map(|line| asked_for.row(visit, &calls.names, &marks, line))).collect();
    let decided: Vec<Row> = settled.into_iter().map(|line| decided(visit, &calls.names, &marks, line)).collect();
    let all_waiting = proposals::groups(tx, visit.product.id).await?.into_iter().map(|(.., count)| count).sum();
    Ok(Log {
        head: head(visit, asked, show, &counts, all_waiting),
        first: open.first().or(decided.first()).map(|row| row.key),
        tail: tail(visit, asked, lines.last().filter(|_| more)),
        open,
        decided,
        on,
    })
}

async fn waiting(visit: &Visit, tx: &mut Tx, show: Show, asked: &Asked) -> Result<Vec<Proposal>> {
    if asked.filters() || matches!(show, Show::Superseded) {
        return Ok(Vec::new());
    }
    let mut waiting = proposals::waiting(tx, visit.product.id).await?;
    if show == Show::Mine {
        waiting.retain(|proposal| proposal.proposer == visit.who().id);
    }
    Ok(waiting)
}

async fn lines(visit: &Visit, tx: &mut Tx, show: Show, asked: &Asked) -> Result<Vec<Line>> {
    let product = visit.product.id;
    let mut wanted = Wanted { after: asked.after.map(|last| last.number), ..Wanted::default() };
    match show {
        Show::All => {}
        Show::Open => wanted.state = Some("open"),
        Show::Mine => wanted.of = Some(visit.who().id),
        Show::Superseded => wanted.state = Some("superseded"),
    }
    if let Some(typed) = asked.words() {
        let looked = search::Wanted { kind: Some(Kind::Decision), ..search::Wanted::member(product, typed, 200) };
        wanted.found = Some(search::find(tx, &looked).await?.into_iter().map(|found| found.id).collect());
    }
    store::list(tx, product, &wanted, PAGE + 1).await
}

impl Asked {
    fn words(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// Whether it looks at less than the first page of all.
    fn filters(&self) -> bool {
        self.words().is_some() || self.after.is_some()
    }
}

impl Show {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::All, "", "All"),
        (Self::Open, "open", "Open"),
        (Self::Mine, "mine", "Mine"),
        (Self::Superseded, "superseded", "Superseded"),
    ];

    fn of(asked: &Asked) -> Self {
        let wanted = asked.show.as_deref().unwrap_or_default();
        Self::ALL.iter().find(|(_, code, _)| *code == wanted).map_or(Self::All, |(show, ..)| *show)
    }

    fn code(self) -> &'static str {
        Self::ALL.iter().find(|(show, ..)| *show == self).map_or("", |(_, code, _)| code)
    }
}

fn head(visit: &Visit, asked: &Asked, show: Show, counts: &[(String, i64)], waiting: i64) -> Markup {
    let count = |state: &str| counts.iter().find(|(of, _)| of == state).map_or(0, |(_, count)| *count);
    let (open, superseded) = (count("open") + waiting, count("superseded"));
    let decided = count("decided") + superseded;
    let title = match open {
        0 => "Nothing waits to be decided".to_owned(),
        1 => "One decision waits".to_owned(),
        many => format!("{many} decisions wait"),
    };
    let number = |of: Show| match of {
        Show::All => Some(open + decided),
        Show::Open => Some(open),
        Show::Superseded => Some(superseded),
        Show::Mine => None,
    };
    html! {
        header {
            h1.as-h1 { (title) }
            p {
                (counted(decided, "decision", "decisions")) " made"
                @if superseded > 0 { ", " (superseded) " of them superseded later" }
                ". " a.link href=(visit.at("proposals")) { "Proposals" }
            }
            .stack-s { div { (parts(visit, show, number)) } (find(visit, asked, show)) }
        }
    }
}

/// The parts of the log as links, each with how many it has.
fn parts(visit: &Visit, shown: Show, number: impl Fn(Show) -> Option<i64>) -> Markup {
    let list = visit.at("decisions");
    let links: Vec<_> = (Show::ALL.iter())
        .map(|(of, code, label)| {
            let label = number(*of).map_or_else(|| (*label).to_owned(), |number| format!("{label} {number}"));
            let href = if code.is_empty() { list.clone() } else { format!("{list}?show={code}") };
            (label, href, *of == shown)
        })
        .collect();
    let tabs: Vec<_> = links.iter().map(|(label, href, current)| ui::tab(label, href).current(*current)).collect();
    ui::seg_links("Which decisions", &tabs)
}

fn find(visit: &Visit, asked: &Asked, show: Show) -> Markup {
    let list = visit.at("decisions");
    html! {
        form.line method="get" action=(list) {
            @if show != Show::All { input type="hidden" name="show" value=(show.code()); }
            input.input type="search" id="decisions-q" name="q" value=[asked.words()] aria-label="Find decisions by words"
                placeholder="Find by words" data-filter;
            (ui::button("Find").small())
            a.btn.btn-s href=(format!("{list}?new=1")) data-key="d" { (ui::icon("plus")) "Write down" }
        }
    }
}

fn tail(visit: &Visit, asked: &Asked, last: Option<&Line>) -> Markup {
    html! {
        @if let Some(last) = last {
            form.label method="get" action=(visit.at("decisions")) {
                @if let Some(show) = &asked.show { input type="hidden" name="show" value=(show); }
                @if let Some(words) = asked.words() { input type="hidden" name="q" value=(words); }
                input type="hidden" name="after" value=(last.key());
                (ui::button("Older decisions").small())
            }
        }
    }
}

fn proposed(visit: &Visit, calls: &Calls, proposal: &Proposal) -> Row {
    let key = proposal.key();
    let decides = proposal.right().map(|right| calls.decides(right, proposal));
    let inside = html! {
        a.t href=(visit.at(key)) { (proposal.title) }
        @if let Some(right) = proposal.right() { (calls.mark(right)) }
        p { (first_name(&proposal.proposer_name)) @if proposal.is_own() { " decides it." } @else { " proposes it. " @if let Some(decides) = decides { (decides) } } @if let Some(waits) = calls.waits(visit, proposal) { " " (waits) "." } }
        .sub {
            span.id { (key) }
            (calls.names.avatar(proposal.proposer, &proposal.proposer_name, None))
            span { "open " (wait(proposal.at, visit.signed.now)) }
        }
    };
    Row { key, gone: false, inside }
}

/// Whose call open questions are, and whose answers they wait for.
struct Asking {
    matrix: Matrix,
    hearing: Hearing,
}

impl Asking {
    async fn load(visit: &Visit, tx: &mut Tx, open: &[&Line]) -> Result<Self> {
        if open.is_empty() {
            return Ok(Self { matrix: Matrix::default(), hearing: Hearing::default() });
        }
        let things: Vec<ThingId> = open.iter().map(|line| line.thing).collect();
        let matrix = roles::store::matrix(tx, visit.product.id).await?;
        Ok(Self { matrix, hearing: Hearing::load(tx, visit.product.id, &things).await? })
    }

    fn row(&self, visit: &Visit, names: &Names, marks: &Marks, line: &Line) -> Row {
        let (asker, now) = (line.asker_name.as_deref().unwrap_or("Tandem"), visit.signed.now);
        let subject = line.subject();
        let deciders = subject.clone().map_or(RoleSet::EMPTY, |subject| self.matrix.deciders(subject, Scope::PRODUCT));
        let decides = names.of_all(deciders);
        let awaited = subject.map(|subject| self.hearing.awaited(&self.matrix, &Question::open(subject, line), now));
        let waits = answer::waits(visit, names, &awaited.unwrap_or_default());
        let inside = html! {
            a.t href=(visit.at(line.key())) { (line.title) }
            @if let Some(right) = line.known_right() { (marks.call(right)) }
            p {
                (first_name(asker))
                @if deciders.is_empty() { " asks." } @else if decides == first_name(asker) { " asks and decides." } @else { " asks. For " (decides) " to decide." }
                @if let Some(waits) = waits { " " (waits) "." }
            }
            .sub {
                span.id { (line.key()) }
                @if let Some(person) = line.asker { (names.avatar(person, asker, None)) }
                span { "open " (wait(line.asked_at, now)) }
                @if let Some(old) = line.supersedes { span.chip { "Asks D-" (old) " again" } }
            }
        };
        Row { key: line.key(), gone: false, inside }
    }
}

fn decided(visit: &Visit, names: &Names, marks: &Marks, line: &Line) -> Row {
    let decider = line.decider_name.as_deref().unwrap_or("Tandem");
    let gone = line.state == "superseded";
    let inside = html! {
        a.t href=(visit.at(line.key())) { (line.title) }
        @if let Some(right) = line.known_right() { (marks.call(right)) }
        p { (line.outcome.as_deref().unwrap_or_default()) }
        .sub {
            span.id { (line.key()) }
            @if let Some(person) = line.decider { (names.avatar(person, decider, line.decider_role)) }
            @if let Some(at) = line.decided_at { span { (date(at, visit.signed.now)) } }
            @if gone { span.chip { "Superseded" } } @else if let Some(old) = line.supersedes { span.chip { "Supersedes D-" (old) } }
        }
    };
    Row { key: line.key(), gone, inside }
}

impl Log {
    /// Says which row is looked at.
    pub(crate) fn mark(&mut self, key: Key) {
        self.on = Some(key);
    }

    /// The list as it is drawn.
    pub(crate) fn pane(&self) -> Markup {
        html! {
            section.inbox-list aria-label="Decisions" {
                (self.head)
                @for (label, rows) in [("Open", &self.open), ("Decided", &self.decided)] {
                    @if !rows.is_empty() {
                        p.label { (label) }
                        ul { @for row in rows { li.row.on[self.on == Some(row.key)].gone[row.gone] id=(format!("row-{}", row.key)) data-row { (row.inside) } } }
                    }
                }
                @if self.open.is_empty() && self.decided.is_empty() { p.label { "Nothing here. What is decided stands here with its reason, so that nobody has to ask twice." } }
                (self.tail)
            }
        }
    }
}
