use axum::http::StatusCode;
use ground::db::DbError;
use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::Floor;
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

const WAITS: Floor = Floor { actions: &[&[registered::<Wait>()]], ..Floor::EMPTY };

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
