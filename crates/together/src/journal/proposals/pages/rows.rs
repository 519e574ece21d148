//! One proposal as a row: what is wished, by whom, since when, and the form of whoever decides it.

use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};

use super::calls::{Calls, Standing};
use super::lines;
use crate::decisions::pages::answer;
use crate::journal::proposals::store::Proposal;
use crate::roles::names::Names;
use crate::roles::rules::Role;
use crate::thread::{self, Thing};
use crate::visit::{Kept, Visit};
use crate::words::{ago, first_name, upper_first, wait};

/// Some proposals with all that their rows show.
pub(super) struct Listed {
    pub(super) proposals: Vec<Proposal>,
    pub(super) calls: Calls,
    about: Vec<Thing>,
}

/// A proposal that has waited so long is late: two days.
pub(super) const LATE: i64 = 2 * 24 * 3_600_000_000;

/// Lines of before and after a row shows.
const LINES: usize = 4;

impl Listed {
    pub(super) async fn of(visit: &Visit, tx: &mut Tx, proposals: Vec<Proposal>) -> Result<Self> {
        let calls = Calls::of(visit, tx, &proposals).await?;
        let ids: Vec<_> = proposals.iter().filter_map(|proposal| proposal.about).collect();
        let about = if ids.is_empty() { Vec::new() } else { thread::store::by_ids(tx, &ids).await? };
        Ok(Self { proposals, calls, about })
    }

    /// Those this visitor may take, and the others.
    pub(super) fn split(&self, visit: &Visit) -> (Vec<&Proposal>, Vec<&Proposal>) {
        self.proposals.iter().partition(|proposal| self.calls.are_for(visit, proposal))
    }

    /// A row with before and after and, for whoever decides, the form.
    pub(super) fn row(&self, visit: &Visit, proposal: &Proposal) -> Markup {
        let key = proposal.key();
        let now = visit.signed.now;
        let standing = self.calls.standing(visit, proposal);
        let open = html! {
            (lines::diff(visit, &self.calls.names, &proposal.changes.0, LINES))
            (forms(visit, &self.calls, proposal, &standing))
        };
        let id = key.to_string();
        let title = html! { a href=(visit.at(key)) { (proposal.title) } };
        html! {
            (ui::row(ui::row_text(title, self.sub(visit, proposal, &standing))).id(&id).walked()
                .lead(ui::wait(&wait(proposal.at, now), now.0 - proposal.at.0 > LATE)).open(open))
        }
    }

    /// A row without form: for what was decided, and for others' eyes.
    pub(super) fn line(&self, visit: &Visit, proposal: &Proposal) -> Markup {
        let key = proposal.key();
        let standing = self.calls.standing(visit, proposal);
        let id = key.to_string();
        let title = html! { a href=(visit.at(key)) { (proposal.title) } };
        let sub = if proposal.decided_at.is_some() {
            settled(visit, &self.calls, proposal)
        } else {
            self.sub(visit, proposal, &standing)
        };
        let state = (proposal.state != "waiting").then(|| ui::chip(&proposal.state));
        html! { (ui::row(ui::row_text(title, sub)).id(&id).walked().end(html! { @if let Some(chip) = state { (chip) } })) }
    }

    fn sub(&self, visit: &Visit, proposal: &Proposal, standing: &Standing) -> Markup {
        let about = proposal.about.and_then(|about| self.about.iter().find(|thing| thing.id == about));
        html! {
            span.id { (proposal.key()) }
            (by(&self.calls, proposal))
            @if let Some(thing) = about { a href=(visit.at(thing.key())) { span.id { (thing.key()) } " " (thing.title) } }
            (whose(visit, &self.calls, proposal, standing))
            @if let Some(waits) = self.calls.waits(visit, proposal).or_else(|| self.calls.unheard(visit, proposal)) { span.chip { (ui::icon("clock")) (waits) } }
        }
    }
}

/// The proposer's picture and name, with the role they propose in.
pub(super) fn by(calls: &Calls, proposal: &Proposal) -> Markup {
    let role = Role::of_code(&proposal.proposer_role);
    let label = role.map(|role| format!(", {}", role.label().to_lowercase())).unwrap_or_default();
    html! { (calls.names.avatar(proposal.proposer, &proposal.proposer_name, role)) span { (proposal.proposer_name) (label) } }
}

/// Whose call it is: “Priya proposes, you decide”.
pub(super) fn whose(visit: &Visit, calls: &Calls, proposal: &Proposal, standing: &Standing) -> Markup {
    let mine = proposal.proposer == visit.who().id;
    if proposal.is_own() {
        let decides =
            if mine { "You decide".to_owned() } else { format!("{} decides", first_name(&proposal.proposer_name)) };
        return html! { span.call-line { @if let Some(right) = proposal.right() { (calls.mark(right)) } " " (decides) } };
    }
    let proposes =
        if mine { "You propose".to_owned() } else { format!("{} proposes", first_name(&proposal.proposer_name)) };
    let decides = match standing {
        Standing::Mine { then: None } if !proposal.agreed().is_empty() => "you agree to it".to_owned(),
        Standing::Mine { then: None } => "you decide".to_owned(),
        Standing::Mine { then: Some(role) } => format!("you decide, then {} must agree", calls.names.of(*role)),
        Standing::Theirs(roles) => format!("{} to decide", calls.names.of_all(*roles)),
        Standing::Stuck(why) => return html! { span.call-line { (ui::icon("notready")) (why) } },
    };
    html! { span.call-line { @if let Some(right) = proposal.right() { (calls.mark(right)) } " " (proposes) ", " (decides) } }
}

