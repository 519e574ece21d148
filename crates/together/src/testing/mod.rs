//! The small named world that tests live in: the product “Shelf” with a person in every role.
//!
//! Ines is the product manager, Tomas the product owner, Priya, Jonas and Mei are developers, Sam is the scrum master, Lea
//! the business leader, Karel the project manager, Adele a customer; Ada administers the workspace and has no role; Nobody
//! has an account and no product.
//!
//! Also here: browser, make.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "only tests call this, and a failing test should say so at once"
)]

mod browser;
mod make;

use std::path::PathBuf;

use axum::Router;
use ground::args;
use ground::clock::{Clock, Ts};
use ground::db::{Insert, Value};
use ground::ids::Ids;
use ground::testing::TestDb;
use ground::web::{Failure, Result};

pub use self::browser::{Answer, Browser, assert_ids_are_unique, url_encoded};
pub use self::make::Make;
use crate::app::{App, Floor, Foundation, Settings};
use crate::journal::{Action, Actor, AnyAction, Done, Manner, Outcome, Proposed, Verdict, Via, act, foretell};
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::{Preset, Role};
use crate::schema::MIGRATIONS;

/// Tuesday 13 October 2026, 10:00 UTC: the moment of the fixtures.
pub const TODAY: Ts = Ts(1_791_885_600_000_000);

/// Everybody, with their role and whether they administer.
const PEOPLE: [(&str, Option<Role>, bool); 11] = [
    ("Ines Okafor", Some(Role::ProductManager), false),
    ("Tomas Lindqvist", Some(Role::ProductOwner), false),
    ("Priya Raman", Some(Role::Developer), false),
    ("Jonas Weber", Some(Role::Developer), false),
    ("Mei Tanaka", Some(Role::Developer), false),
    ("Sam Abara", Some(Role::ScrumMaster), false),
    ("Lea Brandt", Some(Role::BusinessLeader), false),
    ("Karel Novák", Some(Role::ProjectManager), false),
    ("Adele Fournier", Some(Role::Customer), false),
    ("Ada Byrne", None, true),
    ("Nobody Else", None, false),
];

/// A migrated database, the program on it, and the people.
pub struct World {
    /// The program.
    pub app: App,
    /// The product `shelf`.
    pub shelf: ProductId,
    people: Vec<(&'static str, PersonId, bool)>,
    pages: Router,
    /// Keeps the database while the test runs, and opens it once more.
    pub db: TestDb,
    /// Keeps the folder for files on their way in.
    _files: Files,
}

/// A folder, gone when dropped.
struct Files(PathBuf);

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl World {
    /// The world on these floors, with *Manager and owner*.
    pub async fn new(floors: &[Floor]) -> Self {
        Self::with_preset(floors, Preset::ManagerAndOwner).await
    }

    /// The world with another preset.
    pub async fn with_preset(floors: &[Floor], preset: Preset) -> Self {
        let db = TestDb::new(MIGRATIONS).await;
        let clock = Clock::fixed(TODAY);
        let ids = Ids::seeded(clock.clone(), 7);
        let files = Files(ground::testing::fresh_folder());
        let settings =
            Settings { build: "test".into(), cheap_passwords: true, files: files.0.clone(), ..Settings::default() };
        let app = App::new(Foundation { db: db.clone(), clock, ids, settings }, floors);
        let shelf = ProductId::from(app.ids.next());
        let people =
            PEOPLE.map(|(name, _, administrator)| (name, PersonId::from(app.ids.next()), administrator)).to_vec();
        let pages = browser::pages(&app, floors);
        let world = Self { app, shelf, people, pages, db, _files: files };
        world.settle(preset).await.expect("the world is made");
        world
    }

    /// The id of a person, by first name.
    pub fn person(&self, name: &str) -> PersonId {
        self.find(name).1
    }

    /// A person as an actor, by first name.
    pub fn actor(&self, name: &str) -> Actor {
        let (_, id, administrator) = self.find(name);
        Actor::person(id, administrator, Via::Web, "test")
    }

    /// Whatever comes of an action by a person.
    pub async fn act<A: Action>(&self, name: &str, action: A) -> Result<Outcome> {
        self.act_as(&self.actor(name), vec![Box::new(action)]).await
    }

    /// Whatever comes of a list of actions by an actor.
    pub async fn act_as(&self, actor: &Actor, actions: Vec<Box<dyn AnyAction>>) -> Result<Outcome> {
        act(&self.app, actor, self.shelf, actions, Manner::default()).await
    }

    /// The action is performed; returns what it did.
    pub async fn done<A: Action>(&self, name: &str, action: A) -> Done {
        match self.act(name, action).await {
            Ok(Outcome::Done(done)) => done,
            Ok(Outcome::Proposed(proposed)) => panic!("{} of {name} became {}", A::NAME, proposed.key),
            Err(failure) => panic!("{} of {name} failed: {failure}", A::NAME),
        }
    }

    /// The action is performed; returns its answer as text, which for most is a key.
    pub async fn key<A: Action>(&self, name: &str, action: A) -> crate::thread::Key {
        let done = self.done(name, action).await;
        let answer = done.answers.first().and_then(|answer| answer.as_str()).expect("the answer is a key");
        answer.parse().expect("the answer is a key")
    }

    /// The action becomes a proposal.
    pub async fn proposed<A: Action>(&self, name: &str, action: A) -> Proposed {
        match self.act(name, action).await {
            Ok(Outcome::Proposed(proposed)) => proposed,
            Ok(Outcome::Done(_)) => panic!("{} of {name} was performed at once", A::NAME),
            Err(failure) => panic!("{} of {name} failed: {failure}", A::NAME),
        }
    }

    /// The action is refused; returns the name of the refusal.
    pub async fn refused<A: Action>(&self, name: &str, action: A) -> &'static str {
        match self.act(name, action).await {
            Ok(Outcome::Done(_)) => panic!("{} of {name} was performed", A::NAME),
            Ok(Outcome::Proposed(proposed)) => panic!("{} of {name} became {}", A::NAME, proposed.key),
            Err(Failure::Broken(why)) => panic!("{} of {name} broke: {why}", A::NAME),
            Err(failure) => failure.name(),
        }
    }

