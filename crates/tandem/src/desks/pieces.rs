//! What several desks show.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::journal::proposals::store as proposals;
use together::roles::rules::Role;
use together::thread;
use together::visit::Visit;
use together::words::wait;

use super::store;

/// The proposals that wait for a role, with taking and declining in place.
pub(super) async fn proposals(visit: &Visit, tx: &mut Tx, role: Role) -> Result<(usize, Markup)> {
    let waiting: Vec<_> = proposals::waiting(tx, visit.product.id)
        .await?
        .into_iter()
        .filter(|proposal| proposal.to_role == role.code())
        .collect();
    let drawn = html! {
        @if !waiting.is_empty() {
            section {
                (ui::sec_head("Proposals").id("proposals").count(waiting.len()).aside("Deciding asks for one sentence of why"))
                ul.rows { @for proposal in &waiting { (proposal_row(visit, proposal)) } }
            }
        }
    };
    Ok((waiting.len(), drawn))
}

fn proposal_row(visit: &Visit, proposal: &proposals::Proposal) -> Markup {
    let key = format!("P-{}", proposal.number);
    let waited = wait(proposal.at, visit.signed.now);
    let initials = ui::initials(&proposal.proposer_name);
    let avatar =
        ui::Avatar { initials: &initials, name: &proposal.proposer_name, role: "", role_mark: None, large: false };
    html! {
        li.row.row-lead id=(key) data-row {
            (ui::wait(&waited, false))
            div {
                .t { a.title href=(visit.at(&key)) { (proposal.title) } }
                .sub { (avatar) span { (proposal.proposer_name) " proposes" } span.id { (key) } @if let Some(because) = &proposal.because { span { "“" (because) "”" } } }
                details {
                    summary.btn.btn-s { "Decide" }
                    form.composer method="post" action=(visit.action("proposal.take")) {
                        (visit.signed.hidden_fields())
                        input type="hidden" name="proposal" value=(key);
                        (ui::field("because", "Why, in one sentence").id(&format!("because-{key}")).required().error(error(visit, &key).as_deref()))
                        .line {
                            span.push.line {
                                button.btn.btn-s.btn-quiet type="submit" formaction=(visit.action("proposal.decline")) { "Decline" }
                                button.btn.btn-s.btn-main type="submit" { "Take it" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn error(visit: &Visit, key: &str) -> Option<String> {
    let kept = visit.kept("proposal.take").or_else(|| visit.kept("proposal.decline"))?;
    (kept.value("proposal") == Some(key)).then(|| kept.error("because").map(str::to_owned)).flatten()
}

/// Where the thread is broken, for the rail.
pub(super) async fn gaps(visit: &Visit, tx: &mut Tx) -> Result<Markup> {
    let gaps = store::gaps(tx, visit.product.id).await?;
    Ok(html! {
        section.stack-s {
            (ui::sec_head("Gaps in the thread").count(gaps.len()))
            @if gaps.is_empty() { p.dim { "The thread is whole as far as it goes." } }
            ul.rows {
                @for gap in &gaps {
                    li.row.row-icon {
                        span.faint { (ui::icon("notready")) }
                        .clip { a href=(visit.at(gap.key())) title=(gap.title) { (gap.key()) " " (missing(gap)) } }
                        (thread::pages::dots(gap.thread))
                    }
                }
            }
        }
    })
}

fn missing(gap: &store::Gap) -> &'static str {
    match gap.kind {
        thread::Kind::Story => "has no need",
        thread::Kind::Need => "has no feature",
        _ => "has no need beneath it",
    }
}

/// How many things wait, as a heading.
pub(super) fn waits(number: usize) -> String {
    match number {
        0 => "Nothing waits for you".to_owned(),
        1 => "One thing waits for you".to_owned(),
        number => format!("{number} things wait for you"),
    }
}
