//! Many stories written by one action.

use ground::web::Result;
use together::journal::{Act, Action, Manner, Need, act};
use together::order::Wanted;
use together::thread::Kind;

use super::missing;
use crate::stories::actions::{NewStory, write_many};
use crate::stories::rules::sentence::Given;
use crate::testing::{order, story, total, with_stories};

/// An import writes many stories in one action: old ones that are done, those with points, those with criteria.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Bring {}

impl Action for Bring {
    const NAME: &'static str = "test.bring";
    const DID: &'static str = "Brought them";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let stories = (0..250).map(|n| {
            let criteria = if n % 2 == 0 { vec![Given::parse("it is so")] } else { vec![] };
            let state = if n % 10 == 0 { "done" } else { "draft" };
            NewStory { title: format!("Row {n}"), points: Some(n % 9), criteria, state, ..NewStory::default() }
                .checked()
        });
        let stories = stories.collect::<Result<Vec<_>, _>>()?;
        write_many(act, stories, Wanted::Bottom).await.map(drop)
    }
}

#[tokio::test]
async fn an_import_writes_many_at_once() {
    let world = with_stories(1).await;
    let manner = Manner { quiet: true, ..Manner::default() };
    act(&world.app, &world.actor("Tomas"), world.shelf, vec![Box::new(Bring {})], manner).await.unwrap();
    let sum = total(&world).await;
    assert_eq!((sum.stories, sum.gaps, sum.ready), (226, 226, 0));
    assert_eq!(order(&world).await[..3], [1, 3, 4], "what is done has no place");
    assert!(missing(&world, 3).await.ends_with("criteria") && missing(&world, 4).await.ends_with("criteria:0/1"));
    assert!(story(&world, 2).await.done_at.is_some());
    let mut tx = world.app.db.read().await.unwrap();
    let of_all = together::thread::search::Wanted::member(world.shelf, "row 249", 10);
    let found = together::thread::search::Wanted { kind: Some(Kind::Story), ..of_all };
    assert_eq!(together::thread::search::find(&mut tx, &found).await.unwrap().len(), 1);
}
