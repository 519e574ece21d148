//! What is counted as it comes and goes is what one would count, whatever people did.

use axum::http::StatusCode;
use ground::args;
use ground::db::Sql;
use serde_json::{Value, json};
use tandem::cli::examine;

use crate::client::House;
use crate::migrating::{passages, passages_from_the_journal};

/// A number that only looks random, so that what fails fails again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.roll(these.len())]
    }

    fn key(&mut self, letters: &str, most: usize) -> String {
        format!("{letters}-{}", self.roll(most) + 1)
    }
}

const STATES: [&str; 6] = ["draft", "in work", "in review", "waiting for acceptance", "done", "dropped"];

/// Something that changes what hangs on what, or how far it is: who does it, the action, its fields.
fn anything(dice: &mut Dice, last: i64) -> (&'static str, &'static str, Value) {
    let (story, feature) = (dice.key("S", 14), dice.key("F", 3));
    match dice.roll(16) {
        0..=2 => ("Tomas", "story.write", json!({ "title": "One more", "feature": feature })),
        3 | 4 => {
            ("Tomas", "stories.place_in_feature", json!({ "things": [story, dice.key("S", 14)], "feature": feature }))
        }
        5 => ("Tomas", "stories.place_in_feature", json!({ "things": [story] })),
        6 => ("Tomas", "story.set_state", json!({ "thing": story, "state": dice.of(&STATES) })),
        7 => ("Priya", "story.set_state", json!({ "thing": story, "state": dice.of(&STATES) })),
        8 => ("Priya", "story.estimate", json!({ "things": [story], "points": dice.roll(9) })),
        9 => ("Ines", "stories.ship_in", json!({ "things": [story], "release": dice.key("RL", 2) })),
        10 => ("Priya", "sprint.choose", json!({ "things": [story], "sprint": "SP-1" })),
        11 => (
            "Priya",
            "sprint.set_state",
            json!({ "thing": "SP-1", "state": dice.of(&["running", "closed", "planned"]) }),
        ),
        12 => ("Tomas", "thread.remove", json!({ "thing": dice.of(&[&story, &story, &feature]) })),
        13 => ("Tomas", "thread.unlink", json!({ "from": story, "kind": "part of", "to": feature })),
        _ => ("Tomas", "journal.undo", json!({ "seq": last - i64::try_from(dice.roll(6)).unwrap() })),
    }
}

/// Sums that are not those of the stories which a page lists beneath them: key, kept, listed.
const OTHERWISE: Sql<(String, i64, i64, i64)> = Sql::new(
    "otherwise",
    "SELECT kind, number, kept, listed FROM (SELECT o.kind, o.number, COALESCE(c.stories, 0) AS kept, (SELECT COUNT(*) FROM story s JOIN thing t ON t.id = s.thing WHERE o.id IN (s.feature, s.release, s.sprint) AND t.hidden_at IS NULL AND t.stage <> 'dropped') AS listed FROM thing o LEFT JOIN scope c ON c.thing = o.id WHERE o.kind IN ('feature', 'release', 'sprint')) AS sums WHERE kept <> listed",
);

#[tokio::test]
async fn whatever_people_do_the_sums_are_what_one_would_count() {
    for seed in 1..=2 {
        let house = House::furnished().await;
        let [ines, tomas, priya] =
            [house.person("Ines").await, house.person("Tomas").await, house.person("Priya").await];
        ines.does("release.plan", json!({ "title": "5.0" })).await;
        for title in ["Loans", "Shelves"] {
            tomas.does("feature.define", json!({ "title": title })).await;
        }
        let (mut dice, mut last, mut done) = (Dice(seed), 1, 0);
        for _ in 0..200 {
            let (name, action, fields) = anything(&mut dice, last);
            let person = match name {
                "Ines" => &ines,
                "Priya" => &priya,
                _ => &tomas,
            };
            // Much is refused or proposed, as with people; that changes nothing.
            let answer = person.asks(action, fields).await;
            assert!(!answer.status.is_server_error(), "{action}: {}", answer.text);
            if answer.status == StatusCode::OK {
                done += 1;
                last = answer.json()["seq"].as_i64().unwrap();
            }
        }
        assert!(done > 40, "{done} of what was tried was done");
        let found = examine(&house.world.app, false).await.unwrap().findings;
        assert_eq!(found, [], "with {seed}");
        let mut tx = house.world.app.db.read().await.unwrap();
        assert_eq!(tx.all(OTHERWISE, args![]).await.unwrap(), [], "with {seed}");
        drop(tx);
        let db = &house.world.app.db;
        assert_eq!(passages(db).await, passages_from_the_journal(db).await, "with {seed}");
    }
}
