//! What the page of the backlog shows: how many stories, and the sprint that comes next.

use serde_json::json;
use together::roles::rules::Role;
use together::testing::{Browser, World};
use together::thread::{Key, Kind};

use crate::sprints::actions::Plan;
use crate::stories::actions::Estimate;
use crate::testing::{s, story, thing, with_stories};

async fn planned(world: &World, points: Option<i64>) -> Key {
    let body = json!({ "title": "Sprint 5", "starts": "2026-10-19", "ends": "2026-10-30", "capacity": points });
    world.key("Priya", serde_json::from_value::<Plan>(body).unwrap()).await
}

#[tokio::test]
async fn the_line_of_a_sprint_is_drawn_where_what_it_says_itself_ends() {
    let world = with_stories(3).await;
    let things = [1, 2, 3].map(s).to_vec();
    let eight = serde_json::from_value::<Estimate>(json!({ "things": things, "points": 8 })).unwrap();
    world.done("Priya", eight).await;
    planned(&world, Some(17)).await;
    let page = Browser::of(&world, "Priya").await.page("/shelf/backlog").await;
    assert!(page.contains("17 points fit Sprint 5"), "the head says what fits");
    let line = page.split("id=\"line-sprint\"").nth(1).expect("the line is there").split("</tr>").next().unwrap();
    assert!(line.contains("16 of 17 points"), "{line}");
    assert!(line.contains("Sprint 5"));
}

#[tokio::test]
async fn a_narrowed_list_says_how_many_it_found() {
    let world = with_stories(3).await;
    let tomas = Browser::of(&world, "Tomas").await;
    for (query, found) in [("?q=Story", "3 stories</span>"), ("?points=5", "0 stories</span>")] {
        assert!(tomas.page(&format!("/shelf/backlog{query}")).await.contains(found), "{query}");
    }
    assert!(!tomas.page("/shelf/backlog").await.contains("3 stories</span>"), "what is whole is counted in the head");
}

#[tokio::test]
async fn many_stories_are_chosen_for_the_next_sprint_at_once() {
    let world = with_stories(3).await;
    let priya = Browser::of(&world, "Priya").await;
    assert!(!priya.page("/shelf/backlog").await.contains("bulk-sprint"), "there is none to choose");
    let sprint = planned(&world, None).await;
    let page = priya.page("/shelf/backlog").await;
    assert!(page.contains("id=\"bulk-sprint\""));
    assert!(page.contains(&format!("<option value=\"{sprint}\" selected")), "it is what is offered first");
    let chosen = sprint.to_string();
    let form = [("thing", "S-1"), ("thing", "S-3"), ("sprint", chosen.as_str())];
    priya.send("/shelf/backlog", "sprint.choose", &form).await.to();
    let sprint = thing(&world, sprint).await.id;
    for (number, chosen) in [(1, Some(sprint)), (2, None), (3, Some(sprint))] {
        assert_eq!(story(&world, number).await.sprint, chosen, "S-{number}");
    }
    let alone = priya.page("/shelf/S-2/more").await;
    assert!(alone.contains("id=\"story-sprint\""), "the page of one story has the same");
    assert_eq!(world.proposed("Tomas", choose(2)).await.to, Role::Developer);
}

fn choose(number: i64) -> crate::sprints::actions::Choose {
    crate::sprints::actions::Choose { things: vec![s(number)], sprint: Some(Key::new(Kind::Sprint, 1)) }
}
