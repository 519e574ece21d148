use uuid::Uuid;

use super::store::ADD;
use super::{Result, fresh, id};
use crate::args;
use crate::clock::Ts;
use crate::db::{Args, DbError, FromRow, Json, Select, Sql, containing, ids, json, texts};

crate::row! {
    /// All kinds of values.
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct Sample {
        id: Uuid,
        whole: Option<i64>,
        part: Option<f64>,
        text: Option<String>,
        bytes: Option<Vec<u8>>,
        parent: Option<Uuid>,
    }
}

#[expect(unreachable_pub, reason = "other crates declare their statements for a test of another crate")]
mod store {
    use uuid::Uuid;

    use super::Sample;

    crate::sql! {
        /// One.
        pub(super) BY_ID: Sample = "SELECT id, whole, part, text, bytes, parent FROM sample WHERE id = $1";
        /// Some.
        pub(super) BY_IDS: (i64,) = "SELECT whole FROM sample WHERE id IN @ids($1) ORDER BY whole";
        /// Some.
        pub(super) BY_TEXTS: (i64,) = "SELECT whole FROM sample WHERE text IN @texts($1) ORDER BY whole";
        /// Those with a text in their text.
        pub(super) LIKE: (i64,) = "SELECT whole FROM sample WHERE @like(text, $1) ORDER BY whole";
        /// Numbers.
        pub(super) LEAST: (i64, i64) = "SELECT @least(whole, $2), @greatest(whole, $2) FROM sample WHERE id = $1";
        /// Texts.
        pub(super) JOINED: (String,) = "SELECT @joined(text, ', ' ORDER BY whole DESC) FROM sample";
        /// With filters.
        pub(super) LIST: (String,) = "SELECT text FROM sample WHERE whole >= $1{and}{order}";
        /// Of an id, whether there is a row.
        pub(super) MISSING: (Uuid,) = "SELECT wanted.id FROM @ids($1) AS wanted WHERE wanted.id NOT IN (SELECT id FROM sample)";
    }
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_went_in() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let (a, b) = (id(), id());
    let full = Sample {
        id: a,
        whole: Some(i64::MIN),
        part: Some(-0.1),
        text: Some("Größe 'x' \" \\ % 検索 🦀".into()),
        bytes: Some(vec![0, 255, 7]),
        parent: Some(a),
    };
    let empty = Sample { id: b, whole: None, part: None, text: None, bytes: None, parent: None };
    for sample in [&full, &empty] {
        let Sample { id, whole, part, text, bytes, parent } = sample.clone();
        tx.run(ADD, args![id, whole, part, text, bytes, parent]).await?;
    }
    tx.commit().await?;
    let mut tx = db.read().await?;
    assert_eq!(tx.one(store::BY_ID, args![a]).await?, full);
    assert_eq!(tx.one(store::BY_ID, args![b]).await?, empty);
    Ok(())
}

#[tokio::test]
async fn a_value_alone_keeps_its_kind() -> Result {
    type Alone = (i64, f64, String, Option<Uuid>, Option<i64>);
    const ALONE: Sql<Alone> = Sql::new("ALONE", "SELECT $1, $2, $3, $4, $5");
    let db = fresh().await;
    let alone = db.read().await?.one(ALONE, args![7, 0.5, "seven", None::<Uuid>, None::<i64>]).await?;
    assert_eq!(alone, (7, 0.5, "seven".to_owned(), None, None));
    Ok(())
}

/// The same text with another kind of value must not read the first one's bits as the second's.
#[tokio::test]
async fn one_text_takes_values_of_several_kinds() -> Result {
    const ONE: Sql<(f64,)> = Sql::new("ONE", "SELECT CAST($1 AS DOUBLE PRECISION)");
    let db = fresh().await;
    let mut tx = db.read().await?;
    assert_eq!(tx.one(ONE, args![2]).await?, (2.0,));
    assert_eq!(tx.one(ONE, args![2.5]).await?, (2.5,));
    assert_eq!(tx.one(ONE, args![3]).await?, (3.0,));
    Ok(())
}

#[tokio::test]
async fn whole_numbers_and_yes_or_no_are_read_in_any_width() -> Result {
    const WIDTHS: Sql<(i64, bool, bool, u8, Ts)> =
        Sql::new("WIDTHS", "SELECT 1, 1 = 1, 1 = 2, CAST(200 AS SMALLINT), CAST(5 AS BIGINT)");
    let db = fresh().await;
    assert_eq!(db.read().await?.one(WIDTHS, args![]).await?, (1, true, false, 200, Ts(5)));
    Ok(())
}

#[tokio::test]
async fn a_cell_that_is_something_else_is_told_and_never_guessed() -> Result {
    async fn read<T: FromRow>(text: &'static str) -> Option<String> {
        let db = fresh().await;
        let sql: Sql<T> = Sql::new("WRONG", text);
        let error = db.read().await.ok()?.one(sql, args![]).await.err()?;
        Some(error.to_string())
    }
    assert!(read::<(i64,)>("SELECT CAST(NULL AS BIGINT)").await.unwrap().contains("nothing is there"));
    assert!(read::<(i64,)>("SELECT 'x'").await.unwrap().contains("column 0"));
    assert!(read::<(i64,)>("SELECT CAST(1.5 AS DOUBLE PRECISION)").await.is_some());
    assert!(read::<(String,)>("SELECT 1").await.is_some());
    assert!(read::<(Uuid,)>("SELECT 'x'").await.is_some());
    assert!(read::<(i64, u8)>("SELECT 1, 300").await.unwrap().contains("column 1"));
    assert!(read::<(i64, i64)>("SELECT 1").await.is_some());
    assert!(read::<(Json<Vec<i64>>,)>("SELECT '[1, \"a\"]'").await.is_some());
    Ok(())
}

