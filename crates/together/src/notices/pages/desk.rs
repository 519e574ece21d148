//! Mentions on a desk: what names the visitor until they have read it.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::html;

use super::List;
use crate::notices::store::{self, Wanted};
use crate::roles::names::Names;
use crate::visit::{Queue, Visit};
use crate::words::wait;

/// Mentions looked at for a desk.
const MOST: usize = 50;

/// What names this person and was not read yet.
pub async fn for_desk(visit: &Visit, tx: &mut Tx) -> Result<Queue> {
    let (me, product) = (visit.who().id, visit.product.id);
    let wanted = Wanted { unread_mentions: true, ..Wanted::default() };
    let mut notices = store::list(tx, me, product, &wanted, MOST).await?;
    let count = i64::try_from(notices.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(Queue::default());
    }
    notices.truncate(Queue::ROWS);
    let parts = store::parts(tx, &notices).await?;
    let names = Names::load(tx, product).await?;
    let list = List { visit, names: &names, parts: &parts };
    let drawn = html! {
        section {
            (ui::sec_head("Mentions").id("mentions").count(count))
            ul.rows { @for notice in &notices { (list.row(notice, wait)) } }
            (Queue::more(visit, count, "notices?show=need"))
        }
    };
    Ok(Queue { id: "mentions", label: "Mentions", count, drawn, ..Queue::default() })
}
