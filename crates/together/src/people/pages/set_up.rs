//! The first account.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use ground::ui;
use ground::web::{Caller, Failure, FormPairs, Refusal, Result};
use maud::{Markup, html};

use super::{Calling, GatePage, posted};
use crate::app::App;
use crate::journal::{Actor, AnyAction, Via};
use crate::people::actions::gate::{SetUp, SignIn};
use crate::people::actions::{Step, perform};
use crate::people::rules::{self, STAY, Sealed};
use crate::people::sessions::NewSession;
use crate::people::store;
use crate::people::store::knocks::Knocked;
use crate::people::tries;
use crate::people::{PersonId, passwords};
use crate::products::{self, ProductId};
use crate::roles::members::actions::Give;
use crate::roles::rules::Role;
use crate::visit::{go_to, token_hash};

/// A code has eight letters; so many guesses from one address within a quarter of an hour lead nowhere.
const GUESSES: i64 = 10;

/// The steps of both pages of the set-up.
pub(crate) const STEPS: &[&str] = &["First account", "First product", "Desk"];

/// `GET /set-up/{code}`: the link the program printed.
pub(super) async fn show(State(app): State<App>, Path(code): Path<String>) -> Result<Response> {
    page(&app, &FormPairs::from_pairs(vec![("code".to_owned(), code)]), None).await
}

/// `GET /set-up`: for those who type the code.
pub(super) async fn empty(State(app): State<App>) -> Result<Response> {
    page(&app, &FormPairs::default(), None).await
}

/// `POST /set-up`.
pub(super) async fn make(
    State(app): State<App>,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = posted(&app, &headers, &body)?;
    match set_up(&app, &form, caller).await {
        Ok(response) => Ok(response),
        Err(Failure::Refused(refusal)) => page(&app, &form, Some(&refusal)).await,
        Err(failure) => Err(failure),
    }
}

async fn set_up(app: &App, form: &FormPairs, caller: Caller) -> Result<Response> {
    let text = |name: &str| form.get(name).unwrap_or_default();
    let (name, email) = (rules::name(text("name"))?, rules::email(text("email"))?);
    rules::password(text("password"))?;
    let now = app.clock.now();
    if let Knocked::Wait(seconds) = tries::count_at(app, "set-up", GUESSES, caller.address, now).await? {
        return Err(Failure::TooMany { seconds });
    }
    let person = PersonId::from(app.ids.next());
    let password = passwords::hash(app, text("password")).await?;
    let link = Sealed(token_hash(&text("code").trim().to_uppercase()));
    let session = NewSession::new(app, person, caller, now, STAY);
    let cookie = session.cookie(app);
    let made = Step::workspace(Actor::program(Via::Web), SetUp { person, name, email, password, link });
    let signed_in = SignIn { session: Some(session), instead_of: None };
    let signed_in = Step::workspace(Actor::person(person, true, Via::Web, ""), signed_in);
    let example = example(app).await?;
    let next = if example.is_some() { "/" } else { "/products/new" };
    let welcomed = example.map(|product| welcome(product, person));
    perform(app, [made, signed_in].into_iter().chain(welcomed).collect()).await?;
    let mut response = go_to(app, next, None);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The example, where it was loaded before anybody had an account.
async fn example(app: &App) -> Result<Option<ProductId>> {
    let all = products::store::of_person(&mut app.db.read().await?, PersonId::default(), true).await?;
    Ok(all.into_iter().find(|product| product.example).map(|product| product.id))
}

/// Whoever comes first is manager and owner of the example, so that nothing there is closed to them.
fn welcome(product: ProductId, person: PersonId) -> Step {
    let give = |role| -> Box<dyn AnyAction> { Box::new(Give { person, role, team: 0 }) };
    let actions = [Role::ProductManager, Role::ProductOwner].map(give).into();
    Step { actor: Actor::program(Via::Web), scope: product, actions }
}

async fn page(app: &App, form: &FormPairs, refusal: Option<&Refusal>) -> Result<Response> {
    if store::is_administered(&mut app.db.read().await?).await? {
        return done(app).await;
    }
    let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = html! {
        (ui::steps(STEPS, 0))
        section aria-labelledby="account-h" {
            (ui::sec_head("First account").id("account-h"))
            (fields(form, refusal))
        }
    };
    let page = GatePage { status, title: "Two steps, then your desk", lead: lead(), wide: true, body };
    page.draw(app).await
}

/// What is said above both pages of the set-up.
pub(crate) fn lead() -> Markup {
    html! { "Nothing leaves this machine. All but the key can be changed later under Settings and Roles." }
}

fn fields(form: &FormPairs, refusal: Option<&Refusal>) -> Markup {
    let value = |name: &str| form.get(name).unwrap_or_default();
    let error = |name: &str| {
        refusal.filter(|refusal| refusal.field.as_deref() == Some(name)).map(|refusal| refusal.message.as_str())
    };
    let field = |name: &'static str, label: &'static str, autocomplete: &'static str| {
        ui::field(name, label).value(value(name)).error(error(name)).attr("autocomplete", autocomplete).required()
    };
    let password = ui::field("password", "Password").kind("password").error(error("password")).required();
    let hint = refusal.and_then(|refusal| refusal.hint.as_deref());
    html! {
        form #set-up method="post" action="/set-up" {
            .two {
                (field("name", "Name", "name"))
                (field("email", "E-mail", "username").kind("email"))
                (password.attr("autocomplete", "new-password").hint("12 characters or more"))
                (field("code", "Code from the terminal", "one-time-code").hint("Printed when Tandem started; works once"))
            }
            @if let Some(hint) = hint { p.note { (hint) } }
            (ui::button("Make the account").main().icon("arrow"))
        }
    }
}

/// The link was used before.
async fn done(app: &App) -> Result<Response> {
    let body = html! { p { (ui::link_button("Sign in", "/sign-in").main()) } };
    let lead = html! { "There is an account, so this link opens nothing any more. Sign in with it, or ask an administrator to invite you." };
    GatePage { status: StatusCode::GONE, title: "Tandem is set up", lead, body, ..GatePage::default() }.draw(app).await
}
