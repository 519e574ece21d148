//! The page that is answered, by whoever has the link: outside of the product's frame, without an account.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::clock::Ts;
use ground::ui::{self, Document, Portal, Theme, choice};
use ground::web::{Cookie, Failure, FormPairs, Refusal, Result, cookie};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::conversation::markdown;
use together::journal::{Actor, Manner, Outcome, Via, act};
use together::people::rules::Sealed;
use together::people::{Calling, knock, posted};
use together::products::{self, Product};
use together::thread::{Key, Thing};
use together::visit::token_hash;
use together::words::{counted, date};

use super::asked_about;
use crate::surveys::actions::answer::{Answer, Given, link_closed};
use crate::surveys::rules::{self, TRAP, field};
use crate::surveys::store::answers::{self, Before, Replied};
use crate::surveys::store::{self, Survey};

/// How often one address may answer in a quarter of an hour: a class or an office shares one.
const MOST: i64 = 60;
/// What the browser keeps, so that it answers once. It names nobody.
const COOKIE: &str = "survey";
const YEAR: i64 = 365 * 24 * 3_600;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    link: String,
    /// That an answer was kept: `first` or `again`.
    kept: Option<String>,
}

/// `GET /survey?link=…`.
pub(super) async fn show(State(app): State<App>, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response> {
    let Some(open) = Opened::load(&app, &headers, &asked.link).await? else { return closed(&link_closed()) };
    match asked.kept {
        Some(kept) if open.before.is_some() => Ok(open.thanks(&asked.link, kept == "again")),
        _ => open.page(&app, &open.filled(&asked.link), None),
    }
}

/// `POST /survey`.
pub(super) async fn send(
    State(app): State<App>,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = posted(&app, &headers, &body)?;
    let link = form.get("link").unwrap_or_default().to_owned();
    let Some(open) = Opened::load(&app, &headers, &link).await? else { return closed(&link_closed()) };
    let now = app.clock.now();
    knock(&app, "survey", MOST, caller.address, now).await?;
    match open.answer(&app, &form, now).await {
        Ok(answered) => Ok(answered.lead_on(&app, &link)),
        Err(Failure::Refused(refusal)) => open.page(&app, &form, Some(&refusal)),
        Err(failure) => Err(failure),
    }
}

/// A survey whose link somebody follows.
struct Opened {
    survey: Survey,
    product: Product,
    things: Vec<Thing>,
    /// For whom the link is; empty where it is for whoever has it.
    for_whom: String,
    /// The hash that tells whoever answers from others, where they are known by something already.
    by: Option<String>,
    before: Option<Before>,
    replied: Vec<Replied>,
}

/// An answer that was kept.
struct Answered {
    again: bool,
    /// What the browser keeps from now on.
    secret: Option<String>,
}

impl Opened {
    async fn load(app: &App, headers: &HeaderMap, link: &str) -> Result<Option<Self>> {
        let mut tx = app.db.read().await?;
        let hash = token_hash(link);
        let Some(followed) = store::follow(&mut tx, &hash).await? else { return Ok(None) };
        let Some(product) = products::store::by_id(&mut tx, followed.product).await? else { return Ok(None) };
        let thing = together::thread::store::by_id(&mut tx, followed.survey).await?;
        let Some(thing) = thing.filter(|thing| thing.hidden_at.is_none()) else { return Ok(None) };
        let Some(survey) = store::one(&mut tx, thing.id).await? else { return Ok(None) };
        let things = asked_about(&mut tx, product.id, &survey.keys()).await?;
        let known = cookie(headers, COOKIE, app.settings.https());
        let by = match followed.for_whom.is_empty() {
            true => known.map(|secret| of_browser(secret, &survey)),
            false => Some(hash),
        };
        let before = match &by {
            Some(by) => answers::before(&mut tx, survey.id, by).await?,
            None => None,
        };
        let replied = match by.as_deref().filter(|_| before.is_some()) {
            Some(by) => answers::replies(&mut tx, survey.id, by).await?,
            None => Vec::new(),
        };
        Ok(Some(Self { survey, product, things, for_whom: followed.for_whom, by, before, replied }))
    }

    fn keys(&self) -> Vec<Key> {
        self.things.iter().map(Thing::key).collect()
    }

    async fn answer(&self, app: &App, form: &FormPairs, now: Ts) -> Result<Answered> {
        rules::must_be_open(&self.survey.state)?;
        rules::not_by_a_robot(form, now)?;
        let replies = rules::replies(&self.keys(), form)?;
        let words = rules::words(form.get("words").unwrap_or_default())?;
        let segment = form.get("segment").unwrap_or_default();
        let segment = self.survey.segments().find(|known| *known == segment).unwrap_or_default().to_owned();
        let secret = self.by.is_none().then(|| app.ids.secret());
        let by = self.by.clone().or_else(|| secret.as_deref().map(|secret| of_browser(secret, &self.survey)));
        let replies = replies.iter().map(|reply| (self.things[reply.place].id, reply.first, reply.second)).collect();
        let given = Given { by: by.unwrap_or_default(), segment, words, replies };
        let link = Sealed(token_hash(form.get("link").unwrap_or_default()));
        // Who answers has no account: it is the program that writes it down, and nobody is named.
        let nobody = Actor::program(Via::Web);
        let outcome =
            act(app, &nobody, self.product.id, vec![Box::new(Answer { link, given })], Manner::default()).await?;
        let again = match outcome {
            Outcome::Done(done) => done.answers.first().and_then(serde_json::Value::as_bool).unwrap_or_default(),
            Outcome::Proposed(_) => return Err(Failure::Broken("an answer was proposed".to_owned())),
        };
        Ok(Answered { again, secret })
    }

    /// The form as it begins: with what they answered before.
    fn filled(&self, link: &str) -> FormPairs {
        let mut pairs = vec![("link".to_owned(), link.to_owned())];
        for thing in &self.things {
            if let Some(reply) = self.replied.iter().find(|reply| reply.thing == thing.id) {
                pairs.push((field(0, thing.key()), reply.first.to_string()));
                pairs.push((field(1, thing.key()), reply.second.to_string()));
            }
        }
        if let Some(before) = &self.before {
            pairs.push(("segment".to_owned(), before.segment.clone()));
            pairs.push(("words".to_owned(), before.words.clone()));
        }
        FormPairs::from_pairs(pairs)
    }

    fn page(&self, app: &App, form: &FormPairs, refusal: Option<&Refusal>) -> Result<Response> {
        if let Err(refusal) = rules::must_be_open(&self.survey.state) {
            return closed(&refusal);
        }
        let now = app.clock.now();
        let shown = form.get("shown").map_or_else(|| now.0.to_string(), str::to_owned);
        let body = html! {
            section {
                h1 { (self.survey.title) }
                @if !self.survey.text.is_empty() { .lead { (markdown(&self.survey.text)) } }
                p.note { (self.length()) " " @if self.for_whom.is_empty() { "No account and no name: your browser keeps that you answered, nothing else does." } @else { "This link is for " (self.for_whom) "." } }
            }
            @if let Some(before) = &self.before {
                (ui::notice(html! { strong { "You answered this on " (date(before.at, now)) "." } " What you send now takes the place of that." }))
            }
            @if let Some(refusal) = refusal { div role="alert" { (ui::notice(refused(refusal)).state(ui::State::LATE)) } }
            form.questions method="post" action="/survey" {
                input type="hidden" name="link" value=(form.get("link").unwrap_or_default());
                input type="hidden" name="shown" value=(shown);
                .vh aria-hidden="true" { label { "Leave this empty " input type="text" name=(TRAP) tabindex="-1" autocomplete="off"; } }
                @for thing in &self.things { (self.question(thing, form, refusal)) }
                (self.besides(form, refusal))
                div { (ui::button(if self.before.is_some() { "Send it instead" } else { "Send" }).main()) }
            }
        };
        let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Ok(draw(&self.product.name, &self.survey.title, body, status))
    }

    /// How much is asked.
    fn length(&self) -> String {
        let many = i64::try_from(self.things.len()).unwrap_or(i64::MAX);
        let minutes = (many / 4).max(1);
        let questions = counted(2 * many, "question", "questions");
        format!("{questions}, about {}. Leave out what you cannot say.", counted(minutes, "minute", "minutes"))
    }

    /// Both questions on one thing.
    fn question(&self, thing: &Thing, form: &FormPairs, refusal: Option<&Refusal>) -> Markup {
        let key = thing.key();
        let (questions, choices) = (self.survey.about.questions(), self.survey.about.choices());
        html! {
            section.question id=(key) {
                h2 { (thing.title) }
                @for n in 0..2 {
                    (scale(&field(n, key), questions[n], choices[n], form, error(refusal, &field(n, key))))
                }
            }
        }
    }

    /// Who they are and what else they would say.
    fn besides(&self, form: &FormPairs, refusal: Option<&Refusal>) -> Markup {
        let none = std::iter::once(choice("", "I would rather not say"));
        let segments: Vec<_> = none.chain(self.survey.segments().map(|segment| choice(segment, segment))).collect();
        html! {
            section.question {
                @if segments.len() > 1 {
                    (ui::field("segment", "Which of these are you most?").select(&segments).value(form.get("segment").unwrap_or_default()))
                }
                (ui::field("words", "Is there anything else?").text().attr("rows", "3").value(form.get("words").unwrap_or_default()).error(error(refusal, "words")))
            }
        }
    }

    fn thanks(&self, link: &str, again: bool) -> Response {
        let address = format!("/survey?link={link}");
        let body = html! {
            section {
                h1 { "Thank you" }
                p.lead {
                    @if again { "Your answers are kept, in place of those you gave before." } @else { "Your answers are kept." }
                    " They help " (self.product.name) " decide what to do next."
                }
                p { (ui::link_button("Change my answers", &address)) }
            }
        };
        draw(&self.product.name, "Thank you", body, StatusCode::OK)
    }
}

impl Answered {
    fn lead_on(self, app: &App, link: &str) -> Response {
        let to = format!("/survey?link={link}&kept={}", if self.again { "again" } else { "first" });
        let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
        if let Some(secret) = self.secret {
            let cookie = Cookie { name: COOKIE, value: &secret, max_age: YEAR, secure: app.settings.https() };
            response.headers_mut().append(header::SET_COOKIE, cookie.header());
        }
        response
    }
}

/// The same browser is another in every survey, so that nothing can be put together.
fn of_browser(secret: &str, survey: &Survey) -> String {
    token_hash(&format!("{secret} {}", survey.id))
}

fn error<'r>(refusal: Option<&'r Refusal>, name: &str) -> Option<&'r str> {
    refusal.filter(|refusal| refusal.field.as_deref() == Some(name)).map(|refusal| refusal.message.as_str())
}

