use proptest::prelude::*;
use uuid::Uuid;

use super::{Result, fresh, id};
use crate::args;
use crate::db::{DbError, Tx, index_words, words};
use crate::testing::TestDb;

#[expect(unreachable_pub, reason = "other crates declare their statements for a test of another crate")]
mod store {
    use uuid::Uuid;

    crate::sql! {
        /// Makes a thing found by other words.
        pub(super) WRITE: () = "INSERT INTO search (thing, product, kind, words) VALUES ($1, $2, 'story', $3)
            ON CONFLICT (thing) DO UPDATE SET words = excluded.words";
        /// Makes it not found any more.
        pub(super) FORGET: () = "DELETE FROM search WHERE thing = $1";
        /// What is found.
        pub(super) FIND: (Uuid,) = "SELECT thing FROM search WHERE product = $2 AND @words($1) ORDER BY thing";
    }
}

async fn write(tx: &mut Tx, thing: Uuid, text: &str) -> Result {
    tx.run(store::WRITE, args![thing, Uuid::nil(), index_words(text)]).await.map(drop)
}

async fn finds(tx: &mut Tx, typed: &str, thing: Uuid) -> std::result::Result<bool, DbError> {
    let query = words(tx.engine(), typed, true);
    Ok(tx.all(store::FIND, args![query, Uuid::nil()]).await?.contains(&(thing,)))
}

#[tokio::test]
async fn the_texts_fit_the_table() -> Result {
    let db = fresh().await;
    assert_eq!(crate::db::check(&db, &[store::TEXTS]).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn words_are_found_by_their_beginnings_in_any_order() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let thing = id();
    write(&mut tx, thing, "Export login/logout times of user@example.com as CSV – Größe 4.2, naïve").await?;
    for typed in
        ["export", "LOGOUT", "log", "times exp", "user@example.com", "example", "grosse", "naive 4.2", "csv.", "c"]
    {
        assert!(finds(&mut tx, typed, thing).await?, "{typed}");
    }
    for typed in ["port", "import", "export nothing", "exp times nothing", "", "*", "-"] {
        assert!(!finds(&mut tx, typed, thing).await?, "{typed}");
    }
    Ok(())
}

#[tokio::test]
async fn what_changes_is_found_by_its_new_words_only() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let thing = id();
    write(&mut tx, thing, "the first words").await?;
    write(&mut tx, thing, "other words").await?;
    assert!(finds(&mut tx, "other", thing).await?);
    assert!(!finds(&mut tx, "first", thing).await?);
    tx.run(store::FORGET, args![thing]).await?;
    assert!(!finds(&mut tx, "other", thing).await?);
    Ok(())
}

#[tokio::test]
async fn a_text_of_any_length_can_be_written() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let many: String = (0..400_000).map(|n| format!("w{n} ")).collect();
    for text in ["x".repeat(2_000_000), many] {
        let thing = id();
        write(&mut tx, thing, &format!("begin {text}")).await?;
        assert!(finds(&mut tx, "begin", thing).await?);
    }
    Ok(())
}

/// Whatever is written, each of its words finds it; whatever is typed, nothing breaks.
#[test]
fn nothing_that_can_be_typed_breaks_a_search() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let db: TestDb = runtime.block_on(fresh());
    proptest!(ProptestConfig::with_cases(200), |(written in "(\\PC|[0-9a-z .ex+-]){1,30}", typed in ".{0,40}", signs in "[-\"'*:&|!()<>\\\\a ^+{}%@$~]{0,20}")| {
        runtime.block_on(async {
            let mut tx = db.write().await.unwrap();
            let thing = id();
            write(&mut tx, thing, &written).await.unwrap();
            for typed in [&typed, &signs] {
                finds(&mut tx, typed, thing).await.unwrap();
            }
            for word in index_words(&written).split(' ').filter(|word| !word.is_empty()) {
                for end in 1..=word.len() {
                    prop_assert!(finds(&mut tx, &word[..end], thing).await.unwrap(), "{:?} of {written:?}", &word[..end]);
                }
            }
            Ok(())
        })?;
    });
    runtime.block_on(db.close());
}
