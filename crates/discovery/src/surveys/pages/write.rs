//! The forms of a survey.

use std::collections::BTreeSet;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::thread::{self, Key};
use together::visit::Visit;

use crate::needs;
use crate::personas;
use crate::surveys::rules::{About, MOST_THINGS};
use crate::surveys::store::Survey;

/// Needs or features that are offered.
const OFFERED: i64 = 100;

/// Something a survey may ask about.
struct Offer {
    key: Key,
    title: String,
    remark: String,
    chosen: bool,
}

/// The page that writes a survey.
pub(super) async fn form(visit: &Visit, tx: &mut Tx, marks: &Marks, about: About) -> Result<Markup> {
    let form = Form::of(visit, "survey.write");
    let about = form.value("about", about.code()).parse().unwrap_or(about);
    let mut offers = offers(visit, tx, about).await?;
    choose(visit, "survey.write", &mut offers);
    let personas = personas::store::list(tx, visit.product.id).await?;
    let segments: Vec<_> = personas.into_iter().map(|persona| persona.title).collect();
    let segments = segments.join("\n");
    let (title, lead) = match about {
        About::Needs => (
            "What matters to them, and how well does it go?",
            "Two questions on each need. The share of those who answer 4 or 5 becomes its importance and its satisfaction.",
        ),
        About::Features => (
            "Would they miss it?",
            "Two questions on each feature, by Kano’s method: what it would be to have it, and not to have it.",
        ),
    };
    Ok(html! {
        .page.page-narrow {
            (ui::page_head(title, lead, marks.call(about.right())))
            form.stack method="post" action=(visit.action("survey.write")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                input type="hidden" name="about" value=(about.code());
                (form.trouble())
                (fields(form, ["", "", &segments]))
                (things(about, &offers, form.error("things")))
                div { (ui::button(press(visit, marks, about, "Write it", "Propose it")).main().kbd("⌘↵")) }
            }
        }
    })
}

/// The form that changes one, opened in place. What it asks is chosen while it is a draft.
pub(super) async fn change(visit: &Visit, tx: &mut Tx, marks: &Marks, survey: &Survey) -> Result<Markup> {
    let form = Form::of(visit, "survey.edit");
    let draft = survey.state == "draft";
    let mut offers = if draft { offers(visit, tx, survey.about).await? } else { Vec::new() };
    let keys = survey.keys();
    offers.iter_mut().for_each(|offer| offer.chosen = keys.contains(&offer.key));
    choose(visit, "survey.edit", &mut offers);
    let stored = [survey.title.as_str(), &survey.text, &survey.segments];
    Ok(html! {
        details #change open[form.refused()] {
            summary.btn { (ui::icon("edit")) "Change the survey" }
            form.stack-s method="post" action=(visit.action("survey.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="survey" value=(survey.key());
                input type="hidden" name="seen" value=(form.seen(survey.seq));
                (form.trouble())
                @if draft {
                    (fields(form, stored))
                    (things(survey.about, &offers, form.error("things")))
                } @else {
                    (title(form, stored[0]))
                    (text(form, stored[1]))
                }
                div { (ui::button(press(visit, marks, survey.about, "Save", "Propose the change")).main()) }
            }
        }
    })
}

fn fields(form: Form<'_>, [called, words, segments]: [&str; 3]) -> Markup {
    html! {
        (title(form, called))
        (text(form, words))
        (ui::field("segments", "Who may they be? One a line").id("survey-segments").text().attr("rows", "4").value(&form.value("segments", segments)).error(form.error("segments"))
            .hint("Whoever answers can choose one, or none. Results are told apart by it."))
    }
}

fn title(form: Form<'_>, stored: &str) -> Markup {
    html! { (ui::field("title", "What those who answer see as its title").id("survey-title").required().attr("placeholder", "What matters to you when you borrow?").value(&form.value("title", stored)).error(form.error("title"))) }
}

fn text(form: Form<'_>, stored: &str) -> Markup {
    html! { (ui::field("text", "What they read first").id("survey-text").text().attr("rows", "3").value(&form.value("text", stored)).error(form.error("text"))) }
}

fn things(about: About, offers: &[Offer], error: Option<&str>) -> Markup {
    let legend = match about {
        About::Needs => "Which needs?",
        About::Features => "Which features?",
    };
    html! {
        fieldset.field aria-describedby=[error.map(|_| "things-e")] {
            legend.label.strong { (legend) }
            .stack-s {
                @for offer in offers {
                    label.check {
                        input type="checkbox" name="things" value=(offer.key) checked[offer.chosen];
                        span { span.id { (offer.key) } " " (offer.title) @if !offer.remark.is_empty() { " " span.small.faint { (offer.remark) } } }
                    }
                }
                @if offers.is_empty() { p.dim { "There is nothing to ask about yet." } }
            }
            @if let Some(error) = error { span.error id="things-e" { (ui::icon("warn")) (error) } }
        }
    }
}

/// What can be asked about: needs as they are ranked, all that are not met yet chosen; features, none chosen.
async fn offers(visit: &Visit, tx: &mut Tx, about: About) -> Result<Vec<Offer>> {
    if about == About::Features {
        let features = thread::store::pick(tx, visit.product.id, about.kind(), OFFERED).await?;
        let offer = |feature: thread::Thing| Offer {
            key: feature.key(),
            title: feature.title,
            remark: feature.state,
            chosen: false,
        };
        return Ok(features.into_iter().map(offer).collect());
    }
    let lines = needs::store::list(tx, visit.product.id, "", OFFERED).await?;
    let mut left = MOST_THINGS;
    let offer = |need: needs::store::Line| {
        let chosen = need.state != "done" && left > 0;
        left -= usize::from(chosen);
        let remark = match need.asked {
            Some(asked) => format!("{asked} asked so far"),
            None => "nobody asked yet".to_owned(),
        };
        Offer { key: need.key(), title: need.title, remark, chosen }
    };
    Ok(lines.into_iter().map(offer).collect())
}

/// After a refusal what was ticked is ticked again.
fn choose(visit: &Visit, action: &str, offers: &mut [Offer]) {
    if let Some(kept) = visit.kept(action) {
        let ticked: BTreeSet<&str> = kept.pairs.all("things").collect();
        offers.iter_mut().for_each(|offer| offer.chosen = ticked.contains(offer.key.to_string().as_str()));
    }
}

pub(super) fn press(
    visit: &Visit,
    marks: &Marks,
    about: About,
    acts: &'static str,
    proposes: &'static str,
) -> &'static str {
    if marks.acts(visit, about.right()) { acts } else { proposes }
}