/// Why nothing was kept; what is wrong with one answer is said there, and the page may be long.
fn refused(refusal: &Refusal) -> Markup {
    html! {
        @match &refusal.field {
            Some(field) => { strong { "One answer is not complete, so nothing was sent." } " " a.link href=(format!("#{field}-e")) { "Go there" } }
            None => { strong { (refusal.message) } @if let Some(hint) = &refusal.hint { " " (hint) } }
        }
    }
}

/// Five answers side by side, and none.
fn scale(name: &str, question: &str, choices: [&str; 5], form: &FormPairs, error: Option<&str>) -> Markup {
    let chosen = form.get(name).unwrap_or_default();
    let below = format!("{name}-e");
    html! {
        fieldset.scale aria-describedby=[error.map(|_| &below)] {
            legend { (question) }
            div {
                @for (level, words) in (1..=5).zip(choices) {
                    @let level = level.to_string();
                    label { input type="radio" name=(name) value=(level) checked[chosen == level]; span { (words) } }
                }
                label.none { input type="radio" name=(name) value="" checked[chosen.is_empty()]; span { "Cannot say" } }
            }
            @if let Some(error) = error { span.error id=(below) { (ui::icon("warn")) (error) } }
        }
    }
}

/// Nothing is to be answered here, and why.
fn closed(why: &Refusal) -> Result<Response> {
    let body = html! {
        section { h1 { "Nothing to answer here" } p.lead { (why.message) @if let Some(hint) = &why.hint { " " (hint) } } }
    };
    Ok(draw("Tandem", "Nothing to answer here", body, StatusCode::GONE))
}

/// Nobody keeps a copy: the address carries a secret.
fn draw(name: &str, title: &str, body: Markup, status: StatusCode) -> Response {
    let title = format!("{title} · {name}");
    let body = html! { (ui::portal(&Portal { name, foot: "Asked with Tandem", body })) };
    let document = Document { title: &title, lang: "en", theme: Theme::System, head_meta: html! {}, body };
    let mut response = (status, ui::document(&document)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
