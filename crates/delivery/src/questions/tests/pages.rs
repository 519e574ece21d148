use axum::http::StatusCode;
use serde_json::json;
use together::roles::rules::Right;
use together::testing::Browser;

use super::{answer, ask, asked, criterion};
use crate::questions::actions::{Ask, Edit};
use crate::stories::actions::criteria;
use crate::testing::with_stories;

#[tokio::test]
async fn a_question_is_asked_and_answered_on_the_page_of_its_story() {
    let world = &with_stories(1).await;
    let id = criterion(world, "it moves").await.to_string();
    let (priya, tomas) = (Browser::of(world, "Priya").await, Browser::of(world, "Tomas").await);
    let form = [("story", "S-1"), ("question", "How far?"), ("criterion", &id), ("blocks", "true")];
    let sent = priya.send("/shelf/backlog?open=S-1", "question.ask", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = tomas.page("/shelf/backlog?open=S-1").await;
    for words in ["How far?", "about criterion 1", "Blocks work", "Question open", "1 open, "] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("answer-to-Q-1"));
    let page = tomas.page("/shelf/backlog?open=S-1&edit=answer-Q-1").await;
    assert!(page.contains("answer-to-Q-1") && page.contains("Your call") && page.contains("Criterion 1 then says"));
    let empty = tomas
        .send("/shelf/backlog?open=S-1&edit=answer-Q-1", "question.answer", &[("question", "Q-1"), ("answer", "")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Say what the answer is.") && empty.says("answer-to-Q-1"));
    let form = [("question", "Q-1"), ("answer", "By one place"), ("then", "it moves by one"), ("then_was", "it moves")];
    tomas.send("/shelf/backlog?open=S-1&edit=answer-Q-1", "question.answer", &form).await;
    let page = priya.page("/shelf/backlog?open=S-1").await;
    for words in ["By one place", "it moves by one", "Clear, thank you", "Not yet clear"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("Question open") && !tomas.page("/shelf/backlog?open=S-1").await.contains("Clear, thank you")
    );
}

#[tokio::test]
async fn a_proposed_answer_is_seen_and_a_colleagues_answer_leaves_ones_own_to_read() {
    let world = &with_stories(1).await;
    let key = world.key("Priya", Ask { right: Some(Right::ShapeBusiness), ..ask(1, "Which licence?") }).await;
    let (ines, tomas) = (Browser::of(world, "Ines").await, Browser::of(world, "Tomas").await);
    let place = "/shelf/backlog?open=S-1&edit=answer-Q-1";
    assert!(
        tomas.page(place).await.contains("You propose, Ines decides") && ines.page(place).await.contains("Your call")
    );
    tomas.send(place, "question.answer", &[("question", "Q-1"), ("answer", "By the quarter")]).await;
    assert!(tomas.page("/shelf/backlog?open=S-1").await.contains("Answer proposed"));
    world.done("Ines", answer(key, "By the year")).await;
    let form = [("question", "Q-1"), ("answer", "By the month")];
    let late = ines.send("/shelf/backlog?open=S-1", "question.answer", &form).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Q-1 is answered already.") && late.says("By the month") && late.says("By the year"));
}

#[tokio::test]
async fn what_changed_while_one_wrote_is_shown_and_the_answer_can_be_sent_again() {
    let world = &with_stories(1).await;
    let id = criterion(world, "it moves").await;
    let key = world.key("Priya", Ask { criterion: Some(id), ..ask(1, "How far?") }).await;
    let tomas = Browser::of(world, "Tomas").await;
    let place = "/shelf/backlog?open=S-1&edit=answer-Q-1";
    let of_page = |page: &str, name: &str| {
        let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    };
    let first = tomas.page(place).await;
    let edit = json!({ "thing": key, "question": "How far, and when?" });
    world.done("Priya", serde_json::from_value::<Edit>(edit).unwrap()).await;
    let (seen, was) = (of_page(&first, "seen"), of_page(&first, "then_was"));
    let form =
        [("question", "Q-1"), ("answer", "By one"), ("seen", &seen), ("then", "it moves by one"), ("then_was", &was)];
    let refused = tomas.send(place, "question.answer", &form).await;
    assert!(refused.says("was changed while you wrote") && refused.says("How far, and when?"));
    let reword = json!({ "criterion": id, "then": "it moves up" });
    world.done("Tomas", serde_json::from_value::<criteria::Edit>(reword).unwrap()).await;
    let seen = of_page(&refused.text, "seen");
    let form =
        [("question", "Q-1"), ("answer", "By one"), ("seen", &seen), ("then", "it moves by one"), ("then_was", &was)];
    let refused = tomas.send(place, "question.answer", &form).await;
    assert!(refused.says("The criterion says something else by now: “it moves up”") && refused.says("it moves by one"));
    let (seen, was) = (of_page(&refused.text, "seen"), of_page(&refused.text, "then_was"));
    assert_eq!(was, "it moves up");
    let form =
        [("question", "Q-1"), ("answer", "By one"), ("seen", &seen), ("then", "it moves by one"), ("then_was", &was)];
    assert_eq!(tomas.send(place, "question.answer", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_refused_question_keeps_what_was_written() {
    let world = &with_stories(1).await;
    let priya = Browser::of(world, "Priya").await;
    let form = [("story", "S-1"), ("question", ""), ("text", "I wonder"), ("blocks", "true")];
    let refused = priya.send("/shelf/backlog?open=S-1", "question.ask", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("A title is missing.") && refused.says("I wonder"));
    assert!(refused.says("<details id=\"ask\" open>"), "the form stands open");
}

#[tokio::test]
async fn the_list_shows_what_waits_what_was_answered_and_what_has_some_words() {
    let world = &with_stories(1).await;
    let tomas = Browser::of(world, "Tomas").await;
    assert!(tomas.page("/shelf/questions").await.contains("No question waits"));
    let key = asked(world).await;
    world.done("Priya", Ask { blocks: true, ..ask(1, "Which licence is it?") }).await;
    world.done("Tomas", answer(key, "Yes, the queue goes on")).await;
    let open = tomas.page("/shelf/questions").await;
    assert!(open.contains("Which licence is it?") && !open.contains("Does the next reader move up?"));
    let answered = tomas.page("/shelf/questions?show=answered").await;
    assert!(answered.contains("Yes, the queue goes on") && !answered.contains("Which licence"));
    assert!(tomas.page("/shelf/questions?show=all&q=queue").await.contains("Does the next reader move up?"));
    assert!(tomas.page("/shelf/questions?q=queue").await.contains("Does the next reader move up?"), "in all of them");
    assert!(tomas.page("/shelf/questions?show=open&q=queue").await.contains("No question here says"));
    let alike = tomas.get("/shelf/questions/alike?q=does+the+reader+move").await;
    assert!(alike.says("Asked before") && alike.says("/shelf/Q-1"));
    assert_eq!(Browser::of(world, "Adele").await.get("/shelf/questions").await.status, StatusCode::NOT_FOUND);
}
