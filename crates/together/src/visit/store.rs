//! The one query behind every request.

use ground::args;
use ground::clock::Ts;
use ground::db::Db;
use ground::row;
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// Session, person, workspace and, where one was asked for and exists, product and roles.
    pub(super) struct Found {
        pub(super) person: PersonId,
        pub(super) name: String,
        pub(super) email: String,
        pub(super) administrator: bool,
        pub(super) person_seq: i64,
        pub(super) preferences: String,
        pub(super) csrf: String,
        pub(super) seen_at: Ts,
        pub(super) workspace_seq: i64,
        pub(super) workspace: String,
        pub(super) roles: Option<String>,
        pub(super) product: Option<ProductId>,
        pub(super) product_key: Option<String>,
        pub(super) product_name: Option<String>,
        pub(super) mode: Option<String>,
        pub(super) phase: Option<String>,
        pub(super) preset: Option<String>,
        pub(super) sprint_capacity: Option<i64>,
        pub(super) release_capacity: Option<i64>,
        pub(super) example: Option<i64>,
        pub(super) product_seq: Option<i64>,
    }
}

sql! {
    FIND: Found = "SELECT p.id AS person, p.name, p.email, p.administrator, p.seq AS person_seq, p.preferences, s.csrf, s.seen_at, w.seq AS workspace_seq, w.name AS workspace, (SELECT @joined(m.role || ':' || CAST(m.team AS TEXT), ',' ORDER BY m.role) FROM membership m WHERE m.product = t.id AND m.person = p.id) AS roles, t.id AS product, t.key AS product_key, t.name AS product_name, t.mode, t.phase, t.preset, t.sprint_capacity, t.release_capacity, t.example, t.seq AS product_seq FROM session s JOIN person p ON p.id = s.person JOIN workspace w ON w.id = 1 LEFT JOIN product t ON t.key = $2 AND t.hidden_at IS NULL WHERE s.token_hash = $1 AND s.expires_at > $3 AND p.ended_at IS NULL";
}

/// The session with this token, and what it wants to see.
pub(super) async fn find(db: &Db, token_hash: &str, product_key: &str, now: Ts) -> Result<Option<Found>> {
    Ok(db.glance(FIND, args![token_hash, product_key, now]).await?)
}
