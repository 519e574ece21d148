//! Making things: ids, keys, first state.

use ground::db::Tx;
use ground::web::Result;

use super::rules::Dots;
use super::{Kind, Thing, store};
use crate::journal::{Act, Beginning, NewThing};
use crate::products::{self, ProductId};

/// Makes things of a kind, in order, with the next keys.
pub async fn make(
    act: &mut Act<'_>,
    kind: Kind,
    new: Vec<NewThing>,
    beginnings: impl Iterator<Item = Beginning>,
) -> Result<Vec<Thing>> {
    let product = act.product()?.id;
    let without = new.iter().filter(|new| new.number.is_none()).count();
    let count = i64::try_from(without).unwrap_or(i64::MAX);
    let highest = new.iter().filter_map(|new| new.number).max().map(|highest| highest.saturating_add(count));
    let mut next = products::store::take_numbers(act.tx, product, kind.code(), count, highest).await?..;
    let vision = store::dots::has_vision(act.tx, product).await? || kind == Kind::Vision;
    let dots = Dots::of(kind).and(Dots(i64::from(vision)));
    let mut made = |(new, from): (NewThing, Beginning)| Thing {
        id: act.app.ids.next().into(),
        product,
        kind,
        number: new.number.or_else(|| next.next()).unwrap_or_default(),
        title: new.title,
        state: new.state.to_owned(),
        stage: new.stage.code().to_owned(),
        owner: None,
        public: false,
        thread: dots.and(from.above),
        created_at: from.made_at.filter(|made| *made < act.now).unwrap_or(act.now),
        updated_at: act.now,
        seq: act.seq,
        hidden_at: None,
    };
    let things: Vec<Thing> = new.into_iter().zip(beginnings).map(&mut made).collect();
    store::insert(act.tx, &things, act.actor.person).await?;
    Ok(things)
}

/// Keeps the numbers of a kind up to this one for things that come with theirs.
pub async fn keep_free(tx: &mut Tx, product: ProductId, kind: Kind, up_to: i64) -> Result<()> {
    products::store::take_numbers(tx, product, kind.code(), 0, Some(up_to)).await?;
    Ok(())
}
