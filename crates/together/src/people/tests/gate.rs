//! Set-up, signing in, signing out.

use axum::http::{StatusCode, header};

use super::client::{House, PASSWORD};
use crate::people;
use crate::people::rules::{TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS};

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn the_set_up_link_makes_one_administrator_and_no_second() {
    let house = House::new().await;
    let path = people::begin(&house.app).await.unwrap().unwrap();
    let code = path.rsplit('/').next().unwrap();
    let mut ada = house.browser();
    assert!(ada.get(&path).await.says(&format!("value=\"{code}\"")));
    let form = [("name", "Ada"), ("email", "ada@x.example"), ("password", PASSWORD), ("code", code)];
    assert_eq!(ada.post("/set-up", &form).await.to(), "/products/new");
    assert!(ada.get("/products/new").await.says("First product"));

    assert_eq!(people::begin(&house.app).await.unwrap(), None);
    assert_eq!(house.browser().get(&path).await.status, StatusCode::GONE);
    let again = [("name", "Eve"), ("email", "eve@x.example"), ("password", PASSWORD), ("code", code)];
    assert_eq!(house.browser().post("/set-up", &again).await.status, StatusCode::GONE);
    assert_eq!(house.count("SELECT COUNT(*) FROM person").await, 1);
}

#[tokio::test]
async fn a_wrong_or_old_code_sets_nothing_up_and_keeps_what_was_written() {
    let house = House::new().await;
    let path = people::begin(&house.app).await.unwrap().unwrap();
    let code = path.rsplit('/').next().unwrap().to_owned();
    let form = |code| [("name", "Ada"), ("email", "ada@x.example"), ("password", PASSWORD), ("code", code)];
    let refused = house.browser().post("/set-up", &form("2222-2222")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value=\"ada@x.example\"") && refused.says("id=\"code-e\"") && !refused.says(PASSWORD));

    house.app.clock.advance(DAY);
    assert_eq!(house.browser().post("/set-up", &form(&code)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let next = people::begin(&house.app).await.unwrap().unwrap();
    let next = next.rsplit('/').next().unwrap().to_lowercase();
    assert_eq!(house.browser().post("/set-up", &form(&next)).await.to(), "/products/new");
}

#[tokio::test]
async fn codes_cannot_be_guessed_for_long() {
    let house = House::new().await;
    let mut eve = house.browser();
    let form = [("name", "Eve"), ("email", "eve@x.example"), ("password", PASSWORD), ("code", "2222-2222")];
    for _ in 0..10 {
        assert_eq!(eve.post("/set-up", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(eve.post("/set-up", &form).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn signing_in_leads_back_with_a_new_session_and_out_ends_it() {
    let (house, mut ada) = House::with_ada().await;
    let before = ada.cookies["session"].clone();
    let entered =
        ada.post("/sign-in", &[("email", " ADA@x.example "), ("password", PASSWORD), ("back", "/shelf/S-1")]).await;
    assert_eq!(entered.to(), "/shelf/S-1");
    assert_ne!(ada.cookies["session"], before);
    assert_eq!(house.count("SELECT COUNT(*) FROM session").await, 1);

    let kept = ada.clone();
    assert_eq!(ada.send("/products/new", "/sign-out", &[]).await.to(), "/sign-in");
    assert!(!ada.cookies.contains_key("session"));
    for mut browser in [ada, kept] {
        assert_eq!(browser.get("/products/new").await.to(), "/sign-in?back=%2Fproducts%2Fnew");
    }
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_never_signed_in() {
    let (house, mut ada) = House::with_ada().await;
    house.join(&mut ada, "eve@x.example", "developer").await;
    let mut eve = house.browser();
    eve.sign_in("eve@x.example", PASSWORD).await;
    for planted in ["made up".to_owned(), eve.cookies["session"].clone()] {
        let mut victim = house.browser();
        victim.cookies.insert("session".into(), planted.clone());
        assert_eq!(victim.sign_in("ada@x.example", PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_ne!(victim.cookies["session"], planted);
        assert!(victim.get("/account").await.says("ada@x.example"));
        let mut other = house.browser();
        other.cookies.insert("session".into(), planted);
        assert!(!other.get("/account").await.says("ada@x.example"));
    }
}

#[tokio::test]
async fn a_wrong_pair_is_one_sentence_and_the_email_stays() {
    let (house, _) = House::with_ada().await;
    for email in ["ada@x.example", "nobody@x.example"] {
        let refused = house.browser().sign_in(email, "not this one at all").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("E-mail and password do not fit. 4 tries are left, then wait 15 minutes."));
        assert!(refused.says(&format!("value=\"{email}\"")) && !refused.says("not this one at all"));
        assert!(!refused.headers.contains_key(header::SET_COOKIE));
    }
}

#[tokio::test]
async fn guessing_at_one_account_has_to_wait_from_wherever_it_comes() {
    let (house, _) = House::with_ada().await;
    for n in 1..=TRIES_OF_ACCOUNT {
        let mut eve = house.browser_at(&format!("198.51.100.{n}"));
        assert_eq!(eve.sign_in("ada@x.example", "a wrong password").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let held = house.browser().sign_in("ada@x.example", PASSWORD).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(held.headers[header::RETRY_AFTER], "901");
    assert!(held.says("too many tries") && held.says("value=\"ada@x.example\""));
    assert_eq!(house.count("SELECT COUNT(*) FROM journal WHERE action = 'session.held'").await, 1);
    house.app.clock.advance(15 * MINUTE);
    assert_eq!(house.browser().sign_in("ada@x.example", PASSWORD).await.to(), "/");
}

#[tokio::test]
async fn guessing_at_many_accounts_from_one_address_has_to_wait() {
    let (house, _) = House::with_ada().await;
    let mut eve = house.browser_at("198.51.100.7");
    for n in 0..TRIES_OF_ADDRESS {
        let refused = eve.sign_in(&format!("p{n}@x.example"), "a wrong password").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    assert_eq!(eve.sign_in("ada@x.example", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.browser().sign_in("ada@x.example", PASSWORD).await.to(), "/");
}

#[tokio::test]
async fn the_right_password_forgets_the_wrong_ones() {
    let (house, _) = House::with_ada().await;
    for _ in 0..3 {
        for _ in 0..TRIES_OF_ACCOUNT - 1 {
            house.browser().sign_in("ada@x.example", "a wrong password").await;
        }
        assert_eq!(house.browser().sign_in("ada@x.example", PASSWORD).await.to(), "/");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let (house, mut ada) = House::with_ada().await;
    let mut foreign = house.browser();
    for origin in [Some("https://elsewhere.example"), Some("null"), None] {
        foreign.origin = origin.map(str::to_owned);
        assert_eq!(foreign.sign_in("ada@x.example", PASSWORD).await.status, StatusCode::FORBIDDEN, "{origin:?}");
    }
    let csrf = ada.get("/products/new").await.behind("name=\"csrf\" value=\"");
    ada.origin = Some("https://elsewhere.example".into());
    assert_eq!(ada.post("/sign-out", &[("csrf", &csrf)]).await.status, StatusCode::FORBIDDEN);
    ada.origin = Some("http://tandem.test".into());
    assert_eq!(ada.post("/sign-out", &[("csrf", "made up")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post("/sign-out", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.post("/sign-out", &[("csrf", &csrf)]).await.to(), "/sign-in");
}

#[tokio::test]
async fn signing_in_leads_to_our_own_pages_only() {
    let (house, _) = House::with_ada().await;
    for (back, to) in [
        ("/shelf?a=b", "/shelf?a=b"),
        ("https://elsewhere.example", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere", "/"),
    ] {
        let form = [("email", "ada@x.example"), ("password", PASSWORD), ("back", back)];
        assert_eq!(house.browser().post("/sign-in", &form).await.to(), to);
    }
}

#[tokio::test]
async fn cookies_are_as_strict_as_the_site_allows() {
    let (house, _) = House::with_ada().await;
    let entered = house.browser().sign_in("ada@x.example", PASSWORD).await;
    assert!(entered.cookie("session").ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"));
    let visit = house.browser().post("/sign-in", &[("email", "ada@x.example"), ("password", PASSWORD)]).await;
    assert!(visit.cookie("session").contains("; Max-Age=43200;"));

    let secure = House::at(Some("https://tandem.example")).await;
    let path = people::begin(&secure.app).await.unwrap().unwrap();
    let code = path.rsplit('/').next().unwrap();
    let mut ada = secure.browser();
    ada.origin = Some("https://tandem.example".into());
    let made =
        ada.post("/set-up", &[("name", "Ada"), ("email", "a@x.example"), ("password", PASSWORD), ("code", code)]).await;
    assert!(made.cookie("__Host-session").ends_with("; HttpOnly; SameSite=Lax; Secure"));
    assert_eq!(ada.get("/products/new").await.status, StatusCode::OK);
    // The same secret under the plain name, as a neighbour on http could set it, is nothing.
    let secret = ada.cookies.remove("__Host-session").unwrap();
    ada.cookies.insert("session".into(), secret);
    assert!(ada.get("/products/new").await.to().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_session_has_an_end() {
    let (house, mut ada) = House::with_ada().await;
    house.app.clock.advance(30 * DAY - 1);
    assert_eq!(ada.get("/products/new").await.status, StatusCode::OK);
    house.app.clock.advance(1);
    assert!(ada.get("/products/new").await.to().starts_with("/sign-in"));
}

#[tokio::test]
async fn the_first_page_leads_to_where_one_belongs() {
    let house = House::new().await;
    assert_eq!(house.browser().get("/").await.to(), "/sign-in");
    assert!(house.browser().get("/sign-in").await.says("Nobody has an account yet"));
    let (house, mut ada) = House::with_ada().await;
    assert_eq!(ada.get("/").await.to(), "/shelf");
    let second = [("name", "Desk"), ("key", "desk"), ("preset", "both-hats"), ("mode", "none"), ("next", "/{key}")];
    assert_eq!(ada.send("/products/new", "/do/product.make", &second).await.to(), "/desk");
    let choice = ada.get("/").await;
    assert!(choice.says("href=\"/shelf\"") && choice.says("href=\"/desk\""));
    assert!(house.browser().get("/sign-in").await.says("Here that is Ada Byrne."));
}
