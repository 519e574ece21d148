/// Lets types that are a word in tables (`Display` writes it, `FromStr` reads it) be values and cells.
///
/// ```ignore
/// ground::word_column!(Role, Right);
/// ```
#[macro_export]
macro_rules! word_column {
    ($($name:ty),+ $(,)?) => {$(
        impl From<$name> for $crate::db::Value {
            fn from(word: $name) -> Self {
                Self::Text(word.to_string())
            }
        }

        impl $crate::db::Typed for $name {
            const KIND: $crate::db::Kind = $crate::db::Kind::Text;
        }

        impl $crate::db::Decode for $name {
            const KIND: $crate::db::Kind = $crate::db::Kind::Text;

            fn decode(cell: &$crate::db::Cell<'_>) -> Result<Self, $crate::db::DbError> {
                cell.text()?.parse().map_err(|error| $crate::db::DbError::Other(format!("{error:?}")))
            }
        }
    )+};
}
