//! One's own account: names, passwords, sessions, tokens.

use axum::http::StatusCode;

use super::client::{House, PASSWORD};
use crate::people;
use crate::people::rules::{NAME_MOST, PASSWORD_LEAST, PASSWORD_MOST};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
const NEW: &str = "another long sentence";

#[tokio::test]
async fn a_new_password_ends_every_session_and_keeps_this_one_under_a_new_secret() {
    let (house, mut ada) = House::with_ada().await;
    let mut elsewhere = house.browser();
    elsewhere.sign_in("ada@x.example", PASSWORD).await;
    let stolen = ada.clone();
    let form = [("current", PASSWORD), ("password", NEW)];
    assert_eq!(ada.send("/account", "/account/password", &form).await.to(), "/account");
    assert_eq!(ada.get("/account").await.status, StatusCode::OK);
    assert_ne!(ada.cookies["session"], stolen.cookies["session"]);
    for mut ended in [elsewhere, stolen] {
        assert!(ended.get("/account").await.to().starts_with("/sign-in"));
    }
    assert_eq!(house.browser().sign_in("ada@x.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.browser().sign_in("ada@x.example", NEW).await.to(), "/");
}

#[tokio::test]
async fn a_password_or_email_is_changed_by_whoever_knows_the_present_password() {
    let (house, mut ada) = House::with_ada().await;
    for (page, form) in [
        ("/account/password", [("current", "not this one"), ("password", NEW)]),
        ("/account/email", [("current", "not this one"), ("email", "eve@x.example")]),
    ] {
        let refused = ada.send("/account", page, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(refused.says("This is not your present password.") && !refused.says(NEW));
    }
    let form = [("current", PASSWORD), ("email", "Ada@New.Example")];
    assert_eq!(ada.send("/account", "/account/email", &form).await.to(), "/account");
    assert_eq!(house.browser().sign_in("ada@new.example", PASSWORD).await.to(), "/");
}

#[tokio::test]
async fn passwords_cannot_be_guessed_through_a_found_session() {
    let (_house, mut ada) = House::with_ada().await;
    for _ in 0..5 {
        let form = [("current", "a guess"), ("password", NEW)];
        assert_eq!(ada.send("/account", "/account/password", &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let form = [("current", PASSWORD), ("password", NEW)];
    assert_eq!(ada.send("/account", "/account/password", &form).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn names_and_passwords_are_taken_up_to_their_limits() {
    let (_house, mut ada) = House::with_ada().await;
    let rename = async |ada: &mut super::client::Browser, name: &str| {
        ada.send("/account", "/do/person.rename", &[("name", name)]).await
    };
    assert_eq!(rename(&mut ada, &"ü".repeat(NAME_MOST)).await.to(), "/account");
    let refused = rename(&mut ada, &"ü".repeat(NAME_MOST + 1)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("at most 80 characters") && refused.says(&"ü".repeat(NAME_MOST + 1)));

    let mut current = PASSWORD.to_owned();
    for (letters, fits) in
        [(PASSWORD_LEAST - 1, false), (PASSWORD_MOST + 1, false), (PASSWORD_LEAST, true), (PASSWORD_MOST, true)]
    {
        let new = "p".repeat(letters);
        let answer = ada.send("/account", "/account/password", &[("current", &current), ("password", &new)]).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, fits, "{letters}");
        if fits {
            current = new;
        }
    }
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_together() {
    let (house, mut ada) = House::with_ada().await;
    let mut phone = house.browser_at("198.51.100.9");
    phone.sign_in("ada@x.example", PASSWORD).await;
    let page = ada.get("/account").await;
    assert!(page.says("198.51.100.9") && page.says("Firefox on Linux"));
    let name = page.behind("name=\"session\" value=\"");
    assert_eq!(ada.send("/account", "/do/session.end", &[("session", &name)]).await.to(), "/account");
    assert!(phone.get("/account").await.to().starts_with("/sign-in"));
    let again = ada.send("/account", "/do/session.end", &[("session", &name)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    let mut tablet = house.browser();
    tablet.sign_in("ada@x.example", PASSWORD).await;
    let page = ada.get("/account").await;
    let form =
        [("person", page.behind("name=\"person\" value=\"")), ("except", page.behind("name=\"except\" value=\""))];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(ada.send("/account", "/do/person.sign_out", &form).await.to(), "/account");
    assert_eq!(ada.get("/account").await.status, StatusCode::OK);
    assert!(tablet.get("/account").await.to().starts_with("/sign-in"));
}

#[tokio::test]
async fn one_ends_only_ones_own_sessions_unless_one_administers() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let name = house.person("ada@x.example").await.to_string();
    let theirs = house.session_names("ada@x.example").await;
    let refused = tomas.send("/account", "/do/session.end", &[("session", &theirs[0])]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = tomas.send("/account", "/do/person.sign_out", &[("person", &name)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(ada.get("/account").await.status, StatusCode::OK);

    let tomas_id = house.person("tomas@x.example").await.to_string();
    assert_eq!(ada.send("/account", "/do/person.sign_out", &[("person", &tomas_id)]).await.to(), "/account");
    assert!(tomas.get("/account").await.to().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_theme_is_ones_own_and_draws_ones_pages_anew() {
    let (_house, mut ada) = House::with_ada().await;
    // What was just done is said once, on a page that is not kept.
    ada.get("/account").await;
    let before = ada.get("/account").await;
    assert!(before.says("<html lang=\"en\"><head>"));
    assert_eq!(ada.send("/account", "/account/theme", &[("theme", "dark")]).await.to(), "/account");
    ada.get("/account").await;
    let after = ada.get("/account").await;
    assert!(after.says("data-theme=\"dark\""));
    assert_ne!(before.headers["etag"], after.headers["etag"]);
    assert_eq!(ada.send("/account", "/account/theme", &[("theme", "pink")]).await.to(), "/account");
    assert!(!ada.get("/account").await.says("pink"));
}

#[tokio::test]
async fn a_token_is_shown_once_lets_in_as_its_person_and_ends() {
    let (house, mut ada) = House::with_ada().await;
    let make = [("name", "Loan statistics"), ("reach", "read"), ("days", "30")];
    let shown = ada.send("/account", "/account/tokens", &make).await;
    assert_eq!((shown.status, shown.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
    let token = shown.behind("name=\"token\" value=\"");
    assert!(token.starts_with("tdm_") && !ada.get("/account").await.says(&token));
    assert!(ada.get("/account").await.says(&token[..8]));

    let bearer = people::bearer(&house.app, &token).await.unwrap().unwrap();
    assert_eq!(
        (bearer.person, bearer.administrator, bearer.read_only),
        (house.person("ada@x.example").await, true, true)
    );
    let full = [("name", "Desk form"), ("reach", "full"), ("days", "365")];
    let full = ada.send("/account", "/account/tokens", &full).await.behind("name=\"token\" value=\"");
    assert!(!people::bearer(&house.app, &full).await.unwrap().unwrap().read_only);
    assert_eq!(people::bearer(&house.app, "tdm_made-up").await.unwrap(), None);

    house.app.clock.advance(30 * DAY - 1);
    ada.sign_in("ada@x.example", PASSWORD).await;
    assert!(people::bearer(&house.app, &token).await.unwrap().is_some());
    house.app.clock.advance(1);
    assert_eq!(people::bearer(&house.app, &token).await.unwrap(), None);
    let id = ada.get("/account").await.behind("name=\"token\" value=\"");
    assert_eq!(ada.send("/account", "/do/token.revoke", &[("token", &id)]).await.to(), "/account");
    assert_eq!(people::bearer(&house.app, &full).await.unwrap(), None);
}

#[tokio::test]
async fn anothers_token_is_an_administrators_to_end() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    ada.send("/account", "/account/tokens", &[("name", "A"), ("reach", "full"), ("days", "30")]).await;
    let id = ada.get("/account").await.behind("name=\"token\" value=\"");
    let refused = tomas.send("/account", "/do/token.revoke", &[("token", &id)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    tomas.send("/account", "/account/tokens", &[("name", "B"), ("reach", "full"), ("days", "30")]).await;
    let theirs = tomas.get("/account").await.behind("name=\"token\" value=\"");
    assert_eq!(ada.send("/account", "/do/token.revoke", &[("token", &theirs)]).await.to(), "/account");
}

#[tokio::test]
async fn a_token_without_a_name_or_an_end_is_not_made() {
    let (house, mut ada) = House::with_ada().await;
    for (name, days) in [("", "30"), ("A", "0"), ("A", "367"), ("A", "many")] {
        let refused =
            ada.send("/account", "/account/tokens", &[("name", name), ("reach", "full"), ("days", days)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {days}");
        assert!(!refused.says("tdm_"));
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM api_token").await, 0);
}
