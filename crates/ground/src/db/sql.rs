use std::marker::PhantomData;

use super::{Column, FromRow};

/// One statement of the program, declared with [`sql!`](crate::sql): its text and the row it answers with.
pub struct Sql<T = ()> {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) arity: usize,
    /// Whether the text has tokens that differ between the engines; most have none and are sent as they stand.
    pub(super) tokens: bool,
    row: PhantomData<fn() -> T>,
}

/// What one test needs to know of every declared statement.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Module and name of the declaration.
    pub name: &'static str,
    /// The text as declared.
    pub text: &'static str,
    /// How many values it takes.
    pub arity: usize,
    /// What it answers with.
    pub columns: &'static [Column],
}

/// Declares the statements of a module, once per module. Values are `$1` to `$n`; what differs between the engines is
/// written as a token that [`dialect`](crate::db::dialect) knows, such as `IN @ids($1)`. A row struct's fields are matched with
/// the names of the columns by the test that reads `TEXTS`, so an expression needs its `AS field`.
///
/// ```
/// ground::row! {
///     /// A number and its name.
///     pub struct Named { /// It.
///         pub number: i64, /// Its name.
///         pub name: String }
/// }
/// ground::sql! {
///     /// Everything from a number on.
///     FROM: Named = "SELECT number, name FROM sample WHERE number >= $1 ORDER BY number";
///     /// How many there are.
///     COUNT: (i64,) = "SELECT COUNT(*) FROM sample";
///     /// Forgets them all.
///     CLEAR: () = "DELETE FROM sample";
/// }
/// assert_eq!(TEXTS.len(), 3);
/// ```
#[macro_export]
macro_rules! sql {
    ($($(#[$meta:meta])* $vis:vis $name:ident: $row:ty = $text:expr;)+) => {
        $($(#[$meta])*
        $vis const $name: $crate::db::Sql<$row> =
            $crate::db::Sql::new(concat!(module_path!(), "::", stringify!($name)), $text);)+

        /// Every statement declared here, for the test that prepares them all.
        pub const TEXTS: &[$crate::db::Text] = &[$($name.declared()),+];
    };
}

impl<T> Clone for Sql<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sql<T> {}

impl<T: FromRow> Sql<T> {
    /// A statement; use [`sql!`](crate::sql), which also lists it for the test.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, arity: arity(text), tokens: has_tokens(text), row: PhantomData }
    }

    /// What the test needs to know of it.
    #[must_use]
    pub const fn declared(&self) -> Text {
        Text { name: self.name, text: self.text, arity: self.arity, columns: T::COLUMNS }
    }
}

const fn has_tokens(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'@' {
            return true;
        }
        at += 1;
    }
    false
}

/// The highest `$n` outside of quotes.
const fn arity(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut highest, mut quoted) = (0, 0, false);
    while at < bytes.len() {
        if bytes[at] == b'\'' {
            quoted = !quoted;
        }
        if bytes[at] == b'$' && !quoted {
            let mut number = 0;
            while at + 1 < bytes.len() && bytes[at + 1].is_ascii_digit() {
                at += 1;
                number = number * 10 + (bytes[at] - b'0') as usize;
            }
            if number > highest {
                highest = number;
            }
        }
        at += 1;
    }
    highest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arity_is_the_highest_number_outside_of_quotes() {
        assert_eq!(arity("SELECT 1"), 0);
        assert_eq!(arity("SELECT $2, $1, $2"), 2);
        assert_eq!(arity("SELECT '$9', $12, 'it''s $13', $"), 12);
    }
}
