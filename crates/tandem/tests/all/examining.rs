//! The doctor: silent about what is well, plain about what is not, and able to put right what is derived.

use ground::db::Args;
use tandem::cli::examine;

use crate::client::House;

async fn found(house: &House, mend: bool) -> Vec<String> {
    let examined = examine(&house.world.app, mend).await.unwrap();
    examined
        .findings
        .into_iter()
        .map(|finding| format!("{}{}", finding.what, if finding.mended { " Mended." } else { "" }))
        .collect()
}

#[tokio::test]
async fn a_workspace_people_worked_in_is_well() {
    let house = House::furnished().await;
    assert_eq!(found(&house, false).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_derived_is_put_right() {
    for (fault, what) in [
        ("DELETE FROM search WHERE kind = 'goal'", "1 thing is not found by its words."),
        ("UPDATE search SET words = 'other' WHERE kind = 'story'", "1 thing is not found by its words."),
        (
            "UPDATE thing SET thread = 1 WHERE kind = 'need'",
            "Some things show other dots of the thread than their links say.",
        ),
        ("UPDATE progress SET open = 7", "1 thing says another progress than that of its parts."),
        ("UPDATE story_passage SET state = 'done'", "1 story stands elsewhere than reports say that it does."),
        ("DELETE FROM story_passage", "1 story stands elsewhere than reports say that it does."),
        ("DELETE FROM scope", "1 feature, release or sprint says other sums than those of its stories."),
        (
            "INSERT INTO demand (thing, product, requests, people, voices, importance, value) SELECT id, product, 1, 2, 1, 3, 0 FROM thing WHERE kind = 'need'",
            "1 thing says another demand than requests ask of it.",
        ),
        ("UPDATE counter SET last = 0 WHERE kind = 'feature'", "shelf has F-1, but would call the next feature F-1."),
    ] {
        let house = House::furnished().await;
        house.run(fault, Args::new()).await;
        assert_eq!(found(&house, false).await, [what], "{fault}");
        assert_eq!(found(&house, true).await, [format!("{what} Mended.")], "{fault}");
        assert_eq!(found(&house, false).await, Vec::<String>::new(), "{fault}");
    }
}

#[tokio::test]
async fn what_is_lost_is_told_and_left_alone() {
    let house = House::furnished().await;
    house.run("DELETE FROM journal WHERE seq = 2", Args::new()).await;
    house.run("UPDATE product SET seq = seq + 1 WHERE key = 'loom'", Args::new()).await;
    house.run("UPDATE thing SET seq = 99 WHERE kind = 'vision'", Args::new()).await;
    house.run("DELETE FROM key_result", Args::new()).await;
    let first = found(&house, true).await;
    let expected = [
        "The product loom counts 2 actions, but its journal ends with entry 1.",
        "The product shelf has 1 entry of its journal missing.",
        "shelf/V-1 says it was changed after the last entry of its product.",
        "shelf/KR-1 has lost everything but its title and state.",
    ];
    for expected in expected {
        assert!(first.iter().any(|what| what == expected), "{expected} in {first:#?}");
    }
    assert_eq!(found(&house, true).await, first);
}
