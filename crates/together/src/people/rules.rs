//! What an account must be like, how long a door stands open, and how often one may knock at it.

use std::fmt;
use std::time::Duration;

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The fewest characters of a password.
pub const PASSWORD_LEAST: usize = 12;
/// The most, so that hashing one costs what hashing another costs.
pub const PASSWORD_MOST: usize = 200;
/// The most characters of a name.
pub const NAME_MOST: usize = 80;
/// The most characters of an e-mail address, which is what mail allows.
pub const EMAIL_MOST: usize = 254;
/// The most characters of what a token is for.
pub const TOKEN_NAME_MOST: usize = 80;

/// The most days a token holds.
pub const TOKEN_DAYS_MOST: u32 = 366;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = HOUR.saturating_mul(24);

/// How long somebody stays signed in on a device of their own.
pub const STAY: Duration = DAY.saturating_mul(30);
/// How long on a device they share.
pub const VISIT: Duration = HOUR.saturating_mul(12);

/// How long something may be in use before that is noted again.
pub const NOTED: Duration = Duration::from_secs(5 * 60);

/// Within this time knocks are counted.
pub const WAIT: Duration = Duration::from_secs(15 * 60);
/// Tries at one account before one has to wait. Whoever guesses passwords is stopped here.
pub const TRIES_OF_ACCOUNT: i64 = 5;
/// Tries from one address, which a whole office may share. Whoever tries one password on many accounts is stopped here.
pub const TRIES_OF_ADDRESS: i64 = 30;

/// A door that a link opens once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Door {
    /// The first account.
    #[default]
    SetUp,
    /// An account for somebody who was asked in.
    Invitation,
    /// A new password.
    Reset,
}

impl Door {
    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    /// How long its link opens it.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::SetUp | Self::Reset => DAY,
            Self::Invitation => DAY.saturating_mul(7),
        }
    }
}

/// What nobody may read: the hash of a password, of a link, of a token. It is neither printed nor serialised.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Sealed(pub String);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

/// Checks a person's name: one line of at most 80 characters.
pub fn name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refusal::new("name-missing", "A name is missing.").at("name")),
        1..=NAME_MOST if !name.contains(char::is_control) => Ok(name),
        1..=NAME_MOST => {
            Err(Refusal::new("name-unprintable", "There are characters in this name that cannot be shown.").at("name"))
        }
        _ => Err(Refusal::new("name-too-long", format!("A name has at most {NAME_MOST} characters.")).at("name")),
    }
}

/// Checks an e-mail address as far as that is possible without sending a mail, and writes it small.
pub fn email(text: &str) -> Result<String, Refusal> {
    let email = text.trim().to_lowercase();
    let refuse = |name, message: String| Err(Refusal::new(name, message).at("email"));
    if email.is_empty() {
        return refuse("email-missing", "An e-mail address is missing.".to_owned());
    }
    if email.chars().count() > EMAIL_MOST {
        return refuse("email-too-long", format!("An e-mail address has at most {EMAIL_MOST} characters."));
    }
    let plain = !email.contains(|c: char| c.is_whitespace() || c.is_control());
    match email.rsplit_once('@') {
        Some((before, after)) if plain && !before.is_empty() && !after.is_empty() && !before.contains('@') => Ok(email),
        _ => refuse("email-incomplete", "An e-mail address looks like name@company.example.".to_owned()),
    }
}

/// Checks a new password. Length is what counts; what it is made of is the person's.
pub fn password(text: &str) -> Result<(), Refusal> {
    match text.chars().count() {
        0..PASSWORD_LEAST => {
            let message =
                format!("A password has {PASSWORD_LEAST} characters or more. A sentence is easy to remember.");
            Err(Refusal::new("password-too-short", message).at("password"))
        }
        PASSWORD_LEAST..=PASSWORD_MOST => Ok(()),
        _ => {
            let message = format!("A password has at most {PASSWORD_MOST} characters.");
            Err(Refusal::new("password-too-long", message).at("password"))
        }
    }
}

