//! One decision: while it is open its options and the form to decide it, then the outcome first and why.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde_json::Value;

use super::answer;
use crate::decisions::hearing::{Hearing, Question};
use crate::decisions::rules::Choice;
use crate::decisions::store::{self, Details, Effect, Line};
use crate::journal::Change;
use crate::journal::proposals::pages::lines;
use crate::roles;
use crate::roles::marks::Marks;
use crate::roles::names::Names;
use crate::roles::rules::{Awaited, Matrix, Right, RoleSet, Scope, Subject};
use crate::thread::{self, Key, Kind, Thing};
use crate::visit::Visit;
use crate::words::{date, first_name, upper_first};
use crate::{conversation, journal};

/// What the parts of a decision need.
struct Whose {
    matrix: Matrix,
    marks: Marks,
    names: Names,
    /// Whose answer is waited for.
    awaited: Vec<Awaited>,
    /// Who was asked and has let their time pass.
    unheard: RoleSet,
}

/// One decision with everything about it.
pub(super) async fn detail(visit: &Visit, tx: &mut Tx, thing: &Thing, line: &Line) -> Result<Markup> {
    let details = store::details(tx, thing.id).await?;
    let rights: Vec<Right> = line.known_right().into_iter().collect();
    let matrix = roles::store::matrix(tx, visit.product.id).await?;
    let (awaited, unheard) = heard(visit, tx, &matrix, line).await?;
    let whose = Whose {
        awaited,
        unheard,
        matrix,
        marks: Marks::load(tx, visit, &rights).await?,
        names: Names::load(tx, visit.product.id).await?,
    };
    let hangs = thread::store::links_down(tx, thing.id).await?;
    let hangs: Vec<_> = hangs.into_iter().filter(|link| link.link == "decided by").collect();
    let effects = match details.entry_seq.filter(|_| line.state != "open") {
        Some(seq) => store::effects(tx, visit.product.id, seq).await?,
        None => Vec::new(),
    };
    let before = before(tx, visit, &details).await?;
    let talk = conversation::pages::section(visit, tx, thing).await?;
    let history = journal::pages::recent(visit, tx, thing).await?;
    Ok(html! {
        .object {
            (head(visit, &whose, line))
            .stack {
                @if let Some(waits) = answer::waits(visit, &whose.names, &whose.awaited) { (answer::notice(&waits)) }
                @else if let Some(unheard) = answer::unheard(&whose.names, whose.unheard) { (ui::notice(html! { (unheard) "." })) }
                @if line.state == "open" { (decide(visit, &whose, line, &details.options.0)) }
                @else {
                    section { (ui::verdict(line.outcome.as_deref().unwrap_or_default(), details.why.as_deref().unwrap_or_default())) }
                    (superseded(visit, &details))
                    section.pair { (who(visit, &whose, line)) (changed(visit, &whose, &effects)) }
                    @if details.proposal.is_none() { (options(line, &details.options.0)) }
                }
                (hanging(visit, &hangs))
                (before_this(visit, &before))
                @if line.state == "decided" { (again(visit, line, &details.options.0)) }
                (talk)
                (history)
            }
        }
    })
}

/// Whose answer an open question waits for, and who has let their time pass.
async fn heard(visit: &Visit, tx: &mut Tx, matrix: &Matrix, line: &Line) -> Result<(Vec<Awaited>, RoleSet)> {
    let Some(subject) = line.subject().filter(|_| line.state == "open") else {
        return Ok((Vec::new(), RoleSet::EMPTY));
    };
    let hearing = Hearing::load(tx, visit.product.id, &[line.thing]).await?;
    let (question, now) = (Question::open(subject, line), visit.signed.now);
    Ok((hearing.awaited(matrix, &question, now), hearing.unheard(matrix, &question, now)))
}

fn head(visit: &Visit, whose: &Whose, line: &Line) -> Markup {
    let now = visit.signed.now;
    let asker = line.asker_name.as_deref().unwrap_or("Tandem");
    html! {
        .object-head {
            div {
                span.id {
                    (line.key()) ", "
                    @if let Some(at) = line.decided_at.filter(|_| line.state != "open") { "decided " (date(at, now)) }
                    @else { "asked by " (asker) " on " (date(line.asked_at, now)) }
                }
                h1 { (line.title) }
            }
            .actions {
                @match line.state.as_str() {
                    "open" => (whose.line(line)),
                    "decided" => a.btn href="#again-question" { (ui::icon("undo")) "Ask it again" },
                    _ => {}
                }
            }
        }
    }
}

