//! What is secret stands nowhere in the database, and what happens to accounts stands in the journal.

use super::client::{House, PASSWORD};
use crate::people;

/// Everything the journal, proposals, links, sessions and tokens keep, as one text.
const KEPT: [&str; 5] = [
    "SELECT COALESCE(@joined(action || COALESCE(reason, ''), ' '), '') FROM journal",
    "SELECT COALESCE(@joined(field || COALESCE(before, '') || COALESCE(after, ''), ' '), '') FROM change",
    "SELECT COALESCE(@joined(token_hash || COALESCE(email, '') || roles, ' '), '') FROM door_link",
    "SELECT COALESCE(@joined(token_hash || begins || name, ' '), '') FROM api_token",
    "SELECT COALESCE(@joined(email || name || COALESCE(password, ''), ' '), '') FROM person",
];

#[tokio::test]
async fn no_secret_is_kept_and_every_deed_is_journaled() {
    let (house, mut ada) = House::with_ada().await;
    let invitation = house.invite(&mut ada, "eve@x.example", "developer").await;
    house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let reset = people::reset_named(&house.app, "tomas@x.example").await.unwrap();
    let token = ada.send("/account", "/account/tokens", &[("name", "A"), ("reach", "full"), ("days", "30")]).await;
    let token = token.behind("name=\"token\" value=\"");
    ada.send("/account", "/account/password", &[("current", PASSWORD), ("password", "another long sentence")])
        .await
        .to();
    let session = ada.cookies["session"].clone();
    ada.send("/account", "/sign-out", &[]).await.to();

    let mut kept = String::new();
    for sql in KEPT {
        kept.push_str(&house.text(sql).await);
    }
    let reset = reset.split("link=").nth(1).unwrap();
    for secret in [PASSWORD, "another long sentence", &invitation, reset, &token, &session] {
        assert!(!kept.contains(secret), "{secret}");
    }
    for deed in [
        "person.set_up",
        "session.begin",
        "product.make",
        "person.invite",
        "person.join",
        "membership.give",
        "person.reset",
        "token.make",
        "person.password",
        "session.leave",
    ] {
        assert!(kept.contains(deed), "{deed}");
    }
    assert!(kept.contains("$argon2id$"));
}
