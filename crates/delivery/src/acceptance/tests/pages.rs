use axum::http::StatusCode;
use together::testing::{Browser, assert_ids_are_unique};

use super::{handed_over, moves};

const PAGE: &str = "/shelf/backlog?open=S-1";

#[tokio::test]
async fn a_story_is_shown_looked_at_and_returned_on_its_page() {
    let (world, [first, second, _]) = handed_over().await;
    let (priya, tomas) = (Browser::of(&world, "Priya").await, Browser::of(&world, "Tomas").await);
    let (first, second) = (first.to_string(), second.to_string());
    let before = tomas.page(PAGE).await;
    for words in [
        "0 of 3 shown",
        "Not shown yet",
        "Handed over by Priya",
        "2 agreed criteria neither shown nor met",
        "Return it",
    ] {
        assert!(before.contains(words), "{words}: {before}");
    }
    assert_ids_are_unique(&before);
    let empty = priya.send(PAGE, "criterion.show", &[("criterion", &first), ("evidence", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Say where it can be seen") && empty.text.contains("Show it"));
    for (criterion, evidence) in [(&first, "https://shelf.example/demo"), (&second, "on the <b>test</b> device")] {
        priya.send(PAGE, "criterion.show", &[("criterion", criterion), ("evidence", evidence)]).await;
    }
    let shown = tomas.page(PAGE).await;
    for words in [
        "2 of 3 shown",
        "href=\"https://shelf.example/demo\"",
        "&lt;b&gt;test",
        "shown by Priya",
        "What was shown is met then.",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let form = [("criterion", first.as_str()), ("met", "false"), ("because", "")];
    assert!(tomas.send(PAGE, "criterion.check", &form).await.says("Say what is not so"));
    let form = [("criterion", first.as_str()), ("met", "false"), ("because", "It stops in a tunnel")];
    assert_eq!(tomas.send(PAGE, "criterion.check", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("story", "S-1"), ("because", "")];
    assert!(tomas.send(PAGE, "story.accept", &form).await.says("is neither shown nor met"));
    let form = [("story", "S-1"), ("cause", "defect"), ("because", "")];
    assert_eq!(tomas.send(PAGE, "story.return", &form).await.status, StatusCode::SEE_OTHER);
    let returned = priya.page(PAGE).await;
    for words in
        ["It stops in a tunnel", "Not met", "Returned by Tomas", "the reason stands at the criterion", "Show it anew"]
    {
        assert!(returned.contains(words), "{words}: {returned}");
    }
}

#[tokio::test]
async fn who_does_not_accept_shows_and_proposes() {
    let (world, [first, ..]) = handed_over().await;
    let priya = Browser::of(&world, "Priya").await;
    let page = priya.page(PAGE).await;
    assert!(page.contains("Propose to accept") && page.contains("Propose to return it"));
    assert!(page.contains("Show it") && !page.contains("Not met"), "only who accepts finds a criterion met");
    moves(&world, "Tomas", "done").await;
    let done = priya.page(PAGE).await;
    assert!(
        done.contains("2 of 3 agreed") && !done.contains("Not shown yet"),
        "what was never shown says nothing: {first}"
    );
}
