use axum::http::StatusCode;
use ground::web::Failure;

use super::actions::{Ask, Decide, Supersede};
use super::store::{self, Line, Wanted};
use crate::FLOOR;
use crate::conversation::actions::Write;
use crate::journal::Outcome;
use crate::journal::proposals::actions::{Decline, Take};
use crate::journal::undo::Undo;
use crate::roles::actions::{AddOwn, SetCell};
use crate::roles::members::actions as members;
use crate::roles::rules::{Right, Role, Subject};
use crate::testing::{Browser, World, assert_ids_are_unique};
use crate::thread::store::search;
use crate::thread::{self, Key, Kind};

async fn world() -> World {
    World::new(&[FLOOR]).await
}

fn ask(right: Option<Subject>) -> Ask {
    Ask {
        question: "How long may a hold pause?".into(),
        options: vec!["90 days\n60 days – too short for 4 of 23".into()],
        right,
        ..Ask::default()
    }
}

fn decide(decision: Key, outcome: &str) -> Decide {
    Decide { decision, outcome: outcome.into(), other: None, why: "Licences are bought by the quarter".into() }
}

async fn line(world: &World, key: Key) -> Line {
    let mut tx = world.app.db.read().await.unwrap();
    let thing = thread::store::by_key(&mut tx, world.shelf, key).await.unwrap().unwrap();
    store::one(&mut tx, world.shelf, thing.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn any_member_asks_and_the_right_decides_who_decides() {
    let world = world().await;
    let backlog = Some(Subject::Known(Right::OrderBacklog));
    for (name, expected) in [
        ("Tomas", Ok(true)),
        ("Ines", Ok(false)),
        ("Priya", Ok(false)),
        ("Sam", Ok(false)),
        ("Lea", Ok(false)),
        ("Karel", Ok(false)),
    ] {
        let key = world.key(name, ask(backlog.clone())).await;
        let acts = match world.act(name, decide(key, "90 days")).await {
            Ok(Outcome::Done(_)) => Ok(true),
            Ok(Outcome::Proposed(proposed)) => {
                assert_eq!(proposed.to, Role::ProductOwner);
                Ok(false)
            }
            Err(failure) => Err(failure.name()),
        };
        assert_eq!(acts, expected, "{name}");
    }
    assert_eq!(world.refused("Adele", ask(None)).await, "members-only");
    assert_eq!(world.refused("Ada", ask(None)).await, "members-only");
    assert_eq!(world.refused("Nobody", ask(None)).await, "not-found");
    let free = world.key("Priya", ask(None)).await;
    world.done("Jonas", decide(free, "60 days")).await;
    let decided = line(&world, free).await;
    assert_eq!((decided.state.as_str(), decided.decider_role), ("decided", Some(Role::Developer)));
}

#[tokio::test]
async fn whoever_takes_a_proposed_decision_is_the_one_who_decided() {
    let world = world().await;
    let key = world.key("Priya", ask(Some(Right::OrderBacklog.into()))).await;
    let proposal = world.proposed("Ines", decide(key, "90 days")).await.key;
    assert_eq!(line(&world, key).await.state, "open");
    world.done("Tomas", Take { proposal, because: "Yes".into(), anyway: false }).await;
    let decided = line(&world, key).await;
    assert_eq!(decided.outcome.as_deref(), Some("90 days"));
    assert_eq!((decided.decider, decided.decider_role), (Some(world.person("Tomas")), Some(Role::ProductOwner)));
}

#[tokio::test]
async fn a_decision_that_was_made_is_written_down_at_once_or_proposed() {
    let world = world().await;
    let made = |right: Right| Ask {
        outcome: Some("90 days".into()),
        why: Some("By the quarter".into()),
        ..ask(Some(right.into()))
    };
    let key = world.key("Tomas", made(Right::OrderBacklog)).await;
    assert_eq!(line(&world, key).await.state, "decided");
    let proposal = world.proposed("Tomas", made(Right::SetVision)).await.key;
    world.done("Ines", Take { proposal, because: "Yes".into(), anyway: false }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let all = store::list(&mut tx, world.shelf, &Wanted::default(), 9).await.unwrap();
    let titles: Vec<_> = all.iter().map(|line| (line.state.as_str(), line.outcome.as_deref().unwrap())).collect();
    assert_eq!(titles, [("decided", "Taken"), ("decided", "90 days"), ("decided", "90 days")]);
}

#[tokio::test]
async fn a_decision_is_never_edited_but_asked_again() {
    let world = world().await;
    let old = world.key("Tomas", ask(Some(Right::OrderBacklog.into()))).await;
    let again = |decision| Supersede { decision, question: None, options: vec![] };
    assert_eq!(world.refused("Tomas", again(old)).await, "still-open");
    world.done("Tomas", decide(old, "60 days")).await;
    assert_eq!(world.refused("Tomas", decide(old, "90 days")).await, "decided-already");

    let new = world.key("Priya", again(old)).await;
    assert_eq!(line(&world, old).await.state, "decided", "it holds until the new one is decided");
    let decided = world.done("Tomas", decide(new, "90 days")).await;
    assert_eq!(
        (line(&world, old).await.state.as_str(), line(&world, new).await.supersedes),
        ("superseded", Some(old.number))
    );
    assert_eq!(world.refused("Tomas", again(old)).await, "superseded-already");

    world.done("Tomas", Undo { seq: decided.seq }).await;
    let (old, new) = (line(&world, old).await, line(&world, new).await);
    assert_eq!((old.state.as_str(), new.state.as_str(), new.outcome), ("decided", "open", None));
}

#[tokio::test]
async fn limits_are_said_by_name() {
    let world = world().await;
    let key = world.key("Tomas", ask(None)).await;
    let why = |why: &str| Decide { why: why.into(), ..decide(key, "90 days") };
    assert_eq!(world.refused("Tomas", Ask::default()).await, "title-missing");
    assert_eq!(world.refused("Tomas", Ask { options: vec!["A\nA".into()], ..ask(None) }).await, "option-twice");
    let unknown = "own:answer-the-press".parse().unwrap();
    assert_eq!(world.refused("Tomas", ask(Some(unknown))).await, "no-such-decision");
    let about = Ask { about: Some(Key::new(Kind::Story, 7)), ..ask(None) };
    assert_eq!(world.refused("Tomas", about).await, "no-such-thing");
    let about = Ask { about: Some(key), ..ask(None) };
    assert_eq!(world.refused("Tomas", about).await, "link-not-allowed");
    assert_eq!(world.refused("Tomas", decide(key, " ")).await, "outcome-missing");
    assert_eq!(world.refused("Tomas", why(" ")).await, "reason-missing");
    assert_eq!(world.refused("Tomas", why(&"x".repeat(2_001))).await, "reason-too-long");
    world.done("Tomas", why(&"x".repeat(2_000))).await;
}

/// A row the product added: the manager decides, and the leader is waited for.
async fn licence_prices(world: &World) -> Subject {
    world.done("Ada", members::Take { person: world.person("Tomas"), role: Role::ProductOwner, team: 0 }).await;
    world.done("Ines", AddOwn { label: "Accept licence prices".into(), decides: Some(Role::ProductManager) }).await;
    let subject: Subject = "own:accept-licence-prices".parse().unwrap();
    let waits = SetCell {
        right: subject.to_string().parse().unwrap(),
        role: Role::BusinessLeader,
        value: "C waits 24h".parse().unwrap(),
        instead: None,
    };
    world.done("Ines", waits).await;
    subject
}

#[tokio::test]
async fn where_the_row_waits_the_decision_does_until_the_answer_or_its_time() {
    let world = world().await;
    let subject = licence_prices(&world).await;
    let (first, second) =
        (world.key("Ines", ask(Some(subject.clone()))).await, world.key("Ines", ask(Some(subject))).await);
    assert_eq!(world.refused("Ines", decide(first, "90 days")).await, "waits-for-an-answer");
    world.done("Lea", Write { thing: first, body: "Fine with me".into(), public: false }).await;
    world.done("Ines", decide(first, "90 days")).await;
    assert_eq!(world.refused("Ines", decide(second, "90 days")).await, "waits-for-an-answer");
    world.app.clock.advance(24 * 3_600_000_000);
    world.done("Ines", decide(second, "90 days")).await;
}

#[tokio::test]
async fn decisions_are_found_by_their_reasons() {
    let world = world().await;
    let key = world.key("Tomas", ask(None)).await;
    world.done("Tomas", decide(key, "90 days")).await;
    let mut tx = world.app.db.read().await.unwrap();
    let mut found = async |typed: &str| {
        let wanted = search::Wanted { kind: Some(Kind::Decision), ..search::Wanted::member(world.shelf, typed, 9) };
        search::find(&mut tx, &wanted).await.unwrap().len()
    };
    assert_eq!((found("quarter").await, found("hold pause").await, found("name").await), (1, 1, 0));
}

#[tokio::test]
async fn the_log_shows_what_waits_and_what_was_decided() {
    let world = world().await;
    let open = world.key("Priya", ask(Some(Right::OrderBacklog.into()))).await;
    let old = world.key("Tomas", ask(None)).await;
    world.done("Tomas", decide(old, "60 days")).await;
    let new = world.key("Tomas", Supersede { decision: old, question: None, options: vec![] }).await;
    world.done("Tomas", decide(new, "90 days")).await;
    let proposal = world.proposed("Ines", decide(open, "90 days")).await.key;

    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page("/shelf/decisions").await;
    assert!(page.contains("2 decisions wait") && page.contains("All 4") && page.contains("Superseded 1"), "{page}");
    assert!(page.contains("Ines proposes it. For Tomas to decide.") && page.contains("Supersedes D-2"));
    assert!(page.contains("What would change") && page.contains("Take it"), "the first that waits is beside the list");
    assert_ids_are_unique(&page);
    for (query, there, not_there) in [
        ("show=superseded", "row-D-2", "row-D-3"),
        ("show=open", "row-D-1", "row-D-3"),
        ("q=sixty", "Nothing here", "row-D-1"),
        ("q=quarter", "row-D-3", "row-D-1\""),
        ("after=D-3", "row-D-2", "row-D-3"),
        ("new=1", "name=\"question\"", "name=\"because\""),
    ] {
        let page = tomas.page(&format!("/shelf/decisions?{query}")).await;
        assert!(page.contains(there) && !page.contains(not_there), "{query}");
    }
    let ines = Browser::of(&world, "Ines").await.page("/shelf/decisions?show=mine").await;
    assert!(ines.contains(&format!("row-{proposal}")) && !ines.contains("row-D-3"));
}

#[tokio::test]
async fn fields_left_empty_are_left_out() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    let empty = ["options", "right", "about", "outcome", "why"].map(|name| (name, ""));
    let form = [&[("question", "How long may a hold pause?")], empty.as_slice()].concat();
    let written = tomas.send("/shelf/decisions?new=1", "decision.ask", &form).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text);
    assert_eq!(line(&world, Key::new(Kind::Decision, 1)).await.state, "open", "a question that is anybody's to decide");
}

#[tokio::test]
async fn one_decision_says_who_why_and_what_it_changed() {
    let world = world().await;
    let open = world.key("Priya", ask(Some(Right::OrderBacklog.into()))).await;
    let visit = Browser::of(&world, "Tomas").await;
    let at = format!("/shelf/{open}");
    // The dispatcher of keys stands on a higher floor; here the page is asked for as the list's first.
    let form = [("decision", "D-1"), ("outcome", "90 days"), ("why", " ")];
    let refused = visit.send("/shelf/decisions", "decision.decide", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("Say why in one sentence") && refused.text.contains("value=\"90 days\" checked"),
        "{at}"
    );
    let form = [("decision", "D-1"), ("outcome", ""), ("other", "75 days"), ("why", "In between")];
    assert_eq!(visit.send("/shelf/decisions", "decision.decide", &form).await.status, StatusCode::SEE_OTHER);
    let page = visit.page("/shelf/decisions").await;
    assert!(page.contains("<p class=\"verdict\">75 days</p>") && page.contains("In between"), "{page}");
    assert!(page.contains("Options that were open") && page.contains("too short for 4 of 23"));
    assert!(
        page.matches("Ask it again").count() == 1 && page.contains("product owner"),
        "one way to ask, once: {page}"
    );
}

#[tokio::test]
async fn settled_proposals_stand_in_the_log_with_what_they_changed() {
    let world = world().await;
    let wish = || SetCell {
        right: Right::OrderBacklog.into(),
        role: Role::ProductManager,
        value: "R".parse().unwrap(),
        instead: None,
    };
    let taken = world.proposed("Ines", wish()).await.key;
    world.done("Tomas", Take { proposal: taken, because: "You know them better".into(), anyway: false }).await;
    let declined = world.proposed("Ines", SetCell { value: "I".parse().unwrap(), ..wish() }).await.key;
    world.done("Tomas", Decline { proposal: declined, because: "Not that".into() }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let log = store::list(&mut tx, world.shelf, &Wanted::default(), 9).await.unwrap();
    let outcomes: Vec<_> = log.iter().map(|line| line.outcome.as_deref().unwrap()).collect();
    assert_eq!(outcomes, ["Declined", "Taken"]);
    let mut changed = Vec::new();
    for line in &log {
        let seq = store::details(&mut tx, line.thing).await.unwrap().entry_seq.unwrap();
        changed.push(store::effects(&mut tx, world.shelf, seq).await.unwrap().len());
    }
    assert_eq!(changed, [0, 1]);
    drop(tx);
    let page = Browser::of(&world, "Lea").await.page("/shelf/decisions?q=better").await;
    assert!(page.contains("Order the product backlog, product manager") && page.contains("R: prepares it"), "{page}");
}

#[tokio::test]
async fn a_stranger_reads_no_log() {
    let world = world().await;
    world.key("Tomas", ask(None)).await;
    for path in ["/shelf/decisions", "/shelf/proposals", "/shelf/notices", "/shelf/roles"] {
        for name in ["Adele", "Nobody"] {
            assert_eq!(
                Browser::of(&world, name).await.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{name} at {path}"
            );
        }
    }
    assert!(matches!(world.act("Nobody", decide(Key::new(Kind::Decision, 1), "x")).await, Err(Failure::NotFound)));
}
