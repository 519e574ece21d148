//! Loading: all of the history in one transaction.

use std::collections::BTreeMap;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::app::App;
use together::journal::{Act, Action, Actor, AnyAction, Manner, Need, Outcome, Via, act_within};
use together::people::{self, PersonId};
use together::products::{self, ProductId};
use together::roles::rules::Role;
use together::thread::{self, Kind};

use super::chronicle::{Chronicle, Deed, What};
use super::moments::Moments;
use super::part::{Named, Part, action};
use super::people::Member;
use super::proposals::Before;
use super::{
    comments, customers, decisions, definitions, features, goals, needs, people as team, proposals, questions,
    releases, requests, research, sprints, stories, surveys, vision,
};

/// Loads the example; whoever loads it is its manager and owner as well, so that nothing there is closed to them.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Load {}

impl Action for Load {
    const NAME: &'static str = "example.load";
    const DID: &'static str = "Loaded the example";
    type Answer = String;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<String> {
        let (app, by) = (act.app, act.actor.clone());
        let loading = Loading { app, by, tx: &mut *act.tx, people: BTreeMap::new(), roles: BTreeMap::new() };
        let key = loading.everything().await?;
        act.note(None, "example: loaded", Value::Null, json!(key));
        act.say("Shelf is loaded, and you are its manager and owner. To be another of its people, make them a link under Settings.", "Load the example");
        Ok(key)
    }
}

struct Loading<'a> {
    app: &'a App,
    by: Actor,
    tx: &'a mut Tx,
    /// Those with an account, by whole name.
    people: BTreeMap<String, PersonId>,
    /// The role each of them acts in when nothing else is said.
    roles: BTreeMap<String, Role>,
}

