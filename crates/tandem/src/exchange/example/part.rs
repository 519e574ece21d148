//! A piece of history, told as an action of the person who did it.

use ground::clock::Ts;
use ground::web::Result;
use serde_json::Value;
use together::app::App;
use together::journal::{Act, Actor, AnyAction, Boxed, Manner, Need, Via, act};
use together::people::PersonId;
use together::products::ProductId;

/// What is done inside the transaction.
pub(super) type Doing = Box<dyn for<'a, 'b> FnOnce(&'a mut Act<'b>) -> Boxed<'a, ()> + Send + Sync>;

/// History that happened: it asks nobody, since it was decided then.
struct Part {
    name: &'static str,
    doing: Doing,
}

impl AnyAction for Part {
    fn name(&self) -> &'static str {
        self.name
    }

    fn version(&self) -> i64 {
        1
    }

    fn body(&self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn need<'a>(&'a self, _: &'a mut Act<'_>) -> Boxed<'a, Need> {
        Box::pin(async { Ok(Need::Oneself) })
    }

    fn perform<'a>(self: Box<Self>, act: &'a mut Act<'_>) -> Boxed<'a, Value> {
        Box::pin(async move {
            (self.doing)(act).await?;
            Ok(Value::Null)
        })
    }
}

/// Tells the history of one product.
pub(super) struct Teller<'a> {
    pub(super) app: &'a App,
    pub(super) product: ProductId,
}

impl Teller<'_> {
    /// Something a person did at a time, under the name of the action that would do it today.
    pub(super) async fn tell(&self, who: Option<PersonId>, at: Ts, name: &'static str, doing: Doing) -> Result<()> {
        let actor = match who {
            Some(person) => Actor::person(person, true, Via::Import, ""),
            None => Actor::program(Via::Import),
        };
        let manner = Manner { quiet: true, at: Some(at), ..Manner::default() };
        act(self.app, &actor, self.product, vec![Box::new(Part { name, doing })], manner).await?;
        Ok(())
    }
}
