//! Whose call an action is that touches several decisions at once.

use ground::web::Result;
use together::journal::{Act, Need};
use together::roles;
use together::roles::rules::{Right, Ruling, Scope};

/// The need of an action that decides several things: the first that is not the actor’s call, so that nobody decides by the
/// way what they could not decide by itself.
pub async fn need(act: &mut Act<'_>, rights: &[Right]) -> Result<Need> {
    for right in rights {
        if !acts(act, *right).await? {
            return Ok(Need::right(*right));
        }
    }
    Ok(Need::right(rights[0]))
}

/// Whether the actor decides this, or may act at once.
async fn acts(act: &mut Act<'_>, right: Right) -> Result<bool> {
    if act.actor.person.is_none() {
        return Ok(true);
    }
    let product = act.product()?.id;
    let matrix = roles::store::row(act.tx, product, right).await?;
    let held = roles::store::held(act.tx, product).await?;
    Ok(matches!(matrix.ruling(right, Scope::PRODUCT, &act.hats(), &held), Ruling::Acts { .. }))
}
