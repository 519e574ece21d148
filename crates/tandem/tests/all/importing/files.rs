//! Files as they are: columns that were chosen, what cannot be read, what is lost, what is too large.

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{Request, StatusCode, header};
use axum::routing::post;
use serde_json::json;
use tandem::exchange::importing::upload;
use together::app::App;
use tower::ServiceExt;

use super::{brought, press, report, request, send, sent, settled};
use crate::client::{House, Person};

#[tokio::test]
async fn a_column_is_chosen_and_tried_again() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let place = sent(&tomas, "wishes.csv", "Wish,Note,Day\nHolds,Longer,04/01/2025\n", "requests").await;
    let form = [("as", "requests"), ("source", "Branch desks"), ("c0", "text"), ("c1", "title"), ("c2", "asked:m/d/y")];
    let answer = tomas.post_form(&format!("{place}/columns"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = settled(&tomas, &place).await;
    assert!(page.contains("value=\"Branch desks\"") && page.contains("Import 1 row"), "{page}");
    press(&tomas, &place, "start").await;
    let wish = request(&tomas, "R-1").await;
    assert_eq!((&wish["title"], &wish["words"]), (&json!("Longer"), &json!("Holds")));
    assert!(wish["asked"].as_str().unwrap().starts_with("2025-04-01"), "{wish}");

    let place = sent(&tomas, "wishes.csv", "Wish,Note\nHolds,Longer\n", "requests").await;
    let answer = tomas.post_form(&format!("{place}/columns"), &[("c0", "-"), ("c1", "-")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("No column is mapped to a title or a text"), "{}", answer.text);
    assert_eq!(press_away(&tomas, &place).await, "/shelf/import");
    assert_eq!(tomas.get(&place).await.status, StatusCode::NOT_FOUND);
}

async fn press_away(person: &Person, place: &str) -> String {
    person.post_form(&format!("{place}/discard"), &[]).await.header("location").to_owned()
}

#[tokio::test]
async fn an_unreadable_file_lands_nothing() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let utf16: Vec<u8> = "T".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8], &str); 8] = [
        ("empty.csv", b"", "The file is empty."),
        ("blank.txt", b" \r\n\t\n", "The file is empty."),
        ("header.csv", b"title,votes\n", "The file has no rows."),
        ("list.json", b"[]", "The file has no rows."),
        ("broken.json", b"{\"a\": 1, \"b\":", "data-refusal"),
        ("book.xlsx", b"PK\x03\x04rest of it", "data-refusal"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "data-refusal"),
        ("half.csv", &utf16, ""),
    ];
    for (name, bytes, says) in files {
        let answer = send(&tomas, name, bytes, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.text);
        assert!(answer.text.contains(says), "{name}: {}", answer.text);
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM import_run").await, 0);
    assert_eq!(std::fs::read_dir(&house.world.app.settings.files).unwrap().count(), 0, "no file stays");
}

#[tokio::test]
async fn odd_files_are_read_and_what_was_lost_is_said() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let (mut cp1252, mut utf16) = (b"Titel;Text\r\nB\xfccher l\xe4nger \x96 bitte;Na".to_vec(), vec![0xff, 0xfe]);
    cp1252.extend(b"ch\rRuhe;\n");
    utf16.extend("Title\tText\r\nBücher länger – bitte\tNach\nRuhe\t\n".encode_utf16().flat_map(u16::to_le_bytes));
    for (name, bytes) in [("a.csv", cp1252), ("b.csv", utf16)] {
        let place = sent(&tomas, name, bytes, "requests").await;
        let told = report(&tomas, &place, true).await;
        assert!(told[0].contains("Bücher länger – bitte") && told.len() == 2, "{told:?}");
    }
    let large = "x".repeat(2 << 20);
    let twice = format!("Title,Labels,Labels,Text\na,x,y,b\nc,,,\"{large}\"\nd,,\n");
    let place = brought(&tomas, "twice.csv", twice, "requests").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,created,R-1,a,
    3,skipped,,,Its “Text” has 2097152 bytes; at most 1048576 are read.
    4,created,R-2,d,Cells are missing at the end of the row and read as empty: “3 of 4”
    "#);
    let json = "[{\"title\":\"e\"},\n{\"title\" \"f\"},\n{\"title\":\"h\"}]";
    let place = brought(&tomas, "broken.json", json, "requests").await;
    let told = report(&tomas, &place, false).await;
    assert!(told.iter().any(|line| line.contains("not valid JSON")) && told[0].contains("created"), "{told:?}");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_nothing_of_it_stays() {
    let house = House::new().await;
    async fn take(State(app): State<App>, form: Multipart) -> (StatusCode, String) {
        match upload::receive(&app, form).await {
            Ok(sent) => (StatusCode::OK, sent.name),
            Err(failure) => {
                let hint = failure.refusal().and_then(|refusal| refusal.hint.clone()).unwrap_or_default();
                (failure.status(), format!("{} {hint}", failure.message()))
            }
        }
    }
    let router =
        Router::new().route("/", post(take).layer(DefaultBodyLimit::max(100_000))).with_state(house.world.app.clone());
    for (bytes, status) in [(1_000, StatusCode::OK), (200_000, StatusCode::UNPROCESSABLE_ENTITY)] {
        let head = "--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        let body = format!("{head}{}\r\n--part--\r\n", "x".repeat(bytes));
        let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        let answer = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        assert_eq!(answer.status(), status);
        if status != StatusCode::OK {
            let text = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
            let text = String::from_utf8_lossy(&text);
            assert!(text.contains("larger than") && text.contains("tandem import"), "{text}");
        }
    }
    assert_eq!(std::fs::read_dir(&house.world.app.settings.files).unwrap().count(), 1, "the one that was taken");
}

#[tokio::test]
async fn what_has_no_place_in_a_full_text_is_said() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file =
        format!("Feature,Description,Tags,Goal\nHolds,{},loans,Less waiting\nTills,,money,\n", "x".repeat(99_980));
    let place = brought(&tomas, "plan.csv", file, "features").await;
    let told = report(&tomas, &place, false).await;
    assert!(told[0].contains("“Goal: Less waiting”") && !told[0].contains("Labels"), "{told:?}");
    assert!(request(&tomas, "F-1").await["text"].as_str().unwrap().ends_with("x\n\nLabels: loans"));
    assert_eq!(request(&tomas, "F-2").await["text"], "Labels: money");
}
