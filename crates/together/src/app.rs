//! The program as its rooms see it: the database, the clock, and what the floors hand in.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::http::{HeaderMap, header};
use ground::clock::Clock;
use ground::db::{Db, Sql, Text, Tx};
use ground::ids::Ids;
use ground::live::{Announcement, Live};
use ground::web::{Result, TrustedProxy};

use crate::journal::undo::Restore;
use crate::journal::{Act, Boxed, Need, Registered, Registry};
use crate::presence::Presence;
use crate::products::Product;
use crate::roles::rules::RightSet;
use crate::thread::{Field, Kind, Stage, ThingId};
use crate::visit::{Noting, Visit};

/// The running program. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<House>);

/// Everything the rooms share.
pub struct House {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// New ids and secrets.
    pub ids: Ids,
    /// Announcements to open pages.
    pub live: Live,
    /// Who has a page open.
    pub presence: Presence,
    /// Whose last visit is being written down.
    pub noting: Noting,
    /// Every action.
    pub registry: Registry,
    /// Every kind of thing that has a room.
    pub kinds: Vec<&'static KindOf>,
    /// What floors bring up to date after each action, lower floors first.
    pub after_action: Vec<AfterAction>,
    /// How changes that are no fields of things are taken back, by the word before the colon.
    pub restorers: Vec<(&'static str, Restore)>,
    /// What it decides as well that things come or go.
    pub coming_and_going: Vec<Coming>,
    /// The places of the side bar.
    pub places: Vec<Place>,
    /// What is counted beside some of them.
    pub badges: Vec<Badge>,
    /// How a floor says what is asked of things, for those beneath it.
    pub asked_of: Option<AskedOf>,
    /// What takes everything of a product out of the tables, upper floors first.
    pub forget: Vec<Sql>,
    /// How the server was started.
    pub settings: Settings,
    /// What the program offers beside the floors' pages, set once at its start.
    pub offers: OnceLock<&'static [Offer]>,
    /// All pages, set once they are put together: a refused form is shown again by asking for its page.
    pub pages: OnceLock<Router>,
}

/// What a floor does after each action in a product, in the same transaction: derived values of its own tables.
pub type AfterAction = for<'a, 'b> fn(&'a mut Act<'b>) -> Boxed<'a, ()>;

/// Says what it decides as well that some things are removed or come back, as they stand now: whoever drops a story of the
/// running sprint changes what that is about.
pub type Coming = for<'a> fn(&'a mut Tx, &'a [ThingId]) -> Boxed<'a, RightSet>;

/// Says of things what customers ask of each, in words; of those nobody asks for, nothing.
pub type AskedOf = for<'a> fn(&'a mut Tx, &'a [ThingId]) -> Boxed<'a, Vec<(ThingId, String)>>;

/// What a room says of its kind of thing.
pub struct KindOf {
    /// The kind.
    pub kind: Kind,
    /// Its states, each with its stage, in order.
    pub states: &'static [(&'static str, Stage)],
    /// Its own fields, beside title, owner and publicness.
    pub fields: &'static [&'static Field],
    /// The words of things of this kind for search, `SELECT thing, text … WHERE … IN @ids($1)`; the title when absent.
    pub words: Option<Sql<(ThingId, String)>>,
    /// Who may remove one; [`Floor::coming_and_going`] says what that decides beside.
    pub need: Need,
}

impl KindOf {
    /// The stage of a state, if the kind has it.
    pub fn stage_of(&self, state: &str) -> Option<Stage> {
        self.states.iter().find(|(name, _)| *name == state).map(|(_, stage)| *stage)
    }
}

/// A place in the side bar of a product.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The heading it stands under; empty for the desk.
    pub group: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The last part of its address: `backlog` for `/shelf/backlog`; empty for the desk.
    pub path: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// The letter that leads there after `G`.
    pub letter: &'static str,
    /// On the bar at the bottom of a phone.
    pub on_phone: bool,
    /// What is begun there, by a key from everywhere.
    pub begins: Option<Begins>,
    /// Only in products that are delivered in sprints.
    pub in_sprints: bool,
}

/// Something that is begun at a place, at its address with `?new=1`.
#[derive(Debug, Clone, Copy)]
pub struct Begins {
    /// What it is called: “New story”.
    pub label: &'static str,
    /// The key that begins it.
    pub key: &'static str,
}

/// The number beside a place in the side bar.
#[derive(Clone, Copy)]
pub struct Badge {
    /// The path of the place.
    pub path: &'static str,
    /// Counts what waits there for this person; counting may stop at 100.
    pub count: for<'a> fn(&'a mut Tx, &'a Visit) -> Boxed<'a, i64>,
}

/// Where an [`Offer`] is drawn. What nobody offers is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// Beside the settings of a product: the last part of an address there, such as `import`.
    Settings,
    /// A way to begin a new product: the address to go to once it is made, such as `/{key}/import`.
    Beginning,
    /// Instead of a new product: the address a form posts to, such as that of the example.
    Instead,
}

/// A page or deed of the program that lower floors lead to without knowing it.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Where it is drawn.
    pub place: Offered,
    /// What it says.
    pub label: &'static str,
    /// Its address; see [`Offered`].
    pub address: &'static str,
}

/// How the server was started.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The address people use, if it was given: `https://tandem.example`.
    pub base_url: Option<String>,
    /// Proxies whose word is believed about the caller's address.
    pub trusted_proxy: TrustedProxy,
    /// Marks pages of this build, so that a new build's pages are fetched anew.
    pub build: String,
    /// The folder for files on their way in.
    pub files: PathBuf,
    /// Cheap password hashing, for tests alone.
    pub cheap_passwords: bool,
}

