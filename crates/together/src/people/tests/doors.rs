//! Invitations and links for new passwords.

use axum::http::StatusCode;

use super::client::{House, PASSWORD};
use crate::people;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;
const INVITE: &str = "/shelf/settings/invite";

#[tokio::test]
async fn two_people_are_invited_at_once_and_join_in_their_roles() {
    let (house, mut ada) = House::with_ada().await;
    let form = [
        ("email-1", "Ines@x.example"),
        ("roles-1", "product-manager"),
        ("roles-1", "business-leader"),
        ("email-2", "tomas@x.example"),
        ("roles-2", "product-owner"),
    ];
    let shown = ada.send(INVITE, INVITE, &form).await;
    assert_eq!((shown.status, shown.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
    let links: Vec<String> =
        shown.text.split("http://tandem.test").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    assert_eq!(links.len(), 2);

    let mut ines = house.browser();
    let page = ines.get(&links[0]).await;
    assert!(page.says("Ada Byrne asks you into Shelf as product manager and business leader."), "{}", page.text);
    let secret = links[0].split("link=").nth(1).unwrap();
    let join = [("link", secret), ("name", "Ines Okafor"), ("password", PASSWORD), ("email", "eve@x.example")];
    assert_eq!(ines.post("/invitation", &join).await.to(), "/shelf");
    assert_eq!(ines.get("/shelf/settings").await.status, StatusCode::OK);
    assert_eq!(house.roles("ines@x.example").await, "business-leader:0,product-manager:0");
    assert_eq!(house.roles("tomas@x.example").await, "");
    assert_eq!(house.count("SELECT COUNT(*) FROM person WHERE administrator = 1").await, 1);
}

#[tokio::test]
async fn a_whole_team_is_invited_at_once() {
    let (_house, mut ada) = House::with_ada().await;
    let form = ["1", "2", "3", "8"].map(|n| (format!("email-{n}"), format!("dev{n}@x.example"), format!("roles-{n}")));
    let form: Vec<(&str, &str)> =
        form.iter().flat_map(|(email, who, roles)| [(email.as_str(), who.as_str()), (roles, "developer")]).collect();
    let refused = ada.send(INVITE, INVITE, &[&form[..], &[("email-4", "no address")]].concat()).await;
    assert!(refused.says("id=\"email-4-e\"") && refused.says("<details open"), "what was written is not folded away");
    assert!(!ada.get(INVITE).await.says("<details open"));
    let shown = ada.send(INVITE, INVITE, &form).await;
    assert_eq!(shown.text.matches("/invitation?link=").count(), 4);
    assert_eq!(shown.text.matches("data-copy=").count(), 4, "each with a button that copies it");
}

#[tokio::test]
async fn an_invitation_works_once_for_seven_days_and_until_it_is_taken_back() {
    let (house, mut ada) = House::with_ada().await;
    let join = |link: &str| {
        vec![("link".to_owned(), link.to_owned()), ("name".into(), "N".into()), ("password".into(), PASSWORD.into())]
    };
    let used = house.invite(&mut ada, "a@x.example", "developer").await;
    let late = house.invite(&mut ada, "b@x.example", "developer").await;
    let withdrawn = house.invite(&mut ada, "c@x.example", "developer").await;
    let mut first = house.browser();
    assert_eq!(first.post_owned("/invitation", &join(&used)).await.to(), "/shelf");
    let name = house.text("SELECT substr(token_hash, 1, 16) FROM door_link WHERE email = 'c@x.example'").await;
    let taken = ada.send("/shelf/settings", "/do/invitation.withdraw", &[("invitation", &name)]).await;
    assert_eq!(taken.to(), "/shelf/settings");
    house.app.clock.advance(7 * DAY);
    for link in [&used, &late, &withdrawn, &"made-up".to_owned()] {
        let mut other = house.browser();
        assert_eq!(other.get(&format!("/invitation?link={link}")).await.status, StatusCode::GONE);
        assert_eq!(other.post_owned("/invitation", &join(link)).await.status, StatusCode::GONE);
        assert!(other.cookies.is_empty());
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM person").await, 2);
}

#[tokio::test]
async fn an_invitation_just_before_its_end_still_opens() {
    let (house, mut ada) = House::with_ada().await;
    let link = house.invite(&mut ada, "b@x.example", "developer").await;
    house.app.clock.advance(7 * DAY - 1);
    let join = [("link", link.as_str()), ("name", "B"), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/invitation", &join).await.to(), "/shelf");
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_said_at_its_line_and_nobody_is_invited() {
    let (house, mut ada) = House::with_ada().await;
    for (form, field) in [
        (vec![], "email-1"),
        (vec![("email-1", "no address"), ("roles-1", "developer")], "email-1"),
        (vec![("email-1", "a@x.example")], "roles-1"),
        (vec![("email-1", "a@x.example"), ("roles-1", "developer"), ("email-2", "b@x.example")], "roles-2"),
        (
            vec![
                ("email-1", "a@x.example"),
                ("roles-1", "developer"),
                ("email-2", "A@x.example"),
                ("roles-2", "developer"),
            ],
            "email-2",
        ),
    ] {
        let refused = ada.send(INVITE, INVITE, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(refused.says(&format!("id=\"{field}-e\"")), "{field}");
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM door_link WHERE door = 'invitation'").await, 0);
}

#[tokio::test]
async fn who_has_an_account_gets_the_roles_without_a_link() {
    let (house, mut ada) = House::with_ada().await;
    house.join(&mut ada, "tomas@x.example", "developer").await;
    let form = [("email-1", "tomas@x.example"), ("roles-1", "product-owner")];
    let shown = ada.send(INVITE, INVITE, &form).await;
    assert!(shown.says("has an account already") && !shown.says("/invitation?link="));
    assert_eq!(house.roles("tomas@x.example").await, "developer:0,product-owner:0");
}

#[tokio::test]
async fn a_second_invitation_is_followed_with_the_password_of_the_account() {
    let (house, mut ada) = House::with_ada().await;
    let first = house.invite(&mut ada, "t@x.example", "developer").await;
    let second = house.invite(&mut ada, "t@x.example", "product-owner").await;
    let join = [("link", first.as_str()), ("name", "Tomas"), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/invitation", &join).await.to(), "/shelf");
    let wrong = [("link", second.as_str()), ("name", "Eve"), ("password", "a password of eve's")];
    let mut eve = house.browser();
    assert_eq!(eve.post("/invitation", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(eve.cookies.is_empty());
    let right = [("link", second.as_str()), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/invitation", &right).await.to(), "/shelf");
    assert_eq!(house.roles("t@x.example").await, "developer:0,product-owner:0");
    assert_eq!(house.text("SELECT name FROM person WHERE email = 't@x.example'").await, "Tomas");
}

#[tokio::test]
async fn only_an_administrator_invites_and_makes_links() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let ada_id = house.person("ada@x.example").await.to_string();
    assert_eq!(tomas.get(INVITE).await.status, StatusCode::FORBIDDEN);
    for (action, form) in [
        (INVITE, vec![("email-1", "eve@x.example"), ("roles-1", "developer")]),
        ("/workspace/reset", vec![("person", ada_id.as_str())]),
        ("/workspace/end", vec![("person", ada_id.as_str())]),
        ("/do/person.administer", vec![("person", ada_id.as_str()), ("administrator", "false")]),
    ] {
        let refused = tomas.send("/account", action, &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{action}");
    }
    assert_eq!(tomas.get("/workspace").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.count("SELECT COUNT(*) FROM door_link WHERE used_at IS NULL").await, 0);
}

#[tokio::test]
async fn a_reset_link_sets_a_password_once_ends_sessions_and_opens_a_held_account() {
    let (house, mut ada) = House::with_ada().await;
    for _ in 0..5 {
        house.browser().sign_in("ada@x.example", "a wrong password").await;
    }
    let path = people::reset_named(&house.app, "ada byrne").await.unwrap();
    let link = path.split("link=").nth(1).unwrap();
    let mut anew = house.browser();
    assert!(anew.get(&path).await.says("For Ada Byrne."));
    let short = anew.post("/reset", &[("link", link), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = [("link", link), ("password", "a brand new sentence")];
    assert_eq!(anew.post("/reset", &form).await.to(), "/");
    assert_eq!(anew.get("/account").await.status, StatusCode::OK);
    assert!(ada.get("/account").await.to().starts_with("/sign-in"));
    assert_eq!(house.browser().post("/reset", &form).await.status, StatusCode::GONE);
    assert_eq!(house.browser().get(&path).await.status, StatusCode::GONE);
    assert_eq!(house.browser().sign_in("ada@x.example", "a brand new sentence").await.to(), "/");
}

#[tokio::test]
async fn a_reset_link_ends_after_a_day_or_when_another_is_made() {
    let (house, mut ada) = House::with_ada().await;
    let ada_id = house.person("ada@x.example").await.to_string();
    let made = ada.send("/workspace", "/workspace/reset", &[("person", &ada_id)]).await;
    assert_eq!(made.headers["cache-control"], "no-store");
    let first = made.behind("http://tandem.test");
    let second = people::reset_named(&house.app, "ADA@x.example").await.unwrap();
    assert_eq!(house.browser().get(&first).await.status, StatusCode::GONE);
    house.app.clock.advance(DAY - 1);
    assert_eq!(house.browser().get(&second).await.status, StatusCode::OK);
    house.app.clock.advance(1);
    assert_eq!(house.browser().get(&second).await.status, StatusCode::GONE);
    assert_eq!(people::reset_named(&house.app, "Nobody").await.unwrap_err().name(), "no-such-person");
}

#[tokio::test]
async fn an_ended_account_is_out_everywhere_and_can_be_invited_again() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let token = tomas.send("/account", "/account/tokens", &[("name", "A"), ("reach", "full"), ("days", "30")]).await;
    let token = token.behind("name=\"token\" value=\"");
    let id = house.person("tomas@x.example").await;
    let reset = people::reset_named(&house.app, "tomas@x.example").await.unwrap();
    let asks = ada.get(&format!("/workspace/end?person={id}")).await;
    assert!(asks.says("End the account of"));
    assert_eq!(ada.send("/workspace", "/workspace/end", &[("person", &id.to_string())]).await.to(), "/workspace");

    assert!(tomas.get("/account").await.to().starts_with("/sign-in"));
    assert_eq!(people::bearer(&house.app, &token).await.unwrap(), None);
    assert_eq!(house.browser().get(&reset).await.status, StatusCode::GONE);
    assert_eq!(house.browser().sign_in("tomas@x.example", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.roles("tomas@x.example").await, "");

    let mut back = house.join(&mut ada, "tomas@x.example", "developer").await;
    assert_eq!(back.get("/shelf/settings").await.status, StatusCode::OK);
    assert_eq!(house.person("tomas@x.example").await, id);
    assert_eq!(people::bearer(&house.app, &token).await.unwrap(), None);
}

#[tokio::test]
async fn somebody_is_left_to_administer() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let ada_id = house.person("ada@x.example").await.to_string();
    let tomas_id = house.person("tomas@x.example").await.to_string();
    let refused = ada.send("/workspace", "/workspace/end", &[("person", &ada_id)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("is the last administrator"));
    let administer = |person, on| [("person", person), ("administrator", on)];
    let refused = ada.send("/workspace", "/do/person.administer", &administer(ada_id.as_str(), "false")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        ada.send("/workspace", "/do/person.administer", &administer(&tomas_id, "true")).await.to(),
        "/workspace"
    );
    assert_eq!(
        tomas.send("/workspace", "/do/person.administer", &administer(&ada_id, "false")).await.to(),
        "/workspace"
    );
    assert_eq!(ada.get("/workspace").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_a_former_administrator_offered_opens_nothing() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let tomas_id = house.person("tomas@x.example").await.to_string();
    ada.send("/workspace", "/do/person.administer", &[("person", &tomas_id), ("administrator", "true")]).await;
    let link = house.invite(&mut tomas, "eve@x.example", "product-manager").await;
    ada.send("/workspace", "/do/person.administer", &[("person", &tomas_id), ("administrator", "false")]).await;
    assert_eq!(house.browser().get(&format!("/invitation?link={link}")).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn somebody_added_without_a_password_comes_in_by_a_link() {
    let (house, mut ada) = House::with_ada().await;
    assert_eq!(
        ada.send("/workspace", "/do/person.add", &[("name", "Priya Raman"), ("email", "p@x.example")]).await.to(),
        "/workspace"
    );
    assert!(ada.get("/workspace").await.says("cannot sign in yet"));
    for password in ["", PASSWORD] {
        let refused = house.browser().sign_in("p@x.example", password).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let path = people::reset_named(&house.app, "Priya Raman").await.unwrap();
    let form = [("link", path.split("link=").nth(1).unwrap()), ("password", PASSWORD)];
    assert_eq!(house.browser().post("/reset", &form).await.to(), "/");
    let again = ada.send("/workspace", "/do/person.add", &[("name", "Priya"), ("email", "P@x.example")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}
