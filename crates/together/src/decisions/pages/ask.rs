//! The form that writes down a question, or a decision that was made.

use ground::db::Tx;
use ground::ui::{self, Choice};
use ground::web::Result;
use maud::{Markup, html};

use crate::roles;
use crate::roles::rules::{Matrix, Right, Subject};
use crate::visit::Visit;

/// The form; `about` is the key of what it is about, when one came from there.
pub(super) async fn form(visit: &Visit, tx: &mut Tx, about: Option<&str>) -> Result<Markup> {
    let matrix = roles::store::matrix(tx, visit.product.id).await?;
    let kept = visit.kept("decision.ask");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let own: Vec<(String, &str)> =
        matrix.own().iter().map(|own| (Subject::from(own.code.clone()).to_string(), own.label.as_str())).collect();
    Ok(html! {
        .object {
            .object-head { div { h1 { "Write down a decision" } p.dim { "A question somebody has to decide, or one that was decided. It is never edited later: it is asked again." } } }
            form.stack-s method="post" action=(visit.action("decision.ask")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                (ui::field("question", "The question").id("ask-question").required().value(value("question")).error(error("question")).attr("placeholder", "How long may a hold pause?"))
                (ui::field("options", "Options, one a line").id("ask-options").text().value(value("options")).error(error("options")).hint("What speaks against one after a dash: 60 days – too short for 4 of 23"))
                .line.wrap {
                    (ui::field("right", "Whose call it is").id("ask-right").select(&rights(&matrix, &own)).value(value("right")).error(error("right")))
                    (ui::field("about", "About").id("ask-about").value(kept.map_or(about.unwrap_or_default(), |_| value("about"))).error(error("about").or(error("to"))).attr("placeholder", "A key, such as S-214"))
                }
                (ui::sec_head("If it is decided already"))
                (ui::field("outcome", "What was decided").id("ask-outcome").value(value("outcome")).error(error("outcome")))
                (ui::field("why", "Why, in one sentence").id("ask-why").value(value("why")).error(error("why")))
                div { (ui::button("Write it down").main().icon("check")) }
            }
        }
    })
}

/// Every decision right, and what the product added.
fn rights<'a>(matrix: &'a Matrix, own: &'a [(String, &'a str)]) -> Vec<Choice<'a>> {
    let none = ui::choice("", "Anybody’s");
    let known = Right::ALL.iter().filter(|right| !matrix.deciders(**right, 0).is_empty());
    let known = known.map(|right| ui::choice(right.code(), right.label()));
    [none].into_iter().chain(known).chain(own.iter().map(|(code, label)| ui::choice(code, label))).collect()
}
