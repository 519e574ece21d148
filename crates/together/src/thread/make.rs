//! Making things: ids, keys, first state.

use ground::web::Result;

use super::rules::Dots;
use super::{Kind, Thing, store};
use crate::journal::{Act, NewThing};
use crate::products;

/// Makes things of a kind, in order, with the next keys.
pub async fn make(act: &mut Act<'_>, kind: Kind, new: Vec<NewThing>) -> Result<Vec<Thing>> {
    let product = act.product()?.id;
    let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
    let highest = new.iter().filter_map(|new| new.number).max();
    let first = products::store::take_numbers(act.tx, product, kind.code(), count, highest).await?;
    let vision = store::dots::has_vision(act.tx, product).await? || kind == Kind::Vision;
    let dots = Dots::of(kind).and(Dots(i64::from(vision)));
    let made = |(at, new): (i64, NewThing)| Thing {
        id: act.app.ids.next().into(),
        product,
        kind,
        number: new.number.unwrap_or(first + at),
        title: new.title,
        state: new.state.to_owned(),
        stage: new.stage.code().to_owned(),
        owner: None,
        public: false,
        thread: dots,
        created_at: act.now,
        updated_at: act.now,
        seq: act.seq,
        hidden_at: None,
    };
    let things: Vec<Thing> = (0..).zip(new).map(made).collect();
    store::insert(act.tx, &things, act.actor.person).await?;
    Ok(things)
}
