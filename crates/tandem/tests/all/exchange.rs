//! A whole workspace into a file and back.

use ground::db::{Db, Place};
use ground::testing::TestDb;
use ground::web::Failure;
use tandem::exchange::workspace;
use together::schema::MIGRATIONS;

use crate::client::House;

async fn exported(db: &Db, secrets: bool) -> String {
    let mut file = Vec::new();
    workspace::write(db, MIGRATIONS, secrets, &mut file).await.unwrap();
    String::from_utf8(file).unwrap()
}

async fn refused(db: &Db, file: &str) -> &'static str {
    match workspace::put(db, MIGRATIONS, file.as_bytes()).await {
        Err(failure @ Failure::Refused(_)) => failure.name(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_goes_out_comes_back_the_same() {
    let house = House::furnished().await;
    let file = exported(&house.world.app.db, true).await;
    let other = TestDb::new(MIGRATIONS).await;
    let counts = workspace::put(&other, MIGRATIONS, file.as_bytes()).await.unwrap();
    assert_eq!(counts.of("product"), 2);
    assert_eq!(counts.of("journal"), u64::try_from(house.count("SELECT COUNT(*) FROM journal").await).unwrap());
    assert_eq!(exported(&other, true).await, file);
    assert_eq!(refused(&other, &file).await, "workspace-not-empty");
}

#[tokio::test]
async fn an_empty_file_of_the_newest_kind_can_be_read_by_a_database_never_opened() {
    let folder = ground::testing::fresh_folder();
    let house = House::furnished().await;
    let file = exported(&house.world.app.db, false).await;
    let db = Db::open(&Place::File(folder.join("new.db"))).await.unwrap();
    workspace::put(&db, MIGRATIONS, file.as_bytes()).await.unwrap();
    assert_eq!(exported(&db, false).await, file);
    db.close().await;
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test]
async fn secrets_stay_unless_they_are_asked_for() {
    let house = House::furnished().await;
    house.program("Ines", "full").await;
    let (open, whole) = (exported(&house.world.app.db, false).await, exported(&house.world.app.db, true).await);
    for secret in ["$argon2", "token_hash", "\"session\"", "\"door_link\"", "\"password\""] {
        assert!(!open.contains(secret), "{secret}");
    }
    assert!(whole.contains("$argon2") && whole.contains("\"api_token\""));
    for passing in ["session", "door_link", "answered", "knock"] {
        assert!(!whole.contains(&format!("\"table\":\"{passing}\"")), "{passing}");
    }
}

/// What is written of each table. A new table or column is looked at here once: is it a secret, or derived?
#[tokio::test]
async fn what_is_written() {
    let db = TestDb::new(MIGRATIONS).await;
    let mut tables = db.read().await.unwrap().tables().await.unwrap();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let told = |table: &ground::db::Table| {
        if !workspace::rules::goes(&table.name, false) {
            return format!("{}: not", table.name);
        }
        let goes = |column: &&ground::db::TableColumn| workspace::rules::goes_with(&table.name, &column.name, false);
        let columns: Vec<&str> = table.columns.iter().filter(goes).map(|column| column.name.as_str()).collect();
        format!("{}: {}", table.name, columns.join(", "))
    };
    insta::assert_snapshot!(tables.iter().map(told).collect::<Vec<_>>().join("\n"));
}

#[tokio::test]
async fn a_file_that_is_not_whole_lands_nothing() {
    let house = House::furnished().await;
    let file = exported(&house.world.app.db, false).await;
    let lines: Vec<&str> = file.lines().collect();
    let without = |left_out: usize| {
        let kept: Vec<&str> = (0..lines.len()).filter(|n| *n != left_out).map(|n| lines[n]).collect();
        kept.join("\n")
    };
    let person = lines.iter().position(|line| line.contains("\"table\":\"person\"")).unwrap();
    let change = lines.iter().rposition(|line| line.contains("\"table\":\"change\"")).unwrap();
    let db = TestDb::new(MIGRATIONS).await;
    for (wrong, name) in [
        (without(lines.len() - 1), "export-broken-off"),
        (without(change), "export-miscounted"),
        (without(person), "export-unreadable"),
        (without(0), "no-export"),
        (file.replacen("0001_together", "0999_later", 1), "export-newer"),
        (file.replacen("\"table\":\"person\"", "\"table\":\"session\"", 1), "export-unreadable"),
        (file.replacen("\"table\":\"person\"", "\"table\":\"nothing\"", 1), "export-unreadable"),
        (file.replacen("\"administrator\":", "\"strange\":", 1), "export-unreadable"),
        (file.replacen("\"administrator\":0", "\"administrator\":\"no\"", 1), "export-unreadable"),
        (file.replacen("{\"row\"", "{\"wor\"", 1), "export-unreadable"),
        (String::new(), "no-export"),
        ("id,title\n1,Borrow".to_owned(), "no-export"),
    ] {
        assert_ne!(wrong, file, "{name}");
        assert_eq!(refused(&db, &wrong).await, name);
    }
    let people: (i64,) = db
        .read()
        .await
        .unwrap()
        .one(ground::db::Sql::new("PEOPLE", "SELECT COUNT(*) FROM person"), vec![])
        .await
        .unwrap();
    assert_eq!(people.0, 0);
    workspace::put(&db, MIGRATIONS, file.as_bytes()).await.unwrap();
}
