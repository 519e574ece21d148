use std::fmt;
use std::path::PathBuf;

use super::DbError;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// The address of a PostgreSQL database.
    Postgres(String),
}

impl Place {
    /// Reads `postgres://…`, `sqlite:FILE` or the name of a file.
    ///
    /// # Errors
    /// When it is empty or the address of something else.
    pub fn parse(text: &str) -> Result<Self, DbError> {
        let text = text.trim();
        let file = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else if file.is_empty() {
            Err(DbError::Other("the database has no name: give a file or postgres://…".into()))
        } else if let Some((scheme, _)) = file.split_once("://") {
            Err(DbError::Other(format!("{scheme}:// is no database Tandem knows: give a file or postgres://…")))
        } else {
            Ok(Self::File(file.into()))
        }
    }
}

/// Without the password.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.display().fmt(f),
            Self::Postgres(url) => match (url.split_once("://"), url.rsplit_once('@')) {
                (Some((scheme, _)), Some((_, rest))) => write!(f, "{scheme}://{rest}"),
                _ => f.write_str(url),
            },
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_or_a_server_and_never_shows_its_password() {
        assert_eq!(Place::parse("work/tandem.db").unwrap(), Place::File("work/tandem.db".into()));
        assert_eq!(Place::parse("sqlite:tandem.db").unwrap(), Place::File("tandem.db".into()));
        let server = Place::parse("postgres://ann:secret@db.example/tandem").unwrap();
        assert_eq!(format!("{server} {server:?}"), "postgres://db.example/tandem postgres://db.example/tandem");
        for wrong in ["", "sqlite:", "mysql://db.example/tandem"] {
            assert!(Place::parse(wrong).is_err(), "{wrong}");
        }
    }
}