impl Loading<'_> {
    async fn everything(mut self) -> Result<String> {
        let members = team::read()?;
        let told = vision::read()?;
        let (product, key) = self.product(&told.facts).await?;
        self.accounts(&members).await?;
        let log = decisions::read()?;
        thread::keep_free(self.tx, product, Kind::Decision, decisions::highest(&log)).await?;
        let book = self.history(&told, &members, &log)?;
        for deed in book.in_order() {
            self.perform(product, deed).await?;
        }
        self.welcome(product).await?;
        Ok(key)
    }

    /// Makes the product, under the first key that is free.
    async fn product(&mut self, facts: &vision::Facts) -> Result<(ProductId, String)> {
        let all = products::store::of_person(self.tx, PersonId::default(), true).await?;
        if let Some(there) = all.iter().find(|product| product.example) {
            let message = format!("The example is here already: {}, at /{}.", there.name, there.key);
            let hint = "Remove it first to begin again with a fresh one.";
            return Err(Refusal::new("example-there", message).hint(hint).into());
        }
        let mut key = facts.key.clone();
        let mut n = 2;
        while products::store::key_is_taken(self.tx, &key).await? {
            key = format!("{}-{n}", facts.key);
            n += 1;
        }
        let (name, preset, mode) = (&facts.name, &facts.preset, &facts.mode);
        let make = json!({ "name": name, "key": key, "preset": preset, "mode": mode, "example": true });
        self.now(ProductId::default(), ("product.make", make)).await?;
        let made = products::store::by_key(self.tx, &key).await?.ok_or(Failure::NotFound)?;
        Ok((made.id, key))
    }

    /// Makes accounts for those who have none. Nobody can sign in to them before an administrator makes a link.
    async fn accounts(&mut self, members: &[Member]) -> Result<()> {
        for member in members {
            let id = match people::store::by_email(self.tx, &member.email).await? {
                Some(there) if there.ended_at.is_none() => there.id,
                ended => {
                    let email = if ended.is_some() { format!("again.{}", member.email) } else { member.email.clone() };
                    let fields = json!({ "name": member.name, "email": email });
                    serde_json::from_value(self.now(ProductId::default(), ("person.add", fields)).await?)?
                }
            };
            self.people.insert(member.name.clone(), id);
            self.roles.extend(member.roles.first().map(|role| (member.name.clone(), *role)));
        }
        Ok(())
    }

    /// All files, told.
    fn history(&self, told: &vision::Told, members: &[Member], log: &[decisions::Decision]) -> Result<Chronicle> {
        let mut book = Chronicle::new(Moments::from(self.app.clock.now()));
        let begin = team::tell(&mut book, members, &self.people)?;
        let (wishes, written, runs) = (proposals::read()?, stories::read(book.moments)?, sprints::read()?);
        let mut before = Before::default();
        proposals::note(&wishes, &mut before);
        stories::note(&written, &mut before);
        vision::tell(&mut book, told, &needs::titles()?)?;
        goals::tell(&mut book, &before)?;
        needs::tell(&mut book, &before)?;
        let asked = requests::first_asked(&book)?;
        customers::tell(&mut book, begin, &asked)?;
        releases::tell(&mut book, begin)?;
        let done = stories::last_done(&book, &written)?;
        features::tell(&mut book, &before, &done)?;
        research::tell(&mut book)?;
        surveys::tell(&mut book, &needs::asked()?)?;
        sprints::announce(&mut book, &runs)?;
        stories::tell(&mut book, &written, &before, &self.people)?;
        sprints::tell(&mut book, &runs)?;
        requests::tell(&mut book, members)?;
        proposals::tell(&mut book, &wishes)?;
        decisions::tell(&mut book, log)?;
        definitions::tell(&mut book)?;
        questions::tell(&mut book)?;
        comments::tell(&mut book, members)?;
        Ok(book)
    }

    /// Something whoever loads the example does now.
    async fn now(&mut self, scope: ProductId, named: Named) -> Result<Value> {
        let actions = vec![action(self.app, named)?];
        let manner = Manner { quiet: true, ..Manner::default() };
        let (outcome, _) = act_within(self.tx, self.app, &self.by, scope, actions, manner).await?;
        match outcome {
            Outcome::Done(mut done) => Ok(done.answers.pop().unwrap_or_default()),
            Outcome::Proposed(proposed) => Err(Failure::Broken(proposed.said)),
        }
    }

    /// A piece of history.
    async fn perform(&mut self, product: ProductId, deed: Deed) -> Result<()> {
        let Deed { at, who, role, what, key, reason, unseen, told } = deed;
        let via = if unseen { Via::Import } else { Via::Web };
        let actor = match self.people.get(&who) {
            Some(person) => Actor::person(*person, false, via, ""),
            // Whoever answered a survey has no account either.
            None if matches!(what, What::Step(..)) => Actor::program(Via::Web),
            None => Actor::program(Via::Import),
        };
        let (actions, wishes): (Vec<Box<dyn AnyAction>>, bool) = match what {
            What::Proposed(named) => {
                (named.into_iter().map(|named| action(self.app, named)).collect::<Result<_>>()?, true)
            }
            What::Did(named) => (vec![Box::new(Part::of(self.app, named)?)], false),
            What::Step(name, step) => (vec![Box::new(Part::step(self.app, name, step)?)], false),
        };
        let as_role = role.or_else(|| self.roles.get(&who).copied()).filter(|_| !wishes);
        let manner = Manner { reason, propose: wishes, quiet: !told, at: Some(at), as_role, next_key: key };
        let what = actions.first().map_or("", |action| action.name());
        let done = act_within(self.tx, self.app, &actor, product, actions, manner).await;
        let broken = |failure: Failure| unlike_history(what, &who, at, &failure);
        done.map(drop).map_err(broken)
    }

    /// Whoever loaded it may do everything there.
    async fn welcome(&mut self, product: ProductId) -> Result<()> {
        let Some(person) = self.by.person else { return Ok(()) };
        for role in [Role::ProductManager, Role::ProductOwner] {
            self.now(product, ("membership.give", json!({ "person": person, "role": role }))).await?;
        }
        Ok(())
    }
}

/// The rules have changed and the files have not: whoever changed them wants to know where.
fn unlike_history(what: &str, who: &str, at: Ts, failure: &Failure) -> Failure {
    let why = if let Failure::Broken(why) = failure { why.clone() } else { failure.message() };
    Failure::Broken(format!("the example cannot be told: {what} of {who} on {}: {why}", together::words::iso_day(at)))
}
