//! Taking changes of the matrix back.

use ground::web::{Failure, Refusal, Result};
use serde_json::{Value, json};

use super::{advice, matrix, refusal, start_from};
use crate::journal::{Act, Boxed, Change};
use crate::roles::changes::{ADVICE, Noted, RowName};
use crate::roles::rules::{self, Cell, Cells, Matrix, OwnCode, OwnRight, Preset, Role, Row, Subject};
use crate::roles::store;

/// Takes back one change of the matrix. What the rules say of all of them together is asked once, by [`judge`].
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let noted = Noted::of(&change.field).ok_or_else(|| unknown(change))?;
        match &noted {
            Noted::Cell(row, role) => restore_cell(act, row, *role, change).await?,
            Noted::Row(row) => restore_row(act, row, change).await?,
            Noted::Label(code) => restore_label(act, code, change).await?,
            Noted::Preset => return restore_preset(act, change).await,
        }
        act.note(None, change.field.clone(), change.after.clone(), change.before.clone());
        Ok(())
    })
}

/// Takes back one answer to the advisor.
pub fn restore_advice<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let factor = change.field.strip_prefix(ADVICE).and_then(rules::Factor::of_code);
        let factor = factor.ok_or_else(|| unknown(change))?;
        let product = act.product()?.id;
        let now = store::advice(act.tx, product).await?;
        if json!(now.code(factor)) != change.after {
            return Err(changed_since());
        }
        advice::keep(act, now.with(factor, change.before.as_str())).await
    })
}

/// Holds what an action left of the matrix against the rules. Changing cells asked them before; taking changes back goes
/// cell by cell, and what comes of it can only be judged at the end.
pub fn judge<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move {
        let cells = act.changes().iter().filter_map(|change| match Noted::of(&change.field)? {
            Noted::Cell(row, role) => Some((row, role, cell(&change.before)?, cell(&change.after)?)),
            _ => None,
        });
        let cells: Vec<_> = cells.collect();
        if cells.is_empty() {
            return Ok(());
        }
        let now = matrix(act).await?;
        let mut rows = now.rows().to_vec();
        let mut again = Vec::new();
        for (RowName { subject, scope }, role, before, after) in cells {
            let Some(row) = rows.iter_mut().find(|row| row.subject == subject && row.scope == scope) else { continue };
            row.cells = row.cells.with(role, before).map_err(|error| refusal(error.into()))?;
            again.push(rules::Change::SetCell { subject, scope, role, cell: after });
        }
        let before = Matrix::new(now.own().to_vec(), rows).map_err(|error| refusal(error.into()))?;
        before.changed(&again).map_err(refusal)?;
        Ok(())
    })
}

fn cell(value: &Value) -> Option<Cell> {
    value.as_str()?.parse().ok()
}

async fn restore_cell(act: &mut Act<'_>, name: &RowName, role: Role, change: &Change) -> Result<()> {
    let product = act.product()?.id;
    let RowName { subject, scope } = name.clone();
    let cells = store::cells(act.tx, product, &subject, scope).await?.ok_or_else(changed_since)?;
    let (before, after) = cell(&change.before).zip(cell(&change.after)).ok_or_else(|| unknown(change))?;
    if cells.get(role) != after {
        return Err(changed_since());
    }
    let cells = cells.with(role, before).map_err(|error| refusal(error.into()))?;
    store::put_row(act.tx, product, &Row { subject, scope, cells }).await
}

async fn restore_row(act: &mut Act<'_>, name: &RowName, change: &Change) -> Result<()> {
    let product = act.product()?.id;
    let RowName { subject, scope } = name.clone();
    let now = store::cells(act.tx, product, &subject, scope).await?;
    if now != kept_cells(&change.after)? {
        return Err(changed_since());
    }
    if let Subject::Own(code) = &subject {
        restore_own(act, code, &change.before).await?;
    }
    match kept_cells(&change.before)? {
        Some(cells) => store::put_row(act.tx, product, &Row { subject, scope, cells }).await,
        None => store::drop_row(act.tx, product, &subject, scope).await,
    }
}

/// The cells of a row as the journal keeps it; none of a row that was not there.
fn kept_cells(value: &Value) -> Result<Option<Cells>> {
    if value.is_null() { Ok(None) } else { Ok(serde_json::from_value(value["cells"].clone())?) }
}

/// Brings a decision the product added back to its place, or takes it away.
async fn restore_own(act: &mut Act<'_>, code: &OwnCode, before: &Value) -> Result<()> {
    let product = act.product()?.id;
    let mut own = store::own(act.tx, product).await?;
    own.retain(|own| own.code != *code);
    if let Some(label) = before["label"].as_str() {
        let place = before["place"].as_u64().and_then(|place| usize::try_from(place).ok()).unwrap_or(usize::MAX);
        own.insert(place.min(own.len()), OwnRight { code: code.clone(), label: label.to_owned() });
    }
    store::save_own(act.tx, product, &own).await
}

async fn restore_label(act: &mut Act<'_>, code: &OwnCode, change: &Change) -> Result<()> {
    let product = act.product()?.id;
    let mut all = store::own(act.tx, product).await?;
    let own = all.iter_mut().find(|own| own.code == *code && change.after == json!(own.label));
    own.ok_or_else(changed_since)?.label = change.before.as_str().unwrap_or_default().to_owned();
    store::save_own(act.tx, product, &all).await
}

async fn restore_preset(act: &mut Act<'_>, change: &Change) -> Result<()> {
    let preset = change.before.as_str().and_then(Preset::of_code).ok_or_else(|| unknown(change))?;
    if json!(act.product()?.preset) != change.after {
        return Err(changed_since());
    }
    start_from(act, preset).await
}

fn changed_since() -> Failure {
    Refusal::new("changed-since", "Who decides was changed again since. It stays as it is.")
        .hint("Take back the later change first, or change it by hand.")
        .into()
}

fn unknown(change: &Change) -> Failure {
    Failure::Broken(format!("no change of the matrix: {}", change.field))
}
