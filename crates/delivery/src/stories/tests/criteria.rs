//! Acceptance criteria.

use together::form::Typed;
use together::journal::undo::Undo;

use super::{add, criteria_of, missing};
use crate::stories::CriterionId;
use crate::stories::actions::criteria::{Agree, Edit as Reword, Move as Reorder, Remove as Cross};
use crate::stories::store::criteria::Criterion;
use crate::testing::{undo, with_stories};

#[tokio::test]
async fn criteria_are_worded_agreed_ordered_and_removed() {
    let world = with_stories(1).await;
    for then in ["Given a hold when I pause it then it waits", "second", "third"] {
        world.done("Tomas", add(1, then)).await;
    }
    let all = criteria_of(&world, 1).await;
    assert_eq!(
        (all[0].given.as_str(), all[0].when.as_str(), all[0].then.as_str()),
        ("a hold", "I pause it", "it waits")
    );
    let (first, third) = (all[0].id, all[2].id);
    let thens = |all: Vec<Criterion>| all.into_iter().map(|one| one.then).collect::<Vec<_>>();

    let moved = world.done("Tomas", Reorder { criterion: third, to: Typed::from(1) }).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["third", "it waits", "second"]);
    undo(&world, "Tomas", moved.seq).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["it waits", "second", "third"]);

    let agreed = world.done("Tomas", Agree { criterion: first, agreed: true }).await;
    assert!(missing(&world, 1).await.contains("criteria:1/3"));
    undo(&world, "Tomas", agreed.seq).await;
    assert!(missing(&world, 1).await.contains("criteria:0/3"));
    world.done("Tomas", Agree { criterion: first, agreed: true }).await;

    let removed = world.done("Tomas", Cross { criterion: first }).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["second", "third"]);
    assert_eq!(world.refused("Tomas", Agree { criterion: first, agreed: true }).await, "no-such-criterion");
    undo(&world, "Tomas", removed.seq).await;
    let back = criteria_of(&world, 1).await;
    assert!(back[0].agreed && back[0].then == "it waits");
}

#[tokio::test]
async fn new_words_are_to_be_agreed_again_and_stale_ones_are_kept() {
    let world = with_stories(1).await;
    world.done("Tomas", add(1, "it waits")).await;
    let criterion = criteria_of(&world, 1).await.remove(0);
    world.done("Tomas", Agree { criterion: criterion.id, agreed: true }).await;
    let reword = |then: &str, seen| Reword {
        criterion: criterion.id,
        given: String::new(),
        when: String::new(),
        then: then.into(),
        seen: Some(seen),
    };
    let now = criteria_of(&world, 1).await.remove(0).seq;
    let reworded = world.done("Priya", reword("it waits for me", now)).await;
    assert!(!criteria_of(&world, 1).await[0].agreed);
    assert_eq!(world.refused("Tomas", reword("it waits for you", now)).await, "changed-meanwhile");
    world.done("Tomas", reword("it waits for me", now)).await;
    undo(&world, "Priya", reworded.seq).await;
    let back = criteria_of(&world, 1).await.remove(0);
    assert!(back.agreed && back.then == "it waits");
    assert_eq!(world.refused("Priya", Undo { seq: reworded.seq }).await, "undone-already");
    let unknown = CriterionId::from(world.app.ids.next());
    assert_eq!(world.refused("Tomas", Agree { criterion: unknown, agreed: true }).await, "no-such-criterion");
}
