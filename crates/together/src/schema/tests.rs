//! The two folders of migrations describe one schema. What a type of one is on the other is written down here, once.

use std::collections::{BTreeMap, BTreeSet};

use ground::db::{Db, Engine, Place, Sql};
use ground::testing::{TestDb, fresh_folder};

use super::MIGRATIONS;

/// SQLite's types and endings, and PostgreSQL's. A column of bytes that are no id would be a line of its own.
const SAME: [(&str, &str); 7] = [
    (") STRICT, WITHOUT ROWID;", ");"),
    (") STRICT;", ");"),
    (" INTEGER", " BIGINT"),
    (" BLOB", " UUID"),
    (" REAL", " DOUBLE PRECISION"),
    // Ranks, keys and words of the program are compared byte by byte, as SQLite does anyway.
    (" COLLATE \"C\"", ""),
    // Of two numbers SQLite's `max` is PostgreSQL's `GREATEST`.
    ("max(", "GREATEST("),
];

/// The words of search are kept in each engine's own way, triggers are written so, and ids read from text.
const OWN: [&str; 3] = ["-- ids: ", "-- search: ", "-- triggers: "];

/// A step without what is SQLite's own, line by line in PostgreSQL's words.
fn common(text: &str) -> Vec<String> {
    let text = OWN.iter().fold(text, |text, own| text.split_once(own).map_or(text, |(common, _)| common));
    let line =
        |line: &str| SAME.iter().fold(line.to_owned(), |line, (sqlite, postgres)| line.replace(sqlite, postgres));
    text.lines().map(line).collect()
}

#[test]
fn both_folders_say_the_same_in_the_words_of_each_engine() {
    for step in MIGRATIONS {
        assert_eq!(common(step.sqlite), common(step.postgres), "{}", step.name);
        assert!(!step.postgres.contains(" INTEGER"), "{}: whole numbers are BIGINT", step.name);
    }
}

/// What a table has, as sentences.
type Schema = BTreeMap<String, BTreeSet<String>>;

/// Table, and a sentence about it.
type Fact = Sql<(String, String)>;

const SQLITE: [Fact; 4] = [
    Sql::new(
        "SQLITE_COLUMNS",
        "SELECT t.name, 'column ' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ', may be missing' END FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type = 'table'",
    ),
    Sql::new(
        "SQLITE_KEYS",
        "SELECT name, 'key ' || group_concat(col, ', ') FROM (SELECT t.name, c.name AS col FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk) GROUP BY name",
    ),
    Sql::new(
        "SQLITE_INDEXES",
        "SELECT tbl, kind || group_concat(col, ', ') || part FROM (SELECT t.name AS tbl, i.name AS idx, CASE WHEN i.origin = 'u' THEN 'no two with the same ' WHEN i.\"unique\" = 1 THEN 'unique index ' || i.name || ' of ' ELSE 'index ' || i.name || ' of ' END AS kind, c.name AS col, CASE WHEN i.partial = 1 THEN ', of some' ELSE '' END AS part FROM pragma_table_list t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c WHERE t.schema = 'main' AND t.type = 'table' AND i.origin <> 'pk' ORDER BY t.name, i.name, c.seqno) GROUP BY tbl, idx, kind, part",
    ),
    Sql::new(
        "SQLITE_REFERENCES",
        "SELECT tbl, 'its ' || group_concat(f, ', ') || ' in ' || target || ' ' || group_concat(coalesce(o, 'id'), ', ') FROM (SELECT t.name AS tbl, k.id, k.\"from\" AS f, k.\"table\" AS target, k.\"to\" AS o FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, k.id, k.seq) GROUP BY tbl, id, target",
    ),
];

const POSTGRES: [Fact; 4] = [
    Sql::new(
        "POSTGRES_COLUMNS",
        "SELECT CAST(r.relname AS TEXT), 'column ' || a.attname || ' ' || upper(format_type(a.atttypid, NULL)) || CASE WHEN a.attnotnull THEN '' ELSE ', may be missing' END FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid WHERE r.relkind = 'r' AND r.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped",
    ),
    Sql::new(
        "POSTGRES_KEYS",
        "SELECT CAST(r.relname AS TEXT), 'key ' || string_agg(CAST(a.attname AS TEXT), ', ' ORDER BY n.place) FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS n (attnum, place) JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = n.attnum WHERE k.contype = 'p' AND k.connamespace = current_schema()::regnamespace GROUP BY r.relname",
    ),
    Sql::new(
        "POSTGRES_INDEXES",
        "SELECT CAST(r.relname AS TEXT), CASE WHEN k.oid IS NOT NULL THEN 'no two with the same ' WHEN i.indisunique THEN 'unique index ' || x.relname || ' of ' ELSE 'index ' || x.relname || ' of ' END || string_agg(CAST(a.attname AS TEXT), ', ' ORDER BY n.place) || CASE WHEN i.indpred IS NOT NULL THEN ', of some' ELSE '' END FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class r ON r.oid = i.indrelid LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u' CROSS JOIN LATERAL unnest(CAST(i.indkey AS SMALLINT[])) WITH ORDINALITY AS n (attnum, place) JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = n.attnum WHERE NOT i.indisprimary AND r.relnamespace = current_schema()::regnamespace GROUP BY r.relname, x.relname, k.oid, i.indisunique, i.indpred IS NOT NULL",
    ),
    Sql::new(
        "POSTGRES_REFERENCES",
        "SELECT CAST(r.relname AS TEXT), 'its ' || string_agg(CAST(a.attname AS TEXT), ', ' ORDER BY n.place) || ' in ' || o.relname || ' ' || string_agg(CAST(b.attname AS TEXT), ', ' ORDER BY n.place) FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS n (here, there, place) JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = n.here JOIN pg_attribute b ON b.attrelid = o.oid AND b.attnum = n.there WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace GROUP BY r.relname, o.relname, k.oid",
    ),
];

async fn described(db: &Db) -> Schema {
    let facts = if db.engine() == Engine::Sqlite { SQLITE } else { POSTGRES };
    let mut schema = Schema::new();
    let mut tx = db.read().await.unwrap();
    for fact in facts {
        for (table, said) in tx.all(fact, vec![]).await.unwrap() {
            if !table.starts_with("search") && !table.starts_with("sqlite_") {
                let said = SAME.iter().fold(said, |said, (sqlite, postgres)| said.replace(sqlite, postgres));
                schema.entry(table).or_default().insert(said);
            }
        }
    }
    schema
}

#[tokio::test]
async fn both_engines_end_up_with_the_same_tables_columns_keys_and_indexes() {
    let folder = fresh_folder();
    let file = Db::open(&Place::File(folder.join("new.db"))).await.unwrap();
    file.migrate(MIGRATIONS).await.unwrap();
    let here = described(&file).await;
    assert!(here["membership"].contains("key product, person, role, team"), "{here:#?}");
    assert!(here["thing"].contains("no two with the same product, kind, number"), "{here:#?}");
    assert!(here["thing"].contains("index thing_by_owner of owner, of some"), "{here:#?}");
    assert!(here["link"].contains("its from_thing, from_kind in thing id, kind"), "{here:#?}");
    assert!(here["thing"].contains("column owner UUID, may be missing"), "{here:#?}");
    // The engine under test; PostgreSQL where there is one.
    let tested = TestDb::new(MIGRATIONS).await;
    assert_eq!(described(&tested).await, here);
    file.close().await;
    let _ = std::fs::remove_dir_all(folder);
}