impl Whose {
    /// “PM PO Ines decides”, or who decides a row the product added.
    fn line(&self, line: &Line) -> Markup {
        let Some(subject) = line.subject() else {
            return html! { span.call-line { "Anybody may write down what is decided" } };
        };
        let deciders = self.matrix.deciders(subject.clone(), Scope::PRODUCT);
        html! {
            span.call-line {
                @if let Subject::Known(right) = &subject { (self.marks.call(*right)) }
                " " (self.names.of_all(deciders)) " to decide"
            }
        }
    }
}

fn superseded(visit: &Visit, details: &Details) -> Markup {
    html! {
        @if let Some(number) = details.superseded_by {
            @let key = Key::new(Kind::Decision, number);
            (ui::notice(html! { strong { "It holds no longer." } " " a href=(visit.at(key)) { (key) } " took its place." }))
        }
    }
}

fn decide(visit: &Visit, whose: &Whose, line: &Line, options: &[Choice]) -> Markup {
    let kept = visit.kept("decision.decide").filter(|kept| kept.value("decision") == Some(&line.key().to_string()));
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let general = kept.and_then(crate::visit::Kept::general_error);
    let acts = line.known_right().is_none_or(|right| whose.marks.acts(visit, right));
    let too_soon = acts && !whose.awaited.is_empty();
    html! {
        @if !acts && answer::is_asked(visit, &whose.awaited) { (answer::form(visit, line.key())) }
        form.stack method="post" action=(visit.action("decision.decide")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="decision" value=(line.key());
            @if !options.is_empty() {
                section {
                    (ui::sec_head("Options").count(options.len()))
                    table.table.words {
                        colgroup { col.w-mark; col; col; }
                        thead { tr { td {} th scope="col" { "Option" } th scope="col" { "What it costs" } } }
                        tbody {
                            @for (n, option) in options.iter().enumerate() {
                                tr {
                                    td { input type="radio" id=(format!("option-{n}")) name="outcome" value=(option.name) checked[value("outcome") == option.name] aria-label=(format!("Choose: {}", option.name)); }
                                    td.strong { label for=(format!("option-{n}")) { (option.name) } }
                                    td.dim { (option.note) }
                                }
                            }
                        }
                    }
                }
            }
            (ui::field(if options.is_empty() { "outcome" } else { "other" }, if options.is_empty() { "What is decided" } else { "Something else" })
                .id("decide-outcome").value(if options.is_empty() { value("outcome") } else { value("other") }).error(error("outcome")))
            section.composer {
                textarea.input name="why" id="decide-why" rows="2" required aria-label="Why, in one sentence" aria-invalid=[error("why").map(|_| "true")]
                    placeholder="Why, in one sentence. It is kept with the decision" { (value("why")) }
                @if let Some(error) = error("why").map(str::to_owned).or(general) { p.error role="alert" data-refusal { (error) } }
                .line.wrap {
                    (whose.line(line))
                    @if too_soon { span.small.dim { "It can be decided after that" } }
                    @else { span.push.line { (ui::button(if acts { "Decide" } else { "Propose it" }).small().main().icon("check").kbd("⌘↵")) } }
                }
            }
            (tells(whose, line))
        }
    }
}

/// Who is told, before it is done.
fn tells(whose: &Whose, line: &Line) -> Markup {
    let Some(subject) = line.subject() else { return html! {} };
    let told =
        whose.matrix.consulted(subject.clone(), Scope::PRODUCT).or(whose.matrix.informed(subject, Scope::PRODUCT));
    html! { @if !told.is_empty() { p.small.faint { "Tells " (told.named()) "." } } }
}

fn who(visit: &Visit, whose: &Whose, line: &Line) -> Markup {
    let decider = line.decider_name.as_deref().unwrap_or("Tandem itself");
    let asker = line.asker_name.as_deref().unwrap_or("Tandem itself");
    let told = line.subject().map(|subject| {
        whose.matrix.consulted(subject.clone(), Scope::PRODUCT).or(whose.matrix.informed(subject, Scope::PRODUCT))
    });
    let person = |person, name: &str, role| html! { span.who { (whose.names.avatar(person, name, role)) (name) } };
    let decided = line.decider.map_or(html! { (decider) }, |id| person(id, decider, line.decider_role));
    let asked = line.asker.map_or(html! { (asker) }, |id| person(id, asker, None));
    let mut facts: Vec<(&str, Markup)> =
        vec![("Decided", html! { (decided) @if let Some(right) = line.known_right() { (whose.marks.call(right)) } })];
    if let Some(role) = line.decider_role {
        facts.push(("As", html! { (role.label().to_lowercase()) }));
    }
    if let Some(subject) = line.subject() {
        facts.push(("Of", html! { a.link href=(visit.at("roles")) { (whose.matrix.label(&subject)) } }));
    }
    facts.push(("Asked", asked));
    if let Some(told) = told.filter(|told| !told.is_empty()) {
        facts.push(("Told", html! { (told.named()) }));
    }
    html! { div { (ui::sec_head("Who")) (ui::facts(facts)) } }
}

