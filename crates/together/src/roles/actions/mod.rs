//! Changing who decides, and telling the advisor about the house.

mod advice;
mod matrix;
mod restore;

pub use advice::Describe;
pub use matrix::{AddOwn, ChangeCells, DropRow, RenameOwn, SetCell, StartFrom};
pub use restore::{judge, restore, restore_advice};

use ground::web::{Failure, Refusal, Result};
use serde_json::json;

use super::changes::{self, Noted};
use super::rules::{Change, ChangeRefusal, LabelRefusal, Matrix, NoMatrix, Preset, Right};
use super::store;
use crate::journal::{Act, Need, Registered, registered};
use crate::products;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<ChangeCells>(),
    registered::<SetCell>(),
    registered::<StartFrom>(),
    registered::<AddOwn>(),
    registered::<RenameOwn>(),
    registered::<DropRow>(),
    registered::<Describe>(),
];

/// Whose call all of this is.
const CHANGES_WHO_DECIDES: Need = Need::Right { right: Right::ChangeWhoDecides, team: 0 };

async fn matrix(act: &mut Act<'_>) -> Result<Matrix> {
    let product = act.product()?.id;
    store::matrix(act.tx, product).await
}

/// The need of changes; changes that would change nothing are refused before anybody is asked to agree to them.
async fn need(act: &mut Act<'_>, changes: &[Change]) -> Result<Need> {
    must_have_teams(act, changes).await?;
    let now = matrix(act).await?;
    if now.changed(changes).map_err(refusal)? == now {
        return Err(nothing_to_change());
    }
    Ok(CHANGES_WHO_DECIDES)
}

fn nothing_to_change() -> Failure {
    Refusal::new("nothing-to-change", "The matrix says so already.").into()
}

/// Makes changes, all or none.
async fn change(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    must_have_teams(act, changes).await?;
    let now = matrix(act).await?;
    let next = now.changed(changes).map_err(refusal)?;
    replace(act, &now, &next).await
}

/// A row is for a team that is there.
async fn must_have_teams(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    let product = act.product()?.id;
    let teams = changes.iter().filter_map(|change| match change {
        Change::SetCell { scope, .. } => scope.team(),
        Change::DropRow { .. } | Change::AddOwn { .. } | Change::RenameOwn { .. } => None,
    });
    for team in teams {
        if !products::store::has_team(act.tx, product, team).await? {
            return Err(Refusal::new("no-such-team", format!("There is no team T-{team} here.")).at("right").into());
        }
    }
    Ok(())
}

/// Writes another matrix in the place of this one and notes what differs.
async fn replace(act: &mut Act<'_>, now: &Matrix, next: &Matrix) -> Result<()> {
    let product = act.product()?.id;
    store::save(act.tx, product, now, next).await?;
    for note in changes::notes(now, next) {
        act.note(None, note.of.to_string(), note.before, note.after);
    }
    Ok(())
}

/// Keeps the name of the preset a matrix was started from.
async fn start_from(act: &mut Act<'_>, preset: Preset) -> Result<()> {
    let product = act.product()?.clone();
    if product.preset != preset.code() {
        products::store::start_from(act.tx, product.id, preset).await?;
        act.note(None, Noted::Preset.to_string(), json!(product.preset), json!(preset));
    }
    Ok(())
}

/// The rules' own words, with a name for programs and the field of the form.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn refusal(refused: ChangeRefusal) -> Failure {
    let (name, field) = match &refused {
        ChangeRefusal::SecondDecider { .. } => ("second-decider", "value"),
        ChangeRefusal::NobodyCouldMend => ("nobody-could-mend", "value"),
        ChangeRefusal::AddedBefore(_) => ("added-before", "label"),
        ChangeRefusal::TooMany => ("too-many-decisions", "label"),
        ChangeRefusal::Label(LabelRefusal::Missing) => ("label-missing", "label"),
        ChangeRefusal::Label(LabelRefusal::TooLong) => ("label-too-long", "label"),
        ChangeRefusal::Customers(_) => ("no-column-for-customers", "role"),
        ChangeRefusal::Row(NoMatrix::Twice(_)) => ("two-rows", "right"),
        ChangeRefusal::Row(NoMatrix::OnceAProduct(_)) => ("once-a-product", "right"),
        ChangeRefusal::Row(NoMatrix::NotAdded(_)) => ("no-such-decision", "right"),
    };
    Refusal::new(name, refused.to_string()).at(field).into()
}
