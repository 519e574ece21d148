//! Ids, secrets and codes. Randomness is passed in as [`Ids`], which a test can seed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use uuid::Uuid;

use crate::clock::Clock;

#[doc(hidden)]
pub mod __used_by_id {
    pub use {schemars, serde, uuid};
}

/// Letters and digits nobody confuses when reading a code aloud.
const CODE_LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Makes ids, secrets and codes. Clones draw from the same source.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    source: Arc<Mutex<Source>>,
}

struct Source {
    rng: StdRng,
    /// The 122 bits of the last id that are not version or variant: 60 of time, 62 of chance.
    last: u128,
}

impl Ids {
    /// Unpredictable ids.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self::from_rng(clock, StdRng::from_os_rng())
    }

    /// The same ids for the same seed and times, for tests only.
    #[must_use]
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self::from_rng(clock, StdRng::seed_from_u64(seed))
    }

    /// The next id: a version 7 UUID, greater than every id this source gave before, even when the clock stands or goes back.
    #[must_use]
    pub fn next(&self) -> Uuid {
        let micros = u128::from(self.clock.now().0.max(0).unsigned_abs());
        // Milliseconds in 48 bits, as the standard wants, and the rest of them in 4096ths in the 12 bits behind.
        let time = ((micros / 1_000) << 12) | ((micros % 1_000) * 4_096 / 1_000);
        self.with(|source| {
            let chance = u128::from(source.rng.next_u64() >> 2);
            source.last = ((time << 62) | chance).max(source.last + 1);
            version_7(source.last)
        })
    }

    /// A secret of 32 random bytes as 43 letters that are safe in a URL.
    #[must_use]
    pub fn secret(&self) -> String {
        let mut bytes = [0; 32];
        self.with(|source| source.rng.fill_bytes(&mut bytes));
        base64_url(&bytes)
    }

    /// A code to read aloud and type, like `7KQ4-M2XD`.
    #[must_use]
    pub fn code(&self) -> String {
        let letter = || char::from(self.with(|source| CODE_LETTERS[source.rng.random_range(0..CODE_LETTERS.len())]));
        let half = || (0..4).map(|_| letter()).collect::<String>();
        format!("{}-{}", half(), half())
    }

    fn from_rng(clock: Clock, rng: StdRng) -> Self {
        Self { clock, source: Arc::new(Mutex::new(Source { rng, last: 0 })) }
    }

    fn with<T>(&self, draw: impl FnOnce(&mut Source) -> T) -> T {
        draw(&mut self.source.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}

/// Spreads 122 bits over a UUID, leaving its version (7) and variant bits in their places.
fn version_7(bits: u128) -> Uuid {
    let (time, sub, chance) = (bits >> 74, (bits >> 62) & 0xfff, bits & ((1 << 62) - 1));
    Uuid::from_u128((time << 80) | (7 << 76) | (sub << 64) | (2 << 62) | chance)
}

fn base64_url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| (word << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            text.push(char::from(BASE64_URL[(word >> (18 - 6 * place)) as usize & 63]));
        }
    }
    text
}

/// Declares the id of one kind of thing, so that a person's id is never taken for a product's.
///
/// ```
/// ground::id! {
///     /// Who signs in.
///     pub struct PersonId;
/// }
/// let id: PersonId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
/// assert_eq!(id.to_string(), "01890a5d-ac96-774b-bcce-b302099a8057");
/// ```
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis struct $name(pub $crate::ids::__used_by_id::uuid::Uuid);

        impl From<$crate::ids::__used_by_id::uuid::Uuid> for $name {
            fn from(id: $crate::ids::__used_by_id::uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for $crate::ids::__used_by_id::uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<$name> for $crate::db::Value {
            fn from(id: $name) -> Self {
                Self::Uuid(id.0)
            }
        }

        impl $crate::db::Typed for $name {
            const KIND: $crate::db::Kind = $crate::db::Kind::Uuid;
        }

        impl $crate::db::Decode for $name {
            const KIND: $crate::db::Kind = $crate::db::Kind::Uuid;

            fn decode(cell: &$crate::db::Cell<'_>) -> ::std::result::Result<Self, $crate::db::DbError> {
                cell.uuid().map(Self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ids::__used_by_id::uuid::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl $crate::ids::__used_by_id::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: $crate::ids::__used_by_id::serde::Serializer,
            {
                self.0.serialize(serializer)
            }
        }

        impl<'de> $crate::ids::__used_by_id::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: $crate::ids::__used_by_id::serde::Deserializer<'de>,
            {
                $crate::ids::__used_by_id::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl $crate::ids::__used_by_id::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(
                generator: &mut $crate::ids::__used_by_id::schemars::SchemaGenerator,
            ) -> $crate::ids::__used_by_id::schemars::Schema {
                <$crate::ids::__used_by_id::uuid::Uuid as $crate::ids::__used_by_id::schemars::JsonSchema>::json_schema(
                    generator,
                )
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Ts;

    crate::id! {
        /// For these tests.
        struct SampleId;
    }

    #[test]
    fn ids_strictly_increase_whatever_the_clock_does() {
        let clock = Clock::fixed(Ts(1_700_000_000_000_000));
        let ids = Ids::seeded(clock.clone(), 7);
        let mut last = Uuid::nil();
        for step in 0..30_000_i64 {
            clock.advance((step % 7) - 3);
            let id = ids.next();
            assert!(id > last, "{id} after {last}");
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
            last = id;
        }
    }

    #[test]
    fn an_id_carries_the_time_it_was_made() {
        let id = Ids::new(Clock::fixed(Ts(1_700_000_000_123_000))).next();
        assert_eq!(id.get_timestamp().unwrap().to_unix(), (1_700_000_000, 123_000_000));
    }

    #[test]
    fn a_seed_repeats_and_chance_does_not() {
        let clock = Clock::fixed(Ts(0));
        let draw = |ids: &Ids| (ids.next(), ids.secret(), ids.code());
        assert_eq!(draw(&Ids::seeded(clock.clone(), 1)), draw(&Ids::seeded(clock.clone(), 1)));
        assert_ne!(draw(&Ids::seeded(clock.clone(), 1)), draw(&Ids::seeded(clock.clone(), 2)));
        assert_ne!(Ids::new(clock.clone()).secret(), Ids::new(clock).secret());
    }

    #[test]
    fn secrets_and_codes_have_their_shape() {
        let ids = Ids::new(Clock::system());
        let (secret, code) = (ids.secret(), ids.code());
        assert_eq!(secret.len(), 43);
        assert!(secret.bytes().all(|byte| BASE64_URL.contains(&byte)), "{secret}");
        assert_eq!((code.len(), &code[4..5]), (9, "-"));
        assert!(code.bytes().all(|byte| byte == b'-' || CODE_LETTERS.contains(&byte)), "{code}");
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(base64_url(plain.as_bytes()), coded);
        }
        assert_eq!(base64_url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn an_id_of_a_kind_reads_and_writes_as_its_uuid() {
        let id = SampleId(Ids::new(Clock::system()).next());
        assert_eq!(id.to_string().parse::<SampleId>().unwrap(), id);
        assert_eq!(serde_json::from_str::<SampleId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }
}