fn changed(visit: &Visit, whose: &Whose, effects: &[Effect]) -> Markup {
    let changes: Vec<Change> = effects.iter().map(change).collect();
    html! {
        div {
            (ui::sec_head("What it changed").count(changes.len()))
            @if changes.is_empty() { p.small.dim { "Nothing by itself: it is written down, and people act on it." } }
            @else { .object { (lines::diff(visit, &whose.names, &changes, 12)) } }
        }
    }
}

fn change(effect: &Effect) -> Change {
    let json =
        |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let key = effect.kind.zip(effect.number).map(|(kind, number)| Key::new(kind, number));
    Change {
        thing: effect.thing,
        key,
        field: effect.field.clone(),
        before: json(&effect.before),
        after: json(&effect.after),
    }
}

fn options(line: &Line, options: &[Choice]) -> Markup {
    if options.is_empty() {
        return html! {};
    }
    let chosen = |option: &Choice| line.outcome.as_deref() == Some(&option.name);
    html! {
        section {
            (ui::sec_head("Options that were open").count(options.len()))
            table.table.words {
                colgroup { col.w-mark; col; col; }
                thead { tr { td {} th scope="col" { "Option" } th scope="col" { "Why not" } } }
                tbody {
                    @for option in options {
                        tr {
                            td { @if chosen(option) { span.good { (ui::icon("ready")) } } @else { span.faint { (ui::icon("notready")) } } }
                            td.strong[chosen(option)] { (option.name) }
                            td.dim { @if chosen(option) { "Chosen" } @else { (option.note) } }
                        }
                    }
                }
            }
        }
    }
}

fn hanging(visit: &Visit, hangs: &[thread::store::Linked]) -> Markup {
    html! {
        @if !hangs.is_empty() {
            section {
                (ui::sec_head("What it is about").count(hangs.len()))
                ul.rows {
                    @for thing in hangs {
                        li.row { a.clip href=(visit.at(thing.key())) { span.id { (thing.key()) } " " (thing.title) } span.line { @if thing.kind != Kind::Proposal { (thread::pages::dots(thing.thread)) } (ui::chip(&upper_first(&thing.state))) } }
                    }
                }
            }
        }
    }
}

/// The decisions whose place it took, the last one first.
async fn before(tx: &mut Tx, visit: &Visit, details: &Details) -> Result<Vec<Line>> {
    let mut before = Vec::new();
    let mut next = details.supersedes;
    while let Some(old) = next.filter(|_| before.len() < 10) {
        let Some(line) = store::one(tx, visit.product.id, old).await? else { break };
        next = store::details(tx, old).await?.supersedes;
        before.push(line);
    }
    Ok(before)
}

fn before_this(visit: &Visit, before: &[Line]) -> Markup {
    html! {
        @if !before.is_empty() {
            section {
                (ui::sec_head("Before this"))
                ul.history {
                    @for line in before {
                        li {
                            time { @if let Some(at) = line.decided_at { (date(at, visit.signed.now)) } }
                            span {
                                a href=(visit.at(line.key())) { b { (line.key()) } } " "
                                @if line.state == "superseded" { del { (line.outcome.as_deref().unwrap_or(&line.title)) } } @else { (line.outcome.as_deref().unwrap_or(&line.title)) ", holds until this is decided" }
                                @if let Some(name) = &line.decider_name { ", by " (first_name(name)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn again(visit: &Visit, line: &Line, options: &[Choice]) -> Markup {
    let kept = visit.kept("decision.supersede");
    let lines: Vec<_> = options.iter().map(written).collect();
    html! {
        details.from-head open[kept.is_some()] {
            summary.btn { (ui::icon("x")) "Leave it as it is" }
            form.stack-s method="post" action=(visit.action("decision.supersede")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                input type="hidden" name="decision" value=(line.key());
                p.small.dim { "This decision holds until the new one is decided, and then gives way to it." }
                (ui::field("question", "The question").id("again-question").value(kept.and_then(|kept| kept.value("question")).unwrap_or(&line.title)).error(kept.and_then(|kept| kept.error("question"))))
                (ui::field("options", "Options, one a line").id("again-options").text().value(kept.and_then(|kept| kept.value("options")).unwrap_or(&lines.join("\n")))
                    .error(kept.and_then(|kept| kept.error("options"))).hint("What speaks against one after a dash"))
                div { (ui::button("Ask").main()) }
            }
        }
    }
}

/// An option as one writes it.
fn written(option: &Choice) -> String {
    if option.note.is_empty() { option.name.clone() } else { format!("{} – {}", option.name, option.note) }
}