    /// What comes of an action: `acts`, the code of the role it is proposed to, or the name of the refusal.
    pub async fn comes_of<A: Action>(&self, name: &str, action: A) -> &'static str {
        match self.act(name, action).await {
            Ok(Outcome::Done(_)) => "acts",
            Ok(Outcome::Proposed(proposed)) => proposed.to.code(),
            Err(Failure::Broken(why)) => panic!("{} of {name} broke: {why}", A::NAME),
            Err(failure) => failure.name(),
        }
    }

    /// Whose call an action of a person is, without doing it: `acts`, the code of the role it is proposed to, or the name of
    /// the refusal. With the nil id for the product it is an action of the workspace.
    pub async fn whose_call(&self, name: &str, product: ProductId, action: Box<dyn AnyAction>) -> String {
        match foretell(&self.app, &self.actor(name), product, &[action]).await {
            Ok(Verdict::Acts(_)) => "acts".to_owned(),
            Ok(Verdict::Proposes(wish)) => wish.to.code().to_owned(),
            Err(Failure::Broken(why)) => panic!("{name}: {why}"),
            Err(failure) => failure.name().to_owned(),
        }
    }

    fn find(&self, name: &str) -> (&'static str, PersonId, bool) {
        let found = self.people.iter().find(|(full, _, _)| full.split(' ').next() == Some(name));
        *found.unwrap_or_else(|| panic!("{name} does not live in this world"))
    }

    async fn settle(&self, preset: Preset) -> Result<()> {
        let mut tx = self.app.db.write().await?;
        let people = self.people.iter().map(|(name, id, administrator)| {
            let email = format!("{}@port-ellery.example", name.to_lowercase().replace(' ', "."));
            args![*id, *name, email, i64::from(*administrator), 0, "{}", TODAY]
        });
        tx.insert_many(&PERSON, people.collect()).await?;
        let product = args![self.shelf, "shelf", "Shelf", "scrum", "grow", "EUR", preset.code(), 0, 0, TODAY];
        tx.insert_many(&PRODUCT, vec![product]).await?;
        let roles = self
            .people
            .iter()
            .zip(PEOPLE)
            .filter_map(|((_, id, _), (_, role, _))| role.map(|role| args![self.shelf, *id, role, 0, TODAY]));
        tx.insert_many(&MEMBERSHIP, roles.collect()).await?;
        tx.insert_many(&CELL, self.cells(preset)).await?;
        Ok(tx.commit().await?)
    }

    fn cells(&self, preset: Preset) -> Vec<Vec<Value>> {
        let matrix = preset.matrix([]);
        let rows = matrix.rows().iter().flat_map(|row| row.cells.iter().map(move |(role, cell)| (row, role, cell)));
        rows.map(|(row, role, cell)| args![self.shelf, 0, row.subject.to_string(), role, cell]).collect()
    }
}

const PERSON: Insert = Insert {
    table: "person",
    columns: &["id", "name", "email", "administrator", "seq", "preferences", "created_at"],
    end: "",
};
const PRODUCT: Insert = Insert {
    table: "product",
    columns: &["id", "key", "name", "mode", "phase", "currency", "preset", "example", "seq", "created_at"],
    end: "",
};
const MEMBERSHIP: Insert =
    Insert { table: "membership", columns: &["product", "person", "role", "team", "since"], end: "" };
const CELL: Insert = Insert { table: "matrix_cell", columns: &["product", "team", "subject", "role", "cell"], end: "" };
