//! What the desks read; they own no table.

use delivery::questions::pages::fresh_since as answered_since;
use ground::db::{Tx, texts};
use ground::web::Result;
use ground::{args, sql};
use strategy::goals::rules::fresh_since;
use together::products::ProductId;
use together::roles::rules::Right;
use together::visit::Visit;

sql! {
    ANYTHING: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing WHERE product = $1 AND hidden_at IS NULL LIMIT 1) AS found";
    /// The lengths of the queues of a desk in one sum, as the rooms of each count them: what is in a person's hands, what
    /// names them, and what the rights in $3 make theirs.
    WAITING: (i64,) = "SELECT (SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing t WHERE t.owner = $2 AND t.product = $1 AND t.kind = 'story' AND t.stage IN ('open', 'active') AND t.hidden_at IS NULL LIMIT 50) AS hands) \
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM notice n WHERE n.person = $2 AND n.product = $1 AND n.read_at IS NULL AND n.why = 'mention' LIMIT 50) AS mentions) \
        + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM question q JOIN thing t ON t.id = q.thing JOIN thing s ON s.id = q.story WHERE q.asker = $2 AND q.product = $1 AND q.cleared_at IS NULL AND q.answered_at >= $6 AND t.state = 'answered' AND t.hidden_at IS NULL AND s.hidden_at IS NULL LIMIT 50) AS answered) \
        + CASE WHEN 'answer-question' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing t JOIN question q ON q.thing = t.id JOIN thing s ON s.id = q.story WHERE t.product = $1 AND t.kind = 'question' AND t.state IN ('open', 'reopened') AND t.hidden_at IS NULL AND s.hidden_at IS NULL AND s.stage IN ('open', 'active') LIMIT 100) AS questions) ELSE 0 END \
        + CASE WHEN 'answer-customer' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM request r JOIN thing c ON c.id = r.customer WHERE r.product = $1 AND r.answered_at IS NULL AND r.customer IS NOT NULL AND r.tab = 'open' AND c.hidden_at IS NULL LIMIT 100) AS answers) ELSE 0 END \
        + CASE WHEN 'answer-customer' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM request r WHERE r.product = $1 AND r.done_since IS NOT NULL AND COALESCE(r.answered_at, 0) < r.done_since AND COALESCE(r.told_at, 0) < r.done_since AND r.tab NOT IN ('', 'declined') AND (r.contact IS NOT NULL OR r.customer IS NOT NULL) LIMIT 100) AS telling) ELSE 0 END \
        + CASE WHEN 'place-request' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM request r WHERE r.product = $1 AND r.tab = 'new' AND (r.snoozed_until IS NULL OR r.snoozed_until <= $4) LIMIT 100) AS places) ELSE 0 END \
        + CASE WHEN 'accept-story' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing t WHERE t.product = $1 AND t.kind = 'story' AND t.state = 'waiting for acceptance' AND t.hidden_at IS NULL LIMIT 500) AS finished) ELSE 0 END \
        + CASE WHEN 'write-story' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT t.state, s.missing FROM story s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.rank IS NOT NULL ORDER BY s.rank LIMIT 20) AS top WHERE top.state IN ('draft', 'ready', 'in sprint') AND top.missing NOT IN ('', 'points')) ELSE 0 END \
        + CASE WHEN 'rate-effort' IN @texts($3) THEN (SELECT COUNT(*) FROM (SELECT t.state, s.points FROM story s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.rank IS NOT NULL ORDER BY s.rank LIMIT 20) AS top WHERE top.state IN ('draft', 'ready', 'in sprint') AND top.points IS NULL) ELSE 0 END \
        + CASE WHEN 'choose-goals' IN @texts($3) THEN (SELECT COUNT(*) FROM thing g JOIN key_result k ON k.goal = g.id JOIN thing t ON t.id = k.thing WHERE g.product = $1 AND g.kind = 'goal' AND g.state = 'running' AND g.hidden_at IS NULL AND t.hidden_at IS NULL AND NOT EXISTS (SELECT 1 FROM check_in c WHERE c.key_result = k.thing AND c.hidden_at IS NULL AND c.at >= $5)) ELSE 0 END AS waiting";
}

/// Whether a product has nothing in it yet.
pub(super) async fn is_empty(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(ANYTHING, args![product]).await?.0 == 0)
}

/// How many things wait in the queues of a visitor who decides these rights; proposals and open decisions aside.
pub(super) async fn waiting(tx: &mut Tx, visit: &Visit, decided: &[Right]) -> Result<i64> {
    let now = visit.signed.now;
    let rights: Vec<String> = decided.iter().map(|right| right.code().to_owned()).collect();
    let values = args![visit.product.id, visit.who().id, texts(&rights), now, fresh_since(now), answered_since(now)];
    Ok(tx.one(WAITING, values).await?.0)
}
