//! What a product's key and name must be like.

use ground::web::Refusal;

/// Words that are addresses of Tandem itself and so cannot be keys.
pub const RESERVED: &[&str] = &[
    "about",
    "account",
    "api",
    "assets",
    "bell",
    "company",
    "doc",
    "docs",
    "example",
    "export",
    "healthz",
    "import",
    "invitation",
    "live",
    "new",
    "password",
    "portfolio",
    "products",
    "reset",
    "search",
    "set-up",
    "settings",
    "sign-in",
    "sign-out",
    "static",
    "workspace",
];

/// Checks a product's key: 2 to 24 lower-case letters, digits or hyphens, beginning with a letter.
pub fn key(text: &str) -> Result<String, Refusal> {
    let key = text.trim().to_lowercase();
    let refuse = |name, message: String| Err(Refusal::new(name, message).at("key"));
    if !(2..=24).contains(&key.chars().count()) {
        return refuse("key-length", "A key has 2 to 24 letters.".to_owned());
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.chars().all(fits) {
        return refuse(
            "key-letters",
            "A key is made of letters, digits and hyphens, and begins with a letter.".to_owned(),
        );
    }
    if RESERVED.contains(&key.as_str()) {
        return refuse("key-reserved", format!("“{key}” is an address of Tandem itself. Choose another key."));
    }
    Ok(key)
}

/// Checks a name: one line of at most 100 characters.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refusal::new("name-missing", "A name is missing.").at("name")),
        1..=100 => Ok(name),
        _ => Err(Refusal::new("name-too-long", "A name has at most 100 characters.").at("name")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain_and_not_addresses() {
        assert_eq!(key(" Shelf ").unwrap(), "shelf");
        assert_eq!(key("a").unwrap_err().name, "key-length");
        assert_eq!(key("2go").unwrap_err().name, "key-letters");
        assert_eq!(key("über").unwrap_err().name, "key-letters");
        assert_eq!(key("api").unwrap_err().name, "key-reserved");
        assert_eq!(key(&"x".repeat(25)).unwrap_err().name, "key-length");
    }
}
