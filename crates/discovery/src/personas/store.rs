//! The table of personas.

use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

together::fields! {
    /// The fields of a persona besides the title, which is what they are called.
    pub FIELDS of "persona" by "thing" {
        TEXT: Text "text" = "text", "text", searched;
        QUOTE: Text "quote" = "quote", "what they say", searched;
        CONTEXT: Text "context" = "context", "how they live with it", listed, searched;
        SOURCE: Text "source" = "source", "known from", listed;
    }
}

row! {
    /// A persona.
    #[derive(Debug, Clone)]
    pub struct Persona {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// What they are called.
        pub title: String,
        /// What there is to know of them.
        pub text: String,
        /// What they say.
        pub quote: String,
        /// How they live with the product.
        pub context: String,
        /// What they are known from.
        pub source: String,
    }

    /// A need that somebody has.
    #[derive(Debug, Clone)]
    pub struct Has {
        /// Who.
        pub persona: ThingId,
        /// The number of the need.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// How much it matters, out of ten.
        pub importance: Option<f64>,
        /// How well it is met, out of ten.
        pub satisfaction: Option<f64>,
        /// How many were asked.
        pub asked: Option<i64>,
    }
}

impl Persona {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Persona, self.number)
    }
}

impl Has {
    /// The key of the need.
    pub fn key(&self) -> Key {
        Key::new(Kind::Need, self.number)
    }
}

sql! {
    /// The words search finds a persona by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || p.quote || ' ' || p.context || ' ' || p.text FROM persona p JOIN thing t ON t.id = p.thing WHERE t.id IN @ids($1)";
    INSERT: () = "INSERT INTO persona (thing, product, text, quote, context, source) VALUES ($1, $2, $3, $4, $5, $6)";
    ONE: Persona = "SELECT t.id, t.number, t.title, p.text, p.quote, p.context, p.source FROM persona p JOIN thing t ON t.id = p.thing WHERE p.thing = $1";
    /// Those of a product, the first made first.
    LIST: Persona = "SELECT t.id, t.number, t.title, p.text, p.quote, p.context, p.source FROM persona p JOIN thing t ON t.id = p.thing WHERE p.product = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY p.thing LIMIT $2";
    /// What these need, the greatest opportunity first.
    NEEDS: Has = "SELECT l.to_thing AS persona, t.number, t.title, n.importance, n.satisfaction, n.asked FROM link l JOIN thing t ON t.id = l.from_thing JOIN need n ON n.thing = t.id WHERE l.to_thing IN @ids($1) AND l.kind = 'for' AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY COALESCE(n.importance + @greatest(n.importance - n.satisfaction, 0.0), -1.0) DESC, t.number LIMIT 400";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM persona WHERE product = $1";
}

/// What is written of a new persona.
pub(super) struct Row<'a> {
    pub(super) text: &'a str,
    pub(super) quote: &'a str,
    pub(super) context: &'a str,
    pub(super) source: &'a str,
}

pub(super) async fn insert(tx: &mut Tx, persona: &Thing, row: Row<'_>) -> Result<()> {
    let Row { text, quote, context, source } = row;
    tx.run(INSERT, args![persona.id, persona.product, text, quote, context, source]).await?;
    Ok(())
}

/// One persona.
pub async fn one(tx: &mut Tx, persona: ThingId) -> Result<Option<Persona>> {
    Ok(tx.first(ONE, args![persona]).await?)
}

/// More personas than these nobody keeps apart.
pub const MOST: i64 = 100;

/// The personas of a product, the first made first.
pub async fn list(tx: &mut Tx, product: ProductId) -> Result<Vec<Persona>> {
    Ok(tx.all(LIST, args![product, MOST]).await?)
}

/// What these personas need, the greatest opportunity first.
pub async fn needs(tx: &mut Tx, personas: &[ThingId]) -> Result<Vec<Has>> {
    Ok(tx.all(NEEDS, args![ids(personas)]).await?)
}
