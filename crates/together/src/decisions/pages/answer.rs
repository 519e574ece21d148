//! Whose answer is waited for, and the form of whoever is asked.

use ground::ui;
use maud::{Markup, html};

use crate::decisions::hearing::in_words;
use crate::roles::names::Names;
use crate::roles::rules::{Awaited, RoleSet};
use crate::thread::Key;
use crate::visit::Visit;

/// “Waits for Priya until Friday 10:00”, where something does.
pub(crate) fn waits(visit: &Visit, names: &Names, awaited: &[Awaited]) -> Option<String> {
    (!awaited.is_empty()).then(|| format!("Waits for {}", in_words(awaited, Some(names), visit.signed.now)))
}

/// “No answer from Priya in the time there was”, where somebody has let it pass.
pub(crate) fn unheard(names: &Names, unheard: RoleSet) -> Option<String> {
    (!unheard.is_empty()).then(|| format!("No answer from {} in the time there was", names.of_all(unheard)))
}

/// What is waited for, at the head of what it is about.
pub(crate) fn notice(waits: &str) -> Markup {
    html! { (ui::notice(html! { strong { (waits) ", or for the answer." } })) }
}

/// Whether one of the answers waited for is this visitor's to give.
pub(crate) fn is_asked(visit: &Visit, awaited: &[Awaited]) -> bool {
    awaited.iter().any(|awaited| visit.has(awaited.role))
}

/// The form to answer a proposal or a question.
pub(crate) fn form(visit: &Visit, key: Key) -> Markup {
    let of = key.to_string();
    let kept = visit.kept("decision.answer").filter(|kept| kept.value("thing") == Some(&of));
    let error = kept.and_then(|kept| kept.failure.refusal());
    html! {
        form.composer id=(format!("answer-{key}")) method="post" action=(visit.action("decision.answer")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(key);
            textarea.input name="answer" id=(format!("answer-to-{key}")) rows="2" aria-label="Your answer" aria-invalid=[error.map(|_| "true")]
                placeholder="What you think of it. Left empty, it says that there is nothing against it" {
                (kept.and_then(|kept| kept.value("answer")).unwrap_or_default())
            }
            @if let Some(refusal) = error { p.error role="alert" data-refusal { (refusal.message) } }
            .line.wrap {
                span.small.dim { "It is decided when you have answered, or when the time is over" }
                span.push {}
                (ui::button("Answer").small().main().icon("check"))
            }
        }
    }
}
