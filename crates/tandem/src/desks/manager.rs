//! The product manager's desk.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use strategy::goals;
use together::roles::rules::Role;
use together::visit::Visit;

use super::pieces;

pub(super) async fn page(visit: &Visit, tx: &mut Tx, switch: Markup) -> Result<Markup> {
    let (waiting, proposals) = pieces::proposals(visit, tx, Role::ProductManager).await?;
    let gaps = pieces::gaps(visit, tx).await?;
    let goals = goals::pages::section(visit, tx).await?;
    Ok(html! {
        .page {
            (ui::page_head(pieces::waits(waiting), "", html! { (switch) }))
            .cols {
                .stack { (goals) (proposals) }
                aside.rail.stack aria-label="Gaps" { (gaps) }
            }
        }
    })
}
