//! Enumerations whose values are words: a code for tables and addresses, a label for pages.

use thiserror::Error;

/// A word that stands for nothing we know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{word}” is no {kind}")]
pub struct UnknownWord {
    /// What was looked for: “role”.
    pub kind: &'static str,
    /// What was found instead.
    pub word: String,
}

/// Declares such an enumeration, one value a line: its name, its code, its label.
macro_rules! words {
    ($(#[$about:meta])* $name:ident, $kind:literal { $($value:ident $code:literal $label:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $(#[doc = $label] #[serde(rename = $code)] $value,)+
        }

        impl $name {
            /// Every value, in the order pages show them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word in tables, addresses and messages; it never changes.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// The words on pages.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$value => $label),+ }
            }

            /// The value with this code.
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::roles::rules::UnknownWord;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                let unknown = || $crate::roles::rules::UnknownWord { kind: $kind, word: code.to_owned() };
                Self::of_code(code).ok_or_else(unknown)
            }
        }
    };
}

pub(super) use words;