/// Checks what a token is for.
pub fn token_name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refusal::new("token-name-missing", "Say what the token is for.").at("name")),
        1..=TOKEN_NAME_MOST => Ok(name),
        _ => {
            let message = format!("What a token is for fits into {TOKEN_NAME_MOST} characters.");
            Err(Refusal::new("token-name-too-long", message).at("name"))
        }
    }
}

/// Checks for how many days a token holds.
pub fn token_days(days: i64) -> Result<Duration, Refusal> {
    match u32::try_from(days) {
        Ok(days @ 1..=TOKEN_DAYS_MOST) => Ok(DAY.saturating_mul(days)),
        _ => {
            let message = format!("A token holds from 1 to {TOKEN_DAYS_MOST} days.");
            Err(Refusal::new("token-days-out-of-range", message).at("days"))
        }
    }
}

/// What a token may do; never more than its person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Reads.
    #[default]
    Read,
    /// Reads and acts.
    Full,
}

impl Reach {
    /// The word in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Full => "full",
        }
    }
}

/// The program and system a browser says it is: “Firefox on Linux”. What it says first is rarely what it is.
pub fn device(agent: &str) -> String {
    let named =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let program = named(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = named(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "An unknown program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_up_to_its_limit() {
        assert_eq!(name("  Ines \n Okafor ").unwrap(), "Ines Okafor");
        assert_eq!(name(" \t").unwrap_err().name, "name-missing");
        assert!(name(&"ü".repeat(NAME_MOST)).is_ok());
        assert_eq!(name(&"ü".repeat(NAME_MOST + 1)).unwrap_err().name, "name-too-long");
        assert_eq!(name("In\u{7}es").unwrap_err().name, "name-unprintable");
    }

    #[test]
    fn an_email_has_two_parts_and_is_written_small() {
        assert_eq!(email(" Ines@Port-Ellery.Example ").unwrap(), "ines@port-ellery.example");
        for (text, expected) in [
            ("", "email-missing"),
            ("ines", "email-incomplete"),
            ("@x", "email-incomplete"),
            ("x@", "email-incomplete"),
            ("a@b@c", "email-incomplete"),
            ("a b@c", "email-incomplete"),
        ] {
            assert_eq!(email(text).unwrap_err().name, expected, "{text}");
        }
        let long = |letters: usize| format!("{}@b.cd", "a".repeat(letters - 5));
        assert!(email(&long(EMAIL_MOST)).is_ok());
        assert_eq!(email(&long(EMAIL_MOST + 1)).unwrap_err().name, "email-too-long");
    }

    #[test]
    fn a_password_is_long_enough_in_characters_not_bytes() {
        assert!(password(&"ü".repeat(PASSWORD_LEAST)).is_ok());
        assert_eq!(password(&"ü".repeat(PASSWORD_LEAST - 1)).unwrap_err().name, "password-too-short");
        assert!(password(&"ü".repeat(PASSWORD_MOST)).is_ok());
        assert_eq!(password(&"ü".repeat(PASSWORD_MOST + 1)).unwrap_err().name, "password-too-long");
    }

    #[test]
    fn a_token_is_named_and_ends() {
        assert_eq!(token_name("").unwrap_err().name, "token-name-missing");
        assert!(token_name(&"ü".repeat(TOKEN_NAME_MOST)).is_ok());
        assert_eq!(token_name(&"ü".repeat(TOKEN_NAME_MOST + 1)).unwrap_err().name, "token-name-too-long");
        assert_eq!(token_days(1).unwrap(), DAY);
        assert!(token_days(366).is_ok());
        for wrong in [-1, 0, 367] {
            assert_eq!(token_days(wrong).unwrap_err().name, "token-days-out-of-range");
        }
    }

    #[test]
    fn a_device_is_told_in_three_words() {
        for (agent, said) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
            ("curl/8.5.0", "curl"),
            ("", "An unknown program"),
        ] {
            assert_eq!(device(agent), said);
        }
    }

    #[test]
    fn what_is_sealed_does_not_print() {
        assert_eq!(format!("{:?}", Sealed("secret".into())), "Sealed");
    }
}
