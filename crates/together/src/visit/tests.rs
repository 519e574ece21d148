use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use ground::args;
use ground::db::{DbError, Sql};
use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::{App, Floor};
use crate::journal::{Act, Action, Need, registered};
use crate::testing::{Browser, World};

/// Finds the database as busy as it is when many write at once.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Wait {}

impl Action for Wait {
    const NAME: &'static str = "test.wait";
    const DID: &'static str = "Waited";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, _: &mut Act<'_>) -> Result<()> {
        Err(DbError::Busy.into())
    }
}

const WAITS: Floor = Floor { actions: &[&[registered::<Wait>()]], routes: unread, ..Floor::EMPTY };

/// A page that finds the database as busy.
fn unread() -> Router<App> {
    Router::new().route("/shelf/unread", get(async || Failure::Busy))
}

#[tokio::test]
async fn who_waits_too_long_for_the_database_keeps_the_page_and_may_try_again() {
    let world = World::new(&[crate::FLOOR, WAITS]).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let answer = tomas.send("/shelf/decisions", "test.wait", &[]).await;
    assert_eq!((answer.status, answer.again_in.as_deref()), (StatusCode::SERVICE_UNAVAILABLE, Some("5")));
    assert!(answer.says("Nothing was changed. Try again in a few seconds."), "{}", answer.text);
    assert!(answer.says("href=\"/shelf/decisions\""), "the page stays: {}", answer.text);
    let alone = tomas.send("/nowhere", "test.wait", &[]).await;
    assert_eq!((alone.status, alone.again_in.as_deref()), (StatusCode::SERVICE_UNAVAILABLE, Some("5")));
    assert!(alone.says("Too much at once"), "{}", alone.text);
}

const WORDS: [(&str, &str); 2] = [("question", "How long may a hold pause?"), ("why", "Four of 23 asked <so>")];

#[tokio::test]
async fn what_was_written_outlives_a_page_that_cannot_be_read_either() {
    let world = World::new(&[crate::FLOOR, WAITS]).await;
    let tomas = Browser::of(&world, "Tomas").await;
    for page in ["/nowhere", "/shelf/unread"] {
        let answer = tomas.send(page, "test.wait", &WORDS).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{page}");
        assert!(answer.says("Send it again") && answer.says("action=\"/shelf/do/test.wait\""), "{}", answer.text);
        assert!(answer.says("value=\"How long may a hold pause?\""), "{}", answer.text);
        assert!(answer.says(">Four of 23 asked &lt;so&gt;</textarea>"), "{}", answer.text);
    }
    let refused = tomas.send("/shelf/unread", "decision.ask", &[("question", ""), WORDS[1]]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Four of 23 asked") && !refused.says("Send it again"), "{}", refused.text);
}

#[tokio::test]
async fn what_was_written_outlives_a_session_that_is_over_but_no_other_site_puts_words_into_a_page_of_ours() {
    let world = World::new(&[crate::FLOOR, WAITS]).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(Sql::new("sign out", "DELETE FROM session"), args![]).await.unwrap();
    tx.commit().await.unwrap();
    let answer = tomas.send("/shelf/decisions", "decision.ask", &WORDS).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.says("You are not signed in any more") && answer.says("Four of 23 asked"), "{}", answer.text);
    let other = tomas.from("https://elsewhere.example").send("/shelf/decisions", "decision.ask", &WORDS).await;
    assert!(!other.says("Four of 23 asked"), "{}", other.text);
    assert_eq!(other.to(), "/sign-in");
}