impl Settings {
    /// Whether people reach the server over https.
    pub fn https(&self) -> bool {
        self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// What an address that is sent to somebody, or typed elsewhere, begins with: the one that was given, else the one the
    /// reader came by.
    pub fn address(&self, headers: &HeaderMap) -> String {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        self.base_url.as_ref().map_or_else(|| format!("http://{host}"), |url| url.trim_end_matches('/').to_owned())
    }
}

/// What a floor hands in: its actions, kinds, places, and what it does around each action.
#[derive(Clone, Copy)]
pub struct Floor {
    /// Its actions, room by room.
    pub actions: &'static [&'static [Registered]],
    /// Its kinds of things.
    pub kinds: &'static [&'static KindOf],
    /// What it brings up to date after each action.
    pub after_action: &'static [AfterAction],
    /// How changes that are no fields of things are taken back.
    pub restorers: &'static [(&'static str, Restore)],
    /// What it decides as well that things come or go.
    pub coming_and_going: &'static [Coming],
    /// Its places in the side bar.
    pub places: &'static [Place],
    /// What is counted beside them.
    pub badges: &'static [Badge],
    /// How it says what is asked of things, if it knows.
    pub asked_of: Option<AskedOf>,
    /// What takes everything of a product out of its tables, rows before those they name: statements of its rooms.
    pub forget: &'static [Sql],
    /// Its statements, room by room, for the test that prepares them all.
    pub sql: &'static [&'static [Text]],
    /// Its pages.
    pub routes: fn() -> Router<App>,
}

impl Floor {
    /// A floor with nothing on it, to furnish.
    pub const EMPTY: Self = Self {
        actions: &[],
        kinds: &[],
        after_action: &[],
        restorers: &[],
        coming_and_going: &[],
        places: &[],
        badges: &[],
        asked_of: None,
        forget: &[],
        sql: &[],
        routes: Router::new,
    };
}

/// What a program is made of besides its floors.
pub struct Foundation {
    /// The database.
    pub db: Db,
    /// Time.
    pub clock: Clock,
    /// New ids and secrets.
    pub ids: Ids,
    /// How it was started.
    pub settings: Settings,
}

/// The headings of the side bar, in order.
const GROUPS: [&str; 5] = ["", "Strategy", "Discovery", "Delivery", "Together"];

impl App {
    /// The program on its foundation, floor by floor.
    pub fn new(foundation: Foundation, floors: &[Floor]) -> Self {
        let Foundation { db, clock, ids, settings } = foundation;
        let process = ids.next();
        let actions: Vec<_> = floors.iter().flat_map(|floor| floor.actions.iter().copied()).collect();
        let mut places: Vec<Place> = floors.iter().flat_map(|floor| floor.places.iter().copied()).collect();
        places.sort_by_key(|place| GROUPS.iter().position(|group| *group == place.group));
        Self(Arc::new(House {
            db,
            clock,
            ids,
            live: Live::new(process),
            presence: Presence::new(process),
            noting: Noting::default(),
            registry: Registry::new(&actions),
            kinds: floors.iter().flat_map(|floor| floor.kinds.iter().copied()).collect(),
            after_action: floors.iter().flat_map(|floor| floor.after_action.iter().copied()).collect(),
            restorers: floors.iter().flat_map(|floor| floor.restorers.iter().copied()).collect(),
            coming_and_going: floors.iter().flat_map(|floor| floor.coming_and_going.iter().copied()).collect(),
            places,
            badges: floors.iter().flat_map(|floor| floor.badges.iter().copied()).collect(),
            asked_of: floors.iter().find_map(|floor| floor.asked_of),
            forget: floors.iter().rev().flat_map(|floor| floor.forget.iter().copied()).collect(),
            settings,
            offers: OnceLock::new(),
            pages: OnceLock::new(),
        }))
    }

    /// The places of a product, in the order of the side bar.
    pub fn places_of(&self, product: &Product) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| product.in_sprints() || !place.in_sprints)
    }

    /// What is known of a kind, if it has a room.
    pub fn kind(&self, kind: Kind) -> Option<&'static KindOf> {
        self.kinds.iter().copied().find(|of| of.kind == kind)
    }

    /// A field of a kind by name, common ones included.
    pub fn field(&self, kind: Kind, name: &str) -> Option<&'static Field> {
        let own = self.kind(kind).map_or(&[][..], |of| of.fields);
        own.iter().chain(crate::thread::actions::fields::COMMON).copied().find(|field| field.name == name)
    }

    /// What the program offers at a place.
    pub fn offers(&self, place: Offered) -> impl Iterator<Item = &'static Offer> {
        self.offers.get().copied().unwrap_or_default().iter().filter(move |offer| offer.place == place)
    }

    /// What customers ask of things, in words, if a floor knows.
    pub async fn asked_of(&self, tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, String)>> {
        match self.asked_of {
            Some(asked_of) => asked_of(tx, things).await,
            None => Ok(Vec::new()),
        }
    }

    /// What it decides as well that these things come or go, as they stand now.
    pub async fn coming_or_going(&self, tx: &mut Tx, things: &[ThingId]) -> Result<RightSet> {
        let mut rights = RightSet::EMPTY;
        for decides in &self.coming_and_going {
            rights = rights.or(decides(tx, things).await?);
        }
        Ok(rights)
    }

    /// Tells open pages of a committed change.
    pub fn announce_committed(&self, announcement: Announcement) {
        self.live.tell(announcement);
    }
}

impl Deref for App {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}
