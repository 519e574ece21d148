//! What an action said, carried over its redirect and shown once.

use serde::{Deserialize, Serialize};

/// The cookie's name.
pub(super) const COOKIE: &str = "said";

/// One sentence for the toast, and how to take the action back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The sentence.
    pub said: String,
    /// The sequence to undo, if it can be.
    pub undo: Option<i64>,
}

impl Flash {
    /// As the cookie carries it.
    pub(super) fn encode(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        json.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// From the cookie; anything else is nothing.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let pairs = text.as_bytes().chunks_exact(2);
        let bytes: Option<Vec<u8>> =
            pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
        serde_json::from_slice(&bytes?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_the_cookie() {
        let flash = Flash { said: "S-219 moved to rank 1; “ü”".to_owned(), undo: Some(7) };
        assert_eq!(Flash::decode(&flash.encode()), Some(flash));
        assert_eq!(Flash::decode("zz"), None);
    }
}
