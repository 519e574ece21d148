//! What the pages of surveys show.

use together::testing::{Browser, assert_ids_are_unique};
use together::thread::Kind;

use super::{answer, asked, link};
use crate::surveys::actions::{Open, Take, Write};
use crate::surveys::rules::About;
use crate::testing::{make, world};

#[tokio::test]
async fn results_stand_with_their_interval_and_few_are_said_to_be_few() {
    let world = world().await;
    let (survey, needs) = asked(&world).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let empty = tomas.page(&format!("/shelf/{survey}")).await;
    assert!(empty.contains("Nobody has answered yet") && empty.contains("Make a link"));
    let link = link(&world, survey, "").await;
    answer(&mut Browser::of_nobody(&world), &world, &link, needs, ["5", "1", "4", "4"]).await.to();
    let page = tomas.page(&format!("/shelf/{survey}")).await;
    assert_ids_are_unique(&page);
    for said in
        ["One person has answered about 2 needs", "only 1", "20.0", "Tell me a date.", "Families", "Take the results"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let before = tomas.page("/shelf/needs").await;
    assert!(before.contains("Ask again") && before.contains("1 answer"), "{before}");
    world.done("Tomas", Take { survey }).await;
    let after = tomas.page("/shelf/needs").await;
    assert!(after.contains("only 1") && after.contains("class=\"miss\""), "{after}");
    let need = tomas.page(&format!("/shelf/{}", needs[0])).await;
    assert!(need.contains("20.0 of 20") && need.contains("95% sure") && need.contains(&format!("/shelf/{survey}")));
    let list = tomas.page("/shelf/surveys").await;
    assert!(list.contains("One survey is open") && list.contains("1 answered"));
}

#[tokio::test]
async fn features_are_asked_about_by_kano() {
    let world = world().await;
    let features =
        [make(&world, Kind::Feature, "Holds that move").await, make(&world, Kind::Feature, "Family cards").await];
    let write = Write {
        title: "Would you miss it?".into(),
        about: About::Features,
        things: features.to_vec(),
        segments: "Families".into(),
        ..Write::default()
    };
    let survey = world.key("Tomas", write).await;
    world.done("Tomas", Open { survey }).await;
    let link = link(&world, survey, "").await;
    // Like it and dislike its absence; like it both ways.
    answer(&mut Browser::of_nobody(&world), &world, &link, features, ["1", "5", "1", "1"]).await.to();
    let page = Browser::of(&world, "Tomas").await.page(&format!("/shelf/{survey}")).await;
    assert_ids_are_unique(&page);
    for said in [
        "The more the better",
        "Contradicts itself",
        "100% against themselves",
        "with it +1.00",
        "without it −1.00",
        "Families: the more the better (1)",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Take the results"), "features are rated elsewhere");
}

#[tokio::test]
async fn a_survey_is_written_on_a_page_and_what_was_ticked_stays_ticked() {
    let world = world().await;
    let (_, [one, other]) = asked(&world).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let form = tomas.page("/shelf/surveys?new=1").await;
    assert_eq!(form.matches("name=\"things\"").count(), 2);
    assert_eq!(form.matches(" checked").count(), 2, "needs that are not met yet are chosen");
    let refused =
        tomas.send("/shelf/surveys?new=1", "survey.write", &[("title", ""), ("things", &one.to_string())]).await;
    assert!(refused.says("A title is missing") && refused.text.matches(" checked").count() == 1, "{}", refused.text);
    let both =
        [("title", "Again"), ("things", &*one.to_string()), ("things", &*other.to_string()), ("next", "/shelf/{key}")];
    assert_eq!(tomas.send("/shelf/surveys?new=1", "survey.write", &both).await.to(), "/shelf/SV-2");
    let priya = Browser::of(&world, "Priya").await;
    assert!(priya.page("/shelf/surveys?new=1").await.contains("Propose it"));
}
