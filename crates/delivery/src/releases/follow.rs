//! What follows from the state of a release: a scope that is frozen stays as it is, and into what goes out nothing comes any more.

use ground::web::Result;
use together::journal::{Act, Change};
use together::thread::{self, Key, LinkKind};

use super::rules::states;

/// Refuses an action that changes a scope which is not to change.
pub(crate) async fn follow(act: &mut Act<'_>) -> Result<()> {
    let ships_in = Change::link_field(LinkKind::ShipsIn);
    let changes = act.changes().iter().filter(|change| change.field == ships_in);
    let ends = changes.flat_map(|change| [(&change.before, false), (&change.after, true)]);
    let moved: Vec<(Key, bool)> =
        ends.filter_map(|(end, enters)| Change::linked(end).map(|release| (release, enters))).collect();
    let product = act.product()?.id;
    for (release, enters) in moved {
        if let Some(thing) = thread::store::by_key(act.tx, product, release).await? {
            states::may_change_scope(release, &thing.state, enters)?;
        }
    }
    Ok(())
}
