//! What an action is: a plain struct that knows its name, what it needs, and how it is performed.

use std::future::Future;
use std::pin::Pin;

use ground::clock::Ts;
use ground::web::{FormPairs, Refusal, Result};
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Act;
use crate::roles::rules::{Right, RightSet};
use crate::thread::ThingId;

/// One way to change something. Forms, API, command line and imports all build this struct; there is no second path.
pub trait Action: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// `room.verb`, as in `backlog.move`.
    const NAME: &'static str;
    /// Grows when the struct changes its meaning; older versions stay decodable.
    const VERSION: i64 = 1;
    /// What was done, past tense, as the history says it: “Moved it”.
    const DID: &'static str;
    /// What the caller gets back.
    type Answer: Serialize + Send;

    /// Who may do it, or whose call it is.
    fn need(&self, act: &mut Act<'_>) -> impl Future<Output = Result<Need>> + Send;

    /// Checks the rules, writes, and notes every change on `act`.
    fn perform(self, act: &mut Act<'_>) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Who may perform an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It decides something: the product's matrix says whose call it is.
    Right {
        /// The decision right.
        right: Right,
        /// The number of the team whose row counts, 0 for the product's.
        team: i64,
    },
    /// It decides several things of the whole product at once: each of them is asked for, so that nobody decides by the way
    /// what they could not decide by itself.
    Rights(RightSet),
    /// It answers a question that was asked before: whose call it is says the matrix, and where the row waits for
    /// answers, it has waited since the question was asked.
    Question {
        /// The decision right.
        right: Right,
        /// The number of the team whose row counts, 0 for the product's.
        team: i64,
        /// The question, in whose conversation the answers stand.
        thing: ThingId,
        /// When it was asked.
        since: Ts,
    },
    /// The agreement to a proposal: theirs who decide, and nobody may propose it.
    Assent {
        /// The proposal.
        proposal: ThingId,
    },
    /// Taking back what became of a proposal: every decision it made is taken back with it.
    Settled {
        /// The proposal.
        proposal: ThingId,
    },
    /// Any member of the product: everyone but customers.
    Member,
    /// Members, and customers for what is their own.
    Anybody,
    /// An administrator of the workspace.
    Administrator,
    /// A signed-in person, for what is theirs alone.
    Oneself,
}

impl Need {
    /// A decision right of the whole product.
    pub fn right(right: Right) -> Self {
        Self::Right { right, team: 0 }
    }

    /// Several decision rights of the whole product; any member may where there is none.
    pub fn rights(rights: RightSet) -> Self {
        if rights == RightSet::EMPTY { Self::Member } else { Self::Rights(rights) }
    }

    /// The same, and these rights of the whole product as well; what a team decided by itself is no longer its alone.
    #[must_use]
    pub fn and(self, rights: RightSet) -> Self {
        match self {
            one if rights == RightSet::EMPTY => one,
            Self::Rights(own) => Self::Rights(own.or(rights)),
            Self::Right { right, .. } | Self::Question { right, .. } => Self::Rights(rights.with(right)),
            Self::Member | Self::Anybody | Self::Oneself => Self::Rights(rights),
            // Whoever runs the workspace, or decides a proposal, answers for what comes with it.
            Self::Administrator | Self::Assent { .. } | Self::Settled { .. } => self,
        }
    }

    /// The decision right it asks for, the first of several, if it decides something.
    pub fn decides(self) -> Option<Right> {
        match self {
            Self::Right { right, .. } | Self::Question { right, .. } => Some(right),
            Self::Rights(rights) => rights.iter().next(),
            Self::Assent { .. }
            | Self::Settled { .. }
            | Self::Member
            | Self::Anybody
            | Self::Administrator
            | Self::Oneself => None,
        }
    }
}

/// A boxed future, as the registry needs it.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// An action whose type is forgotten, so that `act` is compiled once.
pub trait AnyAction: Send + Sync {
    /// See [`Action::NAME`].
    fn name(&self) -> &'static str;
    /// See [`Action::VERSION`].
    fn version(&self) -> i64;
    /// The struct as JSON, as proposals keep it.
    fn body(&self) -> Result<Value>;
    /// See [`Action::need`].
    fn need<'a>(&'a self, act: &'a mut Act<'_>) -> Boxed<'a, Need>;
    /// See [`Action::perform`]. The answer is JSON.
    fn perform<'a>(self: Box<Self>, act: &'a mut Act<'_>) -> Boxed<'a, Value>;
}

