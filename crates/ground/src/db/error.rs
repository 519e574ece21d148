use std::fmt;

/// What the database refused or could not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// One row was asked for and there is none.
    #[error("no such row")]
    NoRow,
    /// A constraint of the schema was broken. Names are the same on both engines where SQLite tells enough:
    /// unique: the name of the constraint or index (`table_pkey` for a primary key); check: the name of the constraint;
    /// not null: `table.column`; foreign key: the name on PostgreSQL, empty on SQLite, which never says which.
    #[error("{kind} constraint {name:?} is broken")]
    Constraint {
        /// Which constraint.
        name: String,
        /// What kind of constraint.
        kind: ConstraintKind,
    },
    /// Somebody else held what was needed for too long; trying again may help.
    #[error("the database is busy")]
    Busy,
    /// The database was written by a newer program: it has a migration this program does not know.
    #[error(
        "the database has the migration {migration:?}, which this program does not know: it was written by a newer one"
    )]
    Newer {
        /// The unknown migration.
        migration: String,
    },
    /// A migration that ran on this database is not the one this program knows by that name.
    #[error("the migration {migration:?} was changed after it ran on this database")]
    Altered {
        /// The changed migration.
        migration: String,
    },
    /// Anything else; for the log, not for people.
    #[error("{0}")]
    Other(String),
}

/// What a broken constraint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    /// There is one like it already.
    Unique,
    /// It names something that is not there, or something else still names it.
    Foreign,
    /// A value outside what the schema allows.
    Check,
    /// A value is missing.
    NotNull,
}

impl DbError {
    pub(super) fn other(what: impl fmt::Display) -> Self {
        Self::Other(what.to_string())
    }
}

impl fmt::Display for ConstraintKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unique => "unique",
            Self::Foreign => "foreign key",
            Self::Check => "check",
            Self::NotNull => "not null",
        })
    }
}