#[tokio::test]
async fn json_is_text_in_between() -> Result {
    const SAME: Sql<(Json<Vec<String>>,)> = Sql::new("SAME", "SELECT $1");
    let db = fresh().await;
    let list = vec!["a\"b".to_owned(), "ü".to_owned()];
    assert_eq!(db.read().await?.one(SAME, args![json(&list)?]).await?.0.0, list);
    Ok(())
}

#[tokio::test]
async fn a_text_given_another_number_of_values_is_refused() -> Result {
    let db = fresh().await;
    let wrong = db.read().await?.first(store::BY_ID, args![]).await;
    assert!(matches!(wrong, Err(DbError::Other(message)) if message.contains("BY_ID takes 1 values, 0 were given")));
    Ok(())
}

#[tokio::test]
async fn sets_and_patterns_find_the_same_on_both_engines() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let all: Vec<Uuid> = (0..4).map(|_| id()).collect();
    for (n, text) in ["50% off", "5000 off", "don't_know", "back\\slash"].into_iter().enumerate() {
        tx.run(ADD, sample(all[n], n, text)).await?;
    }
    let found = |rows: Vec<(i64,)>| rows.into_iter().map(|(n,)| n).collect::<Vec<_>>();
    assert_eq!(found(tx.all(store::BY_IDS, args![ids(&[all[2], all[0], id()])]).await?), [0, 2]);
    assert_eq!(found(tx.all(store::BY_IDS, args![ids::<Uuid>(&[])]).await?), Vec::<i64>::new());
    assert_eq!(found(tx.all(store::BY_TEXTS, args![texts(&["don't_know", "back\\slash", "other"])]).await?), [2, 3]);
    for (typed, wanted) in
        [("50%", vec![0]), ("OFF", vec![0, 1]), ("t_k", vec![2]), ("\\", vec![3]), ("", vec![0, 1, 2, 3])]
    {
        assert_eq!(found(tx.all(store::LIKE, args![containing(typed)]).await?), wanted, "{typed}");
    }
    let other = id();
    assert_eq!(tx.all(store::MISSING, args![ids(&[all[1], other])]).await?, [(other,)]);
    assert_eq!(tx.one(store::LEAST, args![all[3], 2]).await?, (2, 3));
    assert_eq!(tx.one(store::JOINED, args![]).await?.0, "back\\slash, don't_know, 5000 off, 50% off");
    Ok(())
}

#[tokio::test]
async fn a_list_takes_filters_as_they_come() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    let all: Vec<Uuid> = (0..5).map(|_| id()).collect();
    for (n, text) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        tx.run(ADD, sample(all[n], n, text)).await?;
    }
    let list = Select::of(store::LIST)
        .with(args![1])
        .and("id IN @ids(?)", args![ids(&all[..4])])
        .and("text <> ? AND text <> ?", args!["b", "z"])
        .order("text DESC")
        .limit(1);
    assert_eq!(tx.select(list).await?, [("d".to_owned(),)]);
    assert_eq!(tx.select(Select::of(store::LIST).with(args![0])).await?.len(), 5);
    Ok(())
}

#[tokio::test]
async fn text_with_a_nul_lands_the_same_on_both_engines() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.run(ADD, sample(id(), 0, "a\0b")).await?;
    assert_eq!(tx.one(store::JOINED, args![]).await?.0, "a\u{fffd}b");
    Ok(())
}

#[tokio::test]
async fn all_declared_texts_fit_the_schema_and_what_does_not_is_told() -> Result {
    const WRONG: &[crate::db::Text] = &[
        Sql::<Sample>::new("ORDER", "SELECT whole, id, part, text, bytes, parent FROM sample").declared(),
        Sql::<(i64,)>::new("KIND", "SELECT text FROM sample").declared(),
        Sql::<(i64,)>::new("WIDTH", "SELECT whole, id FROM sample").declared(),
        Sql::<(i64,)>::new("ARITY", "SELECT whole FROM sample WHERE whole = $2").declared(),
        Sql::<()>::new("TABLE", "DELETE FROM nowhere").declared(),
        Sql::<()>::new("ROWS", "SELECT 1").declared(),
    ];
    let db = fresh().await;
    assert_eq!(crate::db::check(&db, &[store::TEXTS, super::store::TEXTS]).await?, Vec::<String>::new());
    let problems = crate::db::check(&db, &[WRONG]).await?;
    for wrong in WRONG {
        assert!(problems.iter().any(|problem| problem.starts_with(wrong.name)), "{}: {problems:?}", wrong.name);
    }
    Ok(())
}

fn sample(id: Uuid, whole: usize, text: &str) -> Args {
    args![id, whole, None::<f64>, text, None::<Vec<u8>>, None::<Uuid>]
}