/// What became of it, below the title of a row.
fn settled(visit: &Visit, calls: &Calls, proposal: &Proposal) -> Markup {
    let because = proposal.decided_because.as_deref().filter(|because| !because.is_empty());
    html! {
        span.id { (proposal.key()) }
        (by(calls, proposal))
        span { (decided(visit, calls, proposal)) }
        @if let Some(because) = because { span { "“" (because) "”" } }
    }
}

/// “Declined by Tomas, 12 Oct”.
pub(super) fn decided(visit: &Visit, calls: &Calls, proposal: &Proposal) -> String {
    let decider = proposal.decided_by.and_then(|person| calls.names.find(person)).map_or("somebody", first_name);
    let at = proposal.decided_at.map(|at| format!(", {}", ago(at, visit.signed.now))).unwrap_or_default();
    format!("{} by {decider}{at}", upper_first(&proposal.state))
}

/// What this visitor can do with a waiting proposal: take or decline it, or withdraw their own.
pub(super) fn forms(visit: &Visit, calls: &Calls, proposal: &Proposal, standing: &Standing) -> Markup {
    let waits = !calls.awaited(visit, proposal).is_empty();
    let made = proposal.proposer == visit.who().id;
    html! {
        @match standing {
            // Whoever waits for answers to their own wish withdraws it rather than decline it.
            Standing::Mine { .. } if waits && made => {}
            Standing::Mine { then } => { (decide(visit, calls, proposal, *then)) }
            Standing::Theirs(_) | Standing::Stuck(_) if calls.asks(visit, proposal) => { (answer::form(visit, proposal.key())) }
            Standing::Theirs(_) | Standing::Stuck(_) => {}
        }
        @if made { (withdraw(visit, proposal)) }
    }
}

fn decide(visit: &Visit, calls: &Calls, proposal: &Proposal, then: Option<Role>) -> Markup {
    let key = proposal.key().to_string();
    let kept = ["proposal.take", "proposal.decline"].into_iter().find_map(|action| visit.kept(action));
    let kept = kept.filter(|kept| kept.value("proposal") == Some(&key));
    let overtaken = kept.and_then(|kept| overtaken(visit, &calls.names, kept));
    let error = kept.and_then(|kept| kept.error("because"));
    let readable = can_be_read(visit, proposal);
    let takes = readable && (then.is_some() || calls.awaited(visit, proposal).is_empty());
    let take = match (overtaken.is_some(), then) {
        (true, _) => "Take it all the same",
        (_, Some(_)) => "Agree",
        _ => "Take it",
    };
    html! {
        form.composer id=(format!("decide-{key}")) method="post" action=(visit.action("proposal.take")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="proposal" value=(key);
            @if let Some(difference) = &overtaken { (difference) input type="hidden" name="anyway" value="true"; }
            @if !readable { (too_old()) }
            textarea.input name="because" id=(format!("because-{key}")) rows="2" required aria-label="Why, in one sentence"
                aria-invalid=[error.map(|_| "true")] placeholder="Why, in one sentence. It is kept with the decision" {
                (kept.and_then(|kept| kept.value("because")).unwrap_or_default())
            }
            @if let Some(error) = error { p.error role="alert" data-refusal { (error) } }
            .line.wrap {
                @if readable && !takes { span.small.dim { "It can be taken after that, or be declined now" } }
                @if let Some(role) = then { span.small.dim { "Takes effect when " (calls.names.of(role)) " agrees" } }
                span.push.line {
                    (ui::button("Decline").small().attr("formaction", &visit.action("proposal.decline")))
                    @if takes { (ui::button(take).small().main().icon("check").kbd("⌘↵").attr("data-key", "mod+enter")) }
                }
            }
        }
    }
}

/// What has changed since the proposal was made, when that is why taking it was refused.
fn overtaken(visit: &Visit, names: &Names, kept: &Kept) -> Option<Markup> {
    let Failure::Conflict(conflict) = &kept.failure else { return None };
    let hint = conflict.refusal.hint.as_deref().unwrap_or_default();
    Some(html! {
        (ui::notice(html! { strong { (conflict.refusal.message) } " " span data-refusal { (hint) } }).state(ui::State::LATE))
        p.small.dim { "As it was when it was proposed, and as it is now:" }
        (lines::moved_on(visit, names, &conflict.sent, &conflict.stored))
    })
}

fn too_old() -> Markup {
    let text = html! { strong { "It was made by an older Tandem and can no longer be performed." } " Decline it, or do by hand what it wishes." };
    html! { (ui::notice(text).state(ui::State::LATE)) }
}

/// Whether this program still knows every action of a proposal.
fn can_be_read(visit: &Visit, proposal: &Proposal) -> bool {
    proposal.body.0.as_array().into_iter().flatten().all(|packed| {
        let name = packed["action"].as_str().unwrap_or_default();
        let known = visit.app().registry.find_version(name, packed["version"].as_i64().unwrap_or(1));
        known.is_some_and(|known| (known.decode)(packed["body"].clone()).is_ok())
    })
}

fn withdraw(visit: &Visit, proposal: &Proposal) -> Markup {
    html! {
        form.line id=(format!("withdraw-{}", proposal.key())) method="post" action=(visit.action("proposal.withdraw")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="proposal" value=(proposal.key());
            span.push {}
            (ui::button("Withdraw").small().quiet().icon("x"))
        }
    }
}
