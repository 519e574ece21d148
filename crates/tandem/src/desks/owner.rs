//! The product owner's desk; developers and others see it too until they have desks of their own.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::rules::Role;
use together::visit::Visit;

use super::pieces;

pub(super) async fn page(visit: &Visit, tx: &mut Tx, switch: Markup) -> Result<Markup> {
    let role =
        if visit.has(Role::ProductOwner) { Role::ProductOwner } else { visit.main_role().unwrap_or(Role::Developer) };
    let (waiting, proposals) = pieces::proposals(visit, tx, role).await?;
    let gaps = pieces::gaps(visit, tx).await?;
    Ok(html! {
        .page {
            (ui::page_head(pieces::waits(waiting), "", html! { (switch) }))
            .cols {
                .stack { (proposals) }
                aside.rail.stack aria-label="Gaps" { (gaps) }
            }
        }
    })
}
