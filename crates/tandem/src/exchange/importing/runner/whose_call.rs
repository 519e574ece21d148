//! Whose call it is to bring rows in, or to take them back.

use std::time::Duration;

use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::{Actor, AnyAction, Done, Manner, Outcome, act_within};
use together::products::ProductId;
use together::roles;
use together::roles::rules::{Right, RoleSet, Ruling, Scope};

use crate::exchange::importing::actions::Decides;
use crate::exchange::importing::store::{self, Run};
use crate::exchange::reading::{As, Mapping, Target};

/// What the rows of a mapping decide when this person brings them in. Whether they say what became of them depends on
/// whose call that is; everything else must be their own.
///
/// # Errors
/// When it is another's call: a file of rows is no proposal.
pub async fn decides(app: &App, actor: &Actor, product: ProductId, mapping: &Mapping) -> Result<Decides> {
    let maps = |targets: &[Target]| {
        mapping.columns.iter().any(|choice| choice.target.is_some_and(|target| targets.contains(&target)))
    };
    let rows_as = mapping.rows;
    let features = rows_as == As::Stories && maps(&[Target::Feature]);
    let must = Decides { rows_as, features, places: false };
    for right in must.rights().iter() {
        if let Some(call) = call(app, actor, product, right).await? {
            call.must_act(right, &format!("Bringing in {}", rows_as.name()))?;
        }
    }
    let mut places = true;
    for right in must.to_place().iter() {
        let call = call(app, actor, product, right).await?;
        places &= call.is_none_or(|call| matches!(call.ruling, Ruling::Acts { .. }) && !call.waits);
    }
    Ok(Decides { places, ..must })
}

/// Says beforehand whether somebody may take a run back, so that it does not end half-way.
///
/// # Errors
/// When it is another's call, by the rights that its rows came in by, and by what has become of them.
pub async fn may_take_back(app: &App, actor: &Actor, run: &Run) -> Result<()> {
    let mut tx = app.db.read().await?;
    let made = store::rows::made(&mut tx, run.id).await?;
    let rights = store::rows::rights(&mut tx, run.id).await?.or(app.coming_or_going(&mut tx, &made).await?);
    drop(tx);
    for right in rights.iter() {
        if let Some(call) = call(app, actor, run.product, right).await? {
            call.must_act(right, &format!("Taking {} back", run.rows_as))?;
        }
    }
    Ok(())
}

/// What the matrix says of a decision of somebody's.
struct Call {
    ruling: Ruling,
    /// Whether it may have to wait for answers.
    waits: bool,
    /// The roles that somebody has.
    held: RoleSet,
}

impl Call {
    /// Refuses what would have to be proposed, or to wait.
    fn must_act(&self, right: Right, what: &str) -> Result<()> {
        let refusal = match &self.ruling {
            Ruling::Acts { .. } if self.waits => {
                let message =
                    format!("Who decides says that “{}” waits for answers, and a file cannot wait.", right.label());
                Refusal::new("row-waits", message).hint("Let the row wait for nobody while you import.")
            }
            Ruling::Acts { .. } => return Ok(()),
            Ruling::Proposes { to, .. } => {
                let message = format!("{what} is the call of {}.", to.named());
                Refusal::new("not-your-call", message).hint(match self.held.contains(*to) {
                    true => "Ask them to do it.",
                    false => "Nobody has that role yet: it is given under Roles.",
                })
            }
            Ruling::Refused(reason) => Refusal::new("not-your-call", reason.to_string()),
        };
        Err(Failure::Forbidden(refusal))
    }
}

/// Whose call it is; nothing for the program itself, which decides everything.
async fn call(app: &App, actor: &Actor, product: ProductId, right: Right) -> Result<Option<Call>> {
    let Some(person) = actor.person else { return Ok(None) };
    let mut tx = app.db.read().await?;
    let matrix = roles::store::row(&mut tx, product, right).await?;
    let everybody = roles::store::held(&mut tx, product).await?;
    let own = roles::store::roles_of(&mut tx, product, person).await?.into_iter().collect();
    let ruling = matrix.ruling(right, Scope::PRODUCT, &own, &everybody);
    Ok(Some(Call { ruling, waits: matrix.may_wait(right, Scope::PRODUCT), held: everybody.anywhere() }))
}

/// An action of a run that was performed.
pub(super) struct Acted {
    pub(super) done: Done,
    /// How long it held the writer.
    pub(super) held: Duration,
}

/// Performs an action of a run and tells nobody. Where it has become another's call meanwhile nothing is left, not even a
/// proposal: nobody is told of it, and the run has moved on by the time that somebody says yes.
pub(super) async fn act_alone(
    app: &App,
    actor: &Actor,
    product: ProductId,
    action: Box<dyn AnyAction>,
    reason: String,
) -> Result<Acted> {
    let manner = Manner { reason: Some(reason), quiet: true, ..Manner::default() };
    let mut tx = app.db.write().await?;
    let began = app.clock.now();
    let (outcome, announcement) = act_within(&mut tx, app, actor, product, vec![action], manner).await?;
    match outcome {
        Outcome::Done(done) => {
            tx.commit().await?;
            let held = app.clock.now().since(began);
            app.announce_committed(announcement);
            Ok(Acted { done, held })
        }
        Outcome::Proposed(proposed) => {
            let message = format!("This is the call of {} now.", proposed.to.named());
            Err(Failure::Forbidden(Refusal::new("not-your-call", message).hint("Ask them to do it.")))
        }
    }
}
