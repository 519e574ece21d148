//! What people do with accounts. Only what carries no secret is registered; see [`super`].

pub mod account;
pub mod accounts;
pub(crate) mod gate;
pub mod tokens;

use ground::web::Result;

use crate::app::App;
use crate::journal::{Actor, AnyAction, Manner, Registered, act_within, registered};
use crate::products::ProductId;

/// Every action of this room that may be named: by forms, the API, proposals.
pub const ACTIONS: &[Registered] = &[
    registered::<account::Rename>(),
    registered::<account::EndSession>(),
    registered::<account::SignOut>(),
    registered::<accounts::Add>(),
    registered::<accounts::Administer>(),
    registered::<accounts::Disinvite>(),
    registered::<tokens::RevokeToken>(),
];

/// Actions of one actor in one place.
pub(crate) struct Step {
    /// Who acts.
    pub(crate) actor: Actor,
    /// In a product, or with the nil id in the workspace.
    pub(crate) scope: ProductId,
    /// What is done.
    pub(crate) actions: Vec<Box<dyn AnyAction>>,
}

impl Step {
    /// One action of the workspace.
    pub(crate) fn workspace(actor: Actor, action: impl AnyAction + 'static) -> Self {
        Self { actor, scope: ProductId::default(), actions: vec![Box::new(action)] }
    }
}

/// Performs all steps or none. Those of the workspace come first, then products in the order of their ids, so that no two
/// such calls wait for one another.
pub(crate) async fn perform(app: &App, mut steps: Vec<Step>) -> Result<()> {
    steps.retain(|step| !step.actions.is_empty());
    steps.sort_by_key(|step| step.scope);
    let mut tx = app.db.write().await?;
    let mut announcements = Vec::new();
    for Step { actor, scope, actions } in steps {
        announcements.push(act_within(&mut tx, app, &actor, scope, actions, Manner::default()).await?.1);
    }
    tx.commit().await?;
    announcements.into_iter().for_each(|announcement| app.announce_committed(announcement));
    Ok(())
}
