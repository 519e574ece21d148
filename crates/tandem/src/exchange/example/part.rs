//! A piece of history, told as the action that did it.

use ground::web::{Failure, Result};
use serde_json::Value;
use together::app::App;
use together::journal::{Act, AnyAction, Boxed, Need};

/// What is done inside the transaction where no action alone does it.
pub(super) type Step = Box<dyn for<'a, 'b> FnOnce(&'a mut Act<'b>) -> Boxed<'a, ()> + Send + Sync>;

/// What somebody did at one moment: one entry of the journal, under the name of the action that would do it today.
pub(super) struct Part {
    name: &'static str,
    actions: Vec<Box<dyn AnyAction>>,
    step: Option<Step>,
}

/// An action by its name and fields.
pub(super) type Named = (&'static str, Value);

impl Part {
    /// Actions that were one deed.
    pub(super) fn of(app: &App, named: Vec<Named>) -> Result<Self> {
        let actions = named.into_iter().map(|named| action(app, named)).collect::<Result<Vec<_>>>()?;
        let name = actions.first().map_or("", |action| action.name());
        Ok(Self { name, actions, step: None })
    }

    /// A deed that many actions' functions did together.
    pub(super) fn step(app: &App, name: &'static str, step: Step) -> Result<Self> {
        let name = app.registry.known(name).ok_or_else(|| unknown(name))?.name;
        Ok(Self { name, actions: Vec::new(), step: Some(step) })
    }
}

/// An action of the registry, built from its fields.
pub(super) fn action(app: &App, (name, fields): Named) -> Result<Box<dyn AnyAction>> {
    let registered = app.registry.find(name).ok_or_else(|| unknown(name))?;
    Ok((registered.decode)(fields)?)
}

fn unknown(name: &str) -> Failure {
    Failure::Broken(format!("there is no action {name}"))
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

    /// Whose call the first of it is; the right stands in the journal, though history asks nobody.
    fn need<'a>(&'a self, act: &'a mut Act<'_>) -> Boxed<'a, Need> {
        match self.actions.first() {
            Some(first) => first.need(act),
            None => Box::pin(async { Ok(Need::Member) }),
        }
    }

    fn perform<'a>(self: Box<Self>, act: &'a mut Act<'_>) -> Boxed<'a, Value> {
        Box::pin(async move {
            for action in self.actions {
                action.perform(act).await?;
            }
            if let Some(step) = self.step {
                step(act).await?;
            }
            Ok(Value::Null)
        })
    }
}