impl<A: Action> AnyAction for A {
    fn name(&self) -> &'static str {
        A::NAME
    }

    fn version(&self) -> i64 {
        A::VERSION
    }

    fn body(&self) -> Result<Value> {
        Ok(serde_json::to_value(self)?)
    }

    fn need<'a>(&'a self, act: &'a mut Act<'_>) -> Boxed<'a, Need> {
        Box::pin(Action::need(self, act))
    }

    fn perform<'a>(self: Box<Self>, act: &'a mut Act<'_>) -> Boxed<'a, Value> {
        Box::pin(async move { Ok(serde_json::to_value(Action::perform(*self, act).await?)?) })
    }
}

/// What the registry keeps of a kind of action.
#[derive(Clone, Copy)]
pub struct Registered {
    /// See [`Action::NAME`].
    pub name: &'static str,
    /// See [`Action::VERSION`].
    pub version: i64,
    /// See [`Action::DID`].
    pub did: &'static str,
    /// The JSON schema of the struct.
    pub schema: fn() -> Schema,
    /// Builds the action from JSON.
    pub decode: fn(Value) -> Result<Box<dyn AnyAction>, Refusal>,
    /// Builds the action from a posted form.
    pub read: fn(&FormPairs) -> Result<Box<dyn AnyAction>, Refusal>,
    /// Whether forms, API and proposals may name it. What carries a secret is known to history alone.
    pub named: bool,
}

/// The registration of an action type.
pub const fn registered<A: Action>() -> Registered {
    Registered {
        name: A::NAME,
        version: A::VERSION,
        did: A::DID,
        schema: schema_of::<A>,
        decode: decode::<A>,
        read: read::<A>,
        named: true,
    }
}

/// The registration of an action that carries a secret: the journal knows what it did, and nobody can ask for it by name.
pub const fn unnamed<A: Action>() -> Registered {
    Registered { named: false, ..registered::<A>() }
}

fn schema_of<A: Action>() -> Schema {
    schemars::schema_for!(A)
}

fn decode<A: Action>(body: Value) -> Result<Box<dyn AnyAction>, Refusal> {
    let action: A = serde_json::from_value(body).map_err(|error| {
        Refusal::new("action-unreadable", format!("{} cannot be read: {error}. Nothing was changed.", A::NAME))
    })?;
    Ok(Box::new(action))
}

fn read<A: Action>(form: &FormPairs) -> Result<Box<dyn AnyAction>, Refusal> {
    Ok(Box::new(form.read::<A>()?))
}

/// Every action the program knows, by name. An action that changed its shape registers its older versions as well.
#[derive(Default)]
pub struct Registry {
    actions: Vec<Registered>,
    unnamed: Vec<Registered>,
}

impl Registry {
    /// The registry of these lists of actions.
    pub fn new(lists: &[&[Registered]]) -> Self {
        let mut actions: Vec<_> = lists.iter().flat_map(|list| list.iter().copied()).collect();
        actions.sort_by_key(|action| (action.name, std::cmp::Reverse(action.version)));
        let (actions, unnamed) = actions.into_iter().partition(|action| action.named);
        Self { actions, unnamed }
    }

    /// What there is to know of an action in the journal, whether or not it can be asked for by name.
    pub fn known(&self, name: &str) -> Option<&Registered> {
        self.find(name).or_else(|| self.unnamed.iter().find(|action| action.name == name))
    }

    /// The newest version of an action.
    pub fn find(&self, name: &str) -> Option<&Registered> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// A certain version of an action.
    pub fn find_version(&self, name: &str, version: i64) -> Option<&Registered> {
        self.actions.iter().find(|action| action.name == name && action.version == version)
    }

    /// All of them, by name.
    pub fn all(&self) -> &[Registered] {
        &self.actions
    }
}
